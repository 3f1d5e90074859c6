"""Workbooks rebuilt as they are saved, by Excel's way of saving and by others, and by nothing else."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path

import openpyxl
import pytest

from kccxl.fleet.watch import noticed, saved
from tests.fleet.test_build import started, until
from tests.fleet.tiny import tiny_workbook


class Clock:
    """Time that passes a quarter of a second with each look."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def _looks(clock: Clock, *happenings: Callable[[], set[Path]]) -> Iterator[set[Path]]:
    """What happens, one a look, and then nothing for five minutes."""
    for happen in (*happenings, *repeat(set, 1200)):
        clock.now += 0.25
        yield happen()


def _seen(*happenings: Callable[[], set[Path]]) -> list[str]:
    clock = Clock()
    return [path.name for path in saved(_looks(clock, *happenings), clock=clock)]


def test_a_save_as_excel_does_it_is_one_save(tmp_path: Path) -> None:
    plan = tiny_workbook(tmp_path / "plan.xlsx")
    unnamed, backup, lock = tmp_path / "8C2A1F00", tmp_path / "5B11.tmp", tmp_path / "~$plan.xlsx"

    def lock_and_write() -> set[Path]:
        lock.write_bytes(b"\x03Ann")
        tiny_workbook(unnamed, "91%")
        return {lock, unnamed}

    def swap() -> set[Path]:
        plan.rename(backup)
        unnamed.rename(plan)
        return {plan, backup, unnamed}

    def clear() -> set[Path]:
        backup.unlink()
        lock.unlink()
        return {backup, lock}

    assert _seen(lock_and_write, swap, clear) == ["plan.xlsx"]


def test_a_file_that_grows_is_waited_for(tmp_path: Path) -> None:
    content = tiny_workbook(tmp_path / "elsewhere" / "plan.xlsx").read_bytes()
    plan = tmp_path / "plan.xlsx"
    clock, read = Clock(), []

    def grown_to(size: int) -> Callable[[], set[Path]]:
        def grow() -> set[Path]:
            plan.write_bytes(content[:size])
            return {plan}

        return grow

    steps = [grown_to(1), *[set] * 12, grown_to(len(content) // 2), *[set] * 12, grown_to(len(content))]
    for path in saved(_looks(clock, *steps), clock=clock):
        read.append(path.read_bytes())
    assert read == [content]


def test_a_file_without_an_end_is_handed_on_in_the_end(tmp_path: Path) -> None:
    plan = tmp_path / "plan.xlsx"
    plan.write_bytes(b"PK and no more")
    assert _seen(lambda: {plan}) == ["plan.xlsx"]


def test_what_is_saved_unchanged_deleted_or_our_own_is_left_out(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    plan = tiny_workbook(tmp_path / "plan.xlsx")
    assert run("build", plan).returncode == 0
    own = tmp_path / "plan dashboard.xlsx"
    wait = [set[Path]] * 8
    assert _seen(lambda: {plan, own}, *wait, lambda: {plan, own}, *wait) == ["plan.xlsx"]
    assert _seen(lambda: {tmp_path / "gone.xlsx"}) == []


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent to a process in another way on Windows")
@pytest.mark.parametrize("words", [[], ["--poll"]])
def test_the_command_rebuilds_what_is_saved(tmp_path: Path, words: list[str]) -> None:
    plan = tiny_workbook(tmp_path / "in" / "plan.xlsx")
    output = tmp_path / "in" / "plan dashboard.xlsx"
    folder = os.path.relpath(tmp_path / "in")
    process = started("watch", folder, "--log", tmp_path / "log.jsonl", *words)
    try:
        until(output.exists)
        first = output.stat().st_ino
        time.sleep(0.5)
        shutil.copyfile(plan, tmp_path / "same")
        (tmp_path / "same").replace(plan)
        time.sleep(0.5)
        unnamed = tiny_workbook(tmp_path / "in" / "8C2A1F00", "91%")
        unnamed.replace(plan)
        until(lambda: output.stat().st_ino != first)
    finally:
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=30)
    assert process.returncode == 0, stderr
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["began", "built", "built", "ended"]
    assert {line["workbook"] for line in lines[1:3]} == {str(Path(folder, "plan.xlsx"))}
    cells = [cell.value for sheet in openpyxl.load_workbook(output) for row in sheet for cell in row]
    assert 0.91 in cells


def test_what_is_noticed_bears_the_name_of_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook saved again as it was is known from the first look at the folder."""
    tiny_workbook(tmp_path / "in" / "plan.xlsx")
    monkeypatch.chdir(tmp_path)
    folder = Path("in")
    first = set(folder.iterdir())
    changes = noticed(folder, stop=lambda: False)
    next(changes)
    tiny_workbook(tmp_path / "in" / "plan.xlsx")
    assert next(found for found in changes if found) == first


def test_a_folder_that_is_not_there(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    assert run("watch", tmp_path / "none").returncode == 2
    assert run("watch", tmp_path, "--out", "one.xlsx").returncode == 2
