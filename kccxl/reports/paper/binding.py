"""Bind the pages of one report or several into one book, with one sheet of data checks and one of text."""

from __future__ import annotations

from collections.abc import Sequence

from kccxl.reports.paper import data_checks, report_text
from kccxl.reports.paper.frame import Frame, Making
from kccxl.reports.paper.pages import Pages, Section
from kccxl.sheets.sheet import Book
from kccxl.tables.problems import Problem

CHECKS, TEXT = "Data checks", "Report text"
"""Titles no report may use for a sheet of its own."""


def bind(reports: Sequence[Pages], problems: Sequence[Problem], making: Making) -> Book:
    """Bind reports in the order given; the first lends the paper its masthead.

    Args:
        reports: at least one; the titles of their sheets differ from each other and from ``CHECKS`` and ``TEXT``.
        problems: every problem of the workbook.
        making: how the sheets came about.

    """
    frame = Frame(reports[0].masthead, making)
    sheets = [sheet for report in reports for sheet in report.sheets]
    checks = data_checks.lay_out(frame, CHECKS, problems)
    text = report_text.lay_out(frame, TEXT, _sections(reports))
    return Book(
        (
            *(sheet for sheet in sheets if not sheet.hidden),
            checks,
            text,
            *(sheet for sheet in sheets if sheet.hidden),
        ),
        title=" and ".join(dict.fromkeys(report.masthead.headline for report in reports)),
        author=frame.masthead.directorate,
        subject=frame.masthead.subject,
        comments=making.made_from,
        created=making.made,
        properties={
            "Source workbook": making.source,
            "kccxl version": making.version,
            "Made": making.made_on,
        },
    )


def _sections(reports: Sequence[Pages]) -> list[Section]:
    """All that is said; where several reports speak, each heading says which one does."""
    if len(reports) == 1:
        return list(reports[0].text)
    names = [report.masthead.title for report in reports]
    if len({name.casefold() for name in names}) < len(names):
        # reports of one title are told apart by their sheets
        names = [report.sheets[0].title for report in reports]
    return [
        Section(f"{name}: {section.heading}", section.items)
        for name, report in zip(names, reports, strict=True)
        for section in report.text
    ]
