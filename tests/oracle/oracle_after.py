"""Surcharges, limits, rounding and the split (P5 to P8)."""
from oracle_facts import evaluate
from oracle_model import price_of
from oracle_numbers import TRACE, Refusal, ceil_div, date_of, decimal, div_round, largest_remainder, touch


class Occasion:
    def __init__(self, kind, visit=None, job=None):
        self.kind = kind
        self.visit = visit
        self.job = job


def occasions(surcharge, visits, jobs, quoted):
    kind = surcharge['occasion']
    if kind == 'ticket':
        return [Occasion(kind)]
    if kind == 'visit':
        return [Occasion(kind, v) for v in visits]
    if quoted:
        return []
    return [Occasion(kind, j.visit, j) for j in jobs
            if j.item and not j.goodwill and ('items' not in surcharge or j.item in surcharge['items'])]


def place_of(occasion):
    """Two surcharges meet at one occasion when this is equal."""
    if occasion.kind == 'ticket':
        return 'ticket'
    return (occasion.kind, id(occasion.visit) if occasion.kind == 'visit' else id(occasion.job))


def surcharges(sheet, settlement, visits, jobs, quoted):
    """P5: first what holds where, then what is left of groups and categories, in listed order."""
    version = sheet.version
    holding = decided(sheet, settlement, visits, jobs, quoted)
    replaced = {(h.rule['replaces'], h.place) for h in holding if 'replaces' in h.rule}
    holding = [h for h in holding if (h.rule.get('group'), h.place) not in replaced]
    settled, used = set(), {}
    for h in holding:
        if 'group' in h.rule:
            # The winner of a group is taken, and its line stands, at the place of the first holding member.
            key = (h.rule['group'], h.place)
            if key in settled:
                continue
            settled.add(key)
            h = choose(sheet, [x for x in holding if (x.rule.get('group'), x.place) == key])
        s, o = h.rule, h.occasion
        if s['category'] not in version.stacking and used.setdefault((s['category'], h.place), h.number) != h.number:
            continue
        amount, base = amount_of(sheet, s, h.charge, o)
        unit = o.kind == 'unit' and base is None
        sheet.add('surcharge', s['category'], amount, f"surcharge:{s['surcharge']}",
                  visit=o.visit['visit'] if o.visit else None, source=o.job.line['line'] if o.job else None,
                  item=o.job.item if o.job else None, quantity=decimal(o.job.billable) if unit else None,
                  base_fen=base, rate_bp=None if base is None else h.charge['bp'], tier=h.stated)


class Holding:
    def __init__(self, number, rule, charge, stated, occasion):
        self.number = number
        self.rule = rule
        self.charge = charge
        self.stated = stated
        self.occasion = occasion
        self.place = place_of(occasion)


def decided(sheet, settlement, visits, jobs, quoted):
    """Every surcharge that holds, in listed order and then by occasion; decided occasion by occasion."""
    found = []
    for kind in ('ticket', 'visit', 'line', 'unit'):
        here = []
        for number, s in enumerate(sheet.version.data.get('surcharges', [])):
            charge, stated = sheet.tier.charges.get(s['surcharge'], (s.get('charge'), None))
            if s['occasion'] != kind or charge is None:
                continue
            if kind in ('ticket', 'visit') and not settlement.fee_priced(s['category']):
                continue
            for place, o in enumerate(occasions(s, visits, jobs, quoted)):
                here.append((place_in(o, visits, jobs), number, place, Holding(number, s, charge, stated, o)))
        for _, number, place, h in sorted(here, key=lambda x: x[:3]):
            if holds(h.rule, h.occasion, settlement):
                found.append((number, place, h))
    return [h for _, _, h in sorted(found, key=lambda x: x[:2])]


def place_in(o, visits, jobs):
    if o.kind == 'ticket':
        return 0
    values = visits if o.kind == 'visit' else jobs
    return next(i for i, v in enumerate(values) if v is (o.visit if o.kind == 'visit' else o.job))


def choose(sheet, members):
    if sheet.version.group_rules.get(members[0].rule['group']) == 'highest':
        amounts = [amount_of(sheet, m.rule, m.charge, m.occasion)[0] for m in members]
        return members[amounts.index(max(amounts))]
    return members[0]


def holds(s, o, settlement):
    if 'when' not in s:
        return True
    scene = settlement.scene(o.visit, o.job)
    value, leaves = evaluate(s['when'], scene)
    if value is None:
        for leaf in leaves:
            if leaf not in settlement.version.optional:
                raise Refusal('undecided', f"surcharge:{s['surcharge']}/{leaf}")
    return value is True


def amount_of(sheet, s, charge, o):
    """(fen, base of a percentage or None)"""
    base = None
    if charge['model'] == 'percentage':
        lines = sheet.counted(charge['of'])
        if o.kind == 'visit':
            lines = [l for l in lines if l.get('visit') == o.visit['visit']]
        elif o.job:
            # Line numbers differ within a visit only.
            source = (o.visit['visit'], o.job.line['line'])
            lines = [l for l in lines if (l.get('visit'), l.get('source')) == source]
        base = sum(l['amount_fen'] for l in lines)
        TRACE.add('model:percentage')
        amount = div_round(base * charge['bp'], 10000)
    else:
        amount = price_of(charge, o.job.billable if o.kind == 'unit' else 1000)[0]
    if 'cap_fen' in s:
        amount = max(-s['cap_fen'], min(s['cap_fen'], amount))
    return amount, base


def limit_amount(sheet, limit):
    return sheet.tier.limits.get(limit['limit'], (limit.get('amount_fen'), None))


