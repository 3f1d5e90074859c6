"""Equal cells gathered into rectangles and addresses: none lost, none twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kccxl.excel.runs import addresses, grouped, rectangles, uniform_areas
from kccxl.sheets.sheet import Span
from kccxl.tables.grid import Area
from tests.excel.engines.ranges import Range

CELLS = st.tuples(st.integers(0, 12), st.integers(0, 12))


def _cells(span: Span) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row in range(span.top, span.bottom + 1)
        for column in range(span.left, span.right + 1)
    ]


@given(st.sets(CELLS))
def test_rectangles_cover_each_cell_once(cells: set[tuple[int, int]]) -> None:
    covered = [cell for span in rectangles(cells) for cell in _cells(span)]
    assert sorted(covered) == sorted(cells)


@given(st.dictionaries(CELLS, st.sampled_from("abc")))
def test_groups_hold_each_value_where_it_stands(values: dict[tuple[int, int], str]) -> None:
    found = {
        cell: value for value, spans in grouped(values).items() for span in spans for cell in _cells(span)
    }
    assert found == values


@given(st.sets(CELLS, min_size=1), st.booleans())
def test_addresses_name_all_rectangles_and_are_short_enough(
    cells: set[tuple[int, int]], together: bool
) -> None:
    spans = rectangles(cells)
    names = addresses(spans, together=together)
    assert all(len(name) <= 255 for name in names)
    assert together or len(names) == len(spans)
    found = [part for name in names for part in Range(None, name).parts]
    assert found == [(span.top + 1, span.left + 1, span.bottom + 1, span.right + 1) for span in spans]


@given(st.integers(1, 9), st.integers(1, 9), st.data())
def test_uniform_areas_tell_every_cells_value(height: int, width: int, data: st.DataObject) -> None:
    table = [[data.draw(st.integers(0, 1)) for _ in range(width)] for _ in range(height)]

    def ask(area: Area) -> str | None:
        held = {
            table[r][c] for r in range(area.top, area.bottom + 1) for c in range(area.left, area.right + 1)
        }
        return str(held.pop()) if len(held) == 1 else None

    found = {
        (row, column): value
        for area, value in uniform_areas(Area(0, 0, height - 1, width - 1), ask)
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }
    assert found == {(r, c): str(table[r][c]) for r in range(height) for c in range(width)}
