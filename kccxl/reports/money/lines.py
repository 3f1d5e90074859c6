"""Read a table of money line by line: labels wrapped over rows, group rows, total rows under any name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kccxl.reports.money.beneath import memo_lines_from, names_memo, without_lines_beneath
from kccxl.reports.money.cells import CellReader
from kccxl.reports.money.extent import body_end
from kccxl.reports.money.kinds import settle_kinds
from kccxl.reports.money.labels import BULLET, ends_in, goes_on, is_open, is_remark, names_total, tidy
from kccxl.reports.money.line import Columns, LineKind, MoneyLine
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.sums import is_unnamed_total, report_unnamed
from kccxl.tables.cells import Figure, plain_text
from kccxl.tables.finder import Found, is_dashes
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import Row, body_rows, origin

_TOTAL_OF = re.compile(r"^\W*(?:(?:sub|grand)[- ]?)?totals?\b|\btotals?\W*$", re.IGNORECASE)

__all__ = ["Columns", "LineKind", "MoneyLine", "read_lines"]


def read_lines(table: Found, columns: Columns, settings: MoneySettings, log: ProblemLog) -> list[MoneyLine]:
    """Read the rows beneath a header in their order, up to the captions of another table.

    A label without figures is a group row, a part of a wrapped label, or a remark. In a table whose first figures
    stand under no group row, a label right beneath a line goes on from it, and that is said; so are names with
    remarks among the lines, and figures without a name. Rows of dashes and unit rows hold no figures.
    """
    table = replace(table, bottom=body_end(table))
    return _Reader(table, columns, settings, log).read()


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row with its label; ``bullet`` where it opens with one, ``covered`` where a cell of figures reaches down to it."""

    row: Row
    label: str
    bullet: bool = False
    covered: bool = False

    def follows(self, above: int) -> bool:
        return self.row.index == above + 1


