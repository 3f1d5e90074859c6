"""The capital results for other programs: the JSON contract, and flat records for CSV."""

from __future__ import annotations

from typing import Any

from kccxl.reports.capital.model import Amounts, CapitalLine, Results
from kccxl.reports.capital.read import AMOUNTS
from kccxl.reports.money.contract import plain, settings_record

_KEYS = ("project", "programme", *AMOUNTS, "percent", "direction", "rag", "reason", "explanation")


def as_json(results: Results) -> dict[str, Any]:
    """Return the contract of ``kccxl results --format json``.

    Amounts are in pounds, as strings; variance, real and rephasing have + for an overspend whatever sign the
    workbook has. ``percent``, ``direction`` and ``rag`` are of the real variance. What is not known is ``None``.
    """
    return {
        "workbook": results.workbook,
        "report": "capital",
        "settings": settings_record(results.settings),
        "lines": [_line(line) for line in results.lines],
        "totals": {
            name: value
            for name, value in _line(results.total).items()
            if name not in ("project", "programme")
        },
        "casts": [casting.as_json() for casting in results.castings],
        "problems": [problem.as_json() for problem in results.problems],
    }


def records(results: Results) -> list[dict[str, str]]:
    """One flat record a line, all values as text."""
    return [
        {"kind": line.kind.value, **{key: str(_line(line)[key] or "") for key in _KEYS}}
        for line in results.lines
    ]


def _line(line: CapitalLine) -> dict[str, Any]:
    return {
        "project": line.project,
        "programme": line.programme,
        "kind": line.kind.value,
        **_amounts(line.amounts),
        "percent": plain(line.percent),
        "direction": line.effect.value if line.effect else None,
        "rag": line.rating.rag.value if line.rating.rag else None,
        "reason": line.rating.reason,
        "near_boundary": line.rating.near_boundary,
        "explanation": line.explanation,
        "cells": dict(line.cells),
    }


def _amounts(amounts: Amounts) -> dict[str, str | None]:
    return {name: plain(getattr(amounts, name)) for name in AMOUNTS}
