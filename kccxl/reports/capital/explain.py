"""Explains how the rating of one project came about: the input cells, the rule, and the words."""

from __future__ import annotations

from collections.abc import Iterator

from kccxl.reports.capital.model import CapitalLine, Results
from kccxl.reports.money.line_checks import lines_named, said_on
from kccxl.reports.money.printing import NOT_AVAILABLE, share_in_words
from kccxl.reports.money.rating import rule
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.rounding import show
from kccxl.rules.variance import as_printed

_AMOUNTS = {
    "budget": "Budget",
    "actual": "Actual to date",
    "forecast": "Forecast",
    "variance": "Variance",
    "real": "Real variance",
    "rephasing": "Rephasing",
}


def explain(results: Results, ref: str) -> str:
    """Explain every line of a name, one line a fact.

    Raises:
        UsageError: the workbook has no such project; the message names the nearest ones.

    """
    return _explained(results, ref, exact=False)


def explain_exactly(results: Results, ref: str) -> str:
    """Explain every line of just this name; a part of it is not enough.

    Raises:
        UsageError: the workbook has no such project.

    """
    return _explained(results, ref, exact=True)


def _explained(results: Results, ref: str, *, exact: bool) -> str:
    lines = [(line.project, line) for line in results.lines]
    found = lines_named(ref, lines, results.workbook, "project", exact=exact)
    return "\n".join(text for line in found for text in _line(line, results))


def _line(line: CapitalLine, results: Results) -> Iterator[str]:
    settings = results.settings
    yield line.project
    if line.programme:
        yield f"  {line.programme}"
    for name, words in _AMOUNTS.items():
        yield from _amount(line, name, words, settings)
    yield f"  Real variance in per cent of the budget: {share_in_words(line.percent, settings)}"
    yield f"  RAG: {line.rating.rag or NOT_AVAILABLE}. {line.rating.reason}"
    yield f"  Rule: {rule(settings)} It is made on the real variance, on the {settings.basis.value} figure."
    if line.rating.near_boundary:
        yield f"  Near a boundary: {line.rating.near_boundary}"
    if line.explanation:
        yield f"  Explanation ({line.cells['comment']}): {line.explanation}"
    yield from said_on(line.cells, results.problems)


def _amount(line: CapitalLine, name: str, words: str, settings: MoneySettings) -> Iterator[str]:
    amount = getattr(line.amounts, name)
    if amount is None:
        return
    printed = as_printed(amount, settings.sign) if name in ("variance", "real", "rephasing") else amount
    yield f"  {words}: {show(printed, '£', None, settings.shown.suffix)}  ({_source(line, name)})"


def _source(line: CapitalLine, name: str) -> str:
    return f"cell {line.cells[name]}" if name in line.typed else "computed"
