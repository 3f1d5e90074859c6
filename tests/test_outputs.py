"""Workbooks of one name from several folders get dashboards of their own, and the same ones in the next run."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kccxl.outputs import outputs_for
from tests.fleet.tiny import tiny_workbook

Run = Callable[..., subprocess.CompletedProcess[str]]
OF_NORTH, OF_SOUTH, PLAIN = (f"plan{mark} dashboard.xlsx" for mark in (" (north)", " (south)", ""))


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """Two folders with a workbook of the same name each, and one of its own."""
    for name, latest in (("north", "91%"), ("south", "92%")):
        tiny_workbook(tmp_path / name / "plan.xlsx", latest)
        tiny_workbook(tmp_path / name / f"{name}.xlsx")
    return [tmp_path / "north", tmp_path / "south"]


def dashboards(out: Path) -> set[str]:
    return {path.name for path in out.iterdir()}


def holds(path: Path, value: float) -> bool:
    return value in [cell.value for sheet in openpyxl.load_workbook(path) for row in sheet for cell in row]


def test_both_are_built_and_found_again(run: Run, folders: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    both = {OF_NORTH, OF_SOUTH, "north dashboard.xlsx", "south dashboard.xlsx"}
    for words, unchanged in (
        (folders, 0), (folders, 4), (folders[:1], 2), ([folders[1] / "plan.xlsx"], 1), (folders[::-1], 4),
    ):  # fmt: skip
        done = run("build", *words, "--out", out, "--changed")
        assert done.returncode == 0, done.stderr
        assert done.stdout.count("(unchanged)") == unchanged
        assert dashboards(out) == both
    assert holds(out / OF_NORTH, 0.91)
    assert holds(out / OF_SOUTH, 0.92)


def test_one_never_takes_the_dashboard_of_the_other(run: Run, folders: list[Path], tmp_path: Path) -> None:
    north, south, out = folders[0] / "plan.xlsx", folders[1] / "plan.xlsx", tmp_path / "out"
    for words in ([north], [south], [north, south], [south, north]):
        assert run("build", *words, "--out", out).returncode == 0
        assert dashboards(out) <= {PLAIN, OF_SOUTH}
        assert holds(out / PLAIN, 0.91)
    assert holds(out / OF_SOUTH, 0.92)


def test_a_workbook_that_was_moved_keeps_its_dashboard(run: Run, folders: list[Path], tmp_path: Path) -> None:
    north, out = folders[0] / "plan.xlsx", tmp_path / "out"
    assert run("build", north, "--out", out).returncode == 0
    shutil.rmtree(folders[1])
    folders[0].rename(folders[1])
    assert outputs_for([folders[1] / "plan.xlsx"], out) == [out / PLAIN]


def test_folders_of_one_name_are_told_apart_by_those_above(tmp_path: Path) -> None:
    sources = [tmp_path / top / "plans" / "a.xlsx" for top in ("north", "south")]
    assert [path.name for path in outputs_for(sources, tmp_path)] == [
        "a (north, plans) dashboard.xlsx",
        "a (south, plans) dashboard.xlsx",
    ]
    twins = [tmp_path / top / "a.xlsm" for top in ("north", "south")]
    twins += [path.with_suffix(".xlsx") for path in twins]
    assert {path.name for path in outputs_for(twins, tmp_path)} == {
        f"a ({mark}) dashboard.xlsx" for mark in ("north", "south", "north, xlsm", "south, xlsm")
    }


def test_lists_tell_them_apart(run: Run, folders: list[Path], tmp_path: Path) -> None:
    for folder in folders:
        tiny_workbook(folder / "plan.xlsx", "72%")
    done = run("build", *folders, "--out", "out", "--html", "run.html")
    assert done.returncode == 1
    page = (tmp_path / "run.html").read_text(encoding="utf-8")
    checked = run("check", *folders).stdout
    for name in (str(Path("north", "plan.xlsx")), str(Path("south", "plan.xlsx"))):
        assert page.count(f">{name}</td>") == 2, "among those to mend, and among all"
        assert name in done.stdout.split("To mend")[1]
        assert f"{name}: 1 error" in done.stderr
        assert f"{name}: 1 error" in checked
    assert ">north.xlsx</td>" in page


def test_the_rollup_tells_them_apart(run: Run, folders: list[Path], tmp_path: Path) -> None:
    (
        tiny_workbook(folders[0] / "plan.xlsx", "75%", "RED"),
        tiny_workbook(folders[1] / "plan.xlsx", "76%", "RED"),
    )
    plans = [folder / "plan.xlsx" for folder in folders]
    done = run("rollup", *plans, "--out", "council.xlsx", "--json")
    assert done.returncode == 0, done.stderr
    names = [str(Path(folder, "plan.xlsx")) for folder in ("north", "south")]
    assert [each["workbook"] for each in json.loads(done.stdout)["workbooks"]] == names
    book = openpyxl.load_workbook(tmp_path / "council.xlsx")
    for title in ("Reds", "Data quality"):
        said = [str(cell.value) for row in book[title] for cell in row]
        assert all(any(name in text for text in said) for name in names), title
