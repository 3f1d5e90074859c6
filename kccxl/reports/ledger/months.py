"""The month of each line, the financial year they lie in, and up to which month the year is done.

Domain rule "year to date": April is month 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from kccxl.errors import RuleError
from kccxl.reports.ledger.amounts import Amounts
from kccxl.reports.ledger.faults import Faults
from kccxl.reports.ledger.lines import Codes, Mask, Raw, numbered
from kccxl.reports.ledger.numbered_periods import numbered_periods
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.financial_year import FinancialYear, Period, Span
from kccxl.rules.periods import parse_period
from kccxl.rules.profile import MONTHS
from kccxl.tables.cells import plain_text
from kccxl.tables.grid import Value

NONE = MONTHS
"""The number that stands for no month; months are numbered from 0, April."""


@dataclass(frozen=True, slots=True)
class Months:
    """The month of each row (0 is April, ``NONE`` where there is none), and the settings with year and month done.

    ``dated`` is False where no table has a column of months: amounts are then those to date, or of the year.
    """

    codes: Codes
    settings: MoneySettings
    dated: bool


def read_months(
    raw: Raw, lines: Mask, amounts: Mapping[str, Amounts], settings: MoneySettings, faults: Faults
) -> Months:
    """Read the months; what is none, lies outside the year, or cannot be placed is reported."""
    if "month" not in raw.values:
        return Months(np.full(raw.count, NONE), _settled(settings, None, faults), dated=False)
    cells, different = numbered(raw.values["month"])
    held = np.bincount(cells[lines], minlength=len(different)).tolist()
    values = [value if isinstance(value, date) else plain_text(value) for value in different]
    year = settings.financial_year or _year_of(values, held)
    periods = _read(values, raw, year)
    numbers = [
        period.number - 1 if isinstance(period, Period) and period.year == year else NONE
        for period in periods
    ]
    codes = np.array(numbers, dtype=np.int64)[cells]
    wrong = [code for code, period in enumerate(periods) if values[code] and numbers[code] == NONE]
    if not any(periods):
        _report_all(raw, np.flatnonzero(lines & np.isin(cells, wrong)).tolist(), year, faults)
        wrong = []
    for code in wrong:
        _report(raw, np.flatnonzero(lines & (cells == code)).tolist(), periods[code], year, faults)
    settings = _settled(
        replace(settings, financial_year=year), _last(codes, lines, amounts["actual"]), faults
    )
    return Months(codes, settings, dated=True)


def _read(values: Sequence[Value], raw: Raw, year: FinancialYear | None) -> list[Period | None]:
    """Read each month, as a date or a name, else as a number of a finance system."""
    found = [_month(value, year) for value in values]
    rest = [
        value for value, period in zip(values, found, strict=True) if isinstance(value, str) and not period
    ]
    captions = [table.captions["month"] for table in raw.tables if "month" in table.captions]
    by_number = numbered_periods(rest, captions, year)
    return [
        period or (by_number.get(value) if isinstance(value, str) else None)
        for value, period in zip(values, found, strict=True)
    ]


def _year_of(values: Sequence[Value], held: Sequence[int]) -> FinancialYear | None:
    """Return the financial year of most lines, where the settings name none."""
    years: Counter[FinancialYear] = Counter()
    for code, value in enumerate(values):
        period = _month(value, None)
        if isinstance(period, Period):
            years[period.year] += held[code]
    return years.most_common(1)[0][0] if years else None


def _month(value: Value, year: FinancialYear | None) -> Period | None:
    if not value or not isinstance(value, str | date):
        return None
    try:
        return parse_period(value, within=year, span=Span.MONTH)
    except RuleError:
        return None


def _report(
    raw: Raw, lines: Sequence[int], period: Period | None, year: FinancialYear | None, faults: Faults
) -> None:
    expected = f"a month of {year.label}" if year else "a month with its year, such as Apr-24"
    faults.error(
        "bad-period" if period is None else "month-outside",
        lines,
        lambda line: (
            raw.place(line, "month"),
            period.label if period else f"“{plain_text(raw.values['month'][line])}”",
        ),
        expected,
        "Correct the month, or the financial year in the settings."
        if period
        else "Type a date, a month such as Apr-24, or a period such as P01 for April.",
    )


def _report_all(raw: Raw, lines: Sequence[int], year: FinancialYear | None, faults: Faults) -> None:
    """Report a column of which no month can be read: one way of typing them, so one message."""
    if not lines:
        return
    more = f" and {len(lines) - 1:,} more, none of which can be read" if len(lines) > 1 else ""
    first = f"“{plain_text(raw.values['month'][lines[0]])}”{more}"
    faults.error(
        "bad-period",
        lines[:1],
        lambda line: (raw.place(line, "month"), first),
        f"a month of {year.label}" if year else "a month with its year, such as Apr-24",
        "Type dates, months such as Apr-24, or periods such as P01 for April"
        + ("." if year else ", with the setting “Financial year”."),
    )


def _last(codes: Codes, lines: Mask, actual: Amounts) -> int | None:
    """Return the last month with an actual, from 0."""
    months = codes[lines & (actual.units != 0) & (codes < NONE)]
    return int(months.max()) if len(months) else None


def _settled(settings: MoneySettings, last: int | None, faults: Faults) -> MoneySettings:
    """Take the last month with an actual for the one reported, where the settings name none, and say so."""
    if settings.results_up_to is not None:
        return settings
    year = settings.financial_year
    if year is None or last is None:
        faults.log.error(
            "no-period",
            "",
            "no month up to which results are reported",
            "the setting “Results up to”",
            "Add it to the settings, such as Jun 2024.",
        )
        return settings
    month = Period(Span.MONTH, year, last + 1)
    faults.log.warn(
        "no-period",
        "",
        "no month up to which results are reported",
        "the setting “Results up to”",
        f"{month.label}, the last month with an actual, was taken for it. Set it if that month is not complete.",
    )
    return replace(settings, results_up_to=month)
