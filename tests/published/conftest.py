"""Fixtures for tests that hold the program to what the council printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.published import oracle


@pytest.fixture(params=oracle.YEARS)
def year(request: pytest.FixtureRequest) -> str:
    """Each published dashboard in turn."""
    return str(request.param)


@pytest.fixture(params=["formatted", "text", "fraction", "number"])
def cells(request: pytest.FixtureRequest) -> str:
    """Each way in which an officer's cell may hold the same figure."""
    return str(request.param)


@pytest.fixture(scope="session")
def make_samples() -> ModuleType:
    """Load the script ``workbooks/make_samples.py``."""
    return oracle.samples()


@pytest.fixture
def published_workbook(tmp_path: Path, make_samples: ModuleType) -> Callable[..., Path]:
    """Return what writes a published dashboard into a temporary folder: ``(year, cells="formatted")``."""

    def write(year: str, cells: str = "formatted") -> Path:
        path = tmp_path / f"performance-{year}-{cells}.xlsx"
        path.write_bytes(make_samples.published(year, cells))
        return path

    return write
