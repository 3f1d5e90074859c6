"""The variances of all budget headings of the council, worst overspend first, with a chart of both ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kccxl.fleet.rollup import Part
from kccxl.fleet.rollup_cells import Paper, source_width, up_to, whose, word
from kccxl.fleet.rollup_lines import HeadingVariance
from kccxl.fleet.rollup_money import PRINTED
from kccxl.reports.money.chart_data import label_format
from kccxl.reports.money.diverging import ends_of, left_out, pieces_of
from kccxl.reports.money.printing import (
    in_words,
    money_cell,
    share_cell,
    sign_in_words,
    unit_caption,
    variance_cell,
)
from kccxl.reports.paper.frame import RAG_STYLES
from kccxl.rules.variance import Effect
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Chart, ChartKind, Series, Sheet, Span
from kccxl.sheets.styles import Palette

TITLE = "Budget variances"
_WIDTHS = [50, 44, 16, 14, 15, 15, 12, 11, 21]
_HEADING, _ADVERSE, _FAVOURABLE, _RAG = 0, 4, 5, 7
_PIXELS_A_POINT = 4 / 3
_STEP, _BAR, _AROUND_BARS, _MOST_BARS = 15.0, 13.5, 46.0, 20
_STRIPES = "wide_upward_diagonal"

Line = tuple[Part, HeadingVariance]


def lay_out(paper: Paper) -> Sheet:
    """Lay out the chart and beneath it every heading; each bears the rating its own workbook gives it."""
    lines = paper.council.variances
    canvas = Canvas(TITLE, [*_WIDTHS, source_width(each.place for _, each in lines)])
    rows = paper.frame.begin(canvas, "Budget variances")
    if not lines:
        canvas.across("No workbook reports forecast variances.", styles.HEADING)
        return paper.frame.end(canvas, rows)
    sides = [Effect(each.direction) if each.direction else None for _, each in lines]
    pieces = pieces_of(sides, _MOST_BARS)
    places = [_room(canvas, len(piece)) for _, piece in pieces]
    if said := left_out(sides, [piece for _, piece in pieces]):
        canvas.paragraph(said, styles.NOTE)
        canvas.gap(8)
    ends = ends_of((lines[at][1].amount for _, piece in pieces for at in piece), PRINTED)
    header = _lay_table(canvas, paper, lines)
    for (name, piece), place in zip(pieces, places, strict=True):
        canvas.charts.append(replace(_chart(canvas, name, place, header, piece, lines), ends=ends))
    canvas.gap(4)
    canvas.paragraph(
        f"{sign_in_words(PRINTED)} Each RAG is the one its own workbook gives, by its own limits. Headings of "
        "different dates stand side by side, so no total is drawn.",
        styles.NOTE,
    )
    sheet = paper.frame.end(canvas, rows, tab=Palette.ADVERSE)
    if not sheet.page.breaks:
        return sheet
    return replace(sheet, page=replace(sheet.page, repeat=(header, header)))  # the captions on every page


def _room(canvas: Canvas, bars: int) -> tuple[int, float]:
    first, steps = canvas.row, round((bars * _BAR + _AROUND_BARS) / _STEP)
    with canvas.unit():
        for _ in range(steps):
            canvas.gap(_STEP)
    canvas.gap(8)
    return first, steps * _STEP


def _lay_table(canvas: Canvas, paper: Paper, lines: Sequence[Line]) -> int:
    """Lay the table and return its header row."""
    left, right, middle = styles.TABLE_HEADER_LEFT, styles.TABLE_HEADER_RIGHT, styles.TABLE_HEADER
    captions = [Cell("Heading", left), Cell("Directorate and division", left), Cell("Up to", middle)]
    captions += [Cell(unit_caption(PRINTED, name), right) for name in ("Net budget", "Adverse", "Favourable")]
    captions += [
        Cell("Variance %", right),
        Cell("RAG", middle),
        Cell("Workbook", middle),
        Cell("Cell", middle),
    ]
    with canvas.unit():
        header = canvas.lay(captions, least=31)
        _lay_line(canvas, paper, *lines[0])
    for line in lines[1:]:
        with canvas.unit():
            _lay_line(canvas, paper, *line)
    canvas.colour(Span(header + 1, _RAG, canvas.row - 1, _RAG), RAG_STYLES)
    return header


def _lay_line(canvas: Canvas, paper: Paper, part: Part, line: HeadingVariance) -> None:
    canvas.lay(
        [
            Cell(line.heading, styles.STRONG),
            Cell(whose(part, line.division), styles.SMALL),
            Cell(up_to(part), styles.WORD),
            money_cell(line.budget, PRINTED),
            _side(line, Effect.ADVERSE),
            _side(line, Effect.FAVOURABLE),
            share_cell(line.percent, PRINTED),
            word(line.rag),
            paper.workbook(line.place),
            paper.source(line.place),
        ],
        least=20,
    )


def _side(line: HeadingVariance, side: Effect) -> Cell:
    """Return the cell of a variance in the column of its side; the other side's stays blank, for the chart."""
    if line.direction == side.value:
        return variance_cell(line.amount, PRINTED, seen=True)
    if side is Effect.ADVERSE and line.direction not in (Effect.ADVERSE.value, Effect.FAVOURABLE.value):
        return Cell("–" if line.direction else "N/a", styles.FIGURE)
    return Cell(None, styles.FIGURE)


def _chart(
    canvas: Canvas, name: str, place: tuple[int, float], header: int, piece: range, lines: Sequence[Line]
) -> Chart:
    drawn = [each for _, each in lines[piece.start : piece.stop]]
    names = Span(header + 1 + piece.start, _HEADING, header + piece.stop, _HEADING)
    adverse, favourable = (replace(names, left=at, right=at) for at in (_ADVERSE, _FAVOURABLE))
    series = {
        Effect.ADVERSE: Series("Adverse (overspend)", names, adverse, Palette.ADVERSE),
        Effect.FAVOURABLE: Series(
            "Favourable (underspend)", names, favourable, Palette.FAVOURABLE, _STRIPES, Palette.NAVY
        ),
    }
    row, height = place
    return Chart(
        ChartKind.DIVERGING_BAR,
        row,
        0,
        int(canvas.width(0, canvas.last) * _PIXELS_A_POINT) - 8,
        int(height * _PIXELS_A_POINT) - 4,
        unit_caption(PRINTED, f"{name},"),
        [each for side, each in series.items() if any(line.direction == side.value for line in drawn)],
        f"{name}. {_spoken(drawn)}",
        label_format=label_format(PRINTED),
    )


def _spoken(drawn: Sequence[HeadingVariance]) -> str:
    parts = [
        f"{each.heading}: {Effect(each.direction).spend} of {in_words(each.amount, PRINTED)}."
        for each in drawn
        if each.direction and each.amount is not None
    ]
    return " ".join(parts)
