"""The doctor: a healthy machine has nothing to mend, and each thing that breaks buttons in practice is found."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import xlwings
from click.testing import CliRunner

from kccxl import __version__
from kccxl.cli import app
from kccxl.excel import functions
from kccxl.excel.setup.checks import Check, State
from kccxl.excel.setup.doctor import examine, must_be_mended
from kccxl.excel.setup.install import install
from kccxl.excel.setup.machine import Machine, System
from tests.conftest import ROOT
from tests.excel.machines import machine, make_addin

CHILD = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log of the test's own, and kccxl importable by the Python that is asked."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def healthy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Windows with Python in an environment of its own, xlwings' library in it, and kccxl installed."""
    shipped = make_addin(tmp_path / "kccxl.xlam")
    monkeypatch.setattr("kccxl.excel.setup.check_addin.shipped_addin", lambda: shipped)
    scripts = tmp_path / "env" / "Scripts"
    scripts.mkdir(parents=True)
    python = scripts / "python.exe"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    (tmp_path / "env" / f"xlwings64-{xlwings.__version__}.dll").write_bytes(b"")
    found = replace(machine(tmp_path / "home", Platform="x64"), interpreter=python)
    install(found, shipped)
    return found


def _of(machine: Machine, name: str) -> Check:
    return next(check for check in examine(machine) if check.name == name)


def test_a_healthy_machine_has_nothing_to_mend(healthy: Machine) -> None:
    checks = examine(healthy)
    assert not must_be_mended(checks)
    assert {check.name for check in checks if check.state is not State.FINE} == {"Antivirus"}
    assert all(check.mend for check in checks if check.state is State.LOOK)


def _remove_python(machine: Machine) -> None:
    machine.interpreter.unlink()


def _empty_settings(machine: Machine) -> None:
    machine.settings.write_text('"LICENSE_KEY","x"\n')


def _name_a_program(machine: Machine) -> None:
    machine.settings.write_text('"INTERPRETER_WIN","python"\n')


def _remove_library(machine: Machine) -> None:
    next(machine.interpreter.parent.parent.glob("*.dll")).unlink()


def _remove_addin(machine: Machine) -> None:
    machine.addin.unlink()


def _damage_addin(machine: Machine) -> None:
    machine.addin.write_bytes(b"PK damaged")


def _older_addin(machine: Machine) -> None:
    make_addin(machine.addin, kccxl="0.0.1")


def _other_xlwings(machine: Machine) -> None:
    make_addin(machine.addin, xlwings_version="0.30.0")


def _from_the_web(machine: Machine) -> None:
    stream = machine.addin.with_name("kccxl.xlam:Zone.Identifier")
    stream.write_text("[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://example.org/\r\n")


def _settings_beside(machine: Machine) -> None:
    (machine.start_folder / "xlwings.conf").write_text('"INTERPRETER_WIN","C:\\x"\n')


def _no_python(machine: Machine) -> None:
    machine.interpreter.write_text("#!/bin/sh\necho nonsense\n")


def _without_kccxl(machine: Machine) -> None:
    machine.interpreter.write_text(f'#!/bin/sh\ncd /\nunset PYTHONPATH\nexec "{sys.executable}" -S -I "$@"\n')


BROKEN: list[tuple[Callable[[Machine], None], str, str, str]] = [
    (_remove_python, "Python in xlwings' settings", "is not there", "kccxl excel install"),
    (_empty_settings, "Python in xlwings' settings", "does not name one", "kccxl excel install"),
    (_name_a_program, "Python in xlwings' settings", "no full path", "kccxl excel install"),
    (_no_python, "Python starts", "is no Python", "kccxl excel install"),
    (_without_kccxl, "kccxl in that Python", "cannot be imported", "pip install"),
    (_without_kccxl, "xlwings in that Python", "cannot be imported", "pip install"),
    (_remove_library, "xlwings' library for Excel", "error 53", "--force-reinstall"),
    (_remove_addin, "Add-in in Excel's start folder", "is not there", "kccxl excel install"),
    (_damage_addin, "Version of that add-in", "cannot be read", "kccxl excel install"),
    (
        _older_addin,
        "Version of that add-in",
        f"0.0.1, but this kccxl is {__version__}",
        "kccxl excel install",
    ),
    (_other_xlwings, "xlwings in the add-in", "error 53", '"xlwings==0.30.0"'),
    (_from_the_web, "Mark of the Web", "zone 3", "Unblock"),
    (_settings_beside, "Other settings of xlwings", "goes before", "Delete it"),
]


@pytest.mark.parametrize(
    ("breakage", "name", "found", "how"), BROKEN, ids=[case[0].__name__ + case[1][:4] for case in BROKEN]
)
def test_what_breaks_buttons_is_found_and_how_to_mend_it_is_said(
    healthy: Machine, breakage: Callable[[Machine], None], name: str, found: str, how: str
) -> None:
    breakage(healthy)
    check = _of(healthy, name)
    assert check.state is State.MEND
    assert found in check.found
    assert how in check.mend
    assert must_be_mended(examine(healthy))


