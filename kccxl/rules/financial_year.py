"""Financial years, and the months and quarters in them.

Domain rule "year to date": the year runs from April, month 1, to March; `2018/19` begins in April 2018.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import total_ordering

from kccxl.errors import RuleError

# calendar.month_name speaks the language of the machine; the papers are in English everywhere
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The months by name, January first."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2999  # Excel has no date before 1900
_PIVOT = 69  # two digits from 69 on are the twentieth century, as POSIX reads them
_PAIR = re.compile(r"(?:fy|financial year)?\s*(\d{4}|\d{2})\s*[/\-\u2010-\u2015\u2212]\s*(\d{4}|\d{2})")


def full_year(digits: str) -> int:
    """Return a year of two or four digits in full: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068.

    Example:
        >>> full_year("19"), full_year("98"), full_year("2016")
        (2019, 1998, 2016)

    """
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= _PIVOT else 2000)


@dataclass(frozen=True, order=True, slots=True)
class FinancialYear:
    """A financial year, by the calendar year in which it begins.

    Raises:
        RuleError: it begins before 1900 or after 2999.

    Example:
        >>> FinancialYear(2018).label
        '2018/19'

    """

    start: int

    def __post_init__(self) -> None:
        """Refuse a year that no workbook is about."""
        if not isinstance(self.start, int) or not _FIRST_YEAR <= self.start <= _LAST_YEAR:
            limits = f"from {_FIRST_YEAR} to {_LAST_YEAR}"
            raise RuleError(f"'start' must be a whole number {limits} (got {self.start!r})")

    @property
    def label(self) -> str:
        """The year as the council writes it."""
        return f"{self.start}/{(self.start + 1) % 100:02d}"

    @property
    def short(self) -> str:
        """The year in two digits each, as it follows a quarter: 18/19."""
        return self.label[2:]

    @classmethod
    def parse(cls, text: str) -> FinancialYear:
        """Read 2018/19, 2018-19, 2018/2019, 18/19, with or without FY before it, with any dash.

        Raises:
            RuleError: not a pair of years, or the second is not the one after the first.

        Source: domain rule "year to date" (these spellings are one year).

        Example:
            >>> FinancialYear.parse("FY 2018-19") == FinancialYear.parse("2018/2019")
            True

        """
        found = _PAIR.fullmatch(" ".join(text.split()).lower()) if isinstance(text, str) else None
        if found is None:
            raise RuleError(f"'financial year' must be written like 2018/19 (got {text!r})")
        first, second = found.groups()
        year = cls(full_year(first))
        follows = year.start + 1 if len(second) > 2 else (year.start + 1) % 100
        if int(second) != follows:
            raise RuleError(f"'financial year' must name years in a row, like {year.label} (got {text!r})")
        return year

    @classmethod
    def of(cls, day: date) -> FinancialYear:
        """Return the financial year a day lies in.

        Raises:
            RuleError: the day lies before April 1900.

        Example:
            >>> FinancialYear.of(date(2019, 3, 31)).label
            '2018/19'

        """
        return cls(day.year if day.month > 3 else day.year - 1)


class Span(StrEnum):
    """How long a period is.

    Example:
        >>> Span("quarter").months
        3

    """

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Months in it."""
        return {"month": 1, "quarter": 3, "year": 12}[self.value]

    @property
    def a_year(self) -> int:
        """How many make a year."""
        return 12 // self.months


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A month (1 is April), a quarter (1 is April to June) or a whole financial year (1).

    Periods sort by their last month, then the shorter first.

    Raises:
        RuleError: the number lies outside the year.

    Example:
        >>> Period(Span.MONTH, FinancialYear(2018), 10).label
        'January 2019'
        >>> Period(Span.QUARTER, FinancialYear(2018), 4).next().label
        'Q1 2019/20'

    """

    span: Span
    year: FinancialYear
    number: int

    def __post_init__(self) -> None:
        """Refuse a thirteenth month or a fifth quarter."""
        if not isinstance(self.number, int) or not 1 <= self.number <= self.span.a_year:
            limits = f"from 1 to {self.span.a_year} for a {self.span}"
            raise RuleError(f"'number' must be a whole number {limits} (got {self.number!r})")

    @classmethod
    def of(cls, day: date, span: Span = Span.MONTH) -> Period:
        """Return the month, quarter or year a day lies in.

        Raises:
            RuleError: the day lies before April 1900.

        Example:
            >>> Period.of(date(2018, 12, 31), Span.QUARTER).label
            'Q3 2018/19'

        """
        months = (day.month - 4) % 12
        return cls(span, FinancialYear.of(day), months // span.months + 1)

    def __lt__(self, other: object) -> bool:
        """Whether this period ends earlier, or ends with the other and is shorter."""
        if not isinstance(other, Period):
            return NotImplemented
        return self._rank < other._rank

    @property
    def _rank(self) -> tuple[int, int, int]:
        return self.year.start, self.months_done, self.span.months

    @property
    def months_done(self) -> int:
        """Months of the financial year done at its end, 1 to 12."""
        return self.number * self.span.months

    @property
    def quarter(self) -> int:
        """The quarter it ends in, 1 to 4."""
        return (self.months_done + 2) // 3

    @property
    def last_day(self) -> date:
        """The day it ends on."""
        month, year = self._last_month
        return date(year, month, monthrange(year, month)[1])

    @property
    def _last_month(self) -> tuple[int, int]:
        month = (self.months_done + 2) % 12 + 1
        return month, self.year.start + (month < 4)

    @property
    def label(self) -> str:
        """The period in full: January 2019, Q3 2018/19, 2018/19."""
        if self.span == Span.MONTH:
            month, year = self._last_month
            return f"{MONTHS[month - 1]} {year}"
        return self.year.label if self.span == Span.YEAR else f"Q{self.number} {self.year.label}"

    @property
    def short(self) -> str:
        """The period for a narrow column: Jan 19, Q3 18/19, 2018/19."""
        if self.span == Span.MONTH:
            month, year = self._last_month
            return f"{MONTHS[month - 1][:3]} {year % 100:02d}"
        return self.year.label if self.span == Span.YEAR else f"Q{self.number} {self.year.short}"

    def previous(self) -> Period:
        """Return the period of the same length before it."""
        return self._shift(-1)

    def next(self) -> Period:
        """Return the period of the same length after it."""
        return self._shift(1)

    def a_year_before(self) -> Period:
        """Return the same period one year earlier."""
        return self._shift(-self.span.a_year)

    def a_year_after(self) -> Period:
        """Return the same period one year later."""
        return self._shift(self.span.a_year)

    def _shift(self, steps: int) -> Period:
        years, number = divmod(self.number - 1 + steps, self.span.a_year)
        return Period(self.span, FinancialYear(self.year.start + years), number + 1)
