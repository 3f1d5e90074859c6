"""Read the monitoring tables and the explanations of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kccxl.reports.money.claims import unread_claims, with_claims
from kccxl.reports.money.line import credit_columns
from kccxl.reports.money.line_checks import is_unreadable
from kccxl.reports.money.lines import Columns, LineKind, MoneyLine, read_lines
from kccxl.reports.money.sections import with_sections_joined
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.years import in_year
from kccxl.reports.monitoring.model import Explanation
from kccxl.reports.monitoring.specs import BY_WAY, EXPLANATIONS, MONITORING, TELLING, is_read_rightly
from kccxl.reports.paper.columns import report_columns, report_hidden_sheet
from kccxl.rules.variance import from_printed
from kccxl.tables.cells import BLANK, Figure
from kccxl.tables.finder import Found, find_tables, near_misses
from kccxl.tables.grid import Grid, cell_name
from kccxl.tables.problems import ProblemLog, Severity
from kccxl.tables.rows import Row, body_rows

BUDGETS = ("net_budget", "gross_budget", "forecast")
VARIANCES = ("variance", "adjustment", "revised", "last_reported", "movement")
"""Amounts whose sign says whether they are good or bad."""

TEXTS = ("effect", "rag", "rag_gross", "explanation", "section")
PERCENT = "percent"
_HARMLESS = {"explanation", "last_reported", "movement"}
_SIMILAR = frozenset({"forecast", "variance"})
_PENCE = 2
_LEAST, _MOST = Decimal("1E-9"), Decimal("1E13")  # pounds


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A monitoring table as read: its lines, variances with + for an overspend; ``printed`` with the sheet's sign."""

    found: Found
    lines: Sequence[MoneyLine]
    printed: Sequence[MoneyLine]

    @property
    def amounts(self) -> list[str]:
        """The columns of amounts it has."""
        return [name for name in (*BUDGETS, *VARIANCES) if name in self.found.columns]

    def percent(self, line: MoneyLine, settings: MoneySettings, log: ProblemLog) -> Figure:
        """Return the typed percentage of a line, + for an overspend."""
        if PERCENT not in self.found.columns:
            return BLANK
        return signed(Row(self.found, line.row, log).figure(PERCENT, "a percentage"), settings)

    def unreadable(self, line: MoneyLine, name: str) -> bool:
        """Whether a cell holds something that could not be read, so that nothing may follow from it."""
        return is_unreadable(self.found, line.amount(name), name)

    def decimals(self, names: Sequence[str]) -> int:
        """The decimals of these columns, in pounds: what rounding can explain hangs on them.

        More than two (pence) are the noise of a formula and do not count.
        """
        figures = [line.amount(name) for line in self.lines for name in names]
        places = [figure.decimals for figure in figures if figure.known and figure.decimals is not None]
        return max((each for each in places if each <= _PENCE), default=_PENCE)


def find_monitoring(grids: Sequence[Grid]) -> list[Found]:
    """Find the monitoring tables of a workbook."""
    specs = [*MONITORING, *BY_WAY]
    return [
        with_claims(table, "heading") for grid in grids for table in find_tables(grid, specs, is_read_rightly)
    ]


def read_tables(grids: Sequence[Grid], settings: MoneySettings, log: ProblemLog) -> list[ReadTable]:
    """Read every monitoring table; what looks like one but lacks a column is reported."""
    amounts = (*BUDGETS, *VARIANCES, PERCENT)
    # an earlier report may have been of the year before
    of_year = [name for name in amounts if name != "last_reported"]
    found = in_year(find_monitoring(grids), of_year, settings.financial_year, log)
    for table in [*found, *_lacking(grids, found)]:
        report_hidden_sheet(table, log)
        report_columns(table, log, _HARMLESS, unread_claims(table, "heading"))
    _report_similar(grids, found, log)
    joined = with_sections_joined(found, lambda table: _columns(table, settings), settings)
    tables = [_read(table, settings, log) for table in joined]
    for read in tables:
        if not any(line.amounts for line in read.lines):
            log.error(
                "no-lines",
                f"{read.found.grid.sheet}!{cell_name(read.found.top, read.found.left)}",
                "a monitoring table without a line",
                "one line for each budget heading",
                "Fill in the table, or delete it.",
            )
    return tables


def _lacking(grids: Sequence[Grid], found: Sequence[Found]) -> Iterator[Found]:
    for grid in grids:
        here = [table for table in found if table.grid is grid]
        others = find_tables(grid, [EXPLANATIONS])
        for table in near_misses(grid, MONITORING, [*here, *others], TELLING):
            if "other" not in table.columns:
                yield table