@pytest.mark.parametrize(
    ("registry", "name", "state", "found"),
    [
        ({"VBAWarnings": 4}, "Macros", State.MEND, "laid down by your organisation"),
        ({"VBAWarnings": 3}, "Macros", State.LOOK, "only signed ones"),
        ({"VBAWarnings": 2}, "Macros", State.FINE, "Excel asks"),
        ({"AllLocationsDisabled": 1}, "Trusted locations", State.MEND, "none is trusted"),
        ({"RequireAddinSig": 1}, "Add-ins", State.MEND, "only signed"),
        ({"DisableAllAddins": 1}, "Add-ins", State.MEND, "switched off"),
        ({"BlockContentExecutionFromInternet": 1}, "Macros from the internet", State.LOOK, "blocked"),
        ({"AccessVBOM": 0}, "Access to the VBA project", State.FINE, "does not need it"),
        ({CHILD: "1"}, "Antivirus", State.MEND, "Office may start no other programs"),
        ({CHILD: "6"}, "Antivirus", State.LOOK, "warns"),
        ({CHILD: "2"}, "Antivirus", State.LOOK, "no rule against it"),
        ({"Platform": "x86"}, "32 or 64 bit", State.FINE, "32 bit"),
        ({"Platform": "x86"}, "xlwings' library for Excel", State.MEND, "xlwings32"),
        ({}, "32 or 64 bit", State.LOOK, "does not tell"),
    ],
)
def test_what_the_registry_forbids_is_told(
    healthy: Machine, registry: dict[str, str | int], name: str, state: State, found: str
) -> None:
    check = _of(replace(healthy, registry=lambda _key, value: registry.get(value)), name)
    assert check.state is state
    assert found in check.found


def test_a_users_own_setting_is_told_from_the_organisations(healthy: Machine) -> None:
    def registry(key: str, name: str) -> int | None:
        return 4 if name == "VBAWarnings" and "Policies" not in key else None

    check = _of(replace(healthy, registry=registry), "Macros")
    assert check.state is State.LOOK
    assert "your own setting" in check.found


@pytest.mark.parametrize(
    ("path", "state", "found"),
    [
        (r"\\server\share\python.exe", State.LOOK, "network"),
        (r"C:\Users\me\OneDrive - KCC\env\python.exe", State.LOOK, "synchronised"),
        (r"C:\Users\Użytkownik\python.exe", State.MEND, "cannot read"),
        (r"C:\Users\Zoë\python.exe", State.LOOK, "ë"),
        (r"C:\R&D\python.exe", State.LOOK, "&"),
        (r"C:\Program Files\Python\python.exe", State.FINE, "no harm"),
        (r"C:\Users\me\AppData\Local\Microsoft\WindowsApps\python.exe", State.LOOK, "Store"),
        ("C:\\" + "x" * 220 + "\\python.exe", State.LOOK, "characters"),
    ],
)
def test_paths_that_make_trouble_are_told(tmp_path: Path, path: str, state: State, found: str) -> None:
    bare = replace(machine(tmp_path / "home"), interpreter=Path(path))
    check = _of(bare, "Path of Python")
    assert check.state is state
    assert found in check.found


def test_a_log_that_cannot_be_written_is_told(
    healthy: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    assert _of(healthy, "Log folder").state is State.LOOK


@pytest.mark.parametrize(
    ("kccxl", "xlwings_version", "state"),
    [(__version__, "0.30.0", State.MEND), ("0.0.1", xlwings.__version__, State.MEND), ("", "", State.LOOK)],
)
def test_an_add_in_delivered_with_other_versions_is_found_anywhere(
    healthy: Machine, tmp_path: Path, kccxl: str, xlwings_version: str, state: State
) -> None:
    make_addin(tmp_path / "kccxl.xlam", kccxl, xlwings_version)
    assert _of(replace(healthy, system=System.OTHER), "Add-in of this kccxl").state is state


def test_without_excel_only_what_makes_sense_is_checked(healthy: Machine) -> None:
    linux = replace(healthy, system=System.OTHER, interpreter=Path(sys.executable))
    checks = {check.name: check.state for check in examine(linux)}
    assert checks["kccxl in that Python"] is State.FINE
    assert checks["Macros"] is checks["Mark of the Web"] is State.ELSEWHERE
    assert State.MEND not in checks.values()


def test_a_mac_is_checked_without_what_only_windows_has(healthy: Machine, tmp_path: Path) -> None:
    mac = replace(healthy, system=System.MACOS, home=tmp_path / "mac")
    checks = {check.name: check.state for check in examine(mac)}
    assert checks["Add-in in Excel's start folder"] is State.MEND
    assert checks["Macros"] is checks["xlwings' library for Excel"] is State.ELSEWHERE


def test_the_table_shows_every_check_and_the_exit_code_tells(
    healthy: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kccxl.excel.command.this_machine", lambda: healthy)
    done = CliRunner().invoke(app, ["excel", "doctor"])
    assert done.exit_code == 0, done.output
    assert all(check.name.split()[0] in done.output for check in examine(healthy))
    _remove_addin(healthy)
    done = CliRunner().invoke(app, ["excel", "doctor", "--format", "json"])
    told = json.loads(done.output)
    assert (done.exit_code, told["mend"]) == (1, 1)
    assert [check["check"] for check in told["checks"] if check["result"] == "mend"] == [
        "Add-in in Excel's start folder"
    ]


Run = Callable[..., subprocess.CompletedProcess[str]]


def test_udfs_lists_every_function_with_its_arguments(run: Run) -> None:
    done = run("excel", "udfs", "--format", "json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)["functions"]
    assert [each["name"] for each in told] == sorted(functions.__all__)
    rag = next(each for each in told if each["name"] == "KCC_RAG")
    assert rag["call"].startswith("KCC_RAG(result, target, [floor]")
    assert all(argument["help"] for each in told for argument in each["arguments"])
    table = run("excel", "udfs").stdout
    assert all(name in table for name in functions.__all__)


def test_the_doctor_of_this_machine_runs_as_a_command(run: Run) -> None:
    done = run("excel", "doctor", "--format", "json")
    assert done.returncode in (0, 1), done.stderr
    told = {check["check"]: check for check in json.loads(done.stdout)["checks"]}
    assert told["kccxl in that Python"]["result"] == "fine"
