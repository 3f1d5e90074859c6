"""Starts the command line so that Ctrl-C ends it quietly at any moment, be it while modules are being loaded."""

from __future__ import annotations

import os
import sys

try:
    import signal

    from kccxl.interruption import STOPPED, is_loading
except KeyboardInterrupt:
    os._exit(130)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType


def main() -> None:
    """Run the command line."""
    signal.signal(signal.SIGINT, _interrupt)
    try:
        from kccxl.cli import main as run

        run()
    except KeyboardInterrupt:
        _leave()
    except SystemExit as ended:
        # all is done and the exit code known: closing down is not broken off
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if ended.code == STOPPED:
            _leave()
        raise


def _interrupt(number: int, frame: FrameType | None) -> None:
    del number
    if is_loading(frame):
        os._exit(STOPPED)  # there is nothing to clear up yet
    raise KeyboardInterrupt


def _leave() -> None:
    """End with this very code: Python takes back one that follows an interruption met in code made as it ran."""
    from contextlib import suppress

    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody may be reading any more
            stream.flush()
    os._exit(STOPPED)
