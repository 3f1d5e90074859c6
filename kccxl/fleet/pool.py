"""Do the jobs of a run, here or side by side in processes of this machine.

A worker that dies (killed, out of memory) takes down Python's process pool; the jobs under way then are done
again one by one, so that the one that killed it is named and every other is done.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Sequence

from kccxl.fleet.job import Done, Job, Work, perform

Numbered = tuple[int, Done]
"""What became of a job, with the job's place in the order given."""


def run(
    jobs: Sequence[Job], workers: int = 1, *, work: Work = perform, stop: Callable[[], bool] = lambda: False
) -> Generator[Numbered, None, None]:
    """Do jobs and yield what became of each as it is done, numbered as given.

    Args:
        jobs: what is to be done.
        workers: how many at once; with 1 all are done in this process.
        work: what does one job; it must be importable by its name where ``workers`` exceed 1.
        stop: asked before a job is begun; those begun are finished and yielded.

    """
    waiting = deque(enumerate(jobs))
    if workers <= 1 or len(jobs) <= 1:
        while waiting and not stop():
            number, job = waiting.popleft()
            yield number, work(job)
        return
    # one workbook alone, as in Excel, waits for no machinery of processes
    from kccxl.fleet.processes import alone, until_broken

    while waiting and not stop():
        broken = yield from until_broken(waiting, workers, work, stop)
        for number, job in broken:
            if stop():
                return
            yield number, alone(job, work)


def workers_here() -> int:
    """How many processors this process may use.

    >>> workers_here() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
