"""Computes the performance report: every rating, direction and range check, each with its reason in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kccxl.errors import RuleError
from kccxl.reports.performance.checks import check
from kccxl.reports.performance.model import (
    Activity,
    ActivityResult,
    Indicator,
    IndicatorResult,
    Inputs,
    Point,
    Results,
    Settings,
)
from kccxl.reports.performance.words import typed_direction
from kccxl.rules.activity import RangeCheck, check_range
from kccxl.rules.financial_year import Period, Span
from kccxl.rules.polarity import Polarity, polarity_of
from kccxl.rules.rag import Rating, rate
from kccxl.rules.rounding import MOST_DECIMALS, Basis, round_half_up
from kccxl.rules.travel import Direction, Method, Travel, since_previous, trend
from kccxl.rules.ytd import YtdMethod
from kccxl.tables.cells import Figure, Kind
from kccxl.tables.problems import ProblemLog, worst_first

LONGEST_TREND = 24
"""How many periods a trend and its sparkline look back at most: two years of months."""


def compute(inputs: Inputs, log: ProblemLog) -> Results:
    """Rate everything that was read and hold it against what was typed.

    Problems go to ``log`` and the results.
    """
    indicators = [rate_indicator(item, inputs.settings, log) for item in inputs.indicators]
    activity = [check_activity(item, inputs.settings, log) for item in inputs.activity]
    check(inputs, indicators, activity, log)
    return Results(
        log.workbook, inputs.settings, inputs.areas, indicators, activity, inputs.commentary,
        worst_first(log.problems), inputs.footnotes,
    )  # fmt: skip


def rate_indicator(item: Indicator, settings: Settings, log: ProblemLog) -> IndicatorResult:
    """Rate one indicator: latest result, year to date, direction of travel."""
    try:
        polarity = polarity_of(item.target.value, item.floor.value, item.good_is)
    except RuleError as problem:
        log.error(
            "polarity-contradicts",
            item.cells.get("good_is") or item.cells.get("target", ""),
            f"Good is {item.good_is} with a target of {item.target.shown} and a floor of {item.floor.shown}",
            "a target on the better side of the floor standard",
            f"{problem}.",
        )
        refused = Rating(None, f"Not rated: {problem}")
        return IndicatorResult(item, refused, refused, Travel(None, "N/a", settings.method), None, None)
    travel, source = _travel(item, settings, polarity)
    month, ytd = (_rate(item, figure, settings, polarity) for figure in (item.latest, item.ytd))
    if item.ytd_method is YtdMethod.SUM and item.span is not Span.YEAR and ytd.rag is not None:
        ytd = Rating(
            None, f"Not rated: a sum over the year is not held against the target of one {item.span}"
        )
    if item.late:
        month = replace(month, reason=f"{month.reason} (result of {item.late})")
    return IndicatorResult(item, month, ytd, travel, source, polarity)


def check_activity(item: Activity, settings: Settings, log: ProblemLog) -> ActivityResult:
    """Hold one activity indicator against its thresholds."""
    if item.not_checked:
        return ActivityResult(item, RangeCheck(None, f"Not checked: {item.not_checked}"))
    try:
        found = check_range(
            item.value.value, _bound(item.lower, settings), _bound(item.upper, settings),
            unit=item.unit, decimals=item.value.decimals, basis=settings.basis,
        )  # fmt: skip
    except RuleError as problem:
        log.error(
            "thresholds-swapped",
            item.lower.cell or item.cells.get("ref", ""),
            f"a lower threshold of {item.lower.shown} above an upper one of {item.upper.shown}",
            "a lower threshold no greater than the upper one",
            "Exchange the two, or correct the one that is wrong.",
        )
        found = RangeCheck(None, str(problem))
    return ActivityResult(item, found)


def shown_series(item: Indicator | Activity) -> list[Point]:
    """Return the last points of a series, at most :data:`LONGEST_TREND`.

    A gap being a point without value.
    """
    if not item.series:
        return []
    found = {point.period: point for point in item.series}
    period: Period = item.series[-1].period
    points: list[Point] = []
    while len(points) < LONGEST_TREND and not period < item.series[0].period:
        points.insert(0, found.get(period, Point(period)))
        period = period.previous()
    return points


def _rate(item: Indicator, figure: Figure, settings: Settings, polarity: Polarity | None) -> Rating:
    if not figure.known and figure.kind is not Kind.BLANK:
        return Rating(None, f"Not rated: {figure.shown}")
    return rate(
        figure.value, _bound(item.target, settings), _bound(item.floor, settings),
        scheme=item.scheme or settings.scheme, polarity=polarity, tolerance=settings.tolerance,
        decimals=figure.decimals, unit=item.unit, scale=_scale(figure, item), basis=settings.basis,
        target_decimals=item.target.decimals, floor_decimals=item.floor.decimals,
    )  # fmt: skip


def _bound(threshold: Figure, settings: Settings) -> Decimal | None:
    """Return a target, floor standard or threshold to compare with: as displayed like the result, or exact.

    The exact threshold of part of a quarter is a third, which has no end of decimals.
    """
    if threshold.value is None or threshold.decimals is None:
        return threshold.value
    spare = 0 if settings.basis is Basis.DISPLAYED else 6
    return round_half_up(threshold.value, min(threshold.decimals + spare, MOST_DECIMALS))


def _scale(figure: Figure, item: Indicator) -> str:
    return figure.scale or item.target.scale


def _travel(item: Indicator, settings: Settings, polarity: Polarity | None) -> tuple[Travel, str | None]:
    """Return the direction of travel and where it comes from: computed, typed in the workbook, or nowhere."""
    method = item.method or settings.method
    if method is Method.TREND:
        values = [point.value for point in shown_series(item)]
        found = trend(values, polarity, unit=item.unit, scale=item.target.scale, new=item.new)
    else:
        found = since_previous(
            item.latest.value, item.previous.value, polarity,
            decimals=item.latest.decimals, previous_decimals=item.previous.decimals,
            unit=item.unit, scale=_scale(item.latest, item), basis=settings.basis, new=item.new,
        )  # fmt: skip
    typed = typed_direction(item.typed_dot)[1]
    computable = item.latest.known and item.previous.known and method is Method.PREVIOUS
    if (
        found.direction in (None, Direction.NEW)
        and not computable
        and item.latest.known
        and typed is not None
    ):
        return Travel(
            typed, "Carried over from the workbook: not enough results to compute it from", method
        ), "typed"
    return found, "computed" if found.direction else None
