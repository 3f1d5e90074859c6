"""Say in a chart what XlsxWriter leaves unsaid.

XlsxWriter writes charts as Excel 2007 did, and marks its files so: what is not said is off. In a workbook that a
later Excel saved, programs read the same silence as the schema's default, which is on: lines smoothed, negative
bars white, every name printed beside every value, blank months drawn as zero. Source: ECMA-376 part 1, 21.2.2;
LibreOffice, oox/source/drawingml/chart (what it takes from a file of Excel 2007 and what from others).
"""

from __future__ import annotations

from collections.abc import Mapping

from kccxl.files.graft_splice import Node, SharedPart, walk

_AXIS = "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr"
_ORDER: Mapping[str, str] = {
    "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart",
    "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly "
    "dispBlanksAs extLst",
    "title": "tx layout overlay spPr txPr extLst",
    "legend": "legendPos legendEntry layout overlay spPr txPr extLst",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
    "barChart/ser": "idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val shape extLst",
    "lineChart/ser": "idx order tx spPr marker dPt dLbls trendline errBars cat val smooth extLst",
    "dLbls": "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize separator showLeaderLines extLst",
    "catAx": f"{_AXIS} txPr crossAx crosses crossesAt auto lblAlgn lblOffset noMultiLvlLbl extLst",
    "valAx": f"{_AXIS} txPr crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits extLst",
}
_TICKS = {"delete": "0", "majorTickMark": "out", "minorTickMark": "none"}
_UNSAID: Mapping[str, Mapping[str, str]] = {
    "chartSpace": {"roundedCorners": "0"},
    "chart": {"autoTitleDeleted": "0", "plotVisOnly": "1", "dispBlanksAs": "gap"},
    "title": {"overlay": "0"},
    "legend": {"overlay": "0"},
    "barChart": {"varyColors": "0"},
    "lineChart": {"varyColors": "0"},
    "barChart/ser": {"invertIfNegative": "0"},
    "lineChart/ser": {"smooth": "0"},
    "dLbls": dict.fromkeys(
        ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"), "0"
    ),
    "catAx": {**_TICKS, "noMultiLvlLbl": "0"},
    "valAx": _TICKS,
}


def spell_out(content: bytes) -> bytes:
    """Return a chart of XlsxWriter's with all said that it means.

    >>> spell_out(b'<c:legend xmlns:c="c"><c:legendPos val="b"/><c:layout/></c:legend>')
    b'<c:legend xmlns:c="c"><c:legendPos val="b"/><c:layout/><c:overlay val="0"/></c:legend>'
    """
    chart = SharedPart(content, "the chart", "the new sheets", depth=8)
    for node in walk(chart.root):
        for name, value in _UNSAID.get(_kind(node), {}).items():
            if node.first(name) is None:
                _add(chart, node, name, f'<{node.prefix}{name} val="{value}"/>')
    return chart.result()


def _kind(node: Node) -> str:
    """An element's name; that of a series with the chart it belongs to."""
    return f"{node.parent.local}/ser" if node.local == "ser" and node.parent else node.local


def _add(chart: SharedPart, node: Node, name: str, markup: str) -> None:
    order = _ORDER[_kind(node)].split()
    later = order[order.index(name) + 1 :]
    following = next((child for child in node.children if child.local in later), None)
    if following:
        chart.insert_before(following, markup)
    else:
        chart.append(node, markup)
