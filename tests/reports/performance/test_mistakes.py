"""Slips of a month's work that once passed unseen: each is named by its cell, and none colours a row in silence."""

from __future__ import annotations

import pytest

from kccxl.rules.rag import Rag
from tests.reports.performance.books import (
    ACTIVITY,
    INDICATORS,
    KPI,
    data,
    found,
    indicator,
    kpi,
    published,
    rags,
)
from tests.tables.grids import Cell, sheet

LONG: list[Cell] = ["Ref", "Period", "Value"]
RATIO: list[Cell] = ["Ref", "Period", "Value", "Numerator", "Denominator"]


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


@pytest.mark.parametrize("upto", ["Jun 2018", "Q1 2018/19"])
def test_a_quarter_that_ends_in_the_reported_month_counts(upto: str) -> None:
    settings: list[list[Cell]] = [["Setting", "Value"], ["Results up to", upto]]
    rows: list[list[Cell]] = [LONG, ["CS04", "Q4 2017/18", "99%"], ["CS04", "Q1 2018/19", "70%"]]
    after = data(indicator(frequency="quarter"), settings=settings, long=rows)
    assert rags(after) == {"CS04": "RED"}
    assert not found(after, "error")
    assert ("result-late", "Long!C3") not in found(after)
    settings[1][1] = "Mar 2019"
    rows = [LONG, ["CS04", "2017/18", "99%"], ["CS04", "2018/19", "70%"]]
    assert rags(data(indicator(frequency="year"), settings=settings, long=rows)) == {"CS04": "RED"}


def test_a_format_with_conditions_is_read_as_excel_shows_it() -> None:
    code = '[>=1000000]£#,##0.0,,"m";[>=1000]£#,##0.0,"k";£0'
    row = kpi(latest=(55000, code), target=(80000, code), floor=(60000, code))
    [result] = published(row).indicators
    assert result.month.rag is Rag.RED
    assert result.indicator.latest.shown == "£55.0k"


def test_a_zero_shown_as_na_is_na() -> None:
    [result] = published(kpi(latest=(0, '0%;-0%;"N/a"'))).indicators
    assert result.month.rag is None
    assert result.indicator.latest.shown == "N/a"


@pytest.mark.parametrize(
    ("line", "text"),
    [(["Prepared by", "J Bloggs"], "Prepared by J Bloggs"),
     (["CS04 – Delays.", "Owner: JB"], "Delays. Owner: JB"),
     (["Note to members", "Figures are provisional"], "Note to members Figures are provisional"),
     ([None, "Delays in June because of staffing."], "Delays in June because of staffing.")],
)  # fmt: skip
def test_a_line_beneath_a_table_is_text_and_no_indicator(line: list[Cell], text: str) -> None:
    after = published(kpi(), line)
    assert [(r.indicator.ref, r.indicator.description) for r in after.indicators] == [
        ("CS04", "Calls answered")
    ]
    assert [c.text for c in after.commentary] == [text]


def test_a_text_beside_a_row_is_commentary_or_named() -> None:
    assert [c.text for c in published([*kpi(), "CS04 – Calls were long."]).commentary] == ["Calls were long."]
    assert ("beside-table", "Data!K3") in found(published([*kpi(), "ask Jo"]))


def test_an_activity_row_without_figures_is_kept() -> None:
    rows: list[list[Cell]] = [["Ref", "Indicator", "Year to date"], ["CS04", "Number of calls", None]]
    after = published(kpi(), *rows)
    assert [result.activity.description for result in after.activity] == ["Number of calls"]


def test_typed_arrows_are_carried_over_or_checked_and_never_dropped() -> None:
    header = [*KPI, "Previous Month"]
    assert ("direction-differs", "Data!E3") in found(
        published([*kpi(latest="N/a", dot="↓"), "94%"], header=header), "error"
    )
    assert ("direction-differs", "Data!E3") in found(
        published([*kpi(dot="N/a"), "94%"], header=header), "error"
    )
    after = data(indicator(), long=[LONG, ["CS04", "Jan 2019", "95%"]])
    assert after.indicators[0].dot_source is None


