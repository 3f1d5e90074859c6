"""Unfinished files that a run left behind when it was ended by force: recognised by name, removed when a day old."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kccxl.files.safely import TEMPORARY

A_DAY = 24 * 60 * 60
"""After how many seconds nobody can still be writing an unfinished file."""


def remove_leavings(folders: Iterable[Path], *, now: float | None = None) -> list[Path]:
    """Remove unfinished files (``~kccxl-...``) older than a day from folders, and return them.

    Younger ones stay: another run may be writing them. What cannot be removed stays as well; it is in nobody's way.

    >>> remove_leavings([Path("no such folder")])
    []
    """
    oldest = (time.time() if now is None else now) - A_DAY
    removed = []
    for path in (each for folder in dict.fromkeys(folders) for each in folder.glob(f"{TEMPORARY}*")):
        with suppress(OSError):
            if path.is_file() and path.stat().st_mtime < oldest:
                path.unlink()
                removed.append(path)
    return removed
