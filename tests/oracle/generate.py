"""Cases for the oracle and the parity suite: book files with ticket lines, deterministic by seed.

As a program: generate.py DIRECTORY BOOKS TICKETS_PER_BOOK [SEED] writes NNN.book.json and NNN.tickets.jsonl.
"""
import json
import os
import sys

from dice import Dice
from generate_book import book_file
from generate_terms import zone_tables
from generate_ticket import Hints, broken, ticket

BROKEN_PERCENT = 14
ZONES = 1_000_000  # beyond every ticket's number


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(',', ':'))


def scatter(dice, value):
    if isinstance(value, list):
        return [scatter(dice, v) for v in value]
    if isinstance(value, dict):
        return {k: scatter(dice, value[k]) for k in dice.shuffled(value)}
    return value


def case(seed, number, tickets):
    """(book file, wanted version or None, entries): an entry is (text, ticket or None, code or None)."""
    dice = Dice(seed, number)
    file = book_file(dice)
    zoned = Dice(seed, number, ZONES)
    if zoned.chance(50):
        file = {'schema': file.pop('schema'), 'calendars': file.pop('calendars'), 'zones': zone_tables(zoned), **file}
    hints = Hints(file)
    entries = []
    for n in range(tickets):
        own = Dice(seed, number, n)
        if own.chance(BROKEN_PERCENT):
            code, text = broken(own, n + number)
            entries.append((text, None, code))
        else:
            t = ticket(own, n, hints)
            if 'zones' in file and own.chance(15):
                t.setdefault('facts', {})['zone'] = own.pick(['a1', 'a2', 'z9', 'z1'])
            # Members may stand in any order.
            entries.append((compact(scatter(own, t) if own.chance(3) else t), t, None))
    wanted = dice.pick([None] * 7 + [1, 2])
    return file, wanted, entries


def main():
    folder, books, tickets = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    os.makedirs(folder, exist_ok=True)
    for n in range(books):
        file, _, entries = case(seed, n, tickets)
        with open(os.path.join(folder, f'{n:03d}.book.json'), 'w', encoding='utf-8') as out:
            out.write(compact(file))
        with open(os.path.join(folder, f'{n:03d}.tickets.jsonl'), 'w', encoding='utf-8') as out:
            out.writelines(e[0] + '\n' for e in entries)


if __name__ == '__main__':
    main()
