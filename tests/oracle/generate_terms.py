"""Random conditions, prices and calendars of publishable books; the words that books and tickets share."""
from oracle_numbers import decimal

DIVISIONS = ['310115', '310115', '310000', '31', '3101', '320583', '320500', '3205', '440106', '440100', '440000', '110105',
             '110105001', '110100', '220104', '220100', '510104', '5101', '330106', '650100']
WITHIN = ['31', '3101', '310115', '3205', '320583', '44', '440100', '440106', '11', '110105', '110105001', '22', '2201', '51',
          '510000', '330100', '330106', '65']
WORDS = {
    'zone': ['z1', 'z2', 'z3'], 'ring': ['主城', '近郊', '远郊'], 'customer_class': ['vip', 'key', 'normal'],
    'customer_account': ['acc1', 'acc2'], 'project': ['prj1', 'prj2'], 'brand': ['haoyun', 'meilan', 'qita'],
    'channel': ['shop', 'web', 'phone'], 'service_level': ['gold', 'basic', 'bespoke'], 'urgency': ['urgent', 'normal'],
    'partner': ['partner-1', 'partner-2'], 'partner_mode': ['franchise', 'agent'], 'legal_entity': ['le1', 'le2'],
    'template': ['t1', 't2'], 'service_type': ['install', 'repair', 'survey'],
}
VISIT_WORDS = {'distance_kind': ['road', 'straight', 'odometer', 'table'], 'outcome': ['done', 'empty', 'refused'],
               'fault': ['customer', 'company'], 'lead_grade': ['A', 'B', 'C']}
LINE_WORDS = {'product': ['AC-1', 'AC-2'], 'model': ['m1', 'm2'], 'warranty': ['in', 'out'],
              'supplier': ['own_stock', 'technician', 'partner', 'on_the_spot', 'manufacturer', 'customer'],
              'part': ['bracket', 'hose'], 'item': ['i1', 'i2', 'i3', 'i4'], 'attr.wall': ['brick', 'glass']}
PAYERS = ['customer', 'manufacturer', 'company', 'project', 'goodwill']
CLASSES = ['tier1', 'tier2', 'other']
TIMES = ['created', 'taken', 'first_trigger', 'completed', 'accepted', 'appointment', 'arrived', 'departed']
KINDS = ['workday', 'make_up_day', 'weekend', 'adjusted_rest', 'statutory']
FESTIVALS = ['spring_festival', 'national_day', 'new_year']
DATES = ['2025-12-31', '2026-01-01', '2026-02-17', '2026-02-28', '2026-03-01', '2026-06-30', '2026-07-01', '2026-12-31',
         '2027-01-01']
CLOCKS = ['00:00', '05:59', '06:00', '08:30', '12:00', '17:59', '18:00', '22:00', '23:59']


def calendars(dice):
    days = [{'date': d, 'kind': k, 'festival': f} for d, k, f in [
        ('2026-01-01', 'statutory', 'new_year'), ('2026-02-16', 'adjusted_rest', 'spring_festival'),
        ('2026-02-17', 'statutory', 'spring_festival'), ('2026-02-18', 'statutory', 'spring_festival'),
        ('2026-10-01', 'statutory', 'national_day')]]
    days += [{'date': '2026-02-28', 'kind': 'make_up_day'}, {'date': '2025-12-31', 'kind': 'adjusted_rest'}]
    listed = [{'calendar': 'cn', 'source': 'test', 'years': [2025, 2026], 'days': days}]
    if dice.chance(40):
        second = {'calendar': 'factory', 'source': 'test', 'years': [2026, 2027],
                  'days': [{'date': '2026-03-01', 'kind': 'workday'}, {'date': '2026-07-01', 'kind': 'adjusted_rest'}]}
        listed.insert(dice.below(2), second)
    return listed


def zone_tables(dice):
    """Zone tables (F5): some list a place that lies in another zone's, and aliases."""
    tables = []
    for start in dice.some(['2025-01-01', '2026-03-01', '2026-07-01'], 1, 2):
        pool = dice.shuffled(['31', '310115', '3205', '320583', '4401', '110105', '110105001', '220104', '51', '6501'])
        zones = []
        for name, alias in (('z1', 'a1'), ('z2', 'a2'), ('z3', 'z9')):
            zone = {'zone': name}
            if dice.chance(70):
                zone['ring'] = dice.pick(WORDS['ring'])
            zone['places'] = [pool.pop() for _ in range(dice.between(1, 3))]
            if dice.chance(50):
                zone['aliases'] = [alias]
            zones.append(zone)
        tables.append({'from': start, 'zones': zones})
    return tables


def condition(dice, level, depth=0, payer=True, city=True, wide=False):
    """level 0: ticket facts, 1: visit too, 2: line too."""
    roll = dice.below(100)
    if depth < 3 and roll < (45 if depth == 0 else 20):
        op = dice.pick(['all', 'any', 'any', 'not'])
        if op == 'not':
            return {'op': 'not', 'of': condition(dice, level, depth + 1, payer, city)}
        if dice.chance(1):
            return {'op': op, 'of': []}
        count = dice.between(1, 3)
        return {'op': op, 'of': [condition(dice, level, depth + 1, payer, city) for _ in range(count)]}
    return leaf(dice, level, payer, city, wide)


