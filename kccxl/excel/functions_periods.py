"""KCC_FY and KCC_QUARTER: the financial year and quarter a date lies in."""

from __future__ import annotations

from datetime import datetime

from kccxl.excel.declaring import Answer, worksheet_function
from kccxl.excel.settings import period
from kccxl.rules.financial_year import Period, Span

_WHEN = (
    "A date, also as a text such as 31/01/2019, or a month such as January 2019 or Jan-19: a cell or a range. "
    "A blank gives a blank, N/a gives N/a."
)


@worksheet_function(
    "April is month 1: 31 March 2019 lies in 2018/19, 1 April 2019 in 2019/20.",
    [((datetime(2019, 3, 31),), "2018/19"), ((datetime(2019, 4, 1),), "2019/20"), (("Jan-19",), "2018/19")],
    when=(period(Span.YEAR), _WHEN),
)
def KCC_FY(when: Period | str) -> Answer:
    """Gives the financial year of a date, as 2018/19."""
    return when if isinstance(when, str) else when.label


@worksheet_function(
    "Q1 is April to June, Q4 January to March.",
    [((datetime(2018, 12, 31),), "Q3 2018/19"), (("January 2019",), "Q4 2018/19")],
    when=(period(Span.QUARTER), _WHEN),
)
def KCC_QUARTER(when: Period | str) -> Answer:
    """Gives the financial quarter of a date, as Q3 2018/19."""
    return when if isinstance(when, str) else when.label
