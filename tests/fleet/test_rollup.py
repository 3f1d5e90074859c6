"""The rollup gathers what each workbook says, neither more nor less, and no workbook stops the others."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl import batch
from kccxl.fleet import rollup as gathering
from kccxl.fleet.rollup import Council, Part, Source, collect
from kccxl.fleet.rollup_lines import Kind, Movement, Place
from kccxl.fleet.rollup_matrix import Tally, groups, remarks
from kccxl.rules.rag import Rag
from kccxl.rules.travel import Direction
from kccxl.search import find_workbooks
from tests.conftest import WORKBOOKS

Sample = Callable[[str], Path]
COLOURS = (*Rag, None)


@pytest.fixture(scope="module")
def council() -> Council:
    return collect(find_workbooks([WORKBOOKS / "*-*.xlsx"]))


def counted(tally: Tally, kind: Kind) -> list[int]:
    return [tally.count(kind, rag) for rag in COLOURS]


def test_counts_are_the_published_ones(council: Council) -> None:
    """Source: the papers of July 2016 and January 2019: Green, Amber, Red, not rated."""
    found = {
        (group.directorate, group.up_to): Tally.of(group.ratings)
        for group in groups(council)
        if not group.illustrative
    }
    summer = found["Strategic and Corporate Services", "July 2016"]
    assert counted(summer, Kind.LATEST) == [16, 6, 1, 0]
    assert counted(summer, Kind.YTD) == [15, 2, 2, 4]
    assert counted(summer, Kind.BUDGET) == [7, 3, 0, 0]
    winter = found["Strategic and Corporate Services", "January 2019"]
    assert counted(winter, Kind.LATEST) == [19, 3, 3, 0]
    assert counted(winter, Kind.YTD) == [16, 3, 1, 5]


def test_divisions_add_up_to_their_directorate(council: Council) -> None:
    for group in groups(council):
        whole = Tally.of(group.ratings)
        for kind in Kind:
            parts = [counted(tally, kind) for tally in group.divisions.values()]
            assert [sum(column) for column in zip(*parts, strict=True)] == counted(whole, kind)


def test_every_red_is_there_with_its_commentary(council: Council) -> None:
    reds = {(red.name.split()[0], red.measure): red for part, red in council.reds if part.year == "2016/17"}
    assert set(reds) == {("PI01", "Latest result"), ("FP02", "Year to date"), ("GL03", "Year to date")}
    assert reds["PI01", "Latest result"].figure == "25%"
    assert reds["PI01", "Latest result"].against == "5%"
    assert "NHS" in reds["PI01", "Latest result"].said
    assert len(council.reds) == sum(
        Tally.of(part.rated).count(kind, Rag.RED) for part in council.parts for kind in Kind
    )


def test_a_line_stands_where_its_figure_stands(council: Council) -> None:
    """Of the papers the cell of the figure; of a ledger heading the first of its lines; of a shortfall its name."""
    found = {(part.year, red.name, red.measure): red.place.address for part, red in council.reds}
    cells = {(year, name.split()[0], measure): cell for (year, name, measure), cell in found.items()}
    assert cells["2016/17", "PI01", "Latest result"] == "Dashboard!C135"
    assert cells["2016/17", "FP02", "Year to date"] == "Dashboard!F59"
    assert found["2024/25", "ICT", "Forecast variance"] == "Ledger!D2189"
    assert found["2024/25", "Release of leased offices", "Shortfall"] == "Savings!A3"
    assert {each.heading: each.place.address for _, each in council.variances}[
        "Local Democracy"
    ] == "Monitoring!E7"


def test_ledger_totals_and_cost_centres_are_no_headings(council: Council) -> None:
    headings = [each.heading for part, each in council.variances if part.report == "ledger"]
    assert len(headings) == len(set(headings)) == 11
    assert not {"Communities", "Total", "Central library"} & set(headings)


def test_variances_run_from_the_worst_overspend_down(council: Council) -> None:
    amounts = [each.amount for _, each in council.variances]
    assert amounts == sorted(amounts, key=lambda amount: -(amount or 0))
    part, worst = council.variances[0]
    assert (part.up_to, worst.amount) == ("July 2016", Decimal("512600"))


def test_periods_that_differ_are_said(council: Council) -> None:
    said = " ".join(remarks(council))
    assert "July 2016" in said
    assert "January 2019" in said
    assert "Strategic and Corporate Services reports at more than one date" in said
    assert "Illustrative Directorate" in said


def test_one_date_needs_no_remark(sample: Sample) -> None:
    assert remarks(collect([sample("performance-2016-17"), sample("monitoring-2016-17")])) == []


def spoil(source: Path, target: Path, **cells: Any) -> Path:
    workbook = openpyxl.load_workbook(source)
    for cell, value in cells.items():
        workbook["Dashboard"][cell] = value
    workbook.save(target)
    return target


def test_a_workbook_with_errors_is_left_out_and_said_so(sample: Sample, tmp_path: Path) -> None:
    broken = spoil(sample("performance-2016-17"), tmp_path / "broken.xlsx", D8="RED")
    found = collect([broken, sample("performance-2018-19")])
    first, second = found.sources
    assert (first.errors, first.counts, second.counts) == (1, False, True)
    assert [part.directorate for part in first.parts] == ["Strategic and Corporate Services"]
    assert [group.up_to for group in groups(found)] == ["January 2019"]
    assert found.reds
    assert all(red.place.workbook == 1 for _, red in found.reds)


def test_a_damaged_and_a_missing_file_stop_nobody(sample: Sample, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(sample("budget-2017-18").read_bytes()[:5000])
    found = collect([damaged, tmp_path / "missing.xlsx", sample("monitoring-2016-17")])
    assert "damaged" in found.sources[0].failure
    assert found.sources[1].failure
    assert [source.counts for source in found.sources] == [False, False, True]
    assert len(found.variances) == 10


@pytest.mark.parametrize("name", ["monitoring-2016-17", "performance-2018-19"])
def test_a_workbook_of_another_ending_with_the_same_results_is_counted_once(
    sample: Sample, name: str
) -> None:
    """The twin with buttons of the second has a title of its own."""
    plain = sample(name)
    found = collect([plain, plain.with_suffix(".xlsm")])
    assert (found.sources[1].copy_of, found.sources[1].counts) == (plain.name, False)
    [part] = collect([plain]).parts
    [group] = groups(found)
    for kind in Kind:
        assert counted(Tally.of(group.ratings), kind) == counted(Tally.of(part.rated), kind)


def test_a_fault_nobody_foresaw_stops_nobody(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = batch.results_of

    def stumble(path: Path) -> Any:
        if path.stem == "performance-2016-17":
            raise ZeroDivisionError("by chance")
        return sound(path)

    monkeypatch.setattr(gathering.batch, "results_of", stumble)
    found = collect([sample("performance-2016-17"), sample("monitoring-2016-17")])
    assert "ZeroDivisionError" in found.sources[0].failure
    assert found.sources[1].counts


def test_a_copy_is_counted_once(sample: Sample, tmp_path: Path) -> None:
    copy = Path(shutil.copy(sample("monitoring-2016-17"), tmp_path / "zcopy.xlsx"))
    found = collect([sample("monitoring-2016-17"), copy])
    assert found.sources[1].copy_of == "monitoring-2016-17.xlsx"
    assert len(found.variances) == 10


def test_lines_that_stand_in_two_workbooks_are_said_to_count_twice(sample: Sample, tmp_path: Path) -> None:
    other = spoil(sample("performance-2016-17"), tmp_path / "other.xlsx", J8=0.81)
    said = remarks(collect([sample("performance-2016-17"), other]))
    assert any(
        "performance-2016-17.xlsx and other.xlsx" in text and "counted in each" in text for text in said
    )


def moved(name: str, change: str | None, ahead: str | None, direction: Direction) -> Movement:
    known = [None if each is None else Decimal(each) for each in (change, ahead)]
    return Movement(direction, "", "", name, "", "", "", None, known[0], known[1], Place(0, "A!A1"))


def council_of(movements: list[Movement]) -> Council:
    part = Part("performance", "", "", "", 0, False, movements=movements)
    return Council([Source(Path("a.xlsx"), [part])])


def test_worsened_run_furthest_first_and_unknown_changes_follow_by_their_distance_from_target() -> None:
    down = Direction.WORSENED
    found = council_of([
        moved("unknown", None, None, down), moved("short", None, "-3", down), moved("ahead", None, "1", down),
        moved("a little", "-0.1", "-5", down), moved("a lot", "-0.9", "2", down),
    ])  # fmt: skip
    names = [each.name for _, each in found.movements(down)]
    assert names == ["a lot", "a little", "short", "ahead", "unknown"]


@given(st.lists(st.decimals(-9, 9, places=2), max_size=12))
def test_improved_run_furthest_first(changes: list[Decimal]) -> None:
    found = council_of([moved("", str(each), None, Direction.IMPROVED) for each in changes])
    assert [each.change for _, each in found.movements(Direction.IMPROVED)] == sorted(changes, reverse=True)
    assert found.movements(Direction.WORSENED) == []


def test_a_change_is_a_share_of_the_distance_from_floor_to_target(council: Council) -> None:
    """CI02 fell from 81.1 to 77.7 % where floor and target are 87 and 92 %: two thirds of five points."""
    moves = {each.name.split()[0]: each for _, each in council.movements(Direction.WORSENED)}
    change, ahead = moves["CI02"].change, moves["CI02"].ahead
    assert change is not None
    assert ahead is not None
    assert round(change, 2) == Decimal("-0.66")
    assert round(ahead, 1) == Decimal("-2.8")
    better = {each.name.split()[0]: each for _, each in council.movements(Direction.IMPROVED)}
    assert better["PI01"].ahead == Decimal(
        -2
    )  # lower is better: 25 % against a target of 5 and a floor of 15
