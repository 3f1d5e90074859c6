"""The input table of the savings report: captions officers use, and which of them mean the whole year."""

from __future__ import annotations

from kccxl.tables.finder import Found
from kccxl.tables.spec import Column, TableSpec, caption, without_unit

SAVINGS = TableSpec(
    "savings",
    [
        Column(
            "saving",
            ["Saving", "Savings", "Savings proposal", "Saving proposal", "Proposal", "Savings plan",
             "Savings initiative", "Initiative", "Description of saving", "Saving description",
             "Savings description", "Savings heading", "MTFP saving", "Efficiency", "Savings and income"],
        ),
        Column("directorate", ["Directorate", "Division", "Service area", "Service", "Portfolio", "Area"]),
        Column(
            "target",
            ["Target", "Savings target", "Saving target", "Target saving", "Target savings", "Agreed saving",
             "Agreed savings", "Planned saving", "Planned savings", "Budgeted saving", "Budgeted savings",
             "Annual target", "Full year target", "Savings required"],
        ),
        Column(
            "delivered",
            ["Delivered", "Delivered to date", "Achieved", "Achieved to date", "Saving delivered",
             "Savings delivered", "Savings achieved", "Saving achieved", "Secured", "Realised", "Banked",
             "Savings delivered to date", "Savings achieved to date", "Already delivered"],
        ),
        Column(
            "forecast",
            ["Forecast still to come", "Forecast", "Still to come", "To come", "To be delivered",
             "Still to be delivered", "Forecast to be delivered", "Forecast still to be delivered",
             "Forecast to come", "Yet to be delivered", "Still to deliver", "Remaining forecast",
             "Forecast for the rest of the year", "Further forecast", "Forecast saving", "Forecast savings",
             "Forecast remaining", "Forecast (still to come)"],
        ),
        Column(
            "whole",
            ["Total forecast", "Forecast outturn", "Forecast total", "Whole year forecast",
             "Full year forecast", "Forecast for the year", "Forecast for the whole year",
             "Forecast delivery in year", "Forecast delivery in year incl. delivered",
             "Forecast incl. delivered", "Forecast including delivered", "Total forecast saving",
             "Total forecast savings", "Delivered and forecast", "Delivered + forecast", "Projected outturn",
             "Forecast including what is delivered", "Total savings forecast", "Forecast year end",
             "Year end forecast", "Forecast to year end", "Forecast at year end",
             "Forecast delivery in year including delivered"],
        ),
        Column("at_risk", ["At risk", "Amount at risk", "Of which at risk", "Savings at risk", "Saving at risk"]),
        Column("rag", ["RAG", "RAG rating", "RAG status", "Savings RAG", "Rating"]),
        Column(
            "comment",
            ["Comment", "Comments", "Commentary", "Explanation", "Management action", "Action",
             "Mitigation", "Progress", "Narrative", "Mitigating action", "Update"],
        ),
    ],
    key={"saving", "target"},
    table_names=["Savings"],
)  # fmt: skip
"""A table by saving; ``forecast`` is what is still to come, ``whole`` is that and what is delivered."""

_UNCLEAR = {"forecast", "forecast saving", "forecast savings"}


def is_savings(table: Found) -> bool:
    """Whether a table of targets is one of savings: something of it is delivered or forecast."""
    return bool({"delivered", "forecast", "whole", "at_risk"} & set(table.columns))


def may_be_whole_year(table: Found) -> bool:
    """Whether the caption of the forecast does not say if what is delivered is in it."""
    return without_unit(caption(table.captions.get("forecast", ""))) in _UNCLEAR
