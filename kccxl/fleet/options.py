"""The options of the commands that build, as the command line declares them; light, for every command loads them."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from kccxl.files.backup import KEPT

# Addresses are taken as text: a path would lose one of the strokes of s3://
Places = Annotated[
    list[str],
    typer.Argument(
        help="Workbooks, folders, patterns, or addresses such as s3://plans/.", metavar="WORKBOOK..."
    ),
]
Out = Annotated[
    str | None,
    typer.Option("--out", "-o", help="Folder, or file name ending in .xlsx, for dashboards of their own. "
                 "Without it, `build` writes the sheets into the workbook, `watch` beside it."),
]  # fmt: skip
Into = Annotated[Path | None, typer.Option("--into", help="Another workbook to write the sheets into.")]
Copy = Annotated[
    Path | None, typer.Option("--copy", help="File for a copy of the workbook with the sheets in it.")
]
BreakSignature = Annotated[
    bool, typer.Option("--break-signature", help="Write into a signed workbook; its signature is taken out.")
]
Force = Annotated[
    bool,
    typer.Option("--force", help="Replace a file kccxl did not make, or sheets edited since it made them."),
]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", min=0, help="How many workbooks at once; 0: as many as processors.")
]
Changed = Annotated[
    bool, typer.Option("--changed", help="Leave out workbooks whose dashboard is up to date already.")
]
Report = Annotated[
    Path | None,
    typer.Option("--report", help="Write a record of the run for an auditor, as .json or .xlsx."),
]
Html = Annotated[Path | None, typer.Option("--html", help="Write a summary that can be sent as an e-mail.")]
Log = Annotated[Path | None, typer.Option("--log", help="Add each event to this file, as a line of JSON.")]
Cluster = Annotated[
    str | None,
    typer.Option("--cluster", help="Build on the Dask cluster at this address.", metavar="ADDRESS"),
]
Made = Annotated[
    datetime | None,
    typer.Option(
        "--made", help="The time to print on the sheets; to write the same bytes as an earlier run."
    ),
]
Poll = Annotated[
    bool, typer.Option("--poll", help="Look every two seconds, on shares that tell nothing of changes.")
]


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
        return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)

    def repeated_by(self, made: datetime) -> str:
        """Return the command that writes the same bytes again from the same workbooks, wherever they go.

        >>> Options(["plans"], changed=True, log=Path("l.json")).repeated_by(datetime(2026, 11, 21, 6))
        'kccxl build plans --made 2026-11-21T06:00:00'
        """
        return replace(self, changed=False, report=None, html=None, log=None, made=made).command

    def settings(self) -> dict[str, Any]:
        """Return what decides how workbooks are built, for the record."""
        return {
            "written_to": self.out or self.into or self.copy or "the workbooks themselves",
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
