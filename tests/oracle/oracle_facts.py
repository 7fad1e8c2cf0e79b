"""Facts of a ticket and the condition model (F1 to F3, C1)."""
from oracle_numbers import date_of, day_of, instant, significant, thousandths, touch

NUMERIC = {'distance_m', 'on_site_min', 'trip_place', 'quantity'}
TICKET_TIMES = {'created', 'taken', 'first_trigger', 'completed', 'accepted'}
VISIT_FACTS = {'distance_m', 'distance_kind', 'outcome', 'fault', 'trip_place', 'on_site_min', 'lead_grade'}
LINE_FACTS = {'part', 'product', 'model', 'warranty', 'payer', 'supplier'}


class Clock:
    """The local time of a book: an offset and a calendar."""

    def __init__(self, offset_min, calendar):
        self.offset_min = offset_min
        self.years = set(calendar['years']) if calendar else set()
        self.days = {day_of(d['date']): d for d in calendar['days']} if calendar else {}

    def local(self, seconds):
        """(day, minute of the day)"""
        day, clock = divmod(seconds + self.offset_min * 60, 86400)
        return day, clock // 60

    def entry(self, day):
        """(kind, festival) of a day, or None in a year without data."""
        date = date_of(day)
        if date.year not in self.years:
            return None
        found = self.days.get(day)
        if found:
            return found['kind'], found.get('festival')
        return ('weekend' if date.isoweekday() > 5 else 'workday'), None


class Scene:
    """What a condition can see: a ticket, perhaps a visit, perhaps a line of it."""

    def __init__(self, ticket, clock, city_class=None, visit=None, line=None, item=None, payer=None):
        self.ticket = ticket
        self.clock = clock
        self.city_class = city_class
        self.visit = visit
        self.line = line
        self.item = item
        self.payer = payer

    def time(self, name):
        if name in TICKET_TIMES:
            text = self.ticket.get('times', {}).get(name)
        else:
            visit = self.visit
            if visit is None:
                visits = self.ticket['visits']
                visit = visits[0] if visits else {}
            text = visit.get(name)
        return None if text is None else instant(text)

    def fact(self, name):
        """The fact's value, None when missing: text, or thousandths for a number."""
        if name == 'city_class':
            return self.city_class
        if name in VISIT_FACTS:
            return self.visit_fact(name)
        if name == 'quantity':
            return None if self.line is None else thousandths(self.line['quantity'])
        if name == 'item':
            return self.item
        if name == 'payer':
            return self.payer
        if name in LINE_FACTS:
            return None if self.line is None else self.line.get(name)
        if name.startswith('attr.'):
            if self.line is None:
                return None
            for a in self.line.get('attributes', []):
                if a['attribute'] == name[5:]:
                    return a['value']
            return None
        return self.ticket.get('facts', {}).get(name)

    def visit_fact(self, name):
        visit = self.visit
        if visit is None:
            return None
        if name == 'trip_place':
            return visit.get('trip_place', 1) * 1000
        if name == 'distance_m':
            return visit['distance_m'] * 1000 if 'distance_m' in visit else None
        if name == 'on_site_min':
            if 'arrived' not in visit or 'departed' not in visit:
                return None
            return max(0, instant(visit['departed']) - instant(visit['arrived'])) // 60 * 1000
        if name == 'lead_grade':
            for p in visit.get('people', []):
                if p['role'] == 'lead':
                    return p.get('grade')
            return None
        return visit.get(name)


def evaluate(condition, scene):
    """(True, False or None for unknown, facts of the unknown leaves in document order)"""
    op = condition['op']
    if op in ('all', 'any'):
        values, leaves = [], []
        for member in condition['of']:
            value, unknown = evaluate(member, scene)
            values.append(value)
            leaves += unknown
        decisive = op == 'any'
        if decisive in values:
            return decisive, []
        if None in values:
            return None, leaves
        return not decisive, []
    if op == 'not':
        value, leaves = evaluate(condition['of'], scene)
        return (None, leaves) if value is None else (not value, [])
    if op == 'division_within':
        value = within(condition['codes'], scene.ticket.get('facts', {}).get('division'))
        return value, ['division'] if value is None else []
    if op in ('in', 'between', 'missing'):
        return fact_test(op, condition, scene)
    seconds = scene.time(condition['time'])
    value = None if seconds is None else time_test(op, condition, scene.clock, seconds)
    return value, [condition['time']] if value is None else []


