"""The workbooks that files, folders and patterns mean, as a shell that resolves nothing hands them on."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.errors import UsageError
from kccxl.files.backup import FOLDER
from kccxl.search import find_workbooks, left_within, told_apart
from tests.fleet.tiny import tiny_workbook

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def plans(tmp_path: Path, run: Run) -> Path:
    """A folder with a workbook on each of three levels, and beside each what is nobody's workbook."""
    folder = tmp_path / "plans"
    for here in (folder, folder / "nested", folder / "nested" / "deep [old]"):
        tiny_workbook(here / "plan.xlsx")
        for name in ("~$other.xlsx", "._plan.xlsx", "~kccxl-00.xlsx", "notes.txt"):
            (here / name).write_bytes(b"\x03")
    tiny_workbook(folder / FOLDER / "plan – 2026-11-21 06.00.00.xlsx")
    tiny_workbook(folder / ".hidden" / "plan.xlsx")
    assert run("build", folder / "nested" / "plan.xlsx", "--out", folder / "nested").returncode == 0
    return folder


@pytest.mark.parametrize(
    ("words", "levels"),
    [
        ("plans", "1"), ("plans/*.xlsx", "1"), ("plans/**/*.xlsx", "123"), ("plans/*/*.xlsx", "2"),
        ("pl*/plan.xlsx", "1"), ("plans/*/plan.xlsx", "2"), ("plans/nested/deep [old]/*.xlsx", "3"),
        ("plans/nested/deep [old]", "3"), ("**/pl?n.xlsx", "123"), ("plans/**/*", "123"), ("plans/*", "1"),
    ],
)  # fmt: skip
def test_a_pattern_means_what_it_says(
    plans: Path, monkeypatch: pytest.MonkeyPatch, words: str, levels: str
) -> None:
    where = {"1": "plan.xlsx", "2": "nested/plan.xlsx", "3": "nested/deep [old]/plan.xlsx"}
    expected = {plans / where[level] for level in levels}
    assert set(find_workbooks([plans.parent / words])) == expected
    monkeypatch.chdir(plans.parent)
    assert {path.absolute() for path in find_workbooks([Path(words)])} == expected
    assert find_workbooks([Path(words)]) == sorted(find_workbooks([Path(words)]))


@pytest.mark.parametrize("words", ["plans/*.xlsm", "plans/none/*.xlsx", "pl*/none.xlsx"])
def test_a_pattern_that_nothing_matches_is_told(plans: Path, words: str) -> None:
    with pytest.raises(UsageError, match="no workbook to build"):
        find_workbooks([plans.parent / words])


def test_a_file_is_taken_as_it_is_named(tmp_path: Path) -> None:
    odd = tiny_workbook(tmp_path / "plan [1].xlsx")
    for path in (odd, tmp_path / "missing.xlsx", tmp_path / "._plan.xlsx"):
        assert find_workbooks([path, path]) == [path]


def test_backups_kept_elsewhere_are_known_by_their_notes(run: Run, plans: Path) -> None:
    assert run("build", plans / "plan.xlsx", "--backups", plans / "kept").returncode == 0
    [backup] = (plans / "kept").rglob("plan *.xlsx")
    assert backup not in find_workbooks([plans / "**" / "*.xlsx"])
    assert find_workbooks([backup.parent]) == [backup], "named, they are what is meant"


def test_links_that_lead_in_circles_give_each_workbook_once(tmp_path: Path) -> None:
    plan = tiny_workbook(tmp_path / "plans" / "plan.xlsx")
    try:
        (tmp_path / "plans" / "again").symlink_to(tmp_path / "plans", target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    assert find_workbooks([tmp_path / "plans" / "**" / "*.xlsx"]) == [plan]


def test_folders_left_out_are_told_with_the_pattern_that_takes_them_in(run: Run, plans: Path) -> None:
    for words in (["check"], ["cast"], ["build", "--out", plans / "out"], ["rollup", "--json"]):
        done = run(words[0], plans, *words[1:])
        [told] = [line for line in done.stderr.splitlines() if "which were left out" in line]
        [pattern] = shlex.split(told.rsplit(": ", 1)[1])
        assert len(find_workbooks([Path(pattern)])) == 3
        assert "which were left out" not in run(words[0], pattern, *words[1:], "--quiet").stderr
    assert left_within([plans / "nested" / "deep [old]"]) == []
    assert left_within([plans], [plans / "nested/plan.xlsx", plans / "nested/deep [old]/plan.xlsx"]) == []


@given(st.lists(st.text("ab/", min_size=1, max_size=8), max_size=8, unique_by=PurePosixPath))
def test_no_two_files_have_one_name(places: list[str]) -> None:
    paths = [PurePosixPath("/", place) for place in places]
    names = told_apart(paths)
    assert len(set(names)) == len(set(paths))
    for path, name in zip(paths, names, strict=True):
        assert str(path).endswith(name)
