"""Results over time: reads long and wide tables of results into one series for each ref."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kccxl.errors import RuleError
from kccxl.reports.performance.specs import RESULTS
from kccxl.reports.performance.words import looks_like_ref, tidy_ref
from kccxl.rules.financial_year import FinancialYear, Period
from kccxl.rules.periods import parse_period
from kccxl.tables.cells import BLANK, Figure, plain_text, read_figure
from kccxl.tables.finder import Found
from kccxl.tables.grid import Value, cell_name
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import Row, body_rows

_FIGURES = ("value", "numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Reading:
    """One result as read; ``place`` is the cell of its value, or of its numerator."""

    ref: str
    period: Period
    value: Figure
    numerator: Figure
    denominator: Figure
    place: str

    @property
    def known(self) -> bool:
        """Whether there is any figure; a blank cell of a wide table is kept, to be named where it is missed."""
        return self.value.known or self.numerator.known or self.denominator.known


def is_results(table: Found) -> bool:
    """Whether a table with refs holds results: long ones have a Period column.

    Wide ones periods as captions.
    """
    if table.spec is not RESULTS:
        return True
    if set(_FIGURES) & set(table.columns):
        return True
    return any(_is_period(table.grid.at(table.header_bottom, column)) for column in table.others)


def refs_of(table: Found) -> set[str]:
    """The refs that stand in a table."""
    column = table.columns["ref"]
    return {tidy_ref(plain_text(table.grid.at(row, column))) for row in table.body} - {""}


def _lacks_period(table: Found) -> bool:
    """Whether a long table has lost the caption of its periods."""
    return bool(set(_FIGURES) & set(table.columns)) and "period" not in table.columns


def read_results(table: Found, year: FinancialYear | None, log: ProblemLog) -> Iterator[Reading]:
    """Read a table of results; rows and captions that cannot be read are reported."""
    if _lacks_period(table):
        log.error(
            "missing-column",
            f"{table.grid.sheet}!{cell_name(table.header_bottom, table.left)}",
            "a table of results without this column",
            "a column “Period”",
            "Add the column, or correct its caption.",
        )
    elif "period" in table.columns:
        yield from _long(table, year, log)
    else:
        yield from _wide(table, year, log)


def by_ref(readings: Sequence[Reading], log: ProblemLog) -> dict[str, list[Reading]]:
    """Sort readings by ref and period; a period reported twice for one ref is an error naming both cells."""
    series: dict[str, dict[Period, Reading]] = {}
    for reading in readings:
        line = series.setdefault(reading.ref, {})
        if reading.period in line and not reading.known:
            continue
        if (
            reading.period in line
            and line[reading.period].known
            and line[reading.period].period.span == reading.period.span
        ):
            log.error(
                "result-twice",
                reading.place,
                f"a second result of {reading.ref} for {reading.period.label}",
                f"one result, which stands in {line[reading.period].place}",
                "Delete one of the two.",
            )
        line[reading.period] = reading
    ordered = {ref: sorted(line.values(), key=lambda reading: reading.period) for ref, line in series.items()}
    return {ref: _from_first(line) for ref, line in ordered.items() if any(reading.known for reading in line)}


def _from_first(line: list[Reading]) -> list[Reading]:
    """A series from its first result on: blank cells before it are no gaps."""
    return line[next(place for place, reading in enumerate(line) if reading.known) :]


def _rows(table: Found, log: ProblemLog) -> Iterator[tuple[str, Row]]:
    for row in body_rows(table, log):
        ref = row.text("ref")
        if len(row.filled) == 1 and not looks_like_ref(plain_text(row.value_of(row.filled[0]))):
            pass_over(row)
        elif ref:
            yield tidy_ref(ref), row
        else:
            log.error(
                "row-without-ref",
                row.place("ref"),
                "a result without a ref",
                "a ref such as CS04",
                "Type the ref, or empty the row.",
            )


def pass_over(row: Row) -> None:
    """Say that a lone text is taken for a remark or a title, and not for a row."""
    row.log.note(
        "remark",
        row.place_of(row.filled[0]),
        "a lone text in the rows of a table",
        "rows of the table",
        "It was passed over.",
    )


@dataclass
class _Chain:
    """Periods in order. A month without a year follows the one before, within the year it was given."""

    year: FinancialYear | None
    last: Period | None = None
    anchored: bool = False

    def read(self, value: Value, year: FinancialYear | None = None) -> Period:
        """Read the next period; ``year`` is the one that stands above it, if any.

        Raises:
            RuleError: it is no period, or its year cannot be known.

        """
        text = value if isinstance(value, date) else plain_text(value)
        try:
            period = parse_period(text)
            self.anchored = True
        except RuleError:
            if year is not None:
                period = parse_period(text, within=year)
                self.anchored = True
            else:
                period = parse_period(text, after=self.last, within=None if self.last else self.year)
        if not self.anchored and period.year != self.year:
            raise RuleError(
                f"months without a year run past {self.year.label if self.year else 'the financial year'}:"
                f" type their years (got {plain_text(value)!r})"
            )
        self.last = period
        return period


def _long(table: Found, year: FinancialYear | None, log: ProblemLog) -> Iterator[Reading]:
    chains: dict[str, _Chain] = {}
    for ref, row in _rows(table, log):
        value = row.value("period")
        if not row.text("period") and not any(row.has(n) and row.text(n) for n in _FIGURES):
            continue
        chain = chains.setdefault(ref, _Chain(year))
        before = chain.last
        try:
            period = chain.read(value)
        except RuleError as problem:
            _report_period(f"“{plain_text(value)}”", row.place("period"), problem, log)
            continue
        if before is not None and period < before and period.next() < before:
            _report_order(row, period, before)
        figures = [row.figure(name) if row.has(name) else BLANK for name in _FIGURES]
        if any(figure.known for figure in figures):
            _report_units(figures[1:], log)
            _report_half(row, figures[1], figures[2])
            place = row.place("value") if figures[0].known else row.place("numerator")
            yield Reading(ref, period, figures[0], figures[1], figures[2], place)


def _report_order(row: Row, period: Period, before: Period) -> None:
    """A result dated far back among later ones is often one with last year's year."""
    row.log.warn(
        "period-order",
        row.place("period"),
        f"{period.label} after {before.label} of the same ref",
        "periods in order",
        "If another year is meant, correct it; otherwise sort the rows.",
    )


