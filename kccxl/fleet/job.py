"""One workbook of a run: what is to be done with it, and what became of it. Both travel between processes."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import Self

from kccxl import __version__, batch
from kccxl.errors import KccError, UnreadableFile, WorkbookError
from kccxl.files.backup import Backups, as_written
from kccxl.files.own import noted_in
from kccxl.fleet import places
from kccxl.outputs import ORIGIN
from kccxl.tables.problems import Problem, Severity

RUN = "kccxl run"
"""The document property that tells which run wrote an output."""

FINE, ERRORS, FILES = 0, 1, 3

_MOST_FOUND = 200
_MOST_TRIES = 3
_LONGEST = 255


class Status(StrEnum):
    """What became of a workbook."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    PROBLEMS = "problems"
    FAILED = "failed"


class Way(StrEnum):
    """Where the sheets of a workbook go: a file of their own, a workbook that exists, or a copy of theirs."""

    OWN = "own"
    INTO = "into"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Job:
    """A workbook to build: where it is, where its dashboard goes, and how.

    Args (fields):
        source: the workbook, a path of this machine or an address.
        output: the file to write, likewise; for sheets that go into a workbook, that workbook.
        made: the time printed on the sheets, one for a whole run, which it names to the microsecond.
        force: replace an output that kccxl did not make.
        only_changed: leave an output alone that was made from these very bytes, by this version, in this way.
        way: whether a dashboard of its own is written, or sheets into a workbook or a copy of one.
        break_signature: write into a signed workbook.
        backups: where what a workbook was before is kept.

    """

    source: str
    output: str
    made: datetime
    force: bool = False
    only_changed: bool = False
    way: Way = Way.OWN
    break_signature: bool = False
    backups: Backups = field(default_factory=Backups)

    @property
    def recipe(self) -> str:
        """What besides the workbook's bytes decides what is written, for a later run to compare.

        >>> job = Job("in/plan.xlsx", "out/plan dashboard.xlsx", datetime(2026, 11, 21))
        >>> job.recipe == replace(job, made=datetime(2027, 1, 1)).recipe
        True
        >>> job.recipe == replace(job, source="in/other.xlsx").recipe
        False
        """
        settings = {"workbook": places.between(self.output, self.source)}
        digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()
        return f"{__version__} {digest[:16]}"

    @property
    def run(self) -> str:
        """The name of the run: outputs of one run from the same bytes are the same bytes."""
        return self.made.isoformat()


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a job.

    Args (fields):
        source, output: as in the job; ``output`` None where nothing was written.
        status: what became of it.
        message: why not, or what is worth a look.
        reports: the names of the reports it holds.
        problems: by severity, how many.
        found: the problems of a workbook that was not built for them, worst first; the first 200.
        input_sha256, output_sha256: digests of both files; empty where there is none.
        seconds: how long it took.
        told: what was done to a workbook that was written into, a line each.
        made: the run that wrote the output, by the time it printed on the sheets; an earlier one where unchanged.
        code: the exit code it stands for: 0 fine, 1 errors in the workbook, 3 a file could not be read or written.

    """

    source: str
    status: Status
    output: str | None = None
    message: str = ""
    reports: tuple[str, ...] = ()
    problems: dict[str, int] = field(default_factory=dict)
    found: tuple[Problem, ...] = ()
    input_sha256: str = ""
    output_sha256: str = ""
    seconds: float = 0.0
    code: int = FINE
    told: tuple[str, ...] = ()
    made: str = ""

    @classmethod
    def failed(cls, source: str, message: str) -> Self:
        """Return a failure for reasons that lie outside the workbook's cells."""
        return cls(source, Status.FAILED, message=message, code=FILES)

    @property
    def name(self) -> str:
        """The workbook's file name."""
        return places.name(self.source)

    @property
    def errors(self) -> list[str]:
        """The errors in the workbook, a line each."""
        return [str(problem) for problem in self.found if problem.severity is Severity.ERROR]

    @property
    def needs_somebody(self) -> bool:
        """Whether there is something to mend before it can be built."""
        return self.status in (Status.PROBLEMS, Status.FAILED)


Work = Callable[[Job], Done]


def perform(job: Job) -> Done:
    """Build one workbook; whatever goes wrong is part of what is returned, so that the next gets its turn."""
    began = perf_counter()
    try:
        with places.at_hand(job.source, job.output) as (source, output):
            done = _perform(job, source, output)
            done = replace(done, message=done.message.replace(str(output), job.output))
    except KccError as fault:
        done = Done.failed(job.source, str(fault))
    except Exception as fault:  # noqa: BLE001 - one workbook must not stop a thousand others
        done = Done.failed(
            job.source,
            f"kccxl met something it did not expect ({type(fault).__name__}: {fault}). "
            "Run `kccxl --debug check` on this workbook and send what it prints to whoever looks after kccxl.",
        )
    return replace(done, seconds=round(perf_counter() - began, 3))


