"""Holds a workbook against itself: typed ratings against computed ones, reds against commentary.

Refs against refs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kccxl.reports.paper.typed import typed_rating
from kccxl.reports.performance.divisions import match_summary
from kccxl.reports.performance.model import Activity, ActivityResult, Indicator, IndicatorResult, Inputs
from kccxl.reports.performance.words import typed_direction, typed_range
from kccxl.rules.rag import Rag, Rating, Scheme
from kccxl.rules.rounding import Basis, round_half_up, show
from kccxl.tables.problems import ProblemLog

EXAMPLE = "Example:"
"""How descriptions of the template's example rows begin."""

_UNREADABLE = {"not-a-number", "excel-error", "not-calculated"}
_RESTS_ON = {
    "month_rag": ("latest", "target", "floor"),
    "ytd_rag": ("ytd", "target", "floor"),
    "dot": ("latest", "previous"),
}


def check(
    inputs: Inputs, indicators: Sequence[IndicatorResult], activity: Sequence[ActivityResult], log: ProblemLog
) -> None:
    """Run every check; what is found goes to ``log``."""
    for result in indicators:
        _typed_ratings(result, log)
        _rateable(result, inputs, log)
        _boundary(result, log)
        _marks_as_displayed(result.indicator, inputs, log)
        _red_needs_words(result, inputs, log)
    for checked in activity:
        _typed_range(checked, log)
        _range_boundary(checked, log)
    _same_refs([*inputs.indicators, *inputs.activity], log)
    _examples([*inputs.indicators, *inputs.activity], log)
    _summary_agrees(inputs, indicators, log)
    _commentary_refs(inputs, log)
    if not indicators and not activity:
        log.error(
            "no-indicators",
            "",
            "no indicators",
            "a table of indicators with Ref, Indicator description and Target, or one of another report",
            "See “How to lay out a workbook” in the README, or start from `kccxl new performance`; for money from "
            "`kccxl new budget`, `monitoring`, `ledger`, `capital` or `savings`, whose captions yours must match.",
        )
    elif not inputs.settings.results_up_to and any(result.indicator.latest.known for result in indicators):
        log.warn(
            "no-period",
            "",
            "no financial year and no “Results up to”",
            "the period the report is about",
            "State both on the cover sheet or in the Settings table.",
        )


def _typed_ratings(result: IndicatorResult, log: ProblemLog) -> None:
    item = result.indicator
    for name, typed, rating in (
        ("month_rag", item.typed_month_rag, result.month),
        ("ytd_rag", item.typed_ytd_rag, result.ytd),
    ):
        if not _unread(item, name, log):
            _compare_rating(typed, rating, f"{item.ref}", item.cells.get(name, ""), log)
    typed_dot = typed_direction(item.typed_dot)[1]
    if _unread(item, "dot", log):
        return
    if item.typed_dot and result.dot_source != "typed" and result.dot is not typed_dot:
        log.error(
            "direction-differs",
            item.cells["dot"],
            f"“{item.typed_dot}” for {item.ref}",
            f"{result.dot.label if result.dot else 'N/a'} ({result.travel.reason})",
            "Correct the arrow, or clear the cell so that the computed one is used.",
        )


def _unread(item: Indicator, name: str, log: ProblemLog) -> bool:
    """Whether a figure this rests on could not be read: that error is enough, and what follows from it no news."""
    places = {f"{problem.sheet}!{problem.cell}" for problem in log.problems if problem.code in _UNREADABLE}
    return any(item.cells.get(figure) in places for figure in _RESTS_ON[name])


def _compare_rating(typed: str, rating: Rating, ref: str, cell: str, log: ProblemLog) -> None:
    if not typed:
        return
    colour = typed_rating(typed)[1]
    if colour is not rating.rag:
        log.error(
            "rating-differs",
            cell,
            f"“{typed}” for {ref}",
            f"{rating.rag or 'N/a'} ({rating.reason})",
            "Correct the figure or the rating, or clear the rating so that the computed one is used.",
        )


def _typed_range(checked: ActivityResult, log: ProblemLog) -> None:
    item = checked.activity
    if item.typed_in_range and typed_range(item.typed_in_range)[1] is not checked.in_range:
        log.error(
            "range-differs",
            item.cells["in_range"],
            f"“{item.typed_in_range}” for {item.ref}",
            f"{checked.in_range or 'N/a'} ({checked.check.reason})",
            "Correct the figure, the thresholds or the word, or clear the word so that the computed one is "
            "used.",
        )


def _rateable(result: IndicatorResult, inputs: Inputs, log: ProblemLog) -> None:
    """Return a result that cannot be rated for want of a target, a floor or the polarity is said.

    Never guessed.
    """
    item = result.indicator
    if not item.latest.known and not item.ytd.known:
        return
    scheme = item.scheme or inputs.settings.scheme
    needs_floor = scheme is Scheme.TARGET_FLOOR
    if scheme is Scheme.NONE:
        return
    if not item.target.known or (needs_floor and not item.floor.known):
        name = "floor" if item.target.known else "target"
        what = "floor standard" if name == "floor" else "target"
        log.warn(
            f"no-{name}",
            item.cells.get(name) or item.cells.get("ref", ""),
            f"{item.ref} without a {what}",
            f"a {what}",
            f"It is shown as N/a. State the {what}, or choose another RAG scheme for it.",
        )
    elif result.polarity is None and not (item.floor.known and item.floor.value != item.target.value):
        log.error(
            "no-polarity",
            item.cells.get("good_is") or item.cells.get("target", ""),
            f"{item.ref} with {'equal target and floor standard' if item.floor.known else 'a target alone'}",
            "whether a high or a low figure is good",
            "State it in a column “Good is” (High or Low), or correct target and floor standard.",
        )