def limits(sheet):
    for limit in sheet.version.limit_order:
        amount, stated = limit_amount(sheet, limit)
        lines = sheet.counted(limit.get('base'))
        if amount is None or not lines:
            continue
        total = sum(l['amount_fen'] for l in lines)
        touch((total, amount))
        if (total < amount) if limit['kind'] == 'min' else (total > amount):
            sheet.correct('limit', f"limit:{limit['limit']}", amount - total, lines, tier=stated)


def rounding(sheet):
    rule = sheet.version.data.get('rounding')
    lines = sheet.counted()
    if rule is None or not lines:
        return
    total = sum(l['amount_fen'] for l in lines)
    result = rounded(total, rule['unit_fen'], rule['mode'])
    whole = [(l['kind'], limit_amount(sheet, l)[0]) for l in sheet.version.data.get('limits', []) if not l.get('base')]
    for kind, amount in whole:
        if kind == 'max' and amount is not None and total <= amount < result:
            result = rounded(total, rule['unit_fen'], 'floor')
            break
    for kind, amount in whole:
        if kind == 'min' and amount is not None and result < amount <= total:
            result = rounded(total, rule['unit_fen'], 'ceiling')
            break
    sheet.correct('rounding', 'rounding', result - total, lines)


def rounded(total, unit, mode):
    if mode == 'half_up':
        return div_round(total, unit) * unit
    if mode == 'floor':
        return total // unit * unit
    if mode == 'ceiling':
        return ceil_div(total, unit) * unit
    size = abs(total) // unit if mode == 'down' else ceil_div(abs(total), unit)
    return -size * unit if total < 0 else size * unit


class Crew:
    """Who does what on a visit, or on all visits."""

    def __init__(self, people, facts):
        self.people = people
        self.partner = facts.get('partner')

    def role(self, role):
        if role == 'partner':
            return [self.partner] if self.partner is not None else []
        if role == 'platform':
            return ['platform']
        return list(dict.fromkeys(p['person'] for p in self.people if p['role'] == role))

    def rest(self, role, supplier):
        if role == 'supplier':
            role = 'partner' if supplier == 'partner' else 'lead'
        for candidate in (role, 'lead'):
            if self.role(candidate):
                return candidate, self.role(candidate)
        if self.people:
            return self.people[0]['role'], [self.people[0]['person']]
        raise Refusal('missing_fact', 'people')


def split(sheet, ticket, pin):
    rule = sheet.version.data.get('split', {})
    facts = ticket.get('facts', {})
    everybody = [p for v in ticket['visits'] for p in v.get('people', [])]
    crews = {v['visit']: Crew(v.get('people') or everybody, facts) for v in ticket['visits']}
    crew_of = [crews[l['visit']] if 'visit' in l else Crew(everybody, facts) for l in sheet.lines]
    left = [abs(l['amount_fen']) for l in sheet.lines]
    given = [{} for _ in sheet.lines]

    def give(i, role, payees, amount):
        left[i] -= amount
        for payee, part in zip(payees, largest_remainder(amount, [1] * len(payees))):
            if part:
                given[i][role, payee] = given[i].get((role, payee), 0) + part

    for step in rule.get('steps', []):
        role = step['role']
        if 'fixed_fen' in step:
            fixed(sheet, step, left, crew_of, give)
            continue
        stated = next((s['bp'] for s in ticket.get('shares', []) if s['role'] == role), None)
        if stated is not None and not ('min_bp' in step and 'max_bp' in step and step['min_bp'] <= stated <= step['max_bp']):
            raise Refusal('share_out_of_bounds', f'shares/{role}')
        for i, line in enumerate(sheet.lines):
            if 'categories' in step and line['category'] not in step['categories']:
                continue
            payees, bp = crew_of[i].role(role), step['bp']
            agreement = agreed(sheet, rule, role, crew_of[i], pin)
            if agreement:
                payees, bp = [agreement['payee']], agreement['bp']
            if stated is not None:
                bp = stated
            if payees:
                base = left[i] if step.get('of') == 'left' else abs(line['amount_fen'])
                give(i, role, payees, min(left[i], div_round(base * bp, 10000)))
    for i, line in enumerate(sheet.lines):
        if left[i]:
            role, payees = crew_of[i].rest(sheet.version.rest_roles.get(line['category'], 'lead'), line.get('supplier'))
            give(i, role, payees, left[i])
        if given[i]:
            sign = -1 if line['amount_fen'] < 0 else 1
            line['shares'] = [{'role': r, 'payee': p, 'amount_fen': sign * a} for (r, p), a in given[i].items()]


def fixed(sheet, step, left, crew_of, give):
    role, rest = step['role'], step['fixed_fen']
    lines = [i for i, l in enumerate(sheet.lines) if l['category'] == step['category']]
    able = [i for i in lines if crew_of[i].role(role)]
    if not able:
        return
    for i in able:
        if sheet.lines[i]['amount_fen'] > 0 and left[i] > 0:
            amount = min(rest, left[i])
            give(i, role, crew_of[i].role(role), amount)
            rest -= amount
    if rest:
        raise Refusal('split_exceeds_category', f'split/{role}')


def agreed(sheet, rule, role, crew, pin):
    leads = crew.role('lead')
    for a in rule.get('agreements', []):
        if a['role'] != role or not leads or a['person'] != leads[0]:
            continue
        if 'from' not in a and 'to' not in a:
            return a
        if pin is None:
            continue
        today = date_of(sheet.version.clock.local(pin)[0]).isoformat()
        if a.get('from', '') <= today and ('to' not in a or today < a['to']):
            return a
    return None
