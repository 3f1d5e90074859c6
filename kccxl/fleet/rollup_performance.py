"""The lines of a performance report for the rollup: ratings, and movements by how far."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kccxl.fleet.rollup_lines import Kind, Movement, Place, Rated
from kccxl.reports.performance.model import Indicator, IndicatorResult, Results, ServiceArea
from kccxl.rules.polarity import Polarity
from kccxl.rules.travel import Direction


def rated(results: Results, workbook: int) -> Iterator[Rated]:
    """Yield the ratings of every indicator, its latest result before its year to date."""
    areas = {area.key: area for area in results.areas}
    for result in results.indicators:
        item = result.indicator
        area = areas[item.area]
        said = "\n".join(each.text for each in results.commentary_on(item.ref))
        readings = (
            (Kind.LATEST, "Latest result", "latest", item.latest, result.month),
            (Kind.YTD, "Year to date", "ytd", item.ytd, result.ytd),
        )
        for kind, measure, column, figure, rating in readings:
            yield Rated(kind, measure, rating.rag, area.division, _service(area), _name(item), figure.shown,
                        item.target.shown, rating.reason, said, Place(workbook, _cell(item, column)))  # fmt: skip


def movements(results: Results, workbook: int) -> Iterator[Movement]:
    """Yield the indicators that improved or worsened, in their own order."""
    areas = {area.key: area for area in results.areas}
    for result in results.indicators:
        item, dot = result.indicator, result.dot
        if dot in (Direction.IMPROVED, Direction.WORSENED):
            area = areas[item.area]
            yield Movement(dot, area.division, _service(area), _name(item), item.previous.shown,
                           item.latest.shown, item.target.shown, result.month.rag,
                           _better_by(result, item.previous.value), _better_by(result, item.target.value),
                           Place(workbook, _cell(item, "latest")))  # fmt: skip


def _better_by(result: IndicatorResult, start: Decimal | None) -> Decimal | None:
    """How much better the latest result is than ``start``, as a share of the distance from floor to target."""
    item = result.indicator
    latest, target, floor = item.latest.value, item.target.value, item.floor.value
    if latest is None or start is None or target is None or floor is None or target == floor:
        return None
    gain = start - latest if result.polarity is Polarity.LOW else latest - start
    return gain / abs(target - floor)


def _name(item: Indicator) -> str:
    return f"{item.ref} {item.description}".strip()


def _service(area: ServiceArea) -> str:
    return "" if area.name == area.division else area.name


def _cell(item: Indicator, column: str) -> str:
    """The cell of a figure; a computed one has none, and its indicator's ref stands for it."""
    return item.cells.get(column) or item.cells.get("ref") or next(iter(item.cells.values()), "")
