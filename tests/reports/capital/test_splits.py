"""The split of a capital variance: its parts always add up, whatever is typed and whatever sign it has."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.reports.capital.model import Amounts
from kccxl.reports.capital.splits import settle
from tests.reports.capital.books import capital, only, project, told
from tests.tables.grids import Cell

AMOUNTS = st.decimals(-9999, 9999, places=1)
MAYBE = st.one_of(st.none(), AMOUNTS)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_a_missing_part_is_what_the_other_leaves_of_the_variance(
    budget: Decimal, forecast: Decimal, part: Decimal
) -> None:
    by_real = settle(Amounts(budget, forecast=forecast, real=part))
    by_rephasing = settle(Amounts(budget, forecast=forecast, rephasing=part))
    for found in (by_real, by_rephasing):
        assert found.real is not None
        assert found.rephasing is not None
        assert found.real + found.rephasing == found.variance == forecast - budget
    assert by_real.real == by_rephasing.rephasing == part


@given(AMOUNTS, MAYBE, MAYBE, MAYBE, MAYBE)
def test_what_is_typed_stays_and_what_is_computed_agrees_with_it(
    budget: Decimal,
    forecast: Decimal | None,
    variance: Decimal | None,
    real: Decimal | None,
    moved: Decimal | None,
) -> None:
    typed = Amounts(budget, None, forecast, variance, real, moved)
    found = settle(typed)
    for name in ("budget", "forecast", "variance", "real", "rephasing"):
        if getattr(typed, name) is not None:
            assert getattr(found, name) == getattr(typed, name)
    if None not in (forecast, variance):
        return
    if found.variance is not None and not (real is not None and moved is not None):
        assert found.forecast == budget + found.variance
        if found.real is not None and found.rephasing is not None:
            assert found.real + found.rephasing == found.variance


@given(st.integers(1, 9999), st.integers(-5000, 5000), st.integers(-5000, 5000))
def test_the_sign_of_the_workbook_changes_nothing_but_print(budget: int, real: int, moved: int) -> None:
    figures = {"budget": budget, "forecast": budget + real + moved}
    plain = capital(project(**figures, variance=real + moved, real=real, rephasing=moved))
    turned = capital(
        project(**figures, variance=-real - moved, real=-real, rephasing=-moved),
        settings=[["Variance sign", "overspend negative"]],
    )
    assert told(plain) == told(turned) == set()
    one, other = only(plain), only(turned)
    assert one.amounts == other.amounts
    assert (one.rating.rag, one.effect, one.percent) == (other.rating.rag, other.effect, other.percent)


@given(
    st.integers(-5000, 5000), st.integers(-5000, 5000), st.integers(-5000, 5000).filter(lambda n: abs(n) > 1)
)
def test_a_split_that_is_out_is_an_error(real: int, moved: int, slip: int) -> None:
    results = capital(project(budget=9000, forecast=9000 + real + moved + slip, real=real, rephasing=moved))
    assert told(results, "error") == {("split-differs", "G3")}


@pytest.mark.parametrize(
    ("cells", "error"),
    [
        ({"forecast": 400, "variance": -490}, ("variance-differs", "E3")),
        ({"forecast": 400, "variance": -500.0, "real": -20, "rephasing": -400}, ("split-differs", "G3")),
        ({"forecast": 400, "real": -20, "rephasing": 480}, ("split-differs", "G3")),
        ({"forecast": 400}, ("split-missing", "F3")),
        ({"variance": -5}, ("split-missing", "F3")),
    ],
)
def test_contradictions_name_their_cell(cells: dict[str, Cell], error: tuple[str, str]) -> None:
    settled: dict[str, Cell] = {"real": 0} | cells if error[0] == "variance-differs" else cells
    assert error in told(capital(project(**settled)), "error")


def test_rephasing_of_the_wrong_sign_is_told_from_other_slips() -> None:
    [problem] = capital(project(forecast=400, real=-20, rephasing=480)).problems
    assert "wrong sign" in problem.mend
    assert "negative where spending moves to later years" in problem.mend


def test_what_rounding_explains_is_a_note() -> None:
    results = capital(
        project(budget="900.0", forecast="399.9", variance="-500.1", real="-20.0", rephasing="-480.0")
    )
    assert told(results) == set()
    assert told(results, "note") == {("split-rounding", "G3")}
    assert only(results).amounts.variance == Decimal(-500100)


def test_no_variance_needs_no_split() -> None:
    results = capital(project(forecast=900))
    assert told(results) == set()
    assert (only(results).amounts.real, only(results).amounts.rephasing) == (0, 0)


def test_what_binary_leaves_of_a_difference_is_nothing() -> None:
    left = 1000000.1 - 999999.9  # as a formula in a cell without a format has it: 0.199999999953434
    results = capital(project(budget=999999.9, forecast=1000000.1, variance=left, real=left))
    assert told(results) == set()
    none = capital(project(budget=0.3, forecast=0.3, variance=0.1 + 0.2 - 0.3))
    assert told(none, "error", "warning", "note") == set()
