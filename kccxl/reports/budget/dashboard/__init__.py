"""Lays out the directorate budget: the budget by division, the staff, and covering text."""

from __future__ import annotations

from collections.abc import Collection

from kccxl.reports.budget.dashboard import budget, narrative, staff
from kccxl.reports.budget.model import Results
from kccxl.reports.paper.frame import Frame, Making
from kccxl.reports.paper.pages import Pages
from kccxl.sheets.titles import take_titles

BUDGET, STAFF = "Budget", "Staff"


def lay_out(results: Results, making: Making, taken: Collection[str] = ()) -> Pages:
    """Lay out everything the results say; titles ``taken`` are left to others."""
    frame = Frame(results.settings.masthead, making)
    first, second = take_titles([BUDGET, STAFF], taken)
    sheets = [budget.lay_out(frame, first, results)] if results.budgets else []
    if results.staff_lines:
        sheets.append(staff.lay_out(frame, second, results))
    return Pages(frame.masthead, sheets, narrative.sections(results))
