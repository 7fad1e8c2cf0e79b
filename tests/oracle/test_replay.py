"""The engine's replay of past tickets against a second count (replay_oracle.py)."""

from __future__ import annotations

import copy
import json
import os
import subprocess

import pytest

import replay_oracle

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FENMING = os.path.join(ROOT, 'build', 'native', 'fenming')
TICKETS = 200


def run(*words):
    return subprocess.run([FENMING, *words], capture_output=True, text=True, check=False)


class Month:
    """A template, the demo's books and a month of tickets, as files."""

    def __init__(self, folder, code):
        self.folder = folder
        with open(os.path.join(ROOT, 'assets', 'templates', f'{code}.json'), encoding='utf-8') as file:
            self.template = json.load(file)
        self.file = json.loads(run('demo-books').stdout)
        self.before = self.write('before.json', self.template)
        self.book = self.write('book.json', self.file)
        past = run('demo-past-tickets', '--template', self.before, '--book', self.book, '--tickets', str(TICKETS),
                   '--month', '2026-10', '--seed', '7')
        assert past.returncode == 0, past.stderr
        self.past = os.path.join(folder, 'past.jsonl')
        with open(self.past, 'w', encoding='utf-8') as file:
            file.write(past.stdout)
        self.tickets = [json.loads(line) for line in past.stdout.splitlines()]

    def write(self, name, document):
        path = os.path.join(self.folder, name)
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(document, file, ensure_ascii=False)
        return path

    def replayed(self, template, file):
        """The numbers of the tickets that differ, as the engine and as the second count says."""
        after, after_book = self.write('after.json', template), self.write('after_book.json', file)
        answer = run('replay-history', '--before', self.before, '--after', after, '--book', self.book,
                     '--after-book', after_book, '--tickets', self.past)
        assert answer.returncode in (0, 1), answer.stderr
        differences = json.loads(answer.stdout)
        assert not [one for one in differences if 'error' in one]
        engine = [one['ticket'] for one in differences if not one['same']]
        assert answer.returncode == (1 if engine else 0)
        return engine, replay_oracle.touched(self.template, template, self.file, file, self.tickets)


@pytest.fixture(scope='module')
def month(tmp_path_factory):
    return Month(str(tmp_path_factory.mktemp('month')), 'ac_install')


def dearer(file, item):
    changed = copy.deepcopy(file)
    for book in changed['books']:
        for version in book['versions'] if book['relation'] == 'company_technician' else []:
            for one in version['items']:
                if one['item'] == item:
                    one['price']['unit_price_fen'] += 1000
    return changed


def led_elsewhere(template, edge, target):
    changed = copy.deepcopy(template)
    next(one for one in changed['edges'] if one['edge'] == edge)['to'] = target
    return changed


def quicker(template, node, minutes):
    changed = copy.deepcopy(template)
    next(one for one in changed['nodes'] if one['node'] == node)['sla']['minutes'] = minutes
    return changed


def test_the_month_is_worth_replaying(month):
    assert len(month.tickets) == TICKETS
    kinds = {event['event']['kind'] for ticket in month.tickets for event in ticket['events']}
    assert {'start', 'take', 'arrive', 'complete', 'accept', 'return', 'cancel', 'broken', 'foreign'} <= kinds
    outcomes = [event['event'].get('outcome') for ticket in month.tickets for event in ticket['events']]
    assert len(set(outcomes)) > 5


def test_an_unchanged_template_gives_none(month):
    assert month.replayed(month.template, month.file) == ([], [])


@pytest.mark.parametrize('what', ['price', 'edge', 'sla', 'all'])
def test_a_changed_one_gives_the_tickets_of_the_second_count(month, what):
    template, file = month.template, month.file
    if what in ('price', 'all'):
        file = dearer(file, 'ac_floor_install')
    if what in ('edge', 'all'):
        template = led_elsewhere(template, 'empty', 'cancel_form')
    if what in ('sla', 'all'):
        template = quicker(template, 'dispatch', 20)
    engine, counted = month.replayed(template, file)
    assert engine == counted
    assert 0 < len(engine) < TICKETS
