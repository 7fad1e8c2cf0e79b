"""The components of a settlement: labour, bundles, travel, time on site, parts (P1 to P4, P14)."""
from oracle_model import billable, price_of, scaled
from oracle_numbers import (LINE_LIMIT, Refusal, ceil_div, date_of, decimal, div_round, instant, largest_remainder,
                            thousandths, touch)


class Sheet:
    """The lines of one settlement while it is made."""

    def __init__(self, version, tier, passed_over):
        self.version = version
        self.tier = tier
        self.passed_over = passed_over
        self.payer = 'customer' if version.relation == 'customer_company' else 'company'
        self.lines = []

    def add(self, component, category, amount, rule, payer=None, **members):
        if abs(amount) > LINE_LIMIT:
            raise Refusal('money_overflow', f'line:{len(self.lines) + 1}')
        line = {'line': len(self.lines) + 1, 'component': component, 'category': category, 'amount_fen': amount,
                'payer': payer or self.payer, 'book': self.version.book, 'version': self.version.number, 'rule': rule}
        line.update({k: v for k, v in members.items() if v is not None})
        if self.passed_over:
            line['passed_over'] = self.passed_over
        self.lines.append(line)
        return line

    def counted(self, categories=None):
        """Lines that are not goodwill, of some categories or all."""
        return [l for l in self.lines if l['payer'] != 'goodwill' and (not categories or l['category'] in categories)]

    def correct(self, component, rule, difference, lines, **members):
        """One line for each category of lines (P7a)."""
        sums = {}
        for l in lines:
            sums[l['category']] = sums.get(l['category'], 0) + l['amount_fen']
        order = self.version.in_order(sums)
        for category, part in zip(order, largest_remainder(difference, [abs(sums[c]) for c in order])):
            if part:
                self.add(component, category, part, rule, **members)


class Job:
    """A ticket line that is priced here."""

    def __init__(self, visit, line, path, payer):
        self.visit = visit
        self.line = line
        self.path = path
        self.payer = payer          # the settlement's payer, or goodwill
        self.goodwill = payer == 'goodwill'
        self.item = None
        self.part = None
        self.billable = 0
        self.taken = []             # units taken: (bundle index, units)

    @property
    def units(self):
        return sum(u for _, u in self.taken)


def labour(sheet, jobs):
    """P1 and the choice of P14; gives the single prices of bundled units."""
    version, tier = sheet.version, sheet.tier
    workers = [j for j in jobs if j.item]
    bundles = version.data.get('bundles', [])
    groups = product_groups([j for j in workers if not j.goodwill])
    times = take_bundles(bundles, groups)
    factor, factor_tier = tier.value('factor_bp', 10000)
    sums = {}
    for j in workers:
        if not j.goodwill:
            key = (id(j.visit), j.item)
            sums[key] = sums.get(key, 0) + j.billable
    stocks, singles = {}, {}
    for j in workers:
        definition = version.items[j.item]
        if j.item in tier.prices:
            price, stated = tier.prices[j.item]
        elif 'price' in definition:
            price, stated = scaled(definition['price'], factor), factor_tier
        else:
            raise Refusal('no_item_price', j.path + '.item')
        key = (id(j.visit), j.item)
        if key not in stocks:
            per = price.get('included_per')
            stocks[key] = thousandths(per['times']) * sums.get((id(j.visit), per['item']), 0) // 1000 if per else 0
        pieces = [j.billable]
        if j.units:
            pieces = [j.billable - j.units * 1000, j.units * 1000]
            if pieces[0] == 0:
                pieces = pieces[1:]
        for q in pieces:
            amount, used = price_of(price, q, 0 if j.goodwill else stocks[key])
            if not j.goodwill:
                stocks[key] -= used
            sheet.add('labour', definition.get('category', 'labour'), amount, f'item:{j.item}', j.payer,
                      visit=j.visit['visit'], source=j.line['line'], item=j.item, quantity=decimal(q),
                      unit_price_fen=price['unit_price_fen'] if price['model'] == 'per_unit' else None, tier=stated)
        if j.units:
            singles[id(j)] = amount
    for b, bundle in enumerate(bundles):
        if times[b]:
            bundle_lines(sheet, b, bundle, times[b], workers, singles)


