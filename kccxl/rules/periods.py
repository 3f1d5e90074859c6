"""Read the period a sheet is about, however an officer has written it.

Domain rule "year to date": April is month 1. The year of a month or quarter without one is never guessed: it
follows on from the period before it, or lies in a financial year that the caller names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from kccxl.errors import RuleError
from kccxl.rules.financial_year import MONTHS, FinancialYear, Period, Span, full_year

__all__ = ["FinancialYear", "Period", "Span", "parse_period", "parse_sequence"]

_FORMS = (
    "January 2019, Jan-19, 2019-01, 01/2019, Q3 2018/19, 2018/19, or OCT or Q2 where the year is known;"
    " with or without Results up to, Data up to, Monthly or Quarterly"
)
_CALENDAR = {name.lower()[:3]: month for month, name in enumerate(MONTHS, start=1)}
_CALENDAR |= {name.lower(): month for month, name in enumerate(MONTHS, start=1)} | {"sept": 9}
_FREQUENCIES = {"monthly": Span.MONTH, "quarterly": Span.QUARTER, "annual": Span.YEAR, "yearly": Span.YEAR}

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_TITLE = re.compile(r"^.*\bindicators *- *")
_FREQUENCY = re.compile(r"^(monthly|quarterly|annual|yearly)\b *[-:]? *")
_LEAD = re.compile(r"^(?:(?:results|data|figures)\b *)?(?:(?:up to|as at|to|for)\b *)?")
_TAIL = re.compile(r" *\b(?:results|data|figures)$")

_NAMED_MONTH = re.compile(r"([a-z]+)\.?(?:[ \-,'/]*(\d{4}|\d{2}))?")
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/\-.](\d{4})")
_PAIR = r"\(?((?:\d{4}|\d{2}) *[/-] *(?:\d{4}|\d{2}))\)?"
_QUARTER = re.compile(rf"(?:quarter|qtr|q) *([1-4])(?:[ ,\-]*{_PAIR})?")
_YEAR_QUARTER = re.compile(rf"{_PAIR}[ ,\-]*(?:quarter|qtr|q) *([1-4])")
_YEAR = re.compile(rf"(?:fy|financial year)? *{_PAIR}")


def parse_period(
    text: str | date,
    *,
    after: Period | None = None,
    within: FinancialYear | None = None,
    span: Span | None = None,
) -> Period:
    """Read a period from a cell.

    Args:
        text: what the cell holds: a true date (or date and time), or words such as ``Results up to June 16``.
        after: the period before this one in a sequence; a month or quarter without a year follows it.
        within: the financial year of a month or quarter without a year, where nothing precedes it.
        span: the length wanted: a month or date is read as the quarter or year it lies in.

    Raises:
        RuleError: not a period, no year to be had, two readings possible (``2011-12``), a period longer than
            ``span``, or ``Quarterly`` with a month in which no quarter ends.

    Source: spellings in the council's published dashboards and workbooks.

    Example:
        >>> parse_period("SEPT 15").label, parse_period("Q3 17/18").label
        ('September 2015', 'Q3 2017/18')
        >>> parse_period("Quarterly - December data", within=FinancialYear(2018)).label
        'Q3 2018/19'

    """
    if isinstance(text, date):
        return Period.of(text, span or Span.MONTH)
    if not isinstance(text, str):
        raise _unreadable(text)
    core, frequency = _strip(text)
    if frequency is not None and span not in (None, frequency):
        raise RuleError(f"'period' must be a {span} (got {text!r}, which is a {frequency})")
    found = _read(core, text, after, within, frequency or span)
    if frequency is None:
        return _widen(found, span, text)
    period = _widen(found, frequency, text)
    if period.months_done != found.months_done:
        raise RuleError(f"'period' must name the month in which a {frequency} ends (got {text!r})")
    return period


def parse_sequence(texts: Iterable[str | date], *, within: FinancialYear | None = None) -> list[Period]:
    """Read periods in order; one without a year follows on from the one before it.

    Args:
        texts: cells, oldest first.
        within: the financial year of the first, where it names none.

    Raises:
        RuleError: as `parse_period`.

    Source: the council's published dashboards (``SEPT 15``, ``OCT``, ... ``JAN 16``).

    Example:
        >>> [period.short for period in parse_sequence(["SEPT 15", "OCT", "JAN", "FEB"])]
        ['Sep 15', 'Oct 15', 'Jan 16', 'Feb 16']

    """
    periods: list[Period] = []
    for text in texts:
        periods.append(parse_period(text, after=periods[-1] if periods else None, within=within))
    return periods


def _strip(text: str) -> tuple[str, Span | None]:
    """Take away what stands around a period; return the rest and the frequency that was named."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2019", "'").replace("\u2018", "'")
    plain = " ".join(_DASHES.sub("-", plain).lower().split()).strip(" .,:;")
    plain = _TITLE.sub("", plain)
    named = _FREQUENCY.match(plain)
    plain = _FREQUENCY.sub("", plain)
    plain = _TAIL.sub("", _LEAD.sub("", plain)).strip(" .,:;-")
    return plain, _FREQUENCIES[named[1]] if named else None


