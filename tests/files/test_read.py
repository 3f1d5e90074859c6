"""Reading honest workbooks, whoever saved them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.table import Table

from kccxl.errors import UnreadableFile
from kccxl.files.read import read_workbook
from kccxl.tables.grid import Area, Grid, NamedTable

SOFFICE = shutil.which("soffice")


def by_xlsxwriter(path: Path) -> None:
    """A workbook with a bit of everything."""
    with xlsxwriter.Workbook(path) as book:
        percent = book.add_format({"num_format": "0%"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        pounds = book.add_format({"num_format": "£#,##0.00"})
        sheet = book.add_worksheet("Straßen ✓ £")
        sheet.write_row("A1", ["Ref", "Target", "Due", "Spend"])
        sheet.write_string("A2", "=1+1")
        sheet.write_number("B2", 0.97, percent)
        sheet.write_datetime("C2", datetime(2025, 4, 1), day)
        sheet.write_number("D2", 1234.5, pounds)
        sheet.write_string("A3", "née Ångström ✓")
        sheet.write_boolean("B3", True)
        sheet.write_formula("C3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("D3", "=1+1", None, 2)
        sheet.merge_range("A5:D6", "Merged")
        sheet.set_row(6, None, None, {"hidden": True})
        sheet.set_column("F:G", None, None, {"hidden": True})
        sheet.write("A7", "hidden row")
        book.add_chartsheet("Chart")
        hidden = book.add_worksheet("Hidden")
        hidden.write("C3", 7)
        hidden.hide()
        book.add_worksheet("Empty")


@pytest.fixture
def written(tmp_path: Path) -> list[Grid]:
    by_xlsxwriter(tmp_path / "plan.xlsx")
    return read_workbook(tmp_path / "plan.xlsx")


def test_sheets_come_in_tab_order_without_charts(written: list[Grid]) -> None:
    assert [(grid.sheet, grid.visible) for grid in written] == [
        ("Straßen ✓ £", True),
        ("Hidden", False),
        ("Empty", True),
    ]
    assert {grid.workbook for grid in written} == {"plan.xlsx"}


def test_values_stand_where_excel_shows_them(written: list[Grid]) -> None:
    first, hidden, empty = written
    assert list(first.rows[0][:4]) == ["Ref", "Target", "Due", "Spend"]
    assert list(first.rows[1][:4]) == ["=1+1", 0.97, date(2025, 4, 1), 1234.5]
    assert list(first.rows[2][:4]) == ["née Ångström ✓", True, None, 2]
    assert hidden.at(2, 2) == 7
    assert hidden.at(0, 0) is None
    assert empty.height == 0


def test_what_the_eye_sees_beside_the_values(written: list[Grid]) -> None:
    grid = written[0]
    assert grid.formats == {(1, 1): "0%", (1, 2): "dd/mm/yyyy", (1, 3): "£#,##0.00"}
    assert grid.faults == {(2, 2): "#DIV/0!"}
    assert grid.merged == (Area(4, 0, 5, 3),)
    assert grid.hidden_rows == {6}
    assert grid.hidden_columns == {5, 6}


def test_blank_cells_are_none(written: list[Grid]) -> None:
    assert not any(value == "" for grid in written for row in grid.rows for value in row)


@pytest.fixture
def by_openpyxl(tmp_path: Path) -> list[Grid]:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Plan"
    for row in (["Ref", "Value"], ["A", 0.5], ["B", "=B2*2"]):
        sheet.append(row)
    sheet["B2"].number_format = "0.00%"
    sheet["B3"].number_format = "0.0%"
    sheet.add_table(Table(displayName="Measures", ref="A1:B3"))
    sheet.column_dimensions["D"].hidden = True
    book.create_sheet("Quiet").sheet_state = "veryHidden"
    book.save(tmp_path / "plan.xlsx")
    return read_workbook(tmp_path / "plan.xlsx")


def test_openpyxl_formulas_have_no_result(by_openpyxl: list[Grid]) -> None:
    grid = by_openpyxl[0]
    assert grid.uncached == {(2, 1): "B2*2"}
    assert grid.at(2, 1) is None


def test_openpyxl_tables_formats_and_hidden_sheets(by_openpyxl: list[Grid]) -> None:
    grid, quiet = by_openpyxl
    assert grid.tables == (NamedTable("Measures", Area(0, 0, 2, 1)),)
    assert grid.formats == {(1, 1): "0.00%", (2, 1): "0.0%"}
    assert 3 in grid.hidden_columns
    assert not quiet.visible


@pytest.mark.parametrize("name", ["Q1.xlsm", "Q1.xltx", "Q1.xltm", "Q1.XLSX", "Q1.bin", "Q1"])
def test_the_contents_decide_not_the_name(tmp_path: Path, name: str) -> None:
    by_xlsxwriter(tmp_path / "plan.xlsx")
    (tmp_path / "plan.xlsx").rename(tmp_path / name)
    assert read_workbook(tmp_path / name)[0].at(1, 1) == 0.97


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_saved_by_libreoffice(tmp_path: Path, suffix: str) -> None:
    by_xlsxwriter(tmp_path / "plan.xlsx")
    command = [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", suffix, "--outdir", str(tmp_path / "out"), str(tmp_path / "plan.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    grids = {grid.sheet: grid for grid in read_workbook(tmp_path / "out" / f"plan.{suffix}")}
    grid = grids["Straßen ✓ £"]
    assert grid.at(1, 0) == "=1+1"
    assert grid.at(1, 1) == 0.97
    assert grid.at(1, 2) in (date(2025, 4, 1), datetime(2025, 4, 1))
    assert grids["Hidden"].at(2, 2) == 7
    assert not grids["Hidden"].visible
    if suffix == "xlsx":
        assert grid.format_at(1, 1) == "0%"
        assert grid.faults == {(2, 2): "#DIV/0!"}
        assert grid.hidden_rows == {6}
        assert {5, 6} <= grid.hidden_columns


def test_dates_counted_from_1904(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        book.add_worksheet().write_datetime(
            "A1", datetime(2025, 4, 1), book.add_format({"num_format": "dd/mm/yyyy"})
        )
    assert read_workbook(path)[0].at(0, 0) == date(2025, 4, 1)


def test_what_the_file_says_is_not_run(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "='[/no such/other.xlsx]Sheet1'!A1", None, 5)
        sheet.write_url("A2", "file:///etc/hostname", string="link")
    assert [row[0] for row in read_workbook(path)[0].rows] == [5, "link"]


def test_reading_needs_no_heavy_library() -> None:
    heavy = {"openpyxl", "pandas", "numpy", "xlsxwriter"}
    code = f"import sys, kccxl.files.read; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("name", ["plan.csv", "plan.txt", "plan.pdf", "plan.xlsx", "plan.xls"])
def test_other_files_say_how_to_mend_them(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"%PDF-1.7 or Ref,Target\nA,1\n")
    with pytest.raises(UnreadableFile, match=f"'{name}' is not a workbook.*save it as .xlsx"):
        read_workbook(tmp_path / name)


def test_a_missing_file_a_folder_and_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.xlsx").touch()
    with pytest.raises(UnreadableFile, match=r"'none.xlsx' was not found in .*Check the name"):
        read_workbook(tmp_path / "none.xlsx")
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_workbook(tmp_path)
    with pytest.raises(UnreadableFile, match=r"'empty.xlsx' is empty \(0 bytes\)"):
        read_workbook(tmp_path / "empty.xlsx")
