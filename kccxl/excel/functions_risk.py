"""KCC_RISK_SCORE and KCC_RISK_BAND: the risk register's matrix."""

from __future__ import annotations

from kccxl.errors import WorkbookError
from kccxl.excel.cells import NOT_APPLICABLE, Amount, read_amount
from kccxl.excel.declaring import Answer, worksheet_function
from kccxl.rules.risk import band, score


@worksheet_function(
    "Likelihood (1 to 5) times impact (1 to 5).",
    [((4.0, 5.0), 20.0), (("N/a", 5.0), "N/a")],
    likelihood=(
        read_amount,
        "1 (very unlikely) to 5 (very likely): a cell or a range. A blank gives a blank.",
    ),
    impact=(read_amount, "1 (minor) to 5 (major)."),
)
def KCC_RISK_SCORE(likelihood: Amount, impact: Amount) -> Answer:
    """Gives the score of a risk, 1 to 25."""
    if likelihood.value is None:
        return likelihood.absent or ""
    if impact.value is None:
        return NOT_APPLICABLE
    return float(score(_whole("likelihood", likelihood), _whole("impact", impact)))


@worksheet_function(
    "Low 1 to 6, Medium 8 to 15, High 16 to 25; a score that likelihood times impact cannot give is refused.",
    [((6.0,), "Low"), ((8.0,), "Medium"), ((16.0,), "High")],
    score=(read_amount, "The score of the risk: a cell or a range. A blank gives a blank, N/a gives N/a."),
)
def KCC_RISK_BAND(score: Amount) -> Answer:
    """Names the band of a risk's score: Low, Medium or High."""
    if score.value is None:
        return score.absent or ""
    return band(_whole("score", score)).value


def _whole(caption: str, amount: Amount) -> int:
    value = amount.value
    if value is None or amount.typed or value != value.to_integral_value():
        raise WorkbookError(f"{caption}: must be a whole number (got {value}).")
    return int(value)
