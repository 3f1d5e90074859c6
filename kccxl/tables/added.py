"""A total as re-added in one way, and how well that way fits it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kccxl.rules.casting import Cast, Verdict
from kccxl.tables.blocks import Line
from kccxl.tables.sum_ways import Way

_FEW = 5
"""Up to how many lines, added, show that a total is wrong however far it is off."""
_NEAR = Decimal("0.25")
"""How far off, of its sum, a total of more lines may be."""


@dataclass(frozen=True, slots=True)
class Added:
    """A total as re-added in one way: its casts by column or row, and which of its addends could not be read."""

    way: Way
    casts: Mapping[int, Cast]
    unread: Mapping[int, Sequence[int]]
    alone: frozenset[int] = frozenset()
    """Where there is a figure and nothing to add."""

    @property
    def agreeing(self) -> int:
        """How many casts agree of which at least one addend is more than nought."""
        return sum(
            each.verdict in (Verdict.AGREES, Verdict.ROUNDING) and bool(each.printed)
            for each in self.casts.values()
        )

    @property
    def differing(self) -> list[Cast]:
        """The casts that do not add up."""
        return [each for each in self.casts.values() if each.verdict is Verdict.DIFFERS]

    @property
    def misfit(self) -> tuple[int, Decimal]:
        """How badly the way fits: in how many columns it does not add up, and by how much of their sums."""
        open_casts = [
            each for each in self.casts.values() if each.verdict in (Verdict.DIFFERS, Verdict.UNCHECKED)
        ]
        return len(open_casts) + len(self.alone), sum((_share(each) for each in open_casts), Decimal(0))

    def is_above(self, total: Line) -> bool:
        """Whether it is made of lines above the total alone."""
        return all(line.at < total.at for line, _ in self.way)

    @property
    def is_of_few(self) -> bool:
        """Whether it is made of two lines or more, and not of so many that some may be parts of others."""
        close = len(self.way) <= _FEW or self.is_near(_NEAR)
        return len(self.way) > 1 and close

    def is_largest(self, total: Line) -> bool:
        """Whether the total is larger than each of its addends, wherever these are all above or all below nought."""
        for at in self.casts:
            values = [line.figures[at].exact for line, _ in self.way if at in line.figures]
            alike = min(values) >= 0 or max(values) <= 0
            if alike and abs(total.figures[at].exact) <= max(map(abs, values)):
                return False
        return True

    def is_near(self, limit: Decimal) -> bool:
        """Whether it is a sum of two or more, nowhere out by more than this share of it."""
        return len(self.way) > 1 and all(_share(each) <= limit for each in self.differing)


def filled(way: Way, at: int) -> int:
    """How many addends of a way are more or less than nought."""
    return sum(bool(line.figures[at].value) for line, _ in way if at in line.figures)


def _share(found: Cast) -> Decimal:
    """A difference as a share of the larger of total and sum."""
    whole = max(found.printed.copy_abs(), found.recomputed.copy_abs())
    return found.difference.copy_abs() / whole if whole else Decimal(0)
