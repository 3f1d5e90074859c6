"""Texts in XML. The standard library's own (``xml.sax.saxutils``) loads all it takes to fetch files from the web."""

from __future__ import annotations

from collections.abc import Mapping

QUOTES = {'"': "&quot;"}
"""What a text needs beyond the usual where it stands in quotation marks."""


def escape(text: str, more: Mapping[str, str] | None = None) -> str:
    """Write a text as markup; ``more`` are characters beyond ``&``, ``<`` and ``>``, with what stands for each.

    >>> escape('R&D > "A"', {'"': "&quot;"})
    'R&amp;D &gt; &quot;A&quot;'
    """
    text = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
    for character, entity in (more or {}).items():
        text = text.replace(character, entity)
    return text


def unescape(markup: str, more: Mapping[str, str] | None = None) -> str:
    """Read a text from markup; ``more`` are entities beyond the three, with what each stands for.

    >>> unescape("&amp;lt; is &quot;&lt;&quot;", {"&quot;": '"'})
    '&lt; is "<"'
    """
    text = markup.replace("&lt;", "<").replace("&gt;", ">")
    for entity, character in (more or {}).items():
        text = text.replace(entity, character)
    return text.replace("&amp;", "&")
