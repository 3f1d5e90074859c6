"""Draw the charts of a sheet in Excel itself, so that they equal those of the file in every property.

Names and numbers are those of the Excel object model (Microsoft, "Excel VBA reference"); what is drawn is what
``kccxl.files.write_parts`` writes. Engines without that model are given no chart: in colours of their own choice, or
with stripes missing, it would say something else.
"""

from __future__ import annotations

from typing import Any

import xlwings as xw

from kccxl.excel.native import as_number, native
from kccxl.excel.runs import address
from kccxl.sheets.sheet import Chart, ChartKind, Series

_KINDS = {
    ChartKind.BAR: "bar_clustered",
    ChartKind.STACKED_BAR: "bar_stacked",
    ChartKind.DIVERGING_BAR: "bar_clustered",
    ChartKind.DIVERGING_PAIRS: "bar_clustered",
    ChartKind.COLUMN: "column_clustered",
    ChartKind.LINE: "line",
}
_DIVERGING = (ChartKind.DIVERGING_BAR, ChartKind.DIVERGING_PAIRS)
_UPRIGHT = (ChartKind.COLUMN, ChartKind.LINE)

_POINTS_A_PIXEL = 0.75
_OFFSET = 4 * _POINTS_A_PIXEL, 2 * _POINTS_A_PIXEL  # from the left and the top of the cell
_GAP = 45  # per cent of a bar
_FONT, _SMALL, _HEAD = "Arial", 9, 10
_GREY, _EDGE = "A6A6A6", "404040"

_MOVE_WITH_CELLS = 2  # XlPlacement
_CATEGORIES, _VALUES = 1, 2  # XlAxisType
_NONE, _LOW = -4142, -4134  # XlTickMark and XlTickLabelPosition
_OUTSIDE_END = 2  # XlDataLabelPosition
_NO_MARKER = -4142  # XlMarkerStyle

PATTERNS = {
    "percent_5": 1, "percent_10": 2, "percent_20": 3, "percent_25": 4, "percent_30": 5, "percent_40": 6,
    "percent_50": 7, "dark_horizontal": 13, "dark_vertical": 14, "dark_downward_diagonal": 15,
    "dark_upward_diagonal": 16, "light_horizontal": 19, "light_vertical": 20, "light_downward_diagonal": 21,
    "light_upward_diagonal": 22, "wide_downward_diagonal": 25, "wide_upward_diagonal": 26,
}  # fmt: skip
"""The patterns of a file by name, and how Excel numbers them (MsoPatternType)."""


def add_chart(sheet: xw.Sheet, source: xw.Sheet, chart: Chart) -> None:
    """Add a chart whose figures stand on ``source``.

    Raises:
        NotImplementedError: the engine has no way to give it its colours and patterns.

    """
    if native(sheet) is None:
        raise NotImplementedError("a chart in colours of its own")
    drawn = sheet.charts.add(
        anchor=sheet.range((chart.row + 1, chart.column + 1)),
        width=chart.width * _POINTS_A_PIXEL,
        height=chart.height * _POINTS_A_PIXEL,
        chart_type=_KINDS[chart.kind],
        style=None,
    )
    frame, body = drawn.api
    frame.Left, frame.Top = frame.Left + _OFFSET[0], frame.Top + _OFFSET[1]
    frame.Placement = _MOVE_WITH_CELLS
    frame.ShapeRange.AlternativeText = chart.alt
    # around a selected cell Excel takes series of its own into a new chart
    while body.SeriesCollection().Count:
        body.SeriesCollection(1).Delete()
    for series in chart.series:
        _add_series(body, series, chart, source.api)
    if chart.kind is not ChartKind.LINE:
        _space_bars(body.ChartGroups(1), chart.kind)
    _caption(drawn, body, chart)
    _line(body.ChartArea.Format.Line, _GREY)
    if chart.kind in _UPRIGHT:
        _upright_axes(body)
    else:
        _bar_axes(body, chart)


def _add_series(body: Any, series: Series, chart: Chart, source: Any) -> None:
    shown = body.SeriesCollection().NewSeries()
    shown.Name = series.name
    shown.Values = source.Range(address(series.values))
    shown.XValues = source.Range(address(series.categories))
    if chart.kind is ChartKind.LINE:
        shown.MarkerStyle = _NO_MARKER
        _line(shown.Format.Line, series.colour, weight=2)
        return
    shown.InvertIfNegative = False
    _fill(shown.Format.Fill, series)
    _line(shown.Format.Line, _EDGE)
    if chart.labels:
        _label(shown, series, chart)


def _fill(fill: Any, series: Series) -> None:
    fill.Visible = True
    fill.Solid()
    fill.ForeColor.RGB = as_number(series.colour)
    if series.pattern:
        fill.Patterned(PATTERNS[series.pattern])
        fill.ForeColor.RGB, fill.BackColor.RGB = as_number(series.pattern_colour), as_number(series.colour)


def _line(line: Any, colour: str, weight: float = 0.75) -> None:
    line.Visible = True
    line.ForeColor.RGB = as_number(colour)
    line.Weight = weight


def _label(shown: Any, series: Series, chart: Chart) -> None:
    shown.HasDataLabels = True
    labels = shown.DataLabels()
    labels.ShowValue = True
    labels.NumberFormat = chart.label_format
    _font(labels.Font, _SMALL, bold=True)
    labels.Font.Color = as_number(series.text_colour)
    if chart.kind in _DIVERGING:
        labels.Position = _OUTSIDE_END


def _space_bars(group: Any, kind: ChartKind) -> None:
    group.GapWidth = _GAP
    # of stacked bars one lies over the other; a diverging bar stands alone, whichever series it is of
    group.Overlap = 100 if kind in (ChartKind.STACKED_BAR, ChartKind.DIVERGING_BAR) else 0


def _caption(drawn: xw.Chart, body: Any, chart: Chart) -> None:
    drawn.title = chart.title
    _font(body.ChartTitle.Font, _HEAD, bold=True)
    drawn.legend.visible = True
    drawn.legend.position = "bottom"
    _font(body.Legend.Font, _SMALL)


def _bar_axes(body: Any, chart: Chart) -> None:
    """Bars run from the top in the order of the table; each bears its figure, so no axis shows them."""
    values = body.Axes(_VALUES)
    if chart.ends:
        values.MinimumScale, values.MaximumScale = map(float, chart.ends)
    values.HasMajorGridlines = False
    # an axis taken out altogether would take its ends with it
    values.TickLabelPosition = values.MajorTickMark = _NONE
    values.Format.Line.Visible = False
    names = body.Axes(_CATEGORIES)
    _plain_axis(names)
    names.ReversePlotOrder = True
    names.MajorTickMark = _NONE
    if chart.kind in _DIVERGING:
        names.TickLabelPosition = _LOW


def _upright_axes(body: Any) -> None:
    for number in (_CATEGORIES, _VALUES):
        _plain_axis(body.Axes(number))
    values = body.Axes(_VALUES)
    values.HasMajorGridlines = True
    _line(values.MajorGridlines.Format.Line, _GREY)


def _plain_axis(axis: Any) -> None:
    _font(axis.TickLabels.Font, _SMALL)
    _line(axis.Format.Line, _GREY)


def _font(font: Any, size: int, *, bold: bool = False) -> None:
    font.Name, font.Size, font.Bold = _FONT, size, bold
