"""Variances: the published monitoring table, signs, words, percentages and capital splits."""

from __future__ import annotations

from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.errors import RuleError
from kccxl.rules.casting import Verdict, cast
from kccxl.rules.exact import as_decimal
from kccxl.rules.variance import (
    Effect,
    Sign,
    Split,
    as_printed,
    effect,
    from_printed,
    movement,
    per_cent,
    revised,
    split_agrees,
    variance,
)

COLUMNS = ["net budget", "variance", "adjustment", "revised", "last reported", "movement"]
MONITORING = {  # the council's financial monitoring 2016-17, Table 1 (July), £000s, as printed
    "Contact Centre, Digital Web Services & Gateways": "5174.0 19.5 0.0 19.5 0.0 19.5",
    "Local Democracy": "5314.5 -893.1 890.0 -3.1 0.0 -3.1",
    "Strategic Business Development & Intelligence": "1332.1 -72.0 0.0 -72.0 0.0 -72.0",
    "Strategy, Policy, Relationships & Corporate Assurance": "2024.1 -235.9 0.0 -235.9 0.0 -235.9",
    "Democratic & Members": "3699.4 -22.3 0.0 -22.3 0.0 -22.3",
    "Finance & Procurement": "10830.8 -349.7 0.0 -349.7 0.0 -349.7",
    "Engagement, Organisation Design & Development": "9607.9 -251.6 0.0 -251.6 0.0 -251.6",
    "Legal Services & Information Governance": "-2042.8 49.8 0.0 49.8 0.0 49.8",
    "Strategic Management & Directorate Support": "-2373.5 0.0 0.0 0.0 0.0 0.0",
    "Infrastructure": "36830.6 512.6 0.0 512.6 412.0 100.6",
    "Total S&CS": "70397.1 -1242.7 890.0 -352.7 412.0 -764.7",
}
TABLE = {heading: [D(each) for each in printed.split()] for heading, printed in MONITORING.items()}

figures = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
signs = st.sampled_from(list(Sign))


@pytest.mark.parametrize("heading", TABLE)
def test_published_lines(heading: str) -> None:
    _, forecast_variance, adjustment, revised_variance, last, moved = TABLE[heading]
    assert revised(forecast_variance, adjustment) == revised_variance
    assert movement(revised_variance, last) == moved


@pytest.mark.parametrize("place", range(6), ids=COLUMNS)
def test_published_totals(place: int) -> None:
    lines = [figures[place] for heading, figures in TABLE.items() if heading != "Total S&CS"]
    assert cast(lines, TABLE["Total S&CS"][place], decimals=1).verdict is Verdict.AGREES


@pytest.mark.parametrize(
    ("heading", "word", "percentage"),
    [
        ("Infrastructure", "Adverse", "1.39"),
        ("Finance & Procurement", "Favourable", "-3.23"),
        ("Legal Services & Information Governance", "Adverse", "2.44"),  # of a net income budget
        ("Strategic Management & Directorate Support", "None", "0"),
        ("Total S&CS", "Favourable", "-0.50"),
    ],
)
def test_published_effects(heading: str, word: str, percentage: str) -> None:
    budget, _, _, revised_variance, *_ = TABLE[heading]
    share = per_cent(revised_variance, budget)
    assert effect(revised_variance) == word
    assert share is not None
    assert round(share, 2) == D(percentage)


def test_a_variance_shown_as_zero_has_no_effect() -> None:
    assert effect(D("40.00"), decimals=-2) is Effect.NONE
    assert effect(D("50.00"), decimals=-2) is Effect.ADVERSE
    assert effect(D("-0.0")) is Effect.NONE


def test_less_income_than_budgeted_is_adverse() -> None:
    assert effect(variance(D("-1993.0"), D("-2042.8"))) is Effect.ADVERSE


@given(figures, signs)
def test_printing_and_reading_are_inverse(value: D, sign: Sign) -> None:
    assert from_printed(as_printed(value, sign), sign) == value
    assert as_printed(from_printed(value, sign), sign) == value


@given(figures)
def test_the_two_conventions_print_opposite_figures(value: D) -> None:
    one, other = as_printed(value, Sign.OVERSPEND_POSITIVE), as_printed(value, Sign.OVERSPEND_NEGATIVE)
    assert one + other == 0
    assert one == value


@pytest.mark.parametrize("sign", list(Sign))
def test_no_sign_is_given_to_zero(sign: Sign) -> None:
    assert str(as_printed(D("-0.0"), sign)) == str(from_printed(D("0.0"), sign)) == "0.0"


@given(figures, figures)
def test_budget_and_variance_make_the_forecast(forecast: D, budget: D) -> None:
    assert budget + variance(forecast, budget) == forecast
    assert (
        effect(variance(forecast, budget))
        is [Effect.NONE, Effect.ADVERSE, Effect.FAVOURABLE][(forecast > budget) - (forecast < budget)]
    )


@given(figures, figures.filter(bool))
def test_a_percentage_has_the_sign_of_its_variance(amount: D, budget: D) -> None:
    share = per_cent(amount, budget)
    assert share == as_decimal(Fraction(amount) * 100 / abs(Fraction(budget)))
    assert share == per_cent(amount, -budget)
    assert (share > 0, share < 0) == (amount > 0, amount < 0)


@pytest.mark.parametrize(
    ("amount", "budget"), [("5", "0"), ("5", "0.00"), ("5", None), (None, "5"), (None, None)]
)
def test_some_percentages_there_are_not(amount: str | None, budget: str | None) -> None:
    assert per_cent(amount and D(amount), budget and D(budget)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("total", "real", "rephasing", "decimals", "verdict"),
    [
        ("-500.0", "-20.0", "-480.0", 1, "agrees"),
        ("-500.1", "-20.0", "-480.0", 1, "rounding"),
        ("-500.2", "-20.0", "-480.0", 1, "differs"),
        ("-500.1", "-20.0", "-480.0", None, "differs"),
        ("0.0", "30.0", "-30.0", 1, "agrees"),
    ],
)
def test_capital_splits(total: str, real: str, rephasing: str, decimals: int | None, verdict: str) -> None:
    found = split_agrees(D(total), D(real), D(rephasing), decimals)
    assert found.verdict == verdict
    assert found.recomputed == Split(D(real), D(rephasing)).total


@pytest.mark.parametrize("value", [1.5, None, D("NaN"), D("Infinity")])
def test_only_figures_a_cell_can_hold_are_taken(value: D) -> None:
    for rule in (revised, movement, variance):
        with pytest.raises(RuleError, match="must be a"):
            rule(value, D(1))
        with pytest.raises(RuleError, match="must be a"):
            rule(D(1), value)
    with pytest.raises(RuleError, match="'variance' must be a"):
        as_printed(value, Sign.OVERSPEND_NEGATIVE)
    with pytest.raises(RuleError, match="'value' must be a"):
        from_printed(value, Sign.OVERSPEND_NEGATIVE)
    with pytest.raises(RuleError, match="must be a"):
        Split(value, D(1)).total  # noqa: B018
