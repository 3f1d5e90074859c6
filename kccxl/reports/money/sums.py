"""Which lines a total is the sum of: its section, all of them, or the sub totals; by what adds up, then by place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kccxl.reports.money.line import LineKind, MoneyLine
from kccxl.reports.money.line_checks import is_nothing
from kccxl.rules.casting import Cast, Verdict, cast
from kccxl.rules.exact import exact_sum
from kccxl.tables.cells import Figure
from kccxl.tables.problems import ProblemLog

_HAIR = Decimal("0.01")
_OF_ALL = re.compile(r"grand|overall|all\b", re.IGNORECASE)


def cast_figures(addends: Sequence[Figure], printed: Figure) -> Cast:
    """Cast known figures; a whole number of pounds or posts is not rounded."""
    found = cast(
        [figure.exact for figure in addends],
        printed.exact,
        decimals=[_places(figure) for figure in addends],
        printed_decimals=_places(printed),
    )
    return without_noise(found)


def without_noise(found: Cast) -> Cast:
    """Return a cast in pounds that agrees where it is out by no more than binary leaves of a sum.

    >>> without_noise(cast([Decimal("0.1")], Decimal("0.100000015"), decimals=None)).verdict.value
    'agrees'
    """
    return found.agreed if found.difference and is_nothing(found.difference) else found


def addends_of(lines: Sequence[MoneyLine], place: int, names: Sequence[str]) -> list[MoneyLine]:
    """Return the lines the total at ``place`` is the sum of; of several ways the one that most columns bear out."""
    total = lines[place]
    if total.heads:
        return [
            line for line in lines[place + 1 :] if line.row in total.parts and line.kind is not LineKind.GROUP
        ]
    ways = list(_ways(lines, place))
    if _OF_ALL.match(total.label):
        ways.reverse()
    found = min(ways, key=lambda way: _misfit(way, total, names), default=[])
    return list(found)


def column_cast(addends: Sequence[MoneyLine], total: MoneyLine, name: str) -> Cast | None:
    """Cast one column of a total; None where it, or every addend, is blank."""
    figures = [line.amount(name) for line in addends if line.amount(name).known]
    if not figures or not total.amount(name).known:
        return None
    return cast_figures(figures, total.amount(name))


def adds_up(addends: Sequence[MoneyLine], total: MoneyLine, names: Sequence[str]) -> bool:
    """Whether all columns of a total add up, at least one of them to more than zero."""
    casts = [each for name in names if (each := column_cast(addends, total, name))]
    return any(each.printed for each in casts) and all(each.verdict is not Verdict.DIFFERS for each in casts)


def is_unnamed_total(lines: Sequence[MoneyLine], line: MoneyLine, names: Sequence[str]) -> bool:
    """Whether a line is the sum of two items or more above it, in every column it has."""
    addends = addends_of([*lines, line], len(lines), names)
    return len(addends) > 1 and adds_up(addends, line, names)


def bears_out(addends: Sequence[MoneyLine], total: MoneyLine, names: Sequence[str], least: int = 2) -> bool:
    """Whether figures alone show that a line is the sum of others: all columns agree, one of them but for a hair.

    Args:
        addends: the others.
        total: the line.
        names: of the columns.
        least: how many figures other than nought it must hold: one alone may agree by chance.

    """
    casts = [each for name in names if (each := column_cast(addends, total, name))]
    told = [each for each in casts if each.printed]
    if len(told) < least or any(each.verdict is Verdict.DIFFERS for each in casts):
        return False
    blank = any(total.amount(name).value and not _any_known(addends, name) for name in names)
    return not blank and any(each.difference.copy_abs() <= each.printed.copy_abs() * _HAIR for each in told)


def _any_known(lines: Sequence[MoneyLine], name: str) -> bool:
    return any(line.amount(name).known for line in lines)


def _ways(lines: Sequence[MoneyLine], place: int) -> Iterator[list[MoneyLine]]:
    """Items since each total or group row above, nearest first; totals alone; whole groups; items beneath a heading."""
    above = lines[:place]
    starts = [0, *(n + 1 for n, line in enumerate(above) if line.kind is not LineKind.ITEM)]
    for start in reversed(starts):
        items = [line for line in above[start:] if line.kind is LineKind.ITEM]
        if items:
            yield items
    totals = [n for n, line in enumerate(above) if line.kind is LineKind.TOTAL]
    if totals:
        loose = [line for line in above[totals[-1] + 1 :] if line.kind is LineKind.ITEM]
        yield [*(above[n] for n in totals), *loose]
    parts = {row for line in above for row in line.parts}
    if parts:
        yield [line for line in above if (line.heads or line.kind is LineKind.ITEM) and line.row not in parts]
    beneath = beneath_line(lines, place)
    if beneath:
        yield beneath


def beneath_line(lines: Sequence[MoneyLine], place: int) -> list[MoneyLine]:
    """Return the items right beneath a line, up to the next total or group row."""
    found: list[MoneyLine] = []
    for line in lines[place + 1 :]:
        if line.kind is not LineKind.ITEM:
            break
        found.append(line)
    return found


def _misfit(way: Sequence[MoneyLine], total: MoneyLine, names: Sequence[str]) -> tuple[int, Decimal]:
    casts = [each for name in names if (each := column_cast(way, total, name))]
    wrong = [each for each in casts if each.verdict is Verdict.DIFFERS]
    blank = sum(total.amount(name).known and bool(total.amount(name).value) for name in names) - sum(
        bool(each.printed) for each in casts
    )
    return len(wrong) + max(blank, 0), exact_sum(each.difference.copy_abs() for each in casts)


def report_unnamed(line: MoneyLine, log: ProblemLog) -> None:
    """Warn that a line was taken for a total because of its figures."""
    log.warn(
        "total-unnamed",
        next(iter(line.cells.values()), ""),
        f"“{line.label}”, whose figures are the sums of the lines above"
        if line.label
        else "sums without a name",
        "a total that is called one",
        "It was read as a total. Write “Total” before its name; if it is none, correct its figures.",
    )


def _places(figure: Figure) -> int | None:
    return None if figure.decimals == 0 and not figure.scale else figure.decimals
