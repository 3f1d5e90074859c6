"""One dashboard, cold (whole processes) and warm (built again in a process), against scripts and the bare libraries."""

from __future__ import annotations

import json
import time
import warnings
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import xlsxwriter
from pairs import ROOT, in_turn, print_table, process
from python_calamine import CalamineWorkbook

from kccxl import batch

SAMPLES = ("performance-2016-17", "performance-monthly-example")
MADE = datetime(2025, 2, 3)


def cells_of(path: Path, target: Path) -> None:
    """Write the cells of a dashboard as JSON, for the plain scripts to write again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it will not keep what is only read here
        book = openpyxl.load_workbook(path)
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    target.write_text(json.dumps(sheets, default=str), encoding="utf-8")


def timed(call: Callable[[], object]) -> dict[str, float]:
    start = time.perf_counter()
    call()
    return {"seconds": time.perf_counter() - start}


def read_bare(source: Path) -> None:
    book = CalamineWorkbook.from_path(str(source))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def write_bare(sheets: dict[str, list[list[object]]], target: Path) -> None:
    with xlsxwriter.Workbook(str(target)) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def build(source: Path, output: Path) -> None:
    outcome = batch.build(source, output, made=MADE, force=True)
    assert outcome.failure is None, outcome.failure


def measure(runs: int, folder: Path) -> None:
    """Print both tables of each sample."""
    for sample in SAMPLES:
        measure_sample(sample, runs, folder)


def measure_sample(sample: str, runs: int, folder: Path) -> None:
    source, output, cells = ROOT / "workbooks" / f"{sample}.xlsx", folder / "ours.xlsx", folder / "cells.json"
    build(source, output)
    cells_of(output, cells)

    def script(name: str) -> dict[str, float]:
        return process(ROOT / "benchmarks" / f"{name}.py", source, folder / "plain.xlsx", cells)

    cold = {
        "kccxl build": lambda: process("-m", "kccxl", "-q", "build", source, "--out", output),
        "pandas + openpyxl script": lambda: script("plain_script"),
        "pandas + XlsxWriter script": lambda: script("plain_xlsxwriter"),
    }
    print_table(f"{sample}, cold", in_turn(cold, runs))
    sheets = json.loads(cells.read_text(encoding="utf-8"))
    warm = {
        "kccxl, built again": lambda: timed(lambda: build(source, output)),
        "bare python-calamine read": lambda: timed(lambda: read_bare(source)),
        "bare XlsxWriter write": lambda: timed(lambda: write_bare(sheets, folder / "bare.xlsx")),
    }
    print_table(f"{sample}, warm", in_turn(warm, runs))
