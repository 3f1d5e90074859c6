"""KCC_ACTIVITY and KCC_EXPECTED: a result against its expected range, and the threshold to date."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kccxl.errors import WorkbookError
from kccxl.excel.cells import BLANK, NOT_APPLICABLE, Amount, read_amount
from kccxl.excel.declaring import Answer, worksheet_function
from kccxl.excel.one_unit import Values, ask_for_unit, in_one_unit
from kccxl.excel.series import one_series_a_row
from kccxl.excel.settings import choice, read_decimals, read_months, read_unit_word
from kccxl.rules.activity import InRange, Kind, check_range, expected_to_date
from kccxl.sheets.number_formats import stored

_FIGURES = ("result", "lower", "upper")
_QUARTERS = ("quarter 1", "quarter 2", "quarter 3", "quarter 4")


@worksheet_function(
    "Above, Below, or Yes: in the expected range, thresholds included. Demand is neither good nor bad, so there is no "
    "colour.",
    [
        ((1500.0, 1200.0, 1400.0), "Above"),
        ((1400.0, 1200.0, 1400.0), "Yes"),
        ((1199.6, 1200.0, 1400.0, 0.0), "Yes"),
        ((1500.0, None, None), "N/a"),
    ],
    result=(read_amount, "The result: a cell or a range. A blank gives a blank, N/a gives N/a."),
    lower=(read_amount, "The lower threshold; blank leaves that side open."),
    upper=(read_amount, "The upper threshold; blank leaves that side open."),
    decimals=(read_decimals, "Decimals the result is shown with. Left out: compared as stored."),
    unit=(
        read_unit_word,
        'Unit of the figures: "number", "%", "points", "fraction", "£", "days" ... as in KCC_RAG.',
    ),
)
def KCC_ACTIVITY(
    result: Amount, lower: Amount, upper: Amount = BLANK, decimals: int | None = None, unit: str = ""
) -> Answer:
    """Tells whether a result lies in its expected range: Yes, Above or Below."""
    if result.value is None:
        return result.absent or ""
    amounts = (result, lower, upper)
    read = in_one_unit(_FIGURES, amounts, unit, rounded=decimals is not None)
    status = _status(read.values, decimals)
    if read.doubt and _status(read.doubt, decimals) is not status:
        raise ask_for_unit(_FIGURES, amounts)
    return NOT_APPLICABLE if status is None else status.value


def _status(values: Values, decimals: int | None) -> InRange | None:
    value, lower, upper = values
    if lower is not None and upper is not None and lower > upper:
        raise WorkbookError(f"lower: {lower:f} is above the upper threshold of {upper:f}. Exchange the two.")
    return check_range(value, lower, upper, decimals=decimals).status


@worksheet_function(
    "flow (adds up): the full quarters so far and the share of the current one (months / 3). stock (a level): the "
    "threshold of the current quarter. A flow with one quarter given is an annual measure.",
    [
        (([[300.0, 330.0, 360.0, 390.0]], 5.0, "flow"), 520.0),
        (([[300.0, 330.0, 360.0, 390.0]], 5.0, "stock"), 330.0),
        (([[300.0, 330.0, 360.0, 390.0]], "January 2019", "flow"), 1120.0),
        (([[None, None, None, 80.0]], 9.0, "flow"), "N/a"),
    ],
    one_series_a_row("quarters"),
    quarters=(
        read_amount,
        "The four thresholds of the year, April to June first: one row (or column) of four cells.",
    ),
    months=(
        read_months,
        "Months done since 1 April, 1 to 12; or the last month, as a date or as January 2019.",
    ),
    kind=(choice(Kind, None), "flow (calls answered) or stock (cases open). It must be stated."),
)
def KCC_EXPECTED(quarters: Sequence[Amount], months: int | str, kind: Kind | None) -> Answer:
    """Gives the expected activity, upper or lower, for the year so far."""
    if all(quarter.absent == "" for quarter in quarters):
        return ""
    if isinstance(months, str):
        return months
    if len(quarters) != len(_QUARTERS):
        raise WorkbookError(f"quarters: must be four thresholds (got {len(quarters)}).")
    if kind is None:
        raise WorkbookError("kind: must be flow or stock (it is blank).")
    unit = ""
    values: Sequence[Decimal | None] = [quarter.value for quarter in quarters]
    if any(quarter.typed for quarter in quarters):
        read = in_one_unit(_QUARTERS, quarters, "")
        values, unit = read.values, read.unit
    expected = expected_to_date(values, months, kind)
    return NOT_APPLICABLE if expected is None else float(stored(expected, unit))
