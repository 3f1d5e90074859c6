"""Periods: every spelling that sheets hold, and no guess at a year."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.errors import RuleError
from kccxl.rules.periods import FinancialYear, Period, Span, parse_period, parse_sequence

Y1819 = FinancialYear(2018)


def make(span: Span, start: int, place: int) -> Period:
    return Period(span, FinancialYear(start), place % span.a_year + 1)


periods = st.builds(make, st.sampled_from(list(Span)), st.integers(1970, 2060), st.integers(0, 11))


@pytest.mark.parametrize(
    "text",
    ["2018/19", "2018-19", "2018/2019", "2018-2019", "FY 2018/19", "2018–19", " fy2018/19 ", "2018 / 19",
     "18/19", "Financial year 2018/19", "2018\N{EM DASH}19", "2018\N{NO-BREAK SPACE}/19"],
)  # fmt: skip
def test_spellings_of_a_financial_year(text: str) -> None:
    assert FinancialYear.parse(text) == Y1819
    assert parse_period(text) == Period(Span.YEAR, Y1819, 1)


@pytest.mark.parametrize("text", ["2018/20", "2018/2020", "2018/18", "2018-17", "2018/1919"])
def test_years_not_in_a_row_are_refused(text: str) -> None:
    with pytest.raises(RuleError, match="must name years in a row, like 2018/19"):
        FinancialYear.parse(text)
    with pytest.raises(RuleError, match="must"):
        parse_period(text)


@pytest.mark.parametrize("text", ["2018", "", "last year", "2018/19/20", None])
def test_other_words_are_no_financial_year(text: str) -> None:
    with pytest.raises(RuleError, match="'financial year' must be written like 2018/19"):
        FinancialYear.parse(text)


def test_the_turn_of_a_century() -> None:
    assert FinancialYear.parse("1999/00") == FinancialYear.parse("99/00") == FinancialYear(1999)
    assert FinancialYear(1999).label == "1999/00"


def test_years_sort_and_have_bounds() -> None:
    assert FinancialYear(2017) < Y1819
    with pytest.raises(RuleError, match=r"'start' must be a whole number from 1900 to 2999 \(got 1899\)"):
        FinancialYear.of(date(1900, 3, 31))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Jan-19", "January 2019"),
        ("Jan 19", "January 2019"),
        ("Jan '19", "January 2019"),
        ("Jan’19", "January 2019"),
        ("Jan–19", "January 2019"),
        ("January 2019", "January 2019"),
        ("January, 2019", "January 2019"),
        ("  JANUARY\N{NO-BREAK SPACE} 2019. ", "January 2019"),
        ("JAN 16", "January 2016"),
        ("SEPT 15", "September 2015"),
        ("Sept 16", "September 2016"),
        ("Sep 16", "September 2016"),
        ("Sept. 2016", "September 2016"),
        ("September 2016", "September 2016"),
        ("May 2016", "May 2016"),
        ("Dec 98", "December 1998"),
        ("2019-01", "January 2019"),
        ("2019-1", "January 2019"),
        ("2018-12", "December 2018"),
        ("01/2019", "January 2019"),
        ("1/2019", "January 2019"),
        ("Q3 2017/18", "Q3 2017/18"),
        ("Q3 17/18", "Q3 2017/18"),
        ("q3 2017-18", "Q3 2017/18"),
        ("Q3, 2017/2018", "Q3 2017/18"),
        ("Q3 (2017/18)", "Q3 2017/18"),
        ("Quarter 3 2017/18", "Q3 2017/18"),
        ("Qtr 3 2017–18", "Q3 2017/18"),
        ("2017/18 Q3", "Q3 2017/18"),
        ("2017/18 - Quarter 3", "Q3 2017/18"),
        ("2017/18", "2017/18"),
        ("Results up to June 16", "June 2016"),
        ("Data up to May 2016", "May 2016"),
        ("Results up to Q3 2017/18", "Q3 2017/18"),
        ("up to May 16", "May 2016"),
        ("Data for 2017/18", "2017/18"),
        ("Key Performance Indicators - Results up to May 16", "May 2016"),
        ("Annual data 2017/18", "2017/18"),
        ("Annual - March 2018", "2017/18"),
        ("Quarterly – December 2018 data", "Q3 2018/19"),
        ("Quarterly Q3 2018/19", "Q3 2018/19"),
        ("Monthly: January 2019", "January 2019"),
    ],
)
def test_spellings_with_a_year(text: str, label: str) -> None:
    assert parse_period(text).label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("OCT", "October 2018"),
        ("Jan", "January 2019"),
        ("December data", "December 2018"),
        ("Monthly - December data", "December 2018"),
        ("Quarterly - December data", "Q3 2018/19"),
        ("Quarterly - March data", "Q4 2018/19"),
        ("Key Performance Indicators – Quarterly - December data", "Q3 2018/19"),
        ("Annual - March data", "2018/19"),
        ("Q2", "Q2 2018/19"),
        ("Quarter 4", "Q4 2018/19"),
    ],
)
def test_spellings_without_a_year(text: str, label: str) -> None:
    assert parse_period(text, within=Y1819).label == label
    with pytest.raises(RuleError, match="must name its year, as no period before it is known"):
        parse_period(text)


@pytest.mark.parametrize(
    ("text", "after", "label"),
    [
        ("OCT", "Sept 15", "October 2015"),
        ("JAN", "Dec 15", "January 2016"),
        ("APR", "Mar 16", "April 2016"),
        ("JAN", "Jan 16", "January 2017"),
        ("Q1", "Q4 2017/18", "Q1 2018/19"),
        ("Q4", "Q3 2017/18", "Q4 2017/18"),
        ("OCT", "Q2 2017/18", "October 2017"),
        ("APR", "2017/18", "April 2018"),
    ],
)
def test_a_period_without_a_year_follows_on(text: str, after: str, label: str) -> None:
    assert parse_period(text, after=parse_period(after)).label == label


@pytest.mark.parametrize(
    "text",
    ["", "  ", "Ongoing", "By 2020", "2018", "KPSN - 2020", "June 2019 (review)", "Aug/Sept 16",
     "(Moved to March)", "Between Q2 2017/18 and Q1 2018/19", "29.01.19, 11.30am – 12.30", "Q5 2017/18",
     "Q3 2018", "13/2019", "00/2019", "2019-00", "Octember 16", "Quarterly", "Results", "Multiple contracts",
     "Jan 199", "Key Performance Indicators"],
)  # fmt: skip
def test_what_is_no_period_is_named(text: str) -> None:
    with pytest.raises(RuleError, match="'period' must be a date or written like January 2019") as caught:
        parse_period(text, within=Y1819)
    assert f"(got {text!r})" in str(caught.value)


@pytest.mark.parametrize("cell", [None, 43466, 2018.0, True])
def test_what_is_neither_text_nor_date_is_refused(cell: object) -> None:
    with pytest.raises(RuleError, match="'period' must be a date or written like"):
        parse_period(cell)  # type: ignore[arg-type]


def test_a_month_and_a_year_that_look_alike_are_not_guessed() -> None:
    with pytest.raises(RuleError, match="must be written as December 2011 or 2011/12"):
        parse_period("2011-12")
    assert parse_period("2011-12", span=Span.MONTH).label == "December 2011"
    assert parse_period("2011-12", span=Span.YEAR).label == "2011/12"
    assert parse_period("2011/12").label == "2011/12"


@pytest.mark.parametrize("text", ["Quarterly - November data", "Annual - December data"])
def test_a_quarter_ends_in_the_month_it_names(text: str) -> None:
    with pytest.raises(RuleError, match=r"must name the month in which a (quarter|year) ends"):
        parse_period(text, within=Y1819)


@pytest.mark.parametrize(
    ("text", "span"),
    [("Q3 2018/19", Span.MONTH), ("2018/19", Span.QUARTER), ("Monthly - Jan 19", Span.QUARTER),
     ("Monthly - Q3 2018/19", None)],
)  # fmt: skip
def test_a_longer_period_is_not_a_shorter_one(text: str, span: Span | None) -> None:
    with pytest.raises(RuleError, match=r"'period' must be a (month|quarter)"):
        parse_period(text, span=span)


def test_dates_and_months_take_the_span_asked_for() -> None:
    day = date(2018, 11, 30)
    assert parse_period(day).label == "November 2018"
    assert parse_period(datetime(2018, 11, 30, 9, 15)).label == "November 2018"
    assert parse_period(day, span=Span.QUARTER) == parse_period("Nov 18", span=Span.QUARTER)
    assert parse_period(day, span=Span.QUARTER).label == "Q3 2018/19"
    assert parse_period(day, span=Span.YEAR).label == "2018/19"


def test_a_sequence_goes_on_from_month_to_month() -> None:
    found = parse_sequence(["SEPT 15", "OCT", "NOV", "DEC", "JAN 16", "FEB", "MAR", "APR"])
    assert found[-1].label == "April 2016"
    assert all(later == earlier.next() for earlier, later in pairwise(found))


def test_a_sequence_may_start_from_the_financial_year() -> None:
    assert [each.short for each in parse_sequence(["Q3", "Q4", "Q1"], within=Y1819)] == [
        "Q3 18/19", "Q4 18/19", "Q1 19/20",
    ]  # fmt: skip
    assert parse_sequence([]) == []


@pytest.mark.parametrize(
    ("text", "short", "months_done", "quarter", "last_day"),
    [
        ("April 2018", "Apr 18", 1, 1, date(2018, 4, 30)),
        ("January 2019", "Jan 19", 10, 4, date(2019, 1, 31)),
        ("February 2020", "Feb 20", 11, 4, date(2020, 2, 29)),
        ("March 2019", "Mar 19", 12, 4, date(2019, 3, 31)),
        ("Q1 2018/19", "Q1 18/19", 3, 1, date(2018, 6, 30)),
        ("Q3 2018/19", "Q3 18/19", 9, 3, date(2018, 12, 31)),
        ("Q4 2018/19", "Q4 18/19", 12, 4, date(2019, 3, 31)),
        ("2018/19", "2018/19", 12, 4, date(2019, 3, 31)),
    ],
)
def test_where_a_period_ends(text: str, short: str, months_done: int, quarter: int, last_day: date) -> None:
    period = parse_period(text)
    assert (period.label, period.short) == (text, short)
    assert (period.months_done, period.quarter, period.last_day) == (months_done, quarter, last_day)


def test_a_number_outside_the_year_is_refused() -> None:
    with pytest.raises(RuleError, match=r"'number' must be .* from 1 to 4 for a quarter \(got 5\)"):
        Period(Span.QUARTER, Y1819, 5)


def test_periods_sort_by_their_end_and_then_by_length() -> None:
    texts = ["Feb 19", "Q3 2018/19", "March 2019", "Q4 2018/19", "2018/19", "Apr 19"]
    expected = [parse_period(text) for text in ["Q3 2018/19", *texts[:1], *texts[2:]]]
    assert sorted(parse_period(text) for text in reversed(texts)) == expected


@given(periods)
def test_before_and_after_undo_each_other(period: Period) -> None:
    assert period.next().previous() == period.previous().next() == period
    assert period.previous() < period < period.next()
    assert period.previous().last_day < period.last_day


@given(periods)
def test_a_year_before_is_as_many_steps_back(period: Period) -> None:
    back = period
    for _ in range(period.span.a_year):
        back = back.previous()
    assert back == period.a_year_before()
    assert back.a_year_after() == period


@given(periods)
def test_labels_are_read_back(period: Period) -> None:
    assert parse_period(period.label) == parse_period(period.short) == period


@given(st.dates(date(1902, 1, 1), date(2900, 1, 1)), st.sampled_from(list(Span)))
def test_a_day_lies_in_its_period(day: date, span: Span) -> None:
    period = Period.of(day, span)
    assert period.previous().last_day < day <= period.last_day
    assert Period.of(period.last_day + timedelta(days=1), span) == period.next()


@given(periods, periods)
def test_the_order_is_total(one: Period, other: Period) -> None:
    assert (one < other) + (other < one) + (one == other) == 1
    assert one.last_day <= other.last_day or other < one


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(RuleError):
        assert isinstance(parse_period(text, within=Y1819), Period)
