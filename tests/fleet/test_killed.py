"""A run killed at any moment leaves whole outputs or none, and the next run finishes the job."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.fleet.test_build import started, whole
from tests.fleet.tiny import tiny_workbooks

KILLS = 50
WORKBOOKS = 60


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
def test_killed_at_fifty_moments(tmp_path: Path) -> None:
    chance = random.Random(20261121)
    tiny_workbooks(tmp_path / "in", WORKBOOKS)
    out = tmp_path / "out"
    killed = 0
    for number in range(KILLS):
        begun = out / str(number)
        # the time of a run is not known beforehand, so the moment is counted in outputs and a little more
        after, more = chance.randrange(4), chance.random() * 0.05
        process = started("-q", "build", tmp_path / "in", "--out", begun, "--jobs", 2)
        while process.poll() is None and len(_outputs(begun)) < after:
            time.sleep(0.002)
        time.sleep(more)
        if process.poll() is None:
            killed += 1
            process.send_signal(signal.SIGKILL)
        process.communicate()
    assert killed == KILLS
    for number in range(KILLS):
        assert all(map(whole, _outputs(out / str(number))))
    last = max((out / str(number) for number in range(KILLS)), key=lambda folder: len(_outputs(folder)))
    before = {path: path.read_bytes() for path in _outputs(last)}
    assert 0 < len(before) < WORKBOOKS
    again = subprocess.run(
        [
            sys.executable,
            "-m",
            "kccxl",
            "-q",
            "build",
            tmp_path / "in",
            "--out",
            last,
            "--changed",
            "--jobs",
            "2",
        ],
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert again.returncode == 0
    assert len(_outputs(last)) == WORKBOOKS
    assert all(map(whole, _outputs(last)))
    assert {path: path.read_bytes() for path in before} == before, "what was built before is not built again"


def _outputs(folder: Path) -> list[Path]:
    return (
        [path for path in folder.glob("*.xlsx") if not path.name.startswith("~")] if folder.is_dir() else []
    )
