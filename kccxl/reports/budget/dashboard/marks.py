"""Marks on sums that do not add up, and the foot notes that give the recomputed figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kccxl.reports.budget.casting import IDENTITIES
from kccxl.reports.budget.model import Recast, Results
from kccxl.reports.budget.specs import FTE
from kccxl.reports.money.printing import shown
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.paper.wording import listing
from kccxl.rules.casting import Verdict
from kccxl.rules.exact import exact_difference
from kccxl.rules.rounding import show
from kccxl.sheets.sheet import Cell
from kccxl.tables.cells import Figure

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
FTE_DECIMALS = 1


class Marks:
    """Gives out the marks of one sheet, in the order in which its cells are laid."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self._differing: list[list[Recast]] = []
        self._rounded: list[Recast] = []

    def mark(self, cell: Cell, figure: Figure) -> Cell:
        """Return the cell of a figure, with a mark behind it if it is a sum that does not add up."""
        if not figure.cell:
            return cell
        self._rounded += self.results.recasts_of(figure.cell, Verdict.ROUNDING)
        found = self.results.recasts_of(figure.cell, Verdict.DIFFERS)
        if not found:
            return cell
        self._differing.append(found)
        look = _marked(cell.style.number_format, _raised(len(self._differing)))
        return replace(cell, style=replace(cell.style, number_format=look))

    def notes(self) -> Iterator[str]:
        """Yield the foot notes."""
        for number, recasts in enumerate(self._differing, start=1):
            said = [in_words(recast, self.results.settings) for recast in recasts]
            yield f"{_raised(number)} {' '.join(said)}"
        if self._rounded:
            said = [in_words(recast, self.results.settings) for recast in self._rounded]
            yield f"Each figure is rounded on its own, which explains small differences. {' '.join(said)}"


def in_words(recast: Recast, settings: MoneySettings) -> str:
    """Say of a sum what it is and what its addends come to, in the unit that is printed."""
    value = recast.casting.printed.exact
    difference = exact_difference(value, recast.recomputed)
    way = "high" if difference > 0 else "low"
    added = _added(recast)
    printed, again, gap = (
        _print(each, recast.name, settings) for each in (value, recast.recomputed, difference)
    )
    return f"{recast.casting.label}: {printed} is {gap.lstrip('-')} too {way}; {added} to {again}."


def _added(recast: Recast) -> str:
    if not recast.across:
        return "the lines of the column add up"
    parts = [part.replace("_", " ") for part in IDENTITIES[recast.name]]
    return f"{listing(parts)} of the row add up"


def _print(value: Decimal, name: str, settings: MoneySettings) -> str:
    if name == FTE:
        return show(value, "", FTE_DECIMALS)
    return show(shown(value, settings), "", settings.decimals)


def _raised(number: int) -> str:
    return str(number).translate(_RAISED)


def _marked(number_format: str, mark: str) -> str:
    """Return a format that prints a mark in the room on the right; mark and blank are as wide as an M.

    >>> _marked("#,##0.0_M", "¹")
    '#,##0.0"¹"_s'
    """
    return number_format.replace("_M", f'"{mark}"_s')
