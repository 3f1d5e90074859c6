"""A workbook of several reports: the sheets of two samples in one file."""

from __future__ import annotations

from copy import copy
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import WORKBOOKS


def mixed(first: str, second: str, path: Path) -> Path:
    """Write the second sample's sheets behind those of the first; settings of both stand on one sheet."""
    book = openpyxl.load_workbook(WORKBOOKS / f"{first}.xlsx")
    for sheet in openpyxl.load_workbook(WORKBOOKS / f"{second}.xlsx").worksheets:
        if sheet.title == "Settings" and "Settings" in book.sheetnames:
            _copy(sheet, book["Settings"], book["Settings"].max_row, first=2)
        else:
            _copy(sheet, book.create_sheet(sheet.title), 0)
    book.save(path)
    return path


def _copy(sheet: Worksheet, into: Worksheet, below: int, first: int = 1) -> None:
    for row in sheet.iter_rows(min_row=first):
        for cell in row:
            if cell.value is None and not cell.has_style:
                continue
            made = into.cell(below + cell.row - first + 1, cell.column, cell.value)
            made.number_format, made.font, made.fill = cell.number_format, copy(cell.font), copy(cell.fill)
            made.alignment = copy(cell.alignment)
    for area in sheet.merged_cells.ranges:
        if not below:
            into.merge_cells(area.coord)
