"""Lays out the performance dashboard: summary, one sheet a division, key, and covering text."""

from __future__ import annotations

from collections.abc import Collection

from kccxl.reports.paper.frame import Making
from kccxl.reports.paper.pages import Pages
from kccxl.reports.performance.dashboard import detail, key, report_text, summary
from kccxl.reports.performance.dashboard.frame import Frame
from kccxl.reports.performance.dashboard.series import SeriesSheet
from kccxl.reports.performance.model import Results
from kccxl.sheets.titles import take_titles

SUMMARY, KEY, SERIES = "Summary", "Key", "Trend data"


def lay_out(results: Results, making: Making, taken: Collection[str] = ()) -> Pages:
    """Lay out everything the results say; titles ``taken`` are left to others."""
    frame = Frame.of(results, making)
    divisions = [division or "Indicators" for division in results.divisions]
    first, key_title, series_title, *titles = take_titles([SUMMARY, KEY, SERIES, *divisions], taken)
    series = SeriesSheet(series_title)
    details = [
        detail.lay_out(frame, title, division, series)
        for title, division in zip(titles, results.divisions, strict=True)
    ]
    places = {place: link for _, links in details for place, link in links.items()}
    sheets = [summary.lay_out(frame, first, places), *(sheet for sheet, _ in details)]
    sheets.append(key.lay_out(frame, key_title))
    if series.filled:
        sheets.append(series.finish())
    return Pages(frame.masthead, sheets, report_text.sections(results))
