"""What a run prints: each workbook in the order given, a bar with the time left, and a table at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from kccxl import console
from kccxl.fleet.job import Done, Status
from kccxl.fleet.places import is_remote
from kccxl.fleet.record import WORDS, RunRecord

_MOST_LINES = 50
"""Of how many workbooks each is told; of more, those that need somebody."""

_STYLES = {Status.BUILT: "bold green", Status.PROBLEMS: "bold red", Status.FAILED: "bold red"}


class Teller:
    """Prints what became of workbooks in the order given, however they come in."""

    def __init__(self, names: Sequence[str], *, quiet: bool = False) -> None:
        """Begin with the first of these workbooks."""
        self._names = names
        self._total = len(names)
        self._quiet = quiet
        self._next = 0
        self._held: dict[int, Done] = {}

    def take(self, number: int, done: Done) -> None:
        """Take what became of a workbook, and print it once all before it are printed."""
        self._held[number] = done
        while self._next in self._held:
            self._tell(self._next, self._held.pop(self._next))
            self._next += 1

    def take_rest(self) -> None:
        """Print what is held back for others that never came."""
        for number in sorted(self._held):
            self._tell(number, self._held.pop(number))

    def _tell(self, number: int, done: Done) -> None:
        if self._total <= _MOST_LINES or done.needs_somebody or done.message:
            tell(done, quiet=self._quiet, name=self._names[number])

    @contextmanager
    def progress(self) -> Iterator[Callable[[], None]]:
        """Show a bar with the time left, where there are several workbooks and somebody watches."""
        if self._total < 2 or self._quiet or not console.ERR.is_terminal:
            yield lambda: None
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("Workbooks"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console.ERR.rich, transient=True) as bar:
            task = bar.add_task("", total=self._total)
            yield lambda: bar.advance(task)


def say(text: str) -> None:
    """Print a line."""
    console.say(text)


def say_stopping(quiet: bool) -> None:
    """Say that what is begun will be finished."""
    if not quiet:
        console.say("Stopping: what is begun is finished. Once more ends it at once.", "bold", to=console.ERR)


def tell(done: Done, *, quiet: bool = False, name: str = "") -> None:
    """Print what became of one workbook; ``name`` is what to call it, its file name unless told."""
    match done.status:
        case Status.FAILED:
            console.say(f"{done.source}: {done.message}", "bold red", to=console.ERR)
        case Status.PROBLEMS:
            console.show_problems(name or done.name, done.found, to=console.ERR, worst_only=quiet)
            left = sum(done.problems.values()) - len(done.found)
            if left > 0:
                console.say(f"  and {left} more: `{_check(done)}` lists them", to=console.ERR)
            console.say(done.message, "bold red", to=console.ERR)
        case Status.UNCHANGED if not quiet:
            console.say(f"{done.output}  (unchanged)", "dim")
        case Status.BUILT:
            _tell_built(done, quiet)


def _check(done: Done) -> str:
    return console.typed(["kccxl", "check", done.source])


def _tell_built(done: Done, quiet: bool) -> None:
    if done.message:
        console.say(done.message, "bold yellow", to=console.ERR)
    if quiet:
        return
    console.say(f"{done.output}  ({console.counted(done.problems)})")
    for line in done.told:
        console.say(f"  {line}", "dim")
    if done.problems and is_remote(done.source):
        console.say("  The sheet Data checks lists them.", "dim")
    elif done.problems:
        console.say(f"  `{_check(done)}` lists them; so does the sheet Data checks.", "dim")


def show(record: RunRecord) -> None:
    """Print the closing table: how many came to what, and which need somebody, and why."""
    from rich.table import Table
    from rich.text import Text

    table = Table(title="Workbooks", title_justify="left")
    table.add_column("Result")
    table.add_column("Workbooks", justify="right")
    for name, count in record.counts.items():
        status = Status(name)
        table.add_row(Text(WORDS[status], style=_STYLES.get(status, "") if count else ""), f"{count:,}")
    if record.stopped:
        table.add_row(
            Text("Stopped before its turn", style="bold yellow"), f"{record.asked - len(record.done):,}"
        )
    console.OUT.rich.print(table, soft_wrap=False)
    bad = [each for each in record.done if each.needs_somebody]
    if not bad:
        return
    why = Table(title="To mend", title_justify="left", show_lines=True)
    why.add_column("Workbook", overflow="fold")
    why.add_column("Result", no_wrap=True)
    why.add_column("Why", overflow="fold")
    names = record.names
    for each in bad:
        errors = each.problems.get("error", 0)
        first = (
            f"{each.errors[0]}{f' And {errors - 1} more.' if errors > 1 else ''}"
            if each.errors
            else each.message
        )
        why.add_row(Text(names[each.source]), Text(WORDS[each.status]), Text(first))
    console.OUT.rich.print(why, soft_wrap=False)
