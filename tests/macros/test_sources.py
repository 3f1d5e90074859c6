"""The VBA sources: a Sub for each button, text that survives cmd.exe, lines that VBA takes, every function wrapped."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
import xlwings
from hypothesis import given
from hypothesis import strategies as st

from kccxl.excel import buttons, functions
from kccxl.excel.declaring import CATALOGUE
from tests.conftest import ROOT
from tests.macros.conftest import MACROS, SUBS, source

OWN = sorted(path.stem for path in MACROS.glob("*.bas"))
LONGEST_LINE, MOST_CONTINUATIONS = 1023, 24
"""What the VBA editor takes."""

_LITERAL = re.compile(r'"((?:[^"]|"")*)"')


def _button_functions() -> list[str]:
    tree = ast.parse(inspect.getsource(buttons))
    return [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]


def test_every_button_has_a_sub_without_arguments_and_no_sub_leads_nowhere() -> None:
    assert sorted(SUBS) == sorted(_button_functions())
    found = dict(re.findall(r'Public Sub (\w+)\(\)\n    Press "(\w+)"\nEnd Sub', source("KccButtons")))
    assert found == {macro: button for button, macro in SUBS.items()}


@pytest.mark.parametrize("button", SUBS)
def test_what_goes_through_cmd_is_python_and_holds_nothing_cmd_reads(
    command: Callable[..., str], button: str
) -> None:
    text = command(button)
    assert text.endswith(f"; import kccxl.excel.buttons as b; b.{button}()")
    assert not set('"%^!\\\r\n|<>&') & set(text)
    assert text.isascii()
    ast.parse(text)


def _run(text: str) -> subprocess.CompletedProcess[str]:
    """Run what a button gives to Python; no Excel answers, and what the button then says shows it was reached."""
    return subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, cwd=ROOT, timeout=120, check=False
    )


def test_macros_of_this_version_reach_the_button(
    command: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    done = _run(command("check_data"))
    assert "No workbook is open" in done.stderr
    assert "Traceback" not in done.stderr


def test_macros_of_another_version_say_so_and_do_nothing(command: Callable[..., str]) -> None:
    done = _run(command("check_data", version="0.30.0"))
    assert done.returncode == 1
    assert done.stderr.startswith("Nothing was done")
    assert "need xlwings 0.30.0" in done.stderr
    assert f"Python has {xlwings.__version__}" in done.stderr
    assert "No workbook" not in done.stderr


def test_a_python_without_kccxl_is_named(command: Callable[..., str]) -> None:
    done = _run(command("check_data").replace("find_spec('kccxl')", "find_spec('kccxl_is_not_here')"))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Nothing was done: kccxl is not installed in the Python at {sys.prefix}")


@pytest.mark.parametrize("name", OWN)
def test_lines_are_such_as_vba_takes(name: str) -> None:
    continued = 0
    for number, line in enumerate(source(name).splitlines(), start=1):
        assert len(line) <= LONGEST_LINE, f"{name}:{number}"
        continued = continued + 1 if line.endswith(" _") else 0
        assert continued <= MOST_CONTINUATIONS, f"{name}:{number}"
        assert line.isascii(), f"{name}:{number}"


@pytest.mark.parametrize("name", OWN)
def test_blocks_are_closed_and_errors_are_caught(name: str) -> None:
    text = source(name)
    opened = re.findall(r"^(?:Public |Private )?(Sub|Function) \w+", text, re.MULTILINE)
    assert opened == re.findall(r"^End (Sub|Function)$", text, re.MULTILINE)
    assert "On Error Resume Next" not in text
    if name in ("KccButtons", "KccRibbon", "KccFunctionHelp"):
        assert text.split("\n")[1] == "Option Explicit"


def test_every_function_is_wrapped_with_all_its_arguments() -> None:
    declared = re.findall(r"^Function (\w+)\((.*)\)$", source("xlwings_udfs"), re.MULTILINE)
    assert sorted(name for name, _ in declared) == sorted(functions.__all__)
    for name, arguments in declared:
        expected = [f"{'Optional ' * each.optional}{each.name}" for each in CATALOGUE[name].arguments]
        assert arguments.split(", ") == expected
        passed = ", ".join(each.name for each in CATALOGUE[name].arguments)
        assert f'"kccxl.excel.functions", "{name}", Array({passed}), ActiveWorkbook' in source("xlwings_udfs")


def test_every_function_and_argument_is_described_in_full() -> None:
    text = re.sub(r"ChrW\((\d+)\)", lambda code: f'"{chr(int(code[1]))}"', source("KccFunctionHelp"))
    calls = re.findall(
        r'    Describe "(\w+)", "KCC", _\n        (.*?)\)\n(?=    Describe|Finish)', text, re.DOTALL
    )
    assert sorted(name for name, _ in calls) == sorted(functions.__all__)
    for name, arguments in calls:
        joined = arguments.replace('" & "', "")
        texts = [literal.replace('""', '"') for literal in _LITERAL.findall(joined)]
        function = CATALOGUE[name]
        assert texts == [function.purpose, *(each.help for each in function.arguments)]
        assert all(0 < len(each) < 255 for each in texts), name


@given(st.text())
def test_any_text_becomes_one_ascii_expression_that_means_it(function_modules: ModuleType, text: str) -> None:
    written = function_modules.in_vba(text)
    assert written.isascii()
    assert written.isprintable()
    meant = "".join(
        chr(int(code)) if code else literal.replace('""', '"')
        for literal, code in re.findall(r'"((?:[^"]|"")*)"|ChrW\((\d+)\)', written)
    )
    assert meant == text
