"""LibreOffice adds the printed sheet up itself and comes to the same totals and percentages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kccxl.files.write import write_book
from kccxl.reports.monitoring.dashboard import lay_out
from kccxl.sheets.sheet import Book
from tests.reports.monitoring.books import line, monitoring
from tests.reports.monitoring.pages import MAKING

pytestmark = pytest.mark.libreoffice
COLUMNS = "BCDEFG"


def test_totals_and_identities_hold_when_recalculated(
    tmp_path: Path, soffice: Callable[[Path, str], Path]
) -> None:
    after = monitoring(
        line("A", variance="-893.1", adjustment="890.0", revised=None, last="0.0", movement=None),
        line("B", budget="-2,042.8", variance="49.8", revised=None, last="(12.5)", movement=None),
        line("C", budget="36,830.6", variance="512.6", revised=None, last="412.0", movement=None),
    )
    printed, _ = lay_out(after, MAKING).sheets
    rows = {str(cell.content): row + 1 for (row, column), cell in printed.cells.items() if not column}
    first, last, total = rows["A"], rows["C"], rows["Total"]
    formulas = [f"=SUM(Monitoring!{c}{first}:{c}{last})-Monitoring!{c}{total}" for c in COLUMNS]
    for row in (first, last, total):
        formulas += [
            f"=Monitoring!C{row}+Monitoring!D{row}-Monitoring!E{row}",
            f"=Monitoring!E{row}-Monitoring!F{row}-Monitoring!G{row}",
            f"=ROUND(Monitoring!E{row}/ABS(Monitoring!B{row}),3)-Monitoring!H{row}",
        ]
    path = tmp_path / "sums.xlsx"
    write_book(Book((printed,)), path)
    book = openpyxl.load_workbook(path)
    sums = book.create_sheet("Sums")
    for formula in formulas:
        sums.append([formula])
    book.save(path)
    book = openpyxl.load_workbook(soffice(path, "xlsx"), data_only=True)
    found = [cell.value for cell in book["Sums"]["A"]]
    assert len(found) == len(formulas) == 15
    assert found == pytest.approx([0] * 15, abs=1e-9)
