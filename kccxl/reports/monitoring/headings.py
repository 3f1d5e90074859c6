"""Match the headings of budgets as officers spell them: bullets, capitals, & or and, brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kccxl.tables.cells import plain_text

_BRACKETED = re.compile(r"\([^()]*\)")
_NOT_WORD = re.compile(r"[\W_]+")


def heading_key(text: str) -> str:
    """Return a heading with all removed in which spellings differ.

    >>> heading_key("- Finance & Procurement") == heading_key("FINANCE AND PROCUREMENT")
    True
    """
    plain = plain_text(text).casefold()
    joined = plain.replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(_NOT_WORD.sub(" ", joined).split()) or plain


def short_key(text: str) -> str:
    """Return the key of a heading without what stands in brackets.

    >>> short_key("Infrastructure (Property, ICT & Business Services Centre)")
    'infrastructure'
    """
    return heading_key(_BRACKETED.sub(" ", plain_text(text)))


def matching(wanted: str, headings: Iterable[str]) -> list[int]:
    """Return which headings a text names, by position: by the whole key, else by the one without brackets.

    >>> matching("infrastructure", ["- Finance", "Infrastructure (Property & ICT)"])
    [1]
    """
    known = list(headings)
    for key in (heading_key, short_key):
        found = [at for at, heading in enumerate(known) if key(wanted) and key(heading) == key(wanted)]
        if found:
            return found
    return []
