"""workbooks/functions-example.xlsx: made by its script, right by Excel's own functions, left alone by folder runs."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from kccxl.excel import functions
from kccxl.files.own import is_own_output
from kccxl.refresh import MADE_BY
from kccxl.search import find_workbooks
from tests.conftest import WORKBOOKS

PATH = WORKBOOKS / "functions-example.xlsx"


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a file; unlike the file they do not depend on the zlib at hand."""
    with ZipFile(BytesIO(content)) as package:
        return {f"{info.filename} {info.date_time}": package.read(info) for info in package.infolist()}


@pytest.fixture(scope="module")
def example() -> ModuleType:
    script = WORKBOOKS / "make_functions_example.py"
    spec = importlib.util.spec_from_file_location("make_functions_example", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_functions_example"] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


def rows(book: Any, example: ModuleType) -> Iterator[tuple[str, Any, Any, Any]]:
    """Every row tried: its place, and what stands in the live, the typed and the native column."""
    for sheet in book.worksheets:
        formulas = [cell.row for cell in sheet["A"] if cell.value == "Excel"]
        for row in range(1, sheet.max_row + 1):
            above = [start for start in formulas if start < row]
            remark = sheet.cell(row, example.REMARK + 1)
            if above and row > above[-1] + 1 and isinstance(remark.value, str):
                cells = [
                    sheet.cell(row, column + 1).value
                    for column in (example.LIVE, example.TYPED, example.NATIVE)
                ]
                yield f"{sheet.title}!{row}", *cells


def test_the_committed_workbook_is_the_one_its_script_makes(example: ModuleType) -> None:
    made = example.build()
    assert parts(made) == parts(PATH.read_bytes()), (
        "run python workbooks/make_functions_example.py: it is stale"
    )
    assert example.build() == made


def test_every_function_is_shown_with_varied_rows(example: ModuleType) -> None:
    tables = [table for sheet in example.SHEETS.values() for table in sheet]
    assert {table.function for table in tables} == set(functions.__all__)
    assert all(len(table.rows) >= 3 for table in tables)
    answers = {example.answer_of(table, cells) for table in tables for cells, _ in table.rows}
    assert {
        "GREEN",
        "AMBER",
        "RED",
        "",
        "N/a",
        "Adverse",
        "Favourable",
        "None",
        "Above",
        "Below",
        "Yes",
    } <= answers
    assert not [answer for answer in answers if isinstance(answer, str) and answer.startswith("#KCC!")]


def test_live_formulas_are_kept_with_their_answers(example: ModuleType) -> None:
    formulas, values = openpyxl.load_workbook(PATH), openpyxl.load_workbook(PATH, data_only=True)
    found = list(zip(rows(formulas, example), rows(values, example), strict=True))
    assert len(found) == sum(len(table.rows) for sheet in example.SHEETS.values() for table in sheet)
    for (place, live, _, native), (_, kept, typed, other) in found:
        assert live.startswith("=KCC_"), place
        assert native.startswith("="), place
        assert "KCC_" not in native, place
        assert (kept or None) == (other or None) == (typed or None), place


@pytest.mark.libreoffice
def test_libreoffice_works_out_the_same_answers(
    example: ModuleType, soffice: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    """The native formulas are written without results, so that what is compared was computed there."""
    path = tmp_path / "unanswered.xlsx"
    path.write_bytes(example.build(kept=False))
    unanswered = openpyxl.load_workbook(path, data_only=True)
    assert not [place for place, _, _, native in rows(unanswered, example) if native]
    theirs = openpyxl.load_workbook(soffice(path, "xlsx"), data_only=True)
    compared = 0
    for place, _, typed, native in rows(theirs, example):
        if isinstance(typed, float | int) and not isinstance(typed, bool):
            assert native == pytest.approx(typed, rel=1e-12), place
        else:
            assert (native or None) == (typed or None), place
        compared += 1
    assert compared == sum(len(table.rows) for sheet in example.SHEETS.values() for table in sheet)


@pytest.mark.libreoffice
def test_it_prints_whole(soffice: Callable[[Path, str], Path]) -> None:
    program = shutil.which("pdftotext")
    if program is None:
        assert not os.environ.get("KCCXL_NEEDS_TOOLS"), "pdftotext (poppler-utils) is missing"
        pytest.skip("pdftotext (poppler-utils) is not installed")
    command = [program, "-layout", str(soffice(PATH, "pdf")), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "###" not in text
    assert all(name in text for name in functions.__all__)
    assert "31/03/2019" in text


def test_folder_runs_leave_it_out(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    assert is_own_output(PATH, MADE_BY)
    assert PATH not in find_workbooks([WORKBOOKS])
    done = run("build", WORKBOOKS, "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    assert not list(tmp_path.glob("functions*"))
