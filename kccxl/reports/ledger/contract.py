"""The profiled monitoring for other programs: the JSON contract, and flat records for CSV. Amounts are in pounds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from kccxl.reports.ledger.model import Entry, Level, Position, Results
from kccxl.reports.money.contract import plain, settings_record
from kccxl.reports.money.visible import side_of
from kccxl.rules.rounding import round_half_up
from kccxl.tables.totals import Casting


def as_json(results: Results) -> dict[str, Any]:
    """Return the contract of ``kccxl results --format json``; decimals are strings, what is not known ``None``."""
    settings = results.settings
    return {
        "workbook": results.workbook,
        "report": "ledger",
        "settings": settings_record(settings)
        | {"profile": settings.profile.value, "outturn": settings.outturn.value},
        "lines": [
            _line(results, entry, above)
            for entry, above in _walk(results.total, {})
            if entry.level not in (Level.COST_CENTRE, Level.GROUP)
        ],
        "cost_centres": [
            _centre(results, entry, above)
            for entry, above in _walk(results.total, {})
            if entry.level is Level.COST_CENTRE
        ],
        "subjective": [
            {"group": name, "income": name in results.income, **_figures(position, results, rated=False)}
            for name, position in results.total.groups.items()
        ],
        "totals": _line(results, results.total, {}),
        "virements": [
            {
                "virement": each.ref,
                "month": each.month or None,
                "heading": each.heading,
                "cost_centre": each.cost_centre or None,
                "amount": plain(each.amount),
                "reason": each.reason,
                "cell": each.cell,
            }
            for each in results.virements or ()
        ],
        "casts": [_cast(casting) for casting in results.castings],
        "problems": [problem.as_json() for problem in results.problems],
    }


def records(results: Results) -> list[dict[str, str]]:
    """One flat record a heading, division, directorate and the total, all values as text."""
    keys = ("net_budget", "budget_to_date", "actual", "ytd_variance", "commitments", "outturn", "variance",
            "percent", "direction", "rag", "rag_gross", "reason")  # fmt: skip
    found = []
    for entry, above in [*_walk(results.total, {}), (results.total, {})]:
        if entry.level not in (Level.COST_CENTRE, Level.GROUP):
            line = _line(results, entry, above)
            names = {"level": entry.level.words, "division": line["division"] or "", "name": entry.name}
            record = names | {key: str(line[key] or "") for key in keys}
            if record["percent"]:
                share = round_half_up(Decimal(record["percent"]), results.settings.rag_decimals)
                record["percent"] = format(share, "f")
            found.append(record)
    return found


def _walk(entry: Entry, above: dict[str, str]) -> Iterator[tuple[Entry, dict[str, str]]]:
    """Yield every entry beneath one with the labels above it, in order."""
    for part in entry.parts:
        yield part, above
        yield from _walk(part, above | {part.level.value: part.name})


def _line(results: Results, entry: Entry, above: dict[str, str]) -> dict[str, Any]:
    names = above | {entry.level.value: entry.name}
    listed = results.virements is not None
    return {
        "level": entry.level.value,
        **{
            level.value: names.get(level.value)
            for level in (Level.DIRECTORATE, Level.DIVISION, Level.HEADING)
        },
        "original_budget": plain(entry.original) if listed else None,
        "virements": plain(entry.virements),
        **_figures(entry.position, results, rated=True),
        "gross_budget": plain(entry.gross),
        **_rated(entry),
        "explanation": results.explanation_of(entry.name) if entry.level is Level.HEADING else "",
        **_source(entry),
    }


def _centre(results: Results, entry: Entry, above: dict[str, str]) -> dict[str, Any]:
    return {
        **{
            level.value: above.get(level.value)
            for level in (Level.DIRECTORATE, Level.DIVISION, Level.HEADING)
        },
        "cost_centre": entry.name,
        "name": entry.title,
        "virements": plain(entry.virements),
        **_figures(entry.position, results, rated=True),
        "gross_budget": plain(entry.gross),
        **_rated(entry),
        "groups": [
            {
                "group": part.name or None,
                **_figures(part.position, results, rated=False),
                "profile": part.profile,
                "outturn_reason": part.outturn_reason,
                "note": part.note or None,
            }
            for part in entry.parts
        ],
        **_source(entry),
    }


def _figures(position: Position, results: Results, *, rated: bool) -> dict[str, Any]:
    amount = position.variance
    return {
        "net_budget": plain(position.budget),
        "budget_to_date": plain(position.to_date),
        "actual": plain(position.actual),
        "ytd_variance": plain(position.variance_to_date),
        "commitments": plain(position.commitments),
        "outturn": plain(position.outturn),
        "variance": plain(amount),
        "percent": plain(position.percent),
        "direction": None
        if amount is None
        else side_of(amount, position.budget if rated else None, results.settings).value,
    }


def _rated(entry: Entry) -> dict[str, Any]:
    net = entry.ratings.net if entry.ratings else None
    gross = entry.ratings.gross if entry.ratings else None
    return {
        "rag": net.rag.value if net and net.rag else None,
        "rag_gross": gross.rag.value if gross and gross.rag else None,
        "reason": net.reason if net else "",
        "reason_gross": gross.reason if gross else None,
        "near_boundary": net.near_boundary if net else None,
    }


def _source(entry: Entry) -> dict[str, Any]:
    source = entry.source
    if source is None:
        return {"first_cell": None, "last_cell": None, "ledger_lines": 0}
    return {"first_cell": source.first, "last_cell": source.last, "ledger_lines": source.count}


def _cast(casting: Casting) -> dict[str, Any]:
    """Return a total row as re-added; of its addends, which can be 200,000, the first, the last and how many."""
    cast = casting.cast
    return {
        "sheet": casting.sheet,
        "cell": casting.cell,
        "label": casting.label,
        "printed": plain(cast.printed),
        "recomputed": plain(cast.recomputed),
        "difference": plain(cast.difference),
        "verdict": cast.verdict.value,
        "explained_by_rounding": cast.explained_by_rounding,
        "first_addend": casting.addends[0],
        "last_addend": casting.addends[-1],
        "addends": len(casting.addends),
    }
