"""Sentences about variances, the same in every report on money: what is spent over or under, and how it moved."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kccxl.reports.money.printing import in_words, share_in_words
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.variances import Variance
from kccxl.reports.money.visible import side_of
from kccxl.reports.paper.wording import amount, listing, number, sentence, verb, whole
from kccxl.rules.rag import Rag
from kccxl.rules.rounding import on_basis
from kccxl.rules.variance import Effect, effect, movement

_SIDES = (
    (Effect.ADVERSE, "to overspend"),
    (Effect.FAVOURABLE, "to underspend"),
    (Effect.NONE, "to show no variance"),
)


def amount_in_words(amount: Decimal, settings: MoneySettings, budget: Decimal | None = None) -> str:
    """Return a variance in pounds, + for an overspend, as a noun; one that prints as nought, with the word it is rated by.

    >>> amount_in_words(Decimal(512600), MoneySettings()), amount_in_words(Decimal(0), MoneySettings())
    ('an overspend of £512.6k', 'no variance')
    """
    side = side_of(amount, budget, settings)
    if side is Effect.NONE:
        return side.spend
    return f"an {side.spend} of {in_words(amount, settings)}"


def variance_in_words(variance: Variance, settings: MoneySettings) -> str:
    """Return a variance with its share of the budget; the budget stays out where it is zero or not known.

    >>> legal = Variance.of("Legal Services", Decimal(49800), Decimal(-2042800), MoneySettings())
    >>> variance_in_words(legal, MoneySettings())
    'an overspend of £49.8k, 2.4% of the net income budget of £2,042.8k'
    """
    if variance.amount is None:
        return "no forecast variance given"
    said = amount_in_words(variance.amount, settings, variance.budget)
    if not variance.budget or variance.share is None:
        return said if variance.budget is None else f"{said} on a zero budget"
    kind = "net income budget" if variance.budget < 0 else "net budget"
    budget = f"the {kind} of {in_words(variance.budget, settings)}"
    if variance.effect is Effect.NONE:
        return f"{said} against {budget}"
    return f"{said}, {share_in_words(variance.share, settings)} of {budget}"


def position(subject: str, variance: Variance, settings: MoneySettings) -> str:
    """Say how the year is forecast to end.

    >>> total = Variance.of("Total", Decimal(-352700), Decimal(70397100), MoneySettings())
    >>> position("the directorate", total, MoneySettings())
    'The directorate forecasts an underspend of £352.7k, 0.5% of the net budget of £70,397.1k.'
    """
    return sentence(f"{subject} forecasts {variance_in_words(variance, settings)}")


def moved(now: Decimal, last: Decimal, settings: MoneySettings) -> str:
    """Say how a variance moved since the last report; both in pounds, + for an overspend.

    >>> moved(Decimal(-352700), Decimal(412000), MoneySettings())
    'The position last reported was an overspend of £412.0k; it is now £764.7k more favourable.'
    """
    before = f"the position last reported was {amount_in_words(last, settings)}"
    by = movement(now, last)
    after = "has not changed" if not _moves(by, settings) else f"is now {_more(by, settings)}"
    return sentence(f"{before}; it {after}")


def since_last_report(by: Decimal, settings: MoneySettings) -> str:
    """Say what a movement in pounds, + for the worse, did to a variance.

    >>> since_last_report(Decimal(100600), MoneySettings())
    'This is £100.6k more adverse than last reported.'
    >>> since_last_report(Decimal(0), MoneySettings())
    'This has not changed since the last report.'
    """
    if not _moves(by, settings):
        return "This has not changed since the last report."
    return f"This is {_more(by, settings)} than last reported."


def _moves(by: Decimal, settings: MoneySettings) -> bool:
    return effect(by, decimals=settings.money_decimals) is not Effect.NONE


def _more(by: Decimal, settings: MoneySettings) -> str:
    word = effect(by, decimals=settings.money_decimals).value.lower()
    return f"{in_words(by, settings)} more {word}"


def sides(variances: Sequence[Variance], noun: str) -> str:
    """Count what is forecast to overspend and to underspend; empty where there is no line.

    >>> lines = [Variance.of(each, Decimal(each), Decimal(9000), MoneySettings()) for each in ("500", "-900")]
    >>> sides(lines, "heading")
    'Of the two headings, one is forecast to overspend and one to underspend.'
    """
    if not variances:
        return ""
    counts = [(sum(each.effect is side for each in variances), words) for side, words in _SIDES]
    found = [(count, words) for count, words in counts if count]
    missing = sum(each.effect is None for each in variances)
    parts = [f"{number(count)} {words}" for count, words in found]
    if not found:
        return sentence(f"no variance is given for {whole(len(variances), noun)}")
    first = found[0][0]
    who = number(first) if len(variances) > 1 else f"the one {noun}"
    parts[0] = f"{who} {verb(first)} forecast {found[0][1]}"
    said = (
        f"of the {amount(len(variances), noun)}, {listing(parts)}" if len(variances) > 1 else listing(parts)
    )
    return sentence(f"{said}; for {number(missing)} none is given" if missing else said)


def colours(variances: Sequence[Variance]) -> str:
    """Count the colours of the budget RAG; empty where nothing is rated.

    >>> lines = [Variance.of(each, Decimal(each), Decimal(9000), MoneySettings()) for each in ("500", "-900")]
    >>> colours(lines)
    'One is rated Green and one Red.'
    """
    counts = [(sum(each.rating.rag is rag for each in variances), rag.word) for rag in Rag]
    found = [(count, word) for count, word in counts if count]
    left = sum(each.rating.rag is None for each in variances)
    if not found:
        return ""
    first, word = found[0]
    parts = [f"{number(first)} {verb(first)} rated {word}", *(f"{number(n)} {each}" for n, each in found[1:])]
    said = listing(parts)
    return sentence(f"{said}; {number(left)} {verb(left)} not rated" if left else said)


def largest(variances: Sequence[Variance], least: Decimal | None, settings: MoneySettings) -> list[Variance]:
    """Return what is to be explained first: the variances of ``least`` pounds or more, either way, largest first.

    Where none is as large, or None says that none must be explained, the three largest.

    >>> lines = [Variance.of(each, Decimal(each), None, MoneySettings()) for each in ("50000", "-200000")]
    >>> [each.label for each in largest(lines, Decimal(100000), MoneySettings())]
    ['-200000']
    """
    varied = [each for each in variances if each.effect in (Effect.ADVERSE, Effect.FAVOURABLE)]
    ordered = sorted(varied, key=lambda each: abs(each.amount or Decimal(0)), reverse=True)
    reaching = [each for each in ordered if reaches(each.amount, least, settings)]
    return reaching or ordered[:3]


def reaches(amount: Decimal | None, least: Decimal | None, settings: MoneySettings) -> bool:
    """Whether a variance is so large, either way, that it must be explained; ``least`` is in pounds.

    >>> reaches(Decimal(-99990), Decimal(100000), MoneySettings()), reaches(None, Decimal(1), MoneySettings())
    (True, False)
    """
    if amount is None or least is None or not amount:
        return False
    return on_basis(amount, settings.money_decimals, settings.basis).copy_abs() >= least
