"""A blank among the actuals or forecasts of a cost centre is not taken for 0 where a colour may hang on it."""

from __future__ import annotations

import pytest

from tests.reports.ledger.books import codes, heading, ledger, year
from tests.tables.grids import Cell

ACTUAL, FORECAST = 7, 9


def _year(row: int = -1, column: int = ACTUAL, cell: Cell = None, **cells: Cell) -> list[list[Cell]]:
    """Twelve lines of a budget of 100 with one cell changed."""
    rows = year(**cells)
    if row >= 0:
        rows[row][column] = cell
    return rows


def test_a_blank_forecast_among_others_is_an_error_that_names_its_cell() -> None:
    assert codes(ledger(*_year(8, FORECAST))) == {("no-forecast", "Ledger!J10")}
    assert codes(ledger(*_year(8, FORECAST, 0))) == set()
    assert codes(ledger(*_year(8, FORECAST), settings={"Forecast outturn": "profiled"})) == set()


def test_a_blank_forecast_of_a_month_without_budget_is_none() -> None:
    rows = _year(8, FORECAST)
    rows[8][6] = None
    assert codes(ledger(*rows)) == set()


def test_one_line_of_a_month_may_bear_its_forecast() -> None:
    rows = [*_year(8, FORECAST), *[row for row in _year() if row[0] == "Dec-24"]]
    assert not codes(ledger(*rows), "error")


def test_a_blank_actual_on_which_a_colour_hangs_is_an_error() -> None:
    over = [*_year(1), *_year(heading="Archives", centre="ARC", budget=100.0)]
    for row in over[:12]:
        row[FORECAST] = 113.0 if row[ACTUAL] is None and row[0] not in ("May-24",) else row[FORECAST]
    results = ledger(*over)
    assert codes(results) == {("no-actual", "Ledger!H3")}
    [problem] = [each for each in results.problems if each.code == "no-actual"]
    assert problem.severity.value == "error"
    assert "LIB01, Staffing" in problem.found
    over[1][ACTUAL] = 0
    assert codes(ledger(*over)) == set()


def test_a_blank_actual_on_which_no_colour_hangs_is_a_warning() -> None:
    results = ledger(*_year(1))
    assert codes(results, "error") == set()
    assert codes(results, "warning") == {("no-actual", "Ledger!H3")}
    assert heading(results, "Libraries").position.actual == 180


def test_many_such_blanks_are_one_warning() -> None:
    rows = [row for centre in "ABCDE" for row in _year(1, centre=centre, name=centre)]
    results = ledger(*rows)
    [problem] = [each for each in results.problems if each.code == "no-actual"]
    assert "and 4 more" in problem.found


@pytest.mark.parametrize("cells", [{"actual": None}, {"budget": 0.0}])
def test_no_month_of_a_cell_filled_says_that_there_is_none(cells: dict[str, Cell]) -> None:
    rows = [*_year(), *_year(group="Supplies", forecast=5.0, **cells)]
    if "budget" in cells:
        rows[13][ACTUAL] = None
    assert not {code for code, _ in codes(ledger(*rows))} & {"no-actual"}


@pytest.mark.parametrize("text", ["n/a", "TBC", "NEW", "tbc"])
@pytest.mark.parametrize(("row", "column", "cell"), [(1, ACTUAL, "H3"), (8, FORECAST, "J10"), (4, 6, "G6")])
def test_words_for_no_figure_are_errors_in_a_ledger(text: str, row: int, column: int, cell: str) -> None:
    results = ledger(*_year(row, column, text))
    assert ("not-a-number", f"Ledger!{cell}") in codes(results, "error")
    assert ("no-actual", f"Ledger!{cell}") not in codes(results)
