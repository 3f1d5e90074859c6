"""The sheet of variances: its order, its chart of two sides, and its table."""

from __future__ import annotations

import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.files.write import write_book
from kccxl.reports.money.settings import MoneySettings, Negatives, Scale
from kccxl.reports.money.variances import Variance, lay_out, total_of, worst_first
from kccxl.reports.paper.frame import Frame, Making
from kccxl.rules.variance import Effect, Sign
from kccxl.sheets.sheet import Book, ChartKind, Sheet, Span

THOUSANDS = MoneySettings()
MAKING = Making("1.0", "book.xlsx", datetime(2016, 8, 5))


def _sheet(*amounts: int | None, settings: MoneySettings = THOUSANDS, total: bool = True) -> Sheet:
    lines = [
        Variance.of(f"Line {number}", None if each is None else Decimal(each), Decimal(1_000_000), settings)
        for number, each in enumerate(amounts)
    ]
    whole = total_of("Total", lines, settings) if total else None
    return lay_out(Frame(settings.masthead, MAKING), "Variances", lines, whole, settings)


def _column(sheet: Sheet, span: Span) -> list[object]:
    return [sheet.cells[row, span.left].content for row in range(span.top, span.bottom + 1)]


def test_a_variance_knows_its_share_word_and_colour() -> None:
    found = Variance.of("Legal", Decimal(49_800), Decimal(-2_042_800), THOUSANDS, note="Fees fell.")
    assert (found.effect, found.rating.rag, found.note) == (Effect.ADVERSE, "RED", "Fees fell.")
    none = Variance.of("Legal", None, Decimal(1), THOUSANDS)
    assert (none.effect, none.share, none.rating.rag) == (None, None, None)
    assert Variance.of("Small", Decimal(20), Decimal(1_000_000), THOUSANDS).effect is Effect.NONE


@given(st.lists(st.none() | st.integers(-(10**9), 10**9)))
def test_the_order_is_from_the_worst_to_the_best_and_loses_none(amounts: list[int | None]) -> None:
    lines = [Variance.of("Line", None if a is None else Decimal(a), None, THOUSANDS) for a in amounts]
    ordered = worst_first(lines)
    known = [each.amount for each in ordered if each.amount is not None]
    assert known == sorted(known, reverse=True)
    assert all(each.amount is None for each in ordered[len(known) :])
    assert len(ordered) == len(lines)


def test_the_two_sides_of_the_chart_stand_in_columns_of_their_own() -> None:
    sheet = _sheet(-300_000, 500_000, 0, 20_000)
    [chart] = sheet.charts
    assert chart.kind is ChartKind.DIVERGING_BAR
    adverse, favourable = chart.series
    assert _column(sheet, adverse.categories) == ["Line 1", "Line 3", "Line 2", "Line 0"]
    assert _column(sheet, adverse.values) == [500, 20, "–", None]
    assert _column(sheet, favourable.values) == [None, None, None, -300]
    assert (adverse.name, favourable.name) == ("Adverse (overspend)", "Favourable (underspend)")


def test_the_sides_differ_in_lightness_and_pattern() -> None:
    [chart] = _sheet(-300_000, 500_000).charts
    adverse, favourable = chart.series
    assert favourable.pattern
    assert not adverse.pattern
    assert abs(_lightness(adverse.colour) - _lightness(favourable.colour)) > 100


def _lightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_the_chart_is_read_out_and_leaves_room_for_its_figures() -> None:
    [chart] = _sheet(-300_000, 500_000).charts
    assert "Line 1: overspend of £500.0k." in chart.alt
    assert "Line 0: underspend of £300.0k." in chart.alt
    assert chart.ends is not None
    assert chart.ends[0] < -300
    assert chart.ends[1] > 500
    [one_sided] = _sheet(500_000).charts
    assert one_sided.ends is not None
    assert one_sided.ends[0] == 0
    assert [series.name for series in one_sided.series] == ["Adverse (overspend)"]


def test_the_opposite_sign_turns_the_bars() -> None:
    sheet = _sheet(500_000, settings=MoneySettings(sign=Sign.OVERSPEND_NEGATIVE))
    [chart] = sheet.charts
    assert _column(sheet, chart.series[0].values) == [-500]


def test_a_long_list_shows_its_two_ends() -> None:
    sheet = _sheet(*range(-20_000, 21_000, 1000))
    over, under = sheet.charts
    assert _column(sheet, over.series[0].values) == list(range(20, 9, -1))
    assert _column(sheet, under.series[0].values) == list(range(-10, -21, -1))
    assert sheet.page.repeat is not None
    assert sheet.page.repeat[0] == sheet.page.repeat[1]


def test_both_ends_of_a_long_list_are_drawn_on_one_scale_and_what_is_left_out_is_said() -> None:
    sheet = _sheet(*range(1000, 15_000, 1000), *range(-900_000, 0, 50_000))
    over, under = sheet.charts
    assert over.ends == under.ends is not None
    assert over.ends[0] < -900
    assert over.ends[1] > 14
    said = [cell.content for cell in sheet.cells.values() if "The charts show" in str(cell.content)]
    assert said == [
        "The charts show the largest, 11 of 14 overspends and 11 of 18 underspends, on one scale. The table shows all "
        "lines."
    ]
    whole = _sheet(*range(1000, 5000, 1000), *range(-900_000, 0, 50_000))
    assert not [cell for cell in whole.cells.values() if "The charts show" in str(cell.content)]


def test_without_a_variance_there_is_no_chart() -> None:
    sheet = _sheet(0, None)
    assert not sheet.charts
    assert "N/a" in [cell.content for cell in sheet.cells.values()]


def test_the_total_is_ruled_off_and_may_be_left_out() -> None:
    sheet = _sheet(-300_000, 500_000)
    [row] = [row for (row, column), cell in sheet.cells.items() if not column and cell.content == "Total"]
    assert all(cell.style.top_border for (at, _), cell in sheet.cells.items() if at == row)
    assert "Total" not in [cell.content for cell in _sheet(1, total=False).cells.values()]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (THOUSANDS, "#,##0.0;-#,##0.0;;"),
        (MoneySettings(shown=Scale.POUNDS, decimals=0), "#,##0;-#,##0;;"),
        (MoneySettings(negatives=Negatives.BRACKETS), "#,##0.0;(#,##0.0);;"),
    ],
)
def test_figures_at_the_bars_are_printed_as_in_the_table(settings: MoneySettings, expected: str) -> None:
    [chart] = _sheet(500_000, settings=settings).charts
    assert chart.label_format == expected


def test_bars_run_to_both_sides_of_zero_and_names_stand_clear_of_them(tmp_path: Path) -> None:
    path = tmp_path / "variances.xlsx"
    write_book(Book((_sheet(-300_000, 500_000),)), path)
    with zipfile.ZipFile(path) as parts:
        drawn = parts.read("xl/charts/chart1.xml").decode()
        placed = parts.read("xl/drawings/drawing1.xml").decode()
    assert '<c:overlap val="100"/>' in drawn
    assert '<c:tickLblPos val="low"/>' in drawn
    assert drawn.count('<c:invertIfNegative val="0"/>') == 2  # negative bars keep their colour and pattern
    assert '<a:pattFill prst="wdUpDiag">' in drawn
    assert '<c:min val="-420' in drawn
    assert 'descr="Variances' in placed
