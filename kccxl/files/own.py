"""Knows kccxl's own outputs by a custom document property, so that nobody else's file is ever replaced."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from html import unescape
from pathlib import Path
from typing import IO

_CUSTOM = "docProps/custom.xml"
_LARGEST = 1 << 20
_DATES = re.compile(r"<dcterms:(created|modified)[^>]*>([^<]*)<")
_TEXTS = re.compile(r'<property [^>]*?name="([^"]*)"[^>]*>\s*<vt:lpwstr>([^<]*)<')
# all that zipfile raises at one damaged place or another
_NOT_READ = (
    OSError,
    KeyError,
    ValueError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
)


def was_edited(path: Path | IO[bytes]) -> bool:
    """Whether a file has been saved again since it was made: whatever saves it, Excel too, notes a later date."""
    try:
        with zipfile.ZipFile(path) as package:
            dates = dict(_DATES.findall(package.read("docProps/core.xml").decode("utf-8")))
    except _NOT_READ:
        return True
    return dates.get("created") != dates.get("modified")


def is_own_output(path: Path | IO[bytes], name: str) -> bool:
    """Whether a file bears the custom document property ``name``; anything unreadable does not."""
    return f'name="{name}"' in _custom(path)


def noted_in(path: Path | IO[bytes]) -> dict[str, str]:
    """Return the custom document properties of a file that are texts; anything unreadable has none.

    >>> noted_in(Path("no such file.xlsx"))
    {}
    """
    return {unescape(name): unescape(text) for name, text in _TEXTS.findall(_custom(path))}


def _custom(path: Path | IO[bytes]) -> str:
    """Read the one part that holds them: neither the sheets nor the rest of the file are touched."""
    try:
        with zipfile.ZipFile(path) as package:
            info = package.getinfo(_CUSTOM)
            return package.read(info).decode("utf-8") if info.file_size <= _LARGEST else ""
    except _NOT_READ:
        return ""
