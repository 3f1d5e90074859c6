"""The one use case: grids in, sheets and problems out. A button, a scheduler and a test all come through here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kccxl import __version__
from kccxl.reports.catalogue import Report, report_for
from kccxl.sheets.sheet import Book
from kccxl.tables.grid import Grid
from kccxl.tables.problems import Problem, has_errors

MADE_BY = "kccxl"
"""The document property by which kccxl knows its own outputs."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of a workbook: its report's results, every problem, and the sheets, unless an error forbids them."""

    report: Report
    results: Any
    problems: Sequence[Problem]
    book: Book | None = None

    @property
    def has_errors(self) -> bool:
        """Whether the workbook's cells hold errors, so that no sheets were laid out."""
        return has_errors(self.problems)


def compute(grids: Sequence[Grid], workbook: str) -> Refreshed:
    """Compute the report the grids hold, without laying it out; ``workbook`` is the file name to print."""
    chosen = report_for(grids)
    results = chosen.compute(grids, workbook)
    return Refreshed(chosen, results, chosen.problems(results))


def refresh(grids: Sequence[Grid], workbook: str, *, made: datetime, file: str = "") -> Refreshed:
    """Compute a report and lay out its sheets; with errors in the cells there are none.

    ``file`` is the path from the dashboard to its workbook where that is another file; data checks lead there.
    """
    computed = compute(grids, workbook)
    if computed.has_errors:
        return computed
    book = computed.report.lay_out(
        computed.results, version=__version__, source=workbook, made=made, file=file
    )
    properties = {
        **book.properties,
        MADE_BY: __version__,
        "kccxl report": computed.report.name,
    }
    return replace(computed, book=replace(book, properties=properties))
