"""Ctrl-C ends every command quietly, be it pressed while modules are loaded."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.fleet.tiny import tiny_workbook


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent to a process in another way on Windows")
@pytest.mark.parametrize("loaded", ["click", "kccxl.console", "kccxl.fleet.places", "kccxl.rules.exact"])
@pytest.mark.parametrize("words", [["build", "--out", "out"], ["check"]])
def test_ctrl_c_while_modules_are_loaded(tmp_path: Path, loaded: str, words: list[str]) -> None:
    plan = tiny_workbook(tmp_path / "plan.xlsx")
    if words == ["check"] and "fleet" in loaded:
        pytest.skip("check does not load it")
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "kccxl", *words, str(plan)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    said = list[str]()
    for line in process.stderr:
        said.append(line)
        if line.split("|")[-1].strip() == loaded:
            process.send_signal(signal.SIGINT)
            break
    _, rest = process.communicate(timeout=60)
    assert process.returncode == 130
    assert not [line for line in (*said, *rest.splitlines()) if line.strip() and "import time:" not in line]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [["build", "--out", "out"], ["build"]])
def test_one_workbook_waits_for_nothing_it_does_not_need(tmp_path: Path, words: list[str]) -> None:
    """Each of these takes longer to load than a small dashboard takes to build."""
    done = subprocess.run(
        [
            sys.executable,
            "-X",
            "importtime",
            "-m",
            "kccxl",
            *words,
            str(tiny_workbook(tmp_path / "plan.xlsx")),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.split("|")[-1].strip() for line in done.stderr.splitlines()}
    assert "xlsxwriter" in loaded
    unneeded = {
        "multiprocessing",
        "rich",
        "urllib.request",
        "importlib.metadata",
        "asyncio",
        "fsspec",
        "pydantic",
    }
    assert not loaded & unneeded
