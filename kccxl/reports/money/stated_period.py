"""Years and months that a sheet says it is about, held against the settings: last year's table is not this year's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.financial_year import MONTHS, FinancialYear, Period
from kccxl.tables.cells import plain_text
from kccxl.tables.finder import Found
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog

_YEARS = re.compile(r"(?<![\d/.-])(?:20)?(\d\d)\s*[-/–]\s*(?:20)?(\d\d)(?![\d/.-])")
_EARLIER = re.compile(
    r"previous|prior|\blast\b|comparat|brought forward|\bvs?\b|against|restated|original", re.IGNORECASE
)
_PUBLISHED = re.compile(
    r"committee|cabinet|council meeting|meeting|publi|printed|reported? (?:to|on)|agenda|created",
    re.IGNORECASE,
)
_NAMES = "|".join(name if len(name) < 4 else rf"{name[:3]}(?:{name[3:]}|t)?" for name in MONTHS)
_MONTH = re.compile(
    rf"\b(?:at|up to|to|until|ending|ended|month of|position for|monitoring for)\s+(?:the )?(?:end (?:of )?)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?P<name>{_NAMES})\b",
    re.IGNORECASE,
)
_YEAR_END = re.compile(r"forecast|outturn|year[- ]end|year to", re.IGNORECASE)
_ROWS_ABOVE, _LONGEST, _MARCH = 6, 150, 3


def years_in(text: str) -> set[int]:
    """Return the financial years a text names, by the calendar year they begin in.

    >>> years_in("Monitoring 2018-19"), years_in("Budget 17/18 £000s"), years_in("31/12/18; 10-20 posts")
    ({2018}, {2017}, set())
    """
    pairs = ((int(first), int(second)) for first, second in _YEARS.findall(text))
    return {2000 + first for first, second in pairs if second == (first + 1) % 100}


def month_in(text: str) -> int | None:
    """Return the calendar month a heading says its figures reach to; None where it says none, or the end of the year.

    >>> month_in("Position at June"), month_in("Monitoring to the end of Sept 2016"), month_in("Forecast to 31 March")
    (6, 9, None)
    """
    found = {MONTHS_BY_OPENING[each["name"][:3].lower()] for each in _MONTH.finditer(text)}
    month = found.pop() if len(found) == 1 else None
    return None if month == _MARCH and _YEAR_END.search(text) else month


MONTHS_BY_OPENING = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
"""The calendar month by the first letters of its name."""


def check_stated_period(
    tables: Iterable[Found], settings: MoneySettings, log: ProblemLog, ignored: Collection[str] = ()
) -> None:
    """Report captions of figures that are read, and titles, which name another year than the settings, or another month.

    A caption is an error, for its figures are printed as this year's; the name of a sheet, and a line above a table,
    a warning. What speaks of an earlier year (“previous year”) may.

    Args:
        tables: as found.
        settings: of the workbook.
        log: takes what is found.
        ignored: columns that may be of other years.

    """
    told: set[str] = set()
    for table in tables:
        if settings.financial_year is not None:
            _check_captions(table, settings.financial_year, ignored, log)
        for place, text in _titles(table):
            if place not in told:
                told.add(place)
                _check_title(place, text, settings, log)


def _check_captions(table: Found, year: FinancialYear, ignored: Collection[str], log: ProblemLog) -> None:
    told = {(each.sheet, each.cell) for each in log.problems if each.code == "year-differs"}
    for name, column in table.columns.items():
        text, place = plain_text(table.captions[name]), cell_name(table.header_bottom, column)
        years = years_in(text)
        if name in ignored or not years or year.start in years or _EARLIER.search(text):
            continue
        if (table.grid.sheet, place) in told:
            continue  # where a table holds several years, its columns have been told apart already
        log.error(
            "year-differs",
            f"{table.grid.sheet}!{place}",
            f"“{text}”, which is read for {year.label}",
            f"figures of {year.label}, the financial year of the settings",
            "Correct the caption or the financial year; leave columns of other years out of the table.",
        )


def _titles(table: Found) -> Iterator[tuple[str, str]]:
    """Yield the name of a sheet and the lines close above a table, one or two cells wide."""
    grid = table.grid
    yield f"{grid.sheet}!", grid.sheet
    for row in range(max(0, table.top - _ROWS_ABOVE), table.top):
        filled = [at for at in range(len(grid.rows[row])) if grid.at(row, at) is not None]
        for column in filled if len(filled) <= 2 else ():
            value = grid.at(row, column)
            if isinstance(value, str) and len(value) <= _LONGEST:
                yield f"{grid.sheet}!{cell_name(row, column)}", plain_text(value)


def _check_title(place: str, text: str, settings: MoneySettings, log: ProblemLog) -> None:
    year, upto = settings.financial_year, settings.results_up_to
    if _EARLIER.search(text) or _PUBLISHED.search(text):
        return
    years, month = years_in(text), month_in(text)
    if year is not None and years and year.start not in years:
        expected, mend = (
            f"{year.label}, the financial year of the settings",
            "Correct it, or the financial year.",
        )
        log.warn("year-differs", place, f"“{text}”", expected, mend)
    elif upto is not None and month is not None and month != _last_month(upto):
        expected, mend = f"{upto.label}, to which the settings report", "Correct it, or “Results up to”."
        log.warn("period-differs", place, f"“{text}”", expected, mend)


def _last_month(period: Period) -> int:
    return (period.months_done + 2) % 12 + 1