def leaf(dice, level, payer, city, wide):
    words = dict(WORDS)
    if city:
        words['city_class'] = CLASSES
    if level >= 1:
        words.update(VISIT_WORDS)
    if level >= 2:
        words.update(LINE_WORDS)
        if payer:
            words['payer'] = PAYERS
    roll = dice.below(100)
    if level >= 1 and dice.chance(25):
        return between(dice, level)
    if roll < 42:
        fact = dice.pick(sorted(words))
        high = len(words[fact]) if wide else max(1, len(words[fact]) - 1)
        return {'op': 'in', 'fact': fact, 'values': dice.some(words[fact], 1, high)}
    if roll < 48:
        return {'op': 'missing', 'fact': dice.pick(sorted(words))}
    if roll < 66:
        return {'op': 'division_within', 'codes': dice.some(WITHIN, 1, 8 if wide else 4)}
    return time_leaf(dice, level)


def time_leaf(dice, level):
    time = dice.pick(TIMES)
    roll = dice.below(5)
    if roll == 0:
        low, high = sorted([dice.below(len(DATES)), dice.below(len(DATES))])
        result = {'op': 'date_within', 'time': time}
        if dice.chance(80):
            result['from'] = DATES[low]
        if (dice.chance(80) or 'from' not in result) and high > low:
            result['to'] = DATES[high]
        if len(result) == 2:
            result['from'] = DATES[low]
        return result
    if roll == 1:
        low, high = dice.pick([('06-01', '09-01'), ('12-31', '02-17'), ('02-28', '03-01'), ('01-01', '07-01'), ('02-29', '03-01')])
        return {'op': 'month_day_within', 'time': time, 'from': low, 'to': high}
    if roll == 2:
        return {'op': 'day_kind', 'time': time, 'kinds': dice.some(KINDS, 1, 3)}
    if roll == 3:
        return {'op': 'festival', 'time': time, 'festivals': dice.some(FESTIVALS, 1, 2)}
    result = {'op': 'window', 'time': time, 'from': dice.pick(CLOCKS), 'to': dice.pick(CLOCKS)}
    for key, values in (('weekdays', [1, 2, 3, 4, 5, 6, 7]), ('kinds', KINDS), ('festivals', FESTIVALS)):
        if dice.chance(20):
            result[key] = dice.some(values, 1, 5)
    return result


def between(dice, level):
    choices = [('distance_m', ['0', '1000', '20000', '26300', '50000']), ('on_site_min', ['0', '30', '120', '155']),
               ('trip_place', ['1', '2', '3'])]
    if level >= 2:
        choices += [('quantity', ['0.5', '1', '2', '4.5', '10']), ('attr.height_m', ['0', '2.5', '10', '12.5'])] * 2
    fact, bounds = dice.pick(choices)
    low, high = sorted([dice.below(len(bounds)), dice.below(len(bounds))])
    result = {'op': 'between', 'fact': fact}
    if dice.chance(4):
        return result
    if dice.chance(70):
        result['from'] = bounds[low]
    if high > low:
        result['below'] = bounds[high]
    elif 'from' not in result:
        result['from'] = bounds[low]
    return result


def fen(dice, high=30000):
    """An amount that likes odd numbers, so that halves of a fen occur."""
    roll = dice.below(10)
    if roll == 0:
        return 0
    if roll < 5:
        return dice.between(1, high) | 1
    return dice.between(1, high // 100) * 100 + (50 if roll == 5 else 0)


def bounds(dice, count):
    """Rising bounds in thousandths."""
    values, low = [], 0
    for _ in range(count):
        low += dice.pick([500, 1000, 1000, 1500, 2000, 3000, 10000, 1, 333])
        values.append(decimal(low))
    return values


def price(dice, model=None, sign=1, items=(), high=30000):
    model = model or dice.pick(['flat', 'per_unit', 'per_unit', 'graduated', 'volume', 'package', 'base_plus', 'table'])

    def money():
        return fen(dice, high) * sign

    if model == 'flat':
        return {'model': model, 'amount_fen': money()}
    if model == 'per_unit':
        return {'model': model, 'unit_price_fen': money()}
    if model in ('graduated', 'volume', 'table'):
        name = 'amount_fen' if model == 'table' else 'unit_price_fen'
        steps = [{'up_to': b, name: money()} for b in bounds(dice, dice.between(1, 3))]
        return {'model': model, 'steps': steps + [{name: money()}]}
    if model == 'package':
        return {'model': model, 'size': dice.pick(['1', '2', '0.5', '1.5', '3', '0.001', '10']), 'package_fen': money()}
    result = {'model': 'base_plus', 'base_fen': money()}
    if dice.chance(60):
        result['included'] = dice.pick(['0', '1', '2', '0.5', '3.333'])
    if items and dice.chance(60):
        result['included_per'] = {'item': dice.pick(items), 'times': dice.pick(['3', '1', '0.5', '0.333', '2.5'])}
    result['unit_price_fen'] = money()
    return result
