"""Ranges, fonts, borders and colour rules of the Excel-like engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from datetime import date, datetime
from typing import Any

from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.utils import get_column_letter, range_boundaries
from xlwings import base_classes as base

_PERCENT = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%")
_NUMBER = re.compile(r"[-+£]*\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?")
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DATE = re.compile(rf"(?:\d{{1,2}}[-/ ])?{_MONTH}[- ]\d{{2,4}}|\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?")
_WIDTHS = {"thin": "thin", "medium": "medium"}


def typed(value: Any) -> tuple[str, Any]:
    """What Excel makes of a value that is given to it: its kind in openpyxl's letters, and the value."""
    if not isinstance(value, str):
        return ("b" if isinstance(value, bool) else "n"), value
    if value.startswith("'"):
        return "s", value[1:]
    if value.startswith("="):
        return "f", value
    if _PERCENT.fullmatch(value):
        return "n", float(value.rstrip("%").replace(",", "")) / 100
    if _NUMBER.fullmatch(value):
        return "n", float(re.sub("[£,]", "", value))
    if _DATE.fullmatch(value, 0):
        return "d", datetime(2000, 1, 1)
    if value.upper() in ("TRUE", "FALSE"):
        return "b", value.upper() == "TRUE"
    return ("s", value) if value else ("n", None)


def put(book: Any, cell: Any, value: Any) -> None:
    """Type a value into a cell."""
    kind, value = typed(value)
    if isinstance(cell, MergedCell):
        assert value is None, "a cell under a merged one takes no value"
        return
    book.cached.pop((cell.parent, cell.coordinate), None)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    look = copy(cell._style)
    cell.value = value
    cell._style = look  # openpyxl gives dates a format, and an explicit one comes later
    if kind == "s" and value is not None:
        cell.data_type = "s"


