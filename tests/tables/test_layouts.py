"""Every layout officers use is cast: found where it is right, wrong where one figure is off, and nothing else."""

from __future__ import annotations

import pytest

from kccxl.rules.casting import Verdict
from kccxl.tables.totals import find_castings
from tests.tables.grids import Cell, sheet
from tests.tables.layouts import LAYOUTS, TRAPS, Layout

each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])


@each_layout
def test_every_total_of_a_right_table_is_found_and_adds_up(layout: Layout) -> None:
    found = find_castings(layout.right)
    assert set(layout.totals.split()) <= {casting.cell for casting in found}
    assert {casting.cast.verdict for casting in found} == {Verdict.AGREES}


@each_layout
def test_one_figure_off_is_found_where_it_shows_and_nowhere_else(layout: Layout) -> None:
    found = find_castings(layout.slipped)
    wrong = {casting.cell for casting in found if casting.cast.verdict is Verdict.DIFFERS}
    assert wrong == set(layout.wrong.split())


@pytest.mark.parametrize(("name", "rows"), TRAPS, ids=[name for name, _ in TRAPS])
def test_nothing_is_called_wrong_or_rounded_that_is_neither(name: str, rows: list[list[Cell]]) -> None:
    verdicts = {casting.cast.verdict for casting in find_castings(sheet(rows))}
    assert verdicts <= {Verdict.AGREES, Verdict.UNCHECKED}
