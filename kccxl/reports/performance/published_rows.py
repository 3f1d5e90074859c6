"""Reads single rows of as-published tables: an indicator, an activity indicator.

A line of the summary page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kccxl.reports.paper.typed import typed_rating
from kccxl.reports.performance.model import Activity, Indicator, ServiceArea, SummaryRow
from kccxl.reports.performance.units import agree
from kccxl.reports.performance.words import (
    refs_and_text,
    tidy_ref,
    typed_direction,
    typed_range,
)
from kccxl.rules.activity import Kind as ActivityKind
from kccxl.rules.financial_year import Period, Span
from kccxl.rules.polarity import Polarity
from kccxl.tables.cells import BLANK, Figure, Kind
from kccxl.tables.problems import Severity
from kccxl.tables.rows import Row

_KPI_FIGURES = ["latest", "previous", "ytd", "target", "floor", "previous_year"]
_RESULTS = {"latest", "previous", "ytd"}
_ACTIVITY_FIGURES = ["value", "upper", "lower", "previous_year"]
_SPANS = {"qtr": Span.QUARTER, "quarter": Span.QUARTER, "forecast": Span.YEAR, "year": Span.YEAR}


def read_indicator(row: Row, area: ServiceArea, period: Period | None) -> Indicator:
    """Read a row of a table of key performance indicators."""
    description = row.text("description")
    figures = read_figures(row, _KPI_FIGURES)
    decimals = read_decimals(row)
    figures, unit = agree(figures, description, row.text("unit"), row.log)
    if decimals is not None:
        figures = {
            n: replace(f, decimals=decimals) if n in _RESULTS and not f.scale else f
            for n, f in figures.items()
        }
    label = row.table.captions.get("latest", "Latest")
    return Indicator(
        ref=tidy_ref(row.text("ref")),
        area=area.key,
        description=description,
        latest=figures.get("latest", BLANK),
        previous=figures.get("previous", BLANK),
        ytd=figures.get("ytd", BLANK),
        target=figures.get("target", BLANK),
        floor=figures.get("floor", BLANK),
        previous_year=figures.get("previous_year", BLANK),
        unit=unit,
        decimals=decimals,
        span=next((span for word, span in _SPANS.items() if word in label.lower()), Span.MONTH),
        period=period,
        period_label=" ".join(label.split()),
        good_is=read_polarity(row),
        new="(new)" in description.lower() or any(f.kind is Kind.NEW for f in figures.values()),
        typed_month_rag=_readable(row, "month_rag"),
        typed_ytd_rag=_readable(row, "ytd_rag"),
        typed_dot=_readable(row, "dot"),
        cells=_cells(row, ["ref", "description", *_KPI_FIGURES, "month_rag", "ytd_rag", "dot", "good_is"]),
    )


def read_activity(row: Row, area: ServiceArea) -> Activity:
    """Read a row of a table of activity indicators."""
    description = row.text("description")
    figures = read_figures(row, _ACTIVITY_FIGURES)
    figures, unit = agree(figures, description, row.text("unit"), row.log)
    label = row.table.captions.get("value", "Year to Date")
    return Activity(
        ref=tidy_ref(row.text("ref")),
        area=area.key,
        description=description,
        value=figures.get("value", BLANK),
        lower=figures.get("lower", BLANK),
        upper=figures.get("upper", BLANK),
        previous_year=figures.get("previous_year", BLANK),
        unit=unit,
        kind=ActivityKind.FLOW if "year" in label.lower() or "ytd" in label.lower() else ActivityKind.STOCK,
        period_label=" ".join(label.split()),
        previous_label=" ".join(row.table.captions.get("previous_year", "Previous Year").split()),
        typed_in_range=_readable(row, "in_range"),
        cells=_cells(row, ["ref", "description", *_ACTIVITY_FIGURES, "in_range"]),
    )


def read_summary_row(row: Row, group: str) -> SummaryRow:
    """Read a line of the typed summary page; its label may be ``CS01: Callers who ...``."""
    name = "description" if row.has("description") else ""
    column = row.table.columns.get(name, min(row.table.others, default=row.table.left))
    label = str(row.value_of(column) or "")
    refs, text = refs_and_text(label.replace(":", " – ", 1) if ":" in label[:12] else label, ())
    ref = tidy_ref(row.text("ref")) if row.has("ref") else refs[0] if len(refs) == 1 else ""
    return SummaryRow(
        division=group,
        ref=ref,
        description=text if refs else label.strip(),
        typed_month_rag=_readable(row, "month_rag"),
        typed_ytd_rag=_readable(row, "ytd_rag"),
        cells={"label": row.place_of(column), **_cells(row, ["month_rag", "ytd_rag"])},
    )


def read_figures(row: Row, names: Sequence[str]) -> dict[str, Figure]:
    """Return the figures of a row; text where no rating rests on it is a warning, and printed as it stands."""
    soft = Severity.WARNING
    return {
        name: row.figure(name, severity=soft) if name == "previous_year" else row.figure(name)
        for name in names
        if row.has(name)
    }


def read_decimals(row: Row) -> int | None:
    """Return the Decimals column, a whole number from 0 to 6."""
    figure = row.figure("decimals", "a whole number")
    if figure.value is None:
        return None
    if figure.value != int(figure.value) or not 0 <= figure.value <= 6:
        row.log.error(
            "bad-decimals",
            row.place("decimals"),
            figure.printed,
            "a whole number from 0 to 6",
            "Type how many decimals this indicator is shown with.",
        )
        return None
    return int(figure.value)


def read_polarity(row: Row) -> Polarity | None:
    """Return the column ``Good is``: High or Low."""
    word = row.text("good_is").lower()
    if not word:
        return None
    for polarity in Polarity:
        if word in {polarity.value.lower(), f"{polarity.value.lower()}er", polarity.value[0].lower()}:
            return polarity
    row.log.error(
        "bad-polarity",
        row.place("good_is"),
        f"“{row.text('good_is')}”",
        "High or Low",
        "Type High where a higher figure is better, Low where a lower one is.",
    )
    return None


def _readable(row: Row, name: str) -> str:
    """Return a typed rating, arrow or range check.

    One that no reader could understand is reported and left out.
    """
    text = row.text(name)
    readers = {
        "dot": (typed_direction, "an arrow (↑ ↓ ↔), NEW or N/a"),
        "in_range": (typed_range, "Yes, Above or Below"),
    }
    reader, expected = readers.get(name, (typed_rating, "GREEN, AMBER, RED or N/a"))
    if reader(text)[0]:
        return text
    row.log.error(
        "unreadable-rating",
        row.place(name),
        f"“{text}”",
        expected,
        "Correct the cell, or clear it so that the computed one is used.",
    )
    return ""


def _cells(row: Row, names: Sequence[str]) -> dict[str, str]:
    return {name: row.place(name) for name in names if row.has(name)}
