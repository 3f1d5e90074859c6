"""Large variances must be explained; explanations find their heading however it is spelled, and none is lost."""

from __future__ import annotations

import pytest

from kccxl.reports.monitoring.dashboard import lay_out
from kccxl.reports.monitoring.monitoring_sheet import TO_BE_ADDED, explanations
from tests.reports.monitoring.books import SHORT, found, monitoring, only, results
from tests.reports.monitoring.pages import MAKING, texts
from tests.tables.grids import Cell, sheet

LARGE: list[Cell] = ["Finance & Procurement (incl. Pensions)", 10_000, "-150.0"]


@pytest.mark.parametrize(
    ("variance", "asked"), [("-99.9", False), ("-100.0", True), ("100.0", True), ("99.95", True)]
)
def test_a_variance_from_the_limit_on_must_be_explained_either_way(variance: str, asked: bool) -> None:
    after = monitoring(["A", 10_000, variance], header=SHORT)
    assert (("explanation-missing", "Data!C2") in found(after, "warning")) is asked


def test_the_limit_is_a_setting_and_totals_are_not_asked_for() -> None:
    rows: list[list[Cell]] = [["A", 10_000, 60], ["B", 10_000, 60], ["Total", 20_000, 120]]
    assert not found(monitoring(*rows, header=SHORT))
    lower = monitoring(*rows, header=SHORT, settings=[["Explain variances from £", 50_000]])
    assert found(lower) == {("explanation-missing", "Data!C2"), ("explanation-missing", "Data!C3")}
    assert not found(monitoring(LARGE, header=SHORT, settings=[["Explain variances from £", "none"]]))


@pytest.mark.parametrize(
    "heading",
    [
        "Finance & Procurement (incl. Pensions)",
        "- FINANCE AND PROCUREMENT incl Pensions",
        "• finance & procurement",
    ],
)
def test_a_heading_is_found_however_it_is_spelled(heading: str) -> None:
    after = monitoring(LARGE, header=SHORT, explained=[[heading, "Posts are vacant."]])
    assert only(after).explanation == "Posts are vacant."
    assert not found(after)


def test_explanations_may_stand_in_a_column_of_the_table_and_both_are_kept() -> None:
    after = monitoring(
        [*LARGE, "In its row."], header=[*SHORT, "Explanation"], explained=[[LARGE[0], "Apart."]]
    )
    assert only(after).explanation == "In its row.\nApart."
    assert not found(after)


def test_a_text_in_a_row_without_a_heading_goes_on_from_the_one_above() -> None:
    after = monitoring(LARGE, header=SHORT, explained=[[LARGE[0], "One."], [None, "Two."]])
    assert only(after).explanation == "One.\nTwo."


def test_an_explanation_of_an_unknown_heading_is_a_warning_and_is_printed() -> None:
    after = monitoring(["A", 100, 1], header=SHORT, explained=[["Finanse", "Posts are vacant."]])
    assert ("explanation-unknown", "Explanations!B2") in found(after, "warning")
    pages = lay_out(after, MAKING)
    assert "Posts are vacant." in " ".join(texts(pages.sheets[0]))
    assert any(
        "Posts are vacant." in text for section in pages.text for item in section.items for _, text in item
    )


def test_an_explanation_that_fits_two_headings_is_printed_with_both_and_said() -> None:
    rows: list[list[Cell]] = [["Adults"], ["Support", 10, 1], ["Children"], ["Support", 10, 1]]
    after = monitoring(*rows, header=SHORT, explained=[["support", "Demand rose."]])
    assert [line.explanation for line in after.items] == ["Demand rose.", "Demand rose."]
    assert ("explanation-ambiguous", "Explanations!B2") in found(after, "warning")


def test_a_total_may_be_explained() -> None:
    after = monitoring(
        ["A", 10, 1], ["B", 10, 1], ["Total", 20, 2], header=SHORT, explained=[["Total", "All in all."]]
    )
    assert after.total.explanation == "All in all."
    assert ("Total, an overspend of £2.0k: ", "All in all.") in list(explanations(after))


def test_a_missing_explanation_is_a_reminder_on_the_sheet_and_in_the_text() -> None:
    pages = lay_out(monitoring(LARGE, header=SHORT), MAKING)
    assert any(TO_BE_ADDED in text for text in texts(pages.sheets[0]))
    said = [text for section in pages.text for item in section.items for _, text in item]
    assert f"{TO_BE_ADDED}." in said
    assert any("No explanation is given yet for one variance of £100,000 or more" in text for text in said)


def test_explanations_stand_on_any_sheet() -> None:
    beneath = sheet([SHORT, LARGE, [], ["Heading", "Commentary"], ["Finance and Procurement", "Vacancies."]])
    after = results(beneath)
    assert only(after).explanation == "Vacancies."
