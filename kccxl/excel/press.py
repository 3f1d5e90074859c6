"""What happens when a button is pressed: find the workbook, hold Excel still, act, tell the officer, keep the log."""

from __future__ import annotations

from collections.abc import Callable

import xlwings as xw

from kccxl.errors import KccError
from kccxl.excel.log import open_log
from kccxl.excel.messages import fault_message, is_busy, shortened
from kccxl.excel.session import Declined, Desk, Selection, held

_NO_BOOK = (
    "No workbook is open, or the button was not pressed in Excel. "
    "Open your workbook in Excel, and press the button there."
)


def press(title: str, act: Callable[[Desk], str]) -> None:
    """Do what a button does; a failure becomes a plain message, and Excel's settings are given back either way.

    Args:
        title: what the button is called, for the head of the message.
        act: does it and returns the message to show; an empty one shows none.

    Raises:
        SystemExit: there is no workbook, hence no Excel to show a message in; xlwings shows the text.

    """
    log = open_log()
    try:
        book = xw.Book.caller()
        name = book.name
    except Exception as fault:
        log.exception("%s: no workbook", title)
        raise SystemExit(fault_message(fault) if is_busy(fault) else _NO_BOOK) from fault
    log.info("%s: %s", title, name)
    desk = Desk(book, f"kccxl – {title}")
    text, failed = perform(desk, act)
    (log.warning if failed else log.info)(
        "%s: %s", title, " / ".join([text, *desk.remarks]).replace("\n", " ")
    )
    if text:
        tell(desk, shortened(text), failed)


def perform(desk: Desk, act: Callable[[Desk], str]) -> tuple[str, bool]:
    """Do what a button does; return the message to show, and whether it failed."""
    try:
        where = Selection.of(desk.book)
        with held(desk.book.app):
            try:
                return act(desk), False
            except Exception:
                where.go_back(desk.book)
                raise
    except Declined as fault:
        return str(fault), False
    except KccError as fault:
        return str(fault), True
    except Exception as fault:  # noqa: BLE001 - an officer is told in words, the log gets the cause
        open_log().exception("%s failed", desk.title)
        return fault_message(fault), True


def tell(desk: Desk, text: str, failed: bool) -> None:
    """Show a message; where it cannot be shown, the log keeps it."""
    try:
        desk.book.app.alert(text, title=desk.title, mode="critical" if failed else "info")
    except Exception:  # noqa: BLE001 - the work is done or undone; only its message has no place to go
        open_log().exception("%s: the message could not be shown", desk.title)
