"""Keep an officer's formulas alive when a sheet they refer to is replaced by a new one.

Excel lets formulas follow a sheet that is renamed and breaks them when it is deleted. So the formulas that name a
sheet are noted first, and entered again once the new sheet bears its title.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlwings as xw

from kccxl.files.graft_titles import NewNames, rename_in_formula
from kccxl.tables.grid import Grid, Position, cell_name

_UNKNOWN_NAME = -2147352570  # DISP_E_UNKNOWNNAME


@dataclass(frozen=True, slots=True)
class Referring:
    """A formula of an officer's sheet, and the titles of sheets it names."""

    sheet: str
    cell: str
    formula: str
    titles: frozenset[str]

    @property
    def place(self) -> str:
        """Sheet and cell."""
        return f"{self.sheet}!{self.cell}"

    def enter(self, book: xw.Book) -> None:
        """Enter the formula again, as it was noted."""
        cell = book.sheets[self.sheet].range(self.cell)
        try:
            cell.formula2 = self.formula
        except Exception as fault:
            if not _is_unknown(fault):
                raise
            cell.formula = self.formula


@dataclass(frozen=True, slots=True)
class ReferringName:
    """A name of the workbook that refers to a sheet."""

    name: str
    refers_to: str
    titles: frozenset[str]
    sheet: str = ""

    @property
    def place(self) -> str:
        """How officers know it."""
        return f"the name {self.name}"

    def enter(self, book: xw.Book) -> None:
        """Let it refer again to what was noted."""
        book.names[self.name].refers_to = self.refers_to


def formulas_of(sheet: xw.Sheet, grid: Grid) -> dict[Position, str]:
    """Return the formulas of a sheet by cell; a text that reads like one is none, for its value reads the same."""
    used = sheet.used_range
    try:
        found = used.formula2
    except Exception as fault:
        if not _is_unknown(fault):
            raise
        found = used.formula
    top, left = used.row - 1, used.column - 1
    return {
        (top + row, left + column): text
        for row, texts in enumerate(_block(found, used.shape))
        for column, text in enumerate(texts)
        if isinstance(text, str) and text.startswith("=") and grid.at(top + row, left + column) != text
    }


def find_references(
    book: xw.Book, titles: Collection[str], grids: Sequence[Grid], own: Collection[str]
) -> list[Referring | ReferringName]:
    """Return the formulas and names outside kccxl's ``own`` sheets that name any of some sheets."""
    if not titles:
        return []
    by_title = {grid.sheet: grid for grid in grids}
    found: list[Referring | ReferringName] = [
        Referring(sheet.name, cell_name(*place), formula, named)
        for sheet in book.sheets
        if sheet.name not in own and sheet.name in by_title
        for place, formula in formulas_of(sheet, by_title[sheet.name]).items()
        if (named := _named_in(formula, titles))
    ]
    for name in book.names:
        if "!" in name.name:
            continue  # names of a sheet go and come with it
        refers_to = str(name.refers_to)
        if named := _named_in(refers_to, titles):
            found.append(ReferringName(name.name, refers_to, named))
    return found


def _named_in(formula: str, titles: Collection[str]) -> frozenset[str]:
    # a title that no sheet can bear shows whether the formula would be rewritten
    return frozenset(
        title for title in titles if "!" in formula and _rewritten(formula, {title: f"{title}?"}) != formula
    )


def _rewritten(formula: str, titles: Mapping[str, str]) -> str:
    return rename_in_formula(formula, NewNames(titles, {}))


def _is_unknown(fault: Exception) -> bool:
    """Whether a fault says that Excel has no such property: ``Formula2`` came with spilling formulas."""
    return (
        isinstance(fault, NotImplementedError | AttributeError)
        or getattr(fault, "hresult", 0) == _UNKNOWN_NAME
    )


def _block(found: Any, shape: tuple[int, int]) -> Sequence[Sequence[Any]]:
    """Formulas as rows, whatever shape an engine gives them."""
    if not isinstance(found, tuple | list):
        return [[found]]
    if found and isinstance(found[0], tuple | list):
        return found
    return [found] if shape[0] == 1 else [[each] for each in found]
