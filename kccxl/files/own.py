"""Knows kccxl's own outputs by a custom document property, so that nobody else's file is ever replaced."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_CUSTOM = "docProps/custom.xml"
_LARGEST = 1 << 20
_DATES = re.compile(r"<dcterms:(created|modified)[^>]*>([^<]*)<")


def was_edited(path: Path) -> bool:
    """Whether a file has been saved again since it was made: whatever saves it, Excel too, notes a later date."""
    try:
        with zipfile.ZipFile(path) as package:
            dates = dict(_DATES.findall(package.read("docProps/core.xml").decode("utf-8")))
    except (OSError, KeyError, UnicodeDecodeError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return True
    return dates.get("created") != dates.get("modified")


def is_own_output(path: Path, name: str) -> bool:
    """Whether a file bears the custom document property ``name``; anything unreadable does not."""
    try:
        with zipfile.ZipFile(path) as package:
            info = package.getinfo(_CUSTOM)
            return info.file_size <= _LARGEST and f'name="{name}"'.encode() in package.read(info)
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False
