"""Captions of budgets and variances that no table is known by: named, so that nobody looks for indicators instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kccxl.tables.accounting import read_amount
from kccxl.tables.cells import plain_text
from kccxl.tables.grid import Grid, cell_name
from kccxl.tables.problems import ProblemLog
from kccxl.tables.spec import caption

_BUDGET = re.compile(r"\bbudgets?\b|cash limit", re.IGNORECASE)
_VARIANCE = re.compile(
    r"varian|over ?-?spen|under ?-?spen|surplus|deficit|adverse|favourable|\badv\b|\bfav\b|outturn|forecast",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"\b(?:projects?|schemes?|savings?|cost cent(?:re|er)s?)\b", re.IGNORECASE)
_OF_INDICATORS = frozenset(
    {"target", "ref", "indicator", "indicator description", "floor standard", "rag scheme"}
)
_ROWS, _LEAST, _LONGEST = 200, 3, 60


def find_unnamed(grids: Sequence[Grid]) -> Iterator[tuple[Grid, int, int]]:
    """Yield sheet, row and column of a caption of variances in a row of captions with a budget, above a figure."""
    visible = [grid for grid in grids if grid.visible]
    for grid in visible if not any(map(_is_of_indicators, visible)) else ():
        for row in range(min(grid.height, _ROWS)):
            column = _caption_in(grid, row)
            if column is not None:
                yield grid, row, column
                break


def _is_of_indicators(grid: Grid) -> bool:
    """Whether a sheet speaks of indicators, so that its tables are missed by the performance report."""
    rows = (grid.rows[row] for row in range(min(grid.height, _ROWS)))
    return any(isinstance(value, str) and caption(value) in _OF_INDICATORS for row in rows for value in row)


def _caption_in(grid: Grid, row: int) -> int | None:
    texts = {at: plain_text(grid.at(row, at)) for at in range(len(grid.rows[row]))}
    captions = {at: text for at, text in texts.items() if text}
    plain = all(len(text) <= _LONGEST and not read_amount(text).known for text in captions.values())
    if len(captions) < _LEAST or not plain or not any(map(_BUDGET.search, captions.values())):
        return None
    if any(map(_OF_OTHERS.search, captions.values())):
        return None
    found = [at for at, text in captions.items() if _VARIANCE.search(text) and not _BUDGET.search(text)]
    below = range(row + 1, min(grid.height, row + 1 + _LEAST))
    return next((at for at in found if any(read_amount(grid.at(each, at)).known for each in below)), None)


def report_unnamed(grids: Sequence[Grid], log: ProblemLog) -> None:
    """Report them, by the cell of the caption."""
    for grid, row, column in find_unnamed(grids):
        text = plain_text(grid.at(row, column))
        log.error(
            "missing-column",
            f"{grid.sheet}!{cell_name(row, column)}",
            f"“{text}” in a row of captions with a budget, which make no table that is known",
            "the captions Heading, Net budget, and Net forecast variance or Forecast outturn",
            "If this is a monitoring table, give its columns these captions; a variance to date is not the forecast.",
        )
