"""Savings tables as officers keep them: what is to come, shortfalls, signs and totals, every slip with its cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.errors import UsageError
from kccxl.reports.savings.contract import as_json, records
from kccxl.reports.savings.dashboard import parts
from kccxl.reports.savings.explain import explain
from kccxl.reports.savings.model import Amounts
from kccxl.reports.savings.report import report, serves
from kccxl.rules.rag import Rag
from tests.reports.savings.books import HEADER, only, saving, savings, told
from tests.tables.grids import Cell, sheet

POUNDS = st.integers(0, 9000)


@pytest.mark.parametrize(
    ("row", "rag", "shortfall"),
    [
        (saving(), Rag.GREEN, 0),
        (saving(forecast=284), Rag.AMBER, 16000),
        (saving(forecast=283), Rag.RED, 17000),
        (saving(forecast=400), Rag.GREEN, -100000),
        (saving(delivered=0, forecast=0), Rag.RED, 800000),
        (saving(target="£0.8m", delivered="£500k", forecast="£0.3m"), Rag.GREEN, 0),
        (saving(target=0, delivered=0, forecast=0), None, 0),
        (saving(target=0, delivered=5, forecast=0), None, -5000),
        (saving(delivered="N/a"), None, None),
        (saving(target="TBC"), None, None),
        (saving(at_risk=300), Rag.GREEN, 0),
    ],
)
def test_delivered_and_forecast_are_rated_against_the_target(
    row: list[Cell], rag: Rag | None, shortfall: int | None
) -> None:
    results = savings(row)
    assert told(results) == set()
    line = only(results)
    assert (line.rating.rag, line.amounts.shortfall) == (rag, shortfall)


@given(POUNDS.filter(bool), POUNDS, POUNDS, st.integers(0, 100))
def test_savings_printed_as_negative_are_rated_alike(
    target: int, delivered: int, forecast: int, risk: int
) -> None:
    plain = savings(saving("Print", target, delivered, forecast, at_risk=risk))
    turned = savings(saving("Print", -target, f"({delivered})" if delivered else 0, -forecast, at_risk=-risk))
    assert told(plain) == told(turned)
    assert only(plain).amounts == only(turned).amounts
    assert only(plain).rating == only(turned).rating


@given(POUNDS, POUNDS, POUNDS)
def test_a_total_forecast_holds_what_is_delivered(target: int, delivered: int, forecast: int) -> None:
    header = [*HEADER[:3], "Total forecast", *HEADER[4:]]
    to_come = savings(saving("Print", target, delivered, forecast))
    whole = savings(saving("Print", target, delivered, delivered + forecast), header=header)
    assert only(to_come).amounts == only(whole).amounts
    assert only(to_come).rating == only(whole).rating


@pytest.mark.parametrize(
    ("caption", "whole"),
    [
        ("Forecast", False),
        ("Forecast still to come £000s", False),
        ("To be delivered", False),
        ("Total forecast", True),
        ("Forecast outturn (£000s)", True),
        ("Forecast delivery in year incl. delivered", True),
    ],
)
def test_captions_say_what_a_forecast_is_of(caption: str, whole: bool) -> None:
    results = savings(
        saving(target=800, delivered=100, forecast=700), header=[*HEADER[:3], caption, *HEADER[4:]]
    )
    assert only(results).amounts.forecast == (600000 if whole else 700000)


def test_a_forecast_that_seems_to_hold_what_is_delivered_is_named() -> None:
    header = [*HEADER[:3], "Forecast", *HEADER[4:]]
    rows = [saving("One", 800, 500, 800), saving("Two", 300, 100, 300), saving("Three", 90, 0, 90)]
    assert told(savings(*rows, header=header)) == {("forecast-whole-year", "D2")}
    assert told(savings(*rows)) == set()
    few = [saving("One", 800, 500, 300), saving("Two", 300, 100, 200), saving("Three", 90, 50, 90)]
    assert told(savings(*few, header=header)) == set()


def test_a_forecast_that_may_be_of_the_whole_year_or_of_the_rest_is_asked_about() -> None:
    rows = [saving("One", 100, 8, 95), saving("Two", 100, 3, 98), saving("Three", 350, 10, 343)]
    header = [*HEADER[:3], "Forecast", *HEADER[4:]]
    results = savings(*rows, header=header)
    assert told(results) == {("forecast-unclear", "D2")}
    [problem] = [each for each in results.problems if each.code == "forecast-unclear"]
    assert problem.severity.value == "error"
    assert told(savings(*rows)) == set()


@pytest.mark.parametrize("delivered", [0, None])
def test_where_nothing_is_delivered_both_are_the_same(delivered: Cell) -> None:
    header = [*HEADER[:3], "Forecast savings", *HEADER[4:]]
    rows = [saving("One", 100, delivered, 95), saving("Two", 100, delivered, 98)]
    assert "forecast-unclear" not in {code for code, _ in told(savings(*rows, header=header))}


def test_a_forecast_below_what_is_delivered_can_only_be_of_the_rest() -> None:
    header = [*HEADER[:3], "Forecast", *HEADER[4:]]
    rows = [saving("One", 800, 500, 300), saving("Two", 300, 100, 200)]
    assert told(savings(*rows, header=header)) == set()


@pytest.mark.parametrize(
    ("caption", "whole"),
    [("Forecast to year end", True), ("Forecast (to come)", False), ("Forecast remaining", False)],
)
def test_captions_that_say_which_forecast_are_not_asked_about(caption: str, whole: bool) -> None:
    results = savings(saving("One", 100, 8, 92), header=[*HEADER[:3], caption, *HEADER[4:]])
    assert told(results) == set()
    assert only(results).amounts.forecast == (84000 if whole else 92000)


def test_three_forecasts_must_agree() -> None:
    header = ["Saving", "Target", "Delivered", "Forecast", "Total forecast", "Comment"]
    assert told(savings(["Print", 800, 500, 300, 800, "Done."], header=header)) == set()
    assert told(savings(["Print", 800, 500, 300, 900, "Done."], header=header)) == {
        ("forecast-differs", "E3")
    }
    rounded = savings(["Print", "800.0", "500.1", "299.9", "800.1", "Done."], header=header)
    assert told(rounded, "note") == {("forecast-rounding", "E3")}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (saving(delivered=-500), ("sign-differs", "C3")),
        (saving(at_risk=-5), ("sign-differs", "E3")),
        (saving(at_risk=900), ("at-risk-high", "E3")),
        (saving(forecast=100, comment=None), ("explanation-missing", "G3")),
        (saving(delivered=None), ("figure-missing", "C3")),
        (saving(forecast=None), ("figure-missing", "D3")),
        (saving(target=None), ("figure-missing", "B3")),
        (saving(target="a lot"), ("not-a-number", "B3")),
        (saving(rag="Amber"), ("rating-differs", "F3")),
        (saving(rag="lilac"), ("unreadable-rating", "F3")),
        (saving(name=""), ("no-label", "A3")),
    ],
)
def test_slips_name_their_cell(row: list[Cell], problem: tuple[str, str]) -> None:
    assert told(savings(row)) - {("no-lines", "A2")} == {problem}


def test_a_total_forecast_below_what_is_delivered_is_an_error() -> None:
    header = [*HEADER[:3], "Total forecast", *HEADER[4:]]
    results = savings(saving(delivered=500, forecast=300), header=header)
    assert told(results) == {("forecast-below-delivered", "D3")}
    assert only(results).rating.rag is None


def test_a_saving_taken_back_is_not_rated() -> None:
    results = savings(saving("One"), saving("Two"), saving("Taken back", -200, -200, 0))
    assert told(results) == {("sign-differs", "B5")}
    assert results.savings[2].rating.rag is None
    assert results.total.amounts.target == 1400000


def test_totals_are_computed_filled_and_cast() -> None:
    rows = [saving("One", at_risk=20), saving("Two", 200, 100, 60)]
    computed = savings(*rows).total
    assert computed.amounts == Amounts(Decimal(1000000), Decimal(600000), Decimal(360000), Decimal(20000))
    assert computed.rating.rag is Rag.RED
    typed = savings(*rows, ["Total", 1000, 600, None, None, "Red", None])
    assert told(typed) == set()
    assert typed.total.amounts == computed.amounts
    wrong = savings(*rows, ["Total", 1000, 610, 360, 20, "Green", None])
    assert told(wrong) == {("total-differs", "C5")}


def test_total_forecasts_are_cast_over_blank_cells() -> None:
    header = ["Saving", "Target", "Delivered", "Forecast", "Total forecast"]
    rows = [["One", 100, 40, 60, None], ["Two", 100, 50, None, 100]]
    assert told(savings(*rows, ["Total", 200, 90, 110, 200], header=header)) == set()
    assert told(savings(*rows, ["Total", 200, 90, 60, 100], header=header)) == {
        ("total-differs", "D5"),
        ("total-differs", "E5"),
    }


def test_a_wrong_total_can_be_accepted() -> None:
    rows = [saving("One"), saving("Two"), ["Total savings", 1700, 1000, 600]]
    accepted = savings(*rows, settings=[["Accept totals as printed", "Yes"]])
    assert told(accepted) == {("total-differs", "B5")}
    assert accepted.total.slips["target"].recomputed == 1600000
    negative = savings(
        saving("One", -800, -500, -300), ["Total", -900, -500, -300],
        settings=[["Accept totals as printed", "Yes"]],
    )  # fmt: skip
    assert negative.total.slips["target"].recomputed == 800000


def test_groups_wrapped_labels_and_savings_that_stand_twice() -> None:
    results = savings(
        ["Infrastructure"],
        saving("Release of leased"),
        ["and owned offices"],
        saving("Print"),
        ["Finance"],
        saving("Print"),
        saving("PRINT"),
    )
    assert [(line.saving, line.directorate) for line in results.savings] == [
        ("Release of leased and owned offices", "Infrastructure"),
        ("Print", "Infrastructure"),
        ("Print", "Finance"),
        ("PRINT", "Finance"),
    ]
    assert told(results) == {("name-twice", "A9")}


def test_formulas_without_result_and_excel_errors_are_one_error_each() -> None:
    results = savings(
        saving("One", forecast=None), saving("Two", target=None), uncached={"D3": "A1"}, faults={"B4": "#REF!"}
    )  # fmt: skip
    assert told(results) == {("not-calculated", "D3"), ("excel-error", "B4")}


def test_a_scale_nobody_says_and_missing_columns() -> None:
    assert told(savings(saving(), title="Savings")) == {("unit-missing", "B3")}
    lacking = savings(["Print", 800, 300], header=["Saving", "Target", "Forecast"])
    assert told(lacking, "error") == {("missing-column", "A2")}
    assert only(lacking).rating.rag is None


@pytest.mark.parametrize(
    ("header", "served"),
    [
        (HEADER, True),
        (["Savings proposal", "Directorate", "Savings target £000s", "Achieved", "To be delivered"], True),
        (["Proposal", "Target"], False),
        (["Ref", "Indicator description", "Latest Month", "Target", "Floor Standard"], False),
        (["Project", "Budget", "Forecast", "Real variance", "Rephasing"], False),
        (["Division", "Net budget", "Forecast", "Variance"], False),
    ],
)
def test_which_tables_are_of_savings(header: list[Cell], served: bool) -> None:
    assert serves([sheet([header, ["A", 1, 1, 0]])]) is served


def test_an_excel_table_of_its_name_without_its_columns_is_reported() -> None:
    grid = sheet([["Saving", "Delivered £000s"], ["Print", 5]], tables={"Savings": "A1:B2"})
    assert ("missing-column", "A1") in told(report([grid], "book.xlsx"))


@given(POUNDS, POUNDS, POUNDS, POUNDS)
def test_the_parts_of_the_chart_make_the_target_or_what_exceeds_it(
    target: int, delivered: int, forecast: int, risk: int
) -> None:
    amounts = Amounts(*map(Decimal, (target, delivered, forecast, min(risk, delivered + forecast))))
    drawn = parts(amounts)
    assert all(part >= 0 for part in drawn)
    assert sum(drawn) == max(target, delivered + forecast)


def test_contract() -> None:
    found = as_json(savings(saving(forecast=200, at_risk=50)))
    line = found["lines"][0]
    kept = ("target", "delivered", "forecast", "at_risk", "shortfall", "percent", "rag")
    assert {name: line[name] for name in kept} == {
        "target": "800000", "delivered": "500000", "forecast": "200000", "at_risk": "50000",
        "shortfall": "100000", "percent": "12.5", "rag": "RED",
    }  # fmt: skip
    assert line["cells"]["delivered"] == "Data!C3"
    assert found["totals"]["shortfall"] == "100000"
    assert records(savings(saving()))[0]["shortfall"] == "0"


def test_explain() -> None:
    header = [*HEADER[:3], "Total forecast", *HEADER[4:]]
    results = savings(saving(forecast=700), saving("Offices"), header=header)
    said = explain(results, "print")
    assert "Forecast still to come: £200k  (computed: the forecast of the whole year, cell Data!D3" in said
    assert "Shortfall: £100k" in said
    with pytest.raises(UsageError, match="Offices"):
        explain(results, "office block")


def test_half_of_the_forecasts_holding_what_is_delivered_is_an_error() -> None:
    header = [*HEADER[:3], "Forecast", *HEADER[4:]]
    results = savings(saving("One", 500, 200, 500), saving("Two", 400, 100, 300), header=header)
    severities = {problem.code: problem.severity.value for problem in results.problems}
    assert severities["forecast-whole-year"] == "error"
