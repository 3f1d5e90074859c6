"""What is read from a ledger's workbook and what is computed of it. All amounts are in pounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum

from kccxl.reports.money.rating import Ratings
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.exact import exact_difference, exact_sum
from kccxl.rules.variance import per_cent, variance
from kccxl.tables.problems import Problem
from kccxl.tables.totals import Casting


class Level(StrEnum):
    """The levels of the roll-up.

    >>> Level.COST_CENTRE.words
    'cost centre'
    """

    TOTAL = "total"
    DIRECTORATE = "directorate"
    DIVISION = "division"
    HEADING = "heading"
    COST_CENTRE = "cost_centre"
    GROUP = "group"

    @property
    def words(self) -> str:
        """The level as prose names it."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Source:
    """Which lines of the ledger a figure stems from: the first and the last cell, and how many.

    ``span`` are the positions of these two lines among all.

    >>> Source("Ledger!E2", "Ledger!E13", 12).words
    '12 lines, Ledger!E2 to Ledger!E13'
    """

    first: str
    last: str
    count: int
    span: tuple[int, int] = (0, 0)

    @classmethod
    def of_all(cls, sources: Iterable[Source]) -> Source:
        """Return where figures stem from together; there is at least one."""
        found = list(sources)
        first = min(found, key=lambda each: each.span[0])
        last = max(found, key=lambda each: each.span[1])
        span = first.span[0], last.span[1]
        return cls(first.first, last.last, sum(each.count for each in found), span)

    @property
    def words(self) -> str:
        """The lines as prose names them."""
        if self.count == 1:
            return f"1 line, {self.first}"
        return f"{self.count:,} lines, {self.first} to {self.last}"


@dataclass(frozen=True, slots=True)
class Position:
    """A financial position: sums of lines, exact to the penny. Expenditure is positive, income negative.

    Args (fields):
        budget: the current budget of the year, virements included; net of income.
        to_date: the budget of the months done, by the profile.
        actual: spent and received in the months done.
        commitments: ordered and not yet paid; in neither actual nor outturn.
        outturn: forecast of the whole year; None where it cannot be said.

    Example:
        >>> found = Position(Decimal(1200), Decimal(300), Decimal(310), Decimal(0), Decimal(1230))
        >>> found.variance, found.variance_to_date, found.percent
        (Decimal('30'), Decimal('10'), Decimal('2.5'))

    """

    budget: Decimal = Decimal(0)
    to_date: Decimal = Decimal(0)
    actual: Decimal = Decimal(0)
    commitments: Decimal = Decimal(0)
    outturn: Decimal | None = Decimal(0)

    @property
    def variance(self) -> Decimal | None:
        """Outturn less budget, + for an overspend."""
        return None if self.outturn is None else variance(self.outturn, self.budget)

    @property
    def variance_to_date(self) -> Decimal:
        """Actual less budget to date, + for an overspend."""
        return variance(self.actual, self.to_date)

    @property
    def percent(self) -> Decimal | None:
        """The outturn variance in per cent of the budget's size."""
        return per_cent(self.variance, self.budget)

    @classmethod
    def total(cls, positions: Iterable[Position]) -> Position:
        """Add positions up."""
        parts = list(positions)
        sums: dict[str, Decimal | None] = {}
        for each in fields(cls):
            amounts = [getattr(part, each.name) for part in parts]
            sums[each.name] = None if None in amounts else exact_sum(amounts)
        return cls(**sums)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the roll-up: a total, directorate, division, heading, cost centre or subjective group.

    Args (fields):
        level: which of these.
        name: its label; a cost centre's code.
        position: its figures.
        source: its lines in the ledger.
        title: a cost centre's name.
        gross: the budget of its expenditure groups; None where the ledger names no groups.
        virements: what virements brought to its budget; None where none are listed for this level.
        ratings: its budget RAG.
        parts: the entries it is made of, in the order of the ledger.
        groups: its position by subjective group.
        outturn_reason: of a group: how its outturn came about.
        note: of a group: that actual and commitments exceed the forecast.
        profile: of a group: how its budget is spread.

    """

    level: Level
    name: str
    position: Position
    source: Source | None
    title: str = ""
    gross: Decimal | None = None
    virements: Decimal | None = None
    ratings: Ratings | None = None
    parts: Sequence[Entry] = ()
    groups: Mapping[str, Position] = field(default_factory=dict)
    outturn_reason: str = ""
    note: str = ""
    profile: str = ""

    @property
    def original(self) -> Decimal:
        """The budget before virements."""
        return exact_difference(self.position.budget, self.virements or Decimal(0))

    @property
    def label(self) -> str:
        """Code and name as papers print them."""
        return f"{self.name} {self.title}".strip()

    def at(self, level: Level) -> Iterator[Entry]:
        """Yield the entries of one level beneath this one, in order."""
        for part in self.parts:
            if part.level is level:
                yield part
            else:
                yield from part.at(level)


@dataclass(frozen=True, slots=True)
class Virement:
    """One row of a virement: budget moved to (+) or from (-) a heading."""

    ref: str
    heading: str
    amount: Decimal
    cost_centre: str = ""
    month: str = ""
    reason: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an officer says about a heading's variance."""

    heading: str
    text: str
    cell: str


@dataclass(frozen=True, slots=True)
class Results:
    """The profiled monitoring of a workbook.

    ``total`` is the roll-up from the top; ``income`` names the subjective groups that are income.
    """

    workbook: str
    settings: MoneySettings
    total: Entry
    income: frozenset[str]
    virements: Sequence[Virement] | None
    explanations: Sequence[Explanation]
    castings: Sequence[Casting]
    problems: Sequence[Problem]

    @property
    def months(self) -> int:
        """Months of the year done."""
        upto = self.settings.results_up_to
        return upto.months_done if upto else 0

    @property
    def headings(self) -> list[Entry]:
        """Every heading, in the order of the ledger."""
        return list(self.total.at(Level.HEADING))

    @property
    def divisions(self) -> list[Entry]:
        """The entries right above the headings: divisions, or what stands for them."""
        return list(_above_headings(self.total))

    @property
    def grouped(self) -> bool:
        """Whether the ledger names subjective groups."""
        return any(self.total.groups)

    def explanation_of(self, heading: str) -> str:
        """What was said about a heading; empty where nothing was."""
        wanted = heading.casefold()
        return "\n".join(each.text for each in self.explanations if each.heading.casefold() == wanted)


def _above_headings(entry: Entry) -> Iterator[Entry]:
    if any(part.level is Level.HEADING for part in entry.parts):
        yield entry
        return
    for part in entry.parts:
        yield from _above_headings(part)
