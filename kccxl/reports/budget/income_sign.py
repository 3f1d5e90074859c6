"""Income and grants typed without a minus: turned round where every row's net cost takes them off, and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kccxl.reports.budget.specs import EXPENDITURE, INCOME
from kccxl.reports.money.line import MoneyLine
from kccxl.reports.money.sums import cast_figures
from kccxl.rules.casting import Verdict
from kccxl.tables.cells import Figure
from kccxl.tables.finder import Found
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog


def with_negative_income(lines: Sequence[MoneyLine], found: Found, log: ProblemLog) -> list[MoneyLine]:
    """Return the lines with income and grants negative, as they are printed.

    They are turned round only where the net cost of every row that has any is what it spends less its income, and
    not the sum of both.
    """
    with_income = [line for line in lines if any(figure.value for figure in _income(line))]
    turned = [_turned(line) for line in with_income]
    if not all(map(_adds_up, turned)) or all(map(_adds_up, with_income)):
        return list(lines)
    name = next(each for each in INCOME if each in found.columns)
    log.note(
        "income-turned",
        f"{found.grid.sheet}!{cell_name(found.header_bottom, found.columns[name])}",
        f"income without a minus (“{found.captions[name]}”), which the net cost of every row takes off",
        "income and grants with a minus",
        "It was read as income, and is printed with a minus.",
    )
    return [_turned(line) for line in lines]


def _income(line: MoneyLine) -> list[Figure]:
    return [line.amount(name) for name in INCOME if line.amount(name).known]


def _adds_up(line: MoneyLine) -> bool:
    gross = [line.amount("gross_expenditure")]
    spent = gross if gross[0].known else [line.amount(name) for name in EXPENDITURE]
    if not line.amount("net_cost").known or not all(figure.known for figure in spent):
        return False
    return cast_figures([*spent, *_income(line)], line.amount("net_cost")).verdict is not Verdict.DIFFERS


def _turned(line: MoneyLine) -> MoneyLine:
    amounts = {
        name: replace(figure, value=figure.value.copy_negate()) if name in INCOME and figure.value else figure
        for name, figure in line.amounts.items()
    }
    return replace(line, amounts=amounts)
