"""The words of the performance papers: refs, ratings, arrows and range checks as officers type them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from kccxl.reports.paper.typed import NOT_RATED
from kccxl.rules.activity import InRange
from kccxl.rules.travel import Direction

_REF = re.compile(r"([A-Za-z]{1,6})[\s.\-]*(\d{1,4})\s*([A-Za-z]?)")
_HEAD = re.compile(r"(?P<head>[^–—:\-]{2,40}?)\s*[–—:\-]\s*(?P<text>\S.*)", re.DOTALL)
_JOINTS = re.compile(r"\s*(?:,|/|&|\band\b|;)\s*")
_ARROWS = {
    Direction.IMPROVED: {"↑", "⬆", "▲", "⇧", "⇑", "up", "improved", "improving", "↑ improved", "better"},
    Direction.WORSENED: {"↓", "⬇", "▼", "⇩", "⇓", "down", "worsened", "worse", "declined", "↓ worsened"},
    Direction.SAME: {"↔", "⬌", "⇔", "►", "→", "=", "same", "no change", "unchanged", "stable", "↔ same"},
    Direction.NEW: {"new"},
}
_DIRECTION_OF = {word: way for way, words in _ARROWS.items() for word in words}
_RANGES = {"yes": InRange.YES, "within": InRange.YES, "y": InRange.YES, "in range": InRange.YES}
_RANGES |= {"above": InRange.ABOVE, "below": InRange.BELOW, "over": InRange.ABOVE, "under": InRange.BELOW}


def tidy_ref(text: str) -> str:
    """Return a ref without stray blanks, its letters as papers print them; other texts only trimmed.

    >>> tidy_ref(" cs 04 "), tidy_ref("GL02B"), tidy_ref("HR20 and HR20a")
    ('CS04', 'GL02b', 'HR20 and HR20a')
    """
    found = _REF.fullmatch(text.strip().rstrip("*†‡ "))
    return found[1].upper() + found[2] + found[3].lower() if found else " ".join(text.split())


def looks_like_ref(text: str) -> bool:
    """Whether a text has the shape of a ref (``CS04``, ``GL02b``)."""
    return bool(_REF.fullmatch(text.strip()))


def refs_and_text(line: str, known: Container[str]) -> tuple[list[str], str]:
    """Split a line of commentary into the refs it speaks of and its text; no refs if it opens with none.

    >>> refs_and_text("GL02b and 03b - Requests rose.", {"GL02b"})
    (['GL02b', 'GL03b'], 'Requests rose.')
    >>> refs_and_text("The month was quiet - as ever.", set())
    ([], 'The month was quiet - as ever.')
    """
    head = _HEAD.fullmatch(line.strip())
    if not head:
        return [], line.strip()
    refs = refs_in(head["head"])
    if not all(looks_like_ref(ref) or ref in known for ref in refs):
        return [], line.strip()
    return refs, head["text"].strip()


def refs_in(text: str) -> list[str]:
    """List the refs in a cell: ``CS04``, ``CS04, CS05``, ``GL02b and 03b``; any other text is one ref.

    >>> refs_in("GL02b and 03b"), refs_in("cs 04")
    (['GL02b', 'GL03b'], ['CS04'])
    """
    refs: list[str] = []
    for part in _JOINTS.split(text.strip()):
        letters = (
            re.match(r"[A-Za-z]*", refs[-1]) if refs and re.fullmatch(r"\d{1,4}[A-Za-z]?", part) else None
        )
        refs.append(tidy_ref(letters[0] + part if letters else part))
    return refs if all(looks_like_ref(ref) for ref in refs) else [tidy_ref(text)]


def typed_direction(text: str) -> tuple[bool, Direction | None]:
    """Return a typed direction of travel: whether it could be read, and the direction.

    >>> typed_direction("↑"), typed_direction("N/a"), typed_direction("sideways")
    ((True, <Direction.IMPROVED: 'improved'>), (True, None), (False, None))
    """
    word = text.strip().rstrip("*†\ufe0e\ufe0f ").lower()
    if word in NOT_RATED - {"new"}:
        return True, None
    return word in _DIRECTION_OF, _DIRECTION_OF.get(word)


def typed_range(text: str) -> tuple[bool, InRange | None]:
    """Return a typed range check: whether it could be read, and what it says.

    >>> typed_range("Yes"), typed_range("")
    ((True, <InRange.YES: 'Yes'>), (True, None))
    """
    word = text.strip().rstrip("*†?").strip().lower()
    if word in NOT_RATED:
        return True, None
    return word in _RANGES, _RANGES.get(word)


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    >>> listed(["GL01"]), listed(["GL01", "GL02", "GL03"])
    ('GL01', 'GL01, GL02 and GL03')
    """
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
