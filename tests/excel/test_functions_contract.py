"""Every worksheet function through desktop xlwings: registered, wrapped in VBA, called with the shapes Excel sends."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import pytest

from kccxl.excel import functions
from kccxl.excel.declaring import CATALOGUE
from tests.excel.classic import MISSING, MODULE, Classic, ComTime, classic, com_range

NAMES = sorted(functions.__all__)
VBA_WORDS = frozenset(
    word
    for line in (
        "and as boolean byref byte byval call case circle close const currency date debug declare dim do",
        "double each else end enum erase error event exit false for friend function get global gosub",
        "goto if imp implements in input integer is let lib like line lock long loop lset me mod new",
        "next not nothing null on open option optional or paramarray preserve print private pset public",
        "put raiseevent redim rem resume return rset scale seek select set single spc static stop string",
        "sub tab then time to true type typeof unlock until variant wend while with write xor",
    )
    for word in line.split()
)


@pytest.fixture(scope="module")
def excel() -> Iterator[Classic]:
    with classic() as running:
        yield running


@pytest.fixture(scope="module")
def imported(excel: Classic) -> tuple[str, dict[str, dict[str, Any]]]:
    """What *Import Functions* does to a workbook: the VBA module, and how each function is described."""
    written: list[str] = []
    book = MagicMock()
    book.Name = "figures.xlsm"
    book.Application.Version = "16.0"
    book.VBProject.VBComponents.Import = lambda name: written.append(Path(name).read_text(encoding="utf-8"))
    excel.udfs.import_udfs(MODULE, book)
    calls = book.Application.MacroOptions.call_args_list
    return written[0], {call.args[0].rpartition("!")[2]: call.kwargs for call in calls}


def test_exactly_the_public_functions_register(excel: Classic) -> None:
    registered = [name for name, value in vars(excel.functions).items() if hasattr(value, "__xlfunc__")]
    assert sorted(registered) == NAMES == sorted(CATALOGUE)


@pytest.mark.parametrize("name", NAMES)
def test_the_vba_that_is_imported(imported: tuple[str, dict[str, dict[str, Any]]], name: str) -> None:
    vba = imported[0].replace(" _\n", "")
    found = re.search(rf"^Function {name}\(([^)]*)\)\n(.*?)^End Function", vba, re.MULTILINE | re.DOTALL)
    assert found
    arguments = CATALOGUE[name].arguments
    assert found[1] == ", ".join(f"Optional {a.name}" if a.optional else a.name for a in arguments)
    passed = ", ".join(argument.name for argument in arguments)
    assert (
        f'{name} = XLPy.CallUDF("{MODULE}", "{name}", Array({passed}), ThisWorkbook, Application.Caller)'
        in found[2]
    )
    assert re.fullmatch(r"[A-Z][A-Z_]{0,30}", name)
    assert not {argument.name for argument in arguments} & VBA_WORDS


@pytest.mark.parametrize("name", NAMES)
def test_excel_is_told_what_each_argument_is(
    imported: tuple[str, dict[str, dict[str, Any]]], name: str
) -> None:
    options, function = imported[1][name], CATALOGUE[name]
    assert options["Category"] == "KCC"
    assert options["Description"] == function.purpose
    assert 10 < len(function.purpose) <= 255
    assert options["ArgumentDescriptions"] == [argument.help for argument in function.arguments]
    for argument in function.arguments:
        assert 5 < len(argument.help) < 255, f"{argument.name}: {len(argument.help)} characters"


def test_optional_arguments_come_last(excel: Classic) -> None:
    for name in NAMES:
        parameters = inspect.signature(getattr(excel.functions, name)).parameters.values()
        given = [parameter.default is inspect.Parameter.empty for parameter in parameters]
        assert given == sorted(given, reverse=True)


EXAMPLES = [(name, example) for name, function in CATALOGUE.items() for example in function.examples]


@pytest.mark.parametrize("referenced", [False, True], ids=["values", "cell references"])
@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_every_example_as_excel_calls_it(excel: Classic, name: str, example: Any, referenced: bool) -> None:
    arguments = [as_com(argument) for argument in example.arguments]
    if referenced:
        arguments = [com_range(argument) for argument in arguments]
    elif None in arguments:
        arguments = [MISSING if a is None and i else a for i, a in enumerate(arguments)]
    assert excel.call(name, *arguments) == [[example.answer]]


def as_com(argument: object) -> object:
    """An argument as COM passes it: tuples for ranges, its own class of dates."""
    if isinstance(argument, list):
        return tuple(tuple(row) for row in argument)
    if isinstance(argument, datetime):
        return ComTime(argument.year, argument.month, argument.day)
    return argument


CELLS = [95.0, None, "", "95%", "N/a", "abc", True, ComTime(2019, 1, 31), Decimal("512.6000"), -2146826246, -2146826243,
         -2146826281, "£6.5m", "#KCC! mend it"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_what_comes_back_is_what_a_cell_can_hold(excel: Classic, name: str) -> None:
    """One odd cell after another in each argument, the others as in the first example."""
    function = CATALOGUE[name]
    for place in range(len(function.arguments)):
        arguments = [as_com(each) for each in function.examples[0].arguments]
        arguments += [MISSING] * (place + 1 - len(arguments))
        for odd in CELLS:
            arguments[place] = com_range(odd)
            answer = excel.call(name, *arguments)
            assert [len(row) for row in answer] == [1]
            assert type(answer[0][0]) in (str, float, bool), (place, odd, answer)


def test_a_range_spills_in_its_shape(excel: Classic) -> None:
    results = com_range(((97.0,), (None,), ("N/a",), (-2146826246,), (92.0,), ("94%",), (89.9,)))
    answer = excel.call("KCC_RAG", results, 95.0, 90.0)
    assert [row[0] for row in answer] == [
        "GREEN",
        "",
        "N/a",
        "#KCC! result: holds the Excel error #N/A. Mend that cell first.",
        "AMBER",
        "AMBER",
        "RED",
    ]


def test_a_row_handed_over_by_another_formula_stays_a_row(excel: Classic) -> None:
    assert excel.call("KCC_RAG", (97.0, 92.0, 89.0), 95.0, 90.0) == [["GREEN", "AMBER", "RED"]]


def test_an_amount_in_a_currency_format_arrives_as_a_decimal(excel: Classic) -> None:
    assert excel.call("KCC_VARIANCE", com_range(Decimal("37343.2000")), com_range(Decimal("36830.6"))) == [
        [512.6]
    ]


def test_errors_that_xlwings_does_not_know_are_no_numbers(excel: Classic) -> None:
    """#SPILL! and #CALC! come through xlwings as huge negative whole numbers, far below any floor standard."""
    for code in (-2146826243, -2146826238, -2146826222):
        assert excel.call("KCC_RAG", com_range(code), 95.0, 90.0)[0][0].startswith(
            "#KCC! result: holds the Excel error"
        )
        assert excel.call("KCC_ISERROR", com_range(code)) == [[True]]


def test_without_excel_the_functions_are_plain_python() -> None:
    assert functions.KCC_RAG(97.0, 95.0, 90.0) == "GREEN"
    assert not hasattr(functions.KCC_RAG, "__xlfunc__")