def found_built(job: Job) -> Done | None:
    """Return what became of a job nobody told of, where its output is on this machine and bears the job's run."""
    if places.is_remote(job.source) or places.is_remote(job.output):
        return None
    output = places.local(job.output)
    noted = noted_in(output) if job.way is Way.OWN else as_written(output, job.backups) or {}
    if noted.get(RUN) != job.run or batch.PROBLEMS not in noted:
        return None
    return replace(_unchanged(job, output, noted.get(batch.INPUT, ""), noted), status=Status.BUILT)


def _perform(job: Job, source: Path, output: Path) -> Done:
    for _ in range(_MOST_TRIES):
        before = _state(source)
        done = _once(job, source, output)
        if before is None or job.way is not Way.OWN or _state(source) == before:
            return done
    raise UnreadableFile(
        f"'{places.name(job.source)}' was saved again and again while it was read. Try again later."
    )


def _once(job: Job, source: Path, output: Path) -> Done:
    digest = digest_of(source)
    if job.way is not Way.OWN:
        return _into(job, source, output, digest)
    up_to_date = batch.is_up_to_date(output, digest, job.recipe)
    if up_to_date and job.only_changed and noted_in(output).get(RUN) != job.run:
        return _unchanged(job, output, digest, noted_in(output))
    if up_to_date and noted_in(output).get(RUN) == job.run:
        # its worker was lost after it had written: what is there is this run's own
        refreshed = batch.results_of(source)
        outcome = batch.Outcome(source, output, refreshed)
    else:
        noted = {batch.INPUT: digest, batch.SETTINGS: job.recipe, RUN: job.run, **_origin(job)}
        outcome = batch.build(
            source, output, made=job.made.replace(microsecond=0), force=job.force, recipe=noted
        )
    return _told(job, outcome, digest)


def _origin(job: Job) -> dict[str, str]:
    """The way to the workbook, for a later run to know whose dashboard it is; one too long for Excel stays away."""
    way = places.between(job.output, job.source)
    return {ORIGIN: way} if len(way) <= _LONGEST else {}


def _into(job: Job, source: Path, output: Path, digest: str) -> Done:
    """Write into a workbook that exists, or into a copy of this one."""
    from kccxl.writeback import Writing, build_into  # what a dashboard of its own does not wait for

    made_from = {batch.INPUT: digest, batch.SETTINGS: job.recipe, RUN: job.run}
    how = Writing(job.made.replace(microsecond=0), job.force, job.break_signature, job.backups, made_from)
    noted = as_written(output, job.backups) if job.only_changed and job.way is Way.INTO else None
    if noted is not None and _comes_from(noted, job, source, output, digest):
        return _unchanged(job, output, digest, noted)
    target, copy = (source, output) if job.way is Way.COPY else (output, None)
    outcome = build_into(source, target, how, copy=copy)
    return replace(_told(job, outcome, digest), told=tuple(outcome.told))


def _comes_from(noted: Mapping[str, str], job: Job, source: Path, output: Path, digest: str) -> bool:
    """Whether the sheets in a workbook came of the other workbook as it is now, or of itself."""
    if noted.get(batch.SETTINGS) != job.recipe or batch.PROBLEMS not in noted:
        return False
    return source.resolve() == output.resolve() or (bool(digest) and noted.get(batch.INPUT) == digest)


def _unchanged(job: Job, output: Path, digest: str, noted: Mapping[str, str]) -> Done:
    """What a run says of a workbook that it leaves out: what the run said that built it."""
    reports, problems = batch.read_said(noted)
    return Done(
        job.source,
        Status.UNCHANGED,
        job.output,
        reports=reports,
        problems=problems,
        input_sha256=digest,
        output_sha256=digest_of(output),
        made=noted.get(RUN, ""),
    )


def _told(job: Job, outcome: batch.Outcome, digest: str) -> Done:
    found: Sequence[Problem] = outcome.refreshed.problems if outcome.refreshed else ()
    done = Done(
        job.source,
        Status.BUILT,
        message=outcome.remark,
        reports=tuple(outcome.refreshed.names) if outcome.refreshed else (),
        problems=dict(Counter(problem.severity.value for problem in found)),
        input_sha256=digest,
    )
    if outcome.failure is None and outcome.output is not None:
        return replace(done, output=job.output, output_sha256=digest_of(outcome.output), made=job.run)
    wrong = isinstance(outcome.failure, WorkbookError)
    return replace(
        done,
        status=Status.PROBLEMS if wrong else Status.FAILED,
        message=" ".join(filter(None, [str(outcome.failure), outcome.remark])),
        found=tuple(found[:_MOST_FOUND]),
        code=ERRORS if wrong else FILES,
    )


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file; empty where it cannot be read: building it will say why."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _state(path: Path) -> tuple[int, int] | None:
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_size, about.st_mtime_ns
