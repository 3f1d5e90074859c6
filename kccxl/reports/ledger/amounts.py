"""Read a whole column of amounts exactly: whole numbers of a unit such as the penny, and never a float.

Excel keeps 15 significant digits (``kccxl.tables.cells.exact``). Where a stored number is the float nearest to
some pennies of at most 15 digits, these pennies are what it stands for; so a column is read at once and checked
by dividing again. What fails the check (0.1 + 0.2, 12.345, texts) is read one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from kccxl.reports.money.amounts import stored_pounds
from kccxl.reports.money.sign_words import has_sign_word
from kccxl.rules.exact import power_of
from kccxl.tables.accounting import CREDIT, DEBIT, is_remark, read_amount
from kccxl.tables.cells import Figure, Kind, exact, read_figure
from kccxl.tables.grid import Value

Units: TypeAlias = "npt.NDArray[Any]"
"""Whole numbers: int64 where their sum is sure to fit, else Python's own, which have no limit."""

PENNIES = 2
_MOST_PENNIES = 10.0**15
_LARGEST_SUM = 2**62
_NUMBERS = {int, float, type(None)}


@dataclass(frozen=True, slots=True)
class Amounts:
    """A column of amounts.

    Args (fields):
        units: each amount in units of 10 ** -``places``; 0 where there is none.
        places: decimals of the unit, 2 for pennies.
        known: where there is an amount.
        odd: positions of what is neither an amount nor blank; N/a and TBC are, for a sum of others would hide them.

    """

    units: Units
    places: int
    known: npt.NDArray[np.bool_]
    odd: Sequence[int]

    def at_places(self, places: int) -> Units:
        """Return the units of a finer unit."""
        return scaled_up(self.units, places - self.places)


def read_amounts(values: Sequence[Value], in_pounds: Callable[[Figure], Figure], power: int) -> Amounts:
    """Read a column.

    Args:
        values: its cells.
        in_pounds: turns a figure of this column that was typed as text into pounds.
        power: how many noughts the column leaves out (3 for £000s).

    Example:
        >>> found = read_amounts([12.5, None, "(349.70)", "n/a"], lambda figure: figure, 0)
        >>> found.units.tolist(), found.places, found.known.tolist(), found.odd
        ([1250, 0, -34970, 0], 2, [True, False, True, False], [3])

    """
    floats, doubtful = _floats(values)
    with np.errstate(over="ignore", invalid="ignore"):
        pennies = np.rint(floats * 100)
        sure = (np.abs(pennies) < _MOST_PENNIES) & (pennies / 100 == floats)
    known = ~np.isnan(floats)
    sure[doubtful] = known[doubtful] = False
    single: dict[int, Decimal] = {}
    odd: list[int] = []
    for position in sorted({*doubtful, *np.flatnonzero(known & ~sure).tolist()}):
        figure = _figure(values[position], in_pounds, power)
        if figure.kind is Kind.NUMBER and figure.unit != "%":
            single[position] = figure.exact
        elif figure.kind is not Kind.BLANK:
            odd.append(position)
    pounds = scaled_up(np.where(sure, pennies, 0).astype(np.int64), power)
    known[list(single)] = True
    return _together(pounds, single, known, odd)


def _floats(values: Sequence[Value]) -> tuple[npt.NDArray[np.float64], list[int]]:
    """Return numbers as floats, blanks as NaN, and the positions of all else."""
    doubtful: list[int] = []
    if set(map(type, values)) - _NUMBERS:
        doubtful = [at for at, value in enumerate(values) if type(value) not in _NUMBERS]
        values = list(values)
        for at in doubtful:
            values[at] = None
    floats = np.array(values, dtype=float)
    doubtful += [at for at in np.flatnonzero(np.isnan(floats)).tolist() if values[at] is not None]
    return floats, doubtful


def _figure(value: Value, in_pounds: Callable[[Figure], Figure], power: int) -> Figure:
    if isinstance(value, int | float) and not isinstance(value, bool):
        figure = read_figure(value)
        if figure.kind is not Kind.NUMBER:
            return figure
        return Figure(Kind.NUMBER, stored_pounds(exact(value).scaleb(power)))
    figure = read_amount(value)
    if figure.words not in (CREDIT, DEBIT) and (has_sign_word(figure.printed) or not is_remark(figure.words)):
        return Figure(Kind.TEXT)
    return in_pounds(figure)


def _together(
    pounds: Units, single: dict[int, Decimal], known: npt.NDArray[np.bool_], odd: Sequence[int]
) -> Amounts:
    places = max([PENNIES, *(-power_of(amount) for amount in single.values())])
    units = scaled_up(pounds, places - PENNIES)
    ones = {at: whole_units(amount, places) for at, amount in single.items()}
    if sum(map(abs, ones.values())) + _size(units) >= _LARGEST_SUM:
        units = units.astype(object)
    for at, amount in ones.items():
        units[at] = amount
    return Amounts(units, places, known, odd)


def scaled_up(units: Units, places: int) -> Units:
    """Return units multiplied by a power of ten, as Python's own numbers where others would not hold the sum.

    >>> scaled_up(np.array([5]), 2).tolist(), scaled_up(np.array([5]), 30).tolist()[0] == 5 * 10 ** 30
    ([500], True)
    """
    if places and units.dtype != object and _size(units) * 10**places >= _LARGEST_SUM:
        units = units.astype(object)
    return units * 10**places if places else units


def _size(units: Units) -> int:
    """Return a bound of the size of any sum of these units."""
    if not len(units):
        return 0
    largest = max(int(units.max()), -int(units.min()))
    return int(largest) * len(units)


def whole_units(amount: Decimal, places: int) -> int:
    """Return an amount in units of 10 ** -``places``, every digit kept; it has no finer ones.

    >>> whole_units(Decimal("-12.345"), 3), whole_units(Decimal("1E+3"), 2)
    (-12345, 100000)
    """
    sign, digits, exponent = amount.as_tuple()
    size: int = int("".join(map(str, digits))) * 10 ** (int(exponent) + places)
    return -size if sign else size


def pounds(units: int, places: int) -> Decimal:
    """Return units as pounds, every digit kept.

    >>> pounds(-34970, 2), pounds(0, 2)
    (Decimal('-349.70'), Decimal('0.00'))
    """
    return Decimal(f"{int(units)}E-{places}")
