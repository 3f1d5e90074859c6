"""Ranges: answers spill in the shape of what goes in, cell for cell, and nothing is ever raised."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kccxl.excel import functions as excel
from kccxl.excel.declaring import CATALOGUE

CELL_BY_CELL = ["KCC_RAG", "KCC_RAG_WHY", "KCC_DOT", "KCC_ACTIVITY", "KCC_VARIANCE", "KCC_VARIANCE_PCT",
                "KCC_VARIANCE_WORD", "KCC_BUDGET_RAG", "KCC_RISK_SCORE", "KCC_RISK_BAND", "KCC_FY", "KCC_QUARTER",
                "KCC_ROUND", "KCC_ISERROR"]  # fmt: skip

cells = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.floats(-2, 200).map(lambda value: round(value, 2)),
    st.integers(),
    st.integers(-2146826300, -2146826190),
    st.decimals(),
    st.text(max_size=12),
    st.sampled_from(["95%", "N/a", "£6.5m", "(3.2)", "12 days", "#REF!", "#KCC! x", "High", "ratio", "flow", "%", "points"]),
    st.datetimes(datetime(1900, 1, 1), datetime(2999, 1, 1)),
    st.dates(date(1900, 1, 1)),
    st.just(time(8, 30)),
    st.just(timedelta(hours=30)),
)  # fmt: skip


def blocks(height: int, width: int) -> st.SearchStrategy[list[list[object]]]:
    return st.lists(st.lists(cells, min_size=width, max_size=width), min_size=height, max_size=height)


def can_stand_in_a_cell(answer: object) -> bool:
    return (
        type(answer) in (str, float, bool)
        and answer == answer
        and answer not in (float("inf"), -float("inf"))
    )


@pytest.mark.parametrize("name", sorted(CATALOGUE))
@settings(max_examples=60)
@given(data=st.data())
def test_nothing_is_ever_raised_and_the_shape_is_kept(name: str, data: st.DataObject) -> None:
    """Whatever stands in the cells; a range in any argument, single cells in the others."""
    function = CATALOGUE[name]
    height, width = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 3))
    arguments: list[object] = [data.draw(cells) for _ in function.arguments]
    place = data.draw(st.integers(0, len(arguments) - 1))
    arguments[place] = data.draw(blocks(height, width))
    answer = function.call(*arguments)
    rows = answer if isinstance(answer, list) else [[answer]]
    assert all(can_stand_in_a_cell(cell) for row in rows for cell in row)
    if name in CELL_BY_CELL:
        assert (len(rows), {len(row) for row in rows}) == (height, {width})
        assert isinstance(answer, list) == (height * width > 1)


@pytest.mark.parametrize("name", CELL_BY_CELL)
@settings(max_examples=30)
@given(data=st.data())
def test_a_range_answers_as_its_cells_do(name: str, data: st.DataObject) -> None:
    function = CATALOGUE[name]
    columns = [data.draw(blocks(4, 1)) for _ in function.arguments]
    answer = function.call(*columns)
    assert answer == [
        [function.call(*row)] for row in zip(*[[c[0] for c in column] for column in columns], strict=True)
    ]


@pytest.mark.parametrize(
    ("result", "target", "expected"),
    [
        ([[97.0], [92.0]], 95.0, [["GREEN"], ["AMBER"]]),
        ([[97.0, 92.0]], 95.0, [["GREEN", "AMBER"]]),
        (97.0, [[95.0], [98.0]], [["GREEN"], ["AMBER"]]),
        ([[97.0], [92.0]], [[95.0, 92.0]], [["GREEN", "GREEN"], ["AMBER", "GREEN"]]),
        ([[97.0, 92.0]], [[95.0], [92.0]], [["GREEN", "AMBER"], ["GREEN", "GREEN"]]),
        ([[97.0, 92.0], [90.0, 89.0]], [[95.0], [89.0]], [["GREEN", "AMBER"], ["GREEN", "GREEN"]]),
        ((97.0, 92.0), ((95.0,),), [["GREEN", "AMBER"]]),
        ([[97.0]], [[95.0]], "GREEN"),
    ],
)
def test_shapes_are_combined_as_excel_does(result: object, target: object, expected: object) -> None:
    assert excel.KCC_RAG(result, target, 60.0) == expected


def test_shapes_that_do_not_fit_say_so() -> None:
    answer = excel.KCC_RAG([[1.0]] * 5, [[1.0]] * 3, 0.0)
    assert answer == (
        "#KCC! The ranges do not fit each other: result is 5 rows by 1 column, target is 3 rows by 1 column. "
        "Choose ranges of one size, or single cells."
    )
    assert excel.KCC_RAG([[1.0, 2.0], [1.0]], 1.0, 0.0).startswith(
        "#KCC! A range was handed over whose rows differ"
    )


def test_one_cell_that_cannot_be_read_leaves_the_others_alone() -> None:
    answer = excel.KCC_RAG([[97.0], ["abc"], [True], [1.0], [89.0]], 95.0, 90.0, None, "number")
    assert [row[0][:5] for row in answer] == ["GREEN", "#KCC!", "#KCC!", "RED", "RED"]


def test_a_fault_in_the_program_is_said_and_takes_no_other_row_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from kccxl.excel import functions_risk

    def broken(score: int) -> Any:
        raise ZeroDivisionError if score == 6 else AssertionError(score)

    monkeypatch.setattr(functions_risk, "band", broken)
    answer = excel.KCC_RISK_BAND([[6.0], [8.0], [None]])
    assert answer[0][0].startswith(
        "#KCC! The function could not answer (ZeroDivisionError). Please report it"
    )
    assert "AssertionError" in answer[1][0]
    assert answer[2] == [""]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_currency_decimals_are_figures_like_others(amount: Decimal) -> None:
    assert excel.KCC_VARIANCE(amount, Decimal(0)) == excel.KCC_VARIANCE(float(amount), 0.0) == float(amount)
