"""The cells of a table of money as amounts in pounds, with what cannot be one reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

from kccxl.reports.money.amounts import Scales, is_unit_row, stored_pounds
from kccxl.reports.money.line import Columns
from kccxl.reports.money.settings import MoneySettings, Scale
from kccxl.reports.money.sign_words import has_sign_word
from kccxl.reports.money.turned_formats import report_turned, turned
from kccxl.tables.accounting import CREDIT, DEBIT, is_dash, is_remark, read_amount
from kccxl.tables.cells import Figure, Kind, exact
from kccxl.tables.displayed import read_format, section_for
from kccxl.tables.finder import Found
from kccxl.tables.grid import cell_name
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import Row, origin

_ENOUGH = 0.1
_OUT_OF_PROPORTION = 100
_LARGE = 10_000


class CellReader:
    """Reads the amounts of one table."""

    def __init__(self, table: Found, columns: Columns, settings: MoneySettings, log: ProblemLog) -> None:
        self.table, self.columns, self.log = table, columns, log
        self.amounts = [name for name in columns.amounts if name in table.columns]
        counts = [name for name in columns.counts if name in table.columns]
        self.scales = Scales.of(table, self.amounts, settings)
        first = next((row for row in table.body if Row(table, row, log).filled), -1)
        self.unit_row = first if first >= 0 and is_unit_row(table, first) else -1
        self.usual = usual_decimals(table, self.amounts)
        self.usual_counts = usual_decimals(table, counts)
        self.unscaled: list[Figure] = []
        self.with_pound: dict[str, list[Figure]] = {}
        self.largest: dict[str, Decimal] = {}
        self.worded: dict[str, list[tuple[Figure, str]]] = {}
        self.turned: list[Figure] = []
        self.dashes: list[Figure] = []

    def amount(self, row: Row, name: str) -> Figure:
        """Return the amount in a cell, in pounds; a count as it is."""
        figure = self._figure(row, name)
        counted = name not in self.amounts
        usual = self.usual_counts if counted else self.usual
        if is_dash(figure.printed) and isinstance(row.value(name), str):
            self.dashes.append(figure)
        if _in_sheet_units(figure) and is_loose(self.table, row.index, name):
            figure = replace(figure, decimals=max(figure.decimals or 0, usual))
        if counted:
            return _without_dust(figure, row, name)
        self._note_sign(figure, name)
        found = self.scales.in_pounds(figure, name, hidden=hidden_noughts(self.table, row.index, name))
        if found is None:
            self.unscaled.append(figure)
            return Figure(Kind.BLANK, cell=figure.cell)
        return _without_dust(found, row, name)

    def _figure(self, row: Row, name: str) -> Figure:
        """Return the figure of a cell; one merged over two columns belongs to neither."""
        expected = "an amount" if name in self.amounts else "a number"
        figure = row.figure(name, expected, read=read_amount)
        column = self.table.columns[name]
        where = origin(row.grid, row.index, column)
        spread = [c for c in self.table.columns.values() if origin(row.grid, row.index, c) == where]
        if figure.known and len(spread) > 1:
            if where[1] == column:
                self._report_merged(figure)
            return Figure(Kind.BLANK, cell=figure.cell)
        if figure.known and name in self.amounts and self._is_turned(row, figure, name):
            self.turned.append(figure)
            return Figure(Kind.BLANK, cell=figure.cell)
        if figure.known and name in self.amounts and self._is_worded(figure, name):
            self.worded.setdefault(name, []).append((figure, row.text(name)))
            return Figure(Kind.BLANK, cell=figure.cell)
        if figure.known and self._says_more(figure, name):
            self._report_more(figure)
            return Figure(Kind.BLANK, cell=figure.cell)
        if figure.known and (figure.unit == "%" or (name not in self.amounts and figure.unit)):
            self._report_unit(figure, name)
            return Figure(Kind.BLANK, cell=figure.cell)
        return figure

    def _is_turned(self, row: Row, figure: Figure, name: str) -> bool:
        """Whether the number format of a stored amount prints another sign."""
        where = origin(row.grid, row.index, self.table.columns[name])
        if isinstance(row.grid.at(*where), str) or figure.value is None:
            return False
        return turned(row.grid.format_at(*where), figure.value, credits=name in self.columns.credits)

    def _is_worded(self, figure: Figure, name: str) -> bool:
        """Whether the sign of an amount stands in a word that may mean one thing or the other."""
        if figure.words in (CREDIT, DEBIT) and name in self.columns.credits:
            return False
        return has_sign_word(figure.printed)

    def _says_more(self, figure: Figure, name: str) -> bool:
        """Whether a cell holds a second figure, or, among amounts, a noun that is no unit of money."""
        if figure.words in (CREDIT, DEBIT):
            return False
        if name in self.amounts:
            return not is_remark(figure.words)
        return any(map(str.isdigit, figure.words)) and not is_remark(figure.words)

    def _note_sign(self, figure: Figure, name: str) -> None:
        """Remember which figures of a column in thousands bear a pound sign."""
        if not figure.value or figure.scale or self.scales.by_column[name] is Scale.POUNDS:
            return
        if figure.unit == "£":
            self.with_pound.setdefault(name, []).append(figure)
        else:
            self.largest[name] = max(self.largest.get(name, Decimal(0)), abs(figure.value))

    def report(self) -> None:
        """Report what concerns the whole table: figures whose scale nobody says, units that contradict."""
        self._report_unscaled()
        self._report_contradicted()
        self._report_doubtful()
        self._report_worded()
        report_turned([figure.cell for figure in self.turned], self.log)
        self._report_dashes()

    def _report_worded(self) -> None:
        """Report amounts whose sign may stand in a word, a column at a time."""
        for name, found in self.worded.items():
            more = f" and {len(found) - 1:,} more of “{self.table.captions[name]}”" if len(found) > 1 else ""
            self.log.error(
                "sign-in-words",
                found[0][0].cell,
                f"“{found[0][1]}”{more}",
                "an amount whose sign is a minus or brackets",
                "Type the figure with a minus or without one, and the word in a column of its own.",
            )

    def _report_dashes(self) -> None:
        """Note that dashes were read as nought, as accountants mean them; who means N/A must say so."""
        if self.dashes:
            more = f" and {len(self.dashes) - 1:,} more in this table" if len(self.dashes) > 1 else ""
            self.log.note(
                "dash-as-nought",
                self.dashes[0].cell,
                f"“{self.dashes[0].printed}”{more}",
                "an amount",
                "It was read as 0. Type N/A where the amount is not known.",
            )

    def _report_doubtful(self) -> None:
        """Report £300,000 beside plain figures in £000s: it may be pounds, and a thousand times too much as thousands.

        Papers put the sign on first lines and totals too, so only a figure out of all proportion is doubted.
        """
        for name, largest in self.largest.items():
            scale = self.scales.by_column[name]
            for figure in self.with_pound.get(name, []) if scale else []:
                if figure.exact.copy_abs() > max(_OUT_OF_PROPORTION * largest, Decimal(_LARGE)):
                    self.log.error(
                        "unit-doubtful",
                        figure.cell,
                        f"{figure.printed} in a column of {scale} whose other figures bear no £",
                        f"a figure in {scale} as the others are, or one that says its own scale, such as £0.3m",
                        "Type the figure as the others of its column are, without the pound sign.",
                    )

    def _report_merged(self, figure: Figure) -> None:
        self.log.error(
            "merged-figure",
            figure.cell,
            f"{figure.printed} in a cell merged over several columns",
            "a cell for each column",
            "Unmerge the cell and type each column's own figure.",
        )

    def _report_more(self, figure: Figure) -> None:
        self.log.error(
            "not-an-amount",
            figure.cell,
            f"“{figure.printed}”",
            "one amount, and nothing behind it that may be another one or count other things",
            "Type the amount alone; what belongs to it, in a column of its own.",
        )

    def _report_unit(self, figure: Figure, name: str) -> None:
        self.log.error(
            "not-an-amount",
            figure.cell,
            f"“{figure.printed}”",
            "an amount of money" if name in self.amounts else "a number without a unit",
            "Type the figure itself, or move it to a column of its own.",
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

    def _report_contradicted(self) -> None:
        row = max(self.unit_row, self.table.header_bottom)
        for name in self.scales.contradicted:
            self.log.error(
                "units-differ",
                f"{self.table.grid.sheet}!{cell_name(row, self.table.columns[name])}",
                f"two units for the column “{self.table.captions[name]}”",
                "one unit",
                "Correct the caption or the unit beneath it.",
            )


def _without_dust(figure: Figure, row: Row, name: str) -> Figure:
    """Return an amount without what binary arithmetic left on it; one that was typed as text is as it was typed."""
    if figure.value is None or isinstance(row.value(name), str):
        return figure
    return replace(figure, value=stored_pounds(figure.value))


def _in_sheet_units(figure: Figure) -> bool:
    return not figure.scale and figure.decimals is not None and figure.decimals >= 0


def hidden_noughts(table: Found, row: int, name: str) -> int:
    """Return how many noughts the number format of a cell hides without saying so: 3 for ``#,##0,``."""
    where = origin(table.grid, row, table.columns[name])
    value = table.grid.at(*where)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0
    look = read_format(section_for(table.grid.format_at(*where), exact(value)))
    return 0 if look.scale else 3 * look.thousands


def is_loose(table: Found, row: int, name: str) -> bool:
    """Whether nothing but the digits says with how many decimals a cell is shown."""
    where = origin(table.grid, row, table.columns[name])
    return isinstance(table.grid.at(*where), str) or table.grid.format_at(*where) == "General"


def usual_decimals(table: Found, names: list[str]) -> int:
    """Return the decimals a table is given with: 543 beside 2,146.4 is 543.0.

    The most that a tenth of its figures have; zeros and figures with a scale of their own do not count.
    """
    counts: Counter[int] = Counter()
    for row in table.body:
        for column in (table.columns[name] for name in names):
            figure = read_amount(table.grid.at(row, column), table.grid.format_at(row, column))
            if figure.value and _in_sheet_units(figure):
                counts[figure.decimals or 0] += 1
    enough = counts.total() * _ENOUGH
    return max((d for d in counts if sum(counts[more] for more in counts if more >= d) >= enough), default=0)
