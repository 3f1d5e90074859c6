"""Cast the tables of a report, and say of each total that does not add up which cell to mend.

Domain rule "Directorate budget": a difference within what rounding can explain is a note, one beyond it an
error. A paper that stands as published may keep its slip, marked: the setting “Accept totals as printed”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kccxl.reports.money.amounts import Scales, shift, stored_pounds
from kccxl.reports.money.cells import hidden_noughts, is_loose, usual_decimals
from kccxl.reports.money.extent import body_end
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.sums import without_noise
from kccxl.rules.casting import Cast, Verdict
from kccxl.tables.accounting import is_dash, read_amount, read_signed
from kccxl.tables.cells import Figure
from kccxl.tables.finder import Found
from kccxl.tables.grid import Grid, Position, Value
from kccxl.tables.problems import ProblemLog, Severity
from kccxl.tables.totals import Casting, find_castings

_MOST_ADDENDS = 12
_SUFFIX = {3: "k", 6: "m"}


def castings_in(tables: Iterable[Found], settings: MoneySettings | None = None) -> list[Casting]:
    """Find and re-add every total row and total column of these tables.

    Each table is looked at on its own, up to the captions of another one, with all its figures in pounds where
    its scale is said: ``£5.2m`` in a table in £000s adds up, and a whole number of thousands is a rounded one.
    The castings are in the unit of the sheet.
    """
    return [casting for table in tables for casting in _castings(table, settings or MoneySettings())]


def _castings(table: Found, settings: MoneySettings) -> Iterator[Casting]:
    table = replace(table, bottom=body_end(table))
    scales = Scales.of(table, table.columns, settings).by_column
    powers = {table.columns[name]: scale.power for name, scale in scales.items() if scale}
    for casting in find_castings(_alone(table, powers), known=True):
        if casting.cast.verdict is Verdict.UNCHECKED:
            continue  # the cell that cannot be read is reported by itself; the rest is cast from the lines
        if table.header_bottom < casting.row < table.bottom:
            casting = replace(casting, cast=without_noise(casting.cast))
            yield in_unit(casting, powers.get(casting.column, 0))


def _alone(table: Found, powers: Mapping[int, int]) -> Grid:
    """Return the sheet with nothing but this table on it; figures in thousands and millions say so."""
    grid = table.grid
    rows: list[list[Value]] = [[None] * (table.right + 1) for _ in range(grid.height)]
    formats = dict(grid.formats)
    usual = usual_decimals(table, list(table.columns))
    figured = _figured(table)
    for row in range(table.top, table.bottom):
        for column in range(table.left, table.right + 1):
            rows[row][column] = grid.at(row, column)
            figure = read_amount(grid.at(row, column), grid.format_at(row, column))
            if row <= table.header_bottom or not figure.known or column not in figured:
                continue
            if (power := powers.get(column, 0)) and not figure.scale and figure.unit != "%":
                rows[row][column], formats[row, column] = _scaled(table, (row, column), figure, power, usual)
            elif is_dash(figure.printed):
                rows[row][column], formats[row, column] = 0, "0"
    return replace(grid, rows=rows, formats=formats)


def _scaled(table: Found, at: Position, figure: Figure, power: int, usual: int) -> tuple[float, str]:
    """Return a figure of a column in thousands or millions in pounds, and the number format that shows it so."""
    row, column = at
    name = next(name for name, place in table.columns.items() if place == column)
    hidden = hidden_noughts(table, row, name)
    loose = is_loose(table, row, name)
    places = max(figure.decimals or 0, usual) if loose else (figure.decimals or 0) + hidden
    return float(stored_pounds(shift(figure.exact, power - hidden))), _format(power, places)


def _figured(table: Found) -> set[int]:
    """The columns in which figures stand: a dash among texts is no amount."""
    grid, columns = table.grid, range(table.left, table.right + 1)
    return {
        column
        for row in table.body
        for column in columns
        if read_signed(grid.at(row, column), grid.format_at(row, column)).known
    }


def _format(power: int, places: int) -> str:
    """Return the number format of pounds shown in thousands or millions."""
    return f'£#,##0{"." + "0" * places if places else ""}{"," * (power // 3)}"{_SUFFIX[power]}"'


def in_unit(casting: Casting, power: int) -> Casting:
    """Return a casting in pounds in the unit of its column."""
    if not power:
        return casting
    found = casting.cast
    moved = Cast(
        shift(found.printed, -power),
        shift(found.recomputed, -power),
        shift(found.difference, -power),
        shift(found.allowance, -power),
        found.verdict,
    )
    return replace(casting, cast=moved)


def report_casts(castings: Iterable[Casting], settings: MoneySettings, log: ProblemLog) -> None:
    """Report each total that does not add up, with the cells that were added."""
    for casting in castings:
        if casting.cast.verdict is Verdict.ROUNDING:
            _report(
                casting,
                "total-rounding",
                Severity.NOTE,
                log,
                "Nothing, if each figure is rounded on its own.",
            )
        elif casting.cast.verdict is Verdict.DIFFERS and settings.accept_totals:
            mend = "It was accepted as printed, by the settings, and is printed as it stands."
            _report(casting, "total-differs", Severity.WARNING, log, mend)
        elif casting.cast.verdict is Verdict.DIFFERS:
            mend = (
                "Correct the total or one of these cells; if the paper must stand as it was published, "
                "set “Accept totals as printed” to Yes in the settings."
            )
            _report(casting, "total-differs", Severity.ERROR, log, mend)


def _report(casting: Casting, code: str, severity: Severity, log: ProblemLog, mend: str) -> None:
    cast = casting.cast
    way = "too high" if cast.difference > 0 else "too low"
    log.add(
        severity,
        code,
        f"{casting.sheet}!{casting.cell}",
        f"“{casting.label}” is {_figure(cast.printed)}, {_figure(cast.difference.copy_abs())} {way}",
        f"{_figure(cast.recomputed)}, the sum of {_cells(casting.addends)}",
        mend,
    )


def _figure(value: Decimal) -> str:
    """Print a figure as the sheet has it.

    >>> _figure(Decimal("46137.60")), _figure(Decimal("-0.6"))
    ('46,137.6', '-0.6')
    """
    plain = format(value.normalize(), "f")
    whole, point, places = plain.partition(".")
    return f"{int(whole):,}{point}{places}" if whole not in ("-0",) else plain


def _cells(addends: Sequence[str]) -> str:
    if len(addends) <= _MOST_ADDENDS:
        return ", ".join(addends)
    return f"{addends[0]} to {addends[-1]} ({len(addends)} cells)"
