"""Charge models (P10) and the values of a tier with its parents (T2a)."""
from oracle_numbers import TRACE, ceil_div, div_round, thousandths, touch


def step_of(steps, q):
    for s in steps:
        if 'up_to' not in s:
            return s
        high = thousandths(s['up_to'])
        if q <= high:
            touch((q, high))
            return s
    return steps[-1]


def price_of(price, q, stock=0):
    """(fen, stock used) of q thousandths under a model."""
    if q == 0:
        return 0, 0
    model = price['model']
    TRACE.add('model:' + model)
    if model == 'flat':
        return price['amount_fen'], 0
    if model == 'per_unit':
        return div_round(q * price['unit_price_fen'], 1000), 0
    if model == 'graduated':
        total, low = 0, 0
        for s in price['steps']:
            high = thousandths(s['up_to']) if 'up_to' in s else q
            total += max(0, min(q, high) - low) * s['unit_price_fen']
            if 'up_to' in s:
                touch((q, high))
            low = high
        return div_round(total, 1000), 0
    if model == 'volume':
        return div_round(q * step_of(price['steps'], q)['unit_price_fen'], 1000), 0
    if model == 'package':
        return ceil_div(q, thousandths(price['size'])) * price['package_fen'], 0
    if model == 'base_plus':
        excess = max(0, q - thousandths(price.get('included', '0')))
        touch((q, thousandths(price.get('included', '0'))))
        used = min(stock, excess)
        return price['base_fen'] + div_round((excess - used) * price['unit_price_fen'], 1000), used
    if model == 'table':
        return step_of(price['steps'], q)['amount_fen'], 0
    raise AssertionError(model)


def scaled(price, factor):
    """A price with every money field times a factor, each rounded."""
    result = {}
    for key, value in price.items():
        if key.endswith('_fen'):
            value = div_round(value * factor, 10000)
        elif key == 'steps':
            value = [{k: div_round(v * factor, 10000) if k.endswith('_fen') else v for k, v in s.items()} for s in value]
        result[key] = value
    return result


def billable(definition, text):
    """The quantity that counts (M5)."""
    q = thousandths(text)
    step = thousandths(definition.get('step', '0'))
    if step and definition.get('started_step'):
        return ceil_div(q, step) * step
    return q


class Tier:
    """A tier and its parents; every look-up gives (value, name of the tier that states it)."""

    def __init__(self, version, tier):
        self.name = tier['tier']
        self.own = tier
        self.chain = []
        named = {t['tier']: t for t in version['tiers']}
        while tier is not None and len(self.chain) < 5:
            self.chain.append(tier)
            tier = named.get(tier.get('extends'))
        self.prices = self.table('prices', 'item', 'price')
        self.part_prices = self.table('part_prices', 'part', 'price_fen')
        self.charges = self.table('surcharges', 'surcharge', 'charge')
        self.limits = self.table('limits', 'limit', 'amount_fen')
        self.bundles = self.table('bundles', 'bundle', 'price_fen')

    def table(self, member, key, value):
        found = {}
        for t in self.chain:
            for entry in t.get(member, []):
                found.setdefault(entry[key], (entry[value], t['tier']))
        return found

    def value(self, member, absent=None):
        for t in self.chain:
            if member in t:
                return t[member], t['tier']
        return absent, None


class Version:
    """One version of a book with its look-ups."""

    def __init__(self, book, version, calendars):
        from oracle_facts import Clock
        self.book = book['book']
        self.relation = book['relation']
        self.data = version
        self.number = version['version']
        calendar = next((c for c in calendars if c['calendar'] == version.get('calendar')), None)
        self.clock = Clock(version['utc_offset_min'], calendar)
        self.items = {i['item']: i for i in version.get('items', [])}
        self.codes = {c['code']: c['item'] for c in version.get('item_codes', [])}
        self.parts = {p['part']: p for p in version.get('parts', [])}
        self.categories = [c['category'] for c in version.get('categories', [])]
        self.stacking = {c['category'] for c in version.get('categories', []) if c.get('stacking')}
        self.rest_roles = {c['category']: c.get('rest_role', 'lead') for c in version.get('categories', [])}
        self.group_rules = {g['group']: g['rule'] for g in version.get('groups', [])}
        self.optional = set(version.get('optional_facts', []))
        order = sorted(range(len(version['tiers'])), key=lambda i: (-version['tiers'][i].get('priority', 0), i))
        self.tiers = [version['tiers'][i] for i in order]
        self.resolved = {}
        self.limit_order = limit_order(version.get('limits', []))

    def tier(self, tier):
        if tier['tier'] not in self.resolved:
            self.resolved[tier['tier']] = Tier(self.data, tier)
        return self.resolved[tier['tier']]

    def mapped(self, code):
        code = self.codes.get(code, code)
        return code if code in self.items else None

    def in_order(self, used):
        """Categories in the book's order, undeclared ones last by first use."""
        return [c for c in self.categories if c in used] + [c for c in used if c not in self.categories]


def limit_order(limits):
    """Listed order, but a maximum before minimums on the same base comes right after the last of them (P6)."""
    def base(limit):
        return frozenset(limit.get('base', []))

    placed = []
    for i, limit in enumerate(limits):
        place = i
        if limit['kind'] == 'max':
            for j in range(i + 1, len(limits)):
                if limits[j]['kind'] == 'min' and base(limits[j]) == base(limit):
                    place = j
        placed.append((place, place != i, i, limit))
    return [p[3] for p in sorted(placed, key=lambda p: p[:3])]
