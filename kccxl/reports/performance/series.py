"""Results over time: reads long and wide tables of results into one series for each ref."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kccxl.errors import RuleError
from kccxl.reports.performance.specs import RESULTS
from kccxl.reports.performance.words import tidy_ref
from kccxl.rules.financial_year import FinancialYear, Period
from kccxl.rules.periods import parse_period
from kccxl.tables.cells import BLANK, Figure, plain_text
from kccxl.tables.finder import Found, find_tables, table_named
from kccxl.tables.grid import Grid, Value, cell_name
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import Row

_CONTEXT = {"description", "unit"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One result as read; ``place`` is the cell of its value, or of its numerator."""

    ref: str
    period: Period
    value: Figure
    numerator: Figure
    denominator: Figure
    place: str


def find_results(grid: Grid, year: FinancialYear | None) -> list[Found]:
    """The tables of results on a sheet: long ones with a Period column, wide ones with a period in every caption."""
    found = find_tables(grid, [RESULTS])
    named = table_named(grid, RESULTS)
    if named is not None and all(table.top != named.top for table in found):
        found.append(named)
    return [table for table in found if "period" in table.columns or _periods(table, year, ProblemLog(""))]


def read_results(table: Found, year: FinancialYear | None, log: ProblemLog) -> Iterator[Reading]:
    """Read a table of results; rows and captions that cannot be read are reported."""
    if "period" in table.columns:
        yield from _long(table, year, log)
    else:
        yield from _wide(table, year, log)


def by_ref(readings: Sequence[Reading], log: ProblemLog) -> dict[str, list[Reading]]:
    """Sort readings by ref and period; a period reported twice for one ref is an error naming both cells."""
    series: dict[str, dict[Period, Reading]] = {}
    for reading in readings:
        line = series.setdefault(reading.ref, {})
        if reading.period in line and line[reading.period].period.span == reading.period.span:
            log.error("result-twice", reading.place, f"a second result of {reading.ref} for {reading.period.label}",
                      f"one result, which stands in {line[reading.period].place}", "Delete one of the two.")
        line[reading.period] = reading
    return {ref: sorted(line.values(), key=lambda reading: reading.period) for ref, line in series.items()}


def _rows(table: Found, log: ProblemLog) -> Iterator[tuple[str, Row]]:
    for index in table.body:
        row = Row(table, index, log)
        ref = row.text("ref")
        if ref:
            yield tidy_ref(ref), row
        elif any(row.value_of(column) is not None for column in range(table.left, table.right + 1)):
            log.error("row-without-ref", row.place("ref"), "a result without a ref", "a ref such as CS04",
                      "Type the ref, or empty the row.")


def _long(table: Found, year: FinancialYear | None, log: ProblemLog) -> Iterator[Reading]:
    after: Period | None = None
    for ref, row in _rows(table, log):
        value = row.value("period")
        try:
            after = parse_period(_period_text(value), after=after, within=None if after else year)
        except RuleError as problem:
            log.error("bad-period", row.place("period"), f"“{plain_text(value)}”", "a period such as Jan 2019",
                      _sentence(problem))
            continue
        figures = [row.figure(name) if row.has(name) else BLANK for name in ("value", "numerator", "denominator")]
        if any(figure.known for figure in figures):
            place = row.place("value") if figures[0].known else row.place("numerator")
            yield Reading(ref, after, figures[0], figures[1], figures[2], place)


def _wide(table: Found, year: FinancialYear | None, log: ProblemLog) -> Iterator[Reading]:
    periods = _periods(table, year, log)
    for ref, row in _rows(table, log):
        for column, period in periods.items():
            figure = row.figure_of(column)
            if figure.known:
                yield Reading(ref, period, figure, BLANK, BLANK, row.place_of(column))


def _periods(table: Found, year: FinancialYear | None, log: ProblemLog) -> Mapping[int, Period]:
    """The period of each column of a wide table; a month without a year follows on from the column before."""
    found: dict[int, Period] = {}
    after: Period | None = None
    skip = {table.columns[name] for name in {"ref", *_CONTEXT} & set(table.columns)}
    for column in range(table.left, table.right + 1):
        value = table.grid.at(table.header_bottom, column)
        if column in skip or value is None:
            continue
        try:
            after = found[column] = parse_period(_period_text(value), after=after, within=None if after else year)
        except RuleError as problem:
            if after is not None or any(table.columns.get(name) == column for name in ("value", "numerator")):
                place = f"{table.grid.sheet}!{cell_name(table.header_bottom, column)}"
                log.error("bad-period", place, f"the caption “{plain_text(value)}”", "a period such as Jan 2019",
                          _sentence(problem))
    return found


def _period_text(value: Value) -> str:
    return value if hasattr(value, "year") else plain_text(value)  # type: ignore[return-value]


def _sentence(problem: Exception) -> str:
    text = str(problem)
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
