"""What the capital report says in prose."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kccxl.reports.capital.model import Amounts, CapitalLine, Results
from kccxl.reports.money.printing import in_words
from kccxl.reports.money.prose import amount_in_words, reaches
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.paper.pages import Paragraph, Section
from kccxl.reports.paper.wording import listing, number, sentence, verb, whole
from kccxl.rules.rag import Rag
from kccxl.rules.rounding import Basis, on_basis


def sections(results: Results) -> list[Section]:
    """Return the covering text."""
    paragraphs = [_position(results), *_colours(results.projects)]
    told = [line for line in results.projects if _must_be_told(line, results.settings)]
    items = [_item(line, results.settings) for line in told]
    return [
        Section.of("Capital", paragraphs),
        Section("Capital: the largest variances, and what is rated Red", items),
    ]


def spoken(line: CapitalLine, settings: MoneySettings) -> str:
    """Say the split of a line's variance.

    >>> spoken(CapitalLine("Roofs", "item", amounts=Amounts(real=Decimal(5000), rephasing=Decimal(0))), MoneySettings())
    'Roofs: a real overspend of £5.0k, no rephasing.'
    """
    return f"{line.project}: {split_in_words(line.amounts, settings)}."


def split_in_words(amounts: Amounts, settings: MoneySettings) -> str:
    """Return the two parts of a variance in words.

    >>> split_in_words(Amounts(real=Decimal(-20000), rephasing=Decimal(-480000)), MoneySettings())
    'a real underspend of £20.0k, rephasing of £480.0k to later years'
    """
    if amounts.real is None or amounts.rephasing is None:
        return "the variance is not split"
    real = amount_in_words(amounts.real, settings, amounts.budget).replace("an ", "a real ", 1)
    return f"{real.replace('no variance', 'no real variance')}, {_rephasing(amounts.rephasing, settings)}"


def _rephasing(rephasing: Decimal, settings: MoneySettings) -> str:
    if not on_basis(rephasing, settings.money_decimals, Basis.DISPLAYED):
        return "no rephasing"
    way = "to later years" if rephasing < 0 else "brought forward from later years"
    return f"rephasing of {in_words(rephasing, settings)} {way}"


def _position(results: Results) -> str:
    amounts, settings = results.total.amounts, results.settings
    if amounts.budget is None or amounts.forecast is None or amounts.variance is None:
        return "The capital budget or forecast is not known for every project, so that there is no total."
    budget, forecast = in_words(amounts.budget, settings), in_words(amounts.forecast, settings)
    over = amount_in_words(amounts.variance, settings, amounts.budget)
    said = f"the capital budget is {budget} and the forecast {forecast}: {over}"
    if amounts.real is None or amounts.rephasing is None or not amounts.variance:
        return sentence(said)
    return (
        f"{sentence(said)} It is made of {split_in_words(amounts, settings).replace(', ', ', and of ', 1)}."
    )


def _colours(projects: Sequence[CapitalLine]) -> list[str]:
    counts = {rag.word: sum(line.rating.rag is rag for line in projects) for rag in Rag}
    parts = [f"{number(count)} {verb(count)} {word}" for word, count in counts.items() if count]
    left = sum(line.rating.rag is None for line in projects)
    if not projects:
        return []
    if left:
        parts.append(f"{number(left)} {verb(left)} not rated")
    return [sentence(f"of {whole(len(projects), 'project')}, by the real variance, {listing(parts)}")]


def _must_be_told(line: CapitalLine, settings: MoneySettings) -> bool:
    parts = (line.amounts.real, line.amounts.rephasing)
    return line.rating.rag is Rag.RED or any(reaches(part, settings.explain_from, settings) for part in parts)


def _item(line: CapitalLine, settings: MoneySettings) -> list[Paragraph]:
    colour = f", rated {line.rating.rag.word}" if line.rating.rag else ""
    said = sentence(f"{split_in_words(line.amounts, settings)}{colour}")
    paragraphs: list[Paragraph] = [(f"{line.project}: ", said)]
    if line.explanation:
        paragraphs.append(("", line.explanation))
    return paragraphs
