"""The lines of the reports on money for the rollup, from their JSON contracts, which they have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kccxl.fleet.rollup_lines import HeadingVariance, Kind, Place, Rated
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.rag import Rag
from kccxl.rules.rounding import show

PRINTED = MoneySettings()
"""How the rollup prints money, whatever each workbook prints: £000s, one decimal, + for an overspend."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where a report's contract has what the rollup prints of a line."""

    kind: Kind
    measure: str
    name: str
    division: str
    amount: str
    against: str
    said: str
    cells: tuple[str, ...]
    only: tuple[str, str] | None = None


_READINGS = {
    "monitoring": _Reading(Kind.BUDGET, "Forecast variance", "heading", "group", "revised_variance", "net_budget",
                           "explanation", ("revised_variance", "variance", "heading")),
    "ledger": _Reading(Kind.BUDGET, "Forecast variance", "heading", "division", "variance", "net_budget",
                       "explanation", ("first_cell",), ("level", "heading")),
    "capital": _Reading(Kind.PROJECT, "Real variance", "project", "programme", "real", "budget", "explanation",
                        ("real", "project"), ("kind", "item")),
    "savings": _Reading(Kind.PROJECT, "Shortfall", "saving", "directorate", "shortfall", "target", "comment",
                        ("shortfall", "saving"), ("kind", "item")),
}  # fmt: skip


def rated(contract: Mapping[str, Any], workbook: int) -> Iterator[Rated]:
    """Yield the rating of every single line of a report's contract; totals are no lines of their own.

    >>> line = {"heading": "Legal", "group": "GL", "revised_variance": "5000", "net_budget": "100000", "rag": "RED",
    ...         "reason": "Red: ...", "explanation": "", "cells": {"variance": "Monitoring!C6"}}
    >>> [(each.name, each.figure, each.place.cell) for each in rated({"report": "monitoring", "lines": [line]}, 0)]
    [('Legal', '£5.0k', 'C6')]
    """
    for reading, line in _lines(contract):
        yield Rated(reading.kind, reading.measure, _rag(line), line[reading.division] or "", "", line[reading.name],
                    _in_words(line[reading.amount]), _in_words(line[reading.against]), line["reason"],
                    line[reading.said] or "", _place(reading, line, workbook))  # fmt: skip


def variances(contract: Mapping[str, Any], workbook: int) -> Iterator[HeadingVariance]:
    """Yield the forecast variance of every budget heading; capital and savings have none that adds to them."""
    for reading, line in _lines(contract):
        if reading.kind is Kind.BUDGET:
            budget, amount, share = (
                _decimal(line[name]) for name in (reading.against, reading.amount, "percent")
            )
            yield HeadingVariance(line[reading.division] or "", line[reading.name], budget, amount, share,
                                  line["direction"] or "", _rag(line), _place(reading, line, workbook))  # fmt: skip


def _lines(contract: Mapping[str, Any]) -> Iterator[tuple[_Reading, Mapping[str, Any]]]:
    reading = _READINGS.get(contract["report"])
    if reading is None:
        return
    for line in contract["lines"]:
        if reading.only is None or line[reading.only[0]] == reading.only[1]:
            yield reading, line


def _place(reading: _Reading, line: Mapping[str, Any], workbook: int) -> Place:
    cells = line.get("cells", line)  # the ledger has its cells among the other fields
    return Place(workbook, next((cells[name] for name in reading.cells if cells.get(name)), ""))


def _rag(line: Mapping[str, Any]) -> Rag | None:
    return Rag(line["rag"]) if line["rag"] else None


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _in_words(text: str | None) -> str:
    if text is None:
        return "N/a"
    return show(Decimal(text), "£", PRINTED.money_decimals, PRINTED.shown.suffix)
