"""Word, figure and colour agree where the printed decimals would round a variance to nought."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.reports.money.printing import variance_cell
from kccxl.reports.money.prose import position, sides
from kccxl.reports.money.settings import MoneySettings, Negatives, Scale
from kccxl.reports.money.variances import Variance
from kccxl.reports.money.visible import decimals_for, pounds_in_words, side_of
from kccxl.reports.savings.text import in_prose
from kccxl.rules.rag import Rag
from kccxl.rules.rounding import round_half_up
from kccxl.rules.variance import Effect
from tests.reports.capital import books as capital
from tests.reports.monitoring.books import monitoring
from tests.reports.savings import books as savings
from tests.tables.grids import Cell

MILLIONS = MoneySettings(shown=Scale.MILLIONS)
THOUSANDS = MoneySettings()
IN_MILLIONS = [["Print figures in", "£m"], ["Explain variances from £", "none"]]


def test_a_red_overspend_that_prints_as_nought_has_its_word_and_its_figure() -> None:
    line = Variance.of("A", Decimal(40_000), Decimal(1_000_000), MILLIONS)
    assert (line.effect, line.rating.rag) == (Effect.ADVERSE, Rag.RED)
    cell = variance_cell(line.amount, MILLIONS, seen=True)
    assert cell.content == Decimal("0.04")
    assert cell.style.number_format.startswith("#,##0.00")
    assert (
        position("it", line, MILLIONS)
        == "It forecasts an overspend of £40k, 4.0% of the net budget of £1.0m."
    )
    assert sides([line], "heading") == "The one heading is forecast to overspend."


def test_what_is_nought_of_its_budget_as_well_stays_nought() -> None:
    line = Variance.of("A", Decimal(40), Decimal(1_000_000), THOUSANDS)
    assert (line.effect, line.rating.rag) == (Effect.NONE, Rag.GREEN)
    assert variance_cell(line.amount, THOUSANDS).content == 0


def test_an_overspend_on_a_zero_budget_is_seen_and_one_without_budget_is_not_rated() -> None:
    assert Variance.of("A", Decimal(40), Decimal(0), THOUSANDS).effect is Effect.ADVERSE
    assert Variance.of("A", Decimal(40), None, THOUSANDS).effect is Effect.NONE


@given(
    st.integers(-(10**9), 10**9).map(lambda pennies: Decimal(pennies) / 100),
    st.integers(-(10**7), 10**7).map(Decimal),
    st.sampled_from(list(Scale)),
    st.integers(0, 3),
)
def test_no_colour_but_green_stands_without_word_and_figure(
    amount: Decimal, budget: Decimal, shown: Scale, decimals: int
) -> None:
    settings = MoneySettings(shown=shown, decimals=decimals)
    line = Variance.of("A", amount, budget, settings)
    if line.rating.rag in (Rag.AMBER, Rag.RED):
        assert line.effect is Effect.ADVERSE
    if line.effect is not Effect.NONE:
        assert line.effect is side_of(amount, budget, settings)
        places = decimals_for(amount, settings)
        content = variance_cell(amount, settings, seen=True).content
        assert isinstance(content, Decimal)
        assert round_half_up(content, places) != 0
        assert set("123456789") & set(pounds_in_words(amount, settings))


@pytest.mark.parametrize(
    ("amount", "settings", "said"),
    [
        (40_000, MILLIONS, "£40k"), (400, MILLIONS, "£400"), (50_000, MILLIONS, "£0.1m"), (3, THOUSANDS, "£3"),
        (-40, THOUSANDS, "-£40"), (50, THOUSANDS, "£0.1k"),
    ],
)  # fmt: skip
def test_small_amounts_are_said_in_the_unit_below(amount: int, settings: MoneySettings, said: str) -> None:
    assert pounds_in_words(Decimal(amount), settings) == said


def test_brackets_keep_the_decimals_too() -> None:
    settings = MoneySettings(shown=Scale.MILLIONS, negatives=Negatives.BRACKETS)
    form = variance_cell(Decimal(-40_000), settings, seen=True).style.number_format
    assert "(#,##0.00)" in form


def test_a_report_counts_it_on_its_side() -> None:
    header: list[Cell] = ["Heading", "Net budget £000s", "Variance £000s"]
    after = monitoring(["A", 1000, 40], ["B", 9000, 0], header=header, settings=IN_MILLIONS)
    assert [line.effect for line in after.items] == [Effect.ADVERSE, Effect.NONE]


def test_capital_and_savings_agree_as_well() -> None:
    after = capital.capital(capital.project(budget=1000, forecast=1040, real=40), settings=IN_MILLIONS)
    line = capital.only(after)
    assert (line.effect, line.rating.rag) == (Effect.ADVERSE, Rag.RED)
    saved = savings.savings(savings.saving("Print", 1000, 500, 460), settings=IN_MILLIONS)
    assert savings.only(saved).rating.rag is Rag.RED
    assert "a shortfall of £40k (4.0%)" in in_prose(savings.only(saved).amounts, saved.settings)
