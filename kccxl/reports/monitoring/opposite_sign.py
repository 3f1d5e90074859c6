"""Tell a workbook that prints variances with the opposite sign from one with slips: one message, not one for each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kccxl.reports.money.direction_words import effect_of
from kccxl.reports.money.lines import LineKind, MoneyLine
from kccxl.reports.money.rating import rate_variance
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.told_direction import claim_of
from kccxl.reports.monitoring.model import Line
from kccxl.reports.monitoring.reading import ReadTable
from kccxl.reports.paper.typed import typed_rating
from kccxl.rules.exact import exact_difference, exact_sum
from kccxl.rules.variance import Sign, effect
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog

_CLOSE = 10
_ENOUGH = 2
_MOST_CELLS = 6


def has_opposite_sign(
    table: ReadTable, lines: Sequence[Line], settings: MoneySettings, log: ProblemLog
) -> bool:
    """Whether all that is typed beside the variances contradicts their sign, in two lines or more; if so, say it."""
    votes = [
        (vote, cell.rpartition("!")[2])
        for read, line in zip(table.lines, lines, strict=True)
        if line.kind is not LineKind.GROUP
        for vote, cell in _votes(read, line, settings)
    ]
    if len(votes) < _ENOUGH or any(vote for vote, _ in votes):
        return False
    cells = ", ".join(cell for _, cell in votes[:_MOST_CELLS]) + " and more" * (len(votes) > _MOST_CELLS)
    name = next(each for each in ("variance", "revised") if each in table.found.columns)
    other = next(sign for sign in Sign if sign is not settings.sign)
    log.error(
        "sign-contradicts",
        f"{table.found.grid.sheet}!{cell_name(table.found.header_bottom, table.found.columns[name])}",
        f"variances with the sign “{other}”, as budgets and forecasts, words, ratings or explanations beside "
        f"them show ({cells})",
        f"variances with the sign of the settings, “{settings.sign}”",
        f"Set “Variance sign” to “{other}” in the settings.",
    )
    return True


def _votes(read: MoneyLine, line: Line, settings: MoneySettings) -> Iterator[tuple[bool, str]]:
    """Yield for each thing that tells the sign of a line's variance whether it bears it out, and its cell."""
    amounts = line.amounts
    typed = {"variance", "forecast"} <= line.typed
    if typed and amounts.variance and amounts.forecast is not None and amounts.net_budget is not None:
        made = exact_difference(amounts.forecast, amounts.net_budget)
        yield from ((vote, line.cells["forecast"]) for vote in _vote(amounts.variance, made))
    if not amounts.revised or not {"variance", "revised"} & line.typed:
        return
    word = effect_of(read.texts.get("effect", ""))
    if word is not None:
        yield word is effect(amounts.revised), line.cells["effect"]
    for told in line.explanations:
        claim = claim_of(told.text)
        if claim and claim[1]:
            yield claim[0] is effect(amounts.revised), told.cell
    readable, colour = typed_rating(read.texts.get("rag", ""))
    if readable and colour and line.ratings and line.ratings.net.rag:
        turned = rate_variance(amounts.revised.copy_negate(), amounts.net_budget, None, settings).net
        if turned.rag is not line.ratings.net.rag and colour in (turned.rag, line.ratings.net.rag):
            yield colour is line.ratings.net.rag, line.cells["rag"]


def _vote(typed: Decimal, made: Decimal) -> Iterator[bool]:
    if exact_difference(typed, made).copy_abs() * _CLOSE < typed.copy_abs():
        yield True
    elif exact_sum((typed, made)).copy_abs() * _CLOSE < typed.copy_abs():
        yield False
