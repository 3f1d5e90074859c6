"""Ledgers that print debits and credits in two columns: the actual is the debit less the credit, or it is named."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kccxl.reports.ledger.model import Results
from kccxl.rules.casting import Verdict
from tests.reports.ledger.books import SETTINGS, codes, ledger
from tests.tables.grids import Cell

COLUMNS = [
    *("Month", "Division", "Heading", "Cost centre", "Subjective group"),
    *("Budget", "Debit", "Credit", "Forecast"),
]
PENNIES = st.decimals(0, 10**7, places=2, allow_nan=False, allow_infinity=False)


def posted(debit: Cell, credit: Cell, budget: Cell = 100) -> list[Cell]:
    """Return a line of the ledger."""
    return ["Apr-24", "Communities", "Libraries", "LIB01", "Staffing", budget, debit, credit, 0]


def sides(*rows: Sequence[Cell], columns: Sequence[Cell] = COLUMNS) -> Results:
    """Return what a ledger of the year's first month comes to."""
    return ledger(*rows, columns=columns, settings={**SETTINGS, "Results up to": "Apr 2024"})


def test_the_actual_is_the_debit_less_the_credit() -> None:
    results = sides(posted(120.5, None), posted(None, "20.25"), posted("Nil", "-"), posted(5, 0))
    assert results.total.position.actual == Decimal("105.25")
    assert codes(results, "error", "warning") == set()


@given(st.lists(st.tuples(PENNIES, st.booleans()), min_size=1, max_size=8))
def test_no_penny_is_lost(lines: Sequence[tuple[Decimal, bool]]) -> None:
    rows = [posted(float(each), None) if debit else posted(None, float(each)) for each, debit in lines]
    assert sides(*rows).total.position.actual == sum(each if debit else -each for each, debit in lines)


def test_a_line_with_both_counts_with_both_and_is_told() -> None:
    results = sides(posted(100, 30), posted(5, None))
    assert results.total.position.actual == 75
    assert codes(results) == {("debit-and-credit", "Ledger!H2")}


def test_a_credit_with_a_minus_may_mean_either_and_is_an_error() -> None:
    for credit in (-30, "30.00-", "30 CR", "(30)"):
        assert codes(sides(posted(None, credit)), "error") == {("credit-negative", "Ledger!H2")}


def test_a_debit_taken_back_has_a_minus() -> None:
    results = sides(posted(100, None), posted(-40, None))
    assert (results.total.position.actual, codes(results, "error")) == (60, set())


def test_what_is_no_amount_is_named_in_its_own_column() -> None:
    results = sides(posted("x", None), posted(None, "y"))
    assert codes(results, "error") == {("not-a-number", "Ledger!G2"), ("not-a-number", "Ledger!H3")}
    assert {p.expected for p in results.problems if p.code == "not-a-number"} == {
        "an amount in the column “Debit”", "an amount in the column “Credit”",
    }  # fmt: skip


def test_total_rows_are_cast_side_by_side() -> None:
    rows = [posted(100, None), posted(None, 30)]
    results = sides(*rows, ["Total", None, None, None, None, 200, 100, 31, 0])
    verdicts = {casting.cell: casting.cast.verdict for casting in results.castings}
    assert (verdicts["G4"], verdicts["H4"]) == (Verdict.AGREES, Verdict.DIFFERS)
    assert ("total-differs", "Ledger!H4") in codes(results, "error")
    assert sides(*rows).total.position.actual == 70


def test_a_line_of_a_credit_alone_is_a_line() -> None:
    results = sides(posted(None, 30, budget=None))
    assert results.total.position.actual == -30


def test_an_actual_beside_the_two_is_what_counts_and_must_agree() -> None:
    columns = [*COLUMNS[:6], "Debit", "Credit", "Actual", "Forecast"]
    right = [*posted(100, 30)[:8], 70, 0]
    results = sides(right, columns=columns)
    assert (results.total.position.actual, codes(results, "error")) == (70, set())
    wrong = [*posted(100, 30)[:8], 130, 0]
    assert codes(sides(wrong, columns=columns), "error") == {("amount-differs", "Ledger!I2")}


def test_an_excel_table_named_ledger_may_have_sides() -> None:
    other_names = [*COLUMNS[:2], "Budget line", *COLUMNS[3:]]
    results = ledger(posted(9, None), columns=other_names, tables={"Ledger": "A1:I2"})
    assert codes(results, "error") == {("missing-column", "Ledger!A1")}, "the heading, and no actual"
    assert {p.expected for p in results.problems if p.code == "missing-column"} == {"a column “Heading”"}


def test_one_side_alone_is_no_ledger() -> None:
    columns = [*COLUMNS[:6], "Debit", "Forecast"]
    row = [*posted(100, None)[:7], 0]
    assert ("missing-column", "Ledger!A1") in codes(sides(row, columns=columns), "error")
