"""A plain table of money, so that a test shows the sheet it is about."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kccxl.reports.money.lines import Columns, MoneyLine, read_lines
from kccxl.reports.money.settings import MoneySettings, Scale
from kccxl.tables.finder import Found, find_tables
from kccxl.tables.problems import Problem, ProblemLog
from kccxl.tables.spec import Column, TableSpec
from tests.tables.grids import Cell, sheet

SPEC = TableSpec(
    "money",
    [Column("name", ["Division"]), Column("pay", ["Pay"]), Column("other", ["Other"]), Column("why", ["Why"]),
     Column("posts", ["Posts"])],
    key={"name", "pay"},
)  # fmt: skip
COLUMNS = Columns("name", ["pay", "other"], ["why"], ["posts"])
HEADER: list[Cell] = ["Division", "Pay £000s", "Other £000s"]
THOUSANDS = MoneySettings(unit=Scale.THOUSANDS)


def tables(*rows: Sequence[Cell], **more: Any) -> list[Found]:
    """Find the tables of a sheet."""
    return find_tables(sheet(rows, **more), [SPEC])


def lines(
    *rows: Sequence[Cell], header: Sequence[Cell] = HEADER, settings: MoneySettings | None = None, **more: Any
) -> tuple[list[MoneyLine], list[Problem]]:
    """Read the first table of a sheet that opens with a header."""
    log = ProblemLog("book.xlsx")
    found = read_lines(tables(header, *rows, **more)[0], COLUMNS, settings or MoneySettings(), log)
    return found, list(log.problems)


def said(found: Sequence[MoneyLine]) -> list[tuple[str, str, str]]:
    """Return kind, label and group of each line."""
    return [(line.kind.value, line.label, line.group) for line in found]


def pays(found: Sequence[MoneyLine]) -> list[Decimal | None]:
    """Return the first amount of each line, in pounds."""
    return [line.amount("pay").value for line in found]


def codes(problems: Sequence[Problem]) -> list[tuple[str, str, str]]:
    """Return severity, code and cell of each problem."""
    return [(problem.severity.value, problem.code, problem.cell) for problem in problems]
