"""The record of a run: what was built from what, by which version, in which way, so that an auditor can repeat it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from kccxl import __version__
from kccxl.files.safely import swap_in
from kccxl.files.write import write_book
from kccxl.fleet import places
from kccxl.fleet.claims import RECORD
from kccxl.fleet.job import ERRORS, FILES, FINE, Done, Status
from kccxl.fleet.options import Options
from kccxl.interruption import STOPPED
from kccxl.refresh import MADE_BY
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.number_formats import padded
from kccxl.sheets.sheet import Book, Cell, ExcelTable, Page, Sheet, Span

_LIBRARIES = ("openpyxl", "pandas", "python-calamine", "XlsxWriter", "xlwings")
WORDS = {
    Status.BUILT: "Built",
    Status.UNCHANGED: "Unchanged",
    Status.PROBLEMS: "Errors to mend",
    Status.FAILED: "Failed",
}
"""What became of a workbook, in an officer's words."""

_MOST_ERRORS = 20
_SECONDS = replace(styles.FIGURE, number_format=padded("0.00"))
_COLUMNS = {
    "Workbook": 36,
    "Result": 16,
    "Output": 32,
    "Reports": 18,
    "Errors": 9,
    "Warnings": 10,
    "Notes": 8,
    "Seconds": 9,
    "What was found": 60,
    "Time on its sheets": 26,
    "SHA-256 of the workbook": 24,
    "SHA-256 of the output": 24,
}


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run: when it began, how it was called, how long it took, and what became of each workbook, in order.

    Args (fields):
        began: when it began.
        made: the time printed on its sheets; a run with the same time writes the same bytes.
        options: what it was asked to do.
        asked: how many workbooks were to have their turn.
        seconds: how long it took.
        done: what became of each that had it.
        stopped: whether it was stopped before all was done.
        folder: where the paths in the record start from.

    """

    began: datetime
    made: datetime
    options: Options
    asked: int
    seconds: float = 0.0
    done: Sequence[Done] = ()
    stopped: bool = False
    folder: str = field(default_factory=lambda: str(Path.cwd()))

    @property
    def counts(self) -> dict[str, int]:
        """How many workbooks came to what; every result is present."""
        met = Counter(each.status for each in self.done)
        return {status.value: met[status] for status in Status}

    @property
    def names(self) -> dict[str, str]:
        """What to call each workbook, by its place: its file name, with folders where others have the same."""
        sources = [each.source for each in self.done]
        return dict(zip(sources, places.told_apart(sources), strict=True))

    @property
    def code(self) -> int:
        """The exit code: 0 where all is fine, 3 where all failed as files, 1 where some did, 130 where stopped."""
        codes = {each.code for each in self.done}
        if self.stopped:
            return STOPPED
        if codes == {FILES}:
            return FILES
        return ERRORS if codes - {FINE} else FINE

    def as_json(self) -> dict[str, Any]:
        """Return the record for other programs."""
        import platform

        return {
            "began": self.began.isoformat(),
            "made": self.made.isoformat(),
            "command": self.options.command,
            "folder": self.folder,
            "repeated_by": self.options.repeated_by(self.made),
            "kccxl": __version__,
            "python": platform.python_version(),
            "system": platform.platform(),
            "libraries": versions(),
            "settings": self.options.settings(),
            "seconds": round(self.seconds, 3),
            "stopped": self.stopped,
            "asked": self.asked,
            "counts": self.counts,
            "exit_code": self.code,
            "workbooks": [_as_json(each, self.options) for each in self.done],
        }


def versions() -> dict[str, str]:
    """Return the versions of the libraries that read and write workbooks, as far as they are installed."""
    from importlib.metadata import PackageNotFoundError, version

    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def write_record(record: RunRecord, path: Path) -> None:
    """Write a record as ``.json`` or ``.xlsx``, whole or not at all.

    Raises:
        UnwritableFile: the file cannot be written.

    """
    with swap_in(path, make_folder=True) as beside:
        if path.suffix.lower() == ".json":
            beside.write_text(
                json.dumps(record.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
            )
        else:
            write_book(lay_out(record), beside)


def lay_out(record: RunRecord) -> Book:
    """Lay the record out as a workbook."""
    return Book(
        [_run_sheet(record), _workbook_sheet(record)],
        title="Record of a run",
        comments=f"Written by kccxl {__version__}.",
        created=record.began.replace(microsecond=0),
        properties={MADE_BY: __version__, "kccxl report": RECORD},
    )


def _run_sheet(record: RunRecord) -> Sheet:
    canvas = Canvas("Run", [34, 96])
    canvas.across("Record of a run", styles.TITLE, least=28)
    canvas.gap()
    told = record.as_json()
    rows = {
        "Began": f"{record.began:%d %B %Y at %H:%M:%S}",
        "Command": record.options.command,
        "Folder": record.folder,
        "To repeat it": told["repeated_by"],
        "kccxl": __version__,
        "Python": told["python"],
        "System": told["system"],
        **told["libraries"],
        **{name.capitalize().replace("_", " "): str(value) for name, value in told["settings"].items()},
        "Seconds": f"{record.seconds:.1f}",
        "Workbooks": f"{record.asked:,}",
        **{
            f"Workbooks: {WORDS[Status(name)].lower()}": f"{count:,}" for name, count in record.counts.items()
        },
        "Exit code": str(record.code),
    }
    if record.counts[Status.UNCHANGED]:
        rows["To repeat one unchanged"] = (
            "Build it with the time in the column “Time on its sheets” as --made."
        )
    if record.stopped:
        rows["Stopped"] = "before all was done"
    for name, text in rows.items():
        canvas.lay([Cell(name, styles.STRONG), Cell(text, styles.TEXT)])
    return canvas.finish()


def _workbook_sheet(record: RunRecord) -> Sheet:
    canvas = Canvas("Workbooks", list(_COLUMNS.values()))
    header = canvas.lay([Cell(name, styles.TABLE_HEADER_LEFT) for name in _COLUMNS], least=20)
    for each in record.done:
        told = "\n".join(filter(None, [each.message, *each.errors[:_MOST_ERRORS]]))
        problems = [each.problems.get(severity, 0) for severity in ("error", "warning", "note")]
        canvas.lay([
            Cell(each.source, styles.TEXT),
            Cell(WORDS[each.status], styles.STRONG),
            Cell(each.output or "", styles.TEXT),
            Cell(", ".join(each.reports), styles.TEXT),
            *(Cell(count, styles.COUNT) for count in problems),
            Cell(Decimal(f"{each.seconds:.2f}"), _SECONDS),
            Cell(told, styles.TEXT),
            Cell(each.made, styles.SMALL),
            Cell(each.input_sha256, styles.SMALL),
            Cell(each.output_sha256, styles.SMALL),
        ])  # fmt: skip
    sheet = canvas.finish(frozen=(header + 1, 1), page=Page(repeat=(header, header)))
    if not record.done:
        return sheet
    return replace(
        sheet, tables=[ExcelTable("Workbooks", Span(header, 0, canvas.row - 1, len(_COLUMNS) - 1))]
    )


def _as_json(done: Done, options: Options) -> dict[str, Any]:
    told = {
        "workbook": done.source,
        "status": done.status.value,
        "output": done.output,
        "message": done.message,
        "reports": list(done.reports),
        "problems": done.problems,
        "errors": done.errors[:_MOST_ERRORS],
        "input_sha256": done.input_sha256 or None,
        "output_sha256": done.output_sha256 or None,
        "seconds": done.seconds,
        "made": done.made or None,
    }
    if done.status is Status.UNCHANGED and done.output and done.made:
        told["repeated_by"] = options.repeated_alone(done.source, done.output, done.made)
    return told
