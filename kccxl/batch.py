"""Workbooks on disk through the one use case: read, refresh, write beside, swap in."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from kccxl.errors import FileError, KccError, WorkbookError
from kccxl.files.holders import holder_of
from kccxl.files.own import is_own_output, noted_in, was_edited
from kccxl.files.read import read_workbook
from kccxl.files.safely import swap_in
from kccxl.refresh import MADE_BY, Refreshed, compute, refresh
from kccxl.sheets.sheet import Book
from kccxl.tables.grid import uncollected
from kccxl.tables.totals import Casting, find_castings

INPUT, SETTINGS = "kccxl input", "kccxl settings"
"""The document properties that tell what an output was made from: the workbook's SHA-256, and all else that counts."""

REPORTS, PROBLEMS = "kccxl report", "kccxl problems"
"""Those that tell what the workbook holds: the names of its reports, and how many problems of which severity."""

_NONE = "none"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one workbook: the output written, or why there is none; ``remark`` is worth a look either way."""

    source: Path
    output: Path | None = None
    refreshed: Refreshed | None = None
    failure: KccError | None = None
    remark: str = ""

    @property
    def told(self) -> list[str]:
        """What else an officer should know of what was written, a line each."""
        return []


def results_of(path: Path) -> Refreshed:
    """Read and compute one workbook.

    Raises:
        FileError: the workbook cannot be read.

    """
    return compute(read_workbook(path), path.name)


def castings_of(path: Path) -> list[Casting]:
    """Find and re-add every total of one workbook.

    Raises:
        FileError: the workbook cannot be read.

    """
    return [casting for grid in read_workbook(path) for casting in find_castings(grid)]


def said_of(found: Refreshed) -> dict[str, str]:
    """What a later run that leaves a workbook out says of it all the same, under ``REPORTS`` and ``PROBLEMS``."""
    met = Counter(problem.severity.value for problem in found.problems)
    problems = ", ".join(f"{severity} {count}" for severity, count in met.items())
    return {REPORTS: ", ".join(found.names), PROBLEMS: problems or _NONE}


def read_said(noted: Mapping[str, str]) -> tuple[tuple[str, ...], dict[str, int]]:
    """Return the reports and the number of problems by severity that ``said_of`` noted.

    >>> read_said({"kccxl report": "capital, savings", "kccxl problems": "warning 3, note 1"})
    (('capital', 'savings'), {'warning': 3, 'note': 1})
    """
    pairs = [each.split() for each in noted[PROBLEMS].split(", ") if each != _NONE]
    return tuple(noted[REPORTS].split(", ")), {severity: int(count) for severity, count in pairs}


def is_up_to_date(output: Path | IO[bytes], digest: str, recipe: str) -> bool:
    """Whether an output is there, was made from a workbook of this SHA-256 in this way, and not edited since."""
    noted = noted_in(output)
    made_so = (noted.get(INPUT), noted.get(SETTINGS)) == (digest, recipe) and PROBLEMS in noted
    return bool(digest) and made_so and not was_edited(output)


def build(
    source: Path,
    output: Path,
    *,
    made: datetime,
    force: bool = False,
    recipe: Mapping[str, str] | None = None,
) -> Outcome:
    """Build one dashboard; a failure is part of the outcome, so that the next workbook gets its turn.

    ``force`` replaces an output that kccxl did not make. An existing output survives every failure. ``recipe`` is
    noted in the output's document properties, under ``INPUT`` and ``SETTINGS``, for ``is_up_to_date`` to compare.
    """
    with uncollected():
        return _built(source, output, made, force, recipe or {})


def _built(source: Path, output: Path, made: datetime, force: bool, recipe: Mapping[str, str]) -> Outcome:
    try:
        refuse_foreign(output, force=force)
        remark = open_remark(source)
        refreshed = refresh(read_workbook(source), source.name, made=made, file=path_between(output, source))
        if refreshed.book is None:
            kept = f" The earlier {output} was left as it was." if _exists(output) else ""
            failure = WorkbookError(f"{source.name} holds errors, so no dashboard was written.{kept}")
            return Outcome(source, None, refreshed, failure, remark)
        properties = {**refreshed.book.properties, **said_of(refreshed), **recipe}
        write(replace(refreshed.book, properties=properties), output)
        return Outcome(source, output, refreshed, remark=remark)
    except KccError as fault:
        return Outcome(source, failure=fault)


def refuse_foreign(output: Path, *, force: bool) -> None:
    """Leave alone an output that kccxl did not make, or that was edited since; ``force`` replaces it.

    Raises:
        FileError: such a file is there.

    """
    if force or not _exists(output):
        return
    if not is_own_output(output, MADE_BY):
        raise FileError(
            f"{output} exists and was not made by kccxl, so it was left alone. "
            "Choose another name with --out, or replace it with --force."
        )
    if was_edited(output):
        raise FileError(
            f"{output} has been edited since kccxl wrote it, so it was left alone. "
            "Choose another name with --out, or replace it, edits included, with --force."
        )


def _exists(path: Path) -> bool:
    """Whether a file is there; of a name no file can have, writing will speak."""
    try:
        return path.exists()
    except OSError:
        return False


def open_remark(source: Path) -> str:
    """Say that a workbook is open, for what is not saved in Excel cannot be in the dashboard."""
    try:
        holder = holder_of(source)
    except OSError:
        return ""  # a folder that cannot be looked into hides who has the workbook open, and nothing else
    if holder is None:
        return ""
    return f"{source.name} is open ({holder}). What is not saved yet is not in the dashboard: save, and build again."


def path_between(output: Path, source: Path) -> str:
    """The path from an output's folder to its workbook; the whole path where they are on different drives."""
    try:
        return os.path.relpath(source.resolve(), output.resolve().parent)
    except ValueError:
        return str(source.resolve())


def write(book: Book, output: Path) -> None:
    """Write sheets to a file, whole or not at all.

    Raises:
        UnwritableFile: the file is open in Excel, the folder is read-only, no room is left.

    """
    from kccxl.files.write import write_book

    with swap_in(output, make_folder=True) as temporary:
        write_book(book, temporary)
