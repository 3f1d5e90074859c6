"""Variances of a forecast from its budget: their sign, their words, their movement, their parts.

Domain rule "Monitoring": variance = forecast less budget, so that + is an overspend (adverse) and - an
underspend (favourable). kccxl computes with that sign alone; the sign a paper prints is a setting, and every
variance also carries the word.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kccxl.rules.casting import Cast, cast
from kccxl.rules.exact import as_decimal, exact_difference, exact_sum, finite
from kccxl.rules.rounding import Basis, on_basis


class Sign(StrEnum):
    """The sign a paper gives to an overspend.

    Example:
        >>> Sign("overspend negative")
        <Sign.OVERSPEND_NEGATIVE: 'overspend negative'>

    """

    OVERSPEND_POSITIVE = "overspend positive"
    OVERSPEND_NEGATIVE = "overspend negative"


class Effect(StrEnum):
    """What a variance does to the council's position.

    Example:
        >>> Effect.ADVERSE.value, Effect.ADVERSE.spend, Effect.NONE.spend
        ('Adverse', 'overspend', 'no variance')

    """

    ADVERSE = "Adverse"
    FAVOURABLE = "Favourable"
    NONE = "None"

    @property
    def spend(self) -> str:
        """The variance as prose names it."""
        return {"Adverse": "overspend", "Favourable": "underspend"}.get(self.value, "no variance")


def variance(forecast: Decimal, budget: Decimal) -> Decimal:
    """Return forecast less budget: + is an overspend, for net income budgets (negative) as well.

    Raises:
        RuleError: a figure is not a finite Decimal.

    Source: the council's financial monitoring 2016-17; domain rule "Monitoring".

    Example:
        >>> variance(Decimal("37343.2"), Decimal("36830.6")), variance(Decimal(-1993), Decimal(-2043))
        (Decimal('512.6'), Decimal('50'))

    """
    return exact_difference(finite("forecast", forecast), finite("budget", budget))


def effect(variance: Decimal, *, decimals: int | None = None) -> Effect:
    """Say in a word what a variance does.

    Args:
        variance: with kccxl's sign, + for an overspend.
        decimals: decimals it is shown with, so that one shown as 0.0 has no effect; None takes it as stored.

    Raises:
        RuleError: the variance is not a finite Decimal, or ``decimals`` is no whole number.

    Source: domain rules "Monitoring" and "rounding basis".

    Example:
        >>> [effect(Decimal(each)).value for each in ("512.6", "-349.7", "0.0")]
        ['Adverse', 'Favourable', 'None']

    """
    shown = on_basis(variance, decimals, Basis.DISPLAYED)
    if not shown:
        return Effect.NONE
    return Effect.ADVERSE if shown > 0 else Effect.FAVOURABLE


def as_printed(variance: Decimal, sign: Sign) -> Decimal:
    """Turn a variance with kccxl's sign into the one a paper prints; never -0.

    Raises:
        RuleError: the variance is not a finite Decimal.

    Source: domain rule "Monitoring" (other authorities print the opposite sign).

    Example:
        >>> as_printed(Decimal("512.6"), Sign.OVERSPEND_NEGATIVE)
        Decimal('-512.6')

    """
    finite("variance", variance)
    if not variance:
        return variance.copy_abs()
    return variance.copy_negate() if sign == Sign.OVERSPEND_NEGATIVE else variance


def from_printed(value: Decimal, sign: Sign) -> Decimal:
    """Turn a printed variance into one with kccxl's sign, + for an overspend.

    Raises:
        RuleError: the value is not a finite Decimal.

    Source: domain rule "Monitoring".

    Example:
        >>> from_printed(Decimal("-512.6"), Sign.OVERSPEND_NEGATIVE)
        Decimal('512.6')

    """
    return as_printed(finite("value", value), sign)  # turning a sign twice gives the first back


def revised(variance: Decimal, adjustment: Decimal) -> Decimal:
    """Return the variance after the corporate director's adjustment.

    Raises:
        RuleError: a figure is not a finite Decimal.

    Source: the council's financial monitoring 2016-17, Table 1.

    Example:
        >>> revised(Decimal("-893.1"), Decimal("890.0"))
        Decimal('-3.1')

    """
    return exact_sum((finite("variance", variance), finite("adjustment", adjustment)))


def movement(revised: Decimal, last_reported: Decimal) -> Decimal:
    """Return how far the revised variance moved since the last report.

    Raises:
        RuleError: a figure is not a finite Decimal.

    Source: the council's financial monitoring 2016-17, Table 1.

    Example:
        >>> movement(Decimal("512.6"), Decimal("412.0"))
        Decimal('100.6')

    """
    return exact_difference(finite("revised", revised), finite("last_reported", last_reported))


def per_cent(variance: Decimal | None, budget: Decimal | None) -> Decimal | None:
    """Return a variance in per cent of the budget's absolute size, so that + stays adverse.

    Exact where it ends within 28 digits; None (printed N/a) for a zero or missing budget or no variance.

    Raises:
        RuleError: a figure is not a finite Decimal.

    Source: domain rule "Monitoring".

    Example:
        >>> per_cent(Decimal(50), Decimal(-2000)), per_cent(Decimal(50), Decimal(0))
        (Decimal('2.5'), None)

    """
    if variance is not None:
        finite("variance", variance)
    if budget is None or not finite("budget", budget) or variance is None:
        return None
    return as_decimal(Fraction(variance) * 100 / abs(Fraction(budget)))


@dataclass(frozen=True, slots=True)
class Split:
    """A capital variance in its parts: money really more or less, and money that falls in other years.

    Example:
        >>> Split(Decimal(-20), Decimal(-480)).total
        Decimal('-500')

    """

    real: Decimal
    rephasing: Decimal

    @property
    def total(self) -> Decimal:
        """The variance the parts make."""
        return exact_sum((finite("real", self.real), finite("rephasing", self.rephasing)))


def split_agrees(total: Decimal, real: Decimal, rephasing: Decimal, decimals: int | None) -> Cast:
    """Cast the split of a capital variance; its verdict says whether the parts make the total.

    Args:
        total: the project's variance.
        real: the part that is a real over- or underspend.
        rephasing: the part that moves between years.
        decimals: decimals all three are printed with; None: not rounded.

    Raises:
        RuleError: as `kccxl.rules.casting.cast`.

    Source: domain rule "Profiled monitoring" (capital).

    Example:
        >>> split_agrees(Decimal("-500.1"), Decimal("-20.0"), Decimal("-480.0"), 1).verdict.value
        'rounding'

    """
    return cast((real, rephasing), total, decimals=decimals)
