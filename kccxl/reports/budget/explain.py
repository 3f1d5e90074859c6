"""Explains one division: its figures with their cells, how its sums were re-added, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from kccxl.errors import UsageError
from kccxl.reports.budget.casting import IDENTITIES
from kccxl.reports.budget.dashboard.marks import FTE_DECIMALS
from kccxl.reports.budget.model import Results, Table, plain_name
from kccxl.reports.budget.specs import AMOUNTS, FTE
from kccxl.reports.money.line import LineKind, MoneyLine
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.casting import Verdict
from kccxl.rules.rounding import show

_NAMED = 12


def explain(results: Results, ref: str) -> str:
    """Explain every line of a division, or a total by its name, one line a fact.

    Raises:
        UsageError: the workbook has no such division; the message names the nearest ones.

    """
    wanted = plain_name(ref)
    found = [
        (table, line)
        for table in (*results.budgets, *results.staff)
        for line in table.lines
        if plain_name(line.label) == wanted and line.kind is not LineKind.GROUP
    ]
    if not found:
        raise UsageError(_unknown(results, ref))
    return "\n".join(fact for table, line in found for fact in _facts(table, line, results))


def _unknown(results: Results, ref: str) -> str:
    labels = {plain_name(line.label): line.label for line in (*results.budget_lines, *results.staff_lines)}
    near = get_close_matches(plain_name(ref), labels, n=3, cutoff=0.5)
    near = near or [name for name in labels if plain_name(ref) in name] or list(labels)[:_NAMED]
    meant = ", ".join(labels[name] for name in near) or "another workbook"
    return f"{results.workbook} has no division {ref}. Did you mean {meant}?"


def _facts(table: Table, line: MoneyLine, results: Results) -> Iterator[str]:
    yield line.label
    yield f"  {table.found.spec.name.capitalize()}, sheet {table.found.grid.sheet}, row {line.row + 1}"
    if line.group:
        yield f"  Group: {line.group}"
    yield from _figures(table, line, results.settings)
    yield from _casts(line, results)
    cells = set(line.cells.values())
    for problem in results.problems:
        if f"{problem.sheet}!{problem.cell}" in cells:
            yield f"  {problem.severity.value.capitalize()} at {problem}"


def _figures(table: Table, line: MoneyLine, settings: MoneySettings) -> Iterator[str]:
    for name in (*AMOUNTS, FTE):
        figure = line.amount(name)
        if not figure.known:
            continue
        title = table.found.spec.title_of(name)
        if name == FTE:
            yield f"  {title}: {show(figure.exact, '', FTE_DECIMALS)}  (cell {figure.cell})"
            continue
        value = show(figure.exact, "£", settings.money_decimals, settings.shown.suffix)
        parts = [
            table.found.spec.title_of(part) for part in IDENTITIES.get(name, ()) if line.amount(part).known
        ]
        origin = f"cell {figure.cell}" if figure.cell else f"computed: {' + '.join(parts)}"
        yield f"  {title}: {value}  ({origin})"


def _casts(line: MoneyLine, results: Results) -> Iterator[str]:
    cells = set(line.cells.values())
    for casting in results.castings:
        if f"{casting.sheet}!{casting.cell}" in cells:
            said = casting.in_words
            if casting.cast.verdict is not Verdict.AGREES:
                said = (
                    f"{said}; the addends come to {casting.cast.recomputed:f}, not {casting.cast.printed:f}"
                )
            yield f"  {casting.cell} = {' + '.join(casting.addends)}: {said}"
