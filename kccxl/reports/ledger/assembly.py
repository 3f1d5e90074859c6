"""Puts the profiled monitoring together: settings, profiles, ledger, virements and explanations into results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kccxl.reports.ledger.compute import roll_up
from kccxl.reports.ledger.explanations import check_explanations, read_explanations
from kccxl.reports.ledger.model import Entry, Level, Position, Results, Virement
from kccxl.reports.ledger.profiles import default_spread, read_profiles
from kccxl.reports.ledger.reading import Ledger, read_ledger
from kccxl.reports.ledger.settings import read_settings
from kccxl.reports.ledger.specs import EXPLANATIONS, LEDGER, PROFILES, ROUTES, VIREMENTS
from kccxl.reports.ledger.virements import check_virements, read_virements, spelled_as
from kccxl.reports.money.casts import report_casts
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.stated_period import check_stated_period
from kccxl.reports.paper.columns import report_missing
from kccxl.rules.profile import OutturnMethod
from kccxl.tables.finder import Found
from kccxl.tables.grid import Grid, cell_name
from kccxl.tables.problems import ProblemLog, worst_first


def assemble(grids: Sequence[Grid], tables: Mapping[str, Sequence[Found]], log: ProblemLog) -> Results:
    """Read, compute and check a workbook's ledger.

    Args:
        grids: the sheets, for the settings.
        tables: the input tables by the name of their spec.
        log: empty, with the workbook's file name.

    """
    settings = read_settings(grids, log)
    complete = []
    for table in tables[LEDGER.name]:
        report_missing(table, log)
        if LEDGER.key <= set(table.columns):
            complete.append(table)
    if not complete:
        return _nothing(settings, log)
    if settings.outturn is OutturnMethod.STATED:
        _report_no_forecast(complete, log)
    check_stated_period(complete, settings, log)
    profiles = read_profiles(tables[PROFILES.name], log)
    ledger = read_ledger(complete, settings, profiles, default_spread(settings, profiles, log), log)
    report_casts(ledger.castings, settings, log)
    return _results(ledger, tables, log)


def _results(ledger: Ledger, tables: Mapping[str, Sequence[Found]], log: ProblemLog) -> Results:
    settings = ledger.months.settings
    virements = _virements(ledger, [*tables[VIREMENTS.name], *tables[ROUTES.name]], settings, log)
    explanations = read_explanations(tables[EXPLANATIONS.name], log)
    if not ledger.lines.any() or settings.results_up_to is None:
        if not ledger.lines.any():
            table = ledger.raw.tables[0]
            log.error(
                "no-lines",
                f"{table.grid.sheet}!{cell_name(table.top, table.left)}",
                "a ledger without a single line",
                "lines beneath its captions",
                "Paste the lines of the finance system beneath them.",
            )
        return _nothing(settings, log)
    total, income = roll_up(ledger, virements, log)
    results = Results(
        log.workbook, settings, total, income, virements, explanations, ledger.castings, log.problems
    )
    check_explanations(explanations, results.headings, ledger, settings, log)
    _report_examples(results.headings, log)
    return Results(
        *(log.workbook, settings, total, income, virements, explanations, ledger.castings),
        worst_first(log.problems),
    )


def _nothing(settings: MoneySettings, log: ProblemLog) -> Results:
    nothing = Entry(Level.TOTAL, "Total", Position(), None)
    return Results(log.workbook, settings, nothing, frozenset(), None, (), (), worst_first(log.problems))


def _report_no_forecast(tables: Sequence[Found], log: ProblemLog) -> None:
    for table in tables:
        if "forecast" not in table.columns:
            log.error(
                "missing-column",
                f"{table.grid.sheet}!{cell_name(table.top, table.left)}",
                "a ledger without forecasts, while the forecast outturn is to be as stated",
                f"a column “{LEDGER.title_of('forecast')}”",
                "Add the column; or set “Forecast outturn” to straight line or profiled, which need none.",
            )


def _virements(
    ledger: Ledger, tables: Sequence[Found], settings: MoneySettings, log: ProblemLog
) -> list[Virement] | None:
    """Read and check the virements; None where no table lists any."""
    if not tables:
        return None
    headings = ledger.texts["heading"].labels
    by_code = ledger.structure.above.get("cost_centre", {})
    labels = ledger.texts["cost_centre"].labels
    found = read_virements(tables, settings, log)
    check_virements(
        found,
        {label.casefold(): label for label in headings},
        {labels[centre].casefold(): headings[heading] for centre, heading in by_code.items()},
        log,
    )
    return spelled_as(found, {label.casefold(): label for label in headings})


def _report_examples(headings: Sequence[Entry], log: ProblemLog) -> None:
    """Report example rows of the template: none must reach a committee unnoticed."""
    for entry in headings:
        if entry.name.startswith("Example:") and entry.source:
            log.warn(
                "example-row",
                entry.source.first,
                "example rows of the template",
                "headings of your own",
                "Delete the example rows.",
            )
