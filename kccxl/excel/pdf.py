"""Export the dashboard as a PDF, by Excel itself, so that it looks as it prints."""

from __future__ import annotations

from pathlib import Path

from kccxl.errors import UnwritableFile, UsageError
from kccxl.excel.marks import marks_of
from kccxl.excel.places import dated, folder_of, free_path
from kccxl.excel.session import Desk, Selection
from kccxl.excel.tabs import without_charts


def export_from(desk: Desk) -> str:
    """Export the sheets kccxl made that are shown; no file is ever replaced.

    Raises:
        UsageError: there is no dashboard yet.
        UnwritableFile: Excel wrote no file.

    """
    book = desk.book
    marks = marks_of(book)
    pages: list[int | str] = [sheet.name for sheet in book.sheets if sheet.name in marks and sheet.visible]
    if not pages:
        raise UsageError(
            f"'{book.name}' has no dashboard yet. Press Refresh dashboard first, then Export PDF."
        )
    path = free_path(folder_of(book), dated(f"{Path(book.name).stem} dashboard"), ".pdf")
    desk.say("exporting the PDF")
    where = Selection.of(book)
    # other sheets are hidden for the moment of printing, and xlwings shows them again
    with without_charts(book):
        book.to_pdf(str(path), include=pages)
    # hiding the sheet in front brings another one there
    where.go_back(book)
    if not path.exists():
        raise UnwritableFile(
            f"Excel wrote no PDF to {path.parent}. Check that you may save files there, and press the button again."
        )
    exported = "1 sheet was" if len(pages) == 1 else f"{len(pages)} sheets were"
    return f"{exported} exported to:\n{path}\n\nNext: open it and read it through before you send it on."
