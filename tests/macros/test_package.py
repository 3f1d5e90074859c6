"""The workbooks and the add-in as packages: complete, reproducible, with exactly our VBA and each button bound."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import xlwings
from python_calamine import CalamineWorkbook

from tests.macros.conftest import MACROS, SHIPPED, SUBS, Shipped, source

XLWINGS = Path(xlwings.__file__).parent
VML = "{urn:schemas-microsoft-com:vml}"
EXCEL_VML = "{urn:schemas-microsoft-com:office:excel}"
MAIN_TYPE = {
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    ".xlam": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").rstrip("\n").split("\n")


@pytest.mark.parametrize("path", SHIPPED.values(), ids=SHIPPED.keys())
def test_a_rebuild_gives_the_same_bytes(rebuilt: Sequence[Path], path: Path) -> None:
    first, again = ((folder / path.name).read_bytes() for folder in rebuilt)
    assert first == again
    assert _parts(first) == _parts(path.read_bytes()), "run python macros/build.py"
    # another library of compression packs the same parts otherwise
    assert first == path.read_bytes() or "ng" in zlib.ZLIB_RUNTIME_VERSION


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


@pytest.mark.parametrize("name", ["xlwings_udfs.bas", "KccFunctionHelp.bas"])
def test_the_modules_of_the_functions_are_those_the_script_writes(rebuilt: Sequence[Path], name: str) -> None:
    assert (rebuilt[0] / name).read_bytes() == (MACROS / name).read_bytes(), "run python macros/build.py"


def test_every_part_has_a_type_and_every_relation_a_part(shipped: Shipped) -> None:
    types = ElementTree.fromstring(shipped.parts["[Content_Types].xml"])
    defaults = {each.get("Extension") for each in types if each.tag.endswith("Default")}
    overrides = {each.get("PartName"): each.get("ContentType") for each in types if each.get("PartName")}
    for name in shipped.parts:
        assert f"/{name}" in overrides or name.rpartition(".")[2] in defaults, name
    assert {name.lstrip("/") for name in overrides if name} <= set(shipped.parts)
    assert overrides["/xl/workbook.xml"] == MAIN_TYPE[shipped.path.suffix]
    for name, content in shipped.parts.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        relations = list(ElementTree.fromstring(content))
        assert len({each.get("Id") for each in relations}) == len(relations)
        for each in relations:
            target = posixpath.normpath(posixpath.join(folder, each.get("Target", "").lstrip("/")))
            assert each.get("TargetMode") == "External" or target in shipped.parts, f"{name}: {target}"


def test_the_ribbon_and_the_macros_are_related(shipped: Shipped) -> None:
    assert b"2007/relationships/ui/extensibility" in shipped.parts["_rels/.rels"]
    assert b"customUI/customUI14.xml" in shipped.parts["_rels/.rels"]
    written = (MACROS / "ribbon" / "customUI14.xml").read_text(encoding="utf-8")
    assert shipped.parts["customUI/customUI14.xml"].decode() == written
    assert b"2006/relationships/vbaProject" in shipped.parts["xl/_rels/workbook.xml.rels"]
    assert shipped.parts["xl/vbaProject.bin"].startswith(b"\xd0\xcf\x11\xe0")


def test_the_sheets_have_the_names_the_project_knows_them_by(shipped: Shipped) -> None:
    documents = {name.removesuffix(".cls") for name in shipped.sources if name.endswith(".cls")} - {
        "Dictionary"
    }
    sheets = {
        name: content for name, content in shipped.parts.items() if name.startswith("xl/worksheets/sheet")
    }
    named = {re.search(rb'codeName="(\w+)"', content)[1].decode() for content in sheets.values()}  # type: ignore[index]
    assert b'codeName="ThisWorkbook"' in shipped.parts["xl/workbook.xml"]
    assert documents == named | {"ThisWorkbook"}


def test_the_vba_is_our_sources_and_that_of_xlwings_and_no_more(shipped: Shipped) -> None:
    names = ["KccButtons", "KccRibbon", *(["xlwings_udfs", "KccFunctionHelp"] if shipped.is_addin else [])]
    found = dict(shipped.sources)
    for name in names:
        assert _lines(found.pop(f"{name}.bas")) == _lines(source(name)), name
    theirs = (XLWINGS / ("xlwings_custom_addin.bas" if shipped.is_addin else "xlwings.bas")).read_text()
    assert _lines(found.pop("xlwings.bas")) == _lines(theirs.replace('= "myaddin"', '= "xlwings"'))
    # VBA writes one name alike throughout a project, so that Excel changed the case of some when it saved it
    body = (XLWINGS / "addin" / "Dictionary.cls").read_text().casefold()
    dictionary = found.pop("Dictionary.cls").replace("\r\n", "\n").casefold()
    assert _lines(dictionary.partition("''\n")[2]) == _lines(body.partition("''\n")[2])
    for name, text in found.items():  # the workbook and its sheets, which hold no code
        assert all(line.startswith("Attribute VB_") for line in text.split("\n") if line.strip()), name


def test_the_notices_of_xlwings_are_kept(shipped: Shipped) -> None:
    assert "Copyright (C) 2014-present, Zoomer Analytics LLC." in shipped.sources["xlwings.bas"]
    assert "xlwings is distributed under a BSD 3-clause license." in shipped.sources["xlwings.bas"]
    assert "Redistributions in binary form must reproduce" in shipped.sources["xlwings.bas"]
    assert "VBA-Dictionary" in shipped.sources["Dictionary.cls"]


def test_macros_and_package_are_of_the_same_version_of_xlwings(shipped: Shipped) -> None:
    found = re.search(r'Public Const XLWINGS_VERSION As String = "(.*)"', shipped.sources["xlwings.bas"])
    assert found
    assert found[1].strip() == xlwings.__version__
    assert f'"xlwings64-{xlwings.__version__}.dll"' in shipped.sources["xlwings.bas"]


def test_no_macro_starts_by_itself_but_that_which_describes_the_functions(shipped: Shipped) -> None:
    code = "\n".join(shipped.sources.values())
    started = re.findall(r"Sub (Auto_\w+|Workbook_\w+|Worksheet_\w+)", code)
    assert started == (["Auto_Open"] if shipped.is_addin else [])


@pytest.mark.parametrize(
    "path", [path for path in SHIPPED.values() if path.suffix == ".xlsm"], ids=lambda p: p.stem
)
def test_each_button_is_bound_to_its_sub_and_described(path: Path) -> None:
    book = openpyxl.load_workbook(path, keep_vba=True)
    start = book["Start"]
    captions = {
        str(start.cell(row, 2).value): str(start.cell(row, 3).value) for row in range(1, start.max_row + 1)
    }
    with book.vba_archive as package:
        drawing = ElementTree.fromstring(package.read("xl/drawings/vmlDrawing1.vml"))
    shapes = drawing.findall(f"{VML}shape")
    bound = {}
    for shape in shapes:
        caption = "".join(shape.find(f"{VML}textbox").itertext()).strip()  # type: ignore[union-attr]
        bound[caption] = shape.findtext(f"{EXCEL_VML}ClientData/{EXCEL_VML}FmlaMacro")
        assert shape.get("alt") == f"{caption}: {captions[caption]}"
    assert bound == {
        "Check data": "[0]!CheckData",
        "Refresh dashboard": "[0]!RefreshDashboard",
        "Export PDF": "[0]!ExportPdf",
        "New workbook": "[0]!NewWorkbookFromTemplate",
        "Open log": "[0]!OpenLog",
    }
    on_tab = {"ExplainSelectedCell": "Explain selected cell", "FreezeToValues": "Freeze to values"}
    assert {macro.partition("!")[2] for macro in bound.values() if macro} | set(on_tab) == set(SUBS.values())
    assert set(on_tab.values()) < set(captions)


def test_the_settings_are_where_xlwings_reads_them(shipped: Shipped) -> None:
    """``GetConfigFromSheet`` reads pairs from A1 down to the first blank, and overrules the user's own with them."""
    sheet = CalamineWorkbook.from_path(str(shipped.path)).get_sheet_by_name("xlwings.conf").to_python()
    end = next(row for row, (name, *_) in enumerate(sheet) if not name)
    pairs = {str(name).upper(): value for name, value in sheet[:end]}
    assert pairs == {"ADD_WORKBOOK_TO_PYTHONPATH": False}
    below = {str(name): str(value) for name, value in sheet[end:]}
    assert below["INTERPRETER_WIN"].endswith("python.exe")
