"""What sign a sheet says its overspends have: in a caption (``(Overspend)/Underspend``) or in a note beside the table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.variance import Sign
from kccxl.tables.cells import plain_text
from kccxl.tables.finder import Found
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog

_OVER = r"(?:over ?-?spen\w*|over|adverse)\b"
_UNDER = r"(?:under ?-?spen\w*|under|favourable)\b"
_CLAUSES = re.compile(r"[;,.]|\band\b|\bwhile\b|\bwhereas\b|(?<=\w)\s*/\s*(?=[-+–−(])")
_SAYS = re.compile(
    r"=|\b(?:is|are|shown|denotes?|indicates?|represents?|means?|given|printed)\b", re.IGNORECASE
)
_NO_FIGURE = r"(?! (?:action|impact|effect|outcome|progress|trend))"
_NEGATIVE = re.compile(
    rf"\bnegatives?\b{_NO_FIGURE}|\bminus\b|\bbrackets?\b|\bparenthes|\(\s*[-–−]\s*\)|[-–−](?:ve\b|\s*=)",
    re.IGNORECASE,
)
_POSITIVE = re.compile(rf"\bpositives?\b{_NO_FIGURE}|\(\s*\+\s*\)|\+(?:ve\b|\s*=)", re.IGNORECASE)
_LONGEST = 200


def sign_in(text: str) -> Sign | None:
    """Return the sign that a caption or a note gives to an overspend; None where it says nothing, or two things.

    >>> sign_in("Variance (Overspend)/Underspend").value, sign_in("Over/(Under) spend").value
    ('overspend negative', 'overspend positive')
    >>> sign_in("Overspends are shown as negative figures").value, sign_in("- = underspend").value
    ('overspend negative', 'overspend positive')
    >>> sign_in("Variance") is None, sign_in("Negative: overspend or underspend") is None
    (True, True)
    """
    outside = re.sub(r"\([^()]*\)", " ", text)
    if _has(rf"{_OVER}\s*\)", text, before=r"\(\s*") and _has(_UNDER, outside):
        return Sign.OVERSPEND_NEGATIVE
    if _has(rf"{_UNDER}\s*\)", text, before=r"\(\s*") and _has(_OVER, outside):
        return Sign.OVERSPEND_POSITIVE
    said = {found for clause in _CLAUSES.split(text) if (found := _in_clause(clause))}
    return said.pop() if len(said) == 1 else None


def _in_clause(text: str) -> Sign | None:
    over, under = _has(_OVER, text), _has(_UNDER, text)
    negative, positive = bool(_NEGATIVE.search(text)), bool(_POSITIVE.search(text))
    if over is under or negative is positive or not _SAYS.search(text):
        return None
    return Sign.OVERSPEND_NEGATIVE if over is negative else Sign.OVERSPEND_POSITIVE


def _has(pattern: str, text: str, before: str = r"\b") -> bool:
    return bool(re.search(f"{before}{pattern}", text, re.IGNORECASE))


def contradicts(table: Found, settings: MoneySettings, log: ProblemLog) -> bool:
    """Whether a caption or a note gives overspends the other sign than the settings do; if so, report it.

    Every colour of the table would be wrong.
    """
    for place, text in _texts(table):
        found = sign_in(text)
        if found is not None and found is not settings.sign:
            log.error(
                "sign-contradicts",
                f"{table.grid.sheet}!{place}",
                f"“{text}”, by which the sign is “{found}”",
                f"variances with the sign of the settings, “{settings.sign}”",
                f"Set “Variance sign” to “{found}” in the settings, or correct this text.",
            )
            return True
    return False


def _texts(table: Found) -> Iterator[tuple[str, str]]:
    """Yield the captions of a table and the notes above and beneath it, with their cells."""
    columns = range(table.left, table.right + 1)
    for column in columns:
        rows = range(table.top, table.header_bottom + 1)
        parts = [plain_text(table.grid.at(row, column)) for row in rows]
        yield cell_name(table.header_bottom, column), " ".join(filter(None, parts))
    for row in (*range(table.top), *table.body):
        filled = [at for at in range(table.right + 1) if table.grid.holds(row, at)]
        if len(filled) == 1:
            text = plain_text(table.grid.at(row, filled[0]))
            if len(text) <= _LONGEST:
                yield cell_name(row, filled[0]), text
