"""Lays out the savings report: one sheet with the table, the chart of what comes of each target, and the comments."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from kccxl.reports.money.chart_data import Drawing, Look, draw
from kccxl.reports.money.line import LineKind
from kccxl.reports.money.long_table import lay_long_table
from kccxl.reports.money.marks import Marks
from kccxl.reports.money.printing import exact_cell, label_cell, money_cell, unit_caption
from kccxl.reports.money.settings import MoneySettings, Negatives
from kccxl.reports.money.table import TableRow
from kccxl.reports.money.visible import side_of
from kccxl.reports.paper.frame import Frame, Making
from kccxl.reports.paper.pages import Pages
from kccxl.reports.savings.model import Amounts, Results, SavingLine, SavingsTable
from kccxl.reports.savings.text import rule, sections, spoken
from kccxl.rules.rounding import round_half_up
from kccxl.rules.variance import Effect
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, ChartKind, Sheet
from kccxl.sheets.styles import Palette
from kccxl.sheets.titles import take_titles

TITLE, DATA = "Savings", "Savings chart data"
_COLUMNS = {
    "target": "Target",
    "delivered": "Delivered",
    "forecast": "Forecast still to come",
    "whole": "Delivered and forecast",
    "at_risk": "Of this at risk",
    "shortfall": "Shortfall",
}
_LABEL, _FIGURE, _SHARE, _WORD = 44.0, 13.5, 12.0, 12.0
_MOST_BARS = 15
_LOOKS = (
    Look("Delivered", Palette.NAVY, text_colour=Palette.WHITE),
    Look("Forecast, not at risk", Palette.FAVOURABLE),
    Look("At risk", Palette.WHITE, "wide_upward_diagonal", "7F7F7F"),
    Look("Shortfall", "FDD0A2", "light_vertical", Palette.ADVERSE),
)


def lay_out(results: Results, making: Making, taken: Collection[str] = ()) -> Pages:
    """Lay out everything the results say; titles ``taken`` are left to others."""
    title, data = take_titles([TITLE, DATA], taken)
    frame = Frame(results.settings.masthead, making)
    return Pages(frame.masthead, _sheets(frame, title, data, results), sections(results))


def _sheets(frame: Frame, title: str, data: str, results: Results) -> list[Sheet]:
    settings, names = results.settings, _names(results)
    canvas = Canvas(title, [_LABEL, *[_FIGURE] * len(names), _SHARE, _WORD])
    rows = frame.begin(canvas, "Savings")
    repeated = sum(canvas.heights[row] for row in range(rows[0], rows[1] + 1))
    marks = Marks(settings)
    for table in results.tables:
        if len(results.tables) > 1:
            canvas.across(table.sheet, styles.HEADING, least=22)
        _lay_table(canvas, _rows(table, names, marks), names, settings, repeated)
        canvas.gap(8)
    if len(results.tables) > 1:
        _lay_table(
            canvas,
            [_row(replace(results.total, saving="All tables"), names, marks)],
            names,
            settings,
            repeated,
        )
        canvas.gap(8)
    for note in (_key(results), *marks.notes()):
        canvas.paragraph(note, styles.NOTE)
    hidden = _lay_chart(canvas, results, data)
    _lay_comments(canvas, results.savings)
    return [frame.end(canvas, rows, tab=Palette.NAVY), *hidden]


def _names(results: Results) -> dict[str, str]:
    """Return the columns of amounts by name; where nothing is said to be at risk, none is printed."""
    known = any(line.amounts.at_risk is not None for line in results.lines)
    return {name: caption for name, caption in _COLUMNS.items() if known or name != "at_risk"}


def _lay_table(
    canvas: Canvas, rows: Sequence[TableRow], names: dict[str, str], settings: MoneySettings, repeated: float
) -> None:
    captions = ["Saving", *(unit_caption(settings, caption) for caption in names.values())]
    lay_long_table(canvas, [*captions, "Shortfall %", "RAG"], rows, words=[canvas.last], repeated=repeated)


def _rows(table: SavingsTable, names: dict[str, str], marks: Marks) -> list[TableRow]:
    """Return the lines in order, a group row above the savings of each directorate, and the total at the end."""
    rows, directorate = list[TableRow](), ""
    for line in table.lines if table.has_total else [*table.lines, table.total]:
        if line.kind is LineKind.ITEM and line.directorate != directorate:
            directorate = line.directorate
            rows.append(TableRow(LineKind.GROUP, [Cell(directorate or "Other")]))
        elif line.kind is LineKind.TOTAL:
            directorate = line.saving
        rows.append(_row(line, names, marks))
    return rows


def _row(line: SavingLine, names: dict[str, str], marks: Marks) -> TableRow:
    total, settings = line.kind is LineKind.TOTAL, marks.settings
    cells = [label_cell(line.saving, total=total)]
    for name, caption in names.items():
        amount = getattr(line.amounts, name)
        seen = (
            name == "shortfall"
            and amount
            and side_of(amount, line.amounts.target, settings) is not Effect.NONE
        )
        printed = (exact_cell if seen else money_cell)(amount, settings, total=total)
        cells.append(marks.total(printed, line.saving, caption, line.slips.get(name)))
    cells.append(_share(line.amounts.percent, settings, total=total))
    cells.append(marks.rating(line.rating, line.saving, total=total))
    return TableRow(line.kind, cells)


def _share(share: Decimal | None, settings: MoneySettings, *, total: bool) -> Cell:
    """Return the cell of a shortfall in per cent, + for a shortfall whatever sign variances have."""
    style = styles.TOTAL if total else styles.FIGURE
    if share is None:
        return Cell("N/a", style)
    places = f".{'0' * settings.rag_decimals}" if settings.rag_decimals else ""
    rounded = round_half_up(share, settings.rag_decimals)
    return Cell(rounded.scaleb(-2) if rounded else Decimal(0), replace(style, number_format=f"0{places}%_M"))


def _key(results: Results) -> str:
    """Say how the table is to be read, and by what rule it is rated."""
    less = "In brackets" if results.settings.negatives is Negatives.BRACKETS else "Negative"
    signs = (
        " Savings are printed as positive amounts." if any(t.printed_negative for t in results.tables) else ""
    )
    return (
        "The shortfall is the target less what is delivered and what is forecast still to come this year. "
        f"{less}, it is a surplus. What is at risk is part of what is delivered and forecast, and counts in it.{signs} "
        f"RAG on the shortfall in per cent of the target. {rule(results.settings)}"
    )


def _lay_chart(canvas: Canvas, results: Results, data: str) -> list[Sheet]:
    """Lay the chart of the largest savings; without any known amount there is none."""
    known = [line for line in results.savings if any(parts(line.amounts))]
    if not known:
        return []
    largest = sorted(known, key=lambda line: -abs(line.amounts.target or Decimal(0)))[:_MOST_BARS]
    drawn = [line for line in known if any(line is each for each in largest)]
    name = "Delivered, forecast, at risk and shortfall, together the target"
    if len(drawn) < len(known):
        name = f"{name}, the {_MOST_BARS} largest"
    rows = [(line.saving, parts(line.amounts)) for line in drawn]
    alt = f"{name}. {' '.join(spoken(line, results.settings) for line in drawn)}"
    canvas.gap(8)
    hidden = draw(
        canvas, Drawing(ChartKind.STACKED_BAR, name, _LOOKS, rows, alt, 22.0), results.settings, data
    )
    canvas.gap(8)
    return [hidden]


def parts(amounts: Amounts) -> list[Decimal]:
    """Return the parts a target falls into: delivered, forecast and not at risk, at risk, shortfall.

    What is at risk is first taken to be of the forecast, then of what is delivered. No part is below zero.

    >>> [str(part) for part in parts(Amounts(Decimal(900), Decimal(500), Decimal(300), Decimal(50)))]
    ['500', '250', '50', '100']
    """
    nothing = Decimal(0)
    delivered, forecast, at_risk, short = (
        max(each or nothing, nothing)
        for each in (amounts.delivered, amounts.forecast, amounts.at_risk, amounts.shortfall)
    )
    at_risk = min(at_risk, delivered + forecast)
    firm = max(forecast - at_risk, nothing)
    return [delivered - max(at_risk - forecast, nothing), firm, at_risk, short]


def _lay_comments(canvas: Canvas, savings: Sequence[SavingLine]) -> None:
    commented = [line for line in savings if line.comment]
    for number, line in enumerate(commented):
        with canvas.unit():
            if not number:
                canvas.across("Comments", styles.HEADING, least=22)
            canvas.paragraph(line.comment, styles.PROSE, lead=f"{line.saving}: ")
