"""Monitoring workbooks that would print wrong colours or totals: the other sign, a summary beside its detail."""

from __future__ import annotations

import pytest

from kccxl.reports.monitoring.report import report, resembles
from tests.reports.monitoring.books import SHORT, found, monitoring, results
from tests.tables.grids import Cell, sheet

FORECAST: list[Cell] = ["Service", "Budget £000s", "Forecast £000s", "Variance £000s"]
NEGATIVE = [["Variance sign", "overspend negative"], ["Explain variances from £", "none"]]
NO_TEXTS = [["Explain variances from £", "none"]]


def test_variances_of_the_other_sign_are_one_error_that_names_the_setting() -> None:
    rows: list[list[Cell]] = [["A", 100, 110, -10], ["B", 50, 45, 5], ["Total", 150, 155, -5]]
    assert found(monitoring(*rows, header=FORECAST)) == {("sign-contradicts", "Data!D1")}
    after = monitoring(*rows, header=FORECAST, settings=NEGATIVE)
    assert found(after) == set()
    assert [line.amounts.revised for line in after.items] == [10_000, -5_000]


@pytest.mark.parametrize(("column", "texts"), [("A/F", ["A", "F"]), ("RAG", ["Red", "Green"])])
def test_words_and_ratings_tell_the_other_sign(column: str, texts: list[str]) -> None:
    rows: list[list[Cell]] = [["A", 100, -10, texts[0]], ["B", 50, 5, texts[1]]]
    after = monitoring(*rows, header=[*SHORT, column], settings=NO_TEXTS)
    assert found(after) == {("sign-contradicts", "Data!C1")}
    assert found(monitoring(*rows, header=[*SHORT, column], settings=NEGATIVE)) == set()


def test_a_single_slip_of_the_sign_is_named_by_its_cell() -> None:
    rows: list[list[Cell]] = [["A", 100, 110, -10], ["B", 50, 45, -5], ["C", 20, 21, 1]]
    assert found(monitoring(*rows, header=FORECAST)) == {("amount-differs", "Data!D2")}


@pytest.mark.parametrize(
    ("caption", "note", "cell"),
    [
        ("(Overspend)/Underspend £000s", "", "C1"),
        ("Variance (Adverse)/Favourable £000s", "", "C1"),
        ("Variance £000s", "Note: overspends are shown in brackets", "A5"),
    ],
)
def test_a_sign_that_the_sheet_states_must_be_that_of_the_settings(
    caption: str, note: str, cell: str
) -> None:
    table: list[list[Cell]] = [
        ["Service", "Budget £000s", caption],
        ["A", 100, -10],
        ["Total", 100, -10],
        [],
        [note],
    ]
    settings = sheet([["Setting", "Value"], *NO_TEXTS], "Settings")
    assert found(results(sheet(table), settings)) == {("sign-contradicts", f"Data!{cell}")}
    turned = sheet([["Setting", "Value"], *NEGATIVE], "Settings")
    assert found(results(sheet(table), turned)) == set()


def test_a_summary_and_its_detail_would_count_twice() -> None:
    detail = sheet([SHORT, ["Homes", 60, 6], ["Day care", 40, 4], ["Total", 100, 10]], "Adults")
    after = monitoring(
        ["Adults", 100, 10],
        ["Children", 50, 1],
        ["Total", 150, 11],
        header=SHORT,
        other=[detail],
        settings=NO_TEXTS,
    )
    assert found(after) == {("counted-twice", "Data!A2")}


def test_two_tables_with_the_same_total_would_count_twice() -> None:
    other = sheet([SHORT, ["Staffing", 90, 9], ["Running costs", 10, 1], ["Total", 100, 10]], "Subjective")
    after = monitoring(
        ["Adults", 60, 6],
        ["Children", 40, 4],
        ["Total", 100, 10],
        header=SHORT,
        other=[other],
        settings=NO_TEXTS,
    )
    assert found(after) == {("counted-twice", "Data!A4")}


def test_tables_with_the_same_round_budget_and_no_variance_are_two_budgets() -> None:
    other = sheet([SHORT, ["B", 100, 0]], "Children")
    assert found(monitoring(["A", 100, 0], header=SHORT, other=[other])) == set()


def test_a_total_under_another_name_is_counted_once_and_cast() -> None:
    rows: list[list[Cell]] = [
        ["A", 100, 1], ["B", 50, 2], ["Sub total", 150, 3], ["C", 20, 1], ["Sub total", 20, 1],
    ]  # fmt: skip
    after = monitoring(*rows, ["Net cost of services", 170, 4], header=SHORT)
    assert after.total.heading == "Net cost of services"
    assert after.total.amounts.net_budget == 170_000
    assert found(after) == {("total-unnamed", "Data!A7")}
    slip = monitoring(*rows, ["Net cost of services", 170, 50], header=SHORT)
    assert found(slip) == {("total-unnamed", "Data!A7"), ("total-differs", "Data!C7")}


def test_funding_beneath_a_net_cost_is_cast_on_its_own() -> None:
    rows: list[list[Cell]] = [
        ["A", 100, 1], ["B", 50, 2], ["Total services", 150, 3], ["Net cost of services", 150, 3],
        ["Financed by", None, None], ["Council tax", -90, 0], ["Grants", -60, 0], ["Total funding", -150, 0],
        ["Net position", 0, 3],
    ]  # fmt: skip
    after = monitoring(*rows, header=SHORT)
    assert found(after, "error") == set()
    assert after.total.amounts.revised == 3_000


def test_captions_without_a_heading_are_named_and_not_passed_over() -> None:
    blank = sheet([[None, *SHORT[1:], "Forecast £000s"], ["B", 50, 2, 52]], "Children")
    assert resembles([blank])
    assert found(report([blank], "book.xlsx")) == {("missing-column", "Children!B1")}
    after = monitoring(["A", 100, 1], header=SHORT, other=[blank])
    assert found(after, "warning") == {("missing-column", "Children!B1")}
    assert found(after, "error") == set()


def test_other_tables_resemble_no_monitoring() -> None:
    assert not resembles([sheet([["Project", "Budget", "Forecast", "Variance"], ["Roof", 1, 2, 1]])])
    assert not resembles([sheet([["Reserve", "Opening", "Use", "Closing"], ["General", 9, 1, 8]])])


def test_services_of_the_same_name_in_two_directorates_are_two_headings() -> None:
    header: list[Cell] = ["Directorate", "Service", "Budget £000s", "Variance £000s"]
    rows: list[list[Cell]] = [
        ["Adults", "Homes", 60, 6], [None, "Management", 40, 4], ["Children", "Management", 50, 1],
        ["Total", None, 150, 11],
    ]  # fmt: skip
    after = monitoring(*rows, header=header, settings=NO_TEXTS)
    assert found(after) == set()
    assert [(line.group, line.heading) for line in after.items] == [
        ("Adults", "Homes"), ("Adults", "Management"), ("Children", "Management"),
    ]  # fmt: skip
    assert [line.heading for line in after.lines if line.kind.value == "group"] == ["Adults", "Children"]
    twice = monitoring(*rows[:2], ["Adults", "Management", 50, 1], header=header, settings=NO_TEXTS)
    assert found(twice) == {("heading-twice", "Data!B4")}
