"""The covering text on a sheet of its own, a paragraph a row, ready to be pasted into a committee paper."""

from __future__ import annotations

from kccxl.reports.performance.dashboard import narrative
from kccxl.reports.performance.dashboard.commentary import led_by, unplaced
from kccxl.reports.performance.dashboard.frame import Frame
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Sheet

_WIDTH = 136


def lay_out(frame: Frame, title: str) -> Sheet:
    """Lay out the covering text."""
    canvas = Canvas(title, [_WIDTH])
    rows = frame.begin(canvas, "Report text")
    results = frame.results
    _section(canvas, "Summary of results", [("", text) for text in narrative.overview(results)])
    divisions = [(f"{name}: ", text) for name, text in narrative.by_division(results)]
    if len(divisions) > 1:
        _section(canvas, "By division", divisions)
    _lay_reds(canvas, frame)
    left = [(led_by(text), text.text) for text in unplaced(results)]
    if left:
        _section(canvas, "Commentary that names no indicator of this report", left)
    return frame.end(canvas, rows)


def _section(canvas: Canvas, heading: str, paragraphs: list[tuple[str, str]]) -> None:
    for number, (lead, text) in enumerate(paragraphs):
        with canvas.unit():
            if not number:
                canvas.across(heading, styles.HEADING, least=22)
            canvas.paragraph(text, _PROSE, lead=lead)
            canvas.gap(5)


def _lay_reds(canvas: Canvas, frame: Frame) -> None:
    found = narrative.reds(frame.results)
    _section(canvas, "Indicators rated Red", [("", narrative.reds_opening(found))])
    for result in found:
        item = result.indicator
        figures, *said = narrative.red_lines(frame.results, result)
        with canvas.unit():
            canvas.paragraph(f" {figures}", _PROSE, lead=f"{item.ref} {item.description}.")
            for text in said:
                canvas.paragraph(text, _PROSE)
            canvas.gap(5)


_PROSE = styles.READING
