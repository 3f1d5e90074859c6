"""The one use case: grids in, sheets and problems out. A button, a scheduler and a test all come through here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any

from kccxl import __version__
from kccxl.errors import UsageError
from kccxl.reports.catalogue import Report, reports_for, told_apart
from kccxl.reports.paper.binding import CHECKS, TEXT, bind
from kccxl.reports.paper.frame import Making
from kccxl.reports.paper.pages import Pages
from kccxl.sheets.sheet import Book
from kccxl.tables.grid import Grid
from kccxl.tables.problems import Problem, has_errors, worst_first

MADE_BY = "kccxl"
"""The document property by which kccxl knows its own outputs."""

_FOR_ANOTHER = frozenset({"unknown-setting", "explanation-unknown"})
"""What means: this report cannot use it. Another report of the same workbook may."""


@dataclass(frozen=True, slots=True)
class Computed:
    """One report of a workbook and its results."""

    report: Report
    results: Any


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What came of a workbook: its reports, every problem, and the sheets, unless an error forbids them."""

    workbook: str
    computed: Sequence[Computed]
    problems: Sequence[Problem]
    book: Book | None = None

    @property
    def has_errors(self) -> bool:
        """Whether the workbook's cells hold errors, so that no sheets were laid out."""
        return has_errors(self.problems)

    @property
    def names(self) -> list[str]:
        """The names of its reports."""
        return [each.report.name for each in self.computed]

    def as_json(self) -> dict[str, Any]:
        """The contract of the one report, or of several under ``reports``."""
        contracts = [each.report.as_json(each.results) for each in self.computed]
        if len(contracts) == 1:
            return contracts[0]
        return {"workbook": self.workbook, "reports": contracts}

    def records(self) -> dict[str, list[dict[str, str]]]:
        """Flat records by the name of their report."""
        return {each.report.name: each.report.records(each.results) for each in self.computed}

    def explain(self, ref: str) -> str:
        """How one line came about, in each report that has it.

        Raises:
            UsageError: none has.

        """
        said, refused = list[str](), list[UsageError]()
        for each in self.computed:
            try:
                said.append(each.report.explain(each.results, ref))
            except UsageError as fault:
                refused.append(fault)
        if not said:
            raise UsageError(" ".join(dict.fromkeys(str(fault) for fault in refused)))
        return "\n\n".join(said)


def compute(grids: Sequence[Grid], workbook: str) -> Refreshed:
    """Compute the reports the grids hold, without laying them out; ``workbook`` is the file name to print."""
    reports = reports_for(grids)
    grids = told_apart(grids, reports)
    computed = [Computed(report, report.compute(grids, workbook)) for report in reports]
    return Refreshed(workbook, computed, joined([each.report.problems(each.results) for each in computed]))


def joined(found: Sequence[Sequence[Problem]]) -> list[Problem]:
    """Return the problems of several reports as one list; what one cannot use is none where another can.

    >>> from kccxl.tables.problems import Severity
    >>> sign = Problem(Severity.NOTE, "unknown-setting", "Settings", "A9", "Sign", "a setting", "Remove it.")
    >>> len(joined([[sign], []])), len(joined([[sign], [sign]]))
    (0, 1)
    """
    kept, said = list[Problem](), set[tuple[str, str, str]]()
    for problem in chain.from_iterable(found):
        if problem.code in _FOR_ANOTHER:
            if _key(problem) in said or not all(_key(problem) in map(_key, others) for others in found):
                continue
            said.add(_key(problem))
        kept.append(problem)
    return worst_first(kept)


def _key(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.sheet, problem.cell


def refresh(
    grids: Sequence[Grid], workbook: str, *, made: datetime, file: str = "", beside: Collection[str] = ()
) -> Refreshed:
    """Compute the reports and lay out their sheets; with errors in the cells there are none.

    ``file`` is the path from the dashboard to its workbook where that is another file, ``beside`` are the titles
    of the sheets it will stand with otherwise; data checks lead there.
    """
    done = compute(grids, workbook)
    if done.has_errors:
        return done
    making = Making(__version__, workbook, made, file, beside)
    book = bind(_pages(done, making), done.problems, making)
    properties = {**book.properties, MADE_BY: __version__, "kccxl report": ", ".join(done.names)}
    return replace(done, book=replace(book, properties=properties))


def _pages(done: Refreshed, making: Making) -> list[Pages]:
    taken, pages = [CHECKS, TEXT], list[Pages]()
    for each in done.computed:
        pages.append(each.report.lay_out(each.results, making, taken))
        taken += [sheet.title for sheet in pages[-1].sheets]
    return pages
