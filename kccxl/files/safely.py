"""Put a finished file in place of an old one, in one step or not at all.

A file is first written beside its target, forced to the disk, then swapped in, so that a power cut, a full
disk or an exception leaves either the old file or the new one, never half of one. Sources: POSIX rename(),
Windows' MoveFileEx.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kccxl.errors import UnwritableFile
from kccxl.files.holders import holder_of

TEMPORARY = "~kccxl-"
"""How the names of unfinished files begin."""

_SHARING = frozenset({32, 33})
_TOO_LONG = frozenset({errno.ENAMETOOLONG, getattr(errno, "EFILENAME", errno.ENAMETOOLONG)})
_TOO_LONG_ON_WINDOWS = frozenset({123, 206})
_FULL_ON_WINDOWS = frozenset({39, 112})


@contextmanager
def swap_in(target: Path, *, make_folder: bool = False) -> Iterator[Path]:
    """Give a temporary path beside ``target`` to write to; put it in place when the block ends well.

    Where the target is a link, the file it leads to is replaced and the link kept. An existing file's
    permissions are kept. If the block raises anything, the temporary file is deleted and the target kept.

    Args:
        target: the file to make or replace.
        make_folder: create the target's folder where it is missing.

    Yields:
        A path in the same folder, with the same suffix, at which nothing exists yet.

    Raises:
        UnwritableFile: the target is open somewhere or read-only, no room is left, or its name is too long.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     plan = Path(folder, "plan.xlsx")
        ...     with swap_in(plan) as beside:
        ...         _ = beside.write_text("done")
        ...     plan.read_text(), len(list(Path(folder).iterdir()))
        ('done', 1)

    """
    with _explained(target, *target.absolute().parents, *target.parents):
        place = Path(os.path.realpath(target)) if target.is_symlink() else target
        _check(place, target, make_folder)
        beside = place.with_name(f"{TEMPORARY}{secrets.token_hex(8)}{place.suffix or '.xlsx'}")
    try:
        with _explained(target, place.parent, target.parent):
            yield beside
            _settle(beside, place)
            beside.replace(place)
            _sync_folder(place.parent)
    except BaseException:
        # Whatever ended the block is what has to be told, not that its leavings could not be removed.
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _check(place: Path, target: Path, make_folder: bool) -> None:
    """Find out before any work is done what would stop it at the end."""
    if place.is_dir():
        raise UnwritableFile(f"'{place.name}' cannot be written: it is a folder. Name a file in it.")
    if make_folder:
        place.parent.mkdir(parents=True, exist_ok=True)
    if not place.parent.is_dir():
        raise UnwritableFile(
            f"'{place.name}' cannot be written: the folder '{place.parent}' does not exist. Create it, or "
            "choose another folder."
        )
    if holder := holder_of(place) or holder_of(target):
        raise UnwritableFile(
            f"'{place.name}' cannot be written: {holder} has it open. Close it there and try again, or "
            f"choose another name. If nobody has it open, delete '{holder.lock.name}' beside it."
        )
    if place.exists() and not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, "read-only", str(place))


def _settle(beside: Path, place: Path) -> None:
    """Force the new file to the disk, with the permissions of the one it replaces."""
    if not beside.exists():
        raise UnwritableFile(f"'{place.name}' was not written: nothing was made to put in its place.")
    with contextlib.suppress(FileNotFoundError):
        beside.chmod(stat.S_IMODE(place.stat().st_mode))
    with beside.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the swap itself last; not every system and disk can, and the file is in place by now."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _explained(target: Path, *folders: Path) -> Iterator[None]:
    """Turn the system's words for why a file cannot be written into an officer's."""
    try:
        yield
    except OSError as error:
        # What the block read elsewhere is not a matter of the target.
        if isinstance(error.filename, str) and Path(error.filename).parent not in folders:
            raise
        name = target.name if len(target.name) <= 80 else f"{target.name[:70]}..."
        raise UnwritableFile(f"'{name}' cannot be written: {_reason(error, target)}") from error


def _reason(error: OSError, target: Path) -> str:
    code = getattr(error, "winerror", None)
    if code in _SHARING:
        return "another program has it open, most likely Excel. Close it there and try again."
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)) or code in _FULL_ON_WINDOWS:
        return f"there is no room left in '{target.parent}'. Free some, or choose another disk."
    if error.errno in _TOO_LONG or code in _TOO_LONG_ON_WINDOWS:
        return "its name, with all folders above it, is too long. Choose a shorter one."
    if error.errno == errno.EROFS:
        return f"'{target.parent}' is read-only. Choose another folder."
    if isinstance(error, PermissionError):
        return (
            "you may not write there, the file is read-only, or another program has it open. Close it in "
            f"Excel, check that you may save files in '{target.parent}', or choose another folder."
        )
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"a file stands where the folder '{target.parent}' should be. Choose another folder."
    if isinstance(error, FileNotFoundError):
        return f"the folder '{target.parent}' is no longer there. Create it, or choose another folder."
    return f"the system says '{error.strerror or error}'. Choose another folder, or try again later."
