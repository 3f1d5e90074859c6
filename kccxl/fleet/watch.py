"""Rebuild workbooks as they are saved: notice, wait until the file is whole, leave lock and unfinished files alone."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kccxl.files.own import is_own_output
from kccxl.fleet.job import digest_of
from kccxl.refresh import MADE_BY
from kccxl.search import is_workbook

QUIET = 1.0
"""For how many seconds a file must not have changed before it is taken as written."""

PATIENCE = 60.0
"""After how many seconds without change a file that has no proper end is handed on: building it says what is wrong."""

_TICK = 250
_POLL = 2000


@dataclass(slots=True)
class _Seen:
    """A file that is waited for: its size and date, and since when it has had them."""

    state: tuple[int, int] | None
    since: float


def saved(
    batches: Iterable[Iterable[Path]],
    *,
    quiet: float = QUIET,
    patience: float = PATIENCE,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Path]:
    """Yield each workbook that was saved with new contents, once it is whole.

    Args:
        batches: paths that changed, as they are noticed; empty ones let time pass.
        quiet: for how many seconds a file must not have changed.
        patience: for how many seconds a file without a proper end is waited for.
        clock: for tests.

    Excel saves under another name and renames, so that a file vanishes and comes back; other programs write in
    place, and a copy over a network grows slowly. Own dashboards in the folder are no workbooks.

    """
    waiting: dict[Path, _Seen] = {}
    known: dict[Path, str] = {}
    for batch in batches:
        for path in (each for each in batch if is_workbook(each.name)):
            waiting[path] = _Seen(_state(path), clock())
        for path in sorted(waiting):
            if not _has_settled(path, waiting[path], clock(), quiet, patience):
                continue
            del waiting[path]
            digest = digest_of(path)
            if digest and known.get(path) != digest and not is_own_output(path, MADE_BY):
                known[path] = digest
                yield path


def noticed(folder: Path, *, stop: Callable[[], bool], poll: bool = False) -> Iterator[set[Path]]:
    """Yield the paths in a folder that changed, as they change, and every quarter of a second an empty set.

    A path begins as the folder was named, so that a workbook has one name from beginning to end.

    Args:
        folder: the folder; those within it are not watched.
        stop: asked all the time.
        poll: look every two seconds rather than wait to be told; some network shares tell nothing.

    """
    from watchfiles import watch

    changes = watch(
        folder,
        recursive=False,
        watch_filter=None,
        yield_on_timeout=True,
        rust_timeout=_TICK,
        force_polling=poll,
        poll_delay_ms=_POLL,
    )
    for found in changes:
        if stop():
            return
        yield {folder / Path(path).name for _, path in found}


def _has_settled(path: Path, seen: _Seen, now: float, quiet: float, patience: float) -> bool:
    state = _state(path)
    if state != seen.state:
        seen.state, seen.since = state, now
        return False
    rested = now - seen.since
    return rested >= quiet and (state is None or rested >= patience or _is_whole(path))


def _state(path: Path) -> tuple[int, int] | None:
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_size, about.st_mtime_ns


def _is_whole(path: Path) -> bool:
    """Whether a file can be opened and, where it is zipped, ends as it should."""
    try:
        with path.open("rb") as file:
            start = file.read(2)
        return not b"PK".startswith(start) or zipfile.is_zipfile(path)
    except OSError:
        return False
