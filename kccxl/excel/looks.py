"""Give the cells of a sheet their looks: each property to as many equal cells at a time as Excel takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import xlwings as xw

from kccxl.excel import native
from kccxl.excel.runs import addresses, grouped, rectangles
from kccxl.sheets.sheet import Cell, Sheet, Span
from kccxl.sheets.styles import Style
from kccxl.tables.grid import Position

_VERTICAL = {"vcenter": "center", "middle": "center"}
_EDGES = ("edge_top", "edge_bottom", "edge_left", "edge_right")


class Looks:
    """Writes styles, property by property. ``lacking`` gathers what this Excel or engine cannot show."""

    def __init__(self, target: xw.Sheet, styles: Mapping[Position, Style]) -> None:
        self.target, self.styles = target, styles
        self.api = native.native(target)
        self.lacking: set[str] = set()

    def put(self) -> None:
        """Write everything."""
        for value_of, write in _PROPERTIES:
            self._spread({place: value_of(style) for place, style in self.styles.items()}, write)
        self._each(self._chosen(lambda style: style.fill and f"#{style.fill}"), _set("color"))
        self._indent(self._chosen(lambda style: style.indent))
        self._thin_borders()
        self._top_borders()
        if self.api is not None:
            self._natively(lambda style: style.underline, native.underline)
            self._natively(lambda style: not style.locked, native.unlock)
        elif any(style.underline for style in self.styles.values()):
            self.lacking.add("underlined links")

    def together(self, spans: Iterable[Span]) -> list[str]:
        """Return addresses of rectangles; Excel itself takes several in one."""
        return addresses(spans, together=self.api is not None)

    def _chosen(self, value_of: Callable[[Style], Any]) -> dict[Position, Any]:
        return {place: value for place, style in self.styles.items() if (value := value_of(style))}

    def _spread(self, values: dict[Position, Any], write: Callable[[xw.Range, Any], None]) -> None:
        """Give all cells at once what most have, then each other value to its cells."""
        if not values:
            return
        usual, _ = Counter(values.values()).most_common(1)[0]
        bottom, right = max(row for row, _ in values), max(column for _, column in values)
        write(self.target.range((1, 1), (bottom + 1, right + 1)), usual)
        self._each({place: value for place, value in values.items() if value != usual}, write)

    def _each(self, values: dict[Position, Any], write: Callable[[xw.Range, Any], None]) -> None:
        for value, spans in grouped(values).items():
            for name in self.together(spans):
                write(self.target.range(name), value)

    def _natively(self, holds: Callable[[Style], bool], write: Callable[[Any, str], None]) -> None:
        for name in self.together(rectangles(place for place, style in self.styles.items() if holds(style))):
            write(self.api, name)

    def _indent(self, levels: dict[Position, int]) -> None:
        """Indent; what xlwings has for it, its engine for Excel itself lacks."""
        for level, spans in grouped(levels).items():
            for name in self.together(spans):
                if self.api is not None:
                    native.indent(self.api, name, level)
                else:
                    self.target.range(name).adjust_indent(level)

    def _thin_borders(self) -> None:
        """Draw thin lines around cells; Excel refuses inner lines of a range that has none."""
        for colour, spans in grouped(self._chosen(lambda style: style.border)).items():
            for wide, high in ((False, False), (False, True), (True, False), (True, True)):
                alike = [
                    span
                    for span in spans
                    if (span.right > span.left) is wide and (span.bottom > span.top) is high
                ]
                inner = ["inside_vertical"] * wide + ["inside_horizontal"] * high
                for name in self.together(alike):
                    borders = self.target.range(name).borders
                    borders.set([*_EDGES, *inner], line_style="continuous", weight="thin", color=f"#{colour}")

    def _top_borders(self) -> None:
        """Draw a heavy line over each row; the edge of rows that lie together would be that of the first alone."""
        for colour, spans in grouped(self._chosen(lambda style: style.top_border and style.colour)).items():
            tallest = max(span.bottom - span.top for span in spans)
            for down in range(tallest + 1):
                rows = [
                    replace(span, top=span.top + down, bottom=span.top + down)
                    for span in spans
                    if span.top + down <= span.bottom
                ]
                for name in self.together(rows):
                    borders = self.target.range(name).borders
                    borders.set("edge_top", line_style="continuous", weight="medium", color=f"#{colour}")


def styles_of(sheet: Sheet) -> dict[Position, Style]:
    """Return the style of each cell; all cells of a merged area have that of its first, as borders need it."""
    found = {place: cell.style for place, cell in sheet.cells.items()}
    for span in sheet.merges:
        style = sheet.cells.get((span.top, span.left), Cell()).style
        for row in range(span.top, span.bottom + 1):
            found |= dict.fromkeys(((row, column) for column in range(span.left, span.right + 1)), style)
    return found


def _font(attribute: str) -> Callable[[xw.Range, Any], None]:
    return lambda cells, value: setattr(cells.font, attribute, value)


def _set(attribute: str) -> Callable[[xw.Range, Any], None]:
    return lambda cells, value: setattr(cells, attribute, value)


_PROPERTIES: tuple[tuple[Callable[[Style], Any], Callable[[xw.Range, Any], None]], ...] = (
    (lambda style: style.font, _font("name")),
    (lambda style: style.size, _font("size")),
    (lambda style: style.bold, _font("bold")),
    (lambda style: style.italic, _font("italic")),
    (lambda style: f"#{style.colour}", _font("color")),
    (lambda style: style.number_format, _set("number_format")),
    (lambda style: style.align, _set("horizontal_alignment")),
    (lambda style: _VERTICAL.get(style.valign, style.valign), _set("vertical_alignment")),
    (lambda style: style.wrap, _set("wrap_text")),
)
"""What every cell has one value of, and how it is given."""
