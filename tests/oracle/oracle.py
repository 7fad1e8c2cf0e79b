"""The oracle of the settlement engine: written from docs/settlement.md and the design's rules alone."""
import hashlib
import json

from oracle_after import limits, rounding, split, surcharges
from oracle_facts import Clock, Scene, city_class, evaluate, located, zone_edition, zone_table
from oracle_lines import Sheet, labour, make_jobs, on_site, parts, travel
from oracle_model import Version
from oracle_numbers import TOTAL_LIMIT, Refusal, date_of, decimal, instant, moment, thousandths

LINE_ORDER = ['line', 'component', 'category', 'visit', 'source', 'item', 'part', 'quantity', 'unit_price_fen', 'base_fen',
              'rate_bp', 'amount_fen', 'payer', 'supplier', 'cost_fen', 'book', 'version', 'tier', 'rule', 'carrier',
              'passed_over', 'shares']
TICKET = ['ticket', 'revision', 'source', 'source_no', 'facts', 'times', 'visits', 'quotes', 'shares']
FACTS = ['division', 'zone', 'ring', 'customer_class', 'customer_account', 'project', 'brand', 'channel', 'service_level',
         'urgency', 'partner', 'partner_mode', 'legal_entity', 'template', 'service_type']
TIMES = ['created', 'taken', 'first_trigger', 'completed', 'accepted']
VISIT = ['visit', 'division', 'appointment', 'arrived', 'departed', 'distance_m', 'distance_kind', 'trip_place',
         'trip_carrier', 'outcome', 'fault', 'people', 'lines']
LINE = ['line', 'item', 'part', 'quantity', 'product', 'model', 'serial', 'purchase_date', 'warranty', 'payer', 'supplier',
        'receipt_fen', 'unit_cost_fen', 'issued_at', 'requested_at', 'attributes']
QUOTE = ['quote', 'relation', 'amount_fen', 'author', 'approved_by', 'valid_from', 'valid_to']
MOMENTS = set(TIMES) | {'appointment', 'arrived', 'departed', 'issued_at', 'requested_at', 'valid_from', 'valid_to'}
# The document does not say which empty members stand in the canonical form; these do, others do not.
ALWAYS = {'facts', 'times', 'visits'}
NESTED = {'facts': FACTS, 'times': TIMES, 'visits': VISIT, 'lines': LINE, 'quotes': QUOTE, 'shares': ['role', 'bp'],
          'people': ['person', 'role', 'grade'], 'attributes': ['attribute', 'value']}


def canonical(value, order, offset_min):
    result = {}
    for key in order:
        if key not in value:
            continue
        member = value[key]
        if key in NESTED:
            if isinstance(member, list):
                member = [canonical(m, NESTED[key], offset_min) for m in member]
            else:
                member = canonical(member, NESTED[key], offset_min)
            if not member and key not in ALWAYS:
                continue
        elif key in MOMENTS:
            member = moment(instant(member), offset_min)
        elif key == 'quantity':
            member = decimal(thousandths(member))
        result[key] = member
    return result


def canonical_ticket(ticket, offset_min):
    # A ticket without a revision is revision 1, and the canonical form says so.
    return canonical({'revision': 1, 'facts': {}, 'times': {}, **ticket}, TICKET, offset_min)


