"""Doubt rephasing that has the other sign than the variance it is a part of: slippage is often typed without a minus.

Where only rephasing is typed, the real variance is what it leaves. Slippage of 700 typed as +700 beside a variance
of -500 would leave an underspend of 1,200, Green, where there is an overspend of 200.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kccxl.reports.capital.read import Source
from kccxl.reports.capital.splits import Typed, later_years, settle
from kccxl.reports.money.line import LineKind
from kccxl.reports.money.settings import MoneySettings
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog

_ENOUGH = 2


def check_rephasing(source: Source, settings: MoneySettings, log: ProblemLog) -> None:
    """Report a column of rephasing whose figures bring spending forward in projects that spend less.

    One such project is enough in a column of slippage, which is spending that moves to later years. A real
    variance beside it tells all, and is checked on its own.
    """
    if "rephasing" not in source.table.columns:
        return
    pairs = list(_pairs(source, settings))
    against = sum(rephasing > 0 > variance for rephasing, variance in pairs)
    caption = source.table.captions["rephasing"]
    enough = 1 if "slip" in caption.casefold() else _ENOUGH
    if against < enough or any(rephasing < 0 for rephasing, _ in pairs):
        return
    column = source.table.columns["rephasing"]
    log.error(
        "rephasing-sign",
        f"{source.table.grid.sheet}!{cell_name(source.table.header_bottom, column)}",
        f"“{caption}”, which brings spending forward in {against} project{'s' * (against > 1)} that spend"
        f"{'s' * (against == 1)} less than the budget",
        f"a {later_years(settings)} figure where spending moves to later years, like the variance",
        "Turn the signs of the column round; or, if they are right, add a column “Real variance”.",
    )


def _pairs(source: Source, settings: MoneySettings) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield rephasing and variance, + for more spending, of each project whose real variance is not typed."""
    for line in source.lines:
        typed = Typed(line.label, line.amounts, settings)
        rephasing, variance = typed.amount("rephasing"), settle(typed.amounts).variance
        if line.kind is LineKind.ITEM and typed.amount("real") is None and rephasing and variance is not None:
            yield rephasing, variance
