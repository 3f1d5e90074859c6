"""Year to date: sums of parts, never means of percentages, and nothing left out in silence."""

from __future__ import annotations

from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.rules.exact import as_decimal
from kccxl.rules.ytd import YtdMethod, YtdPoint, year_to_date

counts = st.integers(0, 10**6)
MONTHS = ["April", "May", "June", "July"]


def number(figure: int | str | None) -> D | None:
    return None if figure is None else D(figure)


def ratios(*pairs: tuple[int | None, int | None]) -> list[YtdPoint]:
    return [
        YtdPoint(label, numerator=number(top), denominator=number(low))
        for label, (top, low) in zip(MONTHS, pairs, strict=False)
    ]


def values(*figures: str | None) -> list[YtdPoint]:
    return [YtdPoint(label, number(figure)) for label, figure in zip(MONTHS, figures, strict=False)]


def test_a_ratio_pools_its_parts() -> None:
    found = year_to_date(ratios((9, 10), (45, 90)), YtdMethod.RATIO, unit="%")
    assert found.value == 54  # the mean of 90 % and 50 % would be 70 %
    assert found.reason == "Ratio: 54 of 100 over 2 results"


def test_a_ratio_without_per_cent_is_not_multiplied() -> None:
    assert year_to_date(ratios((1, 3)), YtdMethod.RATIO, unit="days").value == as_decimal(Fraction(1, 3))


def test_a_month_without_figures_is_left_out_and_named() -> None:
    found = year_to_date(ratios((9, 10), (None, None), (1, 10)), YtdMethod.RATIO, unit="%")
    assert found.value == 50
    assert found.reason == "Ratio: 10 of 20 over 2 results (without May: no figures)"


@pytest.mark.parametrize(
    ("point", "fault"),
    [
        (YtdPoint("May", D(50)), "May has a value only, without numerator and denominator"),
        (YtdPoint("May", numerator=D(5)), "May has no denominator"),
        (YtdPoint("May", D(50), denominator=D(10)), "May has no numerator"),
    ],
)
def test_half_a_ratio_gives_no_year_to_date(point: YtdPoint, fault: str) -> None:
    found = year_to_date([*ratios((9, 10)), point], YtdMethod.RATIO, unit="%")
    assert found.value is None
    assert found.reason == f"N/a: {fault}; a mean of ratios would mislead"


def test_no_denominator_in_total() -> None:
    found = year_to_date(ratios((0, 0), (0, 0)), YtdMethod.RATIO, unit="%")
    assert (found.value, found.reason) == (None, "N/a: the denominators add up to 0")


@pytest.mark.parametrize("method", [YtdMethod.RATIO, YtdMethod.SUM, YtdMethod.MEAN, YtdMethod.LATEST])
def test_no_results(method: YtdMethod) -> None:
    assert year_to_date([], method).reason == "N/a: no results so far"
    found = year_to_date([YtdPoint("April"), YtdPoint("May")], method)
    assert (found.value, found.reason) == (None, "N/a: no results so far (without April, May: no figures)")


@pytest.mark.parametrize(
    ("method", "figures", "value", "reason"),
    [
        (YtdMethod.SUM, ("10", "20", "30"), "60", "Sum over 3 results"),
        (YtdMethod.SUM, ("10", None, "30"), "40", "Sum over 2 results (without May: no figures)"),
        (YtdMethod.MEAN, ("10", None, "31"), "20.5", "Mean over 2 results (without May: no figures)"),
        (YtdMethod.MEAN, ("7",), "7", "Mean over 1 result"),
        (YtdMethod.LATEST, ("10", "20"), "20", "Latest: May"),
        (YtdMethod.LATEST, ("10", "20", None), "20", "Latest: May (without June: no figures)"),
        (YtdMethod.LATEST, ("10", None, "20"), "20", "Latest: June"),
        (YtdMethod.NONE, ("10", "20"), None, "Snapshot data: no year to date"),
    ],
)
def test_methods_on_values(
    method: YtdMethod, figures: tuple[str | None, ...], value: str | None, reason: str
) -> None:
    found = year_to_date(values(*figures), method)
    assert (found.value, found.reason) == (number(value), reason)


def test_the_latest_of_equal_points_is_the_last() -> None:
    points = [YtdPoint("Q1", D(1)), YtdPoint("Q1", D(1)), YtdPoint("Q2")]
    assert year_to_date(points, YtdMethod.LATEST).reason == "Latest: Q1 (without Q2: no figures)"


@given(st.lists(st.tuples(counts, st.integers(1, 10**6)), min_size=1, max_size=12))
def test_a_ratio_equals_the_pooled_ratio(pairs: list[tuple[int, int]]) -> None:
    points = [YtdPoint("", numerator=D(top), denominator=D(low)) for top, low in pairs]
    pooled = Fraction(sum(top for top, _ in pairs), sum(low for _, low in pairs))
    assert year_to_date(points, YtdMethod.RATIO).value == as_decimal(pooled)
    assert year_to_date(points, YtdMethod.RATIO, unit="%").value == as_decimal(100 * pooled)


@given(st.lists(st.tuples(counts, st.integers(1, 10**6)), min_size=1, max_size=12))
def test_a_ratio_lies_between_its_extremes(pairs: list[tuple[int, int]]) -> None:
    points = [YtdPoint("", numerator=D(top), denominator=D(low)) for top, low in pairs]
    found = year_to_date(points, YtdMethod.RATIO).value
    shares = [as_decimal(Fraction(top, low)) for top, low in pairs]
    assert found is not None
    assert min(shares) <= found <= max(shares)
