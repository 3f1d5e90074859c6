"""Blocks of figures on a sheet: runs of labelled rows under captions, whatever table they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kccxl.tables.accounting import read_signed
from kccxl.tables.cells import Figure, Kind, plain_text, without_dust
from kccxl.tables.finder import is_dashes
from kccxl.tables.grid import Grid
from kccxl.tables.spec import caption_of


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a block: its label and its figures by column."""

    row: int
    label: str
    figures: Mapping[int, Figure]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of rows, the captions above them by column, and the columns that hold figures."""

    captions: Mapping[int, str]
    columns: Sequence[int]
    lines: Sequence[Line]


def find_blocks(grid: Grid) -> list[Block]:
    """Find the blocks of a sheet: rows with a label and figures, with at most label rows between them.

    A row of captions (two texts or more and no figure) or a blank row ends a block.
    """
    blocks: list[Block] = []
    lines: list[Line] = []
    captions: dict[int, str] = {}
    for row in range(grid.height + 1):
        texts, figures = _row(grid, row) if row < grid.height else ({}, {})
        if figures:
            label = _label(texts, min(figures))
            lines.append(Line(row, label, figures))
            continue
        if (not texts or len(texts) > 1) and lines:
            blocks.append(_block(captions, lines))
            lines, captions = [], {}
        if len(texts) > 1 and not is_dashes(grid, row):
            captions = _under(captions, texts)
    return [block for block in blocks if len(block.lines) > 1]


def _row(grid: Grid, row: int) -> tuple[dict[int, str], dict[int, Figure]]:
    """The texts and the figures of a row; words such as N/a are neither."""
    texts: dict[int, str] = {}
    figures: dict[int, Figure] = {}
    for column in range(len(grid.rows[row])):
        value = grid.at(row, column)
        if value is None:
            continue
        figure = read_signed(value, grid.format_at(row, column))
        if figure.known:
            clean = without_dust(figure.exact)
            figures[column] = figure if clean is figure.value else replace(figure, value=clean)
        elif figure.kind is Kind.TEXT:
            texts[column] = plain_text(value)
    if not any(column < min(figures, default=0) for column in texts):
        figures = {}
    return texts, figures


def _label(texts: Mapping[int, str], first: int) -> str:
    return " ".join(text for column, text in texts.items() if column < first)


def _under(captions: Mapping[int, str], texts: Mapping[int, str]) -> dict[int, str]:
    """Captions of one row, or of two rows right above each other joined."""
    joined = {column: f"{captions.get(column, '')} {text}".strip() for column, text in texts.items()}
    return {**captions, **joined} if any(caption_of(text) for text in texts.values()) else dict(captions)


def _block(captions: Mapping[int, str], lines: Sequence[Line]) -> Block:
    columns = sorted({column for line in lines for column in line.figures})
    return Block(dict(captions), columns, list(lines))
