"""The table of activity indicators: demand against its expected range, without colours or directions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kccxl.reports.performance.dashboard import columns
from kccxl.reports.performance.dashboard.figures import BOUNDARY_MARK, NOT_RATED, figure_cell, plain
from kccxl.reports.performance.dashboard.series import SeriesSheet
from kccxl.reports.performance.model import ActivityResult
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Span

_HEADER_ROWS = 2


def lay(canvas: Canvas, results: Sequence[ActivityResult], series: SeriesSheet) -> None:
    """Lay the activity of a service area, one table for each pair of column labels."""
    labels = groupby(
        results, key=lambda result: (result.activity.period_label, result.activity.previous_label)
    )
    for number, (pair, members) in enumerate(labels):
        if number:
            canvas.gap(5)
        _lay_table(canvas, list(members), *pair, series)


def _lay_table(
    canvas: Canvas, rows: Sequence[ActivityResult], label: str, before: str, series: SeriesSheet
) -> None:
    drawn = canvas.last >= columns.ACTIVITY_TREND and any(result.activity.series for result in rows)
    _lay_header(canvas, label, before, drawn)
    for result in rows:
        _lay_row(canvas, result, drawn, series)
    for result in rows:
        if result.check.near_boundary:
            text = f"{BOUNDARY_MARK} {result.activity.ref}: the rounding decides the range. "
            canvas.paragraph(f"{text}{plain(result.check.near_boundary)}.", styles.NOTE)
        item = result.activity
        if item.not_checked:
            canvas.paragraph(f"{item.ref} is not checked: {item.not_checked}.", styles.NOTE)
        elif item.thresholds and not item.value.known:
            canvas.paragraph(f"{item.ref} expected this year. {item.thresholds}.", styles.NOTE)


def _lay_header(canvas: Canvas, label: str, before: str, drawn: bool) -> None:
    top = canvas.row
    left, middle, right = styles.TABLE_HEADER_LEFT, styles.TABLE_HEADER, styles.TABLE_HEADER_RIGHT
    tall = {
        columns.REF: Cell("Ref", left),
        columns.INDICATOR: Cell("Activity Indicator", left),
        columns.VALUE: Cell(label, right),
        columns.IN_RANGE: Cell("In expected range?", middle),
        columns.BEFORE: Cell(before, right),
    }
    if drawn:
        tall[columns.ACTIVITY_TREND] = Cell("Trend", middle)
    for column, cell in tall.items():
        canvas.merge(Span(top, column, top + _HEADER_ROWS - 1, column), cell)
    canvas.merge(Span(top, columns.UPPER, top, columns.LOWER), Cell("Expected Activity", middle))
    canvas.row += 1
    words = [Cell(word, styles.TABLE_HEADER_WORD) for word in ("Upper", "Lower")]
    canvas.lay(words, left=columns.UPPER, least=16)


def _lay_row(canvas: Canvas, result: ActivityResult, drawn: bool, series: SeriesSheet) -> None:
    item = result.activity
    mark = f" {BOUNDARY_MARK}" if result.check.near_boundary else ""
    cells = [
        Cell(item.ref, styles.STRONG),
        Cell(f"{item.description}{mark}", styles.TEXT),
        figure_cell(item.value),
        Cell(result.in_range.value if result.in_range else NOT_RATED, styles.WORD),
        figure_cell(item.upper),
        figure_cell(item.lower),
        figure_cell(item.previous_year),
    ]
    if drawn:
        line = series.line(canvas.row, columns.ACTIVITY_TREND, item.ref, item.unit, item.series)
        cells.append(Cell(None if line else "–", styles.WORD))
        canvas.sparklines += [line] if line else []
    canvas.lay(cells, least=19)
