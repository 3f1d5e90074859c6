"""Year to date: one figure for the financial year so far.

Domain rule "year to date": a percentage for the year is the sum of numerators over the sum of denominators,
never a mean of percentages. What is left out is named in the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kccxl.rules.exact import as_decimal, exact_sum, finite
from kccxl.rules.rounding import show


class YtdMethod(StrEnum):
    """How results add up over the year.

    Example:
        >>> YtdMethod("ratio")
        <YtdMethod.RATIO: 'ratio'>

    """

    RATIO = "ratio"
    SUM = "sum"
    MEAN = "mean"
    LATEST = "latest"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class YtdPoint:
    """One period's result: its label, and a value, or the numerator and denominator behind it.

    Example:
        >>> YtdPoint("April 2018", numerator=Decimal(45), denominator=Decimal(50)).value is None
        True

    """

    label: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class YearToDate:
    """The figure for the year so far (None: none can be given) and how it came about.

    Example:
        >>> YearToDate(None, "Snapshot data: no year to date").value is None
        True

    """

    value: Decimal | None
    reason: str


def year_to_date(points: Sequence[YtdPoint], method: YtdMethod, *, unit: str = "") -> YearToDate:
    """Return the year to date of one indicator.

    Args:
        points: the results of this financial year so far, in order.
        method: ``ratio``, ``sum``, ``mean``, ``latest`` (a stock) or ``none`` (snapshot data).
        unit: of the results; with "%" a ratio is multiplied by 100.

    Returns:
        The figure, exact or to 28 digits, never rounded for display. It is None, with the reason, where a
        ratio lacks a numerator or denominator that it needs, and where there is no result at all.

    Raises:
        RuleError: a figure is not a finite Decimal.

    Source: domain rule "year to date"; the council's published dashboards (N/a for snapshot data).

    Example:
        >>> months = [
        ...     YtdPoint("April", numerator=Decimal(9), denominator=Decimal(10)),
        ...     YtdPoint("May", numerator=Decimal(45), denominator=Decimal(90)),
        ... ]
        >>> year_to_date(months, YtdMethod.RATIO, unit="%")
        YearToDate(value=Decimal('54'), reason='Ratio: 54 of 100 over 2 results')

    """
    if method == YtdMethod.NONE:
        return YearToDate(None, "Snapshot data: no year to date")
    if method == YtdMethod.RATIO:
        return _ratio(points, unit)
    return _of_values(points, method)


def _ratio(points: Sequence[YtdPoint], unit: str) -> YearToDate:
    for point in points:
        fault = _ratio_fault(point)
        if fault:
            return YearToDate(None, f"N/a: {point.label} has {fault}; a mean of ratios would mislead")
    tops = [finite("numerator", p.numerator) for p in points if p.numerator is not None]
    bottoms = [finite("denominator", p.denominator) for p in points if p.denominator is not None]
    left_out = [p.label for p in points if p.numerator is None]
    if not tops:
        return YearToDate(None, f"N/a: no results so far{_without(left_out)}")
    top, bottom = exact_sum(tops), exact_sum(bottoms)
    if not bottom:
        return YearToDate(None, f"N/a: the denominators add up to 0{_without(left_out)}")
    ratio = Fraction(top) / Fraction(bottom) * (100 if unit.strip() == "%" else 1)
    return YearToDate(as_decimal(ratio), f"Ratio: {show(top)} of {show(bottom)}{_over(len(tops), left_out)}")


def _ratio_fault(point: YtdPoint) -> str | None:
    """Say which part of a ratio is missing; a point with no figures at all is merely left out."""
    if point.numerator is None and point.denominator is None:
        return "a value only, without numerator and denominator" if point.value is not None else None
    if point.numerator is None:
        return "no numerator"
    return "no denominator" if point.denominator is None else None


def _of_values(points: Sequence[YtdPoint], method: YtdMethod) -> YearToDate:
    values = [finite("value", p.value) for p in points if p.value is not None]
    left_out = [p.label for p in points if p.value is None]
    if not values:
        return YearToDate(None, f"N/a: no results so far{_without(left_out)}")
    if method == YtdMethod.LATEST:
        last = max(place for place, point in enumerate(points) if point.value is not None)
        later = [point.label for point in points[last + 1 :]]
        return YearToDate(values[-1], f"Latest: {points[last].label}{_without(later)}")
    word, combine = _COMBINE[method]
    return YearToDate(combine(values), f"{word}{_over(len(values), left_out)}")


def _mean(values: Sequence[Decimal]) -> Decimal:
    return as_decimal(Fraction(exact_sum(values)) / len(values))


_COMBINE: dict[YtdMethod, tuple[str, Callable[[Sequence[Decimal]], Decimal]]] = {
    YtdMethod.SUM: ("Sum", exact_sum),
    YtdMethod.MEAN: ("Mean", _mean),
}


def _over(count: int, left_out: Sequence[str]) -> str:
    return f" over {count} result{'' if count == 1 else 's'}{_without(left_out)}"


def _without(labels: Sequence[str]) -> str:
    """Name what has no figures: a gap in the year is said, never passed over."""
    return f" (without {', '.join(labels)}: no figures)" if labels else ""
