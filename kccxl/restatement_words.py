"""How a restatement names lines, fields and figures, so that each of its sentences can stand in a minute."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from kccxl.rules.rounding import round_half_up, show

WHO = (
    "kind",
    "level",
    "ref",
    "service_area",
    "division",
    "group",
    "heading",
    "programme",
    "project",
    "saving",
    "cost_centre",
    "subjective_group",
    "virement",
)
"""The fields that say what a line is about; what else it holds may change."""

_BESIDE = frozenset({"kind", "level", "group"})
_UNSAID = frozenset({"near_boundary", "dot_source", "polarity", "unit"})
_UNSAID_ENDINGS = ("reason", "reason_gross", "cell", "cells")
_WORDS = {
    "month_rag": "month RAG",
    "ytd_rag": "year to date RAG",
    "rag": "RAG",
    "rag_gross": "RAG on gross budget",
    "dot": "direction of travel",
    "ytd": "year to date",
    "ytd_variance": "variance to date",
    "in_range": "range",
    "real": "real variance",
    "percent": "variance in per cent",
    "fte": "FTE",
    "virements": "sum of virements",
    "commitments": "sum of commitments",
    "grants": "income from grants",
}
_WORDS_OF = {
    ("savings", "percent"): "shortfall in per cent of the target",
    ("savings", "forecast"): "forecast still to come",
    ("capital", "percent"): "real variance in per cent of the budget",
}
_NOT_RATED, BLANK = "not rated", "blank"
_COUNTS = frozenset({"value", "latest", "ytd", "target", "floor", "previous_year", "lower", "upper"})
_UNITS = {"percent": "%", "fte": "", "posts": "", "ledger_lines": ""}
_SETTING_UNITS = {
    "green_up_to": "%",
    "amber_up_to": "%",
    "tolerance": "%",
    "materiality": "£",
    "explain_from": "£",
}
_TEXTS = frozenset({"explanation", "comment", "name", "description"})
_PENCE, _TENTHS = 2, 1


def is_said(field: str) -> bool:
    """Whether a field is a figure, rating or text that is printed, and not what it rests on.

    >>> [field for field in ("rag", "reason_gross", "dot_reason", "first_cell", "group") if is_said(field)]
    ['rag']
    """
    return field not in WHO and field not in _UNSAID and not field.endswith(_UNSAID_ENDINGS)


def who(line: Mapping[str, Any]) -> str:
    """Say what a line is about: its ref alone where it has one, for refs are known to everybody.

    >>> who({"ref": "CS05", "service_area": "Contact Point"}), who({"heading": "Legal", "division": "GL"})
    ('CS05', 'Legal (GL)')
    >>> who({"group": "Staffing"}), who({"virement": "V01", "heading": "Human resources"})
    ('Staffing', 'Virement V01 (Human resources)')
    """
    known = {name: str(line[name]) for name in WHO if line.get(name)}
    if "ref" in known:
        return known["ref"]
    first = next((name for name in reversed(WHO) if name in known and name not in _BESIDE), "group")
    more = [text for name, text in known.items() if name not in (first, "level", "kind")]
    beside = f" ({', '.join(more)})" if more else ""
    return f"{_named(first, line, known)}{beside}"


def _named(first: str, line: Mapping[str, Any], known: Mapping[str, str]) -> str:
    if first == "virement":
        return f"Virement {known[first]}"
    if first == "cost_centre" and line.get("name"):
        return f"{known[first]} {line['name']}"
    return known.get(first, "A line")


def key(line: Mapping[str, Any]) -> str:
    """Return what a line is known by, however its name is typed.

    >>> key({"heading": "Local  Democracy"}) == key({"heading": "local democracy"})
    True
    """
    names = (str(line.get(name) or "") for name in WHO if name not in ("kind", "level"))
    return "|".join(" ".join(name.casefold().replace("&", " and ").split()) for name in names)


def in_words(report: str, field: str) -> str:
    """What a field is called."""
    return _WORDS_OF.get((report, field)) or _WORDS.get(field) or field.replace("_", " ")


def printed(report: str, field: str, line: Mapping[str, Any]) -> str:
    """Return a figure, rating or text as a minute has it: percentages to a tenth, pounds to the penny.

    >>> printed("monitoring", "percent", {"percent": "0.376884422111"}), printed("capital", "rag", {"rag": None})
    ('0.4%', 'not rated')
    >>> printed("performance", "latest", {"latest": "79.5", "unit": "%"})
    '79.5%'
    """
    value = line.get(field)
    if value is None or value == "":
        return _NOT_RATED if field.endswith("rag") else BLANK
    if isinstance(value, bool):
        return "yes" if value else "no"
    amount = number(value)
    if amount is None or field in _TEXTS:
        return f"“{value}”" if field in _TEXTS else str(value)
    if report == "performance":
        return _shown(amount, str(line.get("unit", "")) if field in _COUNTS else "")
    unit = _UNITS.get(field, "£")
    return _shown(_at_most(amount, _TENTHS if unit == "%" else _PENCE), unit)


def setting(name: str, value: object) -> str:
    """Return a setting as a minute has it.

    >>> setting("amber_up_to", "2"), setting("explain_from", "100000"), setting("illustrative", False)
    ('2%', '£100,000', 'no')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    amount = number(value)
    if amount is not None and name in _SETTING_UNITS:
        return _shown(amount, _SETTING_UNITS[name])
    return BLANK if value is None or value == "" else str(value)


def number(value: object) -> Decimal | None:
    """Return the number that a text of the contract is; None for any other text."""
    try:
        return Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None


def _shown(amount: Decimal, unit: str) -> str:
    return show(amount, unit).replace(" %", "%")


def _at_most(amount: Decimal, decimals: int) -> Decimal:
    exponent = amount.as_tuple().exponent
    longer = isinstance(exponent, int) and -exponent > decimals
    # nought bears no minus
    return round_half_up(amount, decimals) + 0 if longer else amount
