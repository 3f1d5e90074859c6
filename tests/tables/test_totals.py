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
    told = after.get("BCD"[column] + str(len(rows) + 1))
    assert told is Verdict.DIFFERS or slip in _other_sums(body, column)


def _other_sums(body: list[list[int]], column: int) -> set[int]:
    """Slips that happen to give what another way of adding gives, such as leaving out the parts of a group."""
    values = [line[column] for line in body]
    total = sum(values)
    return {
        sum(values[n] for n in range(len(values)) if mask >> n & 1) - total
        for mask in range(2 ** len(values))
    }


@pytest.mark.parametrize(
    "name", ["Overall", "Sum", "All grants", "Net", "Grand total", "TOTAL:", "Sub-total", ""]
)
def test_a_total_under_any_name_is_found_and_a_slip_in_it_is_wrong(name: str) -> None:
    rows: list[list[Cell]] = [["Grants", "2015", "2016"], ["a", 1.5, 2.5], ["b", 1.0, 1.0], ["c", 4.0, 6.0]]
    right: list[Cell] = [name, 6.5, 9.5]
    assert verdicts([*rows, right]) == {"B5/3": Verdict.AGREES, "C5/3": Verdict.AGREES}
    wrong = verdicts([*rows, [name, 6.5, 9.9]])
    assert wrong.get("C5/3") is (Verdict.DIFFERS if name else None), (
        "two columns without a name prove nothing"
    )


@pytest.mark.parametrize(
    ("addends", "found"),
    [([1, 2, 3], True), ([1, 2], False), ([3, 3, 0], False)],
)
def test_a_column_alone_shows_a_total_by_three_addends(addends: list[int], found: bool) -> None:
    rows: list[list[Cell]] = [
        ["Team", "Calls"],
        *([f"Team {n}", each] for n, each in enumerate(addends)),
        ["Kent", 6],
    ]
    rows[-1][1] = sum(addends)
    assert (verdicts(rows) == {f"B{len(rows)}/{len(addends)}": Verdict.AGREES}) is found


def test_a_last_column_without_a_name_is_a_total_where_every_row_bears_it_out() -> None:
    rows: list[list[Cell]] = [["Team", "Fees", "Rents", "Received"], ["x", 1, 2, 3], ["y", 4, 5, 9]]
    assert verdicts(rows) == {"D2/2": Verdict.AGREES, "D3/2": Verdict.AGREES}
    rows[2][3] = 10
    assert not verdicts(rows)


@pytest.mark.parametrize("numbers", [[1, 2, 3], [2014, 2015, 2016], [5001, 5002, 5077]])
def test_numbers_before_the_names_are_no_amounts(numbers: list[int]) -> None:
    body: list[list[Cell]] = [[number, name, 100] for number, name in zip(numbers, "xyz", strict=True)]
    found = verdicts([["No", "Team", "Calls"], *body, [None, "Total", 301]])
    assert found == {"C5/3": Verdict.DIFFERS}


def test_years_may_be_the_names() -> None:
    rows: list[list[Cell]] = [["Year", "Calls"], [2015, 100], [2016, 200], ["Total", 301]]
    assert verdicts(rows) == {"B4/2": Verdict.DIFFERS}


@pytest.mark.parametrize(
    "caption", ["Rate %", "Average age", "Cost per visit", "Unit cost", "Price index", "Percentage"]
)
def test_what_is_a_rate_by_its_caption_is_never_cast(caption: str) -> None:
    rows: list[list[Cell]] = [["Team", "Posts", caption], ["x", 10, 10], ["y", 20, 20], ["Total", 30, 31]]
    assert verdicts(rows) == {"B4/2": Verdict.AGREES}
    assert verdicts([["Team", "Posts", "Hours"], *rows[1:]])["C4/2"] is Verdict.DIFFERS


@pytest.mark.parametrize("code", ["0.0%", '0.0"%"', '0.0" per 1,000"', '0" on average"'])
def test_what_is_a_rate_by_its_number_format_is_never_cast(code: str) -> None:
    rows: list[list[Cell]] = [
        ["Team", "Posts", "x"],
        ["x", 10, (0.1, code)],
        ["y", 20, (0.1, code)],
        ["Total", 30, (0.2, code)],
    ]
    assert set(verdicts(rows)) == {"B4/2"}


@pytest.mark.parametrize("rates", [(0.1, 0.1, 0.1), (40, 50, 46.7), (88, 95, 90)])
def test_averages_without_a_word_that_says_so_are_not_called_wrong(rates: tuple[float, float, float]) -> None:
    first, second, total = rates
    rows: list[list[Cell]] = [
        ["Team", "Posts", "x"],
        ["x", 10, first],
        ["y", 20, second],
        ["Total", 30, total],
    ]
    assert verdicts(rows) == {"B4/2": Verdict.AGREES}


@pytest.mark.parametrize("cell", ["1 234.50", "12 posts x", "see note", "TBC"])
def test_a_total_over_a_cell_that_holds_no_figure_cannot_be_checked(cell: str) -> None:
    rows: list[list[Cell]] = [
        ["Item", "Count", "Amount"],
        ["a", 1, cell],
        ["b", 2, "2,000.50"],
        ["Total", 3, "3,235"],
    ]
    [_, found] = find_castings(sheet(rows))
    assert (found.cell, found.cast.verdict, found.unread) == ("C4", Verdict.UNCHECKED, ["C2"])
    assert found.in_words == "cannot be checked"
    assert found.as_json()["unread"] == ["C2"]
    rows[1][2] = "n/a"
    assert verdicts(rows)["C4/1"] is Verdict.DIFFERS, "N/a says that there is no figure"


def test_errors_and_formulas_without_a_result_leave_a_total_unchecked() -> None:
    rows: list[list[Cell]] = [
        ["Item", "One", "Two"],
        ["a", 1, None],
        ["b", None, 2],
        ["c", 5, 5],
        ["Total", 9, 9],
    ]
    found = find_castings(sheet(rows, faults={"B3": "#REF!"}, uncached={"C2": "=A1"}))
    assert [(c.cell, c.cast.verdict, c.unread) for c in found] == [
        ("B5", Verdict.UNCHECKED, ["B3"]),
        ("C5", Verdict.UNCHECKED, ["C2"]),
    ]


def test_what_is_taken_off_has_a_minus_before_its_cell() -> None:
    rows: list[list[Cell]] = [
        ["Line", "2016", "2017"],
        ["Total spend", 80, 86],
        ["Total income", 25, 27],
        ["Net cost", 55, 59],
    ]
    assert [list(c.addends) for c in find_castings(sheet(rows)) if c.row == 3] == [
        ["B2", "-B3"],
        ["C2", "-C3"],
    ]


@pytest.mark.parametrize("total", [8, 25, 400])
def test_in_a_known_table_of_amounts_every_total_that_is_called_one_is_cast(total: int) -> None:
    """A report knows its table: what would be taken for an average elsewhere is a wrong total there."""
    rows: list[list[Cell]] = [
        ["Heading", "Budget"],
        *([f"Heading {n}", 7 + n] for n in range(7)),
        ["Total adults", total],
    ]
    [found] = find_castings(sheet(rows), known=True)
    assert (found.cell, found.cast.verdict) == ("B9", Verdict.DIFFERS)
    assert not find_castings(sheet(rows))