def _report_units(counts: Sequence[Figure], log: ProblemLog) -> None:
    """Numerators and denominators are plain counts or amounts; 80% among them is a result in the wrong column."""
    for figure in counts:
        if figure.unit == "%" or (figure.unit and counts[0].unit != counts[1].unit):
            log.error(
                "units-differ",
                figure.cell,
                figure.printed,
                "a count, in the unit of its neighbour",
                "Type the number behind the percentage, or put the percentage under Value.",
            )


def _report_half(row: Row, numerator: Figure, denominator: Figure) -> None:
    if numerator.known != denominator.known:
        missing, given = ("denominator", numerator) if numerator.known else ("numerator", denominator)
        row.log.warn(
            f"no-{missing}",
            row.place(missing),
            f"{given.printed} without a {missing}",
            "both or neither",
            f"Type the {missing}; until then no percentage can be computed of the two.",
        )


def _wide(table: Found, year: FinancialYear | None, log: ProblemLog) -> Iterator[Reading]:
    periods = _periods(table, year, log)
    for ref, row in _rows(table, log):
        for column, period in periods.items():
            yield Reading(ref, period, row.figure_of(column), BLANK, BLANK, row.place_of(column))


def _periods(table: Found, year: FinancialYear | None, log: ProblemLog) -> Mapping[int, Period]:
    """Return the period of each column of a wide table; a caption over figures that is none is reported."""
    found: dict[int, Period] = {}
    chain = _Chain(year)
    skip = {column for name, column in table.columns.items() if name not in _FIGURES}
    for column in range(table.left, table.right + 1):
        value = table.grid.at(table.header_bottom, column)
        if column in skip or (value is None and not _holds_figures(table, column)):
            continue
        try:
            found[column] = chain.read(value, _year_above(table, column))
        except RuleError as problem:
            if _is_period(value) or _holds_figures(table, column):
                place = f"{table.grid.sheet}!{cell_name(table.header_bottom, column)}"
                _report_period(f"the caption “{plain_text(value)}”", place, problem, log)
    return found


def _year_above(table: Found, column: int) -> FinancialYear | None:
    """Return the financial year over a column, in its own cell or in the nearest one to the left."""
    above = table.header_bottom - 1
    for left in range(column, table.left, -1) if above >= 0 else ():
        text = plain_text(table.grid.at(above, left))
        if text:
            try:
                return FinancialYear.parse(text)
            except RuleError:
                return None
    return None


def _holds_figures(table: Found, column: int) -> bool:
    return any(
        isinstance(value := table.grid.at(index, column), int | float | str) and read_figure(value).known
        for index in table.body
    )


def _is_period(value: Value) -> bool:
    try:
        parse_period(value if isinstance(value, date) else plain_text(value), within=FinancialYear(2000))
    except RuleError:
        return False
    return True


def _report_period(found: str, place: str, problem: RuleError, log: ProblemLog) -> None:
    log.error("bad-period", place, found, "a period such as Jan 2019", _sentence(problem))


def _sentence(problem: Exception) -> str:
    text = str(problem)
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
