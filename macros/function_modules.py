"""Write the two VBA modules of the worksheet functions: xlwings' own wrappers, and what Insert Function says of them.

Excel's *Import Functions* would write them at each officer's machine, and needs trust in the VBA project for it. Run in
a process of its own: of desktop xlwings, only pywin32 is stubbed, so that it registers the functions on any system.
"""

from __future__ import annotations

import ctypes
import importlib
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock

import xlwings

HERE = Path(__file__).resolve().parent
MODULE = "kccxl.excel.functions"
WRAPPERS, HELP = "xlwings_udfs.bas", "KccFunctionHelp.bas"
LONGEST = 255
"""Characters of help that Excel keeps for a function or an argument."""

_PYWIN32 = (
    *("pythoncom", "pywintypes", "win32api", "win32con", "win32gui", "win32process", "win32timezone"),
    *("win32event", "win32com", "win32com.client", "win32com.server", "win32com.server.dispatcher"),
    *("win32com.server.policy", "win32com.server.util"),
)
_WRAPPERS_HEAD = """\
Attribute VB_Name = "xlwings_udfs"
'Made by macros/function_modules.py with xlwings {version}: do not edit, and do not press Import Functions.
#Const App = "Microsoft Excel" 'Adjust when using outside of Excel
"""
_HELP_HEAD = """\
Attribute VB_Name = "KccFunctionHelp"
Option Explicit

' What Insert Function says of the worksheet functions. Made by macros/function_modules.py: do not edit.

Sub Auto_Open()
    DescribeFunctions
End Sub

Private Sub DescribeFunctions()
    ' Excel describes no function of a hidden workbook, which an add-in is.
    On Error GoTo Finish
    Application.ScreenUpdating = False
    ThisWorkbook.IsAddin = False
{calls}
Finish:
    ' Without descriptions the functions work all the same.
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True
    Application.ScreenUpdating = True
End Sub

Private Sub Describe(ByVal name As String, ByVal category As String, ByVal purpose As String, ByVal arguments As Variant)
    Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & name, Description:=purpose, _
        Category:=category, ArgumentDescriptions:=arguments
End Sub
"""


def main() -> None:
    """Write both modules beside this file, or into the folder named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    functions, udfs = _register()
    for name, text in ((WRAPPERS, _wrappers(functions, udfs)), (HELP, _help(functions))):
        (folder / name).write_text(text, encoding="ascii", newline="\n")


def _register() -> tuple[ModuleType, ModuleType]:
    """Import the functions as desktop xlwings does."""
    for name in _PYWIN32:
        sys.modules[name] = MagicMock(name=name)
    sys.modules["pythoncom"].__file__ = "pythoncom.dll"
    for name in ("windll", "oledll", "PyDLL"):
        setattr(ctypes, name, MagicMock())
    udfs = importlib.import_module("xlwings.udfs")
    for public, registering in (("func", "xlfunc"), ("arg", "xlarg"), ("ret", "xlret")):
        setattr(xlwings, public, getattr(udfs, registering))
    return importlib.import_module(MODULE), udfs


def _wrappers(functions: ModuleType, udfs: ModuleType) -> str:
    written = io.StringIO()
    addin = MagicMock()
    addin.Name = "kccxl.xlam"  # in an add-in, the wrappers serve the workbook in front
    udfs.generate_vba_wrapper(MODULE, functions, written, addin)
    return _WRAPPERS_HEAD.format(version=xlwings.__version__) + written.getvalue().rstrip("\n") + "\n"


def _help(functions: ModuleType) -> str:
    return _HELP_HEAD.format(calls="\n".join(_calls(functions)))


def _calls(functions: ModuleType) -> Iterator[str]:
    for name in sorted(vars(functions)):
        declared = getattr(getattr(functions, name), "__xlfunc__", None)
        if declared is not None:
            yield from _call(name, declared)


def _call(name: str, declared: dict[str, Any]) -> Sequence[str]:
    arguments = [argument for argument in declared["args"] if not argument["vba"]]
    texts = [declared["ret"]["doc"], *(argument["doc"] for argument in arguments)]
    for text in texts:
        if not 0 < len(text) <= LONGEST:
            raise SystemExit(
                f"{name}: its help and that of each argument must have 1 to {LONGEST} characters: {text!r}"
            )
    purpose, *described = [in_vba(text) for text in texts]
    lines = [f'    Describe "{name}", "{declared["category"]}", _', f"        {purpose}, Array( _"]
    lines += [f"        {text}, _" for text in described[:-1]]
    return [*lines, f"        {described[-1]})"]


def in_vba(text: str) -> str:
    """Return a text as a VBA expression that holds ASCII only, so that it reads the same in any code page.

    >>> in_vba('such as "%" or £')
    '"such as ""%"" or " & ChrW(163)'
    """
    parts, plain = list[str](), ""
    for letter in text:
        if letter.isascii() and letter.isprintable():
            plain += '""' if letter == '"' else letter
            continue
        parts += [f'"{plain}"'] if plain else []
        parts.append(f"ChrW({ord(letter)})")
        plain = ""
    return " & ".join([*parts, *([f'"{plain}"'] if plain or not parts else [])])


if __name__ == "__main__":
    main()
