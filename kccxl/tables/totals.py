"""Finds the total rows and total columns of any table on a sheet by itself, and re-adds them.

Domain rule "Directorate budget": rows and columns are cast. A table here is a run of rows with a label and figures;
a total is known by its name (``Total``, ``Total S&CS``, ``Grand Total``, ``Gross expenditure``, ``Net cost``,
``Expected total``). Percentages are never added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kccxl.rules.casting import Cast, Verdict, cast
from kccxl.tables.blocks import Block, Line, find_blocks
from kccxl.tables.cells import Figure
from kccxl.tables.grid import Grid, cell_name
from kccxl.tables.spec import caption_of
from kccxl.tables.total_names import names_total

_TOTAL_COLUMN = re.compile(
    r"(?:.*\b)?totals?|total\b.*|gross(?: expenditure| cost| budget)?|net(?: cost| expenditure)?|annual total"
)

_LEAST, _SIXTEENTH = Decimal("1E-9"), Decimal("1E-15")
_UNIT = re.compile(r"£\S*|\b0*00s\b")


@dataclass(frozen=True, slots=True)
class Casting:
    """A total found on a sheet, re-added: its cell, its label, the cells added, and what came of it."""

    sheet: str
    cell: str
    label: str
    addends: Sequence[str]
    printed: Figure
    cast: Cast

    def as_json(self) -> dict[str, Any]:
        """The casting as the JSON contract gives it; amounts are in the unit of the sheet, as strings."""
        return {
            "sheet": self.sheet,
            "cell": self.cell,
            "label": self.label,
            "printed": format(self.cast.printed, "f"),
            "recomputed": format(self.cast.recomputed, "f"),
            "difference": format(self.cast.difference, "f"),
            "verdict": self.cast.verdict.value,
            "explained_by_rounding": self.cast.explained_by_rounding,
            "addends": list(self.addends),
        }

    @property
    def row(self) -> int:
        """The row of the total, from 0."""
        return _position(self.cell)[0] - 1

    @property
    def column(self) -> int:
        """The column of the total, from 0."""
        letters = _position(self.cell)[2]
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        return number - 1

    @property
    def in_words(self) -> str:
        """What came of it, for officers."""
        if self.cast.verdict is Verdict.AGREES:
            return "adds up" if len(self.addends) > 1 else "is the closing figure"
        if self.cast.verdict is Verdict.ROUNDING:
            return "differs by no more than rounding explains"
        return "does not add up"


def find_castings(grid: Grid) -> list[Casting]:
    """Find and re-add every total of a sheet, in reading order."""
    found: list[Casting] = []
    for block in find_blocks(grid):
        found += _down(grid, block)
        found += _across(grid, block)
    return sorted(found, key=lambda casting: _position(casting.cell))


def _names_total(text: str) -> bool:
    """Whether a column's caption names a total, whatever unit stands beneath it."""
    return bool(_TOTAL_COLUMN.fullmatch(" ".join(_UNIT.sub(" ", caption_of(text)).split())))


def _down(grid: Grid, block: Block) -> Iterator[Casting]:
    """Re-add the total rows of a block, column by column."""
    lines = block.lines
    for place, line in enumerate(lines):
        if not names_total(line.label):
            continue
        ways = [way for way in _addends_above(lines[:place], line) if way]
        for column, printed in line.figures.items():
            if printed.unit == "%" or not _additive(lines[:place], column):
                continue
            candidates = [
                [(way.row, column, way.figures[column]) for way in rows if column in way.figures]
                for rows in ways
            ]
            casting = _best(grid, line, column, printed, [rows for rows in candidates if rows])
            if casting is not None:
                yield casting


def _addends_above(lines: Sequence[Line], total: Line) -> Iterator[list[Line]]:
    """Which rows a total may be made of: its own section, all rows but totals, the totals alone, or the groups alone."""
    totals = [place for place, line in enumerate(lines) if names_total(line.label)]
    section = list(lines[totals[-1] + 1 :]) if totals else list(lines)
    everything = [line for line in lines if not names_total(line.label)]
    if not re.match(r"grand|overall", total.label, re.IGNORECASE):
        yield section
    yield everything
    if totals:
        yield [lines[place] for place in totals] + section
    yield _groups(everything)


