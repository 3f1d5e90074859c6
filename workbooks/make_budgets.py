"""Make the sample workbooks on money from ``figures/budgets.json``: a directorate's budget and its monitoring.

Figures, divisions, headings and captions are those of the council's published papers, slips included; the texts
are our own. Both are kept as an officer keeps such sheets: title rows above the header, the unit in a row beneath
it or above it at the right, a label wrapped over two rows, one total shown without its thousands separator, a row
that names a group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sample_book import CELL, HEADER, LINE_HEIGHT, Book, data_sheet, read_figures, row_height

DIRECTORATE = "Strategic and Corporate Services"
MONITORING_TITLE = "Financial Monitoring"
AMOUNT = "#,##0.0;-#,##0.0"
PLAIN_AMOUNT = "0.0"
"""Where an amount of a thousand or more is printed without its separator."""

WRAPPED = ("Strategy, Policy, Relationships and", "Corporate Assurance")
"""The division whose name takes two rows of the budget; its figures stand in the second."""

_BUDGET_SETTINGS = (
    ("Title", "Directorate Budget", "Stands at the head of every page"),
    ("Directorate", DIRECTORATE, "Whose budget this is"),
    ("Financial year", "2017-18", "April to March"),
    ("Print figures in", "£000s", "£, £000s or £m"),
    ("Print decimals", "1", "How many decimals are printed"),
    ("Negative figures", "minus", "minus: -349.7; brackets: (349.7)"),
    (
        "Accept totals as printed",
        "Yes",
        "Yes: totals stand as published, with a warning if they do not add up",
    ),
)
_MONITORING_SETTINGS = (
    ("Title", MONITORING_TITLE, "Stands at the head of every page"),
    ("Directorate", DIRECTORATE, "Whose budget is monitored"),
    ("Financial year", "2016-17", "April to March"),
    ("Results up to", "July 2016", "The month at whose end the position is reported"),
    ("Publication date", "September 2016", "When the paper goes to the committee"),
    ("Print figures in", "£000s", "£, £000s or £m"),
    ("Print decimals", "1", "How many decimals are printed"),
    ("Negative figures", "minus", "minus: -349.7; brackets: (349.7)"),
    (
        "Variance sign",
        "overspend positive",
        "overspend positive: +50.0 is an overspend; or overspend negative",
    ),
    ("Green up to %", "0%", "An overspend up to this share of the budget is still Green"),
    ("Amber up to %", "2%", "An overspend up to this share of the budget is still Amber, beyond it Red"),
    ("RAG materiality £", "50,000", "An overspend below this amount is never Red"),
    ("Explain variances from £", "100,000", "A variance of this amount or more, either way, is explained"),
)
_EXPLANATIONS = (
    (
        "Strategy, Policy, Relationships & Corporate Assurance",
        "Three posts have been vacant since April while the teams are brought together. Two of them are now "
        "advertised; the saving on the third is expected to last until March.",
    ),
    (
        "Finance & Procurement",
        "Vacancies in the exchequer teams and more income than planned from work for schools. Agency cover for "
        "the year-end accounts is allowed for in the forecast.",
    ),
    (
        "Engagement, Organisation Design & Development (HR, Comms & Engagement)",
        "Training courses were moved to the autumn, and a campaign will be run by the team itself instead of an "
        "agency. Most of the underspend has already been made.",
    ),
    (
        "Infrastructure (Property, ICT & Business Services Centre)",
        "Rent from two office buildings starts later than planned, and repairs after the storms in spring cost "
        "more. Other repairs are being put in order of urgency, and lettings are reviewed each month.",
    ),
)
_BODY = {**CELL, "valign": "vcenter"}
_LABEL_WIDTH = 64


def budget() -> bytes:
    """Make the workbook of the budget 2017-18: settings, the budget by division, staff."""
    figures = read_figures("budgets")
    book = Book("Directorate Budget", DIRECTORATE)
    _settings(book, _BUDGET_SETTINGS)
    sheet = _Sheet(book, "Budget", len(figures["budget_2017_18"][0]))
    sheet.titles("Directorate Budget 2017-18", DIRECTORATE)
    header, *rows = figures["budget_2017_18"]
    sheet.header(header)
    sheet.units("£000s")
    for row in rows:
        sheet.line(row)
    sheet.note("Income and grants are shown as negative figures.")
    staff = _Sheet(book, "Staff", 2)
    staff.titles("Staff in post, full time equivalents", "Budget 2017-18")
    header, *rows = figures["staff_2017_18"]
    staff.header(header)
    for row in rows:
        staff.line(row, wrapped=False)
    return book.close()


def monitoring() -> bytes:
    """Make the workbook of the monitoring 2016-17: settings, the table of variances, what explains them."""
    book = Book(MONITORING_TITLE, DIRECTORATE)
    lay_monitoring(book)
    return book.close()


def lay_monitoring(book: Book) -> None:
    """Add the sheets of the monitoring 2016-17 to a book."""
    header, *rows = read_figures("budgets")["monitoring_2016_07"]
    _settings(book, _MONITORING_SETTINGS)
    sheet = _Sheet(book, "Monitoring", len(header))
    sheet.titles("Financial Monitoring 2016-17", "Position at the end of July 2016")
    sheet.unit_at_the_right("£000s")
    sheet.header(header)
    for row in rows:
        sheet.line(row)
    data_sheet(book, "Explanations", ("Heading", "Explanation"), _EXPLANATIONS)


def amount(printed: str) -> tuple[float, str]:
    """Return the number of a printed amount and the number format that prints it so.

    >>> amount("-4,388.0"), amount("-5752.8")
    ((-4388.0, '#,##0.0;-#,##0.0'), (-5752.8, '0.0'))
    """
    number = Decimal(printed.replace(",", ""))
    plain = abs(number) >= 1000 and "," not in printed
    return float(number), PLAIN_AMOUNT if plain else AMOUNT


def _settings(book: Book, rows: Sequence[Sequence[str]]) -> None:
    data_sheet(book, "Settings", ("Setting", "Value", "What it means"), rows)


class _Sheet:
    """A sheet with one table as printed, from the top down."""

    def __init__(self, book: Book, name: str, columns: int) -> None:
        self.book = book
        self.sheet = book.sheet(name)
        self.last = columns - 1
        self.row = 0
        self.sheet.set_column(0, 0, _LABEL_WIDTH)
        self.sheet.set_column(1, self.last, 13)

    def titles(self, title: str, subtitle: str) -> None:
        """Write the rows above the header."""
        self.sheet.write_string(0, 0, title, self.book.style(bold=True, font_size=14))
        self.sheet.write_string(1, 0, subtitle, self.book.style(font_size=11))
        self.row = 3

    def unit_at_the_right(self, unit: str) -> None:
        """Write the unit of the whole table above its last column."""
        self.sheet.write_string(self.row - 1, self.last, unit, self.book.style(italic=True, align="right"))

    def header(self, captions: Sequence[str]) -> None:
        """Write the captions; they stay in sight and are printed on every page."""
        self.sheet.write_row(self.row, 0, captions, self.book.style(**HEADER))
        self.sheet.set_row(self.row, 3 * LINE_HEIGHT if self.last > 1 else LINE_HEIGHT)
        self.sheet.repeat_rows(self.row)
        self.row += 1
        self.sheet.freeze_panes(self.row, 1)

    def units(self, unit: str) -> None:
        """Write a row beneath the captions that says what the figures are in."""
        style = self.book.style(**{**HEADER, "bold": False, "italic": True, "align": "right"})
        self.sheet.write_row(self.row, 0, ["", *[unit] * self.last], style)
        self.row += 1

    def line(self, row: Sequence[str], *, wrapped: bool = True) -> None:
        """Write a row of label and figures, a group's name, or a total ruled off from what it adds."""
        label, *figures = row
        if wrapped and label == " ".join(WRAPPED):
            self._cells(WRAPPED[0], [""] * len(figures), {"bottom": 0})
            self._cells(WRAPPED[1], figures, {"top": 0})
        elif label.startswith("Total"):
            self._cells(label, figures, {"bold": True, "top": 2})
        else:
            self._cells(label, figures, {} if any(figures) else {"bold": True})

    def note(self, text: str) -> None:
        """Write a line beneath the table."""
        self.sheet.write_string(self.row + 1, 0, text, self.book.style(italic=True))

    def _cells(self, label: str, figures: Sequence[str], look: Mapping[str, Any]) -> None:
        self.sheet.set_row(self.row, row_height(label, _LABEL_WIDTH))
        self.sheet.write_string(self.row, 0, label, self.book.style(**{**_BODY, **look}))
        for column, printed in enumerate(figures, start=1):
            if printed:
                number, shown = amount(printed)
                style = self.book.style(**{**_BODY, **look, "num_format": shown, "align": "right"})
                self.sheet.write_number(self.row, column, number, style)
            else:
                self.sheet.write_blank(self.row, column, None, self.book.style(**{**_BODY, **look}))
        self.row += 1
