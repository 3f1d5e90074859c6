"""kccxl's functions and buttons over real HTTP: what a cell gets, what a button does to a workbook, who is let in."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
import xlwings
from openpyxl.utils import get_column_letter

import kccxl.excel.functions  # noqa: F401 - declares the functions
from kccxl import batch
from kccxl.errors import UsageError
from kccxl.excel.declaring import CATALOGUE
from kccxl.excel.server.start import Service, start
from kccxl.files.read import read_workbook
from tests.conftest import ROOT, WORKBOOKS

SECONDS = 60
LICENSED = {"XLWINGS_LICENSE_KEY": "noncommercial"}
UNCHECKED = ssl._create_unverified_context()
"""Certificates of these tests are signed by nobody."""


def _need_extra() -> None:
    if find_spec("xlwings_server") is None and not os.environ.get("KCCXL_NEEDS_TOOLS"):
        pytest.skip("the extra kccxl[server] is not installed")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XLWINGS_")}
    return (
        kept
        | {"PYTHONPATH": str(ROOT), "HOME": str(home), "XDG_STATE_HOME": str(home), "COLUMNS": "200"}
        | more
    )


@contextmanager
def _started(home: Path, *options: str, scheme: str = "http") -> Iterator[str]:
    """Start the server as an officer would, and give its address."""
    _need_extra()
    port = _free_port()
    command = [sys.executable, "-m", "kccxl", "excel", "serve", "--port", str(port), *options]
    said = home / "said.txt"
    with said.open("w") as out:
        process = subprocess.Popen(
            command, env=_environment(home, **LICENSED), cwd=home, stdout=out, stderr=out
        )
    try:
        address = f"{scheme}://127.0.0.1:{port}"
        deadline = time.monotonic() + SECONDS
        while not _answers(address):
            assert process.poll() is None, said.read_text()
            assert time.monotonic() < deadline, said.read_text()
            time.sleep(0.1)
        assert "PolyForm Noncommercial" in said.read_text()
        assert f"{address}/manifest" in said.read_text()
        yield address
    finally:
        process.terminate()
        process.wait(timeout=SECONDS)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with _started(tmp_path_factory.mktemp("home")) as address:
        yield address


def _answers(address: str) -> bool:
    try:
        return _get(f"{address}/")[0] == 200
    except urllib.error.URLError:
        return False


def _get(url: str, body: object = None, **headers: str) -> tuple[int, str]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=SECONDS, context=UNCHECKED) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def _call(server: str, function: str, *arguments: object) -> Any:
    """Call a function as a cell does: every argument as rows of cells."""
    body = {
        "func_name": function, "args": list(arguments), "caller_address": "Sheet1!A1", "client": "Office.js",
        "version": xlwings.__version__, "content_language": "en-GB", "culture_info_name": "en-GB",
        "date_format": "d/m/yyyy", "runtime": "1.4",
    }  # fmt: skip
    status, text = _get(f"{server}/xlwings/custom-functions-call", body)
    assert status == 200, text
    return json.loads(text)["result"]


# -- functions


def test_every_function_is_announced_under_its_name_with_its_arguments(server: str) -> None:
    told = json.loads(_get(f"{server}/xlwings/custom-functions-meta.json")[1])["functions"]
    assert {each["name"] for each in told} == {name.removeprefix("KCC_") for name in CATALOGUE}
    for each in told:
        declared = CATALOGUE[f"KCC_{each['name']}"]
        assert each["description"] == declared.purpose
        assert [(p["name"], p["description"], p.get("optional", False)) for p in each["parameters"]] == [
            (argument.name, argument.help, argument.optional) for argument in declared.arguments
        ]


def test_the_code_excel_loads_binds_every_function(server: str) -> None:
    code = _get(f"{server}/xlwings/custom-functions-code.js")[1]
    bound = set(re.findall(r'CustomFunctions\.associate\("(\w+)"', code))
    assert bound == {name.removeprefix("KCC_") for name in CATALOGUE}


def _sent(value: object) -> object:
    """A cell as Excel sends it to a function: a blank as an empty text, a date as its number, whole numbers bare."""
    if isinstance(value, list | tuple):
        return [_sent(each) for each in value]
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return (moment - datetime(1899, 12, 30)).days
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "" if value is None else value


def _rows(value: object) -> list[list[object]]:
    if not isinstance(value, list | tuple):
        return [[value]]
    return [list(row) for row in value] if isinstance(value[0], list | tuple) else [list(value)]


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_a_function_answers_a_cell_as_its_documentation_says(server: str, name: str) -> None:
    for example in CATALOGUE[name].examples:
        answer = _call(server, name.removeprefix("KCC_"), *(_sent(_rows(each)) for each in example.arguments))
        assert answer == _rows(example.answer), example


def test_a_range_spills_and_errors_are_said(server: str) -> None:
    error = {"type": "Error", "basicType": "Error", "basicValue": "#REF!", "errorType": "Ref"}
    answer = _call(server, "RAG", [[0.96], [0.94], [0.89], [""], [error], ["n/a"]], [[0.95]], [[0.9]])
    assert [row[0] for row in answer[:4]] == ["GREEN", "AMBER", "RED", ""]
    assert answer[4][0].startswith("#KCC! result: holds the Excel error #REF!")
    assert answer[5] == ["N/a"]


def test_a_whole_number_is_never_taken_for_the_code_of_an_error(server: str) -> None:
    assert _call(server, "ROUND", [[-2146826246]]) == [[-2146826246.0]]


# -- buttons


def _payload(path: Path, *, selection: str = "A1", active: int = 0) -> dict[str, Any]:
    """A workbook as xlwings' client sends it: values, dates as texts, no formats."""
    book = openpyxl.load_workbook(path, data_only=True)
    sheets = []
    for sheet in book.worksheets:
        values = [[_value(cell.value) for cell in row] for row in sheet.iter_rows()] or [[""]]
        area = f"A1:{get_column_letter(max(1, sheet.max_column))}{max(1, sheet.max_row)}"
        sheets.append({
            "name": sheet.title, "values": values, "pictures": [], "charts": [], "shapes": [], "notes": [],
            "tables": [{"name": t.name, "range_address": t.ref} for t in sheet.tables.values()],
            "visibility": sheet.sheet_state.capitalize(), "show_gridlines": True, "used_range_address": area,
        })  # fmt: skip
    return {
        "client": "Office.js", "version": xlwings.__version__, "names": [], "sheets": sheets,
        "book": {"name": path.name, "active_sheet_index": active, "selection": selection, "calculation": "Automatic"},
    }  # fmt: skip


