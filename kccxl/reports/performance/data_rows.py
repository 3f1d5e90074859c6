"""Makes indicators of the data layout out of their row and their series: latest, previous, year to date.

Thresholds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from kccxl.errors import RuleError
from kccxl.reports.performance.model import Activity, Indicator, Point, ServiceArea, Settings
from kccxl.reports.performance.published_rows import read_decimals, read_polarity
from kccxl.reports.performance.series import Reading
from kccxl.reports.performance.settings import yes
from kccxl.reports.performance.thresholds import ActivityRows, describe, expected, is_annual
from kccxl.reports.performance.units import agree
from kccxl.reports.performance.words import listed
from kccxl.rules.activity import Kind as ActivityKind
from kccxl.rules.exact import as_decimal, exact_sum
from kccxl.rules.financial_year import Period, Span
from kccxl.rules.periods import parse_period
from kccxl.rules.rag import Scheme
from kccxl.rules.rounding import round_half_up, show
from kccxl.rules.travel import Method
from kccxl.rules.ytd import YtdMethod, YtdPoint, year_to_date
from kccxl.tables.cells import BLANK, Figure, Kind
from kccxl.tables.problems import ProblemLog, Severity
from kccxl.tables.rows import Row

T = TypeVar("T")

_SPANS = {"month": Span.MONTH, "monthly": Span.MONTH, "quarter": Span.QUARTER, "quarterly": Span.QUARTER,
          "year": Span.YEAR, "annual": Span.YEAR, "yearly": Span.YEAR, "annually": Span.YEAR}  # fmt: skip
_LABELS = {Span.MONTH: "Latest Month", Span.QUARTER: "Latest Qtr", Span.YEAR: "Latest Year"}


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The period up to which a service area reports, and whether the area itself said so."""

    period: Period | None
    stated_by_area: bool = False

    @classmethod
    def of(cls, settings: Settings, area: ServiceArea) -> Cutoff:
        """Return the area's own ``Data up to``, else the workbook's ``Results up to``."""
        if area.data_period:
            try:
                return cls(parse_period(area.data_period, within=settings.financial_year), True)
            except RuleError:
                pass  # reported by the checks, which know the area's cell
        return cls(settings.results_up_to)

    def keep(self, readings: Sequence[Reading], log: ProblemLog) -> list[Reading]:
        """The readings up to the cut-off; a later figure is left out, and said, for it may be misdated."""
        kept = [reading for reading in readings if self.period is None or not reading.period > self.period]
        for reading in readings:
            if reading.known and self.period is not None and reading.period > self.period:
                log.note(
                    "later-result",
                    reading.place,
                    f"a result of {reading.ref} for {reading.period.label}",
                    f"results up to {self.period.label}",
                    "It was left out. Correct its period, or the period reported.",
                )
        return kept

    def last(self, span: Span) -> Period | None:
        """Return the last month, quarter or year that has ended by then."""
        if self.period is None:
            return None
        month = Period(Span.MONTH, self.period.year, self.period.months_done)
        found = Period.of(month.last_day, span)
        return found if found.last_day <= month.last_day else found.previous()


