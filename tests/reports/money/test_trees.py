"""Groups within groups, figures above their parts or sub totals beneath: the total is that of the leaves, or asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.money.every_report import READERS, Read, Row

EVERY = pytest.mark.parametrize("read", READERS.values(), ids=READERS)
ABOVE, BENEATH, NAME_ONLY = "figures above", "sub total beneath", "name only"
LAST = [
    "Total", "Grand total", "Net expenditure", "Directorate position", "Net Cost of Services", "Capital programme",
    "Overall", "All services", "Budget requirement", "Law", None,
]  # fmt: skip


@dataclass(frozen=True)
class Node:
    """An item with its figures, or a group of nodes and where its figures are printed."""

    name: str
    figures: tuple[int, int] = (0, 0)
    parts: list[Node] = field(default_factory=list)
    printed: str = ABOVE

    @property
    def sum(self) -> tuple[int, int]:
        sums = [part.sum for part in self.parts]
        return (sum(one for one, _ in sums), sum(two for _, two in sums)) if sums else self.figures

    @property
    def rows(self) -> list[Row]:
        inner = [row for part in self.parts for row in part.rows]
        if not self.parts:
            return [[self.name, *self.figures]]
        if self.printed == ABOVE:
            return [[self.name, *self.sum], *inner]
        return [
            [self.name],
            *inner,
            *([[f"Total {self.name}", *self.sum]] if self.printed == BENEATH else []),
        ]


def trees(figures: st.SearchStrategy[int], printed: st.SearchStrategy[str]) -> st.SearchStrategy[Node]:
    """Draw items and groups, two deep at most, with figures of this kind; a group has two parts at least.

    A group of a single part, in a table without a total, looks like two lines with the same figures.
    """
    items = st.builds(Node, st.just("Item"), st.tuples(figures, st.integers(-99, 99)))
    groups = st.builds(
        Node, st.just("Group"), st.just((0, 0)), st.lists(items, min_size=2, max_size=4), printed
    )
    outer = st.builds(
        Node, st.just("Division"), st.just((0, 0)), st.lists(items | groups, min_size=2, max_size=3), printed
    )
    return items | groups | outer


def table(nodes: list[Node], last: str | None) -> tuple[list[Row], int]:
    """Return the rows of a table, every name once, and what its leaves come to."""
    rows = [row for node in nodes for row in node.rows]
    named: list[Row] = [[f"{row[0]} {number}", *row[1:]] for number, row in enumerate(rows)]
    whole = Node("", parts=nodes).sum
    return [*named, *([[last, *whole]] if last else [])], whole[0]


MANY = st.integers(1, 999)
FEW = st.integers(1, 3)


@EVERY
@settings(max_examples=50, deadline=None)
@given(
    nodes=st.lists(trees(MANY | FEW, st.sampled_from([ABOVE, BENEATH, NAME_ONLY])), min_size=2, max_size=5),
    last=st.sampled_from(LAST),
)
def test_the_total_is_that_of_the_leaves_or_there_is_an_error(
    read: Callable[..., Read], nodes: list[Node], last: str | None
) -> None:
    rows, whole = table(nodes, last)
    done = read(*rows)
    assert done.errors or (done.total or 0) == whole, rows
