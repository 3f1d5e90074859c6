"""Know the copies of workbooks that kccxl made, so that no file of anybody else's is replaced by one."""

from __future__ import annotations

from pathlib import Path

from kccxl.errors import FileError, KccError, UsageError
from kccxl.files.graft_marks import MARK, Mark, Origin, read_mark
from kccxl.files.graft_refusals import open_original
from kccxl.files.graft_workbook import WorkbookPart
from kccxl.files.read import load_file


def check_name(copy: Path, source: Path) -> None:
    """Stop at a name that no copy of a workbook can have.

    Raises:
        UsageError: the copy would be the workbook itself, or of another ending, so that Excel would not open it.

    """
    if copy.resolve() == source.resolve():
        raise UsageError(
            f"{copy} is the workbook itself. Leave --copy out to write the sheets into it, or name another file."
        )
    if copy.suffix.lower() != source.suffix.lower():
        raise UsageError(
            f"A copy of {source.name} must end in {source.suffix} as the workbook does, or Excel will not open it. "
            f"Call it {copy.with_suffix(source.suffix).name}."
        )


def refuse_foreign_copy(copy: Path, origin: Origin, *, force: bool) -> None:
    """Leave alone a file that is no copy made by kccxl of this very workbook; ``force`` replaces it.

    Args:
        copy: where the copy is to go.
        origin: the workbook it is a copy of, as seen from there.
        force: replace whatever is there.

    Raises:
        FileError: such a file is there.

    """
    if not force and is_there(copy) and not any(mark.origin == origin for mark in marks_in(copy)):
        raise FileError(
            f"{copy} exists and was not made by kccxl as a copy of this workbook, so it was left alone. Choose "
            "another name with --copy, or replace it with --force; what it holds now is then kept as a backup."
        )


def is_there(path: Path) -> bool:
    """Whether a file is there; of a name no file can have, writing will speak."""
    try:
        return path.exists()
    except OSError:
        return False


def marks_in(path: Path) -> list[Mark]:
    """Return the marks of the sheets that kccxl put into a file; a file that is no workbook has none."""
    try:
        workbook = WorkbookPart(open_original(load_file(path), path.name))
    except KccError:
        return []
    found = (read_mark(name.markup) for name in workbook.names if name.name == MARK)
    return [mark for mark in found if mark]
