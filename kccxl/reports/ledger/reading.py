"""Reads a workbook's ledger into sums by cost centre, subjective group, profile and month, exact to the penny."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kccxl.reports.ledger import rows as sorting
from kccxl.reports.ledger.amounts import Amounts
from kccxl.reports.ledger.faults import Faults
from kccxl.reports.ledger.formats import report_turned_formats
from kccxl.reports.ledger.lines import Coded, Mask, Raw, amounts_of, gather
from kccxl.reports.ledger.model import Source
from kccxl.reports.ledger.months import NONE, Months, read_months
from kccxl.reports.ledger.profiles import GIVEN, Spread, spread_named
from kccxl.reports.ledger.sides import with_actuals
from kccxl.reports.ledger.specs import AMOUNTS, LEDGER
from kccxl.reports.ledger.structure import Structure, read_structure
from kccxl.reports.ledger.totals import cast_totals
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.paper.columns import report_hidden_sheet, report_missing, report_twice, report_unknown
from kccxl.rules.financial_year import Period, Span
from kccxl.tables.finder import Found
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog
from kccxl.tables.totals import Casting

_TEXTS = ("directorate", "division", "heading", "cost_centre", "cost_centre_name", "group", "profile")
"""The columns that lines are put together by."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines of a ledger, read and checked.

    Args (fields):
        raw: the cells.
        lines: which rows are lines with a cost centre and a heading.
        texts: the columns lines are put together by.
        amounts: the columns of money.
        months: the month of each line.
        structure: which cost centre belongs where.
        spreads: how each text of the column Profile spreads a budget; the last one is that of a blank.
        castings: the total rows, re-added.

    """

    raw: Raw
    lines: Mask
    texts: Mapping[str, Coded]
    amounts: Mapping[str, Amounts]
    months: Months
    structure: Structure
    spreads: Sequence[Spread | None]
    castings: Sequence[Casting]

    def source(self, lines: Sequence[int], count: int) -> Source:
        """Return where figures stem from, by the positions of their first and last line."""
        first, last = (self.raw.place(line, "cost_centre") for line in (lines[0], lines[-1]))
        return Source(first, last, count, (lines[0], lines[-1]))


def read_ledger(
    tables: Sequence[Found],
    settings: MoneySettings,
    profiles: Mapping[str, Spread],
    usual: Spread | None,
    log: ProblemLog,
) -> Ledger:
    """Read the ledger tables of a workbook; every problem goes to ``log``.

    Args:
        tables: at least one, with the columns of its key.
        settings: of the workbook.
        profiles: the historic profiles, by name.
        usual: how a budget is spread whose line names no profile; None where nothing says.
        log: takes every problem.

    """
    faults = Faults(log)
    for table in tables:
        _report_columns(table, log)
    report_turned_formats(tables, log)
    raw = gather(tables)
    texts = {name: Coded.of(raw.values[name]) for name in _TEXTS if name in raw.values}
    names = [name for name in (*AMOUNTS, "credit") if name in raw.values]
    read = {name: amounts_of(raw, name, settings) for name in names}
    rows = sorting.sort_rows(raw, texts, read, faults)
    sorting.report_odd(raw, read, rows.lines, rows.totals, faults)
    sorting.report_faulty_formulas(raw, faults)
    sorting.report_repeats(raw, texts, read, rows.lines, faults)
    amounts = with_actuals(raw, read, settings, rows.lines, faults)
    placed = rows.lines & (texts["cost_centre"].codes >= 0) & (texts["heading"].codes >= 0)
    months = read_months(raw, placed, amounts, settings, faults)
    structure = read_structure(raw, texts, placed, faults)
    ledger = Ledger(
        raw,
        placed,
        texts,
        amounts,
        months,
        structure,
        _spreads(texts, profiles, usual),
        cast_totals(raw, texts, read, rows),
    )
    _check_profiles(ledger, faults)
    _check_months(ledger, faults)
    faults.close()
    return ledger


def _report_columns(table: Found, log: ProblemLog) -> None:
    report_hidden_sheet(table, log)
    report_missing(table, log)
    report_twice(table, log)
    for column in table.others:
        if column not in table.twice:
            report_unknown(table, column, log)
    hidden = sorted(table.grid.hidden_rows & set(table.body))
    if hidden:
        log.note(
            "hidden-row",
            f"{table.grid.sheet}!{cell_name(hidden[0], table.left)}",
            f"{len(hidden):,} hidden {'row' if len(hidden) == 1 else 'rows'} (a filter, perhaps)",
            "visible rows",
            "They were read like the others.",
        )
    for name, column in table.columns.items():
        if column in table.grid.hidden_columns:
            log.note(
                "hidden-column",
                f"{table.grid.sheet}!{cell_name(table.top, column)}",
                f"the column “{table.captions[name]}” is hidden",
                "visible columns",
                "It was read like the others.",
            )


def _spreads(
    texts: Mapping[str, Coded], profiles: Mapping[str, Spread], usual: Spread | None
) -> list[Spread | None]:
    named = texts["profile"].labels if "profile" in texts else ()
    return [*(spread_named(name, profiles) for name in named), usual]


def _check_profiles(ledger: Ledger, faults: Faults) -> None:
    """Report lines whose profile is not known, or is left open."""
    if "profile" not in ledger.texts:
        return
    profile = ledger.texts["profile"]
    unknown = np.array([spread is None for spread in ledger.spreads])[profile.codes] & ledger.lines
    unknown &= ledger.amounts["budget"].units != 0
    faults.error(
        "unknown-profile",
        np.flatnonzero(unknown).tolist(),
        lambda line: (ledger.raw.place(line, "profile"), f"“{profile.label(line)}”"),
        "given, even, or a profile of the table Profiles",
        "Correct this cell, or add the profile with its twelve percentages.",
    )


def _check_months(ledger: Ledger, faults: Faults) -> None:
    """Report budgets and actuals that lack the month they need, and actuals after the month reported."""
    codes, spreads = ledger.months.codes, ledger.spreads
    budget, actual = (ledger.amounts[name].units != 0 for name in ("budget", "actual"))
    given = np.array([spread is GIVEN for spread in spreads])
    by_month = given[ledger.texts["profile"].codes] if "profile" in ledger.texts else given[-1]
    undated = ledger.lines & (codes == NONE) & budget & by_month
    if not ledger.months.dated:
        _report_no_months(ledger, bool(undated.any()), faults.log)
        return
    blank = _blank_month(ledger.raw)
    raw = ledger.raw
    for code, wrong, what, mend in (
        (
            "budget-without-month",
            undated & blank,
            "a budget without a month",
            "Fill in its month; or set “Budget profile” to even or historic, which spread it over the year.",
        ),
        (
            "actual-without-month",
            ledger.lines & (codes == NONE) & actual & blank,
            "an actual without a month",
            "Fill in the month in which it was posted.",
        ),
    ):
        faults.error(
            code,
            np.flatnonzero(wrong).tolist(),
            lambda line, what=what: (raw.place(line, "month"), what),
            "a month on this line",
            mend,
        )
    _report_late(ledger, faults)


def _blank_month(raw: Raw) -> Mask:
    return np.array([value is None or value == "" for value in raw.values["month"]], dtype=bool)


def _report_no_months(ledger: Ledger, by_month: bool, log: ProblemLog) -> None:
    table = ledger.raw.tables[0]
    if by_month:
        log.error(
            "missing-column",
            f"{table.grid.sheet}!{cell_name(table.top, table.left)}",
            "a ledger without months whose budgets are spread as given, month by month",
            f"a column “{LEDGER.title_of('month')}”",
            "Add the column; or set “Budget profile” to even or historic, which spread a budget over the year.",
        )


def _report_late(ledger: Ledger, faults: Faults) -> None:
    upto = ledger.months.settings.results_up_to
    if upto is None:
        return
    codes = ledger.months.codes
    late = ledger.lines & (codes < NONE) & (codes >= upto.months_done)
    late &= ledger.amounts["actual"].units != 0
    faults.warn(
        "later-actual",
        np.flatnonzero(late).tolist(),
        lambda line: (
            ledger.raw.place(line, "actual"),
            f"an actual of {Period(Span.MONTH, upto.year, int(codes[line]) + 1).label}",
        ),
        f"actuals up to {upto.label}",
        "It was left out of the year to date. Set “Results up to” later if that month is complete.",
    )
