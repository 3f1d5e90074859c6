"""Rate a forecast budget variance, or a savings plan, Green, Amber or Red by tolerance, and say why.

Domain rules "Budget RAG" and "Savings": the adverse variance in per cent of the budget against two limits; an
amount below the materiality is never Red. The limits are settings and are printed with `rule_in_words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kccxl.errors import RuleError
from kccxl.rules.exact import exact_difference, exact_sum, finite
from kccxl.rules.figure import Figure
from kccxl.rules.rag import Rag, Rating
from kccxl.rules.rounding import Basis, show
from kccxl.rules.variance import per_cent

_FEWEST_DECIMALS = 1  # a percentage rated exactly is printed with as many more as tell its side of a limit


@dataclass(frozen=True, slots=True)
class BudgetScheme:
    """The limits of a budget rating.

    Args (fields):
        green_up_to: an adverse variance of this per cent is still Green.
        amber_up_to: of this per cent, still Amber.
        materiality: in pounds; an adverse variance below it is never Red.

    Raises:
        RuleError: a limit is no finite Decimal of 0 or more, or Amber ends below Green.

    Example:
        >>> BudgetScheme(amber_up_to=Decimal(5)).green_up_to
        Decimal('0')

    """

    green_up_to: Decimal = Decimal(0)
    amber_up_to: Decimal = Decimal(2)
    materiality: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        """Refuse limits that cannot be applied."""
        for name in ("green_up_to", "amber_up_to", "materiality"):
            if finite(name, getattr(self, name)) < 0:
                raise RuleError(f"'{name}' must be 0 or more (got {getattr(self, name):f})")
        if self.amber_up_to < self.green_up_to:
            given = f"{self.amber_up_to:f} and {self.green_up_to:f}"
            raise RuleError(f"'amber_up_to' must not be below 'green_up_to' (got {given})")

    def colour(self, adverse: Decimal, share: Decimal | None) -> Rag:
        """Return the colour of an adverse amount that is ``share`` per cent (None: of a zero budget)."""
        if adverse <= 0 or (share is not None and share <= self.green_up_to):
            return Rag.GREEN
        if adverse < self.materiality or (share is not None and share <= self.amber_up_to):
            return Rag.AMBER
        return Rag.RED


@dataclass(frozen=True, slots=True)
class _Look:
    """How a case is rated and printed: limits, decimals and basis of the percentage, format of money."""

    scheme: BudgetScheme
    decimals: int | None
    basis: Basis
    scale: str
    money_decimals: int | None

    def money(self, amount: Decimal) -> str:
        """Print pounds, with as many decimals as show its side of the materiality."""
        exact = Figure.result(amount, self.money_decimals, Basis.EXACT, (self.scheme.materiality, Decimal(0)))
        return exact.print("£", self.scale)

    def share(self, share: Decimal, basis: Basis) -> Figure:
        """Return a percentage on a basis; without decimals there is the exact one only."""
        marks = (self.scheme.green_up_to, self.scheme.amber_up_to)
        if self.decimals is None:
            return Figure.result(share, _FEWEST_DECIMALS, Basis.EXACT, marks)
        return Figure.result(share, self.decimals, basis, marks)


def rate_budget(
    variance: Decimal | None,
    budget: Decimal | None,
    scheme: BudgetScheme,
    *,
    decimals: int | None = None,
    basis: Basis = Basis.DISPLAYED,
    scale: str = "",
    money_decimals: int | None = None,
) -> Rating:
    """Rate a forecast variance.

    A zero budget has no percentages: an overspend on it is Red from the materiality on and Amber below it.
    A missing variance or budget is not rated.

    Args:
        variance: forecast less budget in pounds, + for an overspend.
        budget: the budget in pounds; a net income budget is negative and taken by its size.
        scheme: the limits.
        decimals: decimals the percentage is shown with; None rates the exact one.
        basis: whether the percentage is rounded to ``decimals`` before it is compared.
        scale: "", "k", "m" or "bn", for the reason only.
        money_decimals: decimals of the amounts, in pounds (-2 for £000s with one), for the reason only.

    Raises:
        RuleError: a figure is not a finite Decimal, or a setting is not valid.

    Source: domain rule "Budget RAG".

    Example:
        >>> rate_budget(Decimal(512600), Decimal(36830600), BudgetScheme(), decimals=1, scale="k").reason
        'Amber: an overspend of £512.6k is 1.4 % of the budget of £36,830.6k, above 0 % and within 2 %'

    """
    if variance is None or budget is None:
        return Rating(None, f"Not rated: no {'variance' if variance is None else 'budget'}")
    look = _Look(scheme, decimals, basis, scale, money_decimals)
    size = look.money(finite("variance", variance).copy_abs())
    spend = f"an {'overspend' if variance > 0 else 'underspend'} of {size}" if variance else "no variance"
    kind = "net income budget" if finite("budget", budget) < 0 else "budget"
    whole = f"the {kind} of {look.money(budget)}" if budget else "a zero budget"
    return _rating(variance, budget, spend, whole, look)


def rate_savings(
    target: Decimal | None,
    delivered: Decimal | None,
    forecast: Decimal | None,
    scheme: BudgetScheme,
    *,
    at_risk: Decimal | None = None,
    decimals: int | None = None,
    basis: Basis = Basis.DISPLAYED,
    scale: str = "",
    money_decimals: int | None = None,
) -> Rating:
    """Rate savings: delivered and forecast against the target, a shortfall as an overspend would be.

    What is at risk stays in the forecast; the reason names it, and the colour without it where that differs.

    Args:
        target: the target in pounds; papers that print savings as negative give all four figures so.
        delivered: saved so far.
        forecast: still to come this year.
        scheme: the limits, here in per cent of the target.
        at_risk: how much of delivered and forecast may not come.
        decimals: as `rate_budget`.
        basis: as `rate_budget`.
        scale: as `rate_budget`.
        money_decimals: as `rate_budget`.

    Raises:
        RuleError: as `rate_budget`, or the signs of target, delivered, forecast and at risk contradict.

    Source: domain rule "Savings".

    Example:
        >>> rate_savings(Decimal(800), Decimal(500), Decimal(300), BudgetScheme(), at_risk=Decimal(50)).reason
        'Green: no shortfall against the target of £800; £50 is at risk, without which it would be Red'

    """
    named = {"target": target, "delivered": delivered, "forecast": forecast, "at risk": at_risk}
    negative = target is not None and finite("target", target) < 0
    for name, figure in named.items():
        if figure and (finite(name, figure) < 0) != negative:
            raise RuleError(f"'{name}' must have the sign of the target (got {figure:f} and {target})")
    if target is None or delivered is None or forecast is None:
        return Rating(None, f"Not rated: {next(name for name in named if named[name] is None)} is blank")
    if not target:
        return Rating(None, "Not rated: the target is zero")
    look = _Look(scheme, decimals, basis, scale, money_decimals)
    size = target.copy_abs()
    short = exact_difference(size, exact_sum((delivered, forecast)).copy_abs())
    said = f"a {'shortfall' if short > 0 else 'surplus'} of {look.money(short.copy_abs())}"
    said = said if short else "no shortfall"
    rating = _rating(short, size, said, f"the target of {look.money(size)}", look)
    if not at_risk:
        return rating
    lost = _rating(exact_sum((short, at_risk.copy_abs())), size, "", "", look).rag
    note = f"; {look.money(at_risk.copy_abs())} is at risk"
    if lost is not None and lost is not rating.rag:
        note = f"{note}, without which it would be {lost.word}"
    return Rating(rating.rag, rating.reason + note, rating.near_boundary)


def rule_in_words(scheme: BudgetScheme, *, decimals: int | None = None, scale: str = "") -> str:
    """Return the rule as a sheet prints it beneath its colours.

    Args:
        scheme: the limits.
        decimals: decimals the percentage is rounded to before it is compared; None: not rounded.
        scale: "", "k", "m" or "bn", for the materiality.

    Raises:
        RuleError: an unknown scale.

    Source: domain rule "Budget RAG".

    Example:
        >>> rule_in_words(BudgetScheme(amber_up_to=Decimal(0)))
        'Green: no overspend. Red: any larger overspend, and any on a zero budget.'

    """
    green, amber = show(scheme.green_up_to, "%"), show(scheme.amber_up_to, "%")
    none = f"an overspend of up to {green} of the budget, or none" if scheme.green_up_to else "no overspend"
    parts = [f"Green: {none}."]
    if scheme.amber_up_to > scheme.green_up_to:
        parts.append(f"Amber: an overspend of up to {amber} of the budget.")
    parts.append("Red: any larger overspend, and any on a zero budget.")
    if floor := scheme.materiality:
        parts.append(f"An overspend below {show(floor, '£', None, scale)} is never Red, but Amber at most.")
    if decimals is not None:
        places = "1 decimal" if decimals == 1 else f"{decimals} decimals"
        parts.append(f"The percentage is rounded to {places} before it is compared.")
    return " ".join(parts)


def _rating(adverse: Decimal, base: Decimal, said: str, whole: str, look: _Look) -> Rating:
    exact_share = per_cent(adverse, base)
    if exact_share is None:
        colour = look.scheme.colour(adverse, None)
        return Rating(colour, f"{colour.word}: {said} on {whole}{_limits(adverse, None, look)}")
    other_basis = Basis.DISPLAYED if look.basis == Basis.EXACT else Basis.EXACT
    used, other = look.share(exact_share, look.basis), look.share(exact_share, other_basis)
    colour, would = (look.scheme.colour(adverse, figure.value) for figure in (used, other))
    note = None
    if would is not colour:
        note = f"{other.print('%')} would be {would.word} ({other_basis} figure); rated as {used.print('%')}"
    part = f" is {Figure(used.value.copy_abs(), used.decimals).print('%')} of" if adverse else " against"
    return Rating(colour, f"{colour.word}: {said}{part} {whole}{_limits(adverse, used.value, look)}", note)


def _limits(adverse: Decimal, share: Decimal | None, look: _Look) -> str:
    """Say between which limits an adverse variance lies."""
    if adverse <= 0:
        return ""
    scheme, below = look.scheme, adverse < look.scheme.materiality
    floor = f"below the materiality of {look.money(scheme.materiality)}"
    if share is None:
        return f", {floor}" if below else ", which has no percentages"
    green, amber = show(scheme.green_up_to, "%"), show(scheme.amber_up_to, "%")
    if share <= scheme.green_up_to:
        return f", within {green}"
    if share <= scheme.amber_up_to:
        return f", above {green} and within {amber}"
    return f", above {amber} but {floor}" if below else f", above {amber}"
