"""The performance results for other programs: the JSON contract, and flat records for CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kccxl.reports.performance.model import ActivityResult, IndicatorResult, Results
from kccxl.rules.polarity import Polarity
from kccxl.rules.rounding import on_basis
from kccxl.tables.cells import Figure

_RANGE = ("lower", "upper", "in_range")


def as_json(results: Results) -> dict[str, Any]:
    """Return the contract of ``kccxl results --format json``; decimals are strings.

    What is not known is ``None``.
    """
    names = {area.key: area.name for area in results.areas}
    settings = results.settings
    return {
        "workbook": results.workbook,
        "report": "performance",
        "settings": {
            "title": settings.title,
            "directorate": settings.directorate,
            "financial_year": settings.financial_year.label if settings.financial_year else None,
            "results_up_to": settings.results_up_to.label if settings.results_up_to else None,
            "publication_date": settings.publication_date,
            "rounding_basis": settings.basis.value,
            "rag_scheme": settings.scheme.value,
            "tolerance": str(settings.tolerance),
            "dot_method": settings.method.value,
            "illustrative": settings.illustrative,
        },
        "indicators": [_indicator(result, names) for result in results.indicators],
        "activity": [_activity(result, names) for result in results.activity],
        "counts": results.counts,
        "problems": [problem.as_json() for problem in results.problems],
    }


def records(results: Results) -> list[dict[str, str]]:
    """One flat record an indicator and activity indicator, all values as text, for CSV and tables."""
    names = {area.key: area.name for area in results.areas}
    keys = ["ref", "service_area", "description", "latest", "month_rag", "dot", "ytd", "ytd_rag", "target",
            "floor", "previous_year", "reason"]  # fmt: skip
    shown: list[dict[str, str]] = []
    for result in results.indicators:
        item = result.indicator
        record = {key: str(value or "") for key, value in _indicator(result, names).items() if key in keys}
        record |= {
            name: getattr(item, name).shown for name in ("latest", "ytd", "target", "floor", "previous_year")
        }
        shown.append({"kind": "indicator", **{key: record[key] for key in keys}, **dict.fromkeys(_RANGE, "")})
    return shown + [_activity_record(result, names, keys) for result in results.activity]


def _activity_record(result: ActivityResult, names: Mapping[str, str], keys: Sequence[str]) -> dict[str, str]:
    item = result.activity
    known = {
        "kind": "activity",
        "ref": item.ref,
        "service_area": names[item.area],
        "description": item.description,
        "latest": item.value.shown,
        "previous_year": item.previous_year.shown,
        "reason": result.check.reason,
        "lower": item.lower.shown,
        "upper": item.upper.shown,
        "in_range": result.in_range.value if result.in_range else "",
    }
    return {key: known.get(key, "") for key in ["kind", *keys, *_RANGE]}


def _indicator(result: IndicatorResult, names: Mapping[str, str]) -> dict[str, Any]:
    item = result.indicator
    return {
        "ref": item.ref,
        "service_area": names[item.area],
        "description": item.description,
        "unit": item.unit,
        "latest": _number(item.latest),
        "month_rag": result.month.rag.value if result.month.rag else None,
        "ytd": _number(item.ytd),
        "ytd_rag": result.ytd.rag.value if result.ytd.rag else None,
        "dot": result.dot.value if result.dot else None,
        "dot_source": result.dot_source,
        "target": _number(item.target),
        "floor": _number(item.floor),
        "previous_year": _number(item.previous_year),
        "polarity": result.polarity.value if isinstance(result.polarity, Polarity) else None,
        "near_boundary": result.near_boundary or None,
        "reason": result.month.reason,
        "ytd_reason": result.ytd.reason,
        "dot_reason": result.travel.reason,
        "cells": dict(item.cells),
    }


def _activity(result: ActivityResult, names: Mapping[str, str]) -> dict[str, Any]:
    item = result.activity
    return {
        "ref": item.ref,
        "service_area": names[item.area],
        "description": item.description,
        "unit": item.unit,
        "value": _number(item.value),
        "lower": _number(item.lower),
        "upper": _number(item.upper),
        "in_range": result.in_range.value if result.in_range else None,
        "previous_year": _number(item.previous_year),
        "reason": result.check.reason,
        "cells": dict(item.cells),
    }


def _number(figure: Figure) -> str | None:
    """Return a figure in base units, every digit that was read or computed; ``None`` where there is none."""
    if figure.value is None:
        return None
    return format(_trim(figure.value), "f")


def _trim(value: Decimal) -> Decimal:
    return on_basis(value, 12, "displayed") if value.as_tuple().exponent < -12 else value  # type: ignore[operator,arg-type]
