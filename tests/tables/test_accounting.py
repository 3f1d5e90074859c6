"""How finance systems and papers write amounts, and what is too doubtful to be read as one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.rules.casting import Verdict
from kccxl.tables.accounting import is_dash, read_amount, read_signed
from kccxl.tables.cells import Kind, read_figure
from kccxl.tables.grid import Value
from kccxl.tables.totals import find_castings
from tests.tables.grids import sheet

PENNIES = st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("1,200-", "-1200", ""), ("1200.50-", "-1200.50", ""), ("£1,200.00-", "-1200", "£"), ("1,200−", "-1200", ""),
        ("£1.2m-", "-1200000", "£"), ("0.00-", "0", ""),
        ("1,200 CR", "-1200", ""), ("1,200.00CR", "-1200", ""), ("£1.2m Cr.", "-1200000", "£"), ("12 (CR)", "-12", ""),
        ("1,200 DR", "1200", ""), ("1,200DR", "1200", ""), ("0.00 CR", "0", ""),
        ("£(1,200)", "-1200", "£"), ("(£1,200)", "-1200", "£"), ("£ 1,200", "1200", "£"), ("£\u00a01,200", "1200", "£"),
        ("−1,200", "-1200", ""), ("–\u00a01,200", "-1200", ""), ("- £ 1,200", "-1200", "£"), ("1,200 GBP", "1200", "£"),
        ("1\u00a0200", "1200", ""), ("-1\u202f234\u202f567.8", "-1234567.8", ""), ("12\u2009345-", "-12345", ""),
        ("Nil", "0", ""), ("NIL.", "0", ""), ("£nil", "0", "£"), ("\u00a0nil ", "0", ""),
        ("-", "0", ""), ("–", "0", ""), ("—", "0", ""), ("−", "0", ""), ("£ -", "0", "£"), ("-£", "0", "£"),
    ],
)  # fmt: skip
def test_amounts_as_systems_and_papers_write_them(typed: str, value: str, unit: str) -> None:
    figure = read_amount(typed)
    assert (figure.kind, figure.value, figure.unit) == (Kind.NUMBER, Decimal(value), unit)
    assert not str(figure.value).startswith("-0")


@pytest.mark.parametrize(
    "typed",
    [
        "-1,200-", "(1,200)-", "-(1,200)", "1,200 -", "1,200–", "1-2", "1,200 - 60", "350-550", "12-%", "1,200-*",
        "-1,200 CR", "(1,200) CR", "1,200- CR", "1,200 CR 60", "CR", "DR 5", "12crs",
        "1 200", "1200\u00a0500", "1\u00a020", "12\u00a0345,6", "2016\u00a02017", "1\u00a0200\u00a060",
        "nil return", "nil-", "£", "- -", "1.200,50", "1,20,000", "12p", "£(5", "£5)", "(£(5))",
    ],
)  # fmt: skip
def test_what_might_be_something_else_is_no_amount(typed: str) -> None:
    assert read_amount(typed).value is None


@pytest.mark.parametrize("typed", ["n/a", "N/A", "..", "--", "TBC", "NEW", "", None])
def test_what_says_that_nothing_is_known_is_not_nought(typed: Value) -> None:
    assert read_amount(typed) == read_figure(typed)
    assert not read_amount(typed).known


def test_a_dash_is_nought_for_amounts_alone() -> None:
    """An indicator printed as a dash has no result, which is no result of nought; nor has it a minus behind it."""
    assert (read_figure("–").kind, read_signed("–").kind) == (Kind.NA, Kind.NA)
    assert read_figure("95-").kind is Kind.TEXT


@pytest.mark.parametrize(
    "code", ['#,##0;-#,##0;"-"', '0.0;(0.0);"–"', '0;-0;"Nil"', '_-* #,##0_-;-* #,##0_-;_-* "-"??_-']
)
def test_a_stored_nought_is_one_whatever_its_format_shows(code: str) -> None:
    assert read_amount(0, code).value == 0
    assert read_amount(0.0, code).value == 0


def test_a_format_that_hides_an_amount_is_no_nought() -> None:
    assert read_amount(0, '0;-0;"n/a"').value is None
    assert read_amount(5, '"-"').value is None


@given(PENNIES, st.sampled_from(["", "£", "£ ", "£\u00a0"]))
def test_every_way_of_writing_a_credit_is_one_amount(amount: Decimal, pound: str) -> None:
    written = f"{pound}{amount:,f}"
    ways = [f"-{written}", f"({written})", f"{written}-", f"{written} CR", f"{written}cr", f"−{written}"]
    assert {read_amount(way).value for way in ways} == {-amount}
    assert {read_amount(way).value for way in (written, f"{written}DR", f"+{written}")} == {amount}


@given(st.integers(10**3, 10**12), st.sampled_from("\u00a0\u202f\u2009"))
def test_thousands_parted_by_blanks_that_do_not_break(number: int, blank: str) -> None:
    assert read_amount(f"{number:,}".replace(",", blank)).value == number


@given(
    st.one_of(
        st.text("0123456789.,-−–()£ CRDcrdnilkm%\u00a0", max_size=12), st.text(), st.floats(), st.integers()
    )
)
def test_no_cell_is_read_otherwise_than_before_but_for_these_spellings(value: Value) -> None:
    """What the reader of all figures takes for a number stays that number."""
    plain, amount = read_figure(value), read_amount(value)
    assert amount.known == (amount.kind is Kind.NUMBER)
    if plain.known and plain.words.upper().strip("().") not in ("CR", "DR"):
        assert amount.value == plain.value or amount.kind is Kind.TEXT


def test_is_dash() -> None:
    assert [is_dash(text) for text in ("-", "– £", "---", "", "-5")] == [True, True, False, False, False]


def test_totals_of_an_exported_sheet_are_cast_with_its_signs() -> None:
    rows = [["Account", "Amount"], ["Fees", "1,200.00-"], ["Grants", "300.00 CR"], ["Pay", "2,000.00"],
            ["Vans", "Nil"], ["Total", "500.00"]]  # fmt: skip
    [found] = find_castings(sheet(rows))
    assert (found.cast.verdict, len(found.addends)) == (Verdict.AGREES, 4)