def product_groups(jobs):
    serials, products = [], []
    for j in jobs:
        serials.append(j.line.get('serial'))
        products.append(j.line.get('product'))
    named = set(serials) - {None}
    groups = {}
    for j, serial in zip(jobs, serials):
        if serial is None:
            if len(named) == 1:
                serial = next(iter(named))
            elif named or len(set(products) - {None}) != 1:
                continue
        groups.setdefault(serial, []).append(j)
    return list(groups.values())


def take_bundles(bundles, groups):
    times = [0] * len(bundles)
    for group in groups:
        left = [j.billable // 1000 for j in group]
        for b, bundle in enumerate(bundles):
            counts = [sum(u for u, j in zip(left, group) if j.item == m['item']) // m['units'] for m in bundle['members']]
            n = min(counts)
            times[b] += n
            for m in bundle['members'] if n else []:
                need = n * m['units']
                for i, j in enumerate(group):
                    if j.item == m['item'] and need and left[i]:
                        used = min(need, left[i])
                        left[i] -= used
                        need -= used
                        j.taken.append((b, used))
    return times


def bundle_lines(sheet, b, bundle, n, workers, singles):
    version, tier = sheet.version, sheet.tier
    price, stated = bundle.get('price_fen', 0), None
    if bundle['bundle'] in tier.bundles:
        price, stated = tier.bundles[bundle['bundle']]
    sums = {}
    for j in workers:
        if not any(t[0] == b for t in j.taken):
            continue
        parts = largest_remainder(singles[id(j)], [u for _, u in j.taken])
        own = sum(p for p, t in zip(parts, j.taken) if t[0] == b)
        category = version.items[j.item].get('category', 'labour')
        sums[category] = sums.get(category, 0) + own
    order = version.in_order(sums)
    difference = n * price - sum(sums.values())
    for category, part in zip(order, largest_remainder(difference, [abs(sums[c]) for c in order])):
        if part:
            sheet.add('bundle', category, part, f"bundle:{bundle['bundle']}", tier=stated)


def travel(sheet, visits):
    rule, stated = sheet.tier.value('travel')
    if rule is None:
        return
    for visit in visits:
        carrier = None
        if rule.get('trip', 'shared') == 'shared' and visit.get('trip_place', 1) > 1:
            amount, carrier = 0, visit.get('trip_carrier')
        else:
            amount = rule['start_fee_fen'] + travel_steps(rule, visit)
        sheet.add('travel', 'travel', amount, 'travel', visit=visit['visit'], tier=stated, carrier=carrier)


def travel_steps(rule, visit):
    steps = rule.get('steps', [])
    if not steps:
        return 0
    if 'distance_m' not in visit:
        raise Refusal('undecided', 'travel/distance_m')
    distance, included = visit['distance_m'], rule.get('included_m', 0)
    ways = 2 if rule.get('both_ways') else 1
    unit = rule.get('unit_m', 1000)
    metres, total, price, low = 0, 0, 0, 0
    touch((distance, included), *[(distance, s.get('up_to_m')) for s in steps])
    for s in steps:
        high = s.get('up_to_m', distance)
        inside = max(0, min(distance, high) - max(included, low)) * ways
        if inside:
            metres += inside
            price = s['per_unit_fen']
            total += inside * price
        low = high
    if rule.get('started_unit'):
        total += (ceil_div(metres, unit) * unit - metres) * price
    return div_round(total, unit)


def on_site(sheet, visits):
    rule, stated = sheet.tier.value('on_site')
    if rule is None:
        return
    for visit in visits:
        for name in ('arrived', 'departed'):
            if name not in visit:
                raise Refusal('undecided', f'on_site/{name}')
        seconds = max(0, instant(visit['departed']) - instant(visit['arrived']))
        blocks = ceil_div(max(0, seconds - 60 * rule['included_min']), 60 * rule['block_min'])
        if blocks:
            sheet.add('on_site', 'on_site', blocks * rule['per_block_fen'], 'on_site', visit=visit['visit'],
                      quantity=decimal(blocks * 1000), unit_price_fen=rule['per_block_fen'], tier=stated)


def cost_of(version, ticket, job, pin):
    """The cost of one unit on the book's day, None when there is none."""
    if 'unit_cost_fen' in job.line:
        return job.line['unit_cost_fen']
    costs = version.parts[job.part].get('costs', [])
    kind = version.data.get('part_price_day', 'use')
    if kind == 'use':
        text = job.visit.get('arrived') or ticket.get('times', {}).get('completed')
        seconds = instant(text) if text else pin
    else:
        text = job.line.get('issued_at' if kind == 'issue' else 'requested_at')
        seconds = instant(text) if text else None
    if seconds is None:
        return costs[0]['cost_fen'] if costs else None
    today = date_of(version.clock.local(seconds)[0]).isoformat()
    past = [c for c in costs if c['from'] <= today]
    return max(past, key=lambda c: c['from'])['cost_fen'] if past else None


def parts(sheet, ticket, jobs, pin):
    for j in jobs:
        if j.part:
            part_line(sheet, ticket, j, pin)


def part_line(sheet, ticket, j, pin):
    version, tier = sheet.version, sheet.tier
    technician = version.relation == 'company_technician'
    supplier = j.line.get('supplier', 'own_stock')
    q, cost = j.billable, cost_of(version, ticket, j, pin)
    common = {'payer': j.payer, 'visit': j.visit['visit'], 'source': j.line['line'], 'part': j.part,
              'quantity': decimal(q), 'supplier': supplier}
    rule = f'part:{j.part}'
    if supplier in ('manufacturer', 'customer'):
        sheet.add('parts', 'parts', 0, rule, **common)
    elif technician and supplier == 'own_stock':
        handling, stated = tier.value('handling_fen', 0)
        sheet.add('handling', 'handling', div_round(handling * q, 1000), rule, **common, unit_price_fen=handling,
                  tier=stated, cost_fen=None if cost is None else div_round(cost * q, 1000))
    elif technician and supplier == 'on_the_spot':
        if 'receipt_fen' not in j.line:
            raise Refusal('missing_fact', j.path + '.receipt_fen')
        amount = j.line['receipt_fen']
        if 'ceiling_fen' in version.parts[j.part]:
            amount = min(amount, div_round(version.parts[j.part]['ceiling_fen'] * q, 1000))
        sheet.add('parts', 'parts', amount, rule, **common)
    elif j.part in tier.part_prices:
        price, stated = tier.part_prices[j.part]
        sheet.add('parts', 'parts', div_round(price * q, 1000), rule, **common, unit_price_fen=price, tier=stated)
    elif cost is not None:
        markup, stated = tier.value('markup_bp', 0)
        sheet.add('parts', 'parts', div_round(q * cost * (10000 + markup), 10**7), rule, **common, base_fen=cost,
                  rate_bp=markup, tier=stated)
    else:
        raise Refusal('no_item_price', j.path + '.part')


def make_jobs(sheet, priced):
    """Jobs of the priced lines, looked up in the book; visit by visit, line by line."""
    version = sheet.version
    jobs = []
    for visit, line, path, payer in priced:
        job = Job(visit, line, path, payer)
        if 'item' in line:
            job.item = version.mapped(line['item'])
            if job.item is None:
                raise Refusal('unmapped_item', path + '.item')
            job.billable = billable(version.items[job.item], line['quantity'])
        if 'part' in line:
            job.part = line['part'] if line['part'] in version.parts else None
            if job.part is None:
                raise Refusal('unmapped_item', path + '.part')
            if job.item is None:
                job.billable = billable(version.parts[job.part], line['quantity'])
        jobs.append(job)
    return jobs