def build_indicator(
    row: Row, ref: str, area: ServiceArea, readings: Sequence[Reading], cutoff: Cutoff, log: ProblemLog
) -> Indicator:
    """Make an indicator of its row in the Indicators table and its readings."""
    description = row.text("description")
    stated = {name: row.figure(name) for name in ("target", "floor")}
    stated["previous_year"] = row.figure("previous_year", severity=Severity.WARNING)
    readings = cutoff.keep(readings, log)
    values = {f"result {n}": reading.value for n, reading in enumerate(readings) if reading.value.known}
    shares = any(reading.numerator.known and reading.denominator.value for reading in readings)
    figures, unit = agree({**stated, **values}, description, row.text("unit"), log, shares=shares)
    if shares and not values and not unit and not row.text("unit"):
        _report_unit_of_shares(figures["target"], readings, log)
    decimals = read_decimals(row)
    if decimals is None:
        decimals = _decimals(figures)
    span = _choice(row, "frequency", lambda word: _SPANS[word], Span.MONTH, "month, quarter or year", log)
    series = [_point(n, reading, figures, unit, decimals, log) for n, reading in enumerate(readings)]
    series = [point for point in series if point.period.span == span or _wrong_span(point, span, ref, log)]
    now = _latest(series, cutoff, span, ref, log)
    before = next((point for point in series if now and point.period == now.period.previous()), None)
    method = _choice(row, "ytd_method", YtdMethod, YtdMethod.NONE, ", ".join(YtdMethod), log)
    ytd, ytd_reason = _year_to_date(series, now, method, unit, decimals, ref, log)
    return Indicator(
        ref=ref,
        area=area.key,
        description=description,
        latest=_figure(now, unit, decimals),
        previous=_figure(before, unit, decimals),
        ytd=ytd,
        target=figures["target"],
        floor=figures["floor"],
        previous_year=figures["previous_year"],
        unit=unit,
        decimals=decimals,
        span=span,
        period=now.period if now else None,
        period_label=_LABELS[span],
        good_is=read_polarity(row),
        scheme=_choice(
            row, "scheme", lambda word: Scheme(word.replace(" ", "_")), None, ", ".join(Scheme), log
        ),
        method=_choice(row, "method", Method, None, "previous or trend", log),
        new=bool(_choice(row, "new", yes, False, "Yes or No", log))
        or figures["previous_year"].kind is Kind.NEW,
        ytd_reason=ytd_reason,
        ytd_method=method,
        late=now.period.label if now and _is_late(now.period, cutoff, span) else "",
        series=series,
        cells={name: row.place(name) for name in ("ref", "target", "floor", "previous_year") if row.has(name)}
        | ({"latest": now.cell} if now else {})
        | ({"previous": before.cell} if before else {}),
    )


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
    series = [
        Point(reading.period, figures[f"result {n}"].value, cell=reading.place)
        for n, reading in enumerate(readings)
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


def _report_unit_of_shares(target: Figure, readings: Sequence[Reading], log: ProblemLog) -> None:
    """Report a target of 95 beside 93 out of 100 where no unit is said: 0.93 would be held against 95."""
    tops = [(r.numerator.value, r.denominator.value) for r in readings]
    if target.value is not None and target.value > 1 and all(t <= b for t, b in tops if t is not None and b):
        top, base = next((t, b) for t, b in tops if t is not None and b)
        log.error(
            "percent-or-fraction",
            target.cell,
            f"{target.printed} beside {show(top)} of {show(base)}",
            f"{target.printed}% or {target.printed}, said clearly",
            "State the unit of the indicator (%), or format the target as a percentage.",
        )


def _plain(value: Decimal | None, cell: str) -> Figure:
    return BLANK if value is None else Figure(Kind.NUMBER, value, cell=cell)


def _decimals(figures: Mapping[str, Figure]) -> int:
    """Without a Decimals column: as many decimals as the target, the floor or any result shows."""
    return max((figure.decimals for figure in figures.values() if figure.decimals is not None), default=0)


def _point(
    number: int, reading: Reading, figures: Mapping[str, Figure], unit: str, decimals: int, log: ProblemLog
) -> Point:
    top, base = reading.numerator.value, reading.denominator.value
    if top is not None and base == 0:
        log.add(
            Severity.ERROR if top else Severity.WARNING,
            "zero-denominator",
            reading.denominator.cell,
            f"{show(top)} of 0",
            "a denominator above 0",
            "Correct it, or leave numerator and denominator blank where there were no cases.",
        )
    value = figures[f"result {number}"].value if f"result {number}" in figures else None
    if top is not None and base:
        share = as_decimal(Fraction(top) / Fraction(base) * (100 if unit == "%" else 1))
        if value is not None and round_half_up(value, decimals) != round_half_up(share, decimals):
            log.warn(
                "value-differs",
                reading.place,
                show(value, unit, decimals),
                f"{show(share, unit, decimals)}: {show(top)} of {show(base)}",
                "Correct the value, or its numerator and denominator.",
            )
        value = share if value is None else value
        if unit == "%" and top > base > 0:
            log.warn(
                "over-100",
                reading.numerator.cell,
                f"{show(top)} of {show(base)}",
                "a numerator no greater than its denominator",
                "Check whether the two were exchanged.",
            )
    return Point(reading.period, value, top, base, reading.place)


def _wrong_span(point: Point, span: Span, ref: str, log: ProblemLog) -> bool:
    log.error(
        "wrong-frequency",
        point.cell,
        f"{point.period.label}, a {point.period.span}",
        f"a {span}, the frequency of {ref}",
        "Correct the period, or the indicator's frequency.",
    )
    return False


def _latest(series: Sequence[Point], cutoff: Cutoff, span: Span, ref: str, log: ProblemLog) -> Point | None:
    """Return the last result by the cut-off; one too old is reported, for it would pass as current."""
    found = next((point for point in reversed(series) if point.value is not None), None)
    due = cutoff.last(span)
    if found and _is_late(found.period, cutoff, span) and due:
        log.warn(
            "result-late",
            next((point.cell for point in series if point.period == due), found.cell),
            f"{found.period.label} as the last result of {ref}",
            f"a result for {due.label}",
            "Enter the later result, or state the service area's “Data up to”.",
        )
    return found


def _is_late(period: Period, cutoff: Cutoff, span: Span) -> bool:
    """Whether a result is older than the period reported, and its area did not say so."""
    due = cutoff.last(span)
    return due is not None and period < due and not cutoff.stated_by_area


def _figure(point: Point | None, unit: str, decimals: int) -> Figure:
    if point is None or point.value is None:
        return BLANK
    return Figure(Kind.NUMBER, point.value, unit, decimals, cell=point.cell)


def _year_to_date(
    series: Sequence[Point],
    now: Point | None,
    method: YtdMethod,
    unit: str,
    decimals: int,
    ref: str,
    log: ProblemLog,
) -> tuple[Figure, str]:
    if now is None:
        return BLANK, ""
    found = {point.period: point for point in series}
    points = []
    for period in [period for period in periods_of_year(now.period) if not period < series[0].period]:
        point = found.get(period, Point(period))
        points.append(YtdPoint(period.label, point.value, point.numerator, point.denominator))
    missing = [point.label for point in points if point.value is None]
    if missing and method is not YtdMethod.NONE:
        log.warn(
            "month-missing",
            next((found[p.period].cell for p in series if p.value is None and p.cell), now.cell),
            f"no result of {ref} for {listed(missing)}",
            f"a result for every {now.period.span} of the year so far",
            "Enter the missing results; the year to date leaves them out.",
        )
    if method is YtdMethod.RATIO:
        points = [replace(point, value=None) if point.denominator is not None else point for point in points]
    result = year_to_date(points, method, unit=unit)
    if result.value is None and method is not YtdMethod.NONE:
        log.warn(
            "no-ytd",
            now.cell,
            f"{ref} without a year to date: {result.reason.removeprefix('N/a: ')}",
            "numerators and denominators" if method is YtdMethod.RATIO else "results",
            "Enter them, or choose another method under Year to date (none for snapshot data).",
        )
    if result.value is None:
        kind = Kind.SNAPSHOT if method is YtdMethod.NONE else Kind.NA
        return Figure(kind, printed="Snapshot data" if kind is Kind.SNAPSHOT else "N/a"), result.reason
    return Figure(Kind.NUMBER, result.value, unit, decimals), result.reason


def periods_of_year(last: Period) -> list[Period]:
    """Return the months or quarters of a financial year up to and including the last one."""
    return [Period(last.span, last.year, number) for number in range(1, last.number + 1)]


def _choice(
    row: Row, name: str, read: Callable[[str], T], default: T, expected_words: str, log: ProblemLog
) -> T:
    text = row.text(name)
    if not text:
        return default
    try:
        return read(text.strip().lower())
    except (ValueError, KeyError):
        log.error("bad-choice", row.place(name), f"“{text}”", expected_words, "Choose one of these words.")
        return default
