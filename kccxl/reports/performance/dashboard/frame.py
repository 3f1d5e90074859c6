"""The frame of the performance dashboard: a paper's frame that knows the results."""

from __future__ import annotations

from dataclasses import dataclass

from kccxl.reports.paper import frame
from kccxl.reports.paper.frame import Making, Masthead
from kccxl.reports.performance.model import Results, Settings


@dataclass(frozen=True, slots=True)
class Frame(frame.Frame):
    """The results with what is said about their making."""

    results: Results

    @classmethod
    def of(cls, results: Results, making: Making) -> Frame:
        """Return the frame of some results."""
        return cls(masthead(results.settings), making, results)


def masthead(settings: Settings) -> Masthead:
    """Return what stands at the top of every sheet."""
    upto, year = settings.results_up_to, settings.financial_year
    return Masthead(
        settings.title,
        settings.directorate,
        year.label if year else "",
        f"Results up to {upto.label}" if upto else "",
        settings.publication_date,
        settings.illustrative,
    )
