"""Tells the lines of a ledger from its blank rows, total rows, remarks and rules, and reports what is amiss in it.

No row is dropped in silence: what holds a figure is a line, a total row, or an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from kccxl.reports.ledger.amounts import Amounts
from kccxl.reports.ledger.faults import Faults
from kccxl.reports.ledger.lines import Coded, Mask, Raw
from kccxl.reports.ledger.specs import AMOUNTS, LEDGER, SIDES
from kccxl.reports.money.amounts import is_unit_row
from kccxl.tables.cells import plain_text
from kccxl.tables.finder import is_dashes
from kccxl.tables.total_names import names_total

_PRIME = np.uint64(1_000_000_007)
_BITS = 2**62 - 1
"""Of each line a number is made that lines alike have in common; which of these are alike, their cells tell."""

NEEDED = {"cost_centre": "a cost centre", "heading": "a heading"}


@dataclass(frozen=True, slots=True)
class Sorted:
    """Which rows are lines, and which are totals (position and label)."""

    lines: Mask
    totals: Sequence[tuple[int, str]]


def sort_rows(raw: Raw, texts: Mapping[str, Coded], amounts: Mapping[str, Amounts], faults: Faults) -> Sorted:
    """Sort the rows of all tables; what is neither line nor total nor harmless is reported."""
    centre = texts["cost_centre"]
    filled = np.zeros(raw.count, dtype=bool)
    for each in amounts.values():
        filled |= each.known
        filled[list(each.odd)] = True
    lines = (centre.codes >= 0) & ~centre.flags(names_total)
    totals, remarks, nameless = list[tuple[int, str]](), list[int](), list[int]()
    for line in np.flatnonzero(~lines).tolist():
        label = _total_label(raw, line)
        if label and filled[line]:
            totals.append((line, label))
        elif (filled[line] or _words(raw, line)) and not _is_ruled(raw, line):
            (nameless if filled[line] else remarks).append(line)
    faults.note(
        "remark",
        remarks,
        lambda line: (raw.place(line, _first_filled(raw, line)), f"“{_words(raw, line)}”"),
        "a line of the ledger, with a cost centre and figures",
        "It was passed over.",
    )
    lines[nameless] = True  # they take part in what is reported, and nothing is written
    _report_missing(raw, texts, lines, faults)
    return Sorted(lines, totals)


def _report_missing(raw: Raw, texts: Mapping[str, Coded], lines: Mask, faults: Faults) -> None:
    """Report lines without cost centre or heading, or without another text of a column the table has."""
    for name, what in {**NEEDED, "group": "a subjective group", "division": "a division"}.items():
        if name not in texts or name not in raw.values:
            continue
        missing = np.flatnonzero(lines & (texts[name].codes < 0)).tolist()
        missing = [line for line in missing if name in raw.tables[int(raw.table[line])].columns]
        faults.error(
            f"no-{name.replace('_', '-')}",
            missing,
            lambda line, name=name: (
                raw.place(line, name),
                f"a line without {LEDGER.title_of(name).lower()}",
            ),
            f"{what} on every line",
            "Fill in this cell; if the row is a total, begin its label with “Total”.",
        )


def report_odd(
    raw: Raw, amounts: Mapping[str, Amounts], lines: Mask, totals: Sequence[tuple[int, str]], faults: Faults
) -> None:
    """Report what is no amount in the columns of amounts."""
    counted = {line for line, _ in totals}
    for name, column in amounts.items():
        odd = [line for line in column.odd if lines[line] or line in counted]
        faults.error(
            "not-a-number",
            odd,
            lambda line, name=name: (raw.place(line, name), f"“{plain_text(raw.values[name][line])}”"),
            f"an amount in the column “{_caption_of(raw, name)}”",
            "Type one amount in this cell, 0 if there is none.",
        )


def _caption_of(raw: Raw, name: str) -> str:
    """Return the caption of a column, which is Debit where actuals are made of debits and credits."""
    captions = (table.captions.get(name, "") for table in raw.tables)
    return next(filter(None, captions), LEDGER.title_of(name))


def report_faulty_formulas(raw: Raw, faults: Faults) -> None:
    """Report formulas without a result and Excel errors in the columns that are read."""
    for number, table in enumerate(raw.tables):
        start = raw.rows_of(number).start - table.body.start
        for code, cells, mend in (
            ("excel-error", table.grid.faults, "Mend the formula in this cell, or type the figure."),
            (
                "not-calculated",
                table.grid.uncached,
                "Open the workbook in Excel, let it calculate, and save it.",
            ),
        ):
            names = {column: name for name, column in table.columns.items()}
            found = [
                (start + row, names[column], text)
                for (row, column), text in sorted(cells.items())
                if column in names and row in table.body
            ]
            faults.error(
                code,
                range(len(found)),
                partial(_say_faulty, raw, found),
                "a figure or text that is calculated",
                mend,
            )


def _say_faulty(raw: Raw, found: Sequence[tuple[int, str, str]], at: int) -> tuple[str, str]:
    line, name, text = found[at]
    return raw.place(line, name), text or "a formula without a result"


def report_repeats(
    raw: Raw, texts: Mapping[str, Coded], amounts: Mapping[str, Amounts], lines: Mask, faults: Faults
) -> None:
    """Warn of lines that are the same in every column; both are counted."""
    marks = np.zeros(raw.count, dtype=np.uint64)
    some = np.zeros(raw.count, dtype=bool)
    for column in amounts.values():
        some |= column.units != 0
        marks = marks * _PRIME + (column.units & _BITS).astype(np.uint64)
    for coded in texts.values():
        marks = marks * _PRIME + coded.codes.astype(np.uint64)
    where = np.flatnonzero(lines & some)
    _, groups, counts = np.unique(marks[where], return_inverse=True, return_counts=True)
    alike = where[counts[groups] > 1].tolist()
    if not alike:
        return
    first: dict[tuple[str, ...], int] = {}
    again: list[tuple[int, int]] = []
    for line in alike:
        cells = tuple(plain_text(values[line]) for values in raw.values.values())
        if cells in first:
            again.append((first[cells], line))
        first.setdefault(cells, line)
    if again:
        _warn_of_repeats(raw, again, faults)


def _warn_of_repeats(raw: Raw, again: Sequence[tuple[int, int]], faults: Faults) -> None:
    pairs = [f"{_row_cell(raw, other)} repeats {_row_cell(raw, one)}" for one, other in again[:3]]
    more = f" and {len(again) - 3:,} more" if len(again) > 3 else ""
    faults.log.warn(
        "line-twice",
        _row_cell(raw, again[0][1]),
        f"{len(again):,} {'line' if len(again) == 1 else 'lines'} the same as another in every column "
        f"({'; '.join(pairs)}{more})",
        "each line once",
        "All were counted. Delete what was entered twice, if it was.",
    )


def _row_cell(raw: Raw, line: int) -> str:
    return raw.place(line, _first_filled(raw, line))


def _first_filled(raw: Raw, line: int) -> str:
    return next((name for name in _in_order(raw, line) if raw.values[name][line] is not None), "cost_centre")


def _in_order(raw: Raw, line: int) -> list[str]:
    columns = raw.tables[int(raw.table[line])].columns
    return sorted(columns, key=lambda name: columns[name])


def _total_label(raw: Raw, line: int) -> str:
    """Return the label by which a row without a cost centre calls itself a total; empty for none."""
    for name in _in_order(raw, line):
        text = plain_text(raw.values[name][line]) if name not in (*AMOUNTS, *SIDES) else ""
        if names_total(text):
            return text
    return ""


def _is_ruled(raw: Raw, line: int) -> bool:
    """Whether a row says nothing but the unit of its columns, or is a rule of dashes."""
    table, row = raw.tables[int(raw.table[line])], int(raw.row[line])
    return is_unit_row(table, row) or is_dashes(table.grid, row)


def _words(raw: Raw, line: int) -> str:
    texts = [plain_text(raw.values[name][line]) for name in _in_order(raw, line)]
    return " ".join(text for text in texts if text)
