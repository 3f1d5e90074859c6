"""Brings the figures of one answer to one unit, or asks: 0.95 and 95 may be the same percentage.

Excel does not say how a cell is formatted, so a cell shown as 95% and one that holds 0.95 days look alike. What is
not certain is never rated: the officer states the unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kccxl.errors import WorkbookError
from kccxl.excel.cells import Amount
from kccxl.reports.performance.units import agree
from kccxl.rules.rounding import show
from kccxl.tables.cells import Figure, Kind
from kccxl.tables.problems import ProblemLog, Severity

Values = tuple[Decimal | None, ...]
"""Figures in one unit, in the order of the arguments; percentages in percent points."""

_LARGEST_FRACTION = Decimal("1.5")  # 150 %; a bare number up to it can be a percentage as Excel keeps it
_LARGEST_PERCENTAGE = 10  # as a fraction: 1,000 %
_SURELY_POINTS = 20
_STOPPING = frozenset({"scale-missing"})


@dataclass(frozen=True, slots=True)
class OneUnit:
    """Figures in one unit, the unit to print, and a second reading where no unit was stated.

    ``doubt`` holds the figures as they would be if the small ones were fractions of a percentage. An answer that
    differs between the two readings may not be given.

    >>> half = Amount(Kind.NUMBER, Decimal("0.5"))
    >>> in_one_unit(("result", "target"), (half, Amount(Kind.NUMBER, Decimal(2))), "").doubt
    (Decimal('50'), Decimal('2'))
    """

    values: Values
    unit: str = ""
    doubt: Values | None = None


def in_one_unit(
    captions: Sequence[str], amounts: Sequence[Amount], stated: str, *, rounded: bool = False
) -> OneUnit:
    """Give figures that are compared with each other one unit.

    Args:
        captions: the names of the arguments, for messages.
        amounts: their figures.
        stated: the unit argument: ``%``, ``points`` (95 means 95 %), ``fraction`` (0.95 means 95 %), another unit,
            or empty.
        rounded: whether decimals will be rounded, so that it matters for a fraction what they count in.

    Raises:
        WorkbookError: a figure can be read in two ways, or the units differ.

    Example:
        >>> shown = [Amount(Kind.NUMBER, Decimal(text)) for text in ("0.946", "0.95")]
        >>> in_one_unit(("result", "target"), shown, "%").values
        (Decimal('94.6'), Decimal('95'))

    """
    for amount in amounts:
        if amount.typed:
            return _of_typed(captions, amounts, stated)
    values = tuple([amount.value for amount in amounts])
    if not stated:
        return OneUnit(values, "", _doubt(amounts, values, rounded))
    if stated == "%":
        return OneUnit(_of_percentages(captions, amounts, values), "%")
    if stated == "points":
        return OneUnit(_of_points(captions, values), "%")
    if stated == "fraction":
        return OneUnit(_of_fractions(captions, amounts), "%")
    return OneUnit(values, stated)


def ask_for_unit(captions: Sequence[str], amounts: Sequence[Amount]) -> WorkbookError:
    """Return the question for a unit where two readings give different answers."""
    small = next(place for place, amount in enumerate(amounts) if _is_small(amount.value))
    value, points = amounts[small].value, amounts[small].points
    assert value is not None
    assert points is not None
    return WorkbookError(
        f"{captions[small]}: {value:f} could be {points:f} %. "
        'State the unit: "%" for cells formatted as percentages, else such as "number", "days" or "£".'
    )


def _is_small(value: Decimal | None) -> bool:
    return value is not None and bool(value) and abs(value) <= _LARGEST_FRACTION


def _doubt(amounts: Sequence[Amount], values: Values, rounded: bool) -> Values | None:
    """Return the reading in which small figures are fractions, where it can make a difference."""
    small = large = False
    for value in values:
        if value:
            if abs(value) <= _LARGEST_FRACTION:
                small = True
            else:
                large = True
    if not small or not (large or rounded):
        return None  # all of them times a hundred compare as they do now, unless they are rounded
    return tuple([amount.points if _is_small(amount.value) else amount.value for amount in amounts])


def _of_percentages(captions: Sequence[str], amounts: Sequence[Amount], values: Values) -> Values:
    """Read percentages: all as Excel keeps them, or all as plain numbers, but never some so and some so."""
    small = large = None
    for place, value in enumerate(values):
        if value:
            if abs(value) <= _LARGEST_FRACTION:
                small = place
            else:
                large = place
    if small is None:
        return values
    if large is None:
        return tuple([amount.points for amount in amounts])
    raise _mixed(captions[small], values[small], captions[large], show(values[large] or Decimal(0)))


def _mixed(caption: str, value: Decimal | None, other: str, beside: str) -> WorkbookError:
    number = value or Decimal(0)
    return WorkbookError(
        f"{caption}: {number:f} beside {other} {beside} could be {number:f} % or {number.scaleb(2):f} %. Give all "
        'figures alike, or state the unit "fraction" (0.95 means 95 %) or "points" (95 means 95 %).'
    )


def _of_points(captions: Sequence[str], values: Values) -> Values:
    large = next(
        (place for place, value in enumerate(values) if value and abs(value) >= _SURELY_POINTS), None
    )
    for place, value in enumerate(values):
        if large is not None and value and abs(value) < 1:
            raise WorkbookError(
                f"{captions[place]}: {value:f} beside {captions[large]} {values[large]:f} could be a cell formatted "
                f'as a percentage. Type {value.scaleb(2):f}, or "{value:f}%" as text if that is meant.'
            )
    return values


def _of_fractions(captions: Sequence[str], amounts: Sequence[Amount]) -> Values:
    for caption, amount in zip(captions, amounts, strict=True):
        if amount.value is not None and abs(amount.value) > _LARGEST_PERCENTAGE:
            raise WorkbookError(
                f"{caption}: {amount.value:f} as a fraction would be {show(amount.points or Decimal(0))} %. "
                'Type it as a percentage, or state the unit "points" if 95 means 95 %.'
            )
    return tuple([amount.points for amount in amounts])


def _of_typed(captions: Sequence[str], amounts: Sequence[Amount], stated: str) -> OneUnit:
    """Bring figures typed with their units together, by the rule that reads a dashboard's tables."""
    unit = {"points": "%", "fraction": "%"}.get(stated, stated)
    figures = {
        caption: _figure(amount, stated).at(caption)
        for caption, amount in zip(captions, amounts, strict=True)
    }
    marked = next((figure for figure in figures.values() if figure.unit == "%"), None)
    for caption, figure in figures.items():
        if marked and not figure.unit and _is_small(figure.value):
            other = next(name for name, each in figures.items() if each is marked)
            raise _mixed(caption, figure.value, other, marked.shown)
    log = ProblemLog("")
    agreed, found = agree(figures, "", unit, log)
    _raise_first(log)
    return OneUnit(tuple([figure.value for figure in agreed.values()]), found)


def _raise_first(log: ProblemLog) -> None:
    for problem in log.problems:
        if problem.severity is Severity.ERROR or problem.code in _STOPPING:
            raise WorkbookError(
                f"{problem.cell}: {problem.found}, where {problem.expected} is needed. {problem.mend}"
            )


def _figure(amount: Amount, stated: str) -> Figure:
    if amount.typed is not None:
        return amount.typed
    if amount.value is None:
        return Figure(amount.kind)
    value = amount.points if stated == "fraction" else amount.value
    assert value is not None
    unit = "%" if stated in ("fraction", "points") else ""
    return Figure(Kind.NUMBER, value, unit, printed=show(value))
