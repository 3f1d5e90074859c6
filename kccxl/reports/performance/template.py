"""The empty performance workbook: the data layout explained, with drop-down lists and an example row."""

from __future__ import annotations

from kccxl.reports.paper.template import InputSheet, template_book
from kccxl.reports.performance.template_columns import COLUMNS, SETTINGS_ROWS
from kccxl.sheets.sheet import Book

SHEETS = [
    InputSheet(
        "Service areas",
        "ServiceAreas",
        "One row for each service area of the dashboard, in the order in which they are to be "
        "printed. Areas of one division share a sheet.",
        COLUMNS["Service areas"],
    ),
    InputSheet(
        "Indicators",
        "Indicators",
        "One row for each key performance indicator. Its ref ties it to its results and its commentary.",
        COLUMNS["Indicators"],
    ),
    InputSheet(
        "Results",
        "Results",
        "One row for each indicator and period. Give the numerator and denominator wherever "
        "there are any: the year to date is then computed from them, never as a mean of "
        "percentages. If you prefer a column for each month, replace the columns after Ref by "
        "Apr-24, May-24 and so on.",
        COLUMNS["Results"],
    ),
    InputSheet(
        "Activity",
        "Activity",
        "Two rows for each activity indicator, its Upper and its Lower threshold for each "
        "quarter. Leave Threshold and the quarters blank where none are set.",
        COLUMNS["Activity"],
    ),
    InputSheet(
        "Activity results",
        "ActivityResults",
        "One row for each activity indicator and period, or a column for each month as on Results.",
        COLUMNS["Activity results"],
    ),
    InputSheet(
        "Commentary",
        "Commentary",
        "One row for each text. Every indicator rated Red needs one that says what is being done.",
        COLUMNS["Commentary"],
    ),
]
"""The input sheets of the template, in order."""


def template() -> Book:
    """Lay out the empty workbook."""
    return template_book("Performance workbook", "dashboard", SETTINGS_ROWS, SHEETS)
