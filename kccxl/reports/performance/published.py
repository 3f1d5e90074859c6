"""Reads a workbook laid out as the committee paper prints it: service areas with their tables and notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kccxl.reports.paper.settings import SETTINGS
from kccxl.reports.performance.divisions import put_into_divisions
from kccxl.reports.performance.lines import LineKind, is_sentence, is_total, read_line
from kccxl.reports.performance.model import (
    Commentary,
    Inputs,
    ServiceArea,
    Settings,
)
from kccxl.reports.performance.published_rows import read_activity, read_indicator, read_summary_row
from kccxl.reports.performance.published_sheets import by_table, note_hidden, of_other_reports, report_headers
from kccxl.reports.performance.published_text import TextReader
from kccxl.reports.performance.settings import read_settings, settle_year
from kccxl.reports.performance.specs import (
    ACTIVITY_TABLE,
    AREA,
    COMMENTARY,
    KPI,
    PUBLISHED,
    SUMMARY,
)
from kccxl.reports.performance.words import looks_like_ref, refs_and_text, refs_in, tidy_ref
from kccxl.tables.cells import paragraphs, plain_text
from kccxl.tables.finder import Found, find_tables, is_dashes
from kccxl.tables.grid import Grid, Value, cell_name
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import Row, calculated
from kccxl.tables.spec import caption


def read_published(grids: Sequence[Grid], log: ProblemLog, start: Settings) -> Inputs:
    """Read all visible sheets in tab order; every cell that cannot be read is reported to ``log``."""
    reader = _Reader(log, start)
    visible = [grid for grid in grids if grid.visible]
    tables = {grid.sheet: find_tables(grid, PUBLISHED) for grid in visible}
    rows = [
        row
        for found in tables.values()
        for table in found
        if table.spec in (KPI, ACTIVITY_TABLE)
        for row in _rows(table, log)
        if row.value("ref") is not None and row.value("description") and _is_data(row)
    ]
    reader.refs = {tidy_ref(plain_text(row.value("ref"))) for row in rows}
    reader.descriptions = {caption(plain_text(row.value("description"))) for row in rows}
    for grid in visible:
        report_headers(grid, tables[grid.sheet], reader.refs, log)
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


def _is_data(row: Row) -> bool:
    """Whether a row with ref and description is an indicator's, and not a remark in two cells."""
    others = set(row.table.columns) - {"ref", "description"}
    return looks_like_ref(row.text("ref")) or any(row.value(name) is not None for name in others)


def _rows(table: Found, log: ProblemLog) -> Iterator[Row]:
    return (Row(table, index, log) for index in table.body)


@dataclass
class _Reader(TextReader):
    """Walks the sheets line by line, knowing the service area and period that the lines above have set."""

    def inputs(self) -> Inputs:
        settings = settle_year(self.settings, self.setting_cells, self.log)
        areas = put_into_divisions(self.areas, self.indicators, self.summary)
        return Inputs(
            settings, areas, self.indicators, self.activity, self.commentary, self.summary, self.footnotes
        )

    def read_sheet(self, grid: Grid, tables: Sequence[Found]) -> None:
        self.area, self.period, self.group = None, None, ""
        note_hidden(grid, tables, self.log)
        others = of_other_reports(grid, tables)
        marked: dict[int, set[int]] = {}
        for row, column in (*grid.uncached, *grid.faults):
            marked.setdefault(row, set()).add(column)
        for index in range(grid.height):
            for table in tables:
                if table.top == index:
                    self._open(table)
            values = {c for c in range(len(grid.rows[index])) if grid.at(index, c) is not None}
            values = {
                c for c in values | marked.get(index, set()) if not any(a.holds(index, c) for a in others)
            }
            columns = sorted(values)
            if columns and is_dashes(grid, index):
                self._pass_over_rule(f"{grid.sheet}!{cell_name(index, columns[0])}")
                continue
            for owner, own in by_table(tables, index, columns):
                filled = [(column, _printed(grid.at(index, column))) for column in own]
                self._read_row(grid, index, owner, filled, bool(tables))

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
            self.read_text(grid, index, filled, None)
        elif len(filled) == 1 and not self._is_lone_row(row, *filled[0]):
            if calculated(grid, index, filled[0][0], self.log):
                self.read_text(grid, index, filled, table if has_tables else None)
        elif self._is_long_line(row, filled):
            self.read_text(grid, index, filled, table if has_tables else None)
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
        if not looks_like_ref(ref):
            return True
        seen = {item.ref for item in self.indicators} | {item.ref for item in self.activity}
        return len(filled) == 2 and ref in seen and is_sentence(filled[1][1])

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
            self.commentary.append(Commentary(refs, row.paragraphs("commentary"), row.place("commentary")))
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

    def _read_beside(self, row: Row, filled: Sequence[tuple[int, str]]) -> None:
        """Take a text beside a row, under no caption, for commentary where it opens with a ref; else name it."""
        table = row.table
        for column, text in filled:
            if column in table.columns.values() or column in table.others:
                continue
            refs, said = refs_and_text(paragraphs(text), self.refs)
            if refs:
                self.commentary.append(Commentary(refs, said, row.place_of(column)))
            else:
                self.log.warn(
                    "beside-table",
                    row.place_of(column),
                    f"“{text}” beside the table",
                    "a column with a caption",
                    "It was not read. Give the column a caption, or move the text beneath the table.",
                )

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
        self._read_beside(row, filled)
        area = self._area_here(row)
        commentary = row.paragraphs("commentary")
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
        """Return the service area the row names, or the one above; a sheet without one is an area of its name."""
        name = row.text("service_area")
        if name and (self.area is None or self.area.name != name):
            named = [area for area in self.areas if area.name == name]
            self.area = named[-1] if named else ServiceArea(f"{len(self.areas) + 1}", name, "")
            if not named:
                self.areas.append(self.area)
        if self.area is None:
            self.area = ServiceArea(f"{len(self.areas) + 1}", row.grid.sheet, "")
            self.areas.append(self.area)
        return self.area


def _printed(value: Value) -> str:
    return "" if value is None else str(value)
