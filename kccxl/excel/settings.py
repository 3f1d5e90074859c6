"""What the other arguments of a worksheet function may hold: a word from a list, a whole number, a per cent, a date.

A blank, or an argument left out, means the usual setting. Anything that is not understood is never taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias, TypeVar

from kccxl.errors import WorkbookError
from kccxl.excel.cells import NOT_APPLICABLE, described, error_in, read_amount, said_of_error
from kccxl.reports.performance.units import read_unit
from kccxl.rules.financial_year import FinancialYear, Period, Span
from kccxl.rules.periods import parse_period
from kccxl.rules.rounding import MOST_DECIMALS
from kccxl.tables.cells import Kind, read_figure

Reader: TypeAlias = Callable[[object, str], object]
"""Reads one cell (the cell, the caption of its argument) or raises a KccError."""

Word = TypeVar("Word", bound=StrEnum)

_WORDS_FOR_NONE = frozenset({Kind.NA, Kind.NEW, Kind.TBC, Kind.SNAPSHOT})
_DAY_ZERO = datetime(1899, 12, 30)
_FIRST_DAY, _LAST_DAY = 18264, 73415  # 1950 to 2100: numbers outside are no dates that a dashboard is about
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_UNITS = {"points": "points", "percentage points": "points", "% points": "points"}
_UNITS |= {"fraction": "fraction", "fractions": "fraction"}


def choice(words: type[Word], usual: Word | None, spellings: Mapping[str, Word] | None = None) -> Reader:
    """Return a reader of one of some words, however capitals, blanks and underlines are used.

    >>> from kccxl.rules.polarity import Polarity
    >>> choice(Polarity, None)("LOW", "good_is")
    <Polarity.LOW: 'Low'>
    """
    known = {_plain(word.value): word for word in words} | dict(spellings or {})

    def read(cell: object, caption: str) -> Word | None:
        text = _text(cell, caption)
        if not text:
            return usual
        if _plain(text) not in known:
            listed = ", ".join(word.value for word in words)
            raise WorkbookError(f"{caption}: must be one of {listed} (got {described(cell)}).")
        return known[_plain(text)]

    return read


def whole(lowest: int, highest: int) -> Reader:
    """Return a reader of a whole number within limits; None for a blank.

    >>> whole(0, 15)(1.0, "decimals"), whole(0, 15)(None, "decimals") is None
    (1, True)
    """

    def read(cell: object, caption: str) -> int | None:
        amount = read_amount(cell, caption)
        if amount.kind is Kind.BLANK:
            return None
        value = amount.value
        if (
            value is None
            or amount.typed
            or value != value.to_integral_value()
            or not lowest <= value <= highest
        ):
            shown = described(cell)
            raise WorkbookError(
                f"{caption}: must be a whole number from {lowest} to {highest} (got {shown})."
            )
        return int(value)

    return read


read_decimals = whole(-MOST_DECIMALS, MOST_DECIMALS)
"""How many decimals figures are shown with; -3 for thousands."""


def per_cent(usual: Decimal) -> Reader:
    """Return a reader of a limit in per cent: 2 or 2 % as text mean two per cent.

    Excel hands over 2% typed in a formula as 0.02, which could also mean 0.02 per cent: it is asked for.

    >>> per_cent(Decimal(10))(5.0, "tolerance"), per_cent(Decimal(10))("0.5%", "tolerance")
    (Decimal('5'), Decimal('0.5'))
    """

    def read(cell: object, caption: str) -> Decimal:
        amount = read_amount(cell, caption)
        if amount.kind is Kind.BLANK:
            return usual
        value = amount.value
        if value is None or (amount.typed and amount.typed.unit != "%"):
            raise WorkbookError(
                f"{caption}: must be a number of per cent, such as 2 (got {described(cell)})."
            )
        if amount.typed is None and 0 < abs(value) < 1:
            raise WorkbookError(
                f"{caption}: {value:f} could be {value:f} per cent or {amount.points:f} per cent. "
                f'Type {amount.points:f} or "{value:f}%".'
            )
        return value

    return read


def read_unit_word(cell: object, caption: str) -> str:
    """Read the unit of the figures: empty, %, points, fraction, £, or a word.

    >>> [read_unit_word(word, "unit") for word in (None, "Percentage", "Points", "days")]
    ['', '%', 'points', 'days']
    """
    text = _text(cell, caption)
    figure = read_figure(text)
    if figure.known and not figure.words:  # an argument slipped out of its place; "per 1,000" is a unit
        raise WorkbookError(f'{caption}: must be a unit such as "%", "£" or "days" (got {described(cell)}).')
    unit = _UNITS.get(text.lower()) or read_unit(text)
    return unit or ("number" if text else "")


def period(span: Span) -> Reader:
    """Return a reader of the month, quarter or year that a date lies in; "" for a blank, N/a for such a word.

    >>> period(Span.YEAR)(datetime(2019, 3, 31), "when").label, period(Span.QUARTER)("Dec-18", "when").label
    ('2018/19', 'Q3 2018/19')
    """

    def read(cell: object, caption: str) -> Period | str:
        day = _day(cell, caption)
        if isinstance(day, str):
            return day if day in ("", NOT_APPLICABLE) else parse_period(day, span=span)
        return Period.of(day, span)

    return read


def read_months(cell: object, caption: str) -> int | str:
    """Read how many months of the financial year are done: 1 to 12, or a date or month in the last of them.

    >>> read_months(10.0, "months"), read_months("January 2019", "months"), read_months(datetime(2019, 1, 31), "")
    (10, 10, 10)
    """
    if (
        isinstance(cell, int | float | Decimal)
        and not isinstance(cell, bool)
        and not error_in(cell)
        and cell < 100
    ):
        found = whole(1, 12)(cell, caption)
        return found if isinstance(found, int) else ""
    day = _day(cell, caption)
    if isinstance(day, str):
        if day in ("", NOT_APPLICABLE):
            return day
        # the year of a month typed without one does not change its place in the year
        return parse_period(day, within=FinancialYear(2000)).months_done
    return Period.of(day).months_done


def _typed_day(typed: re.Match[str], caption: str) -> date:
    """Return a date that is typed as a text, its day first as everywhere in the county."""
    day, month, year = (int(part) for part in typed.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise WorkbookError(
            f"{caption}: {described(typed[0])} is no date. Type day, month and year, such as 31/01/2019."
        ) from None


def _day(cell: object, caption: str) -> date | str:
    """Return the day a cell holds, or its text; a number is a date only where it can hardly be anything else."""
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str | None):
        text = _text(cell, caption)
        if typed := _DATE.fullmatch(text):
            return _typed_day(typed, caption)
        return NOT_APPLICABLE if read_figure(text).kind in _WORDS_FOR_NONE else text
    if error := error_in(cell):
        raise WorkbookError(said_of_error(error, caption))
    if isinstance(cell, int | float) and not isinstance(cell, bool) and _FIRST_DAY <= cell < _LAST_DAY:
        return _DAY_ZERO + timedelta(days=float(cell))
    raise WorkbookError(
        f"{caption}: holds {described(cell)}, which is no date. Type a date such as 31/01/2019."
    )


def _text(cell: object, caption: str) -> str:
    if cell is None:
        return ""
    if error := error_in(cell):
        raise WorkbookError(said_of_error(error, caption))
    if not isinstance(cell, str):
        raise WorkbookError(f"{caption}: must be a word (got {described(cell)}).")
    return " ".join(cell.split())


def _plain(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isalnum())
