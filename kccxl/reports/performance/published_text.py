"""Takes in the lines of text between published tables, knowing what the lines above have set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kccxl.reports.performance.lines import LineKind, is_sentence, read_line
from kccxl.reports.performance.model import (
    Activity,
    Commentary,
    Indicator,
    ServiceArea,
    Settings,
    SummaryRow,
)
from kccxl.reports.performance.settings import cover_line, put
from kccxl.reports.performance.specs import ACTIVITY_TABLE, KPI, SUMMARY
from kccxl.reports.performance.words import looks_like_ref, refs_and_text, tidy_ref
from kccxl.rules.financial_year import Period
from kccxl.tables.cells import paragraphs, plain_text
from kccxl.tables.finder import Found
from kccxl.tables.grid import Grid, cell_name
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import calculated

_TABLE_TITLE = re.compile(r"^.*\bindicators?\s*[-–—:]\s*", re.IGNORECASE)


@dataclass
class TextReader:
    """All that was read so far, and the service area, period and group that hold for what comes next."""

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

    def read_text(
        self, grid: Grid, index: int, filled: Sequence[tuple[int, str]], table: Found | None
    ) -> None:
        """Take in a line of text, whatever it is: commentary, footnote, period, title or free text."""
        column, text = filled[0][0], paragraphs(filled[0][1])
        place = f"{grid.sheet}!{cell_name(index, column)}"
        if not self.areas and self._take_settings(grid, index, [column for column, _ in filled]):
            return
        if len(filled) > 1 and table is None and self.area is None and not self._is_about_ref(filled, place):
            return
        if len(filled) > 1:
            joint = " – " if looks_like_ref(text) else " "
            text = joint.join([text, " ".join(paragraphs(more) for _, more in filled[1:])])
        line = read_line(" ".join(text.split()), self.refs, self.settings.financial_year)
        match line.kind:
            case LineKind.COMMENTARY:
                self.commentary.append(Commentary(line.refs, refs_and_text(text, self.refs)[1], place))
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

    def _is_about_ref(self, filled: Sequence[tuple[int, str]], place: str) -> bool:
        """Whether a row on a sheet without tables is a ref and its commentary, and not of somebody's list."""
        known = tidy_ref(filled[0][1]) in self.refs
        if known and len(filled) > 2:
            self.log.note(
                "table-not-read",
                place,
                f"a row about {filled[0][1]} in some other table",
                "commentary as a ref and one text",
                "It was not read.",
            )
        return known and len(filled) == 2

    def _take_settings(self, grid: Grid, index: int, columns: Sequence[int]) -> bool:
        """Take the settings in a line of the cover, each said in its label or beside it."""
        taken = False
        for column, beside in zip(columns, [*columns[1:], None], strict=True):
            value = grid.at(index, beside) if beside is not None else None
            label = plain_text(grid.at(index, column))
            setting = cover_line(label, value)
            if setting:
                cell = beside if setting[1] is value and beside is not None else column
                place = f"{grid.sheet}!{cell_name(index, cell)}"
                self.settings = put(self.settings, *setting, place, self.log)
                self.setting_cells[setting[0].field] = place
                taken = True
            elif beside is not None and cover_line(label, "?"):
                taken = not calculated(grid, index, beside, self.log) or taken
        return taken

    def _set_period(self, text: str, period: Period | None) -> None:
        """Let a period line hold for the tables beneath it; what it says of the service area heads it."""
        self.period = period
        label = _TABLE_TITLE.sub("", text)
        if self.area is not None and label not in self.area.data_period:
            said = f"{self.area.data_period}; {label}" if self.area.data_period else label
            place = self.areas.index(self.area)
            self.areas[place] = self.area = replace(self.area, data_period=said)

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
            and not is_sentence(plain_text(grid.at(index, column)))
            and bool(self.indicators if table.spec is KPI else self.activity)
        )
