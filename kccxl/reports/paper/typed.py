"""Ratings as officers type them, to be held against the computed ones."""

from __future__ import annotations

from kccxl.rules.rag import Rag

NOT_RATED = {
    "",
    "n/a",
    "na",
    "n.a.",
    "-",
    "–",
    "tbc",
    "new",
    "snapshot data",
    "not rated",
    "none",
    "data only",
}
"""Words that stand for no rating."""

_RAGS = {"green": Rag.GREEN, "g": Rag.GREEN, "amber": Rag.AMBER, "a": Rag.AMBER, "red": Rag.RED, "r": Rag.RED}


def typed_rating(text: str) -> tuple[bool, Rag | None]:
    """Return a typed rating: whether it could be read, and the colour (``None`` for N/a and blank).

    >>> typed_rating("Amber*"), typed_rating("N/a"), typed_rating("75.4%")
    ((True, <Rag.AMBER: 'AMBER'>), (True, None), (False, None))
    """
    word = text.strip().rstrip("*†").strip().lower()
    if word in NOT_RATED:
        return True, None
    return word in _RAGS, _RAGS.get(word)
