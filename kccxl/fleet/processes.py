"""The processes that do the jobs of a run side by side, and what is done when one of them dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait

from kccxl.fleet import places
from kccxl.fleet.job import Done, Job, Work

_AHEAD = 2
"""How many jobs a worker has waiting: enough to stay busy, few enough to stop soon."""

_TICK = 0.5
"""How many seconds a request to stop waits at most; Windows does not break off a wait for it."""

Numbered = tuple[int, Done]


def until_broken(
    waiting: deque[tuple[int, Job]], workers: int, work: Work, stop: Callable[[], bool]
) -> Generator[Numbered, None, list[tuple[int, Job]]]:
    """Yield what became of jobs; return those that were under way when a worker died."""
    handed: dict[Future[Done], tuple[int, Job]] = {}
    with _pool(min(workers, len(waiting))) as pool:
        try:
            while waiting or handed:
                if stop():
                    waiting.clear()
                    handed = {future: each for future, each in handed.items() if not future.cancel()}
                while waiting and len(handed) < workers * _AHEAD:
                    with unbroken():
                        handed[pool.submit(work, waiting[0][1])] = waiting[0]
                    waiting.popleft()
                finished, _ = wait_for(handed, timeout=_TICK, return_when=FIRST_COMPLETED)
                for future in finished:
                    done = future.result()
                    yield handed.pop(future)[0], done
        except BrokenProcessPool:
            pass
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return sorted(handed.values(), key=lambda each: each[0])


def alone(job: Job, work: Work) -> Done:
    """Do a job that was under way when a worker died, in a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(work, job).result()
        except BrokenProcessPool:
            return Done.failed(
                job.source,
                f"The process that built {places.name(job.source)} ended without a word: it may have run out of "
                "memory, or somebody ended it. An earlier dashboard of it is as it was. Build it alone to see "
                "whether it does so again.",
            )


def _pool(workers: int) -> ProcessPoolExecutor:
    # a fork server starts in a tenth of the time of a new interpreter; Windows has none
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["kccxl.fleet.warm"])
        _start_fork_server()
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)


def _start_fork_server() -> None:
    """Start the process that forks the workers with Ctrl-C blocked in it, and thereby in them, from the first."""
    from multiprocessing import forkserver, resource_tracker

    resource_tracker.ensure_running()  # which would take the block off again
    with unbroken(signal.SIGINT):
        forkserver.ensure_running()


@contextmanager
def unbroken(*signals: signal.Signals) -> Iterator[None]:
    """Hold back Ctrl-C and the order to end for as long as the block lasts, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals or (signal.SIGINT, signal.SIGTERM))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Leave Ctrl-C to the process that hands out the jobs, and end with it: what is begun is brought to its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """End this worker when the run that started it is gone; outputs are swapped in whole, so none is half written."""
    wait([sentinel])
    os._exit(1)