@pytest.mark.parametrize(
    "rows",
    [
        [["Ref", "Comment", "Raised by"], ["CS04", "INTERNAL: looks odd", "JB"]],
        [["Reference", "Description", "Actual", "Forecast"], ["B1", "Staffing", 100, 120]],
        [["Ref", "Description", "Year to date", "Budget"], ["B1", "Staffing", 100, 120]],
        [["Item", "Value"], ["Title", "Mr"]],
        [["Service", "Budget", "Actual", "Forecast", "Comments"], ["Library", 1, 2, 3, "fine"]],
        [["Code", "Cost centre", "Apr-18", "May-18"], ["101", "Library", 1, 2]],
        [["Ref", "Risk", "Owner", "Date"], ["R1", "Flood", "JB", "ongoing"]],
        [["Reference", "Date", "Amount", "Result"], ["T1", "soon", 5, "paid"]],
        [["Measure", "Target", "Actual", "Comments"], ["Posts filled", 90, 85, "ongoing"]],
    ],
)
def test_other_peoples_tables_are_neither_published_nor_in_the_way(rows: list[list[Cell]]) -> None:
    other = sheet(rows, "Other")
    for plain, after in (
        (published(kpi()), published(kpi(), other=[other])),
        (data(indicator()), data(indicator(), other=[other])),
    ):
        assert not [
            problem
            for problem in after.problems
            if problem.sheet == "Other" and problem.severity.value != "note"
        ]
        assert after.settings == plain.settings
        assert (len(after.indicators), len(after.activity), len(after.commentary)) == (1, 0, 0)


def test_a_table_with_a_result_column_is_a_table_of_indicators() -> None:
    header: list[Cell] = ["Ref", "Indicator description", "Result", "Target", "Floor standard"]
    after = published(["CS04", "Calls answered", "95%", "95%", "80%"], header=header)
    assert rags(after) == {"CS04": "GREEN"}
    assert not found(after, "error")


def test_months_and_quarters_of_one_activity_are_an_error() -> None:
    rows: list[list[Cell]] = [ACTIVITY, ["CS08", "Finance", "Calls", "flow", None, None, None, None, None]]
    long: list[list[Cell]] = [
        LONG,
        ["CS08", "Apr 2018", 1],
        ["CS08", "May 2018", 1],
        ["CS08", "Q1 2018/19", 3],
    ]
    assert ("wrong-frequency", "Long!C4") in found(
        data(indicator(), long=long, other=[sheet(rows, "Activity")]), "error"
    )


def test_two_lines_of_a_summary_never_fight_over_one_indicator() -> None:
    summary: list[list[Cell]] = [
        ["Indicator Description", "Month RAG", "YTD RAG"],
        ["Percentage of calls to Contact Point (web)", "RED", None],
        ["Percentage of calls to Contact Pt", "GREEN", None],
    ]
    row = kpi(description="Percentage of calls to Contact Point")
    after = published(row, other=[sheet(summary, "Summary")])
    assert not found(after, "error")
    assert {code for code, _ in found(after)} == {"summary-unknown", "summary-lacks"}


def test_blank_columns_of_months_to_come_do_not_move_the_period() -> None:
    wide: list[list[Cell]] = [
        ["Ref", "Dec 2018", "Jan 2019", "Feb 2019", "Mar 2019"],
        ["CS04", "95%", "96%", None, None],
    ]
    after = data(indicator(), wide=wide, settings=[["Setting", "Value"], ["Title", "A"]])
    assert after.settings.results_up_to is not None
    assert after.settings.results_up_to.label == "January 2019"
    assert {code for code, _ in found(after)} == {"no-period"}


def test_one_flat_table_may_name_the_service_area_of_each_row() -> None:
    header: list[Cell] = ["Service area", *KPI]
    rows: list[list[Cell]] = [
        ["Finance", *kpi("FN01")],
        ["Legal", *kpi("GL01", "85%")],
        ["Finance", *kpi("FN02", "70%")],
    ]
    after = published(*rows, header=header)
    assert not found(after, "error")
    assert rags(after) == {"FN01": "GREEN", "GL01": "AMBER", "FN02": "RED"}
    assert [(area.name, len(after.indicators_of(area))) for area in after.areas] == [
        ("Finance", 2),
        ("Legal", 1),
    ]


def test_a_figure_that_cannot_be_read_is_one_error_whatever_is_typed_beside_it() -> None:
    after = published(kpi(latest="8I%", month_rag="AMBER", dot="↓", ytd="85%", ytd_rag="RED"))
    assert found(after, "error") == {("not-a-number", "Data!C3"), ("rating-differs", "Data!G3")}
