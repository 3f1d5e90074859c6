"""What the tests of the macros need: the shipped files, their VBA as oletools reads it, a rebuild."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
import xlwings

from tests.conftest import ROOT, WORKBOOKS

MACROS = ROOT / "macros"
SHIPPED = {
    "performance": WORKBOOKS / "performance-2018-19.xlsm",
    "monitoring": WORKBOOKS / "monitoring-2016-17.xlsm",
    "addin": MACROS / "kccxl.xlam",
}
SUBS = {
    "refresh_dashboard": "RefreshDashboard",
    "check_data": "CheckData",
    "explain_selected_cell": "ExplainSelectedCell",
    "new_workbook_from_template": "NewWorkbookFromTemplate",
    "freeze_to_values": "FreezeToValues",
    "export_pdf": "ExportPdf",
    "open_log": "OpenLog",
}
"""The Sub of each function of ``kccxl.excel.buttons``."""

_OLEVBA = """
import json, sys, warnings
warnings.simplefilter("ignore")
from oletools.olevba import VBA_Parser
found = VBA_Parser(sys.argv[1]).extract_macros()
json.dump({name: code for _, _, name, code in found}, sys.stdout)
"""


@dataclass(frozen=True)
class Shipped:
    """One of the files as shipped."""

    path: Path
    parts: Mapping[str, bytes]
    sources: Mapping[str, str]

    @property
    def is_addin(self) -> bool:
        return self.path.suffix == ".xlam"


@pytest.fixture(scope="session", params=SHIPPED)
def shipped(request: pytest.FixtureRequest) -> Shipped:
    """Each file in turn, with its parts and the VBA that olevba finds in it."""
    path = SHIPPED[request.param]
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    found = subprocess.run(
        [sys.executable, "-c", _OLEVBA, str(path)], capture_output=True, text=True, check=True, timeout=120
    )
    return Shipped(path, parts, json.loads(found.stdout))


@pytest.fixture(scope="session")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two folders with everything ``macros/build.py`` makes, made under different orders of Python's sets."""
    folders = []
    for seed in ("1", "2"):
        folders.append(tmp_path_factory.mktemp("rebuilt"))
        subprocess.run(
            [sys.executable, str(MACROS / "build.py"), str(folders[-1])],
            check=True, timeout=120, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
    return folders


@pytest.fixture(scope="session")
def function_modules() -> ModuleType:
    """The script that writes the modules of the worksheet functions."""
    spec = importlib.util.spec_from_file_location("function_modules", MACROS / "function_modules.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def source(name: str) -> str:
    """One of our VBA sources."""
    return (MACROS / f"{name}.bas").read_text(encoding="ascii")


@pytest.fixture(scope="session")
def command() -> Callable[..., str]:
    """What a button gives to ``RunPython``, read from its VBA: ``command("open_log", version="0.37.8")``."""
    written = re.search(r"CommandFor = (.*?)\nEnd Function", source("KccButtons"), re.DOTALL)
    assert written
    parts = re.findall(r'"([^"]*)"|\b(XLWINGS_VERSION|button)\b', written[1])

    def put_together(button: str, version: str = xlwings.__version__) -> str:
        values = {"XLWINGS_VERSION": version, "button": button, "": ""}
        return "".join(text + values[name] for text, name in parts)

    return put_together
