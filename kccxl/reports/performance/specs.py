"""The input tables of the performance report.

Their columns and the captions under which papers and officers know them.
"""

from __future__ import annotations

from kccxl.reports.paper.settings import SETTINGS
from kccxl.tables.spec import Column, TableSpec

_REF = Column("ref", ["Ref", "KPI Ref", "Reference", "Indicator ref", "Ref no", "KPI", "Code"])
_DESCRIPTION = Column(
    "description",
    [
        "Indicator description",
        "Indicator",
        "Description",
        "Performance indicator",
        "Activity indicator",
        "KPI description",
        "Measure",
        "KPI",
    ],
)
_AREA = Column("service_area", ["Service area", "Service", "Area"])
_TARGET = Column("target", ["Target", "Target value"])
_FLOOR = Column(
    "floor", ["Floor standard", "Floor", "Floor std", "Minimum standard", "Minimum", "Floor target"]
)
_UNIT = Column("unit", ["Unit", "Units", "Unit of measure"])
_DECIMALS = Column("decimals", ["Decimals", "Decimal places", "DP"])
_GOOD_IS = Column("good_is", ["Good is", "Polarity", "Good performance is", "Better is"])
_PREVIOUS_YEAR = [
    "Previous year", "Prev year", "Prev yr", "Previous year YTD", "Prev. yr YTD", "Prev. yr same month", "Previous yr",
    "Same month previous year", "Last year", "Previous year outturn", "Forecast", "Outturn", "Forecast a",
    "Forecasta",
]  # fmt: skip
_COMMENTARY = Column("commentary", ["Commentary", "Comment", "Comments", "Management action", "Narrative"])

AREA = TableSpec(
    "service areas",
    [
        _AREA,
        Column("division", ["Division", "Group"]),
        Column("director", ["Director", "Head of service", "Corporate director"]),
        Column("cabinet_member", ["Cabinet member", "Portfolio holder"]),
        Column("delivery_by", ["Delivery by", "Delivered by", "Provider", "Delivery"]),
        Column("data_period", ["Data up to", "Results up to", "Data period", "Period"]),
    ],
    key={"service_area", "director"},
    table_names=["ServiceAreas", "Service_areas"],
)

AREA_LIST = TableSpec(AREA.name, AREA.columns, key={"service_area", "division"}, table_names=AREA.table_names)

_LATEST = Column(
    "latest",
    ["Latest month", "Latest qtr", "Latest quarter", "Latest forecast", "Latest result", "Latest year",
     "Latest", "Current month", "Current", "Result", "Actual"],
)  # fmt: skip
_MONTH_RAG = Column(
    "month_rag",
    [
        "Month RAG",
        "RAG",
        "Latest RAG",
        "Qtr RAG",
        "Quarter RAG",
        "RAG rating",
        "Rating",
        "RAG this month",
        "RAG month",
        "RAG latest month",
    ],
)
_DOT = Column("dot", ["DoT", "Direction of travel", "D o T"])
_YTD_RAG = Column("ytd_rag", ["YTD RAG", "Year to date RAG", "YTD rating", "RAG YTD", "RAG year to date"])

KPI = TableSpec(
    "key performance indicators",
    [
        _REF,
        _DESCRIPTION,
        _LATEST,
        Column(
            "previous",
            ["Previous forecast", "Previous month", "Previous qtr", "Previous quarter", "Previous result",
             "Last month", "Last quarter", "Previous"],
        ),
        _MONTH_RAG,
        _DOT,
        Column("ytd", ["Year to date", "YTD", "Year to date result"]),
        _YTD_RAG,
        _TARGET,
        _FLOOR,
        Column("previous_year", _PREVIOUS_YEAR),
        _UNIT,
        _DECIMALS,
        _GOOD_IS,
        Column("priority_ref", ["Priority ref"]),
        _COMMENTARY,
        _AREA,
    ],
    key={"ref", "description", "target"},
)  # fmt: skip

