"""Builds grids in memory, so that a test shows the sheet it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from kccxl.tables.grid import Area, Grid, NamedTable, Position, Value

Cell: TypeAlias = "Value | tuple[Value, str]"
"""A value, or a value with its number format."""


def area(name: str) -> Area:
    """Return the rectangle with this name, such as ``A1:C2``."""
    first, _, last = name.partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    return Area(top, left, bottom, right)


def position(name: str) -> Position:
    """Return row and column of a cell name, both counted from 0."""
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(name[len(letters) :]) - 1, column - 1


def sheet(
    rows: Sequence[Sequence[Cell]],
    name: str = "Data",
    *,
    merged: Iterable[str] = (),
    uncached: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    tables: Mapping[str, str] | None = None,
    down: int = 0,
    right: int = 0,
    **more: Any,
) -> Grid:
    """Return a grid of rows; a pair is a value and its number format. ``down`` and ``right`` shift it all."""
    values: list[list[Value]] = [[] for _ in range(down)]
    formats: dict[Position, str] = {}
    for index, row in enumerate(rows):
        line: list[Value] = [None] * right
        for column, cell in enumerate(row):
            if isinstance(cell, tuple):
                line.append(cell[0])
                formats[index + down, column + right] = cell[1]
            else:
                line.append(cell)
        values.append(line)
    return Grid(
        "book.xlsx",
        name,
        values,
        formats=formats,
        merged=[area(each) for each in merged],
        uncached={position(cell): formula for cell, formula in (uncached or {}).items()},
        faults={position(cell): fault for cell, fault in (faults or {}).items()},
        tables=[NamedTable(title, area(span)) for title, span in (tables or {}).items()],
        **more,
    )
