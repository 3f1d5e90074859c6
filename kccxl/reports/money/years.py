"""Tables that hold several years side by side, as capital programmes do: the year of the settings is the one read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from kccxl.rules.financial_year import FinancialYear
from kccxl.tables.cells import plain_text
from kccxl.tables.finder import Found
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog
from kccxl.tables.year_labels import YearLabel, is_year_label, year_above, year_in


def in_year(
    found: Sequence[Found], names: Collection[str], year: FinancialYear | None, log: ProblemLog
) -> list[Found]:
    """Return tables whose columns of amounts are those of one year; a note names the columns that were passed over.

    Args:
        found: the tables.
        names: of their columns of amounts.
        year: of the settings; None where they name none, which is an error for tables of several years.
        log: takes the problems.

    """
    return [_in_year(table, names, year, log) for table in found]


def _in_year(table: Found, names: Collection[str], year: FinancialYear | None, log: ProblemLog) -> Found:
    by_name: dict[str, list[int]] = {name: [table.columns[name]] for name in names if name in table.columns}
    for column, name in table.twice.items():
        if name in by_name:
            by_name[name].append(column)
    years = {column: label_of(table, column) for columns in by_name.values() for column in columns}
    said = {each for each in years.values() if isinstance(each, FinancialYear)}
    if year is None and len(said) > 1:
        return _without_year(table, sorted(said), years, log)
    wanted = year or next(iter(said), None)
    kept = {
        name: [column for column in columns if years[column] in (None, wanted)]
        for name, columns in by_name.items()
    }
    lost = [name for name in kept if not kept[name] and name in table.spec.key]
    if lost and wanted:
        _report_differs(table, table.columns[lost[0]], wanted, log)
        return _once(table)
    passed = [column for name, columns in by_name.items() for column in columns if column not in kept[name]]
    if not passed:
        return table
    _note_passed(table, passed, wanted, log)
    return _only(table, kept, passed)


def label_of(table: Found, column: int) -> YearLabel | None:
    """Return the year a column's captions speak of, or the row of years right above them."""
    grid = table.grid
    rows = [*_years_above(table), *range(table.top, table.header_bottom + 1)]
    columns = range(table.left, table.right + 1)
    texts = [plain_text(grid.at(row, column)) or year_above(grid, row, column, columns) for row in rows]
    labels = {label for text in texts if (label := year_in(text) or (text if is_year_label(text) else None))}
    if len(labels) > 1:
        return " ".join(texts)
    return next(iter(labels), None)


def _years_above(table: Found) -> list[int]:
    """The row right above the captions, if it holds years, each over its columns, and nothing else."""
    grid, row = table.grid, table.top - 1
    columns = range(table.left, table.right + 1)
    texts = [text for column in columns if row >= 0 and (text := plain_text(grid.at(row, column)))]
    wide = any(area.top == row and area.right > area.left for area in grid.merged)
    return [row] if all(map(is_year_label, texts)) and (len(texts) > 1 or (texts and wide)) else []


def _only(table: Found, kept: Mapping[str, Sequence[int]], passed: Collection[int]) -> Found:
    """Return a table with the columns that were kept, the first of each name as the one that is read."""
    printed = {**table.others, **{table.columns[name]: text for name, text in table.captions.items()}}
    gone = {name for name, columns in kept.items() if not columns}
    columns = {
        name: kept[name][0] if kept.get(name) else place
        for name, place in table.columns.items()
        if name not in gone
    }
    return replace(
        table,
        columns=columns,
        captions={name: printed[place] for name, place in columns.items()},
        others={
            place: text for place, text in table.others.items() if place not in {*passed, *columns.values()}
        },
        twice={place: name for name, places in kept.items() for place in places[1:]},
    )


def _without_year(
    table: Found, said: Sequence[FinancialYear], years: Mapping[int, YearLabel | None], log: ProblemLog
) -> Found:
    first = next(column for column, year in years.items() if year == said[0])
    log.error(
        "year-missing",
        _cell(table, first),
        f"columns of several years: {', '.join(year.label for year in said)}",
        "the year that is reported, among the settings",
        "Add the setting “Financial year”; the other years are then passed over.",
    )
    return _once(table)


def _once(table: Found) -> Found:
    """Return a table without its further columns of a name: what is wrong with them has been reported."""
    others = {place: text for place, text in table.others.items() if place not in table.twice}
    return replace(table, twice={}, others=others)


def _report_differs(table: Found, column: int, year: FinancialYear, log: ProblemLog) -> None:
    text = next(text for name, text in table.captions.items() if table.columns[name] == column)
    label = label_of(table, column)
    of = label.label if isinstance(label, FinancialYear) else str(label)
    log.error(
        "year-differs",
        _cell(table, column),
        f"“{text}”, a column of {of}",
        f"a column of {year.label}, the year of the settings",
        "Correct the year of the caption, or the setting “Financial year”.",
    )


def _note_passed(table: Found, passed: Sequence[int], year: FinancialYear | None, log: ProblemLog) -> None:
    of = f"columns of {year.label}" if year else "columns of one year"
    listed = ", ".join(f"{cell_name(table.header_bottom, column)}" for column in sorted(passed))
    log.note(
        "other-year",
        _cell(table, min(passed)),
        f"columns of other years, {listed}",
        of,
        "They were passed over. Correct the year of a caption, or the setting “Financial year”, if one should count.",
    )


def _cell(table: Found, column: int) -> str:
    return f"{table.grid.sheet}!{cell_name(table.header_bottom, column)}"
