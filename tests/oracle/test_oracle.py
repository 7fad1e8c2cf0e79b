"""The engine against the oracle: 20,000 random ticket lines, a million with FENMING_LONG=1.

FENMING_COMMAND names the engine's command (build/native/fenming); FENMING_ORACLE_TICKETS another number.
"""
import concurrent.futures
import json
import os
import sys
import tempfile

import pytest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import compare  # noqa: E402
import oracle  # noqa: E402
from coverage import Coverage  # noqa: E402

SEED = int(os.environ.get('FENMING_ORACLE_SEED', '1'))
PER_BOOK = 100
TICKETS = int(os.environ.get('FENMING_ORACLE_TICKETS', '1000000' if os.environ.get('FENMING_LONG') == '1' else '20000'))
SHOWN = 3


def one(number):
    return compare.run_case(SEED, number, PER_BOOK)


@pytest.fixture(scope='module', name='outcome')
def fixture_outcome():
    assert os.path.exists(compare.command()), f'{compare.command()} is missing; build it or set FENMING_COMMAND'
    covered, differences = Coverage(), []
    books = -(-TICKETS // PER_BOOK)
    with concurrent.futures.ProcessPoolExecutor() as pool:
        for found, part in pool.map(one, range(books), chunksize=4):
            covered.add(part)
            differences += found[:max(0, 50 - len(differences))]
    return differences, covered


def test_no_difference(outcome):
    differences, covered = outcome
    shown = '\n\n'.join(compare.describe(d) for d in differences[:SHOWN])
    assert not differences, f'{len(differences)} differences (of at most 50 kept):\n{shown}'
    assert covered.tickets >= TICKETS


def test_coverage(outcome):
    _, covered = outcome
    print('\n' + covered.report())
    assert not covered.failures(), covered.report()


def test_examples():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    folder = os.path.join(root, 'docs', 'schema')
    with open(os.path.join(folder, 'example-book.json'), encoding='utf-8') as file:
        book = json.load(file)
    with open(os.path.join(folder, 'example-tickets.jsonl'), encoding='utf-8') as file:
        tickets = [json.loads(line) for line in file]
    check(book, tickets)


def check(book, tickets):
    with tempfile.TemporaryDirectory() as folder:
        output, code, errors = compare.run_engine(book, [compare.compact(t) for t in tickets], None, folder)
    assert code == 0, errors
    got = compare.engine_results(output)[0]
    for t in tickets:
        expected = oracle.settle(book, t)
        equal = compare.same(got[t['ticket']], expected)
        assert equal, f'engine {compare.compact(got[t["ticket"]])[:3000]}\noracle {compare.compact(expected)[:3000]}'
    return got


def heavy_book():
    return {'schema': 'fenming.book-file/1', 'routing': [{'route': 'all', 'books': [{'relation': 'customer_company', 'book': 'c'}]}],
            'books': [{'book': 'c', 'relation': 'customer_company', 'versions': [{
                'version': 1, 'status': 'in_force', 'from': '2026-01-01', 'pin_event': 'created', 'utc_offset_min': 480,
                'categories': [{'category': 'labour'}],
                'items': [{'item': 'i', 'price': {'model': 'flat', 'amount_fen': 10**12}}], 'tiers': [{'tier': 'only'}]}]}]}


@pytest.mark.parametrize('lines, fits', [(9000, True), (9001, False)])
def test_total_limit(lines, fits):
    """M3: a total of exactly 9·10^15 stands, one line more does not."""
    visits = []
    for v in range(1, 20):
        numbers = range((v - 1) * 500 + 1, min(v * 500, lines) + 1)
        visits.append({'visit': v, 'lines': [{'line': n, 'item': 'i', 'quantity': '1'} for n in numbers]})
    result = check(heavy_book(), [{'ticket': 'T', 'visits': visits}])['T'][0]
    if fits:
        assert result['total_fen'] == 9 * 10**15
    else:
        assert result['error'] == {'code': 'money_overflow', 'field': 'total'}
