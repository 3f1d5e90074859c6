"""The Monitoring sheet: every heading by division, each leading to its cost centres; totals ruled off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kccxl.reports.ledger.dashboard.columns import Columns
from kccxl.reports.ledger.dashboard.rules import lay_rules
from kccxl.reports.ledger.model import Entry, Level, Results
from kccxl.reports.money.line import LineKind
from kccxl.reports.money.table import TableRow, lay_table
from kccxl.reports.paper.frame import Frame
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Link, Sheet
from kccxl.sheets.styles import Palette


def lay_out(
    frame: Frame, title: str, heading: str, results: Results, columns: Columns, places: Mapping[int, Link]
) -> Sheet:
    """Lay out the summary; ``places`` are where the headings are taken apart, by their number."""
    entries = [results.total, *results.divisions, *results.headings]
    canvas = Canvas(title, columns.widths([entry.position for entry in entries]))
    rows = frame.begin(canvas, heading)
    table = _rows(results.total, columns, dict(places), [0])
    laid = lay_table(canvas, columns.captions, table, words=columns.words)
    lay_rules(canvas, results, gross=columns.gross)
    return frame.end(canvas, (rows[0], laid.header), tab=Palette.NAVY)


def _rows(entry: Entry, columns: Columns, places: dict[int, Link], counter: list[int]) -> list[TableRow]:
    """Return the rows beneath an entry and its own, last: a total is ruled off beneath what it adds up."""
    found: list[TableRow] = []
    for part in entry.parts:
        if part.level is Level.HEADING:
            found.append(TableRow(LineKind.ITEM, columns.cells(part, link=places.get(counter[0]))))
            counter[0] += 1
        else:
            if any(each.level is Level.HEADING for each in part.parts):
                found.append(TableRow(LineKind.GROUP, [Cell(part.name)]))
            found += _rows(part, columns, places, counter)
    if entry.level is Level.TOTAL and len(entry.parts) == 1 and entry.parts[0].level is not Level.HEADING:
        return found  # one directorate: its total is that of all
    return [*found, TableRow(LineKind.TOTAL, columns.cells(_named(entry), total=True))]


def _named(entry: Entry) -> Entry:
    return entry if entry.level is Level.TOTAL else replace(entry, name=f"Total {entry.name}")
