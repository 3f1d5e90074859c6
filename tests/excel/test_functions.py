"""What the worksheet functions answer: their examples, words for no figure, wrong input, and agreement with the rules."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.errors import RuleError
from kccxl.excel import functions as excel
from kccxl.excel.declaring import CATALOGUE
from kccxl.rules.budget_rag import BudgetScheme, rate_budget
from kccxl.rules.rag import Polarity, Scheme, rate
from kccxl.rules.rounding import Basis
from kccxl.tables.cells import exact

EXAMPLES = [(name, example) for name, function in CATALOGUE.items() for example in function.examples]
WITH_FIGURE = [name for name in CATALOGUE if name != "KCC_ISERROR"]


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_every_documented_example(name: str, example: Any) -> None:
    answer = CATALOGUE[name].call(*example.arguments)
    assert answer == example.answer
    assert type(answer) is type(example.answer)


def first_example(name: str, first: object) -> list[object]:
    """The arguments of a function's first example with another first cell, in a range if it takes ranges."""
    arguments = list(CATALOGUE[name].examples[0].arguments)
    arguments[0] = [[first] * len(arguments[0][0])] if isinstance(arguments[0], list) else first
    return arguments


@pytest.mark.parametrize("name", [n for n in WITH_FIGURE if n != "KCC_CAST"])
def test_a_blank_gives_a_blank(name: str) -> None:
    for blank in (None, ""):
        assert CATALOGUE[name].call(*first_example(name, blank)) == ""


@pytest.mark.parametrize(
    "name", [n for n in WITH_FIGURE if n not in ("KCC_CAST", "KCC_EXPECTED", "KCC_TREND")]
)
@pytest.mark.parametrize("word", ["N/a", "n/a", "TBC", "Snapshot data", "NEW", "–"])
def test_a_word_for_no_figure_gives_na(name: str, word: str) -> None:
    assert CATALOGUE[name].call(*first_example(name, word)) == "N/a"


@pytest.mark.parametrize("name", WITH_FIGURE)
@pytest.mark.parametrize(
    "cell",
    ["abc", "1200, 60%", True, False, "#N/A", "#DIV/0!", -2146826281, "12/50", time(9, 30), "#KCC! mend A1"],
)
def test_wrong_input_says_what_to_mend(name: str, cell: object) -> None:
    answer = CATALOGUE[name].call(*first_example(name, cell))
    assert answer.startswith("#KCC! ")
    assert excel.KCC_ISERROR(answer) is True
    shown = str(cell).upper() if isinstance(cell, bool) else str(cell).replace("-2146826281", "#DIV/0!")
    assert shown in answer


@pytest.mark.parametrize("name", [n for n in WITH_FIGURE if n not in ("KCC_FY", "KCC_QUARTER")])
def test_a_date_is_no_figure(name: str) -> None:
    answer = CATALOGUE[name].call(*first_example(name, datetime(2019, 1, 31)))
    assert "holds the date 31/01/2019, which is no figure" in answer


def test_an_earlier_fault_is_handed_on_as_it_is() -> None:
    fault = excel.KCC_VARIANCE("abc", 100.0)
    assert excel.KCC_VARIANCE_WORD(fault) == fault


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((95.0, 95.0, 95.0), "state Good is (High or Low)"),
        ((95.0, 95.0, None, None, None, None, "target_only"), "state Good is (High or Low)"),
        ((95.0, 95.0, 90.0, None, None, "Low"), "'Good is' must be High as the target of 95 is above"),
        ((95.0, 95.0, 90.0, 0.5), "decimals: must be a whole number from -30 to 30 (got 0.5)."),
        ((95.0, 95.0, 90.0, "two"), "decimals: holds 'two'"),
        ((95.0, 95.0, 90.0, None, 5.0), "unit: must be a word (got 5)."),
        ((95.0, 95.0, 90.0, None, None, "Up"), "good_is: must be one of High, Low (got 'Up')."),
        ((95.0, 95.0, 90.0, None, None, None, "traffic"), "scheme: must be one of target_floor, tolerance"),
        ((95.0, 95.0, 90.0, None, None, None, "tolerance", 0.1), 'could be 0.1 per cent or 10 per cent. Type 10 or "0.1%".'),
        ((95.0, 95.0, 90.0, None, None, None, "tolerance", -1.0), "'tolerance' must be 0 per cent or more"),
        ((95.0, 95.0, 90.0, None, None, None, None, None, "shown"), "basis: must be one of displayed, exact"),
        ((95.0, "abc", 90.0), "target: holds 'abc'"),
        ((95.0, 95.0, "#REF!"), "floor: holds the Excel error #REF!. Mend that cell first."),
    ],
)  # fmt: skip
def test_rating_arguments_that_cannot_be_followed(arguments: tuple[object, ...], said: str) -> None:
    for function in (excel.KCC_RAG, excel.KCC_RAG_WHY):
        answer = function(*arguments)
        assert answer.startswith("#KCC! ")
        assert said in answer


