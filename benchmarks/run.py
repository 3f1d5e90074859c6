"""Measures every case, ours against what one would use instead and against the limit, and prints tables.

``python benchmarks/run.py [--quick] [--case NAME] [--runs N]``. Rivals run in turn (ours, theirs, ours ...), so that a
slow moment of the machine hits all; medians are printed, and the median of the ratios round by round.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pairs import ROOT

sys.path.insert(0, str(ROOT))

import dashboard
import ratings
import write_back

Case = Callable[[int, bool, Path], None]


def program(name: str, *arguments: object) -> None:
    """Run a benchmark that is a program of its own; it prints its own table."""
    print(f"\n{name}:", flush=True)
    subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / f"{name}.py"), *map(str, arguments)], check=True
    )


CASES: dict[str, Case] = {
    "dashboard": lambda runs, _quick, folder: dashboard.measure(runs, folder),
    "ratings": lambda runs, quick, _folder: ratings.measure(runs, 10_000 if quick else 100_000),
    "write-back": lambda runs, quick, folder: write_back.measure(runs, folder, 1 if quick else 10),
    "fleet": lambda runs, quick, _folder: program(
        "fleet", "--runs", runs, "--workbooks", 100 if quick else 1000
    ),
    "ledger": lambda runs, _quick, _folder: program("ledger", "--runs", runs),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer workbooks, rows and runs")
    parser.add_argument("--case", choices=CASES, help="this case alone")
    parser.add_argument("--runs", type=int, help="5 unless told; 3 with --quick")
    asked = parser.parse_args()
    runs = asked.runs or (3 if asked.quick else 5)
    print(f"{datetime.now():%Y-%m-%d %H:%M}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
          f"Python {platform.python_version()}, median of {runs} runs, "
          f"load {', '.join(f'{load:.1f}' for load in os.getloadavg())}")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for name in [asked.case] if asked.case else CASES:
            CASES[name](runs, asked.quick, Path(folder))


if __name__ == "__main__":
    main()
