"""Open the log of the buttons in the program the system has for texts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from kccxl.excel.log import log_file


def show_log() -> str:
    """Open the log; return where it is if nothing opens it."""
    path = log_file()
    if not path.exists():
        return f"There is no log yet. It will be written to:\n{path}"
    try:
        _open(path)
    except (OSError, subprocess.SubprocessError):
        return (
            "The log could not be opened. Next: open this file yourself, or send it to whoever looks after "
            f"kccxl:\n{path}"
        )
    return ""


def _open(path: Path) -> None:
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the log's own path
    else:
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        subprocess.run([opener, str(path)], check=True, capture_output=True, timeout=10)  # noqa: S603 - its own path
