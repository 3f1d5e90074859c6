"""Ratings and words for over and under are checked under any caption that can mean them, or asked about."""

from __future__ import annotations

import pytest

from tests.reports.capital import books as capital
from tests.reports.monitoring.books import SHORT, found, monitoring
from tests.reports.savings import books as savings
from tests.tables.grids import Cell

QUIET = [["Explain variances from £", "none"]]
PROJECTS: list[Cell] = ["Project", "Budget", "Forecast", "Real variance", "Rephasing"]


def _lines(*cells: str) -> list[list[Cell]]:
    """An overspend of 20, an underspend of 30 and one of 5 on budgets of 1,000, with a further cell each."""
    return [
        [name, 1000, amount, cell] for name, amount, cell in zip("ABC", (20, -30, -5), cells, strict=True)
    ]


@pytest.mark.parametrize("caption", ["RAG status", "Status", "Budget position", "Financial RAG", "Colour"])
def test_a_typed_rating_is_checked_whatever_its_caption(caption: str) -> None:
    right, wrong = (_lines(first, "Green", "Green") for first in ("Amber", "Green"))
    assert not found(monitoring(*right, header=[*SHORT, caption], settings=QUIET))
    after = monitoring(*wrong, header=[*SHORT, caption], settings=QUIET)
    assert found(after) == {("rating-differs", "Data!D2")}


@pytest.mark.parametrize("letters", [("A", "G", "G"), ("a", "Green", "N/a")])
def test_letters_and_words_are_ratings_alike(letters: tuple[str, str, str]) -> None:
    after = monitoring(*_lines(*letters), header=[*SHORT, "Status"], settings=QUIET)
    assert {code for code, _ in found(after)} == ({"rating-differs"} if "N/a" in letters else set())


@pytest.mark.parametrize(
    ("caption", "words"),
    [
        ("Position", ("Overspend", "Underspend", "Overspend")),
        ("O/S or U/S", ("O/S", "U/S", "o/s")),
        ("Status", ("A", "F", "A")),
    ],
)
def test_a_word_that_contradicts_its_variance_is_an_error(caption: str, words: tuple[str, str, str]) -> None:
    after = monitoring(*_lines(*words), header=[*SHORT, caption], settings=QUIET)
    assert found(after) == {("effect-differs", "Data!D4")}


@pytest.mark.parametrize("caption", ["Risk rating", "Delivery", "Director's view"])
def test_ratings_that_may_be_of_something_else_are_asked_about(caption: str) -> None:
    after = monitoring(*_lines("Green", "Red", "Red"), header=[*SHORT, caption], settings=QUIET)
    assert found(after) == {("unknown-column", "Data!D1")}
    [problem] = [each for each in after.problems if each.severity.value == "error"]
    assert caption in problem.found
    assert "ratings" in problem.found


def test_a_second_column_of_ratings_is_asked_about() -> None:
    rows = [[*line, "Red"] for line in _lines("Amber", "Green", "Green")]
    after = monitoring(*rows, header=[*SHORT, "RAG", "Officer status"], settings=QUIET)
    assert found(after) == {("unknown-column", "Data!E1")}


def test_what_all_cells_could_mean_either_way_is_asked_about() -> None:
    after = monitoring(*_lines("A", "A", "A"), header=[*SHORT, "View"], settings=QUIET)
    assert found(after) == {("unknown-column", "Data!D1")}


@pytest.mark.parametrize(
    ("caption", "cells"),
    [
        ("Previous RAG", ("Red", "Red", "Red")),
        ("Status", ("On track", "Late", "Red")),
        ("Type", ("Saving", "Saving", "")),
    ],
)
def test_other_columns_are_noted_as_before(caption: str, cells: tuple[str, str, str]) -> None:
    after = monitoring(*_lines(*cells), header=[*SHORT, caption], settings=QUIET)
    assert not found(after)
    assert ("unknown-column", "Data!D1") in found(after, "note")


def test_capital_and_savings_check_them_too() -> None:
    rows: list[list[Cell]] = [["A", 100, 90, 0, -10, "Green"], ["B", 50, 60, 10, 0, "Green"]]
    assert capital.told(capital.capital(*rows, header=[*PROJECTS, "RAG status"])) == {
        ("rating-differs", "F4")
    }
    words: list[list[Cell]] = [["A", 100, 90, 0, -10, "Overspend"]]
    assert capital.told(capital.capital(*words, header=[*PROJECTS, "Position"])) == {("unknown-column", "F2")}
    header: list[Cell] = ["Saving", "Target", "Delivered", "Forecast still to come", "Status"]
    assert ("rating-differs", "E3") in savings.told(savings.savings(["A", 10, 1, 1, "Green"], header=header))
