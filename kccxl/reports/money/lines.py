"""Read a table of money line by line: labels wrapped over rows, group rows, total rows under any name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kccxl.reports.money.amounts import Scales, is_unit_row
from kccxl.reports.money.settings import MoneySettings
from kccxl.tables.cells import BLANK, Figure, Kind, plain_text
from kccxl.tables.finder import Found, is_dashes
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import Row, body_rows
from kccxl.tables.totals import is_total_label

_BULLET = re.compile(r"^\s*[-–—•*]\s+")
_GOES_ON = re.compile(r"(?:,|&|\band|\bof|\bfor|[-–(/])\s*$", re.IGNORECASE)
_CONTINUES = re.compile(r"^(?:[a-z(]|&|and\b|of\b)")
_REMARK_WORDS = 14


class LineKind(StrEnum):
    """What a row of a table of money is."""

    ITEM = "item"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A row of a table of money.

    Args (fields):
        label: without its bullet, put together where it is wrapped over rows.
        kind: an item, a group row (a label without figures above its items), or a total.
        group: the label of the group row it stands under; empty for none.
        amounts: by column, in pounds.
        texts: of further columns, by name.
        cells: ``Sheet!C12`` by column.
        row: its number on the sheet, from 0.

    """

    label: str
    kind: LineKind
    group: str = ""
    amounts: Mapping[str, Figure] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    row: int = 0

    def amount(self, name: str) -> Figure:
        """The amount in a column; blank where there is none."""
        return self.amounts.get(name, BLANK)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table are which: its label, the amounts, and texts to take along."""

    label: str
    amounts: Sequence[str]
    texts: Sequence[str] = ()
    counts: Sequence[str] = ()
    """Amounts that are no money (staff in FTE), taken as they are."""


def read_lines(table: Found, columns: Columns, settings: MoneySettings, log: ProblemLog) -> list[MoneyLine]:
    """Read the rows beneath a header in their order.

    A label without figures is a group row, a part of a wrapped label, or a remark; figures without a label are
    reported. Rows of dashes and unit rows hold no figures and are passed over.
    """
    return _Reader(table, columns, settings, log).read()


class _Reader:
    def __init__(self, table: Found, columns: Columns, settings: MoneySettings, log: ProblemLog) -> None:
        self.table, self.columns, self.log = table, columns, log
        self.amounts = [name for name in columns.amounts if name in table.columns]
        self.counts = [name for name in columns.counts if name in table.columns]
        self.scales = Scales.of(table, self.amounts, settings)
        self.waiting: list[tuple[Row, str]] = []
        self.lines: list[MoneyLine] = []
        self.unscaled: list[Figure] = []

    def read(self) -> list[MoneyLine]:
        for row in self._rows():
            label = _tidy(row.text(self.columns.label))
            if self._holds_figures(row):
                self._take(row, label)
            elif label:
                self._wait(row, label)
        self._settle(at_end=True)
        self._report_unscaled()
        return self.lines

    def _rows(self) -> Iterator[Row]:
        for row in body_rows(self.table, self.log):
            if not is_unit_row(self.table, row.index) and not is_dashes(self.table.grid, row.index):
                yield row

    def _holds_figures(self, row: Row) -> bool:
        names = [*self.amounts, *self.counts]
        return any(row.grid.holds(row.index, self.table.columns[name]) for name in names)

    def _wait(self, row: Row, label: str) -> None:
        last = self.lines[-1] if self.lines else None
        directly = last is not None and last.kind is not LineKind.GROUP and last.row == row.index - 1
        if last is not None and directly and not self.waiting and _goes_on(last.label, label):
            self.lines[-1] = _relabelled(last, f"{last.label} {label}", row.index)
            return
        self.waiting.append((row, label))

    def _take(self, row: Row, label: str) -> None:
        label = self._joined(row, label)
        amounts = {name: self._in_pounds(row.figure(name), name) for name in self.amounts}
        amounts |= {name: row.figure(name) for name in self.counts}
        if not label:
            self._report_nameless(row, amounts)
            return
        kind = LineKind.TOTAL if is_total_label(label) else LineKind.ITEM
        texts = {name: row.paragraphs(name) for name in self.columns.texts}
        names = [self.columns.label, *amounts, *self.columns.texts]
        cells = {name: row.place(name) for name in names if row.has(name)}
        self.lines.append(MoneyLine(label, kind, self._group(), amounts, texts, cells, row.index))

    def _joined(self, row: Row, label: str) -> str:
        """Put a label together with the rows right above that it goes on from; other labels are groups."""
        while self.waiting:
            above, text = self.waiting[-1]
            near = above.index == row.index - 1 or (self.waiting and label and above.index >= row.index - 2)
            if not near or not (not label or _goes_on(text, label)):
                break
            label = f"{text} {label}".strip()
            self.waiting.pop()
        self._settle()
        return label

    def _settle(self, *, at_end: bool = False) -> None:
        """Make group rows of labels that nothing went on from; remarks and the foot of a table are none."""
        for row, label in self.waiting:
            if not at_end and len(label.split()) < _REMARK_WORDS:
                cells = {self.columns.label: row.place(self.columns.label)}
                self.lines.append(MoneyLine(label, LineKind.GROUP, cells=cells, row=row.index))
        self.waiting.clear()

    def _group(self) -> str:
        return next((line.label for line in reversed(self.lines) if line.kind is LineKind.GROUP), "")

    def _in_pounds(self, figure: Figure, name: str) -> Figure:
        found = self.scales.in_pounds(figure, name)
        if found is None:
            self.unscaled.append(figure)
            return Figure(Kind.BLANK, cell=figure.cell)
        return found

    def _report_nameless(self, row: Row, amounts: Mapping[str, Figure]) -> None:
        first = next(figure for figure in amounts.values() if figure.kind is not Kind.BLANK or figure.cell)
        self.log.error(
            "no-label",
            row.place(self.columns.label),
            f"figures such as {first.printed or 'those of this row'} without a name",
            f"a text in the column “{self.table.captions[self.columns.label]}”",
            "Name the row (Total, if it is one), or delete it.",
        )

    def _report_unscaled(self) -> None:
        """One cell mends them all, so one problem names them all."""
        if not self.unscaled:
            return
        first, count = self.unscaled[0], len(self.unscaled)
        more = f" and {count - 1:,} more figures of this table" if count > 1 else ""
        self.log.error(
            "unit-missing",
            first.cell,
            f"{first.printed}{more} without £, £000s or £m",
            "the unit in the captions, in a row beneath or above them, or in the settings",
            "Write £000s into the caption, or add the setting “Figures are in”.",
        )


def _tidy(text: str) -> str:
    return _BULLET.sub("", plain_text(text)).strip()


def _goes_on(text: str, label: str) -> bool:
    """Whether a label goes on in the next row: an open bracket, a comma, or a small letter behind it.

    >>> _goes_on("Strategy, Policy,", "Relationships"), _goes_on("Infrastructure (Property", "ICT)")
    (True, True)
    >>> _goes_on("Engagement and Design", "and Development"), _goes_on("Directorate", "Finance")
    (True, False)
    """
    return bool(_GOES_ON.search(text) or _CONTINUES.match(label) or text.count("(") > text.count(")"))


def _relabelled(line: MoneyLine, label: str, row: int) -> MoneyLine:
    kind = LineKind.TOTAL if is_total_label(label) else line.kind
    return MoneyLine(label, kind, line.group, line.amounts, line.texts, line.cells, row)
