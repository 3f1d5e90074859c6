"""Finds the total rows and total columns of any table on a sheet by itself, and re-adds them.

Domain rule "Directorate budget": rows and columns are cast. A table here is a run of rows with a label and figures;
a total is known by its name (``Total S&CS``, ``Overall``, ``All grants``, ``Net cost``), or, as the last row or column,
by being the sum of the others wherever it has figures. Rates, percentages and averages are never added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from kccxl.rules.casting import Cast, Verdict, cast
from kccxl.tables.accounting import CREDIT, DEBIT
from kccxl.tables.added import Added, filled
from kccxl.tables.blocks import Block, Line, find_blocks
from kccxl.tables.cells import Figure
from kccxl.tables.grid import Grid, cell_name
from kccxl.tables.never_added import NotSums
from kccxl.tables.sum_ways import Above, Way
from kccxl.tables.total_names import Naming, is_running, naming_of, naming_of_caption

_LEAST, _SIXTEENTH = Decimal("1E-9"), Decimal("1E-15")
_NEAR = {Naming.PLAIN: Decimal("0.25"), Naming.QUALIFIED: Decimal("0.25"), Naming.PERHAPS: Decimal("0.1")}
"""How far off, of its sum, a total may be that no other column bears out, and still be taken for a wrong one."""
_PERHAPS_NEAR = Decimal("0.5")
"""The same, of a line that may be an item, where as many columns bear it out as do not."""
_STRONG = 3
"""How many columns must bear out a row without a name before another that does not is called wrong."""


@dataclass(frozen=True, slots=True)
class Casting:
    """A total found on a sheet, re-added: its cell, its label, the cells added, and what came of it.

    A cell that is taken off has a minus before its name. ``unread`` are cells among the addends that hold no figure,
    where these leave open whether the total is right.
    """

    sheet: str
    cell: str
    label: str
    addends: Sequence[str]
    printed: Figure
    cast: Cast
    unread: Sequence[str] = ()

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
            **({"unread": list(self.unread)} if self.unread else {}),
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
        if self.cast.verdict is Verdict.UNCHECKED:
            return "cannot be checked"
        return "does not add up"


def find_castings(grid: Grid, *, known: bool = False) -> list[Casting]:
    """Find and re-add every total of a sheet, in reading order.

    Args:
        grid: the sheet.
        known: it holds a known table of amounts alone, of which each row called a total is one, however far off; rows
            and columns that only their figures, or a name items may have, tell to be totals are left to its report.

    """
    found: list[Casting] = []
    for block in find_blocks(grid):
        found += _Axis(grid, block, down=True, known=known).castings()
        turned = block.turned(grid.hidden_columns)
        found += _Axis(grid, turned, down=False, known=known).castings()
    return sorted(found, key=lambda casting: _position(casting.cell))


class _Axis:
    """The lines of a block, all rows or all columns, of which some are the totals of others."""

    def __init__(self, grid: Grid, block: Block, *, down: bool, known: bool) -> None:
        self._grid, self._down, self._known = grid, down, known
        self._lines = list(block.lines)
        self._captions = {at: " ".join(names) for at, names in block.captions.items()}
        self._not_sums = NotSums.of(grid, block, down=down)

    def castings(self) -> Iterator[Casting]:
        above = Above(self._lines, self._not_sums.never)
        for at, line in enumerate(self._lines):
            naming = self._naming(line)
            last = at == len(self._lines) - 1 and not self._known
            added = self._settled(above, at, naming) if at + 1 < len(self._lines) or naming or last else None
            if added is None or not (naming or last):
                above.add_item(at)
                continue
            above.add_total(at, added.way)
            yield from self._castings_of(line, added)

    def _naming(self, line: Line) -> Naming:
        name = naming_of if self._down else naming_of_caption
        naming = max(map(name, (*line.names, line.label)), default=Naming.NONE)
        return Naming.NONE if self._known and naming is Naming.PERHAPS else naming

    def _settled(self, above: Above, at: int, naming: Naming) -> Added | None:
        """The way that fits a line best, if by it the line is a total."""
        if not naming and at + 1 < len(self._lines):
            return None
        ways = [self._added(way, self._lines[at], naming) for way in above.ways(at, naming)]
        best = min((each for each in ways if each.casts), key=lambda each: each.misfit, default=None)
        if best is None:
            return None
        best = self._by_groups(best, above, at) if naming else best
        return best if self._is_total(best, self._lines[at], naming) else None

    def _by_groups(self, added: Added, above: Above, at: int) -> Added:
        """The same, with columns that add up only once their groups are told from their parts."""
        line, casts = self._lines[at], dict(added.casts)
        for column, found in added.casts.items():
            if found.verdict in (Verdict.AGREES, Verdict.ROUNDING):
                continue
            way = above.groups(at, column)
            figures = [(each.figures[column], sign) for each, sign in way]
            if (
                len(way) > 1
                and (again := self._cast(figures, line.figures[column])).verdict is Verdict.AGREES
            ):
                casts[column] = again
        return replace(added, casts=casts)

    def _is_total(self, added: Added, line: Line, naming: Naming) -> bool:
        agreeing, wrong = added.agreeing, len(added.differing)
        if not naming:
            return self._bears_out(added, line)
        if not wrong and (agreeing or self._down):
            return naming >= Naming.QUALIFIED or (agreeing > 0 and len(added.way) > 1)
        above = added.is_above(line)
        if self._known and self._down and above:
            return True
        surely = naming is Naming.PLAIN or (naming is Naming.QUALIFIED and above)
        needed = wrong if surely or self._down else 2 * wrong
        if agreeing and agreeing >= needed and (surely or (above and added.is_near(_PERHAPS_NEAR))):
            return True
        if naming is Naming.PLAIN and above and self._down and added.is_of_few:
            return True
        near = _NEAR[naming if above else Naming.PERHAPS]
        return self._down and added.is_near(near) and (surely or added.is_largest(line))

    def _bears_out(self, added: Added, line: Line) -> bool:
        """Whether figures alone show a total: all of them, or so many that another can only be a slip."""
        if added.alone or any(sign < 0 for _, sign in added.way) or len(added.way) < 2:
            return False
        sums = [
            at
            for at, each in added.casts.items()
            if each.verdict is Verdict.AGREES and filled(added.way, at) > 1
        ]
        if len(added.casts) == len(sums):
            return len(sums) > 1 or (
                len(sums) == 1 and filled(added.way, sums[0]) > 2 and self._is_all(added, line)
            )
        off = [each for each in added.casts.values() if each.verdict is not Verdict.AGREES]
        return len(sums) >= _STRONG and len(sums) >= 2 * len(off) and added.is_near(_NEAR[Naming.PLAIN])

    def _is_all(self, added: Added, line: Line) -> bool:
        """Whether a way takes all the lines above, or all that are seen: some of them may add up by chance."""
        above = [each for each in self._lines if each.at < line.at]
        return len(added.way) in (len(above), sum(not each.hidden for each in above))

    def _added(self, way: Way, total: Line, naming: Naming) -> Added:
        """Re-add a line in one way; one without a name is given up where too many figures speak against it."""
        casts: dict[int, Cast] = {}
        unread: dict[int, list[int]] = {}
        alone: set[int] = set()
        odd = 0
        for at in [each for each in total.figures if each not in self._not_sums.never]:
            lost = [
                line.at for line, _ in way if at in line.unread or _has_words(line, at, total.figures[at])
            ]
            addends = [(line.figures[at], sign) for line, sign in way if at in line.figures]
            if not addends or (len(addends) < 2 and not self._down):
                if total.figures[at].value and not lost and self._down:
                    alone.add(at)
                continue
            found = self._cast_or_closing(addends, total.figures[at], at, naming)
            odd += found.verdict is Verdict.DIFFERS
            if not naming and odd > _STRONG + len(casts) // 2:
                return Added(way, {}, {})
            if found.verdict is not Verdict.AGREES:
                if not self._known and self._not_sums.is_no_sum(at, [line for line, _ in way], total):
                    continue
                if lost:
                    found, unread[at] = found.unchecked, lost
            casts[at] = found
        return Added(way, casts, unread, frozenset(alone))

    def _cast_or_closing(
        self, addends: Sequence[tuple[Figure, int]], printed: Figure, at: int, naming: Naming
    ) -> Cast:
        found = self._cast(addends, printed)
        if naming >= Naming.QUALIFIED and self._is_closing(found, addends, at):
            return self._cast(addends[-1:], printed)
        return found

    def _is_closing(self, found: Cast, addends: Sequence[tuple[Figure, int]], at: int) -> bool:
        """Whether the total of a level (cases open by quarter) is its closing figure rather than a sum."""
        if found.verdict is Verdict.AGREES or addends[-1][0].exact != found.printed or len(addends) < 2:
            return False
        return not self._down or is_running(self._captions.get(at, ""))

    def _cast(self, addends: Sequence[tuple[Figure, int]], printed: Figure) -> Cast:
        found = cast(
            [figure.exact for figure, _ in addends],
            printed.exact,
            decimals=[_places(figure) for figure, _ in addends],
            printed_decimals=_places(printed),
            signs=[sign for _, sign in addends],
        )
        dust = _dust([found.printed, *(figure.exact for figure, _ in addends)])
        return found.agreed if abs(found.difference) <= dust else found

    def _castings_of(self, line: Line, added: Added) -> Iterator[Casting]:
        for at, found in added.casts.items():
            way = [(each, sign) for each, sign in added.way if at in each.figures]
            if len(way) > 1 and found.verdict is Verdict.AGREES and found.recomputed != _sum(way, at):
                way = way[-1:] if way[-1][0].figures[at].exact == found.printed else way
            cells = [f"{'-' if sign < 0 else ''}{self._cell(each.at, at)}" for each, sign in way]
            label = line.label if self._down else self._captions.get(at, "")
            unread = [self._cell(each, at) for each in added.unread.get(at, ())]
            yield Casting(
                self._grid.sheet, self._cell(line.at, at), label, cells, line.figures[at], found, unread
            )

    def _cell(self, line: int, across: int) -> str:
        return cell_name(line, across) if self._down else cell_name(across, line)


def _has_words(line: Line, at: int, total: Figure) -> bool:
    """Whether an addend says more than its figure (12 posts), and other than its total says."""
    words = line.figures[at].words if at in line.figures else ""
    return bool(words) and words not in (CREDIT, DEBIT, total.words)


def _sum(way: Sequence[tuple[Line, int]], at: int) -> Decimal:
    return sum((sign * line.figures[at].exact for line, sign in way), Decimal(0))


def _dust(figures: Sequence[Decimal]) -> Decimal:
    """How far a sum of stored figures may be out because they are binary: by units of their sixteenth digit."""
    return max(_LEAST, max(map(abs, figures)) * len(figures) * _SIXTEENTH)


def _places(figure: Figure) -> int | None:
    """Decimals of a figure; a plain whole number is a count, which is not rounded."""
    return None if figure.decimals == 0 and not figure.unit and not figure.scale else figure.decimals


def _position(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    return int(cell[len(letters) :]), len(letters), letters
