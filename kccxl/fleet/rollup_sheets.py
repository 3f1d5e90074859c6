"""Binds the sheets of the rollup into one book."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kccxl import __version__
from kccxl.fleet import rollup_movements, rollup_overview, rollup_quality, rollup_reds, rollup_variances
from kccxl.fleet.rollup import Council
from kccxl.fleet.rollup_cells import Paper
from kccxl.fleet.rollup_matrix import groups
from kccxl.refresh import MADE_BY
from kccxl.reports.paper.frame import Frame, Making, Masthead
from kccxl.reports.paper.wording import amount
from kccxl.sheets.sheet import Book

HEADLINE = "Council rollup: performance and budgets of all directorates"


def lay_out(council: Council, output: Path, made: datetime) -> Book:
    """Lay out the council's book; links lead from ``output`` to the workbooks.

    Example:
        >>> book = lay_out(Council([]), Path("council.xlsx"), datetime(2016, 8, 5))
        >>> [sheet.title for sheet in book.sheets]
        ['Overview', 'Reds', 'Movements', 'Budget variances', 'Data quality']

    """
    making = Making(__version__, amount(len(council.sources), "workbook"), made)
    found = list(groups(council))
    invented = bool(found) and all(group.illustrative for group in found)
    masthead = Masthead(HEADLINE, period=period(council), illustrative=invented)
    paper = Paper(council, Frame(masthead, making), output)
    overview, *hidden = rollup_overview.lay_out(paper)
    sheets = [
        part.lay_out(paper) for part in (rollup_reds, rollup_movements, rollup_variances, rollup_quality)
    ]
    return Book(
        (overview, *sheets, *hidden),
        title=HEADLINE,
        subject=masthead.subject,
        comments=making.made_from,
        created=made,
        properties={"kccxl version": __version__, "Made": making.made_on, MADE_BY: __version__, "kccxl report": "rollup"},
    )  # fmt: skip


def period(council: Council) -> str:
    """Say up to when the council reports, or that its workbooks differ."""
    dates = {group.date for group in groups(council)}
    if len(dates) > 1:
        return "Dates differ: see the column Up to"
    return f"Up to {dates.pop()}" if dates else ""
