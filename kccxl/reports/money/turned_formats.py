"""Number formats that print an amount with the other sign: a word behind it (30 F), a minus before what is positive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from kccxl.reports.money.sign_words import has_sign_word
from kccxl.tables.accounting import CREDIT, DEBIT
from kccxl.tables.displayed import outline, section_for
from kccxl.tables.problems import ProblemLog

_MOST_CELLS = 6
_BEFORE = re.compile(r"([A-Za-z][A-Za-z./ ]*)(.*)", re.DOTALL)
_CREDIT = re.compile(r"\(?(cr|dr)\b\.?\)?", re.IGNORECASE)


def turned(code: str, amount: Decimal, *, credits: bool) -> bool:
    """Whether a reader of the sheet may take an amount for one of the other sign than is stored.

    Args:
        code: its number format.
        amount: as stored.
        credits: whether CR in its column surely is a minus.

    >>> turned('#,##0.0" F";#,##0.0" A"', Decimal(30), credits=True), turned("-0;0", Decimal(30), credits=True)
    (True, True)
    >>> turned("#,##0;[Red](#,##0)", Decimal(-30), credits=True), turned('0" DR";0" CR"', Decimal(-3), credits=True)
    (False, False)
    """
    return bool(amount) and _turned(code, amount > 0, section_for(code, amount), credits)


@lru_cache(maxsize=1024)
def _turned(code: str, positive: bool, section: str, credits: bool) -> bool:
    printed = outline(section)
    before = _BEFORE.fullmatch(printed)
    if has_sign_word(f"{before[2]} {before[1].strip()}" if before else printed):
        word = _CREDIT.search(printed)
        fits = word is not None and word[1].upper() == (DEBIT if positive else CREDIT)
        return not (credits and fits)
    return _is_negative(outline(section_for(code, Decimal(1))))


def _is_negative(printed: str) -> bool:
    return bool(re.search(r"[-–−(]\s*£?\s*1|1\s*[-–−]", printed))


def report_turned(cells: Sequence[str], log: ProblemLog) -> None:
    """Report the cells of a table whose format prints another sign; one message names them."""
    if not cells:
        return
    names = ", ".join(cell.rpartition("!")[2] for cell in cells[:_MOST_CELLS])
    more = f" and {len(cells) - _MOST_CELLS:,} more" if len(cells) > _MOST_CELLS else ""
    log.error(
        "sign-in-words",
        cells[0],
        f"a number format in {names}{more} by which the amounts are displayed with a word or a minus that may turn "
        "their sign",
        "amounts displayed with a minus or in brackets where they are negative, and plainly where not",
        "Give these cells a plain number format, and look whether the sign is the right one.",
    )
