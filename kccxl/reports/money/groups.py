"""Groups that carry figures above their parts: which lines are the sums of those right beneath them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kccxl.reports.money.line import LineKind, MoneyLine
from kccxl.reports.money.sums import addends_of, bears_out
from kccxl.rules.exact import exact_sum

_HALF = Decimal("0.5")
_NOISE = Decimal("0.01")  # pounds: what is left of binary sums


@dataclass(slots=True)
class _Run:
    """The sums of a growing run of lines, to tell cheaply which of them may be a line's."""

    wanted: Mapping[str, Decimal]
    sums: dict[str, Decimal]
    room: Decimal = _NOISE

    @classmethod
    def of(cls, head: MoneyLine, names: Sequence[str]) -> _Run:
        wanted = {name: head.amount(name).exact for name in names if head.amount(name).known}
        run = cls(wanted, dict.fromkeys(wanted, Decimal(0)))
        run.room += run._half_units(head)
        return run

    def add(self, line: MoneyLine) -> bool:
        """Take in a line; whether the sums may now be what is wanted."""
        self.room += self._half_units(line)
        for name in self.wanted:
            if line.amount(name).known:
                self.sums[name] += line.amount(name).exact
        return all(abs(self.sums[name] - wanted) <= self.room for name, wanted in self.wanted.items())

    def _half_units(self, line: MoneyLine) -> Decimal:
        places = [line.amount(name).decimals for name in self.wanted if line.amount(name).known]
        return max((_HALF.scaleb(-each) for each in places if each is not None), default=Decimal(0))


def groups_in(
    lines: Sequence[MoneyLine], names: Sequence[str], lines_only: Collection[int] = (), fewest: int = 1
) -> dict[int, list[int]]:
    """Return the lines that are the sum of those right beneath, by position, with their parts; inner groups first.

    A sub total beneath its lines counts as one part, and so does a group within a group.

    Args:
        lines: of a table, its totals by name already told.
        names: of the columns of figures.
        lines_only: positions of lines that are to be taken for no group.
        fewest: how many parts a group must have.

    """
    found: dict[int, list[int]] = {}
    beneath: list[int] = []  # nearest last
    at = len(lines) - 1
    while at >= 0:
        line = lines[at]
        if line.kind is LineKind.TOTAL and not line.heads:
            start = _start(lines, at, names)
            if start is None:
                beneath = []
            else:
                beneath.append(at)
                at = start
        elif line.kind is not LineKind.GROUP:
            count = 0 if at in lines_only else _count(lines, at, beneath, names, fewest)
            if count:
                found[at] = beneath[: -count - 1 : -1]
                del beneath[-count:]
            beneath.append(at)
        at -= 1
    return found


def groups_above(lines: Sequence[MoneyLine], names: Sequence[str]) -> dict[int, list[int]]:
    """Return the lines that are the sum of two or more right above them, by position, with these."""
    found: dict[int, list[int]] = {}
    above: list[int] = []  # nearest last
    for at, line in enumerate(lines):
        if line.kind is LineKind.TOTAL:
            above = []
        elif line.kind is LineKind.ITEM:
            count = _count(lines, at, above, names, fewest=2)
            if count:
                found[at] = above[-count:]
            above.append(at)
    return found


def with_groups(lines: Sequence[MoneyLine], groups: Mapping[int, Sequence[int]]) -> list[MoneyLine]:
    """Return lines with these groups as totals above their parts, and with the parts in them."""
    found = list(lines)
    for at in sorted(groups):
        rows = [lines[part].row for part in groups[at]]
        heading = found[at] = replace(found[at], kind=LineKind.TOTAL, heads=True, parts=rows)
        for part in groups[at]:
            if lines[part].group == lines[at].group:
                found[part] = replace(found[part], group=heading.label)
    return found


def _start(lines: Sequence[MoneyLine], at: int, names: Sequence[str]) -> int | None:
    """The first line of a sub total that is the sum of all lines right above it; None where it is not."""
    parts = addends_of(lines, at, names)
    rows = {part.row for part in parts}
    places = [n for n, line in enumerate(lines[:at]) if line.row in rows and line.kind is not LineKind.GROUP]
    if not places or not bears_out(parts, lines[at], names, 1):
        return None
    between = [n for n in range(places[0], at) if lines[n].kind is LineKind.ITEM]
    return places[0] if set(between) <= set(places) else None


def _count(
    lines: Sequence[MoneyLine], at: int, near: Sequence[int], names: Sequence[str], fewest: int = 1
) -> int:
    """How many of these lines, the nearest of them last, add up to one; 0 for none."""
    head = lines[at]
    run = _Run.of(head, names)
    if not exact_sum(abs(each) for each in run.wanted.values()):
        return 0
    for count, part in enumerate(reversed(near), start=1):
        likely = run.add(lines[part]) and count >= fewest
        if likely and bears_out([lines[each] for each in near[-count:]], head, names, least=1):
            return count
    return 0
