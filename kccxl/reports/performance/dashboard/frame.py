"""What all sheets of the dashboard share: title lines, page set-up, and where they were made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kccxl.reports.performance.model import Results
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
class Frame:
    """The results with what is said about their making."""

    results: Results
    version: str
    source: str
    made: datetime

    @property
    def title(self) -> str:
        """The title with the directorate, unless it is in the title already."""
        settings = self.results.settings
        if settings.directorate.casefold() in settings.title.casefold():
            return settings.title
        return f"{settings.directorate} – {settings.title}"

    @property
    def subject(self) -> str:
        """Financial year, period and publication date, as far as they are known."""
        settings = self.results.settings
        parts = [
            f"Financial year {settings.financial_year.label}" if settings.financial_year else "",
            f"Results up to {settings.results_up_to.label}" if settings.results_up_to else "",
            f"Published {settings.publication_date}" if settings.publication_date else "",
        ]
        return "  |  ".join(part for part in parts if part)

    @property
    def made_on(self) -> str:
        """When the sheets were made: 5 August 2016 at 14:30."""
        return f"{self.made.day} {self.made:%B %Y} at {self.made:%H:%M}"

    @property
    def made_from(self) -> str:
        """From what, when and by what the sheets were made."""
        return f"Made from {self.source} on {self.made_on} by kccxl {self.version}."

    def begin(self, canvas: Canvas, heading: str) -> tuple[int, int]:
        """Lay the title lines and return their rows, which are repeated on every page."""
        canvas.across(heading, styles.TITLE, least=28)
        below = (
            self.subject if heading == self.title else "  |  ".join(filter(None, [self.title, self.subject]))
        )
        if below:
            canvas.across(below, styles.SUBTITLE, least=18)
        if self.results.settings.illustrative:
            canvas.across(ILLUSTRATIVE, styles.NOTICE, least=20)
        canvas.gap(6)
        rows = 0, canvas.row - 1
        canvas.across(self.made_from, styles.NOTE)
        canvas.gap(4)
        return rows

    def end(self, canvas: Canvas, rows: tuple[int, int], *, tab: str = "") -> Sheet:
        """Return the sheet; ``rows`` are repeated on every page and stay in sight on screen."""
        footer = Line(f"{self.source}, {self.made_on}", "Page {page} of {pages}", f"kccxl {self.version}")
        page = Page(repeat=rows, footer=footer)
        return canvas.finish(page=page, frozen=(rows[1] + 1, 0), tab=tab)
