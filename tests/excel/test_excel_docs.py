"""docs/excel.md: its commands are run, and it lists what there is."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from kccxl.cli import app
from kccxl.excel.server.start import TERMS
from kccxl.excel.setup.doctor import examine
from tests.conftest import ROOT
from tests.excel.machines import machine, make_addin

TEXT = (ROOT / "docs" / "excel.md").read_text(encoding="utf-8")
COMMANDS = [
    line.strip()
    for block in re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
    if line.strip().startswith("kccxl ")
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_documentation_works(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = machine(tmp_path / "home")
    make_addin(tmp_path / "signed.xlam")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setattr("kccxl.excel.command.this_machine", lambda: windows)
    monkeypatch.setattr("kccxl.excel.setup.addin.shipped_addin", lambda: tmp_path / "signed.xlam")
    words = shlex.split(command)[1:]
    if "serve" in words:
        # that it serves is shown elsewhere; here, that it knows the options and looks for the files
        done = CliRunner().invoke(app, words)
        assert done.exit_code != 2
        assert "There is no file cert.pem" in str(done.exception) or "server" in str(done.exception)
        return
    done = CliRunner().invoke(app, words)
    # the doctor finds xlwings' library for Windows missing on other systems
    assert done.exit_code == (1 if "doctor" in words else 0), done.output
    assert done.output.strip()


def test_all_subcommands_are_documented() -> None:
    names = {words[2] for words in map(shlex.split, COMMANDS)}
    assert names == {"install", "uninstall", "doctor", "udfs", "serve"}


def test_every_check_of_the_doctor_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    table = TEXT[TEXT.index("## What the doctor checks") : TEXT.index("## For IT")]
    for check in examine(machine(tmp_path)):
        assert check.name == "System" or check.name in table


def test_who_may_use_the_server_is_said_alike() -> None:
    for word in (
        "PolyForm Noncommercial 1.0.0",
        "government institutions",
        "paid plan",
        "https://www.xlwings.org/pricing",
    ):
        assert word in TEXT
        assert word in TERMS


def test_the_checklist_installs_the_add_in_as_officers_do() -> None:
    """An add-in put somewhere by hand would hide what is wrong with the installation, and be there twice."""
    steps = (ROOT / "docs" / "windows-checklist.md").read_text(encoding="utf-8")
    for command in ("install", "uninstall", "doctor"):
        assert f"`kccxl excel {command}`" in steps
    assert "Microsoft\\AddIns" not in steps
    assert "config create" not in steps
