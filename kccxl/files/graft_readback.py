"""Read new sheets back out of a finished workbook, and say the first cell that is not as it was laid out.

The reader is python-calamine, which shares nothing with the writer. It cannot open every workbook that Excel
can (parts in UTF-16 or in other folders than usual); of those the sheets are read by our own reader.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias

import python_calamine as calamine

from kccxl.errors import FileError
from kccxl.files.archive import damaged
from kccxl.files.graft import Grafted
from kccxl.files.graft_contents import plain, read_contents
from kccxl.files.package import Package
from kccxl.files.write import clean
from kccxl.sheets.sheet import Book, Cell, Sheet
from kccxl.tables.grid import cell_name

_DAY = timedelta(days=1)
_ORIGIN, _ORIGIN_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)

Cells: TypeAlias = "Mapping[tuple[int, int], object]"


def read_back(
    workbook: bytes, book: Book, titles: Mapping[str, str], *, name: str, counts_from_1904: bool
) -> str | None:
    """Compare the sheets of a book with what a workbook holds.

    Args:
        workbook: the finished workbook.
        book: the sheets as laid out.
        titles: the titles they bear in the workbook.
        name: the file's name, for messages.
        counts_from_1904: how the workbook counts days.

    Returns:
        None if all is as laid out, else the first difference in words.

    Raises:
        UnreadableFile: the workbook cannot be read.

    """
    origin = _ORIGIN_1904 if counts_from_1904 else _ORIGIN
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook)) as opened:
            for sheet in book.sheets:
                found = _cells(opened.get_sheet_by_name(titles[sheet.title]), origin)
                if difference := _compare(found, _expected(sheet, origin)):
                    return f"sheet '{titles[sheet.title]}', {difference}"
    except FileError:
        raise
    except (calamine.CalamineError, OSError, ValueError, KeyError, IndexError) as error:
        raise damaged(name, f"its cells cannot be read ({error})") from None
    except BaseException as error:
        # A panic of the reader's Rust code arrives as a BaseException of a class that cannot be named.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(name, "its cells cannot be read") from None
    return None


def can_read(workbook: bytes) -> bool:
    """Whether python-calamine can open a workbook at all."""
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook)):
            return True
    except calamine.CalamineError:
        return False


def read_back_ourselves(
    package: Package, book: Book, grafted: Grafted, *, counts_from_1904: bool
) -> str | None:
    """Compare the sheets of a book with what a workbook holds that python-calamine cannot open."""
    origin = _ORIGIN_1904 if counts_from_1904 else _ORIGIN
    for sheet in book.sheets:
        title = grafted.titles[sheet.title]
        found = read_contents(package, grafted.parts[title], "").cells
        expected = {_address(place): _in_words(cell, origin) for place, cell in sheet.cells.items()}
        for place in sorted(found.keys() | expected.keys()):
            one, other = found.get(place, ""), expected.get(place, "")
            if one != other and not (other == "formula" and one.startswith("formula ")):
                return f"sheet '{title}', cell {place} holds {one!r} where {other!r} was laid out"
    return None


def comparable(value: object, origin: datetime) -> object:
    """Return a value as it counts: numbers as floats, dates as days, texts with blanks of all kinds as one.

    >>> comparable(date(1904, 1, 2), datetime(1904, 1, 1)), comparable(" a  b", datetime(1904, 1, 1))
    (1.0, 'a b')
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        number = float(value)
        return number if number - number == 0 else str(value)
    if isinstance(value, timedelta):
        return value / _DAY
    if isinstance(value, time):
        return (datetime.combine(_ORIGIN, value) - _ORIGIN) / _DAY
    if isinstance(value, datetime):
        return (value - origin) / _DAY
    if isinstance(value, date):
        return (datetime(value.year, value.month, value.day) - origin) / _DAY
    return plain(clean(str(value)))


def _cells(sheet: calamine.CalamineSheet, origin: datetime) -> Cells:
    top, left = sheet.start or (0, 0)
    return {
        (top + row, left + column): comparable(value, origin)
        for row, line in enumerate(sheet.to_python(skip_empty_area=True))
        for column, value in enumerate(line)
        if value != ""
    }


def _expected(sheet: Sheet, origin: datetime) -> Cells:
    return {place: comparable(_shown(cell), origin) for place, cell in sheet.cells.items()}


def _shown(cell: Cell) -> object:
    if cell.runs and not cell.formula and not (cell.link and isinstance(cell.content, str)):
        return "".join(text for text, _ in cell.runs) or cell.content or ""
    return "" if cell.content is None else cell.content


def _address(place: tuple[int, int]) -> str:
    return cell_name(*place)


def _in_words(cell: Cell, origin: datetime) -> str:
    if cell.formula:
        return "formula"
    value = comparable(_shown(cell), origin)
    if isinstance(value, bool):
        return f"logical {value:d}"
    if isinstance(value, float):
        return f"number {value:.12g}"
    return f"text {value}" if value else ""


def _compare(found: Cells, expected: Cells) -> str:
    for place in sorted(expected.keys() | found.keys()):
        one, other = found.get(place, ""), expected.get(place, "")
        if not _agree(one, other):
            return f"row {place[0] + 1}, column {place[1] + 1} holds {one!r} where {other!r} was laid out"
    return ""


def _agree(found: object, expected: object) -> bool:
    if isinstance(found, float) and isinstance(expected, float):
        return abs(found - expected) <= 1e-9 * max(1.0, abs(expected))
    return type(found) is type(expected) and found == expected
