"""What the sample workbooks are made with: a book of constant bytes, cells that read as printed, data sheets."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import xlsxwriter

Cells = Literal["formatted", "text", "fraction", "number"]
"""How a figure is stored: ``95%`` as 0.95 shown 0%, as that text, as a plain 0.95, or as a plain 95."""

Stored = str | float | date | None
"""What a cell holds."""

HERE = Path(__file__).resolve().parent
FIGURES = HERE / "figures"
CREATED = datetime(2025, 2, 3, 9, 0, 0)
LINE_HEIGHT = 15
HEADER = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D9E1F2", "border": 1}
CELL = {"text_wrap": True, "valign": "top", "border": 1}

_FIGURE = re.compile(r"(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?)(?P<percent>%)?")


def read_figures(name: str) -> dict[str, Any]:
    """Read one file of figures, for example ``performance-2016-17``."""
    figures: dict[str, Any] = json.loads((FIGURES / f"{name}.json").read_text(encoding="utf-8"))
    return figures


def store(printed: str, cells: Cells = "formatted") -> tuple[Stored, str]:
    """Return what a cell holds and its number format so that it reads as printed.

    Words, amounts in pounds and figures with a footnote mark stay text in every variant.

    >>> store("99.0%"), store("1,312"), store("43%*")
    ((0.99, '0.0%'), (1312.0, '#,##0'), ('43%*', '@'))
    >>> store("95%", "fraction"), store("95%", "number"), store("95%", "text")
    ((0.95, 'General'), (95.0, 'General'), ('95%', '@'))
    """
    found = _FIGURE.fullmatch(printed)
    if found is None or cells == "text":
        return printed or None, "@" if printed else "General"
    number = Decimal(found["digits"].replace(",", ""))
    decimals = "." + "0" * len(found["decimals"]) if found["decimals"] else ""
    if found["percent"] and cells != "number":
        number /= 100
    shown = f"0{decimals}%" if found["percent"] else f"#,##0{decimals}"
    return float(number), shown if cells == "formatted" else "General"


class Book:
    """A workbook in memory that always comes out as the same bytes."""

    def __init__(self, title: str, author: str) -> None:
        """Start an empty workbook with its document properties."""
        self._bytes = BytesIO()
        self.workbook = xlsxwriter.Workbook(self._bytes, {"in_memory": True, "strings_to_numbers": False})
        self.workbook.set_properties({"title": title, "author": author, "created": CREATED})
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def style(self, **properties: object) -> Any:
        """Return a cell format, made once for the same properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(dict(key))
        return self._formats[key]

    def sheet(self, name: str) -> Any:
        """Add a sheet, set up for A4 landscape, one page wide."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def close(self) -> bytes:
        """Return the finished file."""
        self.workbook.close()
        return self._bytes.getvalue()


def row_height(text: str, width: int) -> int:
    """Return the height of a row in which a text is wrapped; a tenth of each line is lost to word ends."""
    return LINE_HEIGHT * (1 + int(len(text) / width / 0.9))


def data_sheet(
    book: Book,
    name: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    note: str = "",
    write: Callable[[Any, int, Sequence[Stored]], bool] | None = None,
) -> None:
    """Write a sheet that holds one Excel table, its header in the first row, and a note beneath it."""
    sheet = book.sheet(name)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    header = book.style(bold=True, text_wrap=True, valign="top")
    captions = [{"header": column, "header_format": header} for column in columns]
    table = {"name": _table_name(name), "style": "Table Style Light 9", "columns": captions}
    sheet.add_table(0, 0, len(rows), len(columns) - 1, table)
    widths = list(_widths(columns, rows))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows, start=1):
        texts = [(cell, width) for cell, width in zip(row, widths, strict=True) if isinstance(cell, str)]
        sheet.set_row(number, max((row_height(text, width) for text, width in texts), default=LINE_HEIGHT))
        own = write is not None and write(sheet, number, row)
        for column, cell in enumerate(row):
            if not (own and column == 2):
                _write(book, sheet, number, column, cell)
    if note:
        sheet.write_string(len(rows) + 2, 0, note, book.style(italic=True))


def _table_name(sheet: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in sheet.split())


def _write(book: Book, sheet: Any, row: int, column: int, cell: Stored) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, 1), book.style(num_format="mmm-yy"))
        return
    value, shown = store(cell) if isinstance(cell, str) else (cell, "#,##0")
    if value is None:
        return
    text = isinstance(value, str)
    style = book.style(text_wrap=True, valign="top") if text else book.style(num_format=shown, valign="top")
    sheet.write(row, column, value, style)


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[int]:
    """Yield a width for each column: as long as its texts, within bounds."""
    for column, caption in enumerate(columns):
        longest = max((len(row[column]) for row in rows if isinstance(row[column], str)), default=0)
        yield min(max(len(caption) + 3 if len(caption) < 14 else 14, longest + longest // 8 + 2, 9), 60)
