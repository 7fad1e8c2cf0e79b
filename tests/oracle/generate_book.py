"""Random publishable book files."""
import generate_terms as terms
from generate_terms import condition, fen, price

ITEMS = ['i1', 'i2', 'i3', 'i4', 'i5', 'i6']
PARTS = ['bracket', 'hose', 'gas']
MODELS = ['flat', 'per_unit', 'graduated', 'volume', 'package', 'base_plus', 'table']
BASES = [None, None, ['labour'], ['labour', 'install'], ['travel', 'on_site'], ['parts', 'handling'], ['fee_ticket', 'labour'],
         ['labour', 'install', 'travel', 'undeclared_never']]
OCCASIONS = ['ticket', 'visit', 'line', 'unit']


def book_file(dice):
    file = {'schema': 'fenming.book-file/1', 'calendars': terms.calendars(dice), 'entitlement': entitlement(dice)}
    if dice.chance(6):
        del file['entitlement']
    calendars = [c['calendar'] for c in file['calendars']]
    both = [{'relation': 'customer_company', 'book': 'c'}, {'relation': 'company_technician', 'book': 't'}]
    routes = []
    if dice.chance(30):
        routes.append({'route': 'special', 'when': narrow(dice), 'books': dice.pick([both[:1], both[1:], both[::-1]])})
    routes.append({'route': 'main', 'when': {'op': 'in', 'fact': 'service_type', 'values': ['install', 'repair', 'survey']},
                   'books': both if dice.chance(80) else both[::-1]})
    file['routing'] = routes
    file['books'] = [book(dice, 'c', 'customer_company', calendars), book(dice, 't', 'company_technician', calendars)]
    if dice.chance(50):
        file['books'].reverse()
    return file


def narrow(dice):
    fact = dice.pick(['brand', 'channel', 'legal_entity'])
    return {'op': 'all', 'of': [{'op': 'not', 'of': {'op': 'missing', 'fact': fact}},
                                {'op': 'in', 'fact': fact, 'values': terms.WORDS[fact][:1]}]}


def sure(dice, level, payer=True):
    """A condition that is seldom unknown: known facts only."""
    test = condition(dice, level, 1, payer, city=False)
    if 'fact' in test and test['op'] != 'missing':
        return {'op': 'all', 'of': [{'op': 'not', 'of': {'op': 'missing', 'fact': test['fact']}}, test]}
    return test


def entitlement(dice):
    result = {'lines': [], 'fees': [], 'otherwise': dice.pick(['customer'] * 8 + ['company'])}
    present = {'op': 'not', 'of': {'op': 'missing', 'fact': 'warranty'}}
    result['lines'].append({'rule': 'in_warranty', 'payer': dice.pick(['manufacturer', 'goodwill', 'project']), 'when': {
        'op': 'all', 'of': [present, {'op': 'in', 'fact': 'warranty', 'values': ['in']}]}})
    if dice.chance(25):
        result['lines'].append({'rule': 'other', 'when': known(dice, dice.between(0, 2)), 'payer': dice.pick(terms.PAYERS)})
    if dice.chance(40):
        rule = {'rule': 'fee', 'payer': dice.pick(terms.PAYERS)}
        if dice.chance(80):
            rule['categories'] = dice.some(['travel', 'on_site', 'fee_ticket', 'fee_visit'], 1, 2)
        if dice.chance(90):
            rule['when'] = known(dice, 0)
        result['fees'].append(rule)
    for rule in result['lines'] + result['fees']:
        order = [k for k in ('rule', 'categories', 'when', 'payer') if k in rule]
        items = [(k, rule[k]) for k in order]
        rule.clear()
        rule.update(items)
    return result


def known(dice, level):
    """`false` rather than unknown for most tickets: `all` of a presence test and the test."""
    fact = dice.pick(['zone', 'brand', 'channel', 'project', 'urgency'])
    test = {'op': 'in', 'fact': fact, 'values': dice.some(terms.WORDS[fact], 1, 1)}
    if dice.chance(15):
        return condition(dice, level, 1, payer=False, city=True)
    return {'op': 'all', 'of': [{'op': 'not', 'of': {'op': 'missing', 'fact': fact}}, test]}


