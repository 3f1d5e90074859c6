"""Checks of savings: signs, forecasts that may hold what is delivered, colours as typed, and comments on Reds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kccxl.reports.money.line import LineKind, MoneyLine
from kccxl.reports.money.line_checks import (
    compare_rating,
    is_nothing,
    is_unreadable,
    report_boundary,
    report_twice,
    unreadable,
)
from kccxl.reports.money.printing import in_words
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.savings.model import Amounts, SavingLine, SavingsTable
from kccxl.reports.savings.read import Source
from kccxl.reports.savings.specs import may_be_whole_year
from kccxl.rules.casting import Verdict, cast
from kccxl.rules.rag import Rag
from kccxl.rules.rounding import show
from kccxl.tables.cells import Kind
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog

_CLEARLY = Decimal("1.05")
_RATED = ("target", "delivered", "forecast", "whole")


def contradicting(amounts: Amounts) -> list[str]:
    """Return the amounts whose sign is not the target's; those of zero have none.

    >>> contradicting(Amounts(Decimal(800), Decimal(-500), Decimal(300)))
    ['delivered']
    """
    named = {"delivered": amounts.delivered, "forecast": amounts.forecast, "at_risk": amounts.at_risk}
    negative = amounts.target is not None and amounts.target < 0
    return [name for name, amount in named.items() if amount and (amount < 0) != negative]


def check_line(
    made: SavingLine, line: MoneyLine, source: Source, settings: MoneySettings, log: ProblemLog
) -> None:
    """Check one line; what follows from a cell that could not be read, or a total that is wrong, is no news."""
    if unreadable(source.table, line.amounts, _RATED) or any(
        not slip.rounding for slip in made.slips.values()
    ):
        return
    if made.kind is LineKind.ITEM:
        _report_missing(made, line, log)
    _check_whole(line, settings, log)
    if contradicting(made.amounts):
        _report_signs(made, settings, log)
        return
    if not is_unreadable(source.table, line.amount("at_risk"), "at_risk"):
        _check_at_risk(made, settings, log)
    if made.amounts.target is not None and made.amounts.target < 0:
        _report_opposite(made, log)
    compare_rating(line.texts.get("rag", ""), made.rating, made.saving, line.cells.get("rag", ""), log)
    report_boundary(made.rating, made.saving, line.cells["saving"], log)
    _check_comment(made, log)


def check_tables(tables: Sequence[SavingsTable], log: ProblemLog) -> None:
    """Warn of savings that stand twice, and of several tables."""
    names = [
        (line.directorate, line.saving, line.cells["saving"])
        for table in tables
        for line in table.lines
        if line.kind is LineKind.ITEM
    ]
    report_twice(names, "saving", log)
    if len(tables) > 1:
        log.warn(
            "several-tables",
            f"{tables[1].sheet}!",
            f"{len(tables)} tables of savings, which are added up",
            "one table, or tables that have no saving in common",
            "If one of them sums up another, keep it in a workbook of its own.",
        )


def check_forecast_caption(source: Source, log: ProblemLog) -> None:
    """Ask what a column called “Forecast” holds: the whole year, or what is still to come.

    Where it is the whole year, what is delivered would count twice, and a shortfall be Green. The whole year it
    seems to hold where, in half of the rows that have both or more, delivered and forecast together clearly exceed the
    target; it cannot where a forecast is below what is delivered. Where nothing is delivered both are the same.
    """
    table = source.table
    if "whole" in table.columns or not may_be_whole_year(table):
        return
    rows = [
        figures
        for line in source.lines
        if line.kind is LineKind.ITEM
        and all(
            figures := [
                abs(line.amount(name).value or Decimal(0)) for name in ("target", "delivered", "forecast")
            ]
        )
    ]
    over = sum(delivered + forecast > target * _CLEARLY for target, delivered, forecast in rows)
    below = sum(delivered > forecast * _CLEARLY for _, delivered, forecast in rows)
    items = [line for line in source.lines if line.kind is LineKind.ITEM]
    if rows and over * 2 >= len(rows):
        what = f"which with what is delivered exceeds the target in {over} of {len(rows)} rows"
        _ask_forecast(source, "forecast-whole-year", what, log)
    elif (not below or over > below) and any(line.amount("delivered").value for line in items):
        what = "which may be of the whole year, or of what is still to come"
        _ask_forecast(source, "forecast-unclear", what, log)


def _ask_forecast(source: Source, code: str, what: str, log: ProblemLog) -> None:
    table = source.table
    log.error(
        code,
        f"{table.grid.sheet}!{cell_name(table.header_bottom, table.columns['forecast'])}",
        f"“{table.captions['forecast']}”, {what}",
        "a caption that says whether what is delivered is in it",
        "If it is the forecast of the whole year, call it “Total forecast”; if not, “Forecast still to come”.",
    )


def _report_missing(made: SavingLine, line: MoneyLine, log: ProblemLog) -> None:
    """Warn of a blank target, delivered amount or forecast; N/a is an answer."""
    columns = {"target": ["target"], "delivered": ["delivered"], "forecast": ["forecast", "whole"]}
    for name, cells in columns.items():
        kinds = [line.amount(cell).kind for cell in cells if cell in line.amounts]
        if getattr(made.amounts, name) is not None or set(kinds) != {Kind.BLANK}:
            continue
        log.warn(
            "figure-missing",
            next(line.cells[cell] for cell in cells if cell in line.cells),
            f"no {'amount delivered' if name == 'delivered' else name} for {made.saving}",
            "an amount, 0 or N/a",
            "Type it: 0 if nothing is delivered yet, or to come. Without it the saving is not rated.",
        )


def _check_whole(line: MoneyLine, settings: MoneySettings, log: ProblemLog) -> None:
    """Compare a forecast of the whole year with delivered and still to come, where all three are typed."""
    figures = [line.amount(name) for name in ("delivered", "forecast", "whole")]
    if not all(figure.known for figure in figures):
        return
    delivered, forecast, whole = figures
    places = max((figure.decimals for figure in figures if figure.decimals is not None), default=None)
    found = cast((delivered.exact, forecast.exact), whole.exact, decimals=places)
    said = f"a total forecast of {_pounds(whole.exact, settings)} for {line.label}"
    expected = f"{_pounds(found.recomputed, settings)}, delivered and still to come"
    if is_nothing(found.difference):
        return
    if found.verdict is Verdict.ROUNDING:
        note = "Nothing, if each figure is rounded on its own."
        log.note("forecast-rounding", whole.cell, said, expected, note)
    elif found.verdict is Verdict.DIFFERS:
        mend = "Correct one of the three, or clear the total forecast so that it is computed."
        log.error("forecast-differs", whole.cell, said, expected, mend)


def _report_signs(made: SavingLine, settings: MoneySettings, log: ProblemLog) -> None:
    """Report amounts whose sign is not the target's."""
    for name in contradicting(made.amounts):
        amount = getattr(made.amounts, name)
        if name == "forecast" and name not in made.typed:
            log.error(
                "forecast-below-delivered",
                made.cells.get("whole", ""),
                f"a total forecast for {made.saving} that is {in_words(amount, settings)} less than what is delivered",
                "a forecast of the whole year, what is delivered included",
                "Correct one of the two; if the column holds what is still to come, call it “Forecast still to come”.",
            )
            continue
        log.error(
            "sign-differs",
            made.cells.get(name) or made.cells["saving"],
            f"{name.replace('_', ' ')} and target of {made.saving} with different signs",
            "all amounts of a saving with the same sign",
            "Correct the sign of this cell or of the target.",
        )


