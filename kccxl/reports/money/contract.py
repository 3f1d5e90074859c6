"""What the JSON contracts of all reports on money have in common: amounts, settings, cells."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.rounding import on_basis

_MOST_DECIMALS = 12


def plain(amount: Decimal | None) -> str | None:
    """Return an amount in pounds, or a percentage, as the contracts give it: every digit, no exponent, never -0.

    >>> plain(Decimal("512600.00")), plain(Decimal("-0")), plain(None)
    ('512600', '0', None)
    """
    if amount is None:
        return None
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -_MOST_DECIMALS:
        amount = on_basis(amount, _MOST_DECIMALS, "displayed")  # type: ignore[arg-type]
    return format(amount.normalize(), "f") if amount else "0"


def settings_record(settings: MoneySettings) -> dict[str, Any]:
    """Return the settings a report on money was made with.

    >>> settings_record(MoneySettings())["amber_up_to"], settings_record(MoneySettings())["explain_from"]
    ('2', '100000')
    """
    return {
        "title": settings.title,
        "directorate": settings.directorate,
        "financial_year": settings.financial_year.label if settings.financial_year else None,
        "results_up_to": settings.results_up_to.label if settings.results_up_to else None,
        "publication_date": settings.publication_date,
        "illustrative": settings.illustrative,
        "rounding_basis": settings.basis.value,
        "figures_are_in": settings.unit.value if settings.unit else None,
        "printed_in": settings.shown.value,
        "decimals": settings.decimals,
        "sign": settings.sign.value,
        "green_up_to": plain(settings.green_up_to),
        "amber_up_to": plain(settings.amber_up_to),
        "materiality": plain(settings.materiality),
        "rag_decimals": settings.rag_decimals,
        "explain_from": plain(settings.explain_from),
        "accept_totals": settings.accept_totals,
    }