def book(dice, name, relation, calendars):
    count = dice.pick([1, 2, 2, 3])
    starts = dice.pick([['2025-12-01', '2026-03-01', '2026-07-01'], ['2026-01-01', '2026-02-28', '2026-12-31']])
    versions = []
    for n in range(count):
        status = ['retired', 'in_force', 'scheduled'][n] if count > 1 else 'in_force'
        versions.append(version(dice, n + 1, status, starts[n], relation, calendars))
    if dice.chance(20):
        versions.append(version(dice, count + 1, 'draft', '2026-01-15', relation, calendars))
    return {'book': name, 'relation': relation, 'versions': versions}


def version(dice, number, status, start, relation, calendars):
    facts = sorted(list(terms.WORDS) + ['division', 'city_class'] + terms.TIMES)
    v = {'version': number, 'status': status, 'from': start,
         'pin_event': dice.pick(['created', 'created', 'taken', 'taken', 'first_trigger', 'completed']),
         'utc_offset_min': dice.pick([480, 480, 480, 480, 0, 345, -210])}
    v['calendar'] = dice.pick(calendars)
    v['optional_facts'] = dice.some(facts, 4 * len(facts) // 5, len(facts)) if dice.chance(92) else []
    if v['optional_facts']:
        v['optional_facts'] += ['distance_m', 'on_site_min', 'lead_grade', 'outcome', 'fault', 'distance_kind', 'product',
                                'model', 'warranty', 'part', 'attr.height_m', 'attr.wall', 'supplier']
    if dice.chance(90):
        v['city_classes'] = city_tables(dice)
    stacking = dice.chance(60)
    roles = ['lead', 'lead', 'partner', 'platform', 'master', 'assistant', 'supplier']
    names = ['labour', 'install', 'travel', 'on_site', 'parts', 'handling', 'fee_ticket', 'fee_visit', 'fee_line', 'fee_unit',
             'fee_any']
    if dice.chance(30):
        names = dice.shuffled(names)
    if dice.chance(25):
        # Built-in components keep their categories when the book declares none of them.
        names = [c for c in names if c not in dice.some(['travel', 'on_site', 'handling', 'parts'], 1, 3)]
    v['categories'] = []
    for c in names:
        entry = {'category': c}
        if dice.chance(60):
            entry['rest_role'] = 'supplier' if c == 'parts' and dice.chance(60) else dice.pick(roles)
        if c == 'fee_any' or (c.startswith('fee_') and stacking):
            entry['stacking'] = True
        v['categories'].append(entry)
    v['items'] = items(dice)
    v['item_codes'] = [{'code': f'KT-{i}', 'item': i} for i in ITEMS]
    v['parts'] = parts(dice)
    if dice.chance(60):
        v['part_price_day'] = dice.pick(['use', 'issue', 'request'])
    v['surcharges'], v['groups'] = surcharges(dice, stacking)
    v['limits'] = limits(dice)
    v['bundles'] = [{'bundle': f'b{n}', 'members': [{'item': i, 'units': dice.pick([1, 1, 2])} for i in dice.some(ITEMS, 1, 3)],
                     'price_fen': fen(dice)} for n in range(dice.below(3))]
    v['tiers'] = tiers(dice, v)
    for l in v['limits']:
        # A limit that only tiers give an amount.
        if l.pop('open', False):
            del l['amount_fen']
    deepen(dice, v['tiers'])
    if dice.chance(75):
        v['rounding'] = {'unit_fen': dice.pick([1, 10, 100, 100]), 'mode': dice.pick(['half_up', 'down', 'up'])}
    if relation == 'company_technician' and dice.chance(90):
        v['split'] = split(dice)
    order = ['version', 'status', 'from', 'pin_event', 'utc_offset_min', 'calendar', 'optional_facts', 'city_classes',
             'categories', 'items', 'item_codes', 'parts', 'part_price_day', 'tiers', 'surcharges', 'groups', 'limits',
             'bundles', 'rounding', 'split']
    return {k: v[k] for k in order if k in v}


def city_tables(dice):
    pools = dice.shuffled([['11', '31', '4401'], ['3205', '5101', '3301'], ['320583', '310115', '2201', '44']])
    tables = []
    for n, start in enumerate(dice.some(['2025-01-01', '2026-03-01', '2026-07-01'], 1, 2)):
        table = {'from': start, 'edition': f'e{n}', 'classes': []}
        for name, codes in zip(terms.CLASSES, pools[n:] + pools[:n]):
            table['classes'].append({'class': name, 'divisions': dice.some(codes, 1, 3)})
        if dice.chance(70):
            table['otherwise'] = dice.pick(['other', 'tier2'])
        tables.append(table)
    return tables


def items(dice):
    result = []
    shift = dice.below(7)
    for n, i in enumerate(ITEMS):
        item = {'item': i, 'unit': '台'}
        if dice.chance(50):
            item['step'] = dice.pick(['1', '0.5', '0.1', '2'])
            if dice.chance(80):
                item['started_step'] = True
        if dice.chance(50):
            item['category'] = dice.pick(['labour', 'install'])
        sign = 1
        if n == 5 and dice.chance(50):
            item['deduction'], sign = True, -1
        item['price'] = price(dice, MODELS[(n + shift) % 7], sign, [x for x in ITEMS if x != i])
        item['attributes'] = [{'attribute': 'height_m', 'type': 'number'}, {'attribute': 'wall', 'type': 'text'}]
        result.append(item)
    result.append({'item': 'unpriced'})
    result.append({'item': 'huge', 'price': {'model': 'per_unit', 'unit_price_fen': dice.pick([10**12, 10**9, 10**6 + 1])}})
    return result


def parts(dice):
    result = []
    for p in PARTS:
        part = {'part': p}
        if dice.chance(30):
            part['step'], part['started_step'] = dice.pick(['1', '0.5']), True
        if p != 'gas' or dice.chance(50):
            part['costs'] = [{'from': d, 'cost_fen': fen(dice, 9000)} for d in
                             dice.some(['2025-06-01', '2026-02-17', '2026-03-01'], 1, 3)]
        if dice.chance(50):
            part['ceiling_fen'] = fen(dice, 9000)
        result.append(part)
    return result


def surcharges(dice, stacking):
    result, groups = [], []
    for n in range(dice.between(3, 7)):
        occasion = dice.pick(OCCASIONS)
        s = {'surcharge': f's{n}', 'category': f'fee_{occasion}' if dice.chance(75) else 'fee_any'}
        if dice.chance(85):
            s['when'] = condition(dice, {'ticket': 0, 'visit': 1}.get(occasion, 2), 1, wide=True)
        s['occasion'] = occasion
        if occasion in ('line', 'unit') and dice.chance(40):
            s['items'] = dice.some(ITEMS, 2, 4)
        deduction = dice.chance(12)
        if dice.chance(93):
            s['charge'] = charge(dice, -1 if deduction else 1)
        if dice.chance(25):
            s['cap_fen'] = fen(dice, 6000)
        if dice.chance(45):
            s['group'] = f'g_{occasion}'
        elif dice.chance(30):
            s['replaces'] = f'g_{occasion}'
        if deduction:
            s['deduction'] = True
        result.append(s)
    for s in result:
        for g in (s.get('group'), s.get('replaces')):
            if g and g not in [x['group'] for x in groups]:
                groups.append({'group': g, 'rule': dice.pick(['highest', 'first'])})
    return result, groups


def charge(dice, sign):
    if dice.chance(35):
        return {'model': 'percentage', 'bp': dice.pick([1500, 20000, 333, 1250, 50, 10000]) * sign,
                'of': dice.some(['labour', 'install', 'travel', 'parts', 'fee_line', 'fee_visit', 'fee_ticket'], 1, 4)}
    return price(dice, None, sign, (), 5000)


def limits(dice):
    result = []
    for n, base in enumerate(dice.some(BASES, 1, 3)):
        kinds = dice.pick([['min'], ['max'], ['min', 'max'], ['max', 'min']])
        low = dice.pick([6000, 10000, 30000, 55555, 100000])
        open_amount = dice.chance(15)
        for kind in kinds:
            amount = low if kind == 'min' else low + dice.pick([0, 5, 50, 10000, 40000, 12345])
            limit = {'limit': f'{kind}{n}', 'kind': kind}
            if base is not None:
                limit['base'] = [b for b in base if b != 'undeclared_never']
            elif dice.chance(30):
                limit['base'] = []
            limit['amount_fen'] = amount
            if open_amount:
                limit['open'] = True
            result.append(limit)
    seen, unique = set(), []
    for l in result:
        key = (tuple(l.get('base', [])), l['kind'])
        if key not in seen:
            seen.add(key)
            unique.append(l)
    # A minimum and a maximum on one base, from different draws, must not cross.
    for l in unique:
        for m in unique:
            if l['kind'] == 'min' and m['kind'] == 'max' and l.get('base', []) == m.get('base', []):
                m['amount_fen'] = max(m['amount_fen'], l['amount_fen'])
    return dice.shuffled(unique)


def tiers(dice, v):
    result = []
    classes = dice.shuffled(['vip', 'key', 'normal'])
    for n in range(dice.between(1, 3)):
        result.append({'tier': f't{n}', 'priority': dice.pick([30, 20, 20, 10]), 'when': condition(dice, 0, 0)})
    quote = dice.chance(70)
    if quote:
        result.append({'tier': 'bespoke', 'priority': 40, 'when': {'op': 'in', 'fact': 'service_level', 'values': ['bespoke']},
                       'kind': 'quote', 'quote': {'covers': dice.pick(['labour', 'ticket'])}})
        if dice.chance(70):
            result[-1]['quote']['floor_fen'] = 10000
        if dice.chance(70):
            result[-1]['quote']['ceiling_fen'] = 50000
    result.append({'tier': 'broad', 'priority': 5, 'when': {'op': 'any', 'of': [
        {'op': 'in', 'fact': 'customer_class', 'values': classes[:2]},
        {'op': 'division_within', 'codes': dice.some(terms.WITHIN, 4, 9)}]}})
    names = [t['tier'] for t in result] + ['standard']
    result.append({'tier': 'standard', 'priority': 0})
    for n, t in enumerate(result):
        later = names[n + 1:n + 4]
        if later and dice.chance(65):
            t['extends'] = dice.pick(later)
        own = t['tier'] == 'standard'
        fill_tier(dice, v, t, 85 if own else 30)
    order = ['tier', 'name', 'priority', 'when', 'kind', 'quote', 'extends', 'factor_bp', 'prices', 'travel', 'on_site',
             'markup_bp', 'part_prices', 'handling_fen', 'surcharges', 'limits', 'bundles']
    return [{k: t[k] for k in order if k in t} for t in dice.shuffled(result)]


def deepen(dice, listed):
    """Sometimes the longest chain: tier by tier down to the default one. Never a longer one."""
    if not dice.chance(20):
        parents = {t['tier']: t.get('extends') for t in listed}
        for t in listed:
            levels, name = 0, t['tier']
            while parents[name]:
                levels, name = levels + 1, parents[name]
            if levels > 4:
                parents[t['tier']] = None
                del t['extends']
        return
    names = [t['tier'] for t in listed if t['tier'] != 'standard'][:dice.between(2, 4)]
    chain = names + ['standard']
    for t in listed:
        t.pop('extends', None)
        if t['tier'] in names:
            t['extends'] = chain[chain.index(t['tier']) + 1]
    order = ['tier', 'name', 'priority', 'when', 'kind', 'quote', 'extends']
    for n, t in enumerate(listed):
        listed[n] = {k: t[k] for k in order + [k for k in t if k not in order] if k in t}


def fill_tier(dice, v, t, percent):
    if dice.chance(percent):
        t['factor_bp'] = dice.pick([10000, 15000, 12345, 8500, 10001, 3333])
    if dice.chance(percent):
        t['prices'] = [{'item': i, 'price': price(dice, None, 1, [x for x in ITEMS if x != i])}
                       for i in dice.some(ITEMS + ['unpriced'], 1, 3)]
    if dice.chance(percent):
        t['travel'] = travel(dice)
    if dice.chance(percent):
        t['on_site'] = {'included_min': dice.pick([0, 30, 120]), 'block_min': dice.pick([1, 15, 30]),
                        'per_block_fen': fen(dice, 3000)}
    if dice.chance(percent):
        t['markup_bp'] = dice.pick([0, 1000, 1234, 50, -500])
    if dice.chance(percent):
        t['part_prices'] = [{'part': p, 'price_fen': fen(dice, 9000)} for p in dice.some(PARTS, 1, 2)]
    if dice.chance(percent):
        t['handling_fen'] = fen(dice, 1000)
    changed = [s for s in v['surcharges'] if dice.chance(20)]
    if changed:
        t['surcharges'] = [{'surcharge': s['surcharge'], 'charge': charge(dice, -1 if s.get('deduction') else 1)} for s in changed]
    limits_here = [{'limit': l['limit'], 'amount_fen': l['amount_fen'] // 2 if l['kind'] == 'min' else l['amount_fen'] + 7777}
                   for l in v['limits'] if dice.chance(20)]
    if limits_here:
        t['limits'] = limits_here
    bundles_here = [{'bundle': b['bundle'], 'price_fen': fen(dice)} for b in v['bundles'] if dice.chance(20)]
    if bundles_here:
        t['bundles'] = bundles_here


def travel(dice):
    result = {'start_fee_fen': fen(dice, 3000)}
    if dice.chance(80):
        result['included_m'] = dice.pick([0, 5000, 20000])
    if dice.chance(85):
        marks = dice.some([3000, 20000, 30000, 50000], 0, 3)
        result['steps'] = [{'up_to_m': m, 'per_unit_fen': fen(dice, 300)} for m in marks] + [{'per_unit_fen': fen(dice, 300)}]
    if dice.chance(60):
        result['unit_m'] = dice.pick([1000, 1, 500, 300])
    for key in ('started_unit', 'both_ways'):
        if dice.chance(60):
            result[key] = dice.chance(70)
    if dice.chance(60):
        result['trip'] = dice.pick(['shared', 'each_ticket'])
    return result


def split(dice):
    steps = []
    for _ in range(dice.between(0, 4)):
        role = dice.pick(['partner', 'platform', 'master', 'lead', 'assistant', 'assistant'])
        if dice.chance(25):
            steps.append({'role': role, 'fixed_fen': dice.pick([1, 300, 300, 2000, 20000]),
                          'category': dice.pick(['labour', 'install', 'travel'])})
            continue
        step = {'role': role, 'bp': dice.pick([1200, 3000, 333, 5000, 1, 10000])}
        if dice.chance(70):
            step['of'] = dice.pick(['line', 'left'])
        if dice.chance(50):
            step['categories'] = dice.some(['labour', 'install', 'travel', 'parts', 'fee_line'], 1, 3)
        if dice.chance(60):
            step['min_bp'], step['max_bp'] = 0, dice.pick([5000, 3000])
        steps.append(step)
    result = {'steps': steps}
    if dice.chance(60):
        result['agreements'] = []
        for n in range(dice.between(1, 3)):
            agreement = {'agreement': f'a{n}', 'person': dice.pick(['p1', 'p2', 'p3']),
                         'role': dice.pick(['master', 'master', 'assistant', 'lead', 'partner']), 'payee': 'p-master'}
            if dice.chance(60):
                agreement['from'] = dice.pick(['2026-01-01', '2026-03-01'])
            if dice.chance(60):
                agreement['to'] = dice.pick(['2026-07-01', '2027-01-01'])
            agreement['bp'] = dice.pick([1000, 2500, 10000])
            result['agreements'].append(agreement)
    return result
