"""Small workbooks of both layouts, as grids, with the cell under test left open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kccxl.reports.performance.model import Results
from kccxl.reports.performance.report import report
from kccxl.tables.grid import Grid
from tests.tables.grids import Cell, sheet

KPI = [
    "Ref",
    "Indicator description",
    "Latest Month",
    "Month RAG",
    "DoT",
    "Year to Date",
    "YTD RAG",
    "Target",
    "Floor Standard",
    "Previous Year",
]
DEMAND = ["Ref", "Indicator", "Year to date", "In expected range?", "Upper", "Lower", "Prev. yr YTD"]
INDICATORS = [
    "Ref",
    "Service area",
    "Indicator description",
    "Unit",
    "Decimals",
    "Target",
    "Floor standard",
    "Good is",
    "Frequency",
    "RAG scheme",
    "Year to date",
]
ACTIVITY: list[Cell] = [
    "Ref",
    "Service area",
    "Indicator description",
    "Kind",
    "Threshold",
    "Q1",
    "Q2",
    "Q3",
    "Q4",
]
SETTINGS: list[list[Cell]] = [
    ["Setting", "Value"],
    ["Financial year", "2018/19"],
    ["Results up to", "Jan 2019"],
]
AREAS: list[list[Cell]] = [["Service area", "Director"], ["Finance", "A. Person"]]
TEN = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan"]


def kpi(ref: str = "CS04", latest: Cell = "95%", **more: Cell) -> list[Cell]:
    """Return a row of the KPI table."""
    row: dict[str, Cell] = {
        "ref": ref,
        "description": "Calls answered",
        "latest": latest,
        "month_rag": None,
        "dot": None,
        "ytd": None,
        "ytd_rag": None,
        "target": "95%",
        "floor": "80%",
        "previous_year": None,
    }
    return list((row | more).values())


def published(
    *rows: Sequence[Cell], header: Sequence[Cell] = KPI, other: Sequence[Grid] = (), **more: Any
) -> Results:
    """Return what a sheet with one table of indicators, and any other sheets, come to."""
    return results(sheet([["Results up to July 2016"], header, *rows], **more), *other)


def indicator(ref: str = "CS04", **more: Cell) -> list[Cell]:
    """Return a row of the Indicators table."""
    row: dict[str, Cell] = {
        "ref": ref,
        "area": "Finance",
        "description": "Calls answered",
        "unit": "%",
        "decimals": 0,
        "target": "95%",
        "floor": "80%",
        "good_is": None,
        "frequency": "month",
        "scheme": None,
        "ytd": None,
    }
    return list((row | more).values())


def data(
    *rows: Sequence[Cell],
    long: Sequence[Sequence[Cell]] = (),
    wide: Sequence[Sequence[Cell]] = (),
    settings: Sequence[Sequence[Cell]] = SETTINGS,
    areas: Sequence[Sequence[Cell]] = AREAS,
    other: Sequence[Grid] = (),
) -> Results:
    """Return what a workbook in the data layout comes to; ``long`` and ``wide`` are tables of results."""
    grids = [sheet(settings, "Settings"), sheet(areas, "Areas"), sheet([INDICATORS, *rows], "Indicators")]
    grids += [sheet(table, name) for name, table in (("Long", long), ("Wide", wide)) if table]
    return results(*grids, *other)


def results(*grids: Grid) -> Results:
    """Report on grids."""
    return report(list(grids), "book.xlsx")


def found(results: Results, *severities: str) -> set[tuple[str, str]]:
    """Return code and cell of every problem, of the severities given or of errors and warnings."""
    wanted = severities or ("error", "warning")
    return {(p.code, f"{p.sheet}!{p.cell}") for p in results.problems if p.severity.value in wanted}


def rags(results: Results) -> dict[str, str | None]:
    """Return the month ratings by ref."""
    return {r.indicator.ref: r.month.rag.value if r.month.rag else None for r in results.indicators}
