"""Runs rivals in turn, several times over, and prints their medians and ratios as a table."""

from __future__ import annotations

import compileall
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
Measured = Mapping[str, float]
"""What one run took: ``seconds``, and ``peak`` (MB) where it was a process of its own that says so."""


def environment() -> dict[str, str]:
    """Of a process that is timed: it may keep the modules it compiles, as those of an installed package are kept."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


def process(*arguments: object) -> dict[str, float]:
    """Time a Python process from start to end; it must succeed."""
    start = time.perf_counter()
    command = [sys.executable, *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment())
    return {"seconds": time.perf_counter() - start}


def reported(*arguments: object) -> dict[str, float]:
    """Run a Python process that prints what it measured of itself, as JSON."""
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        check=True,
        capture_output=True,
        text=True,
        env=environment(),
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def in_turn(rivals: Mapping[str, Callable[[], Measured]], runs: int) -> dict[str, list[Measured]]:
    """Run each rival once, then the next round: a slow moment of the machine hits all alike."""
    found: dict[str, list[Measured]] = {name: [] for name in rivals}
    compileall.compile_dir(ROOT / "kccxl", quiet=1)
    for _ in range(runs):
        for name, run in rivals.items():
            found[name].append(run())
    return found


def print_table(title: str, found: Mapping[str, Sequence[Measured]]) -> None:
    """Print medians; the ratio is ours (the first) to each, the median of the ratios round by round."""
    ours = next(iter(found.values()))
    peaks = "peak" in ours[0]
    print(f"\n| {title} | seconds | ours to this |{' peak, MB |' if peaks else ''}")
    print(f"|---|---|---|{'---|' if peaks else ''}")
    for name, each in found.items():
        seconds = statistics.median(one["seconds"] for one in each)
        ratio = statistics.median(a["seconds"] / b["seconds"] for a, b in zip(ours, each, strict=True))
        peak = f" {statistics.median(one['peak'] for one in each):.0f} |" if peaks else ""
        print(f"| {name} | {seconds:.3f} | {ratio:.2f} |{peak}")
    print(f"\nLoad {', '.join(f'{load:.1f}' for load in os.getloadavg())}", flush=True)
