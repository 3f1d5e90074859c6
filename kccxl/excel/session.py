"""Hold Excel still while a button works, and give every setting back afterwards, whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import xlwings as xw

from kccxl.errors import UsageError
from kccxl.excel.log import open_log
from kccxl.tables.grid import Grid

_A_NUMBER = 1  # the type of an InputBox that takes numbers alone
_HELD = (
    ("screen_updating", False),
    ("enable_events", False),
    ("display_alerts", False),
    ("calculation", "manual"),
)
"""Settings of Excel and what they are set to; given back in the opposite order."""


class Declined(UsageError):
    """The officer answered No or Cancel: nothing was done, and nothing is wrong."""


@dataclass(slots=True)
class Desk:
    """The workbook whose button was pressed, and what a button says while it works.

    ``read`` reads its sheets, where the usual reader of open workbooks cannot.
    """

    book: xw.Book
    title: str
    remarks: list[str] = field(default_factory=list)
    read: Callable[[xw.Book], list[Grid]] | None = None

    def say(self, text: str) -> None:
        """Show progress in the status bar."""
        _set(self.book.app, "status_bar", f"kccxl: {text} …")

    def ask(self, question: str) -> bool:
        """Ask a question that is answered with Yes or No."""
        return self.book.app.alert(question, title=self.title, buttons="yes_no") == "yes"

    def choose(self, question: str, options: Sequence[str]) -> int | None:
        """Let the officer choose one of several; None where nothing is chosen.

        Excel asks for a number in one box; a host without one is asked Yes or No for each.
        """
        box = getattr(getattr(self.book.app, "api", None), "InputBox", None)
        if box is None:
            return next((n for n, text in enumerate(options) if self.ask(f"{question} {text}?")), None)
        listed = "\n".join(f"{number}   {text}" for number, text in enumerate(options, start=1))
        prompt = f"{question}\n\n{listed}\n\nType its number."
        answer = box(Prompt=prompt, Title=self.title, Default=1, Type=_A_NUMBER)
        # Cancel comes as False, which Python would count as 0
        if isinstance(answer, bool) or not 1 <= answer <= len(options):
            return None
        return int(answer) - 1


@contextmanager
def held(app: xw.App) -> Iterator[None]:
    """Stop calculation, screen, events and warnings of Excel for the block; restore what they were.

    What an engine does not know is left alone. Each setting is given back even if another cannot be.
    """
    before: list[tuple[str, Any]] = []
    try:
        for name, value in (("status_bar", None), *_HELD):
            try:
                found = getattr(app, name)
            except NotImplementedError:
                continue
            before.append((name, found))
            if name != "status_bar":
                _set(app, name, value)
        yield
    finally:
        _restore(app, before)


def _restore(app: xw.App, before: list[tuple[str, Any]]) -> None:
    for name, value in reversed(before):
        # an empty status bar reads as False or "FALSE", and False gives it back to Excel
        given = False if name == "status_bar" and str(value).casefold() == "false" else value
        for attempt in (1, 2):
            try:
                _set(app, name, given)
                break
            except Exception:  # noqa: BLE001 - the other settings are given back all the same
                open_log().warning(
                    "Excel's setting %s was not given back (attempt %s)", name, attempt, exc_info=True
                )


def _set(app: xw.App, name: str, value: object) -> None:
    try:
        setattr(app, name, value)
    except NotImplementedError:
        return


@dataclass(frozen=True, slots=True)
class Selection:
    """Where the officer was: sheet and cells; either may be unknown (a chart was selected)."""

    sheet: str = ""
    cells: str = ""

    @classmethod
    def of(cls, book: xw.Book) -> Selection:
        """Return where the officer is now."""
        try:
            chosen = book.selection
            sheet = book.sheets.active.name
        except (NotImplementedError, AttributeError):
            return cls()
        if chosen is None:
            return cls(sheet)
        return cls(chosen.sheet.name, chosen.address)

    def restore(self, book: xw.Book) -> None:
        """Go back there, if the sheet is still there and shown."""
        if self.sheet not in [sheet.name for sheet in book.sheets] or not book.sheets[self.sheet].visible:
            return
        go_to(book.sheets[self.sheet], self.cells)

    def go_back(self, book: xw.Book) -> None:
        """Go back there if that is possible; that it is not must not hide what there is to tell."""
        try:
            self.restore(book)
        except Exception:  # noqa: BLE001 - what was done, or went wrong before, is what has to be told
            open_log().warning("the selection was not restored", exc_info=True)


def show_cells(sheet: xw.Sheet, cells: str) -> bool:
    """Go to cells where that does no harm if it fails, for the work itself is done; return whether it worked."""
    try:
        go_to(sheet, cells)
    except Exception:  # noqa: BLE001 - the message must say what was done, not that a cell was not selected
        open_log().warning("%s!%s could not be selected", sheet.name, cells, exc_info=True)
        return False
    return True


def go_to(sheet: xw.Sheet, cells: str = "") -> None:
    """Show a sheet and select cells of it."""
    sheet.activate()
    if cells:
        sheet.range(cells).select()
