"""What the covering text says: the outturn, the largest variances, the year to date, virements, commitments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kccxl.reports.ledger.model import Entry, Level, Results
from kccxl.reports.money.printing import in_words
from kccxl.reports.money.prose import amount_in_words, colours, largest, position, sides, variance_in_words
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.variances import Variance, worst_first
from kccxl.reports.paper.pages import Paragraph, Section
from kccxl.reports.paper.wording import amount, sentence
from kccxl.rules.exact import exact_difference, exact_sum
from kccxl.rules.variance import Effect, effect

TO_BE_ADDED = "Explanation to be added."
_MOST = 10


def variances(results: Results) -> list[Variance]:
    """Return the outturn variance of each heading, as sheet and text print it."""
    return [
        Variance.of(
            entry.name,
            entry.position.variance,
            entry.position.budget,
            results.settings,
            note=results.explanation_of(entry.name),
        )
        for entry in results.headings
    ]


def sections(results: Results) -> list[Section]:
    """Return the covering text."""
    found = variances(results)
    return [
        Section.of("Forecast outturn", _opening(results, found)),
        Section("Largest variances", [list(_explained(results, each)) for each in _first(results, found)]),
        Section.of("Position to date", list(_to_date(results))),
        Section.of("Virements", _virements(results)),
        Section.of("Commitments beyond the forecast", _beyond(results)),
    ]


def _opening(results: Results, found: Sequence[Variance]) -> list[str]:
    settings, total = results.settings, results.total.position
    whole = Variance.of("Total", total.variance, total.budget, settings)
    texts = [position(settings.directorate or "the directorate", whole, settings)]
    texts += [sides(found, "heading"), colours(found)]
    return [" ".join(text for text in texts if text)]


def _first(results: Results, found: Sequence[Variance]) -> list[Variance]:
    return worst_first(largest(found, results.settings.explain_from, results.settings)[:_MOST])


def _explained(results: Results, each: Variance) -> Iterator[Paragraph]:
    yield f"{each.label}: ", sentence(variance_in_words(each, results.settings))
    yield "", each.note or TO_BE_ADDED


def _to_date(results: Results) -> Iterator[str]:
    settings, total = results.settings, results.total.position
    upto = settings.results_up_to.label if settings.results_up_to else "date"
    yield (
        f"To {upto}, {_pounds(total.actual, settings)} was spent net of income, against a profiled budget of "
        f"{_pounds(total.to_date, settings)}: {amount_in_words(total.variance_to_date, settings)}."
    )
    entries = sorted(results.headings, key=lambda entry: abs(entry.position.variance_to_date), reverse=True)
    said = [
        f"{entry.name} ({amount_in_words(entry.position.variance_to_date, settings)})"
        for entry in entries[:3]
        if effect(entry.position.variance_to_date, decimals=settings.money_decimals) is not Effect.NONE
    ]
    if said:
        yield f"The largest variances to date: {'; '.join(said)}."


def _virements(results: Results) -> list[str]:
    if not results.virements:
        return []
    refs: dict[str, list[str]] = {}
    for each in results.virements:
        way = "to" if each.amount > 0 else "from"
        moved = f"{in_words(each.amount, results.settings)} {way} {each.heading}"
        refs.setdefault(each.ref, []).append(moved)
    reasons = {each.ref: each.reason for each in reversed(results.virements) if each.reason}
    opening = f"{amount(len(refs), 'virement')} moved budget between headings; each nets to zero."
    return [
        opening[:1].upper() + opening[1:],
        *(f"{ref}: {'; '.join(parts)}. {_stop(reasons.get(ref, ''))}".strip() for ref, parts in refs.items()),
    ]


def _stop(text: str) -> str:
    return sentence(text) if text else ""


def _beyond(results: Results) -> list[str]:
    """Name the cost centres whose actual and commitments exceed their forecast, the largest excess first."""
    found: list[tuple[Decimal, Entry, Entry]] = []
    for centre in results.total.at(Level.COST_CENTRE):
        for group in centre.parts:
            if group.note:
                found.append((_excess(group), centre, group))
    if not found:
        return ["Nowhere do actual and commitments exceed the forecast."]
    found.sort(key=lambda each: each[0], reverse=True)
    texts = [
        f"{centre.label}{', ' + group.name if group.name else ''}: {_lower(group.note)}."
        for _, centre, group in found[:_MOST]
    ]
    if len(found) > _MOST:
        texts.append(f"{len(found) - _MOST:,} more; their cells on the sheets of the divisions bear a note.")
    return texts


def _excess(group: Entry) -> Decimal:
    bound = exact_sum((group.position.actual, group.position.commitments))
    return exact_difference(bound, group.position.outturn or Decimal(0))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _pounds(value: Decimal, settings: MoneySettings) -> str:
    return f"{'-' if value < 0 else ''}{in_words(value, settings)}"
