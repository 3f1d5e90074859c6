"""Risk scores and bands: every cell of the five by five matrix."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.errors import RuleError
from kccxl.rules.risk import Band, band, score

MATRIX = ["LLLLL", "LLLMM", "LLMMM", "LMMHH", "LMMHH"]
"""Rows: likelihood 1 to 5; columns: impact 1 to 5."""


def test_the_whole_matrix() -> None:
    bands = [
        "".join(band(score(likelihood, impact)).value[0] for impact in range(1, 6))
        for likelihood in range(1, 6)
    ]
    assert bands == MATRIX


@pytest.mark.parametrize(
    ("scored", "expected"),
    [(1, Band.LOW), (6, Band.LOW), (8, Band.MEDIUM), (15, Band.MEDIUM), (16, Band.HIGH), (25, Band.HIGH)],
)
def test_the_ends_of_the_bands(scored: int, expected: Band) -> None:
    assert band(scored) is expected


@pytest.mark.parametrize("scored", [0, 7, 11, 13, 14, 17, 18, 19, 21, 22, 23, 24, 26, -4, True, 2.5])
def test_a_score_that_cannot_arise_has_no_band(scored: int) -> None:
    with pytest.raises(RuleError, match="'score' must be likelihood times impact"):
        band(scored)


@pytest.mark.parametrize(
    ("likelihood", "impact", "name"),
    [
        (0, 1, "likelihood"),
        (6, 1, "likelihood"),
        (1, 6, "impact"),
        (1, 2.0, "impact"),
        (True, 3, "likelihood"),
    ],
)
def test_levels_outside_the_matrix_are_refused(likelihood: int, impact: int, name: str) -> None:
    with pytest.raises(RuleError, match=f"'{name}' must be a whole number from 1 to 5"):
        score(likelihood, impact)


@given(st.integers(1, 5), st.integers(1, 5))
def test_a_risk_scores_the_same_either_way_round(one: int, other: int) -> None:
    assert score(one, other) == score(other, one) == one * other
