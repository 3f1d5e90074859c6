"""Settings tables: what holds for a whole workbook, one setting a row, read into a report's own settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from kccxl.errors import RuleError
from kccxl.rules.financial_year import MONTHS, FinancialYear, Period
from kccxl.rules.periods import parse_period
from kccxl.rules.rounding import Basis
from kccxl.tables.cells import Figure, plain_text, read_figure
from kccxl.tables.finder import Found, find_tables, table_named
from kccxl.tables.grid import Grid, Value
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import Row, body_rows, origin
from kccxl.tables.spec import Column, TableSpec, caption

SETTINGS = TableSpec(
    "settings",
    [
        Column("setting", ["Setting", "Settings"]),
        Column("value", ["Value", "Your value"]),
        Column("meaning", ["What it means", "Meaning", "Explanation", "Notes"]),
    ],
    key={"setting", "value"},
    table_names=["Settings"],
)

T = TypeVar("T")
_YES, _NO = {"yes", "y", "true", "new"}, {"no", "n", "false", ""}


@dataclass(frozen=True, slots=True)
class Given:
    """What a cell gives for one setting.

    >>> Given(0.1, "0%").figure.shown
    '10%'
    """

    value: Value
    number_format: str = "General"

    @property
    def text(self) -> str:
        """The value as plain text."""
        return plain_text(self.value)

    @property
    def figure(self) -> Figure:
        """The value as a figure."""
        return read_figure(self.value, self.number_format)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: the field it fills, the names officers give it, how it is read and what is expected.

    ``read`` is given the settings read so far as well, and raises RuleError or ValueError for what it cannot read.
    """

    field: str
    names: Sequence[str]
    read: Callable[[Given, Any], object]
    expected: str = ""


GENERAL = [
    Setting("title", ["Title"], lambda given, _: given.text),
    Setting("directorate", ["Directorate"], lambda given, _: given.text),
    Setting(
        "financial_year",
        ["Financial year"],
        lambda given, _: FinancialYear.parse(given.text),
        "a year such as 2018/19",
    ),
    Setting(
        "results_up_to",
        ["Results up to", "Position at", "Month"],
        lambda given, settings: period_of(given.value, settings.financial_year),
        "a month or quarter",
    ),
    Setting("publication_date", ["Publication date"], lambda given, _: spoken(given.value)),
    Setting("basis", ["Rounding basis"], lambda given, _: Basis(given.text.lower()), "displayed or exact"),
    Setting("illustrative", ["Illustrative"], lambda given, _: yes(given.text), "Yes or No"),
]
"""What every report has a field for."""


def settings_rows(grids: Iterable[Grid], log: ProblemLog) -> Iterator[Row]:
    """Yield the rows of every settings table of a workbook."""
    for grid in grids:
        for table in _tables(grid):
            yield from body_rows(table, log)


def _tables(grid: Grid) -> list[Found]:
    found = find_tables(grid, [SETTINGS])
    named = None if found else table_named(grid, SETTINGS)
    return [named] if named is not None and SETTINGS.key <= set(named.columns) else found


def read_settings(
    rows: Iterable[Row], known: Sequence[Setting], start: T, log: ProblemLog, command: str
) -> tuple[T, dict[str, str]]:
    """Read settings into the fields of ``start``, a frozen dataclass.

    Args:
        rows: of settings tables.
        known: the settings the report has.
        start: what holds where nothing is set.
        log: takes what cannot be read.
        command: the command whose template explains the settings, for messages.

    Returns:
        The settings and, by field, the cell each came from.

    """
    by_name = {caption(name): setting for setting in known for name in setting.names}
    settings, cells = start, dict[str, str]()
    for row in rows:
        label = row.text("setting")
        setting = by_name.get(caption(label))
        if setting is None and label:
            log.note(
                "unknown-setting",
                row.place("setting"),
                f"“{label}”",
                "one of the settings kccxl knows",
                f"It has no effect; see the Settings sheet of `{command}`.",
            )
        elif setting is not None and row.text("value"):
            place = row.place("value")
            settings = put(settings, setting, _given(row), place, log)
            cells[setting.field] = place
    return settings, cells


def put(settings: T, setting: Setting, given: Given, place: str, log: ProblemLog) -> T:
    """Set one field from a cell; what cannot be read is reported and left as it was."""
    try:
        changed: Any = replace(settings, **{setting.field: setting.read(given, settings)})  # type: ignore[type-var]
    except (RuleError, ValueError):
        log.error("bad-setting", place, f"“{given.text}”", setting.expected, "Correct this cell.")
        return settings
    settled: T = changed
    return settled


def _given(row: Row) -> Given:
    where = origin(row.grid, row.index, row.table.columns["value"])
    return Given(row.value("value"), row.grid.format_at(*where))


def yes(text: str) -> bool:
    """Read Yes or No; blank is No.

    Raises:
        ValueError: anything else.

    >>> yes("Yes"), yes("")
    (True, False)
    """
    word = text.strip().lower()
    if word not in _YES | _NO:
        raise ValueError(text)
    return word in _YES


def spoken(value: Value) -> str:
    """Return a text as it is, a date as papers print it.

    >>> spoken(date(2016, 8, 5))
    '5 August 2016'
    """
    if isinstance(value, date):
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return plain_text(value)


def period_of(value: Value, year: FinancialYear | None) -> Period:
    """Return the month or quarter a cell names; within ``year`` where the cell leaves the year out.

    Raises:
        RuleError: it names none.

    """
    return parse_period(value if isinstance(value, date) else plain_text(value), within=year)


def per_cent_of(figure: Figure) -> Decimal:
    """Read a tolerance in per cent; a bare 0.1 may be 0.1 % or 10 % and is refused, for colours hang on it.

    Raises:
        ValueError: it is no percentage from 0 to 100, or could be read in two ways.

    """
    value, bare = figure.value, not figure.unit
    if value is None or not 0 <= value <= 100 or figure.unit not in ("", "%") or (bare and 0 < value < 1):
        raise ValueError(figure.printed)
    return value


def settle_year(
    year: FinancialYear | None, upto: Period | None, cells: dict[str, str], log: ProblemLog
) -> FinancialYear | None:
    """Take the financial year from the period reported where it is not stated, and compare the two."""
    if upto is None or year is None:
        return upto.year if upto else year
    if upto.year != year:
        log.error(
            "year-differs",
            cells.get("results_up_to") or cells.get("financial_year", ""),
            f"results up to {upto.label}, which is in {upto.year.label}",
            f"a period in {year.label}",
            "Correct the financial year or the period up to which results are reported.",
        )
    return year
