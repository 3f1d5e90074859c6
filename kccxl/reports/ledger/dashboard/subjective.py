"""The By subjective sheet: staffing, non staffing, income, for the whole and division by division."""

from __future__ import annotations

from dataclasses import replace

from kccxl.reports.ledger.dashboard.columns import Columns
from kccxl.reports.ledger.dashboard.rules import lay_rules
from kccxl.reports.ledger.model import Entry, Level, Position, Results
from kccxl.reports.money.line import LineKind
from kccxl.reports.money.table import TableRow, lay_table
from kccxl.reports.paper.frame import Frame
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Sheet
from kccxl.sheets.styles import Palette


def lay_out(frame: Frame, title: str, results: Results, summary: Columns) -> Sheet:
    """Lay out the table: a group of rows for the whole and for each division, gross and net ruled off."""
    columns = replace(summary.without_originals("Subjective group"), rated=False, gross=False)
    entries = [results.total, *(each for each in results.divisions if each is not results.total)]
    positions = [position for entry in entries for position in (entry.position, *entry.groups.values())]
    canvas = Canvas(title, columns.widths(positions))
    rows = frame.begin(canvas, "By subjective group")
    table = [row for entry in entries for row in _rows(entry, results, columns)]
    laid = lay_table(canvas, columns.captions, table, words=[])
    lay_rules(canvas, results, gross=False)
    return frame.end(canvas, (rows[0], laid.header), tab=Palette.NAVY)


def _rows(entry: Entry, results: Results, columns: Columns) -> list[TableRow]:
    spent = {name: position for name, position in entry.groups.items() if name not in results.income}
    earned = {name: position for name, position in entry.groups.items() if name in results.income}
    name = "All divisions" if entry.level is Level.TOTAL else entry.name
    rows = [TableRow(LineKind.GROUP, [Cell(name)])]
    rows += [_row(columns, group, position) for group, position in spent.items()]
    if earned:
        rows.append(_row(columns, "Gross expenditure", Position.total(spent.values()), total=True))
        rows += [_row(columns, group, position) for group, position in earned.items()]
    return [*rows, _row(columns, "Net cost", entry.position, total=True)]


def _row(columns: Columns, name: str, position: Position, *, total: bool = False) -> TableRow:
    cells = columns.cells(Entry(Level.GROUP, name or "No group", position, None), total=total)
    return TableRow(LineKind.TOTAL if total else LineKind.ITEM, cells)
