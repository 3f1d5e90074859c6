"""Blocks of figures on a sheet: runs of labelled rows under captions, whatever table they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kccxl.tables.bands import Cells, bands_of, side_by_side
from kccxl.tables.cells import Figure
from kccxl.tables.columns_of import names_from
from kccxl.tables.grid import Grid
from kccxl.tables.spec import caption_of
from kccxl.tables.total_names import names_total

_AMOUNT = re.compile(r"[£(+-]*\d[\d ,.]*(?:[A-Za-z]\d[\d ,.]*)?\)?")
"""What was meant for an amount: ``1 234.50``, ``12,34``, ``1O0``."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a block, or a column of it: its names and its figures, by column or by row.

    ``unread`` are the places that hold something which is no figure, ``part`` counts the stretches between blank
    rows and headings, ``hidden`` says that the eye does not see it.
    """

    at: int
    names: Sequence[str]
    figures: Mapping[int, Figure]
    unread: frozenset[int] = frozenset()
    part: int = 0
    hidden: bool = False

    @property
    def label(self) -> str:
        """The names in one."""
        return " ".join(self.names)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of rows, and the captions above them by column, the upper ones first."""

    captions: Mapping[int, Sequence[str]]
    lines: Sequence[Line]

    @property
    def columns(self) -> list[int]:
        """The columns that hold figures."""
        return sorted({column for line in self.lines for column in line.figures})

    def turned(self, hidden: frozenset[int] = frozenset()) -> Block:
        """The same block with its columns for lines."""
        lines = [
            Line(
                column,
                self.captions.get(column, ()),
                {line.at: line.figures[column] for line in self.lines if column in line.figures},
                frozenset(line.at for line in self.lines if column in line.unread),
                hidden=column in hidden,
            )
            for column in self.columns
        ]
        return Block({line.at: line.names for line in self.lines}, lines)


def find_blocks(grid: Grid) -> list[Block]:
    """Find the blocks of a sheet: rows with a label and figures, with blank rows and headings between them.

    Other captions end a block, the same ones repeated do not. Tables beside each other are kept apart where a blank
    column, or the first caption once more, parts them.
    """
    blocks: list[Block] = []
    open_runs: list[_Run] = []
    for band in bands_of(grid):
        for columns in side_by_side(band):
            rows = [part for cells in band if (part := cells.within(columns)).filled]
            if not rows:
                continue
            run = next((run for run in open_runs if run.meets(columns)), None)
            if run is None:
                run = _Run(grid, columns)
                open_runs.append(run)
            run.columns = range(min(run.columns.start, columns.start), max(run.columns.stop, columns.stop))
            blocks += run.take(rows)
    for run in open_runs:
        blocks += run.end()
    return [block for block in blocks if len(block.lines) > 1]


class _Run:
    """A table as it is read downwards."""

    def __init__(self, grid: Grid, columns: range) -> None:
        self._grid = grid
        self.columns = columns
        self._captions: dict[int, tuple[str, ...]] = {}
        self._header: dict[int, str] = {}
        self._rows: list[tuple[Cells, int]] = []
        self._part = 0
        self._heading = True

    def meets(self, columns: range) -> bool:
        return columns.start < self.columns.stop and self.columns.start < columns.stop

    def take(self, rows: Sequence[Cells]) -> Iterator[Block]:
        self._part += 1
        for place, cells in enumerate(rows):
            if cells.figures and not self._is_scale(cells):
                self._rows.append((cells, self._part))
                self._heading = False
            elif self._is_caption(cells, first=not place):
                yield from self._under(cells)
            elif self._figured & cells.filled or self._is_unread(cells):
                self._rows.append((cells, self._part))
                self._heading = False
            else:
                self._part += 1

    def end(self) -> Iterator[Block]:
        if self._rows:
            lines = list(self._lines())
            yield Block(self._shared(), lines)
        self._rows = []

    def _opens(self) -> bool:
        """Whether no figures have come since the captions."""
        return self._heading or not self._rows

    def _is_scale(self, cells: Cells) -> bool:
        return self._opens() and cells.is_scale(captioned=set(cells.figures) <= set(self._captions))

    @property
    def _figured(self) -> set[int]:
        return {column for row, _ in self._rows for column in row.figures}

    def _is_unread(self, cells: Cells) -> bool:
        """Whether a row beneath captions holds amounts none of which can be read."""
        beneath = self._captions.keys() - {min(cells.filled)}
        return any(
            column in cells.unread or _AMOUNT.fullmatch(cells.texts.get(column, "")) for column in beneath
        )

    def _is_caption(self, cells: Cells, *, first: bool) -> bool:
        """Whether a row without amounts holds captions, and is no row of which an amount cannot be read."""
        captions = {*cells.texts, *cells.figures}
        if len(captions) < 2 or not any(caption_of(text) for text in cells.texts.values()):
            return False
        if self._opens():
            return not self._is_unread(cells)
        here = self._figured & captions
        told = len(here) > 1 or first or any(map(names_total, self._rows[-1][0].texts.values()))
        return told and 2 * len(here) >= len(self._figured)

    def _under(self, cells: Cells) -> Iterator[Block]:
        """Captions of one row, or of several rows right above each other."""
        texts = {column: figure.printed for column, figure in cells.figures.items()} | cells.texts
        self._part += 1
        if self._rows and not self._heading:
            again = {column: text for column, text in texts.items() if self._header.get(column) == text}
            if 2 * len(again) >= len(texts):
                return
            yield from self.end()
            self._captions = {}
        spread = _spread(self._grid, cells.row, texts)
        self._captions = {
            column: (*self._captions.get(column, ()), *([spread[column]] if column in spread else []))
            for column in {*self._captions, *spread}
        }
        self._header, self._heading = texts, True

    def _shared(self) -> dict[int, Sequence[str]]:
        """The captions by column, without what stands above all columns with figures alike."""
        figured = self._figured
        common = (
            set.intersection(*(set(self._captions.get(column, ())) for column in figured))
            if figured
            else set()
        )
        return {
            column: tuple(text for text in texts if text not in common or len(figured) < 2)
            for column, texts in self._captions.items()
        }

    def _lines(self) -> Iterator[Line]:
        rows = [cells for cells, _ in self._rows]
        first = names_from([cells.figures for cells in rows], [cells.texts for cells in rows], self._captions)
        figured = {column for cells in rows for column in cells.figures if column > first}
        texts = {column for column in figured if _more_texts(rows, column)}
        start = min(figured - texts, default=None)
        if start is None:
            return
        for cells, part in self._rows:
            labels = {
                column: figure.printed for column, figure in cells.figures.items() if column < start
            } | {column: text for column, text in cells.texts.items() if column < start}
            figures = {
                column: figure
                for column, figure in cells.figures.items()
                if column in figured and column >= start
            }
            unread = {
                column
                for column in {*cells.texts, *cells.unread}
                if column in figured - texts and column >= start
            }
            if figures or unread:
                names = [text for column, text in sorted(labels.items()) if column >= first]
                yield Line(
                    cells.row, names, figures, frozenset(unread), part, cells.row in self._grid.hidden_rows
                )


def _more_texts(rows: Sequence[Cells], column: int) -> bool:
    return sum(column in cells.texts for cells in rows) > sum(column in cells.figures for cells in rows)


def _spread(grid: Grid, row: int, texts: Mapping[int, str]) -> dict[int, str]:
    """Captions of one row, those of merged cells over all their columns."""
    spread = dict(texts)
    for area in grid.merged:
        if area.top == row and area.left in texts:
            spread |= dict.fromkeys(range(area.left, area.right + 1), texts[area.left])
    return spread
