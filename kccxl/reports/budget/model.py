"""What is read of a directorate budget and its staff, and what is computed of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kccxl.reports.budget.specs import AMOUNTS, FTE
from kccxl.reports.money.line import LineKind, MoneyLine
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.casting import Verdict
from kccxl.rules.exact import exact_sum
from kccxl.tables.finder import Found
from kccxl.tables.problems import Problem
from kccxl.tables.totals import Casting


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read.

    Args (fields):
        found: its header; where it goes on beneath a repeated header, the first one.
        names: of its columns of figures.
        lines: in their order; gross expenditure and net cost computed where they are missing or blank.
        total: the last total row, of all lines; None where the table has none.

    """

    found: Found
    names: Sequence[str]
    lines: Sequence[MoneyLine]
    total: MoneyLine | None

    @property
    def items(self) -> list[MoneyLine]:
        """The lines without groups and totals."""
        return [line for line in self.lines if line.kind is LineKind.ITEM]

    def value(self, name: str) -> Decimal | None:
        """The total of a column, in pounds: as typed, else computed; None where it holds no figures."""
        if self.total is not None and self.total.amount(name).known:
            return self.total.amount(name).value
        known = [line.amount(name).exact for line in self.items if line.amount(name).known]
        return exact_sum(known) if known else None


@dataclass(frozen=True, slots=True)
class Recast:
    """A sum of a budget or of staff, re-added.

    Args (fields):
        casting: its cell, what was added, and what came of it, in the unit of the sheet.
        name: of its column; empty where the column is none of the report's.
        recomputed: the sum, in pounds; a count of staff as it is.
        across: whether the addends stand in its row.

    """

    casting: Casting
    name: str = ""
    recomputed: Decimal = Decimal(0)
    across: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """A workbook's budget, staff, and every total re-added."""

    workbook: str
    settings: MoneySettings
    budgets: Sequence[Table]
    staff: Sequence[Table]
    recasts: Sequence[Recast]
    problems: Sequence[Problem]

    @property
    def totals(self) -> Mapping[str, Decimal | None]:
        """The totals of all tables together, by column: amounts in pounds, and FTE."""
        found = {name: _sum(table.value(name) for table in self.budgets) for name in AMOUNTS}
        return {**found, FTE: _sum(table.value(FTE) for table in self.staff_tables)}

    @property
    def staff_tables(self) -> list[Table]:
        """The tables that give staff: those of their own, else the budget tables with a column for it."""
        return list(self.staff) or [table for table in self.budgets if FTE in table.names]

    @property
    def castings(self) -> list[Casting]:
        """Every sum that was re-added."""
        return [recast.casting for recast in self.recasts]

    def recasts_of(self, cell: str, verdict: Verdict) -> list[Recast]:
        """The sums in a cell (``Sheet!C12``) of which this came."""
        return [
            recast
            for recast in self.recasts
            if recast.name and recast.casting.cast.verdict is verdict
            and f"{recast.casting.sheet}!{recast.casting.cell}" == cell
        ]  # fmt: skip

    @property
    def staff_lines(self) -> list[MoneyLine]:
        """Every division with a number of staff."""
        return [line for table in self.staff_tables for line in table.items]

    @property
    def budget_lines(self) -> list[MoneyLine]:
        """Every division with a budget."""
        return [line for table in self.budgets for line in table.items]


def _sum(values: Iterator[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return exact_sum(known) if known else None


def plain_name(label: str) -> str:
    """Return a division's name as names are compared.

    >>> plain_name("Governance & Law") == plain_name("governance and  law")
    True
    """
    return " ".join(label.casefold().replace("&", " and ").split())
