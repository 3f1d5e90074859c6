"""What officers say about a heading's variance, and which large variances nobody has explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from kccxl.reports.ledger.model import Entry, Explanation
from kccxl.reports.ledger.reading import Ledger
from kccxl.reports.money.prose import amount_in_words, reaches
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.told_direction import check_told
from kccxl.reports.paper.columns import report_hidden_sheet
from kccxl.rules.rounding import show
from kccxl.tables.finder import Found
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import body_rows


def read_explanations(tables: Sequence[Found], log: ProblemLog) -> list[Explanation]:
    """Read the tables of explanations; a row without a text is a row to fill in."""
    found: list[Explanation] = []
    for table in tables:
        report_hidden_sheet(table, log)
        if table.spec.key <= set(table.columns):
            for row in body_rows(table, log):
                heading, text = row.text("heading"), row.paragraphs("text")
                if heading and text:
                    found.append(Explanation(heading, text, row.place("heading")))
    return found


def check_explanations(
    explanations: Sequence[Explanation],
    headings: Sequence[Entry],
    ledger: Ledger,
    settings: MoneySettings,
    log: ProblemLog,
) -> None:
    """Warn of explanations of no heading, and of large variances without one."""
    known: Mapping[str, Entry] = {entry.name.casefold(): entry for entry in headings}
    for each in explanations:
        if each.heading.casefold() not in known:
            log.warn(
                "explanation-unknown",
                each.cell,
                f"an explanation of “{each.heading}”",
                "a heading of the ledger",
                "Correct the heading; the text was not printed.",
            )
            continue
        position = known[each.heading.casefold()].position
        amounts = [(position.variance, ""), (position.variance_to_date, "")]
        check_told(each.text, each.cell, amounts, f"“{each.heading}”", settings, log)
    explained = {each.heading.casefold() for each in explanations}
    least = settings.explain_from
    for entry in headings:
        amount = entry.position.variance
        if reaches(amount, least, settings) and entry.name.casefold() not in explained and entry.source:
            log.warn(
                "explanation-missing",
                ledger.raw.place(entry.source.span[0], "heading"),
                f"“{entry.name}” with {amount_in_words(amount or Decimal(0), settings)} and no explanation",
                f"an explanation of every variance of {show(least or Decimal(0), '£')} or more",
                f"Write one beside “{entry.name}” in a table of explanations, with the columns Heading and "
                "Explanation.",
            )
