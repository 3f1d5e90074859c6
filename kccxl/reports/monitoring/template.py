"""The empty monitoring workbook: settings, the budget headings, and the explanations of their variances."""

from __future__ import annotations

from decimal import Decimal

from kccxl.reports.money.settings import MoneySettings, Scale
from kccxl.reports.money.template_rows import money_rows
from kccxl.reports.monitoring.report import TITLE
from kccxl.reports.paper.template import InputColumn, InputSheet, template_book
from kccxl.sheets.sheet import Book

_AMOUNT = "#,##0.0"
_EXAMPLE = "Example: Library Services"

MONITORING = [
    InputColumn("Budget Heading", 46, "As it is to be printed. Each heading only once.", (_EXAMPLE,)),
    InputColumn(
        "Net Budget",
        14,
        "The current net budget. Net income is negative.",
        (Decimal("5174"),),
        number_format=_AMOUNT,
    ),
    InputColumn(
        "Gross Budget",
        14,
        "Only where the colour is to be shown on the gross budget as well; otherwise blank.",
        number_format=_AMOUNT,
    ),
    InputColumn(
        "Net Forecast Variance",
        16,
        "Forecast less budget, with the sign chosen in the settings. 0 if none is expected.",
        (Decimal("119.5"),),
        number_format=_AMOUNT,
    ),
    InputColumn(
        "Corporate Director Adjustment",
        18,
        "With the same sign as the variance. Blank where nothing is adjusted.",
        (Decimal("0"),),
        number_format=_AMOUNT,
    ),
    InputColumn(
        "Last Reported Position",
        16,
        "The revised variance of the last report, with the same sign. 0 for a new heading.",
        (Decimal("100"),),
        number_format=_AMOUNT,
    ),
]
"""Revised variance, movement, per cent, word and colour are computed."""

EXPLANATIONS = [
    InputColumn("Heading", 46, "A heading of the sheet Monitoring.", (_EXAMPLE,)),
    InputColumn(
        "Explanation",
        100,
        "Why the variance arises, and what is being done about it.",
        ("Example: higher energy costs, of which half will be met by shorter opening hours.",),
    ),
]

SHEETS = [
    InputSheet(
        "Monitoring",
        "Monitoring",
        "One row for each budget heading, in the order in which they are to be printed, in the unit of the setting "
        "“Figures are in”. Revised variance, movement, percentage and colour are computed; so is the total, unless "
        "you add a row Total.",
        MONITORING,
    ),
    InputSheet(
        "Explanations",
        "Explanations",
        "One row for each text. Every variance that reaches the setting “Explain variances from £” needs one.",
        EXPLANATIONS,
    ),
]
"""The input sheets of the template, in order."""


def template() -> Book:
    """Lay out the empty workbook."""
    start = MoneySettings(title=TITLE, unit=Scale.THOUSANDS)
    rows = money_rows(start, without=["profile", "outturn"])
    return template_book("Monitoring workbook", "report", rows, SHEETS)
