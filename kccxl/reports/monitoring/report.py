"""The monitoring report from grids to results: tables, totals, explanations, checks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kccxl.reports.money.casts import report_casts
from kccxl.reports.money.line_checks import report_unformatted
from kccxl.reports.money.settings import MoneySettings, read_money_settings
from kccxl.reports.money.stated_period import check_stated_period
from kccxl.reports.money.stated_sign import contradicts
from kccxl.reports.money.to_date import check_to_date
from kccxl.reports.monitoring.checks import (
    Checker,
    report_boundaries,
    report_examples,
    report_unexplained,
)
from kccxl.reports.monitoring.compute import lines_of, total_of
from kccxl.reports.monitoring.explanations import explain_lines
from kccxl.reports.monitoring.headings import heading_key
from kccxl.reports.monitoring.model import Line, Results
from kccxl.reports.monitoring.opposite_sign import has_opposite_sign
from kccxl.reports.monitoring.overlaps import report_overlaps
from kccxl.reports.monitoring.reading import (
    find_monitoring,
    find_similar,
    read_explanations,
    read_tables,
)
from kccxl.reports.monitoring.specs import EXPLANATIONS, MONITORING
from kccxl.reports.monitoring.totals import add_up, cast_table
from kccxl.reports.monitoring.unnamed import find_unnamed, report_unnamed
from kccxl.tables.finder import Found, find_tables
from kccxl.tables.grid import Grid
from kccxl.tables.problems import ProblemLog, worst_first

TITLE = "Financial Monitoring"


def serves(grids: Sequence[Grid]) -> bool:
    """Whether any sheet holds a monitoring table."""
    return bool(find_monitoring(grids))


def tables(grids: Sequence[Grid]) -> list[Found]:
    """Find the tables of the report."""
    return [table for grid in grids for table in find_tables(grid, [*MONITORING, EXPLANATIONS])]


def resembles(grids: Sequence[Grid]) -> bool:
    """Whether a sheet holds budgets beside forecasts or variances under captions that make no monitoring table."""
    return any(True for _ in find_similar(grids, ())) or any(True for _ in find_unnamed(grids))


def report(grids: Sequence[Grid], workbook: str) -> Results:
    """Read, compute and check one workbook; every problem is among the results."""
    log = ProblemLog(workbook)
    report_unformatted([table.grid for table in find_monitoring(grids)], log)
    settings = read_money_settings(grids, log, MoneySettings(title=TITLE), "kccxl new monitoring")
    read = read_tables(grids, settings, log)
    if not read and not any(each.code == "missing-column" for each in log.problems):
        report_unnamed(grids, log)
    check_stated_period([table.found for table in read], settings, log, {"last_reported", "movement"})
    computed = [lines_of(table, settings) for table in read]
    castings = [cast_table(t, lines, settings, log) for t, lines in zip(read, computed, strict=True)]
    for found in castings:
        report_casts(found, settings, log)
    computed, unplaced = explain_lines(read, computed, read_explanations(grids, log), log)
    for table, lines in zip(read, computed, strict=True):
        check_to_date(table.found, table.printed, "variance", settings, log)
        stated = contradicts(table.found, settings, log, grids)
        if stated or has_opposite_sign(table, lines, settings, log):
            continue
        checker = Checker(table, settings, log)
        for given, line in zip(table.lines, lines, strict=True):
            checker.check(given, line)
    parts = zip(read, computed, castings, strict=True)
    tables = [add_up(table, lines, casts, settings, log) for table, lines, casts in parts]
    items = [line for table in tables for line in table.items]
    _report_twice(items, log)
    report_overlaps(tables, log)
    report_unexplained(items, settings, log)
    report_examples(items, log)
    report_boundaries([line for table in tables for line in table.lines], log)
    total = tables[0].total if len(tables) == 1 else total_of([each.total for each in tables], settings)
    every = [casting for found in castings for casting in found]
    return Results(workbook, settings, tables, total, unplaced, every, worst_first(log.problems))


def _report_twice(items: Sequence[Line], log: ProblemLog) -> None:
    """Report a heading that stands twice under the same group: one of the two would count twice."""
    by_key = sorted(items, key=_key)
    for one, two in pairwise(by_key):
        if _key(one) == _key(two):
            log.error(
                "heading-twice",
                two.cells["heading"],
                f"“{two.heading}”, which stands in {one.cells['heading']} as well",
                "each heading once in its group",
                "Delete the line that does not count, or give it another heading.",
            )


def _key(line: Line) -> tuple[str, str]:
    return heading_key(line.group), heading_key(line.heading)
