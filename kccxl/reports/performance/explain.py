"""Explains how the ratings of one indicator came about: the input cells, the rule, and the words."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from kccxl.errors import UsageError
from kccxl.reports.performance.model import ActivityResult, IndicatorResult, Results
from kccxl.reports.performance.words import tidy_ref
from kccxl.rules.rag import Scheme
from kccxl.tables.cells import Figure

_SCHEMES = {
    Scheme.TARGET_FLOOR: "Green at the target, Amber at the floor standard, else Red",
    Scheme.TOLERANCE: "Green at the target, Amber within the tolerance, else Red",
    Scheme.TARGET_ONLY: "Green at the target, else Red",
    Scheme.NONE: "not rated, data only",
}


def explain(results: Results, ref: str) -> str:
    """Explain every row that bears a ref, one line a fact.

    Raises:
        UsageError: the workbook has no such ref; the message names the nearest ones.

    """
    wanted = tidy_ref(ref)
    parts = [_indicator(result, results) for result in results.indicators if result.indicator.ref == wanted]
    parts += [_activity(result, results) for result in results.activity if result.activity.ref == wanted]
    if not parts:
        refs = sorted(
            {r.indicator.ref for r in results.indicators} | {r.activity.ref for r in results.activity}
        )
        near = get_close_matches(wanted, refs, n=3, cutoff=0.5) or refs[:12]
        raise UsageError(
            f"{results.workbook} has no indicator {ref}. "
            f"Did you mean {', '.join(near) or 'another workbook'}?"
        )
    lines = [line for part in parts for line in part]
    lines += [f"Commentary ({text.cell}): {text.text}" for text in results.commentary_on(wanted)]
    lines += [
        f"{p.severity.value.capitalize()} at {p.place}: found {p.found}; expected {p.expected}. {p.mend}"
        for p in results.problems
        if _about(p.sheet, p.cell, results, wanted)
    ]
    return "\n".join(lines)


def _indicator(result: IndicatorResult, results: Results) -> list[str]:
    item = result.indicator
    scheme = item.scheme or results.settings.scheme
    return [
        f"{item.ref}  {item.description}",
        f"  {_area(item.area, results)}",
        *_figures(
            [
                (item.period_label, item.latest, "latest"),
                ("Previous result", item.previous, "previous"),
                ("Year to date", item.ytd, "ytd"),
                ("Target", item.target, "target"),
                ("Floor standard", item.floor, "floor"),
                ("Previous year", item.previous_year, "previous_year"),
            ],
            item.cells,
        ),
        f"  Month RAG: {result.month.rag or 'N/a'}. {result.month.reason}",
        f"  YTD RAG: {result.ytd.rag or 'N/a'}. {result.ytd.reason}",
        *([f"  Year to date: {item.ytd_reason}"] if item.ytd_reason else []),
        f"  Direction of travel: {result.dot.label if result.dot else 'N/a'}"
        f" ({result.dot_source or 'not computed'}). {result.travel.reason}",
        f"  Rule: {scheme.value} ({_SCHEMES[scheme]}), on the {results.settings.basis.value} figure;"
        f" direction of travel by {result.travel.method.value}",
        *([f"  Near a boundary: {result.near_boundary}"] if result.near_boundary else []),
    ]


def _activity(result: ActivityResult, results: Results) -> list[str]:
    item = result.activity
    return [
        f"{item.ref}  {item.description}",
        f"  {_area(item.area, results)}",
        *_figures(
            [
                (item.period_label, item.value, "value"),
                ("Lower threshold", item.lower, "lower"),
                ("Upper threshold", item.upper, "upper"),
                (item.previous_label, item.previous_year, "previous_year"),
            ],
            item.cells,
        ),
        *([f"  Thresholds of the year: {item.thresholds}"] if item.thresholds else []),
        f"  In expected range: {result.in_range or 'N/a'}. {result.check.reason}",
    ]


def _area(key: str, results: Results) -> str:
    area = next(area for area in results.areas if area.key == key)
    delivery = f", delivery by {area.delivery_by}" if area.delivery_by else ""
    return f"{area.name}{delivery}"


def _figures(rows: list[tuple[str, Figure, str]], cells: object) -> Iterator[str]:
    lookup = cells if isinstance(cells, dict) else {}
    for label, figure, name in rows:
        cell = figure.cell or lookup.get(name, "")
        if figure.known or figure.printed:
            yield f"  {label}: {figure.shown}" + (f"  (cell {cell})" if cell else "  (computed)")


def _about(sheet: str, cell: str, results: Results, ref: str) -> bool:
    place = f"{sheet}!{cell}"
    cells = [r.indicator.cells for r in results.indicators if r.indicator.ref == ref]
    cells += [r.activity.cells for r in results.activity if r.activity.ref == ref]
    return bool(cell) and any(place in found.values() for found in cells)
