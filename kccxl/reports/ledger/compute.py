"""Rolls the positions of a ledger up: cost centre, heading, division, directorate; every total is a sum of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kccxl.reports.ledger.blank_actuals import as_budgeted, blank_actuals, recoloured, report_blank
from kccxl.reports.ledger.cells import Cells
from kccxl.reports.ledger.faults import Faults
from kccxl.reports.ledger.model import Entry, Level, Position, Source, Virement
from kccxl.reports.ledger.reading import Ledger
from kccxl.reports.ledger.sums import Sums, sum_up
from kccxl.reports.ledger.virements import net_of_centres, net_virements
from kccxl.reports.money.rating import rate_variance
from kccxl.rules.exact import exact_sum
from kccxl.tables.problems import ProblemLog

_NAMES_INCOME = re.compile(r"\b(?:income|grants?|fees|receipts)\b", re.IGNORECASE)


def roll_up(
    ledger: Ledger, virements: Sequence[Virement] | None, log: ProblemLog
) -> tuple[Entry, frozenset[str]]:
    """Roll a ledger up; with the total come the subjective groups that are income.

    A group is income where its budget over the whole ledger is negative (or its actual, if it has no budget).
    """
    cells = Cells(ledger)
    sums = sum_up(ledger)
    entries = [(each, cells.entry(each)) for each in sums]
    cells.report(Faults(log))
    income = _income_groups([entry for _, entry in entries])
    _check_signs(ledger, income, [entry for _, entry in entries], log)
    roller = _Roller(ledger, virements, income)
    total = roller.roll(entries)
    if blanks := blank_actuals(sums, cells.done):
        filled = list(entries)
        for each in blanks:
            held, entry = entries[each.at]
            filled[each.at] = held, as_budgeted(entry, each.budget, cells.settings.outturn, cells.done)
        report_blank(ledger, blanks, recoloured(total, roller.roll(filled)), Faults(log))
    return total, income


def _income_groups(cells: Sequence[Entry]) -> frozenset[str]:
    groups: dict[str, list[Position]] = {}
    for cell in cells:
        groups.setdefault(cell.name, []).append(cell.position)
    totals = {name: Position.total(positions) for name, positions in groups.items()}
    return frozenset(name for name, total in totals.items() if name and (total.budget or total.actual) < 0)


def _check_signs(ledger: Ledger, income: frozenset[str], cells: Iterable[Entry], log: ProblemLog) -> None:
    """Report a group that is called income and is positive: taken as it stands, it would be expenditure."""
    first: dict[str, Entry] = {}
    for cell in cells:
        if cell.position.budget > 0:
            first.setdefault(cell.name, cell)
    for name, cell in first.items():
        if name not in income and _NAMES_INCOME.search(name):
            log.error(
                "income-positive",
                ledger.raw.place(cell.source.span[0] if cell.source else 0, "budget"),
                f"the subjective group “{name}”, whose budgets come to a positive amount",
                "income as negative amounts",
                "Turn the sign of these amounts; or give the group another name, if it is expenditure.",
            )


class _Roller:
    """Puts entries together level by level."""

    def __init__(self, ledger: Ledger, virements: Sequence[Virement] | None, income: frozenset[str]) -> None:
        self.ledger, self.income = ledger, income
        self.settings = ledger.months.settings
        self.listed = virements is not None
        self.of_headings = net_virements(virements or ())
        named = virements is not None and all(each.cost_centre for each in virements)
        self.of_centres = net_of_centres(virements or ()) if named else None
        self.grouped = "group" in ledger.texts

    def roll(self, cells: Sequence[tuple[Sums, Entry]]) -> Entry:
        """Return the total of all cells."""
        found: dict[int, list[Entry]] = {}
        for sums, cell in cells:
            found.setdefault(sums.centre, []).append(cell)
        entries = {code: self._centre(code, parts) for code, parts in found.items()}
        levels = list(self.ledger.structure.levels)
        for lower, upper in zip(reversed(levels), reversed(levels[:-1]), strict=False):
            entries = self._level(entries, lower, upper)
        return self._over(Level.TOTAL, "Total", list(entries.values()))

    def _level(self, entries: Mapping[int, Entry], lower: str, upper: str) -> dict[int, Entry]:
        """Put the entries of one level together by the label above each."""
        parents = self.ledger.structure.above[lower]
        found: dict[int, list[Entry]] = {}
        for code, entry in entries.items():
            found.setdefault(parents.get(code, -1), []).append(entry)
        labels = self.ledger.texts[upper].labels
        return {
            code: self._over(Level(upper), labels[code] if code >= 0 else "", parts)
            for code, parts in found.items()
        }

    def _centre(self, code: int, cells: Sequence[Entry]) -> Entry:
        """Return a cost centre; cells of one group that differ in their profile make one."""
        groups: dict[str, list[Entry]] = {}
        for cell in cells:
            groups.setdefault(cell.name, []).append(cell)
        parts = [_joined(same) for same in groups.values()]
        name = self.ledger.texts["cost_centre"].labels[code]
        entry = self._over(Level.COST_CENTRE, name, parts)
        virements = None
        if self.of_centres is not None:
            virements = self.of_centres.get(name.casefold(), Decimal(0))
        return replace(entry, title=self.ledger.structure.names.get(code, ""), virements=virements)

    def _over(self, level: Level, name: str, parts: Sequence[Entry]) -> Entry:
        position = Position.total(part.position for part in parts)
        groups = self._groups(level, parts)
        gross = None
        if self.grouped:
            gross = exact_sum(each.budget for group, each in groups.items() if group not in self.income)
        return Entry(
            level,
            name,
            position,
            _source(parts),
            gross=gross,
            virements=self._virements(level, name, parts),
            ratings=rate_variance(position.variance, position.budget, gross, self.settings),
            parts=parts,
            groups=groups,
        )

    def _groups(self, level: Level, parts: Sequence[Entry]) -> dict[str, Position]:
        if not self.grouped:
            return {}
        if level is Level.COST_CENTRE:
            return {part.name: part.position for part in parts}
        found: dict[str, list[Position]] = {}
        for part in parts:
            for group, position in part.groups.items():
                found.setdefault(group, []).append(position)
        return {group: Position.total(positions) for group, positions in found.items()}

    def _virements(self, level: Level, name: str, parts: Sequence[Entry]) -> Decimal | None:
        if not self.listed or level is Level.COST_CENTRE:
            return None
        if level is Level.HEADING:
            return self.of_headings.get(name.casefold(), Decimal(0))
        return exact_sum(part.virements or Decimal(0) for part in parts)


def _source(parts: Sequence[Entry]) -> Source | None:
    sources = [part.source for part in parts if part.source is not None]
    return Source.of_all(sources) if sources else None


def _joined(cells: Sequence[Entry]) -> Entry:
    """Return cells of one cost centre and group as one."""
    if len(cells) == 1:
        return cells[0]
    return replace(
        cells[0],
        position=Position.total(cell.position for cell in cells),
        source=_source(cells),
        outturn_reason=" ".join(f"{cell.outturn_reason}." for cell in cells),
        note=" ".join(cell.note for cell in cells if cell.note),
        profile=" and ".join(dict.fromkeys(cell.profile for cell in cells)),
    )
