"""The tabs of a workbook: worksheets, and the chart sheets among them, which xlwings leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import xlwings as xw

from kccxl.excel.native import native

_VISIBLE, _HIDDEN = -1, 0  # XlSheetVisibility


def titles_of(book: xw.Book) -> list[str]:
    """Return the titles of all tabs, none of which a new sheet may bear."""
    return [*(sheet.name for sheet in book.sheets), *(tab.Name for tab in _other_tabs(book))]


def _other_tabs(book: xw.Book) -> list[Any]:
    """Return the tabs that are no worksheets, as Excel's own objects."""
    tabs = getattr(book.api, "Sheets", None)
    if tabs is None:
        return []
    worksheets = {sheet.name for sheet in book.sheets}
    return [tab for tab in tabs if tab.Name not in worksheets]


def add_behind(book: xw.Book, title: str, after: xw.Sheet) -> xw.Sheet:
    """Add an empty sheet of a title right behind another.

    With chart sheets in a workbook xlwings counts tabs and worksheets as one, and would move an officer's sheet.
    """
    api = native(after)
    if api is None or not _other_tabs(book):
        return book.sheets.add(title, after=after)
    tabs = book.api.Sheets
    if api.Index < tabs.Count:
        added = book.api.Worksheets.Add(Before=tabs(api.Index + 1))
    else:
        added = book.api.Worksheets.Add(Before=api)
        api.Move(Before=added)
    added.Name = title
    return book.sheets[title]


@contextmanager
def without_charts(book: xw.Book) -> Iterator[None]:
    """Hide the chart sheets for the block."""
    hidden = [tab for tab in _other_tabs(book) if tab.Visible == _VISIBLE]
    try:
        for tab in hidden:
            tab.Visible = _HIDDEN
        yield
    finally:
        for tab in hidden:
            tab.Visible = _VISIBLE
