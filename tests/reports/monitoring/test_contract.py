"""What other programs get, how a line is explained, and the empty workbook."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from kccxl.errors import UsageError
from kccxl.files.read import read_workbook
from kccxl.files.write import write_book
from kccxl.reports.catalogue import Folder
from kccxl.reports.monitoring.contract import as_json, records
from kccxl.reports.monitoring.explain import explain
from kccxl.reports.monitoring.report import report
from kccxl.reports.monitoring.specs import EXPLANATIONS, MONITORING
from kccxl.reports.monitoring.template import EXPLANATIONS as EXPLAINED
from kccxl.reports.monitoring.template import MONITORING as ENTERED
from kccxl.reports.paper.binding import bind
from kccxl.reports.paper.frame import Making
from kccxl.tables.spec import caption
from tests.reports.monitoring.books import SHORT, found, line, monitoring

NEGATIVE = [["Variance sign", "overspend negative"]]


def test_the_contract_gives_pounds_as_strings_with_plus_for_an_overspend() -> None:
    rows = [line(), line("Total")]
    contract = as_json(monitoring(*rows, explained=[["Finance", "Demand."]]))
    assert list(contract) == ["workbook", "report", "settings", "lines", "totals", "casts", "problems"]
    [one] = contract["lines"]
    assert one == {
        "heading": "Finance", "group": "", "net_budget": "10000000", "gross_budget": None, "forecast": None,
        "variance": "20000", "adjustment": "0", "revised_variance": "20000", "last_reported": "5000",
        "movement": "15000", "percent": "0.2", "direction": "Adverse", "rag": "AMBER", "rag_gross": None,
        "reason": "Amber: an overspend of £20.0k is 0.2 % of the budget of £10,000.0k, above 0 % and within 2 %",
        "near_boundary": None, "explanation": "Demand.",
        "cells": {
            "heading": "Data!A2", "net_budget": "Data!B2", "variance": "Data!C2", "adjustment": "Data!D2",
            "revised_variance": "Data!E2", "last_reported": "Data!F2", "movement": "Data!G2",
        },
    }  # fmt: skip
    assert contract["totals"].keys() == one.keys()
    assert contract["casts"][0]["cell"] == "B3"
    json.dumps(contract)


def test_the_contract_is_the_same_whatever_sign_the_workbook_prints() -> None:
    flipped = line(variance="-20.0", revised="-20.0", last="-5.0", movement="-15.0")
    ours, theirs = as_json(monitoring(line())), as_json(monitoring(flipped, settings=NEGATIVE))
    assert theirs["lines"] == ours["lines"]
    assert theirs["settings"]["sign"] == "overspend negative"


def test_records_are_flat_and_end_with_the_total() -> None:
    rows = records(monitoring(["A", 100, 1], ["B", 0, 1], header=SHORT))
    assert [(row["kind"], row["heading"], row["percent"]) for row in rows] == [
        ("line", "A", "1.0"),
        ("line", "B", ""),
        ("total", "Total", "2.0"),
    ]
    assert all(isinstance(value, str) for row in rows for value in row.values())
    assert len({tuple(row) for row in rows}) == 1


def test_a_line_is_explained_by_a_part_of_its_heading() -> None:
    after = monitoring(
        line("Finance & Procurement"), explained=[["Finance & Procurement", "Posts are vacant."]]
    )
    said = explain(after, "finance AND")
    assert "Revised variance: £20.0k  (cell Data!E2)" in said
    assert "RAG on the net budget: AMBER" in said
    assert "Explanation (Explanations!B2): Posts are vacant." in said


def test_what_is_computed_says_from_what() -> None:
    said = explain(monitoring(["Finance", 100, 1], ["ICT", 100, 1], header=SHORT), "total")
    assert "Net budget: £200.0k  (the sum of its lines)" in said
    after = monitoring(line(revised=None, movement="25.0", adjustment="10.0"))
    assert "Revised variance: £30.0k  (variance plus adjustment)" in explain(after, "finance")


def test_several_headings_are_listed_and_an_unknown_one_names_the_nearest() -> None:
    after = monitoring(["Finance", 100, 1], ["Financial Systems", 100, 1], header=SHORT)
    said = explain(after, "financ")
    assert said.startswith("2 headings contain “financ”:")
    assert "Financial Systems" in said
    assert "Net budget" in explain(after, "finance")
    with pytest.raises(UsageError, match="Did you mean “Finance”"):
        explain(after, "finanse")
    with pytest.raises(UsageError):
        explain(after, "")


def test_problems_at_its_cells_are_told() -> None:
    assert "Error at Data!G2: found the movement 14.0" in explain(
        monitoring(line(movement="14.0")), "finance"
    )


def test_the_template_is_read_without_errors_and_its_example_is_named(tmp_path: Path) -> None:
    path = tmp_path / "monitoring.xlsx"
    write_book(Folder("monitoring", "Financial Monitoring").template(), path)
    grids = read_workbook(path)
    assert [grid.sheet for grid in grids] == ["Start here", "Settings", "Monitoring", "Explanations"]
    after = report(grids, path.name)
    assert not found(after, "error")
    assert found(after, "warning") == {("example-row", "Monitoring!A4")}
    assert after.items[0].explanation


def test_every_caption_of_the_template_is_read() -> None:
    for column in ENTERED:
        assert MONITORING[0].column_for(caption(column.title)), column.title
    for column in EXPLAINED:
        assert EXPLANATIONS.column_for(caption(column.title)), column.title


def test_the_whole_report_is_served_as_a_folder_and_can_be_written(tmp_path: Path) -> None:
    served = Folder("monitoring", "Financial Monitoring")
    after = monitoring(line(), ["ICT", 100, 1, None, None, None, None])
    making = Making("1.0", "book.xlsx", datetime(2016, 8, 5))
    pages = served.lay_out(after, making, [])
    path = tmp_path / "report.xlsx"
    write_book(bind([pages], served.problems(after), making), path)
    assert [grid.sheet for grid in read_workbook(path)] == [
        "Monitoring",
        "Variances",
        "Data checks",
        "Report text",
    ]
