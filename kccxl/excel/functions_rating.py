"""KCC_RAG and KCC_RAG_WHY: the colour of a result, and the sentence that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from kccxl.errors import WorkbookError
from kccxl.excel.cells import BLANK, NOT_APPLICABLE, Amount, read_amount
from kccxl.excel.declaring import Answer, worksheet_function
from kccxl.excel.one_unit import OneUnit, Values, ask_for_unit, in_one_unit
from kccxl.excel.settings import Reader, choice, per_cent, read_decimals, read_unit_word
from kccxl.rules.benchmarks import Benchmarks
from kccxl.rules.rag import Polarity, Rag, Scheme, held_against, rate
from kccxl.rules.rounding import Basis, on_basis

USUAL_TOLERANCE = Decimal(10)
"""Per cent of the target, as a workbook's settings have it where they do not say."""

_FIGURES = ("result", "target", "floor")
_ARGUMENTS: dict[str, tuple[Reader, str]] = {
    "result": (read_amount, "The result to rate: a cell or a range. A blank gives a blank, N/a gives N/a."),
    "target": (read_amount, "The target. Equal to the target is Green."),
    "floor": (
        read_amount,
        "The floor standard. Equal to it is Amber. Below the target: high is good; above: low is.",
    ),
    "decimals": (
        read_decimals,
        "Decimals the result is shown with; it is rounded half up to them and then rated. Left out: rated as stored. "
        "Excel does not tell how a cell is formatted, so give it wherever the cell shows fewer digits than it holds.",
    ),
    "unit": (
        read_unit_word,
        'Unit of all figures: "%" (cells formatted as percentages), "points" (95 typed for 95 %), "fraction", "£", '
        '"days", "number" ... Left out: no rating where 0.95 could mean 95 %.',
    ),
    "good_is": (
        choice(Polarity, None),
        "High or Low; needed where target and floor standard are equal, or the floor is missing.",
    ),
    "scheme": (
        choice(Scheme, Scheme.TARGET_FLOOR),
        "target_floor (usual), tolerance (Amber within so many per cent of the target), target_only, or none.",
    ),
    "tolerance": (
        per_cent(USUAL_TOLERANCE),
        "For the scheme tolerance: per cent of the target, 10 if left out.",
    ),
    "basis": (
        choice(Basis, Basis.DISPLAYED),
        "displayed (usual: round to the decimals, then rate) or exact (rate what is stored).",
    ),
}


@worksheet_function(
    "Green: the target is met. Amber: the floor standard is met, the target is not. Red: the floor standard is not "
    "met. Equal is met. The figure as displayed is rated.",
    [
        ((97.0, 95.0, 90.0), "GREEN"),
        ((90.0, 95.0, 90.0), "AMBER"),
        ((25.0, 5.0, 15.0), "RED"),
        ((0.746, 0.8, 0.75, 0.0, "%"), "AMBER"),
        (("N/a", 95.0, 90.0), "N/a"),
        ((85.0, 90.0, None, None, None, "High", "tolerance", 10.0), "AMBER"),
    ],
    **_ARGUMENTS,
)
def KCC_RAG(
    result: Amount,
    target: Amount,
    floor: Amount = BLANK,
    decimals: int | None = None,
    unit: str = "",
    good_is: Polarity | None = None,
    scheme: Scheme = Scheme.TARGET_FLOOR,
    tolerance: Decimal = USUAL_TOLERANCE,
    basis: Basis = Basis.DISPLAYED,
) -> Answer:
    """Rates a result GREEN, AMBER or RED against target and floor standard."""
    if result.value is None:
        return result.absent or ""
    _, colour = _rated((result, target, floor), unit, decimals, good_is, scheme, tolerance, basis)
    return NOT_APPLICABLE if colour is None else colour.value


@worksheet_function(
    "The reason that KCC_RAG rests on, from the same rule; where rounding decides the colour it says so.",
    [
        ((75.0, 95.0, 90.0, None, "points"), "Red: 75 % is 15 points below the floor standard of 90 %"),
        (
            (0.746, 0.8, 0.75, 0.0, "%"),
            "Amber: 75 % is 5 points below the target of 80 % and equals the floor standard of 75 %. "
            "Note: 74.6 % would be Red on the exact figure; it is shown and rated as 75 %",
        ),
        (
            (75.0, 95.0),
            "Not rated: no floor standard; state it, or choose the scheme target_only or tolerance",
        ),
    ],
    **_ARGUMENTS,
)
def KCC_RAG_WHY(
    result: Amount,
    target: Amount,
    floor: Amount = BLANK,
    decimals: int | None = None,
    unit: str = "",
    good_is: Polarity | None = None,
    scheme: Scheme = Scheme.TARGET_FLOOR,
    tolerance: Decimal = USUAL_TOLERANCE,
    basis: Basis = Basis.DISPLAYED,
) -> Answer:
    """Says in a sentence why KCC_RAG gives its colour."""
    if result.value is None:
        return result.absent or ""
    read, _ = _rated((result, target, floor), unit, decimals, good_is, scheme, tolerance, basis)
    rating = rate(
        *read.values, scheme=scheme, polarity=good_is, decimals=decimals, unit=read.unit, basis=basis,
        tolerance=tolerance,
    )  # fmt: skip
    return f"{rating.reason}. Note: {rating.near_boundary}" if rating.near_boundary else rating.reason


def _rated(
    amounts: Sequence[Amount],
    unit: str,
    decimals: int | None,
    good_is: Polarity | None,
    scheme: Scheme,
    tolerance: Decimal,
    basis: Basis,
) -> tuple[OneUnit, Rag | None]:
    """Return the figures in one unit and their colour, or ask for the unit where the colour hangs on it."""
    read = in_one_unit(_FIGURES, amounts, unit, rounded=decimals is not None)
    colour = _colour(read.values, decimals, good_is, scheme, tolerance, basis)
    if read.doubt and _colour(read.doubt, decimals, good_is, scheme, tolerance, basis) is not colour:
        raise ask_for_unit(_FIGURES, amounts)
    return read, colour


def _colour(
    values: Values,
    decimals: int | None,
    good_is: Polarity | None,
    scheme: Scheme,
    tolerance: Decimal,
    basis: Basis,
) -> Rag | None:
    """Return the colour that `rate` gives, without its sentences: they take thirty times as long."""
    value, target, floor = values
    if value is None or scheme is Scheme.NONE:
        return None
    marks = _marks(target, floor, scheme, good_is, tolerance)
    if marks is None:
        return None
    return marks.colour(on_basis(value, decimals, basis))


@lru_cache(maxsize=4096)
def _marks(
    target: Decimal | None,
    floor: Decimal | None,
    scheme: Scheme,
    good_is: Polarity | None,
    tolerance: Decimal,
) -> Benchmarks | None:
    """Return what results are rated by; None where target or floor standard is missing.

    Raises:
        WorkbookError: nothing tells whether high or low is good.

    """
    marks = held_against(target, floor, scheme=scheme, polarity=good_is, tolerance=tolerance)
    if isinstance(marks, Benchmarks):
        return marks
    if target is not None and (floor is not None or scheme is not Scheme.TARGET_FLOOR):
        raise WorkbookError(f"{marks}.")
    return None
