"""Profiles add up to the penny; outturns say how they were found; virements net to zero."""

from __future__ import annotations

from decimal import Decimal as D
from decimal import localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kccxl.errors import RuleError
from kccxl.rules.exact import as_decimal
from kccxl.rules.profile import (
    OutturnMethod,
    ProfileMethod,
    outturn,
    profile,
    to_date,
    virement_imbalance,
)

EVEN, HISTORIC, GIVEN = ProfileMethod.EVEN, ProfileMethod.HISTORIC, ProfileMethod.GIVEN
PAST = [D(tenths) / 10 for tenths in (83, 84, 82, 79, 65, 81, 88, 86, 90, 84, 85, 93)]

pounds = st.decimals(min_value=-(10**10), max_value=10**10, places=2)
percentages = st.lists(st.integers(-20, 80), min_size=11, max_size=11).map(
    lambda units: [D(each) / 2 for each in (*units, 200 - sum(units))]
)


def test_the_pence_left_over_go_to_the_first_months() -> None:
    assert profile(D("100.00"), EVEN) == [D("8.34")] * 4 + [D("8.33")] * 8
    assert profile(D("-100.00"), EVEN) == [D("-8.34")] * 4 + [D("-8.33")] * 8


def test_the_pence_left_over_go_to_the_largest_remainders() -> None:
    weights = [D(each) for each in ("0.4", "0.9", "0.7", "98", *["0"] * 8)]
    assert profile(D(100), HISTORIC, weights=weights, decimals=0)[:4] == [0, 1, 1, 98]


def test_historic_percentages() -> None:
    months = profile(D("5174000.00"), HISTORIC, weights=PAST)
    assert sum(PAST) == 100
    assert (months[0], sum(months)) == (D("429442.00"), D("5174000.00"))


@pytest.mark.parametrize(
    "weights",
    [[D("8.3")] * 12, [D(8)] * 12, [D("8.333333333333334")] * 12, [D(9)] * 4 + [D(8)] * 8],
    ids=["99.6 with one decimal", "96 with none", "thirds from Excel", "exactly 100"],
)
def test_rounded_percentages_are_scaled(weights: list[D]) -> None:
    assert sum(profile(D(1000), HISTORIC, weights=weights)) == 1000


@pytest.mark.parametrize(
    "weights", [[D("8.2")] * 12, [D(0)] * 12, [D("8.33")] * 11 + [D(0)], [D("0.0833")] * 12]
)
def test_percentages_that_leave_out_a_month_are_refused(weights: list[D]) -> None:
    with pytest.raises(RuleError, match="'weights' must add up to 100 per cent, but for rounding"):
        profile(D(1000), HISTORIC, weights=weights)


@given(pounds)
def test_even_months_add_up_and_differ_by_a_penny_at_most(annual: D) -> None:
    months = profile(annual, EVEN)
    assert len(months) == 12
    assert sum(months) == annual
    assert max(months) - min(months) <= D("0.01")


@given(pounds, percentages)
def test_historic_months_add_up_and_keep_within_a_penny_of_their_share(annual: D, weights: list[D]) -> None:
    months = profile(annual, HISTORIC, weights=weights)
    assert sum(months) == annual
    for month, weight in zip(months, weights, strict=True):
        assert abs(Fraction(month) - Fraction(annual) * Fraction(weight) / 100) < Fraction(1, 100)


@given(st.lists(pounds, min_size=12, max_size=12))
def test_given_months_are_kept(months: list[D]) -> None:
    assert profile(sum(months, D(0)), GIVEN, given=months) == months


@given(st.integers(-(10**9), 10**9), st.integers(-3, 4))
def test_months_have_the_decimals_asked_for(units: int, decimals: int) -> None:
    annual = D(units).scaleb(-decimals)
    months = profile(annual, EVEN, decimals=decimals)
    assert sum(months) == annual
    assert all(month == round(month, decimals) and "E" not in str(month) for month in months if month)


@given(pounds, st.integers(1, 12))
def test_what_is_to_date_and_what_remains_make_the_year(annual: D, number: int) -> None:
    months = profile(annual, EVEN)
    assert to_date(months, number) + sum(months[number:]) == annual
    assert to_date(months, 12) == annual


def test_a_narrow_context_of_the_caller_does_no_harm() -> None:
    with localcontext() as context:
        context.prec = 3
        months = profile(D("36830612.34"), EVEN)
        total = to_date(months, 12)
    assert total == sum(months) == D("36830612.34")