def find_similar(grids: Sequence[Grid], found: Sequence[Found]) -> Iterator[Found]:
    """Find headers with budgets beside forecasts or variances that are no table of this report, nor of another one."""
    for grid in grids:
        here = [table for table in found if table.grid is grid]
        below = -1
        for table in near_misses(grid, MONITORING, [*here, *find_tables(grid, [EXPLANATIONS])], _SIMILAR):
            ours = "net_budget" in table.columns and not {"other", *TELLING} & set(table.columns)
            if ours and table.top > below:
                below = table.header_bottom
                yield table


def _report_similar(grids: Sequence[Grid], found: Sequence[Found], log: ProblemLog) -> None:
    """Report them: their lines are not counted. Beside a table that is read it may be meant so."""
    for table in find_similar(grids, found):
        lacks = [name for name in ("heading", "variance") if name not in table.columns]
        log.add(
            Severity.WARNING if found else Severity.ERROR,
            "missing-column",
            f"{table.grid.sheet}!{cell_name(table.header_bottom, table.left)}",
            f"captions of a monitoring table ({', '.join(map(_quoted, table.captions.values()))}), which was not read",
            f"a column “{table.spec.title_of(lacks[0])}” as well",
            "Write that caption above its column, in the same row as the others, if these lines should count.",
        )


def _quoted(text: str) -> str:
    return f"“{text}”"


def _columns(table: Found, settings: MoneySettings) -> Columns:
    texts = [name for name in TEXTS if name != "section" or name in table.columns]
    credits = credit_columns(BUDGETS, VARIANCES, settings.sign)
    return Columns("heading", (*BUDGETS, *VARIANCES), texts, credits=credits)


def _read(table: Found, settings: MoneySettings, log: ProblemLog) -> ReadTable:
    lines = _in_sections(read_lines(table, _columns(table, settings), settings, log))
    printed = [
        replace(line, amounts={name: _believable(figure, log) for name, figure in line.amounts.items()})
        for line in lines
    ]
    return ReadTable(table, [_signed(line, settings) for line in printed], printed)


def _in_sections(lines: Sequence[MoneyLine]) -> list[MoneyLine]:
    """Group lines by their column of directorates, which may be filled in the first line of each alone."""
    found: list[MoneyLine] = []
    section = ""
    for line in lines:
        named = line.texts.get("section", "")
        if named and named != section and line.kind is LineKind.ITEM:
            section = named
            found.append(
                MoneyLine(named, LineKind.GROUP, cells={"heading": line.cells["section"]}, row=line.row)
            )
        found.append(replace(line, group=line.group or section))
    return found


def _believable(figure: Figure, log: ProblemLog) -> Figure:
    """Return a figure that can be an amount: more than ten trillion pounds is a slip."""
    if figure.value is None or not figure.value or _LEAST <= figure.value.copy_abs() < _MOST:
        return figure
    if figure.value.copy_abs() < _LEAST:  # what a formula leaves of nothing
        return replace(figure, value=Decimal(0))
    log.error(
        "amount-too-large",
        figure.cell,
        f"{figure.printed}, which is more than ten trillion pounds",
        "an amount of a budget",
        "Correct the figure, or the unit of its column.",
    )
    return replace(BLANK, cell=figure.cell)


def _signed(line: MoneyLine, settings: MoneySettings) -> MoneyLine:
    """Return a line whose amounts, where they have a good and a bad side, are + for an overspend."""
    amounts = {
        name: signed(figure, settings) if name in VARIANCES else figure
        for name, figure in line.amounts.items()
    }
    return replace(line, amounts=amounts)


def signed(figure: Figure, settings: MoneySettings) -> Figure:
    """Return a figure that is printed with the sign of the settings with + for an overspend."""
    if figure.value is None:
        return figure
    return replace(figure, value=from_printed(figure.value, settings.sign))


def read_explanations(grids: Sequence[Grid], log: ProblemLog) -> list[Explanation]:
    """Read every table of explanations; a text in a row without a heading goes on from the one above."""
    said: list[Explanation] = []
    for grid in grids:
        for table in find_tables(grid, [EXPLANATIONS]):
            report_hidden_sheet(table, log)
            report_columns(table, log, {"explanation"})
            said += _explanations_of(table, log)
    return said


def _explanations_of(table: Found, log: ProblemLog) -> Iterator[Explanation]:
    heading = ""
    for row in body_rows(table, log):
        heading = row.text("heading") or heading
        text = row.paragraphs("explanation")
        if text:
            yield Explanation(heading, text, row.place("explanation"))
