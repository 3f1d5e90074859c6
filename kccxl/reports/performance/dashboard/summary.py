"""The summary: counts and charts first, then every indicator with its ratings and why it is rated so."""

from __future__ import annotations

from collections.abc import Mapping

from kccxl.reports.paper.frame import RAG_STYLES
from kccxl.reports.performance.dashboard import counts
from kccxl.reports.performance.dashboard.detail import Places
from kccxl.reports.performance.dashboard.figures import (
    BOUNDARY_MARK,
    TYPED_MARK,
    figure_cell,
    figure_text,
    plain,
    rating_cell,
    travel_cell,
)
from kccxl.reports.performance.dashboard.frame import Frame
from kccxl.reports.performance.model import IndicatorResult, Results
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas, widest
from kccxl.sheets.sheet import Cell, Link, Sheet, Span

_WIDTHS = [9, 45, 13, 15, 13, 15, 12, 56]
_MONTH, _YTD, _LATEST, _TARGET = 2, 4, 5, 6
_MOST_ROWS = 15  # a longer list is divided into tables that fit a page, with a header each
_MARKS = f"{TYPED_MARK} typed, not computed.  {BOUNDARY_MARK} the rounding decides: see the division's sheet."
_HEADER = ("Ref", "Indicator", "Month RAG", "DoT", "YTD RAG", "Latest result", "Target", "Why")


def lay_out(frame: Frame, title: str, places: Places) -> Sheet:
    """Lay out the summary; ``places`` are where the indicators stand on the detail sheets.

    The counts stand close where the first list then fits the page beneath them, else they fill the page.
    """
    sheet, listed = _lay(frame, title, places, dense=True)
    if min(sheet.page.breaks, default=listed + 1) <= listed:
        sheet, _ = _lay(frame, title, places, dense=False)
    return sheet


def _lay(frame: Frame, title: str, places: Places, *, dense: bool) -> tuple[Sheet, int]:
    """Return the sheet and the row where its lists begin."""
    canvas = Canvas(title, _widths(frame.results))
    rows = frame.begin(canvas, frame.title)
    counts.lay(canvas, frame.results, dense=dense)
    canvas.gap(10)
    first = canvas.row
    for division in frame.results.divisions:
        _lay_division(canvas, frame, division, places)
    if any(result.near_boundary or result.dot_source == "typed" for result in frame.results.indicators):
        canvas.across(_MARKS, styles.NOTE)
    last = max(canvas.row - 1, first)
    for column in (_MONTH, _YTD):
        canvas.colour(Span(first, column, last, column), RAG_STYLES)
    return frame.end(canvas, rows, tab=styles.Palette.GREEN), first


def _widths(results: Results) -> list[float]:
    """Return the column widths; figures are shown in full, however large."""
    found: list[float] = list(_WIDTHS)
    for column, name in ((_LATEST, "latest"), (_TARGET, "target")):
        figures = [getattr(result.indicator, name) for result in results.indicators]
        found[column] = widest(found[column], [figure_text(figure) for figure in figures if figure.known])
    return found


def _lay_division(
    canvas: Canvas, frame: Frame, division: str, places: Mapping[tuple[str, int], Link]
) -> None:
    results = frame.results
    members = [
        (result, places[area.key, number])
        for area in results.areas_of(division)
        for number, result in enumerate(results.indicators_of(area))
    ]
    if not members:
        return
    for start in range(0, len(members), _MOST_ROWS):
        with canvas.block():
            again = " (continued)" if start else ""
            canvas.across(f"{division or 'Indicators'}{again}", styles.BAND, least=20)
            _lay_header(canvas)
            for result, link in members[start : start + _MOST_ROWS]:
                _lay_row(canvas, result, link)
        canvas.gap(10)


def _lay_header(canvas: Canvas) -> None:
    looks = [styles.TABLE_HEADER_LEFT] * 2 + [styles.TABLE_HEADER] * 3 + [styles.TABLE_HEADER_RIGHT] * 2
    looks.append(styles.TABLE_HEADER_LEFT)
    canvas.lay([Cell(name, look) for name, look in zip(_HEADER, looks, strict=True)], least=20)


def _lay_row(canvas: Canvas, result: IndicatorResult, link: Link) -> None:
    item = result.indicator
    cells = [
        Cell(item.ref, styles.LINK, link),
        Cell(item.description, styles.TEXT),
        rating_cell(result.month),
        travel_cell(result.dot, result.dot_source),
        rating_cell(result.ytd),
        figure_cell(item.latest),
        figure_cell(item.target),
        Cell(_why(result), styles.SMALL),
    ]
    canvas.lay(cells, least=18)


def _why(result: IndicatorResult) -> str:
    """Return the reason for the colour, and for the year's where it is another one."""
    lines = [plain(result.month.reason)]
    if result.ytd.rag and result.ytd.rag is not result.month.rag:
        lines.append(f"Year to date: {plain(result.ytd.reason)}")
    return "\n".join(lines)
