"""Explanations that begin by claiming the other direction than their figures: “Underspend of £20k” on an overspend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kccxl.reports.money.line_checks import is_nothing
from kccxl.reports.money.prose import amount_in_words
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.variance import Effect, effect
from kccxl.tables.problems import ProblemLog, Severity

_AMOUNT = r"[-–]?£? ?\d[\d,.]*(?: ?(?:k|m|bn|million|thousand)\b)?"
_LEAD = (
    rf"(?:(?:an?|the|this|there|is|it|has|net|forecast|projected|predicted|anticipated|expected|reported|estimated|small|"
    rf"slight|minor|modest|large|significant|major|material|overall|total|current|continuing|year[- ]end|full[- ]year|"
    rf"outturn|budget|service|of|about|around|approximately|shows|showing|forecasts|forecasting|{_AMOUNT})[\s:]+)*"
)
_OVER = r"over[- ]?spen(?:d|t|ding)|adverse variance|adverse(?=\s*[:;(–-])"
_UNDER = r"under[- ]?spen(?:d|t|ding)|favou?rable variance|favou?rable(?=\s*[:;(–-])"
_CLAIM = re.compile(
    rf"\W*{_LEAD}(?:(?P<over>{_OVER})|(?P<under>{_UNDER}))\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_OF_A_PART = re.compile(r"\W*(?:on|in|within|across|against|by)\b", re.IGNORECASE)
_EITHER_OVER = re.compile(r"over[- ]?spen|adverse|pressure|shortfall|overrun", re.IGNORECASE)
_EITHER_UNDER = re.compile(r"under[- ]?spen|favou?rable|\bsavings?\b", re.IGNORECASE)
_ANOTHER_THING = re.compile(
    r"offset|off-set|compensat|balanc|mitigat|reduc|previous|prior|\blast\b|reversed?\b|no longer|eliminat|avoid|"
    r"\bnot (?:been )?(?:achiev|deliver|expect|materiali)|\b(?:was|were|had)\b|brought forward|carried forward|\bbut\b|"
    r"however|although|despite|excluding",
    re.IGNORECASE,
)
_SHOWN = 60


def claim_of(text: str) -> tuple[Effect, bool] | None:
    """Return the direction a text claims by its first words, and whether it speaks of nothing else; None for none.

    >>> claim_of("Underspend of £20k due to vacancies"), claim_of("A forecast overspend on agency, offset by vacancies")
    ((<Effect.FAVOURABLE: 'Favourable'>, True), (<Effect.ADVERSE: 'Adverse'>, False))
    >>> claim_of("Vacancies; the underspend will be carried forward") is None
    True
    """
    found = _CLAIM.match(text)
    if found is None:
        return None
    claimed = Effect.ADVERSE if found["over"] else Effect.FAVOURABLE
    other = _EITHER_UNDER if found["over"] else _EITHER_OVER
    rest = found["rest"]
    clear = not (_OF_A_PART.match(rest) or other.search(rest) or _ANOTHER_THING.search(text))
    return claimed, clear


def claim_against(text: str, amounts: Sequence[Decimal | None]) -> Severity | None:
    """Return how bad it is that a text claims what none of its amounts bears out; None where there is nothing amiss.

    Amounts are in pounds, + for an overspend. Beside no variance at all, or where the text may speak of a part or of
    another time, it is a warning.

    >>> claim_against("Underspend of £20k", [Decimal(20000)]).value, claim_against("Underspend of £20k", [Decimal(-5)])
    ('error', None)
    """
    claim = claim_of(text)
    sides = {Effect.NONE if is_nothing(each) else effect(each) for each in amounts if each is not None}
    if claim is None or not sides or claim[0] in sides:
        return None
    clear = claim[1]
    if sides == {Effect.NONE}:
        return Severity.WARNING if clear else None
    return Severity.ERROR if clear else Severity.WARNING


def check_told(
    text: str,
    cell: str,
    amounts: Sequence[tuple[Decimal | None, str]],
    line: str,
    settings: MoneySettings,
    log: ProblemLog,
) -> None:
    """Report such a text.

    Args:
        text: the explanation.
        cell: where it stands.
        amounts: what it may speak of, each with its cell (empty for none), the one that is printed first.
        line: what it explains.
        settings: how amounts are printed.
        log: takes it.

    """
    severity = claim_against(text, [amount for amount, _ in amounts])
    if severity is None:
        return
    amount, place = next((amount, place) for amount, place in amounts if amount is not None)
    said = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"
    at = f" in {place.rpartition('!')[2]}" if place else ""
    log.add(
        severity,
        "explanation-contradicts",
        cell,
        f"“{said}” for {line}",
        f"an explanation of {amount_in_words(amount, settings)}, the variance{at}",
        "Correct the text or the figure. If the workbook prints overspends as negative figures, set “Variance sign” "
        "in the settings."
        if severity is Severity.ERROR
        else "Nothing, if the text explains a part of it.",
    )
