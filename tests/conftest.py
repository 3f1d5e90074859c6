"""What many tests need: sample workbooks, a way to run the command line, LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from hypothesis import HealthCheck, settings

from kccxl.cli import app

ROOT = Path(__file__).parent.parent
WORKBOOKS = ROOT / "workbooks"

# Whoever judges a change wants the same examples each time; whoever works on it wants new ones.
SAME_EXAMPLES = bool(os.environ.get("CI"))
settings.register_profile(
    "kccxl", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=SAME_EXAMPLES
)
settings.load_profile("kccxl")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--corpus", default="", help="a folder with real workbooks, for the tests marked corpus")


@pytest.fixture
def sample() -> Callable[[str], Path]:
    """The path of a sample workbook by its name."""
    return lambda name: WORKBOOKS / f"{name}.xlsx"


@pytest.fixture
def commands() -> dict[str, click.Command]:
    """All commands of the command line by their names; the one without a name holds the options before them."""
    context = click.Context(app)
    found = {name: app.get_command(context, name) for name in app.list_commands(context)}
    return {"": app} | {name: command for name, command in found.items() if command}


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run kccxl as a user does, in a process of its own; paths may be given as they are."""

    def start(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kccxl", *map(str, arguments)],
            cwd=cwd or tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"},
            timeout=120,
            check=False,
        )

    return start


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Convert a file with LibreOffice: ``soffice(path, "pdf")`` gives the path of the result."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("KCCXL_NEEDS_TOOLS"):
            pytest.fail("soffice (LibreOffice) is missing, and this run must not skip anything")
        pytest.skip("soffice (LibreOffice) is not installed")
    home = tmp_path_factory.mktemp("libreoffice")

    def convert(path: Path, kind: str) -> Path:
        out = tmp_path_factory.mktemp("converted")
        command = [program, f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", kind,
                   "--outdir", str(out), str(path)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return out / f"{path.stem}.{kind.split(':')[0]}"

    return convert
