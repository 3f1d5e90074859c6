"""Bring a capital line's amounts together: what is missing is computed of the others, what is typed is checked.

Domain rule "Profiled monitoring": a capital variance is split into real and rephasing, which must add up to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from kccxl.reports.capital.model import Amounts
from kccxl.reports.money.line_checks import is_nothing
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.casting import Cast, Verdict, cast
from kccxl.rules.exact import exact_difference, exact_sum
from kccxl.rules.rounding import show
from kccxl.rules.variance import as_printed, from_printed, split_agrees, variance
from kccxl.tables.cells import Figure
from kccxl.tables.problems import ProblemLog, Severity

VARIANCES = ("variance", "real", "rephasing")


@dataclass(frozen=True, slots=True)
class Typed:
    """The figures typed in a line, in pounds, by column; variances as the workbook signs them.

    ``stands`` says that the line is printed as it is, whatever does not agree in it.
    """

    name: str
    figures: Mapping[str, Figure]
    settings: MoneySettings
    stands: bool = False

    def amount(self, column: str) -> Decimal | None:
        """An amount with kccxl's sign; None where none is typed."""
        figure = self.figures.get(column)
        if figure is None or figure.value is None:
            return None
        return from_printed(figure.value, self.settings.sign) if column in VARIANCES else figure.value

    def decimals(self, *columns: str) -> int | None:
        """The most decimals these figures are given with, counted in pounds; None where none says."""
        places = [figure.decimals for column in columns if (figure := self.figures.get(column))]
        return max((each for each in places if each is not None), default=None)

    def cell(self, *columns: str) -> str:
        """The cell of the first of these columns the table has."""
        return next((figure.cell for column in columns if (figure := self.figures.get(column))), "")

    @property
    def amounts(self) -> Amounts:
        """All that is typed."""
        return Amounts(
            self.amount("budget"),
            self.amount("actual"),
            self.amount("forecast"),
            self.amount("variance"),
            self.amount("real"),
            self.amount("rephasing"),
        )


def settle(typed: Amounts) -> Amounts:
    """Compute what is not typed of what is.

    The variance is forecast less budget, or the sum of its two parts; a part is what the other leaves of the
    variance, and a variance of zero has parts of zero.

    >>> found = settle(Amounts(budget=Decimal(900), forecast=Decimal(400), rephasing=Decimal(-480)))
    >>> found.variance, found.real
    (Decimal('-500'), Decimal('-20'))
    """
    whole = typed.variance
    if whole is None and typed.forecast is not None and typed.budget is not None:
        whole = variance(typed.forecast, typed.budget)
    elif whole is None and typed.real is not None and typed.rephasing is not None:
        whole = exact_sum((typed.real, typed.rephasing))
    forecast = typed.forecast
    if forecast is None and whole is not None and typed.budget is not None:
        forecast = exact_sum((typed.budget, whole))
    real, rephasing = _parts(whole, typed.real, typed.rephasing)
    return replace(typed, forecast=forecast, variance=whole, real=real, rephasing=rephasing)


def computed_of(typed: Typed) -> dict[str, Decimal | None]:
    """Return all amounts of a line by column, signed as the workbook signs them."""
    amounts = settle(typed.amounts)
    found = {name: getattr(amounts, name) for name in ("budget", "forecast", *VARIANCES)}
    return {
        name: as_printed(amount, typed.settings.sign) if amount is not None and name in VARIANCES else amount
        for name, amount in found.items()
    }


