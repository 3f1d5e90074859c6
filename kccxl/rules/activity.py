"""Activity (demand) indicators: a result against a lower and an upper threshold, without colour or direction.

Domain rule "activity indicators": bounds are in range; thresholds are set by quarter; a flow adds up over the
year and a stock does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kccxl.errors import RuleError
from kccxl.rules.exact import as_decimal, exact_difference, exact_sum, finite
from kccxl.rules.figure import Figure
from kccxl.rules.rounding import Basis, show, show_gap

_MONTHS_A_QUARTER = 3


class Kind(StrEnum):
    """Whether an activity adds up: calls answered do (flow), cases open do not (stock).

    Example:
        >>> Kind("flow")
        <Kind.FLOW: 'flow'>

    """

    FLOW = "flow"
    STOCK = "stock"


class InRange(StrEnum):
    """What the column "In expected range?" says.

    Example:
        >>> [status.value for status in InRange]
        ['Yes', 'Above', 'Below']

    """

    YES = "Yes"
    ABOVE = "Above"
    BELOW = "Below"


@dataclass(frozen=True, slots=True)
class RangeCheck:
    """In range or not (None: not checked), the reason, and a note where the other rounding basis disagrees.

    Example:
        >>> RangeCheck(None, "Not checked: no result").status is None
        True

    """

    status: InRange | None
    reason: str
    near_boundary: str | None = None


def check_range(
    value: Decimal | None,
    lower: Decimal | None,
    upper: Decimal | None,
    *,
    unit: str = "",
    decimals: int | None = None,
    basis: Basis = Basis.DISPLAYED,
) -> RangeCheck:
    """Say whether a result lies in its expected range, bounds included.

    Args:
        value: the result; None is not checked.
        lower: the lower threshold, compared as stated; None leaves that side open.
        upper: the upper threshold, compared as stated; None leaves that side open.
        unit: of all three figures, for the reason only.
        decimals: decimals the result is shown with; None takes it as stored.
        basis: whether the result is rounded to ``decimals`` before it is compared.

    Raises:
        RuleError: the lower threshold is above the upper, or a figure is not a finite Decimal.

    Source: the council's published dashboards; domain rule "activity indicators".

    Example:
        >>> check_range(Decimal(1500), Decimal(1200), Decimal(1400)).reason
        'Above: 1,500 is 100 above the upper threshold of 1,400'
        >>> check_range(Decimal(1400), Decimal(1200), Decimal(1400)).status
        <InRange.YES: 'Yes'>

    """
    bounds = [finite("threshold", bound) for bound in (lower, upper) if bound is not None]
    if lower is not None and upper is not None and lower > upper:
        raise RuleError(f"'lower' must not be above 'upper' (got {lower:f} and {upper:f})")
    if not bounds:
        return RangeCheck(None, "Not checked: no thresholds")
    if value is None:
        return RangeCheck(None, "Not checked: no result")
    displayed = Figure.result(value, decimals, Basis.DISPLAYED, bounds)
    exact = Figure.result(value, decimals, Basis.EXACT, bounds)
    used, other = (exact, displayed) if basis == Basis.EXACT else (displayed, exact)
    status, other_status = _status(used.value, lower, upper), _status(other.value, lower, upper)
    note = None
    if status is not other_status:
        other_basis = Basis.DISPLAYED if basis == Basis.EXACT else Basis.EXACT
        note = f"{other.print(unit)} would be {other_status} on the {other_basis} figure; it is checked as"
        note = f"{note} {used.print(unit)}"
    return RangeCheck(status, f"{status}: {used.print(unit)} {_place(used.value, lower, upper, unit)}", note)


def expected_to_date(quarters: Sequence[Decimal | None], months: int, kind: Kind) -> Decimal | None:
    """Return the threshold that applies after so many months of the financial year.

    A flow adds up: full quarters so far and the share of the current quarter (months / 3). A stock takes the
    threshold of the current quarter. A flow with one quarter given is an annual measure: nothing is expected
    before that quarter has ended, and its threshold from then on.

    Args:
        quarters: the four thresholds of the year, April to June first; None where none is set.
        months: months done since 1 April, 1 to 12.
        kind: flow or stock.

    Returns:
        The threshold, exact or (for thirds) to 28 digits; None where a threshold it needs is missing.

    Raises:
        RuleError: not four quarters, months out of range, or a threshold that is not a finite Decimal.

    Source: domain rule "activity indicators" (thresholds of the council's published dashboards).

    Example:
        >>> year = [Decimal(300), Decimal(330), Decimal(360), Decimal(390)]
        >>> expected_to_date(year, 5, Kind.FLOW), expected_to_date(year, 5, Kind.STOCK)
        (Decimal('520'), Decimal('330'))

    """
    if len(quarters) != 4:
        raise RuleError(f"'quarters' must be four thresholds (got {len(quarters)})")
    if not isinstance(months, int) or isinstance(months, bool) or not 1 <= months <= 12:
        raise RuleError(f"'months' must be a whole number from 1 to 12 (got {months!r})")
    given = [(number, finite("quarters", each)) for number, each in enumerate(quarters) if each is not None]
    current = (months - 1) // _MONTHS_A_QUARTER
    if kind == Kind.STOCK:
        return quarters[current]
    if len(given) == 1:
        number, threshold = given[0]
        return threshold if months >= (number + 1) * _MONTHS_A_QUARTER else None
    needed = [threshold for number, threshold in given if number <= current]
    if len(needed) <= current:
        return None
    done = months - current * _MONTHS_A_QUARTER
    if done == _MONTHS_A_QUARTER:
        return exact_sum(needed)
    return as_decimal(Fraction(exact_sum(needed[:-1])) + Fraction(needed[-1]) * done / _MONTHS_A_QUARTER)


def _status(value: Decimal, lower: Decimal | None, upper: Decimal | None) -> InRange:
    if lower is not None and value < lower:
        return InRange.BELOW
    if upper is not None and value > upper:
        return InRange.ABOVE
    return InRange.YES


def _place(value: Decimal, lower: Decimal | None, upper: Decimal | None, unit: str) -> str:
    bottom = "" if lower is None else f"the lower threshold of {show(lower, unit)}"
    top = "" if upper is None else f"the upper threshold of {show(upper, unit)}"
    if lower is not None and value < lower:
        return f"is {show_gap(exact_difference(lower, value), unit, None)} below {bottom}"
    if upper is not None and value > upper:
        return f"is {show_gap(exact_difference(value, upper), unit, None)} above {top}"
    if not bottom:
        return f"is not above {top} (no lower threshold)"
    if not top:
        return f"is not below {bottom} (no upper threshold)"
    return f"lies between {bottom} and {top}"
