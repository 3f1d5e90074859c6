"""Number formats keep the number and print all that is around it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kccxl.sheets.number_formats import marked_text, number_format, padded, stored


@pytest.mark.parametrize(
    ("unit", "decimals", "scale", "mark", "expected"),
    [
        ("%", 0, "", "", "0%"),
        ("%", 1, "", "*", '0.0%"*"'),
        ("£", 0, "", "", "£#,##0"),
        ("£", 1, "m", "", '£#,##0.0,,"m"'),
        ("£", 1, "k", "", '£#,##0.0,"k"'),
        ("number", 1, "", "", "#,##0.0"),
        ("days", 0, "", "", '#,##0" days"'),
        ("", 0, "", '"', '#,##0\\"'),
        ("u" * 300, 2, "", "", "#,##0.00"),
    ],
)
def test_formats(unit: str, decimals: int, scale: str, mark: str, expected: str) -> None:
    assert number_format(unit, decimals, scale, mark) == expected


def test_percentages_are_stored_as_fractions_exactly() -> None:
    assert stored(Decimal("99.55"), "%") == Decimal("0.9955")


def test_no_mark_is_no_format() -> None:
    assert marked_text("") == "General"


def test_padding_leaves_room_behind_figures_and_words() -> None:
    assert padded("#,##0") == "#,##0_M"
    assert padded("General").split(";") == ["General_M", "-General_M", "General_M", "@_M"]
