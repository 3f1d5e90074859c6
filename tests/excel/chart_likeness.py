"""Says what a chart is like, property by property: one that stands in Excel, and one of a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from kccxl.sheets.sheet import Book as Paper
from tests.excel.engines.charts_like import Chart, Node, Series
from tests.excel.engines.excel_like import Book

_PATTERNS = {"pct10": 2, "ltVert": 20, "ltUpDiag": 22, "wdUpDiag": 26}  # MsoPatternType
_KINDS = {
    "bar_clustered": ("bar", "clustered"),
    "bar_stacked": ("bar", "stacked"),
    "column_clustered": ("col", "clustered"),
    "line": ("line", "standard"),
}
_TICKS = {-4142: "none", None: "out"}
_LABELS = {-4134: "low", -4142: "none", None: "nextTo"}
_EMU_A_PIXEL, _EMU_A_POINT = 9525, 12700
_POINTS_A_PIXEL = 0.75

Like = dict[str, Any]


# -- in Excel


def charts_in_excel(double: Book, sheet: Worksheet) -> list[Like]:
    """The charts of a sheet as they stand in Excel."""
    return [_in_excel(chart) for chart in double.charts.get(sheet, [])]


def _in_excel(chart: Chart) -> Like:
    body, frame = chart.body, chart.frame
    kind, grouping = _KINDS[chart.how["chart_type"]]
    names, values = body.axes[1], body.axes[2]
    return {
        "kind": (kind, grouping),
        "anchor": (chart.anchor, frame.Left / _POINTS_A_PIXEL, frame.Top / _POINTS_A_PIXEL),
        "size": tuple(round(side / _POINTS_A_PIXEL) for side in chart.size),
        "moves": frame.known("Placement") == 2,
        "alt": frame.known("ShapeRange.AlternativeText"),
        "style": chart.how["style"],
        "title": (body.known("ChartTitle.Text"), _font(body.known("ChartTitle.Font"))),
        "legend": (body.known("Legend.position"), _font(body.known("Legend.Font"))),
        "border": _line(body.known("ChartArea.Format.Line")),
        "bars": None if kind == "line" else (body.group.known("GapWidth"), body.group.known("Overlap") or 0),
        "series": [_series(each, chart) for each in body.listed],
        "names": {**_axis(names), "labels": _LABELS[names.known("TickLabelPosition")],
                  "reversed": bool(names.known("ReversePlotOrder"))},
        "values": _values(values),
    }  # fmt: skip


def _values(axis: Node) -> Like:
    # an axis without figures, ticks and line is not seen
    seen = axis.known("TickLabelPosition") != -4142
    grid = axis.known("HasMajorGridlines")
    return {
        "ends": (axis.known("MinimumScale"), axis.known("MaximumScale")),
        "grid": _line(axis.known("MajorGridlines.Format.Line")) if grid else None,
        "shown": _axis(axis) if seen or axis.known("Format.Line.Visible") else None,
    }


def _axis(axis: Node) -> Like:
    return {
        "ticks": _TICKS[axis.known("MajorTickMark")],
        "font": _font(axis.known("TickLabels.Font")),
        "line": _line(axis.known("Format.Line")),
    }


def _series(series: Series, chart: Chart) -> Like:
    found: Like = {
        "name": series.Name,
        "categories": series.XValues.words(chart.book),
        "values": series.Values.words(chart.book),
        "line": _line(series.known("Format.Line")),
    }
    if chart.how["chart_type"] == "line":
        return found | {"marker": series.known("MarkerStyle") != -4142}
    labels = series.labels if series.known("HasDataLabels") else None
    return found | {
        "fill": _fill(series.Format.Fill),
        "inverts": series.known("InvertIfNegative"),
        "labels": labels and _labels(labels, chart.how["chart_type"]),
    }


def _labels(labels: Node, kind: str) -> Like:
    usual = "ctr" if kind.endswith("stacked") else "outEnd"
    return {
        "format": labels.NumberFormat,
        "font": _font(labels.Font),
        "colour": _colour(labels.Font.Color),
        "where": {2: "outEnd", None: usual}[labels.known("Position")],
        "value": labels.ShowValue,
    }


def _fill(fill: Any) -> tuple[Any, ...]:
    if fill.pattern is None:
        return ("solid", _colour(fill.ForeColor.RGB))
    return (fill.pattern, _colour(fill.ForeColor.RGB), _colour(fill.BackColor.RGB))


def _font(font: Any) -> tuple[Any, ...] | None:
    return font and (font.Name, font.Size, font.Bold)


def _line(line: Any) -> tuple[Any, ...] | None:
    return (_colour(line.ForeColor.RGB), line.Weight) if line is not None and line.Visible is True else None


def _colour(number: int) -> str:
    return f"{number % 256:02X}{number // 256 % 256:02X}{number // 65536:02X}"


# -- in a file


def charts_in_file(sheet: Worksheet, paper: Paper, titles: Mapping[str, str]) -> list[Like]:
    """The charts of a sheet of a headless run, which bears the titles the sheets have in Excel."""
    (laid_out,) = [each for each in paper.sheets if each.title == sheet.title]
    named = lambda text: _renamed(text, titles)  # noqa: E731
    return [
        _in_file(chart, named) | {"size": (wanted.width, wanted.height), "alt": wanted.alt}
        for chart, wanted in zip(sheet._charts, laid_out.charts, strict=True)
    ]


def _renamed(reference: str, titles: Mapping[str, str]) -> str:
    title, _, cells = reference.replace("$", "").rpartition("!")
    title = titles[title.strip("'").replace("''", "'")].replace("'", "''")
    return f"'{title}'!{cells}"


def _in_file(chart: Any, named: Callable[[str], str]) -> Like:
    kind = {"barChart": chart.barDir if hasattr(chart, "barDir") else "", "lineChart": "line"}[chart.tagname]
    place = chart.anchor._from
    title = chart.title.tx.rich.p[0]
    return {
        "kind": (kind, chart.grouping),
        "anchor": (
            f"{_letters(place.col)}{place.row + 1}",
            place.colOff / _EMU_A_PIXEL,
            place.rowOff / _EMU_A_PIXEL,
        ),
        "moves": chart.anchor.editAs == "oneCell",
        "style": chart.style,
        "title": (title.r[0].t, _file_font(title.r[0].rPr)),
        "legend": ({"b": "bottom"}[chart.legend.position], _file_text(chart.legend.txPr)),
        "border": _file_line(chart.graphical_properties),
        "bars": None if kind == "line" else (chart.gapWidth, chart.overlap or 0),
        "series": [_file_series(each, chart, kind, named) for each in chart.series],
        "names": {**_file_axis(chart.x_axis, kind), "labels": chart.x_axis.tickLblPos or "nextTo",
                  "reversed": chart.x_axis.scaling.orientation == "maxMin"},
        "values": {
            "ends": (chart.y_axis.scaling.min, chart.y_axis.scaling.max),
            "grid": chart.y_axis.majorGridlines and _file_line(chart.y_axis.majorGridlines.spPr),
            "shown": None if chart.y_axis.delete else _file_axis(chart.y_axis, kind),
        },
    }  # fmt: skip


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column + 1))


def _file_axis(axis: Any, kind: str) -> Like:
    return {
        # openpyxl reads "none" and nothing alike; of bars the writer says none
        "ticks": axis.majorTickMark or ("none" if kind == "bar" else "out"),
        "font": _file_text(axis.txPr),
        "line": _file_line(axis.graphicalProperties),
    }


def _file_series(series: Any, chart: Any, kind: str, named: Callable[[str], str]) -> Like:
    look = series.graphicalProperties
    categories = series.cat.strRef or series.cat.numRef
    found: Like = {
        "name": series.tx.v,
        "categories": named(categories.f),
        "values": named(series.val.numRef.f),
        "line": _file_line(look),
    }
    if kind == "line":
        return found | {"marker": series.marker is None or series.marker.symbol is not None}
    return found | {
        "fill": _file_fill(look),
        "inverts": bool(series.invertIfNegative),
        "labels": series.dLbls and _file_labels(series.dLbls, chart.grouping),
    }


def _file_labels(labels: Any, grouping: str) -> Like:
    font = labels.txPr.p[0].pPr.defRPr
    return {
        "format": labels.numFmt,
        "font": _file_font(font),
        "colour": font.solidFill.srgbClr,
        "where": labels.position or ("ctr" if grouping == "stacked" else "outEnd"),
        "value": labels.showVal,
    }


def _file_fill(look: Any) -> tuple[Any, ...]:
    if look.pattFill is None:
        return ("solid", look.solidFill.srgbClr)
    pattern = look.pattFill
    return (_PATTERNS[pattern.prst], pattern.fgClr.srgbClr, pattern.bgClr.srgbClr)


def _file_line(look: Any) -> tuple[Any, ...] | None:
    line = look.ln if look is not None else None
    if line is None or line.solidFill is None:
        return None
    return (line.solidFill.srgbClr, (line.w or _EMU_A_PIXEL) / _EMU_A_POINT)


def _file_text(text: Any) -> tuple[Any, ...]:
    return _file_font(text.p[0].pPr.defRPr)


def _file_font(font: Any) -> tuple[Any, ...]:
    return (font.latin.typeface, font.sz / 100, bool(font.b))
