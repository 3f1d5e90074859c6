"""KCC_DOT, KCC_TREND and KCC_YTD: direction of travel, by two methods, and the year to date."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kccxl.errors import WorkbookError
from kccxl.excel.cells import BLANK, NOT_APPLICABLE, Amount, read_amount
from kccxl.excel.declaring import Answer, worksheet_function
from kccxl.excel.one_unit import Values, ask_for_unit, in_one_unit
from kccxl.excel.series import one_series_a_row
from kccxl.excel.settings import choice, read_decimals, read_unit_word
from kccxl.rules.polarity import Polarity, polarity_of
from kccxl.rules.rounding import Basis
from kccxl.rules.travel import MIN_POINTS, Travel, since_previous, trend
from kccxl.rules.ytd import YtdMethod, YtdPoint, year_to_date
from kccxl.sheets.number_formats import stored
from kccxl.tables.cells import Kind

_SURELY_POINTS = 20
_FIGURES = ("latest", "previous", "target", "floor")
_UNIT = (
    read_unit_word,
    'Unit of the figures: "%", "points", "fraction", "£", "days", "number" ... as in KCC_RAG.',
)
_GOOD_IS = (choice(Polarity, None), "High or Low; may be left out where target and floor standard tell.")
_TARGET = (
    read_amount,
    "The target, from which with the floor standard it follows whether high or low is good.",
)
_FLOOR = (read_amount, "The floor standard.")


@worksheet_function(
    "The latest result against the previous one of the same frequency, both as displayed. An arrow up means better, "
    "not higher.",
    [
        ((25.0, 28.0, "Low"), "↑ Improved"),
        ((79.0, 82.0, None, 80.0, 70.0), "↓ Worsened"),
        ((0.804, 0.8, "High", None, None, 0.0, "%"), "↔ Same"),
        ((79.0, None, "High"), "N/a"),
        ((79.0, "NEW", "High"), "NEW"),
    ],
    latest=(read_amount, "The latest result: a cell or a range. A blank gives a blank, N/a gives N/a."),
    previous=(read_amount, "The result before it. None gives N/a; the word NEW gives NEW."),
    good_is=_GOOD_IS,
    target=_TARGET,
    floor=_FLOOR,
    decimals=(read_decimals, "Decimals both results are shown with. Left out: compared as stored."),
    unit=_UNIT,
    basis=(choice(Basis, Basis.DISPLAYED), "displayed (usual) or exact."),
)
def KCC_DOT(
    latest: Amount,
    previous: Amount,
    good_is: Polarity | None = None,
    target: Amount = BLANK,
    floor: Amount = BLANK,
    decimals: int | None = None,
    unit: str = "",
    basis: Basis = Basis.DISPLAYED,
) -> Answer:
    """Tells the direction of travel since the previous result, as an arrow with its word."""
    if latest.value is None:
        return latest.absent or ""
    amounts = (latest, previous, target, floor)
    read = in_one_unit(_FIGURES, amounts, unit, rounded=decimals is not None)
    new = previous.kind is Kind.NEW

    def travel(values: Values) -> Travel:
        now, before, goal, standard = values
        polarity = polarity_of(goal, standard, good_is)
        return since_previous(now, before, polarity, decimals=decimals, unit=read.unit, basis=basis, new=new)

    found = travel(read.values)
    if read.doubt and travel(read.doubt).direction is not found.direction:
        raise ask_for_unit(_FIGURES, amounts)
    return _label(found, known=previous.value is not None)


@worksheet_function(
    f"A straight line through all results shown, at least {MIN_POINTS}: Improved or Worsened where its slope is "
    "significant at the 5 % level, else Same. A gap keeps its place.",
    [
        (([[70.0, 72.0, 73.0, 75.0, 78.0, 79.0]], "High"), "↑ Improved"),
        (([[70.0, 80.0, 71.0, 79.0, 72.0, 78.0]], "High"), "↔ Same"),
        (([[70.0, 72.0, 73.0]], "High"), "N/a"),
    ],
    one_series_a_row("results"),
    results=(
        read_amount,
        "The results, oldest first. Each row is one series; a single column is one series.",
    ),
    good_is=_GOOD_IS,
    target=_TARGET,
    floor=_FLOOR,
    unit=_UNIT,
)
def KCC_TREND(
    results: Sequence[Amount],
    good_is: Polarity | None = None,
    target: Amount = BLANK,
    floor: Amount = BLANK,
    unit: str = "",
) -> Answer:
    """Tells the direction of travel from a line through all results, as an arrow with its word."""
    if all(result.kind is Kind.BLANK for result in results):
        return ""
    amounts = (*results, target, floor)
    captions = (*[f"result {place}" for place in range(1, len(results) + 1)], "target", "floor")
    read = in_one_unit(captions, amounts, unit)

    def travel(values: Values) -> Travel:
        *series, goal, standard = values
        return trend(series, polarity_of(goal, standard, good_is), unit=read.unit)

    found = travel(read.values)
    if read.doubt and travel(read.doubt).direction is not found.direction:
        raise ask_for_unit(captions, amounts)
    enough = sum(value is not None for value in read.values[:-2]) >= MIN_POINTS
    return _label(found, known=enough)


def _label(found: Travel, *, known: bool) -> str:
    """Return the arrow with its word; figures that only lack their polarity ask for it."""
    if found.direction is not None:
        return found.direction.label
    if known:
        raise WorkbookError(f"{found.reason.removeprefix('N/a: ')}.")
    return NOT_APPLICABLE


@worksheet_function(
    "ratio: sum of numerators over sum of denominators, never a mean of percentages; sum; mean; latest (a stock); "
    "none (snapshot data: N/a). A ratio, and percentages typed as text, come out as a fraction: format the cell as a "
    "percentage.",
    [
        (([[9.0, 45.0]], "ratio", [[10.0, 90.0]]), 0.54),
        (([[120.0, None, 131.0]], "sum"), 251.0),
        (([[4.0, 5.0, 6.5]], "latest"), 6.5),
        (([[4.0, 5.0]], "none"), "N/a"),
    ],
    one_series_a_row("results", "denominators"),
    results=(
        read_amount,
        "Results of the year so far, for ratio the numerators, in order. Each row is one series; a single column is "
        "one series.",
    ),
    method=(choice(YtdMethod, None), "ratio, sum, mean, latest or none. It must be stated."),
    denominators=(read_amount, "For ratio: the denominators, as many as results."),
    unit=_UNIT,
)
def KCC_YTD(
    results: Sequence[Amount],
    method: YtdMethod | None,
    denominators: Sequence[Amount] = (BLANK,),
    unit: str = "",
) -> Answer:
    """Gives the figure for the financial year so far."""
    if all(result.kind is Kind.BLANK for result in results):
        return ""
    if method is None:
        raise WorkbookError("method: must be one of ratio, sum, mean, latest, none (it is blank).")
    captions = [f"result {place}" for place in range(1, len(results) + 1)]
    if method is YtdMethod.RATIO:
        points = _ratios(captions, results, denominators)
    else:
        values = _as_excel_keeps_them(captions, results, unit, averaged=method is YtdMethod.MEAN)
        points = [YtdPoint(name, value=value) for name, value in zip(captions, values, strict=True)]
    found = year_to_date(points, method)
    return NOT_APPLICABLE if found.value is None else float(found.value)


def _as_excel_keeps_them(
    captions: Sequence[str], results: Sequence[Amount], unit: str, *, averaged: bool
) -> Sequence[Decimal | None]:
    """Return results in the form they came in; percentages typed as text as the fractions Excel makes of them."""
    if any(result.typed for result in results):
        read = in_one_unit(captions, results, unit)
        return [None if value is None else stored(value, read.unit) for value in read.values]
    values = [result.value for result in results]
    if unit:
        in_one_unit(captions, results, unit)  # asks where percentages are not all given alike
    elif averaged and any(value is not None and abs(value) >= _SURELY_POINTS for value in values):
        fractions = [0 < abs(value) < 1 if value is not None else False for value in values]
        if any(fractions):
            raise ask_for_unit(captions, results)
    return values


def _ratios(
    captions: Sequence[str], numerators: Sequence[Amount], denominators: Sequence[Amount]
) -> list[YtdPoint]:
    if all(each.kind is Kind.BLANK for each in denominators):
        raise WorkbookError(
            "denominators: are missing. The method ratio needs one for each result: choose their range behind the method."
        )
    if len(numerators) != len(denominators):
        raise WorkbookError(
            f"denominators: must be as many as the results, {len(numerators)} (got {len(denominators)})."
        )
    points = []
    for name, top, bottom in zip(captions, numerators, denominators, strict=True):
        if top.typed or bottom.typed:
            raise WorkbookError(f"{name}: numerators and denominators must be plain numbers.")
        points.append(YtdPoint(name, numerator=top.value, denominator=bottom.value))
    return points
