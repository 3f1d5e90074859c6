"""Reads a workbook laid out as the committee paper prints it: service areas.

Each with its tables and notes beneath.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kccxl.reports.performance.columns import report_columns
from kccxl.reports.performance.divisions import put_into_divisions
from kccxl.reports.performance.lines import LineKind, is_total, read_line
from kccxl.reports.performance.model import (
    Activity,
    Commentary,
    Indicator,
    Inputs,
    ServiceArea,
    Settings,
    SummaryRow,
)
from kccxl.reports.performance.published_rows import read_activity, read_indicator, read_summary_row
from kccxl.reports.performance.series import is_results
from kccxl.reports.performance.settings import cover_line, put, read_settings, settle_year
from kccxl.reports.performance.specs import (
    ACTIVITY_TABLE,
    AREA,
    COMMENTARY,
    KPI,
    PUBLISHED,
    RESULTS,
    SETTINGS,
    SUMMARY,
)
from kccxl.reports.performance.words import looks_like_ref, refs_and_text, refs_in, tidy_ref
from kccxl.rules.financial_year import Period
from kccxl.tables.cells import plain_text
from kccxl.tables.finder import Found, find_tables, is_dashes, near_misses
from kccxl.tables.grid import Grid, Value, cell_name
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import Row, calculated
from kccxl.tables.spec import caption

_TELLING = {"target", "floor", "month_rag", "latest", "value", "in_range"}
_TABLE_TITLE = re.compile(r"^.*\bindicators?\s*[-–—:]\s*", re.IGNORECASE)


def read_published(grids: Sequence[Grid], log: ProblemLog, start: Settings) -> Inputs:
    """Read all visible sheets in tab order; every cell that cannot be read is reported to ``log``."""
    reader = _Reader(log, start)
    visible = [grid for grid in grids if grid.visible]
    tables = {grid.sheet: find_tables(grid, PUBLISHED) for grid in visible}
    for grid in visible:
        _report_headers(grid, tables[grid.sheet], log)
    rows = [
        row
        for found in tables.values()
        for table in found
        if table.spec in (KPI, ACTIVITY_TABLE)
        for row in _rows(table, log)
        if row.value("ref") is not None and row.value("description")
    ]
    reader.refs = {tidy_ref(plain_text(row.value("ref"))) for row in rows}
    reader.descriptions = {caption(plain_text(row.value("description"))) for row in rows}
    for grid in visible:
        reader.read_sheet(grid, tables[grid.sheet])
    for grid in grids:
        if not grid.visible and find_tables(grid, PUBLISHED):
            log.note(
                "hidden-sheet",
                f"{grid.sheet}!",
                "a hidden sheet with tables",
                "visible sheets",
                "It was not read. Unhide the sheet if it belongs to the report.",
            )
    return reader.inputs()


def _report_headers(grid: Grid, tables: Sequence[Found], log: ProblemLog) -> None:
    for table in tables:
        report_columns(table, log)
        if table.spec is KPI and not {"latest", "ytd"} & set(table.columns):
            report_columns(
                replace(table, spec=replace(KPI, key=KPI.key | {"latest"}), others={}, twice={}), log
            )
    for table in find_tables(grid, [RESULTS, *PUBLISHED], keep=is_results):
        if table.spec is RESULTS:
            log.error(
                "results-not-read",
                f"{grid.sheet}!{cell_name(table.top, table.left)}",
                "a table of results by period",
                "beside it a table of indicators with Ref, Service area, Indicator description and Target",
                "Add the column that table lacks, or delete this one if the figures stand elsewhere.",
            )
    for missed in near_misses(grid, [KPI, ACTIVITY_TABLE], tables, _TELLING):
        report_columns(missed, log)


def _rows(table: Found, log: ProblemLog) -> Iterator[Row]:
    return (Row(table, index, log) for index in table.body)


@dataclass
class _Reader:
    """Walks the sheets line by line, knowing the service area and period that the lines above have set."""

    log: ProblemLog
    settings: Settings
    refs: set[str] = field(default_factory=set)
    descriptions: set[str] = field(default_factory=set)
    areas: list[ServiceArea] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    activity: list[Activity] = field(default_factory=list)
    commentary: list[Commentary] = field(default_factory=list)
    footnotes: dict[str, list[Commentary]] = field(default_factory=dict)
    summary: list[SummaryRow] = field(default_factory=list)
    setting_cells: dict[str, str] = field(default_factory=dict)
    area: ServiceArea | None = None
    period: Period | None = None
    group: str = ""

    def inputs(self) -> Inputs:
        settings = settle_year(self.settings, self.setting_cells, self.log)
        areas = put_into_divisions(self.areas, self.indicators, self.summary)
        return Inputs(
            settings, areas, self.indicators, self.activity, self.commentary, self.summary, self.footnotes
        )

    def read_sheet(self, grid: Grid, tables: Sequence[Found]) -> None:
        self.area, self.period, self.group = None, None, ""
        self._note_hidden(grid, tables)
        marked: dict[int, set[int]] = {}
        for row, column in (*grid.uncached, *grid.faults):
            marked.setdefault(row, set()).add(column)
        for index in range(grid.height):
            for table in tables:
                if table.top == index:
                    self._open(table)
            values = {c for c in range(len(grid.rows[index])) if grid.at(index, c) is not None}
            columns = sorted(values | marked.get(index, set()))
            if columns and is_dashes(grid, index):
                self._pass_over_rule(f"{grid.sheet}!{cell_name(index, columns[0])}")
                continue
            for owner, own in _by_table(tables, index, columns):
                filled = [(column, _printed(grid.at(index, column))) for column in own]
                self._read_row(grid, index, owner, filled, bool(tables))

    def _note_hidden(self, grid: Grid, tables: Sequence[Found]) -> None:
        for table in tables:
            hidden = [
                row for row in table.body if row in grid.hidden_rows and grid.at(row, table.left) is not None
            ]
            for row in hidden:
                self.log.note(
                    "hidden-row",
                    f"{grid.sheet}!{cell_name(row, table.left)}",
                    f"row {row + 1} is hidden",
                    "visible rows",
                    "It was read like the others. Delete it if it should not count.",
                )
            for name, column in table.columns.items():
                if column in grid.hidden_columns:
                    self.log.note(
                        "hidden-column",
                        f"{grid.sheet}!{cell_name(table.top, column)}",
                        f"the column “{table.captions[name]}” is hidden",
                        "visible columns",
                        "It was read like the others.",
                    )

    def _open(self, table: Found) -> None:
        if table.spec is SUMMARY and "description" not in table.columns:
            self.group = next(iter(table.others.values()), self.group)

    def _pass_over_rule(self, place: str) -> None:
        self.log.note(
            "stray-rule",
            place,
            "a row of dashes",
            "a row of the table",
            "It was passed over. Delete the row.",
        )

    def _read_row(
        self, grid: Grid, index: int, table: Found | None, filled: Sequence[tuple[int, str]], has_tables: bool
    ) -> None:
        row = Row(table, index, self.log) if table else None
        if row is None:
            self._read_text(grid, index, filled, None)
        elif len(filled) == 1 and not self._is_lone_row(row, *filled[0]):
            if calculated(grid, index, filled[0][0], self.log):
                self._read_text(grid, index, filled, table if has_tables else None)
        elif self._is_long_line(row, filled):
            self._read_text(grid, index, filled, table if has_tables else None)
        else:
            self._read_table_row(row, filled)

    def _is_lone_row(self, row: Row, column: int, text: str) -> bool:
        """Whether a lone cell is a row that lacks all else, and not a line of text."""
        table = row.table
        if table.spec is AREA:
            return column == table.columns["service_area"] and row.index == table.header_bottom + 1
        if table.spec is SUMMARY:
            refs, label = refs_and_text(text.replace(":", " – ", 1), ())
            return any(ref in self.refs for ref in refs) or caption(label) in self.descriptions
        if table.spec not in (KPI, ACTIVITY_TABLE):
            return False
        if column == table.columns["ref"]:
            furniture = read_line(text, (), None).kind is LineKind.FURNITURE
            return looks_like_ref(text) and not furniture and tidy_ref(text) not in self.refs
        return column in table.columns.values() and not isinstance(row.value_of(column), str | None)

    def _is_long_line(self, row: Row, filled: Sequence[tuple[int, str]]) -> bool:
        """Return a note whose ref and text stand in two cells.

        No column but ref and description holds anything.
        """
        names = {name for name, column in row.table.columns.items() if any(column == c for c, _ in filled)}
        if row.table.spec not in (KPI, ACTIVITY_TABLE) or not names <= {"ref", "description"}:
            return False
        ref = tidy_ref(row.text("ref"))
        seen = {item.ref for item in self.indicators} | {item.ref for item in self.activity}
        return len(filled) == 2 and ref in seen

    def _read_table_row(self, row: Row, filled: Sequence[tuple[int, str]]) -> None:
        spec = row.table.spec
        if spec is SETTINGS:
            self.settings, cells = read_settings([row], self.log, self.settings)
            self.setting_cells |= cells
        elif spec is AREA:
            self._read_area(row)
        elif spec is SUMMARY:
            self.summary.append(read_summary_row(row, self.group))
        elif spec is COMMENTARY:
            refs = refs_in(row.text("ref"))
            self.commentary.append(Commentary(refs, row.text("commentary"), row.place("commentary")))
        else:
            self._read_indicator_row(row, filled)

    def _read_area(self, row: Row) -> None:
        name = row.text("service_area")
        if not name:
            self.log.error(
                "no-service-area",
                row.place("service_area"),
                "a blank cell",
                "the service area's name",
                "Type the name of the service area.",
            )
            return
        given = {key: row.text(key) for key in ("director", "cabinet_member", "delivery_by", "data_period")}
        self.area = ServiceArea(f"{len(self.areas) + 1}", name, row.text("division"), **given)
        self.areas.append(self.area)
        self.period = None

    def _read_indicator_row(self, row: Row, filled: Sequence[tuple[int, str]]) -> None:
        ref, first = row.text("ref"), filled[0][1]
        if not looks_like_ref(ref) and self._is_total_row(row, first):
            self.log.note(
                "total-row",
                row.place_of(filled[0][0]),
                f"“{first}”",
                "rows of indicators",
                "A total row was passed over.",
            )
            return
        if not ref:
            self.log.error(
                "row-without-ref",
                row.place("ref"),
                "figures in a row without a ref",
                "a ref such as CS04",
                "Type the indicator's ref, or empty the row.",
            )
            return
        if not row.text("description"):
            self.log.error(
                "no-description",
                row.place("description"),
                f"{ref} without a description",
                "what the indicator measures",
                "Type the indicator's description.",
            )
        area = self._area_here(row)
        commentary = row.text("commentary")
        if commentary:
            self.commentary.append(Commentary([tidy_ref(ref)], commentary, row.place("commentary")))
        if row.table.spec is KPI:
            self.indicators.append(read_indicator(row, area, self.period or self.settings.results_up_to))
        else:
            self.activity.append(read_activity(row, area))

    @staticmethod
    def _is_total_row(row: Row, label: str) -> bool:
        """Whether a row adds up the rows above; an indicator of totals has a target, or a longer name."""
        return is_total(label) and len(label.split()) <= 3 and not row.text("target")

    def _area_here(self, row: Row) -> ServiceArea:
        """Return the service area above; a sheet without one is an area of the sheet's name."""
        if self.area is None:
            self.area = ServiceArea(f"{len(self.areas) + 1}", row.grid.sheet, "")
            self.areas.append(self.area)
        return self.area

    def _read_text(
        self, grid: Grid, index: int, filled: Sequence[tuple[int, str]], table: Found | None
    ) -> None:
        column, text = filled[0]
        place = f"{grid.sheet}!{cell_name(index, column)}"
        if not self.areas and self._take_settings(grid, index, [column for column, _ in filled]):
            return
        if len(filled) > 1 and looks_like_ref(text):
            text = f"{text} – {filled[1][1]}"
        line = read_line(" ".join(text.split()), self.refs, self.settings.financial_year)
        match line.kind:
            case LineKind.COMMENTARY:
                self._take_commentary(Commentary(line.refs, line.text, place))
            case LineKind.FOOTNOTE:
                self.footnotes.setdefault(self.area.key if self.area else "", []).append(
                    Commentary([], line.text, place)
                )
            case LineKind.PERIOD:
                self._set_period(line.text, line.period)
            case LineKind.TEXT:
                self._take_text(grid, index, column, line.text, place, table)
            case LineKind.FURNITURE | LineKind.HEADING:
                pass

    def _take_settings(self, grid: Grid, index: int, columns: Sequence[int]) -> bool:
        """Take the settings in a line of the cover.

        Each label with what it says itself or what stands beside it.
        """
        taken = False
        for column, beside in zip(columns, [*columns[1:], None], strict=True):
            value = grid.at(index, beside) if beside is not None else None
            label = plain_text(grid.at(index, column))
            setting = cover_line(label, value)
            if setting:
                cell = beside if setting[1] is value and beside is not None else column
                place = f"{grid.sheet}!{cell_name(index, cell)}"
                self.settings = put(self.settings, *setting, place, self.log)
                self.setting_cells[setting[0]] = place
                taken = True
            elif beside is not None and cover_line(label, "?"):
                taken = not calculated(grid, index, beside, self.log) or taken
        return taken

    def _take_commentary(self, commentary: Commentary) -> None:
        self.commentary.append(commentary)

    def _set_period(self, text: str, period: Period | None) -> None:
        """Return a period line holds for the tables beneath it.

        What it says of the service area is kept for its heading.
        """
        self.period = period
        label = _TABLE_TITLE.sub("", text)
        if self.area is not None and label not in self.area.data_period:
            said = f"{self.area.data_period}; {label}" if self.area.data_period else label
            self.areas[-1] = self.area = replace(self.area, data_period=said)

    def _take_text(
        self, grid: Grid, index: int, column: int, text: str, place: str, table: Found | None
    ) -> None:
        """Free text: the title, a group of the summary, a wrapped description, or a note without a ref."""
        if table is None and self.area is None:
            if self.settings.title == Settings().title and len(text) < 150:
                self.settings = replace(self.settings, title=text)
                self.setting_cells["title"] = place
            elif "director" in text.lower() or len(text) < 150:
                self.group = text
        elif table is None or table.spec is SUMMARY:
            self.group = text
        elif self._wraps(grid, index, column, table):
            if table.spec is KPI:
                item = self.indicators[-1]
                self.indicators[-1] = replace(item, description=f"{item.description} {text}")
            else:
                demand = self.activity[-1]
                self.activity[-1] = replace(demand, description=f"{demand.description} {text}")
        elif self.area is not None:
            self.commentary.append(Commentary([], text, place))

    def _wraps(self, grid: Grid, index: int, column: int, table: Found) -> bool:
        """Whether a lone text goes on with the description of the row right above it."""
        return (
            table.spec in (KPI, ACTIVITY_TABLE)
            and column == table.columns["description"]
            and column != table.columns["ref"]
            and index > table.header_bottom + 1
            and grid.at(index - 1, column) is not None
            and bool(self.indicators if table.spec is KPI else self.activity)
        )


def _by_table(
    tables: Sequence[Found], row: int, columns: Sequence[int]
) -> list[tuple[Found | None, list[int]]]:
    """Share out the filled cells of a row among the tables it runs through.

    A cell beside them is the last one's.
    """
    latest = max((t for t in tables if t.header_bottom < row), key=lambda t: t.top, default=None)
    shared: list[tuple[Found | None, list[int]]] = []
    for column in columns:
        here = [table for table in tables if table.left <= column <= table.right]
        if any(table.top <= row <= table.header_bottom for table in here):
            continue
        owners = [table for table in here if table.header_bottom < row < table.bottom]
        owner = max(owners, key=lambda table: table.top, default=latest)
        if shared and shared[-1][0] is owner:
            shared[-1][1].append(column)
        else:
            shared.append((owner, [column]))
    return shared


def _printed(value: Value) -> str:
    return "" if value is None else str(value)
