"""Tell a variance to date from a forecast variance: in every line it is what is spent less the budget of the months done.

Published as the forecast of the year it would be wrong in every line, word and colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from kccxl.reports.money.line import LineKind, MoneyLine
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.exact import exact_difference, exact_sum
from kccxl.rules.profile import MONTHS
from kccxl.tables.accounting import read_amount
from kccxl.tables.cells import Figure
from kccxl.tables.finder import Found
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog

_ACTUAL = re.compile(r"\b(?:actuals?|spend|spent|expenditure|paid)\b|\bytd$|\bto date$", re.IGNORECASE)
_BUDGET = re.compile(r"budget|profile|phased|planned?\b", re.IGNORECASE)
_DONE = re.compile(
    r"\bto[- ]date\b|\bytd\b|profile|phased|\bso far\b|\bperiod\b|\bcumulative\b", re.IGNORECASE
)
_ANOTHER = re.compile(
    r"forecast|outturn|project(?:ed|ion)|previous|prior|\blast\b|year[- ]end|variance", re.IGNORECASE
)
_PLAIN = 2


def check_to_date(
    table: Found, lines: Sequence[MoneyLine], name: str, settings: MoneySettings, log: ProblemLog
) -> None:
    """Report a column of variances that holds, in every line, an actual less a budget that no forecast is part of.

    Args:
        table: where it stands; its columns of actuals and of budgets to date are known by their captions, read or not.
        lines: as read.
        name: of the column of variances.
        settings: say how much of the year is done; at its end an actual is the outturn.
        log: takes it.

    """
    upto = settings.results_up_to
    if name not in table.columns or (upto is not None and upto.months_done >= MONTHS):
        return
    rows = [line.row for line in lines if line.kind is LineKind.ITEM]
    for actual, budget in product(_actuals(table), _budgets(table)):
        if actual != budget and _makes(table, rows, table.columns[name], actual, budget):
            captions = _captions(table)
            log.error(
                "variance-to-date",
                f"{table.grid.sheet}!{cell_name(table.header_bottom, table.columns[name])}",
                f"“{table.captions[name]}”, which in every line is “{captions[actual]}” less “{captions[budget]}”",
                "the variance that is forecast for the end of the year",
                "Type the forecast variance, or add a column “Forecast outturn”; call this one “Variance to date”.",
            )
            return


def _captions(table: Found) -> dict[int, str]:
    return {**table.others, **{column: table.captions[name] for name, column in table.columns.items()}}


def _actuals(table: Found) -> Iterator[int]:
    for column, text in _captions(table).items():
        if _ACTUAL.search(text) and not _BUDGET.search(text) and not _ANOTHER.search(text):
            yield column


def _budgets(table: Found) -> Iterator[int]:
    """Yield the columns of budgets to date, and the one of the year, which some hold an actual against."""
    for column, text in _captions(table).items():
        if _BUDGET.search(text) and _DONE.search(text) and not _ANOTHER.search(text):
            yield column
    for name in ("net_budget", "budget"):
        if name in table.columns:
            yield table.columns[name]


def _makes(table: Found, rows: Sequence[int], variance: int, actual: int, budget: int) -> bool:
    """Whether a variance is the difference of two columns in every line, one way or the other."""
    found = [[_figure(table, row, column) for column in (variance, actual, budget)] for row in rows]
    known = [figures for figures in found if figures[0].known]
    if not known or not all(figure.known for figures in known for figure in figures):
        return False
    telling = [figures for figures in known if figures[0].value]
    exact = len(telling) < _PLAIN
    return bool(telling) and any(
        all(_agrees(figures, way, exact=exact) for figures in known) for way in (Decimal(1), Decimal(-1))
    )


def _agrees(figures: Sequence[Figure], way: Decimal, *, exact: bool) -> bool:
    variance, actual, budget = (figure.exact for figure in figures)
    made = exact_difference(actual, budget) * way
    gap = abs(exact_sum((variance, -made)))
    if exact or not gap:
        return not gap
    places = max((figure.decimals for figure in figures if figure.decimals is not None), default=0)
    return gap <= Decimal((0, (1,), -places)) and abs(variance) > gap


def _figure(table: Found, row: int, column: int) -> Figure:
    return read_amount(table.grid.at(row, column), table.grid.format_at(row, column))
