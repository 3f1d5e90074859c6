"""The sheet Start of a button workbook, what its buttons are bound to, and the sheet of xlwings' settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sample_book import Book

SETTINGS_SHEET = "xlwings.conf"
_WIDTHS = (3, 28, 92)
_TEXT = {"text_wrap": True, "valign": "vcenter"}
_HEAD = {"bold": True, "font_size": 13, "font_color": "#1F3864", "valign": "vcenter"}
_BUTTON_WIDTH, _BUTTON_HEIGHT = 184, 34
_ROW = 36


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what stands on it, the Sub it starts, what it does."""

    caption: str
    macro: str
    does: str


ON_SHEET = (
    Button("Check data", "CheckData", "Lists every cell to look at on the sheet Data checks, with how to mend it."),
    Button("Refresh dashboard", "RefreshDashboard", "Puts the dashboard on sheets of its own behind yours. Press it "
           "again after every change; your own sheets are only read."),
    Button("Export PDF", "ExportPdf", "Saves the dashboard as a PDF beside this workbook."),
    Button("New workbook", "NewWorkbookFromTemplate", "Makes an empty workbook that explains itself, and opens it."),
    Button("Open log", "OpenLog", "Shows what the buttons did. Send it along when you report a fault."),
)  # fmt: skip
"""Buttons that make sense while the sheet Start is in front."""

ON_TAB = (
    Button("Explain selected cell", "ExplainSelectedCell", "Click a cell in the row of an indicator or a budget line, "
           "on your own sheet or on the dashboard. Says how its ratings came about, with the cells they rest on."),
    Button("Freeze to values", "FreezeToValues", "Go to a sheet. Makes a dated copy of it with values in place of "
           "formulas, for the record. It asks first."),
)  # fmt: skip
"""What acts on another sheet than Start, and is pressed on the KCC tab."""

_FIRST = (
    "If a yellow bar above the sheet says that macros are blocked, press Enable Content. Where that is not offered, "
    "close the workbook, right-click the file in its folder, choose Properties, tick Unblock, and open it again.",
    "Look at the other sheets: they hold the figures. Change what you like; this workbook is an example to try.",
    "Press Check data, mend what it lists, and press Refresh dashboard.",
)
_LAST = (
    "Each button starts Python, so its answer takes a few seconds; the bar at the foot of the window says what it does.",
    "A message tells what was done, or which cell to mend. If it says that Python or kccxl was not found, show it to "
    "whoever installed kccxl: the path of Python is set once for each user, or for this workbook alone on the sheet "
    f"{SETTINGS_SHEET}.",
    "Without macros: close this workbook, and run  kccxl build  with its name in a command prompt.",
)


def add_start(book: Book, title: str, subject: str) -> None:
    """Add the sheet Start, with its buttons; it must be the first sheet added."""
    sheet = book.sheet("Start")
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 1)
    sheet.set_row(0, 30)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(
        0, 1, title, book.style(bold=True, font_size=18, font_color="#1F3864", valign="vcenter")
    )
    row = _lines(book, sheet, 1, [subject])
    row = _numbered(book, sheet, _headed(book, sheet, row + 1, "First"), _FIRST)
    row = _headed(book, sheet, row + 1, "The buttons")
    for button in ON_SHEET:
        # buttons are not printed: the caption behind one is
        sheet.write_string(row, 1, button.caption, book.style(bold=True, valign="vcenter", indent=1))
        _line(book, sheet, row, button.does)
        sheet.insert_button(row, 1, {
            "caption": button.caption, "macro": button.macro, "description": f"{button.caption}: {button.does}",
            "width": _BUTTON_WIDTH, "height": _BUTTON_HEIGHT, "x_offset": 0, "y_offset": 7,
        })  # fmt: skip
        row += 1
    row = _headed(book, sheet, row + 1, "On the KCC tab, above the sheet")
    for button in ON_TAB:
        sheet.write_string(row, 1, button.caption, book.style(bold=True, valign="vcenter", indent=1))
        _line(book, sheet, row, button.does)
        row += 1
    row = _lines(
        book, sheet, row, ["The tab has all the buttons above as well, and so has the list under Alt+F8."]
    )
    _lines(book, sheet, _headed(book, sheet, row + 1, "Good to know"), _LAST)
    sheet.activate()


def add_settings(book: Book) -> None:
    """Add the sheet that xlwings reads its settings from: pairs from cell A1 down to the first empty row.

    What stands there overrules the user's own settings, the path of Python among them; so there is one line only. It
    keeps Python from looking for programs beside a workbook, which fails for one in SharePoint, known to Excel by its
    web address alone.
    """
    sheet = book.sheet(SETTINGS_SHEET)
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 64)
    sheet.write_string(0, 0, "ADD_WORKBOOK_TO_PYTHONPATH")
    sheet.write_boolean(0, 1, False)
    notes = (
        "The buttons read their settings above; they end at the first empty row.",
        "Python is found by the setting of each user, which this command writes:  kccxl excel install",
        "To use another Python for this workbook alone, copy the next line to row 2, and correct its path there.",
    )
    for row, note in enumerate(notes, start=3):
        sheet.write_string(row, 0, note, book.style(italic=True))
    sheet.write_string(3 + len(notes), 0, "INTERPRETER_WIN")
    sheet.write_string(3 + len(notes), 1, r"%LOCALAPPDATA%\Programs\Python\Python311\python.exe")


def _headed(book: Book, sheet: Any, row: int, text: str) -> int:
    sheet.set_row(row, 26)
    sheet.write_string(row, 1, text, book.style(**_HEAD))
    return row + 1


def _numbered(book: Book, sheet: Any, row: int, texts: Sequence[str]) -> int:
    return _lines(book, sheet, row, [f"{number}.  {text}" for number, text in enumerate(texts, start=1)])


def _lines(book: Book, sheet: Any, row: int, texts: Sequence[str]) -> int:
    """Write texts over both columns, each on a row of its own; return the row after them."""
    for text in texts:
        sheet.set_row(row, 18 if len(text) < 118 else 33)
        sheet.merge_range(row, 1, row, 2, text, book.style(**_TEXT))
        row += 1
    return row


def _line(book: Book, sheet: Any, row: int, text: str) -> None:
    sheet.set_row(row, _ROW)
    sheet.write_string(row, 2, text, book.style(**_TEXT))
