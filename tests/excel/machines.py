"""Machines to install on: folders laid out like Windows' or macOS', an add-in, a registry."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import xlsxwriter
import xlwings

from kccxl import __version__
from kccxl.excel.setup.machine import Machine, System


def machine(home: Path, system: System = System.WINDOWS, **registry: str | int) -> Machine:
    """A machine whose Python is the one that runs the tests; the registry answers by the names of its values."""
    return Machine(
        system,
        home,
        home / "AppData" / "Roaming",
        Path(sys.executable),
        "cp1252",
        lambda _key, name: registry.get(name),
    )


def make_addin(path: Path, kccxl: str = __version__, xlwings_version: str = xlwings.__version__) -> Path:
    """An add-in as far as the installation looks into it: a package with macros and properties."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet()
        for name, value in (("kccxl", kccxl), ("xlwings", xlwings_version)):
            if value:
                book.set_custom_property(name, value, "text")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macros")
    return path
