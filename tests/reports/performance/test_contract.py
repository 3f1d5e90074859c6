"""The JSON contract as documented, and explanations that name the cells."""

from __future__ import annotations

import json
import re

import pytest

from kccxl.errors import UsageError
from kccxl.files.read import read_workbook
from kccxl.reports.performance.contract import as_json, records
from kccxl.reports.performance.explain import explain
from kccxl.reports.performance.model import Results
from kccxl.reports.performance.report import report
from tests.published import oracle

NAMES = [
    "performance-2016-17",
    "performance-2018-19",
    "performance-monthly-example",
    "performance-targets-2017-18",
]
RATINGS = {"GREEN", "AMBER", "RED", None}
DIRECTIONS = {"improved", "worsened", "same", "new", None}
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@pytest.fixture(params=NAMES, scope="module")
def results(request: pytest.FixtureRequest) -> Results:
    path = oracle.WORKBOOKS / f"{request.param}.xlsx"
    return report(read_workbook(path), path.name)


def test_keys_and_words(results: Results) -> None:
    said = as_json(results)
    assert said == json.loads(json.dumps(said, allow_nan=False))
    assert {"workbook", "report", "settings", "indicators", "activity", "counts", "problems"} <= set(said)
    assert said["report"] == "performance"
    assert set(said["counts"]) == {"month_rag", "ytd_rag", "dot"}
    assert said["indicators"]
    for item in said["indicators"]:
        assert {
            *(
                "ref",
                "service_area",
                "description",
                "latest",
                "month_rag",
                "ytd",
                "ytd_rag",
                "dot",
                "dot_source",
            ),
            *("target", "floor", "polarity", "near_boundary", "reason", "cells"),
        } <= set(item)
        assert item["month_rag"] in RATINGS
        assert item["ytd_rag"] in RATINGS
        assert item["dot"] in DIRECTIONS
        assert item["dot_source"] in {"computed", "typed", None}
        assert item["polarity"] in {"High", "Low", None}
        for name in ("latest", "ytd", "target", "floor"):
            assert item[name] is None or NUMBER.fullmatch(item[name])
        assert all("!" in cell for cell in item["cells"].values())
    for item in said["activity"]:
        assert {"ref", "description", "value", "lower", "upper", "in_range"} <= set(item)
        assert item["in_range"] in {"Yes", "Above", "Below", None}
    for problem in said["problems"]:
        assert set(problem) == {"severity", "code", "sheet", "cell", "found", "expected", "mend"}
        assert problem["severity"] in {"error", "warning", "note"}
        assert re.fullmatch(r"[a-z0-9-]+", problem["code"])
    kinds = [record["kind"] for record in records(results)]
    assert kinds.count("indicator") == len(said["indicators"])
    assert kinds.count("activity") == len(said["activity"])


def test_explanations_name_the_input_cells(results: Results) -> None:
    for result in results.indicators:
        item = result.indicator
        said = explain(results, item.ref)
        for name in ("latest", "target", "floor"):
            if getattr(item, name).known and getattr(item, name).cell:
                assert getattr(item, name).cell in said
        assert result.month.reason in said


def test_an_unknown_ref_says_what_to_type(results: Results) -> None:
    ref = results.indicators[0].indicator.ref
    with pytest.raises(UsageError, match=ref):
        explain(results, ref + "9")
