"""Columns of ratings, or of words for over and under, whatever their captions: what they claim must be checked.

A typed colour that nobody holds against the figures would be printed as its opposite.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kccxl.reports.money.direction_words import is_direction
from kccxl.reports.paper.typed import NOT_RATED, typed_rating
from kccxl.tables.cells import plain_text
from kccxl.tables.finder import Found
from kccxl.tables.spec import caption

_RATINGS, _WORDS = "ratings", "words for over and under"
_OF_RATINGS = frozenset({"rag", "status", "position", "rating", "colour", "brag", "outturn", "outlook"})
_OF_WORDS = frozenset(
    {
        *("status", "position", "effect", "outcome", "outlook", "variance", "type", "direction"),
        *(
            "adverse",
            "favourable",
            "adv",
            "fav",
            "over",
            "under",
            "overspend",
            "underspend",
            "o",
            "u",
            "os",
            "us",
        ),
    }
)
_OF_OTHER_THINGS = frozenset({"risk", "delivery", "confidence", "quality", "performance", "service"})
_OF_ANOTHER_TIME = frozenset(
    {"previous", "previously", "prior", "last", "travel", "movement", "change", "trend"}
)


def with_claims(table: Found, label: str) -> Found:
    """Return a table that reads its column of ratings, or of words, under a caption such as “RAG status”, “Position”.

    Args:
        table: as found by the captions that are known.
        label: its column of names; rows without one are no lines.

    """
    for column, text in table.others.items() if label in table.columns else ():
        if column in table.twice:
            continue
        name = _column_for(text, _claim(table, column, label))
        known = any(each.name == name for each in table.spec.columns)
        if known and name not in table.columns:
            table = replace(
                table,
                columns={**table.columns, name: column},
                captions={**table.captions, name: text},
                others={at: other for at, other in table.others.items() if at != column},
            )
    return table


def unread_claims(table: Found, label: str) -> dict[int, str]:
    """Return what the columns claim that are not read, by position, but for those of an earlier report."""
    found = {
        column: _claim(table, column, label)
        for column, text in (table.others.items() if label in table.columns else ())
        if column not in table.twice and not _OF_ANOTHER_TIME & set(caption(text).split())
    }
    return {column: claim for column, claim in found.items() if claim}


def _column_for(text: str, claim: str) -> str:
    """Return the column of the report that a caption with such cells is; empty where it may be another thing."""
    words = set(caption(text).split())
    if not claim or words & (_OF_ANOTHER_TIME | _OF_OTHER_THINGS):
        return ""
    if claim == _RATINGS and words & _OF_RATINGS:
        return "rag_gross" if "gross" in words else "rag"
    return "effect" if claim == _WORDS and words & _OF_WORDS else ""


def _claim(table: Found, column: int, label: str) -> str:
    """Return what most of the cells in a column are, if it is one or the other; A alone is Amber, or Adverse."""
    texts = list(_texts(table, column, label))
    ratings = sum(typed_rating(text)[1] is not None for text in texts)
    words = sum(map(is_direction, texts))
    if max(ratings, words) * 2 <= len(texts):
        return ""
    if ratings == words:
        return f"{_RATINGS}, or {_WORDS},"
    return _RATINGS if ratings > words else _WORDS


def _texts(table: Found, column: int, label: str) -> Sequence[str]:
    def found() -> Iterator[str]:
        for row in table.body:
            value = table.grid.at(row, column)
            if value is not None and table.grid.holds(row, table.columns[label]):
                yield plain_text(value)

    return [text for text in found() if text.lower() not in NOT_RATED]
