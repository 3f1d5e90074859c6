"""Virements: budget moved between headings. Each must net to zero, for it moves budget and makes none.

The budget of the ledger is the current one, virements included as posted; what they brought to a heading is
taken off again to show the original budget.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kccxl.errors import RuleError
from kccxl.reports.ledger.model import Virement
from kccxl.reports.ledger.specs import ROUTES
from kccxl.reports.money.amounts import Scales, stored_pounds
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.sign_words import has_sign_word
from kccxl.reports.paper.columns import report_columns, report_hidden_sheet
from kccxl.rules.exact import exact_sum
from kccxl.rules.financial_year import Period
from kccxl.rules.periods import parse_period
from kccxl.rules.profile import virement_imbalance
from kccxl.rules.rounding import show
from kccxl.tables.accounting import CREDIT, DEBIT, is_remark, read_amount
from kccxl.tables.cells import Figure, Kind, plain_text
from kccxl.tables.finder import Found, is_dashes
from kccxl.tables.grid import Value
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import Row, body_rows
from kccxl.tables.total_names import names_total

_MOST_CELLS = 12


def read_virements(tables: Sequence[Found], settings: MoneySettings, log: ProblemLog) -> list[Virement]:
    """Read the Virements tables; a row that cannot be read is reported, and one that is a total passed over."""
    found: list[Virement] = []
    for table in tables:
        report_hidden_sheet(table, log)
        report_columns(table, log)
        if "amount" not in table.columns:
            continue
        scales = Scales.of(table, ["amount"], settings)
        for row in body_rows(table, log):
            if is_dashes(table.grid, row.index):
                continue
            if table.spec is ROUTES:
                found += _both_sides(row, scales, settings)
            elif (virement := _virement(row, scales, settings)) is not None:
                found.append(virement)
    return found


def _both_sides(row: Row, scales: Scales, settings: MoneySettings) -> list[Virement]:
    """Return the two sides of a virement whose row says from where to where an amount moved."""
    ref, ends = row.text("virement") or f"of row {row.index + 1}", (row.text("from"), row.text("to"))
    if any(map(names_total, (ref, *ends))) or not any((*ends, row.text("amount"))):
        return []
    amount = _amount(row, scales)
    for name in ("from", "to", "amount"):
        if not row.text(name):
            _report_missing(row, name)
            return []
    if amount is None:
        return []
    if amount < 0:
        row.log.error(
            "virement-incomplete",
            row.place("amount"),
            f"{row.text('amount')} from “{ends[0]}” to “{ends[1]}”",
            "an amount without a minus, moved from the first heading to the second",
            "Type it without a minus; if it moved the other way, change the headings.",
        )
        return []
    month, reason = _month(row, settings), row.paragraphs("reason")
    return [
        Virement(ref, heading, moved, "", month, reason, row.place("amount"))
        for heading, moved in ((ends[0], amount.copy_negate()), (ends[1], amount))
    ]


def _amount(row: Row, scales: Scales) -> Decimal | None:
    read = row.figure("amount", "an amount", read=_read)
    figure = scales.in_pounds(read, "amount") or read
    return None if figure.value is None else stored_pounds(figure.value)


def _report_missing(row: Row, name: str) -> None:
    row.log.error(
        "virement-incomplete",
        row.place(name),
        "nothing",
        f"the {row.table.spec.title_of(name).lower()} of a virement",
        "Fill in this cell.",
    )


def _virement(row: Row, scales: Scales, settings: MoneySettings) -> Virement | None:
    ref, heading = row.text("virement"), row.text("heading")
    if names_total(ref) or names_total(heading):
        return None
    amount = _amount(row, scales)
    texts = {"virement": ref, "heading": heading, "amount": row.text("amount")}
    missing = [name for name, text in texts.items() if not text]
    if missing and len(missing) < len(texts):
        _report_missing(row, missing[0])
    if missing or amount is None:
        return None
    return Virement(
        ref,
        heading,
        amount,
        row.text("cost_centre"),
        _month(row, settings),
        row.paragraphs("reason"),
        row.place("amount"),
    )


def _read(value: Value, number_format: str) -> Figure:
    """Read an amount; one whose sign a word may turn, or with another figure or noun behind it, is a text."""
    figure = read_amount(value, number_format)
    told = figure.words in (CREDIT, DEBIT) or (is_remark(figure.words) and not has_sign_word(figure.printed))
    return figure if told or not figure.known else replace(figure, kind=Kind.TEXT, value=None)


def _month(row: Row, settings: MoneySettings) -> str:
    """Return a virement's month as it is printed; one outside the year is an error."""
    value = row.value("month")
    if value is None:
        return ""
    try:
        year = settings.financial_year
        text = value if isinstance(value, date) else plain_text(value)
        period: Period = parse_period(text, within=year)
    except RuleError:
        row.log.error(
            "bad-period",
            row.place("month"),
            f"“{row.text('month')}”",
            "a date or month, such as Jun-24",
            "Correct this cell, or leave it blank.",
        )
        return ""
    if year is not None and period.year != year:
        row.log.error(
            "month-outside",
            row.place("month"),
            period.label,
            f"a month of {year.label}",
            "Correct the month, or the financial year in the settings.",
        )
    return period.label


