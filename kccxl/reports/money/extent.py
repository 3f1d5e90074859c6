"""Where the body of a table of money ends, for other tables and remarks may stand beneath it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kccxl.reports.money.amounts import is_unit_row
from kccxl.tables.accounting import read_signed
from kccxl.tables.cells import Kind, plain_text
from kccxl.tables.finder import Found, is_dashes
from kccxl.tables.spec import caption


def body_end(table: Found) -> int:
    """Return the first row after the body: where the captions of another table stand, or ``bottom``.

    Such captions are texts alone, also where figures stood above, and a blank row parts them from the body (a
    title may stand between). A text among the figures of a row without a blank row above is a slip to report.
    """
    apart, of_figures = False, set[int]()
    for row in table.body:
        filled = [column for column in range(table.left, table.right + 1) if table.grid.holds(row, column)]
        if len(filled) < 2:
            apart = apart or not filled
            continue
        if apart and _is_captions(table, row, filled, of_figures):
            return row
        apart = False
        of_figures |= {column for column in filled if _kind(table, row, column) is Kind.NUMBER}
    return table.bottom


def _is_captions(table: Found, row: int, filled: Sequence[int], of_figures: Collection[int]) -> bool:
    """Whether a row names columns: by texts, or by years, but then beneath the caption of the first column."""
    if is_dashes(table.grid, row) or is_unit_row(table, row):
        return False
    named = table.spec.column_for(caption(plain_text(table.grid.at(row, filled[0]))))
    if named and table.columns.get(named) == filled[0]:
        return True
    texts = {column for column in filled if _kind(table, row, column) is Kind.TEXT}
    return texts == set(filled) and (not of_figures or not texts.isdisjoint(of_figures))


def _kind(table: Found, row: int, column: int) -> Kind:
    return read_signed(table.grid.at(row, column), table.grid.format_at(row, column)).kind
