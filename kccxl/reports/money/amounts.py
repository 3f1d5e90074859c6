"""In what the amounts of a table are given: said in a caption, a unit row, a cell, or the settings.

Domain rule "What real cells hold": scale in the header (``£000s``, ``£'000s``) or beneath it. A plain figure
whose scale nobody says is reported, never guessed: a table in the wrong scale is wrong by a thousand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kccxl.reports.money.settings import MoneySettings, Scale
from kccxl.tables.cells import Figure, plain_text
from kccxl.tables.finder import Found

_ROWS_ABOVE = 4
_SCALES = (
    (Scale.MILLIONS, re.compile(r"£ ?m(?:n|illions?)?\b|\(m\)|\bin (?:£ ?)?millions", re.IGNORECASE)),
    (
        Scale.THOUSANDS,
        re.compile(
            r"['’]?\b0{3}['’]?s?\b|£ ?['’]?(?:0{3}['’]?s?|k|thousands?)\b|\bin thousands|£K\b", re.IGNORECASE
        ),
    ),
    (Scale.POUNDS, re.compile(r"£(?![\w'’])|\bin pounds\b", re.IGNORECASE)),
)
_UNIT_ALONE = re.compile(
    r"\(?(?:all )?(?:figures |amounts )?(?:are )?(?:in )?£? ?(?:['’]?0{3}['’]?s?|k|m|mn|millions?|thousands?)?\)?",
    re.IGNORECASE,
)


def scale_in(text: str) -> Scale | None:
    """Return the scale a caption or a note speaks of.

    >>> scale_in("Net Budget £000s").value, scale_in("£'000").value, scale_in("Budget (£m)").value
    ('£000s', '£000s', '£m')
    >>> scale_in("£").value, scale_in("Net budget") is None
    ('£', True)
    """
    return next((scale for scale, pattern in _SCALES if pattern.search(text)), None)


def is_unit(text: str) -> bool:
    """Whether a cell holds a unit of money and nothing else.

    >>> is_unit("£'000"), is_unit("(£m)"), is_unit("All figures in £000s"), is_unit("Budget £m"), is_unit("")
    (True, True, True, False, False)
    """
    return bool(text) and bool(_UNIT_ALONE.fullmatch(text.strip())) and scale_in(text) is not None


def is_unit_row(table: Found, row: int) -> bool:
    """Whether a row beneath a header says in what the columns are given, and nothing else."""
    texts = [plain_text(table.grid.at(row, column)) for column in range(table.left, table.right + 1)]
    filled = [text for text in texts if text]
    return bool(filled) and all(is_unit(text) for text in filled)


@dataclass(frozen=True, slots=True)
class Scales:
    """The scale of each column of a table, by its name; None where nobody says."""

    by_column: Mapping[str, Scale | None]

    @classmethod
    def of(cls, table: Found, columns: Sequence[str], settings: MoneySettings) -> Scales:
        """Look for the scale of each column: in its caption, a unit row, the lines above, the settings."""
        whole = _above(table) or settings.unit
        found = {}
        for name in columns:
            own = scale_in(table.captions.get(name, "")) or _beneath(table, table.columns[name])
            found[name] = own or whole
        return cls(found)

    def in_pounds(self, figure: Figure, column: str) -> Figure | None:
        """Return a figure in pounds; None for a plain one other than zero whose scale nobody says.

        One that names its own scale (``£5.2m``) keeps it.
        """
        if figure.value is None or figure.scale:
            return figure
        scale = self.by_column[column] or (Scale.POUNDS if figure.unit == "£" else None)
        if scale is None:
            return None if figure.value else figure
        places = None if figure.decimals is None else figure.decimals - scale.power
        # a new exponent loses no digit, as a product might
        return replace(figure, value=figure.value.scaleb(scale.power), unit="£", decimals=places)


def _beneath(table: Found, column: int) -> Scale | None:
    row = next((row for row in table.body if _filled(table, row)), None)
    if row is None or not is_unit_row(table, row):
        return None
    texts = [plain_text(table.grid.at(row, place)) for place in (column, *range(table.left, table.right + 1))]
    return next((scale for text in texts if (scale := scale_in(text))), None)


def _above(table: Found) -> Scale | None:
    """The unit in a line right above the header, alone in its cell or in a title (``Budget 2017-18, £000s``)."""
    for row in range(table.top - 1, max(-1, table.top - 1 - _ROWS_ABOVE), -1):
        for column in range(table.left, max(table.right, table.left) + 1):
            text = plain_text(table.grid.at(row, column))
            scale = scale_in(text) if "£" in text or is_unit(text) else None
            if scale and (is_unit(text) or scale is not Scale.POUNDS):
                return scale
    return None


def _filled(table: Found, row: int) -> bool:
    return any(table.grid.holds(row, column) for column in range(table.left, table.right + 1))