def check_virements(
    virements: Sequence[Virement],
    headings: Mapping[str, str],
    centres: Mapping[str, str],
    log: ProblemLog,
) -> None:
    """Check that each virement nets to zero, and that headings and cost centres are those of the ledger.

    Args:
        virements: as read.
        headings: the ledger's headings, by their name in small letters.
        centres: the heading of each cost centre, by its code in small letters.
        log: takes what is amiss.

    """
    _check_balance(virements, log)
    for each in virements:
        if each.heading.casefold() not in headings:
            _report(each, "unknown-heading", f"the heading “{each.heading}”", "a heading of the ledger", log)
        elif each.cost_centre and each.cost_centre.casefold() not in centres:
            found = f"the cost centre {each.cost_centre}"
            _report(each, "unknown-cost-centre", found, "a cost centre of the ledger", log)
        elif each.cost_centre and centres[each.cost_centre.casefold()].casefold() != each.heading.casefold():
            found = f"the cost centre {each.cost_centre} under “{each.heading}”"
            expected = f"it under “{centres[each.cost_centre.casefold()]}”, as in the ledger"
            _report(each, "virement-heading", found, expected, log)


def _report(virement: Virement, code: str, found: str, expected: str, log: ProblemLog) -> None:
    mend = "Correct this row of the virement, or the ledger."
    log.error(code, virement.cell, f"{found} in virement {virement.ref}", expected, mend)


def _check_balance(virements: Sequence[Virement], log: ProblemLog) -> None:
    rows: dict[str, list[Virement]] = {}
    for each in virements:
        rows.setdefault(each.ref.casefold(), []).append(each)
    for group in rows.values():
        over = virement_imbalance([each.amount for each in group])
        if not over:
            continue
        cells = [each.cell.rpartition("!")[2] for each in group]
        named = ", ".join(cells[:_MOST_CELLS]) + (" and more" if len(cells) > _MOST_CELLS else "")
        log.error(
            "virement-unbalanced",
            group[0].cell,
            f"virement {group[0].ref}, which nets to {show(over, '£', 2)} ({named})",
            "rows that net to zero",
            "Correct one of these cells, or add the missing side of the virement.",
        )


def net_virements(virements: Sequence[Virement]) -> dict[str, Decimal]:
    """Return what virements brought to each heading, by its name in small letters."""
    return _net((each.heading.casefold(), each.amount) for each in virements)


def net_of_centres(virements: Sequence[Virement]) -> dict[str, Decimal]:
    """Return what virements brought to each cost centre they name, by its code in small letters."""
    return _net((each.cost_centre.casefold(), each.amount) for each in virements if each.cost_centre)


def _net(pairs: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    found: dict[str, list[Decimal]] = {}
    for key, amount in pairs:
        found.setdefault(key, []).append(amount)
    return {key: exact_sum(amounts) for key, amounts in found.items()}


def spelled_as(virements: Sequence[Virement], headings: Mapping[str, str]) -> list[Virement]:
    """Return virements with their headings spelled as in the ledger."""
    return [replace(each, heading=headings.get(each.heading.casefold(), each.heading)) for each in virements]