def _value(value: object) -> object:
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        return f"{moment.isoformat()}.000Z"
    return "" if value is None else value


def _layout(path: Path) -> dict[str, Any]:
    """What kccxl's task pane reads beside the values."""
    found = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        rows = [[cell.number_format for cell in row] for row in sheet.iter_rows()] or [["General"]]
        letter = get_column_letter(max(1, sheet.max_column))
        found[sheet.title] = {
            "area": f"'{sheet.title}'!A1:{letter}{max(1, sheet.max_row)}",
            "formats": rows,
            "merged": [f"'{sheet.title}'!{area}" for area in sheet.merged_cells.ranges],
            "rows": [row for row, about in sheet.row_dimensions.items() if about.hidden],
            "columns": [
                column
                for about in sheet.column_dimensions.values() if about.hidden
                for column in range(about.min, about.max + 1)
            ],
        }  # fmt: skip
    return found


def _press(server: str, script: str, payload: dict[str, Any]) -> list[dict[str, Any]]:
    status, text = _get(f"{server}/xlwings/custom-scripts-call/{script}", payload)
    assert status == 200, text
    return list(json.loads(text)["actions"])


def _said(actions: list[dict[str, Any]]) -> str:
    return next(str(action["args"][0]) for action in actions if action["func"] == "alert")


