"""How the lines of a table of money roll up: which total is over all of them, and what each total is made of.

Domain rule "Directorate budget": rows are cast. What a total is made of serves to fill its blank cells, to mark
what does not add up, and to count nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kccxl.reports.money.amounts import Scales, shift
from kccxl.reports.money.line import LineKind, MoneyLine
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.sums import addends_of, adds_up, column_cast
from kccxl.rules.casting import Verdict
from kccxl.tables.cells import Kind
from kccxl.tables.finder import Found
from kccxl.tables.grid import cell_name
from kccxl.tables.totals import Casting

_RANKS = (Verdict.AGREES, Verdict.ROUNDING, Verdict.DIFFERS)
_OF_ALL = re.compile(r"grand|overall|all\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slip:
    """A total that is not what its lines add up to, in pounds; ``rounding``: no further than rounding carries it."""

    recomputed: Decimal
    rounding: bool


@dataclass(frozen=True, slots=True)
class RollUp:
    """What the totals of a table are made of; lines are named by their position.

    Args (fields):
        grand: the total over all items, where the table has one.
        addends: the lines each total is made of.

    """

    grand: int | None
    addends: Mapping[int, Sequence[int]]

    def in_order(self) -> list[int]:
        """Return the totals, those that others are made of first.

        >>> RollUp(None, {2: [0, 4], 4: [3]}).in_order()
        [4, 2]
        """
        waiting, ordered = set(self.addends), list[int]()
        while waiting:
            free = sorted(at for at in waiting if not waiting & set(self.addends[at]))
            ordered += free or sorted(waiting)
            waiting -= set(ordered)
        return ordered


def roll_up(lines: Sequence[MoneyLine], names: Sequence[str]) -> RollUp:
    """Work out how the lines of a table roll up, by the columns of these names.

    >>> from kccxl.tables.cells import read_figure
    >>> figures = [("ICT", "£10"), ("Property", "£30"), ("Total", "£40")]
    >>> lines = [
    ...     MoneyLine(label, LineKind.TOTAL if label == "Total" else LineKind.ITEM, amounts={"budget": read_figure(each)})
    ...     for label, each in figures
    ... ]
    >>> found = roll_up(lines, ["budget"])
    >>> found.grand, found.addends[2]
    (2, [0, 1])
    """
    addends: dict[int, Sequence[int]] = {}
    for at, line in enumerate(lines):
        if line.kind is LineKind.TOTAL:
            parts = addends_of(lines, at, names)
            addends[at] = [place for place, each in enumerate(lines) if any(each is part for part in parts)]
    _close(lines, names, addends)
    return RollUp(_grand(lines, addends, names), addends)


def recast(
    castings: Sequence[Casting],
    table: Found,
    lines: Sequence[MoneyLine],
    computed: Collection[tuple[int, str]],
    sums: RollUp,
    settings: MoneySettings,
) -> list[Casting]:
    """Cast the totals over lines whose blank cells are computed anew, with what was computed.

    So are totals under another name (Net Cost of Services), which cells alone do not tell, and totals beneath such
    ones, which add up from their lines but not from the cells above.

    Args:
        castings: of the table, by its cells alone.
        table: where the lines stand.
        lines: with what was computed filled in.
        computed: which amounts were, by position and column.
        sums: how the lines roll up.
        settings: of the workbook.

    """
    castings = of_totals(castings, lines)
    verdicts = {(each.row, each.column): each.cast.verdict for each in castings}
    anew = {}
    for at, parts in sums.addends.items():
        for name in lines[at].amounts:
            place = lines[at].row, table.columns[name]
            casting = None if (at, name) in computed else _casting(table, lines, at, parts, name, settings)
            if casting is None:
                continue
            better = place in verdicts and _RANKS.index(casting.cast.verdict) < _RANKS.index(verdicts[place])
            if better or place not in verdicts or any((part, name) in computed for part in parts):
                anew[place] = casting
    kept = [each for each in castings if (each.row, each.column) not in anew]
    return sorted([*kept, *anew.values()], key=lambda each: (each.row, each.column))


def of_totals(castings: Sequence[Casting], lines: Sequence[MoneyLine]) -> list[Casting]:
    """Return the castings of rows that were read, and down a column those of rows that were read as totals.

    By its name alone a service such as Total Facilities Management would be cast; so would what was left out.
    """
    rows = {line.row for line in lines}
    totals = {line.row for line in lines if line.kind is LineKind.TOTAL}
    return [each for each in castings if each.row in (totals if _is_down(each) else rows)]


def _is_down(casting: Casting) -> bool:
    letters = casting.cell.rstrip("0123456789")
    return all(cell.rstrip("0123456789") == letters for cell in casting.addends)


def _casting(
    table: Found,
    lines: Sequence[MoneyLine],
    at: int,
    parts: Sequence[int],
    name: str,
    settings: MoneySettings,
) -> Casting | None:
    total, added = lines[at], [lines[part] for part in parts if lines[part].amount(name).known]
    cast = column_cast(added, total, name)
    if cast is None:
        return None
    column, power = table.columns[name], power_of(table, name, settings)
    cells = [cell_name(line.row, column) for line in added]
    return Casting(
        table.grid.sheet,
        cell_name(total.row, column),
        total.label,
        cells,
        total.amount(name),
        replace(
            cast,
            printed=shift(cast.printed, -power),
            recomputed=shift(cast.recomputed, -power),
            difference=shift(cast.difference, -power),
            allowance=shift(cast.allowance, -power),
        ),
    )


def power_of(table: Found, name: str, settings: MoneySettings) -> int:
    """Return how many noughts the figures of a column leave out."""
    scale = Scales.of(table, [name], settings).by_column[name]
    return scale.power if scale else 0


def slips_of(
    line: MoneyLine, table: Found, castings: Sequence[Casting], settings: MoneySettings
) -> dict[str, Slip]:
    """Return which amounts of a total its lines do not add up to, by column."""
    names = {table.columns[name]: name for name in line.amounts}
    found = {
        names[casting.column]: casting.cast
        for casting in castings
        if casting.sheet == table.grid.sheet and casting.row == line.row and casting.column in names
        if casting.cast.verdict is not Verdict.AGREES
    }
    return {
        name: Slip(shift(cast.recomputed, power_of(table, name, settings)), cast.verdict is Verdict.ROUNDING)
        for name, cast in found.items()
    }


def filled(line: MoneyLine, amounts: Mapping[str, Decimal | None]) -> MoneyLine:
    """Return a line with these amounts, in pounds, where it has none of its own, as exact as those it has."""
    places = [
        figure.decimals for figure in line.amounts.values() if figure.known and figure.decimals is not None
    ]
    blank = {
        name: replace(
            line.amount(name), kind=Kind.NUMBER, value=amount, unit="£", decimals=max(places, default=None)
        )
        for name, amount in amounts.items()
        if amount is not None and name in line.amounts and not line.amount(name).known
    }
    return replace(line, amounts={**line.amounts, **blank})


def _close(lines: Sequence[MoneyLine], names: Sequence[str], addends: dict[int, Sequence[int]]) -> None:
    """Let a last total be that of all items where it is, even if it is that of some of them as well."""
    last = len(lines) - 1
    items = [at for at, line in enumerate(lines) if line.kind is LineKind.ITEM]
    if (
        last in addends
        and not set(items) <= covered_by(last, addends)
        and adds_up([lines[at] for at in items], lines[last], names)
    ):
        addends[last] = items


def _grand(
    lines: Sequence[MoneyLine], addends: Mapping[int, Sequence[int]], names: Sequence[str]
) -> int | None:
    """The total over all items: one that covers them, or the last line, which by its place or name can be nothing else.

    A last line that is the sum of some lines, but not of all, is none.
    """
    items = {at for at, line in enumerate(lines) if line.kind is LineKind.ITEM}
    covering = [at for at in sorted(addends, reverse=True) if items <= covered_by(at, addends)]
    if covering:
        return covering[0]
    last = len(lines) - 1
    if last not in addends or adds_up([lines[part] for part in addends[last]], lines[last], names):
        return None
    alone = len(addends) == 1 or _OF_ALL.match(lines[last].label) or lines[last - 1].kind is LineKind.TOTAL
    return last if alone else None


def covered_by(total: int, addends: Mapping[int, Sequence[int]]) -> set[int]:
    """Return all that a total is made of: its lines, and the lines of the totals among them.

    >>> sorted(covered_by(5, {5: [2, 4], 2: [0, 1]}))
    [0, 1, 2, 4]
    """
    found = set[int]()
    waiting = list(addends[total])
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.add(at)
            waiting += addends.get(at, ())
    return found
