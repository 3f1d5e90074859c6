"""What the buttons say: one plain message each, what was done, how it stands, what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kccxl.excel.log import log_file

if TYPE_CHECKING:
    from kccxl.excel.live import Shown
    from kccxl.refresh import Refreshed
    from kccxl.tables.problems import Problem

_LONGEST = 1_000  # a longer message would run off small screens
_MOST_REMARKS = 4
_RED = "RED"
_BUSY = {-2147418111, -2147417846, -2146777998}
"""What Excel answers while a cell is being edited or a window is open (RPC_E_CALL_REJECTED and its like)."""


def problem_counts(problems: Sequence[Problem]) -> str:
    """How many problems there are of each severity, in words.

    >>> problem_counts([])
    'no problems'
    """
    found = [problem.severity.value for problem in problems]
    parts = [_amount(found.count(word), word) for word in ("error", "warning", "note") if word in found]
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]])) or "no problems"


def red_count(refreshed: Refreshed) -> str:
    """How many rows of the reports bear a Red rating, in words."""
    reds = sum(_RED in record.values() for records in refreshed.records().values() for record in records)
    return f"{_amount(reds, 'row') if reds else 'No row'} {'is' if reds <= 1 else 'are'} rated Red"


def refreshed_message(refreshed: Refreshed, shown: Shown) -> str:
    """Say that the dashboard is up to date, and what to do with it."""
    from kccxl.reports.paper.binding import CHECKS

    checks = shown.titles.get(CHECKS, CHECKS)
    lines = [
        "The dashboard is up to date.",
        f"{red_count(refreshed)}; {problem_counts(refreshed.problems)} found in the workbook.",
    ]
    if refreshed.problems:
        lines.append(f"Next: look at the sheet '{checks}', mend what it lists, and refresh again.")
    else:
        lines.append("Next: read it through, save the workbook, and export it as PDF if you need one.")
    return with_remarks("\n".join(lines), shown)


def errors_message(refreshed: Refreshed, *, selected: bool) -> str:
    """Say that errors forbid a dashboard, and where the first one is."""
    errors = [problem for problem in refreshed.problems if problem.severity.rank == 0]
    return shortened(
        f"The dashboard was not changed: the workbook holds {_amount(len(errors), 'error')}, and with "
        f"{'it' if len(errors) == 1 else 'them'} the figures could be wrong.\n\n{in_words(errors[0])}\n\n"
        f"{'The cell is selected. ' if selected else ''}Next: mend it, and press Refresh dashboard again. "
        "Check data lists all errors on a sheet."
    )


def checks_message(refreshed: Refreshed, title: str, selected: bool, shown: Shown) -> str:
    """Say what the check found."""
    if not refreshed.problems:
        text = "No problems were found. Next: press Refresh dashboard."
    else:
        first = f"\n\n{in_words(refreshed.problems[0])}"
        where = "Its cell is selected. " if selected else ""
        text = (
            f"{problem_counts(refreshed.problems).capitalize()} found. The first one:{first}\n\n"
            f"{where}Next: mend it and check again. The sheet '{title}' lists them all; click a cell there to go to it."
        )
    return with_remarks(text, shown)


def in_words(problem: Problem) -> str:
    """A problem as three short lines."""
    return f"{problem.place}\nFound: {problem.found}\nExpected: {problem.expected}\nMend: {problem.mend}"


def with_remarks(text: str, shown: Shown) -> str:
    """Put what officers must know of the sheets below a message."""
    remarks = list(shown.remarks[:_MOST_REMARKS])
    if len(shown.remarks) > _MOST_REMARKS:
        remarks.append(f"And {len(shown.remarks) - _MOST_REMARKS} more remarks: see the log.")
    if shown.lacking:
        remarks.append(
            f"This Excel cannot show: {', '.join(sorted(shown.lacking))}. For these, build the dashboard as a file."
        )
    return shortened("\n\n".join([text, *remarks]))


def shortened(text: str) -> str:
    """Cut a message that would not fit the screen.

    >>> len(shortened("word " * 1000)) < 1100
    True
    """
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rsplit(maxsplit=1)[0]} …\n\n(Open log shows the whole message.)"


def fault_message(fault: BaseException) -> str:
    """Say what went wrong inside, without jargon, and where the details are."""
    if is_busy(fault):
        return (
            "Excel is busy: a cell is being edited or a window of Excel is open. Nothing was changed. "
            "Press Enter or Esc, close the window, and press the button again."
        )
    if _is_protection(fault):
        return (
            "A sheet or the workbook is protected, so this could not be done. Nothing was changed. "
            "Take the protection off (Review > Unprotect Sheet, or Protect Workbook), and press the button again."
        )
    return (
        f"Something unexpected happened ({type(fault).__name__}). Nothing was changed. Save your work and try again. "
        f"If it happens once more, press Open log and send the file to whoever looks after kccxl.\n\n{log_file()}"
    )


def is_busy(fault: BaseException) -> bool:
    """Whether Excel did not listen."""
    return type(fault).__name__ == "ExcelBusyError" or getattr(fault, "hresult", None) in _BUSY


def _is_protection(fault: BaseException) -> bool:
    return getattr(fault, "hresult", None) is not None and "protected" in str(fault).casefold()


def _amount(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
