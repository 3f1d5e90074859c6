"""What Excel hands a worksheet function for one cell, read as a figure.

Excel passes values without their number formats: a cell shown as 95% arrives as 0.95. Errors arrive as texts or
as whole numbers, amounts in a currency format as decimals, dates as dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from math import isfinite

from kccxl.errors import WorkbookError
from kccxl.rules.exact import finite
from kccxl.tables.cells import Figure, Kind, exact, exact_percent, read_figure

FAULT = "#KCC! "
"""How every answer begins that says what to mend."""

NOT_APPLICABLE = "N/a"
"""What a function answers where there is no figure, as the papers print it."""

_ZERO = Decimal(0)
_ERRORS = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
    -2146826245: "#GETTING_DATA",
    -2146826243: "#SPILL!",
    -2146826242: "#CONNECT!",
    -2146826241: "#BLOCKED!",
    -2146826240: "#UNKNOWN!",
    -2146826239: "#FIELD!",
    -2146826238: "#CALC!",
}
_ERROR_CODES = range(-2146826288, -2146826200)
_ERROR_TEXTS = frozenset(_ERRORS.values())


# compared by identity, not frozen: one is made for every cell of a range, 100,000 in a call
@dataclass(slots=True, eq=False)
class Amount:
    """A figure handed over by Excel, or the word or blank in its place.

    ``value`` is in base units; of a percentage typed as text it is in percent points. ``typed`` is the figure
    as read from a text that says its unit or scale (``95%``, ``£6.5m``, ``12 days``), None for bare numbers.

    >>> read_amount(0.1 + 0.2, "result").value, read_amount("95%", "result").value
    (Decimal('0.3'), Decimal('95'))
    """

    kind: Kind
    value: Decimal | None = None
    typed: Figure | None = None
    _points: Decimal | None = None

    @property
    def points(self) -> Decimal | None:
        """The value in percent points, taken as the fraction that a cell in a percentage format holds."""
        if self._points is None and self.value is not None:
            self._points = exact_percent(self.value)
        return self._points

    @property
    def absent(self) -> str | None:
        """What a function answers for it without looking further: nothing for a blank, N/a for a word."""
        if self.value is not None:
            return None
        return "" if self.kind is Kind.BLANK else NOT_APPLICABLE


BLANK = Amount(Kind.BLANK)
"""An empty cell, or an argument left out."""


def read_amount(cell: object, caption: str) -> Amount:
    """Read the figure of one cell.

    Args:
        cell: as Excel hands it over.
        caption: the argument it belongs to, for the message.

    Raises:
        WorkbookError: an Excel error, a date, a yes/no, or a text that is neither a figure nor a word for none.

    Example:
        >>> read_amount(None, "result").absent, read_amount("n/a", "result").absent
        ('', 'N/a')
        >>> read_amount(True, "result")
        Traceback (most recent call last):
            ...
        kccxl.errors.WorkbookError: result: holds TRUE, which is no figure. Type a figure, N/a, or leave it blank.

    """
    if isinstance(cell, float):
        return Amount(Kind.NUMBER, _in_range(cell, caption))
    if cell is None or cell == "":
        return BLANK
    if error := error_in(cell):
        raise WorkbookError(said_of_error(error, caption))
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return Amount(Kind.NUMBER, _in_range(cell, caption))
    figure = read_figure(cell) if isinstance(cell, str) else Figure(Kind.TEXT)
    if figure.kind is Kind.TEXT:
        raise WorkbookError(
            f"{caption}: holds {described(cell)}, which is no figure. Type a figure, N/a, or leave it blank."
        )
    marked = figure.unit or figure.scale or figure.words
    return Amount(figure.kind, figure.value, figure if marked else None)


def error_in(cell: object) -> str:
    """Return the error a cell holds, Excel's or one of kccxl's own answers; empty if there is none.

    >>> error_in(-2146826246), error_in("#REF!"), error_in("#KCC! mend"), error_in(12.0)
    ('#N/A', '#REF!', '#KCC! mend', '')
    """
    if isinstance(cell, str):
        return cell if cell in _ERROR_TEXTS or cell.startswith(FAULT) else ""
    # numbers in cells arrive as floats, so a whole number among the error codes is no figure
    if isinstance(cell, int) and cell in _ERROR_CODES:
        return _ERRORS.get(cell, "an error")
    return ""


def said_of_error(error: str, caption: str) -> str:
    """Return the message for an error in a cell; kccxl's own is handed on as it is.

    >>> said_of_error("#REF!", "target")
    'target: holds the Excel error #REF!. Mend that cell first.'
    """
    if error.startswith(FAULT):
        return error.removeprefix(FAULT)
    return f"{caption}: holds the Excel error {error}. Mend that cell first."


def described(cell: object) -> str:
    """Return a cell's content as a message names it.

    >>> described("abc"), described(True), described(date(2019, 1, 31))
    ("'abc'", 'TRUE', 'the date 31/01/2019')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, date):
        return f"the date {cell.day:02d}/{cell.month:02d}/{cell.year}"
    if isinstance(cell, time | timedelta):
        return f"the time {cell}"
    if isinstance(cell, float) or (isinstance(cell, Decimal) and cell.is_finite()):
        return f"{float(cell) + 0.0:.15g}"  # never -0
    text = " ".join(str(cell).split())
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"


def _in_range(number: float | Decimal, caption: str) -> Decimal:
    """Return a number exactly, as Excel's 15 significant digits say it."""
    if isinstance(number, Decimal):
        if number.is_finite():
            return Decimal(format(finite(caption, number).normalize(), "f")) or _ZERO
    elif isfinite(number):
        return finite(caption, exact(number)) or _ZERO  # never -0
    raise WorkbookError(f"{caption}: holds no number that Excel can show. Type the figure anew.")
