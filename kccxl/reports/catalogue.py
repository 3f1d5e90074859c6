"""The reports kccxl knows. A new report is a folder beside this file and an entry here; nothing else is touched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from kccxl.sheets.sheet import Book
from kccxl.tables.grid import Grid
from kccxl.tables.problems import Problem


class Report(Protocol):
    """What a report can do. ``results`` is whatever its own ``compute`` gave."""

    name: str
    title: str

    def serves(self, grids: Sequence[Grid]) -> bool:
        """Whether the grids hold tables of this report."""

    def compute(self, grids: Sequence[Grid], workbook: str) -> Any:
        """Read, compute and check the grids of a workbook; problems are part of the results."""

    def problems(self, results: Any) -> Sequence[Problem]:
        """Every problem met, worst first."""

    def lay_out(self, results: Any, *, version: str, source: str, made: datetime, file: str = "") -> Book:
        """The finished sheets; ``file`` is the path from them to the workbook ``source``, for links."""

    def as_json(self, results: Any) -> dict[str, Any]:
        """The documented contract for other programs."""

    def records(self, results: Any) -> list[dict[str, str]]:
        """Flat records for CSV and tables."""

    def explain(self, results: Any, ref: str) -> str:
        """How one line came about.

        Raises:
            UsageError: there is no such line.

        """

    def template(self) -> Book:
        """An empty, explained workbook for new work."""


class Performance:
    """The performance dashboard. Its modules are imported where they are used: a command waits for none it leaves out."""

    name = "performance"
    title = "Performance dashboard"

    def serves(self, grids: Sequence[Grid]) -> bool:
        """See :class:`Report`."""
        from kccxl.reports.performance.report import serves

        return serves(grids)

    def compute(self, grids: Sequence[Grid], workbook: str) -> Any:
        """See :class:`Report`."""
        from kccxl.reports.performance.report import report

        return report(grids, workbook)

    def problems(self, results: Any) -> Sequence[Problem]:
        """See :class:`Report`."""
        found: Sequence[Problem] = results.problems
        return found

    def lay_out(self, results: Any, *, version: str, source: str, made: datetime, file: str = "") -> Book:
        """See :class:`Report`."""
        from kccxl.reports.performance.dashboard import lay_out

        return lay_out(results, version=version, source=source, made=made, file=file)

    def as_json(self, results: Any) -> dict[str, Any]:
        """See :class:`Report`."""
        from kccxl.reports.performance.contract import as_json

        return as_json(results)

    def records(self, results: Any) -> list[dict[str, str]]:
        """See :class:`Report`."""
        from kccxl.reports.performance.contract import records

        return records(results)

    def explain(self, results: Any, ref: str) -> str:
        """See :class:`Report`."""
        from kccxl.reports.performance.explain import explain

        return explain(results, ref)

    def template(self) -> Book:
        """See :class:`Report`."""
        from kccxl.reports.performance.template import template

        return template()


REPORTS: dict[str, Report] = {report.name: report for report in (Performance(),)}
"""Every report by name."""


def report_for(grids: Sequence[Grid]) -> Report:
    """The report whose tables the grids hold; the first one, which will say what it misses, where none does."""
    return next((report for report in REPORTS.values() if report.serves(grids)), next(iter(REPORTS.values())))
