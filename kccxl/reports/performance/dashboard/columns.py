"""The columns of a division's sheet: one grid for the indicator and the activity tables."""

from __future__ import annotations

from kccxl.reports.performance.dashboard.figures import figure_text
from kccxl.reports.performance.model import ActivityResult, IndicatorResult
from kccxl.sheets.blocks import widest

REF, INDICATOR, LATEST, RAG, DOT, YTD, YTD_RAG, TARGET, FLOOR, PREVIOUS, TREND = range(11)
VALUE, IN_RANGE, UPPER, LOWER, BEFORE, ACTIVITY_TREND = LATEST, RAG, DOT, YTD, YTD_RAG, TARGET

_LEAST = [9, 47, 11, 13.5, 14.5, 11, 11.5, 11, 11.5, 11.5]
_TREND = 14.0
_ROOMY = 70  # without a trend column: most descriptions take one line, so that small areas share a page


def widths(indicators: list[IndicatorResult], activity: list[ActivityResult]) -> list[float]:
    """Return column widths that show every figure on one line; the trend column is there only if needed."""
    texts: dict[int, list[str]] = {column: [] for column in range(len(_LEAST))}
    for result in indicators:
        item = result.indicator
        figures = {LATEST: item.latest, YTD: item.ytd, TARGET: item.target, FLOOR: item.floor}
        for column, figure in (figures | {PREVIOUS: item.previous_year}).items():
            texts[column] += [figure_text(figure)] if figure.known else []
        texts[REF].append(item.ref)
    for each in activity:
        item_ = each.activity
        bounds = {VALUE: item_.value, UPPER: item_.upper, LOWER: item_.lower, BEFORE: item_.previous_year}
        for column, figure in bounds.items():
            texts[column] += [figure_text(figure)] if figure.known else []
        texts[REF].append(item_.ref)
    found = [widest(least, texts[column]) for column, least in enumerate(_LEAST)]
    found[REF] = min(found[REF], 14.0)
    if any(result.indicator.series for result in indicators):
        return [*found, _TREND]
    return [*found[:INDICATOR], max(found[INDICATOR], _ROOMY), *found[INDICATOR + 1 :]]
