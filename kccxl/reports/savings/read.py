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
from kccxl.reports.money.sections import with_sections_joined
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
    tables = list(in_year(tables_in(grids), AMOUNTS, settings.financial_year, log))
    for table in tables:
        report_columns(table, log, {"comment"}, unread_claims(table, "saving"))
        report_hidden_sheet(table, log)
        _report_lacking(table, log)
    whole = [table for table in tables if table.spec.key <= set(table.columns)]
    return [_read(table, settings, log) for table in with_sections_joined(whole, _columns, settings)]


def _columns(table: Found) -> Columns:
    return Columns(
        "saving", AMOUNTS, [name for name in ("directorate", "rag", "comment") if name in table.columns]
    )


def _report_lacking(table: Found, log: ProblemLog) -> None:
    """Report the columns of which one or the other is enough."""
    for enough in (["delivered"], ["forecast", "whole"]):
        if not set(enough) & set(table.columns):
            log.error(
                "missing-column",
                f"{table.grid.sheet}!{cell_name(table.top, table.left)}",
                "the table of savings without this column",
                " or ".join(f"a column “{table.spec.title_of(each)}”" for each in enough),
                "Add the column, or correct its caption.",
            )


def _read(table: Found, settings: MoneySettings, log: ProblemLog) -> Source:
    lines = read_lines(table, _columns(table), settings, log)
    if not any(line.kind is LineKind.ITEM for line in lines):
        log.error(
            "no-lines",
            f"{table.grid.sheet}!{cell_name(table.top, table.left)}",
            "a table of savings without a saving",
            "a row for each saving beneath the captions",
            "Fill in the table, or delete it.",
        )
    names = [name for name in AMOUNTS if name in table.columns]
    whole = [filled(line, _computed(line)) for line in lines]
    computed = {
        (at, name)
        for at, line in enumerate(lines)
        for name in line.amounts
        if whole[at].amount(name).known and not line.amount(name).known
    }
    sums = roll_up(whole, names)
    castings = recast(castings_in([table], settings), table, whole, computed, sums, settings)
    return Source(table, lines, sums, castings, _is_negative(lines))


def _computed(line: MoneyLine) -> dict[str, Decimal | None]:
    """Return forecast and whole year as typed, or computed of each other."""
    delivered, forecast, whole = (line.amount(name).value for name in ("delivered", "forecast", "whole"))
    return {"forecast": to_come(delivered, forecast, whole), "whole": whole_year(delivered, forecast, whole)}


def to_come(delivered: Decimal | None, forecast: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return what is still to come: as typed, or what is delivered taken from the forecast of the whole year.

    >>> to_come(Decimal(500), None, Decimal(800)), to_come(None, None, Decimal(800))
    (Decimal('300'), None)
    """
    if forecast is not None or whole is None or delivered is None:
        return forecast
    return exact_difference(whole, delivered)


def whole_year(delivered: Decimal | None, forecast: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return the forecast of the whole year: as typed, or what is delivered and still to come.

    >>> whole_year(Decimal(500), Decimal(300), None)
    Decimal('800')
    """
    if whole is not None or delivered is None or forecast is None:
        return whole
    return exact_sum((delivered, forecast))


def _is_negative(lines: Sequence[MoneyLine]) -> bool:
    targets = [line.amount("target").value or Decimal(0) for line in lines if line.kind is LineKind.ITEM]
    return sum(target < 0 for target in targets) > sum(target > 0 for target in targets)
