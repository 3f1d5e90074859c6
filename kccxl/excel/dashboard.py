"""Refresh the dashboard of an open workbook, or only check its data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import xlwings as xw

from kccxl.excel.live import show
from kccxl.excel.marks import printed_sheets
from kccxl.excel.messages import checks_message, errors_message, refreshed_message
from kccxl.excel.reading import inputs, read_book
from kccxl.excel.session import Desk, show_cells
from kccxl.refresh import Refreshed, refresh
from kccxl.reports.paper import data_checks
from kccxl.reports.paper.binding import CHECKS
from kccxl.reports.paper.frame import Frame, Making, Masthead
from kccxl.sheets.sheet import Book
from kccxl.tables.grid import Grid
from kccxl.tables.problems import Problem


def refresh_in(desk: Desk) -> str:
    """Refresh the dashboard, and return what to tell the officer; with errors nothing is changed."""
    grids, done = _compute(desk)
    if done.book is None:
        return errors_message(done, selected=_select_first(desk.book, done.problems[:1]))
    shown = show(desk.book, done.book, grids, say=desk.say)
    desk.remarks += shown.remarks
    first = shown.titles[done.book.sheets[0].title]
    show_cells(desk.book.sheets[first], "A1")
    return refreshed_message(done, shown)


def check_in(desk: Desk) -> str:
    """Write the sheet of data checks alone, select the first cell to mend, and return what to tell the officer."""
    grids, done = _compute(desk)
    shown = show(desk.book, _checks(done, grids), grids, complete=False, say=desk.say)
    desk.remarks += shown.remarks
    title = shown.titles[CHECKS]
    selected = _select_first(desk.book, done.problems[:1])
    if not selected:
        show_cells(desk.book.sheets[title], "A1")
    return checks_message(done, title, selected, shown)


def compute_in(desk: Desk) -> tuple[list[Grid], Refreshed]:
    """Compute the reports of the workbook as it stands; its sheets come with them."""
    return _compute(desk)


def _compute(desk: Desk) -> tuple[list[Grid], Refreshed]:
    desk.say("reading the workbook")
    grids = (desk.read or read_book)(desk.book)
    given = inputs(grids, printed_sheets(desk.book))
    desk.say("computing")
    made = datetime.now().replace(microsecond=0)
    return grids, refresh(given, desk.book.name, made=made, beside=[grid.sheet for grid in given])


def _checks(done: Refreshed, grids: Sequence[Grid]) -> Book:
    """The sheet of data checks alone: that of the dashboard, or with errors, one of its own."""
    if done.book is not None:
        return replace(done.book, sheets=[sheet for sheet in done.book.sheets if sheet.title == CHECKS])
    from kccxl import __version__

    beside = [grid.sheet for grid in grids]
    making = Making(__version__, done.workbook, datetime.now().replace(microsecond=0), beside=beside)
    masthead = Masthead(" and ".join(each.report.title for each in done.computed))
    sheet = data_checks.lay_out(Frame(masthead, making), CHECKS, done.problems)
    return Book([sheet], properties={"kccxl report": ", ".join(done.names)})


def _select_first(book: xw.Book, problems: Sequence[Problem]) -> bool:
    """Select the first cell that a problem names, if its sheet is shown."""
    sheets = {sheet.name.casefold(): sheet for sheet in book.sheets if sheet.visible}
    for problem in problems:
        sheet = sheets.get(problem.sheet.casefold())
        if sheet is not None and problem.cell:
            return show_cells(sheet, problem.cell)
    return False
