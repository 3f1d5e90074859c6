"""The sample workbooks on money hold every published figure, and keep the oddities of an officer's sheet."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kccxl.files.read import read_workbook
from kccxl.reports.money.settings import MoneySettings, Scale, read_money_settings
from kccxl.rules.casting import Verdict
from kccxl.rules.financial_year import FinancialYear
from kccxl.rules.periods import parse_period
from kccxl.tables.problems import ProblemLog
from kccxl.tables.totals import find_castings
from tests.published import oracle

BUDGET = oracle.WORKBOOKS / "budget-2017-18.xlsx"
MONITORING = oracle.WORKBOOKS / "monitoring-2016-17.xlsx"


def figures(name: str) -> list[list[str]]:
    """Return a published table: its captions, then its rows, as printed."""
    table: list[list[str]] = oracle.figures("budgets")[name]
    return table


def printed(sheet: Worksheet, top: int, rows: int) -> list[list[str]]:
    """Return rows of a sheet as Excel shows them; every figure must be a number, not a text that looks like one."""
    lines = sheet.iter_rows(min_row=top, max_row=top + rows - 1)
    return [[shown(cell.value, cell.number_format) for cell in line] for line in lines]


def shown(value: object, number_format: str) -> str:
    """Return a cell as Excel shows it under the two formats these sheets use."""
    if value is None:
        return ""
    if isinstance(value, str):
        assert not any(character.isdigit() for character in value), f"{value!r} is a text"
        return value
    number = Decimal(repr(value))
    return {"#,##0.0;-#,##0.0": f"{number:,.1f}", "0.0": f"{number:.1f}"}[number_format]


def test_budget_is_what_was_published_cell_by_cell() -> None:
    sheet = load_workbook(BUDGET)["Budget"]
    captions, *rows = figures("budget_2017_18")
    blank = [""] * (len(captions) - 1)
    split = next(row for row in rows if row[0].startswith("Strategy, Policy"))
    at = rows.index(split)
    above, below = "Strategy, Policy, Relationships and", "Corporate Assurance"
    assert split[0] == f"{above} {below}"
    wanted = [captions, *rows[:at], [above, *blank], [below, *split[1:]], *rows[at + 1 :]]
    assert [cell.value for cell in sheet[5]] == [None, *["£000s"] * len(blank)], "a row of units"
    assert printed(sheet, 4, 1) + printed(sheet, 6, len(wanted) - 1) == wanted


def test_only_the_total_of_grants_lacks_its_separator() -> None:
    sheet = load_workbook(BUDGET)["Budget"]
    plain = [cell for row in sheet for cell in row if cell.number_format == "0.0"]
    assert [(cell.coordinate, cell.value) for cell in plain] == [("G15", -5752.8)]


def test_staff_are_what_was_published_cell_by_cell() -> None:
    wanted = figures("staff_2017_18")
    assert printed(load_workbook(BUDGET)["Staff"], 4, len(wanted)) == wanted


def test_monitoring_is_what_was_published_cell_by_cell() -> None:
    sheet = load_workbook(MONITORING)["Monitoring"]
    wanted = figures("monitoring_2016_07")
    assert printed(sheet, 4, len(wanted)) == wanted
    assert sheet.max_row == 3 + len(wanted)
    assert [cell.value for cell in sheet[3]] == [*[None] * 6, "£000s"], (
        "the unit, above the header at the right"
    )


@pytest.mark.parametrize(
    ("path", "sheet", "row"),
    [(BUDGET, "Budget", 15), (BUDGET, "Staff", 12), (MONITORING, "Monitoring", 16)],
)
def test_total_rows_are_ruled_off(path: Path, sheet: str, row: int) -> None:
    cells = load_workbook(path)[sheet][row]
    assert str(cells[0].value).startswith("Total")
    assert {cell.border.top.style for cell in cells} == {"medium"}


def test_the_slips_of_the_published_budget_are_kept() -> None:
    found = {
        f"{casting.sheet}!{casting.cell}": casting.cast.verdict
        for grid in read_workbook(BUDGET)
        for casting in find_castings(grid)
        if casting.cast.verdict is not Verdict.AGREES
    }
    assert found == {
        "Budget!B15": Verdict.DIFFERS,
        "Budget!D15": Verdict.DIFFERS,
        "Staff!B12": Verdict.ROUNDING,
    }


def test_every_large_variance_is_explained_and_no_other() -> None:
    book = load_workbook(MONITORING)
    explained = {row[0]: row[1] for row in book["Explanations"].iter_rows(min_row=2, values_only=True)}
    captions, _, *rows = figures("monitoring_2016_07")
    revised = captions.index("Revised Net Variance")
    large = [
        row[0].removeprefix("- ")
        for row in rows
        if abs(Decimal(row[revised].replace(",", ""))) >= 100 and not row[0].startswith("Total")
    ]
    assert list(explained) == large
    assert len(large) == 4
    assert all(len(str(text).split()) > 10 for text in explained.values())


def test_settings_of_the_workbooks() -> None:
    budget, monitoring = settings(BUDGET), settings(MONITORING)
    assert (budget.title, monitoring.title) == ("Directorate Budget", "Financial Monitoring")
    assert {budget.directorate, monitoring.directorate} == {"Strategic and Corporate Services"}
    assert (budget.financial_year, budget.unit, budget.accept_totals) == (FinancialYear(2017), None, True)
    assert (monitoring.unit, monitoring.accept_totals, monitoring.shown) == (None, False, Scale.THOUSANDS)
    assert monitoring.results_up_to == parse_period("July 2016")
    assert (monitoring.explain_from, monitoring.materiality) == (100_000, 50_000)
    assert (monitoring.green_up_to, monitoring.amber_up_to) == (0, 2)


def settings(path: Path) -> MoneySettings:
    """Read the settings of a workbook; there must be nothing to mend in them."""
    log = ProblemLog("book.xlsx")
    found = read_money_settings(read_workbook(path), log, MoneySettings(), "kccxl new")
    assert list(log.problems) == []
    return found
