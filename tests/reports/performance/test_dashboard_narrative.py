"""Covering text: singular and plural, numbers in words, sentences that hold for every count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.reports.performance.dashboard.narrative import ratings, reds_opening
from kccxl.reports.performance.dashboard.wording import amount, listing, number, sentence


def counts(green: int, amber: int, red: int, none: int = 0) -> dict[str, int]:
    return {"GREEN": green, "AMBER": amber, "RED": red, "not_rated": none}


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ((16, 5, 2, 0), "In May, 16 of the 23 indicators are rated Green, five Amber and two Red."),
        ((1, 1, 1, 0), "In May, one of the three indicators is rated Green, one Amber and one Red."),
        (
            (0, 2, 1, 4),
            "In May, none of the seven indicators is rated Green, two Amber and one Red; four are not rated.",
        ),
        ((0, 0, 1, 0), "In May, the one indicator is rated Red."),
        ((0, 0, 0, 1), "In May, the one indicator is not rated."),
        ((0, 0, 0, 3), "In May, none of the indicators is rated."),
    ],
)
def test_ratings_in_words(found: tuple[int, int, int, int], said: str) -> None:
    assert ratings("In May", counts(*found), sum(found)) == said


@given(st.tuples(*[st.integers(0, 30)] * 4).filter(any))
def test_ratings_are_one_sentence_with_every_count(found: tuple[int, int, int, int]) -> None:
    said = ratings("In May", counts(*found), sum(found))
    assert said.endswith(".")
    assert said.count(".") == 1
    for each in found:
        assert not each or number(each) in said or sum(found) == each


def test_no_red_is_said_too() -> None:
    assert reds_opening([]).startswith("No indicator is rated Red")


def test_words() -> None:
    assert [number(count) for count in (1, 9, 10, 1000)] == ["one", "nine", "10", "1,000"]
    assert amount(1, "indicator") == "one indicator"
    assert listing([]) == ""
    assert listing(["one"]) == "one"
    assert sentence("ends.") == "Ends."
