"""Put one laid-out sheet onto an empty sheet of Excel in few calls: values in one, each property by equal cells.

Excel takes a value as if it were typed, so that ``95%`` would become a number and ``=...`` a formula. Every text
therefore goes over behind an apostrophe, which Excel keeps apart from the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from math import floor
from typing import Any

import xlwings as xw

from kccxl.errors import UsageError
from kccxl.excel import native
from kccxl.excel.charts import add_chart
from kccxl.excel.looks import Looks, styles_of
from kccxl.excel.runs import address, grouped
from kccxl.excel.sheet_parts import add_rule, applies, link_address
from kccxl.files.graft_titles import NewNames, rename_in_formula
from kccxl.files.write import clean
from kccxl.sheets.measure import column_points
from kccxl.sheets.sheet import Cell, ColourRule, Sheet, Span
from kccxl.tables.grid import Position, cell_name

_LONG_TEXT = 8_000  # in a block, Excel takes texts of up to 8,203 letters
_PIXEL = 0.75  # points; Excel keeps the heights of rows in whole pixels


class SheetWriter:
    """Writes one sheet. ``lacking`` gathers what this Excel or engine cannot show.

    Args:
        target: an empty sheet.
        sheet: what is laid out, links bearing the titles that sheets will have in the end.
        places: the sheets of the same paper by those titles, for what charts, formulas and small lines refer to.

    """

    def __init__(self, target: xw.Sheet, sheet: Sheet, places: Mapping[str, xw.Sheet]) -> None:
        self.target, self.sheet, self.places = target, sheet, places
        self.api = native.native(target)
        self.lacking: set[str] = set()
        self.looks = Looks(target, styles_of(sheet))

    def write(self) -> None:
        """Put everything down; a sheet that is hidden is hidden at the end."""
        if self.sheet.choices or self.sheet.tables:
            raise UsageError(
                f"The sheet '{self.sheet.title}' can only be written to a file. Build it with kccxl build."
            )
        # links come first, for Excel gives their cells a style and a text of its own
        for step in (
            self._links,
            self._values,
            self.looks.put,
            self._merge,
            self._measure,
            self._rules,
            self._beside,
        ):
            step()
        self._drawings()
        self._window()
        self.lacking |= self.looks.lacking

    # -- what stands in the cells

    def _links(self) -> None:
        for place, cell in self.sheet.cells.items():
            if not cell.link or not isinstance(cell.content, str):
                continue
            name, text = cell_name(*place), clean(cell.content)
            if self.api is not None:
                native.link(self.api, name, cell.link, text)
            else:
                self._where_known(
                    "links", self._link, name, link_address(cell.link), text, clean(cell.link.tip)[:255]
                )

    def _link(self, name: str, where: str, text: str, tip: str) -> None:
        self.target.range(name).add_hyperlink(where, text, tip or None)

    def _values(self) -> None:
        if not self.sheet.cells:
            return
        bottom = max(row for row, _ in self.sheet.cells)
        right = max(column for _, column in self.sheet.cells)
        block: list[list[Any]] = [[None] * (right + 1) for _ in range(bottom + 1)]
        late: dict[str, str] = {}
        for (row, column), cell in self.sheet.cells.items():
            value = _typed(cell)
            if isinstance(value, str) and len(value) > _LONG_TEXT:
                late[cell_name(row, column)] = value
            else:
                block[row][column] = value
        self.target.range((1, 1), (bottom + 1, right + 1)).value = block
        for name, text in late.items():
            self.target.range(name).value = text
        for place, cell in self.sheet.cells.items():
            if cell.formula:
                self.target.range(cell_name(*place)).formula = self._formula(cell.formula)

    def _formula(self, formula: str) -> str:
        titles = {title: place.name for title, place in self.places.items()}
        return rename_in_formula(formula, NewNames(titles, {}))

    # -- how they are laid out

    def _merge(self) -> None:
        for name in self.looks.together(list(self.sheet.merges)):
            self.target.range(name).merge()

    def _measure(self) -> None:
        widths = {(0, column): width for column, width in self.sheet.widths.items()}
        factor = self._width_factor()
        for width, spans in grouped(widths).items():
            for name in self.looks.together(spans):
                self.target.range(name).column_width = width * factor
        heights = {
            (row, 0): floor(height / _PIXEL + 0.5) * _PIXEL for row, height in self.sheet.heights.items()
        }
        for height, spans in grouped(heights).items():
            for name in self.looks.together(spans):
                self.target.range(name).row_height = height

    def _width_factor(self) -> float:
        """How much wider this workbook's characters are than the usual ones: widths count in its normal font."""
        if self.api is None or not self.sheet.widths:
            return 1.0
        column, width = max(self.sheet.widths.items(), key=lambda item: item[1])
        cell = self.target.range((1, column + 1))
        cell.column_width = width
        wanted, found = column_points(width), cell.width
        return 1.0 if abs(wanted - found) <= _PIXEL or not found else wanted / found

    # -- what lies over and beside them

    def _rules(self) -> None:
        # Excel puts each new rule before the others
        for rule in reversed(self.sheet.colour_rules):
            try:
                add_rule(self.target, rule)
            except NotImplementedError:
                self.lacking.add("colours that follow a corrected word")
                self._colour_now(rule)

    def _colour_now(self, rule: ColourRule) -> None:
        """Colour the cells a rule takes now; static colours are second best, for they outlive a corrected word."""
        span, style = rule.span, rule.style
        for (row, column), cell in self.sheet.cells.items():
            inside = span.top <= row <= span.bottom and span.left <= column <= span.right
            if inside and applies(rule, cell.content):
                here = self.target.range(cell_name(row, column))
                here.font.color, here.font.bold = f"#{style.colour}", style.bold
                if style.fill:
                    here.color = f"#{style.fill}"

    def _beside(self) -> None:
        for place, cell in self.sheet.cells.items():
            if cell.note:
                self._where_known("notes", self.target.range(cell_name(*place)).add_note, clean(cell.note))
            if cell.runs:
                self._where_known("words in bold within a text", self._runs, place, cell)

    def _runs(self, place: Position, cell: Cell) -> None:
        start = 0
        for text, style in cell.runs:
            end = start + len(clean(text))
            if end > start and (style.bold, style.italic, style.colour) != (
                cell.style.bold,
                cell.style.italic,
                cell.style.colour,
            ):
                font = self.target.range(cell_name(*place)).characters[start:end].font
                font.bold, font.italic, font.color = style.bold, style.italic, f"#{style.colour}"
            start = end

    def _drawings(self) -> None:
        for chart in self.sheet.charts:
            source = self.places.get(chart.sheet, self.target) if chart.sheet else self.target
            self._where_known("charts", add_chart, self.target, source, chart)
        for spark in self.sheet.sparklines:
            if self.api is None:
                self.lacking.add("small trend lines")
                continue
            place = self.places[spark.sheet].name.replace("'", "''")
            cell = cell_name(spark.row, spark.column)
            native.draw_sparkline(self.api, spark, f"'{place}'!{address(spark.values)}", cell)

    def _window(self) -> None:
        self._where_known("hidden grid lines", setattr, self.target, "show_gridlines", self.sheet.gridlines)
        if self.sheet.freeze:
            self._freeze(*self.sheet.freeze)
        if self.sheet.page.area:
            self._where_known("the print area", self._print_area, self.sheet.page.area)
        if self.api is not None:
            self._where_known("the paper size", native.set_up_page, self.api, self.sheet)
            if self.sheet.tab_colour:
                native.colour_tab(self.api, self.sheet.tab_colour)
        else:
            self.lacking.add("the page set-up")
        if self.sheet.hidden:
            self.target.visible = False

    def _print_area(self, area: Span) -> None:
        self.target.page_setup.print_area = address(area)

    def _freeze(self, row: int, column: int) -> None:
        if self.api is not None:
            native.freeze(self.api, row, column)
        elif row and column:
            self.target.freeze_panes.freeze_at(address(Span(0, 0, row - 1, column - 1)))
        elif row:
            self.target.freeze_panes.freeze_at(f"$1:${row}")

    def _where_known(self, what: str, do: Callable[..., object], *given: object) -> None:
        """Do something that some engines cannot; then it is lacking."""
        try:
            do(*given)
        except NotImplementedError:
            self.lacking.add(what)


def _typed(cell: Cell) -> Any:
    """What is handed to Excel as the value of a cell."""
    content = cell.content
    if cell.formula or content is None or content == "":
        return None
    if isinstance(content, bool | date):
        return content
    if isinstance(content, int) or (isinstance(content, Decimal) and content.is_finite()):
        return float(content)
    return f"'{clean(str(content))}"
