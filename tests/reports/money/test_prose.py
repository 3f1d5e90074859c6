"""Sentences about variances: sides, colours, movement and size in words, and never a sign."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kccxl.reports.money.prose import colours, largest, moved, position, reaches, sides, since_last_report
from kccxl.reports.money.settings import MoneySettings
from kccxl.reports.money.variances import Variance
from kccxl.rules.rounding import Basis
from kccxl.rules.variance import Sign

THOUSANDS = MoneySettings()


def _lines(*amounts: int | None, budget: int | None = 10_000_000) -> list[Variance]:
    whole = None if budget is None else Decimal(budget)
    return [Variance.of(str(a), None if a is None else Decimal(a), whole, THOUSANDS) for a in amounts]


@pytest.mark.parametrize(
    ("amount", "budget", "said"),
    [
        (-352_700, 70_397_100, "an underspend of £352.7k, 0.5% of the net budget of £70,397.1k."),
        (49_800, -2_042_800, "an overspend of £49.8k, 2.4% of the net income budget of £2,042.8k."),
        (20_000, 0, "an overspend of £20.0k on a zero budget."),
        (0, 5_000_000, "no variance against the net budget of £5,000.0k."),
        (20_000, None, "an overspend of £20.0k."),
        (None, 5_000_000, "no forecast variance given."),
    ],
)
def test_the_position(amount: int | None, budget: int | None, said: str) -> None:
    [line] = _lines(amount, budget=budget)
    assert position("the directorate", line, THOUSANDS) == f"The directorate forecasts {said}"


def test_words_do_not_depend_on_the_sign_printed() -> None:
    other = MoneySettings(sign=Sign.OVERSPEND_NEGATIVE)
    [line] = _lines(-352_700)
    assert position("it", line, other) == position("it", line, THOUSANDS)
    assert moved(Decimal(1000), Decimal(5000), other) == moved(Decimal(1000), Decimal(5000), THOUSANDS)


def test_movements() -> None:
    assert moved(Decimal(9000), Decimal(5000), THOUSANDS).endswith("it is now £4.0k more adverse.")
    assert moved(Decimal(5000), Decimal(5000), THOUSANDS).endswith("it has not changed.")
    assert moved(Decimal(5000), Decimal(0), THOUSANDS).startswith(
        "The position last reported was no variance;"
    )
    assert since_last_report(Decimal(-4000), THOUSANDS) == "This is £4.0k more favourable than last reported."


def test_sides_and_colours_are_counted() -> None:
    lines = _lines(500_000, -1000, -1000, 0)
    assert sides(lines, "heading") == (
        "Of the four headings, one is forecast to overspend, two to underspend and one to show no variance."
    )
    assert colours(lines) == "Three are rated Green and one Red."
    assert sides(_lines(5000), "division") == "The one division is forecast to overspend."
    assert sides(_lines(5000, None), "division") == (
        "Of the two divisions, one is forecast to overspend; for one none is given."
    )
    assert sides(_lines(None), "division") == "No variance is given for the one division."
    assert colours(_lines(5000, None)) == "One is rated Amber; one is not rated."
    assert (sides([], "heading"), colours([]), colours(_lines(None))) == ("", "", "")


def test_the_largest_are_those_that_must_be_explained_or_else_three() -> None:
    lines = _lines(10_000, -200_000, 150_000, 0, 30_000, -20_000)
    assert [v.label for v in largest(lines, Decimal(100_000), THOUSANDS)] == ["-200000", "150000"]
    assert [v.label for v in largest(lines, None, THOUSANDS)] == ["-200000", "150000", "30000"]
    assert [v.label for v in largest(lines, Decimal(10**6), THOUSANDS)] == ["-200000", "150000", "30000"]
    assert largest(_lines(0), Decimal(1), THOUSANDS) == []


def test_a_variance_reaches_the_limit_as_it_is_displayed() -> None:
    limit = Decimal(100_000)
    assert reaches(Decimal(-99_960), limit, THOUSANDS)
    assert not reaches(Decimal(-99_940), limit, THOUSANDS)
    assert not reaches(Decimal(-99_960), limit, MoneySettings(basis=Basis.EXACT))
    assert not reaches(Decimal(-99_960), None, THOUSANDS)
    assert not reaches(Decimal(0), Decimal(0), THOUSANDS)
