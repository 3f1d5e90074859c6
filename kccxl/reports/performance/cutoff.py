"""The period up to which a service area reports, and what lies before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kccxl.errors import RuleError
from kccxl.reports.performance.model import ServiceArea, Settings
from kccxl.reports.performance.series import Reading
from kccxl.rules.financial_year import Period, Span
from kccxl.rules.periods import parse_period
from kccxl.tables.problems import ProblemLog


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The period up to which a service area reports, and whether the area itself said so."""

    period: Period | None
    stated_by_area: bool = False

    @classmethod
    def of(cls, settings: Settings, area: ServiceArea) -> Cutoff:
        """Return the area's own ``Data up to``, else the workbook's ``Results up to``."""
        if area.data_period:
            try:
                return cls(parse_period(area.data_period, within=settings.financial_year), True)
            except RuleError:
                pass  # reported by the checks, which know the area's cell
        return cls(settings.results_up_to)

    def keep(self, readings: Sequence[Reading], log: ProblemLog) -> list[Reading]:
        """The readings up to the cut-off; a later figure is left out, and said, for it may be misdated."""
        end = None if self.period is None else self.period.last_day
        kept = [reading for reading in readings if end is None or reading.period.last_day <= end]
        for reading in readings:
            if reading.known and self.period is not None and reading not in kept:
                log.note(
                    "later-result",
                    reading.place,
                    f"a result of {reading.ref} for {reading.period.label}",
                    f"results up to {self.period.label}",
                    "It was left out. Correct its period, or the period reported.",
                )
        return kept

    def last(self, span: Span) -> Period | None:
        """Return the last month, quarter or year that has ended by then."""
        if self.period is None:
            return None
        month = Period(Span.MONTH, self.period.year, self.period.months_done)
        found = Period.of(month.last_day, span)
        return found if found.last_day <= month.last_day else found.previous()


def periods_of_year(last: Period) -> list[Period]:
    """Return the months or quarters of a financial year up to and including the last one."""
    return [Period(last.span, last.year, number) for number in range(1, last.number + 1)]
