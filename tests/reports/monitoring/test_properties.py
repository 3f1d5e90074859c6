"""Whatever the figures are: the identities hold, and the sign of the workbook changes printing only."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kccxl.reports.monitoring.compute import total_of
from kccxl.reports.monitoring.contract import as_json
from kccxl.reports.monitoring.dashboard import lay_out
from kccxl.reports.monitoring.explain import explain
from kccxl.rules.casting import Verdict
from tests.reports.monitoring.books import HEADER, found, monitoring
from tests.reports.monitoring.pages import MAKING
from tests.tables.grids import Cell

AMOUNT = st.decimals(-90_000, 90_000, places=1)
LINE = st.tuples(AMOUNT, AMOUNT, st.one_of(st.none(), AMOUNT), AMOUNT)
TABLE = st.lists(LINE, min_size=1, max_size=8)


def _rows(table: list[tuple[Decimal, Decimal, Decimal | None, Decimal]], sign: int) -> list[list[Cell]]:
    return [
        [f"Heading {number}", f"{budget}", *(None if each is None else f"{sign * each}" for each in (variance, adjusted)),
         None, f"{sign * last}", None]
        for number, (budget, variance, adjusted, last) in enumerate(table)
    ]  # fmt: skip


@given(TABLE)
def test_computed_figures_satisfy_the_identities(
    table: list[tuple[Decimal, Decimal, Decimal | None, Decimal]],
) -> None:
    after = monitoring(*_rows(table, 1))
    # lines that happen to add up to another are asked about
    assume(not {code for code, _ in found(after, "error")} & {"total-doubtful", "group-or-line"})
    assert not found(after, "error")
    for line, (_, variance, adjusted, last) in zip(after.items, table, strict=True):
        assert line.amounts.revised == 1000 * (variance + (adjusted or 0))
        assert line.amounts.movement == 1000 * (variance + (adjusted or 0) - last)
    for name in ("net_budget", "variance", "adjustment", "revised", "last_reported", "movement"):
        whole = sum(getattr(line.amounts, name) for line in after.items)
        assert getattr(after.total.amounts, name) == whole
    total = after.total.amounts
    assert total.revised == total.variance + total.adjustment  # type: ignore[operator]
    assert total.movement == total.revised - total.last_reported  # type: ignore[operator]


@given(TABLE)
def test_the_sign_of_the_workbook_changes_printing_only(
    table: list[tuple[Decimal, Decimal, Decimal | None, Decimal]],
) -> None:
    ours = as_json(monitoring(*_rows(table, 1)))
    theirs = as_json(monitoring(*_rows(table, -1), settings=[["Variance sign", "overspend negative"]]))
    assert ours["lines"] == theirs["lines"]
    assert ours["totals"] == theirs["totals"]


@given(TABLE)
def test_a_table_typed_out_in_full_agrees_with_itself(
    table: list[tuple[Decimal, Decimal, Decimal | None, Decimal]],
) -> None:
    blank = monitoring(*_rows(table, 1))
    total = total_of(blank.items, blank.settings)
    names = ("net_budget", "variance", "adjustment", "revised", "last_reported", "movement")
    rows: list[list[Cell]] = [
        [line.heading, *(f"{getattr(line.amounts, name) / 1000:.1f}" for name in names)]
        for line in [*blank.items, total]
    ]
    typed = monitoring(*rows, header=HEADER)
    assert not found(typed, "error")
    assert all(casting.cast.verdict is Verdict.AGREES for casting in typed.castings)
    assert as_json(typed)["totals"]["revised_variance"] == as_json(blank)["totals"]["revised_variance"]


ODD = st.one_of(
    st.none(),
    st.sampled_from(
        ["", "N/a", "TBC", "-", "(349.7)", "£5.2m", "-£349.7k", "12%", "abc", "0", "Total", "Red", "Adverse"]
    ),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.text(max_size=8),
)
EVERY: list[Cell] = [
    *HEADER,
    "Gross Budget £000s",
    "Forecast outturn £m",
    "Variance %",
    "Adverse/Favourable",
    "RAG",
    "Explanation",
]


@given(st.lists(st.lists(ODD, min_size=len(EVERY), max_size=len(EVERY)), max_size=5))
@settings(max_examples=60, deadline=None)
def test_whatever_stands_in_the_cells_is_reported_and_can_be_laid_out(rows: list[list[Cell]]) -> None:
    after = monitoring(*rows, header=EVERY)
    assert json.dumps(as_json(after))
    assert len(lay_out(after, MAKING).sheets) == 2
    for problem in after.problems:
        assert problem.found
        assert problem.expected
        assert problem.mend
        assert problem.sheet == "Data"
    for line in after.items:
        assert explain(after, line.heading).strip()
