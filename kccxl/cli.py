"""The command line: arguments in, one use case, problems and exit codes out.

Exit codes: 0 fine, 1 errors in a workbook, 2 wrong usage, 3 a file could not be read or written, 130 stopped. Where
files fail among others that do not, a run of ``build`` ends with 1.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import click

from kccxl import __version__, console
from kccxl.arguments import PATH, WORKBOOK, WORKBOOKS, InOrder, leave, print_as
from kccxl.errors import FileError, KccError, UsageError, WorkbookError
from kccxl.fleet import options as options_of
from kccxl.interruption import STOPPED

T = TypeVar("T")

FINE, ERRORS, USAGE, FILES = 0, 1, 2, 3

_ELSEWHERE = {
    "inspect": "kccxl.cli_changes",
    "undo": "kccxl.cli_changes",
    "diff": "kccxl.cli_changes",
    "rollup": "kccxl.fleet.rollup_command",
    "excel": "kccxl.excel.command",
}
"""Commands that are loaded when they are asked for: a build in Excel or by a scheduler starts with none of them."""


class Commands(InOrder):
    """The commands defined here, and those that stand elsewhere."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all."""
        return [*super().list_commands(ctx), *_ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        if cmd_name in _ELSEWHERE:
            command: click.Command = getattr(import_module(_ELSEWHERE[cmd_name]), cmd_name)
            return command
        return super().get_command(ctx, cmd_name)


class State:
    """What the options before the command say."""

    quiet = False
    debug = False


@click.group(
    cls=Commands,
    name="kccxl",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 errors in a workbook, 2 wrong usage, 3 a file could not be read or written, "
    "130 stopped by Ctrl-C.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print errors only.")
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected fault.")
@click.version_option(__version__, message="%(prog)s %(version)s", help="Print the version and leave.")
def app(quiet: bool, debug: bool) -> None:
    """Performance dashboards and financial monitoring from a council's Excel workbooks."""
    State.quiet, State.debug = quiet, debug


@app.command()
@options_of.all_of_build
def build(**asked: Any) -> None:
    """Build the report sheets of each workbook and write them into it."""
    from kccxl.fleet import command

    leave(command.build(options_of.Options(**asked, quiet=State.quiet)))


@app.command()
@click.argument("folder", metavar="FOLDER", type=PATH, help="The folder of the workbooks.")
@options_of.OUT
@options_of.FORCE
@options_of.LOG
@options_of.POLL
def watch(folder: Path, out: str | None, force: bool, log: Path | None, poll: bool) -> None:
    """Build dashboards of their own as the workbooks of a folder are saved, until Ctrl-C."""
    from kccxl.fleet import command

    leave(command.watch(folder, out, force=force, poll=poll, log_to=log))


@app.command()
@WORKBOOKS
def check(workbooks: Sequence[Path]) -> None:
    """List what should be mended in each workbook; nothing is written. Exit code 1 where there are errors."""
    from kccxl import batch

    code = FINE
    for path, name in _progress(_meant(workbooks)):
        try:
            found = batch.results_of(path)
        except FileError as failure:
            console.say(str(failure), "bold red", to=console.ERR)
            code = FILES
            continue
        console.show_problems(name, found.problems, worst_only=State.quiet)
        if not State.quiet and not found.problems:
            console.say(f"{name}: no problems found", "bold green")
        code = max(code, ERRORS if found.has_errors else FINE)
    leave(code)


@app.command()
@WORKBOOK
@print_as("table", "json", "csv")
def results(workbook: Path, as_what: str) -> None:
    """Print what the dashboard would say: every indicator and budget line with its figures, ratings and reasons."""
    from kccxl import batch

    found = batch.results_of(workbook)
    match as_what:
        case "json":
            console.write_json(found.as_json())
        case "csv":
            console.OUT.write(console.as_csv(console.in_one_table(found.records())))
        case _:
            for records in found.records().values():
                console.show_table(workbook.name, records)
    if as_what != "json":
        console.show_problems(workbook.name, found.problems, to=console.ERR, worst_only=True)
    leave(ERRORS if found.has_errors else FINE)


@app.command()
@WORKBOOK
@click.argument("ref", metavar="REF", help="A ref, such as CS05, or (part of) a heading, project or saving.")
def explain(workbook: Path, ref: str) -> None:
    """Explain how the figures and ratings of one line came about, with the cells they rest on."""
    from kccxl import batch

    found = batch.results_of(workbook)
    console.say(found.explain(ref))
    leave(ERRORS if found.has_errors else FINE)


@app.command()
@WORKBOOKS
@print_as("text", "json")
def cast(workbooks: Sequence[Path], as_what: str) -> None:
    """Re-add every total of each workbook and list what does not add up. Exit code 1 where a total is wrong."""
    from kccxl import batch
    from kccxl.rules.casting import Verdict

    code = FINE
    found = {}
    for path, name in _progress(_meant(workbooks)):
        try:
            found[name] = batch.castings_of(path)
        except FileError as failure:
            console.say(str(failure), "bold red", to=console.ERR)
            code = FILES
    if as_what == "json":
        workbooks_json = [
            {"workbook": name, "casts": [casting.as_json() for casting in castings]}
            for name, castings in found.items()
        ]
        console.write_json({"workbooks": workbooks_json})
    else:
        for name, castings in found.items():
            console.show_castings(name, castings, worst_only=State.quiet)
    verdicts = {casting.cast.verdict for castings in found.values() for casting in castings}
    leave(max(code, ERRORS if Verdict.DIFFERS in verdicts else FINE))


@app.command()
@click.argument(
    "kind", metavar="REPORT",
    help="Which report the workbook is for: performance, budget, monitoring, ledger, capital or savings.",
)  # fmt: skip
@click.argument("file", metavar="FILE", type=PATH, help="The workbook to write, ending in .xlsx.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
def new(kind: str, file: Path, force: bool) -> None:
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
    console.print_what_can_be()
    with _explained():
        sys.exit(app.main(_options_first(given), prog_name="kccxl", standalone_mode=False))


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
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(STOPPED)
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


def _meant(given: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return the workbooks meant and what to call each."""
    from kccxl import search

    found = search.find_workbooks(given)
    if not State.quiet:
        console.warn_left_within(search.left_within(given, found))
    return list(zip(found, search.told_apart(found), strict=True))


def _progress(items: Sequence[T]) -> Iterator[T]:
    """Go through workbooks with a progress bar, where there are several and somebody watches."""
    if len(items) < 2 or State.quiet or not console.ERR.is_terminal:
        yield from items
        return
    from rich.progress import track

    yield from track(items, description="Workbooks", console=console.ERR.rich, transient=True)
