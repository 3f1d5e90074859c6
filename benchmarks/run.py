"""Times kccxl against what one would write instead, whole processes in turn, and prints a table.

``python benchmarks/run.py [--runs N]``. Each pair runs alternately (ours, theirs, ours, theirs ...), so that a slow
moment of the machine hits both; the ratio is taken pair by pair. Medians are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import openpyxl

ROOT = Path(__file__).parent.parent
SAMPLES = ["performance-2016-17", "performance-monthly-example"]


def seconds(command: Sequence[str]) -> float:
    """How long a process takes from start to end; it must succeed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def cells_of(path: Path, target: Path) -> None:
    """Write the cells of a dashboard as JSON, for the plain script to write again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it will not keep what is only read here
        book = openpyxl.load_workbook(path)
    sheets = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    target.write_text(json.dumps(sheets, default=str), encoding="utf-8")


def one_dashboard(sample: str, runs: int, folder: Path) -> tuple[str, float, float, float]:
    """One dashboard, cold: the whole process, imports included."""
    source = ROOT / "workbooks" / f"{sample}.xlsx"
    ours = [sys.executable, "-m", "kccxl", "-q", "build", str(source), "--out", str(folder / "ours.xlsx")]
    seconds(ours)
    cells_of(folder / "ours.xlsx", folder / "cells.json")
    script = str(ROOT / "benchmarks" / "plain_script.py")
    theirs = [sys.executable, script, str(source), str(folder / "theirs.xlsx"), str(folder / "cells.json")]
    seconds(theirs)
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    mine, others = (statistics.median(column) for column in zip(*pairs, strict=True))
    return f"build {sample}", mine, others, statistics.median(a / b for a, b in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    print(f"{datetime.now():%Y-%m-%d}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
          f"Python {platform.python_version()}, median of {runs} runs\n")  # fmt: skip
    print("| case | kccxl, s | plain pandas + openpyxl script, s | ratio |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for sample in SAMPLES:
            name, mine, others, ratio = one_dashboard(sample, runs, Path(folder))
            print(f"| {name} | {mine:.2f} | {others:.2f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
