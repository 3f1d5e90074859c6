"""Knows kccxl's own outputs by a custom document property, so that nobody else's file is ever replaced."""

from __future__ import annotations

import zipfile
from pathlib import Path

_CUSTOM = "docProps/custom.xml"
_LARGEST = 1 << 20


def is_own_output(path: Path, name: str) -> bool:
    """Whether a file bears the custom document property ``name``; anything unreadable does not."""
    try:
        with zipfile.ZipFile(path) as package:
            info = package.getinfo(_CUSTOM)
            return info.file_size <= _LARGEST and f'name="{name}"'.encode() in package.read(info)
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False
