"""The words with which the texts of a sheet open: a header is sought only where its captions' words stand.

A sheet is looked through once, column by column and each different text once, whatever number of tables is
sought on it. In a ledger of 200,000 lines few rows hold a caption's word, and only these are looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import cast

from kccxl.tables.grid import Grid, Value
from kccxl.tables.spec import TableSpec, caption, opening

_REACH = 3
"""Rows a header may reach over: the one it begins in and two beneath."""

_FEW = 100
_SOUGHT_SINGLY = 4


class Openings:
    """Which word opens which texts of a sheet, and in how many cells of which columns they stand.

    >>> grid = Grid("book.xlsx", "Data", [["Title"], ["Ref", "Target"], ["CS04", 5]])
    >>> sorted(Openings.of(grid).near(0))
    ['cs04', 'ref', 'target', 'title']
    """

    def __init__(self, grid: Grid) -> None:
        """Look through a sheet."""
        # the grid keeps this object; a way back to it would make a ring that no longer frees itself
        self._values, self._by_column = grid.rows, grid.columns
        self._rows: dict[int, frozenset[str]] = {}
        self._columns = [_Texts(column) for column in grid.columns]

    @classmethod
    def of(cls, grid: Grid) -> Openings:
        """Return the words of a sheet, looked up once."""
        if "openings" not in grid.kept:
            grid.kept["openings"] = cls(grid)
        found: Openings = grid.kept["openings"]
        return found

    def at(self, row: int) -> frozenset[str]:
        """Return the words with which the texts of a row open."""
        if row not in self._rows:
            texts = [value for value in self._values[row] if value.__class__ is str]
            self._rows[row] = frozenset(map(opening_word, texts)) - {""}
        return self._rows[row]

    def near(self, row: int) -> set[str]:
        """Return the words of a row and of the two beneath, which a header may reach down to."""
        return set().union(*(self.at(each) for each in range(row, min(row + _REACH, len(self._values)))))

    def rows_for(self, specs: Sequence[TableSpec]) -> Iterator[int]:
        """Yield the rows in which a header of one of the specs may begin, from the top."""
        yield from sorted(set().union(*(self._rows_of(spec) for spec in specs)))

    def rows_with(self, specs: Sequence[TableSpec], names: AbstractSet[str]) -> Iterator[int]:
        """Yield the rows in which a header that has one of the columns ``names`` may begin, from the top."""
        rows: set[int] = set()
        for spec in specs:
            for name in names & {column.name for column in spec.columns}:
                rows |= self._rows_near(self._texts(spec, name))
        yield from sorted(rows)

    def _rows_of(self, spec: TableSpec) -> set[int]:
        """Return the rows near which every column of the key has a caption; the rarest is looked for first."""
        if not spec.key:
            return set(range(len(self._values)))
        wanted = sorted((self._texts(spec, name) for name in spec.key), key=self._count)
        rows = self._rows_near(wanted[0])
        for texts in wanted[1:]:
            if len(rows) <= _FEW:
                break  # so few are looked at sooner than sought for another column
            rows &= self._rows_near(texts)
        return rows

    def _texts(self, spec: TableSpec, name: str) -> list[set[str]]:
        """Return, by column of the sheet, the texts that can be a column's caption or the upper part of it."""
        words = spec.openings_of(name)
        return [
            {
                text
                for word in words
                for text in column.by_word.get(word, ())
                if spec.may_begin(name, caption(text))
            }
            for column in self._columns
        ]

    def _count(self, texts: Sequence[set[str]]) -> int:
        return sum(column.cells(found) for column, found in zip(self._columns, texts, strict=True))

    def _rows_near(self, texts: Sequence[set[str]]) -> set[int]:
        """Return the rows that hold one of the texts, and the two above each."""
        held: set[int] = set()
        for wanted, column in zip(texts, self._by_column, strict=True):
            if wanted:
                held.update(_rows_holding(column, wanted))
        return {near for row in held for near in range(max(row - _REACH + 1, 0), row + 1)}


def _rows_holding(column: Sequence[Value], wanted: Collection[str]) -> Iterator[int]:
    """Yield the rows in which one of the texts stands; a few texts are sought one by one, at the speed of C."""
    if len(wanted) > _SOUGHT_SINGLY:
        yield from (row for row, text in enumerate(column) if text in wanted)
        return
    for text in wanted:
        row = -1
        with suppress(ValueError):
            while True:
                row = column.index(text, row + 1)
                yield row


def _texts_in(column: Sequence[Value]) -> Sequence[str]:
    kinds = set(map(type, column))
    if kinds == {str}:
        return cast("Sequence[str]", column)
    return [value for value in column if isinstance(value, str)] if str in kinds else ()


class _Texts:
    """The different texts of a column by the word they open with."""

    def __init__(self, column: Sequence[Value]) -> None:
        self._counted = Counter(_texts_in(column))
        first: dict[str, list[str]] = defaultdict(list)
        for text in self._counted:
            first[text.partition(" ")[0]].append(text)
        self.by_word: dict[str, list[str]] = defaultdict(list)
        for word, texts in first.items():
            if _is_plain(word):
                self.by_word[word.lower()] += texts
                continue
            for text in texts:
                self.by_word[opening_word(text)].append(text)

    def cells(self, texts: Collection[str]) -> int:
        """Return how many cells hold one of these texts."""
        return sum(self._counted[text] for text in texts)


def opening_word(text: str) -> str:
    """Return the word with which a text opens, made plain as captions are; empty for none.

    >>> opening_word("Target <sup>a</sup>"), opening_word("2018-19 Target"), opening_word("£000s"), opening_word("--")
    ('target', 'target', '£000s', '')
    """
    word = text.partition(" ")[0]
    return word.lower() if _is_plain(word) else opening(caption(text))


def _is_plain(word: str) -> bool:
    """Whether a word is what it is in a caption, but for capitals: letters alone, and nothing to be freed of."""
    return word.isascii() and word.isalpha()
