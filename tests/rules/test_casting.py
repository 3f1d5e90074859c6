"""Casting: which printed totals agree, which are rounded, and which are slips."""

from __future__ import annotations

from decimal import Decimal as D
from decimal import localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.errors import RuleError
from kccxl.rules.casting import Verdict, cast
from kccxl.rules.rounding import round_half_up

BUDGET = {  # the council's budget for 2017-18, £000s, as printed
    "Strategic Management": "543.0 2146.4 2689.4 -716.9 -132.0 -4388.0 -2547.5",
    "Engagement": "5646.4 10097.7 15744.1 -584.0 -842.7 -89.0 14228.4",
    "Finance and Procurement": "10859.9 5988.6 16848.5 -1116.9 -3759.1 -904.8 11067.7",
    "Governance & Law": "2187.2 1419.8 3607.0 0.0 -1217.4 -35.0 2354.6",
    "Infrastructure": "2504.0 47136.9 49640.9 -6995.7 -7768.3 -336.0 34540.9",
    "Business Service Centre": "21677.8 5968.9 27646.7 -21626.1 -6020.6 0.0 0.0",
    "Strategic Business Development": "1078.6 127.9 1206.5 0.0 0.0 0.0 1206.5",
    "Strategy, Policy, Relationships": "1640.1 377.3 2017.4 0.0 -42.0 0.0 1975.4",
    "Total": "46137.6 73263.5 119400.5 -31039.6 -19782.1 -5752.8 62826.0",
}
COLUMNS = ["staffing", "non staffing", "gross", "internal income", "external income", "grants", "net"]
FTE = ["132.3", "238.7", "175.7", "595.6", "22.9", "26.4", "5.0"]
TABLE = {division: [D(each) for each in printed.split()] for division, printed in BUDGET.items()}
DIVISIONS = [figures for division, figures in TABLE.items() if division != "Total"]

figures = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


@pytest.mark.parametrize("division", TABLE)
def test_published_rows(division: str) -> None:
    staffing, non_staffing, gross, *income, net = TABLE[division]
    found = cast([staffing, non_staffing], gross, decimals=1)
    # the total of staffing is a slip, so the row that starts from it cannot add up either
    assert found.verdict is (Verdict.DIFFERS if division == "Total" else Verdict.AGREES)
    assert found.difference == (D("-0.6") if division == "Total" else 0)
    assert cast([gross, *income], net, decimals=1).verdict is Verdict.AGREES


@pytest.mark.parametrize("place", range(7), ids=COLUMNS)
def test_published_columns(place: int) -> None:
    found = cast([row[place] for row in DIVISIONS], TABLE["Total"][place], decimals=1)
    slip = COLUMNS[place] == "staffing"
    assert found.verdict is (Verdict.DIFFERS if slip else Verdict.AGREES)
    assert found.allowance == D("0.4")
    if slip:
        assert (found.printed, found.recomputed, found.difference) == (D("46137.6"), D("46137.0"), D("0.6"))


def test_one_corrected_figure_mends_both_published_slips() -> None:
    staffing = sum((row[0] for row in DIVISIONS), D(0))
    assert cast([staffing, TABLE["Total"][1]], TABLE["Total"][2], decimals=1).verdict is Verdict.AGREES


def test_the_published_staff_total_is_rounded() -> None:
    found = cast([D(each) for each in FTE], D("1196.7"), decimals=1)
    assert found.verdict is Verdict.ROUNDING
    assert found.explained_by_rounding
    assert (found.recomputed, found.difference, found.allowance) == (D("1196.6"), D("0.1"), D("0.35"))


def test_the_stated_total_is_coarser_than_its_lines() -> None:
    nets = [row[-1] * 1000 for row in DIVISIONS]
    stated = cast(nets, D(62_800_000), decimals=-2, printed_decimals=-5)
    assert stated.verdict is Verdict.ROUNDING
    assert stated.allowance == 8 * 50 + 50_000
    assert cast(nets, D(62_800_000), decimals=-2).verdict is Verdict.DIFFERS


