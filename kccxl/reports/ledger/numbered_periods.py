"""Months that finance systems give as numbers: ``P06``, ``Period 6``, 6 in a column of periods, ``2024/06``, ``06 Sep``.

Period 1 is April. What could be a calendar month as well is read only where the column as a whole decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from kccxl.rules.financial_year import FinancialYear, Period, Span
from kccxl.rules.profile import MONTHS

_PERIOD = re.compile(r"(?:p|per|prd|period)[. ]?0?(\d{1,2})", re.IGNORECASE)
_NUMBER = re.compile(r"0{0,2}(\d{1,2})")
_NUMBER_AND_NAME = re.compile(r"\d{1,2}[ .\-]+([a-z]{3,9})", re.IGNORECASE)
_YEAR_AND_NUMBER = re.compile(r"(20\d{2})/?(\d{2})|(20\d{2})/(\d)")


def numbered_periods(
    texts: Iterable[str], captions: Sequence[str], year: FinancialYear | None
) -> dict[str, Period]:
    """Read the months of a column that are numbers, by their text.

    Args:
        texts: the different texts of the column that no other reading fits.
        captions: of the column; a bare number counts as a period where all of them speak of periods.
        year: the financial year; without one nothing is read.

    Example:
        >>> year = FinancialYear(2024)
        >>> [each.label for each in numbered_periods(["P06", "Period 12"], ["Month"], year).values()]
        ['September 2024', 'March 2025']
        >>> numbered_periods(["6"], ["Month"], year), numbered_periods(["6"], ["Period"], year)["6"].label
        ({}, 'September 2024')
        >>> [each.label for each in numbered_periods(["2024/01", "2024/06"], ["Period"], year).values()]
        ['April 2024', 'September 2024']
        >>> numbered_periods(["2024/06"], ["Period"], year)
        {}

    """
    if year is None:
        return {}
    bare = all("period" in caption.casefold() for caption in captions)
    different = [text for text in dict.fromkeys(texts) if text]
    with_year = {text: _parts(text) for text in different}
    found = {text: _plain(text, year, bare=bare) for text in different if with_year[text] is None}
    found |= _with_year({text: parts for text, parts in with_year.items() if parts}, year)
    return {text: period for text, period in found.items() if period is not None}


def _plain(text: str, year: FinancialYear, *, bare: bool) -> Period | None:
    named = _NUMBER_AND_NAME.fullmatch(text)
    if named:
        months = [_of(number, year) for number in range(1, MONTHS + 1)]
        name = named[1].casefold()
        return next((each for each in months if each and each.label.casefold().startswith(name)), None)
    match = _PERIOD.fullmatch(text) or (_NUMBER.fullmatch(text) if bare else None)
    return _of(int(match[1]), year) if match else None


def _of(number: int, year: FinancialYear) -> Period | None:
    return Period(Span.MONTH, year, number) if 1 <= number <= MONTHS else None


def _parts(text: str) -> tuple[int, int] | None:
    match = _YEAR_AND_NUMBER.fullmatch(text)
    return (int(match[1] or match[3]), int(match[2] or match[4])) if match else None


def _with_year(texts: dict[str, tuple[int, int]], year: FinancialYear) -> dict[str, Period | None]:
    """Read years with numbers as periods or as calendar months, whichever alone lies in the year; else not at all."""
    periods = {
        text: _of(number, year) if start == year.start else None for text, (start, number) in texts.items()
    }
    calendar = {text: _calendar(*parts, year) for text, parts in texts.items()}
    if all(periods.values()) is all(calendar.values()):
        return {}
    return periods if all(periods.values()) else calendar


def _calendar(start: int, number: int, year: FinancialYear) -> Period | None:
    if not 1 <= number <= MONTHS:
        return None
    found = Period.of(date(start, number, 1))
    return found if found.year == year else None
