"""What laid-out sheets say, for tests."""

from __future__ import annotations

from datetime import datetime

from kccxl.reports.paper.frame import Making
from kccxl.sheets.sheet import Sheet

MAKING = Making("1.0", "book.xlsx", datetime(2016, 8, 5, 9, 0))


def texts(sheet: Sheet) -> list[str]:
    """Return every text of a sheet in reading order."""
    return [str(cell.content) for _, cell in sorted(sheet.cells.items()) if isinstance(cell.content, str)]


def row_of(sheet: Sheet, label: str) -> dict[str, object]:
    """Return the row that begins with a label, by the captions of the nearest header row above."""
    row = next(
        row for (row, column), cell in sorted(sheet.cells.items()) if not column and cell.content == label
    )
    header = max(
        above for (above, column), cell in sheet.cells.items() if cell.content == "Heading" and above < row
    )
    captions = {column: str(cell.content) for (at, column), cell in sheet.cells.items() if at == header}
    return {caption: sheet.cells[row, column].content for column, caption in captions.items()}
