"""Labels of a table of money: which rows name a total, and which labels go on in the next row."""

from __future__ import annotations

import re

from kccxl.tables.cells import plain_text
from kccxl.tables.total_names import names_total as names_total

BULLET = re.compile(r"^\s*[-–—•*]\s+")
_OPEN = re.compile(r"(?:,|&|\band|\bof|\bfor|\bthe|[-–(/])\s*$", re.IGNORECASE)
_CONTINUES = re.compile(r"^(?:[a-z]|\([a-zA-Z]{2}|&|and\b|of\b)")
_JOINS = re.compile(r"^(?:&|and\b|or\b)")
_REMARK = re.compile(
    r"^(?:notes?\b|source\b|\*|†|‡|\(?\d{1,2}\)|\(?[a-z]\)\s|\d{1,2}\.\s|https?:)", re.IGNORECASE
)
_REMARK_WORDS = 14


def tidy(text: str) -> str:
    """Return a label without its bullet.

    >>> tidy("- Contact Centre"), tidy("Business - Growth")
    ('Contact Centre', 'Business - Growth')
    """
    return BULLET.sub("", plain_text(text)).strip()


def is_open(text: str) -> bool:
    """Whether a label cannot end here: at a comma, an “and” or a bracket left open.

    >>> is_open("Strategy, Policy,"), is_open("Infrastructure (Property"), is_open("Finance")
    (True, True, False)
    """
    return bool(_OPEN.search(text)) or text.count("(") > text.count(")")


def goes_on(text: str, label: str) -> bool:
    """Whether a label goes on in the next row: it is open, or what follows cannot open one.

    >>> goes_on("Strategy, Policy,", "Relationships"), goes_on("Infrastructure (Property", "ICT)")
    (True, True)
    >>> goes_on("Engagement and Design", "and Development"), goes_on("Directorate", "Finance")
    (True, False)
    >>> goes_on("Finance", "(1) Includes grants")
    False
    """
    return not is_remark(label) and (is_open(text) or bool(_CONTINUES.match(label)))


def ends_in(text: str, label: str) -> bool:
    """As :func:`goes_on`, for the last line of a table, beneath which remarks stand: those are no part of it.

    >>> ends_in("Strategy and", "Policy"), ends_in("Total", "excluding schools")
    (True, False)
    """
    return not is_remark(label) and (is_open(text) or bool(_JOINS.match(label)))


def is_remark(label: str) -> bool:
    """Whether a text is a footnote or a sentence rather than a label.

    >>> is_remark("Note: provisional"), is_remark("1) Provisional"), is_remark("Adults")
    (True, True, False)
    """
    return bool(_REMARK.match(label)) or len(label.split()) >= _REMARK_WORDS
