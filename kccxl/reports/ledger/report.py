"""The profiled monitoring from grids to results: which tables a workbook has, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kccxl.reports.ledger.specs import (
    EXPLANATIONS,
    LEDGER,
    LEDGER_BY_SIDES,
    PROFILES,
    ROUTES,
    SIDES,
    SPECS,
    VIREMENTS,
)
from kccxl.reports.paper.settings import SETTINGS
from kccxl.tables.finder import Found, find_tables, near_misses, table_named
from kccxl.tables.grid import Grid
from kccxl.tables.problems import ProblemLog

if TYPE_CHECKING:
    from kccxl.reports.ledger.model import Results

_ALL = (*SPECS, SETTINGS)
_TELLING = frozenset({"cost_centre"})
_KNOWN_BY = {"actual", "debit", "credit", "commitment", "forecast", "subjective", "group", "month"}


def serves(grids: Sequence[Grid]) -> bool:
    """Whether a sheet holds a ledger, or what would be one but for a column."""
    return any(_ledgers(grid, find_tables(grid, _ALL)) or _almost(grid) for grid in grids)


def resembles(grids: Sequence[Grid]) -> bool:
    """Whether a sheet holds cost centres beside another column of a ledger, without the others it needs."""
    return any(_faintly(grid) for grid in grids)


def _ledgers(grid: Grid, found: Sequence[Found]) -> list[Found]:
    tables = [table for table in found if table.spec in (LEDGER, LEDGER_BY_SIDES)]
    named = None if tables else table_named(grid, LEDGER)
    return [_with_actuals(table) for table in tables or ([named] if named else [])]


def _with_actuals(table: Found) -> Found:
    """Return a ledger whose column of actuals is that of its debits, where it has no other."""
    if "actual" in table.columns or not set(SIDES) <= set(table.columns):
        return table
    columns = {**table.columns, "actual": table.columns["debit"]}
    captions = {**table.captions, "actual": table.captions["debit"]}
    return replace(table, spec=LEDGER, columns=columns, captions=captions)


def _almost(grid: Grid) -> list[Found]:
    """Return tables with cost centres and two more columns of a ledger, but not all that it needs."""
    found = near_misses(grid, [LEDGER], find_tables(grid, _ALL), _TELLING)
    return [table for table in found if len(_KNOWN_BY & set(table.columns)) > 1 and "budget" in table.columns]


def _faintly(grid: Grid) -> list[Found]:
    found = near_misses(grid, [LEDGER], find_tables(grid, _ALL), _TELLING)
    return [table for table in found if _KNOWN_BY & set(table.columns)]


def _is_of_virements(table: Found) -> bool:
    """Whether a table of from and to is one of virements: journals and transfers have these captions too."""
    return "virement" in table.columns or "virement" in table.grid.sheet.casefold()


def find_ledger_tables(grids: Sequence[Grid]) -> dict[str, list[Found]]:
    """Find the tables of a workbook by the name of their spec, in the order of its sheets."""
    found: dict[str, list[Found]] = {spec.name: [] for spec in SPECS}
    for grid in grids:
        tables = find_tables(grid, _ALL)
        found[LEDGER.name] += _ledgers(grid, tables) or _almost(grid)
        routes = [table for table in tables if table.spec is ROUTES and _is_of_virements(table)]
        found[ROUTES.name] += routes
        for spec in (PROFILES, VIREMENTS, EXPLANATIONS):
            here = [table for table in tables if table.spec is spec]
            named = None if here or (routes and spec is VIREMENTS) else table_named(grid, spec)
            found[spec.name] += here or ([named] if named else [])
    found[LEDGER.name] = found[LEDGER.name] or [table for grid in grids for table in _faintly(grid)]
    return found


def tables(grids: Sequence[Grid]) -> list[Found]:
    """Find the tables of the report."""
    return [table for grid in grids for table in find_tables(grid, SPECS)]


def report(grids: Sequence[Grid], workbook: str) -> Results:
    """Read, compute and check one workbook; every problem is among the results.

    numpy, on which the sums rest, is loaded here: a workbook without a ledger does not wait for it.
    """
    from kccxl.reports.ledger.assembly import assemble

    return assemble(grids, find_ledger_tables(grids), ProblemLog(workbook))
