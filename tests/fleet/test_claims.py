"""Logs, records and summaries never take the place of anything but their own kind."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kccxl.files.backup import FOLDER
from kccxl.fleet.claims import is_page, is_record
from kccxl.fleet.log import is_log
from tests.fleet.tiny import tiny_workbook

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    ("option", "name", "holds"),
    [
        ("log", "notes.txt", "to do\n"),
        ("log", "theirs.jsonl", '{"time": "2026-11-21", "level": "info"}\n'),
        ("log", "numbers.json", "[1, 2]\n"),
        ("report", "settings.json", '{"command": "kccxl build plans"}'),
        ("report", "half.json", '{"kccxl": '),
        ("html", "page.html", "<!DOCTYPE html><title>Minutes</title>"),
        ("html", "quoted.html", "<title>Dashboards: ours</title> but not to its end"),
    ],
)
def test_somebodys_file_is_left_alone(run: Run, tmp_path: Path, option: str, name: str, holds: str) -> None:
    plan, theirs = tiny_workbook(tmp_path / "plan.xlsx"), tmp_path / name
    theirs.write_text(holds, encoding="utf-8")
    done = run("build", plan, "--out", tmp_path / "out", f"--{option}", theirs)
    assert done.returncode == 2
    assert str(theirs) in done.stderr.replace("\n", "")
    assert theirs.read_text(encoding="utf-8") == holds
    assert not (tmp_path / "out").exists()
    forced = run("build", plan, "--out", tmp_path / "out", f"--{option}", theirs, "--force")
    assert forced.returncode == (2 if option == "log" else 0), "a log is added to no file of somebody's, ever"
    assert (theirs.read_text(encoding="utf-8") == holds) is (option == "log")


@pytest.mark.parametrize("words", [["build"], ["watch"]])
def test_a_log_is_never_added_to_a_workbook(run: Run, tmp_path: Path, words: list[str]) -> None:
    plan = tiny_workbook(tmp_path / "in" / "plan.xlsx")
    before = plan.read_bytes()
    for log in (plan, tmp_path / "in" / "new.xlsm"):
        done = run(*words, tmp_path / "in", "--out", tmp_path / "out", "--log", log, "--force")
        assert done.returncode == 2, done.stderr
    assert plan.read_bytes() == before
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["plan.xlsx"]
    if words == ["watch"]:
        (tmp_path / "notes.txt").write_text("to do")
        assert run(*words, tmp_path / "in", "--log", tmp_path / "notes.txt").returncode == 2


def test_no_two_of_them_are_one_file(run: Run, tmp_path: Path) -> None:
    plan = tiny_workbook(tmp_path / "plan.xlsx")
    (tmp_path / "here").symlink_to(tmp_path, target_is_directory=True)
    for words in (
        ["--report", "r.json", "--log", "r.json"],
        ["--report", "r.json", "--log", "here/r.json"],
        ["--html", "r.html", "--log", "r.html"],
        ["--report", "out/plan dashboard.xlsx"],
        ["--report", "plan.xlsx"],
    ):
        assert run("build", plan, "--out", "out", *words, "--force").returncode == 2, words
    assert not (tmp_path / "out").exists()


def test_none_lies_among_the_backups(run: Run, tmp_path: Path) -> None:
    plan = tiny_workbook(tmp_path / "plan.xlsx")
    before = plan.read_bytes()
    assert run("build", plan, "--report", tmp_path / FOLDER / "r.json").returncode == 2
    assert plan.read_bytes() == before


def test_their_own_kind_is_replaced_or_added_to(run: Run, tmp_path: Path) -> None:
    tiny_workbook(tmp_path / "plan.xlsx")
    papers = ["--report", "r.json", "--html", "r.html", "--log", "r.jsonl"]
    for path in papers[1::2]:
        (tmp_path / path).touch()
    for _ in range(2):
        assert run("build", "plan.xlsx", "--out", "out", *papers).returncode == 0
    assert is_record(tmp_path / "r.json")
    assert is_page(tmp_path / "r.html")
    assert is_log(tmp_path / "r.jsonl")
    assert len((tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()) == 6
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["exit_code"] == 0


def test_a_dashboard_is_no_record(run: Run, tmp_path: Path) -> None:
    plan = tiny_workbook(tmp_path / "plan.xlsx")
    assert run("build", plan, "--out", tmp_path / "other").returncode == 0
    dashboard = tmp_path / "other" / "plan dashboard.xlsx"
    before = dashboard.read_bytes()
    assert not is_record(dashboard)
    assert run("build", plan, "--out", tmp_path / "out", "--report", dashboard).returncode == 2
    assert dashboard.read_bytes() == before


def test_a_copy_takes_the_place_of_an_earlier_copy_alone(run: Run, tmp_path: Path) -> None:
    plan, theirs = tiny_workbook(tmp_path / "plan.xlsx"), tiny_workbook(tmp_path / "theirs.xlsx", "91%")
    before = plan.read_bytes(), theirs.read_bytes()
    for copy, code in ((plan, 2), (tmp_path / "paper.xlsm", 2), (theirs, 3)):
        assert run("build", plan, "--copy", copy).returncode == code
    assert (plan.read_bytes(), theirs.read_bytes()) == before
    copy = tmp_path / "paper.xlsx"
    assert run("build", plan, "--copy", copy).returncode == 0
    first = shutil.copy(copy, tmp_path / "first")
    tiny_workbook(plan, "91%")
    assert run("build", plan, "--copy", copy).returncode == 0
    kept = list((tmp_path / FOLDER).glob("paper *.xlsx"))
    assert [path.read_bytes() for path in kept] == [Path(first).read_bytes()]