@pytest.mark.parametrize(
    ("annual", "method", "options", "message"),
    [
        ("100.005", EVEN, {}, "'annual' must have no more decimals than its months, 2"),
        ("100", EVEN, {"weights": PAST}, r"'weights' must be twelve .* \(got 12 for even\)"),
        ("100", HISTORIC, {}, r"'weights' must be twelve .* \(got 0 for historic\)"),
        ("100", HISTORIC, {"weights": PAST[:11]}, r"'weights' must be twelve .* \(got 11 for historic\)"),
        ("100", HISTORIC, {"weights": PAST, "given": PAST}, "'given' must be twelve"),
        ("100", GIVEN, {"given": [D("8.33")] * 12}, r"'given' must add up .* of 100 \(got 99.96\)"),
        ("100", GIVEN, {"given": [D("NaN")] * 12}, "'given' must be a finite number"),
        ("NaN", EVEN, {}, "'annual' must be a finite number"),
        ("100", EVEN, {"decimals": 1.5}, "'decimals' must be a whole number"),
    ],
)
def test_what_cannot_be_profiled_is_refused(
    annual: str, method: ProfileMethod, options: dict[str, object], message: str
) -> None:
    with pytest.raises(RuleError, match=message):
        profile(D(annual), method, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", [0, 13, 1.0, True])
def test_months_are_counted_from_one_to_twelve(number: int) -> None:
    with pytest.raises(RuleError, match="must be a whole number from 1 to 12"):
        to_date(PAST, number)
    with pytest.raises(RuleError, match="must be a whole number from 1 to 12"):
        outturn(D(1), None, None, method=OutturnMethod.STATED, months=number)


def test_a_year_has_twelve_months() -> None:
    with pytest.raises(RuleError, match=r"'months' must be twelve \(got 11\)"):
        to_date(PAST[:11], 4)


@pytest.mark.parametrize(
    ("method", "actual", "forecast", "value", "reason"),
    [
        ("stated", "400", "1300", "1300", "Stated: £1,300"),
        ("stated", None, "1300", "1300", "Stated: £1,300"),
        ("stated", "400", None, None, "N/a: no forecast is stated"),
        ("straight line", "400", "1300", "1200", "Straight line: £400 in 4 months makes £1,200 in 12"),
        ("straight line", None, "1300", None, "N/a: no actual to date"),
        ("profiled", "450", None, "1250",
         "Profiled: £450 to date and £800 in the budget of the months that remain"),
        ("profiled", None, None, None, "N/a: no actual to date"),
    ],
)  # fmt: skip
def test_outturns(
    method: str, actual: str | None, forecast: str | None, value: str | None, reason: str
) -> None:
    spent, stated, expected = (None if each is None else D(each) for each in (actual, forecast, value))
    found = outturn(
        spent,
        None,
        stated,
        method=OutturnMethod(method),
        months=4,
        budgets=profile(D(1200), EVEN),
        decimals=0,
    )
    assert (found.value, found.reason, found.method, found.note) == (expected, reason, method, None)


def test_a_profiled_outturn_needs_the_profile() -> None:
    found = outturn(D(1), None, None, method=OutturnMethod.PROFILED, months=4)
    assert (found.value, found.reason) == (None, "N/a: no monthly budgets")


def test_commitments_beyond_the_forecast_are_noted_and_never_added() -> None:
    found = outturn(D(400), D(850), None, method=OutturnMethod.STRAIGHT_LINE, months=4, decimals=0)
    assert found.value == 1200
    assert found.note == "Actual and commitments make £1,250, more than the £1,200 forecast"
    assert outturn(D(400), D(800), None, method=OutturnMethod.STRAIGHT_LINE, months=4).note is None


@given(pounds, st.integers(1, 12))
def test_a_straight_line_is_exact(actual: D, months: int) -> None:
    found = outturn(actual, None, None, method=OutturnMethod.STRAIGHT_LINE, months=months)
    assert found.value == as_decimal(Fraction(actual) * 12 / months)


@given(pounds, st.integers(1, 12))
def test_what_runs_to_profile_ends_on_budget(annual: D, months: int) -> None:
    budgets = profile(annual, EVEN)
    spent = to_date(budgets, months)
    found = outturn(spent, None, None, method=OutturnMethod.PROFILED, months=months, budgets=budgets)
    assert found.value == annual


@given(st.lists(pounds, max_size=20), pounds)
def test_virements_net_to_zero(amounts: list[D], slip: D) -> None:
    assume(slip)
    paired = [*amounts, *(-amount for amount in amounts)]
    assert virement_imbalance(paired) == 0
    assert virement_imbalance([*paired, slip]) == slip


def test_an_amount_that_is_no_figure_is_refused() -> None:
    with pytest.raises(RuleError, match="'amounts' must be a Decimal"):
        virement_imbalance([1.5])  # type: ignore[list-item]
