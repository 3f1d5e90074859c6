"""Slips of a month's work that once passed unseen: each is named by its cell, and none colours a row in silence."""

from __future__ import annotations

import pytest

from kccxl.rules.rag import Rag
from tests.reports.performance.books import INDICATORS, KPI, data, found, indicator, kpi, published, rags
from tests.tables.grids import Cell, sheet

LONG: list[Cell] = ["Ref", "Period", "Value"]
RATIO: list[Cell] = ["Ref", "Period", "Value", "Numerator", "Denominator"]
ACTIVITY: list[Cell] = [
    "Ref",
    "Service area",
    "Indicator description",
    "Kind",
    "Threshold",
    "Q1",
    "Q2",
    "Q3",
    "Q4",
]


@pytest.mark.parametrize("slip", ["9O", "9O%", "35x", "3O", "10h", "1OOO", "9S"])
def test_a_letter_typed_for_a_digit_is_never_dropped(slip: str) -> None:
    assert ("not-a-number", "Long!C2") in found(
        data(indicator(), long=[LONG, ["CS04", "Jan 2019", slip]]), "error"
    )
    assert ("not-a-number", "Indicators!F2") in found(data(indicator(target=slip)), "error")


@pytest.mark.parametrize(
    ("unit", "result", "target"),
    [("number", "35%", 30), ("number", "£35", 30), ("%", 90, "90 days"), ("%", "£90", 90)],
)
def test_a_unit_that_is_not_the_stated_one_is_an_error(unit: str, result: Cell, target: Cell) -> None:
    given = indicator(unit=unit, target=target, floor=20)
    after = data(given, long=[LONG, ["CS04", "Jan 2019", result]])
    assert any(code == "units-differ" for code, _ in found(after, "error"))


def test_thousands_beside_plain_numbers_are_an_error() -> None:
    after = data(indicator(unit="number", target="20k", floor=10), long=[LONG, ["CS04", "Jan 2019", 35]])
    assert any(code == "scale-missing" for code, _ in found(after, "error"))


def test_a_percentage_among_the_counts_is_an_error() -> None:
    after = data(indicator(), long=[RATIO, ["CS04", "Jan 2019", None, "80%", 100]])
    assert ("units-differ", "Long!D2") in found(after, "error")


def test_a_number_in_a_cell_formatted_as_percentage_is_an_error() -> None:
    assert ("percent-or-fraction", "Data!C3") in found(published(kpi(latest=(97, "0%"))), "error")


def test_a_sum_over_the_year_is_not_held_against_the_target_of_a_month() -> None:
    rows: list[list[Cell]] = [LONG, ["CS04", "Dec 2018", 20], ["CS04", "Jan 2019", 22]]
    [result] = data(indicator(unit="number", target=20, floor=30, ytd="sum"), long=rows).indicators
    assert result.month.rag is Rag.AMBER
    assert result.indicator.ytd.value == 42
    assert result.ytd.rag is None
    assert "sum" in result.ytd.reason


def test_an_old_result_says_so_in_its_reason_and_names_the_blank_cell() -> None:
    wide: list[list[Cell]] = [["Ref", "Nov 2018", "Dec 2018", "Jan 2019"], ["CS04", "95%", "96%", None]]
    after = data(indicator(), wide=wide)
    assert ("result-late", "Wide!D2") in found(after)
    assert after.indicators[0].month.reason.endswith("(result of December 2018)")


def test_a_gap_names_the_blank_cell() -> None:
    wide: list[list[Cell]] = [["Ref", "Nov 2018", "Dec 2018", "Jan 2019"], ["CS04", "95%", None, "96%"]]
    assert ("month-missing", "Wide!C2") in found(data(indicator(ytd="mean"), wide=wide))


def test_misdated_results_are_named() -> None:
    rows: list[list[Cell]] = [
        LONG,
        ["CS04", "Nov 2018", "95%"],
        ["CS04", "Dec 2018", "95%"],
        ["CS04", "Jan 2018", "96%"],
    ]
    assert ("period-order", "Long!B4") in found(data(indicator(), long=rows))
    rows[3][1] = "Jan 2020"
    assert ("later-result", "Long!C4") in found(data(indicator(), long=rows), "note")


@pytest.mark.parametrize(("top", "severity"), [(795, "error"), (0, "warning")])
def test_a_denominator_of_nothing_is_named(top: int, severity: str) -> None:
    rows: list[list[Cell]] = [RATIO, ["CS04", "Dec 2018", None, 9, 10], ["CS04", "Jan 2019", None, top, 0]]
    assert ("zero-denominator", "Long!E3") in found(data(indicator(), long=rows), severity)


def test_a_commentary_without_a_ref_is_kept_and_named() -> None:
    other = sheet(
        [["Ref", "Commentary"], [None, "Answer rates fell because two posts were vacant."]], "Commentary"
    )
    after = data(indicator(), long=[LONG, ["CS04", "Jan 2019", "95%"]], other=[other])
    assert ("row-without-ref", "Commentary!A2") in found(after)
    assert [text.text for text in after.commentary] == ["Answer rates fell because two posts were vacant."]


def test_ratings_under_an_unknown_caption_are_an_error() -> None:
    header = ["RAG (Jan)" if caption == "Month RAG" else caption for caption in KPI]
    after = published(kpi(month_rag="RED"), header=header)
    assert any(code == "unknown-column" for code, _ in found(after, "error"))


def test_columns_for_months_cannot_give_a_ratio_and_say_so() -> None:
    wide: list[list[Cell]] = [["Ref", "Dec 2018", "Jan 2019"], ["CS04", "95%", "96%"]]
    assert ("no-ytd", "Wide!C2") in found(data(indicator(ytd="ratio"), wide=wide))


def test_a_contradicted_polarity_is_one_error_and_no_more() -> None:
    after = data(indicator(good_is="Low"), long=[LONG, ["CS04", "Jan 2019", "95%"]])
    assert [code for code, _ in found(after, "error")] == ["polarity-contradicts"]
    assert rags(after) == {"CS04": None}


def test_a_lost_caption_is_one_error_and_not_one_for_each_row() -> None:
    rows: list[list[Cell]] = [
        ["Ref", "Perod", "Value"],
        *(["CS04", month, "95%"] for month in ("Dec 2018", "Jan 2019")),
    ]
    assert found(data(indicator(), long=rows), "error") == {("missing-column", "Long!A1")}
    header = ["Aim" if caption == "Target" else caption for caption in INDICATORS]
    lost = sheet([header, indicator()], "Indicators")
    after = data(long=[LONG, ["CS04", "Jan 2019", "95%"]], other=[lost])
    assert not any(code == "unknown-ref" for code, _ in found(after, "error"))


def test_exchanged_thresholds_name_a_cell_the_officer_typed() -> None:
    rows: list[list[Cell]] = [ACTIVITY, ["CS08", "Finance", "Calls", "flow", "Upper", 90, 90, 90, 90],
                              ["CS08", None, None, None, "Lower", 100, 80, 80, 80]]  # fmt: skip
    after = data(indicator(), other=[sheet(rows, "Activity")])
    assert found(after, "error") == {("thresholds-swapped", "Activity!F3")}


def test_paragraphs_of_a_commentary_are_kept() -> None:
    text = "Two posts are vacant.\nBoth are advertised."
    other = sheet([["Ref", "Commentary"], ["CS04", text]], "Commentary")
    assert data(indicator(), other=[other]).commentary[0].text == text
    assert published(kpi(), [f"CS04 – {text}"]).commentary[0].text == text
