"""The sheet of the monitoring tables: every line with per cent, word and colour, and what explains it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kccxl.reports.money.lines import LineKind
from kccxl.reports.money.long_table import lay_long_table
from kccxl.reports.money.printing import (
    effect_cell,
    label_cell,
    money_cell,
    money_texts,
    rating_cell,
    share_cell,
    shown,
    sign_in_words,
    unit_caption,
    variance_cell,
)
from kccxl.reports.money.prose import amount_in_words
from kccxl.reports.money.rating import any_differ, rule
from kccxl.reports.money.roll_up import Slip
from kccxl.reports.money.settings import MoneySettings, Negatives
from kccxl.reports.money.table import TableRow
from kccxl.reports.monitoring.checks import unexplained
from kccxl.reports.monitoring.model import Explanation, Line, Results, Table
from kccxl.reports.monitoring.reading import VARIANCES
from kccxl.reports.paper.frame import Frame
from kccxl.rules.rounding import show
from kccxl.rules.variance import Effect
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas, widest
from kccxl.sheets.sheet import Cell, Sheet

TO_BE_ADDED = "Explanation to be added"
MARK = "*"
_CAPTIONS = {
    "net_budget": "Net budget",
    "gross_budget": "Gross budget",
    "forecast": "Forecast outturn",
    "variance": "Forecast variance",
    "adjustment": "Corporate Director adjustment",
    "revised": "Revised variance",
    "last_reported": "Last reported",
    "movement": "Movement",
}
_OPTIONAL = {"gross_budget", "forecast", "adjustment", "last_reported", "movement"}
_HEADING, _FIGURE, _WORDS = 52.0, 12.5, [12.5, 12.5, 11.0]


@dataclass(frozen=True, slots=True)
class _Look:
    """What all tables of the sheet have in common: their columns, and which totals are marked."""

    settings: MoneySettings
    amounts: Sequence[str]
    gross: bool
    marked: Mapping[str, str]

    @property
    def captions(self) -> list[str]:
        """The captions of the columns."""
        money = [unit_caption(self.settings, _CAPTIONS[name]) for name in self.amounts]
        colours = ["RAG on net", "RAG on gross"] if self.gross else ["RAG"]
        return ["Heading", *money, "Variance %", "Adverse or Favourable", *colours]

    @property
    def words(self) -> list[int]:
        """The columns of words."""
        return list(range(len(self.amounts) + 2, len(self.captions)))


def lay_out(frame: Frame, title: str, results: Results) -> Sheet:
    """Lay out every table, its notes, and the explanations of its lines."""
    look = _look(results)
    canvas = Canvas(title, _widths(results, look))
    rows = frame.begin(canvas, "Financial monitoring")
    header, repeated = canvas.row, sum(canvas.heights[row] for row in range(rows[0], rows[1] + 1))
    lay_long_table(canvas, look.captions, list(_rows(results, look)), words=look.words, repeated=repeated)
    canvas.gap(4)
    _lay_notes(canvas, results, look)
    _lay_explanations(canvas, results)
    sheet = frame.end(canvas, rows, tab=styles.Palette.NAVY)
    # on screen the captions stay in sight; printed, they stand above what they are captions of
    return replace(sheet, freeze=(header + 1, 0))


def _look(results: Results) -> _Look:
    amounts = [name for name in _CAPTIONS if name not in _OPTIONAL or _has(results, name)]
    ratings = [line.ratings for line in [*results.lines, results.total] if line.ratings]
    return _Look(results.settings, amounts, any_differ(ratings), _marked(results))


def _has(results: Results, name: str) -> bool:
    """Whether any line has an amount in a column; an adjustment of 0 that stands nowhere is none."""
    lines = [line for line in results.lines if line.kind is not LineKind.GROUP]
    if name == "adjustment":
        return any(name in table.columns for table in results.tables)
    return any(getattr(line.amounts, name) is not None for line in lines)


def _marked(results: Results) -> dict[str, str]:
    """Return the cells of totals that do not add up, each with what is said beneath the table."""
    return {
        line.cells[name]: _said(line, name, table.slips[line.cells[name]], results.settings)
        for table in results.tables
        for line in table.lines
        for name in line.cells
        if line.cells[name] in table.slips
    }


def _said(line: Line, name: str, slip: Slip, settings: MoneySettings) -> str:
    """Say what the lines of a total add up to, as the sheet prints it."""
    text = _in_figures(slip.recomputed, settings)
    why = "the difference is rounding" if slip.rounding else "printed as given"
    return f"{MARK} {line.heading}, {_CAPTIONS[name].lower()}: its lines add up to {text}; {why}."


def _in_figures(amount: Decimal, settings: MoneySettings) -> str:
    """Return an amount as the sheet prints it in a cell.

    >>> _in_figures(Decimal(-349700), MoneySettings())
    '-349.7'
    """
    text = show(shown(amount.copy_abs(), settings), "", settings.decimals)
    if amount >= 0:
        return text
    return f"({text})" if settings.negatives is Negatives.BRACKETS else f"-{text}"


def _widths(results: Results, look: _Look) -> list[float]:
    lines = [line for line in [*results.lines, results.total] if line.kind is not LineKind.GROUP]
    figures = []
    for name in look.amounts:
        amounts = [getattr(line.amounts, name) for line in lines]
        texts = [f"-{text}MM" for text in money_texts(amounts, look.settings)]
        figures.append(widest(_FIGURE, texts, styles.TOTAL))
    return [_HEADING, *figures, *_WORDS, *([_WORDS[-1]] if look.gross else [])]


def _rows(results: Results, look: _Look) -> Iterator[TableRow]:
    """Yield the rows of all tables; where there are several, each beneath the name of its sheet, and a total of all."""
    several = len(results.tables) > 1
    for table in results.tables:
        if several:
            yield TableRow(LineKind.GROUP, [label_cell(table.sheet)])
        yield from _table_rows(table, look)
    if several:
        yield TableRow(LineKind.TOTAL, _cells(replace(results.total, heading="All tables"), look))


def _table_rows(table: Table, look: _Look) -> Iterator[TableRow]:
    for line in table.lines:
        if line.kind is LineKind.GROUP:
            yield TableRow(line.kind, [label_cell(line.heading)])
        else:
            yield TableRow(line.kind, _cells(line, look))
    if not table.has_total and table.items:
        yield TableRow(LineKind.TOTAL, _cells(table.total, look))


def _cells(line: Line, look: _Look) -> list[Cell]:
    total, settings = line.kind is LineKind.TOTAL, look.settings
    cells = [label_cell(line.heading, total=total)]
    for name in look.amounts:
        amount = getattr(line.amounts, name)
        cell = (
            variance_cell(amount, settings, total=total, seen=line.effect not in (None, Effect.NONE))
            if name in VARIANCES
            else money_cell(amount, settings, total=total)
        )
        cells.append(_with_mark(cell) if line.cells.get(name, "") in look.marked else cell)
    cells += [share_cell(line.share, settings, total=total), effect_cell(line.effect, total=total)]
    cells.append(rating_cell(line.ratings.net if line.ratings else None, total=total))
    if look.gross:
        cells.append(rating_cell(line.ratings.gross if line.ratings else None, total=total))
    return cells


def _with_mark(cell: Cell) -> Cell:
    """Return a cell whose figure bears the mark and stays a number."""
    shown = cell.style.number_format.replace("_M", f'"{MARK}"')
    return replace(cell, style=replace(cell.style, number_format=shown))


def _lay_notes(canvas: Canvas, results: Results, look: _Look) -> None:
    for text in look.marked.values():
        canvas.paragraph(text, styles.NOTE)
    base = "RAG on the net budget. " if not look.gross else ""
    canvas.paragraph(f"{sign_in_words(results.settings)} {base}{rule(results.settings)}", styles.NOTE)
    for line in results.lines:
        rating = line.ratings.net if line.ratings else None
        if rating is not None and rating.near_boundary:
            text = f"{line.heading}: the rounding decides the colour. {rating.near_boundary}."
            canvas.paragraph(text, styles.NOTE)


def _lay_explanations(canvas: Canvas, results: Results) -> None:
    """Lay what is said on each line, and a reminder for each that must be explained and is not."""
    said = list(explanations(results))
    for number, (lead, text) in enumerate(said):
        with canvas.unit():
            if not number:
                canvas.gap(5)
                canvas.across("Explanations", styles.HEADING, least=20)
            style = styles.REMINDER if text == TO_BE_ADDED else styles.PROSE
            canvas.paragraph(text, style, lead=lead)


def explanations(results: Results) -> Iterator[tuple[str, str]]:
    """Yield each line that is or must be explained, with its variance, and the explanation."""
    missing = list(unexplained(results.items, results.settings))
    for line in results.lines:
        if line.explanation:
            yield lead(line, results.settings), line.explanation
        elif any(line is each for each in missing):
            yield lead(line, results.settings), TO_BE_ADDED
    for each in results.unplaced:
        yield unplaced_lead(each), each.text


def lead(line: Line, settings: MoneySettings) -> str:
    """Return the heading of a line with its variance: ``Legal Services, an overspend of £49.8k: ``."""
    if line.amounts.revised is None:
        return f"{line.heading}: "
    return f"{line.heading}, {amount_in_words(line.amounts.revised, settings, line.amounts.net_budget)}: "


def unplaced_lead(explanation: Explanation) -> str:
    """Return the heading of an explanation that no table has."""
    return f"{explanation.heading} (no such heading): " if explanation.heading else "Without a heading: "