ACTIVITY_TABLE = TableSpec(
    "activity indicators",
    [
        _REF,
        _DESCRIPTION,
        Column(
            "value",
            ["Year to date", "YTD", "Latest month", "Latest qtr", "Latest quarter", "Latest result", "Latest"],
        ),
        Column("in_range", ["In expected range", "In range", "Within range", "Within expected range"]),
        Column("upper", ["Expected activity upper", "Upper", "Upper threshold", "Expected range upper"]),
        Column("lower", ["Expected activity lower", "Lower", "Lower threshold", "Expected range lower"]),
        Column("previous_year", _PREVIOUS_YEAR),
        _UNIT,
        _COMMENTARY,
        _TARGET,
        _FLOOR,
        _MONTH_RAG,
        _YTD_RAG,
        _DOT,
        Column("budget", ["Budget", "Net budget", "Variance", "Forecast outturn"]),
    ],
    key={"ref", "description", "value"},
    unless={"target", "floor", "month_rag", "ytd_rag", "dot", "budget"},
)  # fmt: skip

SUMMARY = TableSpec(
    "summary of ratings",
    [
        _DESCRIPTION,
        Column("month_rag", ["Month RAG", "RAG", "Latest RAG", "Qtr RAG"]),
        Column("ytd_rag", ["YTD RAG", "Year to date RAG"]),
        _REF,
        _TARGET,
        Column("latest", ["Latest month", "Latest qtr", "Latest quarter", "Latest forecast", "Latest"]),
    ],
    key={"month_rag", "ytd_rag"},
    unless={"target", "latest"},
)

COMMENTARY = TableSpec(
    "commentary",
    [
        _REF,
        Column("commentary", ["Commentary", "Management action"]),
        _DESCRIPTION,
        _TARGET,
        _LATEST,
        _MONTH_RAG,
    ],
    key={"ref", "commentary"},
    table_names=["Commentary"],
    unless={"target", "latest", "month_rag"},
)

INDICATORS = TableSpec(
    "indicators",
    [
        _REF,
        _AREA,
        _DESCRIPTION,
        _UNIT,
        _DECIMALS,
        _TARGET,
        _FLOOR,
        _GOOD_IS,
        Column("frequency", ["Frequency", "Periodicity", "Reported"]),
        Column("scheme", ["RAG scheme", "Scheme", "Rated by"]),
        Column("ytd_method", ["Year to date", "YTD", "YTD method", "Year to date method"]),
        Column("method", ["Direction of travel", "DoT", "DoT method"]),
        Column("previous_year", _PREVIOUS_YEAR),
        Column("new", ["New", "New indicator"]),
        _COMMENTARY,
        _LATEST,
        _MONTH_RAG,
    ],
    key={"ref", "service_area", "description", "target"},
    table_names=["Indicators"],
    unless={"latest", "month_rag"},
)

RESULTS = TableSpec(
    "results",
    [
        _REF,
        Column("period", ["Period", "Month", "Quarter", "Date"]),
        Column("value", ["Value", "Result", "Actual"]),
        Column("numerator", ["Numerator", "Num"]),
        Column("denominator", ["Denominator", "Den", "Out of"]),
        _DESCRIPTION,
        _UNIT,
        _TARGET,
        _FLOOR,
        _AREA,
        _COMMENTARY,
        Column("aside", ["Total", "YTD", "Year to date", "Average", "Mean", "Trend", "Owner", "Source"]),
        Column("in_range", ["In expected range"]),
    ],
    key={"ref"},
    table_names=["Results", "ActivityResults", "Activity_results"],
    unless={"in_range"},
    open=True,
)

ACTIVITY = TableSpec(
    "activity",
    [
        _REF,
        _AREA,
        _DESCRIPTION,
        Column("kind", ["Kind", "Flow or stock"]),
        Column("threshold", ["Threshold", "Bound"]),
        Column("q1", ["Q1", "Quarter 1"]),
        Column("q2", ["Q2", "Quarter 2"]),
        Column("q3", ["Q3", "Quarter 3"]),
        Column("q4", ["Q4", "Quarter 4"]),
        Column("total", ["Expected total", "Total", "Annual total", "Year"]),
        _UNIT,
        Column("previous_year", _PREVIOUS_YEAR),
        _COMMENTARY,
    ],
    key={"ref", "description", "threshold", "q1"},
    table_names=["Activity"],
)

PUBLISHED = [AREA, KPI, ACTIVITY_TABLE, SUMMARY, COMMENTARY, SETTINGS]
"""The tables of a workbook laid out as the committee paper prints them."""

DATA = [SETTINGS, AREA, AREA_LIST, INDICATORS, ACTIVITY, COMMENTARY]
"""The tables of a workbook in the data layout, but for results.

Which are known by their period captions as well.
"""
