"""The empty budget workbook: settings, budget and staff, explained, with an example row each."""

from __future__ import annotations

from decimal import Decimal

from kccxl.reports.budget.report import START
from kccxl.reports.money.template_rows import money_rows
from kccxl.reports.paper.template import InputColumn, InputSheet, template_book
from kccxl.sheets.sheet import Book, Content

_UNUSED = (
    "results_up_to", "sign", "basis", "green_up_to", "amber_up_to", "materiality", "rag_decimals", "explain_from",
    "profile", "outturn",
)  # fmt: skip
"""Settings of other reports on money."""

_MONEY = "#,##0.0"


def _money(title: str, message: str, *examples: Content) -> InputColumn:
    return InputColumn(title, 15, f"{message} In £000s.", examples, number_format=_MONEY)


SHEETS = [
    InputSheet(
        "Budget",
        "Budget",
        "One row for each division or service. A row with a name alone begins a group; a row called Total is "
        "checked against the rows above. Gross Expenditure and Net Cost may be left blank: they are computed; where "
        "they are typed, they are checked. Figures are in £000s: change the unit in the captions if yours are not.",
        [
            InputColumn("Division", 44, "The name as printed. Each only once.", ("Example Division",)),
            _money("Staffing £000s", "What staff cost.", Decimal("543.0")),
            _money("Non Staffing £000s", "All other expenditure.", Decimal("2146.4")),
            _money("Gross Expenditure £000s", "Staffing and non staffing; leave blank to have it computed."),
            _money(
                "Internal Income £000s", "From other parts of the council, with a minus.", Decimal("-716.9")
            ),
            _money("External Income £000s", "From outside the council, with a minus.", Decimal("-132.0")),
            _money("Grants £000s", "With a minus.", Decimal("-400.0")),
            _money(
                "Net Cost £000s", "Gross expenditure less income and grants; leave blank to have it computed."
            ),
        ],
    ),
    InputSheet(
        "Staff",
        "Staff",
        "One row for each division. Where the names are those of the sheet Budget, the staffing cost per FTE is shown.",
        [
            InputColumn("Division", 44, "The name as printed. Each only once.", ("Example Division",)),
            InputColumn("FTE", 12, "Full time equivalents.", (Decimal("12.5"),), number_format="#,##0.0"),
        ],
    ),
]
"""The input sheets of the template, in order."""


def template() -> Book:
    """Lay out the empty workbook."""
    return template_book("Budget workbook", "paper", money_rows(START, without=_UNUSED), SHEETS)
