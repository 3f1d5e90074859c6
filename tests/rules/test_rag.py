"""Ratings: colours, reasons, and what no rating is made from."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kccxl.errors import RuleError
from kccxl.rules.rag import Polarity, Rag, Rating, Scheme, polarity_of, rate
from kccxl.rules.rounding import Basis

percentages = st.decimals(min_value=-200, max_value=200, places=3)
schemes = st.sampled_from([Scheme.TARGET_FLOOR, Scheme.TOLERANCE, Scheme.TARGET_ONLY])
bases = st.sampled_from(list(Basis))
ORDER = [Rag.RED, Rag.AMBER, Rag.GREEN]


def number(text: str | None) -> D | None:
    return None if text is None else D(text)


@pytest.mark.parametrize(
    ("value", "target", "floor", "reason"),
    [
        ("97", "95", "90", "Green: 97 % is 2 points above the target of 95 %"),
        ("95", "95", "90", "Green: 95 % equals the target of 95 %"),
        ("94.8", "95", "90", "Amber: 94.8 % is 0.2 points below the target of 95 %"
         " and 4.8 points above the floor standard of 90 %"),
        ("75", "80", "70", "Amber: 75 % is 5 points below the target of 80 %"
         " and 5 points above the floor standard of 70 %"),
        ("70", "80", "70", "Amber: 70 % is 10 points below the target of 80 %"
         " and equals the floor standard of 70 %"),
        ("75", "95", "90", "Red: 75 % is 15 points below the floor standard of 90 %"),
        ("89", "95", "90", "Red: 89 % is 1 point below the floor standard of 90 %"),
        ("25", "5", "15", "Red: 25 % is 10 points above the floor standard of 15 % (lower is better)"),
        ("15", "5", "15", "Amber: 15 % is 10 points above the target of 5 %"
         " and equals the floor standard of 15 % (lower is better)"),
        ("5", "5", "15", "Green: 5 % equals the target of 5 % (lower is better)"),
        ("4", "5", "15", "Green: 4 % is 1 point below the target of 5 % (lower is better)"),
        ("-5", "-4", "-10", "Amber: -5 % is 1 point below the target of -4 %"
         " and 5 points above the floor standard of -10 %"),
    ],
)  # fmt: skip
def test_target_and_floor(value: str, target: str, floor: str, reason: str) -> None:
    rating = rate(D(value), D(target), D(floor), unit="%")
    assert rating.reason == reason
    assert rating.rag is not None
    assert rating.reason.startswith(f"{rating.rag.word}: ")
    assert rating.near_boundary is None


@pytest.mark.parametrize(
    ("value", "polarity", "reason"),
    [
        ("89", Polarity.HIGH, "Green: 89 % equals the target of 89 %"),
        ("80.1", Polarity.HIGH, "Amber: 80.1 % is 8.9 points below the target of 89 %,"
         " within the tolerance of 10 per cent, down to 80.1 %"),
        ("80", Polarity.HIGH, "Red: 80 % is 9 points below the target of 89 %,"
         " beyond the tolerance of 10 per cent, down to 80.1 %"),
        ("95", Polarity.LOW, "Amber: 95 % is 6 points above the target of 89 %,"
         " within the tolerance of 10 per cent, up to 97.9 % (lower is better)"),
    ],
)  # fmt: skip
def test_tolerance(value: str, polarity: Polarity, reason: str) -> None:
    assert rate(D(value), D(89), None, scheme=Scheme.TOLERANCE, polarity=polarity, unit="%").reason == reason


def test_tolerance_is_taken_on_the_absolute_target() -> None:
    def colour(value: str) -> Rag | None:
        return rate(D(value), D(-100), None, scheme=Scheme.TOLERANCE, polarity=Polarity.HIGH).rag

    assert [colour(value) for value in ("-100", "-110", "-111")] == [Rag.GREEN, Rag.AMBER, Rag.RED]


def test_a_tolerance_ignores_the_floor_but_takes_polarity_from_it() -> None:
    rating = rate(D(89), D(90), D("89.5"), scheme=Scheme.TOLERANCE)
    assert rating.rag is Rag.AMBER


def test_a_negative_tolerance_is_refused() -> None:
    with pytest.raises(RuleError, match=r"'tolerance' must be 0 per cent or more \(got -1\)"):
        rate(D(1), D(1), None, scheme=Scheme.TOLERANCE, polarity=Polarity.HIGH, tolerance=D(-1))


def test_target_only_has_no_amber() -> None:
    def reason(value: str) -> str:
        return rate(D(value), D(80), None, scheme=Scheme.TARGET_ONLY, polarity=Polarity.HIGH, unit="%").reason

    assert reason("80") == "Green: 80 % equals the target of 80 %"
    assert reason("75") == "Red: 75 % is 5 points below the target of 80 %"


@pytest.mark.parametrize(
    ("value", "target", "floor", "scheme", "start"),
    [
        (None, "95", "90", Scheme.TARGET_FLOOR, "Not rated: no result"),
        ("75", None, None, Scheme.TARGET_FLOOR, "Not rated: neither target nor floor standard; state both"),
        ("75", None, "90", Scheme.TARGET_FLOOR, "Not rated: no target; state the target"),
        ("75", "95", None, Scheme.TARGET_FLOOR, "Not rated: no floor standard; state it"),
        ("75", "95", "95", Scheme.TARGET_FLOOR, "Not rated: target and floor standard are both 95 %"),
        ("75", "95", None, Scheme.TARGET_ONLY, "Not rated: the target alone does not tell"),
        ("75", None, None, Scheme.TOLERANCE, "Not rated: no target; state the target"),
        ("75", "95", "90", Scheme.NONE, "Data only: "),
        (None, "95", "90", Scheme.NONE, "Data only: "),
    ],
)
def test_no_rating_without_its_grounds(
    value: str | None, target: str | None, floor: str | None, scheme: Scheme, start: str
) -> None:
    rating = rate(number(value), number(target), number(floor), scheme=scheme, unit="%")
    assert rating.rag is None
    assert rating.reason.startswith(start)


def test_what_is_missing_can_be_stated() -> None:
    assert "state Good is (High or Low)" in rate(D(75), D(95), D(95)).reason
    assert rate(D(75), D(95), D(95), polarity=Polarity.LOW).rag is Rag.GREEN
    assert rate(D(75), D(95), D(95), polarity=Polarity.HIGH).rag is Rag.RED


@pytest.mark.parametrize(
    ("target", "floor", "stated", "expected"),
    [
        ("95", "90", None, Polarity.HIGH),
        ("15", "20", None, Polarity.LOW),
        ("15", "20", Polarity.LOW, Polarity.LOW),
        ("15", "15", Polarity.LOW, Polarity.LOW),
        ("15", None, Polarity.HIGH, Polarity.HIGH),
        (None, "15", None, None),
        ("15", "15.0", None, None),
    ],
)
def test_polarity(
    target: str | None, floor: str | None, stated: Polarity | None, expected: Polarity | None
) -> None:
    assert polarity_of(number(target), number(floor), stated) is expected


@pytest.mark.parametrize(
    ("target", "floor", "stated", "message"),
    [
        (15, 20, Polarity.HIGH, "'Good is' must be Low as the target of 15 is below .* of 20 \\(got High\\)"),
        (95, 90, Polarity.LOW, "'Good is' must be High as the target of 95 is above .* of 90 \\(got Low\\)"),
    ],
)
def test_a_contradicted_polarity_is_refused(target: int, floor: int, stated: Polarity, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        rate(D(1), D(target), D(floor), polarity=stated)


def test_the_displayed_figure_is_rated_and_the_edge_is_named() -> None:
    assert rate(D("74.58"), D(80), D(75), unit="%", decimals=0) == Rating(
        Rag.AMBER,
        "Amber: 75 % is 5 points below the target of 80 % and equals the floor standard of 75 %",
        "74.6 % would be Red on the exact figure; it is shown and rated as 75 %",
    )


def test_the_exact_figure_is_rated_and_the_edge_is_named() -> None:
    assert rate(D("74.58"), D(80), D(75), unit="%", decimals=0, basis=Basis.EXACT) == Rating(
        Rag.RED,
        "Red: 74.6 % is 0.4 points below the floor standard of 75 %",
        "75 % would be Amber on the displayed figure; it is rated on the exact figure of 74.6 %",
    )


def test_targets_are_compared_as_stated() -> None:
    rating = rate(D("95.4"), D("95.4"), D(90), decimals=0, unit="%", target_decimals=0)
    assert rating.rag is Rag.AMBER
    assert "0.4 points below the target of 95.4 %" in rating.reason


def test_shown_decimals_and_scale_reach_the_reason() -> None:
    rating = rate(
        D(6420000), D(6500000), D(6000000),
        unit="£", scale="m", decimals=-5, target_decimals=-5, floor_decimals=-5,
    )  # fmt: skip
    assert rating.reason == (
        "Amber: £6.4m is £0.1m below the target of £6.5m and £0.4m above the floor standard of £6.0m"
    )


@given(percentages, percentages, percentages, percentages, schemes, bases, st.integers(0, 3))
def test_a_better_result_is_never_rated_worse(
    one: D, other: D, target: D, floor: D, scheme: Scheme, basis: Basis, decimals: int
) -> None:
    assume(target != floor)
    worse, better = sorted((one, other), reverse=target < floor)
    low, high = (
        rate(value, target, floor, scheme=scheme, basis=basis, decimals=decimals) for value in (worse, better)
    )
    assert low.rag is not None
    assert high.rag is not None
    assert ORDER.index(low.rag) <= ORDER.index(high.rag)


@given(percentages, percentages, percentages, schemes, bases, st.integers(0, 3))
def test_mirrored_figures_earn_the_same_colour(
    value: D, target: D, floor: D, scheme: Scheme, basis: Basis, decimals: int
) -> None:
    assume(target != floor)
    plain = rate(value, target, floor, scheme=scheme, basis=basis, decimals=decimals)
    mirrored = rate(-value, -target, -floor, scheme=scheme, basis=basis, decimals=decimals)
    assert plain.rag is mirrored.rag
    assert (plain.near_boundary is None) == (mirrored.near_boundary is None)


@given(percentages, percentages, percentages, schemes, st.sampled_from(["%", "£", "days", "number"]))
def test_the_unit_does_not_colour(value: D, target: D, floor: D, scheme: Scheme, unit: str) -> None:
    plain = rate(value, target, floor, scheme=scheme, polarity=None, decimals=1)
    assert rate(value, target, floor, scheme=scheme, unit=unit, decimals=1).rag is plain.rag


@given(percentages, percentages, percentages, schemes, st.integers(0, 3))
def test_a_note_stands_exactly_where_the_bases_differ(
    value: D, target: D, floor: D, scheme: Scheme, decimals: int
) -> None:
    displayed, exact = (
        rate(value, target, floor, scheme=scheme, decimals=decimals, basis=basis) for basis in Basis
    )
    assert (displayed.near_boundary is not None) == (displayed.rag is not exact.rag)
    assert (exact.near_boundary is not None) == (displayed.rag is not exact.rag)


@given(percentages, percentages, percentages)
def test_figures_as_stored_follow_the_plain_rule(value: D, target: D, floor: D) -> None:
    assume(target > floor)
    expected = Rag.GREEN if value >= target else Rag.AMBER if value >= floor else Rag.RED
    assert rate(value, target, floor).rag is expected
