"""The key: what colours, arrows and marks mean, generated from the settings this workbook was rated with."""

from __future__ import annotations

from kccxl.reports.paper.frame import RAG_STYLES
from kccxl.reports.performance.dashboard import key_texts as texts
from kccxl.reports.performance.dashboard.frame import Frame
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Sheet, Span

_WIDTHS = [24, 112]


def lay_out(frame: Frame, title: str) -> Sheet:
    """Lay out the key."""
    canvas = Canvas(title, _WIDTHS)
    rows = frame.begin(canvas, "Key")
    first = canvas.row
    results = frame.results
    settings = results.settings
    for scheme in texts.schemes(results):
        _section(
            canvas, texts.scheme_heading(scheme, settings), texts.ratings(scheme, settings), styles.RAG_WORD
        )
    _section(canvas, "Direction of travel (DoT)", texts.travel(results))
    _section(canvas, "Figures", texts.figures(results))
    _section(canvas, "Year to date (YTD)", texts.year_to_date())
    _section(canvas, "Activity indicators", texts.activity())
    _section(canvas, "Marks", texts.marks())
    span = Span(first, 0, canvas.row - 1, 0)
    canvas.colour(span, RAG_STYLES | {"Above": styles.EMPHASIS, "Below": styles.EMPHASIS})
    return frame.end(canvas, rows)


def _section(
    canvas: Canvas, heading: str, lines: list[tuple[str, str]], style: styles.Style = styles.STRONG
) -> None:
    with canvas.block():
        canvas.across(heading, styles.HEADING, least=22)
        for word, meaning in lines:
            canvas.lay([Cell(word, style), Cell(meaning, styles.TEXT)], least=17)
    canvas.gap(8)
