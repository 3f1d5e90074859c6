"""The command line: arguments in, one use case, problems and exit codes out.

Exit codes: 0 fine, 1 errors in a workbook, 2 wrong usage, 3 a file could not be read or written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kccxl import __version__, console
from kccxl.cli_changes import BackupFolder, BackupsKept, backups_in, diff, inspect, undo
from kccxl.errors import FileError, KccError, UsageError, WorkbookError
from kccxl.files.backup import KEPT
from kccxl.rules.casting import Verdict

if TYPE_CHECKING:
    from kccxl.batch import Outcome

T = TypeVar("T")

FINE, ERRORS, USAGE, FILES = 0, 1, 2, 3

app = typer.Typer(
    name="kccxl",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine, 1 errors in a workbook, 2 wrong usage, 3 a file could not be read or written.",
)


class Format(StrEnum):
    """How results are printed."""

    JSON = "json"
    CSV = "csv"
    TABLE = "table"


class CastFormat(StrEnum):
    """How casts are printed."""

    TEXT = "text"
    JSON = "json"


class State:
    """What the options before the command say."""

    quiet = False
    debug = False


Workbooks = Annotated[
    list[Path], typer.Argument(help="Workbooks, or folders of workbooks.", metavar="WORKBOOK...")
]
Workbook = Annotated[Path, typer.Argument(help="The workbook.", metavar="WORKBOOK")]


def _show_version(wanted: bool) -> None:
    if wanted:
        console.say(f"kccxl {__version__}")
        raise typer.Exit(FINE)


@app.callback()
def options(
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of an unexpected fault.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and leave.", is_eager=True, callback=_show_version),
    ] = False,
) -> None:
    """Performance dashboards and financial monitoring from a council's Excel workbooks."""
    del version  # its own callback has dealt with it
    State.quiet, State.debug = quiet, debug


@app.command()
def build(
    workbooks: Workbooks,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder, or file name ending in .xlsx, for a dashboard of its own. "
                     "Without it, the sheets are written into the workbook."),
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", help="Another workbook to write the sheets into.")
    ] = None,
    copy: Annotated[
        Path | None, typer.Option("--copy", help="File for a copy of the workbook with the sheets in it.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace a file kccxl did not make, or sheets edited since it made them.")
    ] = False,
    break_signature: Annotated[
        bool, typer.Option("--break-signature", help="Write into a signed workbook; its signature is taken out.")
    ] = False,
    backups: BackupFolder = None,
    keep: BackupsKept = KEPT,
) -> None:  # fmt: skip
    """Build the report sheets of each workbook and write them into it."""
    from kccxl import batch

    given = [
        name for name, place in (("--out", out), ("--into", into), ("--copy", copy)) if place is not None
    ]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} contradict each other. Give one of them.")
    workbooks = batch.find_workbooks(workbooks)
    made = datetime.now().replace(microsecond=0)
    code = FINE
    if out is not None:
        outputs = batch.outputs_for(workbooks, out)
        for source, output in _progress(list(zip(workbooks, outputs, strict=True))):
            code = max(code, _report_outcome(batch.build(source, output, made=made, force=force)))
        raise typer.Exit(code)
    from kccxl.writeback import Writing, build_into

    if given and len(workbooks) > 1:
        raise UsageError(
            f"{len(workbooks)} workbooks cannot go into one file. Build them one by one, or with --out."
        )
    how = Writing(made, force, break_signature, backups_in(backups, keep))
    for source in _progress(workbooks):
        code = max(code, _report_outcome(build_into(source, into or source, how, copy=copy)))
    raise typer.Exit(code)


@app.command()
def check(workbooks: Workbooks) -> None:
    """List what should be mended in each workbook; nothing is written. Exit code 1 where there are errors."""
    from kccxl import batch

    code = FINE
    for path in _progress(batch.find_workbooks(workbooks)):
        try:
            found = batch.results_of(path)
        except FileError as failure:
            console.say(str(failure), "bold red", to=console.ERR)
            code = FILES
            continue
        console.show_problems(path.name, found.problems, worst_only=State.quiet)
        if not State.quiet and not found.problems:
            console.say(f"{path.name}: no problems found", "bold green")
        code = max(code, ERRORS if found.has_errors else FINE)
    raise typer.Exit(code)


@app.command()
def results(
    workbook: Workbook,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print them.")] = Format.TABLE,
) -> None:
    """Print what the dashboard would say: every indicator and budget line with its figures, ratings and reasons."""
    from kccxl import batch

    found = batch.results_of(workbook)
    match format:
        case Format.JSON:
            sys.stdout.write(console.as_json(found.as_json()) + "\n")
        case Format.CSV:
            sys.stdout.write(console.as_csv(console.in_one_table(found.records())))
        case Format.TABLE:
            for records in found.records().values():
                console.show_table(workbook.name, records)
    if format is not Format.JSON:
        console.show_problems(workbook.name, found.problems, to=console.ERR, worst_only=True)
    raise typer.Exit(ERRORS if found.has_errors else FINE)


