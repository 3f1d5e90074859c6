"""Gather equal cells into rectangles, and rectangles into as few addresses as Excel takes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TypeVar

from kccxl.sheets.sheet import Span
from kccxl.tables.grid import Area, Position

_LONGEST_ADDRESS = 250  # Excel takes 255 letters

V = TypeVar("V", bound=Hashable)


def rectangles(cells: Iterable[Position]) -> list[Span]:
    """Cover cells by rectangles, each cell once: runs in a row, with equal runs below them joined.

    >>> rectangles([(0, 0), (0, 1), (1, 0), (1, 1), (2, 5)])
    [Span(top=0, left=0, bottom=1, right=1), Span(top=2, left=5, bottom=2, right=5)]
    """
    done: list[Span] = []
    growing: dict[tuple[int, int], Span] = {}
    before = -2
    for row, runs in _by_row(cells):
        if row != before + 1:
            done += growing.values()
            growing = {}
        grown = {}
        for left, right in runs:
            above = growing.pop((left, right), None)
            grown[left, right] = Span(above.top if above else row, left, row, right)
        done += growing.values()
        growing, before = grown, row
    return sorted([*done, *growing.values()], key=lambda span: (span.top, span.left))


def _by_row(cells: Iterable[Position]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    rows: dict[int, list[int]] = {}
    for row, column in cells:
        rows.setdefault(row, []).append(column)
    for row in sorted(rows):
        runs: list[tuple[int, int]] = []
        for column in sorted(set(rows[row])):
            if runs and runs[-1][1] == column - 1:
                runs[-1] = runs[-1][0], column
            else:
                runs.append((column, column))
        yield row, runs


def address(span: Span) -> str:
    """Return a rectangle in Excel's spelling.

    >>> address(Span(0, 0, 1, 2)), address(Span(4, 1, 4, 1))
    ('A1:C2', 'B5')
    """
    name = Area(span.top, span.left, span.bottom, span.right).name
    first, _, last = name.partition(":")
    return first if first == last else name


def addresses(spans: Iterable[Span], *, together: bool) -> list[str]:
    """Return the addresses of rectangles; ``together``, as many in one as Excel takes.

    >>> addresses([Span(0, 0, 0, 0), Span(2, 0, 2, 3)], together=True)
    ['A1,A3:D3']
    """
    found: list[str] = []
    for each in map(address, spans):
        if together and found and len(found[-1]) + len(each) < _LONGEST_ADDRESS:
            found[-1] += f",{each}"
        else:
            found.append(each)
    return found


def grouped(values: Mapping[Position, V]) -> dict[V, list[Span]]:
    """Return the rectangles of each value, by value.

    >>> grouped({(0, 0): "bold", (0, 1): "bold", (1, 0): "plain"})["bold"]
    [Span(top=0, left=0, bottom=0, right=1)]
    """
    cells: dict[V, list[Position]] = {}
    for place, value in values.items():
        cells.setdefault(value, []).append(place)
    return {value: rectangles(places) for value, places in cells.items()}


def uniform_areas(area: Area, ask: Callable[[Area], V | None]) -> Iterator[tuple[Area, V]]:
    """Divide an area until each part has one value, as long as ``ask`` answers None: the values differ.

    Excel tells a property of many cells in one answer if they share it; so equal neighbours cost one question.

    >>> list(uniform_areas(Area(0, 0, 0, 3), lambda part: "0%" if part.left >= 2 else None))[-1]
    (Area(top=0, left=2, bottom=0, right=3), '0%')
    """
    waiting = [area]
    while waiting:
        part = waiting.pop(0)
        value = ask(part)
        if value is not None:
            yield part, value
        elif part.bottom - part.top >= part.right - part.left and part.bottom > part.top:
            middle = (part.top + part.bottom) // 2
            waiting += [
                Area(part.top, part.left, middle, part.right),
                Area(middle + 1, part.left, part.bottom, part.right),
            ]
        elif part.right > part.left:
            middle = (part.left + part.right) // 2
            waiting += [
                Area(part.top, part.left, part.bottom, middle),
                Area(part.top, middle + 1, part.bottom, part.right),
            ]
