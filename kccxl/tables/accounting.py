"""How finance systems and papers write amounts: ``1,200.50-``, ``1,200 CR``, ``Nil``, a dash for nought.

These spellings hold for amounts alone: in a table of indicators ``95-`` may be a slip, and a dash stands for N/a.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from kccxl.tables.cells import Figure, Kind, exact, plain_text, read_figure
from kccxl.tables.grid import Value

CREDIT, DEBIT = "CR", "DR"
"""What :attr:`Figure.words` of an amount says whose sign stands in one of these words."""

_PLAIN = r"£? ?\d[\d,]*(?:\.\d+)?(?: ?(?:k|m|bn))?"
_TRAILING = re.compile(rf"({_PLAIN})[-−]", re.IGNORECASE)
_WORDED = re.compile(rf"({_PLAIN}) ?(?:\((?P<in>[cd]r)\.?\)|(?P<out>[cd]r)\b\.?)", re.IGNORECASE)
_SIGNED_WORDED = re.compile(r"(?:.*[-−–(].*\d.*|.*\d.*[-−–)].*)(?:[cd]r)\b\.?\)?", re.IGNORECASE)
_BRACKETED = re.compile(r"£ ?\(([^()£]*)\)")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?![\d,]|[\u00a0\u202f\u2009]\d)")
_NIL = re.compile(r"£? ?nil\.?", re.IGNORECASE)
_REMARK = re.compile(
    r"[(\[]?(?:(?:re-?)?est(?:\.|imate[ds]?)?|prov(?:\.|isional)?|rev(?:\.|ised)?|appr(?:ox)?(?:\.|imate(?:ly)?)?|draft|final|"
    r"unaudited|audited|confirmed|p\.? ?a\.?|per annum|a year|"
    r"(?:see )?(?:foot)?note(?: \w{1,2})?|[a-z]|[ivx]{1,4})[)\]]?[.*†‡]*",
    re.IGNORECASE,
)
_DASH = re.compile(r"(?:£ ?)?[-–—−‐‑]|[-–—−‐‑] ?£")


def is_dash(text: str) -> bool:
    """Whether a text is the lone dash that accountants print for nought.

    >>> [is_dash(text) for text in ("-", "£ –", "..", "--")]
    [True, True, False, False]
    """
    return bool(_DASH.fullmatch(text))


def is_remark(words: str) -> bool:
    """Whether the words behind an amount only remark on it: no second figure, no noun that counts other things.

    >>> [is_remark(words) for words in ("", "est.", "(rev)", "see note 2", "(4,500)", "posts", "(net of 2 grants)")]
    [True, True, True, True, False, False, False]
    """
    return not words or bool(_REMARK.fullmatch(words))


def read_amount(value: Value, number_format: str = "General") -> Figure:
    """Read the amount in a cell: as :func:`read_signed`, and a lone dash is nought, typed or shown for a stored one.

    >>> read_amount("–").value, read_amount(0, '#,##0;-#,##0;"-"').value, read_amount("n/a").value
    (Decimal('0'), Decimal('0'), None)
    """
    figure = read_signed(value, number_format)
    if figure.known or not is_dash(figure.printed):
        return figure
    if isinstance(value, int | float) and exact(value):
        return figure
    return _nought(figure.printed)


def read_signed(value: Value, number_format: str = "General") -> Figure:
    """Read a figure whose minus may stand behind it, or be the word CR; blanks may part its thousands, 0 may be Nil.

    The words of one with CR or DR say so, for what a credit does to a variance is not said by it. A minus or
    brackets and such a word contradict each other or are one too many: these are a text.

    >>> read_signed("1,200.50-").value, read_signed("£(1,200)").value, read_signed("Nil").value
    (Decimal('-1200.50'), Decimal('-1200'), Decimal('0'))
    >>> read_signed("1,200 CR").value, read_signed("1,200DR").words, read_signed("-1,200 CR").kind.value
    (Decimal('-1200'), 'DR', 'text')
    >>> read_signed("1\u00a0200").value, read_signed("1 200").kind.value
    (Decimal('1200'), 'text')
    """
    if not isinstance(value, str):
        figure = read_figure(value, number_format)
        return (
            _nought(figure.printed) if figure.kind is Kind.TEXT and _NIL.fullmatch(figure.printed) else figure
        )
    text = plain_text(_GROUPED.sub(lambda found: re.sub(r"\D", "", found[0]), value))
    return replace(_read(text), printed=plain_text(value))


def _nought(printed: str) -> Figure:
    return Figure(Kind.NUMBER, Decimal(0), "£" if "£" in printed else "", 0, printed=printed)


def _read(text: str) -> Figure:
    if _NIL.fullmatch(text):
        return _nought(text)
    if found := _TRAILING.fullmatch(text):
        return read_figure(f"-{found[1]}")
    if found := _BRACKETED.fullmatch(text):
        return read_figure(f"(£{found[1]})")
    if found := _WORDED.fullmatch(text):
        word = (found["in"] or found["out"]).upper()
        figure = read_figure(f"-{found[1]}" if word == CREDIT else found[1])
        return replace(figure, words=word) if figure.known else figure
    return Figure(Kind.TEXT) if _SIGNED_WORDED.fullmatch(text) else read_figure(text)
