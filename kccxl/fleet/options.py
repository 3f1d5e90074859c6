"""The options of the commands that build, as the command line declares them; light, for every command loads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from kccxl.arguments import BACKUPS, KEEP, PATH, Command
from kccxl.console import typed
from kccxl.files.backup import KEPT

# Addresses are taken as text: a path would lose one of the strokes of s3://
PLACES = click.argument(
    "given", metavar="WORKBOOK...", nargs=-1, required=True,
    help="Workbooks, folders, patterns, or addresses such as s3://plans/.",
)  # fmt: skip
OUT = click.option(
    "--out", "-o", metavar="PLACE", help="Folder, or file name ending in .xlsx, for dashboards of their own. "
    "Without it, `build` writes the sheets into the workbook, `watch` beside it.",
)  # fmt: skip
INTO = click.option("--into", type=PATH, help="Another workbook to write the sheets into.")
COPY = click.option("--copy", type=PATH, help="File for a copy of the workbook with the sheets in it.")
BREAK_SIGNATURE = click.option(
    "--break-signature", is_flag=True, help="Write into a signed workbook; its signature is taken out."
)
FORCE = click.option(
    "--force", is_flag=True, help="Replace a file kccxl did not make, or sheets edited since it made them."
)
JOBS = click.option(
    "--jobs", "-j", type=click.IntRange(min=0), default=1, show_default=True,
    help="How many workbooks at once; 0: as many as processors.",
)  # fmt: skip
CHANGED = click.option(
    "--changed", is_flag=True, help="Leave out workbooks whose dashboard is up to date already."
)
REPORT = click.option(
    "--report", type=PATH, help="Write a record of the run for an auditor, as .json or .xlsx."
)
HTML = click.option("--html", type=PATH, help="Write a summary that can be sent as an e-mail.")
LOG = click.option("--log", type=PATH, help="Add each event to this file, as a line of JSON.")
CLUSTER = click.option("--cluster", metavar="ADDRESS", help="Build on the Dask cluster at this address.")
TIMES = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f")
MADE = click.option(
    "--made", metavar="TIME", type=click.DateTime(TIMES),
    help="The time to print on the sheets; to write the same bytes as an earlier run.",
)  # fmt: skip
POLL = click.option(
    "--poll", is_flag=True, help="Look every two seconds, on shares that tell nothing of changes."
)


def all_of_build(command: Command) -> Command:
    """Give a command the arguments and options of a build, by the names of the fields of ``Options``."""
    for option in (MADE, CLUSTER, LOG, HTML, REPORT, CHANGED, JOBS, KEEP, BACKUPS, BREAK_SIGNATURE, FORCE, COPY, INTO,
                   OUT, PLACES):  # fmt: skip
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Options:
    """What a run was asked to do.

    >>> Options(["plans"], jobs=2, changed=True).command
    'kccxl build plans --jobs 2 --changed'
    """

    given: Sequence[str]
    out: str | None = None
    force: bool = False
    jobs: int = 1
    changed: bool = False
    report: Path | None = None
    html: Path | None = None
    log: Path | None = None
    cluster: str | None = None
    made: datetime | None = None
    quiet: bool = False
    into: Path | None = None
    copy: Path | None = None
    break_signature: bool = False
    backups: Path | None = None
    keep: int = KEPT

    @property
    def command(self) -> str:
        """The command as one would type it."""
        words = ["kccxl", "build", *self.given]
        for name, value in self._told().items():
            flag = f"--{name}"
            words += [flag] if value is True else [flag, str(value)]
        return typed(words)

    def repeated_by(self, made: datetime) -> str:
        """Return the command that writes the same bytes again from the same workbooks, wherever they go.

        >>> Options(["plans"], changed=True, log=Path("l.json")).repeated_by(datetime(2026, 11, 21, 6))
        'kccxl build plans --made 2026-11-21T06:00:00'
        """
        return replace(self, changed=False, report=None, html=None, log=None, made=made).command

    def repeated_alone(self, source: str, output: str, made: str) -> str:
        """Return the command that writes the output of one workbook again that an earlier run had made.

        >>> Options(["plans"], out="out").repeated_alone("plans/a.xlsx", "out/a dashboard.xlsx", "2026-11-20T06:00:00")
        "kccxl build plans/a.xlsx --out 'out/a dashboard.xlsx' --made 2026-11-20T06:00:00"
        """
        own = self.into is None and output != source
        alone = replace(self, given=[source], out=output if own else None, jobs=1, cluster=None)
        return alone.repeated_by(datetime.fromisoformat(made))

    def settings(self) -> dict[str, Any]:
        """Return what decides how workbooks are built, for the record."""
        return {
            "written_to": str(self.out or self.into or self.copy or "the workbooks themselves"),
            "force": self.force,
            "break_signature": self.break_signature,
            "changed": self.changed,
            "jobs": self.jobs,
            "cluster": self.cluster or "none",
        }

    def _told(self) -> dict[str, Any]:
        """The options given, in the form they are typed."""
        names = ("out", "into", "copy", "force", "break_signature", "backups", "jobs", "changed", "report", "html",
                 "log", "cluster")  # fmt: skip
        told = {
            name.replace("_", "-"): getattr(self, name)
            for name in names
            if getattr(self, name) not in (None, False)
        }
        if self.jobs == 1:
            del told["jobs"]
        return told | ({"made": self.made.isoformat()} if self.made else {})
