"""The columns every table of the profiled monitoring has, from the budget to its colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kccxl.reports.ledger.model import Entry, Position, Results
from kccxl.reports.money.printing import (
    effect_cell,
    label_cell,
    money_cell,
    money_texts,
    rating_cell,
    share_cell,
    unit_caption,
    variance_cell,
)
from kccxl.reports.money.rating import any_differ
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.visible import side_of
from kccxl.rules.variance import Effect
from kccxl.sheets.blocks import widest
from kccxl.sheets.sheet import Cell, Link
from kccxl.sheets.styles import Palette

_LABEL = 36
_MONEY, _WORD, _SHARE = 14.5, 12.5, 13


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns the tables of a workbook have.

    Args (fields):
        settings: how money is printed.
        originals: whether original budget and virements are shown; ``gross``: whether a second RAG is.
        label: the caption of the first column.
        rated: whether effect and colours are shown.

    """

    settings: MoneySettings
    originals: bool
    gross: bool
    label: str = "Heading"
    rated: bool = True

    @classmethod
    def of(cls, results: Results) -> Columns:
        """Return the columns of the Monitoring sheet; both ratings stand side by side where they differ anywhere."""
        entries = [results.total, *results.divisions, *results.headings]
        differ = any_differ(entry.ratings for entry in entries if entry.ratings)
        return cls(results.settings, results.virements is not None, differ)

    def without_originals(self, label: str) -> Columns:
        """Return the same columns for a table in which virements are not known."""
        return replace(self, originals=False, label=label)

    @property
    def captions(self) -> list[str]:
        """The captions, the unit in those of money."""
        names = ["Original budget", "Virements"] if self.originals else []
        names += ["Current budget", "Budget to date", "Actual to date", "Variance to date"]
        names += ["Commitments", "Forecast outturn", "Outturn variance"]
        found = [self.label, *(unit_caption(self.settings, name) for name in names), "Variance %"]
        if not self.rated:
            return found
        return [*found, "Effect", "RAG", "RAG on gross budget"][: len(found) + 2 + self.gross]

    @property
    def words(self) -> list[int]:
        """The columns of words."""
        last = len(self.captions)
        return list(range(last - 2 - self.gross, last)) if self.rated else []

    @property
    def ratings(self) -> list[int]:
        """The columns of colours."""
        return self.words[1:]

    def widths(self, positions: Sequence[Position], label: float = _LABEL) -> list[float]:
        """Return widths in which every figure of these positions is shown in full."""
        amounts: list[Decimal | None] = []
        for each in positions:
            amounts += [each.budget, each.to_date, each.actual, each.commitments, each.outturn, each.variance]
        largest = sorted((amount for amount in amounts if amount is not None), key=abs)[-1:]
        signs = [amount.copy_negate() for amount in largest]
        money = widest(_MONEY, money_texts([*largest, *signs], self.settings))
        count = len(self.captions) - 2 - len(self.words)
        return [label, *[money] * count, _SHARE, *[_WORD] * len(self.words)]

    def cells(self, entry: Entry, *, total: bool = False, link: Link | None = None) -> list[Cell]:
        """Return the row of an entry; ``link`` leads from its label to where it is taken apart."""
        position, settings = entry.position, self.settings
        label = label_cell(entry.label or entry.name, total=total)
        if link is not None:
            look = replace(label.style, colour=Palette.LINK, underline=True)
            label = Cell(label.content, look, link)
        budgets = [entry.original, entry.virements or Decimal(0)] if self.originals else []
        found = [label, *(money_cell(amount, settings, total=total) for amount in budgets)]
        found += [
            money_cell(amount, settings, total=total)
            for amount in (position.budget, position.to_date, position.actual)
        ]
        found.append(variance_cell(position.variance_to_date, settings, total=total))
        found.append(money_cell(position.commitments, settings, total=total))
        found.append(money_cell(position.outturn, settings, total=total))
        seen = self._side(entry) not in (None, Effect.NONE)
        found.append(variance_cell(position.variance, settings, total=total, seen=seen))
        found.append(share_cell(position.percent, settings, total=total))
        return found + (self._words(entry, total) if self.rated else [])

    def _side(self, entry: Entry) -> Effect | None:
        amount, rated = entry.position.variance, entry.ratings is not None
        if amount is None:
            return None
        return side_of(amount, entry.position.budget if rated else None, self.settings)

    def _words(self, entry: Entry, total: bool) -> list[Cell]:
        ratings, word = entry.ratings, self._side(entry)
        if ratings is None:
            blank = rating_cell(None, total=total)
            return [effect_cell(word, total=total), *[replace(blank, content=None)] * (1 + self.gross)]
        found = [effect_cell(word, total=total), rating_cell(ratings.net, total=total)]
        return [*found, rating_cell(ratings.gross, total=total)] if self.gross else found
