"""Read one sheet from Excel itself: values in one call, formats, merged areas and hidden lines by equal blocks."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import xlwings as xw

from kccxl.excel.runs import uniform_areas
from kccxl.tables.grid import Area, Grid, NamedTable, Position, Value

MOST_CELLS = 50_000
"""Of larger sheets (ledgers) only the values are read, as of files."""

_NO_DAY = date(1899, 12, 30)
_FAULTS = frozenset(
    {"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)


def read_sheet(sheet: xw.Sheet, workbook: str) -> Grid:
    """Read a sheet; what an engine cannot tell stays unknown (``values_only``)."""
    used = sheet.used_range.last_cell
    area = Area(0, 0, used.row - 1, used.column - 1)
    rows = sheet.range((1, 1), (used.row, used.column)).options(ndim=2, err_to_str=True).value
    faults = {
        (row, column): value
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if isinstance(value, str) and value in _FAULTS
    }
    cells: list[list[Value]] = [
        [
            None if (row, column) in faults or value == "" else _as_filed(value)
            for column, value in enumerate(values)
        ]
        for row, values in enumerate(rows)
    ]
    visible = bool(sheet.visible)
    known = _beside(sheet, area) if (area.bottom + 1) * (area.right + 1) <= MOST_CELLS else None
    if known is None:
        return Grid(workbook, sheet.name, cells, faults=faults, visible=visible, values_only=True)
    return Grid(workbook, sheet.name, cells, faults=faults, visible=visible, **known)


def _as_filed(value: Value) -> Value:
    """A day or a time of day as the reader of files gives it; Excel answers with a day and a time for both.

    >>> from datetime import datetime
    >>> _as_filed(datetime(2023, 4, 1)), _as_filed(datetime(1899, 12, 30, 9, 30))
    (datetime.date(2023, 4, 1), datetime.time(9, 30))
    """
    if not isinstance(value, datetime):
        return value
    if value.date() == _NO_DAY:
        return value.time()
    return value.date() if value.time() == time() else value


def _beside(sheet: xw.Sheet, area: Area) -> dict[str, Any] | None:
    try:
        return {
            "formats": _formats(sheet, area),
            "merged": _merged(sheet, area),
            "hidden_rows": _hidden_rows(sheet, area),
            "hidden_columns": _hidden_columns(sheet, area),
            "tables": _tables(sheet),
        }
    except NotImplementedError:
        return None


def _range(sheet: xw.Sheet, area: Area) -> xw.Range:
    return sheet.range((area.top + 1, area.left + 1), (area.bottom + 1, area.right + 1))


def _formats(sheet: xw.Sheet, area: Area) -> dict[Position, str]:
    found = uniform_areas(area, lambda part: _range(sheet, part).number_format or None)
    return {
        (row, column): code
        for part, code in found
        if code != "General"
        for row in range(part.top, part.bottom + 1)
        for column in range(part.left, part.right + 1)
    }


def _merged(sheet: xw.Sheet, area: Area) -> list[Area]:
    def whole(part: Area) -> str | None:
        """The address of the merged area a part lies in, blank for none; None if it must be divided."""
        here = _range(sheet, part)
        merged = here.merge_cells
        if merged is None:
            return None
        if not merged:
            return ""
        around = here[0, 0].merge_area
        bounds = Area(
            around.row - 1, around.column - 1, around.last_cell.row - 1, around.last_cell.column - 1
        )
        return bounds.name if bounds.holds(part.bottom, part.right) else None

    names = dict.fromkeys(name for _, name in uniform_areas(area, whole) if name)
    return [_area(sheet, name) for name in names]


def _area(sheet: xw.Sheet, name: str) -> Area:
    found = sheet.range(name)
    return Area(found.row - 1, found.column - 1, found.last_cell.row - 1, found.last_cell.column - 1)


def _hidden_rows(sheet: xw.Sheet, area: Area) -> frozenset[int]:
    lines = Area(area.top, 0, area.bottom, 0)
    heights = uniform_areas(lines, lambda part: _range(sheet, part).row_height)
    return frozenset(
        row for part, height in heights if height == 0 for row in range(part.top, part.bottom + 1)
    )


def _hidden_columns(sheet: xw.Sheet, area: Area) -> frozenset[int]:
    lines = Area(0, area.left, 0, area.right)
    widths = uniform_areas(lines, lambda part: _range(sheet, part).column_width)
    return frozenset(
        column for part, width in widths if width == 0 for column in range(part.left, part.right + 1)
    )


def _tables(sheet: xw.Sheet) -> tuple[NamedTable, ...]:
    return tuple(NamedTable(table.name, _area(sheet, table.range.address)) for table in sheet.tables)
