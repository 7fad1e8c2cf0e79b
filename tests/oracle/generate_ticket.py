"""Random tickets for a book file, biased to bounds, and broken ticket lines."""
import json

import generate_terms as terms
from generate_book import ITEMS, PARTS
from oracle_numbers import day_of, decimal, instant, moment, thousandths

ROLES = ['lead', 'lead', 'lead', 'assistant', 'assistant', 'master', 'partner', 'platform']
# Decimals, and texts that are no numbers.
HEIGHTS = ['2.5', '10', '9.999', '12.5', '0', '10.000', '2.50', '007', '-3', '+1', 'high', '1.2345', '12.', '.5', ' 1']
OFFSETS = [480, 480, 480, 480, 0, 345, -210, 540]


class Hints:
    """The bounds that a book file compares with."""

    def __init__(self, file):
        self.quantities = {}
        self.general = [1000, 2000, 1000, 500, 1500, 4500, 4300, 333, 10000]
        self.distances = [0, 999, 1000, 8000, 26300, 61500]
        self.minutes = [0, 30, 45, 120, 155]
        self.amounts = [10000, 50000]
        for book in file['books']:
            for v in book['versions']:
                self.version(v)

    def version(self, v):
        for item in v['items']:
            self.price(item['item'], item.get('price', {}))
        for t in v['tiers']:
            for p in t.get('prices', []):
                self.price(p['item'], p['price'])
            rule = t.get('travel', {})
            self.distances += [rule.get('included_m', 0)] + [s['up_to_m'] for s in rule.get('steps', []) if 'up_to_m' in s]
            if 'on_site' in t:
                self.minutes += [t['on_site']['included_min'], t['on_site']['included_min'] + t['on_site']['block_min']]

    def price(self, item, price):
        found = self.quantities.setdefault(item, [])
        for s in price.get('steps', []):
            if 'up_to' in s:
                found.append(thousandths(s['up_to']))
        for key in ('size', 'included'):
            if key in price:
                found.append(thousandths(price[key]))

    def quantity(self, dice, name):
        roll = dice.below(100)
        near = self.quantities.get(name)
        if roll < 4:
            return 0
        if roll < 45 and near:
            return max(0, dice.pick(near) + dice.pick([0, 0, 0, 1, -1, 500]))
        if roll < 90:
            return dice.pick(self.general)
        return dice.below(30000)


def text_quantity(dice, q):
    if dice.chance(10):
        return f'{q // 1000}.{q % 1000:03d}'
    return decimal(q)


def stamp(dice, seconds):
    offset = dice.pick(OFFSETS)
    if dice.chance(5):
        return moment(seconds, 0)[:19] + 'Z'
    return moment(seconds, offset)


def clock(dice):
    """Seconds of a local day: on a bound of windows, or anywhere."""
    if dice.chance(35):
        text = dice.pick(terms.CLOCKS)
        return int(text[:2]) * 3600 + int(text[3:]) * 60 + dice.pick([0, 0, 59, -1])
    return dice.below(86400)


def start(dice):
    if dice.chance(4):
        day = day_of(dice.pick(['2025-05-05', '2024-02-29', '2027-08-08']))
    elif dice.chance(40):
        day = day_of(dice.pick(terms.DATES)) + dice.pick([0, 0, -1])
    else:
        day = day_of('2025-12-20') + dice.below(380)
    return day * 86400 - 480 * 60


def ticket(dice, number, hints, name='T'):
    t = {'ticket': f'{name}{number}'}
    if dice.chance(60):
        t['revision'] = dice.between(1, 3)
    if dice.chance(20):
        t['source'], t['source_no'] = '电话', f'№{number}'
    facts = {}
    if dice.chance(95):
        facts['division'] = dice.pick(terms.DIVISIONS)
    for name, words in terms.WORDS.items():
        if dice.permille(965) if name != 'service_type' else dice.permille(985):
            facts[name] = dice.pick(words)
    if facts.get('service_level') == 'bespoke' and dice.chance(40):
        facts['service_level'] = 'gold'
    if dice.permille(25):
        facts['service_type'] = 'other'
    if dice.permille(12):
        facts['brand'] = '其他“牌” \\ "q"'
    t['facts'] = facts
    if dice.permille(4):
        t['facts'] = {}
    if dice.permille(2):
        del t['facts']
    day = start(dice)
    base = day + clock(dice)
    times, moments = {}, base
    for name in ('created', 'taken', 'first_trigger', 'completed', 'accepted'):
        if dice.permille(960):
            times[name] = stamp(dice, moments)
        moments += dice.pick([60, 3600, 86400, 7 * 86400])
    if dice.permille(4):
        times = {}
    if times or dice.chance(50):
        t['times'] = times
    counts = dice.pick([1, 1, 1, 1, 1, 2, 2, 3, 0]) if dice.chance(90) else 1
    state = {'line': 0, 'restart': dice.chance(15)}
    state |= {'crew': not dice.permille(35), 'huge': dice.permille(60), 'odd': dice.permille(60)}
    t['visits'] = [visit(dice, v + 1, day, hints, state) for v in range(counts)]
    if facts.get('service_level') == 'bespoke' or dice.chance(3):
        t['quotes'] = [quote(dice, q, base) for q in range(dice.pick([0, 1, 2, 2, 3, 3, 4, 5]))]
        if not t['quotes'] and dice.chance(80):
            del t['quotes']
    if dice.permille(160):
        t['shares'] = [{'role': r, 'bp': dice.pick([0, 1000, 3000, 3001, 5000, 2500])}
                       for r in dice.some(['partner', 'platform', 'master', 'lead', 'assistant'], 1, 2)]
    return t