def _report_opposite(made: SavingLine, log: ProblemLog) -> None:
    log.warn(
        "sign-differs",
        made.cells["target"],
        f"a target for {made.saving} with the opposite sign of the other savings",
        "savings with the same sign",
        "Correct it if it is a slip. If a saving is taken back, nothing needs mending; it is not rated.",
    )


def _check_at_risk(made: SavingLine, settings: MoneySettings, log: ProblemLog) -> None:
    at_risk, whole = made.amounts.at_risk, made.amounts.whole
    if at_risk is None or whole is None or abs(at_risk) <= abs(whole):
        return
    log.warn(
        "at-risk-high",
        made.cells.get("at_risk") or made.cells["saving"],
        f"{in_words(at_risk, settings)} at risk for {made.saving}",
        f"no more than is delivered and forecast, {in_words(whole, settings)}",
        "Count as at risk only what is in the forecast; what is no longer forecast is a shortfall already.",
    )


def _check_comment(made: SavingLine, log: ProblemLog) -> None:
    if made.kind is LineKind.ITEM and made.rating.rag is Rag.RED and not made.comment:
        log.warn(
            "explanation-missing",
            made.cells.get("comment") or made.cells["saving"],
            f"no comment on {made.saving}, which is rated Red",
            "what is being done about the shortfall",
            "Write it in a column “Comment”.",
        )


def _pounds(amount: Decimal, settings: MoneySettings) -> str:
    return show(amount, "£", None, settings.shown.suffix)
