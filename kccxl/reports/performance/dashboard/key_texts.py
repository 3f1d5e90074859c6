"""The words of the key, each tied to the rule or setting it explains."""

from __future__ import annotations

from kccxl.reports.performance.dashboard.figures import BOUNDARY_MARK, NOT_RATED, TYPED_MARK
from kccxl.reports.performance.model import Results, Settings
from kccxl.rules.activity import InRange
from kccxl.rules.rag import Rag, Scheme
from kccxl.rules.rounding import Basis
from kccxl.rules.travel import MIN_POINTS, Direction, Method
from kccxl.rules.ytd import YtdMethod

Lines = list[tuple[str, str]]


def schemes(results: Results) -> list[Scheme]:
    """Return the schemes in force: the workbook's, then those of single rows."""
    own = [result.indicator.scheme for result in results.indicators if result.indicator.scheme]
    return list(dict.fromkeys([results.settings.scheme, *own]))


def scheme_heading(scheme: Scheme, settings: Settings) -> str:
    """Return what a scheme's section is called."""
    name = {
        Scheme.TARGET_FLOOR: "target and floor standard",
        Scheme.TOLERANCE: f"tolerance of {settings.tolerance:f}% around the target",
        Scheme.TARGET_ONLY: "target only",
        Scheme.NONE: "shown for context",
    }[scheme]
    only = "" if scheme is settings.scheme else ", for the rows that ask for it"
    return f"RAG ratings: {name}{only}"


def ratings(scheme: Scheme, settings: Settings) -> Lines:
    """Return the meaning of each colour under a scheme."""
    if scheme is Scheme.NONE:
        return [(NOT_RATED, "Shown for context and not held against a target.")]
    met = "The result meets the target or is better; a result equal to the target counts as met."
    amber, red = {
        Scheme.TARGET_FLOOR: (
            "The result misses the target but meets the floor standard; a result equal to it counts as met.",
            "The result does not meet the floor standard.",
        ),
        Scheme.TOLERANCE: (
            f"The result misses the target by {settings.tolerance:f}% of the target at most.",
            f"The result misses the target by more than {settings.tolerance:f}% of the target.",
        ),
        Scheme.TARGET_ONLY: ("", "The result misses the target."),
    }[scheme]
    lines = [(Rag.GREEN.value, met), (Rag.AMBER.value, amber), (Rag.RED.value, red)]
    unrated = "Not rated: no result, or nothing to hold it against. Counted separately."
    return [line for line in lines if line[1]] + [(NOT_RATED, unrated)]


def travel(results: Results) -> Lines:
    """Return the meaning of the arrows and how they were found."""
    method = {
        Method.PREVIOUS: "The latest result is compared with the previous one of the same frequency.",
        Method.TREND: "A straight line is drawn through all results of the series (least squares). It counts "
        f"as a movement where it is significant at the 5% level; at least {MIN_POINTS} results are needed.",
    }[results.settings.method]
    meaning = {
        Direction.IMPROVED: "Performance is better; where low is good, the figure itself went down.",
        Direction.SAME: "Performance is unchanged.",
        Direction.WORSENED: "Performance is not as good.",
        Direction.NEW: "The indicator is new and has no earlier result.",
    }
    lines = [(direction.label, text) for direction, text in meaning.items()]
    return [*lines, (NOT_RATED, "No direction can be given."), ("Method", method)]


def figures(results: Results) -> Lines:
    """Return which figure is rated, and what words in place of figures mean."""
    basis = {
        Basis.DISPLAYED: "Results are rated as they are shown: rounded half up to the decimals on the page, "
        "then compared with target and floor standard.",
        Basis.EXACT: "Results are rated on the exact figure; what is shown is rounded.",
    }[results.settings.basis]
    return [
        ("What is rated", basis),
        (
            "Good is high or low",
            "High is good where the target is above the floor standard, low where it is below.",
        ),
        (NOT_RATED, "Not applicable or not available. No figure is ever put in its place."),
        ("Snapshot data", "A position on one day; it has no year to date."),
    ]


def year_to_date() -> Lines:
    """Return the ways in which a year to date can come about, April being the first month."""
    meaning = {
        YtdMethod.RATIO: "All numerators so far over all denominators so far; never a mean of percentages.",
        YtdMethod.SUM: "The results so far added up; shown, but not rated against the target of one period.",
        YtdMethod.MEAN: "The mean of the results so far.",
        YtdMethod.LATEST: "The latest result, for what is counted at a point in time.",
        YtdMethod.NONE: f"Snapshot data: no year to date, shown as {NOT_RATED}.",
    }
    return [(method.value.capitalize(), text) for method, text in meaning.items()]


def activity() -> Lines:
    """Return the meaning of the words about activity."""
    meaning = {
        InRange.YES: "The activity lies between the lower and the upper expected level, or on one of them.",
        InRange.ABOVE: "More than the upper expected level; demand is in itself neither good nor bad.",
        InRange.BELOW: "Less than the lower expected level.",
    }
    lines = [(status.value, text) for status, text in meaning.items()]
    return [*lines, (NOT_RATED, "No expected level is set, or there is no result.")]


def marks() -> Lines:
    """Return the meaning of the marks behind words."""
    return [
        (TYPED_MARK, "This direction of travel was typed in the workbook, not computed from figures."),
        (BOUNDARY_MARK, "The rounding decides here: see the note beneath the table."),
    ]
