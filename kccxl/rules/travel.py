"""Direction of travel: whether an indicator improved, worsened or stayed the same.

Domain rule "direction of travel": an arrow up means better, not higher. Two methods were published: against
the previous result, and by regression over the whole series shown; every answer names its method.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kccxl.rules.exact import as_decimal, exact_difference, finite
from kccxl.rules.figure import Figure
from kccxl.rules.polarity import Polarity
from kccxl.rules.regression import Line, fit
from kccxl.rules.rounding import MOST_DECIMALS, Basis, round_half_up, show_gap

MIN_POINTS = 6
"""Fewest results a trend is drawn from.

With fewer there are at most three degrees of freedom, where the slope must be over three times its standard
error: "same" would then mean "cannot tell". Six is half a year of months, or a year and a half of quarters.
"""

_STATE = "state Good is (High or Low)"


class Direction(StrEnum):
    """A direction of travel, seen through the polarity.

    Example:
        >>> Direction.IMPROVED.label, Direction.NEW.label
        ('↑ Improved', 'NEW')

    """

    IMPROVED = "improved"
    WORSENED = "worsened"
    SAME = "same"
    NEW = "new"

    @property
    def arrow(self) -> str:
        """The arrow alone; a new indicator has none and says so."""
        return {"improved": "↑", "worsened": "↓", "same": "↔"}.get(self.value, "NEW")

    @property
    def label(self) -> str:
        """The arrow with its word, so that it does not rest on a sign alone."""
        return "NEW" if self is Direction.NEW else f"{self.arrow} {self.value.capitalize()}"


class Method(StrEnum):
    """How a direction was found.

    Example:
        >>> Method("trend")
        <Method.TREND: 'trend'>

    """

    PREVIOUS = "previous"
    TREND = "trend"


@dataclass(frozen=True, slots=True)
class Travel:
    """A direction (None: cannot be said), the reason, and the method.

    Example:
        >>> Travel(None, "N/a: no previous result", Method.PREVIOUS).direction is None
        True

    """

    direction: Direction | None
    reason: str
    method: Method


def since_previous(
    latest: Decimal | None,
    previous: Decimal | None,
    polarity: Polarity | None,
    *,
    decimals: int | None = None,
    previous_decimals: int | None = None,
    unit: str = "",
    scale: str = "",
    basis: Basis = Basis.DISPLAYED,
    new: bool = False,
) -> Travel:
    """Compare the latest result with the previous one of the same frequency.

    Args:
        latest: the latest result, in base units.
        previous: the previous result; without one the answer is None, or NEW for a new indicator.
        polarity: whether high or low is better; needed where the results differ.
        decimals: decimals the latest result is shown with, in base units; None takes it as stored.
        previous_decimals: the same for the previous result; None follows ``decimals``.
        unit: for the reason only.
        scale: "", "k", "m" or "bn", for the reason only.
        basis: whether displayed or exact figures are compared.
        new: the indicator is new, so that a missing previous result is no fault.

    Raises:
        RuleError: a figure is not a finite Decimal, or decimals are no whole number.

    Source: the council's published dashboards until 2019; domain rule "direction of travel".

    Example:
        >>> since_previous(Decimal(25), Decimal(28), Polarity.LOW, unit="%").reason
        'Improved: 25 % is 3 points lower than 28 % before (lower is better)'

    """
    if previous is None:
        if new:
            return Travel(Direction.NEW, "New: there is no previous result yet", Method.PREVIOUS)
        return Travel(None, "N/a: no previous result", Method.PREVIOUS)
    if latest is None:
        return Travel(None, "N/a: no latest result", Method.PREVIOUS)
    if previous_decimals is None:
        previous_decimals = decimals
    if basis == Basis.EXACT:
        decimals = previous_decimals = _apart(latest, previous, decimals)
    now = Figure.result(latest, decimals, Basis.DISPLAYED, ())
    before = Figure.result(previous, previous_decimals, Basis.DISPLAYED, ())
    if now.value == before.value:
        note = "" if latest == previous else " (as displayed; the exact figures differ)"
        return Travel(Direction.SAME, f"Same: {now.print(unit, scale)} now and before{note}", Method.PREVIOUS)
    gap = exact_difference(now.value, before.value)
    word = "higher" if gap > 0 else "lower"
    said = (
        f"{now.print(unit, scale)} is {show_gap(gap, unit, None, scale)} {word}"
        f" than {before.print(unit, scale)} before"
    )
    if polarity is None:
        return Travel(None, f"N/a: {said}; {_STATE} to tell whether that is better", Method.PREVIOUS)
    direction = _through(polarity, gap > 0)
    return Travel(direction, f"{direction.value.capitalize()}: {said}{polarity.note}", Method.PREVIOUS)


def trend(
    series: Sequence[Decimal | None],
    polarity: Polarity | None,
    *,
    unit: str = "",
    scale: str = "",
    new: bool = False,
) -> Travel:
    """Tell the direction from a straight line through all results shown.

    Ordinary least squares; the slope counts where it is significant at the 5 % level, two-sided, by
    Student's t. All arithmetic is exact. A gap (None) keeps its place on the time axis.

    Args:
        series: results at equal intervals, oldest first, in base units.
        polarity: whether high or low is better; needed where the slope counts.
        unit: for the reason only.
        scale: "", "k", "m" or "bn", for the reason only.
        new: the indicator is new, so that too few results read NEW.

    Raises:
        RuleError: a figure is not a finite Decimal.

    Source: domain rule "direction of travel" (regression over the whole timeframe shown, as the council's
    later quarterly reports describe their method).

    Example:
        >>> trend([Decimal(n) for n in (70, 72, 73, 75, 78, 79)], Polarity.HIGH, unit="%").reason
        'Improved: rises by 1.86 points a period over 6 results (significant at the 5 % level)'

    """
    points = [(place, finite("series", value)) for place, value in enumerate(series) if value is not None]
    if len(points) < MIN_POINTS:
        reason = f"Too few points: {len(points)} of the {MIN_POINTS} that a trend needs"
        return Travel(Direction.NEW if new else None, reason, Method.TREND)
    line = fit([(place, Fraction(value)) for place, value in points])
    if not line.significant:
        reason = f"Same: {_slope(line, unit, scale)} (not significant at the 5 % level)"
        return Travel(Direction.SAME, reason, Method.TREND)
    said = f"{_slope(line, unit, scale)} (significant at the 5 % level"
    if polarity is None:
        return Travel(None, f"N/a: {said}); {_STATE} to tell whether that is better", Method.TREND)
    direction = _through(polarity, line.slope > 0)
    note = "; lower is better)" if polarity is Polarity.LOW else ")"
    return Travel(direction, f"{direction.value.capitalize()}: {said}{note}", Method.TREND)


def _through(polarity: Polarity, risen: bool) -> Direction:
    return Direction.IMPROVED if risen == (polarity == Polarity.HIGH) else Direction.WORSENED


def _apart(latest: Decimal, previous: Decimal, decimals: int | None) -> int | None:
    """Return the fewest decimals at which two unequal figures are still seen to differ."""
    if decimals is None or latest == previous:
        return decimals
    for count in range(decimals, MOST_DECIMALS + 1):
        now, before = round_half_up(latest, count), round_half_up(previous, count)
        if now != before:  # rounding keeps the order, so different is enough
            return count
    return None


def _slope(line: Line, unit: str, scale: str) -> str:
    """Print a slope with three significant digits: "rises by 0.82 points a period over 8 results"."""
    over = f"over {line.points} results"
    if not line.slope:
        return f"level {over}"
    slope = as_decimal(abs(line.slope))
    places = max(-MOST_DECIMALS, min(MOST_DECIMALS, 2 - slope.adjusted()))
    word = "rises" if line.slope > 0 else "falls"
    rounded = round_half_up(slope, places).normalize()
    return f"{word} by {show_gap(rounded, unit, None, scale)} a period {over}"
