"""The covering text on a sheet of its own, a paragraph a row, ready to be pasted into a committee paper."""

from __future__ import annotations

from collections.abc import Sequence

from kccxl.reports.paper.frame import Frame
from kccxl.reports.paper.pages import Section
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Sheet

_WIDTH = 136


def lay_out(frame: Frame, title: str, sections: Sequence[Section]) -> Sheet:
    """Lay out the covering text; a section without items is left out."""
    canvas = Canvas(title, [_WIDTH])
    rows = frame.begin(canvas, "Report text")
    for section in sections:
        _lay_section(canvas, section)
    return frame.end(canvas, rows)


def _lay_section(canvas: Canvas, section: Section) -> None:
    for number, item in enumerate(section.items):
        with canvas.unit():
            if not number:
                canvas.across(section.heading, styles.HEADING, least=22)
            for lead, text in item:
                canvas.paragraph(text, styles.READING, lead=lead)
            canvas.gap(5)
