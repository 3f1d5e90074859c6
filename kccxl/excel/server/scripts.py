"""The buttons as xlwings Server finds them: scripts that get a workbook's values and send back what to do to it.

A browser hands over no files and no formulas, so not every button is served: the dashboard is only put into a
workbook that has none yet, Check data writes no sheet, and nothing that makes files is here at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import xlwings as xw

from kccxl.errors import UsageError
from kccxl.excel.dashboard import compute_in, refresh_in
from kccxl.excel.explain import explain_in
from kccxl.excel.log import open_log
from kccxl.excel.marks import marks_of
from kccxl.excel.messages import in_words, problem_counts, shortened
from kccxl.excel.press import perform, tell
from kccxl.excel.server.layout import grids_of
from kccxl.excel.session import Desk, show_cells

_MOST_PROBLEMS = 3


def refresh_dashboard(book: xw.Book, layout: Any = None) -> None:
    """Compute the workbook's reports and put their sheets beside the officer's own."""
    _press(book, layout, "Refresh dashboard", _refresh)


def check_data(book: xw.Book, layout: Any = None) -> None:
    """Say what should be mended, and select the first cell."""
    _press(book, layout, "Check data", _check)


def explain_selected_cell(book: xw.Book, layout: Any = None) -> None:
    """Say how the ratings of the selected row came about."""
    _press(book, layout, "Explain selected cell", explain_in)


SCRIPTS: Mapping[str, Callable[..., None]] = {
    "Check data": check_data,
    "Refresh dashboard": refresh_dashboard,
    "Explain selected cell": explain_selected_cell,
}
"""Every button by what it is called."""


def _press(book: xw.Book, layout: Any, title: str, act: Callable[[Desk], str]) -> None:
    log = open_log()
    log.info("%s: %s, by the server", title, " ".join(book.name.split()))
    desk = Desk(book, f"kccxl – {title}", read=partial(grids_of, layout=layout))
    text, failed = perform(desk, act)
    if failed:
        # actions wait until the script is done, so that leaving them out undoes them
        book.json()["actions"].clear()
    (log.warning if failed else log.info)("%s: %s", title, text.replace("\n", " "))
    tell(desk, shortened(text), failed)


def _refresh(desk: Desk) -> str:
    made = list(marks_of(desk.book))
    if made:
        raise UsageError(
            f"This workbook holds sheets of an earlier dashboard: {', '.join(made)}. Here kccxl cannot see whether "
            "somebody edited them, or which formulas refer to them, so it replaces none. Delete or move them and press "
            "Refresh dashboard again, or refresh in desktop Excel. Nothing was changed."
        )
    return refresh_in(desk)


def _check(desk: Desk) -> str:
    _, done = compute_in(desk)
    if not done.problems:
        return "No problems were found. Next: press Refresh dashboard."
    first = done.problems[0]
    sheets = {sheet.name.casefold(): sheet for sheet in desk.book.sheets if sheet.visible}
    sheet = sheets.get(first.sheet.casefold())
    selected = sheet is not None and bool(first.cell) and show_cells(sheet, first.cell)
    more = len(done.problems) - _MOST_PROBLEMS
    said = [in_words(problem) for problem in done.problems[:_MOST_PROBLEMS]]
    said += [f"And {more} more: mend these first, or run kccxl check."] if more > 0 else []
    where = "\n\nThe first one's cell is selected." if selected else ""
    return "\n\n".join([f"{problem_counts(done.problems).capitalize()} found.", *said]) + where
