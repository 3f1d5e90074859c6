"""The machine an add-in is installed on: where Excel and xlwings look for their files, and what can be asked of it.

Sources: Microsoft, "Location of the XLStart folder"; xlwings, "User config" (its VBA reads the same places).
"""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kccxl.excel.setup.registry import Registry, no_registry, windows_registry

ADDIN = "kccxl.xlam"
"""What the add-in is called in Excel's start folder."""


class System(StrEnum):
    """Where kccxl runs."""

    WINDOWS = "Windows"
    MACOS = "macOS"
    OTHER = "neither Windows nor macOS"


@dataclass(frozen=True, slots=True)
class Machine:
    """What the installation depends on, so that tests can hand over another machine.

    ``encoding`` is that of the texts VBA reads. ``on_network`` tells whether a path lies on another computer.
    """

    system: System
    home: Path
    appdata: Path
    interpreter: Path
    encoding: str
    registry: Registry = no_registry
    on_network: Callable[[Path], bool] = lambda path: str(path).startswith(("\\\\", "//"))

    @property
    def has_excel(self) -> bool:
        """Whether desktop Excel runs on such a machine at all."""
        return self.system is not System.OTHER

    @property
    def start_folder(self) -> Path:
        """The folder from which Excel opens everything when it starts."""
        if self.system is System.MACOS:
            office = self.home / "Library" / "Group Containers" / "UBF8T346G9.Office"
            return office / "User Content.localized" / "Startup.localized" / "Excel"
        return self.appdata / "Microsoft" / "Excel" / "XLSTART"

    @property
    def addin(self) -> Path:
        """Where the add-in goes."""
        return self.start_folder / ADDIN

    @property
    def settings(self) -> Path:
        """The file of xlwings' settings for this user."""
        if self.system is System.MACOS:
            return self.home / "Library" / "Containers" / "com.microsoft.Excel" / "Data" / "xlwings.conf"
        return self.home / ".xlwings" / "xlwings.conf"

    @property
    def interpreter_key(self) -> str:
        """Under which setting xlwings looks for Python."""
        return "INTERPRETER_MAC" if self.system is System.MACOS else "INTERPRETER_WIN"

    @property
    def scripts_folder(self) -> Path:
        """Where Excel for the Mac looks for the script that starts Python for it."""
        return self.home / "Library" / "Application Scripts" / "com.microsoft.Excel"


def this_machine() -> Machine:
    """Return the machine kccxl runs on.

    >>> this_machine().addin.name
    'kccxl.xlam'
    """
    home = Path.home()
    interpreter = Path(sys.executable)
    if sys.platform == "win32":
        appdata = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
        return Machine(
            System.WINDOWS, home, appdata, interpreter, "mbcs", windows_registry, _on_network_drive
        )
    system = System.MACOS if sys.platform == "darwin" else System.OTHER
    return Machine(system, home, home / ".config", interpreter, locale.getpreferredencoding(False))


def _on_network_drive(path: Path) -> bool:
    """Whether a path lies on another computer: written so, or on a drive letter that stands for one."""
    if str(path).startswith("\\\\"):
        return True
    import ctypes

    remote = 4  # DRIVE_REMOTE
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it
    return bool(kernel.GetDriveTypeW(f"{path.drive}\\") == remote)
