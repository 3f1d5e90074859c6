"""Read an open workbook as grids, just as a file is read, so that a button and a headless run cannot differ.

Excel saves a copy of the workbook as it stands, unsaved changes included, to a temporary folder, and that copy is
read by the reader of files. One call thus brings values, number formats, merged areas, hidden lines, Excel tables
and errors, whether the workbook was ever saved or not, lies on OneDrive or SharePoint, is read-only or protected;
the workbook itself, its name and its state of being saved are not touched. Where no copy can be had (Excel for the
Mac, a workbook encrypted with a password), the sheets are read from Excel in blocks.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import xlwings as xw

from kccxl.errors import FileError
from kccxl.excel.log import open_log
from kccxl.tables.grid import Grid

_ENDINGS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb"})


def read_book(book: xw.Book) -> list[Grid]:
    """Return every worksheet of an open workbook as it stands now, in the order of the tabs.

    Raises:
        RefusedFile: it would not be safe to read.

    """
    grids = _read_copy(book)
    if grids is None:
        from kccxl.excel.blocks import read_sheet

        return [read_sheet(sheet, book.name) for sheet in book.sheets]
    return grids


def inputs(grids: Collection[Grid], own: Collection[str]) -> list[Grid]:
    """Leave out the sheets that kccxl made: what it printed is not what officers typed.

    >>> [grid.sheet for grid in inputs([Grid("a.xlsx", "Data", []), Grid("a.xlsx", "Summary", [])], ["Summary"])]
    ['Data']
    """
    return [grid for grid in grids if grid.sheet not in own]


def _read_copy(book: xw.Book) -> list[Grid] | None:
    save_copy = getattr(book.api, "SaveCopyAs", None)
    if save_copy is None:
        return None
    from kccxl.files.read import read_workbook

    ending = Path(book.name).suffix.lower()
    # what was never saved has no ending, and Excel copies it in its usual format
    with tempfile.TemporaryDirectory(prefix="kccxl-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder, f"copy{ending if ending in _ENDINGS else '.xlsx'}")
        try:
            save_copy(str(copy))
            grids = read_workbook(copy)
        except (FileError, OSError) as fault:
            if type(fault).__name__ == "RefusedFile":
                raise
            open_log().warning(
                "no copy of %s could be read, so its cells are asked for in blocks: %s", book.name, fault
            )
            return None
    return [replace(grid, workbook=book.name) for grid in grids]
