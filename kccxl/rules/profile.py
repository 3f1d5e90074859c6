"""Spread an annual budget over twelve months, forecast its outturn, and check that virements net to zero.

Domain rule "Profiled monitoring". April is month 1. A profile adds up to the annual budget to the penny,
whatever its method, so that month 12 of a year-to-date column is the budget itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import partial

from kccxl.errors import RuleError
from kccxl.rules.casting import Verdict, cast
from kccxl.rules.exact import as_decimal, exact_difference, exact_product, exact_sum, finite
from kccxl.rules.rounding import decimals_of, round_half_up, show

MONTHS = 12
_MOST_PERCENTAGE_DECIMALS = 6  # a third typed into Excel carries digits that are no longer true


class ProfileMethod(StrEnum):
    """How an annual budget is spread: evenly, by the percentages of past years, or as given.

    Example:
        >>> ProfileMethod("historic").name
        'HISTORIC'

    """

    EVEN = "even"
    HISTORIC = "historic"
    GIVEN = "given"


class OutturnMethod(StrEnum):
    """How the position at the end of the year is forecast.

    Example:
        >>> OutturnMethod("straight line")
        <OutturnMethod.STRAIGHT_LINE: 'straight line'>

    """

    STATED = "stated"
    STRAIGHT_LINE = "straight line"
    PROFILED = "profiled"


@dataclass(frozen=True, slots=True)
class Outturn:
    """A forecast (None: cannot be said), the reason, the method, and a note where commitments exceed it.

    Example:
        >>> Outturn(None, "N/a: no actual to date", OutturnMethod.PROFILED).note is None
        True

    """

    value: Decimal | None
    reason: str
    method: OutturnMethod
    note: str | None = None


def profile(
    annual: Decimal,
    method: ProfileMethod,
    *,
    weights: Sequence[Decimal] | None = None,
    given: Sequence[Decimal] | None = None,
    decimals: int = 2,
) -> list[Decimal]:
    """Return twelve monthly budgets, April first, that add up to the annual budget exactly.

    Each month is rounded down and the units left over go to the largest remainders, the earlier month first.
    Historic percentages are scaled where rounding explains why they do not add up to 100 (half a unit of the
    last decimal each); beyond that they are refused, for a month has been missed.

    Args:
        annual: the budget of the year; income is negative.
        method: even, historic or given.
        weights: historic: twelve percentages.
        given: given: twelve amounts, returned as they are; they must add up.
        decimals: decimals of the months; the annual budget must not have more.

    Raises:
        RuleError: months that do not add up, not twelve of them, figures of another method or none, an annual
            budget finer than ``decimals``, or a figure that is not a finite Decimal.

    Source: domain rule "Profiled monitoring".

    Example:
        >>> [str(month) for month in profile(Decimal(100), ProfileMethod.EVEN)][3:6]
        ['8.34', '8.33', '8.33']

    """
    if round_half_up(finite("annual", annual), decimals) != annual:
        raise RuleError(f"'annual' must have no more decimals than its months, {decimals} (got {annual:f})")
    weights = _twelve("weights", weights, method, ProfileMethod.HISTORIC)
    given = _twelve("given", given, method, ProfileMethod.GIVEN)
    if given:
        if (total := exact_sum(given)) != annual:
            raise RuleError(f"'given' must add up to the annual budget of {annual:f} (got {total:f})")
        return list(given)
    return _apportion(annual, _shares(weights or [Decimal(1)] * MONTHS, method), decimals)


def to_date(months: Sequence[Decimal], number: int) -> Decimal:
    """Add up the first ``number`` months of a profile.

    Raises:
        RuleError: not twelve months, ``number`` is not from 1 to 12, or a month is not a finite Decimal.

    Source: domain rule "Profiled monitoring".

    Example:
        >>> to_date(profile(Decimal(1200), ProfileMethod.EVEN), 4)
        Decimal('400.00')

    """
    if len(months) != MONTHS:
        raise RuleError(f"'months' must be twelve (got {len(months)})")
    return exact_sum(finite("months", month) for month in months[: _month("number", number)])


def outturn(
    actual: Decimal | None,
    commitments: Decimal | None,
    forecast: Decimal | None,
    *,
    method: OutturnMethod,
    months: int,
    budgets: Sequence[Decimal] | None = None,
    decimals: int | None = 2,
    scale: str = "",
) -> Outturn:
    """Forecast the outturn.

    Stated: the budget manager's forecast. Straight line: actual / months done x 12. Profiled: actual + budget
    of the months that remain. Commitments fall in those months and are added to neither; where actual and
    commitments exceed the forecast, a note says so.

    Args:
        actual: spent in the months done.
        commitments: ordered, not yet paid; None is the same as none.
        forecast: as stated by the budget manager.
        method: stated, straight line or profiled.
        months: months done since 1 April, 1 to 12.
        budgets: the monthly budgets, for profiled.
        decimals: decimals of the amounts in the reason, in pounds; the value is not rounded.
        scale: "", "k", "m" or "bn", for the reason only.

    Raises:
        RuleError: months out of range, or a figure that is not a finite Decimal.

    Source: domain rule "Profiled monitoring".

    Example:
        >>> line = OutturnMethod.STRAIGHT_LINE
        >>> outturn(Decimal(400), None, None, method=line, months=4, decimals=0).reason
        'Straight line: £400 in 4 months makes £1,200 in 12'

    """
    _month("months", months)
    for name, figure in (("actual", actual), ("commitments", commitments), ("forecast", forecast)):
        if figure is not None:
            finite(name, figure)

    money = partial(show, unit="£", decimals=decimals, scale=scale)
    value, note = None, None
    if method == OutturnMethod.STATED:
        value = forecast
        said = "N/a: no forecast is stated" if value is None else f"Stated: {money(value)}"
    elif actual is None:
        said = "N/a: no actual to date"
    elif method == OutturnMethod.STRAIGHT_LINE:
        value = as_decimal(Fraction(actual) * MONTHS / months)
        said = (
            f"Straight line: {money(actual)} in {show(Decimal(months), 'months')} makes {money(value)} in 12"
        )
    elif budgets is None:
        said = "N/a: no monthly budgets"
    else:
        left = exact_difference(to_date(budgets, MONTHS), to_date(budgets, months))
        value = exact_sum((actual, left))
        said = f"Profiled: {money(actual)} to date and {money(left)} in the budget of the months that remain"
    bound = exact_sum((actual or Decimal(0), commitments or Decimal(0)))
    if value is not None and commitments is not None and commitments > 0 and bound > value:
        note = f"Actual and commitments make {money(bound)}, more than the {money(value)} forecast"
    return Outturn(value, said, method, note)


def virement_imbalance(amounts: Iterable[Decimal]) -> Decimal:
    """Return what virements between headings net to; anything but zero is a slip.

    Raises:
        RuleError: an amount is not a finite Decimal.

    Source: domain rule "Profiled monitoring" (virements move budget, they do not make it).

    Example:
        >>> virement_imbalance([Decimal("250.00"), Decimal("-205.00")])
        Decimal('45.00')

    """
    return exact_sum(finite("amounts", amount) for amount in amounts)


def _month(name: str, number: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= MONTHS:
        raise RuleError(f"'{name}' must be a whole number from 1 to {MONTHS} (got {number!r})")
    return number


def _twelve(
    name: str, figures: Sequence[Decimal] | None, method: ProfileMethod, own: ProfileMethod
) -> Sequence[Decimal] | None:
    """Return the figures a method needs; refuse those it would ignore."""
    count = 0 if figures is None else len(figures)
    if count != (MONTHS if method == own else 0):
        need = f"must be twelve figures for the method {own} and none for another"
        raise RuleError(f"'{name}' {need} (got {count} for {method})")
    return figures and [finite(name, figure) for figure in figures]


def _shares(weights: Sequence[Decimal], method: ProfileMethod) -> list[Fraction]:
    total = exact_sum(weights)
    if method == ProfileMethod.HISTORIC:
        places = min(max(decimals_of(weight) for weight in weights), _MOST_PERCENTAGE_DECIMALS)
        if cast(weights, Decimal(100), decimals=places).verdict is Verdict.DIFFERS:
            raise RuleError(f"'weights' must add up to 100 per cent, but for rounding (got {total:f})")
    return [Fraction(weight) / Fraction(total) for weight in weights]


def _apportion(annual: Decimal, shares: Sequence[Fraction], decimals: int) -> list[Decimal]:
    """Share out by the largest remainder; income is shared out like expenditure, with its sign."""
    unit = Fraction(10) ** -decimals
    exact = [abs(Fraction(annual)) / unit * share for share in shares]
    units = [amount.numerator // amount.denominator for amount in exact]
    over = int(sum(exact)) - sum(units)
    for place in sorted(range(len(exact)), key=lambda place: units[place] - exact[place])[:over]:
        units[place] += 1
    unit_size = Decimal((annual < 0, (1,), -decimals))
    return [round_half_up(exact_product(Decimal(count), unit_size), decimals) for count in units]
