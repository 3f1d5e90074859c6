"""What stands beside the values of a workbook in a browser: number formats, merged cells, hidden lines.

xlwings sends values alone. A value of 0.97 may be 97% or 0.97, which decides its colour, so kccxl's task pane sends the
rest along, and without it nothing is computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import xlwings as xw

from kccxl.errors import UsageError
from kccxl.excel.blocks import read_sheet
from kccxl.files.sheetxml import area_of
from kccxl.tables.grid import Area, Grid, NamedTable, Position

_MISSING = (
    "The workbook's number formats did not arrive, without which a percentage cannot be told from a number. "
    "Reload kccxl's task pane (right-click, Reload) and press the button there again. Nothing was changed."
)


def grids_of(book: xw.Book, *, layout: Any) -> list[Grid]:
    """Return the sheets of a workbook as a file of it would be read.

    Args:
        book: the workbook as xlwings sent it.
        layout: what kccxl's task pane sent: for each sheet by title its ``area`` ("B2:F40"), the number ``formats`` of
            that area by rows, ``merged`` areas, hidden ``rows`` and ``columns`` counted from 1; null for a sheet too
            large for that.

    Raises:
        UsageError: it did not arrive, or does not fit the workbook.

    """
    if not isinstance(layout, Mapping):
        raise UsageError(_MISSING)
    return [_grid(sheet, book.name, layout) for sheet in book.sheets]


def _grid(sheet: xw.Sheet, workbook: str, layout: Mapping[str, Any]) -> Grid:
    grid = read_sheet(sheet, workbook)
    if sheet.name not in layout:
        raise UsageError(_MISSING)
    about = layout[sheet.name]
    if about is None:
        return grid
    try:
        return replace(
            grid,
            formats=_formats(_area(about["area"]), about["formats"]),
            merged=tuple(_area(each) for each in about["merged"]),
            hidden_rows=frozenset(int(row) - 1 for row in about["rows"]),
            hidden_columns=frozenset(int(column) - 1 for column in about["columns"]),
            tables=tuple(NamedTable(table.name, _area(table.range.address)) for table in sheet.tables),
            values_only=False,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise UsageError(_MISSING) from fault


def _area(address: str) -> Area:
    """Return the rectangle an address names, its sheet left out.

    >>> _area("'My sheet'!$B$2:$C$3").name
    'B2:C3'
    """
    found = area_of(address.rpartition("!")[2].replace("$", ""))
    if found is None:
        raise ValueError(address)
    return found


def _formats(area: Area, rows: Sequence[Sequence[str]]) -> dict[Position, str]:
    if len(rows) != area.bottom - area.top + 1 or any(len(row) != area.right - area.left + 1 for row in rows):
        raise ValueError("formats and area differ in size")
    return {
        (area.top + down, area.left + across): code
        for down, row in enumerate(rows)
        for across, code in enumerate(row)
        if isinstance(code, str) and code != "General"
    }
