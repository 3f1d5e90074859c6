"""Re-add a budget: rows by what its columns are, totals by column, and what else the sheet calls a total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from kccxl.reports.budget.model import Recast, Table
from kccxl.reports.budget.specs import AMOUNTS, EXPENDITURE, INCOME
from kccxl.reports.money.amounts import Scales
from kccxl.reports.money.casts import castings_in, in_unit
from kccxl.reports.money.line import LineKind, MoneyLine
from kccxl.reports.money.roll_up import of_totals
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.sums import addends_of, cast_figures
from kccxl.rules.casting import Verdict
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog
from kccxl.tables.totals import Casting

IDENTITIES: Mapping[str, Sequence[str]] = {
    "gross_expenditure": EXPENDITURE,
    "net_cost": ("gross_expenditure", *INCOME),
}
"""What each computed column is the sum of, in every row."""


def cast_tables(tables: Iterable[Table], settings: MoneySettings, log: ProblemLog) -> list[Recast]:
    """Re-add every row and every total row, in the order of the tables; each cell as often as it is a sum."""
    return [recast for table in tables for recast in _cast_table(table, settings, log)]


def _cast_table(table: Table, settings: MoneySettings, log: ProblemLog) -> list[Recast]:
    amounts = [name for name in AMOUNTS if name in table.found.columns]
    powers = {
        name: scale.power
        for name, scale in Scales.of(table.found, amounts, settings).by_column.items()
        if scale is not None
    }
    broken = {
        f"{problem.sheet}!{problem.cell}" for problem in log.problems if problem.severity.value == "error"
    }
    recasts = [*_rows(table, powers, broken, log), *_totals(table, powers, broken)]
    named = {table.found.columns[name] for name in amounts}
    others = [
        Recast(casting)
        for casting in of_totals(castings_in([table.found], settings), table.lines)
        if casting.column not in named
        and not any(casting.cell == known.casting.cell for known in recasts)
        and broken.isdisjoint(f"{casting.sheet}!{cell}" for cell in (casting.cell, *casting.addends))
    ]
    return sorted([*recasts, *others], key=lambda each: (each.casting.row, each.casting.column, each.across))


def _rows(table: Table, powers: Mapping[str, int], broken: Set[str], log: ProblemLog) -> Iterator[Recast]:
    """Re-add gross expenditure and net cost in every row in which they are typed.

    A cell that could not be read is reported already; what follows from it is not.
    """
    for name in IDENTITIES:
        if name not in table.names:
            continue
        found = [
            recast
            for line in table.lines
            if (recast := _row_casting(table, line, name, powers, broken)) is not None
        ]
        wrong = sum(recast.casting.cast.verdict is Verdict.DIFFERS for recast in found)
        if 2 * wrong > len(found) and _incomplete(table, name):
            _report_not_cast(table, name, log)
        else:
            yield from found


def _incomplete(table: Table, name: str) -> bool:
    """Whether a column that belongs to the sum may be missing, or be one that is not known."""
    return bool(set(IDENTITIES[name]) - set(table.names)) or bool(table.found.others)


def _row_casting(
    table: Table, line: MoneyLine, name: str, powers: Mapping[str, int], broken: Set[str]
) -> Recast | None:
    parts = _parts(table, line, name)
    if parts is None or not broken.isdisjoint(line.cells.get(part, "") for part in (name, *parts)):
        return None
    return _casting(
        table, line, name, [(line, part) for part in parts if _typed(line, part)], powers, across=True
    )


def _parts(table: Table, line: MoneyLine, name: str) -> list[str] | None:
    """The columns that a row's sum is made of; None where too few are known to say."""
    parts = [part for part in IDENTITIES[name] if part in table.names]
    if name == "net_cost" and not _typed(line, "gross_expenditure"):
        parts = [
            part for part in (*EXPENDITURE, *parts) if part != "gross_expenditure" and part in table.names
        ]
        if not set(EXPENDITURE) <= set(parts):
            return None
    if name == "net_cost" and not set(INCOME) & set(parts):
        return None
    return parts if name == "net_cost" or set(EXPENDITURE) <= set(parts) else None


def _typed(line: MoneyLine, name: str) -> bool:
    return line.amount(name).known and bool(line.amount(name).cell)


def _totals(table: Table, powers: Mapping[str, int], broken: Set[str]) -> Iterator[Recast]:
    """Re-add every total row by column."""
    for place, total in enumerate(table.lines):
        if total.kind is not LineKind.TOTAL:
            continue
        addends = addends_of(table.lines, place, table.names)
        for name in table.names:
            if not broken.isdisjoint(line.cells.get(name, "") for line in (total, *addends)):
                continue
            found = _casting(table, total, name, [(line, name) for line in addends], powers)
            if found is not None:
                yield found


def _casting(
    table: Table,
    line: MoneyLine,
    name: str,
    addends: Sequence[tuple[MoneyLine, str]],
    powers: Mapping[str, int],
    *,
    across: bool = False,
) -> Recast | None:
    """Cast one cell; None where nothing is typed in it, or in none of its addends.

    An addend that was computed because its cell is blank counts, and is named by that cell.
    """
    known = [(line, part) for line, part in addends if line.amount(part).known and line.cells.get(part)]
    if not known or not _typed(line, name):
        return None
    casting = Casting(
        table.found.grid.sheet,
        cell_name(line.row, table.found.columns[name]),
        f"{line.label}, {table.found.spec.title_of(name)}",
        [line.cells[part].rpartition("!")[2] for line, part in known],
        line.amount(name),
        cast_figures([line.amount(part) for line, part in known], line.amount(name)),
    )
    return Recast(in_unit(casting, powers.get(name, 0)), name, casting.cast.recomputed, across)


def _report_not_cast(table: Table, name: str, log: ProblemLog) -> None:
    missing = [table.found.spec.title_of(part) for part in IDENTITIES[name] if part not in table.names]
    unread = [f"“{text}”" for text in table.found.others.values()]
    lacks = [f"no column {title}" for title in missing] + [f"columns not known: {', '.join(unread)}"] * bool(
        unread
    )
    log.warn(
        "not-cast",
        f"{table.found.grid.sheet}!{cell_name(table.found.header_bottom, table.found.columns[name])}",
        f"“{table.found.spec.title_of(name)}”, which most rows do not bear out ({'; '.join(lacks)})",
        "the sum of the columns it is made of",
        "Its rows were not re-added. Add the column that is missing, or correct its caption.",
    )
