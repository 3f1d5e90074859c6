"""One sheet a division: for each service area its indicators, its activity, and what is said about them."""

from __future__ import annotations

from dataclasses import replace

from kccxl.reports.paper.frame import RAG_STYLES
from kccxl.reports.performance.dashboard import activity_table, columns, commentary, kpi_table
from kccxl.reports.performance.dashboard.frame import Frame
from kccxl.reports.performance.dashboard.series import SeriesSheet
from kccxl.reports.performance.model import ServiceArea
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Link, Sheet, Span

Places = dict[tuple[str, int], Link]
"""Where an indicator stands: by the key of its service area and its number there."""

_RANGE_STYLES = {"Above": styles.EMPHASIS, "Below": styles.EMPHASIS}


def lay_out(frame: Frame, title: str, division: str, series: SeriesSheet) -> tuple[Sheet, Places]:
    """Lay out a division's sheet, and say where each of its indicators stands."""
    results = frame.results
    areas = results.areas_of(division)
    indicators = [result for area in areas for result in results.indicators_of(area)]
    activity = [result for area in areas for result in results.activity_of(area)]
    canvas = Canvas(title, columns.widths(indicators, activity))
    rows = frame.begin(canvas, division or frame.title)
    first, places = canvas.row, Places()
    for area in areas:
        with canvas.block():
            for number, row in enumerate(_lay_area(canvas, frame, area, series)):
                places[area.key, number] = Link(title, f"A{row + 1}", tip="Go to the figures")
        canvas.gap(10)
    _colour(canvas, first)
    return frame.end(canvas, rows, tab=styles.Palette.NAVY), places


def _lay_area(canvas: Canvas, frame: Frame, area: ServiceArea, series: SeriesSheet) -> list[int]:
    """Lay a service area and return the rows of its indicators."""
    indicators = frame.results.indicators_of(area)
    activity = frame.results.activity_of(area)
    rows: list[int] = []
    tables = kpi_table.tables(indicators)
    with canvas.unit():
        _lay_band(canvas, frame, area)
        if tables:
            rows += kpi_table.lay(canvas, tables[0], series)
        else:
            activity_table.lay(canvas, activity, series)
    for table in tables[1:]:
        with canvas.unit():
            canvas.gap(5)
            rows += kpi_table.lay(canvas, table, series)
    if tables and activity:
        with canvas.unit():
            canvas.gap(5)
            activity_table.lay(canvas, activity, series)
    commentary.lay(canvas, frame.results, area)
    return rows


def _lay_band(canvas: Canvas, frame: Frame, area: ServiceArea) -> None:
    canvas.across(area.name, styles.BAND, least=21)
    end = columns.TARGET if canvas.last >= columns.TREND else columns.YTD_RAG
    facts = [
        ("Director", area.director),
        ("Cabinet Member", area.cabinet_member),
        ("Delivery by", area.delivery_by),
        ("Data period", area.data_period or _reported(frame)),
    ]
    known = [_fact(label, value) for label, value in facts if value]
    lefts = [columns.REF, columns.LATEST, columns.YTD, end + 1][: len(known)]
    rights = [left - 1 for left in lefts[1:]] + [canvas.last]
    if known:  # those there are begin on the left, the last reaches to the edge
        canvas.lay_merged(list(zip(lefts, rights, known, strict=True)), least=18)


def _reported(frame: Frame) -> str:
    """The period of the whole report, which holds where a service area names none of its own."""
    period = frame.results.settings.results_up_to
    return f"Results up to {period.label}" if period else ""


def _fact(label: str, value: str) -> Cell:
    look = styles.BAND_DETAIL
    runs = ((f"{label}: ", replace(look, bold=True)), (value, look))
    return Cell(f"{label}: {value}", look, runs=runs)


def _colour(canvas: Canvas, first: int) -> None:
    last = max(canvas.row - 1, first)
    canvas.colour(Span(first, columns.RAG, last, columns.RAG), RAG_STYLES | _RANGE_STYLES)
    canvas.colour(Span(first, columns.YTD_RAG, last, columns.YTD_RAG), RAG_STYLES)