def test_a_unit_may_hold_a_number_but_not_be_one() -> None:
    why = excel.KCC_RAG_WHY(3.0, 5.0, 4.0, None, "per 1,000")
    assert why == "Red: 3 per 1,000 is 1 per 1,000 below the floor standard of 4 per 1,000"
    assert excel.KCC_RAG(3.0, 5.0, 4.0, None, "0%").startswith("#KCC! unit: must be a unit such as")


def test_what_lacks_a_target_is_not_rated() -> None:
    assert (
        excel.KCC_RAG(95.0, None, 90.0)
        == excel.KCC_RAG(95.0, 95.0, None)
        == excel.KCC_RAG(95.0, "TBC", 90.0)
        == "N/a"
    )
    assert excel.KCC_RAG(95.0, 95.0, 90.0, None, None, None, "none") == "N/a"
    assert excel.KCC_RAG_WHY(95.0, None, 90.0) == "Not rated: no target; state the target"


def test_binary_remains_do_not_miss_a_target() -> None:
    assert excel.KCC_RAG(0.1 + 0.2, 0.3, 0.2) == "GREEN"
    assert excel.KCC_RAG(94.999999999999999, 95.0, 90.0) == "GREEN"
    assert excel.KCC_RAG(94.9999999999, 95.0, 90.0) == "AMBER"


def test_the_displayed_figure_is_rated_where_decimals_are_given() -> None:
    assert excel.KCC_RAG(94.5, 95.0, 90.0) == "AMBER"
    assert excel.KCC_RAG(94.5, 95.0, 90.0, 0.0, "points") == "GREEN"
    assert excel.KCC_RAG(94.5, 95.0, 90.0, 0.0, "points", None, None, None, "exact") == "AMBER"
    assert excel.KCC_RAG(0.945, 0.95, 0.9, 0.0, "%") == "GREEN"


def test_options_are_read_however_they_are_spelled() -> None:
    for scheme in ("Target only", "TARGET_ONLY", " target-only "):
        assert excel.KCC_RAG(94.0, 95.0, None, None, None, "high", scheme) == "RED"
    assert (
        excel.KCC_VARIANCE(110.0, 100.0, "Overspend Negative")
        == excel.KCC_VARIANCE(110.0, 100.0, "negative")
        == -10
    )


floats = st.floats(-1000, 1000, allow_nan=False).map(lambda value: round(value, 3))
figures = st.one_of(floats, st.integers(-20, 120).map(float))


@given(
    figures,
    figures,
    st.none() | figures,
    st.none() | st.integers(-1, 4),
    st.sampled_from([None, *Polarity]),
    st.sampled_from(Scheme),
    st.sampled_from(Basis),
    st.sampled_from([None, "number", "days", "points"]),
)
def test_the_colour_is_that_of_the_rule(
    value: float,
    target: float,
    floor: float | None,
    decimals: int | None,
    good_is: Polarity | None,
    scheme: Scheme,
    basis: Basis,
    unit: str | None,
) -> None:
    """Where a colour is given, it is the rule's; none is given only where the rule has none, or the unit is asked."""
    answer = excel.KCC_RAG(
        value, target, floor, None if decimals is None else float(decimals), unit,
        good_is and good_is.value, scheme.value, None, basis.value,
    )  # fmt: skip
    try:
        rating = rate(
            exact(value), exact(target), None if floor is None else exact(floor),
            scheme=scheme, polarity=good_is, decimals=decimals, basis=basis,
        )  # fmt: skip
    except RuleError:
        assert answer.startswith("#KCC! ")
        return
    asked = answer.startswith("#KCC! ")
    if unit in ("number", "days"):
        assert asked == (rating.rag is None and "state Good is" in rating.reason)
    if not asked:
        assert answer == (rating.rag.value if rating.rag else "N/a")
        why = excel.KCC_RAG_WHY(
            value, target, floor, None if decimals is None else float(decimals), unit,
            good_is and good_is.value, scheme.value, None, basis.value,
        )  # fmt: skip
        assert why.startswith(rating.rag.word if rating.rag else ("Not rated", "Data only"))


@given(st.integers(0, 1500), st.integers(1, 1500), st.integers(0, 1500), st.none() | st.integers(0, 2))
def test_percentages_as_excel_keeps_them_are_rated_in_percent_points(
    value: int, target: int, floor: int, decimals: int | None
) -> None:
    """A cell shown as 94.6% holds 0.946: rated as 94.6 against targets kept alike."""
    if target == floor:
        return
    answer = excel.KCC_RAG(value / 1000, target / 1000, floor / 1000, decimals, "%")
    shown = [Decimal(each) / 10 for each in (value, target, floor)]
    rating = rate(shown[0], shown[1], shown[2], decimals=decimals).rag
    assert rating is not None
    assert answer == rating.value


