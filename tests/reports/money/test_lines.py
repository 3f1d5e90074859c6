"""The reader of tables of money: labels over several rows, groups, totals, remarks, and what is no amount."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.money.tables import HEADER, codes, lines, pays, said
from tests.tables.grids import Cell


def test_a_label_that_is_open_goes_on_in_the_next_row() -> None:
    found, problems = lines(
        ["Engagement,", 1, 2], ["Organisation Design"], ["and Development"],
        ["Finance and", 3, 4], ["Procurement"],
        ["Total", 4, 6],
    )  # fmt: skip
    names = ["Engagement, Organisation Design and Development", "Finance and Procurement", "Total"]
    assert [line.label for line in found] == names
    assert pays(found) == [1000, 3000, 4000]
    assert [line.row for line in found] == [1, 4, 6]
    assert problems == []


def test_without_groups_a_label_beneath_a_line_goes_on_from_it_and_that_is_said() -> None:
    found, problems = lines(
        ["Strategic", 1, 2], ["Management &"], ["Directorate Budgets"], ["Business Service", 3, 4], ["Centre"],
        ["Law", 1, 1], ["Total", 5, 7],
    )  # fmt: skip
    assert [line.label for line in found] == [
        "Strategic Management & Directorate Budgets", "Business Service Centre", "Law", "Total",
    ]  # fmt: skip
    [problem] = problems
    assert (problem.severity.value, problem.code, problem.cell) == ("warning", "label-joined", "A2")
    assert "“Business Service Centre”" in problem.found


@pytest.mark.parametrize("gap", [[], [[]]])
def test_a_name_of_several_words_right_beneath_a_line_is_asked_about(gap: list[list[Cell]]) -> None:
    rows: list[list[Cell]] = [
        ["Chief executive", 10, 1], *gap, ["Adult services"], ["Homecare", 100, 1], ["Day care", 100, 2],
        *gap, ["Children services"], ["Fostering", 100, 4], ["Total", 310, 8],
    ]  # fmt: skip
    found, problems = lines(*rows)
    assert said(found) == [
        ("item", "Chief executive", ""), ("group", "Adult services", ""), ("item", "Homecare", "Adult services"),
        ("item", "Day care", "Adult services"), ("group", "Children services", ""),
        ("item", "Fostering", "Children services"), ("total", "Total", "Children services"),
    ]  # fmt: skip
    asked = [("error", "label-doubtful", "A3"), ("error", "label-doubtful", "A6")]
    assert codes(problems) == ([] if gap else asked)


def test_a_name_that_a_total_beneath_bears_is_a_group() -> None:
    found, problems = lines(
        ["Chief executive", 10, 1], ["Adults"], ["Homecare", 100, 1], ["Day care", 100, 2], ["Total Adults", 200, 3],
        ["Children services"], ["Fostering", 100, 4], ["Children services total", 100, 4], ["Grand total", 310, 8],
    )  # fmt: skip
    assert [line.label for line in found if line.kind == "group"] == ["Adults", "Children services"]
    assert problems == []


def test_every_cell_of_a_name_put_together_is_said() -> None:
    _, problems = lines(
        ["Business Service", 3, 4],
        ["Centre"],
        ["Law", 1, 1],
        ["Human Resources", 2, 2],
        ["Unit"],
        ["Tax", 1, 1],
    )
    [problem] = [each for each in problems if each.code == "label-joined"]
    assert "(A3, A6)" in problem.found


def test_a_label_above_figures_without_one_is_theirs() -> None:
    found, _ = lines(["Strategy"], [None, 1, 2], ["Support"], [None, 3, 4])
    assert said(found) == [("item", "Strategy", ""), ("item", "Support", "")]


def test_a_label_wrapped_around_its_figures() -> None:
    found, problems = lines(["Strategy,"], ["Policy and", 1, 2], ["Relationships"], ["Law", 3, 4])
    assert [line.label for line in found] == ["Strategy, Policy and Relationships", "Law"]
    assert problems == []


def test_group_rows_and_their_totals() -> None:
    found, problems = lines(
        ["Adults"], ["- Homes", 1, 2], ["- Day care", 3, 4], ["Total Adults", 4, 6],
        ["Children"], ["- Schools", 5, 6], ["Total Children", 5, 6],
        ["Corporate", 1, 1], ["Grand Total", 10, 13],
    )  # fmt: skip
    assert said(found) == [
        ("group", "Adults", ""), ("item", "Homes", "Adults"), ("item", "Day care", "Adults"),
        ("total", "Total Adults", "Adults"), ("group", "Children", ""), ("item", "Schools", "Children"),
        ("total", "Total Children", "Children"), ("item", "Corporate", ""), ("total", "Grand Total", ""),
    ]  # fmt: skip
    assert problems == []


def test_nested_groups_close_with_their_sub_totals() -> None:
    found, _ = lines(
        ["Adults"], ["Residential"], ["Homes", 1, 2], ["Sub-total Residential", 1, 2], ["Day care", 3, 4],
        ["Total Adults", 4, 6], ["Law", 1, 1], ["Total", 5, 7],
    )  # fmt: skip
    assert [(line.label, line.group) for line in found if line.kind != "group"] == [
        ("Homes", "Residential"), ("Sub-total Residential", "Residential"), ("Day care", "Adults"),
        ("Total Adults", "Adults"), ("Law", ""), ("Total", ""),
    ]  # fmt: skip


def test_a_group_name_over_two_rows_and_over_the_whole_table() -> None:
    found, _ = lines(
        ["Strategic and"],
        ["Corporate Services"],
        ["Law", 1, 2],
        [],
        ["Other"],
        ["Tax", 3, 4],
        merged=["A6:C6"],
    )
    assert said(found) == [
        ("group", "Strategic and Corporate Services", ""), ("item", "Law", "Strategic and Corporate Services"),
        ("group", "Other", ""), ("item", "Tax", "Other"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "Total",
        "TOTAL",
        "Grand Total",
        "Adults 35 Total",
        "Sub-total North",
        "Subtotal",
        "All divisions",
        "Overall",
    ],
)
def test_totals_under_many_names(name: str) -> None:
    found, _ = lines(["Law", 1, 2], ["Tax", 3, 4], [name, 4, 6])
    assert found[-1].kind == "total"


def test_a_total_without_a_name_or_under_another_is_known_by_its_figures() -> None:
    for label in (None, "Corporate Services"):
        found, problems = lines(["Law", 1, 2], ["Tax", 3, 5], [label, 4, 7])
        assert said(found)[-1] == ("total", label or "Total", "")
        assert codes(problems) == [("warning", "total-unnamed", "A4")]


def test_a_total_whose_name_stands_in_another_column() -> None:
    found, problems = lines([1, "Law", 1, 2], [2, "Tax", 3, 4], ["Total", None, 4, 6], header=["No", *HEADER])
    assert said(found)[-1] == ("total", "Total", "")
    assert problems == []


def test_a_service_called_total_is_an_item_where_the_last_total_counts_it() -> None:
    found, _ = lines(["Law", 1, 2], ["Total Facilities Management", 30, 40], ["Tax", 3, 4], ["Total", 34, 46])
    assert [line.kind.value for line in found] == ["item", "item", "item", "total"]
    found, _ = lines(["Law", 1, 2], ["Total Law", 1, 2], ["Tax", 3, 4], ["Total", 4, 6])
    assert [line.kind.value for line in found] == ["item", "total", "item", "total"]


def test_a_heading_with_the_sum_of_its_parts_counts_once() -> None:
    found, _ = lines(
        ["Adults", 4, 6],
        ["Homes", 1, 2],
        ["Day care", 3, 4],
        ["Children", 5, 7],
        ["Schools", 5, 7],
        ["Total", 9, 13],
    )
    assert said(found) == [
        ("total", "Adults", ""), ("item", "Homes", "Adults"), ("item", "Day care", "Adults"),
        ("total", "Children", ""), ("item", "Schools", "Children"), ("total", "Total", ""),
    ]  # fmt: skip


def test_items_that_happen_to_be_the_sum_of_others_stay_items() -> None:
    found, _ = lines(["Law", 100, 50], ["Tax", 60, 30], ["Schools", 40, 20], ["Total", 200, 100])
    assert [line.kind.value for line in found] == ["item", "item", "item", "total"]


@pytest.mark.parametrize(
    "remark",
    [
        "Note: provisional",
        "(1) Includes grants",
        "excluding schools",
        "* provisional",
        "Source: finance",
        "a) see above",
    ],
)
def test_remarks_beneath_the_table_are_no_part_of_a_name(remark: str) -> None:
    found, problems = lines(["Law", 1, 2], ["Total", 1, 2], [remark])
    assert said(found) == [("item", "Law", ""), ("total", "Total", "")]
    assert problems == []


def test_a_long_remark_among_the_figures_is_said() -> None:
    text = (
        "These figures were agreed by the committee in the spring and will be looked at again in the autumn"
    )
    found, problems = lines(["Law", 1, 2], [text], ["Tax", 3, 4])
    assert said(found) == [("item", "Law", ""), ("item", "Tax", "")]
    assert codes(problems) == [("note", "remark-left-out", "A3")]


def test_unit_rows_dashes_and_blank_rows_are_passed_over() -> None:
    found, problems = lines(
        [None, "£000s", "£000s"],
        ["---", "---", "---"],
        ["Law", 1, 2],
        [],
        ["Tax", 3, 4],
        header=["Division", "Pay", "Other"],
    )
    assert pays(found) == [1000, 3000]
    assert problems == []


def test_merged_labels_and_figures() -> None:
    found, problems = lines(["Law", 1, 2], [None, None, None], ["Tax", 3, 4], merged=["A2:A3"])
    assert said(found) == [("item", "Law", ""), ("item", "Tax", "")]
    found, problems = lines(["Law", 1, 2], ["Courts"], ["Tax", 3, 4], merged=["B2:B3", "C2:C3"])
    assert said(found) == [("item", "Law Courts", ""), ("item", "Tax", "")]
    assert problems == []
    found, problems = lines(["Law", 1, None], ["Tax", 3, 4], merged=["B2:C2"])
    assert codes(problems) == [("error", "merged-figure", "B2")]
    assert not found[0].amount("pay").known
    assert not found[0].amount("other").known


def test_figures_without_a_name_are_reported() -> None:
    found, problems = lines(["Law", 1, 2], [None, 7, 8], ["Tax", 3, 4])
    assert [line.label for line in found] == ["Law", "Tax"]
    assert codes(problems) == [("error", "no-label", "A3")]


@pytest.mark.parametrize(
    ("value", "code"),
    [("5%", "not-an-amount"), ((0.05, "0%"), "not-an-amount"), ("see note", "not-a-number")],
)
def test_what_is_no_amount_is_reported(value: Cell, code: str) -> None:
    found, problems = lines(["Law", value, 2], ["Tax", 3, 4])
    assert pays(found) == [None, 3000]
    assert codes(problems) == [("error", code, "B2")]


def test_the_table_ends_at_the_captions_of_another() -> None:
    monitoring: list[list[Cell]] = [["Heading", "Net budget", "Variance"], ["Law", 99, 1]]
    found, problems = lines(["Law", 1, 2], ["Total", 1, 2], [], ["Monitoring"], *monitoring)
    assert [line.label for line in found] == ["Law", "Total"]
    assert problems == []
    years: list[list[Cell]] = [["Division", 2016, 2017], ["Law", 99, 1]]
    found, problems = lines(["Law", 1, 2], ["Total", 1, 2], [], *years)
    assert [line.label for line in found] == ["Law", "Total"]


def test_texts_go_on_in_rows_without_a_label() -> None:
    header = [*HEADER, "Why"]
    found, _ = lines(
        ["Law", 1, 2, "Vacant posts."], [None, None, None, "Advertised."], ["Tax", 3, 4, None], header=header
    )
    assert [line.texts["why"] for line in found] == ["Vacant posts.\nAdvertised.", ""]


names = st.lists(
    st.sampled_from(["Law", "Tax", "Schools", "Parks", "Roads", "Waste"]), min_size=2, max_size=6, unique=True
)


@given(names, st.data())
def test_every_figure_of_a_table_comes_out_once(labels: list[str], data: st.DataObject) -> None:
    """However names are wrapped: no figure is lost or read twice, and the total is one."""
    rows: list[list[Cell]] = []
    for number, label in enumerate(labels):
        figures: list[Cell] = [number * 7 + 3, number * 5 + 1]
        way = data.draw(st.sampled_from(["plain", "beneath", "around", "above"]))
        if way == "plain":
            rows += [[label, *figures]]
        elif way == "beneath":
            rows += [[f"{label},", *figures], ["Planning"]]
        elif way == "around":
            rows += [[f"{label},"], ["Planning &", *figures], ["Design"]]
        else:
            rows += [[f"{label} and"], ["Planning", *figures]]
    total: list[Cell] = [
        "Total",
        sum(n * 7 + 3 for n in range(len(labels))),
        sum(n * 5 + 1 for n in range(len(labels))),
    ]
    found, problems = lines(*rows, total)
    assert pays(found[:-1]) == [Decimal(1000 * (n * 7 + 3)) for n in range(len(labels))]
    assert [line.label.split(",")[0].split(" and")[0] for line in found[:-1]] == labels
    assert [line.kind.value for line in found] == ["item"] * len(labels) + ["total"]
    assert problems == []
