"""The sheet of staff: full time equivalents by division, and what they cost where the budget names the same divisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kccxl.reports.budget.dashboard.budget import share_of
from kccxl.reports.budget.dashboard.marks import FTE_DECIMALS, Marks
from kccxl.reports.budget.model import Results, Table, plain_name
from kccxl.reports.budget.specs import FTE
from kccxl.reports.money.line import LineKind, MoneyLine
from kccxl.reports.money.printing import NOT_AVAILABLE, label_cell, money_cell, unit_caption
from kccxl.reports.money.table import TableRow, lay_table
from kccxl.reports.paper.frame import Frame
from kccxl.rules.rounding import round_half_up
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Sheet
from kccxl.tables.cells import Figure, Kind

_WIDTHS = [60.0, 14.0, 14.0]
_COST_WIDTHS = [18.0, 18.0]
_ROOM = 20.0


def lay_out(frame: Frame, title: str, results: Results) -> Sheet:
    """Lay out the sheet."""
    costs = staffing_by_name(results)
    canvas = Canvas(title, [*_WIDTHS, *(_COST_WIDTHS if costs else [_ROOM])])
    rows = frame.begin(canvas, "Staff")
    marks = Marks(results)
    captions = ["Division", "FTE", "Share of staff"]
    captions += (
        [unit_caption(results.settings, "Staffing budget"), "Staffing cost per FTE £"] if costs else []
    )
    for number, table in enumerate(results.staff_tables):
        if number:
            canvas.gap(10)
        lines = [*table.lines, *_total_line(table)]
        laid = lay_table(canvas, captions, [_row(line, table, results, costs, marks) for line in lines])
        if len(results.staff_tables) == 1:
            rows = rows[0], laid.header
    canvas.gap(4)
    for text in (*_remarks(results, costs), *marks.notes()):
        canvas.paragraph(text, styles.NOTE)
    return frame.end(canvas, rows, tab=styles.Palette.NAVY)


def staffing_by_name(results: Results) -> Mapping[str, Decimal]:
    """Return the staffing budget by division; empty unless budget and staff name the same divisions, each once."""
    budget = {plain_name(line.label): line.amount("staffing").value for line in results.budget_lines}
    staff = [plain_name(line.label) for line in results.staff_lines]
    known = {name: value for name, value in budget.items() if value is not None}
    same = set(staff) == set(known) == set(budget)
    once = len(staff) == len(set(staff)) and len(results.budget_lines) == len(budget)
    return known if same and once else {}


def _total_line(table: Table) -> list[MoneyLine]:
    """The total where the table has none."""
    value = table.value(FTE)
    if table.total is not None or value is None or len(table.items) < 2:
        return []
    return [MoneyLine("Total", LineKind.TOTAL, amounts={FTE: Figure(Kind.NUMBER, value)})]


def _row(
    line: MoneyLine, table: Table, results: Results, costs: Mapping[str, Decimal], marks: Marks
) -> TableRow:
    if line.kind is LineKind.GROUP:
        return TableRow(line.kind, [Cell(line.label)])
    total = line.kind is LineKind.TOTAL
    style = styles.TOTAL if total else styles.FIGURE
    figure, whole = line.amount(FTE), table.value(FTE)
    count = Cell(figure.value, replace(style, number_format=f"#,##0.{'0' * FTE_DECIMALS}_M"))
    share = Cell(NOT_AVAILABLE, style)
    if figure.value is not None and whole:
        share = Cell(share_of(figure.value, whole), replace(style, number_format="0.0%_M"))
    cells = [label_cell(line.label, total=total), marks.mark(count, figure), share]
    if costs:
        cells += _costs(_staffing(line, table, results, costs), figure.value, results, total=total)
    return TableRow(line.kind, cells)


def _staffing(
    line: MoneyLine, table: Table, results: Results, costs: Mapping[str, Decimal]
) -> Decimal | None:
    """The staffing budget beside a line; beside the total, that of the whole budget."""
    if line.kind is LineKind.ITEM:
        return costs.get(plain_name(line.label))
    whole = len(results.staff_tables) == 1 and line in (table.total, *_total_line(table))
    return results.totals["staffing"] if whole else None


def _costs(cost: Decimal | None, count: Decimal | None, results: Results, *, total: bool) -> Sequence[Cell]:
    style = styles.TOTAL if total else styles.FIGURE
    each = Cell(NOT_AVAILABLE, style)
    if cost is not None and count:
        each = Cell(round_half_up(cost / count, 0), replace(style, number_format="#,##0_M"))
    return [money_cell(cost, results.settings, total=total), each]


def _remarks(results: Results, costs: Mapping[str, Decimal]) -> list[str]:
    said = ["FTE: full time equivalents."]
    if not costs and any(line.amount("staffing").known for line in results.budget_lines):
        said.append(
            "Staffing cost per FTE is not shown, for the budget and the table of staff do not name the same divisions."
        )
    return said
