"""Figures as cells: real numbers in a format that prints unit and decimals, else words."""

from __future__ import annotations

from dataclasses import replace

from kccxl.rules.rag import Rating
from kccxl.rules.rounding import round_half_up, show
from kccxl.rules.travel import Direction
from kccxl.sheets.number_formats import marked_text, number_format, padded, stored
from kccxl.sheets.sheet import Cell
from kccxl.sheets.styles import FIGURE, FIGURE_WORDS, RAG_WORD, WORD
from kccxl.tables.cells import Figure, Kind

NOT_RATED = "N/a"
TYPED_MARK = "†"
BOUNDARY_MARK = "‡"
_POWERS = {"": 0, "k": 3, "m": 6, "bn": 9}
_NOTHING = frozenset({Kind.BLANK, Kind.NA})


def figure_text(figure: Figure) -> str:
    """Return a figure as it is seen on the sheet.

    >>> figure_text(Figure(Kind.BLANK)), figure_text(Figure(Kind.NA, printed="n/a"))
    ('N/a', 'N/a')
    """
    if figure.kind in _NOTHING:
        return NOT_RATED
    return f"{figure.shown}{figure.marker}"


def figure_cell(figure: Figure) -> Cell:
    """Return a figure as a cell: 95 % is stored as 0.95 in the format ``0%``, so that it can be used further.

    >>> from decimal import Decimal
    >>> cell = figure_cell(Figure(Kind.NUMBER, Decimal(43), "%", 0, marker="*"))
    >>> cell.content, cell.style.number_format
    (Decimal('0.43'), '0%"*"_M')
    """
    if figure.value is None:
        text = figure_text(figure)
        return Cell(text, FIGURE if text == NOT_RATED else FIGURE_WORDS)
    value, places = figure.value, _places(figure)
    if figure.decimals is not None and places < 0:
        # no format rounds before the point
        value = round_half_up(value, figure.decimals)
    unit = _unit(figure)
    look = number_format(unit, max(places, 0), figure.scale, figure.marker)
    return Cell(stored(value, unit), replace(FIGURE, number_format=padded(look)))


def _places(figure: Figure) -> int:
    if figure.decimals is not None:
        return figure.decimals + _POWERS[figure.scale]
    shown = show(figure.value, "", None, figure.scale) if figure.value is not None else ""
    return len(shown.removesuffix(figure.scale).partition(".")[2])


def _unit(figure: Figure) -> str:
    """Return the unit as it follows this figure: 1 day, 2 days."""
    unit = figure.unit.strip()
    single = unit.removesuffix("s")
    return single if unit != single and figure.shown.endswith(f" {single}") else unit


def rating_cell(rating: Rating) -> Cell:
    """Return a rating as its word; the colour comes from the sheet's rules, so a corrected word recolours."""
    word = rating.rag.value if rating.rag else NOT_RATED
    mark = BOUNDARY_MARK if rating.near_boundary else ""
    return Cell(word, replace(RAG_WORD, number_format=marked_text(mark)))


def travel_text(direction: Direction | None) -> str:
    """Return a direction as arrow and word.

    >>> travel_text(Direction.IMPROVED), travel_text(None)
    ('↑ Improved', 'N/a')
    """
    return direction.label if direction else NOT_RATED


def travel_cell(direction: Direction | None, source: str | None) -> Cell:
    """Return a direction as a cell; one that was typed, not computed, bears a mark."""
    mark = TYPED_MARK if source == "typed" else ""
    return Cell(travel_text(direction), replace(WORD, number_format=marked_text(mark)))


def plain(reason: str) -> str:
    """Return a rule's reason in the spelling of the tables.

    >>> plain("Red: 75 % is 15 points below the floor standard of 90 %")
    'Red: 75% is 15 points below the floor standard of 90%'
    """
    return reason.replace(" %", "%")
