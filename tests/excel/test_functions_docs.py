"""docs/functions.md says what the functions do: it is made of them, and its examples are what they answer."""

from __future__ import annotations

import importlib.util
import re
from types import ModuleType

import pytest

from kccxl.excel import functions
from kccxl.excel.declaring import CATALOGUE
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "functions.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def make_functions() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_functions", ROOT / "docs" / "make_functions.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_document_is_what_the_functions_make(make_functions: ModuleType) -> None:
    assert make_functions.make() == TEXT, "run python docs/make_functions.py: docs/functions.md is stale"


def test_every_function_and_argument_has_its_place() -> None:
    for name in functions.__all__:
        chapter = TEXT.split(f"### {name}\n")[1].split("\n### ")[0]
        for argument in CATALOGUE[name].arguments:
            assert f"| `{argument.name}` |" in chapter
        assert "**Rule.**" in chapter
        assert f"`={name}(" in chapter


def cell(text: str) -> object:
    """Read one argument as Excel would."""
    if text.startswith('"'):
        return text[1:-1].replace('""', '"') or None
    return float(text) if text else None


def test_the_printed_examples_answer_as_printed(make_functions: ModuleType) -> None:
    """Those without dates and arrays, read back from the document and typed in."""
    tried = 0
    for name, arguments, answer in re.findall(r"^\| `=(KCC_\w+)\((.*)\)` \| (.*) \|$", TEXT, re.MULTILINE):
        if "{" in arguments or "DATE" in arguments:
            continue
        parts = re.findall(r'(?:^|, )("(?:[^"]|"")*"|[^,"]*)', arguments)
        given = CATALOGUE[name].call(*map(cell, parts))
        assert make_functions.shown(given) == answer, f"={name}({arguments})"
        tried += 1
    assert tried > 35
