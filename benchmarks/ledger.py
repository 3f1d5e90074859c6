"""Measures the profiled monitoring on a ledger of 200,000 lines and 12 columns: time and memory.

``python benchmarks/ledger.py [--runs N]``. Each run is a process of its own, alternately the bare reading of the sheet by
python-calamine and the whole ``build`` (reading, computing, laying out, writing). Two builds are timed: the first of a
process, with all that must be imported, and one after the sample ledger has been built, as in a nightly run of many
workbooks. The scripts (``plain_ledger.py``) run once each, as whole processes. Memory is the peak of the process,
against what the cell values take in pandas. Medians are printed.
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
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from random import Random

import xlsxwriter
from pairs import ROOT, environment, process

SAMPLE = ROOT / "workbooks" / "budget-ledger-example.xlsx"
LINES = 200_000
COLUMNS = (
    *("Month", "Division", "Heading", "Cost centre", "Cost centre name", "Subjective group", "Subjective"),
    *("Description", "Budget", "Actual", "Commitment", "Forecast"),
)

BARE = """
import json, sys, time
from python_calamine import CalamineWorkbook
wall, cpu = time.perf_counter(), time.process_time()
rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
print(json.dumps({"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}))
"""
FRAME = """
import json, sys
import pandas as pd
from python_calamine import CalamineWorkbook
rows = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
print(json.dumps({"bytes": int(pd.DataFrame(rows).memory_usage(deep=True).sum()),
                  "typed": int(pd.DataFrame(rows[1:], columns=rows[0]).memory_usage(deep=True).sum())}))
"""
BUILD = """
import json, sys, time
from datetime import datetime
from pathlib import Path
wall, cpu = time.perf_counter(), time.process_time()
from kccxl import batch
from kccxl.reports.catalogue import REPORTS, Folder
REPORTS.setdefault("ledger", Folder("ledger", "Profiled monitoring"))
source, out, made = Path(sys.argv[1]), Path(sys.argv[2]), datetime(2025, 2, 3)
if len(sys.argv) > 3:
    batch.build(Path(sys.argv[3]), out, made=made, force=True)
    wall, cpu = time.perf_counter(), time.process_time()
outcome = batch.build(source, out, made=made, force=True)
assert outcome.failure is None, outcome.failure
times = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
try:
    import resource
    times["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
except ImportError:  # Windows has no such count
    times["peak"] = 0
print(json.dumps(times))
"""


def make(path: Path) -> None:
    """Write the ledger: 400 cost centres under 50 headings and six divisions, every line with a text of its own."""
    random = Random(7)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Ledger")
    sheet.write_row(0, 0, COLUMNS)
    month = book.add_format({"num_format": "mmm-yy"})
    for row in range(1, LINES + 1):
        centre, at = random.randrange(400), row % 12
        heading, group = centre // 8, random.choice(("Staffing", "Non staffing", "Income"))
        sign = -1 if group == "Income" else 1
        sheet.write_datetime(row, 0, datetime(2024 + (at > 8), (at + 3) % 12 + 1, 1), month)
        texts = [
            f"Division {heading // 10}",
            f"Heading number {heading}",
            f"CC{centre:05d}",
            f"Centre {centre}",
            group,
        ]
        sheet.write_row(row, 1, [*texts, f"{random.randrange(60)} Supplies", f"Line {row} of the ledger"])
        sheet.write_row(row, 8, [sign * random.randrange(1000, 9_000_000) / 100 for _ in range(2)])
        sheet.write_row(
            row, 10, [random.randrange(90_000) / 100, sign * random.randrange(1000, 9_000_000) / 100]
        )
    book.close()


def run(program: str, *arguments: object) -> dict[str, float]:
    """Run a program in a process of its own and return what it measured."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
    found: dict[str, float] = json.loads(done.stdout)
    return found


def median(runs: Sequence[dict[str, float]], name: str) -> float:
    return statistics.median(each[name] for each in runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    print(f"{datetime.now():%Y-%m-%d}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
          f"Python {platform.python_version()}, median of {runs} runs\n")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "ledger.xlsx", Path(folder) / "out.xlsx"
        make(source)
        frame = run(FRAME, source)
        run(BUILD, source, out)
        bare, cold, warm = [], [], []
        for _ in range(runs):
            bare.append(run(BARE, source))
            cold.append(run(BUILD, source, out))
            warm.append(run(BUILD, source, out, SAMPLE))
        scripts = {writer: process(ROOT / "benchmarks" / "plain_ledger.py", source, out, writer)["seconds"]
                   for writer in ("openpyxl", "xlsxwriter")}  # fmt: skip
    print(
        "| 200,000 lines x 12 columns | wall, s | processor, s | x bare read (processor) | peak, MB |\n|---|---|---|---|---|"
    )
    base = median(bare, "cpu")
    print(f"| bare python-calamine read | {median(bare, 'wall'):.2f} | {base:.2f} | 1.00 | |")
    for name, each in (("build, first of a process", cold), ("build, in a run of several", warm)):
        ratio = statistics.median(a["cpu"] / b["cpu"] for a, b in zip(each, bare, strict=True))
        wall, cpu, peak = (median(each, what) for what in ("wall", "cpu", "peak"))
        print(f"| {name} | {wall:.2f} | {cpu:.2f} | {ratio:.2f} | {peak / 1e6:.0f} |")
    for writer, wall in scripts.items():
        print(f"| pandas + {writer} script, one run | {wall:.2f} | | | |")
    peak = median(cold, "peak")
    typed, plain = frame["typed"], frame["bytes"]
    print(
        f"\nCell values in pandas: {typed / 1e6:.0f} MB by column type, {plain / 1e6:.0f} MB as read; ",
        end="",
    )
    print(f"the peak is {peak / typed:.1f} times and {peak / plain:.1f} times that.")


if __name__ == "__main__":
    main()
