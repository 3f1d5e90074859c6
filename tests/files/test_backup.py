"""What a workbook was before kccxl wrote into it is kept, brought back, and never at the price of later work."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kccxl.errors import FileError, UnreadableFile, UnwritableFile
from kccxl.files.backup import Backups, backed_up, undo

NOON = datetime(2026, 11, 21, 12, 0, 0)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "budget.xlsx"
    path.write_text("first")
    return path


def write(workbook: Path, text: str, backups: Backups, minute: int) -> None:
    with backed_up(workbook, backups, NOON + timedelta(minutes=minute)):
        workbook.write_text(text)


def test_undo_brings_back_what_was_there(workbook: Path) -> None:
    backups = Backups()
    write(workbook, "second", backups, 0)
    write(workbook, "third", backups, 1)
    assert undo(workbook, backups, NOON)[1] is None
    assert workbook.read_text() == "second"
    undo(workbook, backups, NOON)
    assert workbook.read_text() == "first"
    with pytest.raises(UnreadableFile, match=r"no backup of 'budget.xlsx'"):
        undo(workbook, backups, NOON)


def test_backups_of_one_second_keep_their_order(workbook: Path) -> None:
    backups = Backups()
    for number in range(12):
        write(workbook, f"state {number}", backups, 0)
    kept = [path.read_text() for path in backups.list(workbook)]
    assert kept == [f"state {number}" for number in range(1, 11)]


def test_later_work_is_not_undone_unless_asked_and_is_kept_then(workbook: Path) -> None:
    backups = Backups()
    write(workbook, "second", backups, 0)
    workbook.write_text("an officer's afternoon")
    with pytest.raises(FileError, match="changed since kccxl wrote into it on 21 November 2026 at 12:00"):
        undo(workbook, backups, NOON)
    assert workbook.read_text() == "an officer's afternoon"
    _, kept = undo(workbook, backups, NOON, force=True)
    assert workbook.read_text() == "first"
    assert kept is not None
    assert kept.read_text() == "an officer's afternoon"
    assert "before undo" in kept.name


def test_a_deleted_workbook_comes_back(workbook: Path) -> None:
    backups = Backups()
    write(workbook, "second", backups, 0)
    workbook.unlink()
    undo(workbook, backups, NOON)
    assert workbook.read_text() == "first"


def test_a_lost_note_counts_as_a_change(workbook: Path) -> None:
    backups = Backups()
    write(workbook, "second", backups, 0)
    for note in backups.of(workbook).glob("*.json"):
        note.write_text("not json")
    with pytest.raises(FileError, match="changed since"):
        undo(workbook, backups, NOON)


def test_a_failed_write_leaves_no_backup(workbook: Path) -> None:
    def fail() -> None:
        with backed_up(workbook, Backups(), NOON):
            raise UnwritableFile("no room")

    with pytest.raises(UnwritableFile):
        fail()
    assert Backups().list(workbook) == []
    assert workbook.read_text() == "first"


def test_only_so_many_are_kept_and_others_files_are_left_alone(workbook: Path) -> None:
    backups = Backups(kept=2)
    backups.of(workbook).mkdir()
    strangers = ["budget – notes.xlsx", "budget – 2026-11-21 12.00.00 draft.xlsx", "other.xlsx"]
    for name in strangers:
        (backups.of(workbook) / name).write_text("mine")
    for minute in range(5):
        write(workbook, f"state {minute}", backups, minute)
    assert [path.read_text() for path in backups.list(workbook)] == ["state 2", "state 3"]
    assert all((backups.of(workbook) / name).exists() for name in strangers)


def test_workbooks_of_one_name_keep_apart_in_a_common_folder(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "all")
    for folder in ("north", "south"):
        path = tmp_path / folder / "budget.xlsx"
        path.parent.mkdir()
        path.write_text(folder)
        write(path, "built", backups, 0)
    for folder in ("south", "north"):
        path = tmp_path / folder / "budget.xlsx"
        undo(path, backups, NOON)
        assert path.read_text() == folder


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["build", "undo"]), max_size=12))
def test_any_order_of_builds_and_undos_goes_back_step_by_step(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    workbook = tmp_path_factory.mktemp("book") / "plan.xlsx"
    workbook.write_text("0")
    states, backups = ["0"], Backups(kept=20)
    for number, step in enumerate(steps, start=1):
        if step == "build":
            write(workbook, str(number), backups, number)
            states.append(str(number))
        elif len(states) > 1:
            undo(workbook, backups, NOON)
            states.pop()
        else:
            with pytest.raises(UnreadableFile):
                undo(workbook, backups, NOON)
        assert workbook.read_text() == states[-1]