@given(
    figures, figures, st.none() | st.integers(0, 2), st.integers(0, 3), st.integers(3, 9), st.integers(0, 90)
)
def test_the_budget_colour_is_that_of_the_rule(
    variance: float, budget: float, decimals: int | None, green: int, amber: int, materiality: int
) -> None:
    scheme = BudgetScheme(Decimal(green), Decimal(amber), Decimal(materiality))
    rating = rate_budget(exact(variance), exact(budget), scheme, decimals=decimals)
    assert rating.rag is not None
    answer = excel.KCC_BUDGET_RAG(variance, budget, float(green), float(amber), float(materiality), decimals)
    assert answer == rating.rag.value
    other = excel.KCC_BUDGET_RAG(-variance, budget, green, amber, materiality, decimals, "overspend negative")
    assert other == answer


@pytest.mark.parametrize(
    ("when", "year", "quarter"),
    [
        (datetime(2019, 3, 31, 23, 59), "2018/19", "Q4 2018/19"),
        (date(2019, 4, 1), "2019/20", "Q1 2019/20"),
        (43555.0, "2018/19", "Q4 2018/19"),
        (43556.0, "2019/20", "Q1 2019/20"),
        ("SEPT 15", "2015/16", "Q2 2015/16"),
        ("Q3 2017/18", "2017/18", "Q3 2017/18"),
        ("31/01/2019", "2018/19", "Q4 2018/19"),
        (" 1.4.2019 ", "2019/20", "Q1 2019/20"),
        ("03-04-2019", "2019/20", "Q1 2019/20"),  # the day comes first
    ],
)
def test_periods(when: object, year: str, quarter: str) -> None:
    assert excel.KCC_FY(when) == year
    assert excel.KCC_QUARTER(when) == quarter


@pytest.mark.parametrize("when", [2019.0, 0.0, -1.0, 12.5, 201901.0, "2018/19x", "October"])
def test_a_number_that_may_be_a_year_is_no_date(when: object) -> None:
    assert excel.KCC_FY(when).startswith("#KCC! ")


@pytest.mark.parametrize("when", ["01/31/2019", "29/02/2019", "31/04/2019"])
def test_a_text_that_is_no_date_of_the_calendar_is_refused(when: str) -> None:
    assert excel.KCC_FY(when) == (
        f"#KCC! when: '{when}' is no date. Type day, month and year, such as 31/01/2019."
    )


@pytest.mark.parametrize("none", [(), (None,), ([[None, None]],)])
def test_a_ratio_without_denominators_asks_for_them(none: tuple[object, ...]) -> None:
    assert excel.KCC_YTD([[9.0, 45.0]], "ratio", *none) == (
        "#KCC! denominators: are missing. The method ratio needs one for each result: choose their range behind the "
        "method."
    )


def test_casts_follow_the_shape_of_the_totals() -> None:
    lines = [[1.0, 2.0], [3.0, 4.0]]
    assert excel.KCC_CAST(lines, 10.0) == "Agrees"
    assert excel.KCC_CAST(lines, [[3.0], [7.0]]) == [["Agrees"], ["Agrees"]]
    assert excel.KCC_CAST(lines, [[4.0, 7.0]]) == [["Agrees", "Differs: 7 is 1 more than the lines, 6"]]
    assert excel.KCC_CAST(lines, [[1.0], [2.0], [3.0]]).startswith(
        "#KCC! total: give one total, or one for each"
    )
    assert excel.KCC_CAST([[0.1], [0.2], ["N/a"], [None]], 0.3) == "Agrees"
    assert excel.KCC_CAST([[0.1], ["abc"]], 0.3).endswith("(cell 2 of the 2 taken together)")


def test_series_one_to_a_row() -> None:
    rising = [70.0, 72.0, 73.0, 75.0, 78.0, 79.0]
    assert excel.KCC_TREND([[value] for value in rising], "High") == "↑ Improved"
    assert excel.KCC_TREND([rising, rising[::-1]], "High") == [["↑ Improved"], ["↓ Worsened"]]
    assert excel.KCC_TREND([rising, rising], [["High"], ["Low"]]) == [["↑ Improved"], ["↓ Worsened"]]
    assert excel.KCC_TREND([rising]).startswith("#KCC! rises by")
    assert excel.KCC_YTD([[9.0, 45.0], [1.0, None]], "ratio", [[10.0, 90.0], [4.0, None]]) == [[0.54], [0.25]]
    assert (
        excel.KCC_YTD([[95.0, 85.0]], None)
        == "#KCC! method: must be one of ratio, sum, mean, latest, none (it is blank)."
    )
    assert excel.KCC_YTD([["95%", "85%"]], "mean") == 0.9
    assert excel.KCC_YTD([[0.95, 85.0]], "mean").startswith("#KCC! result 1: 0.95 could be 95 %.")
    assert excel.KCC_YTD([[0.5, 25.5]], "mean", None, "days") == 13.0


def test_a_percentage_is_no_amount_of_money() -> None:
    assert excel.KCC_VARIANCE("95%", 100.0).startswith("#KCC! forecast: holds the percentage 95%")
    assert "£6.5 beside £11.0m" in excel.KCC_VARIANCE("£6.5", "£11.0m")
