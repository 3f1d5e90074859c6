"""The monitoring results for other programs: the JSON contract, and flat records for CSV.

Amounts are strings of decimals in pounds; variances have + for an overspend, whatever sign the workbook prints.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from kccxl.reports.money.contract import plain, settings_record
from kccxl.reports.money.lines import LineKind
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.monitoring.model import Amounts, Line, Results
from kccxl.rules.rounding import round_half_up

_AMOUNTS = (
    *("net_budget", "gross_budget", "forecast", "variance", "adjustment"),
    *("revised_variance", "last_reported", "movement"),
)
_RENAMED = {"revised": "revised_variance", "effect": "direction"}


def as_json(results: Results) -> dict[str, Any]:
    """Return the contract of ``kccxl results --format json``; what is not known is ``None``."""
    return {
        "workbook": results.workbook,
        "report": "monitoring",
        "settings": settings_record(results.settings),
        "lines": [_line(line) for line in results.items],
        "totals": _line(results.total),
        "casts": [casting.as_json() for casting in results.castings],
        "problems": [problem.as_json() for problem in results.problems],
    }


def records(results: Results) -> list[dict[str, str]]:
    """One flat record a line and the total last, all values as text, for CSV and tables."""
    return [_record(line, results.settings) for line in [*results.items, results.total]]


def _line(line: Line) -> dict[str, Any]:
    net = line.ratings.net if line.ratings else None
    gross = line.ratings.gross if line.ratings else None
    return {
        "heading": line.heading,
        "group": line.group,
        **_amounts(line.amounts),
        "percent": plain(line.share),
        "direction": line.effect.value if line.effect else None,
        "rag": net.rag.value if net and net.rag else None,
        "rag_gross": gross.rag.value if gross and gross.rag else None,
        "reason": net.reason if net else "",
        "near_boundary": net.near_boundary if net else None,
        "explanation": line.explanation,
        "cells": {_RENAMED.get(name, name): cell for name, cell in line.cells.items()},
    }


def _amounts(amounts: Amounts) -> dict[str, str | None]:
    values = (getattr(amounts, each.name) for each in fields(amounts))
    return {name: plain(value) for name, value in zip(_AMOUNTS, values, strict=True)}


def _record(line: Line, settings: MoneySettings) -> dict[str, str]:
    found = {
        name: str(value or "")
        for name, value in _line(line).items()
        if name not in ("cells", "near_boundary")
    }
    if line.share is not None:
        found["percent"] = format(round_half_up(line.share, settings.rag_decimals), "f")
    return {"kind": "total" if line.kind is LineKind.TOTAL else "line", **found}