class Range(base.Range):
    """One rectangle or several; reads of a property give its value if all cells share it, else None."""

    def __init__(self, sheet: Any, where: Any) -> None:
        self.sheet = sheet
        parts = (
            [where] if isinstance(where, tuple) else [self._bounds(part) for part in str(where).split(",")]
        )
        assert not isinstance(where, str) or len(where) <= 255, "Excel takes addresses of 255 letters"
        self.parts = parts

    @classmethod
    def of(cls, sheet: Any, first: Any, last: Any) -> Range:
        if isinstance(first, Range):
            top = first.parts[0]
            end = last.parts[0] if isinstance(last, Range) else top
            return cls(sheet, (top[0], top[1], end[2], end[3]))
        if isinstance(first, tuple) and len(first) == 2:
            last = last or first
            return cls(sheet, (first[0], first[1], last[0], last[1]))
        return cls(sheet, first)

    @staticmethod
    def _bounds(address: str) -> tuple[int, int, int, int]:
        left, top, right, bottom = range_boundaries(address.replace("$", ""))
        return top, left, bottom, right

    def __call__(self, row: Any, column: Any = None) -> Range:
        top, left, _, _ = self.parts[0]
        return Range(self.sheet, (top + row - 1, left + column - 1, top + row - 1, left + column - 1))

    def __len__(self) -> int:
        return sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in self.parts)

    def _step(self, what: str) -> None:
        assert self.sheet.name not in self.sheet.book.protected, "The cell is on a protected sheet"
        self.sheet.book.step(what)

    @property
    def _all(self) -> Iterator[Any]:
        for top, left, bottom, right in self.parts:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    yield self.sheet.work.cell(row, column)

    api = property(lambda self: object())
    row = property(lambda self: self.parts[0][0])
    column = property(lambda self: self.parts[0][1])
    left = property(lambda self: 0.0)
    top = property(lambda self: 0.0)
    max_cells_per_read = property(lambda self: None)
    max_cells_per_write = property(lambda self: None)

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self.parts[0]
        return bottom - top + 1, right - left + 1

    @property
    def address(self) -> str:
        top, left, bottom, right = self.parts[0]
        first, last = f"${get_column_letter(left)}${top}", f"${get_column_letter(right)}${bottom}"
        return first if first == last else f"{first}:{last}"

    def select(self) -> None:
        assert self.sheet.book.active == self.sheet.name, "only cells of the sheet in front can be selected"
        self.sheet.book.selected[self.sheet.name] = self.address

    def _rows(self, of: Any) -> list[list[Any]]:
        top, left, bottom, right = self.parts[0]
        work = self.sheet.work
        return [
            [of(work.cell(row, column)) for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]

    @property
    def raw_value(self) -> Any:
        def value(cell: Any) -> Any:
            if cell.data_type == "f":
                return self.sheet.book.cached.get((self.sheet.work, cell.coordinate))
            return (
                float(cell.value)
                if isinstance(cell.value, int) and not isinstance(cell.value, bool)
                else cell.value
            )

        rows = self._rows(value)
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._step("write values")
        rows = data if isinstance(data, list | tuple) else [[data]]
        assert all(len(str(value)) <= 8203 for row in rows for value in row) or len(self) == 1
        for line, cells in zip(rows, self._rows(lambda cell: cell), strict=True):
            for value, cell in zip(line, cells, strict=True):
                put(self.sheet.book, cell, value)

    @property
    def formula(self) -> Any:
        rows = self._rows(lambda cell: "" if cell.value is None else str(cell.value))
        return rows[0][0] if len(self) == 1 else tuple(map(tuple, rows))

    @formula.setter
    def formula(self, value: str) -> None:
        self._step("write formula")
        for cell in self._all:
            put(self.sheet.book, cell, value)

    formula2 = formula

    def copy(self, destination: Any = None) -> None:
        self.sheet.book.app.clipboard = self

    def paste(
        self, paste: Any = None, operation: Any = None, skip_blanks: bool = False, transpose: bool = False
    ) -> None:
        self._step("paste")
        clipboard = self.sheet.book.app.clipboard
        if clipboard.sheet.work is not self.sheet.work:
            assert (paste, clipboard.parts) == ("values_and_number_formats", self.parts)
            self._take(clipboard)
            return
        assert paste == "values"
        for cell in list(self._all):
            if cell.data_type == "f":
                value = self.sheet.book.cached.get((self.sheet.work, cell.coordinate))
                put(self.sheet.book, cell, f"'{value}" if isinstance(value, str) else value)

    def _take(self, copied: Range) -> None:
        """Take the values of the same cells of another sheet, and what tells a date from a number."""
        for cell, made in zip(copied._all, self._all, strict=True):
            value = self.sheet.book.cached.get((cell.parent, cell.coordinate), cell.value)
            put(self.sheet.book, made, f"'{value}" if isinstance(value, str) else value)
            made.number_format = cell.number_format

    # -- looks

    @property
    def font(self) -> Any:
        return Font(self)

    @property
    def borders(self) -> Any:
        return Borders(self)

    @property
    def conditional_formats(self) -> Any:
        return ConditionalFormats(self)

    @property
    def characters(self) -> Any:
        return Characters(self, slice(None))

    @property
    def color(self) -> Any:
        raise AssertionError("not asked for")

    @color.setter
    def color(self, value: str) -> None:
        self._step("fill")
        for cell in self._all:
            cell.fill = PatternFill("solid", fgColor=f"FF{value.lstrip('#')}")

    def _align(self, **what: Any) -> None:
        self._step("align")
        for cell in self._all:
            held = {
                name: getattr(cell.alignment, name)
                for name in ("horizontal", "vertical", "wrap_text", "indent")
            }
            cell.alignment = Alignment(**(held | what))

    horizontal_alignment = property(None, lambda self, value: self._align(horizontal=value))
    vertical_alignment = property(None, lambda self, value: self._align(vertical=value))
    wrap_text = property(None, lambda self, value: self._align(wrap_text=value or None))

    def indent(self, amount: int) -> None:
        self._step("indent")
        for cell in self._all:
            held = copy(cell.alignment)
            held.indent = (held.indent or 0) + amount
            cell.alignment = held

    def _shared(self, of: Any) -> Any:
        found = {of(cell) for cell in self._all}
        return found.pop() if len(found) == 1 else None

    @property
    def number_format(self) -> Any:
        return self._shared(lambda cell: cell.number_format)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._step("number format")
        for cell in self._all:
            cell.number_format = value

    def merge(self, across: bool = False) -> None:
        self._step("merge")
        for top, left, bottom, right in self.parts:
            looks = {
                cell.coordinate: copy(cell._style)
                for cell in Range(self.sheet, (top, left, bottom, right))._all
            }
            self.sheet.work.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
            for place, look in looks.items():
                self.sheet.work[place]._style = look

    @property
    def merge_cells(self) -> Any:
        merged = self.sheet.work.merged_cells.ranges
        return self._shared(lambda cell: any(cell.coordinate in area for area in merged))

    @property
    def merge_area(self) -> Any:
        here = next(self._all).coordinate
        area = next((a for a in self.sheet.work.merged_cells.ranges if here in a), None)
        return Range(self.sheet, area.coord) if area else self

    # Excel's width counts characters; a file adds the padding around them
    @property
    def column_width(self) -> Any:
        letters = {get_column_letter(c) for _, left, _, right in self.parts for c in range(left, right + 1)}
        held = self.sheet.work.column_dimensions
        found = {0.0 if held[each].hidden else round(held[each].width * 7 - 5) / 7 for each in letters}
        return found.pop() if len(found) == 1 else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        self._step("column width")
        assert 0 <= value <= 255
        for _, left, _, right in self.parts:
            for column in range(left, right + 1):
                pixels = int(value * 7 + 0.5) + 5
                self.sheet.work.column_dimensions[get_column_letter(column)].width = (
                    int(pixels / 7 * 256) / 256
                )

    @property
    def row_height(self) -> Any:
        held = self.sheet.work.row_dimensions
        rows = [row for top, _, bottom, _ in self.parts for row in range(top, bottom + 1)]
        found = {0.0 if held[row].hidden else held[row].height or 15.0 for row in rows}
        return found.pop() if len(found) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        self._step("row height")
        assert 0 <= value <= 409
        for top, _, bottom, _ in self.parts:
            for row in range(top, bottom + 1):
                self.sheet.work.row_dimensions[row].height = value

    @property
    def width(self) -> float:
        return int(self.column_width * 7 + 5) * 0.75

    @property
    def note(self) -> Any:
        return next(self._all).comment

    def add_note(self, text: str) -> Any:
        self._step("note")
        next(self._all).comment = Comment(text, "")
        return next(self._all).comment


class Font(base.Font):
    def __init__(self, cells: Range) -> None:
        self.cells = cells

    def _set(self, name: str, value: Any) -> None:
        self.cells._step(f"font {name}")
        for cell in self.cells._all:
            cell.font = _changed(copy(cell.font), name, value)

    bold = property(None, lambda self, value: self._set("b", value))
    italic = property(None, lambda self, value: self._set("i", value))
    size = property(None, lambda self, value: self._set("sz", value))
    name = property(None, lambda self, value: self._set("name", value))
    color = property(None, lambda self, value: self._set("color", f"FF{_hex(value)}"))


def _changed(font: Any, name: str, value: Any) -> Any:
    setattr(font, name, value)
    if name == "name":
        font.scheme = None
    return font


def _hex(value: Any) -> str:
    return value.lstrip("#") if isinstance(value, str) else "".join(f"{part:02X}" for part in value)


class Borders(base.Borders):
    def __init__(self, cells: Range) -> None:
        self.cells = cells

    def set(self, which: Any, *, line_style: Any = None, weight: Any = None, color: Any = None) -> None:
        self.cells._step("borders")
        side = Side(border_style=_WIDTHS[weight], color=f"FF{_hex(color)}")
        for top, left, bottom, right in self.cells.parts:
            assert "inside_vertical" not in which or right > left, "Unable to set the LineStyle property"
            assert "inside_horizontal" not in which or bottom > top, "Unable to set the LineStyle property"
            for cell in Range(self.cells.sheet, (top, left, bottom, right))._all:
                edges = {
                    "top": "edge_top" if cell.row == top else "inside_horizontal",
                    "bottom": "edge_bottom" if cell.row == bottom else "inside_horizontal",
                    "left": "edge_left" if cell.column == left else "inside_vertical",
                    "right": "edge_right" if cell.column == right else "inside_vertical",
                }
                held = {name: getattr(cell.border, name) for name in edges}
                cell.border = Border(**(held | {name: side for name, edge in edges.items() if edge in which}))


class Characters(base.Characters):
    def __init__(self, cells: Range, part: slice) -> None:
        self.cells, self.part = cells, part

    def __getitem__(self, part: Any) -> Characters:
        return Characters(self.cells, part)

    @property
    def font(self) -> Any:
        return RunFont(self)


class RunFont(base.Font):
    def __init__(self, characters: Characters) -> None:
        self.characters = characters

    def _set(self, name: str, value: Any) -> None:
        cells = self.characters.cells
        cells._step("font of letters")
        key = (cells.sheet.work, next(cells._all).coordinate)
        cells.sheet.book.runs.setdefault(key, []).append((self.characters.part, name, value))

    bold = property(None, lambda self, value: self._set("bold", value))
    italic = property(None, lambda self, value: self._set("italic", value))
    color = property(None, lambda self, value: self._set("color", value))


class ConditionalFormats(base.ConditionalFormats):
    def __init__(self, cells: Range) -> None:
        self.cells = cells

    def _add(self, spec: dict[str, Any]) -> Any:
        self.cells._step("colour rule")
        rules = self.cells.sheet.book.rules.setdefault(self.cells.sheet.work, [])
        rules.insert(0, (self.cells.address.replace("$", ""), spec))  # as Excel does: the new one first
        return spec

    add_cell_value = _add
    add_custom = _add
