"""Read the savings tables of a workbook: savings, group rows and totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kccxl.reports.money.casts import castings_in
from kccxl.reports.money.claims import unread_claims, with_claims
from kccxl.reports.money.extent import body_end
from kccxl.reports.money.lines import Columns, LineKind, MoneyLine, read_lines
from kccxl.reports.money.roll_up import RollUp, filled, recast, roll_up
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.years import in_year
from kccxl.reports.paper.columns import report_columns, report_hidden_sheet
from kccxl.reports.savings.specs import SAVINGS, is_savings
from kccxl.rules.exact import exact_difference, exact_sum
from kccxl.tables.finder import Found, find_tables, table_named
from kccxl.tables.grid import Grid, cell_name
from kccxl.tables.problems import ProblemLog
from kccxl.tables.totals import Casting

AMOUNTS = ("target", "delivered", "forecast", "whole", "at_risk")


@dataclass(frozen=True, slots=True)
class Source:
    """A table as read.

    Args (fields):
        table: where it stands.
        lines: as typed.
        sums: how they roll up.
        castings: of its totals, with what blank cells are computed to.
        negative: whether most of its targets are negative, as some papers print savings.

    """

    table: Found
    lines: Sequence[MoneyLine]
    sums: RollUp
    castings: Sequence[Casting]
    negative: bool


def tables_in(grids: Sequence[Grid]) -> list[Found]:
    """Find every table of savings, and the Excel table of that name, whatever columns it has."""
    found: list[Found] = []
    for grid in grids:
        here = find_tables(grid, [SAVINGS], is_savings)
        named = table_named(grid, SAVINGS)
        if named is not None and not any(table.top == named.top for table in here):
            here.append(named)
        found += here
    return [with_claims(replace(table, bottom=body_end(table)), "saving") for table in found]


def read_tables(grids: Sequence[Grid], settings: MoneySettings, log: ProblemLog) -> list[Source]:
    """Read every table that has the columns it needs; those that lack one are reported."""
    sources = []
    for table in in_year(tables_in(grids), AMOUNTS, settings.financial_year, log):
        report_columns(table, log, {"comment"})
        report_columns(table, log, {"comment"}, unread_claims(table, "saving"))
