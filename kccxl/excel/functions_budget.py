"""KCC_VARIANCE and its kin, KCC_BUDGET_RAG and KCC_CAST: forecasts against budgets, and lines against totals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from kccxl.errors import WorkbookError
from kccxl.excel.cells import BLANK, NOT_APPLICABLE, Amount, read_amount
from kccxl.excel.declaring import Answer, worksheet_function
from kccxl.excel.one_unit import Values, in_one_unit
from kccxl.excel.series import lines_of_totals
from kccxl.excel.settings import Reader, choice, per_cent, read_decimals
from kccxl.rules.budget_rag import BudgetScheme
from kccxl.rules.casting import Verdict, cast
from kccxl.rules.rounding import Basis, on_basis, show
from kccxl.rules.variance import Sign, as_printed, effect, from_printed, variance
from kccxl.rules.variance import per_cent as share_of

_USUAL = BudgetScheme()
_SIGN: tuple[Reader, str] = (
    choice(
        Sign,
        Sign.OVERSPEND_POSITIVE,
        {"positive": Sign.OVERSPEND_POSITIVE, "negative": Sign.OVERSPEND_NEGATIVE},
    ),
    'Sign of an overspend: "overspend positive" (usual) or "overspend negative".',
)
_FORECAST: tuple[Reader, str] = (
    read_amount,
    "The forecast outturn: a cell or a range. A blank gives a blank, N/a gives N/a.",
)
_BUDGET: tuple[Reader, str] = (read_amount, "The budget; a net income budget is negative.")


@worksheet_function(
    "Forecast less budget: + is an overspend (adverse), - an underspend (favourable), for net income budgets as well.",
    [
        ((37343.2, 36830.6), 512.6),
        ((-1993.0, -2043.0), 50.0),
        (("£6.5m", "£6.2m"), 300000.0),
        ((512.6, None), "N/a"),
    ],
    forecast=_FORECAST,
    budget=_BUDGET,
    sign=_SIGN,
)
def KCC_VARIANCE(forecast: Amount, budget: Amount, sign: Sign = Sign.OVERSPEND_POSITIVE) -> Answer:
    """Gives the variance of a forecast from its budget."""
    found = _variance(forecast, budget)
    return found if isinstance(found, str) else float(as_printed(found, sign))


@worksheet_function(
    "The variance in per cent of the budget's size, so that + stays adverse where the budget is negative; N/a for a "
    "zero budget. The answer is a fraction: format the cell as a percentage.",
    [
        ((1020.0, 1000.0), 0.02),
        ((-1950.0, -2000.0), 0.025),
        ((50.0, 0.0), "N/a"),
    ],
    forecast=_FORECAST,
    budget=_BUDGET,
    sign=_SIGN,
)
def KCC_VARIANCE_PCT(forecast: Amount, budget: Amount, sign: Sign = Sign.OVERSPEND_POSITIVE) -> Answer:
    """Gives the variance as a share of the budget."""
    found = _variance(forecast, budget)
    if isinstance(found, str):
        return found
    share = share_of(found, _money(("forecast", "budget"), (forecast, budget))[1])
    return NOT_APPLICABLE if share is None else float(as_printed(share, sign).scaleb(-2))


@worksheet_function(
    "Adverse, Favourable, or None where the variance as displayed is nothing.",
    [((512.6,), "Adverse"), ((-349.7,), "Favourable"), ((0.04, 1.0), "None")],
    variance=(read_amount, "The variance: a cell or a range. A blank gives a blank, N/a gives N/a."),
    decimals=(
        read_decimals,
        "Decimals it is shown with, so that one shown as 0.0 is None. Left out: as stored.",
    ),
    sign=_SIGN,
)
def KCC_VARIANCE_WORD(
    variance: Amount, decimals: int | None = None, sign: Sign = Sign.OVERSPEND_POSITIVE
) -> Answer:
    """Says in a word what a variance does to the council's position."""
    value = _money(("variance",), (variance,))[0]
    if value is None:
        return variance.absent or ""
    return effect(from_printed(value, sign), decimals=decimals).value


