"""Explains how one line of the monitoring came about: its cells, what was computed, the rule, and the words."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from kccxl.errors import UsageError
from kccxl.reports.money.line_checks import said_on
from kccxl.reports.money.lines import LineKind
from kccxl.reports.money.printing import share_in_words, sign_in_words
from kccxl.reports.money.rating import rule
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.visible import pounds_in_words
from kccxl.reports.monitoring.headings import heading_key, matching
from kccxl.reports.monitoring.model import Line, Results
from kccxl.reports.monitoring.reading import VARIANCES
from kccxl.rules.variance import as_printed

_CAPTIONS = {
    "net_budget": "Net budget",
    "gross_budget": "Gross budget",
    "forecast": "Forecast outturn",
    "variance": "Forecast variance",
    "adjustment": "Corporate Director adjustment",
    "revised": "Revised variance",
    "last_reported": "Last reported",
    "movement": "Movement",
}
_HOW = {
    "variance": "forecast less net budget",
    "adjustment": "none is given",
    "revised": "variance plus adjustment",
    "movement": "revised variance less the one last reported",
}


def explain(results: Results, heading: str) -> str:
    """Explain a line by its heading or a part of it; where several headings hold the part, name them.

    Raises:
        UsageError: no heading holds it; the message names the nearest ones.

    """
    lines = _explainable(results)
    found = [line for line in lines if heading_key(heading) in heading_key(line.heading)]
    return _explained(results, heading, _called(heading, lines) or found)


def explain_exactly(results: Results, heading: str) -> str:
    """Explain a line by its heading; a part of one is not enough, but what stands in brackets may be left out.

    Raises:
        UsageError: there is no such heading; the message names the nearest ones.

    """
    return _explained(results, heading, _called(heading, _explainable(results)))


def _explainable(results: Results) -> list[Line]:
    lines = [line for line in results.lines if line.kind is not LineKind.GROUP]
    return lines if results.total in lines else [*lines, results.total]


def _called(heading: str, lines: list[Line]) -> list[Line]:
    return [lines[at] for at in matching(heading, [line.heading for line in lines])]


def _explained(results: Results, heading: str, found: list[Line]) -> str:
    lines = _explainable(results)
    if not found or not heading_key(heading):
        raise UsageError(_unknown(results, heading, [line.heading for line in lines]))
    if len({line.heading for line in found}) > 1:
        names = "\n".join(f"  {line.heading}" for line in found)
        return f"{len(found)} headings contain “{heading}”:\n{names}\nName one of them."
    return "\n".join(text for line in found for text in _lines(line, results))


def _unknown(results: Results, heading: str, known: list[str]) -> str:
    keys = {heading_key(each): each for each in known}
    near = [keys[key] for key in get_close_matches(heading_key(heading), keys, n=3, cutoff=0.4)] or known[:6]
    names = ", ".join(f"“{each}”" for each in near) or "another workbook"
    return f"{results.workbook} has no budget heading “{heading}”. Did you mean {names}?"


def _lines(line: Line, results: Results) -> Iterator[str]:
    settings = results.settings
    yield line.heading
    if line.group:
        yield f"  in {line.group}"
    yield from _amounts(line, settings)
    word = f", {line.effect.value}" if line.effect else ""
    yield f"  Variance: {_share(line, settings)} of the net budget{word}"
    if line.ratings:
        yield f"  RAG on the net budget: {line.ratings.net.rag or 'N/a'}. {line.ratings.net.reason}"
        if line.ratings.gross:
            yield f"  RAG on the gross budget: {line.ratings.gross.rag or 'N/a'}. {line.ratings.gross.reason}"
        if line.ratings.net.near_boundary:
            yield f"  Near a boundary: {line.ratings.net.near_boundary}"
    yield f"  Rule: {rule(settings)}"
    yield f"  {sign_in_words(settings)}"
    for each in line.explanations:
        yield f"  Explanation ({each.cell}): {each.text}"
    for said in said_on(line.cells, results.problems):
        yield f"  {said}"


def _amounts(line: Line, settings: MoneySettings) -> Iterator[str]:
    for name, caption in _CAPTIONS.items():
        amount = getattr(line.amounts, name)
        if amount is None:
            continue
        printed = as_printed(amount, settings.sign) if name in VARIANCES else amount
        figure = pounds_in_words(printed, settings)
        how = (_HOW.get(name) if line.cells else None) or "the sum of its lines"
        yield f"  {caption}: {figure}  ({f'cell {line.cells[name]}' if name in line.typed else how})"


def _share(line: Line, settings: MoneySettings) -> str:
    if line.share is None:
        return "N/a"
    less = as_printed(line.share, settings.sign) < 0
    return f"{'-' if less else ''}{share_in_words(line.share, settings)}"