class _Reader:
    def __init__(self, table: Found, columns: Columns, settings: MoneySettings, log: ProblemLog) -> None:
        self.table, self.columns, self.log = table, columns, log
        self.names = [name for name in (*columns.amounts, *columns.counts) if name in table.columns]
        self.cells = CellReader(table, columns, settings, log)
        self.lines: list[MoneyLine] = []
        self.groups: list[str] = []
        self.fresh = False
        """Whether no line was read since the last group row."""
        self.reached = -2
        """The last row of the line read last, its wrapped label included."""
        self.guessed: list[MoneyLine] = []
        self.joined: list[_Entry] = []
        self.doubtful: list[_Entry] = []
        self.totalled = self._totalled()

    def read(self) -> list[MoneyLine]:
        waiting: list[_Entry] = []
        for row in self._rows():
            entry = self._entry(row)
            if self._holds_figures(row):
                self._take(entry, waiting)
                waiting = []
            elif entry.label:
                waiting.append(entry)
            else:
                self._go_on_with_texts(row)
        self._end(waiting)
        self.cells.report()
        self._report_guessed()
        self._report_doubtful()
        return self._settled()

    def _totalled(self) -> set[str]:
        """What the totals of the table are the totals of: a heading so named is a group."""
        labels = [Row(self.table, row, self.log).text(self.columns.label) for row in self.table.body]
        return {_TOTAL_OF.sub("", text).strip(" :").casefold() for text in labels if names_total(tidy(text))}

    def _settled(self) -> list[MoneyLine]:
        """Tell totals from items by their figures, and leave out what stands beneath the total of all lines."""
        end = memo_lines_from(self.lines)
        settled = settle_kinds(self.lines[:end], self.names, self.log)
        return without_lines_beneath([*settled, *self.lines[end:]], self.names, self.log)

    def _rows(self) -> Iterator[Row]:
        for row in body_rows(self.table, self.log):
            if row.index != self.cells.unit_row and not is_dashes(self.table.grid, row.index):
                yield row

    def _entry(self, row: Row) -> _Entry:
        """Return a row with its label; one merged with the row above has none of its own."""
        column = self.table.columns[self.columns.label]
        text = row.text(self.columns.label)
        again = origin(row.grid, row.index, column)[0] < row.index and not self._holds_figures(row)
        return _Entry(
            row, "" if again else tidy(text) or self._total_beside(row), bool(BULLET.match(text)), self._covered(row)
        )  # fmt: skip

    def _total_beside(self, row: Row) -> str:
        """The name of a total that stands in another column than the labels."""
        first = min(self.table.columns[name] for name in self.names)
        texts = (plain_text(row.grid.at(row.index, column)) for column in range(self.table.left, first))
        return next((text for text in texts if names_total(text)), "")

    def _holds_figures(self, row: Row) -> bool:
        return any(row.grid.holds(row.index, self.table.columns[name]) for name in self.names)

    def _covered(self, row: Row) -> bool:
        places = [self.table.columns[name] for name in self.names]
        return any(origin(row.grid, row.index, column)[0] < row.index for column in places)

    def _take(self, entry: _Entry, waiting: list[_Entry]) -> None:
        rest = self._extend_last(waiting)
        label = self._opened(entry, rest)
        if entry.label or not rest:
            rest = self._guess(rest)
        self._open_groups(rest)
        self._add(entry.row, label)

    def _extend_last(self, waiting: Sequence[_Entry]) -> list[_Entry]:
        """Let the line above have the labels that surely go on from it; return the others."""
        rest = list(waiting)
        while rest and self.lines and rest[0].follows(self.reached) and not rest[0].bullet:
            if not (rest[0].covered or goes_on(self.lines[-1].label, rest[0].label)):
                break
            self._extend(rest.pop(0))
        return rest

    def _opened(self, entry: _Entry, rest: list[_Entry]) -> str:
        """Take the labels above that go on in this row from ``rest``, and return them put together."""
        label, below = entry.label, entry.row.index
        while rest and rest[-1].row.index == below - 1 and not entry.bullet:
            if label and not goes_on(rest[-1].label, label):
                break
            below = rest[-1].row.index
            label = f"{rest.pop().label} {label}".strip()
        return label

    def _guess(self, rest: list[_Entry]) -> list[_Entry]:
        """In a table whose first figures stand under no group row, a label right beneath an item goes on from it."""
        last = self.lines[-1] if self.lines else None
        grouped = bool(self.lines) and self.lines[0].kind is LineKind.GROUP
        if last is None or last.kind is not LineKind.ITEM or grouped:
            return rest
        bullets = any(entry.bullet for entry in rest)
        before = last
        while rest and rest[0].follows(self.reached) and not bullets and not is_remark(rest[0].label):
            if self._may_be_group(rest[0].label):
                break
            self.joined.append(rest[0])
            self._extend(rest.pop(0))
        if self.lines[-1] is not before:
            self.guessed.append(self.lines[-1])
        if rest and rest[0].follows(self.reached) and not bullets and not is_remark(rest[0].label):
            self.doubtful.append(rest[0])
        return rest

    def _may_be_group(self, label: str) -> bool:
        """Whether a label beneath a line may be a heading of its own: of several words, and going on nowhere."""
        if goes_on(self.lines[-1].label, label):
            return False
        return self._names_group(label) or (" " in label and not is_open(label))

    def _names_group(self, label: str) -> bool:
        """Whether a name is surely a heading: a total beneath bears it, or it opens lines for information."""
        return label.casefold() in self.totalled or names_memo(label)

    def _extend(self, entry: _Entry) -> None:
        last = self.lines[-1]
        label = f"{last.label} {entry.label}"
        kind = LineKind.TOTAL if names_total(label) else last.kind
        self.lines[-1] = replace(last, label=label, kind=kind)
        self.reached = entry.row.index

    def _open_groups(self, entries: Sequence[_Entry]) -> None:
        """Make group rows of labels; those that go on in the next row are one, and remarks are none."""
        labels: list[tuple[str, Row]] = []
        above = -2
        for entry in entries:
            if labels and entry.follows(above) and goes_on(labels[-1][0], entry.label):
                labels[-1] = f"{labels[-1][0]} {entry.label}", labels[-1][1]
            elif is_remark(entry.label):
                self._report_remark(entry)
            else:
                labels.append((entry.label, entry.row))
            above = entry.row.index
        if labels:
            kept = max(len(self.groups) - len(labels), 0) if not self.fresh else len(self.groups)
            self.groups = [*self.groups[:kept], *(label for label, _ in labels)]
            self.fresh = True
        for label, row in labels:
            cells = {self.columns.label: row.place(self.columns.label)}
            self.lines.append(MoneyLine(label, LineKind.GROUP, cells=cells, row=row.index))

    def _add(self, row: Row, label: str) -> None:
        amounts = {name: self.cells.amount(row, name) for name in self.names}
        texts = {name: row.paragraphs(name) for name in self.columns.texts}
        shown = [self.columns.label, *self.names, *self.columns.texts]
        cells = {name: row.place(name) for name in shown if row.has(name)}
        kind = LineKind.TOTAL if names_total(label) else LineKind.ITEM
        line = MoneyLine(label, kind, "", amounts, texts, cells, row.index)
        if not label:
            if not is_unnamed_total(self.lines, replace(line, kind=LineKind.TOTAL), self.names):
                self._report_nameless(row, amounts)
                return
            report_unnamed(line, self.log)
            line = replace(line, label="Total", kind=LineKind.TOTAL)
        self.lines.append(replace(line, group=self._group_of(line)))
        self.fresh, self.reached = False, row.index

    def _group_of(self, line: MoneyLine) -> str:
        """The group a line stands under; a total closes its group, a grand total all of them."""
        if line.kind is not LineKind.TOTAL:
            return self.groups[-1] if self.groups else ""
        if line.label.lower().startswith(("grand", "overall", "all ")):
            self.groups.clear()
        closed = [n for n, group in enumerate(self.groups) if group.lower() in line.label.lower()]
        place = closed[-1] if closed else len(self.groups) - 1
        group = self.groups[place] if self.groups else ""
        del self.groups[max(place, 0) :]
        return group

    def _go_on_with_texts(self, row: Row) -> None:
        """A row with neither label nor figures goes on with the texts of the line above."""
        if not self.lines or self.lines[-1].kind is LineKind.GROUP:
            return
        last = self.lines[-1]
        texts = {name: row.paragraphs(name) for name in self.columns.texts}
        joined = {
            name: "\n".join(filter(None, [last.texts.get(name, ""), text])) for name, text in texts.items()
        }
        self.lines[-1] = replace(last, texts=joined)

    def _end(self, waiting: Sequence[_Entry]) -> None:
        """Beneath the last figures stand remarks, but for a label that goes on."""
        for entry in waiting:
            if not self.lines or not entry.follows(self.reached):
                return
            if not (entry.covered or ends_in(self.lines[-1].label, entry.label)):
                self._guess_end(waiting[waiting.index(entry) :])
                return
            self._extend(entry)

    def _guess_end(self, rest: Sequence[_Entry]) -> None:
        """A short label beneath the last item goes on from it where the labels above did as well."""
        if self.guessed and all(len(entry.label.split()) < 4 for entry in rest):
            self._guess(list(rest))

    def _report_remark(self, entry: _Entry) -> None:
        self.log.note(
            "remark-left-out",
            entry.row.place(self.columns.label),
            f"“{entry.label}” among the figures",
            "the name of a group, or of a line with figures",
            "It was taken for a remark and left out. Move it beneath the table.",
        )

    def _report_guessed(self) -> None:
        """One warning names all labels that were put together without a sign that they belong together."""
        if not self.guessed:
            return
        names = "; ".join(f"“{line.label}”" for line in self.guessed)
        cells = ", ".join(entry.row.place(self.columns.label).rpartition("!")[2] for entry in self.joined)
        self.log.warn(
            "label-joined",
            self.guessed[0].cells[self.columns.label],
            f"{names}, from names in rows right beneath without figures ({cells})",
            "each name in one cell",
            "Check that these are single names. If a row among them is a heading, leave a blank row above it.",
        )

    def _report_doubtful(self) -> None:
        """Ask of names right beneath a line whether they are the rest of its name or the heading of a group."""
        for entry in self.doubtful:
            if self._names_group(entry.label):
                continue
            cell = entry.row.place(self.columns.label)
            self.log.error(
                "label-doubtful",
                cell,
                f"“{entry.label}” without figures, right beneath a line with figures",
                "the name of a group beneath a blank row, or each name in one cell",
                "If it is the heading of the lines beneath, leave a blank row above it; if it is the rest of a name, "
                f"write the whole name into one cell and clear {cell.rpartition('!')[2]}.",
            )

    def _report_nameless(self, row: Row, amounts: Mapping[str, Figure]) -> None:
        found = next((figure.printed for figure in amounts.values() if figure.printed), "those of this row")
        self.log.error(
            "no-label",
            row.place(self.columns.label),
            f"figures such as {found} without a name",
            f"a text in the column “{self.table.captions[self.columns.label]}”",
            "Name the row (Total, if it is one), or delete it.",
        )
