"""What changed between two results, in words that a minute can take over."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kccxl.restatement import compare, errors_in


def performance(**more: Any) -> dict[str, Any]:
    line = {"ref": "CS05", "service_area": "Contact Point", "unit": "%", "latest": "81", "month_rag": "GREEN",
            "dot": "improved", "reason": "Green: 81 % meets the target", "cells": {"latest": "KPI!C5"}}  # fmt: skip
    return {"report": "performance", "indicators": [line | more], "problems": [], "counts": {}}


def said(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return [change.in_words for change in compare(old, new)]


def test_a_rating_and_its_figure_are_said_as_printed() -> None:
    assert said(performance(), performance(latest="79.5", month_rag="AMBER", reason="Amber: ...")) == [
        "CS05: latest was 81% and is now 79.5%.",
        "CS05: month RAG was GREEN and is now AMBER.",
    ]


def test_what_explains_a_figure_is_no_change_of_it() -> None:
    assert said(performance(), performance(reason="other", cells={"latest": "KPI!C9"})) == []


def test_the_same_number_spelt_otherwise_is_no_change() -> None:
    assert said(performance(latest="81"), performance(latest="81.00")) == []


def test_a_rating_that_is_no_longer_made() -> None:
    assert said(performance(), performance(month_rag=None, latest=None)) == [
        "CS05: latest was 81% and is now blank.",
        "CS05: month RAG was GREEN and is now not rated.",
    ]


def test_lines_that_came_and_went() -> None:
    assert said(performance(), performance(ref="CS06")) == [
        "CS06 was added.",
        "CS05 is no longer reported.",
    ]


def test_money_is_said_in_pounds_and_headings_by_name() -> None:
    line = {"heading": "Legal", "group": "", "net_budget": "1000", "percent": "2.5", "cells": {}}
    old = {"report": "monitoring", "lines": [line], "totals": {"net_budget": "1000"}}
    new = {
        "report": "monitoring",
        "lines": [line | {"net_budget": "1500", "percent": "3"}],
        "totals": {"net_budget": "1500"},
    }
    assert said(old, new) == [
        "Legal: net budget was £1,000 and is now £1,500.",
        "Legal: variance in per cent was 2.5% and is now 3%.",
        "Totals: net budget was £1,000 and is now £1,500.",
    ]


def test_a_report_that_came_or_went_is_told_line_by_line() -> None:
    both = {
        "workbook": "a.xlsx",
        "reports": [performance(), {"report": "savings", "lines": [{"saving": "Post rooms"}]}],
    }
    assert said(performance(), both) == ["Post rooms was added."]
    assert said(both, performance()) == ["Post rooms is no longer reported."]


def test_lines_of_one_name_are_told_apart_by_their_order() -> None:
    old = {"report": "budget", "lines": [{"division": "Finance", "net_cost": each} for each in ("1", "2")]}
    new = {"report": "budget", "lines": [{"division": "Finance", "net_cost": each} for each in ("1", "3")]}
    assert said(old, new) == ["Finance (2): net cost was £2 and is now £3."]


def ledger(**more: Any) -> dict[str, Any]:
    part = {"group": "Staffing", "net_budget": "558266", "percent": "-0.69786983266"}
    centre = {"heading": "Libraries", "cost_centre": "C00101", "name": "Central library", "groups": [part]}
    return {
        "report": "ledger",
        "settings": {"amber_up_to": "2", "illustrative": False},
        "cost_centres": [centre],
        "subjective": [{"group": "Staffing", "variance": "100"}],
        "virements": [{"virement": "V01", "heading": "Libraries", "amount": "48000", "cell": "Virements!D2"}],
        **more,
    }


def test_the_parts_of_a_cost_centre_are_told_one_by_one() -> None:
    parts = [{"group": "Staffing", "net_budget": "558300", "percent": "0.8"}, {"group": "Income"}]
    centre = {"heading": "Libraries", "cost_centre": "C00101", "name": "Central library", "groups": parts}
    assert said(ledger(), ledger(cost_centres=[centre])) == [
        "C00101 Central library (Libraries), Staffing: net budget was £558,266 and is now £558,300.",
        "C00101 Central library (Libraries), Staffing: variance in per cent was -0.7% and is now 0.8%.",
        "C00101 Central library (Libraries), Income was added.",
    ]


def test_subjective_groups_and_virements_are_named() -> None:
    new = ledger(
        subjective=[{"group": "Staffing", "variance": "200"}],
        virements=[{"virement": "V01", "heading": "Libraries", "amount": "58000", "cell": "Virements!D9"}],
    )
    assert said(ledger(), new) == [
        "Staffing, all cost centres: variance was £100 and is now £200.",
        "Virement V01 (Libraries): amount was £48,000 and is now £58,000.",
    ]


def test_a_changed_setting_is_told_once_and_first() -> None:
    old = {"reports": [ledger(), {"report": "savings", "settings": {"amber_up_to": "2"}}]}
    new = {
        "reports": [
            ledger(settings={"amber_up_to": "2.5", "illustrative": True}, subjective=[]),
            {"report": "savings", "settings": {"amber_up_to": "2.5"}},
        ]
    }
    assert said(old, new) == [
        "Settings: “Amber up to” was 2% and is now 2.5%.",
        "Settings: “Illustrative” was no and is now yes.",
        "Staffing, all cost centres is no longer reported.",
    ]


def monitoring(**more: Any) -> dict[str, Any]:
    line = {"heading": "Legal & IT", "group": "", "variance": "5", "reason_gross": "Green: 5 of 100", **more}
    return {"report": "monitoring", "lines": [line], "totals": {"variance": line["variance"]}}


def test_a_heading_typed_otherwise_is_the_same_heading() -> None:
    assert said(monitoring(), monitoring(heading="legal  and it", variance="6"))[:1] == [
        "legal  and it: variance was £5 and is now £6."
    ]


def test_the_reason_of_a_rating_is_no_figure() -> None:
    assert said(monitoring(), monitoring(reason_gross="Green: 5 of 200")) == []


def test_totals_of_several_reports_say_which() -> None:
    old, new = (
        {"reports": [monitoring(variance=figure), {"report": "savings", "totals": {"percent": figure}}]}
        for figure in ("1", "2")
    )
    assert said(old, new) == [
        "Legal & IT: variance was £1 and is now £2.",
        "Totals of the monitoring report: variance was £1 and is now £2.",
        "Totals of the savings report: shortfall in per cent of the target was 1% and is now 2%.",
    ]


def test_percentages_are_said_as_printed() -> None:
    assert said(monitoring(percent="0.376884422111"), monitoring(percent="-0.04")) == [
        "Legal & IT: variance in per cent was 0.4% and is now 0.0%."
    ]


def test_a_figure_that_an_error_spoils_is_not_called_blank() -> None:
    error = {"severity": "error", "sheet": "July", "cell": "C7", "found": "“oops”", "expected": "an amount"}
    spoilt = monitoring(variance=None) | {"problems": [error]}
    assert said(monitoring(), spoilt)[0] == (
        "Legal & IT: variance was £5 and is now not known, because of an error."
    )
    assert errors_in(spoilt) == ["July!C7: found “oops”, expected an amount"]


FIELDS = st.dictionaries(
    st.sampled_from(["net_cost", "staffing", "rag", "grants"]),
    st.one_of(st.none(), st.sampled_from(["GREEN", "RED"]), st.integers(-9, 9).map(str)),
)
REPORTS = st.lists(FIELDS, max_size=4).map(
    lambda lines: {
        "report": "budget",
        "lines": [{"division": f"D{n}", **line} for n, line in enumerate(lines)],
    }
)


@given(old=REPORTS, new=REPORTS)
def test_a_report_differs_from_another_but_not_from_itself(old: dict[str, Any], new: dict[str, Any]) -> None:
    again = json.loads(json.dumps(old))
    assert compare(old, again) == []
    forth, back = compare(old, new), compare(new, old)
    assert {(each.line, each.field, each.before, each.after) for each in forth} == {
        (each.line, each.field, each.after, each.before) for each in back
    }
