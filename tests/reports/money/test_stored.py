"""Money is exact: what binary arithmetic leaves in the cells of formulas is in no figure, no sum and no cast."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kccxl.reports.budget import contract as budget_contract
from kccxl.reports.money.amounts import stored_pounds
from kccxl.reports.money.casts import castings_in
from kccxl.reports.monitoring import contract
from kccxl.reports.monitoring.model import Results
from kccxl.rules.casting import Verdict
from kccxl.tables.totals import find_castings
from tests.reports.budget.books import budget
from tests.reports.ledger.books import ledger, line, year
from tests.reports.money.tables import THOUSANDS, lines, pays, tables
from tests.reports.monitoring.books import SHORT, found, monitoring
from tests.tables.grids import Cell, sheet

NOISE = re.compile(r"\d\.\d*(?:9{5}|0{5})")
PENNIES = st.decimals(-(10**8), 10**8, places=2, allow_nan=False, allow_infinity=False)


def noise(results: Any) -> list[str]:
    """Return the figures of a contract that bear the noise of binary arithmetic."""
    return NOISE.findall(json.dumps(results))


def test_the_pattern_finds_noise() -> None:
    assert noise({"a": "512599.999999999", "b": "0.30000000000000004", "c": "1900000"}) != []


def differing() -> Results:
    """A table of formulas as Excel stores their results; every figure is meant with one decimal."""
    rows: list[list[Any]] = [
        ["Law", 1000.1 + 0.2, 0.1 + 0.2], ["Tax", 36830.6, 37343.2 - 36830.6], ["Parks", 0.1 + 0.2, 349.7 - 349.6],
    ]  # fmt: skip
    total: list[Cell] = ["Total", *(sum(row[at] for row in rows) for at in (1, 2))]
    return monitoring(*rows, total, header=SHORT, settings=[["Explain variances from £", "none"]])


def test_no_report_shows_what_binary_arithmetic_leaves() -> None:
    results = differing()
    assert [item.amounts.revised for item in results.items] == [300, 512_600, 100]
    assert results.total.amounts.revised == 513_000
    as_json = contract.as_json(results)
    assert noise([as_json["lines"], as_json["totals"], as_json["casts"]]) == []
    assert noise(contract.records(results)) == []
    assert {(c["verdict"], c["difference"]) for c in as_json["casts"]} == {("agrees", "0")}
    assert found(results) == set()


@pytest.mark.parametrize("unit", ["£", "£000s", "£m"])
def test_a_budget_of_formulas(unit: str) -> None:
    header: list[Cell] = [
        "Division", *(f"{name} {unit}" for name in ("Staffing", "Non staffing", "Gross", "External income", "Net"))
    ]  # fmt: skip
    one, other, income = 435 - 434.9, 0.1 + 0.2, -(0.7 + 0.1)
    row = [one, other, one + other, income, one + other + income]
    results = budget(["Law", *row], ["Total", *row], header=header)
    as_json = budget_contract.as_json(results)
    assert noise([as_json["lines"], as_json["totals"], as_json["casts"]]) == []
    assert noise(budget_contract.records(results)) == []
    assert {Decimal(c["difference"]) for c in as_json["casts"]} == {0}


@given(st.lists(st.tuples(PENNIES, PENNIES), min_size=2, max_size=12))
def test_sums_of_stored_differences_are_exact(pairs: Sequence[tuple[Decimal, Decimal]]) -> None:
    stored = [float(left) - float(right) for left, right in pairs]
    rows: list[list[Cell]] = [[f"Line {at}", each] for at, each in enumerate(stored)]
    read, _ = lines(*rows, ["Total", sum(stored)], header=["Division", "Pay £"])
    meant = [left - right for left, right in pairs]
    assert pays(read) == [*meant, sum(meant)]
    castings = castings_in(tables(["Division", "Pay £"], *rows, ["Total", sum(stored)]))
    assert [(c.cast.verdict, c.cast.difference) for c in castings] == [(Verdict.AGREES, 0)]


@given(st.lists(PENNIES, min_size=2, max_size=12))
@example([Decimal("-99999999.99"), Decimal("99580561.08")])
def test_kccxl_cast_finds_no_difference_in_sums_excel_made(amounts: Sequence[Decimal]) -> None:
    stored = [float(amount) for amount in amounts]
    grid = sheet(
        [["Account", "Amount"], *([f"A{at}", each] for at, each in enumerate(stored)), ["Total", sum(stored)]]
    )
    assert [c.cast.verdict for c in find_castings(grid)] == [Verdict.AGREES]
    grid.rows[-1][1] = float(sum(amounts) + Decimal("0.01"))
    assert [c.cast.verdict for c in find_castings(grid)] != [Verdict.AGREES]


def test_a_ledger_of_formulas_sums_to_the_penny() -> None:
    rows = [line(month="Apr-24", actual=90 + (37343.2 - 36830.6)), *year()[1:]]
    rows += [line(month="Apr-24", budget=0, actual=435.3 - 435.2) for _ in range(3)]
    assert ledger(*rows).total.position.actual == Decimal("782.9")


def test_what_goes_on_for_its_own_sake_is_kept_and_adds_up() -> None:
    third = 100 / 3
    read, _ = lines(["A", third, 1], ["B", third, 1], ["C", third, 1], ["Total", 100, 3], settings=THOUSANDS)
    assert pays(read)[0] == Decimal("33333.3333333333")
    castings = castings_in(
        tables(["Division", "Pay £000s"], *([name, third] for name in "ABC"), ["Total", 100])
    )
    assert [(c.cast.verdict, c.cast.difference) for c in castings] == [(Verdict.AGREES, 0)]


def test_typed_amounts_keep_every_digit() -> None:
    read, _ = lines(["A", "512.599999999999", 1])
    assert pays(read) == [Decimal("512599.999999999")]
    assert stored_pounds(Decimal("0.0049")) == Decimal("0.0049")
