"""Makes indicators of the data layout out of their row and their series: latest, previous, year to date.

Thresholds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from kccxl.reports.paper.settings import yes
from kccxl.reports.performance.cutoff import Cutoff, periods_of_year
from kccxl.reports.performance.model import Indicator, Point, ServiceArea
from kccxl.reports.performance.published_rows import read_decimals, read_polarity
from kccxl.reports.performance.series import Reading
from kccxl.reports.performance.units import agree
from kccxl.reports.performance.words import listed
from kccxl.rules.exact import as_decimal
from kccxl.rules.financial_year import Period, Span
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
