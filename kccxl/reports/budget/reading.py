"""Read the tables of a directorate budget and of staff, wherever they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kccxl.reports.budget.casting import IDENTITIES
from kccxl.reports.budget.income_sign import with_negative_income
from kccxl.reports.budget.model import Table, plain_name
from kccxl.reports.budget.specs import AMOUNTS, BUDGETS, EXPENDITURE, FTE, INCOME, STAFF
from kccxl.reports.money.lines import Columns, LineKind, MoneyLine, read_lines
from kccxl.reports.money.roll_up import roll_up
from kccxl.reports.money.sections import with_sections_joined
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.sums import addends_of, adds_up
from kccxl.reports.money.years import in_year
from kccxl.reports.paper.columns import report_columns, report_hidden_sheet
from kccxl.rules.exact import exact_sum
from kccxl.tables.cells import Figure, Kind
from kccxl.tables.finder import Found, find_tables, near_misses
from kccxl.tables.grid import Grid, cell_name
from kccxl.tables.problems import ProblemLog, Severity

EXAMPLE = "Example"
"""How the names of the template's example rows begin."""


def tables_in(grid: Grid) -> list[Found]:
    """Find the tables of a sheet."""
    return find_tables(grid, [*BUDGETS, STAFF])


def read_tables(grids: Iterable[Grid], settings: MoneySettings, log: ProblemLog) -> list[Table]:
    """Read every table of a workbook, budgets and staff, in the order of its sheets."""
    found: list[Table] = []
    for grid in grids:
        tables = in_year(tables_in(grid), [*AMOUNTS, FTE], settings.financial_year, log)
        for table in tables:
            report_hidden_sheet(table, log)
            report_columns(table, log)
        for miss in near_misses(grid, BUDGETS, tables, set(EXPENDITURE)):
            if not miss.spec.unless & set(miss.columns):
                report_columns(miss, log)
        sections = with_sections_joined(tables, _columns, settings)
        found += _joined([_read(table, settings, log) for table in sections])
    for read in found:
        if not read.items:
            _report_empty(read, log)
    return [_completed(read) for read in found if read.items]


def _columns(found: Found) -> Columns:
    amounts = [name for name in AMOUNTS if name in found.columns]
    return Columns("division", amounts, counts=[FTE] if FTE in found.columns else [], credits=amounts)


def _read(found: Found, settings: MoneySettings, log: ProblemLog) -> Table:
    columns = _columns(found)
    amounts, counts = columns.amounts, columns.counts
    lines = read_lines(found, columns, settings, log)
    lines = with_negative_income(lines, found, log)
    return Table(found, [*amounts, *counts], lines, _grand_total(lines, [*amounts, *counts]))


def _report_empty(table: Table, log: ProblemLog) -> None:
    found = table.found
    log.note(
        "no-rows",
        f"{found.grid.sheet}!{cell_name(found.top, found.left)}",
        f"captions of a table of {found.spec.name} without a row of figures",
        "a row for each division",
        "It was left out. Fill it in, or delete its captions.",
    )


def _grand_total(lines: Sequence[MoneyLine], names: Sequence[str]) -> MoneyLine | None:
    """The total over all lines, where the table has one."""
    grand = roll_up(lines, names).grand
    return None if grand is None or lines[grand].heads else lines[grand]


def _joined(tables: Sequence[Table]) -> list[Table]:
    """Join tables that go on beneath a repeated header: without a total of their own, under the same captions."""
    found: list[Table] = []
    for table in tables:
        if found and _goes_on(found[-1], table):
            first = found.pop()
            lines = [*first.lines, *table.lines]
            table = replace(first, lines=lines, total=_grand_total(lines, first.names))
        found.append(table)
    return found


def _goes_on(first: Table, second: Table) -> bool:
    same = first.found.columns == second.found.columns and first.found.captions == second.found.captions
    if not same or second.total is None or any(line.kind is LineKind.TOTAL for line in first.lines):
        return False
    place = list(second.lines).index(second.total)
    return not adds_up(addends_of(second.lines, place, second.names), second.total, second.names)


