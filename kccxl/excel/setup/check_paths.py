"""Check the folders everything lies in: synchronised, on the network, with letters that macros do not read."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kccxl.excel.log import log_file
from kccxl.excel.setup.check_python import configured
from kccxl.excel.setup.checks import Check, fine, look, mend
from kccxl.excel.setup.machine import Machine

_SYNCHRONISED = re.compile(r"onedrive|sharepoint", re.IGNORECASE)
_LONGEST = 200  # of the 260 characters of a path on Windows, the rest is for packages
_STORE = "WindowsApps"


def check_paths(machine: Machine) -> Iterator[Check]:
    """Check the paths of Python and of Excel's start folder, and the folder of the log."""
    python = Path(configured(machine) or machine.interpreter) if machine.has_excel else machine.interpreter
    yield _path(machine, "Path of Python", python)
    if machine.has_excel:
        yield _path(machine, "Path of Excel's start folder", machine.start_folder)
    yield _log_folder(log_file().parent)


def _path(machine: Machine, name: str, path: Path) -> Check:
    shown = str(path)
    if machine.on_network(path):
        return look(name, f"{shown} lies on the network: slow, and gone without it",
                    r"Install Python and kccxl on this computer, such as in C:\kccxl.")  # fmt: skip
    if _SYNCHRONISED.search(shown):
        return look(name, f"{shown} is synchronised by OneDrive or SharePoint: files may be missing or locked",
                    r"Install outside of synchronised folders, such as in C:\kccxl.")  # fmt: skip
    if "://" in shown:
        return mend(name, f"{shown} is a web address", "Choose a folder on this computer.")
    return _letters(machine, name, shown)


def _letters(machine: Machine, name: str, shown: str) -> Check:
    try:
        shown.encode(machine.encoding)
    except UnicodeEncodeError:
        return mend(name, f"{shown} has letters that Excel's macros cannot read on this machine",
                    r"Install in a folder with plain letters, such as C:\kccxl.")  # fmt: skip
    special = sorted({letter for letter in shown if letter in "&'^%!" or not letter.isascii()})
    if special:
        return look(name, f"{shown} has {' '.join(special)}, which command lines may misread",
                    "If buttons do not start, install in a folder without them.")  # fmt: skip
    if _STORE in shown:
        return look(name, f"{shown} is Python from the Microsoft Store, which Excel may not be let start",
                    "If buttons do not start, install Python from python.org.")  # fmt: skip
    if len(shown) > _LONGEST:
        return look(name, f"{shown} has {len(shown)} characters", "Install in a folder with a shorter path.")
    if " " in shown:
        return fine(name, f"{shown} (its blanks do no harm)")
    return fine(name, shown)


def _log_folder(folder: Path) -> Check:
    name = "Log folder"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, probe = tempfile.mkstemp(dir=folder)
        os.close(handle)
        Path(probe).unlink()
    except OSError as fault:
        return look(name, f"{folder} cannot be written to ({fault.strerror})",
                    "Buttons work, but keep no log. Have IT let you write there.")  # fmt: skip
    return fine(name, str(folder))
