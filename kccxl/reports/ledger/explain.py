"""Explains how the figures of a heading, cost centre, division or directorate came about, down to the ledger's lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import get_close_matches

from kccxl.errors import UsageError
from kccxl.reports.ledger.model import Entry, Level, Results
from kccxl.reports.money.prose import amount_in_words
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.rounding import decimals_of, show

_PENNIES = 2


def explain(results: Results, ref: str) -> str:
    """Explain every heading, cost centre, division or directorate of this name, one line a fact.

    Raises:
        UsageError: the ledger has no such name; the message names the nearest ones.

    """
    wanted = " ".join(ref.split()).casefold()
    entries = [results.total, *_all(results.total)]
    found = [entry for entry in entries if wanted in _titles(entry)]
    if not found:
        known = sorted({entry.name for entry in entries if entry.name})
        near = get_close_matches(ref, known, n=3, cutoff=0.5) or known[:12]
        raise UsageError(
            f"{results.workbook} has no heading or cost centre {ref}. "
            f"Did you mean {', '.join(near) or 'another workbook'}?"
        )
    lines = [line for entry in found for line in _explained(results, entry)]
    names = {entry.name.casefold() for entry in found}
    lines += [
        f"  Explanation ({each.cell}): {each.text}"
        for each in results.explanations
        if each.heading.casefold() in names
    ]
    return "\n".join(lines)


def _titles(entry: Entry) -> set[str]:
    """What an entry is called, where papers print it and where they print the total of its parts."""
    total = {f"total {entry.name}"} if entry.parts else set()
    return {each.casefold() for each in {entry.name, entry.label} | total}


def _all(entry: Entry) -> Iterator[Entry]:
    for part in entry.parts:
        if part.level is not Level.GROUP:
            yield part
            yield from _all(part)


def _explained(results: Results, entry: Entry) -> Iterator[str]:
    settings, position = results.settings, entry.position
    upto = settings.results_up_to.label if settings.results_up_to else "the last month"
    yield f"{entry.label}  ({entry.level.words})"
    if entry.source:
        yield f"  From {entry.source.words}"
    yield f"  Current budget: {money(position.budget)}{_gross(entry)}"
    if entry.virements is not None:
        yield f"  Original budget: {money(entry.original)}; virements {money(entry.virements)}"
        yield from _virements(results, entry)
    yield (
        f"  To {upto}: budget {money(position.to_date)}, actual {money(position.actual)}, "
        f"{amount_in_words(position.variance_to_date, settings)}"
    )
    yield f"  Commitments: {money(position.commitments)}, added to neither actual nor outturn"
    yield f"  Forecast outturn: {_outturn(entry, settings)}"
    if entry.ratings:
        yield f"  RAG on the net budget: {entry.ratings.net.reason}"
        if entry.ratings.gross:
            yield f"  RAG on the gross budget: {entry.ratings.gross.reason}"
        if entry.ratings.net.near_boundary:
            yield f"  Near a boundary: {entry.ratings.net.near_boundary}"
    yield from _parts(entry)


def _gross(entry: Entry) -> str:
    return "" if entry.gross is None else f" net, {money(entry.gross)} gross"


def _virements(results: Results, entry: Entry) -> Iterator[str]:
    for each in results.virements or ():
        name = each.heading if entry.level is Level.HEADING else each.cost_centre
        if name.casefold() == entry.name.casefold():
            when = f", {each.month}" if each.month else ""
            reason = f": {each.reason}" if each.reason else ""
            yield f"    Virement {each.ref}{when}, {money(each.amount)} ({each.cell}){reason}"


def _outturn(entry: Entry, settings: MoneySettings) -> str:
    position = entry.position
    if position.outturn is None or position.variance is None:
        return "N/a"
    return f"{money(position.outturn)}, {amount_in_words(position.variance, settings, position.budget)}"


def _parts(entry: Entry) -> Iterator[str]:
    """Say what the entry is the sum of; of a cost centre, how each subjective group came about."""
    if entry.level is not Level.COST_CENTRE:
        yield f"  The sum of {_names(entry.parts)}"
        return
    for part in entry.parts:
        position = part.position
        yield (
            f"  {part.name or 'All lines'}: budget {money(position.budget)}, spread {part.profile}; "
            f"to date {money(position.to_date)}, actual {money(position.actual)}"
        )
        yield f"    {part.outturn_reason}"
        if part.note:
            yield f"    {part.note}"
        if part.source:
            yield f"    From {part.source.words}"


def _names(parts: Sequence[Entry]) -> str:
    level = parts[0].level.words if parts else "line"
    return (
        f"{len(parts):,} {level}{'' if len(parts) == 1 else 's'}: {', '.join(part.label for part in parts)}"
    )


def money(amount: Decimal) -> str:
    """Print an amount of pounds to the penny, or with all its digits where it is finer.

    >>> money(Decimal("-1234.5")), money(Decimal("0.125"))
    ('-£1,234.50', '£0.125')
    """
    return show(amount, "£", max(_PENNIES, decimals_of(amount)))
