"""What the savings report says in prose, and the rule of its RAG in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kccxl.reports.money.printing import in_words, share_in_words
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.visible import pounds_in_words, side_of
from kccxl.reports.paper.pages import Paragraph, Section
from kccxl.reports.paper.wording import listing, number, sentence, verb, whole
from kccxl.reports.savings.model import Amounts, Results, SavingLine
from kccxl.rules.rag import Rag
from kccxl.rules.rounding import Basis, on_basis, show
from kccxl.rules.variance import Effect


def sections(results: Results) -> list[Section]:
    """Return the covering text."""
    paragraphs = [_position(results), *_colours(results.savings)]
    told = [
        line
        for line in results.savings
        if line.rating.rag is Rag.RED or _at_risk(line.amounts, results.settings)
    ]
    items = [_item(line, results.settings) for line in told]
    return [Section.of("Savings", paragraphs), Section("Savings rated Red, or with an amount at risk", items)]


def rule(settings: MoneySettings) -> str:
    """Return the rule of the savings RAG as the sheet prints it.

    >>> rule(MoneySettings()).partition(" The percentage")[0]
    'Green: no shortfall. Amber: a shortfall of up to 2 % of the target. Red: any larger shortfall.'
    """
    scheme = settings.scheme
    green, amber = show(scheme.green_up_to, "%"), show(scheme.amber_up_to, "%")
    none = f"a shortfall of up to {green} of the target, or none" if scheme.green_up_to else "no shortfall"
    parts = [f"Green: {none}."]
    if scheme.amber_up_to > scheme.green_up_to:
        parts.append(f"Amber: a shortfall of up to {amber} of the target.")
    parts.append("Red: any larger shortfall.")
    if floor := scheme.materiality:
        amount = show(floor, "£", None, settings.shown.suffix)
        parts.append(f"A shortfall below {amount} is never Red, but Amber at most.")
    places = "1 decimal" if settings.rag_decimals == 1 else f"{settings.rag_decimals} decimals"
    return f"{' '.join(parts)} The percentage is rounded to {places} before it is compared."


def spoken(line: SavingLine, settings: MoneySettings) -> str:
    """Say what comes of a saving.

    >>> amounts = Amounts(Decimal(800000), Decimal(500000), Decimal(200000))
    >>> spoken(SavingLine("Print", "item", amounts=amounts), MoneySettings())
    'Print: £500.0k delivered and £200.0k still to come of a target of £800.0k, a shortfall of £100.0k (12.5%).'
    """
    return f"{line.saving}: {in_prose(line.amounts, settings)}."


def in_prose(amounts: Amounts, settings: MoneySettings) -> str:
    """Return delivered, to come, target and shortfall in words."""
    if amounts.target is None or amounts.delivered is None or amounts.forecast is None:
        return "target, delivered amount or forecast is not known"
    said = (
        f"{_signed(amounts.delivered, settings)} delivered and {_signed(amounts.forecast, settings)} still to come "
        f"of a target of {_signed(amounts.target, settings)}, {_shortfall(amounts, settings)}"
    )
    if _at_risk(amounts, settings):
        said = f"{said}; {in_words(amounts.at_risk or Decimal(0), settings)} of it is at risk"
    return said


def _shortfall(amounts: Amounts, settings: MoneySettings) -> str:
    short = amounts.shortfall or Decimal(0)
    if side_of(short, amounts.target, settings) is Effect.NONE:
        return "no shortfall"
    word = "shortfall" if short > 0 else "surplus"
    share = f" ({share_in_words(amounts.percent, settings)})" if amounts.percent is not None else ""
    return f"a {word} of {in_words(short, settings)}{share}"


def _at_risk(amounts: Amounts, settings: MoneySettings) -> bool:
    return bool(on_basis(amounts.at_risk or Decimal(0), settings.money_decimals, Basis.DISPLAYED))


def _signed(amount: Decimal, settings: MoneySettings) -> str:
    return pounds_in_words(amount, settings)


def _position(results: Results) -> str:
    amounts, settings = results.total.amounts, results.settings
    if amounts.shortfall is None:
        return (
            "Target, delivered amount or forecast is not known for every saving, so that there is no total."
        )
    return sentence(f"of all savings, {in_prose(amounts, settings)}")


def _colours(savings: Sequence[SavingLine]) -> list[str]:
    if not savings:
        return []
    counts = {rag.word: sum(line.rating.rag is rag for line in savings) for rag in Rag}
    parts = [f"{number(count)} {verb(count)} {word}" for word, count in counts.items() if count]
    left = sum(line.rating.rag is None for line in savings)
    if left:
        parts.append(f"{number(left)} {verb(left)} not rated")
    return [sentence(f"of {whole(len(savings), 'saving')}, {listing(parts)}")]


def _item(line: SavingLine, settings: MoneySettings) -> list[Paragraph]:
    colour = f", rated {line.rating.rag.word}" if line.rating.rag else ""
    paragraphs: list[Paragraph] = [(f"{line.saving}: ", f"{in_prose(line.amounts, settings)}{colour}.")]
    if line.comment:
        paragraphs.append(("", line.comment))
    return paragraphs
