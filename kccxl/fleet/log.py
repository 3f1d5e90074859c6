"""The log of a run as JSON lines: one event a line, flushed as it happens, for whoever watches the scheduler."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from kccxl.errors import UnwritableFile
from kccxl.fleet.job import Done

_FIRST = ("time", "event")
"""What every line begins with."""

_LONGEST = 1 << 20


class Log:
    """Writes events; without a file it writes none.

    >>> Log(None).say("begun", workbooks=3)
    """

    def __init__(self, stream: IO[str] | None) -> None:
        self._stream = stream

    def say(self, event: str, **more: Any) -> None:
        """Write one event with the time in UTC."""
        if self._stream is None:
            return
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = {**dict(zip(_FIRST, (now, event), strict=True)), **more}
        self._stream.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
        self._stream.flush()

    def done(self, done: Done) -> None:
        """Write what became of a workbook."""
        self.say(
            done.status.value,
            workbook=done.source,
            output=done.output,
            message=done.message,
            problems=done.problems,
            errors=done.errors,
            seconds=done.seconds,
        )


def is_log(path: Path) -> bool:
    """Whether a file is a log of kccxl's, by its first line; an empty one is nobody's.

    >>> is_log(Path("no such file.jsonl"))
    False
    """
    try:
        with path.open("rb") as file:
            first = file.readline(_LONGEST)
        line = json.loads(first) if first.strip() else dict.fromkeys(_FIRST)
    except (OSError, ValueError):
        return False
    return isinstance(line, dict) and tuple(line)[: len(_FIRST)] == _FIRST


@contextmanager
def opened(path: Path | None) -> Iterator[Log]:
    """Open a log to add to; runs that follow one another share a file.

    Raises:
        UnwritableFile: it cannot be written.

    """
    if path is None:
        yield Log(None)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("a", encoding="utf-8")
    except OSError as fault:
        raise UnwritableFile(
            f"The log '{path}' cannot be written ({fault.strerror or fault}). Choose another --log file."
        ) from fault
    with stream:
        yield Log(stream)
