"""The position of one cost centre and subjective group: its profile, its year to date, its forecast outturn.

Domain rule "Profiled monitoring"; the rules themselves are those of ``kccxl.rules.profile``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from kccxl.reports.ledger.faults import Faults
from kccxl.reports.ledger.model import Entry, Level, Position
from kccxl.reports.ledger.profiles import Spread
from kccxl.reports.ledger.reading import Ledger
from kccxl.reports.ledger.sums import Sums
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.exact import exact_difference, exact_sum
from kccxl.rules.profile import MONTHS, OutturnMethod, ProfileMethod, outturn, profile, to_date
from kccxl.rules.rounding import decimals_of, round_half_up

_PENNIES = 2
_FINEST = 12  # decimals a month can have; what is finer falls into the last month


class Cells:
    """Works out one cell after the other, and gathers those whose forecast is missing or said twice."""

    def __init__(self, ledger: Ledger) -> None:
        """Work on a ledger whose settings say up to which month results are reported."""
        self.ledger = ledger
        self.settings = ledger.months.settings
        upto = self.settings.results_up_to
        self.done = upto.months_done if upto else MONTHS
        self.lacking: list[int] = []
        self.twice: list[int] = []

    def entry(self, sums: Sums) -> Entry:
        """Return the position of one cell, with how it came about."""
        months = spread_over_year(sums)
        actual = exact_sum((*sums.months("actual", 0, self.done), self._undated_actual(sums)))
        commitments = sums.whole("commitment")
        found = outturn(
            actual,
            commitments,
            self._stated(sums, actual, months) if self.settings.outturn is OutturnMethod.STATED else None,
            method=self.settings.outturn,
            months=self.done,
            budgets=months,
            decimals=self.settings.money_decimals,
            scale=self.settings.shown.suffix,
        )
        position = Position(
            sums.whole("budget"), to_date(months, self.done), actual, commitments, _to_the_penny(found.value)
        )
        return Entry(
            Level.GROUP,
            sums.group,
            position,
            self.ledger.source((sums.first, sums.last), sums.count),
            outturn_reason=found.reason,
            note=found.note or "",
            profile=sums.spread.words if sums.spread else "",
        )

    def report(self, faults: Faults) -> None:
        """Report the cells without a forecast, and those with two."""
        raw = self.ledger.raw
        faults.error(
            "no-forecast",
            self.lacking,
            lambda line: (raw.place(line, "forecast"), f"no forecast for {name_of(self.ledger, line)}"),
            "a forecast of the months to come, 0 where nothing more is expected",
            "Fill it in; or set “Forecast outturn” to straight line or profiled, which need none.",
        )
        faults.error(
            "forecast-twice",
            self.twice,
            lambda line: (
                raw.place(line, "forecast"),
                f"forecasts by month and one without a month for {name_of(self.ledger, line)}",
            ),
            "either forecasts of single months, or one of the whole year on a line without a month",
            "Take out one of the two.",
        )
        faults.close()

    def _undated_actual(self, sums: Sums) -> Decimal:
        return sums.undated("actual") if not self.ledger.months.dated else Decimal(0)

    def _stated(self, sums: Sums, actual: Decimal, months: Sequence[Decimal]) -> Decimal | None:
        """Return the forecast as stated: of the year, or the actual with what is forecast for the months to come."""
        to_come = {month for month in sums.forecast_in if self.done <= month < MONTHS}
        if MONTHS in sums.forecast_in:
            if any(sums.months("forecast", self.done)):
                self.twice.append(sums.first)
            return sums.undated("forecast")
        if to_come and (blank := budgeted_without(sums, sums.forecast_in, range(self.done, MONTHS))):
            self.lacking += [sums.lines[month] for month in blank]
            return None
        left = exact_difference(to_date(months, MONTHS), to_date(months, self.done))
        if not to_come and left and "forecast" in self.ledger.amounts:
            self.lacking.append(sums.first)
            return None
        if "forecast" not in self.ledger.amounts and self.done < MONTHS:
            return None
        return exact_sum((actual, *sums.months("forecast", self.done)))


def name_of(ledger: Ledger, line: int) -> str:
    """Return the cost centre and subjective group of a line, for messages."""
    texts = ledger.texts
    centre = f"the cost centre {texts['cost_centre'].label(line)}"
    group = texts["group"].label(line) if "group" in texts else ""
    return f"{centre}, {group}" if group else centre


def budgeted_without(sums: Sums, given: Collection[int], months: Iterable[int]) -> list[int]:
    """Return which months have a budget, and no figure where other months have one.

    >>> sums = Sums(0, "", None, {"budget": {0: Decimal(9), 1: Decimal(9), 2: Decimal(0)}})
    >>> budgeted_without(sums, {0}, range(3)), budgeted_without(sums, set(), range(3))
    ([1], [])
    """
    budgets = sums.by_month.get("budget", {})
    of_these = list(months)
    filled = any(month in given for month in of_these)
    return [month for month in of_these if filled and budgets.get(month) and month not in given]


def spread_over_year(sums: Sums) -> list[Decimal]:
    """Return the budgets of the twelve months; they add up to the budget of the year exactly.

    Example:
        >>> from kccxl.reports.ledger.profiles import EVEN
        >>> year = spread_over_year(Sums(0, "", EVEN, {"budget": {12: Decimal("100.00")}}))
        >>> [str(month) for month in year[:5]]
        ['8.34', '8.34', '8.34', '8.34', '8.33']

    """
    spread: Spread | None = sums.spread
    if spread is None or spread.method is ProfileMethod.GIVEN:
        return sums.months("budget")
    annual = sums.whole("budget")
    places = min(max(decimals_of(annual), _PENNIES), _FINEST)
    whole = round_half_up(annual, places)
    months = profile(whole, spread.method, weights=spread.weights, decimals=places)
    return [*months[:-1], exact_sum((months[-1], exact_difference(annual, whole)))]


def _to_the_penny(value: Decimal | None) -> Decimal | None:
    """Return a forecast worked out by division to the penny, so that totals are the sums of what they add."""
    if value is None or decimals_of(value) <= _PENNIES:
        return value
    return round_half_up(value, _PENNIES)


def rated_by(settings: MoneySettings) -> str:
    """Say by which method the outturn is forecast.

    >>> rated_by(MoneySettings())
    'Forecast outturn: as stated, the actual of the months done with the forecast of those to come.'
    """
    return {
        OutturnMethod.STATED: "Forecast outturn: as stated, the actual of the months done with the forecast of "
        "those to come.",
        OutturnMethod.STRAIGHT_LINE: "Forecast outturn: straight line, the actual to date divided by the months "
        "done, times twelve.",
        OutturnMethod.PROFILED: "Forecast outturn: profiled, the actual to date with the budget of the months "
        "that remain.",
    }[settings.outturn]
