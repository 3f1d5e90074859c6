"""Groups that carry figures above their parts count once, whatever the last row is called; else the officer is asked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.reports.money.every_report import READERS, Read, Row
from tests.reports.money.tables import lines, said
from tests.tables.grids import Cell

EVERY = pytest.mark.parametrize("read", READERS.values(), ids=READERS)
GROUPS: list[Row] = [
    ["Adults", 150, 5],
    ["   Homecare", 100, 10],
    ["   Day care", 50, -5],
    ["Children", 200, -10],
    ["   Fostering", 200, -10],
]
LEAVES = ["Homecare", "Day care", "Fostering"]


@EVERY
@pytest.mark.parametrize(
    "name", ["Total", "Net expenditure", "Directorate position", "Capital programme", "Savings 2016-17"]
)
def test_the_last_row_bears_out_the_groups_under_any_name(name: str, read: Callable[..., Read]) -> None:
    done = read(*GROUPS, [name, 350, -5])
    assert (done.total, done.errors, done.items) == (350, set(), LEAVES)
    done = read(*GROUPS, [name, 350, -5], ["Last year", 340, -3])
    assert (done.total, done.errors, done.items) == (350, set(), LEAVES)


@EVERY
def test_without_a_total_a_line_that_is_the_sum_of_those_beneath_it_is_asked_about(
    read: Callable[..., Read],
) -> None:
    done = read(*GROUPS)
    assert done.said("error") == {("group-or-line", "A2"), ("group-or-line", "A5")}
    [adults] = [each for each in done.problems if each.cell == "A2" and each.severity.value == "error"]
    assert "“Adults” (B2, C2" in adults.found
    assert "“Homecare” (B3, C3" in adults.found
    assert "“Day care” (B4, C4" in adults.found
    assert "“Total”" in adults.mend
    assert "delete its figures" in adults.mend


@EVERY
def test_a_sum_beneath_its_lines_that_is_called_nothing_is_asked_about_as_well(
    read: Callable[..., Read],
) -> None:
    done = read(["Homes", 100, 10], ["Day care", 50, -5], ["Adults", 150, 5], ["Law", 30, 1], ["Tax", 20, 2])
    assert done.said("error") == {("group-or-line", "A4")}


@EVERY
def test_a_last_row_with_a_slip_is_asked_about_not_added(read: Callable[..., Read]) -> None:
    done = read(["Homes", 100, 10], ["Law", 50, -5], ["Directorate", 150, 9])
    [said] = [each for each in done.problems if each.code == "total-doubtful"]
    assert (said.severity.value, said.cell) == ("error", "A4")
    assert "the sum of the lines above in B4" in said.found
    assert "but not in C4" in said.found
    done = read(*GROUPS, ["Directorate", 350, -9])
    assert {code for code in done.errors if code.endswith(("doubtful", "line"))} == {"total-doubtful"}


@EVERY
def test_groups_within_groups_count_once(read: Callable[..., Read]) -> None:
    done = read(
        ["Social care", 350, -5], *GROUPS, ["Law", 40, 2], ["Corporate", 60, 4], ["Tax", 60, 4], ["Position", 450, 1]
    )  # fmt: skip
    assert (done.total, done.errors) == (450, set())
    assert done.items == [*LEAVES, "Law", "Tax"]


@EVERY
def test_plain_lines_without_a_total_are_added_up(read: Callable[..., Read]) -> None:
    done = read(["Homes", 100, 10], ["Law", 70, -5], ["Tax", 20, 6])
    assert (done.total, done.errors) == (190, set())


@EVERY
def test_a_total_of_the_last_lines_only_is_not_published_as_that_of_all(read: Callable[..., Read]) -> None:
    for name in ("Directorate total", "Total"):
        done = read(["Adults"], ["Homes", 100, 10], [], ["Children"], ["Schools", 50, 5], [], [name, 50, 5])
        assert done.said("error") == {("total-partial", "A8")}


def test_one_figure_that_agrees_is_no_sign_of_a_total() -> None:
    header: list[Cell] = ["Division", "Pay £000s"]
    found, problems = lines(["Law", 60.0], ["Tax", 40.0], ["Roads", 100.0], header=header)
    assert [line.kind.value for line in found] == ["item"] * 3
    assert [(each.severity.value, each.code, each.cell) for each in problems] == [
        ("error", "total-doubtful", "A4")
    ]
    found, problems = lines(["Law", 60.0], ["Tax", 40.0], ["Total", 100.0], header=header)
    assert (said(found)[-1][0], problems) == ("total", [])


@EVERY
def test_a_group_with_figures_above_a_plain_line_is_held_against_its_own_parts(
    read: Callable[..., Read],
) -> None:
    done = read(
        ["1. Finance", 100, 1], ["1.1 Payroll", 60, 1], ["1.2 Treasury", 40, 0], ["2. Legal", 100, 2], ["Total", 200, 3]
    )  # fmt: skip
    assert (done.total, done.errors) == (200, set())
    assert done.items == ["1.1 Payroll", "1.2 Treasury", "2. Legal"]


@EVERY
def test_a_slip_in_a_group_is_named_where_it_is(read: Callable[..., Read]) -> None:
    done = read(
        ["Finance", 100.0, 1.0], ["Payroll", 60.0, 1.0], ["Treasury", 45.0, 0.0], ["Legal", 100.0, 2.0],
        ["Total", 200.0, 3.0],
    )  # fmt: skip
    assert ("total-differs", "B2") in done.said("error")
    assert not any(cell.endswith("6") for _, cell in done.said("error"))
    [slip] = [each for each in done.problems if each.cell == "B2" and each.severity.value == "error"]
    assert "the sum of B3, B4" in slip.expected
    assert done.total == 200
