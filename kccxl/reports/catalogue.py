"""The reports kccxl knows. A new report is a folder beside this file and an entry here; nothing else is touched."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from kccxl.reports.paper.frame import Making
    from kccxl.reports.paper.pages import Pages
    from kccxl.sheets.sheet import Book
    from kccxl.tables.finder import Found
    from kccxl.tables.grid import Grid
    from kccxl.tables.problems import Problem


class Report(Protocol):
    """What a report can do. ``results`` is whatever its own ``compute`` gave."""

    @property
    def name(self) -> str:
        """The word officers type for it."""

    @property
    def title(self) -> str:
        """What its paper is called."""

    def serves(self, grids: Sequence[Grid]) -> bool:
        """Whether the grids hold tables of this report."""

    def tables(self, grids: Sequence[Grid]) -> Sequence[Found]:
        """The tables of this report on the grids, for those of another one end where they begin."""

    def resembles(self, grids: Sequence[Grid]) -> bool:
        """Whether the grids hold what would be a table of this report, but for a caption or two."""

    def compute(self, grids: Sequence[Grid], workbook: str) -> Any:
        """Read, compute and check the grids of a workbook; problems are part of the results."""

    def problems(self, results: Any) -> Sequence[Problem]:
        """Every problem met, worst first."""

    def lay_out(self, results: Any, making: Making, taken: Collection[str]) -> Pages:
        """The finished sheets and texts; no sheet bears a title that is ``taken``."""

    def as_json(self, results: Any) -> dict[str, Any]:
        """The documented contract for other programs."""

    def records(self, results: Any) -> list[dict[str, str]]:
        """Flat records for CSV and tables."""

    def explain(self, results: Any, ref: str, *, exact: bool = False) -> str:
        """How one line came about: the one so called, or unless ``exact`` is asked for, one whose name holds it.

        Raises:
            UsageError: there is no such line.

        """

    def template(self) -> Book:
        """An empty, explained workbook for new work."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A report that lives in a folder beside this file, in the modules every report has.

    ``report`` (serves, tables, report), ``dashboard`` (lay_out), ``contract`` (as_json, records), ``explain`` and
    ``template``. Each is imported when it is used: a command waits for none that it leaves out.

    >>> Folder("performance", "Performance dashboard").template().sheets[0].title
    'Start here'
    """

    name: str
    title: str

    def serves(self, grids: Sequence[Grid]) -> bool:
        """See :class:`Report`."""
        served: bool = self._module("report").serves(grids)
        return served

    def tables(self, grids: Sequence[Grid]) -> Sequence[Found]:
        """See :class:`Report`."""
        found: Sequence[Found] = self._module("report").tables(grids)
        return found

    def resembles(self, grids: Sequence[Grid]) -> bool:
        """See :class:`Report`."""
        nearly: bool = getattr(self._module("report"), "resembles", lambda _: False)(grids)
        return nearly

    def compute(self, grids: Sequence[Grid], workbook: str) -> Any:
        """See :class:`Report`."""
        return self._module("report").report(grids, workbook)

    def problems(self, results: Any) -> Sequence[Problem]:
        """See :class:`Report`."""
        found: Sequence[Problem] = results.problems
        return found

    def lay_out(self, results: Any, making: Making, taken: Collection[str]) -> Pages:
        """See :class:`Report`."""
        pages: Pages = self._module("dashboard").lay_out(results, making, taken)
        return pages

    def as_json(self, results: Any) -> dict[str, Any]:
        """See :class:`Report`."""
        contract: dict[str, Any] = self._module("contract").as_json(results)
        return contract

    def records(self, results: Any) -> list[dict[str, str]]:
        """See :class:`Report`."""
        found: list[dict[str, str]] = self._module("contract").records(results)
        return found

    def explain(self, results: Any, ref: str, *, exact: bool = False) -> str:
        """See :class:`Report`; a report that knows no near names has one function for both."""
        module = self._module("explain")
        said: str = (getattr(module, "explain_exactly", module.explain) if exact else module.explain)(
            results, ref
        )
        return said

    def template(self) -> Book:
        """See :class:`Report`."""
        book: Book = self._module("template").template()
        return book

    def _module(self, part: str) -> Any:
        return import_module(f"kccxl.reports.{self.name}.{part}")


REPORTS: dict[str, Report] = {
    report.name: report
    for report in (
        Folder("performance", "Performance dashboard"),
        Folder("budget", "Directorate budget"),
        Folder("monitoring", "Financial monitoring"),
        Folder("ledger", "Profiled monitoring"),
        Folder("capital", "Capital monitoring"),
        Folder("savings", "Savings"),
    )
}
"""Every report by name, in the order in which they are bound into one paper."""


def reports_for(grids: Sequence[Grid]) -> list[Report]:
    """The reports whose tables the grids hold; where there is none, the one that comes nearest says what it misses."""
    found = [report for report in REPORTS.values() if report.serves(grids)]
    return found or [
        next((each for each in REPORTS.values() if each.resembles(grids)), REPORTS["performance"])
    ]


def told_apart(grids: Sequence[Grid], reports: Sequence[Report]) -> Sequence[Grid]:
    """Return the grids of a workbook that holds several reports, knowing where the tables of each of them begin.

    >>> told_apart([], [REPORTS["budget"]])
    []
    """
    if len(reports) < 2:
        return grids
    from kccxl.reports.paper.settings import SETTINGS
    from kccxl.tables.borders import with_borders
    from kccxl.tables.finder import find_tables

    settings = [table for grid in grids for table in find_tables(grid, [SETTINGS])]
    return with_borders(grids, [*settings, *(table for report in reports for table in report.tables(grids))])
