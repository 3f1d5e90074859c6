"""Styles by name: what a heading, a figure or a RAG word looks like, in one place for every report.

The named styles are module constants, so that a report asks for ``FIGURE`` or ``TABLE_HEADER`` and never for
a colour. Contrast of text on its fill is at least 4.5:1 (WCAG 2.1, success criterion 1.4.3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kccxl.sheets.number_formats import padded


@dataclass(frozen=True, slots=True)
class Style:
    """How one cell looks. Colours are six hexadecimal digits, empty for none; ``size`` is in points.

    ``border`` is the colour of a thin line on all four sides; ``top_border`` draws a stronger line above, as
    a total row has it. ``number_format`` is written as spreadsheets spell it.

    >>> Style(bold=True, fill="DDEBF7").fill
    'DDEBF7'
    """

    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float = 10
    colour: str = "000000"
    fill: str = ""
    border: str = ""
    top_border: bool = False
    number_format: str = "General"
    align: str = "left"
    valign: str = "top"
    wrap: bool = False
    indent: int = 0
    locked: bool = True
    font: str = "Arial"


class Palette:
    """Every colour the reports use.

    Green, Amber and Red lie at three clearly different lightnesses, so that they differ in greyscale too. So do
    Adverse, a dark orange, and Favourable, a light blue, which colour-blind readers tell apart as well.
    """

    BLACK = "000000"
    WHITE = "FFFFFF"
    NAVY = "1F3864"
    BAND = "DCE6F1"
    HEADER = "E9EDF2"
    LINE = "A6A6A6"
    GREY = "595959"
    LINK = "0B4A9E"
    NOTICE = "FFF2CC"
    GREEN = "26B863"
    AMBER = "FFC832"
    RED = "C00000"
    UNRATED = "D9D9D9"
    ADVERSE = "A63603"
    FAVOURABLE = "C6DBEF"


PLAIN = Style()
TITLE = Style(bold=True, size=18, colour=Palette.NAVY, valign="vcenter", wrap=True)
SUBTITLE = Style(size=11, colour=Palette.GREY, valign="vcenter", wrap=True)
NOTICE = Style(
    bold=True, size=11, fill=Palette.NOTICE, border=Palette.LINE, align="center", valign="vcenter", wrap=True
)
HEADING = Style(bold=True, size=13, colour=Palette.NAVY, valign="vcenter", wrap=True)
BAND = Style(
    bold=True, size=12, colour=Palette.WHITE, fill=Palette.NAVY, valign="vcenter", wrap=True, indent=1
)
BAND_DETAIL = Style(fill=Palette.BAND, valign="vcenter", wrap=True, indent=1)
TABLE_HEADER = Style(
    bold=True, fill=Palette.HEADER, border=Palette.LINE, align="center", valign="vcenter", wrap=True
)
TABLE_HEADER_LEFT = replace(TABLE_HEADER, align="left", indent=1)
TABLE_HEADER_RIGHT = replace(TABLE_HEADER, align="right", indent=1)
TABLE_HEADER_WORD = replace(TABLE_HEADER, align="right", number_format=padded("General"))
GROUP = Style(bold=True, fill=Palette.BAND, border=Palette.LINE, valign="vcenter", wrap=True, indent=1)
TEXT = Style(border=Palette.LINE, valign="vcenter", wrap=True, indent=1)
TEXT_TOP = replace(TEXT, valign="top")
STRONG = replace(TEXT, bold=True)
STRONG_TOP = replace(STRONG, valign="top")
SMALL = replace(TEXT, size=9)
FIGURE = Style(border=Palette.LINE, align="right", valign="vcenter", number_format=padded("General"))
FIGURE_WORDS = replace(FIGURE, number_format="General", indent=1, wrap=True)
"""For a text of several words in a column of figures: every line of it keeps off the border."""
TOTAL = replace(FIGURE, bold=True, top_border=True)
COUNT = replace(FIGURE, align="center", number_format="General")
COUNT_TOTAL = replace(TOTAL, align="center", number_format="General")
TOTAL_LABEL = replace(STRONG, top_border=True)
WORD = Style(border=Palette.LINE, align="center", valign="vcenter", wrap=True)
RAG_WORD = replace(WORD, bold=True)
PROSE = Style(wrap=True)
READING = Style(size=11, wrap=True)
REMINDER = replace(TEXT, bold=True, fill=Palette.NOTICE, indent=0)
NOTE = Style(size=9, colour=Palette.GREY, wrap=True)
LINK = replace(TEXT, colour=Palette.LINK, underline=True)
LINK_TOP = replace(LINK, valign="top")

GREEN = Style(bold=True, colour=Palette.BLACK, fill=Palette.GREEN)
AMBER = Style(bold=True, colour=Palette.BLACK, fill=Palette.AMBER)
RED = Style(bold=True, colour=Palette.WHITE, fill=Palette.RED)
EMPHASIS = Style(bold=True, colour=Palette.WHITE, fill=Palette.GREY)
"""For what stands out without being good or bad, such as demand above the expected range."""
