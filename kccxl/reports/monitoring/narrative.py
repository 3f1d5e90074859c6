"""The covering text: the position, the largest variances with their explanations, adjustments, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from kccxl.reports.money.printing import in_words
from kccxl.reports.money.prose import (
    amount_in_words,
    colours,
    largest,
    moved,
    position,
    sides,
    since_last_report,
    variance_in_words,
)
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.monitoring.checks import unexplained
from kccxl.reports.monitoring.model import Line, Results
from kccxl.reports.monitoring.monitoring_sheet import TO_BE_ADDED, unplaced_lead
from kccxl.reports.paper.pages import Paragraph, Section
from kccxl.reports.paper.wording import amount, listing, sentence, verb
from kccxl.rules.rounding import Basis, on_basis, show
from kccxl.rules.variance import effect


def sections(results: Results) -> list[Section]:
    """Return the covering text; a section with nothing to say is left out."""
    found = [Section.of("Overall position", overall(results)), _largest(results)]
    for heading, texts in (
        ("Adjustments", adjustments(results)),
        ("Explanations to be added", missing(results)),
    ):
        if texts:
            found.append(Section.of(heading, texts))
    if results.unplaced:
        items = [[(unplaced_lead(each), each.text)] for each in results.unplaced]
        found.append(Section("Explanations that name no heading of this report", items))
    return found


def overall(results: Results) -> list[str]:
    """Return the paragraphs that sum up all headings."""
    settings, total = results.settings, results.total
    if not results.items or total.variance is None:
        return ["No budget heading is reported."]
    said = [position(_subject(settings.directorate), total.variance, settings)]
    if total.amounts.revised is not None and total.amounts.last_reported is not None:
        said.append(moved(total.amounts.revised, total.amounts.last_reported, settings))
    lines = [line.variance for line in results.items if line.variance]
    counts = [text for text in (sides(lines, "heading"), colours(lines)) if text]
    return [" ".join(said), " ".join(counts)]


def _subject(directorate: str) -> str:
    """Return who forecasts.

    >>> _subject("Adult Social Care"), _subject("Growth Directorate"), _subject("")
    ('the Adult Social Care directorate', 'the Growth Directorate', 'the directorate')
    """
    name = directorate.removeprefix("The ").removeprefix("the ")
    if not name:
        return "the directorate"
    return f"the {name}" if "directorate" in name.lower() else f"the {name} directorate"


def _largest(results: Results) -> Section:
    """The lines with the largest variances, each with its explanation."""
    settings = results.settings
    lines = [line.variance for line in results.items if line.variance]
    chosen = largest(lines, settings.explain_from, settings)
    found = [line for each in chosen for line in results.items if line.variance is each]
    if not found:
        return Section.of("Largest variances", ["No heading shows a variance."])
    return Section("Largest variances", [_item(line, results) for line in found])


def _item(line: Line, results: Results) -> list[Paragraph]:
    settings = results.settings
    said = [sentence(variance_in_words(line.variance, settings))] if line.variance else []
    if line.amounts.movement is not None:
        said.append(since_last_report(line.amounts.movement, settings))
    if line.ratings and line.ratings.net.rag:
        said.append(f"Rated {line.ratings.net.rag.word}.")
    asked = any(line is each for each in unexplained([line], settings))
    explanation = line.explanation or (f"{TO_BE_ADDED}." if asked else "")
    first: Paragraph = (f"{line.heading}:", f" {' '.join(said)}")
    return [first, ("", explanation)] if explanation else [first]


def adjustments(results: Results) -> list[str]:
    """Say what was adjusted, heading by heading, and what the adjustments come to."""
    settings = results.settings
    adjusted = [line for line in results.items if _is_adjusted(line, settings)]
    if not adjusted:
        return []
    count = sentence(
        f"{amount(len(adjusted), 'heading')} {verb(len(adjusted), 'was', 'were')} adjusted by the Corporate Director"
    )
    return [count, *(_adjustment(line, settings) for line in adjusted)]


def _is_adjusted(line: Line, settings: MoneySettings) -> bool:
    by = line.amounts.adjustment
    return by is not None and bool(on_basis(by, settings.money_decimals, Basis.DISPLAYED))


def _adjustment(line: Line, settings: MoneySettings) -> str:
    amounts = line.amounts
    by = amounts.adjustment
    if by is None:
        return ""
    way = effect(by).value.lower()
    said = f"{line.heading}: {in_words(by, settings)} {way}"
    if amounts.variance is None or amounts.revised is None:
        return f"{said}."
    before = amount_in_words(amounts.variance, settings, amounts.net_budget)
    after = amount_in_words(amounts.revised, settings, amounts.net_budget)
    return f"{said}, from {before} to {after}."


def missing(results: Results) -> list[str]:
    """Say which lines must be explained and are not."""
    found: Sequence[Line] = list(unexplained(results.items, results.settings))
    if not found or results.settings.explain_from is None:
        return []
    least = show(results.settings.explain_from, "£")
    names = listing([f"{line.heading} ({_short(line, results.settings)})" for line in found])
    return [
        sentence(
            f"no explanation is given yet for {amount(len(found), 'variance')} of {least} or more: {names}"
        )
    ]


def _short(line: Line, settings: MoneySettings) -> str:
    return amount_in_words(line.amounts.revised, settings) if line.amounts.revised is not None else ""
