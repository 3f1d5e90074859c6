"""What tests of many workbooks need: jobs on tiny workbooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from kccxl.fleet.job import Job
from tests.fleet.tiny import tiny_workbooks

MADE = datetime(2026, 11, 21, 6, 0)


@pytest.fixture
def jobs(tmp_path: Path) -> Callable[..., list[Job]]:
    """So many jobs, from ``in`` to ``out`` of the test's folder."""

    def make(count: int, **more: bool) -> list[Job]:
        return [
            Job(str(path), str(tmp_path / "out" / f"{path.stem} dashboard.xlsx"), MADE, **more)
            for path in tiny_workbooks(tmp_path / "in", count)
        ]

    return make
