"""What one result is held against: the colour it earns there, and the words that explain the colour.

Domain rule "RAG": equal to the target is Green, equal to the floor standard is Amber.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kccxl.rules.exact import exact_difference
from kccxl.rules.figure import Figure
from kccxl.rules.polarity import Polarity
from kccxl.rules.rounding import show_gap


class Rag(StrEnum):
    """A colour of the dashboard.

    Example:
        >>> Rag.GREEN.word
        'Green'

    """

    GREEN = "GREEN"
    AMBER = "AMBER"
    RED = "RED"

    @property
    def word(self) -> str:
        """The colour as prose writes it."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Benchmarks:
    """Target, worst Amber figure (None: there is no Amber) and polarity, with how figures are printed.

    Args (fields):
        target: compared as stated.
        limit: the floor standard, or the end of the tolerance.
        polarity: whether high or low is better.
        unit: unit of all figures, for printing.
        scale: "", "k", "m" or "bn", for printing.
        tolerance: per cent, where ``limit`` stems from one.

    Example:
        >>> marks = Benchmarks(Figure(Decimal(95)), Figure(Decimal(90)), Polarity.HIGH, "%", "")
        >>> marks.colour(Decimal(90))
        <Rag.AMBER: 'AMBER'>
        >>> marks.explain(Figure(Decimal(90)))
        'is 5 points below the target of 95 % and equals the floor standard of 90 %'

    """

    target: Figure
    limit: Figure | None
    polarity: Polarity
    unit: str
    scale: str
    tolerance: Decimal | None = None

    def colour(self, value: Decimal) -> Rag:
        """Return the colour of ``value``, compared as it is."""
        if not self.polarity.better(self.target.value, value):
            return Rag.GREEN
        if self.limit is not None and not self.polarity.better(self.limit.value, value):
            return Rag.AMBER
        return Rag.RED

    @property
    def values(self) -> list[Decimal]:
        """The figures at which the colour changes."""
        return [mark.value for mark in (self.target, self.limit) if mark is not None]

    def print(self, figure: Figure) -> str:
        """Return a figure with its unit."""
        return figure.print(self.unit, self.scale)

    def explain(self, figure: Figure) -> str:
        """Return where a printed figure lies: what is said is computed from what is seen."""
        colour = self.colour(figure.value)
        to_target = self._place(figure, self.target, "target")
        if self.limit is None or colour is Rag.GREEN:
            return to_target + self.polarity.note
        if self.tolerance is not None:
            return to_target + self._to_tolerance(self.limit, colour) + self.polarity.note
        to_floor = self._place(figure, self.limit, "floor standard")
        if colour is Rag.RED:
            return to_floor + self.polarity.note
        return f"{to_target} and {to_floor.removeprefix('is ')}{self.polarity.note}"

    def _place(self, figure: Figure, mark: Figure, name: str) -> str:
        gap = exact_difference(figure.value, mark.value)
        where = f"the {name} of {self.print(mark)}"
        if not gap:
            return f"equals {where}"
        side = "above" if gap > 0 else "below"
        return f"is {show_gap(gap, self.unit, None, self.scale)} {side} {where}"

    def _to_tolerance(self, limit: Figure, colour: Rag) -> str:
        within = "within" if colour is Rag.AMBER else "beyond"
        reach = "up to" if self.polarity is Polarity.LOW else "down to"
        return f", {within} the tolerance of {self.tolerance:f} per cent, {reach} {self.print(limit)}"
