"""Rate a variance on its net and on its gross budget, and say when the two differ.

Domain rule "Budget RAG". The net budget of a service that lives from income is small, so that a variance which
is slight against what the service spends is large against its net budget: papers show both where they differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.budget_rag import rate_budget, rule_in_words
from kccxl.rules.rag import Rating


@dataclass(frozen=True, slots=True)
class Ratings:
    """A variance rated against the net budget and, where one is known, against the gross budget."""

    net: Rating
    gross: Rating | None = None

    @property
    def differ(self) -> bool:
        """Whether the two give different colours."""
        return self.gross is not None and self.gross.rag is not self.net.rag


def rate_variance(
    variance: Decimal | None, net: Decimal | None, gross: Decimal | None, settings: MoneySettings
) -> Ratings:
    """Rate a variance in pounds, + for an overspend, by the limits of the settings.

    >>> found = rate_variance(Decimal(20000), Decimal(0), Decimal(27646700), MoneySettings())
    >>> found.net.rag.value, found.gross.rag.value, found.differ
    ('RED', 'AMBER', True)
    """
    look = {
        "decimals": settings.rag_decimals,
        "basis": settings.basis,
        "scale": settings.shown.suffix,
        "money_decimals": settings.money_decimals,
    }
    on_net = rate_budget(variance, net, settings.scheme, **look)  # type: ignore[arg-type]
    if gross is None:
        return Ratings(on_net)
    return Ratings(on_net, rate_budget(variance, gross, settings.scheme, **look))  # type: ignore[arg-type]


def any_differ(ratings: Iterable[Ratings]) -> bool:
    """Whether net and gross must be shown side by side."""
    return any(each.differ for each in ratings)


def rule(settings: MoneySettings) -> str:
    """Return the rule of the budget RAG as the sheets print it."""
    return rule_in_words(settings.scheme, decimals=settings.rag_decimals, scale=settings.shown.suffix)
