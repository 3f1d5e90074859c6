"""Tell totals from items where their names do not: only what the figures of the whole table bear out is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kccxl.reports.money.groups import groups_in, with_groups
from kccxl.reports.money.line import LineKind, MoneyLine
from kccxl.reports.money.roll_up import covered_by, roll_up
from kccxl.reports.money.sums import addends_of, adds_up, bears_out, beneath_line, column_cast, report_unnamed
from kccxl.rules.casting import Verdict
from kccxl.tables.problems import ProblemLog

_NET = re.compile(r"net\b", re.IGNORECASE)
_MOST_TRIED = 40
_MOST_PARTS = 12
_NEAR = Decimal("0.1")


def settle_kinds(lines: Sequence[MoneyLine], names: Sequence[str], log: ProblemLog) -> list[MoneyLine]:
    """Tell totals from items by the last line of a table, under whatever name: it bears out how the others are read.

    A group may bear the sum of its parts, a service may be called Total Facilities Management, and Net Cost of
    Services stand beneath sub totals. The first reading under which the last line is the sum of all items is taken.
    """
    end = next((at + 1 for at in range(len(lines) - 1, -1, -1) if lines[at].kind is not LineKind.GROUP), 0)
    settled = _settled(lines[:end], names) if end else []
    for before, after in zip(lines, settled, strict=False):
        if before.kind is LineKind.ITEM and after.kind is LineKind.TOTAL and not after.heads:
            report_unnamed(after, log)
    return [*settled, *lines[end:]]


def _settled(lines: Sequence[MoneyLine], names: Sequence[str]) -> list[MoneyLine]:
    within_rounding = None
    for reading in _readings(lines, names):
        closed = [*reading[:-1], replace(reading[-1], kind=LineKind.TOTAL)]
        verdict = _as_total_of_all(closed, lines[-1], names)
        if verdict is Verdict.AGREES:
            return closed
        if verdict is Verdict.ROUNDING and within_rounding is None:
            within_rounding = closed
    if within_rounding is not None:
        return within_rounding
    if lines[-1].kind is LineKind.TOTAL:
        return _with_slip(lines, names) or _with_net(lines, names)
    if _NET.match(lines[-1].label) and _mostly_adds_up(lines[:-1], lines[-1], names):
        return _with_net(lines, names)
    last = max((at for at, line in enumerate(lines) if line.kind is LineKind.TOTAL), default=0)
    if not any(line.kind is LineKind.ITEM for line in lines[:last]):
        return list(lines)
    return [*_settled(lines[: last + 1], names), *lines[last + 1 :]]


def _as_total_of_all(lines: Sequence[MoneyLine], last: MoneyLine, names: Sequence[str]) -> Verdict:
    """Whether the last line is the sum of all items; one that is not named so must be of two at least."""
    total, at = lines[-1], len(lines) - 1
    items = {place for place, line in enumerate(lines) if line.kind is LineKind.ITEM}
    named = last.kind is LineKind.TOTAL or bool(_NET.match(last.label))
    if not items or (not named and len(items) < 2):
        return Verdict.DIFFERS
    sums = roll_up(lines, names).addends
    ways = [[lines[place] for place in sorted(items)]]
    if items <= covered_by(at, sums):
        ways.append([lines[place] for place in sums[at]])
    told = [
        way
        for way in ways
        if (adds_up(way, total, names) if named else len(way) > 1 and bears_out(way, total, names))
    ]
    if any(_agrees(way, total, names) for way in told):
        return Verdict.AGREES
    return Verdict.ROUNDING if told else Verdict.DIFFERS


def _agrees(way: Sequence[MoneyLine], total: MoneyLine, names: Sequence[str]) -> bool:
    casts = [each for name in names if (each := column_cast(way, total, name))]
    return all(each.verdict is Verdict.AGREES for each in casts)


def _readings(lines: Sequence[MoneyLine], names: Sequence[str]) -> Iterator[list[MoneyLine]]:
    """Ways to read a table, the likeliest first; the last line is left as it is."""
    above, last = lines[:-1], lines[-1]
    plain = [_items_named_total(above), list(above)]
    bases = plain if plain[0] != plain[1] else plain[1:]
    for base in bases:
        yield [*base, last]
    for base in bases:
        for netted in _distinct(base, _with_net(base, names)):
            if netted is not base:
                yield [*netted, last]
            groups = groups_in(netted, names)
            if groups:
                yield [*with_groups(netted, groups), last]
            for at in list(groups)[:_MOST_TRIED]:
                yield [*with_groups(netted, groups_in(netted, names, {at})), last]


def _with_slip(lines: Sequence[MoneyLine], names: Sequence[str]) -> list[MoneyLine]:
    """Return the reading in which one group is not what its parts come to, if the total bears out all else."""
    base = with_groups(lines, groups_in(lines[:-1], names))
    for at, line in enumerate(base[:-1]):
        run = beneath_line(base, at) if line.kind is LineKind.ITEM else []
        for count in range(1, min(len(run), _MOST_PARTS) + 1):
            if not _is_near(run[:count], line, names):
                continue
            parts = [n for n, each in enumerate(base) if any(each is part for part in run[:count])]
            found = with_groups(base, {at: parts})
            if _as_total_of_all(found, lines[-1], names) is Verdict.AGREES:
                return found
    return []


def _is_near(parts: Sequence[MoneyLine], line: MoneyLine, names: Sequence[str]) -> bool:
    """Whether a line may be the sum of others but for a slip: a figure of it agrees, or all are near."""
    casts = [each for name in names if (each := column_cast(parts, line, name)) and each.printed]
    right = any(each.verdict is Verdict.AGREES for each in casts)
    return right or (bool(casts) and all(abs(each.difference) <= abs(each.printed) * _NEAR for each in casts))


def _distinct(one: list[MoneyLine], other: list[MoneyLine]) -> list[list[MoneyLine]]:
    return [one] if one == other else [one, other]


def _items_named_total(lines: Sequence[MoneyLine]) -> list[MoneyLine]:
    """Take totals that nothing adds up to as items, whatever they are called."""
    return [
        replace(line, kind=LineKind.ITEM)
        if line.kind is LineKind.TOTAL
        and not adds_up(addends_of(lines, at, list(line.amounts)), line, list(line.amounts))
        else line
        for at, line in enumerate(lines)
    ]


def _with_net(lines: Sequence[MoneyLine], names: Sequence[str]) -> list[MoneyLine]:
    """Take lines right beneath a total, and those called Net ..., that are the sum of the lines above as totals."""
    found = list(lines)
    for at, line in enumerate(lines):
        if line.kind is not LineKind.ITEM or not at:
            continue
        above = found[at - 1]
        beneath_total = above.kind is LineKind.TOTAL and not above.heads
        addends = addends_of([*found[:at], line], at, names)
        if (beneath_total and len(addends) > 1 and bears_out(addends, line, names)) or (
            _NET.match(line.label) and _mostly_adds_up(found[:at], line, names)
        ):
            found[at] = replace(line, kind=LineKind.TOTAL)
    return found


def _mostly_adds_up(lines: Sequence[MoneyLine], line: MoneyLine, names: Sequence[str]) -> bool:
    """Whether a line is the sum of two items or more above it in most of its columns: one may hold a slip."""
    addends = addends_of([*lines, line], len(lines), names)
    casts = [each for name in names if (each := column_cast(addends, line, name)) and each.printed]
    right = sum(each.verdict is not Verdict.DIFFERS for each in casts)
    exact = any(each.verdict is Verdict.AGREES for each in casts)
    return len(addends) > 1 and exact and 2 * right >= len(casts)
