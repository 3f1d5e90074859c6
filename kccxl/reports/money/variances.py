"""The sheet of variances, from the worst overspend to the largest underspend, with a chart of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kccxl.reports.money.diverging import ends_of, left_out, pieces_of
from kccxl.reports.money.printing import (
    NOT_AVAILABLE,
    in_words,
    label_cell,
    money_cell,
    rating_cell,
    share_cell,
    sign_in_words,
    unit_caption,
    variance_cell,
)
from kccxl.reports.money.rating import rate_variance, rule
from kccxl.reports.money.settings import MoneySettings, Negatives
from kccxl.reports.money.visible import decimals_for, side_of
from kccxl.reports.paper.frame import RAG_STYLES, Frame
from kccxl.rules.exact import exact_sum
from kccxl.rules.rag import Rating
from kccxl.rules.variance import Effect, per_cent
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Chart, ChartKind, Series, Sheet, Span
from kccxl.sheets.styles import Palette

_LABEL, _BUDGET, _ADVERSE, _FAVOURABLE, _SHARE, _RAG = range(6)
_WIDTHS = [78, 17, 17, 18, 14, 13]
_PIXELS_A_POINT = 4 / 3
_BAR, _AROUND_BARS = 13.5, 46  # points: a bar, and title and legend of the chart
_MOST_BARS = 22  # as many as fit a page
_STRIPES = "wide_upward_diagonal"
_STEP = 15.0  # points: a chart stands over rows of this height


@dataclass(frozen=True, slots=True)
class Variance:
    """A variance as the sheets print it.

    Args (fields):
        label: what it is the variance of.
        amount: pounds, + for an overspend; None where there is none.
        budget: the budget in pounds it is held against.
        share: of the budget's size, in per cent; None is N/a.
        effect: Adverse, Favourable or None; None as well where there is no variance.
        rating: its colour against the net budget.
        note: what explains it, for the text.

    """

    label: str
    amount: Decimal | None
    budget: Decimal | None
    share: Decimal | None
    effect: Effect | None
    rating: Rating
    note: str = ""

    @classmethod
    def of(
        cls,
        label: str,
        amount: Decimal | None,
        budget: Decimal | None,
        settings: MoneySettings,
        *,
        note: str = "",
    ) -> Variance:
        """Work out per cent, word and colour of a variance in pounds, + for an overspend.

        >>> found = Variance.of("Legal Services", Decimal(49800), Decimal(-2042800), MoneySettings())
        >>> found.effect.value, found.rating.rag.value, round(found.share, 1)
        ('Adverse', 'RED', Decimal('2.4'))
        """
        word = None if amount is None else side_of(amount, budget, settings)
        rating = rate_variance(amount, budget, None, settings).net
        return cls(label, amount, budget, per_cent(amount, budget), word, rating, note)


def worst_first(variances: Sequence[Variance]) -> list[Variance]:
    """Return the variances from the largest overspend to the largest underspend; those that are not known last.

    >>> one, two = (Variance.of(each, Decimal(each), None, MoneySettings()) for each in ("-100", "200"))
    >>> [each.label for each in worst_first([one, two])]
    ['200', '-100']
    """
    known = [each for each in variances if each.amount is not None]
    rest = [each for each in variances if each.amount is None]
    return sorted(known, key=lambda each: each.amount or Decimal(0), reverse=True) + rest


def lay_out(
    frame: Frame,
    title: str,
    variances: Sequence[Variance],
    total: Variance | None,
    settings: MoneySettings,
    heading: str = "Variances",
    column: str = "Heading",
) -> Sheet:
    """Lay out the chart and beneath it the table.

    Args:
        frame: of the paper.
        title: of the sheet.
        variances: of single lines, in any order.
        total: the line they add up to; None prints no total.
        settings: how money is printed and rated.
        heading: at the head of the sheet.
        column: what the lines are.

    """
    ordered = worst_first(variances)
    canvas = Canvas(title, _WIDTHS)
    rows = frame.begin(canvas, heading)
    sides = [each.effect for each in ordered]
    pieces = pieces_of(sides, _MOST_BARS)
    places = [_room(canvas, len(piece)) for _, piece in pieces]
    if said := left_out(sides, [piece for _, piece in pieces]):
        canvas.paragraph(said, styles.NOTE)
        canvas.gap(8)
    ends = ends_of((ordered[at].amount for _, piece in pieces for at in piece), settings)
    header = _lay_table(canvas, ordered, total, settings, column)
    for (name, piece), place in zip(pieces, places, strict=True):
        span = Span(header + 1 + piece.start, _LABEL, header + piece.stop, _LABEL)
        drawn = ordered[piece.start : piece.stop]
        canvas.charts.append(replace(_chart(canvas, name, place, span, drawn, settings), ends=ends))
    canvas.gap(4)
    canvas.paragraph(f"{sign_in_words(settings)} RAG on the net budget. {rule(settings)}", styles.NOTE)
    sheet = frame.end(canvas, rows, tab=Palette.ADVERSE)
    if not sheet.page.breaks:
        return sheet
    return replace(sheet, page=replace(sheet.page, repeat=(header, header)))  # the captions on every page


def _room(canvas: Canvas, bars: int) -> tuple[int, float]:
    """Leave rows free for a chart; return the first of them and their height together."""
    first, steps = canvas.row, round((bars * _BAR + _AROUND_BARS) / _STEP)
    with canvas.unit():
        for _ in range(steps):
            canvas.gap(_STEP)
    canvas.gap(8)
    return first, steps * _STEP


def _lay_table(
    canvas: Canvas,
    ordered: Sequence[Variance],
    total: Variance | None,
    settings: MoneySettings,
    column: str,
) -> int:
    """Lay the table and return its header row."""
    left, right, middle = (
        styles.TABLE_HEADER_LEFT,
        replace(styles.TABLE_HEADER_RIGHT, indent=1),
        styles.TABLE_HEADER,
    )
    names = ["Net budget", "Adverse", "Favourable"]
    cells = [Cell(column, left), *(Cell(unit_caption(settings, name), right) for name in names)]
    cells += [Cell("Variance %", right), Cell("RAG", middle)]
    with canvas.unit():
        top = canvas.lay(cells, least=31)
        for each in ordered[:1]:
            _lay_row(canvas, each, settings)
    for each in ordered[1:]:
        with canvas.unit():
            _lay_row(canvas, each, settings)
    if total is not None:
        _lay_row(canvas, total, settings, total=True)
    canvas.colour(Span(top + 1, _RAG, max(canvas.row - 1, top + 1), _RAG), RAG_STYLES)
    return top


def _lay_row(canvas: Canvas, line: Variance, settings: MoneySettings, *, total: bool = False) -> None:
    canvas.lay(
        [
            label_cell(line.label, total=total),
            money_cell(line.budget, settings, total=total),
            _side(line, Effect.ADVERSE, settings, total=total),
            _side(line, Effect.FAVOURABLE, settings, total=total),
            share_cell(line.share, settings, total=total),
            rating_cell(line.rating, total=total),
        ],
        least=20 if total else 18,
    )


def _side(line: Variance, side: Effect, settings: MoneySettings, *, total: bool) -> Cell:
    """Return the cell of a variance in the column of its side; the other side's stays blank, for the chart."""
    blank = Cell(None, styles.TOTAL if total else styles.FIGURE)
    if line.effect is side:
        return variance_cell(line.amount, settings, total=total, seen=True)
    if side is Effect.FAVOURABLE or line.effect is Effect.ADVERSE or line.effect is Effect.FAVOURABLE:
        return blank
    return replace(blank, content="–" if line.effect is Effect.NONE else NOT_AVAILABLE)


