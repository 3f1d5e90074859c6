"""Ledgers with a column of debits and one of credits in place of actuals: the actual is the debit less the credit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from kccxl.reports.ledger.amounts import Amounts
from kccxl.reports.ledger.faults import Faults
from kccxl.reports.ledger.lines import Mask, Raw, amounts_of
from kccxl.reports.ledger.specs import SIDES
from kccxl.reports.money.settings import MoneySettings
from kccxl.tables.cells import plain_text

_BOTH = frozenset(SIDES)


def with_actuals(
    raw: Raw, amounts: Mapping[str, Amounts], settings: MoneySettings, lines: Mask, faults: Faults
) -> dict[str, Amounts]:
    """Return the amounts of lines with actuals alone, where ``actual`` is read from the debits of some tables.

    A credit with a minus may be a credit as some systems print them, or one taken back: it is an error. A line with
    both a debit and a credit counts with both, and a warning says so. Actuals that stand beside both are checked.
    """
    if "credit" not in amounts:
        return dict(amounts)
    debit, credit = amounts["actual"], amounts["credit"]
    by_sides = lines & _in_tables(raw, _has_sides)
    if "debit" in raw.values:
        stated = lines & _in_tables(raw, lambda columns: set(columns) >= _BOTH and not _has_sides(columns))
        _check_stated(raw, debit, (amounts_of(raw, "debit", settings), credit), stated, faults)
    _report_both(raw, np.flatnonzero(by_sides & (debit.units != 0) & (credit.units != 0)).tolist(), faults)
    _report_minus(raw, np.flatnonzero(by_sides & (credit.units < 0)).tolist(), faults)
    places = max(debit.places, credit.places)
    taken = np.where(by_sides, credit.at_places(places), 0)
    actual = replace(
        debit,
        units=debit.at_places(places) - taken,
        places=places,
        known=debit.known | (by_sides & credit.known),
    )
    return {**{name: each for name, each in amounts.items() if name != "credit"}, "actual": actual}


def _in_tables(raw: Raw, test: Callable[[Mapping[str, int]], bool]) -> Mask:
    """Return the rows of the tables whose columns pass a test."""
    passed: Mask = np.array([test(table.columns) for table in raw.tables], dtype=bool)[raw.table]
    return passed


def _check_stated(
    raw: Raw, actual: Amounts, sides: tuple[Amounts, Amounts], stated: Mask, faults: Faults
) -> None:
    places = max(each.places for each in (actual, *sides))
    debit, credit = (each.at_places(places) for each in sides)
    differs = stated & actual.known & (actual.at_places(places) != debit - credit)
    faults.error(
        "amount-differs",
        np.flatnonzero(differs).tolist(),
        lambda line: (raw.place(line, "actual"), f"an actual of {_text(raw, line, 'actual')}"),
        "the debit less the credit of the line",
        "Correct the actual, the debit or the credit; or leave out the column of actuals.",
    )


def _has_sides(columns: Mapping[str, int]) -> bool:
    return "credit" in columns and columns.get("actual") == columns.get("debit")


def _report_both(raw: Raw, both: list[int], faults: Faults) -> None:
    faults.warn(
        "debit-and-credit",
        both,
        lambda line: (
            raw.place(line, "credit"),
            f"{_text(raw, line, 'credit')} beside {_text(raw, line, 'debit')}",
        ),
        "a debit or a credit in each line",
        "The actual was taken as the debit less the credit. Clear one of the two if it does not count.",
    )


def _report_minus(raw: Raw, negative: list[int], faults: Faults) -> None:
    faults.error(
        "credit-negative",
        negative,
        lambda line: (raw.place(line, "credit"), f"{_text(raw, line, 'credit')} as a credit"),
        "credits without a minus, for they are taken off",
        "Remove the minus; a credit that was taken back belongs among the debits.",
    )


def _text(raw: Raw, line: int, name: str) -> str:
    return plain_text(raw.values[name][line])
