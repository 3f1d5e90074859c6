"""The data layout: what is missing, doubled, late or ambiguous is named by its cell and never guessed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.reports.performance.books import (
    ACTIVITY,
    AREAS,
    INDICATORS,
    SETTINGS,
    TEN,
    data,
    found,
    indicator,
    kpi,
    published,
    rags,
    results,
)
from tests.tables.grids import Cell, sheet

LONG: list[Cell] = ["Ref", "Period", "Value"]
JAN: list[Cell] = ["CS04", "Jan 2019", "95%"]
RATIO: list[Cell] = ["Ref", "Period", "Numerator", "Denominator"]


def year(ref: str, last: Cell = "95%") -> list[list[Cell]]:
    return [[ref, month, "50%" if month != "Jan" else last] for month in TEN]


def test_months_without_years_in_a_long_table_of_many_refs() -> None:
    after = data(indicator("CS04"), indicator("CS05"), long=[LONG, *year("CS04"), *year("CS05", "85%")])
    assert rags(after) == {"CS04": "GREEN", "CS05": "AMBER"}
    by_month = [row for pair in zip(year("CS04"), year("CS05", "85%"), strict=True) for row in pair]
    assert rags(data(indicator("CS04"), indicator("CS05"), long=[LONG, *by_month])) == rags(after)


def test_months_without_years_that_run_past_the_year_are_an_error() -> None:
    wide: list[list[Cell]] = [["Ref", *TEN, "Feb", "Mar", *TEN], ["CS04", *["50%"] * 12, *["95%"] * 10]]
    assert ("bad-period", "Wide!N1") in found(data(indicator(), wide=wide))


def test_years_above_the_months_count() -> None:
    wide: list[list[Cell]] = [
        [None, "2017/18", *[None] * 11, "2018/19"],
        ["Ref", *TEN, "Feb", "Mar", *TEN],
        ["CS04", *["50%"] * 12, *["95%"] * 10],
    ]
    after = data(indicator(), wide=wide)
    assert rags(after) == {"CS04": "GREEN"}
    assert not found(after, "error")


@pytest.mark.parametrize(
    "period", [date(2019, 1, 1), datetime(2019, 1, 31), "Jan-19", "January 2019", "JAN 19"]
)
def test_true_dates_and_texts_long_and_wide(period: Cell) -> None:
    assert rags(data(indicator(), long=[LONG, ["CS04", period, "95%"]])) == {"CS04": "GREEN"}
    assert rags(data(indicator(), wide=[["Ref", period], ["CS04", "95%"]])) == {"CS04": "GREEN"}


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (["CS04", "Jan 2019", "94%"], "result-twice", "Long!C3"),
        (["ZZ99", "Jan 2019", "94%"], "unknown-ref", "Long!C3"),
        ([None, "Jan 2019", "94%"], "row-without-ref", "Long!A3"),
        (["CS04", "Janury 2019", "94%"], "bad-period", "Long!B3"),
        (["CS04", "Q3 2018/19", "94%"], "wrong-frequency", "Long!C3"),
        (["CS04", "Dec 2018", "good"], "not-a-number", "Long!C3"),
        (["CS04", "Dec 2018", 0.94], "percent-or-fraction", "Long!C3"),
        (["CS04", "Dec 2018", "£94"], "units-differ", "Long!C3"),
    ],
)
def test_a_bad_row_of_results_is_named(row: list[Cell], code: str, cell: str) -> None:
    assert (code, cell) in found(data(indicator(), long=[LONG, JAN, row]), "error")


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        ({"good_is": "Low"}, "polarity-contradicts", "Indicators!F2"),
        ({"floor": "95%"}, "no-polarity", "Indicators!F2"),
        ({"floor": None}, "no-floor", "Indicators!G2"),
        ({"target": None}, "no-target", "Indicators!F2"),
        ({"scheme": "traffic"}, "bad-choice", "Indicators!J2"),
        ({"frequency": "weekly"}, "bad-choice", "Indicators!I2"),
        ({"good_is": "Up"}, "bad-polarity", "Indicators!H2"),
        ({"decimals": 1.5}, "bad-decimals", "Indicators!E2"),
        ({"area": "Legal"}, "unknown-area", "Indicators!B2"),
        ({"target": "high"}, "not-a-number", "Indicators!F2"),
        ({"ref": None}, "row-without-ref", "Indicators!A2"),
    ],
)
def test_a_bad_cell_of_an_indicator_is_named(change: dict[str, Cell], code: str, cell: str) -> None:
    assert (code, cell) in found(data(indicator(**change), long=[LONG, JAN]))


@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [
        ("Financial year", "2018/20", "bad-setting"),
        ("Results up to", "soon", "bad-setting"),
        ("Results up to", "Jan 2018", "year-differs"),
        ("Rounding basis", "nearest", "bad-setting"),
        ("RAG scheme", "stars", "bad-setting"),
        ("Tolerance %", 0.1, "bad-setting"),
        ("Tolerance %", "£10", "bad-setting"),
        ("Direction of travel", "sideways", "bad-setting"),
        ("Illustrative", "perhaps", "bad-setting"),
    ],
)
def test_a_bad_setting_is_named(setting: str, value: Cell, code: str) -> None:
    rows = [["Setting", "Value"], ["Financial year", "2018/19"], [setting, value]]
    assert (code, "Settings!B3") in found(data(indicator(), long=[LONG, JAN], settings=rows), "error")


def test_a_tolerance_shown_as_a_percentage_is_that_percentage() -> None:
    rows: list[list[Cell]] = [*SETTINGS, ["RAG scheme", "tolerance"], ["Tolerance %", (0.1, "0%")]]
    after = data(indicator(), long=[LONG, ["CS04", "Jan 2019", "86%"]], settings=rows)
    assert rags(after) == {"CS04": "AMBER"}


def test_an_uncalculated_setting_is_an_error_and_not_the_default() -> None:
    book = sheet([["Setting", "Value"], ["RAG scheme"]], "Settings", uncached={"B2": "Z9"})
    after = results(book, sheet([INDICATORS, indicator(area="")], "Indicators"), sheet([LONG, JAN], "Long"))
    assert ("not-calculated", "Settings!B2") in found(after, "error")


def test_numerators_over_denominators() -> None:
    rows: list[list[Cell]] = [RATIO, ["CS04", "Dec 2018", 1, 10], ["CS04", "Jan 2019", 96, 100]]
    after = data(indicator(ytd="ratio", frequency="month"), long=rows)
    assert after.indicators[0].indicator.latest.shown == "96%"
    assert (after.indicators[0].month.rag, after.indicators[0].ytd.rag) == ("GREEN", "AMBER")


def test_a_bare_fraction_beside_computed_percentages_is_ambiguous() -> None:
    rows: list[list[Cell]] = [RATIO, ["CS04", "Jan 2019", 6, 1000]]
    after = data(indicator(target=0.5, floor=1), long=rows)
    assert {("percent-or-fraction", "Indicators!F2"), ("percent-or-fraction", "Indicators!G2")} <= found(
        after
    )


def test_shares_without_a_unit_are_not_held_against_a_target_of_95() -> None:
    rows: list[list[Cell]] = [RATIO, ["CS04", "Jan 2019", 96, 100]]
    after = data(indicator(unit=None, target=95, floor=80), long=rows)
    assert ("percent-or-fraction", "Indicators!F2") in found(after, "error")


def test_half_a_ratio_is_said() -> None:
    rows: list[list[Cell]] = [RATIO, ["CS04", "Dec 2018", 9, 10], ["CS04", "Jan 2019", 96, None]]
    assert {("no-denominator", "Long!D3"), ("result-late", "Long!C3")} <= found(data(indicator(), long=rows))


def test_late_and_missing_months_are_said() -> None:
    assert ("result-late", "Long!C2") in found(data(indicator(), long=[LONG, ["CS04", "Nov 2018", "95%"]]))
    rows: list[list[Cell]] = [LONG, ["CS04", "Nov 2018", "95%"], JAN]
    assert ("month-missing", "Long!C3") in found(data(indicator(ytd="mean"), long=rows))


def test_a_result_after_the_cut_off_does_not_count() -> None:
    assert rags(data(indicator(), long=[LONG, JAN, ["CS04", "Feb 2019", "10%"]])) == {"CS04": "GREEN"}


@pytest.mark.parametrize("upto", ["December 2018", datetime(2018, 12, 1), "Dec-18"])
def test_an_area_reports_up_to_its_own_month(upto: Cell) -> None:
    areas: list[list[Cell]] = [["Service area", "Director", "Data up to"], ["Finance", "A", upto]]
    rows: list[list[Cell]] = [LONG, ["CS04", "Dec 2018", "85%"], JAN]
    after = data(indicator(), long=rows, areas=areas)
    assert rags(after) == {"CS04": "AMBER"}
    assert not found(after)
    areas[1][2] = "Decembr 18"
    assert ("bad-period", "Areas!C2") in found(data(indicator(), long=rows, areas=areas), "error")


def test_a_misspelt_month_over_figures_is_named_wherever_it_stands() -> None:
    for bad, cell in ((1, "Wide!B1"), (2, "Wide!C1")):
        header: list[Cell] = ["Ref", "Dec 2018", "Jan 2019"]
        header[bad] = "Janary"
        after = data(indicator(), wide=[header, ["CS04", "90%", "95%"]])
        assert ("bad-period", cell) in found(after, "error")


def test_targets_and_totals_in_a_wide_table_are_no_months() -> None:
    wide: list[list[Cell]] = [
        ["Ref", "Indicator", "Target", "Jan 2019", "Average"],
        ["CS04", "a", "9%", "95%", "1%"],
    ]
    after = data(indicator(), wide=wide)
    assert rags(after) == {"CS04": "GREEN"}
    assert not found(after, "error")


def test_all_tables_below_each_other_on_one_sheet() -> None:
    blank: list[list[Cell]] = [[]]
    rows = [*SETTINGS, *blank, ["Areas"], *AREAS, *blank, ["Indicators"], INDICATORS, indicator(), *blank,
            ["Results"], LONG, JAN, *blank, ["Ref", "Commentary"], ["CS04", "Fine."]]  # fmt: skip
    after = results(sheet(rows))
    assert rags(after) == {"CS04": "GREEN"}
    assert [note.text for note in after.commentary] == ["Fine."]
    assert not found(after, "error")


def test_columns_missing_twice_or_unknown_are_named() -> None:
    header = list(INDICATORS)
    header[1] = "Where"
    after = results(sheet([header, indicator()], "I"), sheet([["Ref", "Period", "Value"], JAN], "Long"))
    assert ("results-not-read", "Long!A1") in found(after, "error")
    twice = published(
        kpi(), header=["Ref", "Indicator", "Latest", "2017-18 Target", "2018-19 Target", "Floor"]
    )
    assert ("column-twice", "Data!E2") in found(twice, "error")


def test_an_excel_table_whose_key_column_is_missing_is_named() -> None:
    named = sheet([["Ref", "Indicator", "Goal"], ["CS04", "a", 1]], "Mine", tables={"Indicators": "A1:C2"})
    after = results(named, sheet([INDICATORS, indicator("CS05", area="")], "I"))
    assert ("missing-column", "Mine!A1") in found(after, "error")


def test_commentary_on_an_unknown_ref_and_red_without_any() -> None:
    notes = sheet([["Ref", "Commentary"], ["CS40", "Oops."]], "Notes")
    after = data(indicator(), long=[LONG, ["CS04", "Jan 2019", "10%"]], other=[notes])
    assert {("unknown-ref", "Notes!B2"), ("red-without-commentary", "Indicators!A2")} <= found(after)


def test_near_boundary_is_said() -> None:
    after = data(indicator(), long=[LONG, ["CS04", "Jan 2019", (0.946, "0%")]])
    assert rags(after) == {"CS04": "GREEN"}
    assert ("near-boundary", "Long!C2") in found(after, "note")


@pytest.mark.parametrize(
    ("kind", "months", "bounds", "expected"),
    [
        ("flow", ["Apr 2018"], [30, 30, 30, 30], "10"),
        ("stock", ["Apr 2018"], [30, 40, 50, 60], "30"),
        ("flow", ["Q1 2018/19", "Q2 2018/19"], [30, 40, 50, 60], "70"),
    ],
)
def test_thresholds_of_flows_and_stocks(
    kind: str, months: list[str], bounds: list[int], expected: str
) -> None:
    rows: list[list[Cell]] = [
        ACTIVITY,
        ["A1", "Finance", "Calls", kind, "Upper", *bounds],
        [None] * 4 + ["Lower", 1, 1, 1, 1],
    ]
    after = data(other=[sheet(rows, "Activity")], long=[LONG, *(["A1", month, 5] for month in months)])
    assert after.activity[0].activity.upper.shown == expected


def test_tables_beside_each_other_as_published_are_both_read() -> None:
    head: list[Cell] = ["Ref", "Indicator", "Latest Month", "Target", "Floor"]
    rows = [[*head, None, *head], ["CS01", "a", "95%", "95%", "80%", None, "CS02", "b", "85%", "95%", "80%"]]
    assert rags(results(sheet(rows))) == {"CS01": "GREEN", "CS02": "AMBER"}


@pytest.mark.parametrize("latest", [7.1, "£7.1"])
def test_a_bare_number_beside_millions_is_named(latest: Cell) -> None:
    after = published(kpi(latest=latest, target="£6.5m", floor="£6m"))
    assert ("scale-missing", "Data!C3") in found(after, "error")


def test_weeks_beside_days_are_named() -> None:
    after = published(kpi(latest="2 weeks", target="10 days", floor="12 days"))
    assert any(code == "units-differ" for code, _ in found(after, "error"))


def test_the_cover_takes_true_dates() -> None:
    cover = sheet([["Results up to", datetime(2018, 7, 31), "Publication date", date(2018, 8, 1)]], "Cover")
    settings = results(cover, sheet([["Ref", "Indicator", "Latest", "Target"], ["CS04", "a", 1, 2]])).settings
    assert settings.results_up_to is not None
    assert (settings.results_up_to.label, settings.publication_date) == ("July 2018", "1 August 2018")
