"""Work for workers that fail in the ways workers fail; importable by its name, as workers need it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from kccxl.fleet.job import Done, Job, perform


def _note(job: Job, word: str) -> None:
    """One line for each time a job is done and for each time its output was written."""
    with Path(job.output).parent.parent.joinpath("notes").open("a", encoding="utf-8") as notes:
        notes.write(f"{word} {Path(job.source).stem}\n")


def noted(job: Job) -> Done:
    """Perform a job, and note whether it wrote."""
    output = Path(job.output)
    before = output.stat().st_ino if output.exists() else None
    done = perform(job)
    wrote = output.exists() and output.stat().st_ino != before
    _note(job, "wrote" if wrote else "left")
    return done


def slowly(job: Job) -> Done:
    """Note who performs a job, and perform it in time enough to be killed in."""
    _note(job, f"process {os.getpid()} began")
    done = noted(job)
    time.sleep(0.1)
    return done


def deadly(job: Job) -> Done:
    """Kill the worker at one workbook, each time."""
    if Path(job.source).stem == "plan-0003":
        os.kill(os.getpid(), signal.SIGKILL)
    return noted(job)


def deadly_once(job: Job) -> Done:
    """Kill the worker after one workbook was written and before anybody was told, the first time."""
    killed = Path(job.output).parent.parent / "killed"
    done = noted(job)
    if Path(job.source).stem == "plan-0003" and not killed.exists():
        killed.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return done
