"""Explain the cell an officer selected: how the ratings of its row came about, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import xlwings as xw

from kccxl.errors import UsageError
from kccxl.excel.dashboard import compute_in
from kccxl.excel.marks import mark_of
from kccxl.excel.messages import in_words
from kccxl.excel.session import Desk, Selection
from kccxl.refresh import Refreshed
from kccxl.tables.grid import Grid
from kccxl.tables.problems import Problem

_MOST_PROBLEMS = 3
_WIDEST = 60  # columns of a row that are looked through for its ref
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d*)(?::([A-Z]{1,3})([1-9]\d*))?")


def explain_in(desk: Desk) -> str:
    """Return what is to be said about the selected cell.

    Raises:
        UsageError: nothing is selected, or neither a rating nor a problem belongs to the cell.

    """
    where = Selection.of(desk.book)
    cell = where.cells.replace("$", "").partition(":")[0].partition(",")[0].upper()
    if not where.sheet or not _CELL.fullmatch(cell):
        raise UsageError(
            "No cell is selected. Click a cell of the row you want explained, and press the button again."
        )
    grids, done = compute_in(desk)
    said = [_about(problems) for problems in [_problems_at(done, where.sheet, cell)] if problems]
    said += _of_row(desk, done, grids, where.sheet, cell)
    if not said:
        raise UsageError(
            f"{where.sheet}!{cell} belongs to no row with a ref that kccxl knows, and no problem names it. "
            "Select a cell in the row of an indicator or a budget line, on the dashboard or on your own sheet, "
            "and press the button again."
        )
    return "\n\n".join(said)


def _of_row(desk: Desk, done: Refreshed, grids: Sequence[Grid], sheet: str, cell: str) -> list[str]:
    """What the reports of the sheet say about the first line that is named in the row, the selected cell first.

    A cell holds the whole name of a line, so one whose name merely contains its text is another line.
    """
    within = _reports_of(desk.book.sheets[sheet], done, grids)
    for ref in _texts(desk.book.sheets[sheet], cell):
        try:
            return [done.explain(ref, within, exact=True)]
        except UsageError:
            continue
    return []


def _reports_of(sheet: xw.Sheet, done: Refreshed, grids: Sequence[Grid]) -> list[str]:
    """The reports whose lines stand on a sheet: the one that printed it, or those that read it; none if unknown."""
    mark = mark_of(sheet)
    if mark is not None:
        printed = done.printed.get(mark.title)
        return [printed] if printed else []
    return [name for grid in grids if grid.sheet == sheet.name for name in done.reports_reading(grid)]


def _texts(sheet: xw.Sheet, cell: str) -> Iterator[str]:
    """The texts that may name a line: of the selected cell, of its row, and of names that take two rows."""
    chosen = sheet.range(cell)
    first = max(chosen.row - 1, 1)
    wide = sheet.range((first, 1), (chosen.row + 1, max(_WIDEST, chosen.column)))
    rows = wide.options(ndim=2, err_to_str=True).value
    here = chosen.row - first
    row = [rows[here][chosen.column - 1], *rows[here]]
    yield from filter(None, map(_named, row))
    yield from _joined(rows[here], rows[here + 1])
    if here:
        yield from _joined(rows[0], rows[here])


def _joined(upper: Sequence[object], lower: Sequence[object]) -> Iterator[str]:
    """The texts of two rows that stand one above the other, as one."""
    for pair in zip(map(_named, upper), map(_named, lower), strict=True):
        if all(pair):
            yield " ".join(pair)


def _named(value: object) -> str:
    return value.strip(" *†") if isinstance(value, str) else ""


def _problems_at(done: Refreshed, sheet: str, cell: str) -> list[Problem]:
    return [
        problem
        for problem in done.problems
        if problem.sheet.casefold() == sheet.casefold() and holds(problem.cell, cell)
    ]


def holds(area: str, cell: str) -> bool:
    """Whether an address names a cell or a rectangle it lies in.

    >>> holds("C7", "C7"), holds("B6:D9", "C7"), holds("B6:D9", "E7"), holds("", "C7")
    (True, True, False, False)
    """
    around, one = _CELL.fullmatch(area.replace("$", "").upper()), _CELL.fullmatch(cell)
    if around is None or one is None:
        return False
    column, row = _number(one[1]), int(one[2])
    columns = _number(around[1]), _number(around[3] or around[1])
    rows = int(around[2]), int(around[4] or around[2])
    return columns[0] <= column <= columns[1] and rows[0] <= row <= rows[1]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _about(problems: list[Problem]) -> str:
    more = len(problems) - _MOST_PROBLEMS
    parts = [
        f"{problem.severity.value.capitalize()} at {in_words(problem)}"
        for problem in problems[:_MOST_PROBLEMS]
    ]
    return "\n\n".join([*parts, *([f"And {more} more: press Check data."] if more > 0 else [])])
