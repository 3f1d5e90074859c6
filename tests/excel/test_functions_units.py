"""0.95 or 95: a colour is given only where both readings of a figure agree, or the unit is stated."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.excel import functions as excel
from kccxl.rules.rag import rate

ASKS = "#KCC!"


@pytest.mark.parametrize(
    ("result", "target", "floor", "unit", "expected"),
    [
        # cells formatted as percentages, and the same typed as numbers or texts
        (0.95, 0.95, 0.9, None, "GREEN"),
        (0.95, 0.95, 0.9, "%", "GREEN"),
        (95.0, 95.0, 90.0, "%", "GREEN"),
        ("95%", "95%", "90%", None, "GREEN"),
        ("95%", 95.0, 90.0, None, "GREEN"),
        ("95%", 0.95, 0.9, "fraction", "GREEN"),
        (0.0, 95.0, 90.0, "%", "RED"),
        (1.1, 0.95, 0.9, "%", "GREEN"),
        # one of them may be a fraction
        (0.95, 95.0, 90.0, None, ASKS),
        (0.95, 95.0, 90.0, "%", ASKS),
        (1.0, 95.0, 90.0, None, ASKS),
        (1.05, 95.0, 90.0, None, ASKS),
        (95.0, 0.95, 0.9, "%", ASKS),
        (0.95, "95%", "90%", None, ASKS),
        (0.95, "95%", "90%", "%", ASKS),
        (0.16, 5.0, 15.0, None, ASKS),
        (0.16, 5.0, 15.0, "%", ASKS),
        # said which
        (0.95, 95.0, 90.0, "fraction", ASKS),
        (0.95, 95.0, 90.0, "points", ASKS),
        ("0.95%", 95.0, 90.0, "points", "RED"),
        (0.5, 2.0, 5.0, "points", "GREEN"),
        (2.5, 1.0, 0.9, "fraction", "GREEN"),
        (0.5, 2.0, 5.0, "days", "GREEN"),
        (1.0, 25.0, 20.0, "number", "RED"),
        # both readings agree: no question
        (2.0, 25.0, 20.0, None, "RED"),
        (0.04, 5.0, 15.0, None, "GREEN"),
        (95.0, 0.95, 0.9, None, "GREEN"),
        # units that differ
        ("£95", "95%", "90%", None, ASKS),
        ("95%", 95.0, 90.0, "days", ASKS),
        ("2 weeks", "10 days", "15 days", None, ASKS),
        ("£6.5m", "£11.0m", "£9.0m", None, "RED"),
        ("£6.5", "£11.0m", "£9.0m", None, ASKS),
        ("£6.5m", 11000000.0, 9000000.0, "£", "RED"),
    ],
)
def test_one_unit_or_a_question(
    result: object, target: object, floor: object, unit: str | None, expected: str
) -> None:
    answer = excel.KCC_RAG(result, target, floor, None, unit)
    assert answer.startswith(expected), answer
    assert excel.KCC_RAG_WHY(result, target, floor, None, unit).upper().startswith(expected)


def test_decimals_of_a_fraction_are_asked_for_where_they_decide() -> None:
    """0.746 to no decimals is 1, or 75 %: with a target of 0.8 two colours."""
    assert excel.KCC_RAG(0.746, 0.8, 0.75, 0.0).startswith(
        "#KCC! result: 0.746 could be 74.6 %. State the unit"
    )
    assert excel.KCC_RAG(0.746, 0.8, 0.75, 0.0, "%") == "AMBER"
    assert excel.KCC_RAG(0.746, 0.8, 0.75, 0.0, "number") == "GREEN"
    assert excel.KCC_RAG(0.746, 0.8, 0.75) == "RED"


@given(st.integers(0, 1500), st.integers(1, 1500), st.integers(1, 1500), st.none() | st.integers(0, 1))
def test_a_mixture_of_fractions_and_points_never_has_a_wrong_colour(
    value: int, target: int, floor: int, decimals: int | None
) -> None:
    """The result's cell is formatted as a percentage, target and floor are typed as numbers, nothing is stated."""
    if target == floor:
        return
    true = rate(Decimal(value) / 10, Decimal(target) / 10, Decimal(floor) / 10, decimals=decimals).rag
    assert true is not None
    answer = excel.KCC_RAG(value / 1000, target / 10, floor / 10, decimals)
    small = [each / 10 for each in (target, floor) if each / 10 <= 1.5]
    if not small:  # such a target could itself be a fraction
        assert answer == true.value or answer.startswith(ASKS)


@pytest.mark.parametrize(
    ("latest", "previous", "unit", "expected"),
    [
        (0.95, 94.0, None, ASKS),
        (0.95, 94.0, "%", ASKS),
        (0.95, 0.94, "%", "↑ Improved"),
        ("95%", 94.0, None, "↑ Improved"),
        (1.0, 2.0, "number", "↓ Worsened"),
    ],
)
def test_directions_ask_as_well(latest: object, previous: object, unit: str | None, expected: str) -> None:
    assert excel.KCC_DOT(latest, previous, "High", None, None, None, unit).startswith(expected)


def test_activity_and_trends_ask_as_well() -> None:
    assert excel.KCC_ACTIVITY(0.5, 20.0, 40.0).startswith(ASKS)
    assert excel.KCC_ACTIVITY(0.5, 20.0, 40.0, None, "number") == "Below"
    series = [0.70, 72.0, 73.0, 75.0, 78.0, 79.0]
    assert excel.KCC_TREND([series], "High", None, None, "%").startswith(ASKS)
