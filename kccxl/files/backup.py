"""Keep what a workbook was before kccxl wrote into it, and bring it back.

A backup is a copy of the whole file, made before the new one is swapped in. Beside it stands a note of what was
written then, so that undoing never throws away what an officer has done since, and two runs can be compared.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kccxl import __version__
from kccxl.errors import FileError, UnreadableFile
from kccxl.files.safely import swap_in

FOLDER = "kccxl backups"
"""The folder beside a workbook in which its backups are kept, unless another is named."""

KEPT = 10
"""How many backups of a workbook are kept."""

_STAMP = "%Y-%m-%d %H.%M.%S"
_NOTE = ".json"
_MARK = " – "


@dataclass(frozen=True, slots=True)
class Backups:
    """Where the backups of workbooks go, and how many of each are kept.

    Args (fields):
        folder: None: a folder ``kccxl backups`` beside each workbook.
        kept: the oldest beyond this number are deleted; at least 1.

    """

    folder: Path | None = None
    kept: int = KEPT

    def of(self, workbook: Path) -> Path:
        """The folder for the backups of one workbook."""
        if self.folder is None:
            return workbook.absolute().parent / FOLDER
        # workbooks of one name from several folders keep apart
        home = workbook.absolute().parent
        return self.folder / f"{home.name} {_digest(str(home.resolve()).encode())[:8]}"

    def list(self, workbook: Path) -> list[Path]:
        """The backups of a workbook, the latest last."""
        start = f"{workbook.stem}{_MARK}"
        dated = [
            (made, path)
            for path in _beginning(self.of(workbook), start)
            if path.suffix == workbook.suffix and (made := _made(path.stem[len(start) :]))
        ]
        return [path for _, path in sorted(dated)]


@contextmanager
def backed_up(
    workbook: Path, backups: Backups, now: datetime, noted: Mapping[str, Any] | None = None
) -> Iterator[Path]:
    """Keep a copy of a workbook while the block replaces it; if the block fails, the copy goes again.

    Args:
        workbook: the file that is about to be replaced.
        backups: where to and how many.
        now: for the backup's name.
        noted: what else of this run goes into the note.

    Yields:
        The backup.

    Raises:
        UnwritableFile: the copy cannot be made; nothing has been replaced then.

    """
    copy = _free_name(backups.of(workbook), workbook, now)
    with swap_in(copy, make_folder=True) as beside:
        # copied by hand: what shutil says of a full disk names the file that was read
        beside.write_bytes(workbook.read_bytes())
        shutil.copystat(workbook, beside)
    try:
        yield copy
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    _note(copy, workbook, noted or {})
    _prune(backups, workbook)


def undo(workbook: Path, backups: Backups, now: datetime, *, force: bool = False) -> tuple[Path, Path | None]:
    """Bring back the last backup of a workbook.

    Args:
        workbook: the file to bring back; it may have been deleted since.
        backups: where its backups are.
        now: for the name of what is kept.
        force: also where the workbook has been changed since kccxl wrote it; what it holds now is kept beside it.

    Returns:
        The backup that was brought back, which is one no longer, and the copy of what it replaced where that
        had been changed.

    Raises:
        UnreadableFile: there is no backup.
        FileError: the workbook has been changed since, and ``force`` is not given.
        UnwritableFile: the workbook cannot be replaced.

    """
    found = backups.list(workbook)
    if not found:
        raise UnreadableFile(
            f"There is no backup of '{workbook.name}' in '{backups.of(workbook)}', so nothing was undone."
        )
    last, kept = found[-1], None
    if workbook.exists() and _changed_since(workbook, last):
        if not force:
            raise FileError(
                f"'{workbook.name}' has been changed since kccxl wrote into it on {run_said(last, workbook)}, and undoing "
                "would lose the changes. With --force it is undone all the same, and what it holds now is kept beside it."
            )
        kept = _free_name(workbook.absolute().parent, workbook, now, " before undo")
        shutil.copy2(workbook, kept)
    with swap_in(workbook) as beside:
        beside.write_bytes(
            last.read_bytes()
        )  # dated now, so that whatever copies files elsewhere sees the change
    for path in (last, last.with_name(last.name + _NOTE)):
        path.unlink(missing_ok=True)
    return last, kept


def as_written(workbook: Path, backups: Backups) -> Mapping[str, Any] | None:
    """Return what a workbook was made from, where it is to the byte what this version of kccxl wrote into it last."""
    found = backups.list(workbook)
    if not found or not workbook.exists() or _changed_since(workbook, found[-1]):
        return None
    note = note_of(found[-1])
    return note.get("made_from", {}) if note.get("kccxl") == __version__ else None


def is_backup(path: Path) -> bool:
    """Whether a file is a backup, by its name and the note beside it; by its folder alone nobody can tell.

    >>> is_backup(Path("plan.xlsx"))
    False
    """
    _, mark, stamp = path.stem.rpartition(_MARK)
    return bool(mark and _made(stamp)) and path.with_name(path.name + _NOTE).exists()


def note_of(backup: Path) -> dict[str, Any]:
    """Return what was noted of the run that made a backup; a note that is lost or garbled says nothing."""
    try:
        note = json.loads(backup.with_name(backup.name + _NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def _changed_since(workbook: Path, backup: Path) -> bool:
    """Whether a workbook is no longer what kccxl wrote when it made the backup; without a note it may be."""
    try:
        return note_of(backup).get("written") != _digest(workbook.read_bytes())
    except OSError:
        return True


def run_said(backup: Path, workbook: Path) -> str:
    """When the run was that made a backup, in words.

    >>> run_said(Path("July – 2026-11-21 09.00.05.xlsx"), Path("July.xlsx"))
    '21 November 2026 at 09:00:05'
    """
    found = _made(backup.stem[len(workbook.stem) + len(_MARK) :])
    return f"{found[0].day} {found[0]:%B %Y} at {found[0]:%H:%M:%S}" if found else "an earlier day"


def _note(copy: Path, workbook: Path, noted: Mapping[str, Any]) -> None:
    note = {
        "workbook": str(workbook.absolute()),
        "written": _digest(workbook.read_bytes()),
        "kccxl": __version__,
        **noted,
    }
    copy.with_name(copy.name + _NOTE).write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")


def _prune(backups: Backups, workbook: Path) -> None:
    for old in backups.list(workbook)[: -max(backups.kept, 1)]:
        for path in (old, old.with_name(old.name + _NOTE)):
            path.unlink(missing_ok=True)


def _free_name(folder: Path, workbook: Path, now: datetime, more: str = "") -> Path:
    """A name behind all those of the same second; one that was given up in between is not taken again."""
    start = f"{workbook.stem}{_MARK}"
    names = [path.stem.removesuffix(more)[len(start) :] for path in _beginning(folder, start)]
    taken = [made[1] for name in names if (made := _made(name)) and made[0] == now.replace(microsecond=0)]
    again = f" {max(taken) + 1}" if taken else ""
    return folder / f"{start}{now:{_STAMP}}{again}{more}{workbook.suffix}"


def _beginning(folder: Path, start: str) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.startswith(start)] if folder.is_dir() else []


def _made(text: str) -> tuple[datetime, int] | None:
    """Read when a backup was made, and which of that second it is, from the end of its name."""
    try:
        stamp = datetime.strptime(text[:19], _STAMP)
        return stamp, int(text[19:] or 1)
    except ValueError:
        return None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
