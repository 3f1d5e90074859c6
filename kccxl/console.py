"""What the command line prints: problems grouped and worst first, tables, progress; plain where nobody watches."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from kccxl.tables.problems import Problem
    from kccxl.tables.totals import Casting


class Stream:
    """Where lines are printed: on a terminal in colours; into a file or to a scheduler as plain text.

    Rich, which colours and draws tables, is loaded when it is needed only: most runs are watched by nobody.
    """

    def __init__(self, name: str) -> None:
        """Print to ``sys.stdout`` or ``sys.stderr``, whatever stands there at the time."""
        self._name = name

    @property
    def file(self) -> TextIO:
        """The stream itself."""
        stream: TextIO = getattr(sys, self._name)
        return stream

    @property
    def is_terminal(self) -> bool:
        """Whether somebody watches, or asked for colours as if they did."""
        return bool(os.environ.get("FORCE_COLOR")) or self.file.isatty()

    @cached_property
    def rich(self) -> Console:
        """The same for tables and progress bars."""
        from rich.console import Console

        return Console(stderr=self._name == "stderr", highlight=False, soft_wrap=True)

    def write(self, text: str) -> None:
        """Print a text as it is, and at once: whoever starts a server or watches a folder reads along in a file."""
        self.file.write(text)
        self.file.flush()


OUT = Stream("stdout")
ERR = Stream("stderr")

_HEADINGS = {
    "error": ("error", "errors", "bold red", "to mend before a dashboard can be written"),
    "warning": ("warning", "warnings", "bold yellow", "to look at; printed on the sheet Data checks"),
    "note": ("note", "notes", "bold", "for information"),
}
_LESS = ("previous_year", "floor", "group", "programme", "directorate", "gross_budget", "last_reported",
         "adjustment", "internal_income", "external_income", "grants", "commitments", "at_risk", "actual",
         "description", "movement", "budget_to_date", "variance_to_date", "level")  # fmt: skip
"""What a narrow window leaves out first; never a figure that decides, nor its rating."""

_EXPLAINING = ("kind", "reason", "service_area", "explanation", "comment", "rag_gross", "reason_gross")
_FIGURE = 14
_TEXT = 22
_COLOURS = {"GREEN": "black on green", "AMBER": "black on yellow", "RED": "white on red"}


_CONTROL = {code: None for code in (*range(32), 127, *range(128, 160)) if chr(code) not in "\n\t"}
"""What would steer a terminal: cells of a stranger's workbook are printed as well."""


def print_what_can_be() -> None:
    """Print a character the stream's encoding lacks by its number, rather than end the run over it."""
    for stream in (OUT, ERR):
        if isinstance(stream.file, io.TextIOWrapper):
            stream.file.reconfigure(errors="backslashreplace")


def say(text: str, style: str = "", *, to: Stream | None = None) -> None:
    """Print a line as it is; brackets in it are no mark-up."""
    stream, text = to or OUT, text.translate(_CONTROL)
    if not stream.is_terminal:
        stream.write(text + "\n")
        return
    from rich.text import Text

    stream.rich.print(Text(text, style=style))


def typed(words: Sequence[str]) -> str:
    """Return a command as one would type it here, so that it can be pasted.

    >>> typed(["kccxl", "check", "Plan #1.xlsx"]).replace('"', "'")
    "kccxl check 'Plan #1.xlsx'"
    """
    if os.name == "nt":
        from subprocess import list2cmdline

        return list2cmdline(words)
    from shlex import join

    return join(words)


def warn_left_within(folders: Iterable[Path]) -> None:
    """Say of folders that those within them hold workbooks, which were left out, and what takes them in."""
    for folder in folders:
        pattern = typed([str(folder / "**" / "*")])
        say(f"{folder}: the folders within it hold workbooks, which were left out. To take them in as well: "
            f"{pattern}", "bold yellow", to=ERR)  # fmt: skip


def show_problems(
    workbook: str, problems: Sequence[Problem], *, to: Stream | None = None, worst_only: bool = False
) -> None:
    """Print a workbook's problems, worst first, each with its cell and how to mend it."""
    for severity, group in groupby(problems, key=lambda problem: problem.severity.value):
        found = list(group)
        if worst_only and severity != "error":
            return
        one, many, style, meaning = _HEADINGS[severity]
        say(f"{workbook}: {len(found)} {one if len(found) == 1 else many} {meaning}", style, to=to)
        for problem in found:
            say(f"  {problem.place}  ({problem.code})", "bold", to=to)
            say(f"      found     {problem.found}", to=to)
            say(f"      expected  {problem.expected}", to=to)
            say(f"      mend      {problem.mend}", to=to)


