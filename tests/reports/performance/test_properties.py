"""What must hold of any workbook: spelling and place of a figure change nothing.

And no cell breaks the reader.
"""

from __future__ import annotations

import json
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kccxl.reports.performance.contract import as_json, records
from kccxl.tables.grid import Value
from tests.reports.performance.books import (
    ACTIVITY,
    AREAS,
    DEMAND,
    INDICATORS,
    KPI,
    SETTINGS,
    found,
    indicator,
    kpi,
    published,
    rags,
    results,
)
from tests.tables.grids import Cell, sheet

NASTY: list[Value] = [
    *(
        None,
        "",
        " ",
        "n/a",
        "NEW",
        "TBC",
        "-",
        "--",
        "95%",
        "0.95",
        0,
        1,
        -1,
        0.95,
        95,
        1e308,
        -1e308,
        1e-300,
        1e15,
    ),
    *(
        "1" * 400,
        "0." + "1" * 60,
        "£6.5m",
        "£20.3",
        "(349.7)",
        "1200, 60%",
        "Ref",
        "Target",
        "KPI",
        "Total",
        "CS04",
    ),
    *(
        "CS05 – note",
        "Results up to June 16",
        "Financial year",
        "GREEN",
        "amber*",
        "↑",
        "Yes",
        "High",
        "ratio",
    ),
    *(
        True,
        date(2019, 1, 1),
        time(9),
        timedelta(1),
        float("nan"),
        float("inf"),
        "\u200b",
        "=A1",
        "Page 2",
        "Q3",
    ),
    *("Jan", "2018/19", "Upper", "stock", "<p>", "٩٥", "½", "*", "a" * 300, 10**400, "Apr 1850", "99/99"),
]
FORMATS = ["General", "0%", "0.0%", '£#,##0.0,,"m"', '0"*"', "mmm-yy", "0." + "0" * 40, ";;;", "@"]
CELLS = st.tuples(st.sampled_from(NASTY), st.sampled_from(FORMATS))


def spellings(points: Decimal) -> list[Cell]:
    fraction = float(points) / 100
    return [
        f"{points}%",
        f"{points} %",
        (fraction, "0.0%"),
        (float(points), '0.0"%"'),
        (float(points), "0.0"),
    ]


@given(st.tuples(*[st.decimals(2, 100, places=1)] * 3), st.data())
def test_a_rating_does_not_hang_on_spelling(
    row: tuple[Decimal, Decimal, Decimal], data: st.DataObject
) -> None:
    def read(latest: Cell, target: Cell, floor: Cell) -> tuple[object, ...]:
        after = results(sheet([[*KPI, "Unit"], [*kpi(latest=latest, target=target, floor=floor), "%"]]))
        result = after.indicators[0]
        item = result.indicator
        return result.month.rag, item.latest.value, item.target.value, item.floor.value

    plain = read(*(f"{points}%" for points in row))
    assert read(*(data.draw(st.sampled_from(spellings(points))) for points in row)) == plain


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 4))
def test_place_and_blank_rows_change_nothing(down: int, right: int, gap: int) -> None:
    blank: list[list[Cell]] = [[]] * gap
    rows = [
        ["Service area", "Director"],
        ["EODD", "A. Person"],
        *blank,
        KPI,
        kpi("CS01"),
        kpi("CS02", "85%", dot="↑"),
        *blank,
        DEMAND,
        ["CS08", "Calls", 5, "Above", 4, 3, 1],
        *blank,
        ["CS02 – Note."],
    ]
    here, there = results(sheet(rows)), results(sheet(rows, down=down, right=right))
    assert [(r.month, r.ytd, r.travel) for r in here.indicators] == [
        (r.month, r.ytd, r.travel) for r in there.indicators
    ]
    assert [r.check for r in here.activity] == [r.check for r in there.activity]
    assert [(n.refs, n.text) for n in here.commentary] == [(n.refs, n.text) for n in there.commentary]
    assert not found(there, "error")


@settings(max_examples=300)
@given(st.lists(st.lists(CELLS, min_size=10, max_size=11), min_size=1, max_size=4), st.booleans())
def test_no_cell_of_a_published_table_breaks_it(rows: list[list[Any]], demand: bool) -> None:
    after = results(sheet([["Service area", "Director"], rows[0], DEMAND if demand else KPI, *rows, *rows]))
    json.dumps(as_json(after), allow_nan=False)
    records(after)


@settings(max_examples=300)
@given(st.data())
def test_no_cell_of_the_data_layout_breaks_it(data: st.DataObject) -> None:
    def rows(width: int) -> list[list[Any]]:
        return data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=3))

    activity: list[Cell] = [*ACTIVITY, "Expected total"]
    refs = st.sampled_from(["CS04", "A1"])
    long: list[list[Cell]] = [[data.draw(refs), *row] for row in rows(4)]
    spoilt = indicator()
    for column in data.draw(st.sets(st.integers(3, 10), max_size=3)):
        spoilt[column] = data.draw(CELLS)
    bounds: list[list[Cell]] = [["A1", "Finance", "Calls", "flow", "Upper", *row] for row in rows(5)]
    after = results(
        sheet(
            [
                *SETTINGS,
                ["RAG scheme", data.draw(CELLS)],
                ["Tolerance %", data.draw(CELLS)],
                ["Publication date", data.draw(CELLS)],
            ],
            "Settings",
        ),
        sheet([*AREAS, *rows(2)], "Areas"),
        sheet([INDICATORS, spoilt, *rows(11)], "Indicators"),
        sheet([["Ref", "Period", "Value", "Numerator", "Denominator"], *long], "Long"),
        sheet([["Ref", "Jan 2019", "Feb 2019"], *rows(3)], "Wide"),
        sheet([activity, *bounds, *rows(10)], "Activity"),
    )
    json.dumps(as_json(after), allow_nan=False)
    records(after)


@given(st.lists(st.sampled_from(["CS01", "CS02", "PI03", "GL02b"]), min_size=1, unique=True))
def test_no_row_is_dropped(refs: list[str]) -> None:
    assert list(rags(published(*(kpi(ref) for ref in refs)))) == refs
