"""What the performance report knows: its settings, what was read of each indicator, and what was computed.

Everything that is written (summary, detail sheets, covering text, JSON) is laid out from :class:`Results`,
so that no two of them can disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kccxl.rules.activity import InRange, Kind, RangeCheck
from kccxl.rules.financial_year import FinancialYear, Period, Span
from kccxl.rules.polarity import Polarity
from kccxl.rules.rag import Rag, Rating, Scheme
from kccxl.rules.rounding import Basis
from kccxl.rules.travel import Direction, Method, Travel
from kccxl.rules.ytd import YtdMethod
from kccxl.tables.cells import BLANK, Figure
from kccxl.tables.problems import Problem


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for the whole workbook. ``tolerance`` (for that scheme) is in per cent of the target."""

    title: str = "Performance Dashboard"
    directorate: str = ""
    financial_year: FinancialYear | None = None
    results_up_to: Period | None = None
    publication_date: str = ""
    basis: Basis = Basis.DISPLAYED
    scheme: Scheme = Scheme.TARGET_FLOOR
    tolerance: Decimal = Decimal(10)
    method: Method = Method.PREVIOUS
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """One block of the dashboard.

    Two blocks may bear one name and differ in who delivers (``key`` tells them apart).
    """

    key: str
    name: str
    division: str
    director: str = ""
    cabinet_member: str = ""
    delivery_by: str = ""
    data_period: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One result of a series."""

    period: Period
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Commentary:
    """A text below a table and the refs it speaks of; ``cell`` is where it stands."""

    refs: Sequence[str]
    text: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A key performance indicator as read, before any rule. ``cells`` maps field names to ``Sheet!C12``.

    ``late`` names the period of a latest result that is older than the report says.
    """

    ref: str
    area: str
    description: str
    latest: Figure = BLANK
    previous: Figure = BLANK
    ytd: Figure = BLANK
    target: Figure = BLANK
    floor: Figure = BLANK
    previous_year: Figure = BLANK
    unit: str = ""
    decimals: int | None = None
    span: Span = Span.MONTH
    period: Period | None = None
    period_label: str = "Latest Month"
    good_is: Polarity | None = None
    scheme: Scheme | None = None
    method: Method | None = None
    new: bool = False
    typed_month_rag: str = ""
    typed_ytd_rag: str = ""
    typed_dot: str = ""
    ytd_reason: str = ""
    ytd_method: YtdMethod | None = None
    late: str = ""
    series: Sequence[Point] = ()
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity indicator as read; ``lower`` and ``upper`` are the thresholds for the period reported.

    ``not_checked`` says why its value must not be held against them; empty when it can be.
    """

    ref: str
    area: str
    description: str
    value: Figure = BLANK
    lower: Figure = BLANK
    upper: Figure = BLANK
    previous_year: Figure = BLANK
    unit: str = ""
    kind: Kind = Kind.FLOW
    period_label: str = "Year to Date"
    previous_label: str = "Previous Year YTD"
    typed_in_range: str = ""
    thresholds: str = ""
    not_checked: str = ""
    series: Sequence[Point] = ()
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A line of a typed summary page: what it says of an indicator, and the division it stands under."""

    division: str
    ref: str
    description: str
    typed_month_rag: str
    typed_ytd_rag: str
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that was read of one workbook, before any rule."""

    settings: Settings
    areas: Sequence[ServiceArea]
    indicators: Sequence[Indicator]
    activity: Sequence[Activity]
    commentary: Sequence[Commentary]
    summary: Sequence[SummaryRow] = ()
    footnotes: Mapping[str, Sequence[Commentary]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """An indicator with its ratings. ``dot_source`` is ``computed``.

    ``typed`` (an arrow carried over) or ``None``.
    """

    indicator: Indicator
    month: Rating
    ytd: Rating
    travel: Travel
    dot_source: str | None
    polarity: Polarity | None

    @property
    def dot(self) -> Direction | None:
        """Direction of travel, if one is known."""
        return self.travel.direction

    @property
    def near_boundary(self) -> str:
        """Why the rounding basis matters for this row; empty when it does not."""
        notes = [
            f"Latest: {self.month.near_boundary}" if self.month.near_boundary else "",
            f"Year to date: {self.ytd.near_boundary}" if self.ytd.near_boundary else "",
        ]
        return "; ".join(note for note in notes if note)


@dataclass(frozen=True, slots=True)
class ActivityResult:
    """An activity indicator with its range check."""

    activity: Activity
    check: RangeCheck

    @property
    def in_range(self) -> InRange | None:
        """Yes, Above, Below, or None where there is nothing to check against."""
        return self.check.status


@dataclass(frozen=True, slots=True)
class Results:
    """All that one workbook's performance report says, in published order."""

    workbook: str
    settings: Settings
    areas: Sequence[ServiceArea]
    indicators: Sequence[IndicatorResult]
    activity: Sequence[ActivityResult]
    commentary: Sequence[Commentary]
    problems: Sequence[Problem]
    footnotes: Mapping[str, Sequence[Commentary]] = field(default_factory=dict)

    @property
    def divisions(self) -> list[str]:
        """Divisions in the order in which their first service area stands."""
        return list(dict.fromkeys(area.division for area in self.areas))

    def areas_of(self, division: str) -> list[ServiceArea]:
        """Return the service areas of a division."""
        return [area for area in self.areas if area.division == division]

    def indicators_of(self, area: ServiceArea) -> list[IndicatorResult]:
        """Return the indicators of a service area."""
        return [result for result in self.indicators if result.indicator.area == area.key]

    def activity_of(self, area: ServiceArea) -> list[ActivityResult]:
        """Return the activity indicators of a service area."""
        return [result for result in self.activity if result.activity.area == area.key]

    def commentary_on(self, ref: str) -> list[Commentary]:
        """Return what is said of one ref."""
        return [text for text in self.commentary if ref in text.refs]

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many indicators bear each month rating, YTD rating and direction.

        Keys of every kind are present.
        """
        return count(self.indicators)


def count(results: Sequence[IndicatorResult]) -> dict[str, dict[str, int]]:
    """Count ratings and directions of travel; unrated ones under ``not_rated`` and ``none``."""
    month = Counter(result.month.rag for result in results)
    ytd = Counter(result.ytd.rag for result in results)
    dot = Counter(result.dot for result in results)
    ratings = [*Rag, None]
    return {
        "month_rag": {(rag.value if rag else "not_rated"): month[rag] for rag in ratings},
        "ytd_rag": {(rag.value if rag else "not_rated"): ytd[rag] for rag in ratings},
        "dot": {(way.value if way else "none"): dot[way] for way in [*Direction, None]},
    }