def show_castings(workbook: str, castings: Sequence[Casting], *, worst_only: bool = False) -> None:
    """Print how many totals were re-added, and each that does not add up, with the cells that were added."""
    from kccxl.rules.casting import Verdict

    say(f"{workbook}: {_totals(castings)}", "bold")
    for casting in castings:
        verdict = casting.cast.verdict
        if verdict is Verdict.AGREES or (worst_only and verdict is not Verdict.DIFFERS):
            continue
        style = "bold red" if verdict is Verdict.DIFFERS else "bold"
        say(f"  {casting.sheet}!{casting.cell}  {casting.label}: {casting.in_words}", style)
        say(f"      printed     {casting.printed.shown}")
        say(f"      re-added    {_like(casting, casting.cast.recomputed)}")
        say(f"      difference  {_like(casting, casting.cast.difference)}")
        say(f"      added       {', '.join(casting.addends)}")
        if casting.unread:
            say(
                f"      no figure   {', '.join(casting.unread)}: type one figure there, or N/a if there is none"
            )


def _like(casting: Casting, value: Decimal) -> str:
    """A figure printed as the total it belongs to."""
    return replace(casting.printed, value=value).shown


def _totals(castings: Sequence[Casting]) -> str:
    if not castings:
        return "no totals found"
    from kccxl.rules.casting import Verdict

    verdicts = [casting.cast.verdict for casting in castings]
    words = {
        Verdict.ROUNDING: "explained by rounding",
        Verdict.UNCHECKED: "cannot be checked",
        Verdict.DIFFERS: "wrong",
    }
    parts = [f"{count} {said}" for verdict, said in words.items() if (count := verdicts.count(verdict))]
    found = "1 total" if len(castings) == 1 else f"{len(castings)} totals"
    return f"{found} found, {' and '.join(parts) if parts else 'all add up'}"


def counts(problems: Iterable[Problem]) -> str:
    """How many problems there are of each severity, in words.

    >>> counts([])
    'no problems'
    """
    return counted(Counter(problem.severity.value for problem in problems))


def counted(numbers: Mapping[str, int]) -> str:
    """Numbers of problems by severity, in words.

    >>> counted({"warning": 2, "error": 1})
    '1 error, 2 warnings'
    """
    parts = []
    for severity, (one, many, _, _) in _HEADINGS.items():
        number = numbers.get(severity, 0)
        if number:
            parts.append(f"{number} {one if number == 1 else many}")
    return ", ".join(parts) or "no problems"


def write_json(contract: Mapping[str, Any]) -> None:
    """Print the JSON contract; where the stream is not UTF-8, its other characters are escaped as JSON allows."""
    named = (OUT.file.encoding or "").lower().replace("-", "")
    OUT.write(json.dumps(contract, ensure_ascii=named != "utf8", indent=2) + "\n")


def in_one_table(records: Mapping[str, Sequence[Mapping[str, str]]]) -> list[dict[str, str]]:
    """Return the records of one report as they are, of several in one table that says whose each is.

    >>> in_one_table({"budget": [{"net": "1"}], "savings": [{"target": "2"}]})[1]
    {'report': 'savings', 'net': '', 'target': '2'}
    """
    if len(records) == 1:
        return [dict(record) for found in records.values() for record in found]
    keys = dict.fromkeys(key for found in records.values() for record in found for key in record)
    return [
        {"report": name, **{key: record.get(key, "") for key in keys}}
        for name, found in records.items()
        for record in found
    ]


def as_csv(records: Sequence[Mapping[str, str]]) -> str:
    """Records as CSV that a spreadsheet opens without taking any text for a formula.

    >>> as_csv([{"ref": "CS04", "description": "=1+1"}]).splitlines()
    ['ref,description', "CS04,'=1+1"]
    """
    stream = io.StringIO()
    if records:
        writer = csv.DictWriter(stream, list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _harmless(value) for key, value in record.items()} for record in records)
    return stream.getvalue()


def show_table(title: str, records: Sequence[Mapping[str, str]]) -> None:
    """Print records as tables, one for each kind; ratings in word and colour.

    A narrow window leaves out columns that explain, never one that says what is.
    """
    from rich.table import Table
    from rich.text import Text

    seen = OUT.rich.width
    for kind, members in groupby(records, key=lambda record: record.get("kind", "")):
        rows = list(members)
        widths = {
            key: _width(rows, key)
            for key in rows[0]
            if key not in _EXPLAINING and any(row[key] for row in rows)
        }
        for key in _LESS:
            if sum(widths.values()) > seen:
                widths.pop(key, None)
        table = Table(title=f"{title}: {kind}" if kind else title, title_justify="left")
        for key, width in widths.items():
            table.add_column(
                key.replace("_", "\n"), no_wrap=_is_short(rows, key), overflow="fold", min_width=width - 3
            )
        for row in rows:
            table.add_row(*(Text(row[key], style=_COLOURS.get(row[key], "")) for key in widths))
        # a figure cut short is another figure, so a table that is too wide still is printed whole
        OUT.rich.print(
            table, soft_wrap=False, width=max(seen, sum(widths.values()) + 1), no_wrap=True, crop=False
        )


def _is_short(rows: Sequence[Mapping[str, str]], key: str) -> bool:
    return all(len(row[key]) <= _FIGURE for row in rows)


def _width(rows: Sequence[Mapping[str, str]], key: str) -> int:
    """The least width of a column with its border: figures whole, texts in folds."""
    caption = max(map(len, key.split("_")))
    longest = max(len(row[key]) for row in rows)
    return 3 + max(caption, longest if _is_short(rows, key) else min(longest, _TEXT))


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in "=+@\t\r" and text else text
