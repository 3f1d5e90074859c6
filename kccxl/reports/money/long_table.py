"""Lay a table of money that may be longer than a page: its captions stand at the head of each part."""

from __future__ import annotations

from collections.abc import Sequence

from kccxl.reports.money.line import LineKind
from kccxl.reports.money.table import TableRow, lay_table
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.paging import page_room
from kccxl.sheets.sheet import Page


def lay_long_table(
    canvas: Canvas,
    captions: Sequence[str],
    rows: Sequence[TableRow],
    *,
    words: Sequence[int] = (),
    repeated: float = 0,
) -> None:
    """Lay a table as :func:`kccxl.reports.money.table.lay_table` does, in parts that each fit a page.

    Args:
        canvas: where to; the first part fills up its page if nothing but the head of the sheet stands above.
        captions: one a column.
        rows: of the table.
        words: columns of words.
        repeated: points that the rows repeated at the head of every page take.

    """
    room = page_room(canvas.widths, Page())
    used = sum(canvas.heights.values())
    left = room - used if used < room else room - repeated
    heights = _heights(canvas, captions, rows, words)
    for part in parts_of(rows, heights, left, room - repeated):
        with canvas.block():
            lay_table(canvas, captions, part, words=words)


def _heights(
    canvas: Canvas, captions: Sequence[str], rows: Sequence[TableRow], words: Sequence[int]
) -> list[float]:
    """Return the height of the captions and of each row, found by laying them where nobody looks."""
    trial = Canvas("", canvas.widths)
    laid = lay_table(trial, captions, rows, words=words)
    return [trial.heights[row] for row in (laid.header, *laid.rows)]


def parts_of(
    rows: Sequence[TableRow], heights: Sequence[float], first: float, others: float
) -> list[list[TableRow]]:
    """Divide rows into parts that fit; no part ends with a group row or begins with a total.

    Args:
        rows: of the table.
        heights: of its captions and of each row.
        first: the room of the first part, in points.
        others: the room of every other one.

    >>> rows = [TableRow(LineKind(kind), []) for kind in ("item", "item", "group", "item", "total")]
    >>> [len(part) for part in parts_of(rows, [10] * 6, 40, 40)]
    [2, 3]
    """
    parts: list[list[TableRow]] = [[]]
    left = first - heights[0]
    for row, height in zip(rows, heights[1:], strict=True):
        if height > left and parts[-1]:
            moved = _moved(parts[-1], row)
            parts.append(moved)
            left = others - heights[0] - height * len(moved)
        parts[-1].append(row)
        left -= height
    return [part for part in parts if part]


def _moved(part: list[TableRow], row: TableRow) -> list[TableRow]:
    """Take from the end of a part what must stand with the row that begins the next."""
    moved: list[TableRow] = []
    while len(part) > 1 and (part[-1].kind is LineKind.GROUP or (row.kind is LineKind.TOTAL and not moved)):
        moved.insert(0, part.pop())
    return moved
