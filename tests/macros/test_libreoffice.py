"""The workbooks and the add-in in LibreOffice: they open, and their Subs run, with only ``RunPython`` stubbed.

The stub takes the place of xlwings' module in a copy, and writes what it is given into a cell; messages go into another
cell in place of a box. The class Dictionary, which only Excel on a Mac uses, is left out of the copy: LibreOffice does not
compile it.
"""

from __future__ import annotations

import html
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyopenvba import ExcelFile

from tests.macros.conftest import SHIPPED, SUBS

pytestmark = pytest.mark.libreoffice
DRIVER = Path(__file__).with_name("libreoffice.bas")
RIBBON = {
    "KccRefresh": "refresh_dashboard", "KccCheck": "check_data", "KccExplain": "explain_selected_cell",
    "KccNew": "new_workbook_from_template", "KccFreeze": "freeze_to_values", "KccExport": "export_pdf",
    "KccLog": "open_log",
}  # fmt: skip
STUB = """Attribute VB_Name = "xlwings"
Public Const XLWINGS_VERSION As String = "1.2.3"
Public Function RunPython(PythonCommand As String)
    {run}
End Function
Function GetConfig(configKey As String, Optional default As String = "", Optional source As String = "") As Variant
    GetConfig = default
    If configKey = "INTERPRETER_WIN" Then GetConfig = "{interpreter}"
End Function
Function FileExists(ByVal FileSpec As String) As Boolean
    FileExists = False
End Function
Public Sub WriteDown(Text As String, Optional Kind As Variant, Optional Head As Variant)
    ThisWorkbook.Worksheets(1).Range("AB1").Value = Text
End Sub
"""
WRITES_DOWN = 'ThisWorkbook.Worksheets(1).Range("AA1").Value = PythonCommand'
PROBE = 'Attribute VB_Name = "Probe"\nSub {name}()\n    Dim none As Object\n    {callback} none\nEnd Sub\n'


class Office:
    """LibreOffice with a profile of its own that holds the driver."""

    def __init__(self, program: str, home: Path) -> None:
        self.program, self.home = program, home
        self._start("--terminate_after_init")
        module = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE script:module PUBLIC '
            '"-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n<script:module '
            'xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">'
        )
        place = home / "user" / "basic" / "Standard"
        text = html.escape(DRIVER.read_text(encoding="utf-8"), quote=False)
        (place / "Module1.xba").write_text(f"{module}{text}</script:module>", encoding="utf-8")

    def run(self, workbook: Path, *macros: str) -> dict[str, tuple[str, str]]:
        """Open a workbook and run its Subs; what each gave to RunPython, and what it said."""
        told = workbook.with_suffix(".txt")
        self._start(
            "--norestore", f'macro:///Standard.Module1.Main("{workbook}","{told}","{",".join(macros)}")'
        )
        rows = [line.split("\t") for line in told.read_text(encoding="utf-8").splitlines()]
        return {name: (ran, shown) for name, ran, shown in rows}

    def _start(self, *arguments: str) -> None:
        command = [self.program, f"-env:UserInstallation={self.home.as_uri()}", "--headless", *arguments]
        with _group(command) as running:
            assert running.wait(timeout=90) == 0


