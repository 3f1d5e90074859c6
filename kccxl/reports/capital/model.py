"""What the capital report reads and computes; amounts in pounds, variances with + for an overspend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kccxl.reports.money.line import LineKind
from kccxl.reports.money.roll_up import Slip
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.rag import Rating
from kccxl.rules.variance import Effect
from kccxl.tables.problems import Problem
from kccxl.tables.totals import Casting

NOT_RATED = Rating(None, "Not rated")


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of a line; None where there is none.

    Args (fields):
        budget: of the year.
        actual: spent to date.
        forecast: of the whole year.
        variance: forecast less budget.
        real: the part of the variance that is really more or less money.
        rephasing: the part that falls in other years.

    """

    budget: Decimal | None = None
    actual: Decimal | None = None
    forecast: Decimal | None = None
    variance: Decimal | None = None
    real: Decimal | None = None
    rephasing: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CapitalLine:
    """A project, or a total.

    Args (fields):
        project: its name.
        kind: item or total.
        programme: it belongs to; empty for none.
        amounts: typed or computed.
        percent: the real variance in per cent of the budget; None is N/a.
        effect: of the real variance; None where there is none.
        rating: of the real variance.
        explanation: what is said on it.
        cells: ``Sheet!C12`` by column.
        typed: the amounts that stand in cells; the others are computed.
        slips: amounts of a total that its lines do not add up to, by column.

    """

    project: str
    kind: LineKind
    programme: str = ""
    amounts: Amounts = Amounts()
    percent: Decimal | None = None
    effect: Effect | None = None
    rating: Rating = NOT_RATED
    explanation: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    typed: frozenset[str] = frozenset()
    slips: Mapping[str, Slip] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CapitalTable:
    """A table: where it stands, its lines in order, and the line over all of them, its own or computed."""

    sheet: str
    columns: frozenset[str]
    lines: Sequence[CapitalLine]
    total: CapitalLine

    @property
    def has_total(self) -> bool:
        """Whether the total stands in the table."""
        return any(line is self.total for line in self.lines)


@dataclass(frozen=True, slots=True)
class Results:
    """The capital report of a workbook; ``total`` is over all tables."""

    workbook: str
    settings: MoneySettings
    tables: Sequence[CapitalTable]
    total: CapitalLine
    castings: Sequence[Casting]
    problems: Sequence[Problem]

    @property
    def lines(self) -> list[CapitalLine]:
        """Every line of every table."""
        return [line for table in self.tables for line in table.lines]

    @property
    def projects(self) -> list[CapitalLine]:
        """The lines of all tables that are no totals."""
        return [line for line in self.lines if line.kind is LineKind.ITEM]
