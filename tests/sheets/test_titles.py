"""Sheet titles that Excel accepts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.sheets.titles import LONGEST, safe_title


@pytest.mark.parametrize(
    ("wanted", "taken", "title"),
    [
        ("Finance", [], "Finance"),
        ("Finance", ["FINANCE"], "Finance (2)"),
        ("Finance", ["Finance", "finance (2)"], "Finance (3)"),
        ("History", [], "History (2)"),
        ("'Leaders'", [], "Leaders"),
        ("Leader's office", [], "Leader's office"),
        ("ICT / Property [new]", [], "ICT Property new"),
        ("", [], "Sheet"),
        (":*?", [], "Sheet"),
        ("Engagement, Organisation Design and Development", [], "Engagement, Organisation Design"),
        ("x" * 40, ["x" * 31], "x" * 27 + " (2)"),
    ],
)
def test_titles(wanted: str, taken: list[str], title: str) -> None:
    assert safe_title(wanted, taken) == title


@given(st.lists(st.text(), max_size=8))
def test_every_title_is_allowed_and_unlike_the_others(wanted: list[str]) -> None:
    titles: list[str] = []
    for each in wanted:
        titles.append(safe_title(each, titles))
    for title in titles:
        assert 0 < len(title.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST
        assert not set("[]:*?/\\") & set(title)
        assert not title.startswith("'")
        assert not title.endswith("'")
    assert len({title.casefold() for title in titles}) == len(titles)
