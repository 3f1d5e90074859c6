"""Puts service areas under divisions, and matches lines of a typed summary page with indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from kccxl.reports.performance.model import Indicator, ServiceArea, SummaryRow
from kccxl.tables.spec import caption

CLOSE = 0.8
"""How alike two wordings of one indicator must be, where the summary page bears no refs (1 is the same)."""


APART = 0.05
"""By how much one line must be closer than the next, where two could be about the same indicator."""


def match_summary(summary: Sequence[SummaryRow], indicators: Sequence[Indicator]) -> dict[int, int]:
    """Match summary lines with indicators: by ref, else by the same wording, else by the closest one.

    Returns:
        For each matched line's number the number of its indicator; no indicator is matched twice.

    """
    matched: dict[int, int] = {}
    for number, row in enumerate(summary):
        same = [n for n, item in enumerate(indicators) if n not in matched.values() and _same(row, item)]
        if same:
            matched[number] = same[0]
    claims: dict[int, list[tuple[float, int]]] = {}
    for number, row in enumerate(summary):
        if number in matched or row.ref:
            continue
        free = [n for n in range(len(indicators)) if n not in matched.values()]
        likeness = {n: _likeness(row.description, indicators[n].description) for n in free}
        best = max(free, key=lambda n: likeness[n], default=None)
        if best is not None and likeness[best] >= CLOSE:
            claims.setdefault(best, []).append((likeness[best], number))
    for indicator, rows in claims.items():
        rows.sort(reverse=True)
        if len(rows) == 1 or rows[0][0] - rows[1][0] > APART:
            matched[rows[0][1]] = indicator
    return matched


def put_into_divisions(
    areas: Sequence[ServiceArea], indicators: Sequence[Indicator], summary: Sequence[SummaryRow]
) -> list[ServiceArea]:
    """Give every service area its division: as stated, else as the summary page groups it, else its name.

    An area without indicators of its own belongs where an area of the same name, or the one above it,
    belongs.
    """
    grouped = _groups(indicators, summary)
    named: dict[str, str] = {}
    placed: list[ServiceArea] = []
    for area in areas:
        above = placed[-1].division if placed and summary else area.name
        division = area.division or grouped.get(area.key) or named.get(area.name) or above
        named.setdefault(area.name, division)
        placed.append(replace(area, division=division))
    return placed


def _groups(indicators: Sequence[Indicator], summary: Sequence[SummaryRow]) -> Mapping[str, str]:
    votes: dict[str, Counter[str]] = {}
    for number, indicator in match_summary(summary, indicators).items():
        if summary[number].division:
            votes.setdefault(indicators[indicator].area, Counter())[summary[number].division] += 1
    return {area: count.most_common(1)[0][0] for area, count in votes.items()}


def _same(row: SummaryRow, item: Indicator) -> bool:
    return row.ref == item.ref if row.ref else caption(row.description) == caption(item.description)


def _likeness(left: str, right: str) -> float:
    return SequenceMatcher(None, caption(left), caption(right), autojunk=False).ratio()
