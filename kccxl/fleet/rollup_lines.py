"""What the rollup knows of one line of one workbook: ratings, movements and variances, each with its cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kccxl.rules.rag import Rag
from kccxl.rules.travel import Direction


class Kind(StrEnum):
    """What ratings are counted apart: a result and a variance are not the same thing."""

    LATEST = "Indicators: latest result"
    YTD = "Indicators: year to date"
    BUDGET = "Budget headings"
    PROJECT = "Capital projects and savings"


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of an officer's workbook, found in ``workbook`` (its number among the sources).

    >>> Place(0, "KPI!C8").sheet, Place(0, "Mary's!C8").cell, Place(0, "").sheet
    ('KPI', 'C8', '')
    """

    workbook: int
    address: str

    @property
    def sheet(self) -> str:
        """The sheet's title."""
        return self.address.rpartition("!")[0]

    @property
    def cell(self) -> str:
        """The cell on it."""
        return self.address.rpartition("!")[2]


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating of one line.

    Args (fields):
        kind: what it is a rating of.
        measure: the same for one line: Latest result, Year to date, Forecast variance, Real variance, Shortfall.
        rag: its colour; None is not rated.
        division: or service group, project programme: as the workbook groups its lines.
        service: the service area within the division; empty where there is none.
        name: ref and description of an indicator, heading of a budget line.
        figure: that was rated, as printed.
        against: what it was held against (target, budget), as printed.
        why: the reason of the rating.
        said: commentary or explanation; empty for none.
        place: the cell of the figure; of the line's ref or heading where no cell holds the figure.

    """

    kind: Kind
    measure: str
    rag: Rag | None
    division: str
    service: str
    name: str
    figure: str
    against: str
    why: str
    said: str
    place: Place

    def as_json(self) -> dict[str, Any]:
        """The rating for other programs."""
        return {
            "kind": self.kind.name.lower(),
            "measure": self.measure,
            "rag": self.rag.value if self.rag else None,
            "division": self.division,
            "service": self.service,
            "name": self.name,
            "figure": self.figure,
            "against": self.against,
            "why": self.why,
            "said": self.said,
            "cell": self.place.address,
        }


@dataclass(frozen=True, slots=True)
class Movement:
    """An indicator that improved or worsened.

    Args (fields):
        direction: improved or worsened, as its own workbook has it.
        division: of the indicator.
        service: area of the indicator.
        name: ref and description.
        previous: the previous result as printed; empty where the workbook does not hold it.
        latest: as printed.
        target: as printed.
        rag: of the latest result.
        change: from the previous to the latest result, + for the better, as a share of the distance between floor
            standard and target (1 is the whole of it); None where one of the four is not known.
        ahead: how far the latest result is ahead of its target, in the same unit; negative: short of it.
        place: the cell of the latest result.

    """

    direction: Direction
    division: str
    service: str
    name: str
    previous: str
    latest: str
    target: str
    rag: Rag | None
    change: Decimal | None
    ahead: Decimal | None
    place: Place

    def as_json(self) -> dict[str, Any]:
        """The movement for other programs."""
        return {
            "direction": self.direction.value,
            "division": self.division,
            "service": self.service,
            "name": self.name,
            "previous": self.previous or None,
            "latest": self.latest,
            "target": self.target,
            "rag": self.rag.value if self.rag else None,
            "change_of_distance": _plain(self.change),
            "ahead_of_target": _plain(self.ahead),
            "cell": self.place.address,
        }


@dataclass(frozen=True, slots=True)
class HeadingVariance:
    """The forecast variance of a budget heading, in pounds, + for an overspend; ``percent`` of the budget's size."""

    division: str
    heading: str
    budget: Decimal | None
    amount: Decimal | None
    percent: Decimal | None
    direction: str
    rag: Rag | None
    place: Place

    def as_json(self) -> dict[str, Any]:
        """The variance for other programs."""
        return {
            "division": self.division,
            "heading": self.heading,
            "net_budget": _plain(self.budget),
            "variance": _plain(self.amount),
            "percent": _plain(self.percent),
            "direction": self.direction or None,
            "rag": self.rag.value if self.rag else None,
            "cell": self.place.address,
        }


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else format(round(number, 6).normalize() if number else Decimal(0), "f")