def test_the_buttons_are_announced(server: str) -> None:
    told = json.loads(_get(f"{server}/xlwings/custom-scripts-meta.json")[1])
    assert {each["name"] for each in told} == {"Refresh dashboard", "Check data", "Explain selected cell"}


@pytest.mark.parametrize(
    "name", ["performance-2016-17", "performance-2018-19", "performance-targets-2017-18"]
)
def test_refresh_writes_the_cells_a_file_would_hold(server: str, tmp_path: Path, name: str) -> None:
    path = Path(shutil.copy(WORKBOOKS / f"{name}.xlsx", tmp_path))
    sent = _payload(path) | {"args": [_layout(path)]}
    titles = [sheet["name"] for sheet in sent["sheets"]]
    actions = _press(server, "refresh_dashboard", sent)
    assert "The dashboard is up to date" in _said(actions)
    output = tmp_path / "dashboard.xlsx"
    batch.build(path, output, made=datetime(2024, 1, 1), force=False)
    made = openpyxl.load_workbook(output).worksheets
    written = _written(titles, actions)
    assert len(written) == len(made)
    compared = 0
    for sheet, cells in zip(made, written, strict=True):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            # the time of making differs, and titles of sheets where the workbook has its own
            if (
                cell.value is None
                or cell.data_type == "f"
                or re.search(r"kccxl|2024|Made from", str(cell.value))
            ):
                continue
            if cell.hyperlink is None:
                assert cells[cell.row, cell.column] == cell.value, (sheet.title, cell.coordinate)
                compared += 1
    assert compared > 500


def _written(titles: list[str], actions: list[dict[str, Any]]) -> list[dict[tuple[int, int], object]]:
    """The cells of every new sheet in the order of the tabs."""
    order: list[dict[tuple[int, int], object] | None] = [None] * len(titles)
    for action in actions:
        if action["func"] == "addSheet":
            order.insert(action["args"][0], {})
        elif action["func"] == "setValues":
            cells = order[action["sheet_position"]]
            assert cells is not None, "an officer's sheet was written to"
            for down, row in enumerate(action["values"], start=action["start_row"] + 1):
                for across, value in enumerate(row, start=action["start_column"] + 1):
                    text = isinstance(value, str) and value.startswith("'")
                    cells[down, across] = value[1:] if text else value
    return [cells for cells in order if cells is not None]


