"""Which lines of a block a total may be made of: its section, the totals above it, the groups, what stands beneath."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from kccxl.tables.blocks import Line
from kccxl.tables.total_names import Naming, names_net, names_total

Way: TypeAlias = "tuple[tuple[Line, int], ...]"
"""Lines, each with 1 where it is added and -1 where it is taken off."""

_OF_ALL = re.compile(r"grand|overall|all\b", re.IGNORECASE)
_LESS = re.compile(r"(?:less|minus|deduct)\b", re.IGNORECASE)
_FURTHEST = 40


class Above:
    """The lines of a block as far as they are read: which are totals, and which of them no other total covers yet."""

    def __init__(self, lines: Sequence[Line], never: frozenset[int]) -> None:
        self.lines = lines
        self.never = never
        self.totals: list[int] = []
        self.tops: list[int] = []
        self.silent_tops: list[int] = []
        """As ``tops``, where rows that bear no name but are the sum of those above them count as totals, too."""

    def add_item(self, at: int) -> None:
        """Take the next line for no total."""
        self.tops.append(at)
        found = _sum_of_last(self.lines, self.silent_tops, at, self.never)
        if found:
            del self.silent_tops[-found:]
        self.silent_tops.append(at)

    def add_total(self, at: int, addends: Way) -> None:
        """Take the next line for the total of these."""
        covered = {line.at for line, _ in addends}
        self.totals.append(at)
        for tops in (self.tops, self.silent_tops):
            last = max((n for n, top in enumerate(tops) if self.lines[top].at in covered), default=-1)
            first = min((n for n, top in enumerate(tops) if self.lines[top].at in covered), default=last + 1)
            tops[first : last + 1] = [at]
            if at not in tops:
                tops.append(at)

    def ways(self, at: int, naming: Naming) -> Iterator[Way]:
        """The ways in which a line may be made of others, the likeliest first."""
        seen: set[tuple[int, ...]] = set()
        for way in self._all_ways(at, naming):
            seen_alone = tuple((line, sign) for line, sign in way if not line.hidden)
            taken_off = tuple((line, -1 if _LESS.match(line.label) else sign) for line, sign in way)
            for each in (way, seen_alone, taken_off):
                key = tuple(sign * (line.at + 1) for line, sign in each)
                if each and key not in seen:
                    seen.add(key)
                    yield each

    def groups(self, at: int, column: int) -> Way:
        """The groups that this column alone tells from their parts; none where it tells none."""
        items = [n for n in range(at) if n not in set(self.totals) and column in self.lines[n].figures]
        others = {each for n in items for each in self.lines[n].figures} - {column}
        return self._added(_groups(self.lines, items, others))

    def _all_ways(self, at: int, naming: Naming) -> Iterator[Way]:
        lines, total = self.lines, self.lines[at]
        above = lines[:at]
        items = [n for n in range(at) if n not in set(self.totals)]
        since = [n for n in items if not self.totals or n > self.totals[-1]]
        of_all = bool(_OF_ALL.match(total.label))
        if since and not of_all:
            yield self._added(since)
            nearest = lines[since[-1]].part
            yield self._added([n for n in since if lines[n].part == nearest])
        yield self._added(items)
        yield self._added(self.tops)
        yield self._added(self.silent_tops)
        if self.totals and since:
            yield self._added([self.totals[-1], *since])
        for chosen in (items, since):
            yield self._added(_groups(lines, chosen, self.never))
        if naming and total.names:
            yield self._added([n for n in items if lines[n].names[-1:] == total.names[-1:]])
        if naming >= Naming.QUALIFIED:
            yield from self._beneath(at)
        if names_net(total.label):
            yield from self._taken_off(above)

    def _beneath(self, at: int) -> Iterator[Way]:
        """What follows a total that stands above its items: its part, all up to the next total, all."""
        rest = range(at + 1, len(self.lines))
        named = [n for n in rest if is_named(self.lines[n])]
        until = [n for n in rest if not named or n < named[0]]
        yield self._added([n for n in until if self.lines[n].part == self.lines[at].part])
        yield self._added(until)
        yield self._added([n for n in rest if n not in named])
        yield self._added(named)

    def _taken_off(self, above: Sequence[Line]) -> Iterator[Way]:
        """What is left of the first total, or the one before last, after the others are taken off."""
        for tops in (
            [self.lines[n] for n in self.tops],
            [self.lines[n] for n in self.silent_tops],
            list(above),
        ):
            for chosen in (tops, tops[-2:]):
                if len(chosen) > 1:
                    yield ((chosen[0], 1), *((line, -1) for line in chosen[1:]))

    def _added(self, places: Sequence[int]) -> Way:
        return tuple((self.lines[n], 1) for n in places)


def is_named(line: Line) -> bool:
    """Whether one of a line's names, or all of them together, are those of a total."""
    return any(names_total(name) for name in (*line.names, line.label))


def _sum_of_last(lines: Sequence[Line], tops: Sequence[int], at: int, never: frozenset[int]) -> int:
    """How many of the last lines add up to this one in every column, two of them or more; 0 for none."""
    wanted = {column: figure.exact for column, figure in lines[at].figures.items() if column not in never}
    if sum(bool(value) for value in wanted.values()) < 2:
        return 0
    counts = _counts(wanted, [lines[top] for top in reversed(tops[-_FURTHEST:])])
    return next((count for count in counts if count > 1), 0)


def _counts(wanted: Mapping[int, Decimal], lines: Sequence[Line]) -> Iterator[int]:
    """How many of the first of these lines add up to what is wanted, in one column and then in all the others."""
    probe = next((column for column, value in wanted.items() if value), None)
    if probe is None:
        return
    sum_of_probe = Decimal(0)
    for count, line in enumerate(lines, start=1):
        if probe in line.figures:
            sum_of_probe += line.figures[probe].exact
        if sum_of_probe == wanted[probe] and all(
            _sum(lines[:count], column) == value for column, value in wanted.items()
        ):
            yield count


def _sum(lines: Sequence[Line], column: int) -> Decimal:
    return sum((line.figures[column].exact for line in lines if column in line.figures), Decimal(0))


def _groups(lines: Sequence[Line], chosen: Sequence[int], never: Collection[int]) -> list[int]:
    """The lines that are the sum of those right beneath them, where a table prints groups above their parts."""
    found: list[int] = []
    place = 0
    while place < len(chosen):
        found.append(chosen[place])
        place += 1 + _parts([lines[n] for n in chosen[place : place + 1 + _FURTHEST]], never)
    return found if len(found) < len(chosen) else []


def _parts(lines: Sequence[Line], never: Collection[int]) -> int:
    """How many lines right beneath the first add up to it in every column; 0 for none, one alone in one column is chance."""
    group = {column: figure.exact for column, figure in lines[0].figures.items() if column not in never}
    filled = sum(map(bool, group.values()))
    return next((count for count in _counts(group, lines[1:]) if filled + count > 2), 0)
