"""The sheet of the budget: every division with its expenditure, income and net cost, and its share of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kccxl.reports.budget.dashboard.chart import add_chart
from kccxl.reports.budget.dashboard.marks import Marks
from kccxl.reports.budget.model import Results, Table
from kccxl.reports.budget.specs import AMOUNTS
from kccxl.reports.money.line import LineKind, MoneyLine
from kccxl.reports.money.printing import NOT_AVAILABLE, label_cell, money_cell, money_texts
from kccxl.reports.money.settings import Negatives
from kccxl.reports.money.table import Laid, TableRow, lay_table
from kccxl.reports.paper.frame import Frame
from kccxl.rules.rounding import round_half_up
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas, widest
from kccxl.sheets.sheet import Cell, Sheet
from kccxl.tables.cells import BLANK, Figure, Kind

SHARES = {"gross_expenditure": "Share of gross", "net_cost": "Share of net"}
_UNIT = re.compile(
    r"\s*\(?(?:in )?(?:£ ?['’]?(?:0{3}['’]?s?|k|mn?|thousands?|millions?)?|['’]?\b0{3}s?)\)?(?!\w)",
    re.IGNORECASE,
)
_LABEL_WIDTH, _WIDTH, _SHARE_WIDTH = 54, 12.5, 9.5


def lay_out(frame: Frame, title: str, results: Results) -> Sheet:
    """Lay out the sheet."""
    names = [name for name in AMOUNTS if any(name in table.names for table in results.budgets)]
    shares = [name for name in SHARES if name in names]
    canvas = Canvas(title, _widths(results, names, shares))
    rows = frame.begin(canvas, "Directorate budget")
    marks = Marks(results)
    several = len(results.budgets) > 1
    placed: list[Laid] = []
    for number, table in enumerate(results.budgets):
        if number:
            canvas.gap(10)
        with canvas.block():
            if several:
                canvas.across(_heading(table), styles.HEADING, least=22)
            placed.append(_lay_table(canvas, table, results, names, shares, marks))
    if several:
        _lay_sum(canvas, results, names, shares)
    canvas.gap(4)
    for text in (_signs(results), *marks.notes()):
        canvas.paragraph(text, styles.NOTE)
    if not several:
        columns = {name: place for place, name in enumerate(names, start=1)}
        add_chart(canvas, results.budgets[0], results.settings, placed[0].rows, columns)
        if not canvas.charts:  # above a chart on the next page captions would make no sense
            rows = rows[0], placed[0].header
    return frame.end(canvas, rows, tab=styles.Palette.NAVY)


def _widths(results: Results, names: Sequence[str], shares: Sequence[str]) -> list[float]:
    amounts = [
        widest(_WIDTH, [f"{text}¹" for text in money_texts(_values(results, name), results.settings)])
        for name in names
    ]
    return [_LABEL_WIDTH, *amounts, *(_SHARE_WIDTH for _ in shares)]


def _values(results: Results, name: str) -> list[Decimal | None]:
    lines = (line for table in results.budgets for line in table.lines)
    return [*(line.amount(name).value for line in lines), results.totals[name]]


def _lay_table(
    canvas: Canvas, table: Table, results: Results, names: Sequence[str], shares: Sequence[str], marks: Marks
) -> Laid:
    """Lay a table and return where it came to stand."""
    total = _total_line(table, names)
    rows = [_row(line, table, results, names, shares, marks) for line in (*table.lines, *total)]
    settings = results.settings
    captions = ["Division", *(f"{heading(results, name)}\n{settings.shown.value}" for name in names)]
    return lay_table(canvas, [*captions, *(SHARES[name] for name in shares)], rows)


def _total_line(table: Table, names: Sequence[str]) -> list[MoneyLine]:
    """The total where the table has none."""
    if table.total is not None or len(table.items) < 2:
        return []
    values = {name: table.value(name) for name in names}
    amounts = {n: BLANK if v is None else Figure(Kind.NUMBER, v, "£") for n, v in values.items()}
    return [MoneyLine("Total", LineKind.TOTAL, amounts=amounts)]


def _row(
    line: MoneyLine, table: Table, results: Results, names: Sequence[str], shares: Sequence[str], marks: Marks
) -> TableRow:
    if line.kind is LineKind.GROUP:
        return TableRow(line.kind, [Cell(line.label)])
    total = line.kind is LineKind.TOTAL
    cells = [_amount(line, name, results, marks, total=total) for name in names]
    parts = [_share(line.amount(name).value, table.value(name), total=total) for name in shares]
    indent = 2 if line.group and not total else 1
    return TableRow(line.kind, [label_cell(line.label, total=total, indent=indent), *cells, *parts])


def _amount(line: MoneyLine, name: str, results: Results, marks: Marks, *, total: bool) -> Cell:
    """Return an amount; what is blank stays blank, for nobody said that it is N/a."""
    figure = line.amount(name)
    cell = money_cell(figure.value, results.settings, total=total)
    if figure.kind is Kind.BLANK:
        return replace(cell, content=None)
    return marks.mark(cell, figure)


def _share(part: Decimal | None, whole: Decimal | None, *, total: bool) -> Cell:
    style = styles.TOTAL if total else styles.FIGURE
    if part is None or not whole:
        return Cell(NOT_AVAILABLE, style)
    return Cell(share_of(part, whole), replace(style, number_format="0.0%_M"))


def share_of(part: Decimal, whole: Decimal) -> Decimal:
    """Return a share as Excel stores it, to a tenth of a per cent.

    >>> share_of(Decimal(1), Decimal(3))
    Decimal('0.333')
    """
    return round_half_up(part / whole, 3)


def _lay_sum(canvas: Canvas, results: Results, names: Sequence[str], shares: Sequence[str]) -> None:
    """Lay the total of all tables."""
    canvas.gap(6)
    totals = results.totals
    cells = [money_cell(totals[name], results.settings, total=True) for name in names]
    canvas.lay(
        [label_cell("All tables together", total=True), *cells, *(Cell(None, styles.TOTAL) for _ in shares)],
        least=20,
    )


def heading(results: Results, name: str) -> str:
    """Return the caption officers gave a column, without its unit."""
    table = next(table for table in results.budgets if name in table.names)
    printed = " ".join(_UNIT.sub(" ", table.found.captions.get(name, "")).split())
    return printed or table.found.spec.title_of(name)


def _heading(table: Table) -> str:
    """Name a table by the line right above it, else by its sheet."""
    grid = table.found.grid
    for row in range(table.found.top - 1, max(table.found.top - 4, -1), -1):
        value = grid.at(row, table.found.left)
        if isinstance(value, str) and not any(
            grid.holds(row, c) for c in range(table.found.left + 1, table.found.right + 1)
        ):
            return " ".join(value.split())
    return grid.sheet


def _signs(results: Results) -> str:
    less = "in brackets" if results.settings.negatives is Negatives.BRACKETS else "with a minus"
    return (
        f"Expenditure is positive; income and grants are printed {less}. Gross expenditure is staffing and "
        "non staffing; net cost is gross expenditure less income and grants."
    )
