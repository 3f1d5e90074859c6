"""Totals are found by themselves in any table, and re-added: what agrees, what rounding explains, what is wrong."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.rules.casting import Verdict
from kccxl.tables.totals import Casting, find_castings
from tests.conftest import ROOT
from tests.tables.grids import Cell, sheet

PUBLISHED = json.loads((ROOT / "workbooks/figures/budgets.json").read_text(encoding="utf-8"))
UNITS = "£000s"


def verdicts(rows: list[list[Cell]]) -> dict[str, Verdict]:
    return {f"{c.cell}/{len(c.addends)}": c.cast.verdict for c in find_castings(sheet(rows))}


def unlike(castings: list[Casting], verdict: Verdict) -> list[tuple[str, Decimal]]:
    return [(c.cell, c.cast.difference) for c in castings if c.cast.verdict is verdict]


@pytest.mark.parametrize("units", [[], [[None, *[UNITS] * 7]]])
def test_the_published_budget_holds_one_slip_seen_in_row_and_column(units: list[list[Cell]]) -> None:
    table = PUBLISHED["budget_2017_18"]
    found = find_castings(sheet([table[0], *units, *table[1:]]))
    row = len(table) + len(units)
    assert unlike(found, Verdict.DIFFERS) == [(f"B{row}", Decimal("0.6")), (f"D{row}", Decimal("-0.6"))]
    assert not unlike(found, Verdict.ROUNDING)
    assert len(found) == 7 + 2 * 9


def test_the_published_staff_table_differs_by_rounding() -> None:
    found = find_castings(sheet(PUBLISHED["staff_2017_18"]))
    assert [(c.cell, c.cast.verdict, c.cast.difference) for c in found] == [
        ("B9", Verdict.ROUNDING, Decimal("0.1"))
    ]


def test_the_published_monitoring_table_adds_up() -> None:
    found = find_castings(sheet(PUBLISHED["monitoring_2016_07"]))
    assert [c.cast.verdict for c in found] == [Verdict.AGREES] * 6
    assert all(len(c.addends) == 10 for c in found), "the group row has no figures of its own"


def test_several_tables_on_a_sheet_are_kept_apart() -> None:
    first: list[list[Cell]] = [["Service", "Calls"], ["A", 1], ["B", 2], ["Total", 3]]
    second: list[list[Cell]] = [["Team", "Staff"], ["C", 10], ["TOTAL", 10]]
    assert verdicts([*first, [], *second]) == {"B4/2": Verdict.AGREES, "B8/1": Verdict.AGREES}
    assert verdicts([*first, *second])["B7/1"] is Verdict.AGREES


def test_a_grand_total_adds_sections_once() -> None:
    rows: list[list[Cell]] = [
        ["Service", "Budget"], ["A", 10], ["B", 20], ["Total North", 30], ["C", 5], ["Total South", 5], ["Grand Total", 35],
    ]  # fmt: skip
    assert set(verdicts(rows).values()) == {Verdict.AGREES}
    rows[6][1] = 36
    assert verdicts(rows)["B7/3"] is Verdict.DIFFERS


def test_group_rows_that_carry_their_own_totals_are_not_added_twice() -> None:
    rows: list[list[Cell]] = [
        ["Grants", "2014/15", "2015/16"], ["Children", 30, 40], ["Play", 10, 15], ["Sport", 20, 25],
        ["Adults", 7, 9], ["Visits", 7, 9], ["Grand Total", 37, 49],
    ]  # fmt: skip
    assert set(verdicts(rows).values()) == {Verdict.AGREES}


def test_levels_close_and_flows_add_up() -> None:
    header: list[Cell] = ["Ref", "Q1", "Q2", "Q3", "Q4", "Expected total"]
    rows: list[list[Cell]] = [
        header,
        ["Calls", 1, 2, 3, 4, 10],
        ["Cases open", 75, 75, 75, 75, 75],
        ["Visits", 1, 1, 1, 1, 5],
    ]
    assert verdicts(rows) == {"F2/4": Verdict.AGREES, "F3/1": Verdict.AGREES, "F4/4": Verdict.DIFFERS}


@pytest.mark.parametrize(
    ("figures", "total"),
    [(["(349.7)", "-5752.8"], "-6,102.5"), (["£1.2m", "£0.8m"], "£2.0m"), ([None, "132,928"], "132,928"),
     (["N/a", 5], 5)],
)  # fmt: skip
def test_brackets_minus_scales_blanks_and_missing_separators(figures: list[Cell], total: Cell) -> None:
    rows = [
        ["Line", "Amount"],
        *([name, figure] for name, figure in zip("AB", figures, strict=True)),
        ["Total", total],
    ]
    assert set(verdicts(rows).values()) == {Verdict.AGREES}


def test_percentages_are_never_added() -> None:
    assert not verdicts([["Line", "Share"], ["A", "40%"], ["B", "60%"], ["Total", "100%"]])
    assert not verdicts([["Line", "Share"], ["A", (0.4, "0%")], ["B", (0.5, "0%")], ["Total", (1, "0%")]])


def test_a_column_no_row_bears_out_is_no_total() -> None:
    rows: list[list[Cell]] = [
        ["Team", "Calls", "Staff", "Total hours"],
        ["A", 5, 2, 70],
        ["B", 9, 3, 110],
        ["C", 4, 1, 35],
    ]
    assert not verdicts(rows)


lines = st.lists(st.lists(st.integers(-(10**6), 10**6), min_size=3, max_size=3), min_size=2, max_size=8)


@given(lines, st.integers(0, 2), st.integers(1, 10**4))
def test_honest_totals_agree_and_a_slip_is_found(body: list[list[int]], column: int, slip: int) -> None:
    """In whole pounds nothing is rounding: totals agree, and any slip in one of them is an error in its cell."""
    rows: list[list[Cell]] = [["Line", "One", "Two", "Three"]]
    rows += [[f"Line {chr(65 + n)}", *line] for n, line in enumerate(body)]
    total: list[Cell] = ["Total", *(sum(line[n] for line in body) for n in range(3))]
    found = find_castings(sheet([*rows, total]))
    assert {c.cast.verdict for c in found} == {Verdict.AGREES}
    wrong = list(total)
    wrong[column + 1] = int(str(total[column + 1])) + slip
    after = {c.cell: c.cast.verdict for c in find_castings(sheet([*rows, wrong]))}
    assert after["BCD"[column] + str(len(rows) + 1)] is Verdict.DIFFERS or slip in _other_sums(body, column)


def _other_sums(body: list[list[int]], column: int) -> set[int]:
    """Slips that happen to give what another way of adding gives, such as leaving out the parts of a group."""
    values = [line[column] for line in body]
    total = sum(values)
    return {
        sum(values[n] for n in range(len(values)) if mask >> n & 1) - total
        for mask in range(2 ** len(values))
    }
