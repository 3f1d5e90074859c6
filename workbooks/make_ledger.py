"""Make ``budget-ledger-example.xlsx`` beside this file: the ledger of an invented directorate, about 5,000 lines.

All of it is invented; a seed makes the same figures, and so the same bytes, at every run. As in an export of a
finance system, title lines stand above the captions and a grand total stands at the foot.

Run ``python workbooks/make_ledger.py`` after a change.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

HERE = Path(__file__).resolve().parent
CREATED = datetime(2025, 2, 3, 9, 0, 0)
SEED = 1889
DONE = 6
"""Months with actuals: April to September."""

COLUMNS = (
    *("Month", "Division", "Heading", "Cost centre", "Cost centre name", "Subjective group", "Subjective"),
    *("Budget", "Actual", "Commitment", "Forecast", "Profile"),
)
DIVISIONS = {
    "Communities": {
        "Libraries and archives": ["Central library", "Town libraries", "Mobile library", "Record office"],
        "Registration": ["Births and deaths", "Marriages", "Certificates"],
        "Trading standards": ["Inspection", "Advice to business", "Scams team"],
        "Sport and arts": ["Sports grants", "Arts development", "Museums"],
    },
    "Infrastructure": {
        "Property": ["Offices", "Depots", "Disposals", "Facilities"],
        "ICT": ["Service desk", "Networks", "Applications", "Telephony"],
        "Energy and carbon": ["Street lighting", "Energy team"],
    },
    "People and policy": {
        "Human resources": ["HR advice", "Recruitment", "Payroll", "Occupational health"],
        "Legal services": ["Childcare law", "Contracts", "Land charges"],
        "Finance": ["Accountancy", "Audit", "Exchequer", "Insurance"],
        "Democratic services": ["Members' support", "Elections", "Scrutiny"],
    },
}
STAFFING = ("Salaries", "National insurance", "Pension", "Agency staff")
NON_STAFFING = ("Premises", "Energy", "Supplies", "Travel", "Contracts")
INCOME = ("Fees and charges", "Recharges")
ENERGY = (9.5, 8, 6.5, 5, 4.5, 5.5, 7.5, 9.5, 11, 12, 11, 10)
"""A profile of past years, in per cent: more is used in winter."""

OVERSPENDING = {"ICT": 1.09, "Legal services": 1.06, "Property": 0.93, "Registration": 0.97, "Finance": 1.004}
VIREMENTS = (
    ("V01", 4, "Human resources", 48000, "The training team moved to Human resources."),
    ("V01", 4, "Finance", -48000, "The training team moved to Human resources."),
    ("V02", 6, "ICT", 125000.5, "Licences are bought for all in one contract."),
    ("V02", 6, "Property", -75000.25, "Licences are bought for all in one contract."),
    ("V02", 6, "Legal services", -50000.25, "Licences are bought for all in one contract."),
    ("V03", 8, "Libraries and archives", 30000, "Longer opening hours in two towns."),
    ("V03", 8, "Sport and arts", -30000, "Longer opening hours in two towns."),
)
EXPLANATIONS = {
    "ICT": "A data centre had to be kept on for nine months longer than planned. Two contracts end in January.",
    "Legal services": "More cases are heard in court, and agency solicitors fill three vacant posts.",
    "Property": "Two offices were handed back early; rent and rates are saved from June on.",
}
SETTINGS = (
    ("Title", "Financial Monitoring", "Stands at the head of every page"),
    ("Directorate", "Illustrative Directorate", "Whose budgets these are"),
    ("Financial year", "2024/25", "April to March"),
    ("Results up to", "Sep 2024", "The last month that is complete"),
    ("Publication date", "November 2024", "When the report goes to the committee"),
    ("Print figures in", "£000s", "In what the report prints money"),
    (
        "Budget profile",
        "given",
        "Month by month as in the ledger; lines of the profile Energy are spread by it",
    ),
    ("Forecast outturn", "stated", "The actual of the months done with the forecast of those to come"),
    ("Green up to %", 0, "An overspend up to this per cent is Green"),
    ("Amber up to %", 2, "An overspend up to this per cent is Amber"),
    ("Illustrative", "Yes", "The figures are invented, and every page says so"),
)


def lines(random: Random) -> Iterator[list[Any]]:
    """Yield the lines of the ledger, month by month; amounts in pounds and pence, income negative."""
    number = 100
    for division, headings in DIVISIONS.items():
        for heading, centres in headings.items():
            for name in centres:
                number += 1
                for group, subjectives in _subjectives(random):
                    for subjective in subjectives:
                        first = [division, heading, f"C{number:05d}", name, group, subjective]
                        yield from _year(random, first, OVERSPENDING.get(heading, 0.998))


def _subjectives(random: Random) -> list[tuple[str, Sequence[str]]]:
    earning = INCOME if random.random() < 0.7 else INCOME[:1]
    return [("Staffing", STAFFING), ("Non staffing", NON_STAFFING), ("Income", earning)]


def _year(random: Random, first: Sequence[str], trend: float) -> Iterator[list[Any]]:
    """Yield twelve lines of one subjective, or fewer where nothing is budgeted in some months."""
    group, subjective = first[-2], first[-1]
    monthly = {"Staffing": random.randrange(4000, 26000), "Income": -random.randrange(500, 9000)}
    base = monthly.get(group, random.randrange(300, 7000))
    base = base // 8 if subjective == "Agency staff" else base
    profile = "Energy" if subjective == "Energy" else None
    for month in range(12):
        budget = base + random.randrange(-base // 20 - 1, base // 20 + 1) if base > 0 else base
        spent = round(budget * trend * random.uniform(0.96, 1.04), 2)
        done = month < DONE
        commitment = (
            round(abs(budget) * random.uniform(0.1, 0.5), 2)
            if month == DONE and group == "Non staffing"
            else None
        )
        yield [
            datetime(2024 + (month > 8), (month + 3) % 12 + 1, 1),
            *first,
            float(budget),
            spent if done else None,
            commitment,
            None if done else spent,
            profile,
        ]


def build() -> dict[str, bytes]:
    """Make the workbook; the key is its file name."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": "Illustrative ledger", "created": CREATED})
    _settings(book)
    _ledger(book, list(lines(Random(SEED))))
    _table(book, "Virements", ("Virement", "Month", "Heading", "Amount", "Reason"), list(_virements()))
    months = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
    _table(book, "Profiles", ("Profile", *months), [["Energy", *ENERGY]])
    _table(book, "Explanations", ("Heading", "Explanation"), [list(each) for each in EXPLANATIONS.items()])
    for plan in ("capital", "savings"):
        _plan(book, plan)
    book.close()
    return {"budget-ledger-example.xlsx": stream.getvalue()}


