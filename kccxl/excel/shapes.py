"""Ranges as rows of cells, and how ranges of several shapes are combined: as Excel's own array arithmetic does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import TypeAlias, TypeVar

from kccxl.errors import WorkbookError

T = TypeVar("T")

Block: TypeAlias = Sequence[Sequence[T]]
"""A range: rows of cells, all of one length, never empty."""


def as_block(given: object) -> Block[object]:
    """Return what Excel hands over (a cell, a row, rows) as a block.

    Raises:
        WorkbookError: rows of different lengths, which no range has.

    Example:
        >>> as_block(5.0), as_block((1.0, 2.0)), as_block([[1.0], [2.0]])
        ([[5.0]], [(1.0, 2.0)], [[1.0], [2.0]])

    """
    if not isinstance(given, list | tuple):
        return [[given]]
    if not given:
        return [[None]]
    if not isinstance(given[0], list | tuple):
        return [given]
    width = len(given[0])
    if not all(isinstance(row, list | tuple) and len(row) == width for row in given):
        raise WorkbookError("A range was handed over whose rows differ in length. Choose a plain range.")
    return given if width else [[None]]


def size(block: Block[T]) -> tuple[int, int]:
    """Return height and width.

    >>> size([[1, 2, 3]])
    (1, 3)
    """
    return len(block), len(block[0])


def common_size(sizes: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """Return the size of what ranges of these sizes give together.

    A single cell goes with anything; a row, or a column, is repeated along the other side.

    Raises:
        WorkbookError: the ranges do not fit each other.

    Example:
        >>> common_size({"result": (5, 1), "target": (1, 1)}), common_size({"result": (5, 1), "target": (1, 3)})
        ((5, 1), (5, 3))

    """
    height = max(rows for rows, _ in sizes.values())
    width = max(columns for _, columns in sizes.values())
    if all(rows in (1, height) and columns in (1, width) for rows, columns in sizes.values()):
        return height, width
    said = ", ".join(f"{name} is {_said(each)}" for name, each in sizes.items() if each != (1, 1))
    raise WorkbookError(
        f"The ranges do not fit each other: {said}. Choose ranges of one size, or single cells."
    )


def cells_of(block: Block[T], height: int, width: int) -> Iterable[T]:
    """Return the cells of a block, row by row, repeated to a larger size.

    >>> list(cells_of([["a"], ["b"]], 2, 2)), list(cells_of([["a", "b"]], 2, 2))
    (['a', 'a', 'b', 'b'], ['a', 'b', 'a', 'b'])
    """
    if size(block) == (1, 1):
        return repeat(block[0][0], height * width)
    return chain.from_iterable(_wide(block, height, width))


def in_rows(cells: Iterator[T], width: int, height: int) -> list[list[T]]:
    """Return cells as rows of a width.

    >>> in_rows(iter("abcd"), 2, 2)
    [['a', 'b'], ['c', 'd']]
    """
    return [[next(cells) for _ in range(width)] for _ in range(height)]


def _wide(block: Block[T], height: int, width: int) -> Iterator[Sequence[T]]:
    rows: Iterable[Sequence[T]] = block if len(block) == height else repeat(block[0], height)
    for row in rows:
        yield row if len(row) == width else [row[0]] * width


def _said(each: tuple[int, int]) -> str:
    rows, columns = each
    return f"{rows} row{'' if rows == 1 else 's'} by {columns} column{'' if columns == 1 else 's'}"
