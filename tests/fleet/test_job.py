"""One workbook of a run: built, left alone, or told why not; never written twice in one run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from kccxl import batch
from kccxl.files.backup import Backups
from kccxl.files.own import noted_in
from kccxl.fleet import job as module
from kccxl.fleet.job import FILES, FINE, Job, Status, Way, digest_of, found_built, perform
from tests.fleet.tiny import tiny_workbook

Jobs = Callable[..., list[Job]]
LATER = datetime(2026, 11, 22, 6, 0)


def test_an_output_tells_what_it_was_made_from(jobs: Jobs) -> None:
    [job] = jobs(1)
    done = perform(job)
    assert (done.status, done.code, done.output) == (Status.BUILT, FINE, job.output)
    assert done.input_sha256 == digest_of(Path(job.source))
    assert done.output_sha256 == digest_of(Path(job.output))
    noted = noted_in(Path(job.output))
    assert noted[batch.INPUT] == done.input_sha256
    assert noted[batch.SETTINGS] == job.recipe
    assert noted[module.RUN] == job.run


def test_only_what_changed_is_built(jobs: Jobs) -> None:
    [job] = jobs(1)
    perform(job)
    before = Path(job.output).read_bytes()
    later = replace(job, made=LATER, only_changed=True)
    assert perform(later).status is Status.UNCHANGED
    assert Path(job.output).read_bytes() == before
    tiny_workbook(Path(job.source), "91%")
    assert perform(later).status is Status.BUILT
    assert Path(job.output).read_bytes() != before


def test_what_is_left_out_is_told_of_as_when_it_was_built(jobs: Jobs, tmp_path: Path) -> None:
    [job] = jobs(1)
    kept = Backups(tmp_path / "kept")
    for each in (job, replace(job, output=job.source, way=Way.INTO, backups=kept)):
        built = perform(each)
        assert built.status is Status.BUILT
        assert sum(built.problems.values())
        left = perform(replace(each, made=LATER, only_changed=True))
        assert left.status is Status.UNCHANGED
        assert (left.problems, left.reports, left.made) == (built.problems, built.reports, built.made)


def test_sheets_in_another_workbook_are_made_again_when_their_own_changed(jobs: Jobs) -> None:
    [job] = jobs(1)
    target = tiny_workbook(Path(job.output))
    job = replace(job, way=Way.INTO)
    later = replace(job, made=LATER, only_changed=True)
    assert [perform(each).status for each in (job, later)] == [Status.BUILT, Status.UNCHANGED]
    tiny_workbook(Path(job.source), "91%")
    before = target.read_bytes()
    assert perform(later).status is Status.BUILT
    assert target.read_bytes() != before
    assert 0.91 in [cell.value for sheet in openpyxl.load_workbook(target) for row in sheet for cell in row]
    other = tiny_workbook(Path(job.source).with_name("other.xlsx"), "92%")
    latest = datetime(2026, 11, 23, 6, 0)
    assert perform(replace(later, source=str(other), made=latest)).status is Status.BUILT
    assert perform(replace(later, made=latest)).status is Status.BUILT, "its sheets are the other's now"


def test_without_being_asked_to_nothing_is_left_out(jobs: Jobs) -> None:
    [job] = jobs(1)
    perform(job)
    before = Path(job.output).read_bytes()
    assert perform(replace(job, made=LATER)).status is Status.BUILT
    assert Path(job.output).read_bytes() != before


def test_another_version_builds_again(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    [job] = jobs(1, only_changed=True)
    perform(job)
    later = replace(job, made=LATER)
    assert perform(later).status is Status.UNCHANGED
    monkeypatch.setattr(module, "__version__", "99.0")
    assert perform(later).status is Status.BUILT


def test_an_edited_dashboard_is_not_taken_for_unchanged(jobs: Jobs) -> None:
    [job] = jobs(1, only_changed=True)
    perform(job)
    book = openpyxl.load_workbook(job.output)
    book.active["A1"] = "Chair's note"
    book.save(job.output)
    done = perform(replace(job, made=LATER))
    assert done.status is Status.FAILED
    assert "edited since" in done.message


def test_a_job_done_again_in_one_run_does_not_write_again(jobs: Jobs) -> None:
    [job] = jobs(1)
    first = perform(job)
    number = Path(job.output).stat().st_ino
    again = perform(job)
    assert Path(job.output).stat().st_ino == number
    assert replace(again, seconds=0) == replace(first, seconds=0)


@pytest.mark.parametrize("way", [Way.OWN, Way.INTO])
def test_what_a_lost_worker_had_built_is_known_by_its_run(jobs: Jobs, way: Way) -> None:
    [job] = jobs(1)
    job = replace(job, way=way, output=job.output if way is Way.OWN else job.source)
    assert found_built(job) is None
    done = perform(job)
    found = found_built(job)
    assert found
    unheard = replace(done, seconds=0, message="", told=())
    assert replace(found, seconds=0) == unheard
    assert found_built(replace(job, made=LATER)) is None


def test_errors_in_the_cells_are_told_with_the_workbook(jobs: Jobs) -> None:
    [job] = jobs(1)
    tiny_workbook(Path(job.source), "72%", "GREEN")
    done = perform(job)
    assert (done.status, done.code, done.output) == (Status.PROBLEMS, 1, None)
    assert done.problems["error"] == 1
    assert "Dashboard!D2" in done.errors[0]
    assert not Path(job.output).exists()


def test_a_workbook_saved_while_it_is_read_is_read_again(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    [job] = jobs(1)
    newer = tiny_workbook(Path(job.source).with_name("newer"), "91%")
    build = batch.build

    def saved_meanwhile(source: Path, output: Path, **more: object) -> batch.Outcome:
        outcome = build(source, output, **more)  # type: ignore[arg-type]
        if newer.exists():
            newer.replace(source)
        return outcome

    monkeypatch.setattr(batch, "build", saved_meanwhile)
    done = perform(job)
    assert done.input_sha256 == digest_of(Path(job.source)) == noted_in(Path(job.output))[batch.INPUT]


def test_what_nobody_expected_stops_one_workbook_only(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    [job] = jobs(1)

    def fails(*given: object, **more: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(batch, "build", fails)
    done = perform(job)
    assert (done.status, done.code) == (Status.FAILED, FILES)
    assert "by nought" in done.message


def test_the_same_run_repeated_elsewhere_gives_the_same_bytes(jobs: Jobs, tmp_path: Path) -> None:
    [job] = jobs(1)
    first = perform(job)
    shutil.copytree(tmp_path / "in", tmp_path / "elsewhere" / "in")
    away = str(tmp_path / "elsewhere")
    moved = replace(
        job, source=job.source.replace(str(tmp_path), away), output=job.output.replace(str(tmp_path), away)
    )
    assert perform(moved).output_sha256 == first.output_sha256