@contextmanager
def _group(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Start a process; end it with all it started, for a message on a screen that is not there waits for ever."""
    running = subprocess.Popen(
        command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield running
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    program = shutil.which("soffice")
    if program is None:
        assert not os.environ.get("KCCXL_NEEDS_TOOLS"), "soffice (LibreOffice) is missing"
        pytest.skip("soffice (LibreOffice) is not installed")
    if os.name != "posix":
        pytest.skip("processes are ended as groups here")
    return Office(program, tmp_path_factory.mktemp("office"))


def _copy(path: Path, folder: Path, *, run: str = WRITES_DOWN, interpreter: str = "") -> Path:
    copy = folder / path.name
    with ExcelFile(path) as excel:
        project = excel.vba_project()
        stub = STUB.format(run=run, interpreter=interpreter)
        excel.set_module("xlwings", stub.replace("\n", "\r\n"))
        buttons = excel.get_module("KccButtons").replace(" MsgBox ", " WriteDown ")
        excel.set_module("KccButtons", buttons)
        project.delete_module("Dictionary")
        probes = "".join(
            PROBE.format(name=f"Probe{name}", callback=name).partition("\n")[2] for name in RIBBON
        )
        project.add_module("Probe", ('Attribute VB_Name = "Probe"\n' + probes).replace("\n", "\r\n"))
        excel.save(copy)
    return copy


@pytest.mark.parametrize("path", SHIPPED.values(), ids=SHIPPED.keys())
def test_every_button_and_callback_starts_its_own_function(
    office: Office, path: Path, tmp_path: Path, command: Callable[..., str]
) -> None:
    wanted = {f"KccButtons.{macro}": button for button, macro in SUBS.items()}
    wanted |= {f"Probe.Probe{callback}": button for callback, button in RIBBON.items()}
    found = office.run(_copy(path, tmp_path), *wanted)
    opened = found.pop("opened")
    assert (
        int(opened[0])
        == {"performance": 8, "monitoring": 5, "addin": 1}[
            next(name for name, each in SHIPPED.items() if each == path)
        ]
    )
    assert found == {macro: (command(button, version="1.2.3"), "") for macro, button in wanted.items()}


def test_a_python_that_is_not_where_the_settings_say_is_named(office: Office, tmp_path: Path) -> None:
    copy = _copy(SHIPPED["monitoring"], tmp_path, interpreter="C:\\gone\\python.exe")
    ran, said = office.run(copy, "KccButtons.CheckData")["KccButtons.CheckData"]
    assert ran == ""
    assert said.startswith("Nothing was done: Python is not at / C:\\gone\\python.exe")
    assert "xlwings.conf" in said
    # what writes its own line of the settings, and leaves the others
    assert said.endswith("run this command again: / kccxl excel install")


def test_on_a_mac_the_settings_of_windows_do_not_matter(
    office: Office, tmp_path: Path, command: Callable[..., str]
) -> None:
    copy = _copy(SHIPPED["monitoring"], tmp_path, interpreter="C:\\gone\\python.exe")
    with ExcelFile(copy) as excel:
        buttons = excel.get_module("KccButtons")
        assert buttons.count("Application.OperatingSystem") == 1
        excel.set_module(
            "KccButtons", buttons.replace("Application.OperatingSystem", '"Macintosh (Intel) 10.16"')
        )
        excel.save(copy)
    ran = office.run(copy, "KccButtons.CheckData")["KccButtons.CheckData"]
    assert ran == (command("check_data", version="1.2.3"), "")


TAB_PROBE = """Attribute VB_Name = "TabProbe"
Sub Ask()
    Dim none As Object, shown As Variant
    KccTabVisible none, shown
    ThisWorkbook.Worksheets(1).Range("AA1").Value = IIf(shown, "shown", "hidden")
End Sub
"""


@pytest.mark.parametrize(("addin", "shown"), [("kccxl.xlam", "shown"), ("monitoring-2016-17.xlsm", "hidden")])
def test_a_button_workbook_hides_its_tab_while_the_add_in_is_open(
    office: Office, tmp_path: Path, addin: str, shown: str
) -> None:
    """The workbook itself stands in for the open add-in: it is found by its name, in no list of add-ins."""
    copy = _copy(SHIPPED["monitoring"], tmp_path)
    with ExcelFile(copy) as excel:
        ribbon = excel.get_module("KccRibbon")
        assert ribbon.count('"kccxl.xlam"') == 1
        excel.set_module("KccRibbon", ribbon.replace("kccxl.xlam", addin))
        excel.vba_project().add_module("TabProbe", TAB_PROBE.replace("\n", "\r\n"))
        excel.save(copy)
    assert office.run(copy, "TabProbe.Ask")["TabProbe.Ask"] == (shown, "")


def test_excel_that_cannot_start_python_says_so_plainly(office: Office, tmp_path: Path) -> None:
    copy = _copy(SHIPPED["monitoring"], tmp_path, run='Err.Raise 70, "", "Permission denied"')
    ran, said = office.run(copy, "KccButtons.CheckData")["KccButtons.CheckData"]
    assert ran == ""
    assert said.startswith("Excel could not start Python, so kccxl has not read or changed this workbook.")
    assert "Permission denied" in said


@pytest.mark.parametrize("name", ["performance", "monitoring"])
def test_the_workbook_as_shipped_opens_with_its_buttons(
    soffice: Callable[[Path, str], Path], name: str
) -> None:
    """Saved by LibreOffice as a flat file, every button still names its Sub."""
    text = soffice(SHIPPED[name], "fods").read_text(encoding="utf-8")
    for macro in ("CheckData", "RefreshDashboard", "ExportPdf", "NewWorkbookFromTemplate", "OpenLog"):
        assert f"VBAProject.KccButtons.{macro}?" in text, macro
