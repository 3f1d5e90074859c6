"""KCC_ROUND and KCC_ISERROR: half-up rounding, and whether a cell holds an error that IFERROR does not see."""

from __future__ import annotations

from kccxl.excel.cells import Amount, error_in, read_amount
from kccxl.excel.declaring import Answer, worksheet_function
from kccxl.excel.one_unit import in_one_unit
from kccxl.excel.settings import read_decimals
from kccxl.rules.rounding import round_half_up
from kccxl.sheets.number_formats import stored


@worksheet_function(
    "Halves are rounded away from zero, on the number's 15 significant digits: 2.675 to two decimals is 2.68. A "
    "percentage typed as text is rounded in per cent and comes out as a fraction: format the cell as a percentage.",
    [((2.5, 0.0), 3.0), ((-0.125, 2.0), -0.13), ((1234567.0, -3.0), 1235000.0), (("94.6%", 0.0), 0.95)],
    figure=(read_amount, "The figure to round: a cell or a range. A blank gives a blank, N/a gives N/a."),
    decimals=(read_decimals, "Places after the point, 0 if left out; -3 rounds to thousands."),
)
def KCC_ROUND(figure: Amount, decimals: int | None = None) -> Answer:
    """Rounds a figure half up, as the published dashboards do."""
    if figure.value is None:
        return figure.absent or ""
    read = in_one_unit(("figure",), (figure,), "")
    rounded = round_half_up(read.values[0] or figure.value, decimals or 0)
    return float(stored(rounded, read.unit))


def _read_error(cell: object, _caption: str) -> bool:
    return bool(error_in(cell))


@worksheet_function(
    "TRUE for an answer that begins with #KCC!, and for Excel's own errors; else FALSE. IFERROR sees only the latter.",
    [
        (("#KCC! target: holds 'abc', which is no figure.",), True),
        (("#N/A",), True),
        ((95.0,), False),
        ((None,), False),
    ],
    cell=(_read_error, "The cell or range to test."),
)
def KCC_ISERROR(cell: bool) -> Answer:
    """Tells whether a cell holds something to mend."""
    return cell
