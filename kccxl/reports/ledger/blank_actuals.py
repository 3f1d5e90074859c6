"""Months closed without an actual, although they have a budget and other months an actual: nothing was spent, or it lacks.

Where an actual as high as the budget would give another colour, anywhere above it, nobody may take the blank for 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from kccxl.reports.ledger.cells import budgeted_without, name_of
from kccxl.reports.ledger.faults import Faults
from kccxl.reports.ledger.model import Entry, Level
from kccxl.reports.ledger.reading import Ledger
from kccxl.reports.ledger.sums import Sums
from kccxl.rules.exact import as_decimal, exact_sum
from kccxl.rules.profile import MONTHS, OutturnMethod
from kccxl.rules.rounding import round_half_up

_PENNIES = 2


@dataclass(frozen=True, slots=True)
class Blank:
    """A cost centre and group of which actuals lack: which of all, the lines to fill in, and their budgets together."""

    at: int
    lines: Sequence[int]
    budget: Decimal


def blank_actuals(sums: Sequence[Sums], done: int) -> list[Blank]:
    """Return them; ``done`` is the number of months closed."""
    found = []
    for at, each in enumerate(sums):
        if months := budgeted_without(each, each.actual_in, range(done)):
            budget = exact_sum(each.by_month["budget"][month] for month in months)
            found.append(Blank(at, [each.lines[month] for month in months], budget))
    return found


def as_budgeted(cell: Entry, budget: Decimal, method: OutturnMethod, done: int) -> Entry:
    """Return the position of a cell if what lacks had been spent as budgeted."""
    position = cell.position
    if position.outturn is None:
        return cell
    more = (
        budget if method is not OutturnMethod.STRAIGHT_LINE else as_decimal(Fraction(budget) * MONTHS / done)
    )
    more = round_half_up(more, _PENNIES)
    return replace(cell, position=replace(position, outturn=exact_sum((position.outturn, more))))


def recoloured(total: Entry, filled: Entry) -> set[str]:
    """Return the cost centres with another colour in the second of two roll-ups of one ledger, at any level above them."""

    def within(one: Entry, other: Entry, above: bool) -> Iterator[str]:
        differs = above or _colours(one) != _colours(other)
        if one.level is Level.COST_CENTRE:
            if differs:
                yield one.name
            return
        for part, again in zip(one.parts, other.parts, strict=True):
            yield from within(part, again, differs)

    return set(within(total, filled, False))


def _colours(entry: Entry) -> tuple[object, object]:
    ratings = entry.ratings
    return (
        (None, None) if ratings is None else (ratings.net.rag, ratings.gross.rag if ratings.gross else None)
    )


def report_blank(ledger: Ledger, blanks: Sequence[Blank], centres: set[str], faults: Faults) -> None:
    """Report them: as errors those of cost centres whose colour, or one above it, hangs on them."""
    label = ledger.texts["cost_centre"].label
    unread = set(ledger.amounts["actual"].odd)  # reported by themselves
    lines = [line for each in blanks for line in each.lines if line not in unread]
    deciding = [line for line in lines if label(line) in centres]
    others = [line for line in lines if label(line) not in centres]

    def say(line: int) -> tuple[str, str]:
        return ledger.raw.place(
            line, "actual"
        ), f"no actual for {name_of(ledger, line)} in a month with a budget"

    expected = "the actual of a month that is closed, 0 where nothing was spent"
    faults.error(
        "no-actual", deciding, say, expected, "Fill it in: spent as budgeted, it would change a colour."
    )
    faults.close()
    mend = "It was taken as 0; no colour hangs on it. Fill it in, if it was only left out."
    Faults(faults.log).warn(
        "no-actual", others[:1], lambda line: _with_more(say(line), len(others)), expected, mend
    )


def _with_more(said: tuple[str, str], count: int) -> tuple[str, str]:
    place, found = said
    return place, f"{found}, and {count - 1:,} more" if count > 1 else found
