"""What a workbook holds is told before anything is written into it."""

from __future__ import annotations

import io
from pathlib import Path

import xlsxwriter

from kccxl.files.graft import graft
from kccxl.files.inventory import Holdings, take_inventory
from kccxl.files.package import open_package
from kccxl.sheets.sheet import Book, Cell, Sheet
from tests.conftest import ROOT


def holdings(data: bytes) -> Holdings:
    return take_inventory(open_package(data, "plan.xlsx"))


def rich() -> bytes:
    """A workbook with one of each, as many as the numbers say."""
    with xlsxwriter.Workbook(made := io.BytesIO()) as book:
        plan, hidden = book.add_worksheet("Plan"), book.add_worksheet("Lists")
        hidden.very_hidden()
        for row in range(3):
            plan.write_formula(row, 0, "=1+1", None, 2)
        plan.write_row(5, 0, ["a", "b"])
        plan.add_table(7, 0, 9, 1)
        plan.write_comment("A1", "Look here")
        plan.data_validation("B1", {"validate": "list", "source": ["yes", "no"]})
        plan.conditional_format(
            "B2", {"type": "cell", "criteria": ">", "value": 1, "format": book.add_format()}
        )
        plan.add_sparkline("C1", {"range": "Plan!A1:A3"})
        plan.merge_range("D1:E1", "merged")
        plan.write_url("D2", "https://example.org/")
        plan.protect()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Plan!$A$1:$A$3"})
        plan.insert_chart("F1", chart)
        book.define_name("Rate", "=Plan!$A$1")
    return made.getvalue()


def test_features_are_counted_sheet_by_sheet() -> None:
    found = holdings(rich())
    plan, lists = found.sheets
    assert (lists.title, lists.visibility, dict(lists.features)) == ("Lists", "very hidden", {})
    expected = {"formulas": 3, "tables": 1, "comments": 1, "validations": 1, "conditional formats": 1, "sparklines": 1,
                "merged areas": 1, "hyperlinks": 1, "protection": 1, "charts": 1}  # fmt: skip
    assert {name: plan.features[name] for name in expected} == expected
    assert found.features["defined names"] == 1


def test_formulas_without_a_result_are_told() -> None:
    with xlsxwriter.Workbook(made := io.BytesIO()) as book:
        sheet = book.add_worksheet("Plan")
        sheet.write_formula("A1", "=1+1", None, 2)
        sheet.write_formula("A2", "=1+1", None, "")
    features = holdings(made.getvalue()).sheets[0].features
    assert (features["formulas"], features["formulas without result"]) == (2, 1)


def test_macros_are_told_and_our_own_sheets() -> None:
    data = (ROOT / "workbooks/monitoring-2016-17.xlsm").read_bytes()
    assert holdings(data).features["macros (VBA)"] == 1
    assert not any(sheet.made_by_kccxl for sheet in holdings(data).sheets)
    book = Book([Sheet("Paper", {(0, 0): Cell("ours")})], properties={"kccxl report": "monitoring"})
    made = {sheet.title: sheet.made_by_kccxl for sheet in holdings(graft(data, book).data).sheets}
    assert made["Paper"] == "monitoring"
    assert sum(map(bool, made.values())) == 1


def test_a_ledger_is_counted_piece_by_piece(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(made := io.BytesIO(), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Ledger")
        for row in range(20_000):
            sheet.write_formula(row, 0, f"=ROW()+{row}", None, row)
    assert holdings(made.getvalue()).sheets[0].features["formulas"] == 20_000
