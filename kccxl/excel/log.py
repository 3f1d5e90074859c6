"""The log of the buttons: one small file in the folder where the system keeps the logs of a user's programs."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

_NAME = "kccxl.excel"
_BYTES, _KEPT = 512 * 1024, 3


def log_file() -> Path:
    """Return where the log is kept; the file need not exist yet.

    ``%LOCALAPPDATA%`` on Windows, ``~/Library/Logs`` on macOS, ``$XDG_STATE_HOME`` elsewhere.

    >>> log_file().name
    'buttons.log'
    """
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "kccxl" / "logs"
    elif sys.platform == "darwin":
        base = home / "Library" / "Logs" / "kccxl"
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "kccxl"
    return base / "buttons.log"


def open_log() -> logging.Logger:
    """Return the log; where its file cannot be written, a log that goes nowhere, for no button fails for that."""
    log = logging.getLogger(_NAME)
    log.propagate = False
    log.setLevel(logging.INFO)
    wanted = str(log_file().absolute())
    if [getattr(each, "baseFilename", "") for each in log.handlers] != [wanted]:
        close_log()
        log.addHandler(_handler(Path(wanted)))
    return log


def close_log() -> None:
    """Let go of the file."""
    log = logging.getLogger(_NAME)
    for handler in list(log.handlers):
        handler.close()
        log.removeHandler(handler)


def _handler(path: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8"
        )
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s  %(levelname)-7s  %(message)s"))
    return handler
