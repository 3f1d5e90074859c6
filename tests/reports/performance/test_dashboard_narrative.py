"""Covering text: singular and plural, numbers in words, sentences that hold for every count."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.reports.paper.wording import amount, listing, number, sentence
from kccxl.reports.performance.dashboard.narrative import movements_in_words, ranges, ratings, reds_opening
from kccxl.rules.activity import InRange

IN_RANGE = (InRange.YES, InRange.ABOVE, InRange.BELOW, None)
WRONG = re.compile(
    r"none of the (one|two)\b|\b(\w+) of the \2\b|\bone (\w+ )?are\b|\b(two|three|both) is\b|\b(both|all \w+) \w+ is\b"
    r"|\bone (activity )?indicators\b|of the one\b|\b(no|none|zero)\b(?! (of the|direction))|  |[,;] ?[.,;]|\.\.",
    re.IGNORECASE,
)


def counts(green: int, amber: int, red: int, none: int = 0) -> dict[str, int]:
    return {"GREEN": green, "AMBER": amber, "RED": red, "not_rated": none}


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ((16, 5, 2, 0), "In May, 16 of the 23 indicators are rated Green, five Amber and two Red."),
        ((1, 1, 1, 0), "In May, one of the three indicators is rated Green, one Amber and one Red."),
        (
            (0, 2, 1, 4),
            "In May, two of the seven indicators are rated Amber and one Red; four are not rated.",
        ),
        ((0, 0, 1, 0), "In May, the one indicator is rated Red."),
        ((0, 0, 0, 1), "In May, the one indicator is not rated."),
        ((0, 0, 0, 2), "In May, neither of the two indicators is rated."),
        ((0, 0, 0, 3), "In May, none of the indicators is rated."),
        ((5, 0, 0, 0), "In May, all five indicators are rated Green."),
        ((0, 2, 0, 0), "In May, both indicators are rated Amber."),
        ((0, 1, 1, 0), "In May, one of the two indicators is rated Amber and one Red."),
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


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ((0, 1, 0, 0), "One activity indicator has an expected range; it is above it."),
        (
            (2, 0, 0, 1),
            "Both activity indicators with an expected range are within it. One more is shown without one.",
        ),
        (
            (1, 2, 0, 0),
            "Of three activity indicators with an expected range, one is within it and two above.",
        ),
        ((0, 0, 0, 1), "One activity indicator is shown without an expected range."),
        ((0, 0, 0, 0), ""),
    ],
)
def test_ranges_in_words(found: tuple[int, int, int, int], said: str) -> None:
    assert ranges(dict(zip(IN_RANGE, found, strict=True))) == said


@pytest.mark.parametrize("found", list(product(range(4), repeat=4)))
def test_every_small_count_reads_well(found: tuple[int, int, int, int]) -> None:
    said = [ranges(dict(zip(IN_RANGE, found, strict=True)))]
    said += [ratings("In May", counts(*found), sum(found))] if any(found) else []
    ways = dict(zip(("improved", "same", "worsened", "new", "none"), (*found, 0), strict=True))
    said.append(movements_in_words("Since April", ways, 0))
    for text in filter(None, said):
        assert not WRONG.search(text), text
        assert text[0].isupper()
        assert text.endswith(".")


def test_movements_leave_out_what_did_not_happen() -> None:
    ways = {"improved": 0, "same": 1, "worsened": 0, "new": 2, "none": 1}
    assert movements_in_words("Since April", ways, 0) == (
        "Since April, one indicator stayed the same. Two indicators are new. "
        "For one indicator no direction can be given."
    )


def test_no_red_is_said_too() -> None:
    assert reds_opening([]).startswith("No indicator is rated Red")


def test_words() -> None:
    assert [number(count) for count in (1, 9, 10, 1000)] == ["one", "nine", "10", "1,000"]
    assert amount(1, "indicator") == "one indicator"
    assert listing([]) == ""
    assert listing(["one"]) == "one"
    assert sentence("ends.") == "Ends."
