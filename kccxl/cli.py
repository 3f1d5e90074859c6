"""The command line: arguments in, one use case, problems and exit codes out.

Exit codes: 0 fine, 1 errors in a workbook, 2 wrong usage, 3 a file could not be read or written, 130 stopped. Where
files fail among others that do not, a run of ``build`` ends with 1.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from kccxl import __version__, console
from kccxl.cli_changes import BackupFolder, BackupsKept, diff, inspect, undo
from kccxl.errors import FileError, KccError, UsageError, WorkbookError
from kccxl.excel.command import app as excel
from kccxl.files.backup import KEPT
from kccxl.fleet import options as options_of
from kccxl.fleet.rollup_command import rollup
from kccxl.rules.casting import Verdict

T = TypeVar("T")

FINE, ERRORS, USAGE, FILES = 0, 1, 2, 3

app = typer.Typer(
    name="kccxl",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine, 1 errors in a workbook, 2 wrong usage, 3 a file could not be read or written, "
    "130 stopped by Ctrl-C.",
)
app.add_typer(excel)


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
    workbooks: options_of.Places,
    out: options_of.Out = None,
    into: options_of.Into = None,
    copy: options_of.Copy = None,
    force: options_of.Force = False,
    break_signature: options_of.BreakSignature = False,
    backups: BackupFolder = None,
    keep: BackupsKept = KEPT,
    jobs: options_of.Jobs = 1,
    changed: options_of.Changed = False,
    report: options_of.Report = None,
    html: options_of.Html = None,
    log: options_of.Log = None,
    cluster: options_of.Cluster = None,
    made: options_of.Made = None,
) -> None:
    """Build the report sheets of each workbook and write them into it."""
    from kccxl.fleet import command

    asked = options_of.Options(
        workbooks, out, force, jobs, changed, report, html, log, cluster, made, State.quiet,
        into, copy, break_signature, backups, keep,
    )  # fmt: skip
    raise typer.Exit(command.build(asked))


@app.command()
def watch(
    folder: Annotated[Path, typer.Argument(help="The folder of the workbooks.", metavar="FOLDER")],
    out: options_of.Out = None,
    force: options_of.Force = False,
    log: options_of.Log = None,
    poll: options_of.Poll = False,
) -> None:
    """Build dashboards of their own as the workbooks of a folder are saved, until Ctrl-C."""
    from kccxl.fleet import command

    raise typer.Exit(command.watch(folder, out, force=force, poll=poll, log_to=log))


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
app.command()(rollup)


def _progress(items: Sequence[T]) -> Iterator[T]:
    """Go through workbooks with a progress bar, where there are several and somebody watches."""
    if len(items) < 2 or State.quiet or not console.ERR.is_terminal:
        yield from items
        return
    from rich.progress import track

    yield from track(items, description="Workbooks", console=console.ERR, transient=True)
