"""Where printed pages begin: tables stay whole where they can, and no page is left nearly empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kccxl.sheets.measure import column_points
from kccxl.sheets.sheet import Page

_LONG_EDGE, _SHORT_EDGE = 841.9, 595.3  # A4 in points
_DEFAULT_HEIGHT = 12.75
_CAUTION = 0.97
_WELL_FILLED = 0.5


@dataclass(frozen=True, slots=True)
class Block:
    """Rows ``top`` to ``bottom`` (included) that belong together, and the units they may be divided into."""

    top: int
    bottom: int
    units: Sequence[tuple[int, int]] = ()


def scale_of(widths: Iterable[float], page: Page) -> float:
    """Return the scale at which columns fit one page, 1 at most.

    >>> scale_of([20] * 5, Page())
    1.0
    """
    paper = _LONG_EDGE if page.landscape else _SHORT_EDGE
    room = paper - page.margins.left - page.margins.right
    return min(1.0, room / max(sum(map(column_points, widths)), 1))


def page_room(widths: Iterable[float], page: Page) -> float:
    """Return how many points of row height a printed page holds at that scale."""
    paper = _SHORT_EDGE if page.landscape else _LONG_EDGE
    return (paper - page.margins.top - page.margins.bottom) / scale_of(widths, page) * _CAUTION


def page_breaks(
    blocks: Iterable[Block], heights: Mapping[int, float], room: float, repeated: float
) -> list[int]:
    """Return the rows that begin a page.

    A block begins a page when it does not fit what is left, but would fit a whole page, and the page before
    is well filled. Otherwise its units are placed one by one.

    Args:
        blocks: from top to bottom; rows between two blocks are gaps and may end a page.
        heights: of rows, in points.
        room: what a page holds.
        repeated: height of the rows that are repeated on every page after the first.

    >>> page_breaks([Block(0, 5), Block(6, 11)], dict.fromkeys(range(12), 10.0), 100, 0)
    [6]

    """
    breaks: list[int] = []
    start = 0

    def used(end: int) -> float:
        height = sum(heights.get(row, _DEFAULT_HEIGHT) for row in range(start, end + 1))
        return height + (repeated if breaks else 0)

    def fits(top: int, bottom: int) -> bool:
        return sum(heights.get(row, _DEFAULT_HEIGHT) for row in range(top, bottom + 1)) + repeated <= room

    def place(block: Block) -> None:
        nonlocal start
        if used(block.bottom) <= room:
            return
        movable = fits(block.top, block.bottom) and block.top > start
        if movable and (not block.units or used(block.top - 1) >= _WELL_FILLED * room):
            breaks.append(block.top)
            start = block.top
            return
        for top, bottom in block.units or [(row, row) for row in range(block.top, block.bottom + 1)]:
            if (top, bottom) == (block.top, block.bottom) and top == bottom:
                _begin(top)
            else:
                place(Block(top, bottom))

    def _begin(row: int) -> None:
        nonlocal start
        if row > start:
            breaks.append(row)
            start = row

    for block in blocks:
        place(block)
    return breaks
