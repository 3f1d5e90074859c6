"""Make ``vbaProject.bin`` from VBA sources without Excel, by pyOpenVBA: text only, which Office compiles on opening."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
import xlwings
from pyopenvba import ExcelFile, VBAModuleKind

HERE = Path(__file__).resolve().parent
XLWINGS = Path(xlwings.__file__).parent
BUTTONS = ("KccButtons", "KccRibbon")
FUNCTIONS = ("xlwings_udfs", "KccFunctionHelp")

_PROJECT_NAME = 'Public Const PROJECT_NAME As String = "myaddin"'
_VERSION = re.compile(r'^Public Const XLWINGS_VERSION As String = "([^"]+)"', re.MULTILINE)
_NAME = re.compile(r'^Attribute VB_Name = "(\w+)"', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Module:
    """One VBA module: its text as a text editor or *Import File* would take it."""

    text: str
    is_class: bool = False

    @property
    def name(self) -> str:
        """What VBA calls it."""
        found = _NAME.search(self.text)
        if found is None:
            raise SystemExit(f"A VBA source does not name itself:\n{self.text[:80]}")
        return found[1]


def workbook_modules() -> list[Module]:
    """The modules of a button workbook: xlwings for the workbook the code stands in, and the buttons."""
    return [_xlwings("xlwings.bas"), _dictionary(), *map(own, BUTTONS)]


def addin_modules() -> list[Module]:
    """The modules of the add-in: xlwings for the workbook in front, the buttons, and the worksheet functions.

    xlwings leaves the name of an add-in's settings to be filled in. Ours shares those of the workbooks, so that the
    path of Python is set once for both.
    """
    text = _xlwings("xlwings_custom_addin.bas").text
    if text.count(_PROJECT_NAME) != 1:
        raise SystemExit("xlwings_custom_addin.bas no longer has the line that names an add-in's settings.")
    named = Module(text.replace(_PROJECT_NAME, _PROJECT_NAME.replace("myaddin", "xlwings")))
    return [named, _dictionary(), *map(own, (*BUTTONS, *FUNCTIONS))]


def own(name: str) -> Module:
    """Read one of the sources beside this file."""
    return Module((HERE / f"{name}.bas").read_text(encoding="ascii"))


def _xlwings(file: str) -> Module:
    """Read xlwings' own module, notice and all; its version must be that of the Python it will start."""
    text = (XLWINGS / file).read_text(encoding="ascii")
    found = _VERSION.search(text)
    if found is None or found[1] != xlwings.__version__:
        raise SystemExit(
            f"{file} is of xlwings {found and found[1]}, the package is {xlwings.__version__}: install xlwings anew."
        )
    return Module(text)


def _dictionary() -> Module:
    """Read the class that xlwings' module needs on a Mac, as Excel saved it in the workbook that xlwings ships."""
    with ExcelFile(XLWINGS / "quickstart_standalone.xlsm") as excel:
        return Module(excel.get_module("Dictionary"), is_class=True)


def vba_project(modules: Sequence[Module], sheets: int) -> bytes:
    """Make the project of a workbook whose sheets are called ``Sheet1``, ``Sheet2`` ... in VBA."""
    with tempfile.TemporaryDirectory() as folder:
        bare, filled = Path(folder, "bare.xlsm"), Path(folder, "filled.xlsm")
        book = xlsxwriter.Workbook(str(bare))
        for _ in range(sheets):
            book.add_worksheet()
        book.close()
        with ExcelFile(bare) as excel:
            project = excel.add_vba_project()
            for module in modules:
                kind = VBAModuleKind.other if module.is_class else VBAModuleKind.standard
                project.add_module(module.name, _windows_lines(module.text), kind=kind)
            excel.save(filled)
        with ExcelFile(filled) as excel:
            if faults := excel.validate():
                raise SystemExit("The VBA project is faulty: " + "; ".join(faults))
        with zipfile.ZipFile(filled) as package:
            return package.read("xl/vbaProject.bin")


def _windows_lines(text: str) -> str:
    return "\r\n".join(text.splitlines()) + "\r\n"
