"""The sums of a ledger by cost centre, subjective group, profile and month: the least that its rules work on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from kccxl.reports.ledger.amounts import Units, pounds
from kccxl.reports.ledger.months import NONE
from kccxl.reports.ledger.profiles import Spread
from kccxl.reports.ledger.reading import Ledger
from kccxl.reports.ledger.specs import AMOUNTS
from kccxl.rules.exact import exact_sum


@dataclass(frozen=True, slots=True)
class Sums:
    """What the lines of one cost centre, subjective group and profile come to, in pounds.

    ``by_month`` holds the sums of each column by month, from 0 (April), ``NONE`` for lines without a month;
    ``forecast_in`` and ``actual_in`` are the months in which one is given, be it 0, ``lines`` the position of the
    first line of each month. ``first`` and ``last`` are the positions of the first and the last of its ``count`` lines.
    """

    centre: int
    group: str
    spread: Spread | None
    by_month: Mapping[str, Mapping[int, Decimal]] = field(default_factory=dict)
    forecast_in: frozenset[int] = frozenset()
    actual_in: frozenset[int] = frozenset()
    lines: Mapping[int, int] = field(default_factory=dict)
    first: int = 0
    last: int = 0
    count: int = 0

    def months(self, name: str, start: int = 0, end: int = NONE) -> list[Decimal]:
        """Return a column by month, from ``start`` up to but not including ``end``."""
        found = self.by_month.get(name, {})
        return [found.get(month, Decimal(0)) for month in range(start, end)]

    def undated(self, name: str) -> Decimal:
        """Return what stands on lines without a month."""
        return self.by_month.get(name, {}).get(NONE, Decimal(0))

    def whole(self, name: str) -> Decimal:
        """Return a column over all lines."""
        return exact_sum(self.by_month.get(name, {}).values())


def sum_up(ledger: Ledger) -> list[Sums]:
    """Add up the lines of a ledger, in the order in which each cost centre and group first stands in it."""
    lines = np.flatnonzero(ledger.lines)
    sizes = [len(ledger.texts[name].labels) + 1 if name in ledger.texts else 1 for name in _KEYS]
    keys = [_codes(ledger, name, lines, size) for name, size in zip(_KEYS, sizes, strict=True)]
    keys.append(ledger.months.codes[lines])
    cell = np.ravel_multi_index(keys, [*sizes, NONE + 1])
    order = np.argsort(cell, kind="stable")  # lines of one cell stand together, in their order
    starts = np.flatnonzero(np.diff(cell[order], prepend=-1))
    places = np.unravel_index(cell[order][starts], [*sizes, NONE + 1])
    sums = {name: _sums(column.units[lines][order], starts) for name, column in ledger.amounts.items()}
    for name in _GIVEN & set(ledger.amounts):
        sums[f"{name} given"] = _sums(ledger.amounts[name].known[lines][order].astype(np.int64), starts)
    ends = np.append(starts[1:], len(order)) - 1
    spans = zip(
        lines[order][starts].tolist(), lines[order][ends].tolist(), (ends - starts + 1).tolist(), strict=True
    )
    return _collected(ledger, places, sums, list(spans))


def _sums(units: Units, starts: npt.NDArray[np.int64]) -> list[int]:
    """Add up runs of units that begin at ``starts``: whole numbers, so that nothing is rounded."""
    if not len(starts):
        return []
    sums: list[int] = np.add.reduceat(units, starts).tolist()
    return sums


_GIVEN = {"actual", "forecast"}
_KEYS = ("cost_centre", "group", "profile")


def _codes(ledger: Ledger, name: str, lines: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.int64]:
    """Return the codes of a column, a blank as the last of them."""
    if name not in ledger.texts:
        return np.zeros(len(lines), dtype=np.int64)
    return ledger.texts[name].codes[lines] % size


def _collected(
    ledger: Ledger,
    places: Sequence[npt.NDArray[Any]],
    sums: Mapping[str, Sequence[int]],
    spans: Sequence[tuple[int, int, int]],
) -> list[Sums]:
    decimals = {name: column.places for name, column in ledger.amounts.items()}
    columns = {name: sums[name] for name in AMOUNTS if name in sums}
    nothing = [0] * len(spans)
    given = zip(*(sums.get(f"{name} given") or nothing for name in ("actual", "forecast")), strict=True)
    gathered: dict[tuple[int, int, int], _Gathered] = {}
    rows = zip(*(place.tolist() for place in places), spans, given, strict=True)
    for at, (centre, group, profile, month, (first, last, count), (actuals, forecasts)) in enumerate(rows):
        found = gathered.setdefault((centre, group, profile), _Gathered(first=first))
        for name, column in columns.items():
            if column[at]:
                found.by_month.setdefault(name, {})[month] = pounds(column[at], decimals[name])
        found.lines[month] = first
        if forecasts:
            found.forecast_in.add(month)
        if actuals:
            found.actual_in.add(month)
        found.first, found.last = min(found.first, first), max(found.last, last)
        found.count += count
    labels = (*(ledger.texts["group"].labels if "group" in ledger.texts else ()), "")
    return [
        Sums(
            centre,
            labels[group],
            ledger.spreads[profile if "profile" in ledger.texts else -1],
            found.by_month,
            frozenset(found.forecast_in),
            frozenset(found.actual_in),
            found.lines,
            found.first,
            found.last,
            found.count,
        )
        for (centre, group, profile), found in sorted(gathered.items(), key=lambda item: item[1].first)
    ]


@dataclass(slots=True)
class _Gathered:
    """Sums in the making."""

    first: int
    last: int = 0
    count: int = 0
    by_month: dict[str, dict[int, Decimal]] = field(default_factory=dict)
    forecast_in: set[int] = field(default_factory=set)
    actual_in: set[int] = field(default_factory=set)
    lines: dict[int, int] = field(default_factory=dict)
