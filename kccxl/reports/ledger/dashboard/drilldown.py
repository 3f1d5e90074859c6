"""One sheet a division: each heading taken apart into its cost centres, and these into subjective groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from kccxl.reports.ledger.dashboard.columns import Columns
from kccxl.reports.ledger.dashboard.rules import lay_rules
from kccxl.reports.ledger.model import Entry, Results
from kccxl.reports.paper.frame import RAG_STYLES, Frame
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Link, Sheet, Span
from kccxl.sheets.styles import Palette, Style

_LABEL, _LINES = 40, 21
_GROUP = replace(styles.TEXT, indent=3, colour=Palette.GREY, wrap=False)
_LINES_STYLE = replace(styles.SMALL, wrap=False)


def lay_out(
    frame: Frame, title: str, back: str, results: Results, division: Entry, summary: Columns
) -> tuple[Sheet, list[Link]]:
    """Lay out a division; with the sheet come the places of its headings. ``back`` is the sheet they lead back to."""
    columns = summary.without_originals("Cost centre")
    positions = [division.position, *(centre.position for each in division.parts for centre in each.parts)]
    canvas = Canvas(title, [*columns.widths(positions, _LABEL), _LINES])
    rows = frame.begin(canvas, division.name or frame.title)
    to_back = Cell(
        f"Back to {back}", replace(styles.LINK, border=""), Link(back, "A1", tip="Go to the summary")
    )
    canvas.lay([to_back])
    canvas.gap(4)
    header = canvas.lay(_header(columns), least=31)
    links: list[Link] = []
    for heading in division.parts:
        links.append(Link(title, f"A{canvas.row + 1}", tip="Go to its cost centres"))
        _lay_heading(canvas, heading, columns)
    last = max(canvas.row - 1, header + 1)
    for column in columns.ratings:
        canvas.colour(Span(header + 1, column, last, column), RAG_STYLES)
    lay_rules(canvas, results, gross=columns.gross)
    return frame.end(canvas, (rows[0], header), tab=Palette.BAND), links


def _header(columns: Columns) -> list[Cell]:
    left, right = styles.TABLE_HEADER_LEFT, replace(styles.TABLE_HEADER_RIGHT, indent=1)
    cells = [
        Cell(text, left if not at else styles.TABLE_HEADER if at in columns.words else right)
        for at, text in enumerate(columns.captions)
    ]
    return [*cells, Cell("Ledger lines", styles.TABLE_HEADER_LEFT)]


def _lay_heading(canvas: Canvas, heading: Entry, columns: Columns) -> None:
    centres: Sequence[Entry] = heading.parts
    for number, centre in enumerate(centres):
        with canvas.unit():
            if not number:
                canvas.across(heading.name, styles.GROUP, least=20)
            _lay_centre(canvas, centre, columns)
            if number == len(centres) - 1:
                total = replace(heading, name=f"Total {heading.name}")
                canvas.lay([*columns.cells(total, total=True), _lines(heading, total=True)], least=20)


def _lay_centre(canvas: Canvas, centre: Entry, columns: Columns) -> None:
    canvas.lay([*columns.cells(centre), _lines(centre)], least=18)
    if len(centre.groups) < 2:
        return
    for group in centre.parts:
        label, *cells = columns.cells(group)
        cells = [Cell(cell.content, _grey(cell.style)) for cell in cells]
        if group.note:
            cells[0] = replace(cells[0], note=group.note)
        label = Cell(group.name, _GROUP)
        canvas.lay([label, *cells, Cell(None, styles.SMALL)], least=16)


@lru_cache(maxsize=64)
def _grey(style: Style) -> Style:
    return replace(style, colour=Palette.GREY)


def _lines(entry: Entry, *, total: bool = False) -> Cell:
    """Say which lines of the ledger an entry is made of, the cells in the note."""
    style = replace(_LINES_STYLE, bold=True, top_border=True) if total else _LINES_STYLE
    if entry.source is None:
        return Cell(None, style)
    first, last = (cell.rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for cell in
                   (entry.source.first, entry.source.last))  # fmt: skip
    rows = f"row {first}" if entry.source.count == 1 else f"rows {first}–{last}"
    return Cell(f"{entry.source.count:,}: {rows}", style)
