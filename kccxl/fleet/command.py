"""``kccxl build`` and ``kccxl watch``: places in, jobs done, what became of them told, kept and logged."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing as closed_at_end
from dataclasses import replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from time import perf_counter

from kccxl import console, search
from kccxl.errors import KccError, UsageError
from kccxl.files.backup import Backups
from kccxl.fleet import closing, log, places
from kccxl.fleet.claims import refuse_claimed
from kccxl.fleet.job import FINE, Done, Job, Way, found_built, perform
from kccxl.fleet.leavings import remove_leavings
from kccxl.fleet.options import Options
from kccxl.fleet.pool import Numbered, run, workers_here
from kccxl.fleet.record import RunRecord, write_record
from kccxl.fleet.stopping import Stop, stoppable


def build(options: Options) -> int:
    """Build every workbook meant and return the exit code.

    Raises:
        UsageError: there is nothing to build, two would meet in one file, or the options make no sense.
        FileError: a place cannot be reached, or the log or the record cannot be written.

    """
    began = options.made or datetime.now()
    jobs = _jobs(options, began)
    _check(options, jobs)
    remove_leavings(places.local(job.output).parent for job in jobs if not places.is_remote(job.output))
    with log.opened(options.log) as told, stoppable(lambda: closing.say_stopping(options.quiet)) as stop:
        record = RunRecord(datetime.now(), began, options, len(jobs), stopped=True)
        # written at once, so that a place it cannot be written to is known before the work is done
        _keep(record)
        told.say("began", command=options.command, workbooks=len(jobs))
        record = _run(jobs, record, told, stop)
        stop.pass_over()
        told.say("ended", counts=record.counts, exit_code=record.code, seconds=record.seconds)
        _keep(record)
    if len(jobs) > 1 and not options.quiet:
        closing.show(record)
    return record.code


def watch(
    folder: Path, out: str | None, *, force: bool = False, poll: bool = False, log_to: Path | None = None
) -> int:
    """Build the workbooks of a folder as they are saved, beginning with those not up to date, until Ctrl-C.

    Raises:
        UsageError: there is no such folder, dashboards cannot go where they are to, or the log is somebody's file.
        UnwritableFile: the log cannot be written.

    """
    from kccxl.fleet.watch import noticed, saved

    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder. Name the folder whose workbooks are to be watched.")
    if out is not None and Path(out).suffix.lower() == ".xlsx":
        raise UsageError(f"A whole folder cannot become one file. Give --out a folder instead of {out}.")
    refuse_claimed({"log": log_to}, ())
    if search.left_within([folder]):
        console.say(
            f"{folder}: the folders within it hold workbooks, which are not watched.",
            "bold yellow",
            to=console.ERR,
        )
    with stoppable() as stop, log.opened(log_to) as told:
        told.say("began", command="kccxl watch", folder=folder)
        closing.say(f"Watching {folder}. Ctrl-C ends it.")
        batches = chain([set(folder.iterdir())], noticed(folder, stop=lambda: stop.asked, poll=poll))
        for path in saved(batches):
            done = _built_now(path, out, force)
            told.done(done)
            closing.tell(done)
        told.say("ended")
    return FINE


def _built_now(path: Path, out: str | None, force: bool) -> Done:
    try:
        [output] = places.outputs_for([str(path)], out)
    except KccError as fault:
        return Done.failed(str(path), str(fault))
    return perform(Job(str(path), output, datetime.now(), force, only_changed=True))


def _jobs(options: Options, made: datetime) -> list[Job]:
    given = [_absolute(place) for place in options.given] if options.cluster else options.given
    out = _absolute(options.out) if options.cluster and options.out else options.out
    sources = places.find(given)
    if not options.quiet:
        console.warn_left_within(places.left_within(given, sources))
    way, outputs = _outputs(options, sources, out)
    backups = Backups(options.backups, options.keep)
    return [
        Job(source, output, made, options.force, options.changed, way, options.break_signature, backups)
        for source, output in zip(sources, outputs, strict=True)
    ]


def _outputs(options: Options, sources: Sequence[str], out: str | None) -> tuple[Way, Sequence[str]]:
    """Where the sheets go. Remote workbooks have no backups, so theirs are written to files of their own."""
    named = [name for name in ("out", "into", "copy") if getattr(options, name) is not None]
    if len(named) > 1:
        raise UsageError(f"--{named[0]} and --{named[1]} contradict each other. Give one of them.")
    if out is not None or any(map(places.is_remote, sources)):
        return Way.OWN, places.outputs_for(sources, out)
    if not named:
        return Way.INTO, sources
    if len(sources) > 1:
        raise UsageError(
            f"{len(sources)} workbooks cannot go into one file. Build them one by one, or with --out."
        )
    if options.copy is None:
        return Way.INTO, [str(options.into)]
    from kccxl.files.copies import check_name

    check_name(options.copy, places.local(sources[0]))
    return Way.COPY, [str(options.copy)]


def _absolute(place: str) -> str:
    """The workers of a cluster have working folders of their own."""
    return place if places.is_remote(place) else str(places.local(place).absolute())


def _check(options: Options, jobs: Sequence[Job]) -> None:
    """Refuse records that would take the place of a workbook, of a backup, of a dashboard, or of somebody's file."""
    papers = {name: getattr(options, name) for name in ("log", "report", "html")}
    here = [each for job in jobs for each in (job.source, job.output) if not places.is_remote(each)]
    backups = {job.backups.of(places.local(job.output)) for job in jobs if job.way is Way.INTO}
    refuse_claimed(papers, map(places.local, here), backups, force=options.force)


def _keep(record: RunRecord) -> None:
    options = record.options
    if options.report is not None:
        write_record(record, options.report)
    if options.html is not None:
        from kccxl.fleet.html import write_html

        write_html(record, options.html)


def _run(jobs: Sequence[Job], record: RunRecord, told: log.Log, stop: Stop) -> RunRecord:
    began = perf_counter()
    done: dict[int, Done] = {}
    names = places.told_apart([job.source for job in jobs])
    teller = closing.Teller(names, quiet=record.options.quiet)
    try:
        with (
            teller.progress() as step,
            closed_at_end(_numbered(jobs, record.options, lambda: stop.asked)) as numbered,
        ):
            for number, each in numbered:
                done[number] = each
                told.done(each)
                teller.take(number, each)
                step()
    except KeyboardInterrupt:
        # workers were ended before they could tell; what they had finished stays, so the record must know of it
        for number, each in _unheard(jobs, done):
            done[number] = each
            told.done(each)
    teller.take_rest()
    return replace(
        record,
        seconds=round(perf_counter() - began, 3),
        done=[done[number] for number in sorted(done)],
        stopped=stop.asked or len(done) < len(jobs),
    )


def _unheard(jobs: Sequence[Job], done: Mapping[int, Done]) -> list[Numbered]:
    found = ((number, found_built(job)) for number, job in enumerate(jobs) if number not in done)
    return [(number, each) for number, each in found if each is not None]


def _numbered(
    jobs: Sequence[Job], options: Options, stop: Callable[[], bool]
) -> Generator[Numbered, None, None]:
    if options.cluster is None:
        return run(jobs, options.jobs or workers_here(), stop=stop)
    from kccxl.fleet.cluster import run_on_cluster

    return run_on_cluster(jobs, options.cluster, stop=stop)
