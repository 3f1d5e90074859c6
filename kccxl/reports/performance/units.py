"""Brings the figures of one indicator to one unit, or says which cell leaves two readings open.

``95%``, 95 and 0.95 formatted as a percentage are the same figure. A bare 0.95 beside ``80%`` is decided by
nobody: it may be 0.95 % or 95 %, and one of them is a wrong colour in public, so the cell is named instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from kccxl.rules.rounding import show
from kccxl.tables.cells import Figure, exact_percent
from kccxl.tables.problems import ProblemLog, Severity

_PERCENT_WORDS = re.compile(r"^\s*%|\bpercentages?\b|\bper cent\b|\(%\)|^\s*proportion of\b", re.IGNORECASE)
_UNIT_WORDS = {"%": "%", "percent": "%", "per cent": "%", "percentage": "%", "£": "£", "gbp": "£",
               "pounds": "£",
               "number": "", "count": "", "no": "", "no.": "", "#": ""}  # fmt: skip
_TIME = re.compile(r"\b(minute|min|hour|hr|day|week|wk|month|year|yr)s?\b", re.IGNORECASE)
_TIMES = {"min": "minute", "hr": "hour", "wk": "week", "yr": "year"}
_TIMES |= {word: word for word in ("minute", "hour", "day", "week", "month", "year")}
_SURELY_POINTS = 20  # a number of which the fraction beside it is hardly a neighbour
_FAR_APART = 100
_MOST_PER_CENT = 1000


def read_unit(text: str) -> str:
    """Return the unit as kccxl prints it.

    >>> read_unit("Percentage"), read_unit("number"), read_unit("days")
    ('%', '', 'days')
    """
    return _UNIT_WORDS.get(text.strip().lower(), text.strip())


def agree(
    figures: Mapping[str, Figure], description: str, stated: str, log: ProblemLog, *, shares: bool = False
) -> tuple[dict[str, Figure], str]:
    """Give all figures of an indicator one unit.

    Args:
        figures: the row's figures by column name.
        description: the indicator's description; ``Percentage of ...`` makes bare figures percentages.
        stated: the unit column's content, empty if there is none.
        log: takes cells that can be read in two ways.
        shares: whether percentages are computed from numerators as well, which are in percent points.

    Returns:
        The figures, percentages in percent points, and the unit (``%``, ``£``, a word, or empty).

    """
    known = {name: figure for name, figure in figures.items() if figure.known}
    marked = {figure.unit for figure in known.values() if figure.unit}
    unit = read_unit(stated) if stated else "%" if "%" in marked else "£" if "£" in marked else ""
    if not unit and not stated and _PERCENT_WORDS.search(description):
        unit = "%"
    _report_strangers(known, unit, stated, log)
    _report_times(known, unit, stated, log)
    _report_missing_scale(known, log)
    _report_thousands(known, unit, log)
    if unit != "%":
        if not unit and not stated:
            _report_mixed(known, log)
        own = ("", unit)
        return {
            n: replace(f, unit=unit) if f.known and f.unit in own else f for n, f in figures.items()
        }, unit
    rated = {name: figure for name, figure in known.items() if name != "previous_year"}
    bare = {n: figure for n, figure in rated.items() if not figure.unit and not _is_one_point(n, rated)}
    fractions = _fractions(bare, shares or any(figure.unit for figure in rated.values()))
    if fractions is None:
        _report_ambiguous(bare, known, log)
        fractions = set()
    before = known.get("previous_year")
    if before is not None and not before.unit and before.value and abs(before.value) <= 1:
        if fractions or not rated:
            fractions = {*fractions, "previous_year"}
        else:
            _report_ambiguous({"previous_year": before}, known, log)
    return {name: _in_points(figure, name in fractions) for name, figure in figures.items()}, unit


def _fractions(bare: Mapping[str, Figure], others_marked: bool) -> set[str] | None:
    """Which bare figures of a percentage are fractions; ``None`` when that cannot be known."""
    small = {name for name, figure in bare.items() if figure.value is not None and 0 < abs(figure.value) <= 1}
    large = {name for name, figure in bare.items() if figure.value is not None and abs(figure.value) > 1}
    if not small:
        return set()
    return small if not large and not others_marked else None


def _is_one_point(name: str, rated: Mapping[str, Figure]) -> bool:
    """Whether a bare 1 is 1 %: a target or floor standard of 1 beside the other of, say, 2 is not 100 %."""
    other = rated.get({"target": "floor", "floor": "target"}.get(name, ""))
    if other is None or other.unit or other.value is None:
        return False
    return rated[name].value == 1 and other.value > 1


def _in_points(figure: Figure, fraction: bool) -> Figure:
    if figure.value is None or figure.unit not in ("", "%"):
        return figure
    if not fraction:
        return replace(figure, unit="%")
    decimals = None if figure.decimals is None else max(0, figure.decimals - 2)
    return replace(figure, unit="%", value=exact_percent(figure.value), decimals=decimals)


def _report_ambiguous(bare: Mapping[str, Figure], known: Mapping[str, Figure], log: ProblemLog) -> None:
    other = next(
        (f.printed for f in known.values() if f.unit == "%" or (f.value and abs(f.value) > 1)),
        "a computed percentage",
    )
    for figure in bare.values():
        if figure.value is not None and 0 < abs(figure.value) <= 1:
            _report_fraction(figure, other, log)


def _report_mixed(known: Mapping[str, Figure], log: ProblemLog) -> None:
    """Report 0.95 beside 75 where no unit is said: one is a fraction, or neither is a percentage."""
    large = next(
        (f.printed for f in known.values() if f.value is not None and abs(f.value) >= _SURELY_POINTS), ""
    )
    for figure in known.values():
        if large and figure.value is not None and 0 < abs(figure.value) < 1:
            _report_fraction(figure, large, log)


def _report_fraction(figure: Figure, other: str, log: ProblemLog) -> None:
    value = figure.value
    assert value is not None
    log.error(
        "percent-or-fraction",
        figure.cell,
        f"{figure.printed} beside {other}",
        f"{exact_percent(value)}% or {value}%, said clearly",
        "Format the cell as a percentage, or type the figure with its % sign; if it is none, state its unit.",
    )


def _report_times(known: Mapping[str, Figure], unit: str, stated: str, log: ProblemLog) -> None:
    """Report 2 weeks beside 10 days, or 90 days for a percentage: the numbers alone would be compared."""
    said = {name: time for name, figure in known.items() if (time := _time_in(figure.words))}
    wanted = _time_in(stated) or (unit if unit in ("%", "£") else next(iter(said.values()), ""))
    for name, time in said.items():
        if time != wanted:
            log.error(
                "units-differ",
                known[name].cell,
                known[name].printed,
                f"a figure in {wanted}",
                "Type all figures of an indicator in one unit.",
            )


def _time_in(words: str) -> str:
    """Return the unit of time a text names, empty if none.

    >>> _time_in("working days"), _time_in("2 wks late"), _time_in("of 5")
    ('day', 'week', '')
    """
    found = _TIME.search(words)
    return _TIMES[found[1].lower()] if found else ""


def _report_strangers(known: Mapping[str, Figure], unit: str, stated: str, log: ProblemLog) -> None:
    for figure in known.values():
        if figure.unit and figure.unit != unit:
            said = (
                f"the unit column says {stated}" if stated else f"the other figures of this row are in {unit}"
            )
            log.error(
                "units-differ",
                figure.cell,
                figure.printed,
                f"a figure in {unit or 'plain numbers'}: {said}",
                "Type all figures of an indicator in one unit.",
            )


def _report_missing_scale(known: Mapping[str, Figure], log: ProblemLog) -> None:
    """Report £20.3 beside £11.0m; where a rating would rest on it, it is an error."""
    scaled = next((f for f in known.values() if f.scale and f.value), None)
    if scaled is None or scaled.value is None:
        return
    for name, figure in known.items():
        if figure.scale or not figure.value or abs(figure.value * _FAR_APART) >= abs(scaled.value):
            continue
        severity = Severity.ERROR if "target" in known and name != "previous_year" else Severity.WARNING
        log.add(
            severity,
            "scale-missing",
            figure.cell,
            f"{figure.printed} beside {scaled.printed}",
            f"a figure with its scale, such as {figure.printed}{scaled.scale}",
            f"If {figure.printed}{scaled.scale} is meant, type the {scaled.scale} as well.",
        )


def _report_thousands(known: Mapping[str, Figure], unit: str, log: ProblemLog) -> None:
    """Report 9700 %: 97 typed as a number into a cell formatted as a percentage by a formula or a paste."""
    for figure in known.values():
        if unit == "%" and figure.unit == "%" and figure.value and abs(figure.value) > _MOST_PER_CENT:
            log.error(
                "percent-or-fraction",
                figure.cell,
                figure.printed,
                f"a percentage such as {show(figure.value / 100, '%')}",
                "Type the figure anew with its % sign.",
            )
