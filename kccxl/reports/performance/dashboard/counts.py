"""The tables of counts on the summary, by division and in total, with a chart of each beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kccxl.reports.performance.model import IndicatorResult, Results, count
from kccxl.rules.rag import Rag
from kccxl.rules.travel import Direction
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Chart, ChartKind, Series, Span
from kccxl.sheets.styles import Palette

_RATINGS = {**{rag.value: rag.word for rag in Rag}, "not_rated": "Not rated"}
_WAYS = {
    Direction.IMPROVED.value: "↑ Improved",
    Direction.SAME.value: "↔ Same",
    Direction.WORSENED.value: "↓ Worsened",
    Direction.NEW.value: "New",
    "none": "N/a",
}
_FIRST = 2
_CHART_COLUMN = 7
_PIXELS_A_POINT = 4 / 3
_TABLE_HEIGHT, _MOST_ROW = 135, 34
_BAR, _AROUND_BARS = 22, 42  # points: two lines of a division's name, and a chart's title and legend
_MOST_BARS = 20  # a longer chart would not fit a page; the table says the same
_LEAST_ROW, _HEADER = 18, 20


def lay(canvas: Canvas, results: Results, *, dense: bool = False) -> None:
    """Lay the three tables and, beside them, the charts of two; ``dense`` tables leave room for a list."""
    counted = {division or "Indicators": count(_members(results, division)) for division in results.divisions}
    tables = (
        ("month_rag", "Latest period: RAG ratings", _RATINGS),
        ("ytd_rag", "Year to date: RAG ratings", _RATINGS),
        ("dot", "Direction of travel", _WAYS),
    )
    height = _LEAST_ROW if dense else _row_height(len(counted))
    places = []
    with canvas.block():
        for kind, heading, words in tables:
            rows = {name: counts[kind] for name, counts in counted.items()}
            with canvas.unit():
                top = _lay_table(canvas, heading, words, rows, results.counts[kind], height)
            places.append((top, canvas.row))
            canvas.gap(8)
    if not 0 < len(counted) <= _MOST_BARS:
        return
    beside = _halves(canvas, places[0][0], places[-1][1]) if dense else places[:2]
    for (kind, heading, _), (top, _below), place in zip(tables, places, beside, strict=False):
        rows = {name: counts[kind] for name, counts in counted.items()}
        _add_chart(canvas, heading, top, place, rows)


def _row_height(divisions: int) -> float:
    """Return the height at which a chart as high as its table has room for a bar for each division."""
    for_bars = divisions * _BAR + _AROUND_BARS - _HEADER
    return min(max(_TABLE_HEIGHT, for_bars) / (divisions + 1), _MOST_ROW)


def _halves(canvas: Canvas, top: int, below: int) -> list[tuple[int, int]]:
    """Divide rows into two halves about equally high."""
    heights = [canvas.heights[row] for row in range(top, below)]
    middle = min(range(top, below), key=lambda row: abs(2 * sum(heights[: row - top]) - sum(heights)))
    return [(top, middle), (middle, below)]


def _members(results: Results, division: str) -> list[IndicatorResult]:
    keys = {area.key for area in results.areas_of(division)}
    return [result for result in results.indicators if result.indicator.area in keys]


def _lay_table(
    canvas: Canvas,
    heading: str,
    words: Mapping[str, str],
    rows: Mapping[str, Mapping[str, int]],
    total: Mapping[str, int],
    height: float,
) -> int:
    """Lay one table and return the row of its heading."""
    header = [(0, 1, Cell(heading, styles.TABLE_HEADER_LEFT))]
    header += [
        (at, at, Cell(word, styles.TABLE_HEADER)) for at, word in enumerate(words.values(), start=_FIRST)
    ]
    if words is _RATINGS:
        header.append((_FIRST + len(words), _FIRST + len(words), Cell("Total", styles.TABLE_HEADER)))
    top = canvas.lay_merged(header, least=_HEADER)
    for name, counts in rows.items():
        _lay_counts(canvas, _row(name, counts, words), styles.TEXT, styles.COUNT, height)
    _lay_counts(canvas, _row("All divisions", total, words), styles.TOTAL_LABEL, styles.COUNT_TOTAL, height)
    return top


def _row(name: str, counts: Mapping[str, int], words: Mapping[str, str]) -> list[str | int]:
    total = [sum(counts.values())] if words is _RATINGS else []
    return [name, *(counts[key] for key in words), *total]


def _lay_counts(
    canvas: Canvas, row: list[str | int], label: styles.Style, style: styles.Style, height: float
) -> None:
    name, *numbers = row
    parts = [(0, 1, Cell(name, label))]
    parts += [(at, at, Cell(each, style)) for at, each in enumerate(numbers, start=_FIRST)]
    canvas.lay_merged(parts, least=height)


def _add_chart(
    canvas: Canvas, heading: str, top: int, place: tuple[int, int], rows: Mapping[str, Mapping[str, int]]
) -> None:
    """Add the chart of the table at ``top``, beside the rows of ``place``."""
    first, last = top + 1, top + len(rows)
    looks = [
        (Palette.GREEN, "", "", Palette.BLACK),
        (Palette.AMBER, "light_upward_diagonal", "FFDF80", Palette.BLACK),
        (Palette.RED, "", "", Palette.WHITE),
        (Palette.WHITE, "percent_10", "7F7F7F", Palette.BLACK),
    ]
    series = [
        Series(word, Span(first, 0, last, 0), Span(first, at, last, at), look[0], look[1], look[2], look[3])
        for at, (word, look) in enumerate(zip(_RATINGS.values(), looks, strict=True), start=_FIRST)
    ]
    height = sum(canvas.heights[row] for row in range(*place)) * _PIXELS_A_POINT
    width = canvas.width(_CHART_COLUMN, canvas.last) * _PIXELS_A_POINT
    alt = f"{heading}, by division. {_spoken(rows)}"
    chart = Chart(
        ChartKind.STACKED_BAR,
        place[0],
        _CHART_COLUMN,
        int(width) - 8,
        int(height) - 4,
        f"{heading} by division",
        series,
        alt,
    )
    canvas.charts.append(chart)


def _spoken(rows: Mapping[str, Mapping[str, int]]) -> str:
    return " ".join(f"{name}: {_one(counts)}." for name, counts in rows.items())


def _one(counts: Mapping[str, int]) -> str:
    said: Sequence[str] = [f"{counts[key]} {word}" for key, word in _RATINGS.items() if counts[key]]
    return ", ".join(said) or "none"