@app.command()
def explain(
    workbook: Workbook,
    ref: Annotated[
        str,
        typer.Argument(help="A ref, such as CS05, or (part of) a heading, project or saving.", metavar="REF"),
    ],
) -> None:
    """Explain how the figures and ratings of one line came about, with the cells they rest on."""
    from kccxl import batch

    found = batch.results_of(workbook)
    console.say(found.explain(ref))
    raise typer.Exit(ERRORS if found.has_errors else FINE)


@app.command()
def cast(
    workbooks: Workbooks,
    format: Annotated[
        CastFormat, typer.Option("--format", "-f", help="How to print them.")
    ] = CastFormat.TEXT,
) -> None:
    """Re-add every total of each workbook and list what does not add up. Exit code 1 where a total is wrong."""
    from kccxl import batch

    code = FINE
    found = {}
    for path in _progress(batch.find_workbooks(workbooks)):
        try:
            found[path] = batch.castings_of(path)
        except FileError as failure:
            console.say(str(failure), "bold red", to=console.ERR)
            code = FILES
    wrong = any(
        casting.cast.verdict is Verdict.DIFFERS for castings in found.values() for casting in castings
    )
    if format is CastFormat.JSON:
        workbooks_json = [
            {"workbook": path.name, "casts": [casting.as_json() for casting in castings]}
            for path, castings in found.items()
        ]
        sys.stdout.write(console.as_json({"workbooks": workbooks_json}) + "\n")
    else:
        for path, castings in found.items():
            console.show_castings(path.name, castings, worst_only=State.quiet)
    raise typer.Exit(max(code, ERRORS if wrong else FINE))


@app.command()
def new(
    kind: Annotated[
        str,
        typer.Argument(
            help="Which report the workbook is for: performance, budget, monitoring, ledger, capital or savings.",
            metavar="REPORT",
        ),
    ],
    file: Annotated[Path, typer.Argument(help="The workbook to write, ending in .xlsx.", metavar="FILE")],
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
) -> None:
    """Write an empty, explained workbook to fill in."""
    from kccxl import batch
    from kccxl.reports.catalogue import REPORTS

    if kind not in REPORTS:
        raise UsageError(f"There is no report “{kind}”. Choose one of: {', '.join(REPORTS)}.")
    if file.suffix.lower() != ".xlsx":
        raise UsageError(f"{file} should end in .xlsx.")
    if file.exists() and not force:
        raise FileError(f"{file} exists and was left alone. Choose another name, or replace it with --force.")
    batch.write(REPORTS[kind].template(), file)
    if not State.quiet:
        console.say(f"Written: {file}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; every fault kccxl can explain is printed as its text alone."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    with _explained():
        app(args=_options_first(given), standalone_mode=True)


def _options_first(arguments: Sequence[str]) -> list[str]:
    """Let options that hold for every command stand behind it as well, where most people type them.

    >>> _options_first(["build", "a.xlsx", "-q"])
    ['-q', 'build', 'a.xlsx']
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    general = [word for word in arguments[:end] if word in ("-q", "--quiet", "--debug")]
    return general + [word for word in arguments[:end] if word not in general] + list(arguments[end:])


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except KccError as fault:
        console.say(str(fault), "bold red", to=console.ERR)
        sys.exit(_code_of(fault))
    except Exception as fault:
        if State.debug:
            raise
        console.say(f"kccxl met something it did not expect ({type(fault).__name__}: {fault}). Nothing was changed. "
                    "Run the command again with --debug and send what it prints "
                    "to whoever looks after kccxl.", "bold red", to=console.ERR)  # fmt: skip
        sys.exit(FILES)


def _code_of(fault: KccError) -> int:
    kinds: list[tuple[type[KccError], int]] = [(UsageError, USAGE), (WorkbookError, ERRORS)]
    return next((code for kind, code in kinds if isinstance(fault, kind)), FILES)


app.command()(inspect)
app.command()(undo)
app.command()(diff)


def _report_outcome(outcome: Outcome) -> int:
    if outcome.refreshed is None:
        console.say(f"{outcome.source}: {outcome.failure}", "bold red", to=console.ERR)
        return FILES
    problems = outcome.refreshed.problems
    if outcome.remark:
        console.say(outcome.remark, "bold yellow", to=console.ERR)
    if outcome.output is None:
        console.show_problems(outcome.source.name, problems, to=console.ERR, worst_only=State.quiet)
        console.say(str(outcome.failure), "bold red", to=console.ERR)
        return ERRORS
    if not State.quiet:
        console.say(f"{outcome.output}  ({console.counts(problems)})")
        for line in outcome.told:
            console.say(f"  {line}", "dim")
        if problems:
            console.say(f"  `kccxl check {outcome.source}` lists them; so does the sheet Data checks.", "dim")
    return FINE


def _progress(items: Sequence[T]) -> Iterator[T]:
    """Go through workbooks with a progress bar, where there are several and somebody watches."""
    if len(items) < 2 or State.quiet or not console.ERR.is_terminal:
        yield from items
        return
    from rich.progress import track

    yield from track(items, description="Workbooks", console=console.ERR, transient=True)
