"""docs/unattended.md is true: its commands are taken from it and run."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from tests.conftest import ROOT
from tests.fleet.tiny import tiny_workbook, tiny_workbooks

PAGE = (ROOT / "docs" / "unattended.md").read_text(encoding="utf-8")
_CRON = re.compile(r"([\d*/,-]+) ([\d*/,-]+) ([\d*/,-]+) ([\d*/,-]+) ([\d*/,-]+) (.+)")

_BY_PATH = r'"[A-Z]:\\[^"\n]+\\kccxl\.exe"'


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def _commands() -> list[list[str]]:
    """Every kccxl command of the page, wherever it stands."""
    [dockerfile] = _blocks("dockerfile")
    words = [["kccxl", *json.loads(line[4:])] for line in dockerfile.splitlines() if line.startswith("CMD ")]
    text = "\n".join([*_blocks("console"), *_blocks("bat"), *_blocks("cron")])
    return words + [
        ["kccxl", *shlex.split(found, posix=False)]
        for found in re.findall(rf"(?:^|&& )(?:kccxl|{_BY_PATH}) (.+)$", text, re.MULTILINE)
    ]


def _environment(tmp_path: Path) -> dict[str, str]:
    """A shell in which ``kccxl`` is the one under test."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "kccxl"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kccxl "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


def test_every_command_has_options_that_there_are(commands: dict[str, click.Command]) -> None:
    documented = _commands()
    assert len(documented) >= 6
    for words in documented:
        name = next(word for word in words[1:] if not word.startswith("-"))
        known = {flag for each in (commands[""], commands[name]) for one in each.params for flag in one.opts}
        assert {word for word in words if word.startswith("-")} <= known, words


@pytest.mark.skipif(os.name == "nt", reason="cron is not on Windows")
def test_the_line_for_cron_runs(tmp_path: Path) -> None:
    [line] = _blocks("cron")
    found = _CRON.fullmatch(line.strip())
    assert found, "five fields and a command"
    minute, hour, _, _, weekday, command = found.groups()
    assert (minute, hour, weekday) == ("0", "6", "1-5")
    assert "%" not in command, "cron takes it for a line end"
    home = tmp_path / "srv"
    tiny_workbooks(home / "plans", 3)
    command = command.replace("/srv/dashboards", shlex.quote(str(home)))
    environment = _environment(tmp_path)
    for built, unchanged in ((3, 0), (0, 3)):
        done = subprocess.run(
            ["/bin/sh", "-c", command], env=environment, check=False, capture_output=True, text=True
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        record = json.loads((home / "logs/run.json").read_text(encoding="utf-8"))
        assert (record["counts"]["built"], record["counts"]["unchanged"]) == (built, unchanged)
    assert "All workbooks" in (home / "logs/run.html").read_text(encoding="utf-8")


def test_the_container_installs_an_extra_there_is_and_its_command_runs(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    [dockerfile] = _blocks("dockerfile")
    lines = dict(line.split(" ", 1) for line in dockerfile.splitlines())
    extras = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for extra in re.findall(r"kccxl\[(\w+)\]", PAGE):
        assert f"\n{extra} = [" in extras
    assert "pip install" in lines["RUN"]
    assert json.loads(lines["ENTRYPOINT"]) == ["kccxl"]
    tiny_workbooks(tmp_path / "plans", 2)
    done = run(*json.loads(lines["CMD"]), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "dashboards").iterdir())) == 2


def test_the_batch_file_for_windows_gives_the_exit_code(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    batch, schedule = _blocks("bat")
    [command] = re.findall(rf"^{_BY_PATH} (.+)$", batch, re.MULTILINE)
    assert batch.rstrip().endswith("exit /b %ERRORLEVEL%")
    assert "dashboards.cmd" in schedule
    account = re.search(r"/RU (\S+) /RP \*", schedule)
    assert account, "an account of its own, whose password is asked for"
    assert account[1].upper() not in ("SYSTEM", r"NT AUTHORITY\SYSTEM")
    tiny_workbook(tmp_path / "plans" / "plan.xlsx")
    tiny_workbook(tmp_path / "plans" / "wrong.xlsx", "72%")
    words = [word.replace("\\", os.sep) for word in command.split()]
    assert run(*words, cwd=tmp_path).returncode == 1
    assert (tmp_path / "logs" / "run.xlsx").exists()


def test_the_exit_codes_are_those_of_the_code() -> None:
    from kccxl.cli import ERRORS, FILES, FINE, USAGE
    from kccxl.fleet import job
    from kccxl.interruption import STOPPED

    told = re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)
    assert [int(code) for code in told] == [FINE, ERRORS, USAGE, FILES, STOPPED]
    assert (job.FINE, job.ERRORS, job.FILES) == (FINE, ERRORS, FILES)
