"""Read the tables of capital of a workbook: projects, group rows and totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kccxl.reports.capital.specs import BY_PROGRAMME, CAPITAL, is_capital
from kccxl.reports.capital.splits import VARIANCES, Typed, computed_of
from kccxl.reports.money.casts import castings_in
from kccxl.reports.money.claims import unread_claims, with_claims
from kccxl.reports.money.extent import body_end
from kccxl.reports.money.line import credit_columns
from kccxl.reports.money.lines import Columns, LineKind, MoneyLine, read_lines
from kccxl.reports.money.roll_up import RollUp, filled, recast, roll_up
from kccxl.reports.money.sections import with_sections_joined
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.years import in_year
from kccxl.reports.paper.columns import report_columns, report_hidden_sheet
from kccxl.tables.finder import Found, find_tables, table_named
from kccxl.tables.grid import Grid, cell_name
from kccxl.tables.problems import ProblemLog
from kccxl.tables.totals import Casting

SPENT = ("budget", "actual", "forecast")
AMOUNTS = (*SPENT, *VARIANCES)


@dataclass(frozen=True, slots=True)
class Source:
    """A table as read.

    Args (fields):
        table: where it stands.
        lines: as typed.
        sums: how they roll up.
        castings: of its totals, with what blank cells are computed to.

    """

    table: Found
    lines: Sequence[MoneyLine]
    sums: RollUp
    castings: Sequence[Casting]


def tables_in(grids: Sequence[Grid]) -> list[Found]:
    """Find every table of capital, and the Excel table of that name, whatever columns it has."""
    found: list[Found] = []
    for grid in grids:
        here = find_tables(grid, [CAPITAL, BY_PROGRAMME], is_capital)
        named = table_named(grid, CAPITAL)
        if named is not None and not any(table.top == named.top for table in here):
            here.append(named)
        found += here
    return [with_claims(replace(table, bottom=body_end(table)), "project") for table in found]


def read_tables(grids: Sequence[Grid], settings: MoneySettings, log: ProblemLog) -> list[Source]:
    """Read every table that has the columns it needs; those that lack one are reported."""
    tables = list(in_year(tables_in(grids), AMOUNTS, settings.financial_year, log))
    for table in tables:
        report_columns(table, log, {"comment"}, unread_claims(table, "project"))
        report_hidden_sheet(table, log)
    whole = [table for table in tables if table.spec.key <= set(table.columns)]
    joined = with_sections_joined(whole, lambda table: _columns(table, settings), settings)
    return [_read(table, settings, log) for table in joined]


def _columns(table: Found, settings: MoneySettings) -> Columns:
    texts = [name for name in ("programme", "rag", "comment") if name in table.columns]
    return Columns("project", AMOUNTS, texts, credits=credit_columns(SPENT, VARIANCES, settings.sign))


def _read(table: Found, settings: MoneySettings, log: ProblemLog) -> Source:
    lines = read_lines(table, _columns(table, settings), settings, log)
    if not any(line.kind is LineKind.ITEM for line in lines):
        log.error(
            "no-lines",
            f"{table.grid.sheet}!{cell_name(table.top, table.left)}",
            "a table of capital without a project",
            "a row for each project beneath the captions",
            "Fill in the table, or delete it.",
        )
    names = [name for name in AMOUNTS if name in table.columns]
    whole = [filled(line, computed_of(Typed(line.label, line.amounts, settings))) for line in lines]
    computed = {
        (at, name)
        for at, line in enumerate(lines)
        for name in line.amounts
        if whole[at].amount(name).known and not line.amount(name).known
    }
    sums = roll_up(whole, names)
    castings = recast(castings_in([table], settings), table, whole, computed, sums, settings)
    return Source(table, lines, sums, castings)