class Settlement:
    """One relation of one ticket."""

    def __init__(self, file, ticket, version):
        self.file = file
        self.ticket = ticket
        self.version = version
        self.customer = version.relation == 'customer_company'
        text = ticket.get('times', {}).get(version.data['pin_event'])
        self.pin = instant(text) if text else None
        day = None if self.pin is None else version.clock.local(self.pin)[0]
        division = ticket.get('facts', {}).get('division')
        self.city_class, self.edition = city_class(version.data.get('city_classes', []), day, division)
        self.payers = {}
        self.fees = {}
        self.passed_over = []

    def scene(self, visit=None, job=None):
        line = job.line if job else None
        item = job.item if job else None
        return Scene(self.ticket, self.version.clock, self.city_class, visit, line, item,
                     self.payers.get(id(line)) if line else None)

    def choose_tier(self):
        for t in self.version.tiers:
            if 'when' not in t:
                return self.version.tier(t)
            value, leaves = evaluate(t['when'], self.scene())
            if value:
                return self.version.tier(t)
            if value is None:
                for leaf in leaves:
                    if leaf not in self.version.optional:
                        raise Refusal('undecided', f"tier:{t['tier']}/{leaf}")
                self.passed_over.append({'tier': t['tier'], 'fact': leaves[0]})
        raise Refusal('no_tier', 'tiers')

    def find_payers(self):
        """P0 for every line and every fee category, before anything is priced. Only a charge relation asks for it."""
        lines = [(visit, line) for visit in self.ticket['visits'] for line in visit.get('lines', [])]
        if not self.customer:
            self.payers = {id(line): 'company' for _, line in lines}
            return
        otherwise = self.file.entitlement.get('otherwise', 'customer')
        # The documents do not order the two; the fees come first.
        surcharges_here = self.version.data.get('surcharges', [])
        categories = ['travel', 'on_site'] + [s['category'] for s in surcharges_here if s['occasion'] in ('ticket', 'visit')]
        scene = Scene(self.ticket, self.file.clock, self.city_class)
        for category in dict.fromkeys(categories):
            rules = [r for r in self.file.entitlement.get('fees', []) if not r.get('categories') or category in r['categories']]
            self.fees[category] = self.rule(rules, scene) or otherwise
        rules = self.file.entitlement.get('lines', [])
        for visit, line in lines:
            payer = line.get('payer')
            if payer is None:
                item = line.get('item')
                item = self.version.mapped(item) or item if item is not None else None
                scene = Scene(self.ticket, self.file.clock, self.city_class, visit, line, item)
                payer = self.rule(rules, scene) or otherwise
            self.payers[id(line)] = payer

    def rule(self, rules, scene):
        for r in rules:
            if 'when' in r:
                value, leaves = evaluate(r['when'], scene)
                if value is None:
                    raise Refusal('undecided', f"entitlement:{r['rule']}/{leaves[0]}")
                if not value:
                    continue
            return r['payer']
        return None

    def fee_priced(self, category):
        return not self.customer or self.fees[category] == 'customer'

    def priced_lines(self):
        for v, visit in enumerate(self.ticket['visits']):
            for n, line in enumerate(visit.get('lines', [])):
                payer = self.payers[id(line)]
                if not self.customer or payer in ('customer', 'goodwill'):
                    yield visit, line, f'visits[{v}].lines[{n}]', payer

    def quote(self, tier):
        found = None
        for q in self.ticket.get('quotes', []):
            if q['relation'] != self.version.relation or q['approved_by'] == q['author']:
                continue
            if 'valid_from' in q or 'valid_to' in q:
                if self.pin is None or ('valid_from' in q and self.pin < instant(q['valid_from'])):
                    continue
                if 'valid_to' in q and self.pin >= instant(q['valid_to']):
                    continue
            found = q
        if found is None:
            raise Refusal('needs_quote', 'quotes')
        rule = tier.own.get('quote', {})
        amount = found['amount_fen']
        if amount < rule.get('floor_fen', 0) or ('ceiling_fen' in rule and amount > rule['ceiling_fen']):
            raise Refusal('quote_out_of_bounds', 'quotes')
        return found

    def run(self):
        version, ticket = self.version, self.ticket
        tier = self.choose_tier()
        sheet = Sheet(version, tier, self.passed_over)
        self.find_payers()
        covers = tier.own['quote']['covers'] if tier.own.get('kind') == 'quote' else None
        jobs = [] if covers == 'ticket' else make_jobs(sheet, self.priced_lines())
        if covers:
            quote = self.quote(tier)
            sheet.add('quote', 'labour', quote['amount_fen'], f"quote:{quote['quote']}", tier=tier.name)
        if covers != 'ticket':
            self.components(sheet, jobs, covers)
        rounding(sheet)
        total = sum(l['amount_fen'] for l in sheet.lines)
        if abs(total) > TOTAL_LIMIT:
            raise Refusal('money_overflow', 'total')
        if not self.customer:
            split(sheet, ticket, self.pin)
        lines = [{k: l[k] for k in LINE_ORDER if k in l} for l in sheet.lines]
        return {'ticket': ticket['ticket'], 'relation': version.relation, 'tier': tier.name, 'total_fen': total,
                'lines': lines, 'digest': self.digest(tier, lines)}

    def components(self, sheet, jobs, covers):
        seen = {id(j.visit) for j in jobs if not j.goodwill}
        visits = [v for v in self.ticket['visits'] if id(v) in seen or not v.get('lines')]
        if covers is None:
            labour(sheet, jobs)
        if self.fee_priced('travel'):
            travel(sheet, visits)
        if self.fee_priced('on_site'):
            on_site(sheet, visits)
        parts(sheet, self.ticket, jobs, self.pin)
        surcharges(sheet, self, visits, jobs, covers is not None)
        limits(sheet)

    def digest(self, tier, lines):
        resolved = {}
        if self.city_class is not None:
            resolved = {'city_class': self.city_class, 'city_class_edition': self.edition}
        if zone := self.file.zone_edition(self.ticket):
            resolved['zone_edition'] = zone
        value = {'rules': 1, 'relation': self.version.relation, 'book': self.version.book, 'version': self.version.number,
                 'ticket': canonical_ticket(self.ticket, self.version.clock.offset_min), 'resolved': resolved,
                 'tier': tier.name, 'lines': lines}
        text = json.dumps(value, ensure_ascii=False, separators=(',', ':'))
        return hashlib.sha256(text.encode()).hexdigest()[:32]


