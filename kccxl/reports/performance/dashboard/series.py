"""The hidden sheet that holds the series behind the trend lines, labelled so that it can be checked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from kccxl.reports.performance.model import Point
from kccxl.rules.exact import as_decimal
from kccxl.sheets import styles
from kccxl.sheets.sheet import Cell, Sheet, Span, Sparkline

_FIRST = 2


class SeriesSheet:
    """Collects series, two rows each: the periods, and beneath them the results."""

    def __init__(self, title: str) -> None:
        """Start an empty sheet."""
        self.title = title
        self._cells: dict[tuple[int, int], Cell] = {}
        self._row = 0

    @property
    def filled(self) -> bool:
        """Whether there is any series."""
        return bool(self._cells)

    def line(self, row: int, column: int, ref: str, unit: str, points: Sequence[Point]) -> Sparkline | None:
        """Take in a series and return the line to draw at a cell, or None where there is none to draw."""
        values = [value_of(point, unit) for point in points]
        if sum(value is not None for value in values) < 2:
            return None
        self._cells[self._row, 0] = Cell(ref, styles.STRONG)
        self._cells[self._row + 1, 1] = Cell(unit)
        for place, (point, value) in enumerate(zip(points, values, strict=True), start=_FIRST):
            self._cells[self._row, place] = Cell(point.period.short, styles.TABLE_HEADER)
            if value is not None:
                self._cells[self._row + 1, place] = Cell(value, styles.FIGURE)
        span = Span(self._row + 1, _FIRST, self._row + 1, _FIRST + len(points) - 1)
        self._row += 2
        return Sparkline(row, column, self.title, span, styles.Palette.NAVY)

    def finish(self) -> Sheet:
        """Return the sheet."""
        return Sheet(self.title, self._cells, {0: 12}, hidden=True, gridlines=True)


def value_of(point: Point, unit: str) -> Decimal | None:
    """Return a result, or the ratio it stands for.

    A ratio without a denominator, or with none above zero, leaves a gap.
    """
    if point.value is not None:
        return point.value
    if point.numerator is None or not point.denominator:
        return None
    ratio = Fraction(point.numerator) / Fraction(point.denominator)
    return as_decimal(ratio * (100 if unit.strip() == "%" else 1))
