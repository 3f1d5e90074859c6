"""Unfinished files of a run that was killed: nobody's workbook, and gone a day later."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kccxl.fleet.leavings import A_DAY, remove_leavings
from kccxl.fleet.places import find
from tests.fleet.tiny import tiny_workbooks


@pytest.fixture
def leaving(tmp_path: Path) -> Path:
    path = tmp_path / "~kccxl-0123456789abcdef.xlsx"
    path.write_bytes(b"PK half a workb")
    return path


def test_old_ones_are_removed_and_young_ones_and_others_stay(leaving: Path, tmp_path: Path) -> None:
    other = tmp_path / "~$plan.xlsx"
    other.touch()
    now = time.time()
    assert remove_leavings([tmp_path], now=now + A_DAY - 60) == []
    assert remove_leavings([tmp_path], now=now + A_DAY + 60) == [leaving]
    assert list(tmp_path.iterdir()) == [other]


def test_they_are_no_workbooks(leaving: Path, tmp_path: Path) -> None:
    [plan] = tiny_workbooks(tmp_path, 1)
    assert find([str(tmp_path)]) == [str(plan)]


def test_a_later_run_removes_them(
    run: Callable[..., subprocess.CompletedProcess[str]], leaving: Path, tmp_path: Path
) -> None:
    tiny_workbooks(tmp_path, 1)
    assert run("build", tmp_path).returncode == 0
    assert leaving.exists()
    old = time.time() - A_DAY - 60
    os.utime(leaving, (old, old))
    assert run("build", tmp_path).returncode == 0
    assert not leaving.exists()
