"""Explain the cell an officer selected: how the ratings of its row came about, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kccxl.errors import UsageError
from kccxl.excel.dashboard import compute_in
from kccxl.excel.messages import in_words
from kccxl.excel.session import Desk, Selection
from kccxl.refresh import Refreshed
from kccxl.tables.problems import Problem

_MOST_PROBLEMS = 3
_LONGEST_REF = 40
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
    done = compute_in(desk)
    said = [_about(problems) for problems in [_problems_at(done, where.sheet, cell)] if problems]
    said += _of_row(desk, done, where.sheet, cell)
    if not said:
        raise UsageError(
            f"{where.sheet}!{cell} belongs to no row with a ref that kccxl knows, and no problem names it. "
            "Select a cell in the row of an indicator or a budget line, on the dashboard or on your own sheet, "
            "and press the button again."
        )
    return "\n\n".join(said)


def _of_row(desk: Desk, done: Refreshed, sheet: str, cell: str) -> list[str]:
    """What the reports say about the first ref that stands in the row, the selected cell before the others."""
    for ref in _texts(desk, sheet, cell):
        try:
            return [done.explain(ref)]
        except UsageError:
            continue
    return []


def _texts(desk: Desk, sheet: str, cell: str) -> Iterator[str]:
    here = desk.book.sheets[sheet]
    chosen = here.range(cell)
    row = here.range((chosen.row, 1), (chosen.row, _WIDEST)).options(ndim=1, err_to_str=True).value
    for value in (chosen.value, *row):
        if isinstance(value, str) and 0 < len(ref := value.strip(" *†")) <= _LONGEST_REF:
            yield ref


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
