"""Brings the figures of one indicator to one unit, or says which cell leaves two readings open.

``95%``, 95 and 0.95 formatted as a percentage are the same figure. A bare 0.95 beside ``80%`` is not decided by
anybody: it may be 0.95 % or 95 %, and one of them is a wrong colour in public, so the cell is named instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kccxl.tables.cells import Figure, exact_percent
from kccxl.tables.problems import ProblemLog

_PERCENT_WORDS = re.compile(r"^\s*%|\bpercentages?\b|\bper cent\b|\(%\)|^\s*proportion of\b", re.IGNORECASE)
_UNIT_WORDS = {"%": "%", "percent": "%", "per cent": "%", "percentage": "%", "£": "£", "gbp": "£", "pounds": "£",
               "number": "", "count": "", "no": "", "no.": "", "#": ""}  # fmt: skip


def read_unit(text: str) -> str:
    """The unit as kccxl prints it.

    >>> read_unit("Percentage"), read_unit("number"), read_unit("days")
    ('%', '', 'days')
    """
    return _UNIT_WORDS.get(text.strip().lower(), text.strip())


def agree(
    figures: Mapping[str, Figure], description: str, stated: str, log: ProblemLog
) -> tuple[dict[str, Figure], str]:
    """Give all figures of an indicator one unit.

    Args:
        figures: the row's figures by column name.
        description: the indicator's description; ``Percentage of ...`` makes bare figures percentages.
        stated: the unit column's content, empty if there is none.
        log: takes cells that can be read in two ways.

    Returns:
        The figures, percentages in percent points, and the unit (``%``, ``£``, a word, or empty).

    """
    known = {name: figure for name, figure in figures.items() if figure.known}
    marked = {figure.unit for figure in known.values() if figure.unit}
    unit = read_unit(stated) or ("%" if "%" in marked else "£" if "£" in marked else "")
    if not unit and _PERCENT_WORDS.search(description):
        unit = "%"
    _report_strangers(known, unit, stated, log)
    if unit != "%":
        return {n: replace(f, unit=unit) if f.known and f.unit in ("", unit) else f for n, f in figures.items()}, unit
    bare = {name: figure for name, figure in known.items() if not figure.unit}
    fractions = _fractions(bare, len(bare) < len(known))
    if fractions is None:
        _report_ambiguous(bare, known, log)
        fractions = set()
    return {name: _in_points(figure, name in fractions) for name, figure in figures.items()}, unit


def _fractions(bare: Mapping[str, Figure], others_marked: bool) -> set[str] | None:
    """Which bare figures of a percentage are fractions; ``None`` when that cannot be known."""
    small = {name for name, figure in bare.items() if figure.value is not None and 0 < abs(figure.value) <= 1}
    large = {name for name, figure in bare.items() if figure.value is not None and abs(figure.value) > 1}
    if not small:
        return set()
    return small if not large and not others_marked else None


def _in_points(figure: Figure, fraction: bool) -> Figure:
    if figure.value is None or figure.unit not in ("", "%"):
        return figure
    if not fraction:
        return replace(figure, unit="%")
    decimals = None if figure.decimals is None else max(0, figure.decimals - 2)
    return replace(figure, unit="%", value=exact_percent(figure.value), decimals=decimals)


def _report_ambiguous(bare: Mapping[str, Figure], known: Mapping[str, Figure], log: ProblemLog) -> None:
    other = next((f.printed for f in known.values() if f.unit == "%" or (f.value and abs(f.value) > 1)), "")
    for figure in bare.values():
        if figure.value is not None and 0 < abs(figure.value) <= 1:
            log.error(
                "percent-or-fraction", figure.cell,
                f"{figure.printed} beside {other}", f"{exact_percent(figure.value)}% or {figure.value}%, said clearly",
                "Format the cell as a percentage, or type the figure with its % sign.",
            )  # fmt: skip


def _report_strangers(known: Mapping[str, Figure], unit: str, stated: str, log: ProblemLog) -> None:
    for figure in known.values():
        if figure.unit and figure.unit != unit:
            where = f"the unit column says {stated}" if stated else f"the other figures of this row are in {unit}"
            log.error("units-differ", figure.cell, figure.printed, f"a figure in {unit or 'plain numbers'}: {where}",
                      "Type all figures of an indicator in one unit.")
    scales = {figure.scale for figure in known.values() if figure.unit == "£" and figure.value}
    if "" in scales and len(scales) > 1:
        _report_missing_scale([figure for figure in known.values() if figure.unit == "£"], log)


def _report_missing_scale(pounds: list[Figure], log: ProblemLog) -> None:
    scaled = next(figure for figure in pounds if figure.scale)
    for figure in pounds:
        if not figure.scale and figure.value and scaled.value and abs(figure.value * 1000) < abs(scaled.value):
            log.warn(
                "scale-missing", figure.cell, f"{figure.printed} beside {scaled.printed}",
                f"a figure with its scale, such as {figure.printed}{scaled.scale}",
                f"If {figure.printed}{scaled.scale} is meant, type the {scaled.scale} as well.",
            )  # fmt: skip