def _chart(
    canvas: Canvas,
    name: str,
    place: tuple[int, float],
    names: Span,
    piece: Sequence[Variance],
    settings: MoneySettings,
) -> Chart:
    adverse, favourable = (replace(names, left=at, right=at) for at in (_ADVERSE, _FAVOURABLE))
    series = [
        Series("Adverse (overspend)", names, adverse, Palette.ADVERSE),
        Series("Favourable (underspend)", names, favourable, Palette.FAVOURABLE, _STRIPES, Palette.NAVY),
    ]
    present = {each.effect for each in piece}
    row, height = place
    return Chart(
        ChartKind.DIVERGING_BAR,
        row,
        0,
        int(canvas.width(0, canvas.last) * _PIXELS_A_POINT) - 8,
        int(height * _PIXELS_A_POINT) - 4,
        unit_caption(settings, f"{name},"),
        [
            each
            for each, side in zip(series, (Effect.ADVERSE, Effect.FAVOURABLE), strict=True)
            if side in present
        ],
        f"{name}. {_spoken(piece, settings)}",
        label_format=_label_format(piece, settings),
    )


def _spoken(piece: Sequence[Variance], settings: MoneySettings) -> str:
    parts = [
        f"{each.label}: {each.effect.spend} of {in_words(each.amount, settings)}."
        for each in piece
        if each.effect is not None and each.amount is not None
    ]
    return " ".join(parts)


def _label_format(piece: Sequence[Variance], settings: MoneySettings) -> str:
    places = max(decimals_for(each.amount or Decimal(0), settings) for each in piece)
    digits = f"#,##0{'.' + '0' * places if places else ''}"
    negative = f"({digits})" if settings.negatives is Negatives.BRACKETS else f"-{digits}"
    return f"{digits};{negative};;"


def total_of(label: str, variances: Sequence[Variance], settings: MoneySettings) -> Variance:
    """Return the line that variances add up to, for a table without one of its own.

    >>> one = Variance.of("Legal Services", Decimal(49800), Decimal(-2042800), MoneySettings())
    >>> total_of("Total", [one, one], MoneySettings()).amount
    Decimal('99600')
    """
    amounts = [each.amount for each in variances if each.amount is not None]
    budgets = [each.budget for each in variances if each.budget is not None]
    return Variance.of(
        label,
        exact_sum(amounts) if amounts else None,
        exact_sum(budgets) if budgets else None,
        settings,
    )
