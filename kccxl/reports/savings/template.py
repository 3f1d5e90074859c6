"""The empty savings workbook: one input sheet, which the workbooks of other reports may hold as well."""

from __future__ import annotations

from kccxl.reports.money.settings import MoneySettings, Scale
from kccxl.reports.money.template_rows import money_rows
from kccxl.reports.paper.template import InputColumn, InputSheet, template_book
from kccxl.reports.savings.report import TITLE
from kccxl.sheets.sheet import Book

_MONEY = "#,##0.0"


def _amount(title: str, message: str, example: int) -> InputColumn:
    return InputColumn(title, 15, message, (example,), strict=False, number_format=_MONEY)


SAVINGS_SHEET = InputSheet(
    "Savings",
    "Savings",
    "One row for each saving, in the order in which they are to be printed. Give all amounts of a saving with the "
    "same sign. Rows called Total are re-added; the RAG is computed.",
    [
        InputColumn("Saving", 44, "What is done to save.", ("Example: one print contract instead of five",)),
        InputColumn("Directorate", 26, "Whose saving it is.", ("Infrastructure",)),
        _amount("Target £000s", "What was agreed to be saved this year.", 250),
        _amount("Delivered £000s", "What is saved for certain so far. 0 where nothing is.", 140),
        _amount(
            "Forecast still to come £000s",
            "What more will be saved by the end of the year, without what is delivered. If you forecast the whole "
            "year, call the column “Total forecast”.",
            110,
        ),
        _amount(
            "At risk £000s", "How much of what is delivered and still to come may not come after all.", 20
        ),
        InputColumn(
            "Comment",
            60,
            "What is being done. A saving rated Red needs a comment.",
            ("The last two printers are returned in October.",),
        ),
    ],
)
"""The input sheet of savings."""

SHEETS = [SAVINGS_SHEET]
"""The input sheets of the template, in order."""


def template() -> Book:
    """Lay out the empty workbook."""
    start = MoneySettings(title=TITLE, unit=Scale.THOUSANDS)
    unused = ["profile", "outturn", "sign", "explain_from"]
    return template_book("Savings workbook", "report", money_rows(start, without=unused), SHEETS)
