"""Totals under names that are none: what sums up the lines above must not count as one of them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.reports.money.every_report import READERS, Read, Row
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


EVERY = pytest.mark.parametrize("read", READERS.values(), ids=READERS)
CARE: list[Row] = [["A", 1200.5, 10.2], ["B", 2300.1, -10.1], ["C", 800.2, 0.1], ["D", 410.0, 0.2]]


@EVERY
def test_a_line_beneath_a_sub_total_is_no_total_because_one_of_its_figures_is_near(
    read: Callable[..., Read],
) -> None:
    rows: list[Row] = [
        *CARE, ["Sub-total care", 4710.8, 0.4], ["Transport", 500.0, 0.5], ["Property", 700.0, 12.0],
        ["Total", 5910.8, 12.9],
    ]  # fmt: skip
    for accept in (False, True):
        done = read(*rows, accept=accept)
        assert (done.total, done.errors) == (Decimal("5910.8"), set())
        assert done.items == ["A", "B", "C", "D", "Transport", "Property"]


@EVERY
@pytest.mark.parametrize("name", ["NET BUDGET REQUIREMENT", "Overall position", "Where we stand"])
def test_a_section_of_one_line_beneath_a_sub_total_stays_a_line(name: str, read: Callable[..., Read]) -> None:
    rows: list[Row] = [["A", 100, 1], ["B", 100, 2], ["Sub-total", 200, 3], ["C", 100, 4]]
    for section in ([["Sub-total", 100, 4]], []):
        done = read(*rows, *section, [name, 300, 7])
        assert (done.total, done.errors, done.items) == (300, set(), ["A", "B", "C"])


@EVERY
def test_a_first_line_called_total_is_a_line_where_the_last_total_counts_it(
    read: Callable[..., Read],
) -> None:
    done = read(["Total Facilities Management", 100, 1], ["B", 100, 2], ["Overall", 200, 3])
    assert (done.total, done.errors) == (200, set())
    assert done.items == ["Total Facilities Management", "B"]
