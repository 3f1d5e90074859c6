"""Lays out the monitoring report: its tables, the sheet of variances, and the covering text."""

from __future__ import annotations

from collections.abc import Collection

from kccxl.reports.money import variances
from kccxl.reports.monitoring import monitoring_sheet, narrative
from kccxl.reports.monitoring.model import Results
from kccxl.reports.paper.frame import Frame, Making
from kccxl.reports.paper.pages import Pages
from kccxl.sheets.titles import take_titles

MONITORING, VARIANCES = "Monitoring", "Variances"


def lay_out(results: Results, making: Making, taken: Collection[str] = ()) -> Pages:
    """Lay out everything the results say; titles ``taken`` are left to others."""
    frame = Frame(results.settings.masthead, making)
    first, second = take_titles([MONITORING, VARIANCES], taken)
    lines = [line.variance for line in results.items if line.variance]
    sheets = [
        monitoring_sheet.lay_out(frame, first, results),
        variances.lay_out(frame, second, lines, results.total.variance, results.settings),
    ]
    return Pages(frame.masthead, sheets, narrative.sections(results))
