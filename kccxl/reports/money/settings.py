"""Settings of a workbook on money: sign, scale and limits that hold for all of its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from kccxl.reports.paper import settings as paper
from kccxl.reports.paper.frame import Masthead
from kccxl.reports.paper.settings import GENERAL, Given, Setting, per_cent_of, settings_rows, yes
from kccxl.rules.budget_rag import BudgetScheme
from kccxl.rules.financial_year import FinancialYear, Period
from kccxl.rules.profile import OutturnMethod, ProfileMethod
from kccxl.rules.rounding import Basis
from kccxl.rules.variance import Sign
from kccxl.tables.grid import Grid
from kccxl.tables.problems import ProblemLog


class Scale(StrEnum):
    """In what money is given or printed.

    >>> Scale.THOUSANDS.power, Scale.THOUSANDS.suffix, Scale("£m").value
    (3, 'k', '£m')
    """

    POUNDS = "£"
    THOUSANDS = "£000s"
    MILLIONS = "£m"

    @property
    def power(self) -> int:
        """How many noughts are left out."""
        return {"£": 0, "£000s": 3, "£m": 6}[self.value]

    @property
    def suffix(self) -> str:
        """The letter the rules print behind a figure (``£512.6k``)."""
        return {"£": "", "£000s": "k", "£m": "m"}[self.value]


class Negatives(StrEnum):
    """How negative figures are printed."""

    MINUS = "minus"
    BRACKETS = "brackets"


@dataclass(frozen=True, slots=True)
class MoneySettings:
    """What holds for all tables on money of a workbook.

    Args (fields):
        unit: what plain figures are in where no caption, unit row or cell says; None: it must be said.
        shown: what figures are printed in; ``decimals`` with how many decimals.
        sign: the sign the workbook gives to an overspend, and the dashboard prints.
        green_up_to: limit of the budget RAG: an adverse variance of this per cent is still Green.
        amber_up_to: of this per cent, still Amber.
        materiality: pounds; an adverse variance below it is never Red.
        rag_decimals: decimals of the percentage that is rated.
        explain_from: pounds; a heading whose variance is as large, either way, must carry an explanation; None: none must.
        accept_totals: totals that do not add up are printed with a warning, for the paper stands as published.
        profile: how budgets are spread over the year, unless a line says otherwise.
        outturn: how the position at the end of the year is forecast.

    """

    title: str = "Financial Monitoring"
    directorate: str = ""
    financial_year: FinancialYear | None = None
    results_up_to: Period | None = None
    publication_date: str = ""
    illustrative: bool = False
    basis: Basis = Basis.DISPLAYED
    unit: Scale | None = None
    shown: Scale = Scale.THOUSANDS
    decimals: int = 1
    negatives: Negatives = Negatives.MINUS
    sign: Sign = Sign.OVERSPEND_POSITIVE
    green_up_to: Decimal = Decimal(0)
    amber_up_to: Decimal = Decimal(2)
    materiality: Decimal = Decimal(0)
    rag_decimals: int = 1
    explain_from: Decimal | None = Decimal(100_000)
    accept_totals: bool = False
    profile: ProfileMethod = ProfileMethod.GIVEN
    outturn: OutturnMethod = OutturnMethod.STATED

    @property
    def money_decimals(self) -> int:
        """Decimals of a printed figure counted in pounds: -2 for £000s with one decimal."""
        return self.decimals - self.shown.power

    @property
    def scheme(self) -> BudgetScheme:
        """The limits of the budget RAG."""
        return BudgetScheme(self.green_up_to, self.amber_up_to, self.materiality)

    @property
    def masthead(self) -> Masthead:
        """What stands at the top of every sheet."""
        return Masthead(
            self.title,
            self.directorate,
            self.financial_year.label if self.financial_year else "",
            f"Position at {self.results_up_to.label}" if self.results_up_to else "",
            self.publication_date,
            self.illustrative,
        )


def _scale(given: Given) -> Scale:
    plain = given.text.lower().replace("'", "").replace("’", "").replace(" ", "")
    for scale, names in _SCALES.items():
        if plain in names:
            return scale
    raise ValueError(given.text)


_SCALES = {
    Scale.POUNDS: ("£", "pounds", "£s"),
    Scale.THOUSANDS: ("£000s", "£000", "£k", "000s", "thousands", "£thousands"),
    Scale.MILLIONS: ("£m", "£millions", "millions", "£million"),
}


def _decimals(given: Given) -> int:
    value = given.figure.value
    if value is None or value not in (0, 1, 2, 3):
        raise ValueError(given.text)
    return int(value)


def _pounds(given: Given) -> Decimal:
    """Read an amount in pounds; ``£100k`` says its own scale."""
    figure = given.figure
    if figure.value is None or figure.value < 0 or figure.unit not in ("", "£"):
        raise ValueError(given.text)
    return figure.value


_SHARE = "0, a number from 1 to 100, or a percentage such as 2%"

KNOWN: Sequence[Setting] = [
    *GENERAL,
    Setting("unit", ["Figures are in", "Unit"], lambda given, _: _scale(given), "£, £000s or £m"),
    Setting("shown", ["Print figures in"], lambda given, _: _scale(given), "£, £000s or £m"),
    Setting("decimals", ["Print decimals", "Decimals"], lambda given, _: _decimals(given), "0, 1, 2 or 3"),
    Setting(
        "negatives",
        ["Negative figures"],
        lambda given, _: Negatives(given.text.lower()),
        "minus or brackets",
    ),
    Setting(
        "sign",
        ["Variance sign", "Sign of an overspend"],
        lambda given, _: Sign(given.text.lower()),
        "overspend positive or overspend negative",
    ),
    Setting(
        "green_up_to", ["Green up to %", "Green up to"], lambda given, _: per_cent_of(given.figure), _SHARE
    ),
    Setting(
        "amber_up_to", ["Amber up to %", "Amber up to"], lambda given, _: per_cent_of(given.figure), _SHARE
    ),
    Setting(
        "materiality",
        ["RAG materiality £", "RAG materiality", "Materiality"],
        lambda given, _: _pounds(given),
        "an amount in pounds",
    ),
    Setting("rag_decimals", ["RAG decimals"], lambda given, _: _decimals(given), "0, 1, 2 or 3"),
    Setting(
        "explain_from",
        ["Explain variances from £", "Explain variances from"],
        lambda given, _: None if given.text.lower() in ("none", "never") else _pounds(given),
        "an amount in pounds, or none",
    ),
    Setting("accept_totals", ["Accept totals as printed"], lambda given, _: yes(given.text), "Yes or No"),
    Setting(
        "profile",
        ["Budget profile", "Profile"],
        lambda given, _: ProfileMethod(given.text.lower()),
        "given, even or historic",
    ),
    Setting(
        "outturn",
        ["Forecast outturn", "Outturn method"],
        lambda given, _: OutturnMethod(given.text.lower()),
        "stated, straight line or profiled",
    ),
]
"""What can be set for a workbook on money."""


def read_money_settings(
    grids: Sequence[Grid], log: ProblemLog, start: MoneySettings, command: str
) -> MoneySettings:
    """Read the settings of a workbook; what cannot be read is reported to ``log``."""
    settings, cells = paper.read_settings(settings_rows(grids, log), KNOWN, start, log, command)
    if settings.amber_up_to < settings.green_up_to:
        log.error(
            "bad-setting",
            cells.get("green_up_to") or cells["amber_up_to"],
            f"Green up to {settings.green_up_to:f} % and Amber up to {settings.amber_up_to:f} %",
            "Amber ending above Green",
            "Correct one of the two limits.",
        )
        settings = replace(settings, green_up_to=start.green_up_to, amber_up_to=start.amber_up_to)
    year = paper.settle_year(settings.financial_year, settings.results_up_to, cells, log)
    return replace(settings, financial_year=year)
