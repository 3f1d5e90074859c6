"""Do the jobs of a run on a Dask cluster: one machine outgrown, the same jobs, the same record.

A worker that is lost has its jobs done elsewhere, those too that it had finished and not yet told of. A job whose
output was written before its worker was lost finds it marked with this run, and does not write it again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from typing import Any

from kccxl.errors import UsageError
from kccxl.fleet.job import Done, Job, Work, found_built, perform
from kccxl.fleet.pool import Numbered

_RETRIES = 3
_TICK = 0.1


def run_on_cluster(
    jobs: Sequence[Job],
    address: str,
    *,
    work: Work = perform,
    stop: Callable[[], bool] = lambda: False,
    patience: float = 60.0,
) -> Generator[Numbered, None, None]:
    """Do jobs on a cluster and yield what became of each as it is done, numbered as given.

    Args:
        jobs: what is to be done; every worker must see the same files under the same paths.
        address: of the scheduler, such as ``tcp://host:8786``.
        work: what does one job; workers must be able to import it.
        stop: asked all the time; jobs not begun are taken back, those begun are finished and yielded.
        patience: for how many seconds a cluster may be without any worker.

    Raises:
        UsageError: kccxl[dask] is not installed, nothing answers at the address, or there is no worker.

    """
    with _client(address) as client:
        handed = {
            client.submit(work, job, key=_key(job, number), pure=False, retries=_RETRIES): number
            for number, job in enumerate(jobs)
        }
        seen, taken_back = time.monotonic(), list[int]()
        while handed:
            if stop():
                taken_back += _take_back(client, handed)
            finished = [future for future in handed if future.done()]
            for future in finished:
                number = handed.pop(future)
                if not future.cancelled():
                    yield number, _result(jobs[number], future)
            if finished or client.scheduler_info()["workers"]:
                seen = time.monotonic()
            elif time.monotonic() - seen > patience:
                raise UsageError(
                    f"The Dask cluster at {address} has no worker. Start one with `dask worker {address}`, and "
                    "build again with --changed: what is built already stays."
                )
            time.sleep(_TICK)
        yield from _begun_meanwhile(client, [(number, jobs[number]) for number in taken_back], patience)


def _client(address: str) -> Any:
    try:
        from dask.distributed import Client
        from distributed.comm.core import CommClosedError
    except ImportError as missing:
        raise UsageError(
            "Building on a cluster needs Dask. Install it with: python -m pip install 'kccxl[dask]'"
        ) from missing
    try:
        connect: Any = Client  # its own annotations are incomplete
        return connect(address, timeout="10s", set_as_default=False)
    except (OSError, TimeoutError, CommClosedError, ValueError) as fault:
        raise UsageError(
            f"No Dask scheduler answers at {address}. Start one with `dask scheduler`, or correct --cluster."
        ) from fault


def _take_back(client: Any, handed: dict[Any, int]) -> list[int]:
    """Cancel what no worker has begun, and return the numbers of those jobs."""
    begun = {str(key) for keys in client.processing().values() for key in keys}
    idle = [future for future in handed if str(future.key) not in begun and not future.done()]
    client.cancel(idle)
    return [handed.pop(future) for future in idle]


def _begun_meanwhile(
    client: Any, jobs: Sequence[tuple[int, Job]], patience: float
) -> Generator[Numbered, None, None]:
    """Yield those taken back that a worker had just begun: Dask forgets them, but the worker brings them to their end."""
    keys = {_key(job, number) for number, job in jobs}
    until = time.monotonic() + patience
    while (
        keys and time.monotonic() < until and any(keys & set(each) for each in client.call_stack().values())
    ):
        time.sleep(_TICK)
    for number, job in jobs:
        if done := found_built(job):
            yield number, done


def _key(job: Job, number: int) -> str:
    return f"kccxl-{job.run}-{number}"


def _result(job: Job, future: Any) -> Done:
    try:
        done: Done = future.result()
    except Exception as fault:  # noqa: BLE001 - whatever a cluster raises for one job is told of that job
        return Done.failed(
            job.source,
            f"The cluster could not build {job.source} ({type(fault).__name__}: {fault}). "
            "Build it on this machine to see whether it is the workbook.",
        )
    return done
