"""Freeze a sheet for the record: a dated copy that holds values, drawings too, so that it never changes."""

from __future__ import annotations

import xlwings as xw

from kccxl.errors import UsageError
from kccxl.excel.frozen_data import keep_figures
from kccxl.excel.marks import give_up
from kccxl.excel.places import dated
from kccxl.excel.session import Declined, Desk, show_cells
from kccxl.excel.tabs import titles_of
from kccxl.sheets.titles import LONGEST, safe_title

_DATE = len(" 2016-08-05")


def freeze_in(desk: Desk) -> str:
    """Copy the sheet in front, ask first, and put values in place of the copy's formulas.

    The sheet itself is not touched. The copy is marked as kept: no refresh replaces it or reads it.

    Raises:
        Declined: the officer answered No.
        UsageError: the sheet is a chart, or protected.

    """
    book = desk.book
    sheet = book.sheets.active
    if sheet.name not in [each.name for each in book.sheets]:
        raise UsageError(
            f"'{sheet.name}' is a chart, which has no cells to freeze. Click the tab of a sheet with cells, and press "
            "the button again. Nothing was changed."
        )
    titles = titles_of(book)
    title = safe_title(dated(sheet.name[: LONGEST - _DATE].rstrip()), titles)
    if not desk.ask(
        f"A copy of the sheet '{sheet.name}' will be made under the name '{title}', in which values stand in "
        "place of all formulas. "
        f"'{sheet.name}' itself stays as it is. Go on?"
    ):
        raise Declined("Nothing was changed. Press the button again if you want the copy after all.")
    if getattr(sheet.api, "ProtectContents", False) is True:
        raise UsageError(
            f"'{sheet.name}' is protected, so values cannot take the place of formulas in a copy of it. "
            "Take the protection off (Review > Unprotect Sheet), and press the button again. Nothing was changed."
        )
    try:
        copy = sheet.copy(after=sheet, name=title)
        _to_values(copy)
        kept = keep_figures(copy)
        give_up(copy)
        _leave_clipboard(book)
    except Exception:
        for made in [each for each in book.sheets if each.name not in titles]:
            made.delete()
        raise
    show_cells(copy, "A1")
    hidden = " and ".join(f"'{each}'" for each in kept)
    drawn = f" What is drawn on it keeps its figures on the hidden sheet {hidden}." if kept else ""
    both = f", and {hidden} with it" if kept else ""
    return (
        f"The sheet '{title}' is a copy of '{sheet.name}' with values only. It needs no add-in, no longer changes, "
        f"and kccxl reads nothing from it.{drawn}\n\n"
        f"Next: save the workbook. If you do not want the copy, delete that sheet{both}; nothing else was changed."
    )


def _to_values(sheet: xw.Sheet) -> None:
    """Paste the values of a sheet over its formulas; pasted, no text is taken for a number or a date."""
    used = sheet.used_range
    used.copy()
    used.paste(paste="values")


def _leave_clipboard(book: xw.Book) -> None:
    try:
        book.app.cut_copy_mode = False
    except NotImplementedError:
        return
