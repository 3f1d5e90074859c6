"""Direction of travel, by both methods."""

from __future__ import annotations

from decimal import Decimal as D
from fractions import Fraction
from math import gamma, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.errors import RuleError
from kccxl.rules.rag import Polarity
from kccxl.rules.regression import critical_t, fit
from kccxl.rules.rounding import Basis
from kccxl.rules.travel import MIN_POINTS, Direction, Method, since_previous, trend

HIGH, LOW = Polarity.HIGH, Polarity.LOW
percentages = st.decimals(min_value=0, max_value=100, places=1)
series = st.lists(st.one_of(st.none(), percentages), min_size=0, max_size=14)
OPPOSITE = {Direction.IMPROVED: Direction.WORSENED, Direction.WORSENED: Direction.IMPROVED}


def numbers(*values: str | None) -> list[D | None]:
    return [None if value is None else D(value) for value in values]


def test_labels_carry_arrow_and_word() -> None:
    assert [direction.label for direction in Direction] == ["↑ Improved", "↓ Worsened", "↔ Same", "NEW"]
    assert [direction.arrow for direction in Direction] == ["↑", "↓", "↔", "NEW"]


@pytest.mark.parametrize(
    ("latest", "previous", "polarity", "direction", "reason"),
    [
        ("25", "28", LOW, "improved", "Improved: 25 % is 3 points lower than 28 % before (lower is better)"),
        ("28", "25", LOW, "worsened", "Worsened: 28 % is 3 points higher than 25 % before (lower is better)"),
        ("76", "75", HIGH, "improved", "Improved: 76 % is 1 point higher than 75 % before"),
        ("75", "76", HIGH, "worsened", "Worsened: 75 % is 1 point lower than 76 % before"),
        ("75", "75", HIGH, "same", "Same: 75 % now and before"),
        ("75", "75", None, "same", "Same: 75 % now and before"),
        ("74.6", "75.4", HIGH, "same", "Same: 75 % now and before (as displayed; the exact figures differ)"),
        ("74", "75", None, None, "N/a: 74 % is 1 point lower than 75 % before;"
         " state Good is (High or Low) to tell whether that is better"),
        ("74", None, HIGH, None, "N/a: no previous result"),
        (None, "74", HIGH, None, "N/a: no latest result"),
    ],
)  # fmt: skip
def test_against_the_previous_result(
    latest: str | None, previous: str | None, polarity: Polarity | None, direction: str | None, reason: str
) -> None:
    now, before = numbers(latest, previous)
    travel = since_previous(now, before, polarity, unit="%", decimals=0)
    assert (travel.direction, travel.reason, travel.method) == (direction, reason, Method.PREVIOUS)


def test_a_new_indicator_says_so_until_it_can_be_compared() -> None:
    assert since_previous(D(1), None, HIGH, new=True).direction is Direction.NEW
    assert since_previous(D(2), D(1), HIGH, new=True).direction is Direction.IMPROVED


@pytest.mark.parametrize(
    ("latest", "previous", "reason"),
    [
        ("74.6", "75.4", "Worsened: 74.6 % is 0.8 points lower than 75.4 % before"),
        ("74.6", "74.7", "Worsened: 74.6 % is 0.1 points lower than 74.7 % before"),
        ("74.6", "76.6", "Worsened: 75 % is 2 points lower than 77 % before"),
        ("74.6", "74.60", "Same: 75 % now and before"),
    ],
)
def test_exact_figures_print_enough_digits_to_differ(latest: str, previous: str, reason: str) -> None:
    travel = since_previous(D(latest), D(previous), HIGH, unit="%", decimals=0, basis=Basis.EXACT)
    assert travel.reason == reason


def test_the_previous_result_may_have_decimals_of_its_own() -> None:
    travel = since_previous(D("75.44"), D("75.44"), HIGH, decimals=1, previous_decimals=0, unit="%")
    assert travel.reason == "Improved: 75.4 % is 0.4 points higher than 75 % before"


@given(percentages, percentages, st.sampled_from(list(Basis)))
def test_polarity_turns_the_direction_round(now: D, before: D, basis: Basis) -> None:
    high, low = (since_previous(now, before, each, decimals=0, basis=basis).direction for each in Polarity)
    assert high is not None
    assert low is OPPOSITE.get(high, high)


@given(percentages, percentages)
def test_exact_figures_are_compared_as_they_are(now: D, before: D) -> None:
    expected = Direction.IMPROVED if now > before else Direction.WORSENED if now < before else Direction.SAME
    assert since_previous(now, before, HIGH, decimals=0, basis=Basis.EXACT).direction is expected


@pytest.mark.parametrize(
    ("values", "polarity", "direction", "reason"),
    [
        ("70 72 73 75 78 79", HIGH, "improved", "Improved: rises by 1.86 points a period over 6 results"
         " (significant at the 5 % level)"),
        ("70 72 73 75 78 79", LOW, "worsened", "Worsened: rises by 1.86 points a period over 6 results"
         " (significant at the 5 % level; lower is better)"),
        ("70 72 73 75 78 79", None, None, "N/a: rises by 1.86 points a period over 6 results"
         " (significant at the 5 % level); state Good is (High or Low) to tell whether that is better"),
        ("70 80 70 81 69 80", HIGH, "same", "Same: rises by 0.8 points a period over 6 results"
         " (not significant at the 5 % level)"),
        ("75 75 75 75 75 75", None, "same", "Same: level over 6 results (not significant at the 5 % level)"),
        ("9 8 7 6 5 4", LOW, "improved", "Improved: falls by 1 point a period over 6 results"
         " (significant at the 5 % level; lower is better)"),
        ("9 8 7 6 5", LOW, None, "Too few points: 5 of the 6 that a trend needs"),
        ("", LOW, None, "Too few points: 0 of the 6 that a trend needs"),
    ],
)  # fmt: skip
def test_trend(values: str, polarity: Polarity | None, direction: str | None, reason: str) -> None:
    travel = trend(numbers(*values.split()), polarity, unit="%")
    assert (travel.direction, travel.reason, travel.method) == (direction, reason, Method.TREND)


