"""The JSON contract, flat records, explanations, and the empty workbook."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from kccxl.batch import write
from kccxl.errors import UsageError
from kccxl.files.read import read_workbook
from kccxl.reports.budget.contract import as_json, records
from kccxl.reports.budget.explain import explain
from kccxl.reports.budget.report import report
from kccxl.reports.budget.specs import AMOUNTS
from kccxl.reports.budget.template import template
from tests.reports.budget.books import HEADER, LAW, TAX, TOTAL, budget, change, results, staff
from tests.tables.grids import sheet

BUDGET = sheet([HEADER, ["Corporate"], LAW, change(TAX, 7, None), ["Total Corporate", *TOTAL[1:]]], "Budget")


def test_the_contract() -> None:
    said = as_json(results(BUDGET, staff(["Law", 10.5])))
    assert said == json.loads(json.dumps(said, allow_nan=False))
    assert list(said) == ["workbook", "report", "settings", "lines", "staff", "totals", "casts", "problems"]
    assert said["report"] == "budget"
    assert said["lines"][1] == {
        "division": "Tax", "group": "Corporate", "staffing": "4500", "non_staffing": "5500", "gross_expenditure": "10000",
        "internal_income": "0", "external_income": "-4500", "grants": "0", "net_cost": "5500",
        "cells": {
            name: f"Budget!{letter}4" for name, letter in zip(("division", *AMOUNTS), "ABCDEFGH", strict=True)
        },
    }  # fmt: skip
    assert said["staff"] == [{"division": "Law", "fte": "10.5", "cell": "Staff!B2"}]
    assert said["totals"]["net_cost"] == "30000"
    assert len(said["casts"]) == 2 + 1 + 2 + 7
    assert said["casts"][0] == {
        "sheet": "Budget", "cell": "D3", "label": "Law, Gross Expenditure", "printed": "31", "recomputed": "31",
        "difference": "0", "verdict": "agrees", "explained_by_rounding": False, "addends": ["B3", "C3"],
    }  # fmt: skip


def test_records_are_flat() -> None:
    found = records(results(BUDGET, staff(["Law", 10.5])))
    assert [(each["kind"], each["division"]) for each in found] == [
        ("budget", "Law"), ("budget", "Tax"), ("budget total", "Total Corporate"), ("staff", "Law"),
    ]  # fmt: skip
    assert len({tuple(each) for each in found}) == 1
    assert all(isinstance(value, str) for each in found for value in each.values())


def test_explain_names_cells_and_what_was_computed() -> None:
    said = explain(results(BUDGET, staff(["Tax", 2.5])), "tax")
    assert "Staffing: £4.5k  (cell Budget!B4)" in said
    assert (
        "Net Cost: £5.5k  (computed: Gross Expenditure + Internal Income + External Income + Grants)" in said
    )
    assert "D4 = B4 + C4: adds up" in said
    assert "FTE: 2.5  (cell Staff!B2)" in said
    wrong = explain(budget(LAW, TAX, change(TOTAL, 1, 16)), "Total")
    assert "B4 = B2 + B3: does not add up; the addends come to 15, not 16" in wrong
    assert "Error at Budget!B4" in wrong


def test_an_unknown_division_names_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"no division Taxx\. Did you mean Tax\?"):
        explain(results(BUDGET), "Taxx")


def test_the_empty_workbook_explains_itself_and_can_be_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    write(template(), path)
    done = report(read_workbook(path), "new.xlsx")
    assert [(p.severity.value, p.code, p.place) for p in done.problems] == [
        ("warning", "example-row", "Budget!A4"), ("warning", "example-row", "Staff!A4"),
    ]  # fmt: skip
    assert done.totals["net_cost"] == 1_440_500
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Start here", "Settings", "Budget", "Staff"]
    for row, values in enumerate([LAW, change(TAX, 3, None), TOTAL], start=4):
        for column, value in enumerate(values, start=1):
            book["Budget"].cell(row, column, value)
    for row, (name, fte) in enumerate([("Law", 2), ("Tax", 1)], start=4):
        book["Staff"].cell(row, 1, name)
        book["Staff"].cell(row, 2, fte)
    book.save(path)
    done = report(read_workbook(path), "new.xlsx")
    assert list(done.problems) == []
    assert (done.totals["gross_expenditure"], done.totals["fte"]) == (41_000, 3)
