"""Compute the capital report: variances, their split, ratings, totals; and check all that is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal

from kccxl.reports.capital.model import Amounts, CapitalLine, CapitalTable, Results
from kccxl.reports.capital.read import AMOUNTS, Source
from kccxl.reports.capital.rephasing import check_rephasing
from kccxl.reports.capital.splits import Typed, check_split, check_variance, settle
from kccxl.reports.money.casts import report_casts
from kccxl.reports.money.line import LineKind, MoneyLine
from kccxl.reports.money.line_checks import compare_rating, report_boundary, report_twice, unreadable
from kccxl.reports.money.printing import in_words
from kccxl.reports.money.prose import reaches
from kccxl.reports.money.rating import rate_variance
from kccxl.reports.money.roll_up import Slip, slips_of
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.to_date import check_to_date
from kccxl.reports.money.told_direction import check_told
from kccxl.reports.money.visible import side_of
from kccxl.rules.exact import exact_sum
from kccxl.rules.rag import Rating
from kccxl.rules.variance import per_cent
from kccxl.tables.cells import Kind
from kccxl.tables.problems import ProblemLog, worst_first


def compute(sources: Sequence[Source], settings: MoneySettings, log: ProblemLog) -> Results:
    """Compute and check everything; every problem is among the results."""
    castings = [casting for source in sources for casting in source.castings]
    report_casts(castings, settings, log)
    for source in sources:
        if "forecast" not in source.table.columns:
            check_to_date(source.table, source.lines, "variance", settings, log)
    tables = [_table(source, settings, log) for source in sources]
    _check_tables(tables, log)
    total = tables[0].total if len(tables) == 1 else _sum([table.total for table in tables], settings)
    return Results(log.workbook, settings, tables, total, castings, worst_first(log.problems))


def _table(source: Source, settings: MoneySettings, log: ProblemLog) -> CapitalTable:
    check_rephasing(source, settings, log)
    done: dict[int, CapitalLine] = {}
    for at, line in enumerate(source.lines):
        if line.kind is LineKind.ITEM:
            done[at] = _line(source, at, settings, log, [])
    for at in source.sums.in_order():
        parts = [done[place] for place in source.sums.addends[at] if place in done]
        done[at] = _line(source, at, settings, log, parts)
    lines = [done[at] for at in sorted(done)]
    items = [line for line in lines if line.kind is LineKind.ITEM]
    grand = source.sums.grand
    total = done[grand] if grand is not None else _sum(items, settings)
    return CapitalTable(source.table.grid.sheet, frozenset(source.table.columns), lines, total)


def _line(
    source: Source, at: int, settings: MoneySettings, log: ProblemLog, parts: Sequence[CapitalLine]
) -> CapitalLine:
    line = source.lines[at]
    stands = line.kind is LineKind.TOTAL and settings.accept_totals
    typed = Typed(line.label, line.amounts, settings, stands)
    amounts = settle(typed.amounts)
    slips = slips_of(line, source.table, source.castings, settings)
    if line.kind is LineKind.TOTAL:
        amounts = _filled(amounts, parts)
    elif not unreadable(source.table, line.amounts):
        _report_missing(line, amounts, log)
    if not unreadable(source.table, line.amounts, [name for name in AMOUNTS if name != "actual"]):
        _check(typed, line, amounts, slips, log)
    made = _rated(line, amounts, settings, slips)
    if not unreadable(source.table, line.amounts):
        _check_rating(made, line, settings, log)
    return made


def _filled(amounts: Amounts, parts: Sequence[CapitalLine]) -> Amounts:
    """Fill what a total row leaves blank with the sums of its lines."""
    summed = _summed(parts)
    blank = {
        field.name: getattr(summed, field.name)
        for field in fields(Amounts)
        if getattr(amounts, field.name) is None
    }
    return settle(replace(amounts, **blank)) if parts else amounts


def _summed(lines: Sequence[CapitalLine]) -> Amounts:
    """Add lines up; an amount that one of them lacks has no sum, but for what is spent."""
    return Amounts(*(_sum_of([getattr(line.amounts, name) for line in lines], name) for name in AMOUNTS))


def _sum_of(amounts: Sequence[Decimal | None], name: str) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    if not known or (len(known) < len(amounts) and name != "actual"):
        return None
    return exact_sum(known)


def _sum(lines: Sequence[CapitalLine], settings: MoneySettings) -> CapitalLine:
    """The line over others, where no table has it."""
    line = MoneyLine("Total", LineKind.TOTAL)
    return _rated(line, _summed(lines), settings, {})


def _rated(
    line: MoneyLine, amounts: Amounts, settings: MoneySettings, slips: Mapping[str, Slip]
) -> CapitalLine:
    real = amounts.real
    return CapitalLine(
        line.label,
        line.kind,
        line.texts.get("programme", "") or (line.group if line.kind is LineKind.ITEM else ""),
        amounts,
        per_cent(real, amounts.budget),
        None if real is None else side_of(real, amounts.budget, settings),
        _rating(amounts, settings),
        line.texts.get("comment", ""),
        line.cells,
        frozenset(name for name, figure in line.amounts.items() if figure.known),
        slips,
    )


def _rating(amounts: Amounts, settings: MoneySettings) -> Rating:
    """Rate the real variance; rephasing moves between years and is not rated."""
    if amounts.real is None or amounts.budget is None:
        return Rating(None, f"Not rated: no {'real variance' if amounts.real is None else 'budget'}")
    rating = rate_variance(amounts.real, amounts.budget, None, settings).net
    said = f"{rating.reason} (real variance)"
    if amounts.rephasing:
        said = f"{rating.reason} (real variance; rephasing of {in_words(amounts.rephasing, settings)} is not rated)"
    return replace(rating, reason=said)


def _check(
    typed: Typed, line: MoneyLine, amounts: Amounts, slips: Mapping[str, Slip], log: ProblemLog
) -> None:
    """Check what a line says by itself, unless a total is wrong already: that error is enough."""
    if any(not slip.rounding for slip in slips.values()):
        return
    check_variance(typed, log)
    parts_missing = typed.amount("real") is None and typed.amount("rephasing") is None
    if not (line.kind is LineKind.TOTAL and parts_missing):
        check_split(typed, amounts.variance, log)


def _report_missing(line: MoneyLine, amounts: Amounts, log: ProblemLog) -> None:
    """Warn of a blank budget, or of neither forecast nor variance; N/a is an answer."""
    for name, other in (("budget", "budget"), ("forecast", "variance")):
        if getattr(amounts, name) is not None or line.amount(name).kind is not Kind.BLANK:
            continue
        if line.amount(other).kind is not Kind.BLANK:
            continue
        log.warn(
            "figure-missing",
            line.cells.get(name) or line.cells["project"],
            f"no {name} for {line.label}",
            "an amount, 0 or N/a",
            "Type it. Without it the project has no variance and is not rated.",
        )


def _check_rating(made: CapitalLine, line: MoneyLine, settings: MoneySettings, log: ProblemLog) -> None:
    told = [(getattr(made.amounts, name), line.cells.get(name, "")) for name in ("real", "variance")]
    check_told(made.explanation, line.cells.get("comment", ""), told, made.project, settings, log)
    compare_rating(line.texts.get("rag", ""), made.rating, made.project, line.cells.get("rag", ""), log)
    report_boundary(made.rating, made.project, line.cells.get("real") or line.cells["project"], log)
    if made.kind is not LineKind.ITEM or made.explanation:
        return
    for amount, words in ((made.amounts.real, "real variance"), (made.amounts.rephasing, "rephasing")):
        if amount is not None and reaches(amount, settings.explain_from, settings):
            log.warn(
                "explanation-missing",
                line.cells.get("comment") or line.cells["project"],
                f"no explanation for {made.project}, whose {words} is {in_words(amount, settings)}",
                f"an explanation from {in_words(settings.explain_from or Decimal(0), settings)} on, either way",
                "Write it in a column “Explanation”.",
            )
            return


def _check_tables(tables: Sequence[CapitalTable], log: ProblemLog) -> None:
    names = [
        (line.programme, line.project, line.cells["project"])
        for table in tables
        for line in table.lines
        if line.kind is LineKind.ITEM
    ]
    report_twice(names, "project", log)
    if len(tables) > 1:
        log.warn(
            "several-tables",
            f"{tables[1].sheet}!",
            f"{len(tables)} tables of capital, which are added up",
            "one table, or tables that have no project in common",
            "If one of them sums up another, keep it in a workbook of its own.",
        )
