"""What the sample workbooks must come to: the printed figures and ratings in ``workbooks/figures``."""

from __future__ import annotations

import importlib
import json
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WORKBOOKS = ROOT / "workbooks"
YEARS = ("2016-17", "2018-19")

FIELD_OF_CAPTION = {
    "Ref": "ref",
    "Indicator": "description",
    "Indicator description": "description",
    "Latest Month": "latest",
    "Latest month": "latest",
    "Latest Qtr": "latest",
    "Latest Forecast": "latest",
    "Month RAG": "month_rag",
    "RAG": "month_rag",
    "DoT": "dot",
    "Previous Forecast": "previous_forecast",
    "Year to Date": "ytd",
    "YTD RAG": "ytd_rag",
    "Target": "target",
    "Floor Standard": "floor",
    "Previous Year": "previous_year",
    "Prev. yr YTD": "previous_year",
}
"""The captions of the KPI tables and the field each stands for."""

DOT_OF_ARROW = {"↑": "improved", "↓": "worsened", "↔": "same"}


@dataclass(frozen=True)
class PrintedKpi:
    """One row of a KPI table, every cell as printed; None where the table has no such column."""

    area: tuple[str, str, str, str]
    data_period: str
    period_label: str
    ref: str
    description: str
    latest: str
    month_rag: str
    dot: str
    ytd: str | None
    ytd_rag: str | None
    target: str
    floor: str
    previous_year: str
    previous_forecast: str | None = None

    @property
    def expected(self) -> tuple[str, str, str, str, str | None, str]:
        """Ref, description, latest, month RAG, YTD RAG (None: not rated) and direction of travel."""
        direction = DOT_OF_ARROW[self.dot]
        return self.ref, self.description, self.latest, self.month_rag, self.ytd_rag or None, direction


@dataclass(frozen=True)
class PrintedActivity:
    """One row of an activity table, every cell as printed; None where the table has no such column."""

    area: tuple[str, str, str, str]
    value_label: str
    previous_label: str
    ref: str
    description: str
    value: str
    previous: str
    in_range: str | None = None
    upper: str | None = None
    lower: str | None = None


@dataclass(frozen=True)
class PrintedNote:
    """A text beneath a table, and the refs it speaks of."""

    label: str
    refs: tuple[str, ...]
    text: str


@cache
def figures(name: str) -> dict[str, Any]:
    """Read one file of figures, for example ``performance-2016-17``."""
    content: dict[str, Any] = json.loads((WORKBOOKS / "figures" / f"{name}.json").read_text(encoding="utf-8"))
    return content


def dashboard(year: str) -> dict[str, Any]:
    """Return the figures of a published dashboard."""
    return figures(f"performance-{year}")


def kpis(year: str) -> list[PrintedKpi]:
    """Return the KPI rows of a year in printed order."""
    rows = []
    for area in dashboard(year)["areas"]:
        for table in (each for each in area["tables"] if each["kind"] == "kpi"):
            names = [FIELD_OF_CAPTION[caption] for caption in table["captions"]]
            for row in table["rows"]:
                cells = {"ytd": None, "ytd_rag": None, **dict(zip(names, row, strict=True))}
                label = table["captions"][2]
                rows.append(PrintedKpi(tuple(area["area"]), area["data_period"], label, **cells))
    return rows


def activity(year: str) -> list[PrintedActivity]:
    """Return the activity rows of a year in printed order."""
    rows = []
    for area in dashboard(year)["areas"]:
        for table in (each for each in area["tables"] if each["kind"] == "activity"):
            captions = table["captions"]
            names = ["ref", "description", "value", "in_range", "upper", "lower", "previous"]
            names = names if "Upper" in captions else ["ref", "description", "value", "previous"]
            for row in table["rows"]:
                cells = dict(zip(names, row, strict=True))
                rows.append(PrintedActivity(tuple(area["area"]), captions[2], captions[-1], **cells))
    return rows


def notes(year: str) -> list[PrintedNote]:
    """Return the texts beneath the tables of a year in printed order."""
    found = (note for area in dashboard(year)["areas"] for table in area["tables"] for note in table["notes"])
    return [PrintedNote(label, tuple(refs), text) for label, refs, text in found]


def summary(year: str) -> list[tuple[str, str, str, str]]:
    """Return the summary page of a year: group, label, month RAG, YTD RAG."""
    return [(group["group"], *row) for group in dashboard(year)["summary"] for row in group["rows"]]


def range_checks(year: str) -> list[PrintedActivity]:
    """Return the activity rows of a year that were checked against their thresholds."""
    return [row for row in activity(year) if row.in_range]


def ratings(year: str) -> list[tuple[str, str, str, str, str]]:
    """Return every published rating of a year: ref, figure, target, floor, rating; month and year to date."""
    month = [(row.ref, row.latest, row.target, row.floor, row.month_rag) for row in kpis(year)]
    ytd = [(row.ref, row.ytd or "", row.target, row.floor, row.ytd_rag) for row in kpis(year) if row.ytd_rag]
    return [*month, *[(ref, figure, target, floor, rag or "") for ref, figure, target, floor, rag in ytd]]


def counts_in_text(year: str) -> dict[str, Any]:
    """Return what the covering text counts: KPIs, colours, and (2016 only) directions."""
    counts: dict[str, Any] = dashboard(year)["counts_in_text"]
    return counts


@cache
def samples() -> ModuleType:
    """Load the script that makes the sample workbooks, with the modules beside it."""
    sys.path.insert(0, str(WORKBOOKS))
    try:
        return importlib.import_module("make_samples")
    finally:
        sys.path.remove(str(WORKBOOKS))