@worksheet_function(
    "The adverse variance in per cent of the budget against two limits: up to the first Green, up to the second Amber, "
    "beyond Red. Below the materiality nothing is Red. On a zero budget an overspend is Red from the materiality on.",
    [
        ((0.0, 1000.0), "GREEN"),
        ((20.0, 1000.0), "AMBER"),
        ((20.1, 1000.0), "RED"),
        ((50.0, -2000.0), "RED"),
        ((400.0, 1000.0, 0.0, 2.0, 500.0), "AMBER"),
    ],
    variance=(read_amount, "The variance, + for an overspend: a cell or a range. A blank gives a blank."),
    budget=_BUDGET,
    green_up_to=(per_cent(_USUAL.green_up_to), "Per cent that is still Green, 0 if left out. 2 means 2 %."),
    amber_up_to=(per_cent(_USUAL.amber_up_to), "Per cent that is still Amber, 2 if left out. 2 means 2 %."),
    materiality=(
        read_amount,
        "In the unit of the variance: an overspend below it is never Red. 0 if left out.",
    ),
    decimals=(read_decimals, "Decimals the percentage is shown with and rated by. Left out: rated exactly."),
    sign=_SIGN,
)
def KCC_BUDGET_RAG(
    variance: Amount,
    budget: Amount,
    green_up_to: Decimal = _USUAL.green_up_to,
    amber_up_to: Decimal = _USUAL.amber_up_to,
    materiality: Amount = BLANK,
    decimals: int | None = None,
    sign: Sign = Sign.OVERSPEND_POSITIVE,
) -> Answer:
    """Rates a budget variance GREEN, AMBER or RED by tolerance."""
    captions = ("variance", "budget", "materiality")
    printed, whole, least = _money(captions, (variance, budget, materiality))
    if printed is None:
        return variance.absent or ""
    if whole is None:
        return NOT_APPLICABLE
    adverse = from_printed(printed, sign)
    share = share_of(adverse, whole)
    if share is not None:
        share = on_basis(share, decimals, Basis.DISPLAYED)
    return _limits(green_up_to, amber_up_to, least or Decimal(0)).colour(adverse, share).value


@worksheet_function(
    "Re-adds the lines of a total, exactly. A difference of at most half a unit of the last decimal for each line is "
    "what rounding can explain; beyond it the total is wrong.",
    [
        (([[100.0], [250.0]], 350.0), "Agrees"),
        (([[1.2], [1.2]], 2.5, 1.0), "Rounding: 2.5 is 0.1 more than the lines, 2.4"),
        (([[46137.6], [73263.5]], 119400.5, 1.0), "Differs: 119,400.5 is 0.6 less than the lines, 119,401.1"),
    ],
    lines_of_totals("lines", "total"),
    lines=(read_amount, "The lines of the total: a range. Blanks and N/a are passed over."),
    total=(
        read_amount,
        "The total; or a column of totals, one for each row of lines; or a row, one for each column.",
    ),
    decimals=(read_decimals, "Decimals the figures are shown with. Left out: the lines must add up exactly."),
)
def KCC_CAST(lines: Sequence[Amount], total: Amount, decimals: int | None = None) -> Answer:
    """Says whether lines add up to their total, and by how much not."""
    captions = (*[f"line {place}" for place in range(1, len(lines) + 1)], "total")
    *addends, printed = _money(captions, (*lines, total))
    if printed is None:
        return total.absent or ""
    shown = [on_basis(each, decimals, Basis.DISPLAYED) for each in addends if each is not None]
    found = cast(shown, on_basis(printed, decimals, Basis.DISPLAYED), decimals=decimals)
    if found.verdict is Verdict.AGREES:
        return "Agrees"
    side = "more" if found.difference > 0 else "less"
    figures = [
        show(each, "", decimals) for each in (found.printed, found.difference.copy_abs(), found.recomputed)
    ]
    return f"{found.verdict.value.capitalize()}: {figures[0]} is {figures[1]} {side} than the lines, {figures[2]}"


def _variance(forecast: Amount, budget: Amount) -> Decimal | str:
    """Return forecast less budget, or what stands in its place: a blank for no forecast, N/a for no budget."""
    expected, whole = _money(("forecast", "budget"), (forecast, budget))
    if expected is None:
        return forecast.absent or ""
    return NOT_APPLICABLE if whole is None else variance(expected, whole)


def _money(captions: Sequence[str], amounts: Sequence[Amount]) -> Values:
    """Return amounts of money in one unit."""
    if not any(amount.typed for amount in amounts):
        return tuple([amount.value for amount in amounts])
    for caption, amount in zip(captions, amounts, strict=True):
        if amount.typed is not None and amount.typed.unit == "%":
            raise WorkbookError(
                f"{caption}: holds the percentage {amount.typed.printed}, where an amount is needed."
            )
    return in_one_unit(captions, amounts, "").values


@lru_cache(maxsize=256)
def _limits(green: Decimal, amber: Decimal, materiality: Decimal) -> BudgetScheme:
    if amber < green:
        raise WorkbookError(f"amber_up_to: {amber:f} is below green_up_to, {green:f}. Exchange the two.")
    return BudgetScheme(green, amber, materiality)
