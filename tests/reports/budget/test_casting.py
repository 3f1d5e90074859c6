"""Every row and every total of a budget is re-added: slips are errors, what rounding does is a note."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.rules.casting import Verdict
from tests.reports.budget.books import (
    HEADER,
    LAW,
    TAX,
    TOTAL,
    budget,
    change,
    found,
    results,
    settings,
    staff,
    unlike,
)
from tests.tables.grids import Cell, sheet


def test_a_table_that_adds_up() -> None:
    done = budget(LAW, TAX, TOTAL)
    assert found(done) == []
    assert sorted(c.cell for c in done.castings) == sorted(
        [*(["D2", "D3", "D4", "H2", "H3", "H4"]), *(f"{column}4" for column in "BCDEFGH")]
    )


@pytest.mark.parametrize(("row", "column", "cells"), [
    (0, 1, ["B4", "D2"]), (0, 3, ["D2", "D4", "H2"]), (1, 4, ["E4", "H3"]), (2, 3, ["D4", "D4", "H4"]),
    (2, 7, ["H4", "H4"]), (2, 1, ["B4", "D4"]), (0, 7, ["H2", "H4"]), (2, 6, ["G4", "H4"]),
])  # fmt: skip
def test_a_slip_in_any_cell_is_found_in_its_row_and_its_column(
    row: int, column: int, cells: list[str]
) -> None:
    rows = [LAW, TAX, TOTAL]
    rows[row] = change(rows[row], column, float(str(rows[row][column])) - 7)
    done = budget(*rows)
    assert sorted(p.cell for p in done.problems if p.code == "total-differs") == sorted(cells)
    assert all(p.severity.value == "error" for p in done.problems if p.code == "total-differs")


def test_a_slip_is_told_with_cell_figure_sum_and_addends() -> None:
    [problem] = budget(LAW, change(TAX, 7, 5.0), change(TOTAL, 7, 29.5)).problems[:1]
    assert str(problem).startswith(
        "Budget!H3: found “Tax, Net Cost” is 5, 0.5 too low; expected 5.5, the sum of D3, E3, F3, G3."
    )


def test_what_rounding_explains_is_a_note() -> None:
    done = budget(LAW, TAX, change(TOTAL, 1, 15.1), change(["Note: provisional"], 0, "Note: provisional"))
    assert found(done) == [("total-rounding", "Budget!B4"), ("total-rounding", "Budget!D4")]
    done = budget(LAW, TAX, change(TOTAL, 1, 15.2))
    assert ("total-differs", "Budget!B4") in found(done, "error")


def test_whole_thousands_are_rounded_and_whole_pounds_are_not() -> None:
    header: list[Cell] = ["Division", "Staffing", "Non Staffing"]
    rows: list[list[Cell]] = [["Law", 10, 5], ["Tax", 10, 5], ["Total", 21, 10]]
    in_thousands = results(sheet([["£000s"], header, *rows], "Budget"))
    assert found(in_thousands) == [("total-rounding", "Budget!B5")]
    in_pounds = results(sheet([["£"], header, *rows], "Budget"))
    assert found(in_pounds) == [("total-differs", "Budget!B5")]


def test_accepted_totals_are_warnings() -> None:
    table = sheet([HEADER, LAW, TAX, change(TOTAL, 2, 99)], "Budget")
    done = results(settings(["Accept totals as printed", "Yes"]), table)
    assert {p.severity.value for p in done.problems} == {"warning"}
    assert found(done) == [("total-differs", "Budget!C4"), ("total-differs", "Budget!D4")]


def test_nested_sub_totals_and_groups() -> None:
    def row(name: str, *figures: float) -> list[Cell]:
        return [name, *figures, sum(figures)]

    header: list[Cell] = ["Service", "Pay £000s", "Non pay £000s", "Gross £000s"]
    rows = [
        ["Adults"], row("Homes", 1.5, 2), row("Day care", 2, 3), row("Sub-total care", 3.5, 5), row("Advice", 1, 1),
        row("Total Adults", 4.5, 6), ["Children"], row("Schools", 7, 8), row("Total Children", 7, 8),
        row("Grand Total", 11.5, 14),
    ]  # fmt: skip
    done = budget(*rows, header=header)
    assert found(done) == []
    assert len(done.castings) == 8 + 4 * 3
    assert done.totals["gross_expenditure"] == 25_500
    rows[9] = row("Grand Total", 12.5, 14)
    assert found(budget(*rows, header=header)) == [
        ("total-differs", "Budget!B11"),
        ("total-differs", "Budget!D11"),
    ]


def test_the_total_under_a_repeated_header_counts_both_parts() -> None:
    done = budget(LAW, HEADER, TAX, TOTAL)
    assert found(done) == []
    assert len(done.budgets) == 1
    assert [line.label for line in done.budget_lines] == ["Law", "Tax"]
    two = budget(LAW, [], HEADER, TAX, ["Total", *TAX[1:]])
    assert (found(two), len(two.budgets)) == ([], 2)


def test_what_could_not_be_read_is_one_error_alone() -> None:
    done = budget(change(LAW, 1, "see note"), TAX, TOTAL)
    assert found(done) == [("not-a-number", "Budget!B2")]


def test_cells_and_columns_with_scales_of_their_own_add_up() -> None:
    header = change(HEADER, 3, "Gross Expenditure £m")
    rows = [change(LAW, 3, 0.031), change(change(TAX, 3, 0.010), 1, "£4.5k"), change(TOTAL, 3, "£41,000")]
    done = budget(*rows[:2], change(TOTAL, 3, 0.041), header=header)
    assert found(done) == []
    assert done.totals["gross_expenditure"] == 41_000


def test_a_net_cost_without_all_its_columns_is_not_cast_and_that_is_said() -> None:
    header: list[Cell] = [
        "Division",
        "Staffing £000s",
        "Non Staffing £000s",
        "External Income £000s",
        "Net £000s",
    ]
    done = budget(["Law", 1, 2, -1, 5], ["Tax", 1, 2, -1, 9], header=header)
    assert found(done) == [("not-cast", "Budget!E1")]
    done = budget(["Law", 1, 2, -1, 2], ["Tax", 1, 2, -1, 9], ["Parks", 1, 2, -1, 2], header=header)
    assert found(done) == [("total-differs", "Budget!E3")]


def test_another_total_of_the_sheet_is_cast_too() -> None:
    header = [*HEADER, "Total income £000s"]
    done = budget([*LAW, -6.5], [*TAX, -4.5], [*TOTAL, -11.0], header=header)
    assert "I4" in {c.cell for c in done.castings}


def test_staff_totals() -> None:
    done = results(staff(["Law", 10.2], ["Tax", 5.1], ["Total", 15.4]))
    assert found(done) == [("total-rounding", "Staff!B4")]
    done = results(staff(["Law", 10.2], ["Tax", 5.1], ["All divisions", 16]))
    assert found(done) == [("total-differs", "Staff!B4")]


amounts = st.integers(-9999, 9999).map(lambda tenths: Decimal(tenths) / 10)


@given(
    st.lists(st.lists(amounts, min_size=5, max_size=5), min_size=2, max_size=6),
    st.integers(1, 7),
    st.integers(6, 500),
)
def test_honest_tables_agree_and_any_slip_in_a_total_is_seen(
    body: list[list[Decimal]], column: int, slip: int
) -> None:
    """Recomputed here from five drawn columns, independently of the product."""
    full = [[s, n, s + n, i, e, g, s + n + i + e + g] for s, n, i, e, g in body]
    total = [sum(column, Decimal(0)) for column in zip(*full, strict=True)]
    rows: list[list[Cell]] = [[f"Division {chr(65 + n)}", *map(float, row)] for n, row in enumerate(full)]
    done = budget(*rows, ["Total", *map(float, total)])
    assert {c.cast.verdict for c in done.castings} == {Verdict.AGREES}
    assert len(done.castings) == 2 * len(body) + 2 + 7
    wrong = [float(value) for value in total]
    wrong[column - 1] += slip
    cell = f"{'ABCDEFGH'[column]}{len(body) + 2}"
    assert unlike(budget(*rows, ["Total", *wrong]))[cell]
