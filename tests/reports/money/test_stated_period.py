"""A table that says it is of another year or month than the settings is not printed without a word."""

from __future__ import annotations

import pytest

from tests.reports.budget import books as budgets
from tests.reports.ledger import books as ledgers
from tests.reports.monitoring.books import found, monitoring, results
from tests.reports.savings import books as savings
from tests.tables.grids import Cell, sheet

SETTINGS: list[list[Cell]] = [
    ["Setting", "Value"], ["Financial year", "2016-17"], ["Results up to", "July 2016"], ["Figures are in", "£000s"],
    ["Explain variances from £", "none"],
]  # fmt: skip


def _told(
    title: str = "", name: str = "Data", budget: str = "Budget", variance: str = "Variance", last: str = ""
) -> set[str]:
    header: list[Cell] = ["Service", budget, variance, *([last] if last else [])]
    rows: list[list[Cell]] = [["A", 1000, 20, 20][: len(header)], ["B", 900, 2, 2][: len(header)]]
    table = sheet([[title], header, *rows], name)
    after = results(table, sheet(SETTINGS, "Settings"))
    return {
        f"{each.severity.value} {each.code} {each.cell}".strip()
        for each in after.problems
        if each.code != "no-total"
    }


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Monitoring 2018-19 position at June", "year-differs"),
        ("Financial monitoring 2015/16", "year-differs"),
        ("Budget 17/18", "year-differs"),
        ("Position at June", "period-differs"),
        ("Monitoring to the end of August 2016", "period-differs"),
        ("Monitoring as at 30 Sept 2016", "period-differs"),
    ],
)
def test_a_title_of_another_year_or_month_is_a_warning(title: str, code: str) -> None:
    assert _told(title) == {f"warning {code} A1"}


@pytest.mark.parametrize(
    "title",
    [
        "Monitoring 2016-17", "Position at July 2016", "To end of July", "Compared with the previous year, 2015-16",
        "Cabinet Committee, report to September 2016", "Forecast to 31 March 2017", "Budgets 2016-17 and 2017-18",
        "Posts 10-12", "Page 11-12 of the report of 5/06/16 £000s as 2016-2017",
    ],
)  # fmt: skip
def test_other_titles_are_none_of_it(title: str) -> None:
    assert _told(title) == set()


def test_the_name_of_a_sheet_counts() -> None:
    assert _told(name="Monitoring 2018-19") == {"warning year-differs"}


def test_a_caption_of_another_year_is_an_error() -> None:
    assert _told(budget="2017-18 Budget") == {"error year-differs B2"}
    assert _told(variance="Variance 2015/16") == {"error year-differs C2"}
    assert _told(budget="2016-17 Budget") == set()


def test_columns_of_an_earlier_report_may_be_of_another_year() -> None:
    assert _told(last="Last reported position 2015-16") == set()


def test_every_report_on_money_looks() -> None:
    title: list[Cell] = ["Directorate Budget 2018-19 (£000s)"]
    header: list[Cell] = ["Division", "Staffing", "Non Staffing", "Net Cost"]
    table = sheet([title, header, ["A", 100, 1, 101], ["Total", 100, 1, 101]])
    after = budgets.report([table, sheet(SETTINGS, "Settings")], "book.xlsx")
    assert ("year-differs", "A1") in {(each.code, each.cell) for each in after.problems}
    saved = savings.savings(savings.saving(), title="Savings 2018-19, £000s", settings=SETTINGS[1:])
    assert ("year-differs", "A1") in savings.told(saved)
    posted = ledgers.ledger(*ledgers.year(), above=[["Ledger 2023-24"], []])
    assert ("year-differs", "Ledger!A1") in ledgers.codes(posted, "warning")


def test_without_settings_nothing_is_held_against_a_title() -> None:
    after = monitoring(["A", 1000, 20], header=["Service", "2017-18 Budget £000s", "Variance £000s"])
    assert "year-differs" not in {code for code, _ in found(after)}