@pytest.mark.parametrize(
    ("addends", "printed", "decimals", "printed_decimals", "verdict"),
    [
        (["5.1"], "5.2", 1, 1, "differs"),
        (["1.2", "1.2"], "2.5", 1, 1, "rounding"),
        (["1.2", "1.2"], "2.6", 1, 1, "differs"),
        (["1.2", "1.2", "1.2"], "3.7", 1, 1, "rounding"),
        (["1.2", "1.2", "1.2"], "3.8", 1, 1, "differs"),
        (["3", "4"], "8", None, None, "differs"),
        (["1.2", "1.3"], "3", None, 0, "rounding"),
        (["5", "0.05"], "5.6", [0, 2], 1, "rounding"),
        (["5", "0.05"], "5.7", [0, 2], 1, "differs"),
        (["100", "2.5"], "103", [0, None], None, "rounding"),
        ([], "0.0", 1, None, "agrees"),
        ([], "0.1", 1, None, "differs"),
    ],
)
def test_the_bound(
    addends: list[str],
    printed: str,
    decimals: int | list[int | None] | None,
    printed_decimals: int | None,
    verdict: str,
) -> None:
    found = cast(
        [D(each) for each in addends], D(printed), decimals=decimals, printed_decimals=printed_decimals
    )
    assert found.verdict == verdict


def test_signs_subtract() -> None:
    assert cast([D("512.6"), D("412.0")], D("100.6"), decimals=1, signs=[1, -1]).verdict is Verdict.AGREES


@given(st.lists(figures, max_size=12), st.integers(-2, 3), st.integers(-2, 3))
def test_what_excel_rounds_is_never_an_error(exact: list[D], decimals: int, printed_decimals: int) -> None:
    shown = [round_half_up(each, decimals) for each in exact]
    total = round_half_up(sum(exact, D(0)), printed_decimals)
    found = cast(shown, total, decimals=decimals, printed_decimals=printed_decimals)
    assert found.verdict is not Verdict.DIFFERS


@given(st.lists(st.sampled_from([D("0.05"), D("-0.05"), D("0.15"), D("0.04"), D("-0.04")]), max_size=9))
def test_exact_halves_are_never_an_error(exact: list[D]) -> None:
    shown = [round_half_up(each, 1) for each in exact]
    assert cast(shown, round_half_up(sum(exact, D(0)), 1), decimals=1).verdict is not Verdict.DIFFERS


@given(st.lists(figures, max_size=8), figures, figures, st.integers(0, 2))
def test_a_larger_difference_is_never_judged_milder(
    addends: list[D], one: D, other: D, decimals: int
) -> None:
    total = sum(addends, D(0))
    near, far = sorted((one / 10**9, other / 10**9), key=abs)
    order = list(Verdict)
    verdicts = [cast(addends, total + gap, decimals=decimals).verdict for gap in (near, far)]
    assert order.index(verdicts[0]) <= order.index(verdicts[1])


@given(st.lists(figures, max_size=8), figures)
def test_the_parts_of_a_cast_fit_together(addends: list[D], printed: D) -> None:
    found = cast(addends, printed, decimals=None)
    assert found.recomputed + found.difference == printed
    assert found.allowance == 0
    assert (found.verdict is Verdict.AGREES) == (printed == sum(addends, D(0)))
    assert not found.explained_by_rounding


def test_a_narrow_context_of_the_caller_does_no_harm() -> None:
    with localcontext() as context:
        context.prec = 3
        assert cast([D("123456.7"), D("0.1")], D("123456.8"), decimals=1).verdict is Verdict.AGREES


@pytest.mark.parametrize(
    ("addends", "options", "message"),
    [
        ([D(1)], {"decimals": [1, 1]}, "'decimals' must be as many as the addends, 1"),
        ([D(1)], {"decimals": 1.5}, "'decimals' must be a whole number"),
        ([D(1)], {"decimals": True}, "'decimals' must be a whole number"),
        ([D(1)], {"decimals": 31}, "'decimals' must be from -30 to 30"),
        ([D(1)], {"decimals": 1, "printed_decimals": "1"}, "'decimals' must be a whole number"),
        ([D(1)], {"decimals": 1, "signs": [1, -1]}, "'signs' must be as many as the addends, 1"),
        ([D(1)], {"decimals": 1, "signs": [0]}, "'signs' must be 1 or -1 each"),
        ([1.5], {"decimals": 1}, "'addends' must be a Decimal"),
        ([D("NaN")], {"decimals": 1}, "'addends' must be a finite number"),
    ],
)
def test_what_cannot_be_cast_is_refused(addends: list[D], options: dict[str, object], message: str) -> None:
    with pytest.raises(RuleError, match=message):
        cast(addends, D(1), **options)  # type: ignore[arg-type]