def _read(
    core: str, text: str, after: Period | None, within: FinancialYear | None, span: Span | None
) -> Period:
    if (found := _NAMED_MONTH.fullmatch(core)) and found[1] in _CALENDAR:
        month = _CALENDAR[found[1]]
        if found[2]:
            return Period.of(date(full_year(found[2]), month, 1))
        return _follow(Span.MONTH, (month - 4) % 12 + 1, after, within, text)
    if found := _MONTH_YEAR.fullmatch(core):
        return _month(found[2], found[1], text)
    if (found := _YEAR_MONTH.fullmatch(core)) and not _is_pair(found, span, text):
        return _month(found[1], found[2], text)
    if found := _QUARTER.fullmatch(core):
        if found[2]:
            return Period(Span.QUARTER, FinancialYear.parse(found[2]), int(found[1]))
        return _follow(Span.QUARTER, int(found[1]), after, within, text)
    if found := _YEAR_QUARTER.fullmatch(core):
        return Period(Span.QUARTER, FinancialYear.parse(found[1]), int(found[2]))
    if found := _YEAR.fullmatch(core):
        return Period(Span.YEAR, FinancialYear.parse(found[1]), 1)
    raise _unreadable(text)


def _is_pair(found: re.Match[str], span: Span | None, text: str) -> bool:
    """Tell 2018-19 (a financial year) from 2019-01 (a month); 2011-12 is both, and is not guessed."""
    first, second = int(found[1]), int(found[2])
    if len(found[2]) < 2 or second != (first + 1) % 100:
        return second > 12
    if not 1 <= second <= 12:
        return True
    if span is None:
        year = FinancialYear(first).label
        either = f"{MONTHS[second - 1]} {first} or {year}"
        raise RuleError(f"'period' must be written as {either} (got {text!r}, which can be either)")
    return span == Span.YEAR


def _month(year: str, month: str, text: str) -> Period:
    if not 1 <= int(month) <= 12:
        raise _unreadable(text)
    return Period.of(date(int(year), int(month), 1))


def _follow(span: Span, number: int, after: Period | None, within: FinancialYear | None, text: str) -> Period:
    """Place a month or quarter that names no year."""
    if after is not None:
        period = Period(span, after.year, number)
        return period if period.months_done > after.months_done else period.a_year_after()
    if within is None:
        raise RuleError(f"'period' must name its year, as no period before it is known (got {text!r})")
    return Period(span, within, number)


def _widen(period: Period, span: Span | None, text: str) -> Period:
    if span is None or span == period.span:
        return period
    if span.months < period.span.months:
        raise RuleError(f"'period' must be a {span} (got {text!r}, which is a {period.span})")
    return Period(span, period.year, (period.months_done - 1) // span.months + 1)


def _unreadable(found: object) -> RuleError:
    return RuleError(f"'period' must be a date or written like {_FORMS} (got {found!r})")
