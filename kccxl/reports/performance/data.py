"""Reads the data layout: settings, service areas, indicators, results, activity and commentary as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from kccxl.errors import RuleError
from kccxl.reports.paper.settings import SETTINGS
from kccxl.reports.performance.cutoff import Cutoff
from kccxl.reports.performance.data_activity import build_activity
from kccxl.reports.performance.data_rows import build_indicator
from kccxl.reports.performance.data_tables import find_data_tables, report_tables, results_tables
from kccxl.reports.performance.model import Activity, Commentary, Indicator, Inputs, ServiceArea, Settings
from kccxl.reports.performance.series import Reading, by_ref, pass_over, read_results
from kccxl.reports.performance.settings import read_settings, settle_year
from kccxl.reports.performance.specs import (
    ACTIVITY,
    AREA,
    COMMENTARY,
    INDICATORS,
    RESULTS,
)
from kccxl.reports.performance.thresholds import gather
from kccxl.reports.performance.words import looks_like_ref, refs_in, tidy_ref
from kccxl.rules.financial_year import FinancialYear, Period
from kccxl.rules.periods import parse_period
from kccxl.tables.finder import Found
from kccxl.tables.grid import Grid, Value
from kccxl.tables.problems import ProblemLog
from kccxl.tables.rows import Row, body_rows
from kccxl.tables.spec import TableSpec, caption

Item = TypeVar("Item", Indicator, Activity)


def is_remark(value: Value) -> bool:
    """Whether a lone cell holds a remark, and not the beginning of a row.

    >>> is_remark("Note a: forecasts were made in December."), is_remark("CS04")
    (True, False)
    """
    return isinstance(value, str) and len(value.split()) > 3


def read_data(grids: Sequence[Grid], log: ProblemLog, start: Settings) -> Inputs:
    """Read all sheets; every cell that cannot be read is reported to ``log``."""
    tables = find_data_tables(grids)
    report_tables(grids, tables, log)
    reader = _Reader(log, [table for table in tables if table.spec is not RESULTS])
    rows = list(reader.rows(SETTINGS))
    settings, cells = read_settings(rows, log, start)
    settings = settle_year(settings, cells, log)
    readings = [
        reading
        for table in results_tables(tables, log)
        for reading in read_results(table, settings.financial_year, log)
    ]
    settings = _reported_up_to(settings, readings, rows, log)
    return reader.inputs(settings, by_ref(readings, log), any(reading.known for reading in readings))


def _reported_up_to(
    settings: Settings, readings: Sequence[Reading], rows: Sequence[Row], log: ProblemLog
) -> Settings:
    """Take the last period with a result where the settings name none, and say so."""
    if settings.results_up_to is not None or not any(reading.known for reading in readings):
        return settings
    last = max(reading.period for reading in readings if reading.known)
    place = rows[0].place("value") if rows else ""
    log.warn(
        "no-period",
        f"{place.rpartition('!')[0]}!",
        "no setting “Results up to”",
        "the period reported",
        f"The last period with a result, {last.label}, was taken. Add the setting.",
    )
    return replace(settings, results_up_to=last, financial_year=settings.financial_year or last.year)


def _together(items: list[Item]) -> list[Item]:
    """Put rows under one caption (month, quarter) together, else in the order they came."""
    order = list(dict.fromkeys(map(_captions_of, items)))
    return sorted(items, key=lambda item: order.index(_captions_of(item)))


def _captions_of(item: Indicator | Activity) -> tuple[str, str, str]:
    """What a row's table is headed with: rows that differ in it cannot share a table."""
    before = item.previous_label if isinstance(item, Activity) else ""
    return item.area, item.period_label, before


