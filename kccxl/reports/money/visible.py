"""Variances that the printed decimals would round to nought: where they are rated, they keep word and figure.

A variance rated Red must not stand as 0.0 without a word: what is rated is the exact amount.
"""

from __future__ import annotations

from decimal import Decimal

from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.rounding import on_basis, round_half_up, show
from kccxl.rules.variance import Effect, effect, per_cent

_PENNIES = 2
_SMALLER = {"m": (("k", 3), ("", 0)), "k": (("", 0),), "": ()}


def side_of(amount: Decimal, budget: Decimal | None, settings: MoneySettings) -> Effect:
    """Return what a variance in pounds does, + for an overspend.

    One that prints as 0.0 does nothing, unless its share of the budget is more than nought as it is printed and rated,
    or the budget is zero, so that a colour may hang on it.

    >>> [side_of(Decimal(40), Decimal(each), MoneySettings()).value for each in (1000, 1000000, 0)]
    ['Adverse', 'None', 'Adverse']
    """
    rated = budget is not None and (not budget or _share_is_seen(amount, budget, settings))
    return effect(amount, decimals=_PENNIES if rated else settings.money_decimals)


def _share_is_seen(amount: Decimal, budget: Decimal, settings: MoneySettings) -> bool:
    share = per_cent(amount, budget) or Decimal(0)
    return bool(on_basis(share, settings.rag_decimals, settings.basis))


def is_printed_nought(amount: Decimal, settings: MoneySettings) -> bool:
    """Whether an amount of a penny or more would print as 0.0.

    >>> is_printed_nought(Decimal(40), MoneySettings()), is_printed_nought(Decimal(50), MoneySettings())
    (True, False)
    """
    return bool(round_half_up(amount, _PENNIES)) and not round_half_up(amount, settings.money_decimals)


def decimals_for(amount: Decimal, settings: MoneySettings) -> int:
    """Return the decimals, behind the point as printed, that show an amount: those of the settings, or the fewest that do.

    >>> [decimals_for(Decimal(each), MoneySettings()) for each in (512600, 40, 3, 0)]
    [1, 2, 3, 1]
    """
    if not is_printed_nought(amount, settings):
        return settings.decimals
    places = settings.money_decimals
    while not round_half_up(amount, places):
        places += 1
    return places + settings.shown.power


def pounds_in_words(amount: Decimal, settings: MoneySettings) -> str:
    """Return an amount as prose prints it; one too small for its unit is said in a smaller one.

    >>> pounds_in_words(Decimal(-349700), MoneySettings()), pounds_in_words(Decimal(-40), MoneySettings())
    ('-£349.7k', '-£40')
    """
    if is_printed_nought(amount, settings):
        for suffix, power in _SMALLER[settings.shown.suffix]:
            if round_half_up(amount, -power):
                return show(amount, "£", -power, suffix)
        return show(amount, "£", _PENNIES)
    return show(amount, "£", settings.money_decimals, settings.shown.suffix)