def quote(dice, number, base):
    q = {'quote': f'Q{number}', 'relation': dice.pick(['customer_company', 'company_technician']),
         'amount_fen': dice.pick([10000, 50000, 30000, 36005, 9999, 50001, 23456]), 'author': 'u1',
         'approved_by': dice.pick(['u2', 'u2', 'u2', 'u2', 'u1'])}
    if dice.chance(30):
        q['valid_from'] = stamp(dice, base + dice.pick([0, 0, -86400, 60]))
    if dice.chance(30):
        q['valid_to'] = stamp(dice, base + dice.pick([0, 30 * 86400, 86400, 60]))
    return q


def visit(dice, number, day, hints, state):
    v = {'visit': number}
    if dice.chance(10):
        v['division'] = dice.pick(terms.DIVISIONS)
    when = day + dice.below(3) * 86400 + clock(dice)
    if dice.chance(90):
        v['appointment'] = stamp(dice, when)
    if dice.permille(985):
        v['arrived'] = stamp(dice, when)
    if dice.permille(985):
        v['departed'] = stamp(dice, when + dice.pick(hints.minutes) * 60 + dice.pick([0, 0, 0, 1, 59, -1, 60]))
    if dice.permille(975):
        v['distance_m'] = max(0, dice.pick(hints.distances) + dice.pick([0, 0, 0, 1, -1, 300]))
    for name in ('distance_kind', 'outcome', 'fault'):
        if dice.chance(80):
            v[name] = dice.pick(terms.VISIT_WORDS[name])
    if dice.chance(40):
        v['trip_place'] = dice.pick([1, 1, 2, 3])
        if dice.chance(60):
            v['trip_carrier'] = 'GD-1000'
    v = {k: v[k] for k in ('visit', 'division', 'appointment', 'arrived', 'departed', 'distance_m', 'distance_kind',
                           'trip_place', 'trip_carrier', 'outcome', 'fault') if k in v}
    if state['crew'] and dice.chance(96):
        v['people'] = []
        for _ in range(dice.pick([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 0])):
            person = {'person': dice.pick(['p1', 'p2', 'p3', 'p4', 'p5']), 'role': dice.pick(ROLES)}
            if dice.chance(80):
                person['grade'] = dice.pick(['A', 'B', 'C'])
            v['people'].append(person)
    if state['restart']:
        state['line'] = 0
    count = dice.pick([1, 1, 2, 2, 3, 4, 0]) if dice.chance(90) else 1
    lines = [line(dice, hints, state, when) for _ in range(count)]
    if lines or dice.chance(50):
        v['lines'] = lines
    return v


