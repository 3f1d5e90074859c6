"""Amounts whose minus stands behind them, in a word or in a dash: read where nothing is doubtful, else named."""

from __future__ import annotations

import pytest

from kccxl.reports.money.casts import castings_in
from kccxl.rules.casting import Verdict
from tests.reports.budget.books import budget
from tests.reports.budget.books import line as budget_line
from tests.reports.money.tables import codes, lines, pays, tables
from tests.reports.monitoring.books import found, monitoring, only
from tests.tables.grids import Cell

HEADER: list[Cell] = ["Heading", "Net budget £000s", "Variance £000s"]
NEGATIVE: list[list[Cell]] = [["Variance sign", "overspend negative"]]


def test_a_minus_behind_and_nil_are_read_in_the_unit_of_the_table() -> None:
    read, problems = lines(["Law", "1,200.5-", "Nil"], ["Tax", "£(300)", "1\u00a0000"])
    assert pays(read) == [-1_200_500, -300_000]
    assert [line.amount("other").value for line in read] == [0, 1_000_000]
    assert problems == []


def test_dashes_are_nought_and_said_once() -> None:
    read, problems = lines(["Law", "-", "–"], ["Tax", 5, "N/A"], ["Total", 5, "—"])
    assert [line.amount("other").value for line in read] == [0, None, 0]
    assert pays(read) == [0, 5000, 5000]
    assert codes(problems) == [("note", "dash-as-nought", "B2")]
    assert "2 more" in problems[0].found
    _, problems = lines(["Law", (0, '0.0;-0.0;"-"'), "Nil"], ["Tax", 5, 5])
    assert problems == [], "a stored nought is one, whatever its format shows"


def test_a_total_printed_as_a_dash_is_cast() -> None:
    for unit in ("£000s", "£"):
        rows: list[list[Cell]] = [
            ["Division", f"Pay {unit}", f"Other {unit}", "Why"],
            ["Law", 5, "Nil", "-"], ["Tax", 7, "–", "-"], ["Total", "-", "-", "-"],
        ]  # fmt: skip
        found = castings_in(tables(*rows))
        assert [(c.cell, c.cast.verdict, c.cast.recomputed) for c in found] == [
            ("B4", Verdict.DIFFERS, 12), ("C4", Verdict.AGREES, 0),
        ], unit  # fmt: skip


@pytest.mark.parametrize(
    "text", ["1,200 cr*", "460 underspend on staffing", "£5k (net saving)", "12 over 3", "9 F*"]
)
def test_a_word_that_may_turn_the_sign_is_never_dropped(text: str) -> None:
    _, problems = lines(["Law", text, 2])
    assert [code for _, code, _ in codes(problems)] in (["sign-in-words"], ["not-a-number"])


def test_a_credit_is_a_minus_in_budgets_and_variances() -> None:
    line = only(monitoring(["Fees", "1,000 CR", "50 CR"], header=HEADER))
    assert (line.amounts.net_budget, line.amounts.revised) == (-1_000_000, -50_000)
    line = only(monitoring(["Fees", "1,000 DR", "50 DR"], header=HEADER))
    assert (line.amounts.net_budget, line.amounts.revised) == (1_000_000, 50_000)


def test_a_credit_among_variances_whose_minus_is_an_overspend_is_doubtful() -> None:
    """It may be an underspend, as accountants mean it, or the minus that the settings take for an overspend."""
    results = monitoring(["Fees", "1,000 CR", "50 CR"], header=HEADER, settings=NEGATIVE)
    assert ("sign-in-words", "Data!C2") in found(results, "error")
    assert ("sign-in-words", "Data!B2") not in found(results)
    assert only(results).ratings is None or only(results).ratings.net.rag is None  # type: ignore[union-attr]


def test_a_credit_with_a_minus_is_named() -> None:
    results = monitoring(["Fees", "-1,000 CR", 5], header=HEADER)
    assert found(results, "error") == {("not-a-number", "Data!B2")}


def test_income_printed_as_credits_is_income() -> None:
    header: list[Cell] = ["Division", "Staffing £000s", "Non staffing £000s", "Gross Expenditure £000s",
                          "External Income £000s", "Net Cost £000s"]  # fmt: skip
    results = budget(["Parks", 100, 50, 150, "30 CR", 120], header=header)
    assert budget_line(results, "Parks")["external_income"] == -30_000
    assert all(casting.cast.verdict is Verdict.AGREES for casting in results.castings)
