"""Lay blocks of cells on a sheet: rows get the height their texts need, blocks stay together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from kccxl.sheets.measure import column_for, column_points, in_pieces, text_height
from kccxl.sheets.paging import Block, page_breaks, page_room
from kccxl.sheets.sheet import Cell, Chart, ColourRule, Page, Sheet, Span, Sparkline
from kccxl.sheets.styles import FIGURE_WORDS, Style

_LEAST_HEIGHT = 15.0


class Canvas:
    """A sheet in the making. ``row`` is the next free row; every method that lays a row moves it on.

    >>> canvas = Canvas("Notes", [10, 30])
    >>> canvas.lay([Cell("A1"), Cell("Vacant posts")])
    0
    >>> canvas.finish().cells[0, 1].content
    'Vacant posts'
    """

    def __init__(self, title: str, widths: Sequence[float]) -> None:
        self.title = title
        self.widths = list(widths)
        self.row = 0
        self.cells: dict[tuple[int, int], Cell] = {}
        self.heights: dict[int, float] = {}
        self.merges: list[Span] = []
        self.rules: list[ColourRule] = []
        self.charts: list[Chart] = []
        self.sparklines: list[Sparkline] = []
        self._blocks: list[Block] = []
        self._units: list[tuple[int, int]] | None = None

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.widths) - 1

    def lay(self, cells: Sequence[Cell | None], *, left: int = 0, least: float = _LEAST_HEIGHT) -> int:
        """Lay a row of cells and return its number; None leaves a cell free."""
        for column, cell in enumerate(cells, start=left):
            if cell is not None:
                self.cells[self.row, column] = cell
                self.need(self.row, self._height(cell, column, column))
        return self._done(least)

    def lay_merged(self, parts: Sequence[tuple[int, int, Cell]], *, least: float = _LEAST_HEIGHT) -> int:
        """Lay a row of cells, each across the columns from the first number to the second."""
        for left, right, cell in parts:
            self.merge(Span(self.row, left, self.row, right), cell)
        return self._done(least)

    def across(self, text: str, style: Style, *, least: float = _LEAST_HEIGHT) -> int:
        """Lay one text across the sheet."""
        return self.lay_merged([(0, self.last, Cell(text, style))], least=least)

    def paragraph(self, text: str, style: Style, *, lead: str = "", left: int = 0) -> int:
        """Lay a text of any length, each of its paragraphs in as many rows as it takes.

        ``lead`` opens the first in bold.
        """
        first = self.row
        parts = [part for part in text.splitlines() if part.strip()]
        for number, part in enumerate(parts or [""]):
            self._one_paragraph(part, style, "" if number else lead, left)
        return first

    def _one_paragraph(self, text: str, style: Style, lead: str, left: int) -> None:
        width = self.width(left, self.last)
        whole = f"{lead}{text}"
        measured = replace(style, bold=True) if len(lead) * 2 > len(whole) else style
        pieces = in_pieces(whole, width, measured)
        for number, piece in enumerate(pieces):
            runs = _runs(piece, lead, style) if not number else ()
            # what a row has to spare stands above the first piece, not between it and the next
            look = replace(style, valign="bottom") if not number and len(pieces) > 1 else style
            self.lay_merged([(left, self.last, Cell(piece, look, runs=runs))])

    def merge(self, span: Span, cell: Cell) -> None:
        """Put a cell over a span; the style of the first cell holds for all, as borders need it."""
        self.cells[span.top, span.left] = cell
        if (span.top, span.left) != (span.bottom, span.right):
            self.merges.append(span)
        rows = range(span.top, span.bottom + 1)
        for row in rows:
            self.need(row, self._height(cell, span.left, span.right) / len(rows))

    def need(self, row: int, height: float) -> None:
        """Make a row at least so high."""
        self.heights[row] = max(self.heights.get(row, 0), height)

    def gap(self, height: float = 9) -> None:
        """Leave an empty row."""
        self.heights[self.row] = height
        self.row += 1

    def width(self, left: int, right: int) -> float:
        """Return the width of columns together, in points."""
        return sum(map(column_points, self.widths[left : right + 1]))

    def colour(self, span: Span, styles: Mapping[str, Style]) -> None:
        """Colour the cells of a span by their word."""
        self.rules += [ColourRule(span, word, style) for word, style in styles.items()]

    @contextmanager
    def block(self) -> Iterator[None]:
        """Keep all rows laid inside on one page, if they fit."""
        top, self._units = self.row, []
        yield
        if self.row > top:
            self._blocks.append(Block(top, self.row - 1, tuple(self._units)))
        self._units = None

    @contextmanager
    def unit(self) -> Iterator[None]:
        """Within a block: rows that stay together also where the block is divided."""
        top = self.row
        yield
        if self.row > top:
            if self._units is None:
                self._blocks.append(Block(top, self.row - 1))
            else:
                self._units.append((top, self.row - 1))

    def finish(
        self, *, page: Page | None = None, frozen: tuple[int, int] | None = None, tab: str = ""
    ) -> Sheet:
        """Return the sheet."""
        page = page or Page()
        repeated = 0.0
        if page.repeat:
            repeated = sum(
                self.heights.get(row, _LEAST_HEIGHT) for row in range(page.repeat[0], page.repeat[1] + 1)
            )
        breaks = page_breaks(self._blocks, self.heights, page_room(self.widths, page), repeated)
        # gaps at the end would print as an empty page
        bottom = max((row for row, _ in self.cells), default=0)
        area = page.area or Span(0, 0, bottom, self.last)
        return Sheet(
            self.title,
            self.cells,
            dict(enumerate(self.widths)),
            self.heights,
            tuple(self.merges),
            tuple(self.rules),
            tuple(self.charts),
            tuple(self.sparklines),
            freeze=frozen,
            page=replace(
                page,
                breaks=tuple(sorted({*page.breaks, *breaks})),
                area=area,
            ),
            tab_colour=tab,
        )

    def _height(self, cell: Cell, left: int, right: int) -> float:
        if not isinstance(cell.content, str):
            return 0
        return text_height(cell.content, self.width(left, right), cell.style)

    def _done(self, least: float) -> int:
        self.need(self.row, least)
        self.row += 1
        return self.row - 1


def widest(least: float, texts: Sequence[str], style: Style = FIGURE_WORDS) -> float:
    """Return a column width that shows every one of these texts on one line, ``least`` at least.

    >>> widest(9, ["£123,456,789.00"]) > widest(9, ["5%"])
    True
    """
    return max([least, *(column_for(text, style) for text in texts)])


def _runs(text: str, lead: str, style: Style) -> tuple[tuple[str, Style], ...]:
    if not lead or not text.startswith(lead) or text == lead:
        return ()
    return (lead, replace(style, bold=True)), (text[len(lead) :], style)
