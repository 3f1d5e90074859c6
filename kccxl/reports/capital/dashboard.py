"""Lays out the capital report: one sheet with the table, the chart of its split, and the explanations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from kccxl.reports.capital.model import CapitalLine, CapitalTable, Results
from kccxl.reports.capital.splits import later_years
from kccxl.reports.capital.text import sections, spoken
from kccxl.reports.money.chart_data import Drawing, Look, draw
from kccxl.reports.money.line import LineKind
from kccxl.reports.money.long_table import lay_long_table
from kccxl.reports.money.marks import Marks
from kccxl.reports.money.printing import (
    effect_cell,
    label_cell,
    money_cell,
    share_cell,
    shown,
    sign_in_words,
    unit_caption,
    variance_cell,
)
from kccxl.reports.money.rating import rule
from kccxl.reports.money.settings import MoneySettings, Negatives
from kccxl.reports.money.table import TableRow
from kccxl.reports.paper.frame import Frame, Making
from kccxl.reports.paper.pages import Pages
from kccxl.rules.variance import Effect, as_printed
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, ChartKind, Sheet
from kccxl.sheets.styles import Palette
from kccxl.sheets.titles import take_titles

TITLE, DATA = "Capital", "Capital chart data"
_AMOUNTS = {"budget": "Budget", "actual": "Actual to date", "forecast": "Forecast"}
_VARIANCES = {"variance": "Variance", "real": "Real variance", "rephasing": "Rephasing"}
_LABEL, _FIGURE, _SHARE, _WORD = 44.0, 12.5, 11.0, 12.5
_MOST_BARS = 12
_PAIR = 27.0  # points: two bars of a project
_LOOKS = (
    Look("Real variance", Palette.NAVY),
    Look("Rephasing", Palette.FAVOURABLE, "wide_upward_diagonal", Palette.NAVY),
)


def lay_out(results: Results, making: Making, taken: Collection[str] = ()) -> Pages:
    """Lay out everything the results say; titles ``taken`` are left to others."""
    title, data = take_titles([TITLE, DATA], taken)
    frame = Frame(results.settings.masthead, making)
    return Pages(frame.masthead, _sheets(frame, title, data, results), sections(results))


def _sheets(frame: Frame, title: str, data: str, results: Results) -> list[Sheet]:
    settings, names = results.settings, _names(results)
    canvas = Canvas(title, [_LABEL, *[_FIGURE] * len(names), _SHARE, _WORD, _WORD])
    rows = frame.begin(canvas, "Capital programme")
    repeated = sum(canvas.heights[row] for row in range(rows[0], rows[1] + 1))
    marks = Marks(settings)
    for table in results.tables:
        if len(results.tables) > 1:
            canvas.across(table.sheet, styles.HEADING, least=22)
        _lay_table(canvas, _rows(table, names, marks), names, settings, repeated)
        canvas.gap(8)
    if len(results.tables) > 1:
        total = replace(results.total, project="All tables")
        _lay_table(canvas, [_row(total, names, marks)], names, settings, repeated)
        canvas.gap(8)
    for note in (_key(settings), *marks.notes()):
        canvas.paragraph(note, styles.NOTE)
    hidden = _lay_chart(canvas, results, data)
    _lay_explanations(canvas, results.projects)
    return [frame.end(canvas, rows, tab=Palette.NAVY), *hidden]


def _names(results: Results) -> dict[str, str]:
    """Return the columns of amounts by name; what nobody typed an actual for prints none."""
    amounts = dict(_AMOUNTS)
    if all(line.amounts.actual is None for line in results.lines):
        del amounts["actual"]
    return amounts | _VARIANCES


def _lay_table(
    canvas: Canvas, rows: Sequence[TableRow], names: dict[str, str], settings: MoneySettings, repeated: float
) -> None:
    captions = ["Project", *(unit_caption(settings, caption) for caption in names.values())]
    words = [canvas.last - 1, canvas.last]
    lay_long_table(
        canvas,
        [*captions, "Real variance %", "Real variance is", "RAG"],
        rows,
        words=words,
        repeated=repeated,
    )


def _rows(table: CapitalTable, names: dict[str, str], marks: Marks) -> list[TableRow]:
    """Return the lines in order, a group row above the projects of each programme, and the total at the end."""
    rows, programme = list[TableRow](), ""
    for line in table.lines if table.has_total else [*table.lines, table.total]:
        if line.kind is LineKind.ITEM and line.programme != programme:
            programme = line.programme
            rows.append(TableRow(LineKind.GROUP, [Cell(programme or "Other")]))
        elif line.kind is LineKind.TOTAL:
            programme = line.project
        rows.append(_row(line, names, marks))
    return rows


def _row(line: CapitalLine, names: dict[str, str], marks: Marks) -> TableRow:
    total, settings = line.kind is LineKind.TOTAL, marks.settings
    cells = [label_cell(line.project, total=total)]
    for name, caption in names.items():
        amount, seen = getattr(line.amounts, name), line.effect not in (None, Effect.NONE)
        printed = (
            variance_cell(amount, settings, total=total, seen=seen)
            if name in _VARIANCES
            else money_cell(amount, settings, total=total)
        )
        cells.append(marks.total(printed, line.project, caption, line.slips.get(name)))
    cells.append(share_cell(line.percent, settings, total=total))
    cells.append(effect_cell(line.effect, total=total))
    cells.append(marks.rating(line.rating, line.project, total=total))
    return TableRow(line.kind, cells)


def _key(settings: MoneySettings) -> str:
    """Say how the table is to be read, and by what rule it is rated."""
    less = "in brackets" if settings.negatives is Negatives.BRACKETS else "negative"
    sign = less if later_years(settings) == "negative" else "positive"
    return (
        f"{sign_in_words(settings)} A variance is forecast less budget: its real part is money spent over or under; "
        f"its rephasing moves between years, {sign} where spending moves to later ones. RAG and per cent are of the "
        f"real variance against the budget; rephasing is printed and not rated. {rule(settings)}"
    )


def _lay_chart(canvas: Canvas, results: Results, data: str) -> list[Sheet]:
    """Lay the chart of the largest splits; without any variance there is none."""
    varied = [line for line in results.projects if _size(line, results.settings)]
    if not varied:
        return []
    largest = sorted(varied, key=lambda line: -_size(line, results.settings))[:_MOST_BARS]
    name = "Real variance and rephasing by project"
    if len(largest) < len(varied):
        name = f"{name}, the {_MOST_BARS} largest"
    rows = [(line.project, _bars(line, results.settings)) for line in largest]
    alt = f"{name}. {' '.join(spoken(line, results.settings) for line in largest)}"
    canvas.gap(8)
    drawing = Drawing(ChartKind.DIVERGING_PAIRS, name, _LOOKS, rows, alt, _PAIR)
    hidden = draw(canvas, drawing, results.settings, data)
    canvas.gap(8)
    return [hidden]


def _bars(line: CapitalLine, settings: MoneySettings) -> list[Decimal]:
    parts = (line.amounts.real, line.amounts.rephasing)
    return [as_printed(part or Decimal(0), settings.sign) for part in parts]


def _size(line: CapitalLine, settings: MoneySettings) -> Decimal:
    return max(abs(shown(part, settings)) for part in _bars(line, settings))


def _lay_explanations(canvas: Canvas, projects: Sequence[CapitalLine]) -> None:
    explained = [line for line in projects if line.explanation]
    for number, line in enumerate(explained):
        with canvas.unit():
            if not number:
                canvas.across("Explanations", styles.HEADING, least=22)
            canvas.paragraph(line.explanation, styles.PROSE, lead=f"{line.project}: ")
