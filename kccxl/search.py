"""Which workbooks are meant by the files, folders and patterns of a command, and what to call them in a list."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path, PurePath

from kccxl.errors import UsageError
from kccxl.files.backup import FOLDER, is_backup
from kccxl.files.own import is_own_output
from kccxl.files.safely import TEMPORARY
from kccxl.refresh import MADE_BY

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods"})
"""The endings of the files that are taken for workbooks in a folder."""

MARKS = "*?["
"""What makes a pattern of a name."""

_NO_WORKBOOKS = ("~$", TEMPORARY, ".")
_MOST_FOLDERS = 1000
"""In how many folders within one is looked for workbooks that are left out: a share may hold any number."""


def is_workbook(name: str) -> bool:
    """Whether a file name is that of an officer's workbook, and of no lock file, unfinished or hidden file.

    >>> [is_workbook(name) for name in ("plan.xlsx", "~$plan.xlsx", "._plan.xlsx", "8C2A.tmp", "notes.txt")]
    [True, False, False, False, False]
    """
    return PurePath(name).suffix.lower() in WORKBOOKS and not name.startswith(_NO_WORKBOOKS)


def find_workbooks(given: Sequence[Path]) -> list[Path]:
    """The workbooks meant: files as they are, all workbooks of a folder, and those that match a pattern.

    Excel's lock files, hidden and unfinished files, backups and kccxl's own dashboards are left out. Patterns are
    resolved here because the Windows command prompt does not; ``**`` stands for any folders.

    Raises:
        UsageError: a folder or pattern without any workbook.

    """
    found: list[Path] = []
    for path in given:
        folder, pattern = (path, "*") if path.is_dir() else _split(path)
        if not pattern:
            found.append(path)
            continue
        here = _workbooks_in(folder, pattern)
        if not here:
            raise UsageError(f"There is no workbook to build in {path}.")
        found += here
    return list(dict.fromkeys(found))


def left_within(given: Iterable[Path], found: Iterable[Path] = ()) -> list[Path]:
    """Return the folders given that hold folders with workbooks, those aside that were found some other way."""
    known = {path.absolute() for path in found}
    return [
        folder
        for folder in dict.fromkeys(given)
        if folder.is_dir() and any(path.absolute() not in known for path in _within(folder))
    ]


def told_apart(paths: Sequence[PurePath]) -> list[str]:
    """Return the names of files, each with as many of its folders as tell it from others of its name.

    >>> told_apart([PurePath("a.xlsx"), PurePath("in/b.xlsx"), PurePath("out/b.xlsx")]) == [
    ...     "a.xlsx", str(PurePath("in/b.xlsx")), str(PurePath("out/b.xlsx"))]
    True
    """
    lengths = [1] * len(paths)
    while True:
        names = [str(type(path)(*path.parts[-length:])) for path, length in zip(paths, lengths, strict=True)]
        met = Counter(names)
        longer = [at for at, name in enumerate(names) if met[name] > 1 and lengths[at] < len(paths[at].parts)]
        if not longer:
            return names
        for at in longer:
            lengths[at] += 1


def _split(path: Path) -> tuple[Path, str]:
    """Divide a pattern into the folder it starts from and the rest; of what is no pattern the rest is empty."""
    folder, parts = Path(path.anchor), path.parts[1:] if path.anchor else path.parts
    for at, part in enumerate(parts):
        here = folder / part
        # a bracket in the name of a folder that is there is a bracket
        if any(mark in part for mark in MARKS) and not here.exists():
            return folder, str(Path(*parts[at:]))
        folder = here
    return path, ""


def _workbooks_in(folder: Path, pattern: str) -> list[Path]:
    # unlike Path.glob this leaves hidden files and folders out
    names = glob.glob(pattern, root_dir=folder, recursive=True)  # noqa: PTH207
    paths = (path for name in names if is_workbook((path := folder / name).name))
    return sorted(path for path in _once(paths) if _is_theirs(path, folder))


def _once(paths: Iterable[Path]) -> list[Path]:
    """Keep of several ways to a file the shortest: links between folders may lead in circles."""
    shortest = sorted(paths, key=lambda path: (len(path.parts), path), reverse=True)
    return list({os.path.realpath(path.parent) + os.sep + path.name: path for path in shortest}.values())


def _is_theirs(path: Path, folder: Path) -> bool:
    """Whether a workbook is neither kccxl's own nor, unless their folder was named, one of the backups."""
    kept = path.parent != folder and (FOLDER in path.relative_to(folder).parts or is_backup(path))
    return not kept and not is_own_output(path, MADE_BY)


def _within(folder: Path) -> Iterator[Path]:
    """Yield workbooks in the folders within a folder."""
    for here, folders, files in islice(os.walk(folder), _MOST_FOLDERS):
        folders[:] = sorted(name for name in folders if name != FOLDER and not name.startswith("."))
        if Path(here) != folder:
            paths = (Path(here, name) for name in files if is_workbook(name))
            yield from (path for path in paths if _is_theirs(path, folder))
