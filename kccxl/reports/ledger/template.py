"""The empty ledger workbook: where the lines of the finance system go, what each column means, and two examples."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kccxl.reports.ledger.settings import START
from kccxl.reports.ledger.specs import MONTHS
from kccxl.reports.money.template_rows import money_rows
from kccxl.reports.paper.template import InputColumn, InputSheet, template_book
from kccxl.sheets.sheet import Book, Content

_HEADING = "Example: Library services"
_OTHER = "Example: Archives"
_PROFILE = ("8.5%", "8.5%", "8.5%", "8.5%", "8%", "8%", "8.5%", "8.5%", "8%", "8.5%", "8.5%", "8%")


def _ledger() -> Sequence[InputColumn]:
    def column(
        title: str, width: float, message: str, *examples: Content, money: bool = False
    ) -> InputColumn:
        return InputColumn(title, width, message, examples, number_format="#,##0.00" if money else "General")

    return [
        column("Month", 10, "The month of the line, a date or Apr-24. Blank only for what holds for the whole year.",
               "Apr-24", "May-24"),
        column("Directorate", 20, "The top of the roll-up. Leave the column out if there is one directorate.",
               "Example Directorate", "Example Directorate"),
        column("Division", 20, "The division of the heading; each has a sheet of its own.",
               "Communities", "Communities"),
        column("Heading", 26, "The heading of the budget book. A cost centre has one heading, a heading one division.",
               _HEADING, _OTHER),
        column("Cost centre", 12, "The code of the cost centre.", "LIB01", "ARC01"),
        column("Cost centre name", 22, "Its name.", "Central library", "Record office"),
        column("Subjective group", 16, "Staffing, Income ... A negative group is income.",
               "Staffing", "Income"),
        column("Subjective", 18, "What the money is spent on or comes from.", "Salaries", "Fines and charges"),
        column("Description", 24, "A remark on the line. It is not used."),
        column("Budget", 14, "The current budget of the line, virements included as posted. Income is negative.",
               1000, -50, money=True),
        column("Actual", 14, "What was spent in the month.", Decimal("1010.50"), Decimal("-61.25"), money=True),
        column("Commitment", 14, "Ordered and not yet paid. Shown, but added to neither actual nor outturn.", money=True),
        column("Forecast", 14, "What the month will come to. On a line without a month: the whole year.",
               money=True),
        column("Profile", 12, "Only for a budget spread in a way of its own: given, even, or a name of the sheet Profiles."),
    ]  # fmt: skip


def _profiles() -> Sequence[InputColumn]:
    message = "The share of the year's budget that falls in this month; the twelve add up to 100%."
    return [
        InputColumn("Profile", 22, "A name, to be used in the column Profile of the ledger.", ("Example: schools",)),
        *(
            InputColumn(month, 8, message, (share,), number_format="0.0%")
            for month, share in zip(MONTHS, _PROFILE, strict=True)
        ),
    ]  # fmt: skip


def _virements() -> Sequence[InputColumn]:
    return [
        InputColumn("Virement", 12, "The number of the virement; all its rows bear it.", ("V01", "V01")),
        InputColumn("Month", 10, "When it was posted.", ("Apr-24", "Apr-24")),
        InputColumn("Heading", 28, "The heading the budget moved to (+) or from (-).", (_HEADING, _OTHER)),
        InputColumn("Cost centre", 12, "Its cost centre, if you like."),
        InputColumn(
            "Amount",
            14,
            "In pounds. The rows of one virement net to zero.",
            (250, -250),
            number_format="#,##0.00",
        ),
        InputColumn("Reason", 50, "Why the budget was moved.", ("A post moved to the library",) * 2),
    ]


SHEETS = [
    InputSheet(
        "Ledger",
        "Ledger",
        "One row for each line of the finance system, pasted as it is exported: its columns may stand in any order, "
        "and total rows of the export are recognised and checked. Delete the example rows.",
        _ledger(),
    ),
    InputSheet(
        "Profiles",
        "Profiles",
        "How budgets were spent over past years. Only needed where budgets are spread by such a profile.",
        _profiles(),
    ),
    InputSheet(
        "Virements",
        "Virements",
        "One row for each side of a virement. The budgets of the ledger include them already; what is listed here "
        "is taken off again to show the original budget.",
        _virements(),
    ),
    InputSheet(
        "Explanations",
        "Explanations",
        "One row for each text. Every large variance needs one.",
        [
            InputColumn("Heading", 28, "The heading, as the ledger has it.", (_HEADING,)),
            InputColumn("Explanation", 90, "Why it varies, what is done about it.", ("What was found and done.",)),
        ],
    ),
]  # fmt: skip
"""The input sheets of the template, in order."""


def template() -> Book:
    """Lay out the empty workbook."""
    return template_book("Ledger workbook", "monitoring report", money_rows(START), SHEETS)
