"""Texts are written into XML, and read from it, as the standard library does."""

from __future__ import annotations

from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from kccxl.files.markup import escape, unescape

TEXTS = st.text(st.sampled_from("&;<>\"'#ampltgquo a")) | st.text()
QUOTES = {'"': "&quot;", "'": "&apos;"}
BACK = {entity: character for character, entity in QUOTES.items()}


@given(TEXTS)
def test_both_ways_as_the_standard_library(text: str) -> None:
    assert escape(text) == saxutils.escape(text)
    assert escape(text, QUOTES) == saxutils.escape(text, QUOTES)
    assert unescape(text, BACK) == saxutils.unescape(text, BACK)
    assert unescape(escape(text, QUOTES), BACK) == text