def _plan(book: Any, plan: str) -> None:
    """Write the capital programme or the savings plan, in £000s, with its total."""
    given = json.loads((HERE / "figures/capital-savings-example.json").read_text(encoding="utf-8"))[plan]
    sheet = book.add_worksheet(given["sheet"])
    bold, money = (
        book.add_format({"bold": True, "text_wrap": True}),
        book.add_format({"num_format": "#,##0.0"}),
    )
    total = book.add_format({"num_format": "#,##0.0", "bold": True, "top": 1})
    for column, about in enumerate(given["columns"]):
        amounts = about["caption"].endswith("£000s")
        sheet.set_column(column, column, 14 if amounts else 46)
        sheet.write_string(0, column, about["caption"], bold)
        for at, row in enumerate([*given["rows"], given["total"]], start=1):
            value = row.get(about["key"])
            style = total if row is given["total"] else money
            if amounts and value is not None:
                sheet.write_number(at, column, float(value), style)
            elif value is not None:
                sheet.write_string(at, column, value, style)


def _virements() -> Iterator[list[Any]]:
    for ref, month, heading, amount, reason in VIREMENTS:
        yield [ref, datetime(2024, month, 15), heading, amount, reason]


def _settings(book: Any) -> None:
    _table(book, "Settings", ("Setting", "Value", "Meaning"), [list(each) for each in SETTINGS])


def _ledger(book: Any, rows: Sequence[Sequence[Any]]) -> None:
    """Write the ledger as a finance system exports it: title lines, captions, lines, grand total."""
    sheet = book.add_worksheet("Ledger")
    bold = book.add_format({"bold": True})
    month, money = book.add_format({"num_format": "mmm-yy"}), book.add_format({"num_format": "#,##0.00"})
    total = book.add_format({"num_format": "#,##0.00", "bold": True, "top": 1})
    sheet.write_string(0, 0, "Budget monitoring extract", bold)
    sheet.write_string(1, 0, "All cost centres, periods 1 to 12")
    top = 3
    sheet.write_row(top, 0, COLUMNS, bold)
    for at, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(at, column, value, month)
            elif isinstance(value, float):
                sheet.write_number(at, column, value, money)
            elif value is not None:
                sheet.write_string(at, column, value)
    last = top + len(rows)
    sheet.write_string(last + 1, 0, "Grand Total", bold)
    for column in range(7, 11):
        letter = "ABCDEFGHIJKL"[column]
        pennies = sum(round((row[column] or 0) * 100) for row in rows)
        sheet.write_formula(
            last + 1, column, f"=SUM({letter}{top + 2}:{letter}{last + 1})", total, pennies / 100
        )
    sheet.freeze_panes(top + 1, 0)
    for column, width in enumerate((9, 18, 24, 12, 22, 16, 20, 13, 13, 13, 13, 9)):
        sheet.set_column(column, column, width)


def _table(book: Any, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write a sheet with one Excel table."""
    sheet = book.add_worksheet(name)
    month = book.add_format({"num_format": "mmm-yy"})
    captions = [{"header": column} for column in columns]
    sheet.add_table(0, 0, len(rows), len(columns) - 1, {"name": name, "columns": captions})
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(at, column, value, month)
            else:
                sheet.write(at, column, value)
    for column, caption in enumerate(columns):
        longest = max(
            [len(caption) + 3, *(len(str(row[column])) for row in rows if isinstance(row[column], str))]
        )
        sheet.set_column(column, column, min(longest + 2, 70))


def main() -> None:
    """Write the workbook beside this file."""
    for name, content in build().items():
        (HERE / name).write_bytes(content)


if __name__ == "__main__":
    main()
