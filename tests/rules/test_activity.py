"""Activity indicators: expected ranges, and what is expected by a month of the year."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.errors import RuleError
from kccxl.rules.activity import InRange, Kind, check_range, expected_to_date
from kccxl.rules.rounding import Basis

YEAR = [D(300), D(330), D(360), D(390)]
thresholds = st.lists(st.integers(0, 10**6).map(D), min_size=4, max_size=4)


def number(text: str | None) -> D | None:
    return None if text is None else D(text)


@pytest.mark.parametrize(
    ("value", "lower", "upper", "status", "reason"),
    [
        ("1300", "1200", "1400", "Yes",
         "Yes: 1,300 lies between the lower threshold of 1,200 and the upper threshold of 1,400"),
        ("1200", "1200", "1400", "Yes", None),
        ("1400", "1200", "1400", "Yes", None),
        ("1500", "1200", "1400", "Above", "Above: 1,500 is 100 above the upper threshold of 1,400"),
        ("1199", "1200", "1400", "Below", "Below: 1,199 is 1 below the lower threshold of 1,200"),
        ("5", "1200", None, "Below", None),
        ("5000", "1200", None, "Yes",
         "Yes: 5,000 is not below the lower threshold of 1,200 (no upper threshold)"),
        ("5", None, "1400", "Yes", "Yes: 5 is not above the upper threshold of 1,400 (no lower threshold)"),
        ("5000", None, "1400", "Above", None),
        ("7", "7", "7", "Yes", None),
        ("7", None, None, None, "Not checked: no thresholds"),
        (None, "1", "2", None, "Not checked: no result"),
    ],
)  # fmt: skip
def test_expected_range(
    value: str | None, lower: str | None, upper: str | None, status: str | None, reason: str | None
) -> None:
    found = check_range(number(value), number(lower), number(upper))
    assert found.status == status
    assert reason in (None, found.reason)
    assert found.near_boundary is None


def test_thresholds_the_wrong_way_round() -> None:
    with pytest.raises(RuleError, match=r"'lower' must not be above 'upper' \(got 30 and 20\)"):
        check_range(None, D(30), D(20))


def test_the_displayed_figure_is_checked_and_the_edge_is_named() -> None:
    shown = check_range(D("74.6"), D(75), D(80), unit="%", decimals=0)
    assert shown.status is InRange.YES
    assert shown.near_boundary == "74.6 % would be Below on the exact figure; it is checked as 75 %"
    exact = check_range(D("74.6"), D(75), D(80), unit="%", decimals=0, basis=Basis.EXACT)
    assert exact.reason == "Below: 74.6 % is 0.4 points below the lower threshold of 75 %"
    assert exact.near_boundary == "75 % would be Yes on the displayed figure; it is checked as 74.6 %"


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_the_range_is_a_sandwich(value: int, one: int, other: int) -> None:
    lower, upper = sorted((one, other))
    expected = "Below" if value < lower else "Above" if value > upper else "Yes"
    assert check_range(D(value), D(lower), D(upper)).status == expected


@pytest.mark.parametrize(
    ("months", "flow", "stock"),
    [
        (1, 100, 300), (2, 200, 300), (3, 300, 300), (4, 410, 330), (5, 520, 330), (6, 630, 330),
        (7, 750, 360), (8, 870, 360), (9, 990, 360), (10, 1120, 390), (11, 1250, 390), (12, 1380, 390),
    ],
)  # fmt: skip
def test_expected_by_month(months: int, flow: int, stock: int) -> None:
    assert expected_to_date(YEAR, months, Kind.FLOW) == flow
    assert expected_to_date(YEAR, months, Kind.STOCK) == stock


def test_thirds_keep_28_digits() -> None:
    assert expected_to_date([D(100), None, None, D(5)], 1, Kind.FLOW) == D("33." + "3" * 26)


@pytest.mark.parametrize("months", range(1, 13))
def test_a_missing_quarter_is_not_taken_for_nothing(months: int) -> None:
    quarters = [D(300), None, D(360), D(390)]
    assert (expected_to_date(quarters, months, Kind.FLOW) is None) == (months > 3)
    assert (expected_to_date(quarters, months, Kind.STOCK) is None) == (4 <= months <= 6)


@pytest.mark.parametrize("months", range(1, 13))
def test_an_annual_measure_is_expected_once_its_quarter_ends(months: int) -> None:
    quarters = [None, D(500), None, None]
    assert expected_to_date(quarters, months, Kind.FLOW) == (500 if months >= 6 else None)
    assert expected_to_date(quarters, months, Kind.STOCK) == (500 if 4 <= months <= 6 else None)


def test_no_thresholds_at_all() -> None:
    assert expected_to_date([None] * 4, 12, Kind.FLOW) is None


@pytest.mark.parametrize(
    ("quarters", "months", "message"),
    [
        (YEAR[:3], 1, r"'quarters' must be four thresholds \(got 3\)"),
        (YEAR, 0, r"'months' must be a whole number from 1 to 12 \(got 0\)"),
        (YEAR, 13, r"'months' must be .* \(got 13\)"),
        (YEAR, 1.5, r"'months' must be .* \(got 1.5\)"),
    ],
)
def test_what_cannot_be_is_refused(quarters: list[D | None], months: int, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        expected_to_date(quarters, months, Kind.FLOW)


@given(thresholds)
def test_full_quarters_add_up(quarters: list[D]) -> None:
    for count in (1, 2, 3, 4):
        assert expected_to_date(quarters, 3 * count, Kind.FLOW) == sum(quarters[:count])


@given(thresholds)
def test_a_flow_never_falls(quarters: list[D]) -> None:
    found = [expected_to_date(quarters, months, Kind.FLOW) for months in range(1, 13)]
    amounts = [amount for amount in found if amount is not None]
    assert len(amounts) == 12
    assert amounts == sorted(amounts)
