"""Which columns and rows of a block hold rates, averages or prices, which have no sum, by caption, format or figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from kccxl.rules.rounding import round_half_up
from kccxl.tables.blocks import Block, Line
from kccxl.tables.grid import Grid
from kccxl.tables.total_names import is_never_added

_QUOTED = re.compile(r'"([^"]*)"')
_WEIGHTS = 60
"""Among how many columns the weights of an average are sought."""
_ALIKE = 3
"""Figures of which the largest is at most this many times the smallest lie close together, as rates do."""


@dataclass(frozen=True, slots=True)
class NotSums:
    """What of a block is never added: columns where its rows are looked at, rows where its columns are."""

    never: frozenset[int]
    """Those whose caption or number format says so."""
    lines: Sequence[Line]

    @classmethod
    def of(cls, grid: Grid, block: Block, *, down: bool) -> NotSums:
        """Look through the captions and number formats of a block."""
        named = {
            at for at, names in block.captions.items() if any(map(is_never_added, (*names, " ".join(names))))
        }
        for line in block.lines:
            for at in line.figures:
                if line.figures[at].unit == "%":
                    named.add(at)
                place = (line.at, at) if down else (at, line.at)
                if is_never_added(" ".join(_QUOTED.findall(grid.format_at(*place))).replace("%", "")):
                    named.add(at)
        return cls(frozenset(named), block.lines)

    def is_no_sum(self, at: int, addends: Sequence[Line], total: Line) -> bool:
        """Whether a total that is not the sum is the least, the most or the average, or lies among figures close together.

        A total of services all between 85 and 95 that is 91 says how good they are together.
        """
        values = [line.figures[at].exact for line in addends if at in line.figures]
        printed = total.figures[at].exact
        if len(values) < 2 or not printed:
            return False
        if len(values) > 2 and printed in (min(values), max(values)):
            return True
        if min(values) <= printed <= max(values) and (min(values) > 0 or max(values) < 0):
            sizes = sorted(map(abs, values))
            if sizes[-1] <= _ALIKE * sizes[0]:
                return True
        if not min(values) <= printed <= max(values):
            return False
        places = max(total.figures[at].decimals or 0, 0)
        average = sum(values, Decimal(0)) / len(values)
        return _rounded(average, places) == printed or self._is_weighted(at, addends, total)

    def _is_weighted(self, at: int, addends: Sequence[Line], total: Line) -> bool:
        """Whether the total is the average weighted by another column, whose total is the sum of the weights."""
        lines = [line for line in addends if at in line.figures]
        places = max(total.figures[at].decimals or 0, 0)
        for other in islice(total.figures, _WEIGHTS):
            if other == at or any(other not in line.figures for line in lines):
                continue
            weights = _column(lines, other)
            if sum(weights) and min(weights) >= 0 and sum(weights) == total.figures[other].exact:
                pairs = zip(weights, _column(lines, at), strict=True)
                average = sum((weight * value for weight, value in pairs), Decimal(0)) / sum(weights)
                if _rounded(average, places) == total.figures[at].exact:
                    return True
        return False


def _column(lines: Sequence[Line], at: int) -> list[Decimal]:
    return [line.figures[at].exact for line in lines]


def _rounded(value: Decimal, places: int) -> Decimal:
    return round_half_up(value, min(places, 12))
