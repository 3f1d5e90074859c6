"""Ranges of which several cells make one answer: a series of results, the thresholds of a year, lines of a total."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kccxl.errors import WorkbookError
from kccxl.excel.cells import Amount
from kccxl.excel.declaring import Fault, Gather
from kccxl.excel.shapes import Block, size


def one_series_a_row(*names: str) -> Gather:
    """Return what turns the blocks of these arguments into a column of series.

    Each row of a range is one series; a range of a single column is one series from top to bottom.
    """

    def gather(blocks: dict[str, Block[Any]]) -> dict[str, Block[Any]]:
        return {name: _series(block) if name in names else block for name, block in blocks.items()}

    return gather


def lines_of_totals(lines: str, total: str) -> Gather:
    """Return what gives each total its lines: one total takes all, a column of totals its rows, a row its columns."""

    def gather(blocks: dict[str, Block[Any]]) -> dict[str, Block[Any]]:
        block, totals = blocks[lines], size(blocks[total])
        rows, columns = size(block)
        gathered: Block[Any]
        if totals == (1, 1):
            gathered = [[_whole([cell for row in block for cell in row])]]
        elif totals == (rows, 1):
            gathered = [[_whole(row)] for row in block]
        elif totals == (1, columns):
            gathered = [[_whole(column) for column in zip(*block, strict=True)]]
        else:
            raise WorkbookError(
                f"{total}: give one total, or one for each of the {rows} rows or {columns} columns of {lines}."
            )
        return {**blocks, lines: gathered}

    return gather


def _series(block: Block[Any]) -> Block[Any]:
    if size(block)[1] == 1:
        return [[_whole([row[0] for row in block])]]
    return [[_whole(row)] for row in block]


def _whole(cells: Sequence[Amount | Fault]) -> tuple[Amount, ...] | Fault:
    """Return cells as one item; one that cannot be read speaks for all."""
    for place, cell in enumerate(cells, start=1):
        if isinstance(cell, Fault):
            return Fault(f"{cell.text} (cell {place} of the {len(cells)} taken together)")
    return tuple(cell for cell in cells if isinstance(cell, Amount))
