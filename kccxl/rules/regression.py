"""An exact straight line through a series, with Student's t-test of its slope.

Ordinary least squares in fractions: t squared is a ratio of whole numbers here, so that a result on the edge
of significance falls on the same side on every machine.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kccxl.errors import RuleError

# Two-sided 5 % points of Student's t in thousandths, as the usual table prints them.
_FREEDOM = (*range(1, 31), 40, 60, 120)
_CRITICAL = (
    *(12706, 4303, 3182, 2776, 2571, 2447, 2365, 2306, 2262, 2228),
    *(2201, 2179, 2160, 2145, 2131, 2120, 2110, 2101, 2093, 2086),
    *(2080, 2074, 2069, 2064, 2060, 2056, 2052, 2048, 2045, 2042),
    *(2021, 2000, 1980),
)


def critical_t(freedom: int) -> Decimal:
    """Return the value that t must exceed, for degrees of freedom.

    Between two rows of the table the smaller one counts, which errs towards "same"; beyond 120 that row
    stays, as the limit of 1.960 belongs to an endless series.

    Raises:
        RuleError: fewer than 1 degree of freedom.

    Source: the standard printed table of Student's t distribution.

    Example:
        >>> critical_t(4), critical_t(35)
        (Decimal('2.776'), Decimal('2.042'))

    """
    if freedom < 1:
        raise RuleError(f"'freedom' must be 1 or more (got {freedom})")
    return Decimal(_CRITICAL[bisect_right(_FREEDOM, freedom) - 1]).scaleb(-3)


@dataclass(frozen=True, slots=True)
class Line:
    """A fitted line: its slope per step of x, how many points it rests on, and whether the slope counts.

    Example:
        >>> fit([(0, Fraction(1)), (1, Fraction(3)), (2, Fraction(5))])
        Line(slope=Fraction(2, 1), points=3, significant=True)

    """

    slope: Fraction
    points: int
    significant: bool


def fit(points: Sequence[tuple[int, Fraction]]) -> Line:
    """Fit a line by ordinary least squares and test its slope at the 5 % level, two-sided.

    A perfect fit has no scatter to test against: its slope counts unless it is level.

    Raises:
        RuleError: fewer than three points, or all at the same x.

    Source: ordinary least squares; Student's t with n - 2 degrees of freedom.

    Example:
        >>> fit([(0, Fraction(4)), (1, Fraction(4)), (2, Fraction(4))]).significant
        False

    """
    count = len(points)
    if count < 3:
        raise RuleError(f"'points' must be three or more (got {count})")
    mean_x = Fraction(sum(x for x, _ in points), count)
    mean_y = sum((y for _, y in points), Fraction(0)) / count
    spread = sum(((x - mean_x) ** 2 for x, _ in points), Fraction(0))
    if not spread:
        raise RuleError("'points' must lie at different x (got one x only)")
    joint = sum(((x - mean_x) * (y - mean_y) for x, y in points), Fraction(0))
    scatter = sum(((y - mean_y) ** 2 for _, y in points), Fraction(0))
    # t squared = joint^2 (n - 2) / rest; compared without dividing, as the rest of a perfect fit is 0
    rest = spread * scatter - joint**2
    needed = Fraction(critical_t(count - 2)) ** 2
    return Line(joint / spread, count, bool(joint) and joint**2 * (count - 2) > needed * rest)
