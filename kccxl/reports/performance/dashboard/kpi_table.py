"""The table of key performance indicators of a service area, with the notes its marks call for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import ceil

from kccxl.reports.performance.dashboard.columns import TREND
from kccxl.reports.performance.dashboard.figures import (
    BOUNDARY_MARK,
    TYPED_MARK,
    figure_cell,
    plain,
    rating_cell,
    travel_cell,
)
from kccxl.reports.performance.dashboard.series import SeriesSheet
from kccxl.reports.performance.model import IndicatorResult
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell
from kccxl.tables.cells import Figure

MOST_ROWS = 14
"""More rows than fit a printed page are divided into tables with a header each."""

Table = Sequence[IndicatorResult]


def tables(results: Sequence[IndicatorResult]) -> list[Table]:
    """Divide indicators into tables: one for each heading of the latest result, none longer than a page."""
    found: list[Table] = []
    for _, members in groupby(results, key=lambda result: result.indicator.period_label):
        rows = list(members)
        size = ceil(len(rows) / ceil(len(rows) / MOST_ROWS))
        found += [rows[start : start + size] for start in range(0, len(rows), size)]
    return found


def lay(canvas: Canvas, table: Table, series: SeriesSheet) -> list[int]:
    """Lay a table and its notes; return the rows of its indicators."""
    _lay_header(canvas, table[0].indicator.period_label)
    rows = [_lay_row(canvas, result, series) for result in table]
    for result in table:
        for note in notes(result):
            canvas.paragraph(note, styles.NOTE)
    if any(result.dot_source == "typed" for result in table):
        text = f"{TYPED_MARK} Direction of travel as typed in the workbook, not computed from figures."
        canvas.paragraph(text, styles.NOTE)
    return rows


def _lay_header(canvas: Canvas, latest: str) -> None:
    centred = ["Month RAG" if "month" in latest.casefold() else "RAG", "DoT"]
    left, middle, right = styles.TABLE_HEADER_LEFT, styles.TABLE_HEADER, styles.TABLE_HEADER_RIGHT
    cells = [Cell("Ref", left), Cell("Indicator", left), Cell(latest, right)]
    cells += [Cell(word, middle) for word in centred]
    cells += [Cell("Year to Date", right), Cell("YTD RAG", middle), Cell("Target", right)]
    cells += [Cell("Floor Standard", right), Cell("Previous Year", right)]
    if canvas.last >= TREND:
        cells.append(Cell("Trend", middle))
    canvas.lay(cells, least=31)


def _lay_row(canvas: Canvas, result: IndicatorResult, series: SeriesSheet) -> int:
    item = result.indicator
    cells = [
        Cell(item.ref, styles.STRONG),
        Cell(item.description, styles.TEXT),
        figure_cell(item.latest),
        rating_cell(result.month),
        travel_cell(result.dot, result.dot_source),
        figure_cell(item.ytd),
        rating_cell(result.ytd),
        figure_cell(item.target),
        figure_cell(item.floor),
        figure_cell(item.previous_year),
    ]
    if canvas.last >= TREND:
        line = series.line(canvas.row, TREND, item.ref, item.unit, item.series)
        cells.append(Cell(None if line else "–", styles.WORD))
        canvas.sparklines += [line] if line else []
    return canvas.lay(cells, least=19)


def notes(result: IndicatorResult) -> list[str]:
    """Return what must be said of a row beneath its table: rounding, words beside figures, missing YTD."""
    item, found = result.indicator, []
    if result.near_boundary:
        found.append(
            f"{BOUNDARY_MARK} {item.ref}: the rounding decides the colour. {plain(result.near_boundary)}."
        )
    figures = {item.period_label: item.latest, "Year to Date": item.ytd, "Target": item.target}
    figures |= {"Floor Standard": item.floor, "Previous Year": item.previous_year}
    found += [
        f"{item.ref}: {label} is given as “{each.printed}”."
        for label, each in figures.items()
        if _worded(each)
    ]
    if item.late:
        found.append(f"{item.ref}: the latest result is that of {item.late}.")
    if item.ytd_reason and not item.ytd.known:
        found.append(f"{item.ref}: {plain(item.ytd_reason)}.")
    return found


def _worded(figure: Figure) -> bool:
    return bool(figure.words) and figure.words.casefold() != figure.unit.casefold()