def _boundary(result: IndicatorResult, log: ProblemLog) -> None:
    for name, rating in (("latest", result.month), ("ytd", result.ytd)):
        if rating.near_boundary:
            item = result.indicator
            log.note(
                "near-boundary",
                item.cells.get(name) or item.cells.get("ref", ""),
                f"{item.ref}: {rating.near_boundary}",
                "a figure that is rated alike however it is rounded",
                "Nothing needs mending; the row says so as well. The setting “Rounding basis” decides.",
            )


def _range_boundary(checked: ActivityResult, log: ProblemLog) -> None:
    item = checked.activity
    if checked.check.near_boundary:
        log.note(
            "near-boundary",
            item.cells.get("value") or item.cells.get("ref", ""),
            f"{item.ref}: {checked.check.near_boundary}",
            "a figure that is in or out of range however it is rounded",
            "Nothing needs mending; the sheet says so as well. The setting “Rounding basis” decides.",
        )


def _marks_as_displayed(item: Indicator, inputs: Inputs, log: ProblemLog) -> None:
    """A target whose cell shows fewer decimals than it holds is compared as shown, like the result."""
    if inputs.settings.basis is not Basis.DISPLAYED:
        return
    for name, figure in (("target", item.target), ("floor standard", item.floor)):
        if figure.value is None or figure.decimals is None:
            continue
        if round_half_up(figure.value, figure.decimals) != figure.value:
            log.warn(
                "target-rounded",
                figure.cell,
                f"a {name} of {show(figure.value, item.unit)} displayed as {figure.shown}",
                f"a {name} displayed as it is meant",
                f"{item.ref} is rated against {figure.shown}. Type that, or show more decimals.",
            )


def _red_needs_words(result: IndicatorResult, inputs: Inputs, log: ProblemLog) -> None:
    item = result.indicator
    if Rag.RED in (result.month.rag, result.ytd.rag) and not any(
        item.ref in c.refs for c in inputs.commentary
    ):
        log.warn(
            "red-without-commentary",
            item.cells.get("ref", ""),
            f"{item.ref} rated Red without commentary",
            "the management action taken",
            f"Write a line “{item.ref} – …” beneath its table, or in the Commentary table.",
        )


def _examples(items: Sequence[Indicator | Activity], log: ProblemLog) -> None:
    """Return an example row of the template must not reach a committee unnoticed."""
    for item in items:
        if item.description.startswith(EXAMPLE):
            log.warn(
                "example-row",
                item.cells.get("ref", ""),
                f"the example row {item.ref} of the template",
                "your own rows",
                "Overwrite or delete it, and its results and commentary.",
            )


def _same_refs(items: Sequence[Indicator | Activity], log: ProblemLog) -> None:
    for ref, times in Counter(item.ref for item in items).items():
        if times > 1:
            same = [item for item in items if item.ref == ref]
            for item in same[1:]:
                log.warn(
                    "ref-twice",
                    item.cells.get("ref", ""),
                    f"{ref} a second time (“{item.description}”)",
                    f"each ref once; the first is in {same[0].cells.get('ref', 'another row')}",
                    "Give one of the two another ref. Both rows are shown.",
                )


def _summary_agrees(inputs: Inputs, indicators: Sequence[IndicatorResult], log: ProblemLog) -> None:
    """Return a typed summary page must say what the detail says, of every indicator and of no other."""
    if not inputs.summary:
        return
    matched = match_summary(inputs.summary, inputs.indicators)
    for number, row in enumerate(inputs.summary):
        if number not in matched:
            log.warn(
                "summary-unknown",
                row.cells["label"],
                f"“{row.ref or row.description}” on the summary page",
                "an indicator of the detail tables",
                "Correct its ref or wording, or delete the line.",
            )
            continue
        result = indicators[matched[number]]
        for name, typed, rating in (
            ("month_rag", row.typed_month_rag, result.month),
            ("ytd_rag", row.typed_ytd_rag, result.ytd),
        ):
            if _unread(result.indicator, name, log):
                continue
            _compare_rating(
                typed, rating, f"{result.indicator.ref} on the summary page", row.cells.get(name, ""), log
            )
    for number, item in enumerate(inputs.indicators):
        if number not in matched.values():
            log.warn(
                "summary-lacks",
                item.cells.get("ref", ""),
                f"{item.ref}, which the summary page does not list",
                "every indicator on the summary page",
                "Add it there. The new summary lists it.",
            )


def _commentary_refs(inputs: Inputs, log: ProblemLog) -> None:
    """Report a second commentary on one ref: it often belongs to the activity indicator beside it."""
    seen: dict[str, str] = {}
    refs = {item.ref for item in inputs.indicators} | {item.ref for item in inputs.activity}
    for commentary in inputs.commentary:
        for ref in commentary.refs:
            if ref not in refs:
                log.warn(
                    "unknown-ref",
                    commentary.cell,
                    f"a note on {ref}" if ref else "a note without a ref",
                    "a ref that a table has",
                    "Correct the ref, or add the indicator to its table.",
                )
            if ref in seen and f"{ref}b" in refs:
                log.warn(
                    "commented-twice",
                    commentary.cell,
                    f"a second commentary on {ref}",
                    f"one commentary on each ref; the first is in {seen[ref]}",
                    f"If {ref}b is meant, correct the ref. Both are printed.",
                )
            seen.setdefault(ref, commentary.cell)
