"""Lay a table of money: captions, group rows, lines and totals, in parts that fit a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kccxl.reports.money.lines import LineKind
from kccxl.reports.paper.frame import RAG_STYLES
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Span


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row to lay: its cells, and what kind of line it is. A group row needs its first cell only."""

    kind: LineKind
    cells: Sequence[Cell | None]


@dataclass(frozen=True, slots=True)
class Laid:
    """Where a table came to stand: its header row and the row of each line, in order."""

    header: int
    rows: Sequence[int]


def lay_table(
    canvas: Canvas, captions: Sequence[str], rows: Sequence[TableRow], *, words: Sequence[int] = ()
) -> Laid:
    """Lay a table over the width of the canvas, first column to the left, figures to the right.

    Args:
        canvas: where to.
        captions: one a column.
        rows: group rows are laid across; a total is ruled off by the styles of its cells.
        words: columns of words (Adverse, RAG), whose captions are centred.

    """
    header = canvas.lay([_caption(text, number, words) for number, text in enumerate(captions)], least=31)
    first, placed = canvas.row, list[int]()
    for unit in _units(rows):
        with canvas.unit():
            placed += [_lay(canvas, row) for row in unit]
    last = max(canvas.row - 1, first)
    for column in words:
        canvas.colour(Span(first, column, last, column), RAG_STYLES)
    return Laid(header, placed)


def _units(rows: Sequence[TableRow]) -> list[list[TableRow]]:
    """Return rows that stay on one page: a group row with its first line, a total with the line above it."""
    units: list[list[TableRow]] = []
    for row in rows:
        above = units[-1][-1].kind if units else None
        if above is LineKind.GROUP or (units and row.kind is LineKind.TOTAL):
            units[-1].append(row)
        else:
            units.append([row])
    return units


def _lay(canvas: Canvas, row: TableRow) -> int:
    if row.kind is LineKind.GROUP:
        label = row.cells[0]
        return canvas.across(str(label.content) if label else "", styles.GROUP, least=20)
    return canvas.lay(row.cells, least=20 if row.kind is LineKind.TOTAL else 18)


def _caption(text: str, number: int, words: Sequence[int]) -> Cell:
    if not number:
        return Cell(text, styles.TABLE_HEADER_LEFT)
    return Cell(
        text, styles.TABLE_HEADER if number in words else replace(styles.TABLE_HEADER_RIGHT, indent=1)
    )
