"""What is typed although it follows from other cells is held against them, cell by cell."""

from __future__ import annotations

import pytest

from kccxl.tables.problems import Problem
from tests.reports.monitoring.books import HEADER, SHORT, found, line, monitoring, only
from tests.tables.grids import Cell


def _one(problems: object, code: str) -> Problem:
    [problem] = [each for each in problems if each.code == code]  # type: ignore[attr-defined]
    return problem  # type: ignore[no-any-return]


def test_a_revised_variance_that_differs_names_its_cell_and_those_it_is_made_of() -> None:
    after = monitoring(line(adjustment="1.5", revised="22.0", movement="17.0"))
    problem = _one(after.problems, "amount-differs")
    assert (problem.severity.value, problem.cell) == ("error", "E2")
    assert "£21.5k" in problem.expected
    assert "C2" in problem.expected
    assert "D2" in problem.expected


def test_a_movement_that_differs_names_its_cell_and_those_it_is_made_of() -> None:
    problem = _one(monitoring(line(movement="14.0")).problems, "amount-differs")
    assert problem.cell == "G2"
    assert "£15k" in problem.expected
    assert all(cell in problem.expected for cell in ("E2", "F2"))


def test_a_variance_beside_its_forecast_is_checked() -> None:
    header: list[Cell] = ["Heading", "Net budget £000s", "Forecast £000s", "Variance £000s"]
    assert not found(monitoring(["A", "100.0", "107.0", "7.0"], header=header))
    problem = _one(monitoring(["A", "100.0", "107.0", "6.0"], header=header).problems, "amount-differs")
    assert problem.cell == "D2"
    assert "C2 less the net budget in B2" in problem.expected


def test_what_rounding_explains_is_a_note() -> None:
    after = monitoring(line(revised="20.1", movement="15.1"))
    assert not found(after, "error")
    assert ("amount-rounding", "Data!E2") in found(after, "note")


def test_the_noise_of_a_formula_is_no_difference() -> None:
    row: list[Cell] = ["A", 5314.5, -893.1, 890, -893.1 + 890, 0, -893.1 + 890]
    after = monitoring(row)
    assert not found(after)
    assert {code for code, _ in found(after, "note")} == {"no-total"}


def test_the_expected_figure_is_printed_with_the_sign_of_the_workbook() -> None:
    flipped = line(variance="-20.0", revised="-25.0", last="-5.0", movement="-20.0")
    after = monitoring(flipped, settings=[["Variance sign", "overspend negative"]])
    assert "-£20k" in _one(after.problems, "amount-differs").expected


def test_totals_that_do_not_fit_across_are_accepted_with_the_setting() -> None:
    rows = [line("A"), line("B"), line("Total", budget="20,000.0", variance="41.0", revised="40.0", last="10.0",
            movement="30.0")]  # fmt: skip
    assert ("amount-differs", "Data!E4") in found(monitoring(*rows), "error")
    accepted = monitoring(*rows, settings=[["Accept totals as printed", "Yes"]])
    assert not found(accepted, "error")
    assert ("amount-differs", "Data!E4") in found(accepted, "warning")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("0.2%", None),
        ((0.002, "0.0%"), None),
        ("0.2", None),
        (None, None),
        ("0.3%", "percent-rounding"),
        ("0.5%", "percent-differs"),
        ("-0.2%", "percent-differs"),
        ("2%", "percent-differs"),
        ("lots", "not-a-number"),
    ],
)
def test_a_typed_percentage(typed: Cell, code: str | None) -> None:
    after = monitoring([*line(), typed], header=[*HEADER, "Variance %"])
    codes = {each for each, _ in found(after, "error", "warning", "note")} - {"no-total"}
    assert codes == ({code} if code else set())


def test_a_percentage_of_no_budget_is_an_error_and_n_a_is_none() -> None:
    header: list[Cell] = [*SHORT, "%"]
    assert ("percent-differs", "Data!D2") in found(monitoring(["A", 0, "5.0", "3%"], header=header), "error")
    assert not found(monitoring(["A", 0, "5.0", "N/a"], header=header), "error")


@pytest.mark.parametrize(
    ("word", "variance", "code"),
    [
        ("Adverse", "20.0", None),
        ("OVERSPEND", "20.0", None),
        ("fav", "-20.0", None),
        ("-", "0.0", None),
        ("Favourable", "20.0", "effect-differs"),
        ("Adverse", "0.0", "effect-differs"),
        ("likely", "20.0", "effect-unreadable"),
    ],
)
def test_a_typed_word(word: str, variance: str, code: str | None) -> None:
    after = monitoring(["A", 100, variance, word], header=[*SHORT, "Adverse/Favourable"])
    assert {each for each, _ in found(after, "error")} == ({code} if code else set())


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Red", None), ("r", None), (None, None), ("Green", "rating-differs"), ("Blue", "unreadable-rating")],
)
def test_a_typed_colour(typed: Cell, code: str | None) -> None:
    after = monitoring(["A", 100, "20.0", typed], header=[*SHORT, "RAG"])
    assert {each for each, _ in found(after, "error")} == ({code} if code else set())


def test_a_typed_colour_on_the_gross_budget_is_held_against_the_gross_budget() -> None:
    header: list[Cell] = [*SHORT, "Gross budget £000s", "RAG", "RAG on gross"]
    assert not found(monitoring(["A", 100, "20.0", 5000, "Red", "Amber"], header=header), "error")
    wrong = monitoring(["A", 100, "20.0", 5000, "Red", "Red"], header=header)
    assert ("rating-differs", "Data!F2") in found(wrong, "error")


def test_limits_and_materiality_come_from_the_settings() -> None:
    limits: list[list[Cell]] = [["Amber up to %", "30%"]]
    floor: list[list[Cell]] = [["RAG materiality £", 50_000]]
    for settings in (limits, floor):
        one = only(monitoring(["A", 100, "20.0"], header=SHORT, settings=settings))
        assert one.ratings is not None
        assert one.ratings.net.rag == "AMBER"


def test_a_colour_the_rounding_decides_is_said() -> None:
    after = monitoring(["A", 10_000, "204.0"], header=SHORT)
    assert ("near-boundary", "Data!C2") in found(after, "note")


def test_an_unreadable_cell_brings_no_other_error_with_it() -> None:
    row = [*line(adjustment="?", revised="21.0", movement="16.0"), "Green"]
    assert found(monitoring(row, header=[*HEADER, "RAG"]), "error") == {("not-a-number", "Data!D2")}


def test_a_figure_that_only_repeats_another_may_not_differ_by_a_whole_unit() -> None:
    header: list[Cell] = ["Heading", "Net budget £000s", "Variance £000s", "Revised variance £000s"]
    assert ("amount-differs", "Data!D2") in found(
        monitoring(["A", "100", "20", "21"], header=header), "error"
    )


def test_an_amount_made_of_computed_ones_names_the_cells_that_are_typed() -> None:
    header: list[Cell] = [
        *("Heading", "Net budget £000s", "Forecast £000s", "Adjustment £000s"),
        "Revised variance £000s",
    ]
    after = monitoring(["A", "100.0", "107.0", "1.0", "9.0"], header=header)
    assert "£8k, the forecast in C2 less the net budget in B2 plus the adjustment in D2" in (
        _one(after.problems, "amount-differs").expected
    )
    whole = monitoring(["A", "100", "108", None, "7"], header=header)
    assert not found(whole, "error")  # 100.4, 107.6 and 7.2, each rounded
