"""What the monitoring report reads and computes; amounts in pounds, variances with + for an overspend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kccxl.reports.money.lines import LineKind
from kccxl.reports.money.rating import Ratings
from kccxl.reports.money.roll_up import Slip
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.variances import Variance
from kccxl.rules.variance import Effect
from kccxl.tables.problems import Problem
from kccxl.tables.totals import Casting


@dataclass(frozen=True, slots=True)
class Explanation:
    """A text on a heading, and the cell it stands in."""

    heading: str
    text: str
    cell: str


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of a line; None where there is none.

    Args (fields):
        forecast: what the year is forecast to come to.
        variance: forecast less budget.
        adjustment: by the corporate director; 0 where there is none.
        revised: variance and adjustment.
        movement: the revised variance less the one last reported.

    """

    net_budget: Decimal | None = None
    gross_budget: Decimal | None = None
    forecast: Decimal | None = None
    variance: Decimal | None = None
    adjustment: Decimal | None = None
    revised: Decimal | None = None
    last_reported: Decimal | None = None
    movement: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a monitoring table; a group row has a heading only.

    ``ratings`` are on the net budget and, where one is given, on the gross; ``typed`` names the amounts that stand
    in cells, others are computed; ``cells`` are ``Sheet!C12`` by column.
    """

    heading: str
    kind: LineKind
    group: str = ""
    amounts: Amounts = Amounts()
    variance: Variance | None = None
    ratings: Ratings | None = None
    explanations: Sequence[Explanation] = ()
    typed: frozenset[str] = frozenset()
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def explanation(self) -> str:
        """All that is said on the line."""
        return "\n".join(each.text for each in self.explanations)

    @property
    def effect(self) -> Effect | None:
        """Adverse, Favourable or None."""
        return self.variance.effect if self.variance else None

    @property
    def share(self) -> Decimal | None:
        """The revised variance in per cent of the net budget."""
        return self.variance.share if self.variance else None


@dataclass(frozen=True, slots=True)
class Table:
    """A monitoring table: where it stands, the columns it has, and its lines in order.

    ``total`` is the line of all its items: its own, or where it has none, computed. ``slips`` are by cell the totals
    that are not what their lines add up to, with the sign of the workbook.
    """

    sheet: str
    columns: frozenset[str]
    lines: Sequence[Line]
    total: Line
    slips: Mapping[str, Slip] = field(default_factory=dict)

    @property
    def items(self) -> list[Line]:
        """The lines that are neither group rows nor totals."""
        return [line for line in self.lines if line.kind is LineKind.ITEM]

    @property
    def has_total(self) -> bool:
        """Whether the total stands in the table."""
        return any(line is self.total for line in self.lines)


@dataclass(frozen=True, slots=True)
class Results:
    """The monitoring report of a workbook.

    ``total`` is over all tables; ``unplaced`` are explanations whose heading no table has.
    """

    workbook: str
    settings: MoneySettings
    tables: Sequence[Table]
    total: Line
    unplaced: Sequence[Explanation]
    castings: Sequence[Casting]
    problems: Sequence[Problem]

    @property
    def items(self) -> list[Line]:
        """The lines of all tables that are neither group rows nor totals."""
        return [line for table in self.tables for line in table.items]

    @property
    def lines(self) -> list[Line]:
        """All lines of all tables."""
        return [line for table in self.tables for line in table.lines]
