"""What sign a sheet says its overspends have: in a caption (``(Overspend)/Underspend``) or in a note beside the table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.variance import Sign
from kccxl.tables.cells import plain_text
from kccxl.tables.finder import Found
from kccxl.tables.grid import Grid, cell_name
from kccxl.tables.problems import ProblemLog

_OVER = r"(?:over ?-?spen\w*|over|adverse)\b"
_UNDER = r"(?:under ?-?spen\w*|under|favourable)\b"
_OVER_IN_CAPTIONS = rf"(?:{_OVER}|(?:adv|a|deficit)\b)"
_UNDER_IN_CAPTIONS = rf"(?:{_UNDER}|(?:fav|f|surplus)\b)"
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
_MOST_ROWS = 5_000  # a longer sheet holds a ledger, and no notes
_NOTE = re.compile(r"(?:note|notes|n\.?b\.?|sign|key|basis)? ?:?|\(?\w{1,2}[.):]?\)?", re.IGNORECASE)


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
    over, under = _OVER_IN_CAPTIONS, _UNDER_IN_CAPTIONS
    if _has(rf"{over}\s*\)", text, before=r"\(\s*") and _has(under, outside):
        return Sign.OVERSPEND_NEGATIVE
    if _has(rf"{under}\s*\)", text, before=r"\(\s*") and _has(over, outside):
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


def contradicts(table: Found, settings: MoneySettings, log: ProblemLog, grids: Sequence[Grid] = ()) -> bool:
    """Whether a caption or a note gives overspends the other sign than the settings do; if so, report it.

    Every colour of the table would be wrong. Of the other sheets of the workbook, ``grids``, notes count that stand
    alone in their row, unless a sheet is hidden; what the table's own sheet says goes first.
    """
    own = [(f"{table.grid.sheet}!{place}", text) for place, text in _texts(table)]
    if not any(sign_in(text) for _, text in own):
        own += _notes_elsewhere(table, grids)
    for place, text in own:
        found = sign_in(text)
        if found is not None and found is not settings.sign:
            log.error(
                "sign-contradicts",
                place,
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
    yield from _notes(table.grid, (*range(table.top), *table.body), table.right + 1)


def _notes(grid: Grid, rows: Iterable[int], width: int) -> Iterator[tuple[str, str]]:
    """Yield the texts that stand alone in their rows, with their cells; a word such as “Note” may stand before them."""
    for row in rows:
        filled = [at for at in range(width) if grid.holds(row, at)]
        texts = [plain_text(grid.at(row, at)) for at in filled]
        if len(texts) == 2 and _NOTE.fullmatch(texts[0]):
            filled, texts = filled[1:], texts[1:]
        if len(texts) == 1 and len(texts[0]) <= _LONGEST:
            yield cell_name(row, filled[0]), texts[0]


def _notes_elsewhere(table: Found, grids: Sequence[Grid]) -> Iterator[tuple[str, str]]:
    for grid in grids:
        if grid.visible and grid is not table.grid and len(grid.rows) <= _MOST_ROWS:
            width = max(map(len, grid.rows), default=0)
            for place, text in _notes(grid, range(len(grid.rows)), width):
                yield f"{grid.sheet}!{place}", text
