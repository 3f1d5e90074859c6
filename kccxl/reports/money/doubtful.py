"""Tables without a total of all lines, whose lines could be sums of others: kccxl asks, for either would be a guess."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kccxl.reports.money.groups import groups_above, groups_in
from kccxl.reports.money.line import LineKind, MoneyLine, cells_of
from kccxl.reports.money.sums import bears_out, column_cast
from kccxl.rules.casting import Verdict
from kccxl.tables.problems import ProblemLog

_MOST_NAMED = 12


def report_doubtful(lines: Sequence[MoneyLine], names: Sequence[str], log: ProblemLog) -> None:
    """Report lines of a table without a total of all lines that may sum up others, so that they would count twice.

    Two lines with the same figures are two lines, unless other groups show that the table prints groups so.
    """
    if _report_last(lines, names, log):
        return
    groups = _groups(lines, names)
    if any(len(parts) > 1 for parts in groups.values()):
        for at in sorted(groups):
            _report_group(lines[at], [lines[part] for part in groups[at]], "beneath", log)
        return
    for at, parts in groups_above(lines, names).items():
        _report_group(lines[at], [lines[part] for part in parts], "above", log)


def _groups(lines: Sequence[MoneyLine], names: Sequence[str]) -> dict[int, list[int]]:
    """The groups of a table; where two lines that are alike hide one of several parts, that one."""
    found = groups_in(lines, names)
    return (
        found
        if any(len(parts) > 1 for parts in found.values())
        else groups_in(lines, names, fewest=2) or found
    )


def _report_last(lines: Sequence[MoneyLine], names: Sequence[str], log: ProblemLog) -> bool:
    """Report a last line that sums up all others but in some columns, or in the only one it has."""
    figures = [line for line in lines if line.kind is not LineKind.GROUP]
    if len(figures) < 3 or figures[-1].kind is not LineKind.ITEM:
        return False
    groups = _groups(lines, names)
    within = {part for parts in groups.values() for part in parts}
    tops = [line for at, line in enumerate(lines) if line.kind is LineKind.ITEM and at not in within]
    items = [line for line in figures if line.kind is LineKind.ITEM]
    for way in (items[:-1], tops[:-1]):
        if len(way) > 1 and _may_sum_up(way, figures[-1], names):
            _report_total(way, figures[-1], names, log)
            return True
    return False


def _may_sum_up(way: Sequence[MoneyLine], line: MoneyLine, names: Sequence[str]) -> bool:
    """Whether a line is the sum of others in every figure, in half of them, or in one that is among its largest."""
    if bears_out(way, line, names, least=1):
        return True
    casts = [each for name in names if (each := column_cast(way, line, name)) and each.printed]
    right = [each for each in casts if each.verdict is Verdict.AGREES]
    largest = max((abs(each.printed) for each in casts), default=Decimal(0))
    return bool(right) and (
        len(casts) <= 2 * len(right) or any(2 * abs(each.printed) >= largest for each in right)
    )


def _report_total(way: Sequence[MoneyLine], line: MoneyLine, names: Sequence[str], log: ProblemLog) -> None:
    casts = {name: each for name in names if (each := column_cast(way, line, name))}
    right = [name for name, each in casts.items() if each.printed and each.verdict is Verdict.AGREES]
    wrong = [name for name, each in casts.items() if each.verdict is Verdict.DIFFERS]
    but = f", but not in {_cells(line, wrong)}" if wrong else ""
    log.error(
        "total-doubtful",
        next(iter(line.cells.values()), ""),
        f"“{line.label}”, which is the sum of the lines above in {_cells(line, right)}{but}",
        "a last line that is called a total, or one that is none",
        f"If it is the total, {f'correct {_cells(line, wrong)} and ' if wrong else ''}name it “Total”; "
        "if it is a line of its own, write a row “Total” beneath it.",
    )


def _cells(line: MoneyLine, names: Sequence[str]) -> str:
    return ", ".join(line.cells[name].rpartition("!")[2] for name in names if name in line.cells)


def _report_group(line: MoneyLine, parts: Sequence[MoneyLine], where: str, log: ProblemLog) -> None:
    named = [f"“{part.label}” ({cells_of(part)})" for part in parts[:_MOST_NAMED]]
    more = [f"{len(parts) - _MOST_NAMED} more"] if len(parts) > _MOST_NAMED else []
    log.error(
        "group-or-line",
        next(iter(line.cells.values()), ""),
        f"“{line.label}” ({cells_of(line)}), the sum of {'; '.join([*named, *more])} {where} it, in a table "
        "without a total that says whether it counts",
        "a last row “Total”",
        "Write a row “Total” beneath all lines, or name the last row so; or, if this line is a group, delete its "
        "figures and keep its name.",
    )
