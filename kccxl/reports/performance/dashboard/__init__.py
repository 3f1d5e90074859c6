"""Lays out the performance dashboard: summary, one sheet a division, key, data checks and covering text."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from kccxl.reports.performance.dashboard import checks, detail, key, report_text, summary
from kccxl.reports.performance.dashboard.frame import Frame
from kccxl.reports.performance.dashboard.series import SeriesSheet
from kccxl.reports.performance.model import Results
from kccxl.sheets.sheet import Book
from kccxl.sheets.titles import safe_title

SUMMARY, KEY, CHECKS, TEXT, SERIES = "Summary", "Key", "Data checks", "Report text", "Trend data"


def lay_out(
    results: Results,
    *,
    version: str,
    source: str,
    made: datetime,
    beside: Collection[str] = (),
    file: str = "",
) -> Book:
    """Lay out everything the results say.

    Args:
        results: what was computed.
        version: of kccxl, for the foot of every page.
        source: the workbook the results stem from, as officers know it.
        made: when; also the document's creation date.
        beside: titles of the sheets that will stand in the same book, so that data checks can lead there.
        file: the path from the dashboard to its workbook where that is another file, for the same purpose.

    """
    frame = Frame(results, version, source, made)
    titles = _titles(results)
    series = SeriesSheet(SERIES)
    details = [detail.lay_out(frame, title, division, series) for division, title in titles.items()]
    places = {place: link for _, links in details for place, link in links.items()}
    sheets = [
        summary.lay_out(frame, SUMMARY, places),
        *(sheet for sheet, _ in details),
        key.lay_out(frame, KEY),
    ]
    known = set(beside)  # a problem is in the officer's sheets; ours may bear the same titles
    sheets += [checks.lay_out(frame, CHECKS, known, file), report_text.lay_out(frame, TEXT)]
    if series.filled:
        sheets.append(series.finish())
    return Book(
        tuple(sheets),
        title=frame.title,
        author=results.settings.directorate,
        subject=frame.subject,
        comments=frame.made_from,
        created=made,
        properties={"Source workbook": source, "kccxl version": version, "Made": frame.made_on},
    )


def _titles(results: Results) -> dict[str, str]:
    """Return a sheet title for each division, in published order."""
    taken, titles = [SUMMARY, KEY, CHECKS, TEXT, SERIES], dict[str, str]()
    for division in results.divisions:
        titles[division] = safe_title(division or "Indicators", taken)
        taken.append(titles[division])
    return titles
