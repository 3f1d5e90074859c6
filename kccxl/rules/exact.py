"""Exact arithmetic on decimals, whatever precision the surrounding code has set.

Python's own ``a - b`` on decimals rounds to 28 digits; a rating that rests on equality may not.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from kccxl.errors import RuleError

PRECISION = 28
"""Significant digits kept where a quotient never ends (one third)."""

_UNROUNDED = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Adds with as many digits as a sum has; a ledger is summed too often for a context of its own each time."""

_LARGEST_POWER = 308  # Excel holds no number beyond 1E+308; anything past it is a slip


def finite(name: str, value: Decimal) -> Decimal:
    """Return ``value`` unchanged, or refuse it if it is no number a cell can hold.

    Args:
        name: the name of the argument, for the message.
        value: the figure to check.

    Raises:
        RuleError: not a ``Decimal`` (a float has lost its digits), not finite, or outside Excel's range.

    Example:
        >>> finite("value", Decimal("74.50"))
        Decimal('74.50')

    """
    if not isinstance(value, Decimal):
        raise RuleError(f"'{name}' must be a Decimal (got {value!r})")
    if not value.is_finite():
        raise RuleError(f"'{name}' must be a finite number (got {value})")
    if value and abs(value.adjusted()) > _LARGEST_POWER:
        raise RuleError(f"'{name}' must be within Excel's range, 1E-308 to 1E+308 (got {value:.3E})")
    return value


def power_of(value: Decimal) -> int:
    """Return the power of ten of the last stored digit: -2 for 1.25.

    Example:
        >>> power_of(Decimal("1.25")), power_of(Decimal("1E+2"))
        (-2, 2)

    """
    return int(value.as_tuple().exponent)


def exact_sum(values: Iterable[Decimal]) -> Decimal:
    """Add without rounding; the sum of nothing is 0.

    Example:
        >>> exact_sum([Decimal("1E+30"), Decimal("0.1")])
        Decimal('1000000000000000000000000000000.1')

    """
    total = Decimal(0)
    for value in values:
        total = _UNROUNDED.add(total, value)
    return total


def exact_difference(left: Decimal, right: Decimal) -> Decimal:
    """Subtract ``right`` from ``left`` without rounding.

    Example:
        >>> exact_difference(Decimal("75"), Decimal("74.9"))
        Decimal('0.1')

    """
    return exact_sum((left, right.copy_negate()))


def exact_product(left: Decimal, right: Decimal) -> Decimal:
    """Multiply without rounding.

    Example:
        >>> exact_product(Decimal("0.1"), Decimal("8.9"))
        Decimal('0.89')

    """
    digits = len(left.as_tuple().digits) + len(right.as_tuple().digits)
    return Context(prec=digits).multiply(left, right)


def as_decimal(value: Fraction) -> Decimal:
    """Turn a fraction into a decimal, exact where it ends within 28 digits, else rounded half up there.

    Example:
        >>> as_decimal(Fraction(3, 4)), as_decimal(Fraction(2, 3))
        (Decimal('0.75'), Decimal('0.6666666666666666666666666667'))

    """
    context = Context(prec=PRECISION, rounding=ROUND_HALF_UP)
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))
