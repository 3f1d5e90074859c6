"""Which lines a total is the sum of: its section, all of them, or the sub totals; by what adds up, then by place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kccxl.reports.money.line import LineKind, MoneyLine
from kccxl.reports.money.line_checks import is_nothing
from kccxl.rules.casting import Cast, Verdict, cast
from kccxl.rules.exact import exact_sum
from kccxl.tables.cells import Figure
from kccxl.tables.problems import ProblemLog

_OF_ALL = re.compile(r"grand|overall|all\b", re.IGNORECASE)
_NET = re.compile(r"net\b", re.IGNORECASE)


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


def settle_kinds(lines: Sequence[MoneyLine], names: Sequence[str], log: ProblemLog) -> list[MoneyLine]:
    """Tell totals from items where their names do not: only what figures bear out is changed.

    A group may bear the sum of its parts, and a service may be called Total Facilities Management. A last line
    without the name of a total that is the sum of all above is one; so is Net Cost of Services beneath sub totals.
    """
    return _with_net(_with_last_borne_out(lines, names, log), names, log)


def _with_last_borne_out(
    lines: Sequence[MoneyLine], names: Sequence[str], log: ProblemLog
) -> list[MoneyLine]:
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].kind is LineKind.TOTAL), None)
    if last is None:
        return _with_last(lines, names, log)
    if adds_up(addends_of(lines, last, names), lines[last], names):
        return list(lines)
    for settled in (_items_named_total(lines, last), _with_headings(lines, names)):
        if adds_up(addends_of(settled, last, names), settled[last], names):
            return settled
    return list(lines)


def is_unnamed_total(lines: Sequence[MoneyLine], line: MoneyLine, names: Sequence[str]) -> bool:
    """Whether a line is the sum of two items or more above it, in every column it has."""
    addends = addends_of([*lines, line], len(lines), names)
    return len(addends) > 1 and adds_up(addends, line, names)


def _mostly_adds_up(lines: Sequence[MoneyLine], line: MoneyLine, names: Sequence[str]) -> bool:
    """Whether a line is the sum of two items or more above it in most of its columns: one may hold a slip."""
    addends = addends_of([*lines, line], len(lines), names)
    casts = [each for name in names if (each := column_cast(addends, line, name)) and each.printed]
    right = sum(each.verdict is not Verdict.DIFFERS for each in casts)
    return len(addends) > 1 and right > 0 and 2 * right >= len(casts)


def _ways(lines: Sequence[MoneyLine], place: int) -> Iterator[list[MoneyLine]]:
    """Items since each total or group row above, nearest first; totals alone; and items beneath a heading."""
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
    beneath = _beneath(lines, place)
    if beneath:
        yield beneath


def _beneath(lines: Sequence[MoneyLine], place: int) -> list[MoneyLine]:
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


def _items_named_total(lines: Sequence[MoneyLine], last: int) -> list[MoneyLine]:
    """Take lines above the last total that nothing above adds up to as items, whatever they are called."""
    return [
        replace(line, kind=LineKind.ITEM)
        if line.kind is LineKind.TOTAL and n < last and not adds_up(addends_of(lines, n, _names(line)), line, _names(line))
        else line
        for n, line in enumerate(lines)
    ]  # fmt: skip


def _with_headings(lines: Sequence[MoneyLine], names: Sequence[str]) -> list[MoneyLine]:
    """Take lines that are the sum of those right beneath them as totals, with these as their group."""
    found = list(lines)
    place = 0
    while place < len(found):
        parts = _parts(found, place, names)
        if parts:
            heading = found[place]
            found[place] = replace(heading, kind=LineKind.TOTAL, heads=True)
            for n in range(place + 1, place + 1 + parts):
                found[n] = replace(found[n], group=heading.label)
        place += 1 + parts
    return found


def _parts(lines: Sequence[MoneyLine], place: int, names: Sequence[str]) -> int:
    """How many items right beneath one add up to it; 0 for none."""
    if lines[place].kind is not LineKind.ITEM:
        return 0
    beneath = _beneath(lines, place)
    counts = range(1, len(beneath) + 1)
    return next((n for n in counts if adds_up(beneath[:n], lines[place], names)), 0)


def _with_last(lines: Sequence[MoneyLine], names: Sequence[str], log: ProblemLog) -> list[MoneyLine]:
    if not lines or lines[-1].kind is not LineKind.ITEM or len(names) < 2:
        return list(lines)
    line = lines[-1]
    if not is_unnamed_total(lines[:-1], line, names):
        return list(lines)
    report_unnamed(line, log)
    return [*lines[:-1], replace(line, kind=LineKind.TOTAL)]


def _with_net(lines: Sequence[MoneyLine], names: Sequence[str], log: ProblemLog) -> list[MoneyLine]:
    """Take lines right beneath a total, and those called Net ..., that are the sum of the lines above as totals."""
    found = list(lines)
    for place, line in enumerate(lines):
        if line.kind is not LineKind.ITEM or not place:
            continue
        above = found[place - 1]
        beneath_total = above.kind is LineKind.TOTAL and not above.heads
        if (_NET.match(line.label) or beneath_total) and _mostly_adds_up(found[:place], line, names):
            report_unnamed(line, log)
            found[place] = replace(line, kind=LineKind.TOTAL)
    return found


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


def _names(line: MoneyLine) -> list[str]:
    return list(line.amounts)


def _places(figure: Figure) -> int | None:
    return None if figure.decimals == 0 and not figure.scale else figure.decimals
