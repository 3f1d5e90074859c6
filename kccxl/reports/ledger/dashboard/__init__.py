"""Lays out the profiled monitoring: summary, by subjective group, variances, and one drill-down a division."""

from __future__ import annotations

from collections.abc import Collection

from kccxl.reports.ledger.dashboard import drilldown, monitoring, narrative, subjective
from kccxl.reports.ledger.dashboard.columns import Columns
from kccxl.reports.ledger.model import Results
from kccxl.reports.money import variances
from kccxl.reports.paper.frame import Frame, Making
from kccxl.reports.paper.pages import Pages
from kccxl.sheets.sheet import Link
from kccxl.sheets.titles import take_titles, told_apart

SUMMARY, SUBJECTIVE, VARIANCES = "Monitoring", "By subjective", "Variances"
REPORT = "Ledger"
"""What tells its sheets apart from those of the same titles in another report."""


def lay_out(results: Results, making: Making, taken: Collection[str] = ()) -> Pages:
    """Lay out everything the results say; titles ``taken`` are left to others."""
    settings = results.settings
    frame = Frame(settings.masthead, making)
    divisions = results.divisions
    own = [told_apart(title, REPORT, taken) for title in (SUMMARY, SUBJECTIVE, VARIANCES)]
    wanted = [*own, *(each.name or "Cost centres" for each in divisions)]
    first, by_group, by_size, *titles = take_titles(wanted, taken)
    columns = Columns.of(results)
    details = [
        drilldown.lay_out(frame, title, first, results, division, columns)
        for title, division in zip(titles, divisions, strict=True)
    ]
    places: list[Link] = [link for _, links in details for link in links]
    heading = frame.title if own[0] == SUMMARY else own[0]
    sheets = [monitoring.lay_out(frame, first, heading, results, columns, dict(enumerate(places)))]
    if results.grouped:
        sheets.append(subjective.lay_out(frame, by_group, results, columns))
    found = narrative.variances(results)
    total = variances.Variance.of(
        "Total", results.total.position.variance, results.total.position.budget, settings
    )
    sheets.append(variances.lay_out(frame, by_size, found, total, settings, own[2]))
    sheets += [sheet for sheet, _ in details]
    return Pages(frame.masthead, sheets, narrative.sections(results))
