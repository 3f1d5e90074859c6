"""Makes activity indicators of the data layout out of their rows and their series."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kccxl.reports.performance.cutoff import Cutoff, periods_of_year
from kccxl.reports.performance.model import Activity, Point, ServiceArea
from kccxl.reports.performance.series import Reading
from kccxl.reports.performance.thresholds import ActivityRows, describe, expected, is_annual
from kccxl.reports.performance.units import agree
from kccxl.reports.performance.words import listed
from kccxl.rules.activity import Kind as ActivityKind
from kccxl.rules.exact import exact_sum
from kccxl.rules.financial_year import Period
from kccxl.tables.cells import BLANK, Figure, Kind
from kccxl.tables.problems import ProblemLog, Severity


def build_activity(
    item: ActivityRows, area: ServiceArea, readings: Sequence[Reading], cutoff: Cutoff, log: ProblemLog
) -> Activity:
    """Make an activity indicator of its rows in the Activity table and its readings."""
    row, description = item.row, item.row.text("description")
    readings = cutoff.keep(readings, log)
    values = {f"result {n}": reading.value for n, reading in enumerate(readings)}
    previous = row.figure("previous_year", severity=Severity.WARNING)
    bounds = {f"{bound} {n}": f for bound, quarters in item.bounds.items() for n, f in enumerate(quarters)}
    given = {"previous_year": previous, **values, **bounds}
    figures, unit = agree(given, description, row.text("unit"), log)
    item.bounds = {
        bound: [figures[f"{bound} {n}"] for n in range(len(quarters))]
        for bound, quarters in item.bounds.items()
    }
    span = readings[0].period.span if readings else None
    _report_mixed([reading for reading in readings if reading.period.span is not span], item.ref, log)
    series = [
        Point(reading.period, figures[f"result {n}"].value, cell=reading.place)
        for n, reading in enumerate(readings)
        if reading.period.span is span
    ]
    known = [point for point in series if point.value is not None]
    last = known[-1].period if known else None
    value, missing = _activity_value(item, series, cutoff, log)
    flow = item.kind is ActivityKind.FLOW
    months = last.months_done if last else None
    if is_annual(item) and last and cutoff.period:
        months = cutoff.period.months_done
    before = _year_before(item, series, last)
    return Activity(
        ref=item.ref, area=area.key, description=description, value=value,
        lower=expected(item, "lower", months), upper=expected(item, "upper", months),
        previous_year=before or figures["previous_year"], unit=unit, kind=item.kind,
        period_label="Year to Date" if flow else "Latest Level",
        previous_label="Previous Year YTD" if flow and before else "Previous Year",
        thresholds=describe(item), not_checked=missing, series=series,
        cells={"ref": row.place("ref")} | ({"value": value.cell} if value.known else {}),
    )  # fmt: skip


def _report_mixed(strangers: Sequence[Reading], ref: str, log: ProblemLog) -> None:
    """Months and quarters of one indicator cannot be added up: some would count twice."""
    for reading in strangers:
        log.error(
            "wrong-frequency",
            reading.place,
            f"{reading.period.label}, a {reading.period.span}, among other periods of {ref}",
            "months or quarters throughout",
            "Report each activity indicator by month or by quarter, not by both.",
        )


def _activity_value(
    item: ActivityRows, series: Sequence[Point], cutoff: Cutoff, log: ProblemLog
) -> tuple[Figure, str]:
    """Return what an activity indicator came to (a flow: the year so far; a stock: the last level) and lacks."""
    cells = {point.period: point.cell for point in series}
    series = [point for point in series if point.value is not None]
    if not series:
        return BLANK, ""
    last = series[-1].period
    due = cutoff.last(last.span)
    if due is not None and last < due and not cutoff.stated_by_area and not is_annual(item):
        log.warn(
            "result-late",
            cells.get(due, series[-1].cell),
            f"{last.label} as the last result of {item.ref}",
            f"a result for {due.label}",
            "Enter the later results, or state the service area's “Data up to”.",
        )
    if item.kind is ActivityKind.STOCK:
        return _plain(series[-1].value, series[-1].cell), ""
    year = [point for point in series if point.period.year == last.year and point.value is not None]
    if not year:
        return BLANK, f"no result in {last.year.label}"
    total = _plain(exact_sum([point.value for point in year if point.value is not None]), year[-1].cell)
    if is_annual(item) or sum(point.period.span.months for point in year) == last.months_done:
        return total, ""
    found = {point.period for point in year}
    gaps = [period for period in periods_of_year(last) if period not in found]
    missing = f"no result for {listed([period.label for period in gaps])}"
    log.warn(
        "month-missing",
        cells.get(gaps[0], year[-1].cell),
        f"{missing} ({item.ref})",
        f"a result for every {last.span} from April to {last.label}",
        "Enter the missing results (0 where there was nothing); until then it is not held against its "
        "thresholds.",
    )
    return total, missing


def _year_before(item: ActivityRows, series: Sequence[Point], last: Period | None) -> Figure | None:
    """Return the same measure a year before, where the series reaches back so far."""
    if last is None:
        return None
    then = last.a_year_before()
    points = [p for p in series if p.period.year == then.year and not p.period > then and p.value is not None]
    if item.kind is ActivityKind.STOCK:
        return next((_plain(point.value, point.cell) for point in points if point.period == then), None)
    if sum(point.period.span.months for point in points) != then.months_done:
        return None
    return _plain(exact_sum([point.value for point in points if point.value is not None]), points[-1].cell)


def _plain(value: Decimal | None, cell: str) -> Figure:
    return BLANK if value is None else Figure(Kind.NUMBER, value, cell=cell)
