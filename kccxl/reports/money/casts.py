"""Cast the tables of a report, and say of each total that does not add up which cell to mend.

Domain rule "Directorate budget": a difference within what rounding can explain is a note, one beyond it an
error. A paper that stands as published may keep its slip, marked: the setting “Accept totals as printed”.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.casting import Verdict
from kccxl.tables.finder import Found
from kccxl.tables.problems import ProblemLog, Severity
from kccxl.tables.totals import Casting, find_castings

_MOST_ADDENDS = 12


def castings_in(tables: Iterable[Found]) -> list[Casting]:
    """Find and re-add every total row and total column of these tables."""
    return [
        casting
        for table in tables
        for casting in find_castings(table.grid)
        if table.header_bottom < casting.row < table.bottom and table.left <= casting.column <= table.right
    ]


def report_casts(castings: Iterable[Casting], settings: MoneySettings, log: ProblemLog) -> None:
    """Report each total that does not add up, with the cells that were added."""
    for casting in castings:
        if casting.cast.verdict is Verdict.ROUNDING:
            _report(
                casting,
                "total-rounding",
                Severity.NOTE,
                log,
                "Nothing, if each figure is rounded on its own.",
            )
        elif casting.cast.verdict is Verdict.DIFFERS and settings.accept_totals:
            mend = "It was accepted as printed, by the settings, and is printed as it stands."
            _report(casting, "total-differs", Severity.WARNING, log, mend)
        elif casting.cast.verdict is Verdict.DIFFERS:
            mend = (
                "Correct the total or one of these cells; if the paper must stand as it was published, "
                "set “Accept totals as printed” to Yes in the settings."
            )
            _report(casting, "total-differs", Severity.ERROR, log, mend)


def _report(casting: Casting, code: str, severity: Severity, log: ProblemLog, mend: str) -> None:
    cast = casting.cast
    way = "too high" if cast.difference > 0 else "too low"
    log.add(
        severity,
        code,
        f"{casting.sheet}!{casting.cell}",
        f"“{casting.label}” is {_figure(cast.printed)}, {_figure(cast.difference.copy_abs())} {way}",
        f"{_figure(cast.recomputed)}, the sum of {_cells(casting.addends)}",
        mend,
    )


def _figure(value: Decimal) -> str:
    """Print a figure as the sheet has it.

    >>> _figure(Decimal("46137.60")), _figure(Decimal("-0.6"))
    ('46,137.6', '-0.6')
    """
    plain = format(value.normalize(), "f")
    whole, point, places = plain.partition(".")
    return f"{int(whole):,}{point}{places}" if whole not in ("-0",) else plain


def _cells(addends: Sequence[str]) -> str:
    if len(addends) <= _MOST_ADDENDS:
        return ", ".join(addends)
    return f"{addends[0]} to {addends[-1]} ({len(addends)} cells)"
