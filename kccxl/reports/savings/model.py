"""What the savings report reads and computes; amounts in pounds, savings positive whatever sign they are printed with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kccxl.reports.money.line import LineKind
from kccxl.reports.money.roll_up import Slip
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.exact import exact_difference, exact_sum
from kccxl.rules.rag import Rating
from kccxl.rules.variance import per_cent
from kccxl.tables.problems import Problem
from kccxl.tables.totals import Casting

NOT_RATED = Rating(None, "Not rated")


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of a saving; None where there is none.

    Args (fields):
        target: agreed for the year.
        delivered: saved so far.
        forecast: still to come this year.
        at_risk: how much of delivered and forecast may not come.

    Example:
        >>> found = Amounts(Decimal(800), Decimal(500), Decimal(200))
        >>> found.whole, found.shortfall, found.percent
        (Decimal('700'), Decimal('100'), Decimal('12.5'))

    """

    target: Decimal | None = None
    delivered: Decimal | None = None
    forecast: Decimal | None = None
    at_risk: Decimal | None = None

    @property
    def whole(self) -> Decimal | None:
        """Delivered and forecast together."""
        if self.delivered is None or self.forecast is None:
            return None
        return exact_sum((self.delivered, self.forecast))

    @property
    def shortfall(self) -> Decimal | None:
        """What is missing of the target; negative where it is exceeded."""
        if self.target is None or self.whole is None:
            return None
        return exact_difference(self.target, self.whole)

    @property
    def percent(self) -> Decimal | None:
        """The shortfall in per cent of the target; None for a target of zero."""
        return per_cent(self.shortfall, self.target)


@dataclass(frozen=True, slots=True)
class SavingLine:
    """A saving, or a total.

    Args (fields):
        saving: its name.
        kind: item or total.
        directorate: it belongs to; empty for none.
        amounts: typed or computed.
        rating: of the shortfall.
        comment: what is said on it.
        cells: ``Sheet!C12`` by column.
        typed: the amounts that stand in cells; the others are computed.
        slips: amounts of a total that its lines do not add up to, by column.

    """

    saving: str
    kind: LineKind
    directorate: str = ""
    amounts: Amounts = Amounts()
    rating: Rating = NOT_RATED
    comment: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    typed: frozenset[str] = frozenset()
    slips: Mapping[str, Slip] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SavingsTable:
    """A table: where it stands, its lines in order, and the line over all of them, its own or computed.

    ``printed_negative`` says that the workbook gives savings as negative amounts.
    """

    sheet: str
    columns: frozenset[str]
    lines: Sequence[SavingLine]
    total: SavingLine
    printed_negative: bool = False

    @property
    def has_total(self) -> bool:
        """Whether the total stands in the table."""
        return any(line is self.total for line in self.lines)


@dataclass(frozen=True, slots=True)
class Results:
    """The savings report of a workbook; ``total`` is over all tables."""

    workbook: str
    settings: MoneySettings
    tables: Sequence[SavingsTable]
    total: SavingLine
    castings: Sequence[Casting]
    problems: Sequence[Problem]

    @property
    def lines(self) -> list[SavingLine]:
        """Every line of every table."""
        return [line for table in self.tables for line in table.lines]

    @property
    def savings(self) -> list[SavingLine]:
        """The lines of all tables that are no totals."""
        return [line for line in self.lines if line.kind is LineKind.ITEM]