def test_too_few_points_of_a_new_indicator() -> None:
    travel = trend(numbers("1", "2"), HIGH, new=True)
    assert travel.direction is Direction.NEW
    assert travel.reason.startswith("Too few points")


def test_a_gap_keeps_its_place_in_time() -> None:
    with_gap = trend(numbers("1", "2", "3", None, None, "6", "7", "8"), HIGH)
    assert "rises by 1 a period over 6 results" in with_gap.reason


@pytest.mark.parametrize(("slope", "significant"), [("5.551", False), ("5.552", False), ("5.553", True)])
def test_the_edge_of_significance_is_exact(slope: str, significant: bool) -> None:
    # this scatter has no slope of its own and squares summing to 280, so that t is exactly slope / 2 here;
    # the table says 2.776 for six points, which must be exceeded
    scatter = (0, 2, -8, 12, -8, 2)
    points = [(x, Fraction(slope) * x + each) for x, each in enumerate(scatter)]
    assert fit(points).significant is significant
    assert fit([(x, -y) for x, y in points]).significant is significant


@pytest.mark.parametrize("points", [[], [(0, Fraction(1)), (1, Fraction(2))], [(0, Fraction(1))] * 3])
def test_no_line_through_too_little(points: list[tuple[int, Fraction]]) -> None:
    with pytest.raises(RuleError, match="'points' must"):
        fit(points)


@given(series)
def test_polarity_turns_the_trend_round(values: list[D | None]) -> None:
    high, low = (trend(values, each).direction for each in Polarity)
    assert low is (None if high is None else OPPOSITE.get(high, high))
    if sum(value is not None for value in values) < MIN_POINTS:
        assert high is None


@given(series, percentages, st.integers(0, 5))
def test_shifting_a_series_up_or_along_changes_nothing(values: list[D | None], by: D, along: int) -> None:
    shifted = [None] * along + [None if value is None else value + by for value in values]
    assert trend(shifted, HIGH, unit="%") == trend(values, HIGH, unit="%")


@given(series)
def test_time_reversed_turns_the_trend_round(values: list[D | None]) -> None:
    forward, back = trend(values, HIGH).direction, trend(values[::-1], HIGH).direction
    assert back is (None if forward is None else OPPOSITE.get(forward, forward))


@given(st.lists(percentages, min_size=6, max_size=14))
def test_scaling_keeps_the_direction(values: list[D]) -> None:
    assert trend([1000 * value for value in values], HIGH).direction is trend(values, HIGH).direction


@given(st.lists(st.integers(0, 50), min_size=6, max_size=12))
def test_the_line_is_the_textbook_one(values: list[int]) -> None:
    count, places = len(values), range(len(values))
    top = count * sum(x * y for x, y in zip(places, values, strict=True)) - sum(places) * sum(values)
    bottom = count * sum(x * x for x in places) - sum(places) ** 2
    line = fit([(x, Fraction(y)) for x, y in enumerate(values)])
    assert line.slope == Fraction(top, bottom)
    start = Fraction(sum(values), count) - line.slope * Fraction(sum(places), count)
    left = sum((y - start - line.slope * x) ** 2 for x, y in enumerate(values))
    error = sqrt(left / (count - 2) / Fraction(bottom, count))
    if error > 1e-9 and abs(abs(line.slope) / error - float(critical_t(count - 2))) > 1e-9:
        assert line.significant == (abs(line.slope) / error > critical_t(count - 2))


@pytest.mark.parametrize("freedom", [*range(1, 31), 40, 60, 120])
def test_the_table_of_t_leaves_five_per_cent_outside(freedom: int) -> None:
    def density(t: float) -> float:
        peak = gamma((freedom + 1) / 2) / (sqrt(freedom * pi) * gamma(freedom / 2))
        return float(peak * (1 + t * t / freedom) ** (-(freedom + 1) / 2))

    end, steps = float(critical_t(freedom)), 2000
    width = end / steps
    inner = sum((4 if step % 2 else 2) * density(step * width) for step in range(1, steps))
    inside = 2 * width / 3 * (density(0) + inner + density(end))
    # the table is printed to three decimals, which leaves its share this far from 5 per cent at most
    assert abs(inside - 0.95) < 2 * 0.0005 * density(end) + 1e-7


@pytest.mark.parametrize(
    ("freedom", "expected"),
    [(30, "2.042"), (39, "2.042"), (40, "2.021"), (59, "2.021"), (119, "2.000"), (5000, "1.980")],
)
def test_between_rows_the_smaller_freedom_counts(freedom: int, expected: str) -> None:
    assert critical_t(freedom) == D(expected)


def test_no_freedom_no_test() -> None:
    with pytest.raises(RuleError, match=r"'freedom' must be 1 or more \(got 0\)"):
        critical_t(0)
