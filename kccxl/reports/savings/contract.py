"""The savings results for other programs: the JSON contract, and flat records for CSV."""

from __future__ import annotations

from typing import Any

from kccxl.reports.money.contract import plain, settings_record
from kccxl.reports.savings.model import Results, SavingLine

_KEYS = ("saving", "directorate", "target", "delivered", "forecast", "at_risk", "shortfall", "percent", "rag",
         "reason", "comment")  # fmt: skip


def as_json(results: Results) -> dict[str, Any]:
    """Return the contract of ``kccxl results --format json``.

    Amounts are in pounds, as strings, savings positive whatever sign the workbook prints them with. ``forecast`` is
    what is still to come, ``shortfall`` and ``percent`` are negative where the target is exceeded. What is not known
    is ``None``.
    """
    total = _line(results.total)
    return {
        "workbook": results.workbook,
        "report": "savings",
        "settings": settings_record(results.settings),
        "lines": [_line(line) for line in results.lines],
        "totals": {name: value for name, value in total.items() if name not in ("saving", "directorate")},
        "casts": [casting.as_json() for casting in results.castings],
        "problems": [problem.as_json() for problem in results.problems],
    }


def records(results: Results) -> list[dict[str, str]]:
    """One flat record a line, all values as text."""
    return [
        {"kind": line.kind.value, **{key: str(_line(line)[key] or "") for key in _KEYS}}
        for line in results.lines
    ]


def _line(line: SavingLine) -> dict[str, Any]:
    amounts = line.amounts
    return {
        "saving": line.saving,
        "directorate": line.directorate,
        "kind": line.kind.value,
        "target": plain(amounts.target),
        "delivered": plain(amounts.delivered),
        "forecast": plain(amounts.forecast),
        "at_risk": plain(amounts.at_risk),
        "shortfall": plain(amounts.shortfall),
        "percent": plain(amounts.percent),
        "rag": line.rating.rag.value if line.rating.rag else None,
        "reason": line.rating.reason,
        "near_boundary": line.rating.near_boundary,
        "comment": line.comment,
        "cells": dict(line.cells),
    }
