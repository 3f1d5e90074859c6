"""Table specs: what columns an input table has, and by which captions officers call them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from kccxl.tables.cells import plain_text
from kccxl.tables.grid import Value

_YEARS = re.compile(r"\b(?:20)?\d{2}\s*[-/–]\s*(?:20)?\d{2}\b")
_SUP = re.compile(r"<sup>.*?</sup>|&lt;sup>.*?</sup>", re.IGNORECASE)
_MONEY_UNIT = re.compile(
    r"£ ?(?:0{3}s?|k|m|thousands?|millions?)?(?= |$)|\b(?:in )?(?:0{3}s|thousands|millions)\b"
)
_NOT_WORD = re.compile(r"[^a-z0-9%£ ]+")


@lru_cache(maxsize=8192)
def caption(text: str) -> str:
    r"""Return a caption with all removed in which spellings differ: case, stops, years, footnote marks.

    Line breaks.

    >>> caption("In expected range?"), caption("2017-18\nTarget <sup>a</sup>"), caption("Prev. Yr YTD")
    ('in expected range', 'target', 'prev yr ytd')
    """
    text = _YEARS.sub(" ", plain_text(_SUP.sub(" ", text)).lower())
    return " ".join(_NOT_WORD.sub(" ", text.replace("'", "").replace("’", "")).split())


@lru_cache(maxsize=8192)
def without_unit(text: str) -> str:
    """Return a caption (already made plain) without the unit of money in it.

    >>> without_unit("net budget £000s"), without_unit("variance £m"), without_unit("£000")
    ('net budget', 'variance', '')
    """
    return " ".join(_MONEY_UNIT.sub(" ", text).split())


def caption_of(value: Value) -> str:
    """Return the caption in a cell; empty when it holds no text."""
    return caption(value) if isinstance(value, str) else ""


def opening(text: str) -> str:
    """Return a caption's first word, which one wrapped over two rows has in the upper row."""
    return text.partition(" ")[0]


def _beginnings(text: str) -> list[str]:
    """Return a caption and whatever of it can stand above the rest: its first words."""
    words = text.split()
    return [" ".join(words[:count]) for count in range(1, len(words) + 1)] or [""]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name the code uses, and its captions, the usual one first.

    The earlier caption wins a contest.
    """

    name: str
    captions: Sequence[str]

    @property
    def title(self) -> str:
        """The usual caption, for messages and templates."""
        return self.captions[0]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """An input table: it is recognised where every column of ``key`` has its caption in one header row.

    ``table_names`` are Excel table names under which it is found as well. ``unless`` names columns whose
    presence
    means that this is another table. ``open`` tables take further columns (a column per month) as they come.

    >>> spec = TableSpec("areas", [Column("area", ["Service area"])], key={"area"})
    >>> spec.column_for("service area")
    'area'
    """

    name: str
    columns: Sequence[Column]
    key: frozenset[str] | set[str]
    table_names: Sequence[str] = ()
    unless: frozenset[str] | set[str] = frozenset()
    open: bool = False
    _names: dict[str, list[tuple[str, int]]] = field(init=False, repr=False, compare=False)
    _openings: dict[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    _beginnings: dict[str, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look the captions up once: a header is sought in every row of every sheet."""
        found: dict[str, list[tuple[str, int]]] = {}
        for column in self.columns:
            for rank, text in enumerate(column.captions):
                names = found.setdefault(caption(text), [])
                if column.name not in dict(names):
                    names.append((column.name, rank))
        object.__setattr__(self, "_names", found)
        openings = {
            column.name: frozenset(opening(caption(text)) for text in column.captions)
            for column in self.columns
        }
        object.__setattr__(self, "_openings", openings)
        beginnings = {
            column.name: frozenset(
                begun for text in column.captions for begun in _beginnings(without_unit(caption(text)))
            )
            for column in self.columns
        }
        object.__setattr__(self, "_beginnings", beginnings)

    def may_stand_in(self, words: AbstractSet[str], least: int = 0) -> bool:
        """Whether rows whose captions open with these words can hold the header.

        A cheap look before the real one.

        Every column of the key must find a word, and ``least`` columns in all.
        """
        found = {name for name, openings in self._openings.items() if openings & words}
        return self.key <= found and len(found) >= least

    def openings_of(self, name: str) -> frozenset[str]:
        """Return the words with which the captions of a column open."""
        return self._openings[name]

    def may_begin(self, name: str, text: str) -> bool:
        """Whether a caption (already made plain) is one of a column, or the upper part of one over two rows.

        >>> spec = TableSpec("areas", [Column("area", ["Service area name"])], key={"area"})
        >>> spec.may_begin("area", "service area"), spec.may_begin("area", "service area 7")
        (True, False)
        """
        return without_unit(text) in self._beginnings[name]

    def names_for(self, text: str) -> Sequence[tuple[str, int]]:
        """Return the columns a caption (already made plain) may stand for, each with its rank.

        0 is the usual one. A unit of money in it (``net budget £000s``) is disregarded.
        """
        return self._names.get(text, ()) or self._names.get(without_unit(text), ())

    def column_for(self, text: str) -> str:
        """Return the name of the first column with this caption (already made plain); empty for none."""
        return next((name for name, _ in self.names_for(text)), "")

    def title_of(self, name: str) -> str:
        """Return the usual caption of a column."""
        return next(column.title for column in self.columns if column.name == name)
