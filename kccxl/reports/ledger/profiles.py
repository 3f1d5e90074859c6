"""How the budget of a line is spread over the year: as given month by month, evenly, or by a profile of past years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kccxl.errors import RuleError
from kccxl.reports.ledger.specs import MONTHS
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.paper.columns import report_columns
from kccxl.rules.exact import exact_sum
from kccxl.rules.profile import ProfileMethod, profile
from kccxl.tables.finder import Found
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import Row, body_rows


@dataclass(frozen=True, slots=True)
class Spread:
    """A way to spread a budget: its method, and the percentages of a historic one."""

    method: ProfileMethod
    name: str = ""
    weights: Sequence[Decimal] | None = None

    @property
    def words(self) -> str:
        """How it spreads, for officers.

        >>> Spread(ProfileMethod.HISTORIC, "Schools").words, Spread(ProfileMethod.EVEN).words
        ('by the profile “Schools”', 'evenly over twelve months')
        """
        if self.method is ProfileMethod.HISTORIC:
            return f"by the profile “{self.name}”"
        return "evenly over twelve months" if self.method is ProfileMethod.EVEN else "month by month as given"


GIVEN, EVEN = Spread(ProfileMethod.GIVEN, "given"), Spread(ProfileMethod.EVEN, "even")


def read_profiles(tables: Sequence[Found], log: ProblemLog) -> dict[str, Spread]:
    """Read the Profiles tables: by name, in small letters; each adds up to 100 per cent."""
    found: dict[str, Spread] = {}
    for table in tables:
        report_columns(table, log)
        for row in body_rows(table, log):
            spread = _profile(row)
            if spread is not None and spread.name.casefold() in found:
                log.error(
                    "profile-twice",
                    row.place("profile"),
                    f"“{spread.name}” once more",
                    "each profile once",
                    "Delete one of the two rows, or give it another name.",
                )
            elif spread is not None:
                found[spread.name.casefold()] = spread
    return found


def _profile(row: Row) -> Spread | None:
    name = row.text("profile")
    figures = [row.figure(month.lower(), "a percentage") for month in MONTHS]
    if not name or any(figure.value is None for figure in figures):
        row.log.error(
            "bad-profile",
            row.place("profile"),
            "a profile that lacks its name or the percentage of a month",
            "a name and twelve percentages",
            "Fill in the row; 0% where nothing falls in a month.",
        )
        return None
    weights = [figure.exact for figure in figures]
    try:
        profile(Decimal(100), ProfileMethod.HISTORIC, weights=weights)
    except RuleError:
        row.log.error(
            "bad-profile",
            row.place("profile"),
            f"twelve percentages of “{name}” that add up to {exact_sum(weights):f}",
            "percentages that add up to 100",
            "Correct the months of this profile; 8.5% is typed as 8.5% or, in a cell without per cent format, as 8.5.",
        )
        return None
    return Spread(ProfileMethod.HISTORIC, name, weights)


def default_spread(settings: MoneySettings, profiles: Mapping[str, Spread], log: ProblemLog) -> Spread | None:
    """Return how a line is spread that names no profile; None where the settings leave that open."""
    if settings.profile is not ProfileMethod.HISTORIC:
        return EVEN if settings.profile is ProfileMethod.EVEN else GIVEN
    if len(profiles) == 1:
        return next(iter(profiles.values()))
    if not profiles:
        log.error(
            "no-profile",
            "",
            "no table of profiles",
            "a table Profiles with the percentages of past years, as the setting “Budget profile” is historic",
            "Add the table, or set “Budget profile” to given or even.",
        )
    return None


def spread_named(name: str, profiles: Mapping[str, Spread]) -> Spread | None:
    """Return the way a line's Profile cell names; None for one that is not known.

    >>> spread_named("Even", {}).method.value, spread_named("Schools", {}) is None
    ('even', True)
    """
    return {**profiles, "given": GIVEN, "even": EVEN}.get(name.casefold())
