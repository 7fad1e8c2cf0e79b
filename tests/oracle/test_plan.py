"""The oracle's plan by count, on figures worked out by hand."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from oracle_plan import run_plan  # noqa: E402


def plan(**members):
    return {'plan': 'count', 'version': 1, 'from': '2026-01-01', 'relation': 'company_technician', 'direction': 'adds', 'cycle': 'month',
            'steps': [{'up_to': 2, 'bp': 0}, {'bp': 150}], **members}


def settled(name, fen, completed='2026-03-05T10:00:00+08:00'):
    shares = [{'role': 'lead', 'payee': 'p1', 'amount_fen': fen}]
    return {'ticket': name, 'times': {'completed': completed}}, {'lines': [{'line': 1, 'amount_fen': fen, 'shares': shares}]}


def test_rank_decides_the_rate():
    history = [settled(f'T{n}', 10100) for n in range(4)]
    # 10100 × 1.5 % = 151.5: half away from zero.
    assert [l[2:] for l in run_plan([plan()], history)] == [(1, 0), (2, 0), (3, 152), (4, 152)]


def test_takes_and_payees():
    history = [settled('A', 10100)]
    assert run_plan([plan(direction='takes', steps=[{'bp': 150}])], history) == [('A', 'p1', 1, -152)]
    assert not run_plan([plan(payees=['p2'])], history)


def test_month_and_version():
    history = [settled('A', 100, '2026-03-31T15:59:59Z'), settled('B', 100, '2026-03-31T16:00:00Z')]
    versions = [plan(steps=[{'bp': 10000}]), plan(version=2, **{'from': '2026-03-02'}, steps=[{'bp': 5000}])]
    # March began under version 1, April under version 2; the second ticket is the first of its month.
    assert [l[2:] for l in run_plan(versions, history)] == [(1, 100), (1, 50)]


def test_without_a_day_no_rank():
    ticket, result = settled('A', 100)
    del ticket['times']
    assert not run_plan([plan()], [(ticket, result)])