class File:
    """A book file with its versions looked up once."""

    def __init__(self, data):
        self.data = data
        calendars = data.get('calendars', [])
        self.clock = Clock(480, calendars[0] if calendars else None)
        self.entitlement = data.get('entitlement', {})
        self.default_tiers = {t['tier'] for b in data['books'] for v in b['versions'] for t in v['tiers'] if 'when' not in t}
        self.books = {b['book']: [Version(b, v, calendars) for v in b['versions']] for b in data['books']}

    def pick(self, name, ticket, wanted):
        versions = self.books.get(name, [])
        if wanted is not None:
            versions = [v for v in versions if v.number == wanted]
            if not versions:
                raise Refusal('no_price_book', f'book:{name}')
            return versions[0]
        if len(versions) == 1:
            return versions[0]
        best = None
        for v in versions:
            text = ticket.get('times', {}).get(v.data['pin_event'])
            if v.data['status'] == 'draft' or text is None:
                continue
            start = v.data['from']
            if start <= date_of(v.clock.local(instant(text))[0]).isoformat():
                if best is None or (start, v.number) > (best.data['from'], best.number):
                    best = v
        if best is None:
            raise Refusal('no_price_book', f'book:{name}')
        return best

    def settle(self, ticket, wanted=None):
        name = ticket['ticket']
        ticket = self.locate(ticket)
        relation = None
        try:
            books = self.route(ticket)
        except Refusal as r:
            return [refusal(name, None, r)]
        results = []
        for relation in books:
            try:
                results.append(Settlement(self, ticket, self.pick(relation['book'], ticket, wanted)).run())
            except Refusal as r:
                results.append(refusal(name, relation['relation'], r))
        return results

    def zone_table(self, ticket):
        created = ticket.get('times', {}).get('created')
        # Zones are places of the country: their day begins at UTC+8.
        day = None if created is None else (instant(created) + 480 * 60) // 86400
        return zone_table(self.data.get('zones', []), day)

    def zone_edition(self, ticket):
        return zone_edition(self.zone_table(ticket), ticket.get('facts', {}))

    def locate(self, ticket):
        if not self.data.get('zones'):
            return ticket
        return {**ticket, 'facts': located(self.zone_table(ticket), ticket.get('facts', {}))}

    def route(self, ticket):
        scene = Scene(ticket, self.clock)
        for r in self.data['routing']:
            if 'when' in r:
                value, leaves = evaluate(r['when'], scene)
                if value is None:
                    raise Refusal('undecided', f"route:{r['route']}/{leaves[0]}")
                if not value:
                    continue
            return r['books']
        raise Refusal('no_route', 'routing')


def refusal(ticket, relation, r):
    return {'ticket': ticket, 'relation': relation, 'error': {'code': r.code, 'field': r.field}}


def settle(book_file, ticket, version=None):
    """The results of one ticket, as the engine prints them but without messages of errors."""
    return File(book_file).settle(ticket, version)
