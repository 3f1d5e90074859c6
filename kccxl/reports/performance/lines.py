"""Tells what a line of text between tables is: commentary on a ref, a footnote, a period, a heading.

Page furniture.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from kccxl.errors import RuleError
from kccxl.reports.performance.words import refs_and_text
from kccxl.rules.financial_year import FinancialYear, Period
from kccxl.rules.periods import parse_period

_FURNITURE = re.compile(
    r"page \d+(?: of \d+)?|\d+ of \d+|this page is intentionally left blank", re.IGNORECASE
)
_PERIOD_WORDS = re.compile(
    r"\b(?:results up to|data up to|data|results|quarterly|monthly|annual)\b", re.IGNORECASE
)
_HEADING = re.compile(
    r"^(?:(?:annual|monthly|quarterly) )?(?:key performance|activity|performance) indicators?\b.*"
    r"|^appendix\b.*",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"^(?:[*†‡+]+|<sup>.*?</sup>)\s*\S")
_TOTAL = re.compile(r"(?:grand |sub ?)?totals?\b.*", re.IGNORECASE)


class LineKind(Enum):
    """What a line is."""

    COMMENTARY = auto()
    FOOTNOTE = auto()
    PERIOD = auto()
    HEADING = auto()
    FURNITURE = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and what it is; ``refs`` for commentary, ``period`` where one is named."""

    kind: LineKind
    text: str
    refs: Sequence[str] = ()
    period: Period | None = None


def read_line(text: str, known: Container[str], year: FinancialYear | None) -> Line:
    """Say what a line between tables is.

    Args:
        text: the line.
        known: refs of the workbook's tables.
        year: the financial year, for periods without one.

    Example:
        >>> read_line("CS08 – Fewer calls came in.", {"CS08"}, None).refs
        ['CS08']
        >>> read_line("Quarterly - December data", set(), FinancialYear(2018)).period.label
        'Q3 2018/19'
        >>> read_line("Page 27", set(), None).kind.name, read_line("*Snapshot data", set(), None).kind.name
        ('FURNITURE', 'FOOTNOTE')

    """
    if _FURNITURE.fullmatch(text):
        return Line(LineKind.FURNITURE, text)
    refs, rest = refs_and_text(text, known)
    if refs:
        return Line(LineKind.COMMENTARY, rest, refs)
    if _FOOTNOTE.match(text):
        return Line(LineKind.FOOTNOTE, text)
    if len(text) < 100 and _PERIOD_WORDS.search(text) and (period := _period(text, year)):
        return Line(LineKind.PERIOD, text, period=period)
    return Line(LineKind.HEADING if len(text) < 100 and _HEADING.match(text) else LineKind.TEXT, text)


def is_sentence(text: str) -> bool:
    """Whether a text is commentary rather than the name of an indicator.

    >>> is_sentence("Delays in June because of staffing."), is_sentence("Number of calls")
    (True, False)
    """
    words = text.split()
    return len(words) > 2 and (words[-1][-1] in ".!?" or len(words) > 15)


def is_total(text: str) -> bool:
    """Whether a row label names a total.

    >>> is_total("Grand Total"), is_total("Total S&CS"), is_total("Calls in total")
    (True, True, False)
    """
    return bool(_TOTAL.fullmatch(text.strip()))


def _period(text: str, year: FinancialYear | None) -> Period | None:
    try:
        return parse_period(text, within=year)
    except RuleError:
        return None
