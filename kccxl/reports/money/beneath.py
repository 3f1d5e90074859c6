"""What stands beneath the total of a table is not added to it: lines for information are left out, others reported.

A printed total bears witness to what belongs to a table. Last year's total, how a budget is funded, and what the
ledger says are printed beneath it; added in, they would make another total than the officer's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kccxl.reports.money.doubtful import report_doubtful
from kccxl.reports.money.line import LineKind, MoneyLine, cells_of
from kccxl.reports.money.roll_up import RollUp, covered_by, roll_up
from kccxl.tables.problems import ProblemLog

_MEMO = re.compile(
    r"(?:(?:less|sub[- ]?total|total)\W+)?(?:"
    r"(?:the )?(?:prior|previous|last) (?:financial )?years?\b"
    r"|memo(?:randum)?\b"
    r"|(?:to be )?(?:funded|financed) (?:by|from|through)\b|(?:funding|financing)(?: (?:by|from)\b|\W*$|\s*[:–-])"
    r"|(?:as )?per (?:the )?(?:\w+ )?ledger\b|difference\b"
    r"|approved (?:by|at|in)\b"
    r"|%|per ?cent(?:age)?\b|as (?:a )?%"
    r"|of which\b|notes?\b"
    r")",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    r"(?:\W*\b(?:totals?|grand|overall|net|gross|budgets?|expenditure|cost|position|directorate|council|authority"
    r"|programme|capital|savings|all|of|the)\b)*\W*",
    re.IGNORECASE,
)
_SUB = re.compile(r"sub\b|subtotal", re.IGNORECASE)
_MOST_NAMED = 12


def names_memo(label: str) -> bool:
    """Whether a label names a line for information, as they stand beneath totals.

    >>> [names_memo(label) for label in ("Prior year", "Funded by: grant", "Per general ledger", "% of budget")]
    [True, True, True, True]
    >>> names_memo("Approved premises"), names_memo("Notebooks")
    (False, False)
    """
    return bool(_MEMO.match(label))


def memo_lines_from(lines: Sequence[MoneyLine]) -> int:
    """Return where the lines for information begin that end a table; the number of lines where none do.

    >>> memo_lines_from([MoneyLine("Total", LineKind.TOTAL), MoneyLine("Last year", LineKind.ITEM)])
    1
    """
    memo = _memo(lines)
    return next((at + 1 for at in range(len(lines) - 1, -1, -1) if at not in memo), 0)


def without_lines_beneath(
    lines: Sequence[MoneyLine], names: Sequence[str], log: ProblemLog
) -> list[MoneyLine]:
    """Leave out what stands beneath the total of all lines above: with a warning if for information, else an error.

    A table in sections, each with a total of its own, has no total of all; its lines stay. Lines for information in
    a table without a total cannot be told from those that count, and are reported.
    """
    core = lines[: memo_lines_from(lines)]
    sums = roll_up(core, names)
    closing = _closing(core, sums)
    if closing is None:
        _report_without_total(lines[len(core) :], log)
        _report_partial(core, sums, log)
        report_doubtful(core, names, log)
        return list(core)
    end = max([closing, *covered_by(closing, sums.addends)]) + 1
    memo = _memo(lines) | _parts_of_memo(lines, names, end)
    beneath = [(at, line) for at, line in enumerate(lines) if at >= end and line.kind is not LineKind.GROUP]
    _report_memo([line for at, line in beneath if at in memo], lines[closing], log)
    _report_strays([line for at, line in beneath if at not in memo], lines[closing], log)
    return list(lines[:end] if beneath else lines)


def _memo(lines: Sequence[MoneyLine]) -> set[int]:
    """Lines named as for information, and those that stand under a group row named so."""
    groups = {line.label for line in lines if line.kind is LineKind.GROUP and names_memo(line.label)}
    return {at for at, line in enumerate(lines) if names_memo(line.label) or line.group in groups}


def _parts_of_memo(lines: Sequence[MoneyLine], names: Sequence[str], end: int) -> set[int]:
    """Lines that a total for information is made of: grants and loans above “Total funding”."""
    sums = roll_up(lines[end:], names)
    totals = [at for at in sums.addends if names_memo(lines[end + at].label)]
    return {end + part for at in totals for part in covered_by(at, sums.addends)}


def _closing(lines: Sequence[MoneyLine], sums: RollUp) -> int | None:
    """The last total over every line above it, or over those beneath it; none in a table of sections."""
    found = None
    for at in sums.addends:
        above = {place for place, line in enumerate(lines[:at]) if line.kind is LineKind.ITEM}
        covered = covered_by(at, sums.addends)
        if not lines[at].heads and covered and above <= covered:
            found = at
    if found is None or sums.grand == found:
        return found
    later = any(at > found and not lines[at].heads and not names_memo(lines[at].label) for at in sums.addends)
    return None if later and _is_of_section(lines[found]) else found


def _is_of_section(total: MoneyLine) -> bool:
    return bool(total.group or _SUB.match(total.label) or not _OF_ALL.fullmatch(total.label))


def _report_memo(lines: Sequence[MoneyLine], total: MoneyLine, log: ProblemLog) -> None:
    if lines:
        log.warn(
            "beneath-total",
            _first_cell(lines),
            f"{_named(lines)}, beneath “{total.label}” in row {total.row + 1}",
            "the total as the last row",
            "It was taken for information and left out: nothing of it is added. If it should count, move it above "
            "the total; if not, nothing needs mending.",
        )


def _report_strays(lines: Sequence[MoneyLine], total: MoneyLine, log: ProblemLog) -> None:
    if not lines:
        return
    row = total.row + 1
    more = ", or write a row “Total” beneath all lines" if _SUB.match(total.label) or total.group else ""
    log.error(
        "beneath-total",
        _first_cell(lines),
        f"{_named(lines)}, with figures beneath “{total.label}” in row {row}, which is the total of all lines above",
        "nothing beneath the total that may or may not count",
        f"If it counts, move it above row {row}, and let the total hold it{more}; if not, move it out of the table, "
        "to another sheet or beneath captions of its own.",
    )


def _report_without_total(lines: Sequence[MoneyLine], log: ProblemLog) -> None:
    figures = [line for line in lines if line.kind is not LineKind.GROUP]
    if figures:
        log.error(
            "beneath-total",
            _first_cell(figures),
            f"{_named(figures)} at the end of a table without a total",
            "lines that count, and beneath them their total",
            "If it is for information, write a row “Total” above it, or move it out of the table; if it counts, "
            "write a row “Total” beneath it.",
        )


def _report_partial(lines: Sequence[MoneyLine], sums: RollUp, log: ProblemLog) -> None:
    """Report a last line called the total, as no section above calls its own, that is the sum of some lines only."""
    last = len(lines) - 1
    if last not in sums.addends or sums.grand == last or not _OF_ALL.fullmatch(lines[last].label):
        return
    if any(lines[at].label == lines[last].label for at in sums.addends if at != last):
        return
    covered = covered_by(last, sums.addends)
    outside = [line for at, line in enumerate(lines) if line.kind is LineKind.ITEM and at not in covered]
    log.error(
        "total-partial",
        _first_cell([lines[last]]),
        f"“{lines[last].label}”, which does not hold {_named(outside)}",
        "a last total that is the sum of all lines above",
        "Correct its figures; or name what it is the total of, and write a row “Total” beneath it.",
    )


def _first_cell(lines: Sequence[MoneyLine]) -> str:
    return next(iter(lines[0].cells.values()), "")


def _named(lines: Sequence[MoneyLine]) -> str:
    """Name lines with the cells of their figures: ``“Prior year” (B6 to F6)``."""
    said = [f"“{line.label}” ({cells_of(line)})" for line in lines[:_MOST_NAMED]]
    more = [f"{len(lines) - _MOST_NAMED} more"] if len(lines) > _MOST_NAMED else []
    return "; ".join([*said, *more])
