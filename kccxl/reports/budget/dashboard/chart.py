"""The chart beneath a budget: gross expenditure of each division, staffing and non staffing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from math import ceil

from kccxl.reports.budget.model import Table
from kccxl.reports.budget.specs import EXPENDITURE
from kccxl.reports.money.line import LineKind
from kccxl.reports.money.printing import in_words, shown
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.exact import exact_sum
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Chart, ChartKind, Series, Span
from kccxl.sheets.styles import Palette

_LEAST, _MOST = 2, 20
_ROOM_FOR = 4  # bars: a chart of two would be too low for their figures
_BAR, _AROUND = 17.0, 44.0  # points
_ROW = 15.0
_PIXELS_A_POINT = 4 / 3
_NOTE = "Bars that are long enough bear their figure; every figure stands in the table."
_NOTHING = Decimal(0)
_LABELLED_FROM = 12  # a bar shorter than a twelfth of the longest has no room for its figure


def add_chart(
    canvas: Canvas,
    table: Table,
    settings: MoneySettings,
    rows: Sequence[int],
    columns: Mapping[str, int],
) -> None:
    """Add the chart, where the divisions stand without groups between them and spend, not earn."""
    lines = [(row, line) for row, line in zip(rows, table.lines, strict=False) if line.kind is LineKind.ITEM]
    amounts = [line.amount(name).value or _NOTHING for _, line in lines for name in EXPENDITURE]
    apart = any(later[0] != row + 1 for (row, _), later in pairwise(lines))
    if not _LEAST <= len(lines) <= _MOST or apart or min(amounts) < 0 or not set(EXPENDITURE) <= set(columns):
        return
    first, last = lines[0][0], lines[-1][0]
    longest = max(exact_sum(line.amount(name).value or _NOTHING for name in EXPENDITURE) for _, line in lines)
    least = int(shown(longest / _LABELLED_FROM, settings))
    looks = (("Staffing", Palette.NAVY, Palette.WHITE), ("Non staffing", Palette.FAVOURABLE, Palette.BLACK))
    series = [
        Series(
            word,
            Span(first, 0, last, 0),
            Span(first, columns[name], last, columns[name]),
            colour,
            text_colour=text,
        )
        for name, (word, colour, text) in zip(EXPENDITURE, looks, strict=True)
    ]
    canvas.gap(10)
    height = max(len(lines), _ROOM_FOR) * _BAR + _AROUND
    with canvas.unit():
        top = canvas.row
        for _ in range(ceil(height / _ROW)):
            canvas.gap(_ROW)
        canvas.paragraph(_NOTE, styles.NOTE)
    canvas.charts.append(
        Chart(
            ChartKind.STACKED_BAR,
            top,
            0,
            int(canvas.width(0, canvas.last) * _PIXELS_A_POINT) - 10,
            int((height - 6) * _PIXELS_A_POINT),
            f"Gross expenditure by division, {settings.shown.value}",
            series,
            _spoken(table, settings),
            label_format=f'[>={max(least, 1)}]#,##0;""',
        )
    )


def _spoken(table: Table, settings: MoneySettings) -> str:
    said = [
        f"{line.label}: staffing {in_words(line.amount('staffing').value or _NOTHING, settings)}, "
        f"non staffing {in_words(line.amount('non_staffing').value or _NOTHING, settings)}."
        for line in table.items
    ]
    return f"Gross expenditure by division. {' '.join(said)}"
