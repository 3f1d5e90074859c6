"""Slippage typed without a minus would turn a Red project Green: it is doubted."""

from __future__ import annotations

import pytest

from tests.reports.capital.books import capital, told
from tests.tables.grids import Cell

HEADER: list[Cell] = ["Scheme", "Budget", "Forecast", "Variance", "Slippage"]


def test_slippage_without_a_minus_is_an_error() -> None:
    results = capital(["Roof", 900, 400, -500, 700], ["Hall", 300, 310, 10, 0], header=HEADER)
    assert ("rephasing-sign", "E2") in told(results)


@pytest.mark.parametrize(
    "rows",
    [
        [["Roof", 900, 400, -500, -700]],
        [["Roof", 900, 400, -500, 700], ["Hall", 300, 200, -100, -100]],
        [["Roof", 900, 1600, 700, 700]],
    ],
)
def test_slippage_with_the_sign_of_the_variance_is_not(rows: list[list[Cell]]) -> None:
    assert "rephasing-sign" not in {code for code, _ in told(capital(*rows, header=HEADER))}


def test_rephasing_is_doubted_where_no_project_speaks_for_its_sign() -> None:
    header = [*HEADER[:4], "Rephasing"]
    one = capital(["Roof", 900, 400, -500, 700], header=header)
    assert "rephasing-sign" not in {code for code, _ in told(one)}
    two = capital(["Roof", 900, 400, -500, 700], ["Hall", 300, 200, -100, 100], header=header)
    assert ("rephasing-sign", "E2") in told(two)


def test_a_real_variance_beside_it_says_how_it_is_meant() -> None:
    results = capital(["Roof", 900, 400, -500, 700, -1200], header=[*HEADER, "Real variance"])
    assert "rephasing-sign" not in {code for code, _ in told(results)}


def test_a_caption_that_states_the_other_sign_is_an_error() -> None:
    header: list[Cell] = ["Scheme", "Budget", "Forecast", "Real (overspend)/underspend", "Rephasing"]
    assert ("sign-contradicts", "D2") in told(capital(["Roof", 900, 900, 0, 0], header=header))
