"""The Settings rows of an empty workbook on money: what each setting does, its words, and what it starts with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from kccxl.reports.money.settings import MoneySettings, Negatives, Scale
from kccxl.reports.paper.template import GENERAL_ROWS, YES_NO, InputColumn, setting_row
from kccxl.rules.profile import OutturnMethod, ProfileMethod
from kccxl.rules.variance import Sign
from kccxl.sheets.sheet import Content

_SCALES = [scale.value for scale in Scale]
_DECIMALS = ("0", "1", "2", "3")

ROWS: Mapping[str, InputColumn] = {
    "title": GENERAL_ROWS["title"],
    "directorate": GENERAL_ROWS["directorate"],
    "financial_year": GENERAL_ROWS["financial_year"],
    "results_up_to": replace(
        GENERAL_ROWS["results_up_to"],
        message="The month or quarter at whose end the position is reported, such as Jun 2024.",
    ),
    "publication_date": GENERAL_ROWS["publication_date"],
    "unit": setting_row(
        "Figures are in",
        "What plain figures of this workbook are in. Only needed where no caption, no row beneath the captions "
        "and no line above them says so; what stands there goes first.",
        options=_SCALES,
    ),
    "shown": setting_row("Print figures in", "What the dashboard prints money in.", options=_SCALES),
    "decimals": setting_row("Print decimals", "How many decimals printed money has.", options=_DECIMALS),
    "negatives": setting_row(
        "Negative figures",
        "minus: -349.7. brackets: (349.7).",
        options=[style.value for style in Negatives],
    ),
    "sign": setting_row(
        "Variance sign",
        "overspend positive: +50.0 is an overspend, here and in print. overspend negative: -50.0 is one.",
        options=[sign.value for sign in Sign],
    ),
    "basis": GENERAL_ROWS["basis"],
    "green_up_to": setting_row(
        "Green up to %", "An overspend up to this per cent of the budget is still Green."
    ),
    "amber_up_to": setting_row(
        "Amber up to %", "An overspend up to this per cent of the budget is still Amber; beyond it, Red."
    ),
    "materiality": replace(
        setting_row("RAG materiality £", "In pounds: an overspend below this amount is never Red."),
        number_format="#,##0",
    ),
    "rag_decimals": setting_row(
        "RAG decimals", "How many decimals the percentage that is rated has.", options=_DECIMALS
    ),
    "explain_from": replace(
        setting_row(
            "Explain variances from £",
            "In pounds: a variance of this amount or more, either way, must carry an explanation. "
            "none: no variance must.",
        ),
        number_format="#,##0",
    ),
    "accept_totals": setting_row(
        "Accept totals as printed",
        "Yes prints totals that do not add up as they stand, with a warning; otherwise they stop the dashboard.",
        options=YES_NO,
    ),
    "profile": setting_row(
        "Budget profile",
        "How a budget is spread over the year, unless its line says otherwise. given: by the months of the "
        "workbook. even: twelve equal parts. historic: by the percentages of past years.",
        options=[method.value for method in ProfileMethod],
    ),
    "outturn": setting_row(
        "Forecast outturn",
        "How the end of the year is forecast. stated: as the workbook says. straight line: spending goes on as "
        "so far. profiled: the actual, and the budget of the months that remain.",
        options=[method.value for method in OutturnMethod],
    ),
    "illustrative": GENERAL_ROWS["illustrative"],
}
"""The rows by the field they fill, in order, without the values of ``MoneySettings``."""


def money_rows(start: MoneySettings | None = None, *, without: Collection[str] = ()) -> list[InputColumn]:
    """Return the Settings rows of a workbook on money, each with what it starts with.

    Args:
        start: the values; what it leaves open (directorate, year, period, date) gets an example, a unit stays blank.
        without: fields of settings the report makes no use of.

    Example:
        >>> rows = money_rows(MoneySettings(unit=Scale.THOUSANDS), without=["profile", "outturn"])
        >>> {row.title: row.example for row in rows}["Figures are in"], len(rows)
        ('£000s', 18)

    """
    given = start or MoneySettings()
    return [_filled(row, given, field) for field, row in ROWS.items() if field not in without]


def _filled(row: InputColumn, start: MoneySettings, field: str) -> InputColumn:
    value = _content(field, getattr(start, field))
    return row if value is None else replace(row, examples=(value,))


def _content(field: str, value: object) -> Content:
    """A value as officers type it; None where there is none."""
    if field == "explain_from" and value is None:
        return "none"
    if isinstance(value, bool):
        return YES_NO[not value]
    if value is None or isinstance(value, int | Decimal):
        return value
    return str(getattr(value, "label", value)) or None
