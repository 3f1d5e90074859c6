"""Casts the total rows of a ledger export, column by column; they are never counted as lines.

A total may be that of its own section (the lines since the total above), of all lines above it, or of the lines
whose text it names (``Adult Services Total``). Source: domain rule "Directorate budget" (totals are cast).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kccxl.reports.ledger.amounts import Amounts, pounds
from kccxl.reports.ledger.lines import Coded, Raw
from kccxl.reports.ledger.rows import Sorted
from kccxl.rules.casting import cast
from kccxl.tables.cells import Figure, Kind
from kccxl.tables.totals import Casting

_NAME = re.compile(r"^(?:sub ?)?total(?: for| of)?\b[:\s]*|\b(?:sub ?)?total$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CellRun(Sequence[str]):
    """The cells of one column in many rows, named when they are asked for."""

    raw: Raw
    name: str
    lines: npt.NDArray[np.int64]

    def __len__(self) -> int:
        """How many cells there are."""
        return len(self.lines)

    def __getitem__(self, at: int) -> str:  # type: ignore[override]
        """The name of one, without its sheet."""
        return self.raw.place(int(self.lines[at]), self.name).rpartition("!")[2]


def cast_totals(
    raw: Raw, texts: Mapping[str, Coded], amounts: Mapping[str, Amounts], rows: Sorted
) -> list[Casting]:
    """Re-add every amount of every total row, to the penny."""
    found: list[Casting] = []
    for number in range(len(raw.tables)):
        within = raw.rows_of(number)
        above = within.start - 1
        for line, label in rows.totals:
            if within.start <= line < within.stop:
                ways = [way for way in _ways(texts, rows, (within.start, above, line), label) if len(way)]
                found += [
                    _casting(raw, name, column, (line, label), ways)
                    for name, column in amounts.items()
                    if ways and column.known[line]
                ]
                above = line
    return found


def _ways(
    texts: Mapping[str, Coded], rows: Sorted, place: tuple[int, int, int], label: str
) -> Iterator[npt.NDArray[np.int64]]:
    """Yield the lines a total may be made of: its own section, all lines above it, those it names."""
    first, above, line = place
    yield np.flatnonzero(rows.lines[above + 1 : line]) + above + 1
    yield np.flatnonzero(rows.lines[first:line]) + first
    named = " ".join(_NAME.sub(" ", label).split()).casefold()
    for coded in texts.values():
        code = next((at for at, text in enumerate(coded.labels) if text.casefold() == named), None)
        if named and code is not None:
            yield np.flatnonzero(rows.lines & (coded.codes == code))


def _casting(
    raw: Raw,
    name: str,
    column: Amounts,
    total: tuple[int, str],
    ways: Sequence[npt.NDArray[np.int64]],
) -> Casting:
    """Re-add one amount by the way that comes nearest to it."""
    line, label = total
    sums = [int(column.units[way].sum()) for way in ways]
    printed = int(column.units[line])
    best = min(range(len(ways)), key=lambda at: abs(printed - sums[at]))
    amount = pounds(printed, column.places)
    sheet, _, cell = raw.place(line, name).rpartition("!")
    return Casting(
        sheet,
        cell,
        label,
        CellRun(raw, name, ways[best]),
        Figure(Kind.NUMBER, amount, "£", column.places),
        cast([pounds(sums[best], column.places)], amount, decimals=None),
    )
