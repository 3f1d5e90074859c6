"""Income typed without a minus: read as income only where every net cost says so."""

from __future__ import annotations

from tests.reports.budget.books import LAW, TAX, TOTAL, budget, found, line, unlike
from tests.tables.grids import Cell


def without_minus(row: list[Cell]) -> list[Cell]:
    """Return a row with income and grants as positive figures."""
    return [abs(cell) if isinstance(cell, float) and 3 < at < 7 else cell for at, cell in enumerate(row)]


ROWS = [without_minus(row) for row in (LAW, TAX, TOTAL)]


def test_income_that_every_net_cost_takes_off_is_read_as_income() -> None:
    after, plain = budget(*ROWS), budget(LAW, TAX, TOTAL)
    assert found(after) == [("income-turned", "Budget!E1")]
    assert line(after, "Law") == line(plain, "Law")
    assert after.totals == plain.totals
    assert unlike(after) == {}


def test_one_row_that_does_not_bear_it_out_leaves_all_as_typed() -> None:
    after = budget(ROWS[0], [*ROWS[1][:7], 6.5], ROWS[2])
    assert line(after, "Law")["grants"] == 3500
    assert ("sign-doubtful", "Budget!G2") in found(after, "warning")


def test_one_positive_figure_among_negative_ones_is_doubted_as_before() -> None:
    codes = {code for code, _ in found(budget(LAW, without_minus(TAX), TOTAL))}
    assert "sign-doubtful" in codes
    assert "income-turned" not in codes


def test_income_too_small_to_tell_its_sign_is_left_as_typed() -> None:
    header: list[Cell] = [
        "Division",
        "Staffing £000s",
        "Non Staffing £000s",
        "Grants £000s",
        "Net Cost £000s",
    ]
    after = budget(["Law", 10.5, 20.5, 0.1, 31.0], header=header)
    assert "income-turned" not in {code for code, _ in found(after)}


def test_a_refund_among_positive_income_is_turned_with_it() -> None:
    after = budget(["Law", 10.5, 20.5, 31.0, 1.0, -2.0, 3.5, 28.5], ROWS[1])
    assert line(after, "Law")["external_income"] == 2000
    assert "income-turned" in {code for code, _ in found(after)}
