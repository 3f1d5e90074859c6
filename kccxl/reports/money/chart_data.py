"""The hidden sheet a chart of money is drawn from, and the room the chart takes on the sheet that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kccxl.reports.money.printing import shown, unit_caption
from kccxl.reports.money.settings import MoneySettings, Negatives
from kccxl.rules.exact import exact_sum
from kccxl.rules.rounding import round_half_up
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Chart, ChartKind, Page, Series, Sheet, Span

_PIXELS_A_POINT = 4 / 3
_STEP = 15.0  # points: a chart stands over rows of this height
_AROUND_BARS = 62  # points: title and legend
_WIDTHS = (60, 18)
_SHORTEST = Decimal("0.045")  # of the longest bar: a part as wide as its figure

_BEYOND = Decimal("0.12")  # of the axis: a figure beside a bar


@dataclass(frozen=True, slots=True)
class Look:
    """A series by name: its colour, and the pattern that keeps it apart in greyscale."""

    name: str
    colour: str
    pattern: str = ""
    pattern_colour: str = styles.Palette.BLACK
    text_colour: str = styles.Palette.BLACK


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart of amounts in pounds: one row a bar (or pair of bars), one amount a series.

    Args (fields):
        kind: its shape.
        title: without the unit.
        looks: the series.
        rows: label and amounts.
        alt: what screen readers read out.
        bar: points a row takes.

    """

    kind: ChartKind
    title: str
    looks: Sequence[Look]
    rows: Sequence[tuple[str, Sequence[Decimal]]]
    alt: str
    bar: float = 20.0


def draw(canvas: Canvas, drawing: Drawing, settings: MoneySettings, data: str) -> Sheet:
    """Leave room on the canvas, add the chart there, and return the hidden sheet ``data`` it is drawn from."""
    first, steps = canvas.row, round((len(drawing.rows) * drawing.bar + _AROUND_BARS) / _STEP)
    with canvas.unit():
        for _ in range(steps):
            canvas.gap(_STEP)
    last = len(drawing.rows)
    names = Span(1, 0, last, 0)
    series = [
        Series(
            look.name,
            names,
            Span(1, at, last, at),
            look.colour,
            look.pattern,
            look.pattern_colour,
            look.text_colour,
        )
        for at, look in enumerate(drawing.looks, start=1)
    ]
    chart = Chart(
        drawing.kind,
        first,
        0,
        int(canvas.width(0, canvas.last) * _PIXELS_A_POINT) - 8,
        int(steps * _STEP * _PIXELS_A_POINT) - 4,
        unit_caption(settings, f"{drawing.title},"),
        series,
        drawing.alt,
        sheet=data,
        label_format=_label_format(drawing, settings),
        ends=_ends(drawing, settings),
    )
    canvas.charts.append(chart)
    return _data(data, drawing, settings)


def _ends(drawing: Drawing, settings: MoneySettings) -> tuple[Decimal, Decimal] | None:
    """Leave room for the figures beyond the ends of diverging bars; stacked bars bear them inside."""
    amounts = [shown(each, settings) for _, parts in drawing.rows for each in parts]
    if drawing.kind is not ChartKind.DIVERGING_PAIRS or not any(amounts):
        return None
    least, most = min([*amounts, Decimal(0)]), max([*amounts, Decimal(0)])
    beyond = (most - least) * _BEYOND
    return least - beyond, most + beyond


def label_format(settings: MoneySettings, least: Decimal | None = None) -> str:
    """Return the number format of the figures at the bars; zeros, and what is below ``least``, bear none.

    >>> label_format(MoneySettings()), label_format(MoneySettings(), Decimal("12.5"))
    ('#,##0.0;-#,##0.0;;', '[>=12.5]#,##0.0;""')
    """
    digits = f"#,##0{'.' + '0' * settings.decimals if settings.decimals else ''}"
    if least is not None:
        return f'[>={least:f}]{digits};""'
    negative = f"({digits})" if settings.negatives is Negatives.BRACKETS else f"-{digits}"
    return f"{digits};{negative};;"


def _label_format(drawing: Drawing, settings: MoneySettings) -> str:
    """In stacked bars a figure stands inside its part: one that is too short for it bears none."""
    if drawing.kind is not ChartKind.STACKED_BAR:
        return label_format(settings)
    longest = max((shown(exact_sum(amounts), settings) for _, amounts in drawing.rows), default=Decimal(0))
    return label_format(settings, round_half_up(longest * _SHORTEST, 3) or None)


def _data(title: str, drawing: Drawing, settings: MoneySettings) -> Sheet:
    canvas = Canvas(title, [_WIDTHS[0], *[_WIDTHS[1]] * len(drawing.looks)])
    captions = [drawing.title, *(look.name for look in drawing.looks)]
    canvas.lay([Cell(text, styles.TABLE_HEADER_LEFT) for text in captions])
    for label, amounts in drawing.rows:
        canvas.lay(
            [Cell(label, styles.TEXT), *(Cell(shown(each, settings), styles.FIGURE) for each in amounts)]
        )
    return replace(canvas.finish(), hidden=True, page=Page())  # without a print area it is never printed
