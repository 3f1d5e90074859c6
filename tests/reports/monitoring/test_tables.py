"""How officers print the monitoring table: units, signs, group rows, totals, what is blank or missing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kccxl.reports.money.lines import LineKind
from kccxl.reports.monitoring.report import serves
from kccxl.rules.variance import Effect
from tests.reports.monitoring.books import HEADER, SHORT, found, line, monitoring, only, results
from tests.tables.grids import Cell, sheet


def test_a_line_as_published_gives_amounts_in_pounds_per_cent_word_and_colour() -> None:
    after = monitoring(line())
    one = only(after)
    assert not found(after)
    assert one.amounts.net_budget == 10_000_000
    assert (one.amounts.revised, one.amounts.movement) == (20_000, 15_000)
    assert one.share == Decimal("0.2")
    assert one.effect is Effect.ADVERSE
    assert one.ratings is not None
    assert one.ratings.net.rag == "AMBER"


@pytest.mark.parametrize(
    ("caption", "cell"),
    [
        ("Variance £", "-349,700"),
        ("Variance £000s", "(349.7)"),
        ("Variance £'000", "-349.7"),
        ("Variance £m", "-0.3497"),
        ("Variance £000s", "-£349.7k"),
        ("Variance £m", "£-0.3497m"),
        ("Variance £000s", (-349.7, "#,##0.0")),
        ("Variance £000s", -349.7),
    ],
)
def test_an_amount_is_the_same_however_it_is_typed(caption: str, cell: Cell) -> None:
    after = monitoring(["Finance", "10,830.8", cell], header=["Heading", "Net budget £000s", caption])
    assert only(after).amounts.revised == -349_700
    assert not found(after, "error")


def test_the_unit_may_stand_in_a_row_beneath_the_captions_or_in_the_settings() -> None:
    plain: list[Cell] = ["Heading", "Net budget", "Variance"]
    beneath = monitoring(["", "£'000s", "£'000s"], ["Finance", "100.0", "1.5"], header=plain)
    by_setting = monitoring(["Finance", "100.0", "1.5"], header=plain, settings=[["Figures are in", "£000s"]])
    assert only(beneath).amounts.revised == only(by_setting).amounts.revised == 1_500
    assert ("unit-missing", "Data!B2") in found(
        monitoring(["Finance", "100.0", "1.5"], header=plain), "error"
    )


def test_group_rows_bullets_and_wrapped_labels() -> None:
    after = monitoring(
        ["Corporate Services"],
        ["- Finance &", 100, 1],
        ["Procurement"],
        ["• ICT", 50, 2],
        ["Total CS", 150, 3],
        header=SHORT,
    )
    assert [each.heading for each in after.items] == ["Finance & Procurement", "ICT"]
    assert {each.group for each in after.items} == {"Corporate Services"}
    assert after.total.heading == "Total CS"
    assert not found(after, "error")


@pytest.mark.parametrize("name", ["Total", "TOTAL S&CS", "Grand Total", "Directorate total", "Overall total"])
def test_a_total_under_any_name_is_the_total_of_all_and_no_line(name: str) -> None:
    after = monitoring(["A", 100, 1], ["B", 50, 2], [name, 150, 3], header=SHORT)
    assert after.total.heading == name
    assert len(after.items) == 2
    assert after.total.amounts.revised == 3_000


def test_a_missing_total_is_computed_and_said() -> None:
    after = monitoring(["A", 100, 1], ["B", 50, -3], header=SHORT)
    assert after.total.amounts.net_budget == 150_000
    assert after.total.amounts.revised == -2_000
    assert ("no-total", "Data!A3") in found(after, "note")


def test_sub_totals_of_groups_are_cast_and_not_taken_for_the_total_of_all() -> None:
    rows: list[list[Cell]] = [
        ["Adults"], ["A", 100, 1], ["B", 50, 2], ["Sub total Adults", 150, 3],
        ["Children"], ["C", 10, 4], ["D", 20, 5], ["Sub total Children", 30, 9],
    ]  # fmt: skip
    after = monitoring(*rows, header=SHORT)
    assert after.total.amounts.revised == 12_000
    assert not after.tables[0].has_total
    whole = monitoring(*rows, ["Total", 180, 12], header=SHORT)
    assert whole.total.heading == "Total"
    assert whole.tables[0].has_total
    assert not found(whole, "error")
    wrong = monitoring(*rows[:3], ["Sub total Adults", 150, 6], *rows[4:], ["Total", 180, 12], header=SHORT)
    assert ("total-differs", "Data!C5") in found(wrong, "error")


def test_a_total_that_does_not_add_up_is_an_error_or_accepted_as_printed() -> None:
    rows: list[list[Cell]] = [["A", "100.0", "1.0"], ["B", "50.0", "2.0"], ["Total", "150.0", "3.9"]]
    assert ("total-differs", "Data!C4") in found(monitoring(*rows, header=SHORT), "error")
    accepted = monitoring(*rows, header=SHORT, settings=[["Accept totals as printed", "Yes"]])
    assert not found(accepted, "error")
    assert accepted.total.amounts.revised == 3_900


def test_a_total_over_computed_lines_is_cast_with_what_was_computed() -> None:
    rows = [line("A", revised=None), line("B"), line("Total", budget="20,000.0", variance="40.0",
            revised="40.0", last="10.0", movement="30.0")]  # fmt: skip
    assert not found(monitoring(*rows), "error")
    rows[2] = line("Total", budget="20,000.0", variance="40.0", revised="41.0", last="10.0", movement="31.0")
    assert ("total-differs", "Data!E4") in found(monitoring(*rows), "error")


def test_forecast_and_budget_give_the_variance_where_it_is_missing_or_blank() -> None:
    header: list[Cell] = ["Service", "Budget £000s", "Forecast £000s"]
    assert only(monitoring(["Legal", "-2,042.8", "-1,993.0"], header=header)).amounts.revised == 49_800
    blank = monitoring(["Legal", "-2,042.8", "-1,993.0", None], header=[*header, "Variance £000s"])
    assert only(blank).amounts.revised == 49_800


def test_a_blank_adjustment_and_a_table_without_adjustments_adjust_nothing() -> None:
    blank = only(monitoring(line(adjustment=None, revised=None, movement=None)))
    assert (blank.amounts.revised, blank.amounts.movement) == (20_000, 15_000)
    assert only(monitoring(["A", 100, 7], header=SHORT)).amounts.revised == 7_000


def test_n_a_and_blank_amounts() -> None:
    given = only(monitoring(line(adjustment="N/a", last="N/a", movement=None, revised=None)))
    assert given.amounts.revised == 20_000
    assert given.amounts.movement is None
    without = monitoring(["A", "N/a", "5.0"], header=SHORT)
    assert only(without).share is None
    assert not found(without)
    assert ("no-budget", "Data!B2") in found(monitoring(["A", None, "5.0"], header=SHORT))
    assert ("no-variance", "Data!C2") in found(monitoring(["A", "5.0", None], header=SHORT))
    assert not found(monitoring(["A", "5.0", "N/a"], header=SHORT))


@pytest.mark.parametrize(
    ("budget", "variance", "share", "rag"),
    [
        ("0.0", "5.0", None, "RED"),
        ("0.0", "0.0", None, "GREEN"),
        ("-2,000.0", "50.0", Decimal("2.5"), "RED"),
        ("-2,000.0", "-50.0", Decimal("-2.5"), "GREEN"),
    ],
)
def test_zero_and_net_income_budgets(budget: str, variance: str, share: Decimal | None, rag: str) -> None:
    one = only(monitoring(["A", budget, variance], header=SHORT))
    assert one.share == share
    assert one.ratings is not None
    assert one.ratings.net.rag == rag


def test_the_opposite_sign_of_the_workbook_changes_no_result() -> None:
    ours = only(monitoring(line(adjustment="1.0", revised="21.0", movement="16.0")))
    theirs = only(
        monitoring(
            line(variance="-20.0", adjustment="-1.0", revised="-21.0", last="-5.0", movement="-16.0"),
            settings=[["Variance sign", "overspend negative"]],
        )
    )
    assert theirs.amounts == ours.amounts
    assert (theirs.effect, theirs.ratings) == (ours.effect, ours.ratings)


def test_one_heading_twice_is_an_error_that_names_both_cells() -> None:
    after = monitoring(["Finance & ICT", 100, 1], ["B", 5, 1], ["- finance and ICT", 100, 1], header=SHORT)
    [problem] = [each for each in after.problems if each.code == "heading-twice"]
    assert (problem.severity.value, problem.cell) == ("error", "A4")
    assert "Data!A2" in problem.found
    apart = monitoring(["Adults"], ["Support", 1, 1], ["Children"], ["Support", 1, 1], header=SHORT)
    assert not found(apart, "error")


def test_a_formula_without_a_result_and_an_excel_error_are_one_error_each() -> None:
    uncached = monitoring(line(revised=None), uncached={"E2": "C2+D2"})
    assert found(uncached, "error") == {("not-calculated", "Data!E2")}
    rows = [line("A", variance=None), line("B"), line("Total", budget="20,000.0", variance="40.0",
            revised="40.0", last="10.0", movement="30.0")]  # fmt: skip
    assert found(monitoring(*rows, faults={"C2": "#REF!"}), "error") == {("excel-error", "Data!C2")}
    assert found(monitoring(line(variance="abc")), "error") == {("not-a-number", "Data!C2")}


def test_a_hidden_row_is_read_and_said() -> None:
    after = monitoring(["A", 100, 1], ["B", 5, 1], header=SHORT, hidden_rows=frozenset({2}))
    assert len(after.items) == 2
    assert ("hidden-row", "Data!A3") in found(after, "note")


def test_an_empty_table_is_an_error() -> None:
    assert ("no-lines", "Data!A1") in found(monitoring(), "error")


def test_a_table_without_a_budget_is_named() -> None:
    other = sheet(
        [["Heading", "Variance £000s", "Revised variance £000s", "Movement £000s"], ["A", 1, 1, 1]], "More"
    )
    after = monitoring(["A", 100, 1], header=SHORT, other=[other])
    assert ("missing-column", "More!A1") in found(after, "error")


def test_tables_on_several_sheets_are_added_up() -> None:
    other = sheet([SHORT, ["B", 50, 2], ["Total", 50, 2]], "Children")
    after = monitoring(["A", 100, 1], ["Total", 100, 1], header=SHORT, other=[other])
    assert after.total.amounts.net_budget == 150_000
    assert after.total.amounts.revised == 3_000
    assert [table.sheet for table in after.tables] == ["Data", "Children"]


@pytest.mark.parametrize(
    "header",
    [
        [
            "Division",
            "Staffing",
            "Non staffing",
            "Gross expenditure",
            "Internal income",
            "Grants",
            "Net cost",
        ],
        ["Project", "Budget", "Forecast", "Variance", "Real", "Rephasing"],
        ["Cost centre", "Heading", "Budget", "Actual", "Forecast outturn", "Variance"],
        ["Saving", "Target", "Delivered", "Forecast", "At risk"],
        ["Ref", "Indicator description", "Latest Month", "Target"],
        ["Heading", "Explanation"],
    ],
)
def test_tables_of_other_reports_are_none_of_this(header: list[Cell]) -> None:
    assert not serves([sheet([header, ["A", *[1] * (len(header) - 1)]])])


def test_totals_and_groups_have_their_kinds() -> None:
    after = monitoring(["Group"], ["A", 1, 1], ["B", 1, 1], ["Total", 2, 2], header=SHORT)
    assert [each.kind for each in after.lines] == [
        LineKind.GROUP,
        LineKind.ITEM,
        LineKind.ITEM,
        LineKind.TOTAL,
    ]


def test_the_published_captions_are_all_read() -> None:
    assert not found(monitoring(line(), header=HEADER), "note") - {("no-total", "Data!A2")}


def test_nothing_is_reported_on_a_workbook_of_settings_only() -> None:
    assert results(sheet([["Setting", "Value"], ["Title", "Monitoring"]])).items == []


def test_blank_cells_of_a_total_are_the_sums_of_its_lines() -> None:
    rows = [
        line("A", variance="-893.1", adjustment="890.0", revised="-3.1", last="0.0", movement="-3.1"),
        line("B"),
    ]
    total = line(
        "Total", budget=None, variance="-873.1", adjustment=None, revised="16.9", last=None, movement=None
    )
    after = monitoring(*rows, total)
    assert not found(after, "error")
    assert after.total.amounts.net_budget == 20_000_000
    assert after.total.amounts.adjustment == 890_000
    assert (after.total.amounts.last_reported, after.total.amounts.movement) == (5_000, 11_900)


def test_a_total_is_not_made_of_some_lines_only() -> None:
    rows = [line("A", movement=None), line("B", last="N/a", movement=None)]
    total = monitoring(*rows).total.amounts
    assert (total.revised, total.last_reported, total.movement) == (40_000, None, None)
    header: list[Cell] = [*SHORT, "Gross budget £000s"]
    gross = monitoring(["A", 100, 5, 900], ["B", 100, 5, None], header=header)
    assert gross.total.amounts.gross_budget is None


def test_an_amount_no_budget_can_have_is_one_error() -> None:
    assert found(monitoring(line(variance="1E+30", revised=None)), "error") == {("not-a-number", "Data!C2")}
    after = monitoring(line(variance=(1e30, "0.0"), revised="20.0"))
    assert found(after, "error") == {("amount-too-large", "Data!C2")}
    assert only(monitoring(line(variance=(1e-200, "0.0"), revised=None, movement=None))).amounts.revised == 0