def _parts(
    whole: Decimal | None, real: Decimal | None, rephasing: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    if whole is None:
        return real, rephasing
    if real is None and rephasing is None:
        return (Decimal(0), Decimal(0)) if is_nothing(whole) else (None, None)
    if real is None and rephasing is not None:
        return exact_difference(whole, rephasing), rephasing
    if rephasing is None and real is not None:
        return real, exact_difference(whole, real)
    return real, rephasing


def check_variance(typed: Typed, log: ProblemLog) -> None:
    """Report a typed variance that is not forecast less budget."""
    budget, forecast, whole = (typed.amount(name) for name in ("budget", "forecast", "variance"))
    if budget is None or forecast is None or whole is None:
        return
    places = typed.decimals("budget", "forecast", "variance")
    found = cast((forecast, budget), whole, decimals=places, signs=(1, -1))
    mend = "Correct the variance, the forecast or the budget, or clear the variance so that it is computed."
    if found.recomputed and found.recomputed == -whole:
        mend = "The sign is the other way round: correct it, or the setting “Variance sign” if all are so."
    said = f"a variance of {signed(whole, typed.settings)} for {typed.name}"
    expected = f"{signed(found.recomputed, typed.settings)}, forecast less budget"
    _report(typed, "variance", _verdict(found), (said, expected, mend), log)


def check_split(typed: Typed, whole: Decimal | None, log: ProblemLog) -> None:
    """Report a split that does not make the variance, and a variance other than zero that is not split.

    Args:
        typed: the line's figures.
        whole: its variance, typed or computed.
        log: takes what is found.

    """
    real, rephasing = typed.amount("real"), typed.amount("rephasing")
    if whole is not None and not is_nothing(whole) and real is None and rephasing is None:
        _report_unsplit(typed, whole, log)
    if whole is None or real is None or rephasing is None:
        return
    stated = ("variance",) if typed.amount("variance") is not None else ("budget", "forecast")
    found = split_agrees(whole, real, rephasing, typed.decimals("real", "rephasing", *stated))
    parts = f"{signed(real, typed.settings)} and {signed(rephasing, typed.settings)}"
    said = f"real variance and rephasing of {parts} for {typed.name}, together {signed(found.recomputed, typed.settings)}"
    expected = f"{signed(whole, typed.settings)}, the variance"
    mend = "Correct the real variance or the rephasing, or clear one of the two so that it is computed."
    if exact_difference(real, rephasing) == whole:
        mend = _turn_round(typed.settings)
    _report(typed, "rephasing", _verdict(found), (said, expected, mend), log)


def signed(amount: Decimal, settings: MoneySettings) -> str:
    """Return a variance as the workbook signs it, every digit printed.

    >>> signed(Decimal(-349750), MoneySettings())
    '-£349.75k'
    """
    return show(as_printed(amount, settings.sign), "£", None, settings.shown.suffix)


def later_years(settings: MoneySettings) -> str:
    """Return the sign of rephasing that moves spending to later years: less is spent this year.

    >>> later_years(MoneySettings())
    'negative'
    """
    return "negative" if as_printed(Decimal(-1), settings.sign) < 0 else "positive"


def _turn_round(settings: MoneySettings) -> str:
    return (
        f"The rephasing has the wrong sign: like the variance, it is {later_years(settings)} where spending moves "
        "to later years. Correct it."
    )


def _verdict(found: Cast) -> Verdict:
    return Verdict.AGREES if is_nothing(found.difference) else found.verdict


def _report_unsplit(typed: Typed, whole: Decimal, log: ProblemLog) -> None:
    log.error(
        "split-missing",
        typed.cell("real", "rephasing", "variance", "forecast"),
        f"{typed.name} with a variance of {signed(whole, typed.settings)}, not split",
        "how much of it is real and how much is rephasing between years",
        "Type the real variance or the rephasing; the other is computed. Type 0 where there is none.",
    )


def _report(
    typed: Typed, column: str, verdict: Verdict, texts: tuple[str, str, str], log: ProblemLog
) -> None:
    said, expected, mend = texts
    if verdict is Verdict.AGREES:
        return
    rounding = verdict is Verdict.ROUNDING
    if rounding:
        mend = "Nothing, if each figure is rounded on its own."
    elif typed.stands:
        mend = "It was accepted as printed, by the settings, and is printed as it stands."
    severity = Severity.NOTE if rounding else Severity.WARNING if typed.stands else Severity.ERROR
    place = typed.cell(column)
    if column == "variance" and rounding:
        log.add(severity, "variance-rounding", place, said, expected, mend)
    elif column == "variance":
        log.add(severity, "variance-differs", place, said, expected, mend)
    elif rounding:
        log.add(severity, "split-rounding", place, said, expected, mend)
    else:
        log.add(severity, "split-differs", place, said, expected, mend)
