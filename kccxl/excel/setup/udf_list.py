"""List the worksheet functions from their declarations: arguments, purpose, rule, examples."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from rich.table import Table
from rich.text import Text

import kccxl.excel.functions  # noqa: F401 - declares them all
from kccxl.excel.declaring import CATALOGUE, WorksheetFunction


def call_of(function: WorksheetFunction) -> str:
    """Return how a function is called; what may be left out stands in brackets.

    >>> call_of(CATALOGUE["KCC_CAST"])
    'KCC_CAST(lines, total, [decimals])'
    """
    shown = (f"[{each.name}]" if each.optional else each.name for each in function.arguments)
    return f"{function.name}({', '.join(shown)})"


def as_json() -> dict[str, Any]:
    """Return what `kccxl excel udfs --format json` prints."""
    return {"functions": [_described(function) for _, function in sorted(CATALOGUE.items())]}


def as_table() -> Table:
    """Return the functions as a table, one line each."""
    table = Table(title="Worksheet functions", title_justify="left")
    table.add_column("function", ratio=3)
    table.add_column("what it does", ratio=4)
    for _, function in sorted(CATALOGUE.items()):
        table.add_row(Text(call_of(function)), Text(function.purpose))
    return table


def _described(function: WorksheetFunction) -> dict[str, Any]:
    return {
        "name": function.name,
        "call": call_of(function),
        "purpose": function.purpose,
        "rule": function.rule,
        "arguments": [
            {"name": each.name, "optional": each.optional, "help": each.help} for each in function.arguments
        ],
        "examples": [
            {"arguments": [_plain(each) for each in example.arguments], "answer": _plain(example.answer)}
            for example in function.examples
        ],
    }


def _plain(value: object) -> object:
    """Return a cell of an example as JSON knows it.

    >>> from datetime import date
    >>> _plain([[date(2018, 4, 1), 0.95]])
    [['2018-04-01', 0.95]]
    """
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
