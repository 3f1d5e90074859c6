"""A button workbook beside the sample it was made from: the same sheets, figures and problems."""

from __future__ import annotations

import openpyxl
import pytest

from kccxl.batch import results_of
from kccxl.refresh import Refreshed
from tests.conftest import WORKBOOKS

TWINS = ["performance-2018-19", "monitoring-2016-17"]


@pytest.mark.parametrize("name", TWINS)
def test_the_sheets_between_start_and_settings_are_those_of_the_sample(name: str) -> None:
    plain = openpyxl.load_workbook(WORKBOOKS / f"{name}.xlsx")
    buttons = openpyxl.load_workbook(WORKBOOKS / f"{name}.xlsm")
    assert buttons.sheetnames == ["Start", *plain.sheetnames, "xlwings.conf"]
    assert buttons.active is not None
    assert buttons.active.title == "Start"
    for sheet in plain:
        other = buttons[sheet.title]
        assert [[cell.value for cell in row] for row in other] == [
            [cell.value for cell in row] for row in sheet
        ]
        assert [[cell.number_format for cell in row] for row in other] == [
            [cell.number_format for cell in row] for row in sheet
        ]


@pytest.mark.parametrize("name", TWINS)
def test_the_added_sheets_add_nothing_and_hide_nothing(name: str) -> None:
    plain, buttons = (results_of(WORKBOOKS / f"{name}{ending}") for ending in (".xlsx", ".xlsm"))
    assert buttons.names == plain.names
    assert _said(buttons) == _said(plain)
    assert buttons.records() == plain.records()


def _said(results: Refreshed) -> list[tuple[str, ...]]:
    return [
        (problem.code, problem.sheet, problem.cell, problem.found.replace(".xlsm", ".xlsx"), problem.mend)
        for problem in results.problems
    ]
