"""The budget results for other programs: the JSON contract, and flat records for CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kccxl.reports.budget.model import Results
from kccxl.reports.budget.specs import AMOUNTS, FTE
from kccxl.reports.money.contract import plain, settings_record
from kccxl.reports.money.line import LineKind, MoneyLine


def as_json(results: Results) -> dict[str, Any]:
    """Return the contract of ``kccxl results --format json``; amounts are strings, in pounds.

    What is not known is ``None``. ``casts`` holds every sum that was re-added, in the unit of its sheet.
    """
    return {
        "workbook": results.workbook,
        "report": "budget",
        "settings": settings_record(results.settings),
        "lines": [_line(line) for line in results.budget_lines],
        "staff": [
            {"division": line.label, FTE: plain(line.amount(FTE).value), "cell": line.cells.get(FTE, "")}
            for line in results.staff_lines
        ],
        "totals": {name: plain(value) for name, value in results.totals.items()},
        "casts": [casting.as_json() for casting in results.castings],
        "problems": [problem.as_json() for problem in results.problems],
    }


def records(results: Results) -> list[dict[str, str]]:
    """One flat record a line, total and division's staff, all values as text, for CSV and tables."""
    budgets = [_record("budget", line) for table in results.budgets for line in table.lines if _counts(line)]
    staff = [_record("staff", line) for table in results.staff for line in table.lines if _counts(line)]
    return [*budgets, *staff]


def _line(line: MoneyLine) -> dict[str, Any]:
    amounts = {name: plain(line.amount(name).value) for name in AMOUNTS}
    return {"division": line.label, "group": line.group, **amounts, "cells": dict(line.cells)}


def _counts(line: MoneyLine) -> bool:
    return line.kind is not LineKind.GROUP


def _record(kind: str, line: MoneyLine) -> dict[str, str]:
    total = " total" if line.kind is LineKind.TOTAL else ""
    names: Sequence[str] = (*AMOUNTS, FTE)
    amounts = {name: plain(line.amount(name).value) or "" for name in names}
    return {"kind": f"{kind}{total}", "division": line.label, "group": line.group, **amounts}
