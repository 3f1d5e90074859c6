"""Counts in words, as a committee paper puts them: below ten in words, singular and plural right."""

from __future__ import annotations

from collections.abc import Sequence

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number(count: int) -> str:
    """Return a count below ten in words, others in figures.

    >>> number(3), number(12), number(1200)
    ('three', '12', '1,200')
    """
    return _WORDS[count] if 0 <= count < len(_WORDS) else f"{count:,}"


def whole(count: int, noun: str) -> str:
    """Return all there are of a noun.

    >>> whole(1, "indicator"), whole(2, "indicator"), whole(5, "indicator")
    ('the one indicator', 'both indicators', 'all five indicators')
    """
    if count == 1:
        return f"the one {noun}"
    return f"both {noun}s" if count == 2 else f"all {number(count)} {noun}s"


def amount(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> amount(1, "indicator"), amount(0, "indicator"), amount(14, "indicator")
    ('one indicator', 'no indicators', '14 indicators')
    """
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def verb(count: int, single: str = "is", several: str = "are") -> str:
    """Return the verb that goes with a count.

    >>> verb(1), verb(0), verb(2, "has", "have")
    ('is', 'are', 'have')
    """
    return single if count == 1 else several


def listing(parts: Sequence[str]) -> str:
    """Join parts as a sentence does.

    >>> listing(["one Green", "two Amber", "none Red"])
    'one Green, two Amber and none Red'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def sentence(text: str) -> str:
    """Begin with a capital letter and end with one full stop.

    >>> sentence("two indicators are new")
    'Two indicators are new.'
    """
    text = text.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."
