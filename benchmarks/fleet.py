"""Builds many small workbooks with one and with two jobs in turn, and watches what memory the workers take.

``python benchmarks/fleet.py [--workbooks N] [--runs N]``. Whole processes, imports included, alternately (one, two,
one, two ...), so that a slow moment of the machine hits both; the ratio is taken pair by pair. A machine shared with
others is told by the processor time: where a run with one job gets less than a processor, wall clock misleads, and
the last line tells more: what one job takes of a processor against what the busier of two workers takes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from dashboard import cells_of
from pairs import ROOT, environment, process

sys.path.insert(0, str(ROOT))

from kccxl.fleet.job import Job, Status
from kccxl.fleet.pool import run
from tests.fleet.tiny import tiny_workbooks


def timed(folder: Path, out: Path, jobs: int) -> tuple[float, float]:
    """Build a folder; wall clock and processor time in seconds, the latter without workers."""
    command = [
        sys.executable,
        "-m",
        "kccxl",
        "-q",
        "build",
        str(folder),
        "--out",
        str(out),
        "--jobs",
        str(jobs),
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, check=True, env=environment())
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def scripts(folder: Path, first: Path) -> dict[str, float]:
    """Let each plain script read all workbooks and write the cells of a dashboard for each; wall clock in seconds."""
    cells = folder / "cells.json"
    cells_of(folder / "out0-1" / f"{first.stem} dashboard.xlsx", cells)
    found = {}
    for name in ("plain_script", "plain_xlsxwriter"):
        (folder / name).mkdir()
        found[name] = process(ROOT / "benchmarks" / f"{name}.py", folder / "in", folder / name, cells)[
            "seconds"
        ]
    return found


def resident(pid: int) -> float:
    """The memory a process holds, in MB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def worked(pid: int) -> float:
    """The processor time a process has taken, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(sources: list[Path], out: Path) -> list[tuple[int, list[float], float]]:
    """Build with two workers: after every hundredth workbook the memory of each, and the time the busier one took."""
    made = datetime.now().replace(microsecond=0)
    jobs = [Job(str(source), str(out / f"{source.stem} dashboard.xlsx"), made) for source in sources]
    samples = []
    for count, (_, done) in enumerate(run(jobs, 2), start=1):
        assert done.status is Status.BUILT, done.message
        if count % 100 == 0:
            workers = sorted(child.pid or 0 for child in multiprocessing.active_children())
            busier = max(map(worked, workers))
            samples.append((count, [resident(worker) for worker in workers], busier))
    return samples


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workbooks", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = tiny_workbooks(folder / "in", asked.workbooks)
        ratios, alone = [], []
        print(f"load before: {os.getloadavg()}")
        for number in range(asked.runs):
            one, two = (timed(folder / "in", folder / f"out{number}-{jobs}", jobs) for jobs in (1, 2))
            ratios.append(one[0] / two[0])
            alone.append(one[1])
            print(
                f"1 job {one[0]:.1f} s ({one[1]:.1f} s of processor), "
                f"2 jobs {two[0]:.1f} s: {ratios[-1]:.2f} times",
                flush=True,
            )
        for script, seconds in scripts(folder, sources[0]).items():
            print(f"{script}: {seconds:.1f} s", flush=True)
        print(f"throughput of 2 jobs to 1, median: {statistics.median(ratios):.2f}")
        print(f"load after: {os.getloadavg()}")
        samples = memory(sources, folder / "memory")
        for count, workers, _ in samples:
            print(f"after {count}: {', '.join(f'{each:.1f} MB' for each in workers)} a worker")
        count, _, busier = samples[-1]
        share = min(alone) * count / asked.workbooks
        print(
            f"processor: {share:.1f} s in 1 job, {busier:.1f} s in the busier of 2 workers: {share / busier:.2f} times"
        )


if __name__ == "__main__":
    main()
