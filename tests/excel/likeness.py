"""Says in what two sheets differ, cell by cell and style by style."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet._reader import WorksheetReader
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

_ALIGNMENT = ("horizontal", "vertical", "indent")
_SIDES = ("left", "right", "top", "bottom")


def load(path: Path) -> Workbook:
    """Load a workbook with the style every cell of a merged area has in the file; openpyxl would replace them."""

    def bind(reader: WorksheetReader) -> None:
        if merged := reader.parser.merged_cells:
            reader.ws.merged_cells = MultiCellRange([each.ref for each in merged.mergeCell])

    with mock.patch.object(WorksheetReader, "bind_merged_cells", bind):
        return openpyxl.load_workbook(path)


def differences(made: Worksheet, wanted: Worksheet, *, bare: frozenset[str] = frozenset()) -> list[str]:
    """List what differs; ``bare`` leaves out what an engine cannot give (underline, indent, page, tab, locked)."""
    found = [
        f"{wanted.title}!{cell.coordinate} {what}: {here!r}, not {there!r}"
        for row in wanted.iter_rows()
        for cell in row
        if cell.value is not None or cell.has_style
        for what, here, there in _cell_pairs(made[cell.coordinate], cell)
        if here != there and what not in bare
    ]
    found += [
        f"{wanted.title}!{cell.coordinate} should be empty, holds {cell.value!r}"
        for row in made.iter_rows()
        for cell in row
        if cell.value is not None and wanted[cell.coordinate].value is None
    ]
    found += [
        f"{wanted.title} {what}: {here!r}, not {there!r}"
        for what, here, there in _sheet_pairs(made, wanted)
        if here != there and what not in bare
    ]
    return found


def _cell_pairs(made: Any, wanted: Any) -> Iterator[tuple[str, Any, Any]]:
    for cell_of in _CELL:
        here, there = _CELL[cell_of](made), _CELL[cell_of](wanted)
        yield cell_of, here, there


def _colour(colour: Any) -> str:
    return "000000" if colour is None or not isinstance(colour.rgb, str) else colour.rgb[-6:].upper()


def _fill(cell: Any) -> str | None:
    return _colour(cell.fill.fgColor) if cell.fill.fill_type == "solid" else cell.fill.fill_type


def _border(cell: Any) -> list[tuple[str, str | None, str]]:
    return [
        (name, side.style, _colour(side.color) if side.style else "")
        for name in _SIDES
        for side in [getattr(cell.border, name)]
    ]


_CELL: dict[str, Any] = {
    # Excel puts quotes around a sheet's title only where it needs them
    "value": lambda cell: cell.value.replace("'", "") if cell.data_type == "f" else cell.value,
    "kind": lambda cell: cell.data_type,
    "number format": lambda cell: cell.number_format,
    "font": lambda cell: (
        cell.font.name,
        cell.font.sz,
        bool(cell.font.b),
        bool(cell.font.i),
        _colour(cell.font.color),
    ),
    "underline": lambda cell: cell.font.u,
    "fill": _fill,
    "border": _border,
    "alignment": lambda cell: (
        cell.alignment.horizontal,
        cell.alignment.vertical,
        bool(cell.alignment.wrap_text),
    ),
    "note": lambda cell: cell.comment and cell.comment.text.strip(),
    "indent": lambda cell: cell.alignment.indent or 0,
}


def _sheet_pairs(made: Worksheet, wanted: Worksheet) -> Iterator[tuple[str, Any, Any]]:
    for what, of in _SHEET.items():
        yield what, of(made), of(wanted)


def _widths(sheet: Worksheet) -> dict[str, float]:
    found = {}
    for held in sheet.column_dimensions.values():
        for column in range(held.min or 0, (held.max or -1) + 1):
            found[column] = round(held.width, 3)
    return found


def _page(sheet: Worksheet) -> dict[str, Any]:
    setup, margins = sheet.page_setup, sheet.page_margins
    return {
        "paper": int(setup.paperSize or 0), "orientation": setup.orientation,
        "fit": (sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage,
                setup.fitToWidth in (None, 1), int(setup.fitToHeight or 0)),
        "margins": [round(getattr(margins, side), 4) for side in _SIDES],
        "head and foot": [
            (side, (part.text or "").strip(), part.size)
            for line in (sheet.oddHeader, sheet.oddFooter)
            for side in ("left", "center", "right")
            for part in [getattr(line, side)]
        ],
        "repeated": sheet.print_title_rows, "area": (sheet.print_area or "").rpartition("!")[2],
        "breaks": sorted(each.id for each in sheet.row_breaks.brk),
    }  # fmt: skip


_SHEET: dict[str, Any] = {
    "merged": lambda sheet: sorted(map(str, sheet.merged_cells.ranges)),
    "widths": _widths,
    "heights": lambda sheet: {row: held.height for row, held in sheet.row_dimensions.items() if held.height},
    "frozen": lambda sheet: sheet.freeze_panes,
    "grid lines": lambda sheet: sheet.sheet_view.showGridLines is not False,
    "state": lambda sheet: sheet.sheet_state,
    "tab": lambda sheet: _colour(sheet.sheet_properties.tabColor),
    "page": _page,
}
