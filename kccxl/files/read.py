"""Read a workbook as grids: values by python-calamine, all else by our own small reader.

Nothing in the file is run, calculated or followed: no macros, no external links, no queries.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import python_calamine as calamine

from kccxl.errors import FileError, RefusedFile, UnreadableFile
from kccxl.files.archive import Archive, damaged, open_archive
from kccxl.files.compound import MAGIC, check_compound
from kccxl.files.foreign import check_binary, check_open_document, is_binary, is_open_document
from kccxl.files.layout import SheetLayout, read_layout
from kccxl.files.markup import escape
from kccxl.tables.grid import Grid, Value

MOST_BYTES = 512 << 20
"""The largest file that is read at all."""

_ZIP = b"PK"
_MEND = "Open it in Excel and save it as .xlsx, then use that file."
_MEND_PDF = "Ask for the workbook it was printed from, open that in Excel and save it as .xlsx."
_KINDS = {
    ".csv": " but a text file (CSV)",
    ".txt": " but a text file",
    ".pdf": " but a PDF",
    ".htm": " but a web page",
    ".html": " but a web page",
    ".xml": " but an XML file",
    ".xls": ", whatever its name says; systems often export text or a web page under the name .xls",
    ".xlsx": ", whatever its name says",
    ".xlsm": ", whatever its name says",
}


def read_workbook(path: Path) -> list[Grid]:
    """Read all worksheets of a workbook, in the order of their tabs.

    Hidden sheets come too, marked so; chart sheets, and reports that kccxl wrote into the
    workbook, do not. What the file is, its contents tell, not its name.
    Of sheets whose XML exceeds 8 MB (ledgers), values, tables, errors and formulas without result are read; of
    ``.xls``, ``.xlsb`` and ``.ods`` values alone: formats, merged areas, hidden lines, formulas without result and
    errors stay empty.

    Args:
        path: a workbook (.xlsx, .xlsm, .xltx, .xltm, .xls, .xlsb or .ods).

    Raises:
        UnreadableFile: it is missing, damaged, protected by a password, or not a workbook.
        RefusedFile: it is built to exhaust memory or to reach outside itself.

    Example:
        >>> read_workbook(Path("no such plan.xlsx"))
        Traceback (most recent call last):
        ...
        kccxl.errors.UnreadableFile: 'no such plan.xlsx' was not found in .... Check the name and the folder.

    """
    name = path.name
    data = load_file(path)
    layouts: dict[str, SheetLayout] = {}
    if data.startswith(_ZIP):
        archive = open_archive(data, name)
        if is_binary(archive):
            check_binary(archive)
        elif is_open_document(archive):
            check_open_document(archive)
        else:
            layouts = read_layout(archive)
            return _read_parts(archive, layouts)
    elif data.startswith(MAGIC):
        check_compound(data, name)
    else:
        kind = path.suffix.lower()
        mend = _MEND_PDF if kind == ".pdf" else _MEND
        raise UnreadableFile(f"'{name}' is not a workbook{_KINDS.get(kind, '')}. {mend}")
    return _read_values(data, name, layouts)


def load_file(path: Path) -> bytes:
    """Return the file's bytes, taken once, so that what was checked is what is read.

    Raises:
        UnreadableFile: it is missing, empty, or cannot be opened.
        RefusedFile: it is larger than `MOST_BYTES`.

    """
    name = path.name
    try:
        if path.is_dir():
            raise UnreadableFile(f"'{path}' is a folder. Choose the workbook in it.")
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            size = about.st_size
            if not stat.S_ISREG(about.st_mode):
                raise UnreadableFile(f"'{name}' is not a file but a device. Choose a workbook.")
            if size > MOST_BYTES:
                raise RefusedFile(
                    f"'{name}' is {size >> 20:,} MB large, and workbooks up to {MOST_BYTES >> 20} MB are "
                    "read. Keep the sheets that are needed in a workbook of their own and use that one."
                )
            data = file.read(size)
    except FileNotFoundError:
        raise UnreadableFile(
            f"'{name}' was not found in '{path.absolute().parent}'. Check the name and the folder."
        ) from None
    except PermissionError:
        raise UnreadableFile(
            f"'{name}' cannot be opened: you may not read it, or another program holds it. Close it there, "
            "or ask its owner for access."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableFile(
            f"'{name}' cannot be opened ({reason}). Copy it to your own disk and try again."
        ) from None
    if not data:
        raise UnreadableFile(f"'{name}' is empty (0 bytes). Ask for a new copy, or save it again from Excel.")
    return data


def _read_parts(archive: Archive, layouts: Mapping[str, SheetLayout]) -> list[Grid]:
    """Read a zipped workbook; one that is spelled so that the cell reader cannot open it is respelled first."""
    try:
        return _read_values(_without_strange_faults(archive, layouts), archive.name, layouts)
    except UnreadableFile as fault:
        from kccxl.files.respell import (
            respelled,  # what takes workbooks apart is loaded for the few that need it
        )

        try:
            return _read_values(respelled(archive), archive.name, layouts)
        except FileError:
            raise fault from None


def _read_values(data: bytes, name: str, layouts: Mapping[str, SheetLayout]) -> list[Grid]:
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            if not book.sheets_metadata:
                raise damaged(name, "it has no sheets")
            return [
                _grid(book, index, name, layouts)
                for index, sheet in enumerate(book.sheets_metadata)
                if sheet.typ == calamine.SheetTypeEnum.WorkSheet
                and not (sheet.name in layouts and layouts[sheet.name].made_by_kccxl)
            ]
    except calamine.PasswordError:
        raise UnreadableFile(
            f"'{name}' is protected by a password. Open it in Excel, remove the password (File > Info > "
            "Protect Workbook) and save it, or ask its owner for a copy without password."
        ) from None
    except FileError:
        raise
    except (calamine.CalamineError, OSError, ValueError, KeyError, IndexError) as error:
        raise damaged(name, f"its cells cannot be read ({error})") from None
    except BaseException as error:
        # A panic of the reader's Rust code arrives as a BaseException of a class that cannot be named.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(name, "its cells cannot be read") from None


def _grid(book: calamine.CalamineWorkbook, index: int, name: str, layouts: Mapping[str, SheetLayout]) -> Grid:
    about = book.sheets_metadata[index]
    rows = _rows(book.get_sheet_by_index(index))
    visible = about.visible == calamine.SheetVisibleEnum.Visible
    layout = layouts.get(about.name)
    if layout is None:
        return Grid(name, about.name, rows, visible=visible, values_only=True)
    marks = layout.marks
    for row, column in marks.faults:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = None
    return Grid(
        workbook=name,
        sheet=about.name,
        rows=rows,
        formats=marks.formats,
        merged=tuple(marks.merged),
        hidden_rows=frozenset(marks.hidden_rows),
        hidden_columns=frozenset(marks.hidden_columns),
        uncached=marks.uncached,
        faults=marks.faults,
        tables=tuple(layout.tables),
        visible=visible,
        values_only=not layout.complete,
    )


def _rows(sheet: calamine.CalamineSheet) -> list[list[Value]]:
    """Lay out a sheet from A1; asking the reader for that would copy all cells once more."""
    if sheet.start is None:
        return []
    top, left = sheet.start
    before: list[Value] = [None] * left
    rows = cast("list[list[Value]]", sheet.to_python(skip_empty_area=True))
    for row in rows:
        if "" in row:
            row[:] = [None if value == "" else value for value in row]
        if left:
            row[:0] = before
    return [[] for _ in range(top)] + rows


def _without_strange_faults(archive: Archive, layouts: Mapping[str, SheetLayout]) -> bytes:
    """Spell errors that Excel does not know as one it does: the cell reader gives up at ``Err:508``.

    They are known as faults already, so nothing is lost.
    """
    changed = {layout.part.lower(): layout.marks.strange_faults for layout in layouts.values()}
    if not any(changed.values()):
        return archive.data
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as packed:
        for part, entry in archive.parts.items():
            content = archive.read(part)
            for fault in changed.get(part, ()):
                content = content.replace(f">{escape(fault)}<".encode(), b">#VALUE!<")
            packed.writestr(entry.filename, content)
    return copy.getvalue()
