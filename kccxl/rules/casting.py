"""Cast (re-add) a printed total, and tell a slip from what rounding does to honest figures.

Domain rule "Directorate budget": rows and columns are cast; a difference that rounding can explain is a note,
one beyond it an error. Counts, grants and thresholds with an annual total are cast by the same rule.

The bound. A printed figure lies within half a unit of its last decimal of the true one, so the true sum
lies within half a unit per addend of the sum of what is printed: that is the allowance. The total's own half
unit is added only where it is printed with fewer decimals than an addend (£62.8m under lines in £000s). Where
it is not, Excel's rounding (halves away from zero) cannot make use of it: every addend would have to be an
exact half rounded one way, and their total an exact half rounded the other way. To grant it all the same
would let a figure differ by a whole unit from the single figure that it repeats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from kccxl.errors import RuleError
from kccxl.rules.exact import exact_difference, exact_sum, finite
from kccxl.rules.rounding import round_half_up


class Verdict(StrEnum):
    """What casting found: the same figure, a difference that rounding can explain, or an error.

    ``UNCHECKED`` is a difference that says nothing, because not every addend could be read.

    Example:
        >>> [verdict.value for verdict in Verdict]
        ['agrees', 'rounding', 'differs', 'unchecked']

    """

    AGREES = "agrees"
    ROUNDING = "rounding"
    DIFFERS = "differs"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Cast:
    """A printed total beside the sum of its addends.

    Args (fields):
        printed: the total as printed.
        recomputed: the sum of the addends.
        difference: printed less recomputed.
        allowance: the largest difference, either way, that rounding can explain.
        verdict: what follows.

    Example:
        >>> cast([Decimal("1.2"), Decimal("1.2")], Decimal("2.5"), decimals=1).difference
        Decimal('0.1')

    """

    printed: Decimal
    recomputed: Decimal
    difference: Decimal
    allowance: Decimal
    verdict: Verdict

    @property
    def agreed(self) -> Cast:
        """The same cast, found to agree: out by no more than the arithmetic of computers leaves of a sum.

        Example:
            >>> cast([Decimal("0.1")], Decimal("0.1000000000000001"), decimals=None).agreed.difference
            Decimal('0')

        """
        return replace(self, recomputed=self.printed, difference=Decimal(0), verdict=Verdict.AGREES)

    @property
    def unchecked(self) -> Cast:
        """The same cast, of which not every addend could be read: a difference is no error then.

        Example:
            >>> cast([Decimal(1)], Decimal(3), decimals=None).unchecked.verdict.value
            'unchecked'

        """
        return replace(self, verdict=Verdict.UNCHECKED) if self.difference else self

    @property
    def explained_by_rounding(self) -> bool:
        """Whether there is a difference and rounding can explain it."""
        return self.verdict is Verdict.ROUNDING


def cast(
    addends: Sequence[Decimal],
    printed: Decimal,
    *,
    decimals: int | Sequence[int | None] | None,
    printed_decimals: int | None = None,
    signs: Sequence[int] | None = None,
) -> Cast:
    """Re-add the addends of a printed total, exactly, and judge the difference.

    Figures are taken as given: to cast what a reader sees, give the figures as displayed.

    Args:
        addends: the figures that should add up; the sum of none is 0.
        printed: the total as printed, in the unit of the addends.
        decimals: decimals the addends are printed with, one for all or one each; negative before the point
            (-2: £000s with one decimal, held in pounds). None is a figure that is not rounded (a count).
        printed_decimals: decimals of the total; None: rounded no further than its addends.
        signs: 1 or -1 for each addend (movement = revised less last reported); None adds all of them.

    Raises:
        RuleError: a figure is not a finite Decimal, decimals are not whole numbers from -30 to 30, a sign is
            neither 1 nor -1, or there are not as many decimals or signs as addends.

    Source: the council's budget for 2017-18 (staffing + non staffing = gross expenditure; staff in FTE).

    Example:
        >>> fte = [Decimal(each) for each in ("132.3", "238.7", "175.7", "595.6", "22.9", "26.4", "5.0")]
        >>> cast(fte, Decimal("1196.7"), decimals=1).verdict
        <Verdict.ROUNDING: 'rounding'>
        >>> cast([Decimal("46137.6"), Decimal("73263.5")], Decimal("119400.5"), decimals=1).verdict
        <Verdict.DIFFERS: 'differs'>

    """
    finite("printed", printed)
    recomputed = exact_sum(_signed(addends, signs))
    difference = exact_difference(printed, recomputed)
    allowance = _allowance(_each(decimals, len(addends)), printed_decimals)
    verdict = Verdict.DIFFERS
    if not difference:
        verdict = Verdict.AGREES
    elif difference.copy_abs() <= allowance:
        verdict = Verdict.ROUNDING
    return Cast(printed, recomputed, difference, allowance, verdict)


def _signed(addends: Sequence[Decimal], signs: Sequence[int] | None) -> list[Decimal]:
    figures = [finite("addends", addend) for addend in addends]
    if signs is None:
        return figures
    if len(signs) != len(figures):
        raise RuleError(f"'signs' must be as many as the addends, {len(figures)} (got {len(signs)})")
    for sign in signs:
        if sign not in (1, -1):
            raise RuleError(f"'signs' must be 1 or -1 each (got {sign!r})")
    return [
        figure if sign == 1 else figure.copy_negate() for figure, sign in zip(figures, signs, strict=True)
    ]


def _each(decimals: int | Sequence[int | None] | None, count: int) -> Sequence[int | None]:
    if not isinstance(decimals, Sequence):
        return [decimals] * count
    if len(decimals) != count:
        raise RuleError(f"'decimals' must be as many as the addends, {count} (got {len(decimals)})")
    return decimals


def _allowance(decimals: Sequence[int | None], printed_decimals: int | None) -> Decimal:
    halves = [_half_unit(places) for places in decimals if places is not None]
    if printed_decimals is not None:
        own = _half_unit(printed_decimals)
        if any(places is None or places > printed_decimals for places in decimals):
            halves.append(own)
    return exact_sum(halves)


def _half_unit(decimals: int) -> Decimal:
    """Return 0.05 for one decimal; refuse what is no number of decimals."""
    round_half_up(Decimal(0), decimals)  # one module says which decimals there are
    return Decimal((0, (5,), -decimals - 1))
