"""Which indicators worsened and which improved, furthest first, on a scale that all of them share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kccxl.fleet.rollup import Part
from kccxl.fleet.rollup_cells import Paper, source_width, up_to, whose, word
from kccxl.fleet.rollup_lines import Movement
from kccxl.reports.paper.frame import RAG_STYLES
from kccxl.reports.paper.wording import amount
from kccxl.rules.travel import Direction
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Sheet, Span
from kccxl.sheets.styles import Palette

TITLE = "Movements"
RANKING = (
    "How the order is found: the change from the previous result to the latest is held against the distance between "
    "the indicator's floor standard and its target, so that per cents, days and pounds can be compared; 100% is the "
    "whole of that distance, - is for the worse. Where a workbook states a direction without the previous result, "
    "the change is not known: those indicators follow, ordered by how far the latest result lies short of its "
    "target (worsened) or ahead of it (improved), on the same scale. Directions are those of each workbook; one drawn "
    "from a trend can differ from the sign of the last change."
)
_WIDTHS = [42, 38, 13, 10.5, 10.5, 10.5, 12, 12, 10, 21]
_HEADER = (
    "Up to",
    "Previous",
    "Latest",
    "Target",
    "Change, % of distance",
    "Ahead of target, %",
    "RAG",
    "Workbook",
    "Cell",
)
_RAG = 8
_SHOWN = (Direction.WORSENED, Direction.IMPROVED)
_UNKNOWN = (
    "By how far is not known: the workbook does not hold the previous result, or floor standard and target"
)


def lay_out(paper: Paper) -> Sheet:
    """Lay out the worsened indicators, then the improved ones."""
    moved = [each for direction in _SHOWN for _, each in paper.council.movements(direction)]
    canvas = Canvas(TITLE, [*_WIDTHS, source_width(each.place for each in moved)])
    rows = paper.frame.begin(canvas, "Movements")
    canvas.paragraph(RANKING, styles.NOTE)
    canvas.gap(6)
    left = [
        Cell(name, styles.TABLE_HEADER_LEFT) for name in ("Indicator", "Directorate, division and service")
    ]
    header = canvas.lay([*left, *(Cell(name, styles.TABLE_HEADER) for name in _HEADER)], least=44)
    for direction in _SHOWN:
        found = paper.council.movements(direction)
        _lay_band(canvas, paper, f"{direction.label}: {amount(len(found), 'indicator')}", found)
    canvas.colour(Span(header + 1, _RAG, canvas.row - 1, _RAG), RAG_STYLES)
    sheet = paper.frame.end(canvas, rows, tab=Palette.AMBER)
    return replace(sheet, page=replace(sheet.page, repeat=(header, header)))  # the captions on every page


def _lay_band(canvas: Canvas, paper: Paper, heading: str, found: Sequence[tuple[Part, Movement]]) -> None:
    if not found:
        canvas.across(heading, styles.BAND, least=22)
    unknown = next((at for at, (_, moved) in enumerate(found) if moved.change is None), len(found))
    for at, (part, moved) in enumerate(found):
        with canvas.unit():
            if not at:
                canvas.across(heading, styles.BAND, least=22)
            if at == unknown:
                canvas.across(_UNKNOWN, styles.GROUP, least=18)
            _lay_movement(canvas, paper, part, moved)


def _lay_movement(canvas: Canvas, paper: Paper, part: Part, moved: Movement) -> None:
    figures = [moved.previous or "N/a", moved.latest, moved.target]
    canvas.lay(
        [
            Cell(moved.name, styles.STRONG),
            Cell(whose(part, moved.division, moved.service), styles.SMALL),
            Cell(up_to(part), styles.WORD),
            *(Cell(figure, styles.FIGURE_WORDS) for figure in figures),
            _share(moved.change),
            _share(moved.ahead),
            word(moved.rag),
            paper.workbook(moved.place),
            paper.source(moved.place),
        ],
        least=20,
    )


def _share(share: Decimal | None) -> Cell:
    if share is None:
        return Cell("N/a", styles.FIGURE)
    return Cell(share, replace(styles.FIGURE, number_format="+0%_M;-0%_M;0%_M"))
