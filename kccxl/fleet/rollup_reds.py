"""Every Red of the council: what it is, why it is Red, and what is said on it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kccxl.fleet.rollup import Part
from kccxl.fleet.rollup_cells import Paper, source_width, up_to, whose, word
from kccxl.fleet.rollup_lines import Kind, Rated
from kccxl.reports.paper.frame import RAG_STYLES
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Sheet, Span
from kccxl.sheets.styles import Palette

TITLE = "Reds"
TO_BE_ADDED = "Management action to be added"
NONE_RED = "Nothing is rated Red."
SAID_ABOVE = "As above"
_WIDTHS = [38, 12, 12, 12, 8.5, 38, 52]
_HEADER = ("What is rated", "Figure", "Target or budget", "RAG", "Why", "Commentary or explanation", "Source")


def lay_out(paper: Paper) -> Sheet:
    """Lay out the Reds by directorate, date and division, indicators before money."""
    reds = _in_order(paper)
    canvas = Canvas(TITLE, [*_WIDTHS, source_width(red.place for _, red in reds)])
    rows = paper.frame.begin(canvas, "Reds")
    if not reds:
        canvas.across(NONE_RED, styles.HEADING)
        return paper.frame.end(canvas, rows)
    captions = [Cell("Indicator or heading", styles.TABLE_HEADER_LEFT)]
    header = canvas.lay([*captions, *(Cell(name, styles.TABLE_HEADER) for name in _HEADER)], least=31)
    for heading, group in groupby(reds, key=lambda red: _heading(paper, *red)):
        _lay_group(canvas, paper, heading, [each for _, each in group])
    canvas.colour(Span(header + 1, 4, canvas.row - 1, 4), RAG_STYLES)
    return paper.frame.end(canvas, (rows[0], header), tab=Palette.RED)


def _in_order(paper: Paper) -> list[tuple[Part, Rated]]:
    """Keep the two ratings of one indicator together, and the lines of one division."""
    reds = paper.council.reds
    met: dict[str, int] = {}
    for red in reds:
        met.setdefault(_heading(paper, *red), len(met))
    money = (Kind.BUDGET, Kind.PROJECT)
    return sorted(reds, key=lambda red: (met[_heading(paper, *red)], red[1].kind in money))


def _heading(paper: Paper, part: Part, red: Rated) -> str:
    book = paper.council.source_of(red.place).name
    return f"{whose(part, red.division, red.service)} – up to {up_to(part)} ({book})"


def _lay_group(canvas: Canvas, paper: Paper, heading: str, reds: Sequence[Rated]) -> None:
    before = ""
    for at, red in enumerate(reds):
        with canvas.unit():
            if not at:
                canvas.across(heading, styles.GROUP, least=20)
            _lay_red(canvas, paper, red, again=red.name == before)
        before = red.name


def _lay_red(canvas: Canvas, paper: Paper, red: Rated, *, again: bool) -> None:
    said = Cell(red.said, styles.SMALL) if red.said else Cell(TO_BE_ADDED, styles.REMINDER)
    canvas.lay(
        [
            Cell(red.name, styles.STRONG),
            Cell(red.measure, styles.SMALL),
            Cell(red.figure, styles.FIGURE_WORDS),
            Cell(red.against, styles.FIGURE_WORDS),
            word(red.rag),
            Cell(red.why, styles.SMALL),
            Cell(SAID_ABOVE, styles.SMALL) if again and red.said else said,
            paper.source(red.place),
        ],
        least=20,
    )
