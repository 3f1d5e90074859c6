"""The buttons: functions without arguments that a macro calls through xlwings' ``RunPython``.

Each acts on the workbook its button stands in. What an officer waits for at each click is the start of Python, so
nothing is imported here that a button may not need.
"""

from __future__ import annotations

from kccxl.excel.press import press
from kccxl.excel.session import Desk


def refresh_dashboard() -> None:
    """Compute the workbook's reports anew and put their sheets beside the officer's own."""

    def act(desk: Desk) -> str:
        from kccxl.excel.dashboard import refresh_in

        return refresh_in(desk)

    press("Refresh dashboard", act)


def check_data() -> None:
    """Write the sheet of data checks, and select the first cell to mend."""

    def act(desk: Desk) -> str:
        from kccxl.excel.dashboard import check_in

        return check_in(desk)

    press("Check data", act)


def explain_selected_cell() -> None:
    """Say how the ratings of the selected row came about, and what is wrong with the selected cell."""

    def act(desk: Desk) -> str:
        from kccxl.excel.explain import explain_in

        return explain_in(desk)

    press("Explain selected cell", act)


def new_workbook_from_template() -> None:
    """Make an empty, explained workbook beside this one, and open it."""

    def act(desk: Desk) -> str:
        from kccxl.excel.template import new_from

        return new_from(desk)

    press("New workbook", act)


def freeze_to_values() -> None:
    """Make a dated copy of the sheet in front, with values in place of its formulas."""

    def act(desk: Desk) -> str:
        from kccxl.excel.freeze import freeze_in

        return freeze_in(desk)

    press("Freeze to values", act)


def export_pdf() -> None:
    """Export the dashboard's sheets as a PDF beside the workbook."""

    def act(desk: Desk) -> str:
        from kccxl.excel.pdf import export_from

        return export_from(desk)

    press("Export PDF", act)


def open_log() -> None:
    """Open the log of the buttons."""

    def act(_: Desk) -> str:
        from kccxl.excel.show_log import show_log

        return show_log()

    press("Open log", act)
