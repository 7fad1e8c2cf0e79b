"""Exact numbers of the settlement oracle: money, thousandths, moments. No float anywhere."""
import datetime

LINE_LIMIT = 10**12
TOTAL_LIMIT = 9 * 10**15
EPOCH = datetime.date(1970, 1, 1).toordinal()


# What the ticket at hand touched: 'half', 'bound', 'model:NAME'. The coverage report clears and reads it.
TRACE = set()


class Refusal(Exception):
    """A settlement that waits: the error code and the field."""

    def __init__(self, code, field):
        super().__init__(code, field)
        self.code = code
        self.field = field


def div_round(n, d):
    """n / d, half away from zero; d > 0."""
    if 2 * n % (2 * d) == d:
        TRACE.add('half')
    if n < 0:
        return -((-n * 2 + d) // (2 * d))
    return (n * 2 + d) // (2 * d)


def ceil_div(n, d):
    return -(-n // d)


def thousandths(text):
    """A decimal text in thousandths, or None when it is no such number."""
    negative = text.startswith('-')
    body = text[1:] if text[:1] in ('-', '+') else text
    whole, dot, part = body.partition('.')
    if not (whole.isascii() and whole.isdigit()):
        return None
    if dot and not (part.isascii() and part.isdigit() and len(part) <= 3):
        return None
    value = int(whole) * 1000 + int((part + '000')[:3])
    return -value if negative else value


def touch(*pairs):
    """Notes that two compared values are equal."""
    for a, b in pairs:
        if a == b:
            TRACE.add('bound')


def decimal(value):
    """The shortest decimal of thousandths."""
    whole, part = divmod(value, 1000)
    if part == 0:
        return str(whole)
    return f'{whole}.{part:03d}'.rstrip('0')


def largest_remainder(amount, weights):
    """Divides amount by weights (equally when all are 0); ties go to the earlier."""
    if not weights:
        return []
    if sum(weights) == 0:
        weights = [1] * len(weights)
    size = abs(amount)
    total = sum(weights)
    shares = [size * w // total for w in weights]
    rests = [size * w % total for w in weights]
    missing = size - sum(shares)
    for i in sorted(range(len(weights)), key=lambda i: (-rests[i], i))[:missing]:
        shares[i] += 1
    return [-s for s in shares] if amount < 0 else shares


def day_of(text):
    """A date as days since 1970."""
    return datetime.date(int(text[:4]), int(text[5:7]), int(text[8:10])).toordinal() - EPOCH


def date_of(day):
    return datetime.date.fromordinal(day + EPOCH)


def instant(text):
    """Seconds since 1970 of an RFC 3339 time."""
    seconds = day_of(text) * 86400 + int(text[11:13]) * 3600 + int(text[14:16]) * 60 + int(text[17:19])
    if text[19] == 'Z':
        return seconds
    offset = (int(text[20:22]) * 60 + int(text[23:25])) * 60
    return seconds - offset if text[19] == '+' else seconds + offset


def moment(seconds, offset_min):
    """RFC 3339 text of an instant in the given offset."""
    day, clock = divmod(seconds + offset_min * 60, 86400)
    sign = '-' if offset_min < 0 else '+'
    size = abs(offset_min)
    return (f'{date_of(day).isoformat()}T{clock // 3600:02d}:{clock // 60 % 60:02d}:{clock % 60:02d}'
            f'{sign}{size // 60:02d}:{size % 60:02d}')


def significant(code):
    """The part of a division code that says something."""
    if len(code) == 6:
        if code.endswith('0000'):
            return code[:2]
        if code.endswith('00'):
            return code[:4]
    return code
