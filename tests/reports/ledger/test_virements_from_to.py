"""Virements of which each row says from where to where an amount moved."""

from __future__ import annotations

import pytest

from kccxl.reports.ledger.model import Results
from tests.reports.ledger.books import codes, heading, ledger, year
from tests.tables.grids import Cell, sheet

HEADER: list[Cell] = ["Virement", "Month", "From", "To", "Amount", "Reason"]


def _moved(*rows: list[Cell], header: list[Cell] = HEADER, name: str = "Virements") -> Results:
    lines = [*year(), *year(heading="Archives", centre="ARC")]
    return ledger(*lines, other=[sheet([header, *rows], name)])


def test_both_sides_are_taken_off_the_original_budget() -> None:
    results = _moved(
        ["V1", "May-24", "Libraries", "Archives", 100, "A post"], ["Total", None, None, None, 100, None]
    )
    assert codes(results) == set()
    libraries, archives = heading(results, "Libraries"), heading(results, "Archives")
    assert (libraries.virements, libraries.original) == (-100, 1300)
    assert (archives.virements, archives.original) == (100, 1100)
    assert results.total.virements == 0
    assert [(each.heading, each.amount) for each in results.virements or ()] == [
        ("Libraries", -100),
        ("Archives", 100),
    ]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (["V1", "May-24", "Nowhere", "Archives", 100, ""], "unknown-heading", "E2"),
        (["V1", "May-24", "", "Archives", 100, ""], "virement-incomplete", "C2"),
        (["V1", "May-24", "Libraries", "Archives", "", ""], "virement-incomplete", "E2"),
        (["V1", "May-24", "Libraries", "Archives", -100, ""], "virement-incomplete", "E2"),
        (["V1", "May-23", "Libraries", "Archives", 100, ""], "month-outside", "B2"),
        (["V1", "May-24", "Libraries", "Archives", "50 (40)", ""], "not-a-number", "E2"),
    ],
)
def test_what_is_amiss_in_a_row_is_named(row: list[Cell], code: str, cell: str) -> None:
    assert codes(_moved(row), "error") == {(code, f"Virements!{cell}")}


def test_other_tables_with_these_captions_are_no_virements() -> None:
    header: list[Cell] = ["From", "To", "Amount"]
    assert _moved(["Libraries", "Archives", 100], header=header, name="Journals").virements is None
    named = _moved(["Libraries", "Archives", 100], header=header, name="Virements 2024-25")
    assert heading(named, "Archives").virements == 100