@dataclass
class _Reader:
    log: ProblemLog
    tables: Sequence[Found]
    areas: dict[str, ServiceArea] = field(default_factory=dict)
    listed: bool = False

    def rows(self, *specs: TableSpec) -> Iterator[Row]:
        names = {spec.name for spec in specs}
        for table in self.tables:
            if table.spec.name in names and table.spec.key <= set(table.columns):
                for row in body_rows(table, self.log):
                    lone = row.value_of(row.filled[0]) if len(row.filled) == 1 else None
                    with_refs = table.spec in (INDICATORS, ACTIVITY)
                    if (is_remark(lone) and table.spec is not COMMENTARY) or (
                        with_refs and isinstance(lone, str) and not looks_like_ref(lone)
                    ):
                        pass_over(row)
                    else:
                        yield row

    def inputs(self, settings: Settings, series: dict[str, list[Reading]], any_results: bool) -> Inputs:
        for row in self.rows(AREA):
            self._take_area(row, settings.financial_year, settings.results_up_to)
        self.listed = bool(self.areas)
        indicators = _together(list(self._indicators(settings, series, any_results)))
        activity = _together(list(self._activity(settings, series)))
        known = {item.ref for item in indicators} | {item.ref for item in activity}
        self._report_strays(series, known)
        used = {item.area for item in indicators} | {item.area for item in activity}
        for area in self.areas.values():
            if area.key not in used:
                self.log.note(
                    "empty-area",
                    "",
                    f"the service area “{area.name}” without indicators",
                    "service areas with indicators",
                    "It has no sheet.",
                )
        areas = [area for area in self.areas.values() if area.key in used]
        return Inputs(settings, areas, indicators, activity, list(self._commentary()))

    def _take_area(self, row: Row, year: FinancialYear | None, reported: Period | None) -> None:
        name = row.text("service_area")
        if not name:
            self.log.error(
                "no-service-area",
                row.place("service_area"),
                "a blank cell",
                "the service area's name",
                "Type the name, or empty the row.",
            )
            return
        if caption(name) in self.areas:
            self.log.error(
                "area-twice",
                row.place("service_area"),
                f"“{name}” a second time",
                "each service area once",
                "Delete the second row, or tell the two apart in their names.",
            )
            return
        given = {key: row.text(key) for key in ("director", "cabinet_member", "delivery_by")}
        upto = self._data_up_to(row, year, reported)
        division = row.text("division") or name
        self.areas[caption(name)] = ServiceArea(caption(name), name, division, data_period=upto, **given)

    def _data_up_to(self, row: Row, year: FinancialYear | None, upto: Period | None) -> str:
        """Read the period up to which an area reports; its results are cut off there, so it must be one."""
        text, value = row.text("data_period"), row.value("data_period")
        if not text:
            return ""
        try:
            period = parse_period(value if isinstance(value, date) else text, within=year)
        except RuleError:
            self.log.error(
                "bad-period",
                row.place("data_period"),
                f"“{text}”",
                "a period such as Jan 2019",
                "Correct the cell, or clear it so that the setting “Results up to” applies.",
            )
            return ""
        if upto is not None and period.last_day > upto.last_day:
            self.log.warn(
                "later-result",
                row.place("data_period"),
                f"“{text}”, later than the report's {upto.label}",
                f"a period up to {upto.label}",
                "Its later results are shown all the same. Correct the cell if that is not meant.",
            )
        return period.label if isinstance(value, date) else text

    def _area_of(self, row: Row) -> ServiceArea:
        name = row.text("service_area")
        if not name and not self.listed:
            name = "Indicators"
        if caption(name) not in self.areas:
            if self.listed:
                self.log.error(
                    "unknown-area",
                    row.place("service_area"),
                    f"“{name}”" if name else "a blank cell",
                    "one of the service areas listed: " + ", ".join(a.name for a in self.areas.values()),
                    "Choose the service area, or add it to the Service areas table.",
                )
            self.areas.setdefault(caption(name), ServiceArea(caption(name), name, name))
        return self.areas[caption(name)]

    def _indicators(
        self, settings: Settings, series: dict[str, list[Reading]], any_results: bool
    ) -> Iterator[Indicator]:
        seen: dict[str, str] = {}
        for row in self.rows(INDICATORS):
            ref = tidy_ref(row.text("ref"))
            if self._usable(row, ref, seen):
                area = self._area_of(row)
                cutoff = Cutoff.of(settings, area)
                if any_results and ref not in series:
                    self.log.warn(
                        "no-result",
                        row.place("ref"),
                        f"{ref} without any result",
                        "a result",
                        "It is shown as N/a. Enter its results.",
                    )
                yield build_indicator(row, ref, area, series.get(ref, []), cutoff, self.log)

    def _usable(self, row: Row, ref: str, seen: dict[str, str]) -> bool:
        if not ref:
            self.log.error(
                "row-without-ref",
                row.place("ref"),
                "an indicator without a ref",
                "a ref such as CS04",
                "Type the ref, or empty the row.",
            )
        elif ref in seen:
            self.log.error(
                "ref-twice",
                row.place("ref"),
                f"{ref} a second time",
                f"each ref once; see {seen[ref]}",
                "Give one of the two another ref.",
            )
        else:
            seen[ref] = row.place("ref")
            return True
        return False

    def _activity(self, settings: Settings, series: dict[str, list[Reading]]) -> Iterator[Activity]:
        for item in gather(list(self.rows(ACTIVITY)), self.log):
            area = self._area_of(item.row)
            yield build_activity(item, area, series.get(item.ref, []), Cutoff.of(settings, area), self.log)

    def _report_strays(self, series: dict[str, list[Reading]], known: set[str]) -> None:
        if any(not table.spec.key <= set(table.columns) for table in self.tables) or not known:
            return  # its refs were not read: that is reported, and would make every result a stray
        for ref, readings in series.items():
            if ref not in known:
                self.log.error(
                    "unknown-ref",
                    readings[0].place,
                    f"results of {ref}",
                    "a ref of the Indicators or Activity table",
                    "Correct the ref, or add the indicator.",
                )

    def _commentary(self) -> Iterator[Commentary]:
        for row in self.rows(COMMENTARY, INDICATORS, ACTIVITY):
            if row.text("commentary") and not row.text("ref") and row.table.spec is COMMENTARY:
                self.log.warn(
                    "row-without-ref",
                    row.place("ref"),
                    "a commentary without a ref",
                    "the ref it speaks of, such as CS04",
                    "Type the ref. Until then it stands at the end of the report text.",
                )
            if row.text("commentary") and (row.text("ref") or row.table.spec is COMMENTARY):
                yield Commentary(
                    refs_in(row.text("ref")), row.paragraphs("commentary"), row.place("commentary")
                )
