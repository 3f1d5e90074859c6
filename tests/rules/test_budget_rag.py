"""Budget ratings: tolerance, materiality, zero and income budgets, savings, and the rule in words."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.errors import RuleError
from kccxl.rules.budget_rag import BudgetScheme, rate_budget, rate_savings, rule_in_words
from kccxl.rules.rag import Rag
from kccxl.rules.rounding import Basis

PLAIN = BudgetScheme()
FLOORED = BudgetScheme(D(1), D(2), D(50_000))
ORDER = [Rag.GREEN, Rag.AMBER, Rag.RED]

amounts = st.decimals(min_value=-(10**7), max_value=10**7, places=2)
positive = st.decimals(min_value=0, max_value=10**7, places=2)
limits = st.decimals(min_value=0, max_value=10, places=2)
schemes = st.builds(
    lambda one, other, floor: BudgetScheme(min(one, other), max(one, other), floor), limits, limits, positive
)
decimals = st.sampled_from([None, 0, 1, 2])
bases = st.sampled_from(list(Basis))


@pytest.mark.parametrize(
    ("amount", "budget", "scheme", "reason"),
    [
        ("512.6", "36830.6", PLAIN, "Amber: an overspend of £512.6k is 1.4 % of the budget of £36,830.6k,"
         " above 0 % and within 2 %"),
        ("19.5", "5174.0", FLOORED, "Green: an overspend of £19.5k is 0.4 % of the budget of £5,174.0k,"
         " within 1 %"),
        ("-349.7", "10830.8", PLAIN, "Green: an underspend of £349.7k is 3.2 % of the budget of £10,830.8k"),
        ("49.8", "-2042.8", PLAIN, "Red: an overspend of £49.8k is 2.4 % of the net income budget of"
         " -£2,042.8k, above 2 %"),
        ("49.8", "-2042.8", FLOORED, "Amber: an overspend of £49.8k is 2.4 % of the net income budget of"
         " -£2,042.8k, above 2 % but below the materiality of £50.0k"),
        ("50.0", "-2042.8", FLOORED, "Red: an overspend of £50.0k is 2.4 % of the net income budget of"
         " -£2,042.8k, above 2 %"),
        ("0.0", "-2373.5", PLAIN, "Green: no variance against the net income budget of -£2,373.5k"),
        ("50.0", "0.0", FLOORED, "Red: an overspend of £50.0k on a zero budget, which has no percentages"),
        ("49.9", "0.0", FLOORED, "Amber: an overspend of £49.9k on a zero budget,"
         " below the materiality of £50.0k"),
        ("0.1", "0.0", PLAIN, "Red: an overspend of £0.1k on a zero budget, which has no percentages"),
        ("-3.0", "0.0", PLAIN, "Green: an underspend of £3.0k on a zero budget"),
        ("0.0", "0.0", PLAIN, "Green: no variance on a zero budget"),
        (None, "10.0", PLAIN, "Not rated: no variance"),
        ("1.0", None, PLAIN, "Not rated: no budget"),
    ],
)  # fmt: skip
def test_budget_ratings(amount: str | None, budget: str | None, scheme: BudgetScheme, reason: str) -> None:
    spent, planned = (None if each is None else D(each) * 1000 for each in (amount, budget))
    rating = rate_budget(spent, planned, scheme, decimals=1, scale="k", money_decimals=-2)
    assert rating.reason == reason
    assert (rating.rag is None) == reason.startswith("Not rated: ")
    assert rating.rag is None or rating.reason.startswith(f"{rating.rag.word}: ")


@pytest.mark.parametrize(("amount", "rag"), [("20", Rag.AMBER), ("20.01", Rag.RED), ("10", Rag.GREEN),
                                             ("10.01", Rag.AMBER)])  # fmt: skip
def test_equal_to_a_limit_is_within_it(amount: str, rag: Rag) -> None:
    assert rate_budget(D(amount), D(1000), BudgetScheme(D(1), D(2))).rag is rag


def test_the_displayed_percentage_decides_and_says_so() -> None:
    shown = rate_budget(D("20.4"), D(1000), PLAIN, decimals=1)
    assert shown.rag is Rag.AMBER
    assert shown.near_boundary == "2.04 % would be Red (exact figure); rated as 2.0 %"
    exact = rate_budget(D("20.4"), D(1000), PLAIN, decimals=1, basis=Basis.EXACT)
    assert exact.reason == "Red: an overspend of £20.4 is 2.04 % of the budget of £1,000, above 2 %"
    assert exact.near_boundary == "2.0 % would be Amber (displayed figure); rated as 2.04 %"
    assert rate_budget(D("20.4"), D(1000), PLAIN).near_boundary is None


def test_an_amount_is_printed_on_its_side_of_the_materiality() -> None:
    rating = rate_budget(D(49_960), D(100_000), FLOORED, scale="k", money_decimals=-2)
    assert "an overspend of £49.96k is" in rating.reason
    assert rating.reason.endswith("above 2 % but below the materiality of £50.0k")


@given(amounts, amounts, amounts, schemes, decimals, bases)
def test_more_overspend_is_never_rated_better(
    one: D, other: D, budget: D, scheme: BudgetScheme, places: int | None, basis: Basis
) -> None:
    low, high = (
        rate_budget(each, budget, scheme, decimals=places, basis=basis).rag for each in sorted((one, other))
    )
    assert low is not None
    assert high is not None
    assert ORDER.index(low) <= ORDER.index(high)


@given(amounts, amounts, schemes, decimals, bases)
def test_what_no_scheme_changes(
    amount: D, budget: D, scheme: BudgetScheme, places: int | None, basis: Basis
) -> None:
    rag = rate_budget(amount, budget, scheme, decimals=places, basis=basis).rag
    if amount <= 0:
        assert rag is Rag.GREEN
    if amount < scheme.materiality:
        assert rag is not Rag.RED
    assert rag is rate_budget(amount, -budget, scheme, decimals=places, basis=basis).rag


@pytest.mark.parametrize(
    ("target", "delivered", "forecast", "at_risk", "reason"),
    [
        ("1000", "700", "300", None, "Green: no shortfall against the target of £1,000"),
        ("1000", "700", "400", "50", "Green: a surplus of £100 is 10.0 % of the target of £1,000;"
         " £50 is at risk"),
        ("1000", "700", "290", "0", "Amber: a shortfall of £10 is 1.0 % of the target of £1,000,"
         " above 0 % and within 2 %"),
        ("1000", "700", "290", "50", "Amber: a shortfall of £10 is 1.0 % of the target of £1,000,"
         " above 0 % and within 2 %; £50 is at risk, without which it would be Red"),
        ("-1038000", "-525000", "0", None, "Red: a shortfall of £513,000 is 49.4 % of the target of"
         " £1,038,000, above 2 %"),
        ("0", "0", "0", None, "Not rated: the target is zero"),
        (None, "5", "0", None, "Not rated: target is blank"),
        ("5", None, "5", None, "Not rated: delivered is blank"),
        ("5", "5", None, "1", "Not rated: forecast is blank"),
    ],
)  # fmt: skip
def test_savings(
    target: str | None, delivered: str | None, forecast: str | None, at_risk: str | None, reason: str
) -> None:
    planned, saved, to_come, risky = (
        None if each is None else D(each) for each in (target, delivered, forecast, at_risk)
    )
    rating = rate_savings(planned, saved, to_come, PLAIN, at_risk=risky)
    assert rating.reason == reason
    assert (rating.rag is None) == reason.startswith("Not rated: ")


@given(positive.filter(bool), positive, positive, positive, positive, schemes)
def test_more_saved_is_never_rated_worse(
    target: D, delivered: D, forecast: D, more: D, at_risk: D, scheme: BudgetScheme
) -> None:
    less_saved = rate_savings(target, delivered, forecast, scheme, at_risk=at_risk).rag
    more_saved = rate_savings(target, delivered, forecast + more, scheme).rag
    assert less_saved is not None
    assert more_saved is not None
    assert ORDER.index(more_saved) <= ORDER.index(less_saved)
    assert rate_savings(-target, -delivered, -forecast, scheme).rag is less_saved


@pytest.mark.parametrize(
    ("delivered", "forecast", "at_risk"), [("-1", "0", "0"), ("1", "-1", "0"), ("1", "1", "-1")]
)
def test_savings_of_both_signs_are_refused(delivered: str, forecast: str, at_risk: str) -> None:
    with pytest.raises(RuleError, match="must have the sign of the target"):
        rate_savings(D(10), D(delivered), D(forecast), PLAIN, at_risk=D(at_risk))


@pytest.mark.parametrize(
    ("scheme", "places", "words"),
    [
        (PLAIN, None, "Green: no overspend. Amber: an overspend of up to 2 % of the budget."
         " Red: any larger overspend, and any on a zero budget."),
        (FLOORED, 1, "Green: an overspend of up to 1 % of the budget, or none."
         " Amber: an overspend of up to 2 % of the budget."
         " Red: any larger overspend, and any on a zero budget."
         " An overspend below £50k is never Red, but Amber at most."
         " The percentage is rounded to 1 decimal before it is compared."),
        (BudgetScheme(amber_up_to=D(0)), 0, "Green: no overspend."
         " Red: any larger overspend, and any on a zero budget."
         " The percentage is rounded to 0 decimals before it is compared."),
    ],
)  # fmt: skip
def test_the_rule_in_words(scheme: BudgetScheme, places: int | None, words: str) -> None:
    assert rule_in_words(scheme, decimals=places, scale="k") == words


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"green_up_to": D(-1)}, "'green_up_to' must be 0 or more"),
        ({"amber_up_to": D("NaN")}, "'amber_up_to' must be a finite number"),
        ({"materiality": -5.0}, "'materiality' must be a Decimal"),
        ({"green_up_to": D(3)}, r"'amber_up_to' must not be below 'green_up_to' \(got 2 and 3\)"),
    ],
)
def test_limits_that_cannot_be_applied_are_refused(settings: dict[str, D], message: str) -> None:
    with pytest.raises(RuleError, match=message):
        BudgetScheme(**settings)


@pytest.mark.parametrize("value", [1.5, D("NaN")])
def test_only_figures_a_cell_can_hold_are_rated(value: D) -> None:
    for case in ((value, D(1)), (D(1), value)):
        with pytest.raises(RuleError, match="must be a"):
            rate_budget(*case, PLAIN)
    for saving in ((value, D(1), D(1)), (D(1), value, D(1)), (D(1), D(1), value)):
        with pytest.raises(RuleError, match="must be a"):
            rate_savings(*saving, PLAIN)