def line(dice, hints, state, when):
    state['line'] += 1
    l = {'line': state['line']}
    part = dice.chance(22)
    if part:
        name = dice.pick(PARTS)
        l['part'] = 'unknown-part' if dice.permille(15) else name
        q = dice.pick([1000, 2000, 500, 1500, 0, 333, 3000])
    else:
        name = dice.pick(ITEMS[:4] + ITEMS)
        if state['odd']:
            state['odd'] = False
            name = dice.pick(['unpriced', 'nope'])
        if state['huge']:
            name = 'huge'
            state['huge'] = False
        l['item'] = f'KT-{name}' if name in ITEMS and dice.chance(20) else name
        q = hints.quantity(dice, name)
        if name == 'huge':
            q = dice.pick([1000, 999, 1001, 1000000, 10**9, 10**6 + 1])
    l['quantity'] = text_quantity(dice, q)
    if dice.chance(60):
        l['product'] = dice.pick(['AC-1', 'AC-1', 'AC-2'])
    if dice.chance(20):
        l['model'] = dice.pick(['m1', 'm2'])
    if dice.chance(25):
        l['serial'] = dice.pick(['SN-1', 'SN-1', 'SN-2'])
    if dice.chance(10):
        l['purchase_date'] = '2024-02-29'
    if dice.chance(95):
        l['warranty'] = dice.pick(['in', 'out', 'out', 'out', 'out'])
    if dice.chance(10):
        l['payer'] = dice.pick(terms.PAYERS)
    if part:
        if dice.chance(90):
            l['supplier'] = dice.pick(terms.LINE_WORDS['supplier'])
        if l.get('supplier') == 'on_the_spot' and dice.chance(80) or dice.chance(5):
            l['receipt_fen'] = dice.pick([0, 1, 3000, 8999, 9000, 12345])
        if dice.chance(25):
            l['unit_cost_fen'] = dice.pick([0, 1, 3333, 5005])
        if dice.chance(70):
            l['issued_at'] = stamp(dice, when - dice.pick([0, 86400, 864000]))
        if dice.chance(70):
            l['requested_at'] = stamp(dice, when - dice.pick([0, 86400, 8640000]))
    attributes = []
    if dice.chance(60):
        attributes.append({'attribute': 'height_m', 'value': dice.pick(HEIGHTS)})
    if dice.chance(30):
        attributes.append({'attribute': 'wall', 'value': dice.pick(['brick', 'glass', 'stone'])})
    if attributes or dice.chance(5):
        l['attributes'] = attributes
    return l


BROKEN = ['duplicate', 'out_of_range', 'negative_quantity', 'bad_value', 'missing_field', 'unknown_field', 'wrong_type', 'json_syntax', 'json_number',
          'json_duplicate_key']


def broken(dice, number):
    """(code, text) of a ticket line that cannot be read."""
    code = BROKEN[number % len(BROKEN)]
    good = {'ticket': f'B{number}', 'facts': {'division': '310115', 'urgency': 'normal'},
            'visits': [{'visit': 1, 'distance_m': 1000, 'lines': [{'line': 1, 'item': 'i1', 'quantity': '1'}]}]}
    text = json.dumps(good, ensure_ascii=False, separators=(',', ':'))
    swaps = {
        'duplicate': [('"quantity":"1"}', '"quantity":"1"},{"line":1,"item":"i2","quantity":"2"}'),
                      ('"visits":[', '"visits":[{"visit":1},')],
        'out_of_range': [('"visit":1', '"visit":1001'), ('"quantity":"1"', '"quantity":"1000000.001"'),
                         ('"distance_m":1000', '"distance_m":100000001'), ('"line":1', '"line":0')],
        'negative_quantity': [('"quantity":"1"', '"quantity":"-1"'), ('"quantity":"1"', '"quantity":"-0.001"'),
                              ('"distance_m":1000', '"distance_m":-1')],
        'bad_value': [('"310115"', '"31011"'), ('"quantity":"1"', '"quantity":"1.0001"'),
                      ('"item":"i1"', '"item":"i1","part":"bracket"'), ('"item":"i1",', ''), ('"facts"', '"times":{"created":"2026-02-30T00:00:00+08:00"},"facts"'),
                      ('"facts"', '"times":{"created":"2026-02-28T24:00:00+08:00"},"facts"')],
        'missing_field': [('"quantity":"1"', '"product":"x"'), ('"visit":1,', ''), (f'"ticket":"B{number}",', '')],
        'unknown_field': [('"line":1,', '"line":1,"itme":"x",'), ('"urgency"', '"weather"'), ('"ticket"', '"colour":"red","ticket"')],
        'wrong_type': [('"distance_m":1000', '"distance_m":"1000"'), ('"normal"', '7'), ('"visit":1', '"visit":[]')],
        'json_syntax': [('}]}]}', '}]}]'), ('"ticket":', '"ticket"'), ('"facts"', 'facts')],
        'json_number': [('"distance_m":1000', '"distance_m":1e3'), ('"visit":1', '"visit":1.0'),
                        ('"distance_m":1000', '"distance_m":99999999999999999999')],
        'json_duplicate_key': [('"line":1', '"line":1,"line":1'), ('"ticket"', '"ticket":"x","ticket"')],
    }[code]
    old, new = dice.pick(swaps)
    return code, text.replace(old, new, 1)
