"""Every irregularity of the papers that a spreadsheet can hold is read right, or its cell is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kccxl.reports.performance.model import Results
from tests.reports.performance.books import DEMAND, KPI, data, found, indicator, kpi, published, rags, results
from tests.tables.grids import Cell, sheet

Check = Callable[[], bool]


def rag(latest: Cell, *, target: Cell = "95%", floor: Cell = "80%", **more: Cell) -> str | None:
    return rags(published(kpi(latest=latest, target=target, floor=floor, **more)))["CS04"]


def named(latest: Cell, code: str = "not-a-number", **more: Cell) -> bool:
    after = published(kpi(latest=latest, **more))
    return (code, "Data!C3") in found(after) and rags(after)["CS04"] in (None, "RED", "AMBER")


def demand(*rows: list[Cell], header: list[str] = DEMAND) -> Results:
    return results(sheet([header, *rows]))


def area_sheet(*lines: list[Cell]) -> Results:
    head: list[list[Cell]] = [["Service area", "Director"], ["EODD", "A. Person"]]
    return results(sheet([*head, KPI, kpi(), *lines]))


def texts(after: Results) -> list[tuple[list[str], str]]:
    return [(list(note.refs), note.text) for note in after.commentary]


def periods(*labels: str) -> list[str]:
    rows: list[list[Cell]] = [["Ref", "Period", "Value"], *(["CS04", label, "95%"] for label in labels)]
    settings: list[list[Cell]] = [["Setting", "Value"], ["Results up to", "Mar 2017"]]
    after = data(indicator(), long=rows, settings=settings)
    return [point.period.short for point in after.indicators[0].indicator.series]


SUMMARY = ["Indicator Description", "Month RAG", "YTD RAG"]
TABS = [*KPI[:2], "Latest Month", "Target", "Floor Standard"]

CASES: dict[int, Check] = {
    1: lambda: rag("99.53%", target="99.5%") == "GREEN" and rag("94.9%") == "AMBER",
    2: lambda: rag("99.0%", target="99%") == "GREEN",
    3: lambda: rag("6.1 %", target="5 %", floor="15%") == "AMBER",
    4: lambda: rag("43%*", target="43%") == "GREEN" and rag("£113k+", target="£113k", floor="£1k") == "GREEN",
    5: lambda: (
        rags(published(kpi(), header=[*KPI[:7], "Target <sup>a</sup>", *KPI[8:]])) == {"CS04": "GREEN"}
    ),
    6: lambda: named("1200, 60%"),
    7: lambda: rag("90% Good or above", target="90%") == "GREEN",
    8: lambda: named("Various mini projects") and rag("TBC") is None,
    9: lambda: rag("£7.0m", target="£6.5m", floor="£8.0m") == "AMBER",
    10: lambda: named("£20.3", "scale-missing", target="£11.0m", floor="£10.0m"),
    11: lambda: demand(["CS08", "Calls (000s)", 176, "Below", 200, 180, 1]).activity[0].in_range == "Below",
    12: lambda: len(demand(["", "", "£000s"], ["CS08", "Calls", 176, "Below", 200, 180, 1]).activity) == 1,
    13: lambda: demand(["CS08", "Calls", 482.5, "Above", 473.9, 402.9, 1]).activity[0].in_range == "Above",
    14: lambda: rag("1842", target="1,800", floor="1,000") == "GREEN",
    15: lambda: (
        rag("-£349.7k", target="£-300k", floor="£0") == "GREEN" and rag("+£412k", target="£412k") == "GREEN"
    ),
    16: lambda: rag("£0.5 million", target="£450k", floor="£1k") == "GREEN",
    17: lambda: rag("£6,724.1m", target="£6,724.1m") == "GREEN",
    18: lambda: named("£80-90m"),
    19: lambda: named("0-25"),
    20: lambda: named("twenty-five"),
    21: lambda: named("• -£32.9m short term • -£31.9m long term"),
    22: lambda: rag("0.0", target="1", floor="0.5") == "RED" and rag(None) is None,
    23: lambda: all(rag(text) is None for text in ("n/a", "N/a", "N/A", "NEW", "TBC", "", None)),
    24: lambda: published(kpi(ytd="Snapshot data")).indicators[0].ytd.rag is None,
    25: lambda: not found(published(kpi(ytd="N/a", ytd_rag=None))),
    26: lambda: rags(published(["CS04", "a", "95%", "95%", "80%"], header=TABS)) == {"CS04": "GREEN"},
    27: lambda: (
        results(sheet([DEMAND, ["GL01b", "Meetings", 118, None, "N/a", None, 105]], merged=["E2:F2"]))
        .activity[0]
        .in_range
        is None
    ),
    28: lambda: published(kpi(dot="NEW", description="Audits (NEW)")).indicators[0].dot == "new",
    29: lambda: rag("75.4%", month_rag=None) == "RED",
    30: lambda: (
        [
            r.in_range
            for r in demand(["A1", "x", 5, "Yes", 5, 4, 1], ["A2", "x", 6, "Above", 5, 4, 1]).activity
        ]
        == ["Yes", "Above"]
    ),
    31: lambda: (
        [rag(x, target="15%", floor="20%") for x in ("11%", "16%", "21%")] == ["GREEN", "AMBER", "RED"]
    ),
    32: lambda: rag("80%") == "AMBER" and rag("95%") == "GREEN",
    33: lambda: (
        rags(published(["CS04", "a", "85%", "80%", "95%"], header=[*TABS[:3], "Floor", "Target"]))
        == {"CS04": "AMBER"}
    ),
    34: lambda: published(kpi(dot="↑")).indicators[0].dot == "improved",
    35: lambda: (
        published(
            ["CS04", "a", "20%", "25%", "↑", "5%", "15%"],
            header=["Ref", "Indicator", "Latest Forecast", "Previous Forecast", "DoT", "Target", "Floor"],
        )
        .indicators[0]
        .dot_source
        == "computed"
    ),
    37: lambda: (
        results(
            sheet(
                [
                    ["Ref", "Indicator", "YTD", "In range", "Expected Activity"],
                    [None] * 4 + ["Upper", "Lower"],
                    ["A1", "x", 5, "Yes", 6, 4],
                ]
            )
        )
        .activity[0]
        .in_range
        == "Yes"
    ),
    38: lambda: (
        rags(
            published(
                kpi(),
                header=[
                    "KPI Ref",
                    "Indicator",
                    "Latest Qtr",
                    "RAG",
                    "D o T",
                    "YTD",
                    "YTD RAG",
                    "Target",
                    "Floor",
                    "Prev. yr YTD",
                ],
            )
        )
        == {"CS04": "GREEN"}
    ),
    39: lambda: (
        published(
            ["CS04", "a", "96%", "95%", "95%", "80%"], header=[*TABS[:3], "Previous Forecast", *TABS[3:]]
        )
        .indicators[0]
        .dot
        == "improved"
    ),
    40: lambda: (
        rags(
            results(
                sheet(
                    [
                        ["KPI", "Indicator", "Latest", "2017-18", "Floor"],
                        ["Ref", "description", "Month", "Target", "Standard"],
                        ["CS04", "a", "85%", "95%", "80%"],
                    ]
                )
            )
        )
        == {"CS04": "AMBER"}
    ),
    41: lambda: ("row-without-ref", "Data!A3") in found(published(kpi(ref=None, latest="1%"))),
    42: lambda: list(rags(published(kpi("CS01"), KPI, kpi("CS02")))) == ["CS01", "CS02"],
    43: lambda: (
        found(published(kpi(), header=[*KPI[:7], "Goal", *KPI[8:]])) >= {("missing-column", "Data!A2")}
    ),
    44: lambda: rags(results(sheet([[], KPI, [], kpi()]))) == {"CS04": "GREEN"},
    45: lambda: (
        list(rags(published(["---"] * 10, kpi("CS01"), ["---"] * 10, kpi("CS02")))) == ["CS01", "CS02"]
    ),
    46: lambda: ("stray-rule", "Data!A3") in found(published(["--"] * 10, kpi()), "note"),
    47: lambda: (
        published(kpi(), [None, "in 40 seconds"]).indicators[0].indicator.description.endswith("40 seconds")
    ),
    48: lambda: len(published(kpi("CS01"), [None, "wrapped"], kpi("CS02")).indicators) == 2,
    50: lambda: len(published(kpi("HR20 and HR20a")).indicators) == 1,
    51: lambda: list(rags(published(["Adults"], kpi("CS01"), ["Children"], kpi("CS02")))) == ["CS01", "CS02"],
    53: lambda: all(
        ("total-row", "Data!A4") in found(after := published(kpi(), kpi(label, target=None)), "note")
        and len(after.indicators) == 1
        for label in ("Total", "TOTAL", "Grand Total", "Total S&CS")
    ),
    54: lambda: rags(published(kpi(description="- Contact Centre"))) == {"CS04": "GREEN"},
    61: lambda: (
        len(area_sheet(["Page 20"], kpi("CS05")).indicators) == 2 and texts(area_sheet(["Page 20"])) == []
    ),
    62: lambda: texts(area_sheet(["It rained."])) == [([], "It rained.")],
    63: lambda: (
        texts(area_sheet(kpi("GL02b"), kpi("GL03b"), ["CS04 – One."], ["GL02b and 03b - Two."]))
        == [(["CS04"], "One."), (["GL02b", "GL03b"], "Two.")]
    ),
    64: lambda: (
        not found(results(sheet([SUMMARY, ["CS04: Calls", "GREEN", "N/a"]], "Summary"), sheet([KPI, kpi()])))
        - {("no-period", "!")}
    ),
    65: lambda: ("ref-twice", "Data!A4") in found(published(kpi(), kpi())),
    66: lambda: list(rags(published(kpi("FNO26"), kpi(" cs 05 ")))) == ["FNO26", "CS05"],
    67: lambda: (
        len(
            results(
                sheet(
                    [
                        ["Service area", "Director", "Delivery by"],
                        ["EODD", "A", "X"],
                        KPI,
                        kpi("CS01"),
                        ["Service area", "Director", "Delivery by"],
                        ["EODD", "A", "Y"],
                        KPI,
                        kpi("CS02"),
                    ]
                )
            ).areas
        )
        == 2
    ),
    69: lambda: (
        [
            published([line], KPI, kpi()).indicators[0].indicator.period.label  # type: ignore[union-attr]
            for line in ("Results up to June 16", "Key Performance Indicators - Results up to May 16")
        ]
        == ["June 2016", "May 2016"]
    ),
    70: lambda: (
        periods("SEPT 15", "OCT", "Nov", "Dec", "JAN 16", "Sept 16", "October 2016")
        == ["Sep 15", "Oct 15", "Nov 15", "Dec 15", "Jan 16", "Sep 16", "Oct 16"]
    ),
    71: lambda: (
        ("bad-period", "Long!B2")
        in found(data(indicator(), long=[["Ref", "Period", "Value"], ["CS04", "April (date tbc)", "95%"]]))
    ),
    72: lambda: all(
        data(
            indicator(), settings=[["Setting", "Value"], ["Financial year", text]]
        ).settings.financial_year.label  # type: ignore[union-attr]
        == "2014/15"
        for text in ("2014/15", "2014-15", "2014/2015")
    ),
    73: lambda: ("unknown-area", "Indicators!B2") in found(data(indicator(area="Finance Solutions"))),
    75: lambda: rag("<p>95%</p>") == "GREEN",
    76: lambda: texts(area_sheet(["•"], ["• Work Programme •"]))[-1][1] == "• Work Programme •",
    79: lambda: list(rags(published(kpi("CS01"), ["I"], [None, None, "T"], kpi("CS02")))) == ["CS01", "CS02"],
    80: lambda: rag("−5", target="–5", floor="-10") == "GREEN",
    82: lambda: (
        published(kpi(description="agreed budgets.")).indicators[0].indicator.description == "agreed budgets."
    ),
}

ELSEWHERE = {
    36: "risk bands: the risk register is a report to come",
    49: "a row split over a printed page: a sheet has no pages in its cells",
    52: "grants by outcome: a report to come",
    55: "counts of projects in a text: the change portfolio is a report to come",
    56: "label under value in a text box of the change portfolio",
    57: "label and value blocks of the change portfolio",
    58: "risk blocks",
    59: "risk control owners",
    60: "risk actions",
    68: "lists of priority refs: a column no rating rests on, read as text",
    74: "pipes and tabs: conversion of a PDF, not cells",
    77: "words cut by OCR of a page",
    78: "letters of another alphabet from OCR of a page",
    81: "superscript footnote digits in prose",
}
"""Irregularities that no performance workbook can hold, with the reason."""


def test_every_class_is_covered_or_listed() -> None:
    assert sorted([*CASES, *ELSEWHERE]) == list(range(1, 83))


@pytest.mark.parametrize("number", CASES, ids=lambda number: f"class-{number}")
def test_class(number: int) -> None:
    assert CASES[number]()
