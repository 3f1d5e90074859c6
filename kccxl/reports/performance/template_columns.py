"""What each column of the performance template is for: message, list of words, example."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kccxl.reports.paper.template import GENERAL_ROWS, YES_NO, InputColumn, setting_row
from kccxl.rules.activity import Kind
from kccxl.rules.financial_year import Span
from kccxl.rules.polarity import Polarity
from kccxl.rules.rag import Scheme
from kccxl.rules.travel import Method
from kccxl.rules.ytd import YtdMethod

SETTINGS_ROWS = [
    replace(GENERAL_ROWS["title"], examples=("Performance Dashboard",)),
    GENERAL_ROWS["directorate"],
    GENERAL_ROWS["financial_year"],
    GENERAL_ROWS["results_up_to"],
    GENERAL_ROWS["publication_date"],
    GENERAL_ROWS["basis"],
    setting_row(
        "RAG scheme",
        "target_floor: Green at the target, Amber at the floor standard, else Red. tolerance: "
        "Amber "
        "within the tolerance of the target. target_only: Green or Red. none: not rated.",
        Scheme.TARGET_FLOOR.value,
        [scheme.value for scheme in Scheme],
    ),
    setting_row(
        "Tolerance %",
        "For the scheme tolerance: how many per cent of the target still count as Amber.",
        Decimal(10),
    ),
    setting_row(
        "Direction of travel",
        "previous: against the result before. trend: a line through all results shown.",
        Method.PREVIOUS.value,
        [method.value for method in Method],
    ),
    GENERAL_ROWS["illustrative"],
]
"""The settings of the template, in order."""

_REF = "A short unique code such as CS04, the same on every sheet."
_REFS = "Choose the ref of an indicator."
_PERIOD = "The month, quarter or year of the result: Apr 2024, Q1 2024/25 or 2024/25."
_AREAS = "'Service areas'!$A$4:$A$200"

COLUMNS: dict[str, list[InputColumn]] = {
    "Service areas": [
        InputColumn("Service area", 30, "The name as printed. Each only once.", ("Example Service",)),
        InputColumn("Division", 30, "Service areas of one division share a sheet.", ("Example Division",)),
        InputColumn("Director", 24, "The director responsible.", ("A. Director",)),
        InputColumn("Cabinet Member", 24, "The cabinet member responsible.", ("B. Member",)),
        InputColumn("Delivery by", 24, "Who delivers the service.", ("Example Provider",)),
        InputColumn(
            "Data up to", 14, "Only if it differs from “Results up to” in the settings, such as May 2024."
        ),
    ],
    "Indicators": [
        InputColumn("Ref", 10, _REF, ("EX01",)),
        InputColumn(
            "Service area", 24, "Choose one of the sheet Service areas.", ("Example Service",), source=_AREAS
        ),
        InputColumn(
            "Indicator description",
            48,
            "What is measured, in full.",
            ("Example: percentage of calls answered",),
        ),
        InputColumn(
            "Unit",
            9,
            "%, £, number, or a word such as days.",
            ("%",),
            ("%", "£", "number", "days"),
            strict=False,
        ),
        InputColumn(
            "Decimals", 10, "How many decimals are printed. Ratings follow the printed figure.", (0,)
        ),
        InputColumn("Target", 10, "Met or exceeded: Green.", (Decimal(95),)),
        InputColumn("Floor standard", 10, "The least acceptable result. Missed: Red.", (Decimal(80),)),
        InputColumn(
            "Good is",
            9,
            "Only needed if target and floor standard are equal, or there is no floor standard.",
            ("High",),
            [polarity.value for polarity in Polarity],
        ),
        InputColumn(
            "Frequency", 11, "How often it is reported.", (Span.MONTH.value,), [span.value for span in Span]
        ),
        InputColumn(
            "RAG scheme", 13, "Only if it differs from the settings.", (), [scheme.value for scheme in Scheme]
        ),
        InputColumn(
            "Year to date",
            12,
            "ratio: from numerators and denominators. sum, mean, latest. none: snapshot data.",
            (YtdMethod.RATIO.value,),
            [method.value for method in YtdMethod],
        ),
        InputColumn(
            "Direction of travel", 12, "Only if it differs from the settings.", (), [m.value for m in Method]
        ),
        InputColumn("Previous year", 11, "The figure of the year before, or N/a.", (Decimal(94),)),
        InputColumn("New", 8, "Yes for an indicator without history.", ("No",), YES_NO),
    ],
    "Results": [
        InputColumn("Ref", 10, _REFS, ("EX01", "EX01", "EX01")),
        InputColumn("Period", 14, _PERIOD, ("Apr 2024", "May 2024", "Jun 2024"), number_format="@"),
        InputColumn("Value", 12, "The result; leave blank where numerator and denominator are given."),
        InputColumn(
            "Numerator",
            13,
            "How many met the standard.",
            (Decimal(940), Decimal(915), Decimal(968)),
            number_format="#,##0",
        ),
        InputColumn(
            "Denominator",
            13,
            "Out of how many.",
            (Decimal(1000), Decimal(1000), Decimal(1000)),
            number_format="#,##0",
        ),
    ],
    "Activity": [
        InputColumn("Ref", 10, _REF, ("EX01b", "EX01b")),
        InputColumn(
            "Service area",
            24,
            "Choose one of the sheet Service areas.",
            ("Example Service", "Example Service"),
            source=_AREAS,
        ),
        InputColumn(
            "Indicator description",
            48,
            "What is counted, in full.",
            ("Example: number of calls", "Example: number of calls"),
        ),
        InputColumn(
            "Kind",
            9,
            "flow: the months add up (calls). stock: a level (cases open).",
            (Kind.FLOW.value, Kind.FLOW.value),
            [kind.value for kind in Kind],
        ),
        InputColumn(
            "Threshold",
            11,
            "Upper in one row, Lower in the next; blank for none.",
            ("Upper", "Lower"),
            ("Upper", "Lower"),
        ),
        *(
            InputColumn(
                f"Q{n}",
                10,
                f"The threshold of quarter {n}.",
                (Decimal(3100), Decimal(2800)),
                number_format="#,##0",
            )
            for n in range(1, 5)
        ),
        InputColumn(
            "Expected total",
            11,
            "The whole year. It is checked against the quarters.",
            (Decimal(12400), Decimal(11200)),
            number_format="#,##0",
        ),
        InputColumn(
            "Previous year",
            11,
            "The figure of the year before, or N/a.",
            (Decimal(11800),),
            number_format="#,##0",
        ),
    ],
    "Activity results": [
        InputColumn("Ref", 10, _REFS, ("EX01b", "EX01b", "EX01b")),
        InputColumn("Period", 14, _PERIOD, ("Apr 2024", "May 2024", "Jun 2024"), number_format="@"),
        InputColumn(
            "Value",
            12,
            "The count of the period, or the level at its end.",
            (Decimal(1000), Decimal(1000), Decimal(1000)),
            number_format="#,##0",
        ),
    ],
    "Commentary": [
        InputColumn("Ref", 10, _REFS, ("EX01",)),
        InputColumn(
            "Commentary",
            110,
            "What happened, why, and what is being done.",
            ("Example: answer rates recovered in June after new staff finished their training.",),
        ),
    ],
}
"""The columns of each input sheet, in order."""
