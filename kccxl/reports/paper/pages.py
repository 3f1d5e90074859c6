"""What a report hands over to be bound into a paper: its masthead, its sheets, and what it says in prose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kccxl.reports.paper.frame import Masthead
from kccxl.sheets.sheet import Sheet

Paragraph: TypeAlias = "tuple[str, str]"
"""A lead in bold, which may be empty, and the text that follows it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the covering text and what stands beneath; the paragraphs of one item stay on one page.

    >>> Section.of("Savings", ["All savings are on track."]).items
    [[('', 'All savings are on track.')]]
    """

    heading: str
    items: Sequence[Sequence[Paragraph]]

    @classmethod
    def of(cls, heading: str, texts: Sequence[str]) -> Section:
        """Return a section of plain paragraphs."""
        return cls(heading, [[("", text)] for text in texts])


@dataclass(frozen=True, slots=True)
class Pages:
    """A report as laid out. Hidden sheets (series of charts) go to the end of the paper."""

    masthead: Masthead
    sheets: Sequence[Sheet]
    text: Sequence[Section] = ()
