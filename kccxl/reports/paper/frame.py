"""What all sheets of a paper share: title lines, page set-up, and where they were made from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from kccxl.rules.rag import Rag
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Line, Page, Sheet
from kccxl.sheets.styles import Style

RAG_STYLES: dict[str, Style] = {
    Rag.GREEN.value: styles.GREEN,
    Rag.AMBER.value: styles.AMBER,
    Rag.RED.value: styles.RED,
}
ILLUSTRATIVE = "ILLUSTRATIVE FIGURES – invented to show how the dashboard works, not actual results"


@dataclass(frozen=True, slots=True)
class Making:
    """How sheets came about.

    Args (fields):
        version: of kccxl, for the foot of every page.
        source: the workbook the results stem from, as officers know it.
        made: when; also the document's creation date.
        file: the path from the sheets to their workbook where that is another file, for links.
        beside: titles of sheets that will stand in the same book, so that links can lead there.

    Example:
        >>> Making("1.0", "plan.xlsx", datetime(2016, 8, 5, 14, 30)).made_on
        '5 August 2016 at 14:30'

    """

    version: str
    source: str
    made: datetime
    file: str = ""
    beside: Collection[str] = ()

    @property
    def made_on(self) -> str:
        """When the sheets were made: 5 August 2016 at 14:30."""
        return f"{self.made.day} {self.made:%B %Y} at {self.made:%H:%M}"

    @property
    def made_from(self) -> str:
        """From what, when and by what the sheets were made."""
        return f"Made from {self.source} on {self.made_on} by kccxl {self.version}."


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands at the top of every sheet; what is not known is empty.

    ``year`` is the financial year (``2016/17``), ``period`` what is reported (``Results up to July 2016``).

    >>> Masthead("Financial Monitoring", "Strategic and Corporate Services").headline
    'Strategic and Corporate Services – Financial Monitoring'
    """

    title: str
    directorate: str = ""
    year: str = ""
    period: str = ""
    publication_date: str = ""
    illustrative: bool = False

    @property
    def headline(self) -> str:
        """The title with the directorate, unless it is in the title already."""
        if self.directorate.casefold() in self.title.casefold():
            return self.title
        return f"{self.directorate} – {self.title}"

    @property
    def subject(self) -> str:
        """Financial year, period and publication date, as far as they are known."""
        parts = [
            f"Financial year {self.year}" if self.year else "",
            self.period,
            f"Published {self.publication_date}" if self.publication_date else "",
        ]
        return "  |  ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Frame:
    """A masthead with what is said about the making of the sheets; it begins and ends each of them."""

    masthead: Masthead
    making: Making

    @property
    def title(self) -> str:
        """The headline of the paper."""
        return self.masthead.headline

    def begin(self, canvas: Canvas, heading: str) -> tuple[int, int]:
        """Lay the title lines and return their rows, which are repeated on every page."""
        subject = self.masthead.subject
        canvas.across(heading, styles.TITLE, least=28)
        below = subject if heading == self.title else "  |  ".join(filter(None, [self.title, subject]))
        if below:
            canvas.across(below, styles.SUBTITLE, least=18)
        if self.masthead.illustrative:
            canvas.across(ILLUSTRATIVE, styles.NOTICE, least=20)
        canvas.gap(6)
        rows = 0, canvas.row - 1
        canvas.across(self.making.made_from, styles.NOTE)
        canvas.gap(4)
        return rows

    def end(self, canvas: Canvas, rows: tuple[int, int], *, tab: str = "") -> Sheet:
        """Return the sheet; ``rows`` are repeated on every page and stay in sight on screen."""
        making = self.making
        footer = Line(
            f"{making.source}, {making.made_on}", "Page {page} of {pages}", f"kccxl {making.version}"
        )
        page = Page(repeat=rows, footer=footer)
        return canvas.finish(page=page, frozen=(rows[1] + 1, 0), tab=tab)
