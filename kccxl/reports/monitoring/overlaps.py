"""Find tables whose lines another table counts already: a summary of directorates beside a sheet for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from kccxl.reports.monitoring.headings import heading_key
from kccxl.reports.monitoring.model import Line, Table
from kccxl.tables.problems import ProblemLog


def report_overlaps(tables: Sequence[Table], log: ProblemLog) -> None:
    """Report each table whose total is a line, or the total, of another one: together they would count twice."""
    for detail, line in _overlaps(tables):
        items = detail.items
        log.error(
            "counted-twice",
            line.cells["heading"],
            f"“{line.heading}”, to which {_cell(items[0])} to {_cell(items[-1])} add up as well",
            "each budget once in all monitoring tables together",
            "Keep the summary and what it sums up in workbooks of their own, or clear the figures of one of them.",
        )


def _overlaps(tables: Sequence[Table]) -> Iterator[tuple[Table, Line]]:
    """Yield tables with the line of another table that sums them up."""
    for (at, detail), (other_at, other) in permutations(enumerate(tables), 2):
        if not detail.items:
            continue
        for line in other.items:
            if _same(detail.total, line, named=_named_alike(detail, line)):
                yield detail, line
        if (
            at > other_at
            and other.has_total
            and other.items
            and _same(detail.total, other.total, named=False)
        ):
            yield detail, other.total


def _named_alike(detail: Table, line: Line) -> bool:
    return heading_key(line.heading) in {heading_key(detail.sheet), heading_key(detail.total.heading)}


def _same(one: Line, other: Line, *, named: bool) -> bool:
    """Whether two lines hold the same figures; without a variance to tell them apart, only names make that sure."""
    budgets = one.amounts.net_budget, other.amounts.net_budget
    variances = one.amounts.revised, other.amounts.revised
    if None in (*budgets, *variances) or not budgets[0]:
        return False
    return budgets[0] == budgets[1] and variances[0] == variances[1] and (named or bool(variances[0]))


def _cell(line: Line) -> str:
    return line.cells["heading"]
