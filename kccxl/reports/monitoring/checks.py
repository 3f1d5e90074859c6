"""Hold what is typed in a monitoring table against what it should be, and say what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kccxl.reports.money.direction_words import effect_of
from kccxl.reports.money.line_checks import compare_rating, report_boundary
from kccxl.reports.money.lines import LineKind, MoneyLine
from kccxl.reports.money.prose import amount_in_words, reaches
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.told_direction import check_told
from kccxl.reports.monitoring.identities import check_identities
from kccxl.reports.monitoring.model import Line
from kccxl.reports.monitoring.reading import ReadTable
from kccxl.rules.exact import exact_difference
from kccxl.rules.rag import Rating
from kccxl.rules.rounding import round_half_up, show
from kccxl.rules.variance import as_printed
from kccxl.tables.cells import Figure, Kind
from kccxl.tables.problems import ProblemLog

_WIDEST_SHARE = 6


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks the lines of one table."""

    table: ReadTable
    settings: MoneySettings
    log: ProblemLog

    def check(self, read: MoneyLine, line: Line) -> None:
        """Report everything odd about a line."""
        if line.kind is LineKind.GROUP:
            return
        check_identities(read, line, self.table, self.settings, self.log)
        self._percent(self.table.percent(read, self.settings, self.log), line)
        self._effect(read, line)
        self._rag("rag", read, line.ratings.net if line.ratings else None)
        self._rag("rag_gross", read, line.ratings.gross if line.ratings else None)
        self._told(read, line)
        if line.kind is LineKind.ITEM:
            self._missing(read, line)

    def _percent(self, typed: Figure, line: Line) -> None:
        """Hold a typed percentage against the computed one; one unit of its last decimal is rounding."""
        if typed.value is None or line.amounts.revised is None:
            return
        decimals = self.settings.rag_decimals if typed.decimals is None else typed.decimals
        decimals = min(decimals, _WIDEST_SHARE)
        if line.share is None:
            self._percent_differs(typed, "N/a, for there is no budget it could be a part of")
            return
        share = round_half_up(line.share, decimals)
        expected = f"{show(as_printed(share, self.settings.sign), '%', decimals)} of the net budget"
        gap = exact_difference(round_half_up(typed.value, decimals), share).copy_abs()
        if gap > Decimal((0, (1,), -decimals)):
            self._percent_differs(typed, f"{expected}, by the revised variance and the size of the budget")
        elif gap:
            self.log.note(
                "percent-rounding",
                typed.cell,
                typed.printed,
                expected,
                "Nothing, if it was worked out from figures that were not rounded.",
            )

    def _percent_differs(self, typed: Figure, expected: str) -> None:
        self.log.error(
            "percent-differs",
            typed.cell,
            typed.printed,
            expected,
            "Correct this cell, the variance or the budget; or leave it blank, and it is computed.",
        )

    def _effect(self, read: MoneyLine, line: Line) -> None:
        text = read.texts.get("effect", "")
        if not text or line.amounts.revised is None:
            return
        typed = effect_of(text)
        place = read.cells["effect"]
        if typed is None:
            self.log.error(
                "effect-unreadable", place, f"“{text}”", "Adverse, Favourable or None", "Correct this cell."
            )
        elif line.effect is not None and typed is not line.effect:
            self.log.error(
                "effect-differs",
                place,
                f"“{text}”",
                f"{line.effect.value}, for the revised variance is "
                f"{amount_in_words(line.amounts.revised, self.settings, line.amounts.net_budget)}",
                "Correct the word or the figures. If the workbook prints overspends as negative figures, "
                "set “Variance sign” in the settings.",
            )

    def _rag(self, name: str, read: MoneyLine, rating: Rating | None) -> None:
        if rating is not None and not self._unsure(read):
            place = read.cells.get(name, "")
            compare_rating(read.texts.get(name, ""), rating, f"“{read.label}”", place, self.log)

    def _unsure(self, read: MoneyLine) -> bool:
        """Whether an amount of the line could not be read, so that nothing can be held against it."""
        return any(self.table.unreadable(read, name) for name in read.amounts)

    def _told(self, read: MoneyLine, line: Line) -> None:
        """Hold the first words of explanations against the variance, revised or as first forecast."""
        if self._unsure(read):
            return
        amounts = [
            (getattr(line.amounts, name), line.cells.get(name, "")) for name in ("revised", "variance")
        ]
        if not amounts[0][1]:
            amounts[0] = amounts[0][0], amounts[1][1]
        for told in line.explanations:
            check_told(told.text, told.cell, amounts, f"“{line.heading}”", self.settings, self.log)

    def _missing(self, read: MoneyLine, line: Line) -> None:
        place = read.cells["heading"]
        budget = read.amount("net_budget")
        if (
            line.amounts.net_budget is None
            and budget.kind is Kind.BLANK
            and not self.table.unreadable(read, "net_budget")
        ):
            self.log.warn(
                "no-budget",
                budget.cell or place,
                f"“{line.heading}” without a net budget",
                "a figure, or N/a",
                "Fill in the budget; without it the variance is not rated.",
            )
        if line.amounts.revised is None and not self._unsure(read) and not self._said_unknown(read):
            self.log.warn(
                "no-variance",
                read.cells.get("variance") or read.cells.get("forecast") or place,
                f"“{line.heading}” without a forecast variance",
                "a figure, or N/a",
                "Fill in the variance or the forecast: 0 if none is expected.",
            )

    def _said_unknown(self, read: MoneyLine) -> bool:
        return any(
            read.amount(name).kind not in (Kind.BLANK, Kind.NUMBER)
            for name in ("variance", "forecast", "revised")
        )


def unexplained(lines: Sequence[Line], settings: MoneySettings) -> Iterator[Line]:
    """Yield the lines whose variance is so large that it must be explained, and is not.

    A total is not asked for; its lines are.
    """
    for line in lines:
        large = reaches(line.amounts.revised, settings.explain_from, settings)
        if line.kind is LineKind.ITEM and large and not line.explanation:
            yield line


def report_unexplained(lines: Sequence[Line], settings: MoneySettings, log: ProblemLog) -> None:
    """Report them, each by its cell."""
    for line in unexplained(lines, settings):
        cells = line.cells
        amount = line.amounts.revised or Decimal(0)
        log.warn(
            "explanation-missing",
            cells.get("revised") or cells.get("variance") or cells["heading"],
            f"“{line.heading}” with {amount_in_words(amount, settings)} and no explanation",
            f"an explanation of every variance of {show(settings.explain_from or Decimal(0), '£')} or more",
            f"Write one beside “{line.heading}” in a table of explanations, with the columns Heading and Explanation.",
        )


def report_examples(lines: Sequence[Line], log: ProblemLog) -> None:
    """Report example rows of the template: none must reach a committee unnoticed."""
    for line in lines:
        if line.heading.startswith("Example:"):
            log.warn(
                "example-row",
                line.cells["heading"],
                "an example row of the template",
                "budget headings of your own",
                "Overwrite or delete the row.",
            )


def report_boundaries(lines: Sequence[Line], log: ProblemLog) -> None:
    """Note each line whose colour the rounding of the percentage decides."""
    for line in lines:
        if line.ratings:
            cells = line.cells
            place = cells.get("revised") or cells.get("variance") or cells["heading"]
            report_boundary(line.ratings.net, f"“{line.heading}”", place, log)
