"""A ledger's lines come to the positions of its headings; nothing is dropped, guessed or counted twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.errors import UsageError
from kccxl.reports.ledger.contract import as_json, records
from kccxl.reports.ledger.explain import explain
from kccxl.reports.ledger.faults import MOST
from kccxl.reports.ledger.report import serves
from kccxl.reports.money.amounts import stored_pounds
from kccxl.rules.exact import exact_sum
from kccxl.tables.cells import exact
from kccxl.tables.grid import Grid
from kccxl.tables.problems import Severity
from tests.reports.ledger.books import COLUMNS, codes, heading, ledger, line, year
from tests.tables.grids import Cell, sheet


def test_a_year_as_given_and_stated() -> None:
    results = ledger(*year())
    position = results.total.position
    assert codes(results) == set()
    assert (position.budget, position.to_date, position.actual) == (1200, 300, 270)
    assert position.outturn == 270 + 900
    assert (position.variance, position.percent) == (-30, Decimal("-2.5"))
    assert results.total.source is not None
    assert results.total.source.words == "12 lines, Ledger!D2 to Ledger!D13"


def test_roll_up_and_groups() -> None:
    rows = [
        *year(),
        *year(group="Income", budget=-20.0, actual=-20.0, forecast=None),
        *year(heading="Archives", centre="ARC", name="Record office", budget=50.0),
    ]
    for row in rows[15:24]:
        row[7], row[9] = None, -20.0
    results = ledger(*rows)
    libraries, archives = heading(results, "Libraries"), heading(results, "Archives")
    assert codes(results, "error") == set()
    assert (libraries.position.budget, libraries.gross, archives.position.budget) == (960, 1200, 600)
    assert results.income == {"Income"}
    assert results.total.position.budget == 1560
    assert results.total.groups["Income"].outturn == -240


money = st.integers(-(10**11), 10**11).map(lambda pennies: pennies / 100)
awkward = st.builds(lambda a, b: a + b, money, st.floats(-1, 1).map(lambda x: round(x, 3)))


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.one_of(money, awkward), money), min_size=1, max_size=30))
def test_sums_are_those_of_decimals(lines: list[tuple[str, float, float]]) -> None:
    rows = [line(centre=centre, budget=budget, actual=actual) for centre, budget, actual in lines]
    results = ledger(*rows, settings={"Results up to": "Apr 2024"})
    assert results.total.position.budget == exact_sum(stored_pounds(exact(budget)) for _, budget, _ in lines)
    assert results.total.position.actual == exact_sum(exact(actual) for _, _, actual in lines)
    for centre in heading(results, "Libraries").parts:
        mine = [stored_pounds(exact(budget)) for name, budget, _ in lines if name == centre.name]
        assert centre.position.budget == exact_sum(mine)


def test_large_and_fine_amounts_stay_exact() -> None:
    rows = [line(budget=9e14), line(budget=0.1 + 0.2), line(budget="0.000000001"), line(budget=9e14)]
    results = ledger(*rows, settings={"Results up to": "Apr 2024"})
    assert results.total.position.budget == Decimal("1800000000000000.300000001")


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [("1,234.56", "1234.56"), ("(349.70)", "-349.70"), ("£6.5k", "6500"), ("-", "0"), (" ", "0")],
)
def test_amounts_typed_as_text(typed: str, pounds: str) -> None:
    results = ledger(line(budget=typed), settings={"Results up to": "Apr 2024"})
    assert results.total.position.budget == Decimal(pounds)


def test_scale_of_a_caption() -> None:
    columns: list[Cell] = [*COLUMNS[:6], "Budget £000s", *COLUMNS[7:]]
    results = ledger(line(budget=1.5), columns=columns, settings={"Results up to": "Apr 2024"})
    assert results.total.position.budget == 1500


@pytest.mark.parametrize(
    ("cells", "code", "place"),
    [
        ({"budget": "abc"}, "not-a-number", "Ledger!G2"),
        ({"actual": "5%"}, "not-a-number", "Ledger!H2"),
        ({"centre": None}, "no-cost-centre", "Ledger!D2"),
        ({"heading": None}, "no-heading", "Ledger!C2"),
        ({"group": None}, "no-group", "Ledger!F2"),
        ({"division": None}, "no-division", "Ledger!B2"),
        ({"month": "sometime"}, "bad-period", "Ledger!A2"),
        ({"month": "Q1 2024/25"}, "bad-period", "Ledger!A2"),
        ({"month": "Apr-25"}, "month-outside", "Ledger!A2"),
        ({"month": None, "actual": None}, "budget-without-month", "Ledger!A2"),
        ({"month": None, "budget": None}, "actual-without-month", "Ledger!A2"),
        ({"month": "Jul-24", "forecast": 1.0}, "later-actual", "Ledger!H2"),
        ({"profile": "Nobody's"}, "unknown-profile", "Ledger!K2"),
        ({"division": "Elsewhere"}, "two-divisions", "Ledger!B3"),
        ({"heading": "Archives"}, "two-headings", "Ledger!C3"),
        ({"name": "Another"}, "two-names", "Ledger!E3"),
    ],
)
def test_what_is_amiss_is_named_by_its_cell(cells: dict[str, Cell], code: str, place: str) -> None:
    results = ledger(line(**cells), *year())
    assert (code, place) in codes(results)


def test_twenty_of_a_kind_then_how_many_more() -> None:
    results = ledger(*(line(budget="x") for _ in range(332)))
    found = [p for p in results.problems if p.code == "not-a-number"]
    assert len(found) == MOST + 1
    assert (found[-1].place, found[-1].found) == ("Ledger!G22", "312 more like this, down to Ledger!G333")


def test_total_rows_are_cast_and_not_counted() -> None:
    rows = year()
    total: list[Cell] = ["Grand Total", *[None] * 5, 1200.0, 270.0, None, 900.0, None]
    results = ledger(*rows, [None] * 11, total)
    assert codes(results) == set()
    assert results.total.position.budget == 1200
    assert {casting.cell for casting in results.castings} == {"G15", "H15", "J15"}
    total[6] = 1200.01
    wrong = ledger(*rows, total)
    assert ("total-differs", "Ledger!G14") in codes(wrong, "error")
    assert wrong.total.position.budget == 1200


def test_sub_totals_by_section_and_by_name() -> None:
    other = year(heading="Archives", centre="ARC", name="Record office")
    sub: list[Cell] = [None, None, "Libraries Total", None, None, None, 1200.0, 270.0, None, 900.0, None]
    end: list[Cell] = ["Total", *[None] * 5, 2400.0, 540.0, None, 1800.0, None]
    results = ledger(*year(), sub, *other, end)
    assert codes(results) == set()
    assert results.total.position.budget == 2400


def test_a_line_whose_text_begins_with_total_is_a_line() -> None:
    results = ledger(*year(heading="Total facilities management"))
    assert heading(results, "Total facilities management").position.budget == 1200
    assert results.castings == []


def test_remarks_dashes_and_repeated_headers() -> None:
    rows = year()
    dashes: list[Cell] = ["---"] * 11
    results = ledger(dashes, *rows[:6], COLUMNS, *rows[6:], ["Source: the finance system, 5 July"])
    assert results.total.position.budget == 1200
    assert codes(results) == set()
    assert ("remark", "Ledger!A16") in codes(results, "note")


def test_lines_twice_are_said_once() -> None:
    results = ledger(*year(), *year())
    found = [p for p in results.problems if p.code == "line-twice"]
    assert [(p.severity, p.place) for p in found] == [(Severity.WARNING, "Ledger!A14")]
    assert found[0].found.startswith("12 lines the same")
    assert results.total.position.budget == 2400


def test_even_and_historic_profiles() -> None:
    even = ledger(
        *year(month=None, actual=None, forecast=None),
        settings={"Budget profile": "even", "Forecast outturn": "profiled"},
    )
    assert even.total.position.to_date == 300
    months = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
    profiles = sheet([["Profile", *months], ["Winter", 0, 0, 10, *[10] * 9]], "Profiles")
    results = ledger(*year(profile="Winter"), other=[profiles])
    assert codes(results) == set()
    assert results.total.position.to_date == 120
    wrong = sheet([["Profile", *months], ["Winter", *[10] * 12]], "Profiles")
    assert ("bad-profile", "Profiles!A2") in codes(ledger(*year(), other=[wrong]))


@pytest.mark.parametrize(
    ("method", "outturn"), [("straight line", 1080), ("profiled", 1170), ("stated", 1170)]
)
def test_methods_of_the_outturn(method: str, outturn: int) -> None:
    assert ledger(*year(), settings={"Forecast outturn": method}).total.position.outturn == outturn


def test_forecasts_of_the_whole_year_missing_or_twice() -> None:
    whole = ledger(
        *([*row[:9], None, *row[10:]] for row in year()),
        line(month=None, budget=None, actual=None, forecast=1234.5),
    )
    assert codes(whole) == set()
    assert whole.total.position.outturn == Decimal("1234.5")
    missing = ledger(*([*row[:9], None, *row[10:]] for row in year()))
    assert codes(missing) == {("no-forecast", "Ledger!J2")}
    twice = ledger(*year(), line(month=None, budget=None, actual=None, forecast=1.0))
    assert codes(twice) == {("forecast-twice", "Ledger!J2")}


def test_commitments_beyond_the_forecast_are_noted_and_not_added() -> None:
    rows = year()
    rows[0][8] = 950.0
    results = ledger(*rows)
    assert results.total.position.outturn == 1170
    assert "more than the" in explain(results, "LIB01")


VIREMENTS = ["Virement", "Month", "Heading", "Cost centre", "Amount", "Reason"]


def test_virements_show_the_original_budget() -> None:
    other = year(heading="Archives", centre="ARC", name="Record office")
    listed = sheet(
        [
            VIREMENTS,
            ["V1", "May-24", "Libraries", None, 50, "More"],
            ["V1", "May-24", "Archives", None, -50, None],
        ],
        "Moves",
    )
    results = ledger(*year(), *other, other=[listed])
    assert codes(results) == set()
    assert (heading(results, "Libraries").original, heading(results, "Archives").original) == (1150, 1250)
    assert (results.total.virements, results.total.original) == (0, 2400)


def test_virements_that_do_not_net_to_zero_name_all_cells() -> None:
    rows: list[list[Cell]] = [
        ["V1", None, "Libraries", None, 250, None],
        ["V1", None, "Libraries", None, -205, None],
    ]
    results = ledger(*year(), other=[sheet([VIREMENTS, *rows], "Moves")])
    found = [p for p in results.problems if p.code == "virement-unbalanced"]
    assert "£45.00 (E2, E3)" in found[0].found


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["V1", None, "Nowhere", None, 0, None], "unknown-heading"),
        (["V1", None, "Libraries", "XX", 0, None], "unknown-cost-centre"),
        ([None, None, "Libraries", None, 0, None], "virement-incomplete"),
        (["V1", "Apr-25", "Libraries", None, 0, None], "month-outside"),
    ],
)
def test_virements_amiss(row: list[Cell], code: str) -> None:
    results = ledger(*year(), other=[sheet([VIREMENTS, row], "Moves")])
    assert code in {problem for problem, _ in codes(results, "error")}


def test_income_that_is_positive_is_an_error() -> None:
    assert ("income-positive", "Ledger!G2") in codes(ledger(*year(group="Fees and income")), "error")


def test_explanations() -> None:
    texts = sheet([["Heading", "Explanation"], ["libraries", "A post is vacant."], ["Nowhere", "?"]], "Why")
    results = ledger(
        *year(), other=[texts], settings={"Explain variances from £": 10, "Print figures in": "£"}
    )
    assert codes(results) == {("explanation-unknown", "Why!A3")}
    assert results.explanation_of("Libraries") == "A post is vacant."
    bare = ledger(*year(), settings={"Explain variances from £": 10, "Print figures in": "£"})
    assert codes(bare) == {("explanation-missing", "Ledger!C2")}


def test_month_reported_is_taken_from_the_actuals_and_said() -> None:
    results = ledger(*year(), settings={"Results up to": None})
    assert codes(results) == {("no-period", "book.xlsx")}
    assert results.months == 3


def test_formulas_without_result_and_excel_errors() -> None:
    results = ledger(*year(), uncached={"G2": "=1+1"}, faults={"H3": "#REF!"})
    assert {("not-calculated", "Ledger!G2"), ("excel-error", "Ledger!H3")} <= codes(results, "error")


def test_columns_missing() -> None:
    gone = [row[:9] + row[10:] for row in year()]
    results = ledger(*gone, columns=[*COLUMNS[:9], COLUMNS[10]])
    assert ("missing-column", "Ledger!A1") in codes(results, "error")
    no_heading = ledger(*([*row[:2], *row[3:]] for row in year()), columns=[*COLUMNS[:2], *COLUMNS[3:]])
    assert ("missing-column", "Ledger!A1") in codes(no_heading, "error")


def test_a_ledger_is_known_by_its_columns() -> None:
    assert serves([sheet([["Title"], [], COLUMNS], "Any")])
    assert not serves([sheet([["Heading", "Budget", "Forecast", "Variance"], ["ICT", 1, 2, 1]])])
    assert not serves([Grid("book.xlsx", "Empty", [])])


def test_contract_and_records() -> None:
    results = ledger(*year())
    contract = as_json(results)
    assert contract["totals"]["net_budget"] == "1200"
    assert [entry["level"] for entry in contract["lines"]] == ["division", "heading"]
    centre = contract["cost_centres"][0]
    assert (centre["cost_centre"], centre["division"], centre["rag"]) == ("LIB01", "Communities", "GREEN")
    assert centre["groups"][0]["outturn_reason"] == "Stated: £1.2k"
    assert {record["level"] for record in records(results)} == {"division", "heading", "total"}


def test_explain_names_lines_and_near_misses() -> None:
    results = ledger(*year())
    said = explain(results, "libraries")
    assert "12 lines, Ledger!D2 to Ledger!D13" in said
    assert "Current budget: £1,200.00" in said
    with pytest.raises(UsageError, match="Libraries"):
        explain(results, "Librarys")
