"""Puts a dashboard's sheets into a 10 MB workbook, against openpyxl loading, adding and saving: time and memory.

Each run is a process of its own on a fresh copy, imports included.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import xlsxwriter
from dashboard import SAMPLES, build, cells_of
from pairs import ROOT, in_turn, print_table, reported

START = """
import json, sys, time
from pathlib import Path
start = time.perf_counter()
"""
OURS = """
from datetime import datetime
from kccxl.writeback import Writing, build_into
done = build_into(Path(sys.argv[1]), Path(sys.argv[2]), Writing(datetime(2025, 2, 3)))
assert done.failure is None and done.grafted.added_sheets, done.failure
"""
THEIRS = """
import openpyxl
book = openpyxl.load_workbook(sys.argv[2], keep_vba=False)
for title, rows in json.loads(Path(sys.argv[3]).read_text(encoding="utf-8")).items():
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
book.save(sys.argv[2])
"""
# not ru_maxrss: on Linux it starts from what the parent held
END = """
seconds = time.perf_counter() - start
status = Path("/proc/self/status").read_text(encoding="ascii")
peak = int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6
print(json.dumps({"seconds": seconds, "peak": peak}))
"""


def make_large(path: Path, megabytes: float) -> None:
    """Write an officer's workbook of about this size: sheets of random figures and texts."""
    random = Random(7)
    with xlsxwriter.Workbook(str(path)) as book:
        for _ in range(5):
            sheet = book.add_worksheet()
            for row in range(int(2400 * megabytes)):
                sheet.write_row(row, 0, [f"Line {row}", *(random.randrange(10**8) / 100 for _ in range(9))])


def measure(runs: int, folder: Path, megabytes: float) -> None:
    """Print the table."""
    source, dashboard, cells = (
        ROOT / "workbooks" / f"{SAMPLES[0]}.xlsx",
        folder / "ours.xlsx",
        folder / "cells.json",
    )
    build(source, dashboard)
    cells_of(dashboard, cells)
    large, copy = folder / "large.xlsx", folder / "copy.xlsx"
    make_large(large, megabytes)

    def once(program: str) -> dict[str, float]:
        shutil.copyfile(large, copy)
        return reported("-c", START + program + END, source, copy, cells)

    rivals = {
        "kccxl, into the workbook": lambda: once(OURS),
        "openpyxl load, add sheets, save": lambda: once(THEIRS),
    }
    print_table(f"write-back into {large.stat().st_size / 1e6:.1f} MB", in_turn(rivals, runs))
