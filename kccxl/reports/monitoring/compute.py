"""Compute the lines of the monitoring report: revised variance, movement, per cent, word and colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from kccxl.reports.money.lines import LineKind, MoneyLine
from kccxl.reports.money.rating import rate_variance
from kccxl.reports.money.roll_up import roll_up
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.variances import Variance
from kccxl.reports.monitoring.model import Amounts, Line
from kccxl.reports.monitoring.reading import BUDGETS, VARIANCES, ReadTable
from kccxl.rules.exact import exact_sum
from kccxl.rules.variance import movement, revised, variance
from kccxl.tables.cells import Kind

_WHOLE_ONLY = frozenset({"gross_budget", "forecast", "last_reported", "movement"})
"""What is held against sums of other columns, so that a sum of some lines only would mislead."""

COMPUTED_TOTAL = "Total"
"""The label of a total that no table has."""


def lines_of(table: ReadTable, settings: MoneySettings) -> list[Line]:
    """Work out the lines of a table; what stands in a cell is taken as it stands, what does not is computed.

    A blank cell of a total is the sum of its lines.
    """
    nothing = Amounts(adjustment=Decimal(0))
    found = [_line(line, table, settings, nothing) for line in table.lines]
    made_of = roll_up(table.lines, table.amounts).addends
    for at, line in enumerate(table.lines):
        if line.kind is LineKind.TOTAL:
            beneath = _added([found[part] for part in made_of.get(at, ())])
            found[at] = _line(line, table, settings, beneath)
    return found


def _line(line: MoneyLine, table: ReadTable, settings: MoneySettings, blanks: Amounts) -> Line:
    if line.kind is LineKind.GROUP:
        return Line(line.label, line.kind, cells=line.cells)
    amounts = _amounts(line, table, blanks)
    typed = frozenset(name for name in (*BUDGETS, *VARIANCES) if line.amount(name).known)
    return _rated(Line(line.label, line.kind, line.group, amounts, typed=typed, cells=line.cells), settings)


def _amounts(line: MoneyLine, table: ReadTable, blanks: Amounts) -> Amounts:
    """Return the amounts of a line; ``blanks`` are those of blank cells that do not follow from other cells.

    Nothing is made of a cell that could not be read, or that says N/a.
    """

    def amount(name: str, *blank: Decimal | None) -> Decimal | None:
        cell = line.amount(name)
        if cell.kind is not Kind.BLANK or table.unreadable(line, name):
            return cell.value
        return next((each for each in (*blank, getattr(blanks, name)) if each is not None), None)

    budget, forecast = amount("net_budget"), amount("forecast")
    adjustment = Decimal(0) if line.amount("adjustment").kind is Kind.NA else amount("adjustment")
    stated = amount("variance", _made(variance, forecast, budget))
    after = amount("revised", _made(revised, stated, adjustment))
    last = amount("last_reported", _unsaid(line))
    moved = amount("movement", _made(movement, after, last))
    return Amounts(budget, amount("gross_budget"), forecast, stated, adjustment, after, last, moved)


def _made(
    rule: Callable[[Decimal, Decimal], Decimal], one: Decimal | None, other: Decimal | None
) -> Decimal | None:
    """Apply a rule of two amounts, if both are known."""
    return None if one is None or other is None else rule(one, other)


def _unsaid(line: MoneyLine) -> Decimal | None:
    """Return 0 for what was last reported, blank beside a typed movement: the sheet's own formula takes it so."""
    return Decimal(0) if "last_reported" in line.cells and line.amount("movement").known else None


def _rated(line: Line, settings: MoneySettings) -> Line:
    amounts = line.amounts
    found = Variance.of(line.heading, amounts.revised, amounts.net_budget, settings)
    ratings = rate_variance(amounts.revised, amounts.net_budget, amounts.gross_budget, settings)
    return replace(line, variance=found, ratings=ratings)


def total_of(lines: Sequence[Line], settings: MoneySettings, label: str = COMPUTED_TOTAL) -> Line:
    """Add lines up to a total that stands in no table."""
    return _rated(Line(label, LineKind.TOTAL, amounts=_added(lines)), settings)


def _added(lines: Sequence[Line]) -> Amounts:
    """Add amounts up; None where no line has one, or where a part of the lines would be taken for all of them."""
    return Amounts(**{name: _sum(lines, name) for name in (*BUDGETS, *VARIANCES)})


def _sum(lines: Sequence[Line], name: str) -> Decimal | None:
    amounts = [getattr(line.amounts, name) for line in lines]
    known = [amount for amount in amounts if amount is not None]
    partly = name in _WHOLE_ONLY and len(known) < len(amounts)
    return exact_sum(known) if known and not partly else None
