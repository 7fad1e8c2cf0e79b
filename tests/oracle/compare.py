"""Runs cases through the engine's command and the oracle and compares them member by member."""
import json
import os
import subprocess
import tempfile

import oracle
from coverage import Coverage
from generate import case, compact
from oracle_numbers import TRACE


def command():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    return os.environ.get('FENMING_COMMAND') or os.path.join(root, 'build', 'native', 'fenming')


def run_engine(book_file, texts, wanted, folder, program=None, patience=None):
    """(output bytes, exit code, errors)"""
    book, tickets = os.path.join(folder, 'book.json'), os.path.join(folder, 'tickets.jsonl')
    with open(book, 'w', encoding='utf-8') as out:
        out.write(compact(book_file))
    with open(tickets, 'w', encoding='utf-8') as out:
        out.writelines(t + '\n' for t in texts)
    words = [program or command(), 'settle', '--book', book, '--tickets', tickets]
    if wanted is not None:
        words += ['--version', str(wanted)]
    done = subprocess.run(words, capture_output=True, check=False, timeout=patience)
    return done.stdout, done.returncode, done.stderr.decode(errors='replace')


def engine_results(output):
    """(results by ticket without messages, codes by line)"""
    results, lines = {}, {}
    for text in output.decode().splitlines():
        value = json.loads(text)
        if 'error' in value:
            value['error'].pop('message', None)
        if 'ticket' in value:
            results.setdefault(value['ticket'], []).append(value)
        else:
            lines[value['line']] = value['error']['code']
    return results, lines


def same(engine, expected):
    """Equal with the members in the same order."""
    return compact(engine) == compact(expected)


def run_case(seed, number, tickets, program=None):
    """(differences, coverage) of one book; a difference is (book file, ticket or text, wanted, engine, oracle)."""
    file, wanted, entries = case(seed, number, tickets)
    covered, differences = Coverage(), []
    with tempfile.TemporaryDirectory() as folder:
        output, code, errors = run_engine(file, [e[0] for e in entries], wanted, folder, program)
    # 1 says that some lines could not be read; 2 that the book has errors.
    if code not in (0, 1):
        return [(file, None, wanted, f'exit {code}: {errors[:2000]}', 'a publishable book')], covered
    results, lines = engine_results(output)
    expected_file = oracle.File(file)
    for place, (text, ticket, broken) in enumerate(entries, 1):
        if broken:
            covered.broken(broken)
            if lines.get(place) != broken:
                differences.append((None, text, wanted, lines.get(place), broken))
            continue
        TRACE.clear()
        expected = expected_file.settle(ticket, wanted)
        covered.ticket(expected_file, expected)
        got = results.get(ticket['ticket'], [{'line': place, 'error': lines.get(place)}])
        if not same(got, expected):
            differences.append((file, ticket, wanted, got, expected))
    return differences, covered


def still_differs(file, ticket, wanted):
    with tempfile.TemporaryDirectory() as folder:
        output, code, _ = run_engine(file, [compact(ticket)], wanted, folder)
    if code not in (0, 1):
        return None
    got = engine_results(output)[0].get(ticket.get('ticket'))
    if got is None:
        return None
    try:
        expected = oracle.settle(file, ticket, wanted)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError):
        return None
    return None if same(got, expected) else (got, expected)


def places(value, path=()):
    """Every member and element, the larger ones first."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    for key in keys:
        yield path + (key,)
    for key in keys:
        yield from places(value[key], path + (key,))


def without(value, path):
    copy = json.loads(json.dumps(value))
    target = copy
    for key in path[:-1]:
        target = target[key]
    del target[path[-1]]
    return copy


def shrink(file, ticket, wanted, tries=4000):
    """The smallest book file and ticket that still differ, by leaving out members."""
    state = [file, ticket]
    if still_differs(file, ticket, wanted) is None:
        return None
    for which in (1, 0, 1):
        again = True
        while again and tries > 0:
            again = False
            for path in list(places(state[which])):
                try:
                    smaller = without(state[which], path)
                except (KeyError, IndexError):
                    continue
                tries -= 1
                trial = [smaller if n == which else state[n] for n in (0, 1)]
                if still_differs(trial[0], trial[1], wanted) is not None:
                    state = trial
                    again = True
                if tries <= 0:
                    break
    return state[0], state[1], still_differs(state[0], state[1], wanted)


def describe(difference):
    file, ticket, wanted, got, expected = difference
    if file is None or ticket is None:
        return f'engine: {got}\noracle: {expected}\nticket line: {ticket}\nbook: {compact(file) if file else "any"}'
    small = shrink(file, ticket, wanted)
    if small and small[2]:
        file, ticket, (got, expected) = small
    return (f'version: {wanted}\nbook: {compact(file)}\nticket: {compact(ticket)}\nengine: {compact(got)}\n'
            f'oracle: {compact(expected)}')
