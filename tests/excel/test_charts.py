"""Charts in Excel: of every kind, property by property those of the file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kccxl.excel.live import show
from kccxl.excel.reading import read_book
from kccxl.files.write import write_book
from kccxl.sheets.sheet import Book, Cell, Chart, ChartKind, Series, Sheet, Span
from tests.excel.chart_likeness import charts_in_excel, charts_in_file
from tests.excel.engines.excel_like import open_book
from tests.excel.likeness import load
from tests.excel.papers import workbook

_LABELS = "#,##0.0;(#,##0.0);;"
_ENDS = (Decimal("-1.5"), Decimal(12))


def _paper(kind: ChartKind) -> Book:
    names = Span(0, 0, 2, 0)
    series = [
        Series("Staffing", names, Span(0, 1, 2, 1), "1F3864", text_colour="FFFFFF"),
        # not beside the first, and in stripes
        Series("At risk", names, Span(0, 3, 2, 3), "FFFFFF", "wide_upward_diagonal", "C00000"),
        Series("Other", names, Span(0, 2, 2, 2), "FFC000", "light_vertical", "7F7F7F"),
    ]
    first = Chart(kind, 4, 1, 401, 203, "In £000s", series, "Spoken.", "Data", True, _LABELS, _ENDS)
    second = Chart(kind, 20, 0, 300, 150, "No labels", series[:1], "Spoken too.", "Data", labels=False)
    cells = {(row, 0): Cell(name) for row, name in enumerate(["Finance", "Property", "ICT"])}
    cells |= {(row, at): Cell(Decimal(row * at - 1)) for row in range(3) for at in (1, 2, 3)}
    return Book([Sheet("Front", {}, charts=[first, second]), Sheet("Data", cells, hidden=True)])


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_of_every_kind_is_that_of_the_file(kind: ChartKind, tmp_path: Path) -> None:
    book, double = open_book(workbook(tmp_path))
    paper = _paper(kind)
    # the officer's own sheet of data is called Data as well
    shown = show(book, paper, read_book(book))
    assert shown.lacking == frozenset()
    write_book(paper, tmp_path / "headless.xlsx")
    wanted = charts_in_file(load(tmp_path / "headless.xlsx")["Front"], paper, shown.titles)
    assert len(wanted) == 2
    assert wanted[0]["series"][1]["values"] == "'Data (2)'!D1:D3"
    assert charts_in_excel(double, double.work["Front"]) == wanted
