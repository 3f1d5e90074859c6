"""The one use case: grids in, sheets and problems out. A button, a scheduler and a test all come through here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    """What came of a workbook: its reports, every problem, and the sheets, unless an error forbids them.

    ``printed`` names the report of each of those sheets by title; what all share (Data checks, Report text) is of none.
    """

    workbook: str
    computed: Sequence[Computed]
    problems: Sequence[Problem]
    book: Book | None = None
    printed: Mapping[str, str] = field(default_factory=dict)

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

    def explain(self, ref: str, within: Collection[str] = (), *, exact: bool = False) -> str:
        """How one line came about, in each report that has one so called; only if none has, by a part of its name.

        Args:
            ref: what the line is called.
            within: the names of the reports that are asked; all, if empty.
            exact: whether a part of a name is not enough.

        Raises:
            UsageError: none has.

        """
        asked = [each for each in self.computed if not within or each.report.name in within]
        said, refused = _explanations(asked, ref, exact=True)
        if not said and not exact:
            said, refused = _explanations(asked, ref, exact=False)
        if not said:
            raise UsageError(" ".join(dict.fromkeys(refused)))
        if len(said) == 1:
            return next(iter(said.values()))
        parts = [f"{title}:\n{text}" for title, text in said.items()]
        return "\n\n".join([f"“{ref}” stands in {len(said)} reports: {', '.join(said)}.", *parts])

    def reports_reading(self, grid: Grid) -> list[str]:
        """Return the names of the reports that take a sheet for one of their tables."""
        return [each.report.name for each in self.computed if each.report.serves([grid])]


def _explanations(asked: Sequence[Computed], ref: str, *, exact: bool) -> tuple[dict[str, str], list[str]]:
    """What each report says, by its title, and what those say that have no such line."""
    said, refused = dict[str, str](), list[str]()
    for each in asked:
        try:
            said[each.report.title] = each.report.explain(each.results, ref, exact=exact)
        except UsageError as fault:
            refused.append(str(fault))
    return said, refused


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
    pages = _pages(done, making)
    book = bind(pages, done.problems, making)
    properties = {**book.properties, MADE_BY: __version__, "kccxl report": ", ".join(done.names)}
    printed = {sheet.title: name for name, one in zip(done.names, pages, strict=True) for sheet in one.sheets}
    return replace(done, book=replace(book, properties=properties), printed=printed)


def _pages(done: Refreshed, making: Making) -> list[Pages]:
    taken, pages = [CHECKS, TEXT], list[Pages]()
    for each in done.computed:
        pages.append(each.report.lay_out(each.results, making, taken))
        taken += [sheet.title for sheet in pages[-1].sheets]
    return pages
