"""Plans by count (docs/settlement.md §7, P9): the k-th ticket of an account in a month has the rate of rank k."""
from oracle_numbers import date_of, div_round, instant


def account_amounts(result):
    """The fen of each payee in one settlement, in order of first share."""
    amounts = {}
    for line in result.get('lines', []):
        for share in line.get('shares', []):
            amounts[share['payee']] = amounts.get(share['payee'], 0) + share['amount_fen']
    return amounts


def rate_of(steps, rank):
    for step in steps:
        if 'up_to' not in step or rank <= step['up_to']:
            return step['bp']
    return steps[-1]['bp']


def run_plan(versions, history):
    """Plan lines (ticket, payee, rank, fen) of one plan.

    `versions` are the plan's versions in the book file; `history` the pairs (ticket, result) of its relation in the
    order in which labour reached 100 %.
    """
    ranks, lines = {}, []
    for ticket, result in history:
        text = ticket.get('times', {}).get('completed')
        if text is None or 'error' in result:
            continue
        for payee, amount in account_amounts(result).items():
            found = None
            for v in versions:
                day = (instant(text) + v.get('utc_offset_min', 480) * 60) // 86400
                first = date_of(day).isoformat()[:7] + '-01'
                if v['from'] <= first and (found is None or (v['from'], v['version']) > (found[0]['from'], found[0]['version'])):
                    found = (v, first)
            if found is None or payee not in found[0].get('payees', [payee]):
                continue
            plan, first = found
            rank = ranks[payee, first] = ranks.get((payee, first), 0) + 1
            fen = div_round(amount * rate_of(plan['steps'], rank), 10000)
            lines.append((ticket['ticket'], payee, rank, -fen if plan['direction'] == 'takes' else fen))
    return lines
