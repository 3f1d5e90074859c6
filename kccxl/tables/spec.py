"""Table specs: what columns an input table has, and by which captions officers call them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kccxl.tables.cells import plain_text
from kccxl.tables.grid import Value

_YEARS = re.compile(r"\b(?:20)?\d{2}\s*[-/–]\s*(?:20)?\d{2}\b")
_SUP = re.compile(r"<sup>.*?</sup>|&lt;sup>.*?</sup>", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^a-z0-9%£ ]+")


@lru_cache(maxsize=8192)
def caption(text: str) -> str:
    """A caption with all removed in which spellings differ: case, stops, years, footnote marks, line breaks.

    >>> caption("In expected range?"), caption("2017-18\\nTarget <sup>a</sup>"), caption("Prev. Yr YTD")
    ('in expected range', 'target', 'prev yr ytd')
    """
    text = _YEARS.sub(" ", plain_text(_SUP.sub(" ", text)).lower())
    return " ".join(_NOT_WORD.sub(" ", text.replace("'", "").replace("’", "")).split())


def caption_of(value: Value) -> str:
    """The caption in a cell; empty when it holds no text."""
    return caption(value) if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the name the code uses, and its captions, the usual one first. The earlier caption wins a contest."""

    name: str
    captions: Sequence[str]

    @property
    def title(self) -> str:
        """The usual caption, for messages and templates."""
        return self.captions[0]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """An input table: it is recognised where every column of ``key`` has its caption in one header row.

    ``table_names`` are Excel table names under which it is found as well. ``unless`` names columns whose presence
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

    def names_for(self, text: str) -> Sequence[tuple[str, int]]:
        """Return the columns a caption (already made plain) may stand for, each with its rank, 0 the usual one."""
        return _captions(tuple((c.name, tuple(c.captions)) for c in self.columns)).get(text, ())

    def column_for(self, text: str) -> str:
        """Return the name of the first column with this caption (already made plain); empty for none."""
        return next((name for name, _ in self.names_for(text)), "")

    def title_of(self, name: str) -> str:
        """The usual caption of a column."""
        return next(column.title for column in self.columns if column.name == name)


@lru_cache(maxsize=256)
def _captions(columns: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for name, captions in columns:
        for rank, text in enumerate(captions):
            names = found.setdefault(caption(text), [])
            if name not in dict(names):
                names.append((name, rank))
    return found
