"""Budgets and staff as officers keep them: spellings, missing columns, signs, several tables, other tables beside."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.reports.budget.contract import as_json
from kccxl.reports.budget.report import serves
from tests.published import oracle
from tests.reports.budget.books import (
    HEADER,
    LAW,
    TAX,
    TOTAL,
    budget,
    change,
    found,
    line,
    results,
    settings,
    staff,
)
from tests.tables.grids import Cell, sheet

CAPTIONS = [
    ["Division", "Service", "Division/Service", "Service area", "Budget heading"],
    ["Staffing", "Employees", "Pay", "Staff costs"],
    ["Non Staffing", "Non-staffing", "Non pay", "Running costs"],
    ["Gross Expenditure", "Gross", "Gross budget", "Total expenditure"],
    ["Internal Income", "Recharges"],
    ["External Income", "Income", "Fees and charges"],
    ["Grants", "Grant income"],
    ["Net Cost", "Net", "Net budget", "Net expenditure"],
]
BODY = [["Law", 1010.5, 20.5, 1031, -1, -2, -3.5, 1024.5], ["Tax", 4.5, 5.5, 10, 0, -4.5, 0, 5.5],
        ["Total", 1015, 26, 1041, -1, -6.5, -3.5, 1030]]  # fmt: skip


def spell(value: float, way: str) -> Cell:
    """Return an amount of thousands as an officer may hold it."""
    size, minus = abs(value), value < 0
    return {
        "number": value,
        "formatted": (value, "#,##0.0"),
        "pounds format": (value, "£#,##0.0;(£#,##0.0)"),
        "hidden noughts": (value * 1000, "#,##0.0,"),
        "text": f"{'-' if minus else ''}{size:,.1f}",
        "no separator": f"{'-' if minus else ''}{size:.1f}",
        "brackets": f"({size:,.1f})" if minus else f"{size:,.1f}",
        "en dash": f"{'–' if minus else ''}{size:,.1f}",
        "£k": f"{'-' if minus else ''}£{size:,.1f}k",
        "£m": f"{'-' if minus else ''}£{size / 1000:.4f}m",
    }[way]


WAYS = [
    "number",
    "formatted",
    "pounds format",
    "hidden noughts",
    "text",
    "no separator",
    "brackets",
    "en dash",
    "£k",
    "£m",
]
UNITS = ["£000s", "£'000s", "(£000)", "£k"]


@given(
    st.lists(st.sampled_from(WAYS), min_size=21, max_size=21),
    st.tuples(*(st.sampled_from(names) for names in CAPTIONS)),
    st.sampled_from(UNITS),
    st.sampled_from(["caption", "unit row", "title", "above", "setting"]),
)
def test_one_table_spelt_in_all_ways_gives_the_same_results(
    ways: list[str], captions: tuple[str, ...], unit: str, place: str
) -> None:
    cells = iter(ways)
    rows: list[list[Cell]] = [
        [str(name), *(spell(float(v), next(cells)) for v in values)] for name, *values in BODY
    ]
    header: list[Cell] = [
        f"{text} {unit}" if place == "caption" and number else text for number, text in enumerate(captions)
    ]
    above: list[list[Cell]] = {"title": [[f"Budget 2017-18 {unit}"], []], "above": [[None, unit]]}.get(
        place, []
    )
    beneath: list[list[Cell]] = [[None, *[unit] * 7]] if place == "unit row" else []
    said = settings(["Figures are in", "£000s"]) if place == "setting" else settings()
    done = results(said, sheet([*above, header, *beneath, *rows], "Budget"))
    assert [p for p in done.problems if p.severity.value != "note"] == []
    plain = results(sheet([HEADER, *BODY], "Budget"))
    assert [line.label for line in done.budget_lines] == ["Law", "Tax"]
    assert as_json(done)["totals"] == as_json(plain)["totals"]
    for name in ("Law", "Tax"):
        assert line(done, name) == line(plain, name)
    assert {c.cast.verdict.value for c in done.castings} == {"agrees"}


def test_gross_and_net_are_computed_where_columns_are_missing() -> None:
    header: list[Cell] = ["Division", "Staffing £000s", "Non Staffing £000s", "Income £000s"]
    done = budget(["Law", 10, 20, -5], ["Tax", 1, None, None], header=header)
    assert found(done) == []
    assert (line(done, "Law")["gross_expenditure"], line(done, "Law")["net_cost"]) == (30_000, 25_000)
    assert (line(done, "Tax")["gross_expenditure"], line(done, "Tax")["net_cost"]) == (1_000, 1_000)
    assert (done.totals["gross_expenditure"], done.totals["net_cost"]) == (31_000, 26_000)


def test_gross_and_net_are_computed_where_cells_are_blank() -> None:
    done = budget(change(change(LAW, 3, None), 7, None), TAX, TOTAL)
    assert found(done) == []
    assert line(done, "Law") == line(budget(LAW, TAX, TOTAL), "Law")
    assert as_json(done)["lines"][0]["net_cost"] == "24500"


def test_net_is_not_computed_where_nothing_says_that_there_is_no_income() -> None:
    done = budget(["Law", 10, 20], ["Tax", 1, 2], header=["Division", "Staffing £000s", "Non Staffing £000s"])
    assert (done.totals["gross_expenditure"], done.totals["net_cost"]) == (33_000, None)


@pytest.mark.parametrize("column", [4, 5, 6])
def test_a_positive_income_is_a_warning_and_never_changed(column: int) -> None:
    done = budget(change(change(LAW, column, 1.5), 7, None), TAX)
    assert found(done, "warning") == [("sign-doubtful", f"Budget!{'ABCDEFG'[column]}2")]
    assert list(line(done, "Law").values())[column - 1] == 1500


def test_negative_expenditure_is_noted() -> None:
    done = budget(["Law", -10.5, 20.5, 10.0, -1.0, -2.0, -3.5, 3.5], TAX)
    assert found(done) == [("sign-doubtful", "Budget!B2")]
    assert done.problems[0].severity.value == "note"


def test_staff_in_a_table_of_its_own_or_beside_the_budget() -> None:
    for caption in ("FTE", "Full time equivalents", "Posts"):
        assert results(staff(["Law", 10.5], ["Tax", 4], caption=caption)).totals["fte"] == Decimal("14.5")
    done = budget([*LAW, 10.5], [*TAX, 4], [*TOTAL, 14.5], header=[*HEADER, "FTE"])
    assert found(done) == []
    assert as_json(done)["staff"][0]["fte"] == "10.5"
    assert done.totals["fte"] == Decimal("14.5")


def test_several_tables_add_up_to_one_budget() -> None:
    other: list[list[Cell]] = [["Parks", 1, 2, 3, 0, 0, 0, 3], ["Total", 1, 2, 3, 0, 0, 0, 3]]
    done = results(
        sheet([HEADER, LAW, TAX, TOTAL, [], ["Environment"], HEADER, *other], "Budget"),
        sheet([HEADER, LAW], "Copy"),
    )
    assert len(done.budgets) == 3
    assert done.totals["net_cost"] == 30_000 + 3_000 + 24_500
    assert found(done) == [("division-twice", "Copy!A2")]


def test_other_tables_are_none_of_these() -> None:
    monitoring = [[cell or None for cell in row] for row in oracle.figures("budgets")["monitoring_2016_07"]]
    capital: list[list[Cell]] = [
        ["Project", "Budget", "Forecast", "Real variance", "Rephasing"],
        ["Bridge", 1, 2, 1, 0],
    ]
    savings: list[list[Cell]] = [
        ["Saving", "Division", "Target", "Delivered", "At risk"],
        ["Fleet", "Law", 5, 1, 2],
    ]
    ledger: list[list[Cell]] = [
        ["Division", "Staffing", "Non staffing", "Actual", "Variance"],
        ["Law", 1, 2, 3, 4],
    ]
    for rows in (monitoring, capital, savings, ledger):
        assert not serves([sheet(rows, "Other")])
        done = results(sheet([HEADER, LAW, TAX, TOTAL, [], *rows], "Budget"))
        assert found(done) == []
        assert [item.label for item in done.budget_lines] == ["Law", "Tax"]


def test_a_budget_that_lacks_a_column_is_no_silence() -> None:
    near: list[list[Cell]] = [
        ["Division", "Staffing £000s", "Grants £000s", "Net cost £000s"],
        ["Law", 1, -1, 0],
    ]
    done = results(sheet([HEADER, LAW], "Budget"), sheet(near, "Other"))
    assert found(done, "error") == [("missing-column", "Other!A1")]
    twice = budget([*LAW, 1], header=[*HEADER, "Grants £000s"])
    assert ("column-twice", "Budget!I1") in found(twice, "error")


def test_hidden_sheets_and_sheets_without_formats_are_said() -> None:
    assert found(results(sheet([HEADER, LAW], "Budget", visible=False))) == [("hidden-sheet", "Budget")]
    assert found(results(sheet([HEADER, LAW], "Budget", values_only=True))) == [("formats-unknown", "Budget")]


def test_a_workbook_without_any_table_says_what_is_missing() -> None:
    assert [code for code, _ in found(results(sheet([["Nothing"]], "Empty")))] == ["no-table"]


def test_captions_without_rows_are_said_and_left_out() -> None:
    assert found(results(sheet([HEADER, LAW], "Budget"), staff())) == [("no-rows", "Staff!A1")]
    assert [code for code, _ in found(results(sheet([HEADER], "Budget")))] == ["no-table", "no-rows"]
