"""The same jobs on a Dask cluster of this machine, a worker of which is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kccxl.errors import UsageError
from kccxl.files.own import is_own_output
from kccxl.fleet.cluster import run_on_cluster
from kccxl.fleet.job import Job, Status
from tests.conftest import ROOT
from tests.fleet import working
from tests.fleet.tiny import tiny_workbooks

Jobs = Callable[..., list[Job]]


class Cluster:
    """A scheduler and workers in processes of their own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self.folder = folder
        self.processes = [
            self._start("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        ]
        self.workers: list[subprocess.Popen[bytes]] = []

    def add_worker(self) -> None:
        worker = self._start("dask_worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard")
        self.workers.append(worker)
        self.processes.append(worker)

    def _start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def end(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    folder = tmp_path / "dask"
    folder.mkdir()
    made = Cluster(folder)
    try:
        yield made
    finally:
        made.end()


def _notes(folder: Path) -> Counter[str]:
    return Counter((folder / "notes").read_text(encoding="utf-8").splitlines())


def test_a_worker_killed_in_the_middle_loses_nothing_and_nothing_is_built_twice(
    cluster: Cluster, jobs: Jobs, tmp_path: Path
) -> None:
    cluster.add_worker()
    cluster.add_worker()
    given, done = jobs(40), dict[int, object]()
    for number, each in run_on_cluster(given, cluster.address, work=working.slowly):
        done[number] = each
        assert each.status is Status.BUILT, each.message
        if len(done) == 6:
            *_, begun = (note for note in _notes(tmp_path) if "began" in note)
            [victim] = [worker for worker in cluster.workers if str(worker.pid) in begun.split()]
            victim.send_signal(signal.SIGKILL)
    assert sorted(done) == list(range(40))
    assert victim.wait(timeout=60)
    assert all(is_own_output(Path(job.output), "kccxl") for job in given)
    notes = _notes(tmp_path)
    wrote = Counter({note: count for note, count in notes.items() if note.startswith("wrote")})
    # the one it was writing may have been swapped in without a note
    assert len(wrote) >= 39
    assert set(wrote.values()) == {1}
    by_the_victim = sum(note.startswith(f"process {victim.pid} ") for note in notes)
    assert 0 < by_the_victim < 40


def test_a_job_whose_worker_dies_before_it_can_tell_is_not_written_again(
    cluster: Cluster, jobs: Jobs, tmp_path: Path
) -> None:
    cluster.add_worker()
    cluster.add_worker()
    done = dict(run_on_cluster(jobs(8), cluster.address, work=working.deadly_once))
    assert {each.status for each in done.values()} == {Status.BUILT}
    assert (tmp_path / "killed").exists()
    notes = _notes(tmp_path)
    assert notes["wrote plan-0003"] == notes["left plan-0003"] == 1
    assert {notes[f"wrote plan-{number:04}"] for number in range(8)} == {1}


def test_the_command_builds_on_a_cluster(
    cluster: Cluster, run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    cluster.add_worker()
    tiny_workbooks(tmp_path / "in", 5)
    (tmp_path / "in" / "bad.xlsx").touch()
    done = run("build", "in", "--out", "out", "--cluster", cluster.address, "--report", "run.json")
    assert done.returncode == 1, done.stderr
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert record["counts"] == {"built": 5, "unchanged": 0, "problems": 0, "failed": 1}
    assert [Path(each["workbook"]).name for each in record["workbooks"]] == [
        "bad.xlsx",
        *(f"plan-{number:04}.xlsx" for number in range(5)),
    ]


def test_asked_to_stop_jobs_not_begun_are_taken_back(cluster: Cluster, jobs: Jobs, tmp_path: Path) -> None:
    cluster.add_worker()
    done = dict[int, object]()
    for number, each in run_on_cluster(
        jobs(60), cluster.address, work=working.slowly, stop=lambda: len(done) >= 2
    ):
        done[number] = each
    assert 2 <= len(done) < 60
    assert len(list((tmp_path / "out").iterdir())) == len(done)


def test_what_a_worker_began_while_it_was_taken_back_is_told_of(
    cluster: Cluster, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the scheduler says of its workers may be old by the time a job is taken back."""
    monkeypatch.setattr("distributed.Client.processing", lambda _: {})
    cluster.add_worker()
    done = dict[int, object]()
    for number, each in run_on_cluster(
        jobs(60), cluster.address, work=working.slowly, stop=lambda: len(done) >= 2
    ):
        done[number] = each
    assert 2 <= len(done) < 60
    assert len(list((tmp_path / "out").iterdir())) == len(done)


def test_a_cluster_that_is_not_there_or_has_no_worker(cluster: Cluster, jobs: Jobs) -> None:
    with pytest.raises(UsageError, match="has no worker"):
        list(run_on_cluster(jobs(1), cluster.address, patience=1))
    cluster.end()
    with pytest.raises(UsageError, match="No Dask scheduler answers"):
        list(run_on_cluster(jobs(1), cluster.address))
