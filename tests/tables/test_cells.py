"""Every spelling of a figure that the papers hold, and what must not be taken for one."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.tables.cells import Kind, exact, plain_text, read_figure, without_dust
from kccxl.tables.displayed import read_format
from kccxl.tables.grid import Value


@pytest.mark.parametrize(
    ("typed", "value", "unit", "decimals"),
    [
        ("95%", "95", "%", 0),
        ("99.8%", "99.8", "%", 1),
        ("99.53%", "99.53", "%", 2),
        ("99.0%", "99.0", "%", 1),
        ("6.1 %", "6.1", "%", 1),
        ("43%*", "43", "%", 0),
        ("95\u00a0%", "95", "%", 0),
        ("95 per cent", "95", "%", 0),
        ("£6.5m", "6500000", "£", -5),
        ("£1.8m*", "1800000", "£", -5),
        ("£852k**", "852000", "£", -3),
        ("£113k+", "113000", "£", -3),
        ("£0.07m (current quarterly value)", "70000", "£", -4),
        ("£1.1m (p/a)", "1100000", "£", -5),
        ("£1.688m(Target)", "1688000", "£", -3),
        ("£11m (£10m external funding)", "11000000", "£", -6),
        ("90% Good or above", "90", "%", 0),
        ("20 (High)", "20", "", 0),
        ("-£349.7k", "-349700", "£", -2),
        ("£-349.7k", "-349700", "£", -2),
        ("+£412k", "412000", "£", -3),
        ("(349.7)", "-349.7", "", 1),
        ("−716.9", "-716.9", "", 1),
        ("£20.497m", "20497000", "£", -3),
        ("£28 million", "28000000", "£", -6),
        ("£5 millions", "5000000", "£", -6),
        ("£5mil", "5000000", "£", -6),
        ("£1.87 billion", "1870000000", "£", -7),
        ("£12.5bn", "12500000000", "£", -8),
        ("1,234", "1234", "", 0),
        ("482.5", "482.5", "", 1),
        ("180,000", "180000", "", 0),
        ("0.0", "0.0", "", 1),
        ("<p>95%</p>", "95", "%", 0),
    ],
)
def test_a_typed_figure(typed: str, value: str, unit: str, decimals: int) -> None:
    figure = read_figure(typed)
    assert (figure.kind, figure.unit, figure.decimals) == (Kind.NUMBER, unit, decimals)
    assert figure.value == Decimal(value)


@pytest.mark.parametrize(
    "typed",
    [
        *("1200, 60%", "£80-90m", "350-550", "0-25", "3 of 5", "4 out of 5", "95% or above", "1,23", "12:30"),
        *("Various mini projects", "Cost avoidance", "Yes", "• -£32.9m short term • -£31.9m long term", "<5"),
        *("five hundred", "5 hundred", "3/4", "95%, 97%", "--5", "(95", "95)", "Likely (4)", "1e5", "≥ 95%"),
    ],
)
def test_what_is_no_single_figure_is_never_read_as_one(typed: str) -> None:
    figure = read_figure(typed)
    assert (figure.kind, figure.value) == (Kind.TEXT, None)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        *(
            ("n/a", Kind.NA),
            ("N/a", Kind.NA),
            ("N/A", Kind.NA),
            (" n/a ", Kind.NA),
            ("-", Kind.NA),
            ("–", Kind.NA),
        ),
        *(("TBC", Kind.TBC), ("NEW", Kind.NEW), ("(NEW)", Kind.NEW), ("Snapshot data", Kind.SNAPSHOT)),
        *(("", Kind.BLANK), ("  ", Kind.BLANK), (None, Kind.BLANK), ("\u00a0", Kind.BLANK)),
    ],
)
def test_words_that_stand_for_no_figure(typed: Value, kind: Kind) -> None:
    assert (read_figure(typed).kind, read_figure(typed).value) == (kind, None)


@pytest.mark.parametrize(
    ("stored", "code", "shown", "value"),
    [
        (0.95, "0%", "95%", "95"),
        (0.9749, "0%", "97%", "97.49"),
        (0.945, "0%", "95%", "94.5"),
        (0.998, "0.0%", "99.8%", "99.8"),
        (95, '0"%"', "95%", "95"),
        (0.99, "0.0%", "99.0%", "99"),
        (1234.5, "#,##0", "1,235", "1234.5"),
        (6_500_000, '£#,##0.0,,"m"', "£6.5m", "6500000"),
        (-349_700, '£#,##0.0,"k";[Red]-£#,##0.0,"k"', "-£349.7k", "-349700"),
        (43, '0"*"', "43", "43"),
        (0.43, '0%"*"', "43%", "43"),
        (1312.0, "General", "1,312", "1312"),
        (20.5, "[$£-809]#,##0.00", "£20.50", "20.5"),
        (0, "0%", "0%", "0"),
        (True, "General", "True", None),
        (float("nan"), "0%", "nan", None),
        (1e306, "0%", "1e+306", None),
        (43131, "mmm-yy", "43131 shown as a date", None),
        (date(2019, 1, 1), "mmm-yy", "2019-01-01", None),
        (time(9), "hh:mm", "09:00:00", None),
        (timedelta(1), "[h]", "1 day, 0:00:00", None),
    ],
)
def test_a_stored_figure_is_read_as_displayed(
    stored: Value, code: str, shown: str, value: str | None
) -> None:
    figure = read_figure(stored, code)
    assert figure.shown == shown
    assert figure.value == (None if value is None else Decimal(value))


@given(st.decimals(-(10**9), 10**9, places=4))
def test_a_number_and_its_typed_form_are_the_same(number: Decimal) -> None:
    assert read_figure(format(number, "f")).value == number
    assert read_figure(f"{number:,f}%").value == number


@given(st.one_of(st.text(), st.floats(), st.integers()), st.text(max_size=12))
def test_no_cell_breaks_the_reader(value: Value, code: str) -> None:
    figure = read_figure(value, code)
    assert isinstance(figure.shown, str)
    assert figure.known == (figure.kind is Kind.NUMBER)


def test_plain_text_and_exact() -> None:
    assert plain_text(" <p>Contact\u00a0Point</p>\n ") == "Contact Point"
    assert plain_text(12.0) == "12"
    assert exact(0.1 + 0.2) == Decimal("0.3")
    assert read_format("0.00,,").thousands == 2


@given(st.decimals(-(10**8), 10**8, places=3), st.decimals(-(10**8), 10**8, places=3))
def test_what_a_difference_of_stored_figures_leaves_is_no_digit(left: Decimal, right: Decimal) -> None:
    """Figures of up to a million with the noise of a subtraction are the figures that were subtracted."""
    stored = exact(float(left / 100) - float(right / 100))
    assert without_dust(stored) == (left - right) / 100
    assert without_dust(-stored) == (right - left) / 100


@pytest.mark.parametrize("stored", [100 / 3, 2 / 7, 0.12345678, 1234567.1234567, 1e-6, 123456789012345.0])
def test_a_figure_that_goes_on_for_its_own_sake_keeps_its_digits(stored: float) -> None:
    assert without_dust(exact(stored)) == exact(stored)


def test_the_decimals_of_a_figure_are_not_those_of_its_noise() -> None:
    figure = read_figure(37343.2 - 36830.6)
    assert (figure.decimals, figure.shown) == (1, "512.6")
    assert read_figure(0.1 + 0.2).decimals == 1
