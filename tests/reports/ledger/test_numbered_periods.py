"""Months as finance systems number them: read where there is one reading, else named."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from kccxl.reports.ledger.model import Results
from tests.reports.ledger.books import COLUMNS, codes, ledger, line, year
from tests.tables.grids import sheet

NAMES = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]


def months(spell: Callable[[int], str | int], caption: str = "Period", count: int = 12) -> Results:
    """Return a ledger whose months, 1 for April, are spelled in a way of their own."""
    rows = [[spell(at), *row[1:]] for at, row in enumerate(year()[:count], start=1)]
    return ledger(*rows, columns=[caption, *COLUMNS[1:]])


@pytest.mark.parametrize(
    "spell",
    [
        lambda at: f"P{at:02d}",
        lambda at: f"Period {at}",
        lambda at: at,
        lambda at: f"{at:03d}",
        lambda at: f"2024/{at:02d}",
        lambda at: f"2024{at:02d}",
        lambda at: f"{2024 + (at > 9)}/{(at + 2) % 12 + 1:02d}",
        lambda at: f"{at:02d} {NAMES[at - 1]}",
    ],
)
def test_numbers_of_periods_are_the_months_they_stand_for(spell: Callable[[int], str | int]) -> None:
    plain = ledger(*year())
    assert codes(months(spell)) == codes(plain) == set()
    assert months(spell).total.position == plain.total.position


def test_a_bare_number_in_a_column_of_months_is_one_error() -> None:
    assert codes(months(lambda at: at, "Month"), "error") == {("bad-period", "Ledger!A2")}


def test_a_year_and_number_with_two_readings_is_one_error() -> None:
    results = months(lambda at: f"2024/{at + 3:02d}", count=3)
    assert codes(results, "error") == {("bad-period", "Ledger!A2")}
    assert any("2 more" in problem.found for problem in results.problems)


def test_a_period_that_no_year_has_is_named() -> None:
    rows = [["P13", *row[1:]] if at == 2 else [f"P{at + 1:02d}", *row[1:]] for at, row in enumerate(year())]
    assert ("bad-period", "Ledger!A4") in codes(ledger(*rows), "error")


@pytest.mark.parametrize("amount", ["1,200.00- CR", "50 F", "50 underspend"])
def test_an_amount_whose_sign_is_a_word_is_no_amount(amount: str) -> None:
    rows = year()
    rows[0][COLUMNS.index("Budget")] = amount
    assert ("not-a-number", "Ledger!G2") in codes(ledger(*rows), "error")


@pytest.mark.parametrize(
    ("amount", "pounds"), [("1,200.50-", "-1200.50"), ("5.25 CR", "-5.25"), ("Nil", "0"), ("–", "0")]
)
def test_amounts_as_finance_systems_export_them(amount: str, pounds: str) -> None:
    rows = [line(month="Apr-24", actual=amount), *year()[1:]]
    results = ledger(*rows)
    assert codes(results, "error") == set()
    assert results.total.position.actual == Decimal(pounds) + 180


def test_a_virement_taken_away_may_be_a_credit() -> None:
    columns = ["Virement", "Month", "Heading", "Cost centre", "Amount", "Reason"]
    moved = [
        ["V1", "May-24", "Libraries", None, "300 CR", "-"],
        ["V1", "May-24", "Libraries", None, "300.00", "-"],
    ]
    results = ledger(*year(), other=[sheet([columns, *moved], "Virements")])
    assert codes(results, "error") == set()
    moved[1][4] = "300.00-"
    results = ledger(*year(), other=[sheet([columns, *moved], "Virements")])
    assert {code for code, _ in codes(results, "error")} == {"virement-unbalanced"}


def test_a_ledger_that_lacks_several_columns_is_told_so() -> None:
    results = ledger(
        ["01234", "P01", "Salaries", 5], columns=["Cost centre", "Period", "Account", "Net amount"]
    )
    assert {code for code, _ in codes(results, "error")} == {"missing-column"}
