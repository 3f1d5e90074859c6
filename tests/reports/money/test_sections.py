"""Sections under repeated captions, with one total beneath them all, in each report."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.reports.money.every_report import CAPTIONS, READERS, Read, Row

EVERY = pytest.mark.parametrize(("name", "read"), READERS.items(), ids=READERS)


def sections(name: str, *last: Row) -> list[Row]:
    """Return two sections, each under captions and with a total of its own, and what stands beneath them."""
    return [
        ["A", 100, 1], ["B", 90, 2], ["Total Adults", 190, 3], [], ["Children"], CAPTIONS[name],
        ["C", 80, 4], ["D", 70, 5], ["Total Children", 150, 9], [], *last,
    ]  # fmt: skip


@EVERY
def test_the_total_beneath_all_sections_is_cast_over_all_of_them(
    name: str, read: Callable[..., Read]
) -> None:
    done = read(*sections(name, ["Directorate total", 340, 12]))
    assert (done.total, done.errors, done.items) == (340, set(), ["A", "B", "C", "D"])
    assert "several-tables" not in {each.code for each in done.problems}


@EVERY
def test_a_slip_in_it_is_an_error_that_names_it(name: str, read: Callable[..., Read]) -> None:
    done = read(*sections(name, ["Directorate total", 377, 12]))
    assert ("total-differs", "B12") in done.said("error")


@EVERY
def test_sections_without_such_a_total_stay_as_they_are(name: str, read: Callable[..., Read]) -> None:
    done = read(*sections(name))
    assert (done.total, done.errors, done.items) == (340, set(), ["A", "B", "C", "D"])


@EVERY
def test_three_sections_and_a_line_for_information(name: str, read: Callable[..., Read]) -> None:
    more: list[Row] = [["Law"], CAPTIONS[name], ["E", 10, 3], ["F", 7, 1], ["Total Law", 17, 4], []]
    done = read(*sections(name, *more, ["Total", 357, 16], ["Last year", 350, 14]))
    assert (done.total, done.errors, done.items) == (357, set(), ["A", "B", "C", "D", "E", "F"])
