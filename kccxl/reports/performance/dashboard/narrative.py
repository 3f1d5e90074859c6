"""The covering text: counts, movements and every Red, said from the same results as the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kccxl.reports.paper.wording import amount, listing, number, sentence, verb, whole
from kccxl.reports.performance.dashboard.commentary import TO_BE_ADDED, is_red
from kccxl.reports.performance.dashboard.figures import figure_text, plain
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
    'In June, one of the four indicators is rated Green and two Amber; one is not rated.'
    """
    left_out = counts["not_rated"]
    if left_out == total:
        return f"{opening}, {_all_unrated(total)}."
    found = [(counts[rag.value], rag.word) for rag in Rag if counts[rag.value]]
    if found[0][0] == total:
        return f"{opening}, {whole(total, 'indicator')} {verb(total)} rated {found[0][1]}."
    (first, colour), *others = found
    said = f"{number(first)} of the {number(total)} indicators {verb(first)} rated {colour}"
    said = f"{opening}, {listing([said, *(f'{number(many)} {word}' for many, word in others)])}"
    return f"{said}; {number(left_out)} {verb(left_out)} not rated." if left_out else f"{said}."


def _all_unrated(total: int) -> str:
    if total == 1:
        return "the one indicator is not rated"
    return f"{'neither of the two' if total == 2 else 'none of the'} indicators is rated"


def movements(results: Results) -> str:
    """Say how many indicators moved which way, by which method, and which arrows were typed."""
    ways = results.counts["dot"]
    methods = {result.travel.method for result in results.indicators if result.dot_source != "typed"}
    opening = _SINCE[methods.pop()] if len(methods) == 1 else "By direction of travel"
    typed = sum(result.dot_source == "typed" for result in results.indicators)
    return movements_in_words(opening, ways, typed)


def movements_in_words(opening: str, ways: Mapping[str, int], typed: int) -> str:
    """Say each movement that there was.

    >>> movements_in_words("Since April", {"improved": 2, "same": 0, "worsened": 1, "new": 0, "none": 0}, 0)
    'Since April, two indicators improved and one worsened.'
    """
    moved = {"improved": "improved", "same": "stayed the same", "worsened": "worsened"}
    found = [(ways[key], text) for key, text in moved.items() if ways[key]]
    said = []
    if found:
        (first, text), *others = found
        parts = [f"{amount(first, 'indicator')} {text}", *(f"{number(many)} {how}" for many, how in others)]
        said.append(f"{opening}, {listing(parts)}.")
    if ways["new"]:
        said.append(sentence(f"{amount(ways['new'], 'indicator')} {verb(ways['new'])} new"))
    if ways["none"]:
        said.append(sentence(f"for {amount(ways['none'], 'indicator')} no direction can be given"))
    if typed:
        said.append(sentence(f"for {amount(typed, 'indicator')} the direction was typed, not computed"))
    return " ".join(said)


def _activity(results: Results) -> list[str]:
    said = ranges(Counter(result.in_range for result in results.activity))
    return [said] if said else []


def ranges(found: Mapping[InRange | None, int]) -> str:
    """Say how activity lies within its expected range; None counts what has no range.

    >>> ranges({InRange.ABOVE: 1, None: 2})
    'One activity indicator has an expected range; it is above it. Two more are shown without one.'
    """
    left_out = found.get(None, 0)
    places = {InRange.YES: "within", InRange.ABOVE: "above", InRange.BELOW: "below"}
    parts = [(found[place], word) for place, word in places.items() if found.get(place)]
    if not parts:
        only = f"{amount(left_out, 'activity indicator')} {verb(left_out)} shown without an expected range"
        return sentence(only) if left_out else ""
    said = sentence(_in_words(parts))
    more = f"{number(left_out)} more {verb(left_out)} shown without one"
    return f"{said} {sentence(more)}" if left_out else said


def _in_words(parts: Sequence[tuple[int, str]]) -> str:
    (first, word), *others = parts
    checked = sum(many for many, _ in parts)
    if checked == 1:
        return f"one activity indicator has an expected range; it is {word} it"
    if not others:
        return f"{whole(checked, 'activity indicator')} with an expected range are {word} it"
    said = [f"{number(first)} {verb(first)} {word} it", *(f"{number(many)} {each}" for many, each in others)]
    return f"of {amount(checked, 'activity indicator')} with an expected range, {listing(said)}"


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
