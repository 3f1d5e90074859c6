"""The years that captions speak of: ``Budget 2024/25``, a row of years above the captions, ``Future years``."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TypeAlias

from kccxl.errors import RuleError
from kccxl.rules.financial_year import FinancialYear
from kccxl.tables.cells import plain_text
from kccxl.tables.grid import Grid
from kccxl.tables.spec import caption, without_unit

YearLabel: TypeAlias = "FinancialYear | str"
"""The year of a column; a text where it is of several years, or of none that can be told (``Future years``)."""

_PAIR = re.compile(r"(?<![\d/.–-])(?:20)?\d{2}\s*[-/–]\s*(?:20)?\d{2}(?![\d/.–-])")
_OF_OTHERS = re.compile(
    r"\b(?:future|later|subsequent|remaining|following|prior|previous|past|earlier|other|all|next) years?\b"
    r"|\bonwards?\b|\bbeyond\b"
)
_WORDS = frozenset({"", "fy", "year", "financial year", "year 1", "current year"})
_WHOLE = re.compile(r"(?:grand |overall )?total(?: for all years| all years)?|whole life|lifetime|all")


def year_in(text: str) -> YearLabel | None:
    """Return the year that a caption speaks of; None for none.

    >>> year_in("2024-25 Budget").label, year_in("Later years"), year_in("Budget 2024/25 to 2026/27"), year_in("Budget")
    ('2024/25', 'Later years', 'Budget 2024/25 to 2026/27', None)
    """
    years = {year for pair in _PAIR.findall(text) if (year := _year(pair))}
    if _OF_OTHERS.search(caption(text)) or len(years) > 1:
        return text
    return years.pop() if years else None


def is_year_label(text: str) -> bool:
    """Whether a text names a year, or years, and nothing else but a unit of money.

    >>> [is_year_label(text) for text in ("2024/25", "FY 2024-25 £000s", "Future years", "Total", "Budget 2024/25", "")]
    [True, True, True, True, False, False]
    """
    plain = without_unit(caption(text))
    of_others = bool(_OF_OTHERS.sub("", plain) != plain and len(plain.split()) < 4)
    return of_others or bool(_WHOLE.fullmatch(plain)) or (plain in _WORDS and year_in(text) is not None)


def year_above(grid: Grid, row: int, column: int, columns: range) -> str:
    """Return the label of a row of years that holds for a column: its own, a merged cell's, or the next to the left.

    The last one of a row reaches as far as the widest of the others, for columns of no year may stand after it.

    >>> grid = Grid("book.xlsx", "Data", [[None, "2024/25", None, "2025/26"]])
    >>> [year_above(grid, 0, column, range(7)) for column in range(7)]
    ['', '2024/25', '2024/25', '2025/26', '2025/26', '', '']
    """
    merged = [area for area in grid.merged if area.holds(row, column)]
    if merged:
        return _label(plain_text(grid.at(merged[0].top, merged[0].left)))
    starts = [place for place in columns if plain_text(grid.at(row, place))]
    before = [place for place in starts if place <= column]
    if not before or any(area.holds(row, before[-1]) and area.right > area.left for area in grid.merged):
        return ""
    widths = [after - start for start, after in pairwise(starts)]
    last = before[-1] == starts[-1]
    if last and widths and column - before[-1] >= max(widths):
        return ""
    return _label(plain_text(grid.at(row, before[-1])))


def _label(text: str) -> str:
    return text if is_year_label(text) else ""


def _year(text: str) -> FinancialYear | None:
    try:
        return FinancialYear.parse(text)
    except RuleError:
        return None