def within(codes, division):
    if division is None:
        return None
    place = significant(division)
    value = False
    for code in codes:
        wanted = significant(code)
        if place.startswith(wanted):
            return True
        if wanted.startswith(place):
            value = None
    return value


def fact_test(op, condition, scene):
    name = condition['fact']
    value = scene.fact(name)
    if op == 'missing':
        return value is None, []
    if value is None:
        return None, [name]
    if op == 'in':
        return value in condition['values'], []
    if name.startswith('attr.'):
        value = thousandths(value)
        if value is None:
            return None, [name]
    if 'from' in condition:
        touch((value, thousandths(condition['from'])))
        if value < thousandths(condition['from']):
            return False, []
    if 'below' in condition and value >= thousandths(condition['below']):
        touch((value, thousandths(condition['below'])))
        return False, []
    return True, []


def minutes(text):
    return int(text[:2]) * 60 + int(text[3:5])


def time_test(op, condition, clock, seconds):
    day, minute = clock.local(seconds)
    if op == 'date_within':
        touch((date_of(day).isoformat(), condition.get('from')), (date_of(day).isoformat(), condition.get('to')))
        if 'from' in condition and day < day_of(condition['from']):
            return False
        return not ('to' in condition and day >= day_of(condition['to']))
    if op == 'month_day_within':
        today = date_of(day).isoformat()[5:]
        start, end = condition['from'], condition['to']
        if end <= start:
            return today >= start or today < end
        return start <= today < end
    if op == 'day_kind':
        entry = clock.entry(day)
        return None if entry is None else entry[0] in condition['kinds']
    if op == 'festival':
        entry = clock.entry(day)
        return None if entry is None else entry[1] in condition['festivals']
    start, end = minutes(condition['from']), minutes(condition['to'])
    touch((minute, start), (minute, end))
    if end <= start:
        if end <= minute < start:
            return False
        if minute < end:
            day -= 1
    elif not start <= minute < end:
        return False
    if 'weekdays' in condition and date_of(day).isoweekday() not in condition['weekdays']:
        return False
    if 'kinds' in condition or 'festivals' in condition:
        entry = clock.entry(day)
        if entry is None:
            return None
        if 'kinds' in condition and entry[0] not in condition['kinds']:
            return False
        if 'festivals' in condition and entry[1] not in condition['festivals']:
            return False
    return True


def city_class(tables, pin_day, division):
    """(class, edition) by the dated table (F2); (None, None) when missing."""
    table = None
    if pin_day is None:
        table = tables[-1] if tables else None
    else:
        for t in tables:
            if day_of(t['from']) <= pin_day and (table is None or day_of(t['from']) >= day_of(table['from'])):
                table = t
    if table is None or division is None:
        return None, None
    place = significant(division)
    found, length = table.get('otherwise'), -1
    listed = [(significant(d), c['class']) for c in table['classes'] for d in c['divisions']]
    for code, name in listed:
        if place.startswith(code) and len(code) > length:
            found, length = name, len(code)
    if found is None:
        return None, None
    for code, name in listed:
        if code.startswith(place) and code != place and name != found:
            return None, None
    return found, table['edition']


def zone_table(tables, day):
    """The zone table in force on a day (F5), or None."""
    table = None
    for t in tables:
        if (day is None or day_of(t['from']) <= day) and (table is None or day_of(t['from']) >= day_of(table['from'])):
            table = t
    return table


def zone_edition(table, facts):
    """The first day of the table that has the zone of located facts (X3), or None."""
    known = table is not None and any(z['zone'] == facts.get('zone') for z in table['zones'])
    return table['from'] if known else None


def located(table, facts):
    """The facts with zone and ring by the table in force (F5): stated ones count, by their zone's code."""
    zones = table['zones'] if table else []
    if 'zone' in facts:
        found = [z for z in zones if facts['zone'] in [z['zone'], *z.get('aliases', [])]]
    else:
        place = significant(facts.get('division') or '')
        listed = [(significant(d), z) for z in zones for d in z.get('places', [])]
        above = [(code, z) for code, z in listed if place.startswith(code)]
        found = [max(above, key=lambda entry: len(entry[0]))[1]] if above else []
        # Known only to a level below which zones differ, a place has none.
        if any(code.startswith(place) and code != place and [z] != found for code, z in listed):
            found = []
    if not found:
        return facts
    ring = found[0].get('ring')
    own = {'zone': found[0]['zone'], **({'ring': ring} if ring else {})}
    return {**own, **facts, 'zone': own['zone']}
