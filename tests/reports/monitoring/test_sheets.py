"""The sheets and the covering text: what is printed, in which order, with which sign."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from kccxl.reports.monitoring.dashboard import lay_out
from kccxl.sheets.sheet import Sheet
from tests.reports.monitoring.books import SHORT, line, monitoring
from tests.reports.monitoring.pages import MAKING, row_of, texts
from tests.tables.grids import Cell, sheet

ROWS = [
    line("A", variance="-30.0", adjustment="10.0", revised="-20.0", last="0.0", movement="-20.0"),
    line("B", variance="50.0", revised="50.0", last="5.0", movement="45.0"),
    line(
        "Total",
        budget="20,000.0",
        variance="20.0",
        adjustment="10.0",
        revised="30.0",
        last="5.0",
        movement="25.0",
    ),
]
NEGATIVE: list[list[Cell]] = [["Variance sign", "overspend negative"]]


def _sheets(*rows: list[Cell], **more: object) -> tuple[Sheet, Sheet]:
    first, second = lay_out(monitoring(*rows, **more), MAKING).sheets  # type: ignore[arg-type]
    return first, second


def test_every_line_stands_with_its_figures_per_cent_word_and_colour() -> None:
    first, _ = _sheets(*ROWS)
    assert row_of(first, "A") == {
        "Heading": "A",
        "Net budget £000s": Decimal(10000),
        "Forecast variance £000s": Decimal(-30),
        "Corporate Director adjustment £000s": Decimal(10),
        "Revised variance £000s": Decimal(-20),
        "Last reported £000s": Decimal(0),
        "Movement £000s": Decimal(-20),
        "Variance %": Decimal("-0.002"),
        "Adverse or Favourable": "Favourable",
        "RAG": "GREEN",
    }
    assert row_of(first, "Total")["Revised variance £000s"] == 30


def test_columns_nobody_gave_are_left_out() -> None:
    first, _ = _sheets(["A", 100, 1], header=SHORT)
    assert list(row_of(first, "A")) == [
        *("Heading", "Net budget £000s", "Forecast variance £000s", "Revised variance £000s"),
        *("Variance %", "Adverse or Favourable", "RAG"),
    ]
    assert row_of(first, "Total")["Net budget £000s"] == 100


def test_the_gross_rating_stands_beside_the_net_one_where_they_differ() -> None:
    header: list[Cell] = [*SHORT, "Gross budget £000s"]
    differing, _ = _sheets(["A", 100, 20, 5000], header=header)
    assert (row_of(differing, "A")["RAG on net"], row_of(differing, "A")["RAG on gross"]) == ("RED", "AMBER")
    alike, _ = _sheets(["A", 100, -20, 5000], header=header)
    assert row_of(alike, "A")["RAG"] == "GREEN"


def test_the_opposite_sign_changes_what_is_printed_and_nothing_else() -> None:
    flipped = [line("A", variance="30.0", adjustment="-10.0", revised="20.0", last="0.0", movement="20.0")]
    ours, ours_sorted = _sheets(ROWS[0])
    theirs, theirs_sorted = _sheets(*flipped, settings=NEGATIVE)
    for caption, content in row_of(ours, "A").items():
        other = row_of(theirs, "A")[caption]
        signed = "ariance" in caption or "adjustment" in caption or "Movement" in caption
        assert other == (-content if signed else content), caption  # type: ignore[operator]
    assert row_of(theirs_sorted, "A")["Favourable £000s"] == 20
    assert row_of(ours_sorted, "A")["Favourable £000s"] == -20
    assert any("- is an overspend" in text for text in texts(theirs))


def test_variances_run_from_the_worst_to_the_best_with_a_chart_of_both() -> None:
    _, second = _sheets(*ROWS)
    labels = [cell.content for (_, column), cell in sorted(second.cells.items()) if column == 0]
    assert labels.index("B") < labels.index("A") < labels.index("Total")
    [chart] = second.charts
    assert "B: overspend of £50.0k." in chart.alt


def test_a_total_that_does_not_add_up_is_marked_and_the_sum_said() -> None:
    rows: list[list[Cell]] = [["A", "100.0", "1.0"], ["B", "50.0", "-3.0"], ["Total", "150.0", "-2.1"]]
    first, _ = _sheets(*rows, header=SHORT)
    assert any(
        text.startswith("* Total, forecast variance: its lines add up to -2.0; the diff")
        for text in texts(first)
    )
    marked = [cell for cell in first.cells.values() if '"*"' in cell.style.number_format]
    assert [cell.content for cell in marked] == [Decimal("-2.1")]


def test_brackets_are_printed_in_figures_and_notes_alike() -> None:
    rows: list[list[Cell]] = [["A", "100.0", "1.0"], ["B", "50.0", "-3.0"], ["Total", "150.0", "-2.1"]]
    first, _ = _sheets(*rows, header=SHORT, settings=[["Negative figures", "brackets"]])
    assert any("add up to (2.0);" in text for text in texts(first))


def test_several_tables_stand_with_their_sheets_names_and_a_total_of_all() -> None:
    other = sheet([SHORT, ["C", 50, 2]], "Children")
    first, _ = _sheets(["A", 100, 1], header=SHORT, other=[other])
    assert {"Data", "Children"} <= set(texts(first))
    assert row_of(first, "All tables")["Net budget £000s"] == 150


def test_captions_stand_on_the_pages_of_the_table_and_not_above_explanations() -> None:
    words = "Because of reasons that take a while to explain. " * 25
    names = [f"Service {number}" for number in range(45)]
    sheet, _ = _sheets(
        *(line(name, variance="200.0", revised="200.0", movement="195.0") for name in names),
        explained=[[name, words] for name in names],
    )
    assert sheet.page.repeat is not None
    captions = {row for (row, _), cell in sheet.cells.items() if cell.content == "Heading"}
    assert not captions & set(range(sheet.page.repeat[0], sheet.page.repeat[1] + 1))
    table = [row for (row, column), cell in sheet.cells.items() if not column and cell.content in names]
    starts = [0, *sheet.page.breaks, 10_000]
    pages = [range(first, last) for first, last in pairwise(starts)]
    with_table = [page for page in pages if any(row in page for row in table)]
    assert len(pages) > len(with_table) + 1 > 2
    for page in pages:
        assert sum(row in page for row in captions) == (page in with_table)
    assert sheet.freeze == (min(captions) + 1, 0)


def test_titles_that_are_taken_are_left_alone() -> None:
    pages = lay_out(monitoring(ROWS[0]), MAKING, ["Monitoring", "variances"])
    assert [sheet.title for sheet in pages.sheets] == ["Monitoring (2)", "Variances (2)"]


def _text(*rows: list[Cell], **more: object) -> dict[str, list[str]]:
    pages = lay_out(monitoring(*rows, **more), MAKING)  # type: ignore[arg-type]
    return {
        section.heading: [f"{lead}{text}" for item in section.items for lead, text in item]
        for section in pages.text
    }


def test_the_text_says_the_position_its_movement_and_the_counts() -> None:
    said = _text(*ROWS, settings=[["Directorate", "Adult Social Care"]])["Overall position"]
    assert said == [
        "The Adult Social Care directorate forecasts an overspend of £30.0k, 0.2% of the net budget of "
        "£20,000.0k. The position last reported was an overspend of £5.0k; it is now £25.0k more adverse.",
        "Of the two headings, one is forecast to overspend and one to underspend. One is rated Green and one Amber.",
    ]


def test_the_text_names_the_largest_variances_first_with_explanations() -> None:
    said = _text(*ROWS, explained=[["B", "Demand rose."]])["Largest variances"]
    assert said[0] == (
        "B: An overspend of £50.0k, 0.5% of the net budget of £10,000.0k. "
        "This is £45.0k more adverse than last reported. Rated Amber."
    )
    assert said[1] == "Demand rose."
    assert said[2].startswith("A: An underspend of £20.0k")


def test_the_text_says_what_was_adjusted() -> None:
    assert _text(*ROWS)["Adjustments"] == [
        "One heading was adjusted by the Corporate Director.",
        "A: £10.0k adverse, from an underspend of £30.0k to an underspend of £20.0k.",
    ]
    assert "Adjustments" not in _text(["A", 100, 1], header=SHORT)


def test_the_text_of_a_budget_that_is_kept() -> None:
    said = _text(["A", 100, 0], ["B", 50, 0], header=SHORT)
    assert said["Overall position"][0] == (
        "The directorate forecasts no variance against the net budget of £150.0k."
    )
    assert said["Largest variances"] == ["No heading shows a variance."]
