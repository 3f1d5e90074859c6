"""The sheets of the profiled monitoring: totals, links down and back, titles, and the sample workbook as a whole."""

from __future__ import annotations

import importlib.util
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from kccxl.files.read import read_workbook
from kccxl.files.write import write_book
from kccxl.reports.ledger.dashboard import lay_out
from kccxl.reports.ledger.model import Results
from kccxl.reports.ledger.report import report, serves
from kccxl.reports.ledger.template import template
from kccxl.reports.paper.frame import Making
from kccxl.rules.exact import exact_sum
from kccxl.sheets.sheet import Sheet
from tests.conftest import WORKBOOKS
from tests.reports.ledger.books import ledger, year

MAKING = Making("1.0", "book.xlsx", datetime(2024, 7, 5, 9, 0))


def sheets(results: Results, taken: list[str] | None = None) -> dict[str, Sheet]:
    return {sheet.title: sheet for sheet in lay_out(results, MAKING, taken or []).sheets}


def row_of(sheet: Sheet, label: str) -> dict[int, object]:
    row = next(
        row for (row, column), cell in sorted(sheet.cells.items()) if column == 0 and cell.content == label
    )
    return {column: cell.content for (at, column), cell in sheet.cells.items() if at == row}


def test_headings_lead_to_their_cost_centres_and_back() -> None:
    rows = [*year(), *year(heading="Archives", centre="ARC", name="Record office")]
    found = sheets(ledger(*rows))
    assert list(found) == ["Monitoring", "By subjective", "Variances", "Communities"]
    links = {str(cell.content): cell.link for cell in found["Monitoring"].cells.values() if cell.link}
    assert set(links) == {"Libraries", "Archives"}
    for heading, link in links.items():
        assert link is not None
        row = int(link.cell[1:]) - 1
        assert found[link.sheet].cells[row, 0].content == heading
    back = [cell.link.sheet for cell in found["Communities"].cells.values() if cell.link]
    assert back == ["Monitoring"]


def test_beside_a_monitoring_table_its_sheets_say_that_they_are_the_ledgers() -> None:
    found = sheets(ledger(*year()), ["Monitoring", "Variances", "Data checks"])
    assert list(found) == ["Ledger monitoring", "By subjective", "Ledger variances", "Communities"]
    for title in ("Ledger monitoring", "Ledger variances"):
        assert found[title].cells[0, 0].content == title
    [link] = [cell.link for cell in found["Communities"].cells.values() if cell.link]
    assert link.sheet == "Ledger monitoring"


def test_totals_and_words() -> None:
    found = sheets(ledger(*year(), settings={"Print figures in": "£", "Print decimals": "0"}))
    total = row_of(found["Monitoring"], "Total Communities")
    assert list(total.values())[1:5] == [Decimal(1200), Decimal(300), Decimal(270), Decimal(-30)]
    assert {"Favourable", "GREEN"} <= set(total.values())


def test_both_colours_stand_side_by_side_where_they_differ() -> None:
    rows = [*year(budget=100.0), *year(group="Income", budget=-99.0, actual=-99.0)]
    for at, row in enumerate(rows):
        row[7] = (101.0 if at < 12 else -99.0) if at % 12 < 3 else None
        row[9] = None if at % 12 < 3 else (100.0 if at < 12 else -99.0)
    captions = {cell.content for cell in sheets(ledger(*rows))["Monitoring"].cells.values()}
    assert "RAG on gross budget" in captions
    captions = {cell.content for cell in sheets(ledger(*year()))["Monitoring"].cells.values()}
    assert "RAG on gross budget" not in captions


def test_titles_that_are_taken_are_left_alone() -> None:
    found = sheets(ledger(*year(division="Variances")), ["Monitoring"])
    assert list(found) == ["Ledger monitoring", "By subjective", "Variances", "Variances (2)"]


def test_the_sample_is_what_its_maker_makes_and_is_clean() -> None:
    path = WORKBOOKS / "make_ledger.py"
    spec = importlib.util.spec_from_file_location("make_ledger", path)
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    for name, content in maker.build().items():
        assert (WORKBOOKS / name).read_bytes() == content
    grids = read_workbook(WORKBOOKS / "budget-ledger-example.xlsx")
    results = report(grids, "budget-ledger-example.xlsx")
    assert results.problems == []
    assert len(results.castings) == 4
    assert results.total.position.budget == results.castings[0].cast.printed
    parts = [entry.position.budget for entry in results.headings]
    assert exact_sum(parts) == results.total.position.budget


def test_the_template_is_read_back_as_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    write_book(template(), path)
    grids = read_workbook(path)
    assert serves(grids)
    results = report(grids, path.name)
    assert {(p.severity.value, p.code) for p in results.problems} == {("warning", "example-row")}
