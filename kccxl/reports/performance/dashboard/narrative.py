"""The covering text: counts, movements and every Red, said from the same results as the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kccxl.reports.performance.dashboard.commentary import TO_BE_ADDED, is_red
from kccxl.reports.performance.dashboard.figures import figure_text, plain
from kccxl.reports.performance.dashboard.wording import amount, listing, number, sentence, share, verb
from kccxl.reports.performance.model import IndicatorResult, Results, count
from kccxl.rules.activity import InRange
from kccxl.rules.rag import Rag, Rating
from kccxl.rules.travel import Method

_SINCE = {Method.PREVIOUS: "Compared with the previous result", Method.TREND: "Over the whole series shown"}


def overview(results: Results) -> list[str]:
    """Return the paragraphs that sum up all indicators."""
    total = len(results.indicators)
    if not total:
        return ["No key performance indicators are reported.", *_activity(results)]
    counts = results.counts
    return [
        f"{ratings('For the latest period', counts['month_rag'], total)} "
        f"{ratings('For the year to date', counts['ytd_rag'], total)}",
        movements(results),
        *_activity(results),
    ]


def by_division(results: Results) -> Iterator[tuple[str, str]]:
    """Yield each division with its own counts."""
    for division in results.divisions:
        keys = {area.key for area in results.areas_of(division)}
        members = [result for result in results.indicators if result.indicator.area in keys]
        if members:
            counts = count(members)
            month = ratings("For the latest period", counts["month_rag"], len(members))
            yield division, f"{month} {ratings('For the year to date', counts['ytd_rag'], len(members))}"


def ratings(opening: str, counts: Mapping[str, int], total: int) -> str:
    """Say how many indicators bear each colour.

    >>> ratings("In June", {"GREEN": 1, "AMBER": 2, "RED": 0, "not_rated": 1}, 4)
    'In June, one of the four indicators is rated Green, two Amber and none Red; one is not rated.'
    """
    left_out = counts["not_rated"]
    if left_out == total:
        whole = "the one indicator is" if total == 1 else "none of the indicators is"
        return f"{opening}, {whole} {'not rated' if total == 1 else 'rated'}."
    if total == 1:
        colour = next(rag for rag in Rag if counts[rag.value])
        return f"{opening}, the one indicator is rated {colour.word}."
    green, amber, red = (counts[rag.value] for rag in Rag)
    said = f"{share(green)} of the {number(total)} indicators {'are' if green > 1 else 'is'} rated Green"
    said = f"{opening}, {listing([said, f'{share(amber)} Amber', f'{share(red)} Red'])}"
    return f"{said}; {number(left_out)} {verb(left_out)} not rated." if left_out else f"{said}."


def movements(results: Results) -> str:
    """Say how many indicators moved which way, by which method, and which arrows were typed."""
    ways = results.counts["dot"]
    methods = {result.travel.method for result in results.indicators if result.dot_source != "typed"}
    opening = _SINCE[methods.pop()] if len(methods) == 1 else "By direction of travel"
    parts = [
        f"{amount(ways['improved'], 'indicator')} improved",
        f"{share(ways['same'])} stayed the same",
        f"{share(ways['worsened'])} worsened",
    ]
    said = [f"{opening}, {listing(parts)}."]
    if ways["new"]:
        said.append(sentence(f"{amount(ways['new'], 'indicator')} {verb(ways['new'])} new"))
    if ways["none"]:
        said.append(sentence(f"for {amount(ways['none'], 'indicator')} no direction can be given"))
    typed = sum(result.dot_source == "typed" for result in results.indicators)
    if typed:
        said.append(sentence(f"for {amount(typed, 'indicator')} the direction was typed, not computed"))
    return " ".join(said)


def _activity(results: Results) -> list[str]:
    total = len(results.activity)
    if not total:
        return []
    found = Counter(result.in_range for result in results.activity)
    checked = total - found[None]
    if not checked:
        return [
            sentence(f"{amount(total, 'activity indicator')} {verb(total)} shown without an expected range")
        ]
    within, above, below = found[InRange.YES], found[InRange.ABOVE], found[InRange.BELOW]
    said = f"of {amount(checked, 'activity indicator')} with an expected range, {share(within)} {_be(within)}"
    said = f"{said} within it"
    said = f"{listing([said, f'{share(above)} above', f'{share(below)} below'])}"
    if found[None]:
        said = f"{said}; {number(found[None])} {verb(found[None])} shown without one"
    return [sentence(said)]


def _be(count: int) -> str:
    return "are" if count > 1 else "is"


def reds(results: Results) -> list[IndicatorResult]:
    """Return every indicator that is Red for the latest period or for the year to date."""
    return [result for result in results.indicators if is_red(result)]


def reds_opening(found: Sequence[IndicatorResult]) -> str:
    """Introduce the Reds."""
    if not found:
        return "No indicator is rated Red for the latest period or for the year to date."
    are = verb(len(found))
    return sentence(
        f"{amount(len(found), 'indicator')} {are} rated Red for the latest period or for the year to date"
    )


def red_lines(results: Results, result: IndicatorResult) -> list[str]:
    """Return what must be said of a Red: its figures, why it is Red, and what is done about it."""
    item = result.indicator
    figures = [
        f"{item.period_label} {figure_text(item.latest)} ({_colour(result.month)})",
        f"Year to Date {figure_text(item.ytd)} ({_colour(result.ytd)})",
        f"Target {figure_text(item.target)}",
        f"Floor Standard {figure_text(item.floor)}",
    ]
    why = dict.fromkeys(_why(rating) for rating in (result.month, result.ytd) if rating.rag is Rag.RED)
    said = [text.text for text in results.commentary_on(item.ref)]
    return [
        f"{'; '.join(figures)}. {' '.join(sentence(reason) for reason in why)}",
        *(said or [f"{TO_BE_ADDED}."]),
    ]


def _colour(rating: Rating) -> str:
    return rating.rag.value if rating.rag else "not rated"


def _why(rating: Rating) -> str:
    """Return the reason without the colour it opens with."""
    return plain(rating.reason.partition(": ")[2] or rating.reason)
