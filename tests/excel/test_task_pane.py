"""The task pane's own code, run in Node with an Excel of paper: what it reads of a workbook and hands to a button."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

CODE = ROOT / "kccxl" / "excel" / "server" / "project" / "static" / "js" / "main.js"

EXCEL = """
const pressed = [];
const status = { textContent: "" };
const button = { disabled: false, textContent: " Check data ", dataset: { script: "check_data" },
  addEventListener: (_, act) => (button.click = act) };
const page = [];
globalThis.document = {
  addEventListener: (_, act) => page.push(act),
  querySelectorAll: () => [button],
  getElementById: () => status,
};
const line = (values) => ({ ...values, load() { return this; } });
function range(sheet) {
  return {
    ...sheet, isNullObject: !sheet.area, address: sheet.area, rowIndex: sheet.top, columnIndex: sheet.left,
    load() { return this; },
    getRow: (row) => line({ rowHidden: sheet.hiddenRows.includes(sheet.top + row + 1) }),
    getColumn: (column) => line({ columnHidden: sheet.hiddenColumns.includes(sheet.left + column + 1) }),
    getMergedAreasOrNullObject: () =>
      line({ isNullObject: !sheet.merged.length, areas: { items: sheet.merged.map((address) => ({ address })) } }),
  };
}
const sheets = INPUT.map((sheet) => ({ name: sheet.name, getUsedRangeOrNullObject: () => range(sheet) }));
const context = {
  workbook: { worksheets: { items: sheets, load() { return this; } } },
  sync: async () => {},
};
globalThis.Excel = { run: async (act) => { if (BUSY) throw new Error("edit mode"); return await act(context); } };
globalThis.xlwings = { runPython: async (given) => pressed.push(given) };
console.error = () => {};
"""
PRESS = """
page.forEach((act) => act());
button.click().then(() => console.log(JSON.stringify({ pressed, status: status.textContent, off: button.disabled })));
"""


def _press(tmp_path: Path, sheets: list[dict[str, Any]], *, busy: bool = False) -> dict[str, Any]:
    node = shutil.which("node")
    if node is None:
        if os.environ.get("KCCXL_NEEDS_TOOLS"):
            pytest.fail("node is missing, and this run must not skip anything")
        pytest.skip("node is not installed")
    excel = EXCEL.replace("INPUT", json.dumps(sheets)).replace("BUSY", json.dumps(busy))
    program = tmp_path / "pane.cjs"
    program.write_text(excel + CODE.read_text() + PRESS)
    done = subprocess.run([node, program], capture_output=True, text=True, timeout=60, check=True)
    return dict(json.loads(done.stdout))


def _sheet(name: str, area: str, height: int, width: int, **about: Any) -> dict[str, Any]:
    return {
        "name": name, "area": area, "top": 0, "left": 0, "rowCount": height, "columnCount": width,
        "numberFormat": [["0%"] * width] * height, "hiddenRows": [], "hiddenColumns": [], "merged": [], **about,
    }  # fmt: skip


def test_a_button_hands_over_formats_merged_cells_and_hidden_lines(tmp_path: Path) -> None:
    sheet = _sheet(
        "Data", "Data!B3:C5", 3, 2, top=2, left=1, hiddenRows=[4], hiddenColumns=[3], merged=["Data!B3:C3"]
    )
    told = _press(tmp_path, [sheet])
    assert told["pressed"] == [
        {
            "scriptName": "check_data",
            "errorDisplayMode": "taskpane",
            "args": [
                {
                    "Data": {
                        "area": "Data!B3:C5",
                        "formats": [["0%", "0%"]] * 3,
                        "merged": ["Data!B3:C3"],
                        "rows": [4],
                        "columns": [3],
                    }
                }
            ],
        }
    ]
    assert (told["status"], told["off"]) == ("", False)


def test_empty_sheets_and_ledgers_are_handed_over_as_such(tmp_path: Path) -> None:
    told = _press(tmp_path, [_sheet("Empty", "", 0, 0), _sheet("Ledger", "Ledger!A1:Z2000", 2000, 26)])
    layout = told["pressed"][0]["args"][0]
    assert layout["Empty"]["area"] == "A1"
    assert layout["Ledger"] is None


def test_a_busy_excel_is_said_and_the_button_can_be_pressed_again(tmp_path: Path) -> None:
    told = _press(tmp_path, [], busy=True)
    assert told["pressed"] == []
    assert "Leave the cell you are editing" in told["status"]
    assert told["off"] is False
