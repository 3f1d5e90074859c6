"""The desktop path of xlwings on a machine without Excel: only pywin32 is stubbed, all of xlwings runs for real."""

from __future__ import annotations

import ctypes
import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock

import pytest
import xlwings

import kccxl

MODULE = "kccxl.excel.functions"
MISSING = -2147352572
"""What VBA passes for an optional argument that is left out."""

_PYWIN32 = (
    *("pythoncom", "pywintypes", "win32api", "win32con", "win32gui", "win32process", "win32timezone"),
    *("win32event", "win32com", "win32com.client", "win32com.server", "win32com.server.dispatcher"),
    *("win32com.server.policy", "win32com.server.util"),
)


class ComTime(datetime):
    """A date as pywin32 hands it over."""


class ComError(Exception):
    """What pywin32 raises."""


def com_range(value: object) -> Any:
    """A cell reference as Excel passes it: an object whose Value is a scalar, or rows of cells."""
    cells = MagicMock()
    rows = value if isinstance(value, tuple) else ((value,),)
    cells.Value, cells.Rows.Count, cells.Columns.Count = value, len(rows), len(rows[0])
    cells._oleobj_.GetTypeInfo.return_value.GetTypeAttr.return_value.iid = sys.modules["pywintypes"].IID(
        "Range"
    )
    return cells


@dataclass(frozen=True)
class Classic:
    """The functions as registered, and xlwings' own module that serves them."""

    functions: ModuleType
    udfs: ModuleType

    def call(self, name: str, *arguments: object) -> Any:
        """Call a function as the VBA wrapper does, missing arguments included."""
        declared = getattr(self.functions, name).__xlfunc__["args"]
        given = [*arguments, *[MISSING] * (len(declared) - len(arguments))]
        return self.udfs.call_udf(MODULE, name, tuple(given), None, MagicMock())


@contextmanager
def classic() -> Iterator[Classic]:
    """Register the functions through ``xlwings.udfs``, and leave everything as it was afterwards."""
    kept = dict(sys.modules)
    with pytest.MonkeyPatch.context() as patch:
        for name in _PYWIN32:
            patch.setitem(sys.modules, name, MagicMock(name=name))
        sys.modules["pywintypes"].TimeType = ComTime  # type: ignore[attr-defined]
        sys.modules["pywintypes"].com_error = ComError  # type: ignore[attr-defined]
        sys.modules["pythoncom"].__file__ = "pythoncom.dll"
        for name in ("windll", "oledll", "PyDLL"):
            patch.setattr(ctypes, name, MagicMock(), raising=False)
        udfs = importlib.import_module("xlwings.udfs")
        windows = importlib.import_module("xlwings._xlwindows")
        engine = xlwings.Engine(impl=windows.engine)
        patch.setattr(xlwings.engines, "engines", [*xlwings.engines.engines, engine])
        patch.setattr(
            xlwings.engines, "engines_by_name", {**xlwings.engines.engines_by_name, "excel": engine}
        )
        for public, registering in (("func", "xlfunc"), ("arg", "xlarg"), ("ret", "xlret")):
            patch.setattr(xlwings, public, getattr(udfs, registering))
        patch.delattr(kccxl, "excel", raising=False)
        for name in [name for name in sys.modules if name.startswith("kccxl.excel")]:
            patch.delitem(sys.modules, name)
        try:
            yield Classic(importlib.import_module(MODULE), udfs)
        finally:
            server = sys.modules.get("xlwings.com_server")
            if server is not None:
                server.loop.close()
            udfs.com_executor.shutdown()
            _restore(kept)


def _restore(kept: dict[str, ModuleType]) -> None:
    for name in set(sys.modules) - set(kept):
        if name.startswith(("kccxl.excel", "xlwings.")):
            del sys.modules[name]
            parent, _, child = name.rpartition(".")
            if hasattr(sys.modules.get(parent), child):
                delattr(sys.modules[parent], child)
