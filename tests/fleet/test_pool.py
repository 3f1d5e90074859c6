"""Jobs side by side: all done whatever dies, none twice, stopped when asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kccxl.fleet.job import Job, Status
from kccxl.fleet.pool import run
from tests.fleet import working

Jobs = Callable[..., list[Job]]


def _notes(folder: Path) -> Counter[str]:
    return Counter((folder / "notes").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("workers", [1, 2])
def test_every_job_is_done_once_and_numbered_as_given(jobs: Jobs, tmp_path: Path, workers: int) -> None:
    given = jobs(9)
    done = dict(run(given, workers, work=working.noted))
    assert [done[number].source for number in range(9)] == [job.source for job in given]
    assert {each.status for each in done.values()} == {Status.BUILT}
    assert set(_notes(tmp_path).values()) == {1}


def test_a_workbook_that_kills_its_worker_is_named_and_the_others_are_built(
    jobs: Jobs, tmp_path: Path
) -> None:
    done = dict(run(jobs(9), 2, work=working.deadly))
    assert sorted(done) == list(range(9))
    assert [each.name for each in done.values() if each.status is Status.FAILED] == ["plan-0003.xlsx"]
    assert "ended without a word" in done[3].message
    assert {count for note, count in _notes(tmp_path).items() if note.startswith("wrote")} == {1}


def test_what_was_written_before_its_worker_died_is_not_written_again(jobs: Jobs, tmp_path: Path) -> None:
    done = dict(run(jobs(9), 2, work=working.deadly_once))
    assert {each.status for each in done.values()} == {Status.BUILT}
    notes = _notes(tmp_path)
    assert notes["wrote plan-0003"] == notes["left plan-0003"] == 1
    assert max(notes.values()) == 1, "of the others under way, none was written twice"


@pytest.mark.parametrize("workers", [1, 2])
def test_asked_to_stop_it_finishes_what_is_begun(jobs: Jobs, tmp_path: Path, workers: int) -> None:
    given, done = jobs(30), dict[int, object]()
    for number, each in run(given, workers, stop=lambda: len(done) >= 3):
        done[number] = each
    assert 3 <= len(done) <= 3 + 3 * workers
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written == {Path(given[number].output).name for number in done}
