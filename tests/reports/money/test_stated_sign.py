"""What sign a sheet says its overspends have: the setting must not contradict it."""

from __future__ import annotations

import pytest

from kccxl.reports.money.sign_words import has_sign_word
from kccxl.reports.money.stated_sign import sign_in
from tests.reports.money.tables import codes, lines


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("(Overspend)/Underspend", "overspend negative"),
        ("Variance (Adverse) / Favourable £000", "overspend negative"),
        ("Under/(Over)", "overspend negative"),
        ("Variance(Over)/Under", "overspend negative"),
        ("Note: overspends are shown as negative figures", "overspend negative"),
        ("Adverse variances are in brackets, favourable ones are positive", "overspend negative"),
        ("(-) = overspend, (+) = underspend", "overspend negative"),
        ("+ = underspend / - = overspend", "overspend negative"),
        ("Overspend/(Underspend)", "overspend positive"),
        ("Figures in brackets denote an underspend", "overspend positive"),
        ("Overspends are positive", "overspend positive"),
    ],
)
def test_captions_and_notes_say_the_sign(text: str, sign: str) -> None:
    found = sign_in(text)
    assert found is not None
    assert found.value == sign


@pytest.mark.parametrize(
    "text",
    [
        "Variance",
        "Overspend/Underspend",
        "Net budget £000s",
        "Overspend of £2.1m (see note 3)",
        "Savings plan",
        "Figures in brackets are negative",
        "Brackets show an overspend or an underspend",
        "Underspend on staffing (agency overspend in teams)",
        "Underspend plus savings of 2m + 3m are planned",
        "The negative impact of the overspend is being managed",
        "Overspends are expected, minus grants",
    ],
)
def test_other_texts_say_nothing(text: str) -> None:
    assert sign_in(text) is None


@pytest.mark.parametrize(
    "text", ["1,200.00 CR", "460 A", "1,660 F", "910 (adverse)", "(50) under", "£1.2m overspend"]
)
def test_an_amount_with_a_word_that_may_turn_its_sign_is_reported(text: str) -> None:
    assert has_sign_word(text)
    found, problems = lines(["Law", text, 2], ["Tax", "5 F", 4])
    assert [line.amount("pay").value for line in found] == [None, None]
    assert codes(problems) == [("error", "sign-in-words", "B2")]


@pytest.mark.parametrize("text", ["1,200", "£1.2m", "43.1*", "(349.7)", "-£5k", "12.5 a", "N/a"])
def test_an_amount_without_such_a_word_is_read(text: str) -> None:
    assert not has_sign_word(text)