@pytest.mark.parametrize("name", sorted(path.stem for path in WORKBOOKS.glob("*.xlsx")))
def test_a_workbook_is_read_as_its_file_is(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("XLWINGS_LICENSE_KEY", "noncommercial")
    path = WORKBOOKS / f"{name}.xlsx"
    told = subprocess.run(
        [sys.executable, "-c", _READ], input=json.dumps([_payload(path), _layout(path)]), text=True,
        capture_output=True, env=_environment(Path("/"), **LICENSED), check=True,
    )  # fmt: skip
    assert json.loads(told.stdout) == json.loads(
        json.dumps([_plain(grid) for grid in read_workbook(path)], default=str)
    )


_READ = """
import json, sys
import xlwings as xw
from kccxl.excel.server.layout import grids_of
from tests.excel.test_server import _plain
payload, layout = json.load(sys.stdin)
grids = grids_of(xw.Book(json=payload), layout=layout)
print(json.dumps([_plain(grid) for grid in grids], default=str))
"""


def _plain(grid: Any) -> dict[str, Any]:
    """What of a grid decides results: non-blank cells, formats of those, merged cells, hidden lines, tables."""
    cells = {
        f"{row},{column}": float(value) if type(value) in (int, float) else str(value)
        for row, values in enumerate(grid.rows)
        for column, value in enumerate(values)
        if value not in (None, "")
    }
    return {
        "sheet": grid.sheet,
        "cells": cells,
        "formats": {place: grid.format_at(*map(int, place.split(","))) or "General" for place in cells},
        "merged": sorted(area.name for area in grid.merged),
        "rows": sorted(grid.hidden_rows),
        "columns": sorted(grid.hidden_columns),
        "tables": sorted((table.name, table.area.name) for table in grid.tables),
        "visible": grid.visible,
        "values_only": grid.values_only,
    }


def test_without_number_formats_nothing_is_guessed(server: str) -> None:
    path = WORKBOOKS / "performance-2016-17.xlsx"
    whole = _layout(path)
    for args in ([], [None], [{}], ["x"], [{title: {} for title in whole}],
                 [whole | {"Dashboard": whole["Dashboard"] | {"formats": [["0%"]]}}]):  # fmt: skip
        for script in ("refresh_dashboard", "check_data", "explain_selected_cell"):
            actions = _press(server, script, _payload(path, selection="A7") | {"args": args})
            assert [action["func"] for action in actions] == ["alert"]
            assert "number formats did not arrive" in _said(actions)


def test_errors_are_said_and_selected_and_nothing_is_written(server: str, tmp_path: Path) -> None:
    path = Path(shutil.copy(WORKBOOKS / "performance-2016-17.xlsx", tmp_path))
    book = openpyxl.load_workbook(path)
    book["Dashboard"]["D7"] = "RED"
    book.save(path)
    sent = _payload(path) | {"args": [_layout(path)]}
    for script in ("refresh_dashboard", "check_data"):
        actions = _press(server, script, json.loads(json.dumps(sent)))
        assert "Dashboard!D7" in _said(actions)
        assert "Mend:" in _said(actions)
        assert not {"addSheet", "setValues"} & {action["func"] for action in actions}
        assert "rangeSelect" in [action["func"] for action in actions]


def test_a_rating_is_explained(server: str) -> None:
    path = WORKBOOKS / "performance-2016-17.xlsx"
    book = openpyxl.load_workbook(path)
    titles = book.sheetnames
    sent = _payload(path, selection="A7", active=titles.index("Dashboard")) | {"args": [_layout(path)]}
    ref = str(book["Dashboard"]["A7"].value).strip(" *†")
    assert batch.results_of(path).explain(ref).split("\n")[0] in _said(
        _press(server, "explain_selected_cell", sent)
    )


def test_an_earlier_dashboard_is_never_replaced_unseen(server: str) -> None:
    path = WORKBOOKS / "performance-2016-17.xlsx"
    sent = _payload(path) | {"args": [_layout(path)]}
    mark = next(
        a
        for a in _press(server, "refresh_dashboard", json.loads(json.dumps(sent)))
        if a["func"] == "namesAdd"
    )
    name, refers_to = mark["args"][:2]
    sent["names"] = [{
        "name": name, "refers_to": refers_to, "type": "String", "sheet_index": None, "address": None,
        "scope_sheet_name": sent["sheets"][0]["name"], "scope_sheet_index": 0, "book_scope": False,
    }]  # fmt: skip
    actions = _press(server, "refresh_dashboard", sent)
    assert "sheets of an earlier dashboard" in _said(actions)
    assert [action["func"] for action in actions] == ["alert"]


# -- manifest, task pane, who is let in


def test_the_manifest_names_kccxl_its_functions_and_files_that_are_there(server: str) -> None:
    text = _get(f"{server}/manifest")[1]
    assert _get(f"{server}/manifest/download")[1] == text
    root = ElementTree.fromstring(text)
    values = {each.get("DefaultValue", "") for each in root.iter()}
    assert {"KCC", "kccxl"} <= values
    addresses = [value for value in values if value.startswith("http")]
    assert addresses
    assert all(value.startswith(server) for value in addresses)
    for address in addresses:
        assert urllib.request.urlopen(address, timeout=SECONDS).status == 200
    ids = {each.get("id") for each in root.iter() if each.get("id")}
    assert {each.get("resid") for each in root.iter() if each.get("resid")} <= ids


def test_every_button_of_the_task_pane_calls_a_script_that_is_there(server: str) -> None:
    pane = _get(f"{server}/taskpane")[1]
    scripts = {
        each["function_name"] for each in json.loads(_get(f"{server}/xlwings/custom-scripts-meta.json")[1])
    }
    assert set(re.findall(r'data-script="(\w+)"', pane)) == scripts
    for address in re.findall(r'(?:src|href)="(/[^"]+)"', pane):
        assert urllib.request.urlopen(server + address, timeout=SECONDS).status == 200, address
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', pane)


def test_with_a_certificate_it_speaks_https_and_so_does_the_manifest(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        if os.environ.get("KCCXL_NEEDS_TOOLS"):
            pytest.fail("openssl is missing, and this run must not skip anything")
        pytest.skip("openssl is not installed")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-keyout", "key.pem", "-out", "cert.pem"], cwd=tmp_path, capture_output=True, check=True,
    )  # fmt: skip
    with _started(tmp_path, "--certificate", "cert.pem", "--key", "key.pem", scheme="https") as address:
        assert f'DefaultValue="{address}/taskpane.html"' in _get(f"{address}/manifest")[1]
        assert "plain HTTP" not in (tmp_path / "said.txt").read_text()


def test_a_request_under_another_name_is_refused(server: str) -> None:
    assert _get(f"{server}/", Host="evil.example")[0] == 400
    body = {"func_name": "FY", "args": [[[43000]]]}
    assert _get(f"{server}/xlwings/custom-functions-call", body, Host="evil.example")[0] == 400
    assert _get(f"{server}/", Host="localhost")[0] == 200


def test_other_pages_get_no_leave_to_read_answers(server: str) -> None:
    request = urllib.request.Request(f"{server}/", headers={"Origin": "https://evil.example"})
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        assert answer.headers.get("Access-Control-Allow-Origin") is None


def test_it_listens_on_one_address_of_this_computer_alone(server: str) -> None:
    with socket.socket() as probe:
        # on Linux another address of the same computer, answered by whatever listens on all of them
        assert probe.connect_ex(("127.0.0.2", int(server.rpartition(":")[2]))) != 0


def _serve(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    _need_extra()
    return subprocess.run(
        [sys.executable, "-m", "kccxl", "excel", "serve", *arguments], env=_environment(tmp_path, **environment),
        cwd=tmp_path, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kccxl.excel.server.start.find_spec", lambda _: None)
    with pytest.raises(UsageError, match=r"pip install \"kccxl\[server\]\".*paid plan"):
        start(Service("127.0.0.1", 8000), print)


def test_without_a_licence_key_it_says_who_may_use_it(tmp_path: Path) -> None:
    done = _serve(tmp_path, "--port", str(_free_port()))
    said = " ".join(done.stderr.split())
    assert done.returncode == 2
    assert "PolyForm Noncommercial" in said
    assert "government institutions" in said
    assert "suppliers and other companies need a paid plan" in said
    assert "XLWINGS_LICENSE_KEY" in said


def test_a_port_in_use_and_half_a_certificate_are_wrong_usage(server: str, tmp_path: Path) -> None:
    done = _serve(tmp_path, "--port", server.rpartition(":")[2], **LICENSED)
    assert (done.returncode, "--port" in done.stderr) == (2, True)
    done = _serve(tmp_path, "--certificate", "cert.pem", **LICENSED)
    assert (done.returncode, "go together" in done.stderr) == (2, True)


def test_the_core_never_imports_the_server() -> None:
    code = (
        "import sys; import kccxl.cli, kccxl.batch, kccxl.excel.functions, kccxl.excel.buttons, kccxl.excel.setup.doctor;"
        "print([name for name in sys.modules if name.startswith(('xlwings_server', 'fastapi', 'kccxl.excel.server'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=_environment(ROOT), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
