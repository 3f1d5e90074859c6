"""What explanations claim by their first words is held against the variance they stand beside."""

from __future__ import annotations

import pytest

from tests.reports.capital import books as capital
from tests.reports.ledger import books as ledgers
from tests.reports.monitoring.books import SHORT, found, monitoring, results
from tests.tables.grids import Cell, sheet

QUIET = [["Explain variances from £", "none"]]
NEGATIVE = [*QUIET, ["Variance sign", "overspend negative"]]
HEADER: list[Cell] = [*SHORT, "Comment"]


def _told(text: str, amount: Cell = 20, other: str = "Overspend of £5k on fuel") -> set[tuple[str, str]]:
    """Return what is said of a text beside an overspend of 20k, and one of 5k rightly explained."""
    after = monitoring(["A", 1000, amount, text], ["B", 1000, 5, other], header=HEADER, settings=QUIET)
    return {(problem.severity.value, f"{code} {place}") for problem in after.problems for code, place in [
        (problem.code, problem.cell)] if code != "no-total"}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Underspend of £20k due to vacancies",
        "A forecast underspend of £20k, as posts are not filled.",
        "£20k underspend from vacancies",
        "The underspend is due to vacancies",
        "Favourable variance from higher fees",
        "Favourable: higher fees",
        "- Underspent: two posts are vacant",
    ],
)
def test_a_text_that_opens_with_the_other_direction_is_an_error(text: str) -> None:
    assert _told(text) == {("error", "explanation-contradicts D2")}
    assert _told(text, -20) == set()


def test_the_message_names_both_cells() -> None:
    after = monitoring(
        ["A", 1000, 20, "Underspend of £20k"], ["B", 1000, 5, ""], header=HEADER, settings=QUIET
    )
    [problem] = [each for each in after.problems if each.code == "explanation-contradicts"]
    assert problem.cell == "D2"
    assert "C2" in problem.expected
    assert "an overspend of £20.0k" in problem.expected


@pytest.mark.parametrize(
    "text",
    [
        "Underspend on staffing only",
        "Underspend on staffing, offset by overspends on agency",
        "An underspend of £5k last year has been used",
        "Underspend of £5k; agency costs bring pressure of £25k",
    ],
)
def test_a_text_that_may_speak_of_a_part_is_a_warning(text: str) -> None:
    assert _told(text) == {("warning", "explanation-contradicts D2")}


@pytest.mark.parametrize(
    "text",
    [
        "Overspend on agency, offset by an underspend of £5k",
        "Vacancies bring an underspend of £5k, fuel an overspend of £25k",
        "Underspends on staffing do not cover agency",
        "Adverse weather closed roads",
        "Favourable prices did not last",
    ],
)
def test_other_texts_claim_nothing(text: str) -> None:
    assert _told(text) == set()


def test_all_of_the_other_direction_is_one_error_of_the_sign() -> None:
    lines: list[list[Cell]] = [["A", 1000, 20, "Underspend of £20k"], ["B", 1000, -30, "Overspend of £30k"]]
    after = monitoring(*lines, header=HEADER, settings=QUIET)
    assert found(after) == {("sign-contradicts", "Data!C1")}
    [problem] = [each for each in after.problems if each.code == "sign-contradicts"]
    assert "D2, D3" in problem.found
    assert not found(monitoring(*lines, header=HEADER, settings=NEGATIVE))


def test_what_was_adjusted_may_be_told_as_it_was_forecast() -> None:
    header: list[Cell] = [*SHORT, "Adjustment £000s", "Comment"]
    rows: list[list[Cell]] = [["A", 1000, -20, 50, "Underspend of £20k"], ["B", 1000, 1, 0, ""]]
    assert not found(monitoring(*rows, header=header, settings=QUIET))


def test_a_text_in_a_table_of_its_own_is_checked() -> None:
    after = monitoring(["A", 1000, 20], header=SHORT, settings=QUIET, explained=[["A", "Underspend of £20k"]])
    assert found(after) == {("explanation-contradicts", "Explanations!B2")}


def test_capital_and_ledgers_check_them_too() -> None:
    text = "Underspend of £10k on the roof contract"
    slipped = capital.project(forecast=890, real=10, rephasing=-20, explanation=text)
    assert capital.told(capital.capital(slipped)) == set()
    over = capital.project(forecast=910, real=10, rephasing=0, explanation=text)
    assert capital.told(capital.capital(over)) == {("explanation-contradicts", "H3")}
    told = sheet([["Heading", "Explanation"], ["Libraries", "Overspend of £30"]], "Texts")
    assert ledgers.codes(ledgers.ledger(*ledgers.year(), other=[told])) == {
        ("explanation-contradicts", "Texts!A2")
    }


@pytest.mark.parametrize(
    "row", [["Negative variances are overspends"], ["Note:", "", "Brackets mean an overspend"]]
)
def test_a_sign_stated_on_another_sheet_counts(row: list[Cell]) -> None:
    table = sheet([SHORT, ["A", 1000, 20], ["B", 1000, -30]])
    notes = sheet([["Notes"], row], "Notes")
    place = "Notes!A2" if len(row) == 1 else "Notes!C2"

    def told(*rows: list[Cell], visible: bool = True) -> set[tuple[str, str]]:
        settings = sheet([["Setting", "Value"], *rows], "Settings")
        hidden = sheet([["Notes"], row], "Notes", visible=visible)
        return found(results(table, settings, notes if visible else hidden))

    assert told(*QUIET) == {("sign-contradicts", place)}
    assert told(*NEGATIVE) == set()
    assert told(*QUIET, visible=False) == set()


def test_what_the_sheet_itself_says_goes_before_other_sheets() -> None:
    table = sheet([["Variances: overspends are positive"], SHORT, ["A", 1000, 20], ["B", 1000, -30]])
    settings = sheet([["Setting", "Value"], *QUIET], "Settings")
    notes = sheet([["Negative variances are overspends"]], "Notes")
    assert found(results(table, settings, notes)) == set()