def _groups(lines: Sequence[Line]) -> list[Line]:
    """The rows that are the sum of those right beneath them, where a table prints groups above their parts."""
    found: list[Line] = []
    place = 0
    while place < len(lines):
        found.append(lines[place])
        place += 1 + _parts(lines, place)
    return found if len(found) < len(lines) else []


def _parts(lines: Sequence[Line], place: int) -> int:
    """How many rows right beneath one add up to it in every column; 0 for none."""
    group = lines[place].figures
    sums = dict.fromkeys(group, 0 * next(iter(group.values())).exact) if group else {}
    for count, line in enumerate(lines[place + 1 :], start=1):
        for column, figure in line.figures.items():
            if column in sums:
                sums[column] += figure.exact
        if sums and all(sums[column] == figure.exact for column, figure in group.items()):
            return count
    return 0


def _across(grid: Grid, block: Block) -> Iterator[Casting]:
    """Re-add the total columns of a block, row by row; a column that no row bears out is no total."""
    totals = [column for column, text in sorted(block.captions.items()) if _names_total(text)]
    for place, column in enumerate(totals):
        since = totals[place - 1] if place else -1
        left = [other for other in block.columns if since <= other < column]
        everything = [other for other in block.columns if other < column and other not in totals]
        found = [
            casting
            for line in block.lines
            if column in line.figures and line.figures[column].unit != "%"
            if (casting := _row_casting(grid, line, column, (left, everything)))
        ]
        agreeing = sum(casting.cast.verdict is not Verdict.DIFFERS for casting in found)
        if 2 * agreeing >= len(found):
            yield from found


def _row_casting(grid: Grid, line: Line, column: int, ways: Sequence[Sequence[int]]) -> Casting | None:
    """Re-add one row; the total of a level (cases open by quarter) is its closing figure, not a sum."""
    candidates = [
        [(line.row, other, line.figures[other]) for other in way if other in line.figures] for way in ways
    ]
    candidates = [rows for rows in candidates if len(rows) > 1]
    if candidates and candidates[-1][-1][2].exact == line.figures[column].exact:
        candidates.append(candidates[-1][-1:])
    return _best(grid, line, column, line.figures[column], candidates)


def _best(
    grid: Grid, line: Line, column: int, printed: Figure, ways: Sequence[Sequence[tuple[int, int, Figure]]]
) -> Casting | None:
    """The way of adding that comes nearest to the printed total."""
    if not ways:
        return None
    casts = [
        (cast([f.exact for *_, f in way], printed.exact, decimals=[_places(f) for *_, f in way],
              printed_decimals=_places(printed)), way)
        for way in ways
    ]  # fmt: skip
    best, way = min(casts, key=lambda pair: abs(pair[0].difference))
    cells = [cell_name(row, place) for row, place, _ in way]
    if abs(best.difference) <= _dust([best.printed, *(figure.exact for *_, figure in way)]):
        best = best.agreed
    return Casting(grid.sheet, cell_name(line.row, column), line.label, cells, printed, best)


def _dust(figures: Sequence[Decimal]) -> Decimal:
    """How far a sum of stored figures may be out because they are binary: by units of their sixteenth digit."""
    return max(_LEAST, max(map(abs, figures)) * len(figures) * _SIXTEENTH)


def _places(figure: Figure) -> int | None:
    """Decimals of a figure; a plain whole number is a count, which is not rounded."""
    return None if figure.decimals == 0 and not figure.unit and not figure.scale else figure.decimals


def _additive(lines: Sequence[Line], column: int) -> bool:
    return not any(line.figures[column].unit == "%" for line in lines if column in line.figures)


def _position(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), len(letters), letters
