"""Rounding and printing: what is shown is what was rated."""

from __future__ import annotations

from decimal import Decimal as D
from decimal import localcontext
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.errors import RuleError
from kccxl.rules.exact import as_decimal, exact_difference, exact_product, exact_sum
from kccxl.rules.rounding import (
    Basis,
    decimals_of,
    on_basis,
    round_half_up,
    show,
    show_gap,
    telling_decimals,
)

figures = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.5", 0, "1"),
        ("1.005", 2, "1.01"),
        ("74.4999", 0, "74"),
        ("1.5", 3, "1.500"),
        ("6543210", -5, "6500000"),
        ("6550000", -5, "6600000"),
        ("-0.4", 0, "0"),
        ("1E+2", 0, "100"),
        ("12345678901234567890123456789012.5", 0, "12345678901234567890123456789013"),
    ],
)
def test_halves_round_away_from_zero(value: str, decimals: int, expected: str) -> None:
    assert str(round_half_up(D(value), decimals)) == expected


@given(figures, st.integers(-8, 6))
def test_rounding_matches_whole_number_arithmetic(value: D, decimals: int) -> None:
    power = Fraction(10) ** decimals
    size = floor(abs(Fraction(value)) * power + Fraction(1, 2)) / power
    assert Fraction(round_half_up(value, decimals)) == (size if value >= 0 else -size)


@given(figures, figures, st.integers(-8, 6))
def test_rounding_keeps_the_order(one: D, other: D, decimals: int) -> None:
    low, high = sorted((one, other))
    assert round_half_up(low, decimals) <= round_half_up(high, decimals)


@pytest.mark.parametrize("decimals", [1.5, "1", True, 31, -31])
def test_decimals_must_be_a_small_whole_number(decimals: object) -> None:
    with pytest.raises(RuleError, match="'decimals' must be"):
        round_half_up(D(1), decimals)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [1.5, 1, "1", None, D("NaN"), D("Infinity"), D("1E+400"), D("1E-400")])
def test_only_figures_a_cell_can_hold_are_rounded(value: object) -> None:
    with pytest.raises(RuleError, match="'value' must be"):
        round_half_up(value, 0)  # type: ignore[arg-type]


def test_a_narrow_context_of_the_caller_does_no_harm() -> None:
    with localcontext() as context:
        context.prec = 3
        assert show(D("1234567.895"), "£", 2) == "£1,234,567.90"
        assert exact_difference(D("123456"), D("0.01")) == D("123455.99")


def test_the_exact_basis_leaves_a_figure_alone() -> None:
    assert on_basis(D("74.6"), 0, Basis.EXACT) == D("74.6")
    assert on_basis(D("74.6"), None, Basis.DISPLAYED) == D("74.6")
    assert on_basis(D("74.6"), 0, Basis.DISPLAYED) == D("75")


@pytest.mark.parametrize(("value", "expected"), [("99.0", 1), ("1E+2", 0), ("5", 0), ("0.125", 3)])
def test_stored_decimals_are_counted(value: str, expected: int) -> None:
    assert decimals_of(D(value)) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "mark", "expected"),
    [
        ("74.6", 0, "75", 1),
        ("74.6", 0, "80", 0),
        ("74.99996", 0, "75", 5),
        ("75", 0, "75", 0),
        ("74.6", None, "75", None),
        ("74." + "9" * 40, 0, "75", None),
    ],
)
def test_as_many_decimals_as_tell_the_side(
    value: str, decimals: int | None, mark: str, expected: int | None
) -> None:
    assert telling_decimals(D(value), decimals, [D(mark)]) == expected


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "scale", "expected"),
    [
        ("75", "%", 0, "", "75 %"),
        ("99", "%", 1, "", "99.0 %"),
        ("99.0", "%", None, "", "99.0 %"),
        ("1234.5", "£", 2, "", "£1,234.50"),
        ("-349700", "£", -2, "k", "-£349.7k"),
        ("6500000", "£", -5, "m", "£6.5m"),
        ("6000000", "£", -5, "m", "£6.0m"),
        ("6000000", "£", None, "m", "£6m"),
        ("6543210", "£", -5, "", "£6,500,000"),
        ("2100000000", "£", -8, "bn", "£2.1bn"),
        ("6543210", "£", -7, "m", "£10m"),
        ("1312", "", None, "", "1,312"),
        ("1312", "number", 0, "", "1,312"),
        ("12", "days", 0, "", "12 days"),
        ("1", "days", 0, "", "1 day"),
        ("1", "news", 0, "", "1 news"),
        ("12500", "calls", -2, "k", "12.5k calls"),
        ("-0.4", "%", 0, "", "0 %"),
        ("-0", "", None, "", "0"),
        ("1E+6", "", None, "", "1,000,000"),
        ("1E-9", "", None, "", "0.000000001"),
    ],
)
def test_figures_print_as_the_papers_print_them(
    value: str, unit: str, decimals: int | None, scale: str, expected: str
) -> None:
    assert show(D(value), unit, decimals, scale) == expected


@given(figures, st.integers(-8, 6), st.sampled_from(["", "k", "m", "bn"]))
def test_what_is_printed_is_what_was_rounded(value: D, decimals: int, scale: str) -> None:
    power = {"": 0, "k": 3, "m": 6, "bn": 9}[scale]
    text = show(value, "£", decimals, scale)
    assert "E" not in text
    assert not text.startswith("-£0k")
    number = D(text.replace("£", "").replace(",", "").rstrip("kmbn")).scaleb(power)
    assert number == round_half_up(value, decimals)


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(RuleError, match=r"'scale' must be '', 'k', 'm' or 'bn' \(got 'M'\)"):
        show(D(1), "£", 0, "M")


@pytest.mark.parametrize(
    ("gap", "unit", "decimals", "expected"),
    [
        ("15", "%", 0, "15 points"),
        ("-1", "%", 0, "1 point"),
        ("1.0", "%", 1, "1 point"),
        ("0.2", "%", None, "0.2 points"),
        ("10", "%", 0, "10 points"),
        ("-1200", "£", 0, "£1,200"),
        ("3", "days", 0, "3 days"),
    ],
)
def test_gaps_of_percentages_are_points(gap: str, unit: str, decimals: int | None, expected: str) -> None:
    assert show_gap(D(gap), unit, decimals) == expected


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40)))
def test_sums_are_exact(values: list[D]) -> None:
    assert Fraction(exact_sum(values)) == sum(map(Fraction, values))


@given(figures, figures)
def test_differences_and_products_are_exact(one: D, other: D) -> None:
    assert Fraction(exact_difference(one, other)) == Fraction(one) - Fraction(other)
    assert Fraction(exact_product(one, other)) == Fraction(one) * Fraction(other)


def test_fractions_that_never_end_keep_28_digits() -> None:
    assert as_decimal(Fraction(1, 3)) == D("0." + "3" * 28)
