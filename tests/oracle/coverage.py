"""The generator's report: how often each rule is met; tickets below a bar fail the test."""
from collections import Counter

from generate_ticket import BROKEN
from oracle_numbers import TRACE

MODELS = ['flat', 'per_unit', 'graduated', 'volume', 'package', 'base_plus', 'table', 'percentage']
COMPONENTS = ['labour', 'bundle', 'travel', 'on_site', 'parts', 'handling', 'surcharge', 'limit', 'rounding', 'quote']
RELATIONS = ['customer_company', 'company_technician']
CODES = ['undecided', 'no_route', 'no_price_book', 'no_item_price', 'unmapped_item', 'needs_quote', 'quote_out_of_bounds',
         'money_overflow', 'missing_fact', 'split_exceeds_category', 'share_out_of_bounds']
WANTED = ([f'model {m}' for m in MODELS] + [f'component {c}' for c in COMPONENTS] + [f'relation {r}' for r in RELATIONS]
          + [f'error {c}' for c in CODES + BROKEN] + ['limit min', 'limit max'])


class Coverage:
    def __init__(self):
        self.tickets = 0
        self.met = Counter()
        self.settled = 0
        self.default = 0

    def broken(self, code):
        self.tickets += 1
        self.met['error ' + code] += 1

    def ticket(self, oracle_file, results):
        """Counts a ticket by its results and by what the oracle touched on the way."""
        self.tickets += 1
        met = {f'model {t[6:]}' for t in TRACE if t.startswith('model:')}
        if 'half' in TRACE or 'bound' in TRACE:
            met.add('edge')
        for r in results:
            if 'error' in r:
                met.add('error ' + r['error']['code'])
                continue
            met.add('relation ' + r['relation'])
            self.settled += 1
            self.default += r['tier'] in oracle_file.default_tiers
            for line in r['lines']:
                met.add('component ' + line['component'])
                if line['component'] == 'limit':
                    met.add('limit ' + line['rule'][6:9])
        self.met.update(met)

    def add(self, other):
        self.tickets += other.tickets
        self.met.update(other.met)
        self.settled += other.settled
        self.default += other.default

    def rows(self):
        """(name, tickets, permyriad, enough)"""
        for name in WANTED:
            count = self.met[name]
            yield name, count, count * 10000 // self.tickets, count * 100 >= self.tickets
        count = self.met['edge']
        yield 'edge: on a bound or half a fen', count, count * 10000 // self.tickets, count * 100 >= 5 * self.tickets
        share = self.default * 10000 // max(1, self.settled)
        yield 'settlements in the default tier (at most 30 %)', self.default, share, share <= 3000

    def report(self):
        lines = [f'{self.tickets} ticket lines, {self.settled} settlements']
        for name, count, share, enough in self.rows():
            lines.append(f'{name:48} {count:9} {share // 100:4}.{share % 100:02} % {"" if enough else "TOO FEW OR TOO MANY"}')
        return '\n'.join(lines)

    def failures(self):
        return [name for name, _, _, enough in self.rows() if not enough]
