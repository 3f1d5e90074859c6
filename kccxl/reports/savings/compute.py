"""Compute the savings report: what is to come, shortfalls, ratings and totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal

from kccxl.reports.money.casts import report_casts
from kccxl.reports.money.line import LineKind, MoneyLine
from kccxl.reports.money.roll_up import Slip, slips_of
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.savings import checks
from kccxl.reports.savings.model import Amounts, Results, SavingLine, SavingsTable
from kccxl.reports.savings.read import Source, to_come
from kccxl.rules.budget_rag import rate_savings
from kccxl.rules.exact import exact_sum
from kccxl.rules.rag import Rating
from kccxl.tables.problems import ProblemLog, worst_first


def compute(sources: Sequence[Source], settings: MoneySettings, log: ProblemLog) -> Results:
    """Compute and check everything; every problem is among the results."""
    castings = [casting for source in sources for casting in source.castings]
    report_casts(castings, settings, log)
    tables = []
    for source in sources:
        checks.check_forecast_caption(source, log)
        tables.append(_table(source, settings, log))
    checks.check_tables(tables, log)
    total = tables[0].total if len(tables) == 1 else _sum([table.total for table in tables], settings)
    return Results(log.workbook, settings, tables, total, castings, worst_first(log.problems))


def _table(source: Source, settings: MoneySettings, log: ProblemLog) -> SavingsTable:
    done: dict[int, SavingLine] = {}
    for at, line in enumerate(source.lines):
        if line.kind is LineKind.ITEM:
            done[at] = _line(source, at, settings, log, [])
    for at in source.sums.in_order():
        parts = [done[place] for place in source.sums.addends[at] if place in done]
        done[at] = _line(source, at, settings, log, parts)
    lines = [done[at] for at in sorted(done)]
    grand = source.sums.grand
    items = [line for line in lines if line.kind is LineKind.ITEM]
    total = done[grand] if grand is not None else _sum(items, settings)
    columns = frozenset(source.table.columns)
    return SavingsTable(source.table.grid.sheet, columns, lines, total, source.negative)


def _line(
    source: Source, at: int, settings: MoneySettings, log: ProblemLog, parts: Sequence[SavingLine]
) -> SavingLine:
    line = source.lines[at]
    amounts = _amounts(line, negative=source.negative)
    if line.kind is LineKind.TOTAL and parts:
        amounts = _filled(amounts, parts)
    slips = slips_of(line, source.table, source.castings, settings)
    if source.negative:
        slips = {
            name: replace(slip, recomputed=slip.recomputed.copy_negate()) for name, slip in slips.items()
        }
    made = _rated(line, amounts, settings, slips)
    checks.check_line(made, line, source, settings, log)
    return made


def _amounts(line: MoneyLine, *, negative: bool) -> Amounts:
    """Return the amounts of a line, savings positive."""
    target, delivered, forecast, whole, at_risk = (
        None if value is None else value.copy_negate() if negative and value else value
        for value in (
            line.amount(name).value for name in ("target", "delivered", "forecast", "whole", "at_risk")
        )
    )
    return Amounts(target, delivered, to_come(delivered, forecast, whole), at_risk)


def _filled(amounts: Amounts, parts: Sequence[SavingLine]) -> Amounts:
    """Fill what a total row leaves blank with the sums of its lines."""
    summed = _summed(parts)
    names = [field.name for field in fields(Amounts) if getattr(amounts, field.name) is None]
    return replace(amounts, **{name: getattr(summed, name) for name in names})


def _summed(lines: Sequence[SavingLine]) -> Amounts:
    """Add lines up; an amount that one of them lacks has no sum, but for what is at risk."""
    names = [field.name for field in fields(Amounts)]
    return Amounts(*(_sum_of([getattr(line.amounts, name) for line in lines], name) for name in names))


def _sum_of(amounts: Sequence[Decimal | None], name: str) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    if not known or (len(known) < len(amounts) and name != "at_risk"):
        return None
    return exact_sum(known)


def _sum(lines: Sequence[SavingLine], settings: MoneySettings) -> SavingLine:
    """The line over others, where no table has it."""
    return _rated(MoneyLine("Total", LineKind.TOTAL), _summed(lines), settings, {})


def _rated(
    line: MoneyLine, amounts: Amounts, settings: MoneySettings, slips: Mapping[str, Slip]
) -> SavingLine:
    return SavingLine(
        line.label,
        line.kind,
        line.texts.get("directorate", "") or (line.group if line.kind is LineKind.ITEM else ""),
        amounts,
        rate(amounts, settings),
        line.texts.get("comment", ""),
        line.cells,
        frozenset(name for name, figure in line.amounts.items() if figure.known),
        slips,
    )


def rate(amounts: Amounts, settings: MoneySettings) -> Rating:
    """Rate delivered and forecast against the target; amounts whose signs contradict are not rated.

    >>> rate(Amounts(Decimal(800), Decimal(500), Decimal(290)), MoneySettings()).rag.value
    'AMBER'
    """
    if checks.contradicting(amounts):
        return Rating(None, "Not rated: the amounts have different signs")
    if amounts.target is not None and amounts.target < 0:
        return Rating(None, "Not rated: the target has the opposite sign of the other savings")
    return rate_savings(
        amounts.target,
        amounts.delivered,
        amounts.forecast,
        settings.scheme,
        at_risk=amounts.at_risk,
        decimals=settings.rag_decimals,
        basis=settings.basis,
        scale=settings.shown.suffix,
        money_decimals=settings.money_decimals,
    )
