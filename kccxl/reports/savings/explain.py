"""Explains how the rating of one saving came about: the input cells, the rule, and the words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kccxl.reports.money.line_checks import lines_named, said_on
from kccxl.reports.money.printing import NOT_AVAILABLE, share_in_words
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.savings.model import Results, SavingLine
from kccxl.reports.savings.text import rule
from kccxl.rules.rounding import show


def explain(results: Results, ref: str) -> str:
    """Explain every line of a name, one line a fact.

    Raises:
        UsageError: the workbook has no such saving; the message names the nearest ones.

    """
    return _explained(results, ref, exact=False)


def explain_exactly(results: Results, ref: str) -> str:
    """Explain every line of just this name; a part of it is not enough.

    Raises:
        UsageError: the workbook has no such saving.

    """
    return _explained(results, ref, exact=True)


def _explained(results: Results, ref: str, *, exact: bool) -> str:
    lines = [(line.saving, line) for line in results.lines]
    found = lines_named(ref, lines, results.workbook, "saving", exact=exact)
    return "\n".join(text for line in found for text in _line(line, results))


def _line(line: SavingLine, results: Results) -> Iterator[str]:
    settings, amounts = results.settings, line.amounts
    yield line.saving
    if line.directorate:
        yield f"  {line.directorate}"
    yield from _amount("Target", amounts.target, _source(line, "target"), settings)
    yield from _amount("Delivered", amounts.delivered, _source(line, "delivered"), settings)
    yield from _amount("Forecast still to come", amounts.forecast, _source(line, "forecast"), settings)
    yield from _amount("At risk", amounts.at_risk, _source(line, "at_risk"), settings)
    short = amounts.shortfall
    if short is not None:
        yield from _amount("Surplus" if short < 0 else "Shortfall", abs(short), "computed", settings)
        yield f"  In per cent of the target: {share_in_words(amounts.percent, settings)}"
    yield f"  RAG: {line.rating.rag or NOT_AVAILABLE}. {line.rating.reason}"
    yield f"  Rule: {rule(settings)} On the {settings.basis.value} figure."
    if line.rating.near_boundary:
        yield f"  Near a boundary: {line.rating.near_boundary}"
    if line.comment:
        yield f"  Comment ({line.cells['comment']}): {line.comment}"
    yield from said_on(line.cells, results.problems)


def _amount(words: str, amount: Decimal | None, source: str, settings: MoneySettings) -> Iterator[str]:
    if amount is not None:
        yield f"  {words}: {show(amount, '£', None, settings.shown.suffix)}  ({source})"


def _source(line: SavingLine, name: str) -> str:
    if name in line.typed:
        return f"cell {line.cells[name]}"
    if name == "forecast" and "whole" in line.typed:
        return f"computed: the forecast of the whole year, cell {line.cells['whole']}, less delivered"
    return "computed"