def _completed(table: Table) -> Table:
    """Compute gross expenditure and net cost where they are missing or blank."""
    if not set(AMOUNTS) & set(table.names):
        return table
    lines = [line if line.kind is LineKind.GROUP else _complete(line) for line in table.lines]
    total = None if table.total is None else lines[list(table.lines).index(table.total)]
    names = [*(name for name in AMOUNTS if any(line.amount(name).known for line in lines) or name in table.names),
             *(name for name in table.names if name not in AMOUNTS)]  # fmt: skip
    return replace(table, lines=lines, total=total, names=names)


def _complete(line: MoneyLine) -> MoneyLine:
    amounts = dict(line.amounts)
    for name, parts in IDENTITIES.items():
        known = [amounts[part].exact for part in parts if part in amounts and amounts[part].known]
        base = any(part in amounts and amounts[part].known for part in ("gross_expenditure", *EXPENDITURE))
        sure = (
            set(EXPENDITURE) <= set(amounts)
            if name == "gross_expenditure"
            else bool(base and set(INCOME) & set(amounts))
        )
        lacks = name not in amounts or amounts[name].kind is Kind.BLANK
        if lacks and known and sure:
            amounts[name] = Figure(Kind.NUMBER, exact_sum(known), "£", _finest(amounts, parts))
    return replace(line, amounts=amounts)


def _finest(amounts: Mapping[str, Figure], parts: Sequence[str]) -> int | None:
    """The decimals of a sum: as many as any addend has."""
    found = [amounts[part].decimals for part in parts if part in amounts and amounts[part].known]
    known = [places for places in found if places is not None]
    return max(known) if known and len(known) == len(found) else None


def check_lines(tables: Sequence[Table], log: ProblemLog) -> None:
    """Report doubtful signs, divisions that stand twice, and example rows of the template."""
    for table in tables:
        for line in table.lines:
            _check_signs(line, log)
            if line.label.startswith(EXAMPLE) and line.kind is LineKind.ITEM:
                _report_example(line, log)
    for kind in (True, False):
        _check_twice([table for table in tables if (table.found.spec is STAFF) is kind], log)


def _check_signs(line: MoneyLine, log: ProblemLog) -> None:
    for name, figure in line.amounts.items():
        if name in INCOME and figure.cell and (figure.value or 0) > 0:
            log.add(
                Severity.WARNING,
                "sign-doubtful",
                figure.cell,
                f"{figure.printed}, a positive figure, as income or grant of “{line.label}”",
                "income and grants with a minus or in brackets, for they lessen the net cost",
                "It was taken as it stands, as a cost. Give it a minus if it is income.",
            )
        if name in EXPENDITURE and figure.cell and (figure.value or 0) < 0:
            log.note(
                "sign-doubtful",
                figure.cell,
                f"{figure.printed}, a negative figure, as expenditure of “{line.label}”",
                "expenditure without a minus",
                "It was taken as it stands. Remove the minus if it is a cost.",
            )


def _report_example(line: MoneyLine, log: ProblemLog) -> None:
    log.warn(
        "example-row",
        line.cells["division"],
        f"the example row “{line.label}” of the template",
        "your own rows",
        "Overwrite or delete it.",
    )


def _check_twice(tables: Sequence[Table], log: ProblemLog) -> None:
    items = [line for table in tables for line in table.items]
    counts = Counter((plain_name(line.group), plain_name(line.label)) for line in items)
    seen: set[tuple[str, str]] = set()
    for line in items:
        key = plain_name(line.group), plain_name(line.label)
        if counts[key] > 1 and key in seen:
            log.warn(
                "division-twice",
                line.cells["division"],
                f"“{line.label}” once more",
                "each division once",
                "Both rows count. Delete one, or give it another name.",
            )
        seen.add(key)
