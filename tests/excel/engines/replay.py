"""Replay the actions that xlwings' remote engine queues onto a workbook, as its client does in Excel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import xlwings as xw
from openpyxl.worksheet.worksheet import Worksheet

from tests.excel.engines.excel_like import Book, Sheet
from tests.excel.engines.ranges import Range

_BORDERS = {"continuous"}


def payload(book: Book) -> dict[str, Any]:
    """A workbook as the client sends it: values alone."""
    return {
        "client": "Office.js",
        "version": xw.__version__,
        "book": {"name": "plan.xlsx", "active_sheet_index": 0, "selection": "A1"},
        "names": [],
        "sheets": [_sheet(book, sheet) for sheet in book.work.worksheets],
    }


def _sheet(book: Book, sheet: Worksheet) -> dict[str, Any]:
    values = [
        [_sent(book.cached.get((sheet, cell.coordinate), cell.value)) for cell in row]
        for row in sheet.iter_rows()
    ]
    return {
        "name": sheet.title, "values": values, "pictures": [], "tables": [], "visibility": "Visible", "notes": [],
        "show_gridlines": True, "charts": [], "shapes": [], "used_range_address": f"A1:{sheet.dimensions.split(':')[-1]}",
    }  # fmt: skip


def _sent(value: Any) -> Any:
    if value is None:
        return ""
    return f"{value.isoformat()}.000Z" if hasattr(value, "isoformat") else value


class Replayer:
    """Carries out one action after the other; an action it does not know fails the test."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def play(self, actions: list[dict[str, Any]]) -> None:
        for action in actions:
            getattr(self, action["func"])(action)

    def _sheet(self, action: dict[str, Any]) -> Sheet:
        return Sheet(self.book, self.book.work.worksheets[action["sheet_position"]])

    def _cells(self, action: dict[str, Any]) -> Range:
        top, left = action["start_row"] + 1, action["start_column"] + 1
        bottom, right = top + action["row_count"] - 1, left + action["column_count"] - 1
        return Range(self._sheet(action), (top, left, bottom, right))

    def addSheet(self, action: dict[str, Any]) -> None:
        place, title = action["args"]
        self.book.work.create_sheet(title, place)

    def setValues(self, action: dict[str, Any]) -> None:
        self._cells(action).raw_value = action["values"]

    def setFontProperty(self, action: dict[str, Any]) -> None:
        name, value = action["args"]
        setattr(self._cells(action).font, name, value)

    def setBorderProperty(self, action: dict[str, Any]) -> None:
        side, name, value = action["args"]
        kept = self.__dict__.setdefault("pens", {}).setdefault(side, {})
        kept[name] = value
        if name == "line_style":
            assert value in _BORDERS
            self._cells(action).borders.set(
                [side], line_style=value, weight=kept["weight"], color=kept["color"]
            )

    def rangeMerge(self, action: dict[str, Any]) -> None:
        self._cells(action).merge()

    def rangeAdjustIndent(self, action: dict[str, Any]) -> None:
        self._cells(action).indent(action["args"][0])

    def addHyperlink(self, action: dict[str, Any]) -> None:
        address, text, tip = action["args"]
        cells = self._cells(action)
        cells.raw_value = [["'" + text]]
        self.book.links[cells.sheet.work, cells.address.replace("$", "")] = (
            "",
            address.removeprefix("#"),
            tip,
        )

    def addConditionalFormat(self, action: dict[str, Any]) -> None:
        self._cells(action).conditional_formats._add(action["args"][0])

    def freezePaneAtRange(self, action: dict[str, Any]) -> None:
        row = int(action["args"][0].split("$")[-1])
        self._sheet(action).work.freeze_panes = f"A{row + 1}"

    def setShowGridlines(self, action: dict[str, Any]) -> None:
        self._sheet(action).show_gridlines = action["args"][0]

    def setPrintArea(self, action: dict[str, Any]) -> None:
        self._sheet(action).page_setup.print_area = action["args"][0]

    def setSheetName(self, action: dict[str, Any]) -> None:
        self._sheet(action).name = _first(action["args"])

    def setSheetVisibility(self, action: dict[str, Any]) -> None:
        self._sheet(action).visible = _first(action["args"]) == "Visible"

    def namesAdd(self, action: dict[str, Any]) -> None:
        self._sheet(action).names.add(*action["args"])

    def activateSheet(self, action: dict[str, Any]) -> None:
        self.book.active = self.book.work.worksheets[_first(action["args"])].title

    def rangeSelect(self, action: dict[str, Any]) -> None:
        self._cells(action).select()

    def alert(self, action: dict[str, Any]) -> None:
        self.book.app.said.append(tuple(action["args"][:3]))

    def addNote(self, action: dict[str, Any]) -> None:
        cells, text = action["args"]
        Range(self._sheet(action), cells.replace("$", "")).add_note(text)


def _property(name: str) -> Callable[[Replayer, dict[str, Any]], None]:
    def act(self: Replayer, action: dict[str, Any]) -> None:
        value = _first(action["args"])
        setattr(self._cells(action), name, value.lower() if "alignment" in name else value)

    return act


for _func, _name in {
    "setNumberFormat": "number_format",
    "setRangeColor": "color",
    "setWrapText": "wrap_text",
    "setHorizontalAlignment": "horizontal_alignment",
    "setVerticalAlignment": "vertical_alignment",
    "setColumnWidth": "column_width",
    "setRowHeight": "row_height",
}.items():
    setattr(Replayer, _func, _property(_name))


def _first(given: Any) -> Any:
    return given[0] if isinstance(given, list) else given
