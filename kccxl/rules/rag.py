"""Rate a result Green, Amber or Red, and say why in words an officer can check.

Domain rule "RAG": Green, the target is met; Amber, the floor standard is met but the target is not; Red, the
floor standard is not met. Equal counts as met. The same rule serves cells, dashboards and covering text.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum

from kccxl.errors import RuleError
from kccxl.rules.benchmarks import Benchmarks, Rag
from kccxl.rules.exact import exact_product, exact_sum, finite
from kccxl.rules.figure import Figure
from kccxl.rules.polarity import Polarity, polarity_of
from kccxl.rules.rounding import Basis, show

__all__ = ["Polarity", "Rag", "Rating", "Scheme", "held_against", "polarity_of", "rate"]


class Scheme(StrEnum):
    """What a result is held against (domain rule "other schemes").

    Example:
        >>> [scheme.value for scheme in Scheme]
        ['target_floor', 'tolerance', 'target_only', 'none']

    """

    TARGET_FLOOR = "target_floor"
    TOLERANCE = "tolerance"
    TARGET_ONLY = "target_only"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Rating:
    """A colour (None: not rated), the reason, and a note where the other rounding basis disagrees.

    Example:
        >>> Rating(None, "Not rated: no result").near_boundary is None
        True

    """

    rag: Rag | None
    reason: str
    near_boundary: str | None = None


def rate(
    value: Decimal | None,
    target: Decimal | None,
    floor: Decimal | None,
    *,
    scheme: Scheme = Scheme.TARGET_FLOOR,
    polarity: Polarity | None = None,
    decimals: int | None = None,
    unit: str = "",
    scale: str = "",
    basis: Basis = Basis.DISPLAYED,
    tolerance: Decimal = Decimal(10),
    target_decimals: int | None = None,
    floor_decimals: int | None = None,
) -> Rating:
    """Rate a result.

    Args:
        value: the result in base units; None is not rated.
        target: the target, compared as stated (never rounded).
        floor: the floor standard, compared as stated.
        scheme: what the result is held against.
        polarity: what the workbook states in `Good is`; needed where target and floor cannot tell.
        decimals: decimals the result is shown with, in base units; None takes it as stored.
        unit: unit of all three figures, for the reason only.
        scale: "", "k", "m" or "bn", for the reason only.
        basis: whether the result is rounded to ``decimals`` before it is compared.
        tolerance: for the scheme ``tolerance``: per cent of the target's absolute size.
        target_decimals: decimals the target is shown with; it is printed in full where they would alter it.
        floor_decimals: the same for the floor standard.

    Raises:
        RuleError: `Good is` contradicts target and floor, or a figure or setting is not valid.

    Source: the council's published dashboards; domain rules "RAG", "polarity", "rounding basis".

    Example:
        >>> rate(Decimal(75), Decimal(95), Decimal(90), unit="%").reason
        'Red: 75 % is 15 points below the floor standard of 90 %'
        >>> rate(Decimal("74.6"), Decimal(80), Decimal(75), unit="%", decimals=0).near_boundary
        '74.6 % would be Red on the exact figure; it is shown and rated as 75 %'

    """
    if scheme == Scheme.NONE:
        return Rating(None, "Data only: shown for context, not rated against a target")
    if value is None:
        return Rating(None, "Not rated: no result")
    marks = held_against(
        target,
        floor,
        scheme=scheme,
        polarity=polarity,
        unit=unit,
        scale=scale,
        tolerance=tolerance,
        target_decimals=target_decimals,
        floor_decimals=floor_decimals,
    )
    if isinstance(marks, str):
        return Rating(None, f"Not rated: {marks}")
    return _rating(value, marks, decimals, basis)


def held_against(
    target: Decimal | None,
    floor: Decimal | None,
    *,
    scheme: Scheme = Scheme.TARGET_FLOOR,
    polarity: Polarity | None = None,
    unit: str = "",
    scale: str = "",
    tolerance: Decimal = Decimal(10),
    target_decimals: int | None = None,
    floor_decimals: int | None = None,
) -> Benchmarks | str:
    """Return what results are rated by, or, as a text, what is missing for a rating.

    For many results with one target: made once, the benchmarks give the colour of each.

    Args:
        target: as `rate`; so are all the others.
        floor: the floor standard.
        scheme: target and floor standard, tolerance, or target only.
        polarity: what the workbook states in `Good is`.
        unit: for printing.
        scale: for printing.
        tolerance: per cent of the target.
        target_decimals: for printing.
        floor_decimals: for printing.

    Raises:
        RuleError: as `rate`.

    Source: domain rules "RAG", "other schemes".

    Example:
        >>> marks = held_against(Decimal(95), Decimal(90))
        >>> [str(marks.colour(Decimal(value))) for value in (95, 94, 89)]
        ['GREEN', 'AMBER', 'RED']
        >>> held_against(Decimal(95), None)
        'no floor standard; state it, or choose the scheme target_only or tolerance'

    """
    known = polarity_of(target, floor, polarity)
    if target is None or known is None or (scheme == Scheme.TARGET_FLOOR and floor is None):
        return _missing(target, floor, scheme, unit, scale)
    limit = None
    if scheme == Scheme.TOLERANCE:
        limit = Figure(_tolerance_limit(target, tolerance, known))
    elif scheme == Scheme.TARGET_FLOOR and floor is not None:
        limit = Figure.stated("floor", floor, floor_decimals)
    allowed = tolerance if scheme == Scheme.TOLERANCE else None
    return Benchmarks(Figure.stated("target", target, target_decimals), limit, known, unit, scale, allowed)


def _rating(value: Decimal, marks: Benchmarks, decimals: int | None, basis: Basis) -> Rating:
    displayed = Figure.result(value, decimals, Basis.DISPLAYED, marks.values)
    exact = Figure.result(value, decimals, Basis.EXACT, marks.values)
    rated, other = (exact, displayed) if basis == Basis.EXACT else (displayed, exact)
    colour = marks.colour(rated.value)
    reason = f"{colour.word}: {marks.print(rated)} {marks.explain(rated)}"
    return Rating(colour, reason, _near_boundary(marks, rated, other, basis))


def _near_boundary(marks: Benchmarks, rated: Figure, other: Figure, basis: Basis) -> str | None:
    colour = marks.colour(other.value)
    if colour is marks.colour(rated.value):
        return None
    would = f"{marks.print(other)} would be {colour.word}"
    if basis == Basis.EXACT:
        return f"{would} on the displayed figure; it is rated on the exact figure of {marks.print(rated)}"
    return f"{would} on the exact figure; it is shown and rated as {marks.print(rated)}"


def _tolerance_limit(target: Decimal, tolerance: Decimal, polarity: Polarity) -> Decimal:
    """Return the worst figure that is still within the tolerance, without closing zeros."""
    if finite("tolerance", tolerance) < 0:
        raise RuleError(f"'tolerance' must be 0 per cent or more (got {tolerance})")
    size = finite("target", target).copy_abs()  # a net income target is negative; its tolerance is not
    margin = exact_product(exact_product(size, tolerance), Decimal("0.01"))
    limit = exact_sum((target, margin if polarity == Polarity.LOW else margin.copy_negate()))
    return Context(prec=len(limit.as_tuple().digits)).normalize(limit)


def _missing(target: Decimal | None, floor: Decimal | None, scheme: Scheme, unit: str, scale: str) -> str:
    """Say what stands in the way of a rating, and what to state."""
    needs_floor = scheme == Scheme.TARGET_FLOOR
    if target is None and floor is None and needs_floor:
        return "neither target nor floor standard; state both, or choose the scheme none"
    if target is None:
        return "no target; state the target"
    if floor is None and needs_floor:
        return "no floor standard; state it, or choose the scheme target_only or tolerance"
    state = "whether a high or a low result is better; state Good is (High or Low)"
    if floor is None:
        return f"the target alone does not tell {state}"
    both = show(target, unit, None, scale)
    return f"target and floor standard are both {both}, which does not tell {state}"
