"""Know the sheets that kccxl made in an open workbook, and whether somebody has edited them since.

The mark is the one that sheets put into a file bear (see ``kccxl.files.graft_marks``): a hidden name of the sheet.
Excel does not tell the number a sheet has in the file, so the mark made here bears 0 for it, and a sheet is known
by the title it was given.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

import xlwings as xw

from kccxl.excel.native import native
from kccxl.excel.references import formulas_of
from kccxl.excel.runs import address
from kccxl.files.graft_marks import KEPT, MARK, Mark, read_mark
from kccxl.files.markup import unescape
from kccxl.sheets.sheet import Sheet
from kccxl.tables.grid import Grid, Value, cell_name

_SHEET_NAMES = re.compile(r"'(?:[^']|'')*'!|[^\W\d][\w.]*!|_xlfn\.|_xlws\.|\s")


_EPOCH = datetime(1899, 12, 30)


def marks_of(book: xw.Book) -> dict[str, Mark]:
    """Return the marks of a workbook's sheets, by the title the sheet bears now."""
    return {sheet.name: mark for sheet in book.sheets if (mark := mark_of(sheet)) is not None}


def mark_of(sheet: xw.Sheet) -> Mark | None:
    """Return the mark of a sheet, None if it bears none."""
    marks = [read_mark(str(name.refers_to)) for name in _names(sheet, MARK)]
    return next((mark for mark in marks if mark is not None), None)


def own_sheets(marks: Mapping[str, Mark]) -> dict[str, str]:
    """Return the sheet that is meant by each title of a report: the one kccxl made, not a copy of it.

    A renamed sheet is still kccxl's own as long as it is the only one with its mark. Sheets with the figures of
    another workbook are none of this one's.

    >>> from kccxl.files.graft_marks import Origin
    >>> made = Mark("performance", "Summary", "Summary", 0, "")
    >>> own_sheets({"Summary": made, "Summary (2)": made}), own_sheets({"July": made})
    ({'Summary': 'Summary'}, {'Summary': 'July'})
    >>> own_sheets({"Summary": Mark("performance", "Summary", "Summary", 0, "", Origin("c0ffee", "July.xlsx"))})
    {}
    """
    marks = {title: mark for title, mark in marks.items() if not mark.origin.elsewhere}
    found = {mark.title: title for title, mark in marks.items() if mark.given == title}
    for title, mark in marks.items():
        bearers = [other for other in marks.values() if other.title == mark.title]
        if mark.title not in found and len(bearers) == 1:
            found[mark.title] = title
    return found


def put_mark(sheet: xw.Sheet, report: str, laid_out: Sheet, given: str) -> None:
    """Mark a sheet as kccxl's own, with a digest of what was written."""
    mark = Mark(report, laid_out.title, given, 0, digest_of_sheet(laid_out))
    _add_hidden(sheet, MARK, "=" + unescape(mark.markup()))


def give_up(sheet: xw.Sheet) -> None:
    """Leave a sheet to the officer: kccxl replaces it no more, and still does not take it for an input."""
    if not _names(sheet, KEPT):
        _add_hidden(sheet, KEPT, '="1"')
    for name in _names(sheet, MARK):
        name.delete()


def printed_sheets(book: xw.Book) -> set[str]:
    """Return the titles of the sheets that kccxl printed or copied, which are no inputs."""
    return {sheet.name for sheet in book.sheets if _names(sheet, MARK, KEPT)}


def _add_hidden(sheet: xw.Sheet, name: str, refers_to: str) -> None:
    added = sheet.names.add(name, refers_to)
    if native(sheet) is not None:
        added.api.Visible = False


def _names(sheet: xw.Sheet, *wanted: str) -> list[xw.Name]:
    return [name for name in sheet.names if name.name.rpartition("!")[2] in wanted]


def digest_of_sheet(sheet: Sheet) -> str:
    """Return the digest of a sheet as laid out."""
    from kccxl.files.write import clean

    cells, notes = dict[str, str](), dict[str, str]()
    for (row, column), cell in sheet.cells.items():
        place = cell_name(row, column)
        if cell.formula:
            cells[place] = _formula_in_words(cell.formula)
        elif isinstance(cell.content, str):
            cells[place] = _in_words(clean(cell.content))
        else:
            cells[place] = _in_words(cell.content)
        if cell.note:
            notes[place] = clean(cell.note)
    return _digest(cells, notes, map(address, sheet.merges), len(sheet.charts))


def digest_of_live(sheet: xw.Sheet, grid: Grid) -> str:
    """Return the digest of a sheet as it stands in Excel; ``grid`` holds its cells."""
    cells = {
        cell_name(row, column): _in_words(value)
        for row, values in enumerate(grid.rows)
        for column, value in enumerate(values)
    }
    cells |= {cell_name(*place): f"error {fault}" for place, fault in grid.faults.items()}
    cells |= {
        cell_name(*place): _formula_in_words(formula) for place, formula in formulas_of(sheet, grid).items()
    }
    notes = {note.location.address.replace("$", ""): note.text for note in sheet.notes}
    drawn = len(sheet.charts) + len(sheet.pictures)
    return _digest(cells, notes, (area.name for area in grid.merged), drawn)


def _digest(cells: Mapping[str, str], notes: Mapping[str, str], merges: Iterable[str], drawn: int) -> str:
    lines = [f"{place}={value}" for place, value in sorted(cells.items()) if value != "text "]
    lines += [f"note {place}={_plain(text)}" for place, text in sorted(notes.items())]
    lines += [f"merged {area}" for area in sorted(merges)]
    text = "\n".join([*lines, f"drawn {drawn}"])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _in_words(value: Value | Decimal) -> str:
    """Tell a number from a text; numbers in 12 digits of the 15 that every program keeps."""
    if value is None or isinstance(value, str):
        return f"text {_plain(value or '')}"
    if isinstance(value, bool):
        return f"logical {int(value)}"
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        return f"number {(moment - _EPOCH).total_seconds() / 86_400:.12g}"
    if isinstance(value, int | float | Decimal):
        return f"number {float(value):.12g}"
    return f"number {value}"


def _formula_in_words(formula: str) -> str:
    return "formula " + _SHEET_NAMES.sub("", formula).lstrip("=").upper()


def _plain(text: str) -> str:
    return " ".join(text.split())
