"""Capital tables as officers keep them: read in full, rated on the real variance, every slip with its cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kccxl.errors import UsageError
from kccxl.reports.capital.contract import as_json, records
from kccxl.reports.capital.explain import explain
from kccxl.reports.capital.report import report, serves
from kccxl.rules.rag import Rag
from kccxl.rules.variance import Effect
from tests.reports.capital.books import HEADER, capital, only, project, told
from tests.tables.grids import Cell, sheet


@pytest.mark.parametrize(
    ("cells", "rag", "effect"),
    [
        ({"budget": 1000, "forecast": 1000}, Rag.GREEN, Effect.NONE),
        ({"budget": 1000, "forecast": 400, "real": 0}, Rag.GREEN, Effect.NONE),
        ({"budget": 1000, "forecast": 1500, "real": 0}, Rag.GREEN, Effect.NONE),
        ({"budget": 1000, "forecast": 400, "real": 20}, Rag.AMBER, Effect.ADVERSE),
        ({"budget": 1000, "forecast": 400, "real": 21}, Rag.RED, Effect.ADVERSE),
        ({"budget": 1000, "forecast": 400, "real": -21}, Rag.GREEN, Effect.FAVOURABLE),
        ({"budget": 0, "forecast": 35, "rephasing": 0}, Rag.RED, Effect.ADVERSE),
        ({"budget": 0, "forecast": 0}, Rag.GREEN, Effect.NONE),
        ({"budget": "(1,000)", "forecast": "(990)", "rephasing": 0}, Rag.AMBER, Effect.ADVERSE),
        ({"budget": "£5.2m", "forecast": "£5m", "real": "£0.3m"}, Rag.RED, Effect.ADVERSE),
        ({"budget": "N/a", "forecast": 35, "real": 0}, None, Effect.NONE),
        ({"budget": 1000, "forecast": "TBC"}, None, None),
    ],
)
def test_the_real_variance_is_rated_and_rephasing_is_not(
    cells: dict[str, Cell], rag: Rag | None, effect: Effect | None
) -> None:
    results = capital(project(**cells))
    assert told(results) == set()
    line = only(results)
    assert (line.rating.rag, line.effect) == (rag, effect)


def test_scale_brackets_and_percentages() -> None:
    line = only(capital(project(budget="5,200.0", forecast="4,700.0", real="(20.0)")))
    assert line.amounts.rephasing == Decimal(-480000)
    assert round(line.percent or 0, 2) == Decimal("-0.38")
    in_millions = only(capital(project(budget=5.2, forecast=4.7, real=-0.02), title="Capital £m"))
    assert in_millions.amounts.rephasing == Decimal(-480000)
    assert only(capital(project(budget=0, forecast=5, real=5))).percent is None


def test_a_scale_nobody_says_is_an_error() -> None:
    results = capital(project(forecast=900), title="Capital programme")
    assert told(results) == {("unit-missing", "B3")}


def test_groups_totals_and_wrapped_labels() -> None:
    results = capital(
        ["Property"],
        project("Library roof and", forecast=400, real=-20),
        ["drainage"],
        project("Boilers", budget=100, forecast=110, rephasing=0),
        project("Total Property", budget=1000, forecast=510, real=-10, rephasing=-480),
        ["ICT"],
        project("Laptops", budget=50, forecast=50),
        project("Total ICT", budget=50, forecast=50),
        project("Grand total", budget=1050, forecast=560, variance=-490, real=-10, rephasing=-480),
    )
    assert told(results) == set()
    named = {line.project: line for line in results.lines}
    assert set(named) == {
        "Library roof and drainage", "Boilers", "Total Property", "Laptops", "Total ICT", "Grand total"
    }  # fmt: skip
    assert named["Boilers"].programme == "Property"
    assert named["Laptops"].programme == "ICT"
    assert results.total is named["Grand total"]
    assert named["Total ICT"].amounts.real == 0


def test_a_programme_column_stands_for_group_rows() -> None:
    header = ["Project", "Programme", *HEADER[1:]]
    row = project(forecast=900)
    results = capital([row[0], "Property", *row[1:]], header=header)
    assert only(results).programme == "Property"
    by_division = capital(project("Property", forecast=900), header=["Division", *HEADER[1:]])
    assert only(by_division).project == "Property"


def test_totals_are_computed_where_there_are_none() -> None:
    results = capital(
        project("One", forecast=400, real=-20),
        project("Two", budget=100, actual=30, forecast=110, rephasing=0),
    )
    total = results.total.amounts
    assert (total.budget, total.actual, total.forecast) == (1000000, 30000, 510000)
    assert (total.variance, total.real, total.rephasing) == (-490000, -10000, -480000)


def test_a_total_over_a_project_without_forecast_is_not_known() -> None:
    results = capital(project("One", forecast=900), project("Two", budget=100))
    assert told(results) == {("figure-missing", "D4")}
    assert results.total.amounts.budget == 1000000
    assert results.total.amounts.forecast is None
    assert results.total.rating.rag is None


def test_a_part_that_is_left_blank_counts_in_its_total() -> None:
    rows = [
        project("One", forecast=400, rephasing=-480),
        project("Two", budget=100, forecast=110, real=10, rephasing=0),
    ]
    right = capital(*rows, project("Total", budget=1000, forecast=510, real=-10, rephasing=-480))
    assert told(right) == set()
    wrong = capital(*rows, project("Total", budget=1000, forecast=510, real=10, rephasing=-480))
    assert told(wrong) == {("total-differs", "F5")}


def test_a_wrong_total_is_an_error_and_can_be_accepted() -> None:
    rows = [
        project("One", forecast=900),
        project("Two", forecast=900),
        project("Total", budget=1900, forecast=1900),
    ]
    assert told(capital(*rows)) == {("total-differs", "B5"), ("total-differs", "D5")}
    accepted = capital(*rows, settings=[["Accept totals as printed", "Yes"]])
    assert told(accepted, "error") == set()
    assert accepted.total.amounts.budget == 1900000
    assert accepted.total.slips["budget"].recomputed == 1800000


def test_a_total_row_that_contradicts_itself_is_an_error_and_can_be_accepted() -> None:
    rows = [project(f"Project {n}", forecast=900) for n in range(10)]
    rows.append(project("Total", budget=9004, forecast=9000, variance=0))
    assert told(capital(*rows)) == {("variance-differs", "E13")}
    accepted = capital(*rows, settings=[["Accept totals as printed", "Yes"]])
    assert told(accepted) == {("variance-differs", "E13")}
    assert told(accepted, "error") == set()


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (project(budget=None, forecast=10, real=0), ("figure-missing", "B3")),
        (project(), ("figure-missing", "D3")),
        (project(forecast="about 900"), ("not-a-number", "D3")),
        (project(forecast=1000, real=100, rephasing=0, explanation=None), ("explanation-missing", "H3")),
        (project(forecast=800, real=0, explanation=None), ("explanation-missing", "H3")),
        (["", *project(forecast=900)[1:]], ("no-label", "A3")),
    ],
)
def test_slips_name_their_cell(row: list[Cell], problem: tuple[str, str]) -> None:
    assert told(capital(row)) - {("no-lines", "A2")} == {problem}


def test_explanations_are_needed_from_the_limit_on() -> None:
    below = project(forecast=960, real=60, rephasing=0, explanation=None)
    assert told(capital(below)) == set()
    limit = [["Explain variances from £", "50000"]]
    assert told(capital(below, settings=limit)) == {("explanation-missing", "H3")}
    never = [["Explain variances from £", "none"]]
    assert told(capital(project(forecast=9000, real=0, explanation=None), settings=never)) == set()


def test_formulas_without_result_and_excel_errors_are_one_error_each() -> None:
    results = capital(
        project("One", forecast=None), project("Two", forecast=None, real=0), uncached={"D3": "SUM(A1:A2)"},
        faults={"D4": "#REF!"},
    )  # fmt: skip
    assert told(results) == {("not-calculated", "D3"), ("excel-error", "D4")}


def test_a_project_that_stands_twice_is_named() -> None:
    twice = capital(project("Roof", forecast=900), project("roof ", forecast=900))
    assert told(twice) == {("name-twice", "A4")}


def test_typed_colours_are_checked() -> None:
    header = [*HEADER, "RAG"]
    right = [*project(forecast=900), "Green"]
    assert told(capital(right, header=header)) == set()
    assert told(capital([*right[:-1], "Amber"], header=header)) == {("rating-differs", "I3")}
    assert told(capital([*right[:-1], "lilac"], header=header)) == {("unreadable-rating", "I3")}


def test_a_colour_that_hangs_on_rounding_is_noted() -> None:
    results = capital(project(budget=1000, forecast=1020.4, rephasing=0))
    assert only(results).rating.rag is Rag.AMBER
    assert told(results, "note") == {("near-boundary", "F3")}


def test_two_tables_are_added_up_and_said() -> None:
    other = sheet([["£000s"], HEADER, project("Two", budget=100, forecast=100)], "More")
    results = capital(project("One", forecast=900), other=[other])
    assert told(results) == {("several-tables", "")}
    assert results.total.amounts.budget == 1000000


@pytest.mark.parametrize(
    ("header", "title", "served"),
    [
        (HEADER, "Programme", True),
        (["Scheme", "Budget", "Forecast", "Re-phasing"], "", True),
        (["Project", "Working budget", "Forecast", "Slippage", "Real over/under spend"], "", True),
        (["Project", "2017-18 Budget £000s", "Forecast", "Variance"], "Capital projects", True),
        (["Project", "Budget", "Forecast", "RAG"], "Change portfolio", False),
        (["Division", "Net budget", "Forecast", "Variance"], "Financial monitoring", False),
        (["Division", "Budget", "Forecast", "Variance"], "Capital receipts", False),
        (["Saving", "Target", "Delivered", "Forecast"], "Capital", False),
        (["Ref", "Indicator description", "Latest Month", "Target"], "", False),
    ],
)
def test_which_tables_are_of_capital(header: list[Cell], title: str, served: bool) -> None:
    grid = sheet([[title], header, ["A", 1, 1, 0]])
    assert serves([grid]) is served


def test_a_table_of_its_name_without_its_columns_is_reported() -> None:
    grid = sheet([["Project", "Forecast £000s"], ["Roof", 5]], tables={"Capital": "A1:B2"})
    assert ("missing-column", "A1") in told(report([grid], "book.xlsx"))


def test_contract() -> None:
    found = as_json(capital(project(forecast=400, real=20)))
    line = found["lines"][0]
    assert line["cells"]["forecast"] == "Data!D3"
    assert {
        name: line[name]
        for name in ("budget", "variance", "real", "rephasing", "percent", "rag", "direction")
    } == {
        "budget": "900000",
        "variance": "-500000",
        "real": "20000",
        "rephasing": "-520000",
        "percent": "2.222222222222",
        "rag": "RED",
        "direction": "Adverse",
    }
    assert found["totals"]["real"] == "20000"
    assert [record["project"] for record in records(capital(project(forecast=400, real=20)))] == [
        "Library roof"
    ]


def test_explain() -> None:
    results = capital(project(forecast=400, real=20), project("Boilers", forecast=900))
    said = explain(results, "library")
    assert "Rephasing: -£520k  (computed)" in said
    assert "Forecast: £400k  (cell Data!D3)" in said
    with pytest.raises(UsageError, match="Boilers"):
        explain(results, "boiler house")
