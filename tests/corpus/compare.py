"""Compare a workbook before and after sheets were put in, by programs that had no part in it."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import warnings
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

import openpyxl
import python_calamine as calamine
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from kccxl.errors import FileError
from kccxl.files.archive import open_archive
from kccxl.files.layout import read_layout

SHARED = re.compile(
    r"\[Content_Types\]\.xml|.*workbook\.xml|.*workbook\.xml\.rels|.*styles\.xml|.*metadata\.xml",
    re.IGNORECASE,
)


def as_they_lie(data: bytes) -> dict[str, str]:
    """A digest of each part's name, header and compressed bytes."""
    found = dict[str, str]()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for info in packed.infolist():
            lengths = struct.unpack_from("<HH", data, info.header_offset + 26)
            end = info.header_offset + 30 + sum(lengths) + info.compress_size
            found[info.filename] = hashlib.sha256(data[info.header_offset : end]).hexdigest()
    return found


def lost_lines(before: bytes, after: bytes) -> list[str]:
    """What a shared part no longer holds: its elements in their order, numbers that count or place apart."""
    new = iter(list(_elements(after)))
    return [element[0] for element in _elements(before) if not any(other == element for other in new)]


def _elements(content: bytes) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    for node in ElementTree.fromstring(content).iter():
        attributes = {
            name: value for name, value in node.attrib.items() if name not in ("count", "fullCalcOnLoad")
        }
        yield node.tag, (node.text or "").strip(), tuple(sorted(attributes.items()))


def values(data: bytes) -> dict[str, object] | str:
    """The values of all sheets as python-calamine reads them; words where it cannot, or would take all memory."""
    try:
        read_layout(open_archive(data, "the workbook"))
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return {name: _rows(book, number) for number, name in enumerate(book.sheet_names)}
    except (calamine.CalamineError, FileError) as error:
        return str(error)


def _rows(book: calamine.CalamineWorkbook, number: int) -> object:
    if book.sheets_metadata[number].typ != calamine.SheetTypeEnum.WorkSheet:
        return "no worksheet"
    try:
        return book.get_sheet_by_index(number).to_python()
    except calamine.CalamineError as error:
        return str(error)


def looks(data: bytes) -> dict[str, dict[str, tuple[str, ...]]] | str:
    """Formulas, results and styles of all cells by sheet as openpyxl reads them; its own words where it cannot."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            formulas = openpyxl.load_workbook(io.BytesIO(data))
            results = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, SyntaxError) as error:
        # broken XML, and entities that grow too far, are syntax errors
        return f"{type(error).__name__}: {error}"
    found = dict[str, dict[str, tuple[str, ...]]]()
    for sheet in formulas.worksheets:
        other = results[sheet.title]._cells
        found[sheet.title] = {
            cell.coordinate: (
                _spelled(cell.value),
                str(getattr(other.get((cell.row, cell.column)), "value", None)),
                cell.number_format,
                *(repr(one) for one in (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)),
            )
            # not iter_rows(): it makes every cell between the first and the last, be it millions
            for cell in sheet._cells.values()
            if cell.value is not None or cell.has_style
        }
    return found


def _spelled(value: object) -> str:
    """What a cell holds, in words; openpyxl has objects of its own for formulas of areas and of what-if tables."""
    if isinstance(value, ArrayFormula):
        return f"{value.ref} {value.text}"
    return str(vars(value) if isinstance(value, DataTableFormula) else value)
