"""Read settings and policies of Office and Windows from the registry; nothing is ever written there."""

from __future__ import annotations

import sys
from typing import Protocol


class Registry(Protocol):
    r"""Answers what stands under a name of a key, such as ``HKCU\Software\...``; None where there is nothing."""

    def __call__(self, key: str, name: str) -> str | int | None:
        """Return the value."""
        ...


def no_registry(key: str, name: str) -> str | int | None:
    """The registry of a machine that has none.

    >>> no_registry("HKCU", "Name") is None
    True
    """
    del key, name
    return None


def windows_registry(key: str, name: str) -> str | int | None:
    """The registry of Windows; what this user may not read counts as not there."""
    if sys.platform != "win32":
        return None
    import winreg

    root, _, path = key.partition("\\")
    hive = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}[root]
    try:
        # Office of 32 bits writes to a part of its own unless the whole registry is asked for
        with winreg.OpenKey(hive, path, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
            found, _ = winreg.QueryValueEx(opened, name)
    except OSError:
        return None
    return found if isinstance(found, str | int) else None
