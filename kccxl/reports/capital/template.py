"""The empty capital workbook: one input sheet, which the workbooks of other reports may hold as well."""

from __future__ import annotations

from kccxl.reports.capital.report import TITLE
from kccxl.reports.money.settings import MoneySettings, Scale
from kccxl.reports.money.template_rows import money_rows
from kccxl.reports.paper.template import InputColumn, InputSheet, template_book
from kccxl.sheets.sheet import Book

_MONEY = "#,##0.0"


def _amount(title: str, message: str, example: int | None) -> InputColumn:
    return InputColumn(
        title, 15, message, () if example is None else (example,), strict=False, number_format=_MONEY
    )


CAPITAL_SHEET = InputSheet(
    "Capital",
    "Capital",
    "One row for each capital project, in the order in which they are to be printed. Give the real variance or the "
    "rephasing: the other is computed, and so is the variance. Rows called Total are re-added.",
    [
        InputColumn("Project", 40, "What the project is called.", ("Example: new roof of a library",)),
        InputColumn(
            "Programme", 26, "What it belongs to; projects of one programme stand together.", ("Property",)
        ),
        _amount("Budget £000s", "The budget of the year. 0 where there is none.", 1200),
        _amount("Actual to date £000s", "What has been spent so far. You may leave it blank.", 310),
        _amount("Forecast £000s", "What will be spent in the whole year.", 905),
        _amount(
            "Real variance £000s",
            "Money really spent over (+) or under (-) the budget, whatever the year. The RAG is made on it.",
            5,
        ),
        _amount(
            "Rephasing £000s",
            "Spending that moves to later years (-) or is brought forward (+). Leave it blank to have it computed: "
            "forecast less budget less real variance.",
            None,
        ),
        InputColumn(
            "Explanation",
            60,
            "Why, and what is being done. Needed where real variance or rephasing reaches the setting “Explain "
            "variances from £”.",
            (
                "The main works start in May, after the summer term was ruled out; the lift costs slightly more.",
            ),
        ),
    ],
)
"""The input sheet of capital projects."""

SHEETS = [CAPITAL_SHEET]
"""The input sheets of the template, in order."""


def template() -> Book:
    """Lay out the empty workbook."""
    start = MoneySettings(title=TITLE, unit=Scale.THOUSANDS)
    return template_book(
        "Capital workbook", "report", money_rows(start, without=["profile", "outturn"]), SHEETS
    )
