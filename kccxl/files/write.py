"""Write a laid-out book as an .xlsx file, with XlsxWriter.

Text is written as text whatever it begins with (a description may start with ``=``), characters that XML
cannot hold are left out, and the same book gives the same bytes.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from kccxl.errors import UnwritableFile
from kccxl.files import write_parts
from kccxl.sheets.sheet import Book, Cell, Sheet, Span
from kccxl.sheets.styles import Style

LONGEST_TEXT = 32767
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_CUT = " … [cut: longer than a cell holds]"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "max_url_length": 2079,
    "default_format_properties": {"font_name": "Arial", "font_size": 10},
    "default_row_height": 17,
}
_IN_MEMORY = 100_000
"""Up to how many cells a book is put together in memory: faster than files that are made, read and deleted again, and a
process that is killed leaves none of them behind."""


def write_book(book: Book, path: Path | BinaryIO, *, date_1904: bool = False) -> None:
    """Write a book to a file, over one that is there; ``date_1904`` counts days as old Macs did.

    Raises:
        UnwritableFile: the folder or file cannot be written.
        OSError: no room is left.

    """
    cells = sum(len(sheet.cells) for sheet in book.sheets)
    workbook = xlsxwriter.Workbook(
        str(path) if isinstance(path, Path) else path,
        # XlsxWriter writes into what it is given
        deepcopy(_OPTIONS) | {"date_1904": date_1904, "in_memory": cells <= _IN_MEMORY},
    )
    formats = Formats(workbook)
    _describe(workbook, book)
    pairs = [(sheet, workbook.add_worksheet(sheet.title)) for sheet in book.sheets]
    shown = [worksheet for sheet, worksheet in pairs if not sheet.hidden]
    if shown:
        shown[0].activate()
        shown[0].set_first_sheet()
    for sheet, worksheet in pairs:
        _write_sheet(workbook, worksheet, sheet, formats)
    try:
        workbook.close()
    except FileCreateError as problem:
        if getattr(problem.args[0], "errno", None) in _FULL:
            raise problem.args[0] from None  # whoever swaps the file in knows the disk it was to go to
        raise UnwritableFile(
            f"{path} cannot be written: is it open in Excel, or its folder locked?"
        ) from problem


def clean(text: str) -> str:
    r"""Return a text as a cell can hold it: no control characters, one kind of line end, not too long.

    >>> clean("one\x07\r\ntwo")
    'one\ntwo'
    """
    text = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    while len(text) > LONGEST_TEXT // 2 and _units(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT - len(_CUT) - (_units(text) - len(text))] + _CUT
    return text


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


class Formats:
    """XlsxWriter's formats, one for each style that is used."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._known: dict[tuple[Style, bool], Any] = {}

    def of(self, style: Style) -> Any:
        """Return the format of a cell."""
        return self._find(style, False)

    def rule(self, style: Style) -> Any:
        """Return the format a colour rule lays over a cell, which cannot change its font or size."""
        return self._find(style, True)

    def _find(self, style: Style, rule: bool) -> Any:
        if (style, rule) not in self._known:
            made = write_parts.rule_properties(style) if rule else write_parts.properties(style)
            self._known[style, rule] = self._workbook.add_format(made)
        return self._known[style, rule]


def _describe(workbook: Any, book: Book) -> None:
    properties = {
        "title": book.title,
        "author": book.author,
        "subject": book.subject,
        "comments": book.comments,
    }
    filled = {name: clean(text) for name, text in properties.items() if text}
    workbook.set_properties(filled | ({"created": book.created} if book.created else {}))
    for name, value in book.properties.items():
        workbook.set_custom_property(name, clean(value)[:255], "text")


def _write_sheet(workbook: Any, worksheet: Any, sheet: Sheet, formats: Formats) -> None:
    for column, width in sheet.widths.items():
        worksheet.set_column(column, column, width)
    for row, height in sheet.heights.items():
        worksheet.set_row(row, height)
    for span in sheet.merges:
        cell = sheet.cells.get((span.top, span.left), Cell())
        worksheet.merge_range(*_corners(span), "", formats.of(cell.style))
    for (row, column), cell in sorted(sheet.cells.items(), key=lambda item: item[0]):
        _write_cell(worksheet, row, column, cell, formats)
    for rule in sheet.colour_rules:
        worksheet.conditional_format(*_corners(rule.span), write_parts.rule(rule, formats.rule(rule.style)))
    for chart in sheet.charts:
        write_parts.add_chart(workbook, worksheet, chart, sheet.title)
    for spark in sheet.sparklines:
        worksheet.add_sparkline(spark.row, spark.column, write_parts.sparkline(spark))
    for choice in sheet.choices:
        worksheet.data_validation(*_corners(choice.span), write_parts.validation(choice))
    for table in sheet.tables:
        worksheet.add_table(*_corners(table.span), write_parts.table(table, sheet, formats.of))
    if sheet.freeze:
        worksheet.freeze_panes(*sheet.freeze)
    write_parts.set_up_page(worksheet, sheet)


def _corners(span: Span) -> tuple[int, int, int, int]:
    return span.top, span.left, span.bottom, span.right


def _write_cell(worksheet: Any, row: int, column: int, cell: Cell, formats: Formats) -> None:
    look = formats.of(cell.style)
    if cell.formula:
        worksheet.write_formula(row, column, cell.formula, look, _kept(cell.content))
    elif cell.link and isinstance(cell.content, str):
        address, tip = write_parts.address(cell.link), clean(cell.link.tip)[:255]
        worksheet.write_url(row, column, address, look, string=clean(cell.content), tip=tip or None)
    elif cell.runs:
        _write_runs(worksheet, row, column, cell, formats)
    else:
        _writer(worksheet, cell.content)(row, column, look)
    if cell.note:
        worksheet.write_comment(row, column, clean(cell.note))


def _write_runs(worksheet: Any, row: int, column: int, cell: Cell, formats: Formats) -> None:
    runs = [(clean(text), style) for text, style in cell.runs if clean(text)]
    if len(runs) < 2 or sum(len(text) for text, _ in runs) > LONGEST_TEXT:
        text = "".join(text for text, _ in runs) or str(cell.content or "")
        worksheet.write_string(row, column, clean(text), formats.of(cell.style))
        return
    parts = [part for text, style in runs for part in (formats.of(style), text)]
    worksheet.write_rich_string(row, column, *parts, formats.of(cell.style))


def _kept(content: object) -> object:
    """Return the result kept with a formula, for readers that do not calculate."""
    if isinstance(content, Decimal):
        return float(content)
    return "" if content is None else content


def _writer(worksheet: Any, content: object) -> Callable[[int, int, Any], object]:
    if content is None or content == "":
        return lambda row, column, look: worksheet.write_blank(row, column, None, look)
    if isinstance(content, bool):
        return lambda row, column, look: worksheet.write_boolean(row, column, content, look)
    if isinstance(content, int) or (isinstance(content, Decimal) and content.is_finite()):
        return lambda row, column, look: worksheet.write_number(row, column, float(content), look)
    if isinstance(content, date | datetime):
        return lambda row, column, look: worksheet.write_datetime(row, column, content, look)
    return lambda row, column, look: worksheet.write_string(row, column, clean(str(content)), look)
