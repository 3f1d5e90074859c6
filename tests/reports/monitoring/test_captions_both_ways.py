"""Captions that say both ways, above words or above amounts; and captions of budgets that no report knows."""

from __future__ import annotations

import pytest

from kccxl.reports.catalogue import reports_for
from kccxl.reports.monitoring.report import report
from kccxl.rules.variance import Effect
from tests.reports.monitoring.books import found, monitoring
from tests.tables.grids import Cell, sheet

QUIET = [["Explain variances from £", "none"], ["Figures are in", "£000s"]]
NEGATIVE = [*QUIET, ["Variance sign", "overspend negative"]]


def _both(caption: str, *amounts: Cell, settings: list[list[str]]) -> set[tuple[str, str]]:
    rows: list[list[Cell]] = [[name, 100, amount] for name, amount in zip("AB", amounts, strict=True)]
    return found(monitoring(*rows, header=["Service", "Budget", caption], settings=settings))


@pytest.mark.parametrize(
    "caption",
    [
        "Surplus/(Deficit)",
        "Variance fav/(adv)",
        "Variance (- = over)",
        "(Adverse) / Favourable variance £000s",
        "Fav/(Adv)",
    ],
)
def test_captions_by_which_a_minus_is_an_overspend_ask_for_the_setting(caption: str) -> None:
    assert _both(caption, 1, -2, settings=QUIET) == {("sign-contradicts", "Data!C1")}
    assert _both(caption, 1, -2, settings=NEGATIVE) == set()


@pytest.mark.parametrize(
    "caption",
    ["Deficit/(Surplus)", "Variance adv/(fav)", "Adverse / (Favourable) variance", "Adverse/(Favourable)"],
)
def test_captions_by_which_it_is_an_underspend_agree_with_the_usual_sign(caption: str) -> None:
    assert _both(caption, 1, "(2)", settings=QUIET) == set()
    assert _both(caption, 1, "(2)", settings=NEGATIVE) == {("sign-contradicts", "Data!C1")}


@pytest.mark.parametrize("caption", ["Adverse/(Favourable)", "(Favourable) / Adverse", "Adv/(Fav)"])
def test_amounts_under_a_caption_of_words_are_variances_and_checked(caption: str) -> None:
    header: list[Cell] = ["Service", "Budget", "Forecast", caption]
    right = monitoring(["A", 100, 101, 1], ["B", 100, 98, "(2)"], header=header, settings=QUIET)
    assert found(right) == set()
    assert [line.effect for line in right.items] == [Effect.ADVERSE, Effect.FAVOURABLE]
    wrong = monitoring(["A", 100, 101, 1], ["B", 100, 98, "(9)"], header=header, settings=QUIET)
    assert found(wrong) == {("amount-differs", "Data!D3")}


def test_words_under_it_are_words() -> None:
    header: list[Cell] = ["Service", "Budget", "Forecast", "Adverse/(Favourable)"]
    after = monitoring(["A", 100, 101, "Adverse"], ["B", 100, 98, "Adverse"], header=header, settings=QUIET)
    assert found(after) == {("effect-differs", "Data!D3")}


def test_captions_of_budgets_that_no_report_knows_are_named() -> None:
    settings = sheet([["Setting", "Value"], *QUIET], "Settings")
    header: list[Cell] = ["Service", "Annual budget", "YTD budget", "YTD actual", "YTD variance"]
    table = sheet([["Monitoring"], header, ["A", 100, 50, 45, -5], ["B", 100, 50, 52, 2]])
    grids = [table, settings]
    [chosen] = reports_for(grids)
    assert chosen.name == "monitoring"
    after = report(grids, "book.xlsx")
    assert found(after) == {("missing-column", "Data!E2")}
    [problem] = [each for each in after.problems if each.code == "missing-column"]
    assert "YTD variance" in problem.found
    assert "unknown-setting" not in {each.code for each in after.problems}


def test_workbooks_of_indicators_are_still_asked_for_indicators() -> None:
    table = sheet([["Service", "Budget", "Variance to date"], ["A", 100, 5]])
    assert [each.name for each in reports_for([table])] == ["monitoring"]
    targets = sheet([["Measure", "Target"], ["Calls", 5]], "Measures")
    assert [each.name for each in reports_for([table, targets])] == ["performance"]
