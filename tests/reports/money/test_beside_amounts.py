"""One cell holds one amount: a second figure behind it, or a noun that is no unit of money, is an error that names it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.reports.capital import books as capital
from tests.reports.ledger import books as ledgers
from tests.reports.money.tables import codes, lines, pays
from tests.reports.monitoring.books import SHORT, found, monitoring
from tests.tables.grids import Cell, sheet

_MORE = [
    "5,000 (4,500)", "20 (15)", "12 posts", "-3 (net of 2 grants)", "£1,000 + VAT", "100 (90)", "4 days", "7 grants",
    "1,200 gross", "300 [290]",
]  # fmt: skip


@pytest.mark.parametrize("text", _MORE)
def test_an_amount_with_more_behind_it_is_an_error(text: str) -> None:
    found, problems = lines(["Law", text, 2], ["Tax", 5, 4])
    assert pays(found) == [None, Decimal(5000)]
    assert [(each.severity.value, each.cell) for each in problems] == [("error", "B2")]
    assert text in problems[0].found


@pytest.mark.parametrize(
    "text",
    ["1,200", "1,200 est", "1,200 (est.)", "1,200 provisional", "1,200 (rev)", "1,200*", "1,200 (a)", "1,200 (see note 2)",
     "£1.2m", "£1.2 million", "1.2 million pounds", "£1.2m per annum"],
)  # fmt: skip
def test_a_remark_behind_an_amount_is_none_of_it(text: str) -> None:
    found, problems = lines(["Law", text, 2], ["Tax", 5, 4])
    assert codes(problems) == []
    assert pays(found)[0] == Decimal(1_200_000)


def test_staff_may_be_counted_in_posts_but_not_twice() -> None:
    header: list[Cell] = ["Division", "Pay £000s", "Other £000s", "Posts"]
    found, problems = lines(["Law", 1, 2, "12 posts"], ["Tax", 5, 4, "12 (11)"], header=header)
    assert found[0].amount("posts").value == 12
    assert codes(problems) == [("error", "not-an-amount", "D3")]


def test_every_report_on_money_refuses_them() -> None:
    after = monitoring(["A", "12 posts", 1], ["B", 1000, "20 (15)"], header=SHORT)
    assert {("not-an-amount", "Data!B2"), ("not-an-amount", "Data!C3")} <= found(after)
    project = capital.project(budget="100 (90)", forecast=95, real=-5)
    assert ("not-an-amount", "B3") in capital.told(capital.capital(project))
    rows = ledgers.year()
    rows[1][6] = "100 (90)"
    assert ("not-a-number", "Ledger!G3") in ledgers.codes(ledgers.ledger(*rows))


def test_virements_refuse_them_and_words_that_turn_a_sign() -> None:
    header: list[Cell] = ["Virement", "Heading", "Amount"]
    rows: list[list[Cell]] = [
        ["V1", "Libraries", "50 (40)"],
        ["V1", "Libraries", "-50"],
        ["V2", "Libraries", "5 F"],
    ]
    after = ledgers.ledger(*ledgers.year(), other=[sheet([header, *rows], "Virements")])
    assert {("not-a-number", "Virements!C2"), ("not-a-number", "Virements!C4")} <= ledgers.codes(after)
