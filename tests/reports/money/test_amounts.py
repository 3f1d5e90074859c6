"""In what the amounts of a table are: captions, unit rows, titles, formats, cells; and never a guess."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.reports.money.amounts import is_unit, scale_in, shift
from kccxl.reports.money.casts import castings_in
from kccxl.reports.money.lines import MoneyLine, read_lines
from kccxl.reports.money.settings import MoneySettings, Scale
from kccxl.rules.casting import Verdict
from kccxl.tables.problems import Problem, ProblemLog
from tests.reports.money.tables import COLUMNS, THOUSANDS, codes, lines, pays, tables
from tests.tables.grids import Cell

PLAIN: list[Cell] = ["Division", "Pay", "Other"]


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("Net budget £000s", Scale.THOUSANDS), ("£'000", Scale.THOUSANDS), ("(£’000s)", Scale.THOUSANDS),
        ("Budget (000s)", Scale.THOUSANDS), ("£k", Scale.THOUSANDS), ("£ thousands", Scale.THOUSANDS),
        ("£m", Scale.MILLIONS), ("Budget (£ million)", Scale.MILLIONS), ("£000,000s", Scale.MILLIONS),
        ("£", Scale.POUNDS), ("Budget (£s)", Scale.POUNDS), ("in pounds", Scale.POUNDS),
        ("Net budget", None), ("Grants over £100,000", None), ("Schemes of £5 or more", None), ("10,000 homes", None),
        ("Room 000", Scale.THOUSANDS),
    ],
)  # fmt: skip
def test_the_scale_a_text_speaks_of(text: str, scale: Scale | None) -> None:
    assert scale_in(text) is scale


@pytest.mark.parametrize("text", ["£000s", "(£m)", "All figures in £000s", "Figures are in £'000.", "£"])
def test_units_alone(text: str) -> None:
    assert is_unit(text)


@pytest.mark.parametrize("text", ["", "Division", "Budget £m", "in", "5", "figures"])
def test_what_is_more_or_less_than_a_unit(text: str) -> None:
    assert not is_unit(text)


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30),
    st.integers(-9, 9),
)
def test_no_digit_is_lost_in_a_change_of_unit(value: Decimal, power: int) -> None:
    assert Fraction(shift(value, power)) == Fraction(value) * Fraction(10) ** power


def test_the_unit_of_a_title_above_left_or_far_above() -> None:
    for title in (
        [["Budget, £000s"]],
        [[], ["Budget 2017-18 (£000s)"], [], ["Agreed in March"]],
        [[None, "£000s"]],
    ):
        found, problems = read(*title, PLAIN, ["Law", 1, 2])
        assert (pays(found), problems) == ([1000], [])
    found, _ = read(["Budget, £000s"], [None, *PLAIN], [None, "Law", 1, 2])
    assert pays(found) == [1000]


def test_the_unit_beneath_the_last_figures() -> None:
    found, problems = read(PLAIN, ["Law", 1, 2], [], ["All figures in £000s"])
    assert (pays(found), problems) == ([1000], [])
    _, problems = read(PLAIN, ["Law", 1, 2], [], ["£m"], ["Team", "Spend"], ["A", 4])
    assert [code for _, code, _ in codes(problems)] == ["unit-missing"]


def test_two_tables_in_different_units_on_one_sheet() -> None:
    rows: list[list[Cell]] = [
        ["Table 1 (£m)"],
        PLAIN,
        ["Law", 1, 2],
        [],
        ["Table 2 (£000s)"],
        PLAIN,
        ["Tax", 3, 4],
    ]
    log = ProblemLog("book.xlsx")
    found = [line for table in tables(*rows) for line in read_lines(table, COLUMNS, MoneySettings(), log)]
    assert pays(found) == [1_000_000, 3_000]
    log = ProblemLog("book.xlsx")
    rows[4] = ["Table 2"]
    second = read_lines(tables(*rows)[1], COLUMNS, MoneySettings(), log)
    assert [problem.code for problem in log.problems] == ["unit-missing"], "not the unit of the table above"
    assert pays(second) == [None]


def test_two_tables_beside_each_other_keep_their_units() -> None:
    rows: list[list[Cell]] = [
        ["£m", None, None, None, "£000s"], [*PLAIN, None, *PLAIN], ["Law", 1, 2, None, "Tax", 3, 4],
    ]  # fmt: skip
    log = ProblemLog("book.xlsx")
    found = [line for table in tables(*rows) for line in read_lines(table, COLUMNS, MoneySettings(), log)]
    assert pays(found) == [1_000_000, 3_000]


def test_a_table_does_not_take_the_unit_of_the_one_to_its_left() -> None:
    rows: list[list[Cell]] = [["£m"], [*PLAIN, None, *PLAIN], ["Law", 1, 2, None, "Tax", 3, 4]]
    log = ProblemLog("book.xlsx")
    found = [line for table in tables(*rows) for line in read_lines(table, COLUMNS, MoneySettings(), log)]
    assert pays(found) == [1_000_000, None]
    assert [(problem.code, problem.cell) for problem in log.problems] == [("unit-missing", "F3")]


def test_a_unit_row_with_several_units_holds_for_its_own_columns() -> None:
    found, problems = lines([None, "£m", "£000s"], ["Law", 1, 2], header=PLAIN)
    assert [(line.amount("pay").value, line.amount("other").value) for line in found] == [(1_000_000, 2_000)]
    assert problems == []
    header: list[Cell] = [*PLAIN, "Posts"]
    found, problems = lines([None, "£000s", None, "FTE"], ["Law", 1, 2, 12.5], header=header)
    assert found[0].amount("other").value == 2000
    assert found[0].amount("posts").value == Decimal("12.5")


def test_a_column_without_a_unit_between_two_units_has_none() -> None:
    header: list[Cell] = ["Division", "Pay", "Other", "Posts", "Remarks"]
    _, problems = lines([None, "£m", None, None, "£000s"], ["Law", 1, 2, 3, None], header=header)
    assert codes(problems) == [("error", "unit-missing", "C3")]


def test_a_caption_and_a_unit_row_that_contradict() -> None:
    _, problems = lines([None, "£m", "£000s"], ["Law", 1, 2], header=["Division", "Pay £000s", "Other £000s"])
    assert codes(problems) == [("error", "units-differ", "B2")]


def test_a_unit_that_nobody_says_is_one_error() -> None:
    found, problems = lines(["Law", 1, 0], ["Tax", 3, 4], header=PLAIN)
    assert codes(problems) == [("error", "unit-missing", "B2")]
    assert "2 more figures" in problems[0].found
    assert pays(found) == [None, None]
    found, problems = lines(["Law", 1, 0], header=PLAIN, settings=THOUSANDS)
    assert (pays(found), problems) == ([1000], [])


@pytest.mark.parametrize(
    ("cell", "pounds"),
    [
        ("£5.2m", 5_200_000), ("£349.7k", 349_700), ("(5.2)", -5_200), ("-5752.8", -5_752_800), ("5,752.8", 5_752_800),
        ("£543.0", 543_000), ((5200000, '£0.0,,"m"'), 5_200_000), ((543000, "#,##0,"), 543_000),
        ((543, "£#,##0.0"), 543_000),
        ("– 5.2", -5_200), ("0.0", 0),
    ],
)  # fmt: skip
def test_cells_in_a_table_in_thousands(cell: Cell, pounds: int) -> None:
    found, problems = lines(["Law", cell, 2])
    assert (pays(found), problems) == ([pounds], [])


def test_a_format_that_hides_noughts_is_seen_through() -> None:
    found, _ = lines(["Law", (543000, "#,##0,"), 1], header=["Division", "Pay £m", "Other £m"])
    assert pays(found) == [543_000_000], "the reader sees 543 beneath £m"
    found, problems = lines(["Law", (543000, "#,##0,"), (2000, "#,##0,")], header=PLAIN)
    assert (pays(found), problems) == ([543_000], []), (
        "nobody says what the printed 543 is in: what is stored counts"
    )


def test_a_whole_number_beside_figures_with_a_decimal_has_one_too() -> None:
    found, _ = lines(["Law", 543, 2146.4], ["Tax", 5646.4, 10097.7], ["Parks", (12, "0"), "£1.2m"])
    assert [line.amount("pay").decimals for line in found] == [-2, -2, -3]
    assert found[2].amount("other").decimals == -5


def test_casts_see_scales_and_tables_apart() -> None:
    """A cell with its own scale adds up; whole thousands are rounded; a table beside is none of it."""
    rows: list[list[Cell]] = [
        ["Division", "Pay £000s", None, "Division", "Pay £m"], ["Law", "£1.2m", None, "Parks", 1],
        ["Tax", 300, None, "Roads", 2], ["Total", 1501, None, "Total", 3],
    ]  # fmt: skip
    found = castings_in(tables(*rows))
    assert [(c.cell, c.cast.printed, c.cast.recomputed, c.cast.verdict) for c in found] == [
        ("B4", 1501, 1500, Verdict.ROUNDING), ("E4", 3, 3, Verdict.AGREES),
    ]  # fmt: skip


def test_casts_leave_the_totals_of_another_table_beneath_alone() -> None:
    other: list[list[Cell]] = [["Team", "Calls", "Visits"], ["A", 5, 1], ["B", 6, 2], ["Total", 99, 3]]
    found = castings_in(
        tables(["Division", "Pay £000s", "Other £000s"], ["Law", 1, 2], ["Total", 1, 2], [], *other)
    )
    assert [casting.cell for casting in found] == ["B3", "C3"]


def read(*rows: list[Cell]) -> tuple[list[MoneyLine], list[Problem]]:
    """Read the first table of a sheet."""
    log = ProblemLog("book.xlsx")
    return read_lines(tables(*rows)[0], COLUMNS, MoneySettings(), log), list(log.problems)


@pytest.mark.parametrize(
    ("cell", "doubted"),
    [
        ("£300,000", True),
        ((300000, "£#,##0"), True),
        ("£300k", False),
        ((300, "£#,##0"), False),
        ("300", False),
    ],
)
def test_a_pound_sign_among_thousands_is_doubted(cell: Cell, doubted: bool) -> None:
    _, problems = lines(["Law", 812.5, 1], ["Property", cell, 2])
    assert codes(problems) == ([("error", "unit-doubtful", "B3")] if doubted else [])


def test_pound_signs_throughout_a_column_are_its_way_of_writing() -> None:
    found, problems = lines(["Law", "£812", 1], ["Property", "£300", 2])
    assert (pays(found), codes(problems)) == ([Decimal(812_000), Decimal(300_000)], [])


def test_what_binary_arithmetic_leaves_of_nothing_is_nothing() -> None:
    found, _ = lines(["Law", 0.1 + 0.2 - 0.3, 1], ["Property", 4.7e-11, 2])
    assert pays(found) == [Decimal(0), Decimal(0)]
