"""Plans over measures (docs/settlement.md §7, P9, P10, P13): `fenming plan` against fractions, over random files."""
import json
import os
import subprocess
import sys
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import compare  # noqa: E402
from dice import Dice  # noqa: E402

FILES = 300
ACCOUNTS = 12
MEASURES = ('tickets', 'days', 'rating')
CATEGORIES = ('labour', 'travel', 'bonus', 'extra')
ORDER = ('rebate', 'ladder', 'bonus', 'penalty')
LIMIT = 10**12


def rounded(value):
    """Half away from zero."""
    return (1 if value >= 0 else -1) * int((abs(value) * 2 + 1) // 2)


def reached(steps, value):
    return next(s for s in steps if 'up_to' not in s or value <= Fraction(s['up_to']))


def graduated(steps, value):
    total, below = Fraction(0), Fraction(0)
    for step in steps:
        top = min(Fraction(step['up_to']), value) if 'up_to' in step else value
        if top > below:
            total += (top - below) * step['unit_price_fen']
            below = top
    return total


def charge(terms, value):
    """The unrounded fen of a charge model."""
    if value == 0:
        return Fraction(0)
    model = terms['model']
    if model == 'flat':
        return Fraction(terms['amount_fen'])
    if model == 'per_unit':
        return value * terms['unit_price_fen']
    if model == 'graduated':
        return graduated(terms['steps'], value)
    if model == 'volume':
        return value * reached(terms['steps'], value)['unit_price_fen']
    if model == 'package':
        return Fraction(-(-value // Fraction(terms['size'])) * terms['package_fen'])
    if model == 'base_plus':
        return terms['base_fen'] + max(Fraction(0), value - Fraction(terms.get('included', '0'))) * terms['unit_price_fen']
    return Fraction(reached(terms['steps'], value)['amount_fen'])


class Missing(Exception):
    pass


class Overflow(Exception):
    pass


def value_of(file, account, code):
    declared = next(m for m in file['measures'] if m['measure'] == code)
    if 'amount_of' in declared:
        fen = sum(a['amount_fen'] for a in account['amounts'] if a['category'] in declared['amount_of'])
        return Fraction(max(0, fen), 100)
    for stated in account['measures']:
        if stated['measure'] == code:
            return Fraction(stated['value'])
    raise Missing(f'measures/{code}')


def plans_for(file, account):
    first = account['cycle'] + '-01'
    for plan in file['plans']:
        versions = [p for p in file['plans'] if p['plan'] == plan['plan'] and p['from'] <= first]
        if not versions or plan is not max(versions, key=lambda p: (p['from'], p['version'])):
            continue
        if account['account'] in plan.get('payees', [account['account']]) and plan['relation'] == account['relation']:
            yield plan


def expected(file, account):
    """(plan, kind, category, fen) per line."""
    lines = []
    held = list(plans_for(file, account))
    brought = lambda categories: sum(a['amount_fen'] for a in account['amounts'] if a['category'] in categories)  # noqa: E731
    for kind in ORDER:
        for plan in held:
            terms = plan.get('ladder')
            if terms is None or terms['kind'] != kind:
                continue
            if terms['charge']['model'] == 'percentage':
                amount = Fraction(brought(terms['charge']['of']) * terms['charge']['bp'], 10000)
            else:
                amount = charge(terms['charge'], value_of(file, account, terms['measure']))
            for one in terms.get('coefficients', []):
                amount *= Fraction(reached(one['steps'], value_of(file, account, one['measure']))['bp'], 10000)
            fen = rounded(amount)
            if abs(fen) > LIMIT:
                raise Overflow(f"plan:{plan['plan']}")
            lines.append((plan['plan'], kind, terms['category'], -fen if plan['direction'] == 'takes' else fen))
    for plan in held:
        terms = plan.get('guarantee')
        if terms is None:
            continue
        guaranteed = terms['amount_fen']
        if 'measure' in terms:
            value = value_of(file, account, terms['measure'])
            whole = Fraction(1) if terms['per'] == 'day' else Fraction(terms['full'])
            guaranteed = rounded(terms['amount_fen'] * (value if terms['per'] == 'day' else min(value, whole)) / whole)
        compared = brought(terms['compared']) + sum(l[3] for l in lines if l[2] in terms['compared'])
        top_up = max(0, guaranteed - compared)
        if max(top_up, guaranteed) > LIMIT:
            raise Overflow(f"plan:{plan['plan']}")
        lines.append((plan['plan'], 'guarantee', terms['category'], top_up))
    return lines


def quantity(dice, most=200):
    return dice.pick(['0', '1', str(dice.between(0, most)), f'{dice.between(0, most)}.{dice.between(1, 9)}', f'{dice.between(0, 9)}.00{dice.between(1, 9)}'])


def steps(dice, member, low, high):
    bounds = sorted({dice.between(1, 180) for _ in range(dice.between(0, 3))})
    return [{'up_to': str(b), member: dice.between(low, high)} for b in bounds] + [{member: dice.between(low, high)}]


def random_charge(dice):
    price = lambda: dice.pick([0, dice.between(0, 3000), dice.between(0, 10**9)])  # noqa: E731
    return dice.pick([
        {'model': 'flat', 'amount_fen': price()},
        {'model': 'per_unit', 'unit_price_fen': price()},
        {'model': 'graduated', 'steps': steps(dice, 'unit_price_fen', 0, 3333)},
        {'model': 'volume', 'steps': steps(dice, 'unit_price_fen', 0, 3333)},
        {'model': 'package', 'size': f'{dice.between(1, 9)}.5', 'package_fen': price()},
        {'model': 'base_plus', 'base_fen': price(), 'included': quantity(dice), 'unit_price_fen': price()},
        {'model': 'table', 'steps': steps(dice, 'amount_fen', 0, 99999)},
        {'model': 'percentage', 'bp': dice.between(0, 20000), 'of': dice.pick([['labour'], ['labour', 'travel']])},
    ])


def random_plan(dice, number):
    plan = {'plan': f'p{dice.between(0, number)}', 'version': number + 1, 'from': dice.pick(['2026-01-01', '2026-03-01', '2026-03-02']),
            'relation': dice.pick(['company_technician', 'company_technician', 'customer_company']),
            'direction': dice.pick(['adds', 'adds', 'takes']), 'cycle': 'month'}
    if dice.between(0, 3) == 0:
        plan['payees'] = ['a1', 'a2']
    both = dice.between(0, 2)
    if both != 1 or plan['direction'] == 'takes':
        terms = random_charge(dice)
        plan['ladder'] = {'kind': dice.pick(ORDER), 'category': dice.pick(CATEGORIES[2:])}
        if terms['model'] != 'percentage':
            plan['ladder']['measure'] = dice.pick(MEASURES + ('pay',))
        plan['ladder']['charge'] = terms
        plan['ladder']['coefficients'] = [
            {'measure': dice.pick(MEASURES + ('pay',)), 'steps': steps(dice, 'bp', *dice.pick([(0, 1), (1, 15000), (10**5, 10**6)]))}
            for _ in range(dice.between(0, 4))]
    if both != 0 and plan['direction'] == 'adds':
        guarantee = {'category': dice.pick(['bonus', 'guarantee']), 'amount_fen': dice.pick([450000, dice.between(0, 10**9)])}
        guarantee.update(dice.pick([{'per': 'cycle'}, {'per': 'cycle', 'measure': 'days', 'full': '26'}, {'per': 'day', 'measure': 'days'}]))
        plan['guarantee'] = {**guarantee, 'compared': dice.pick([['labour'], ['labour', 'bonus'], ['labour', 'travel', 'bonus', 'extra']])}
    return plan


def random_file(dice):
    tier = [{'tier': 's'}]
    version = {'version': 1, 'status': 'in_force', 'from': '2026-01-01', 'pin_event': 'taken', 'utc_offset_min': 480,
               'categories': [{'category': 'bonus'}, {'category': 'extra'}], 'tiers': tier}
    return {'schema': 'fenming.book-file/1',
            'routing': [{'route': 'all', 'books': [{'relation': 'company_technician', 'book': 'b'}]}],
            'measures': [{'measure': m} for m in MEASURES] + [{'measure': 'pay', 'amount_of': ['labour', 'travel']}],
            'books': [{'book': 'b', 'relation': 'company_technician', 'versions': [version]}],
            'plans': [random_plan(dice, n) for n in range(dice.between(1, 5))]}


def random_account(dice, number):
    stated = MEASURES if dice.between(0, 5) else MEASURES[:2]
    return {'account': f'a{number % 4}', 'relation': 'company_technician', 'cycle': dice.pick(['2026-02', '2026-03', '2026-04', '2025-12']),
            'measures': [{'measure': m, 'value': quantity(dice)} for m in stated],
            'amounts': [{'category': c, 'amount_fen': dice.between(-5000, 600000)} for c in CATEGORIES if dice.between(0, 3)]}


def run(file, accounts, folder):
    book, measures = os.path.join(folder, 'book.json'), os.path.join(folder, 'measures.jsonl')
    with open(book, 'w', encoding='utf-8') as out:
        json.dump(file, out)
    with open(measures, 'w', encoding='utf-8') as out:
        out.writelines(json.dumps(a) + '\n' for a in accounts)
    done = subprocess.run([compare.command(), 'plan', '--book', book, '--measures', measures], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_random_plans(tmp_path):
    seen = {'lines': 0, 'missing_fact': 0, 'money_overflow': 0, 'top_ups': 0}
    for seed in range(FILES):
        dice = Dice(seed)
        file = random_file(dice)
        accounts = [random_account(dice, n) for n in range(ACCOUNTS)]
        for account, result in zip(accounts, run(file, accounts, tmp_path), strict=True):
            try:
                lines = expected(file, account)
            except (Missing, Overflow) as problem:
                code = 'missing_fact' if isinstance(problem, Missing) else 'money_overflow'
                assert (result['error']['code'], result['error']['field']) == (code, str(problem)), (seed, account)
                seen[code] += 1
                continue
            assert [(l['plan'], l['kind'], l['category'], l['amount_fen']) for l in result['lines']] == lines, (seed, account)
            assert result['total_fen'] == sum(l[3] for l in lines)
            seen['lines'] += len(lines)
            seen['top_ups'] += sum(1 for l in lines if l[1] == 'guarantee' and l[3] > 0)
    assert min(seen.values()) >= 20, seen


def test_the_command_refuses_as_settle_does(tmp_path):
    command = [compare.command(), 'plan']
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2
    broken = random_file(Dice(1))
    broken['plans'] = [{**random_plan(Dice(1), 0), 'steps': [{'bp': 1}]}]
    book = tmp_path / 'book.json'
    book.write_text(json.dumps(broken), encoding='utf-8')
    refused = subprocess.run([*command, '--book', book, '--measures', '/dev/null'], capture_output=True, check=False)
    assert refused.returncode == 2 and b'plans[0].steps' in refused.stderr
