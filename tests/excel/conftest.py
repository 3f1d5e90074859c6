"""What tests of buttons need: sample workbooks opened in something like Excel, a clock that stands still, a log."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from kccxl.excel.log import close_log
from tests.conftest import WORKBOOKS
from tests.excel.engines.excel_like import Book, open_book

MADE = datetime(2024, 1, 1, 9, 30)


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A log folder, a home folder and a time of the test's own."""

    class StoppedClock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return MADE

    home = tmp_path / "home"
    (home / "Documents").mkdir(parents=True)
    for name, value in {
        "HOME": home,
        "XDG_STATE_HOME": tmp_path / "state",
        "LOCALAPPDATA": tmp_path / "state",
    }.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setattr("kccxl.excel.dashboard.datetime", StoppedClock)
    yield
    close_log()
    if "_mock_caller" in vars(xw.Book):
        del xw.Book._mock_caller


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Book]:
    """Open a copy of a sample workbook, or a workbook given, as the one whose button is pressed."""

    def start(name: str | Path = "performance-2016-17", fullname: str | None = None) -> Book:
        path = tmp_path / f"{name}.xlsx" if isinstance(name, str) else name
        if isinstance(name, str):
            shutil.copy(WORKBOOKS / path.name, path)
        book, double = open_book(path, fullname)
        book.set_mock_caller()
        return double

    return start
