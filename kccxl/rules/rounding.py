"""Round figures and print them as the council's published dashboards do.

Domain rule "rounding basis": a rating is made on the figure as displayed, rounded half up in decimal
arithmetic. Printing and rating share this module, so that what is shown is what was rated.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from kccxl.errors import RuleError
from kccxl.rules.exact import PRECISION, finite, power_of

MOST_DECIMALS = 30
"""The most decimals a figure is shown with, as many as an Excel number format takes."""

_SCALES = {"": 0, "k": 3, "m": 6, "bn": 9}
_CURRENCIES = frozenset("£$€")
_PLAIN_UNITS = frozenset({"", "number"})
_TIMES = frozenset({"minutes", "hours", "days", "weeks", "months", "years"})


class Basis(StrEnum):
    """Which figure is compared: the one a reader sees, or the one behind it.

    Example:
        >>> Basis("displayed")
        <Basis.DISPLAYED: 'displayed'>

    """

    DISPLAYED = "displayed"
    EXACT = "exact"


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Round to ``decimals`` places, halves away from zero as Excel's ROUND does.

    Args:
        value: the figure, in base units.
        decimals: places after the point; negative rounds before it (-3 to thousands).

    Raises:
        RuleError: ``decimals`` is not a whole number from -30 to 30, or ``value`` is not a finite Decimal.

    Source: the council's published dashboards (ratings agree with figures rounded this way).

    Example:
        >>> round_half_up(Decimal("2.5"), 0), round_half_up(Decimal("-0.125"), 2)
        (Decimal('3'), Decimal('-0.13'))
        >>> round_half_up(Decimal("6543210"), -5)
        Decimal('6500000')

    """
    finite("value", value)
    _check_decimals(decimals)
    digits = max(value.adjusted() + decimals + 2, PRECISION)
    context = Context(prec=digits, rounding=ROUND_HALF_UP)
    rounded = value.quantize(Decimal((0, (1,), -decimals)), context=context)
    if decimals < 0:
        rounded = Decimal(int(rounded))  # 6.5E+6 is the same number, but prints with an exponent
    return rounded if rounded else rounded.copy_abs()


def on_basis(value: Decimal, decimals: int | None, basis: Basis) -> Decimal:
    """Return the figure that is to be compared under ``basis``.

    Unchanged on the exact basis, or where the decimals shown are not known (None).

    Raises:
        RuleError: as `round_half_up`.

    Source: domain rule "rounding basis".

    Example:
        >>> on_basis(Decimal("74.6"), 0, Basis.DISPLAYED), on_basis(Decimal("74.6"), 0, Basis.EXACT)
        (Decimal('75'), Decimal('74.6'))

    """
    if decimals is None or basis == Basis.EXACT:
        return finite("value", value)
    return round_half_up(value, decimals)


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a figure is stored with, never below 0.

    Raises:
        RuleError: ``value`` is not a finite Decimal.

    Example:
        >>> decimals_of(Decimal("99.0")), decimals_of(Decimal("1E+2"))
        (1, 0)

    """
    return max(0, -power_of(finite("value", value)))


def telling_decimals(value: Decimal, decimals: int | None, marks: Sequence[Decimal]) -> int | None:
    """Return the fewest decimals, from ``decimals`` on, that show on which side of each mark a figure lies.

    An exact 74.6 printed as 75 beside a target of 75 would seem to meet it; it needs one decimal.
    None means as stored.

    Raises:
        RuleError: as `round_half_up`.

    Example:
        >>> telling_decimals(Decimal("74.6123"), 0, [Decimal(75)])
        1

    """
    stored = decimals_of(value)
    if decimals is None or decimals >= stored:
        return decimals
    for count in range(decimals, min(stored, MOST_DECIMALS) + 1):
        shown = round_half_up(value, count)
        if all(shown.compare(mark) == value.compare(mark) for mark in marks):
            return count
    return None


def show(value: Decimal, unit: str = "", decimals: int | None = None, scale: str = "") -> str:
    """Print a figure with its unit, thousands separated, never with an exponent and never as -0.

    Args:
        value: the figure in base units (6500000 for £6.5m).
        unit: ``%`` and words follow the figure, a currency sign leads it; "" or "number" print nothing.
        decimals: places in base units, rounded half up; None prints the digits stored
            (with a scale: as many as needed).
        scale: "", "k", "m" or "bn".

    Raises:
        RuleError: the scale is not one of these, or as `round_half_up`.

    Source: the council's published dashboards (spelling of figures).

    Example:
        >>> show(Decimal("74.6"), "%", 0), show(Decimal("1234.5"), "£", 2), show(Decimal(12), "days")
        ('75 %', '£1,234.50', '12 days')
        >>> show(Decimal(6543210), "£", decimals=-5, scale="m"), show(Decimal(-349700), "£", -2, "k")
        ('£6.5m', '-£349.7k')

    """
    number = finite("value", value) if decimals is None else round_half_up(value, decimals)
    sign = "-" if number < 0 else ""
    digits = _digits(number.copy_abs(), decimals, scale)
    unit = unit.strip()
    if unit in _CURRENCIES:
        return f"{sign}{unit}{digits}{scale}"
    if unit.lower() in _PLAIN_UNITS:
        return f"{sign}{digits}{scale}"
    if digits == "1" and not scale and unit in _TIMES:
        unit = unit.removesuffix("s")
    return f"{sign}{digits}{scale} {unit}"


def show_gap(gap: Decimal, unit: str, decimals: int | None, scale: str = "") -> str:
    """Print the size of a difference in words: percentages differ by points, all else by its own unit.

    Args:
        gap: the difference, in base units; its sign is dropped.
        unit: as `show`.
        decimals: as `show`; points drop closing zeros.
        scale: as `show`.

    Raises:
        RuleError: as `show`.

    Source: domain rule "rating reasons" (a gap between two percentages is not itself a percentage).

    Example:
        >>> show_gap(Decimal("-15"), "%", 0), show_gap(Decimal("1.0"), "%", 1)
        ('15 points', '1 point')
        >>> show_gap(Decimal("-1200"), "£", 0)
        '£1,200'

    """
    size = finite("gap", gap).copy_abs()
    if unit.strip() != "%":
        return show(size, unit, decimals, scale)
    points = show(size, "", decimals, scale)
    if "." in points and not scale:
        points = points.rstrip("0").rstrip(".")
    return f"{points} point" if points == "1" else f"{points} points"


def _digits(number: Decimal, decimals: int | None, scale: str) -> str:
    if scale not in _SCALES:
        raise RuleError(f"'scale' must be '', 'k', 'm' or 'bn' (got {scale!r})")
    power = _SCALES[scale]
    # scaleb would round to the context; shifting the stored exponent keeps every digit
    _, digits, exponent = number.as_tuple()
    scaled = Decimal((0, digits, int(exponent) - power))
    places = decimals_of(scaled) if decimals is None else max(0, decimals + power)
    text = f"{scaled:,.{places}f}"
    if decimals is None and power and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text


def _check_decimals(decimals: int) -> None:
    if not isinstance(decimals, int) or isinstance(decimals, bool):
        raise RuleError(f"'decimals' must be a whole number (got {decimals!r})")
    if abs(decimals) > MOST_DECIMALS:
        raise RuleError(f"'decimals' must be from -{MOST_DECIMALS} to {MOST_DECIMALS} (got {decimals})")
