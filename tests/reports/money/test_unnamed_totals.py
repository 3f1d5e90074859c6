"""Totals under names that are none: what sums up the lines above must not count as one of them."""

from __future__ import annotations

import pytest

from tests.reports.money.tables import codes, lines, said
from tests.tables.grids import Cell

GROUPS: list[list[Cell]] = [
    ["Adults", None, None],
    ["Homes", 40, 45],
    ["Day care", 30, 28],
    ["Sub total Adults", 70, 73],
    [None, None, None],
    ["Children", None, None],
    ["Schools", 20, 19],
    ["Youth", 10, 12],
    ["Sub total Children", 30, 31],
]


@pytest.mark.parametrize("name", ["Net Cost of Services", "Net expenditure", "Directorate position"])
def test_the_line_beneath_sub_totals_that_sums_them_up_is_a_total(name: str) -> None:
    found, problems = lines(*GROUPS, [None, None, None], [name, 100, 104])
    assert said(found)[-1] == ("total", name, "")
    assert codes(problems) == [("warning", "total-unnamed", "A12")]


def test_a_net_cost_above_its_funding_is_a_total_as_well() -> None:
    found, _ = lines(
        *GROUPS,
        ["Net cost of services", 100, 104],
        ["Financed by", None, None],
        ["Council tax", -60, -60],
        ["Grants", -40, -40],
        ["Total funding", -100, -100],
        ["Net position", 0, 4],
    )
    totals = [line.label for line in found if line.kind.value == "total"]
    assert totals[-3:] == ["Net cost of services", "Total funding", "Net position"]


def test_one_slip_in_it_does_not_make_it_a_line() -> None:
    found, _ = lines(*GROUPS, ["Net Cost of Services", 100, 105])
    assert found[-1].kind.value == "total"


def test_a_line_beneath_a_total_that_sums_nothing_up_stays_a_line() -> None:
    found, problems = lines(*GROUPS, ["Reserves", 5, 6], ["Grand total", 105, 110])
    assert [line.label for line in found if line.kind.value == "item"][-1] == "Reserves"
    assert problems == []


def test_sums_out_by_what_binary_leaves_of_them_add_up() -> None:
    header: list[Cell] = ["Division", "Pay £", "Other £"]
    found, problems = lines(
        ["Law", 459999.649999991, 1],
        ["Tax", 0, 2],
        ["Corporate services", 459999.650000006, 3],
        header=header,
    )
    assert found[-1].kind.value == "total"
    assert [problem.code for problem in problems] == ["total-unnamed"]
