"""Sheets put into an officer's workbook for the first time: nothing lost, and all of theirs there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import python_calamine as calamine
from openpyxl.cell.cell import MergedCell

from kccxl.files.graft import Grafted, graft
from kccxl.files.graft_file import graft_file
from kccxl.files.graft_marks import MARK
from kccxl.files.read import read_workbook
from kccxl.files.verify import verify
from kccxl.files.write import write_book
from kccxl.refresh import refresh
from kccxl.sheets.sheet import Book, Cell, ExcelTable, Link, Sheet, Span
from kccxl.sheets.styles import Style
from tests.files.graft_books import MADE, REPORT, edited, full, officers, parts_of, plain_workbook, small

SHARED = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}


def put(original: bytes, book: Book) -> Grafted:
    grafted = graft(original, book)
    verify(original, grafted.data, grafted, book)
    return grafted


def text(grafted: Grafted, part: str) -> str:
    return parts_of(grafted.data)[part].decode()


def sheet_text(grafted: Grafted, title: str) -> str:
    return text(grafted, grafted.parts[title])


def test_only_shared_parts_change() -> None:
    before = officers()
    grafted = put(before, full())
    old, new = parts_of(before), parts_of(grafted.data)
    assert {name for name in old if old[name] != new.get(name)} == SHARED == set(grafted.changed)
    assert set(new) - set(old) == set(grafted.added)
    assert not grafted.dropped


def test_values_formulas_results_and_styles_of_other_sheets_stay() -> None:
    before = officers()
    after = put(before, full()).data
    for results in (False, True):
        old = openpyxl.load_workbook(io.BytesIO(before), data_only=results)
        new = openpyxl.load_workbook(io.BytesIO(after), data_only=results)
        for sheet in old.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    other = new[sheet.title][cell.coordinate]
                    assert str(other.value) == str(cell.value) or hasattr(cell.value, "text")
                    assert (other.number_format, other.font.b, other.fill.fgColor.rgb, other.border.left.style) == (
                        cell.number_format, cell.font.b, cell.fill.fgColor.rgb, cell.border.left.style,
                    )  # fmt: skip


def test_the_new_sheets_hold_what_was_laid_out() -> None:
    grafted = put(plain_workbook("Data"), full())
    book = openpyxl.load_workbook(io.BytesIO(grafted.data))
    sheet = book["Summary"]
    assert sheet["A1"].value == "Performance & <more>"
    assert (sheet["A1"].font.name, sheet["A1"].font.sz, sheet["A1"].font.b) == ("Arial", 18, True)
    assert sheet["A3"].number_format == "0.0%"
    assert sheet["A4"].value == "=SUM('Series'!B2:B6)"
    assert sheet["A5"].is_date
    assert sheet["A6"].comment.text == "Met its target"
    assert sheet["A9"].value == "=not a formula"
    assert sheet["A9"].data_type == "s"
    assert sheet["A10"].fill.fgColor.rgb == "FF26B863"
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$2"
    assert len(sheet._charts) == 2
    assert book["Series"].sheet_state == "hidden"
    assert list(book["Series"].tables) == ["Results"]
    rules = [rule for group in sheet.conditional_formatting for rule in group.rules]
    assert [rule.dxf.fill.bgColor.rgb for rule in rules] == ["FF26B863", "FFC00000"]


def test_a_written_book_and_a_grafted_one_look_the_same(
    tmp_path: Path, sample: Callable[[str], Path]
) -> None:
    source = sample("performance-2018-19")
    book = refresh(read_workbook(source), source.name, made=MADE).book
    assert book
    write_book(book, tmp_path / "alone.xlsx")
    alone = openpyxl.load_workbook(tmp_path / "alone.xlsx")
    put_in = openpyxl.load_workbook(io.BytesIO(put(officers(), book).data))
    for sheet in alone.worksheets:
        other = put_in[sheet.title]
        assert {name: one.width for name, one in sheet.column_dimensions.items()} == {
            name: one.width for name, one in other.column_dimensions.items()
        }
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, MergedCell):
                    continue
                twin = other[cell.coordinate]
                assert twin.value == cell.value
                assert repr(twin.fill) == repr(cell.fill)
                assert repr(twin.border) == repr(cell.border)
                assert repr(twin.alignment) == repr(cell.alignment)
                assert twin.number_format == cell.number_format
                if not cell.has_style:
                    continue
                assert (twin.font.name, twin.font.sz, twin.font.b, twin.font.color.rgb) == (
                    cell.font.name, cell.font.sz, cell.font.b, cell.font.color.rgb,
                )  # fmt: skip


def test_fonts_are_not_tied_to_the_theme() -> None:
    # a theme font is shown in the officer's typeface, whatever its name says
    grafted = put(plain_workbook("Data"), full())
    fonts = re.findall(r"<font>.*?</font>", text(grafted, "xl/styles.xml"))
    assert not [font for font in fonts if "Arial" in font and "scheme" in font]


def test_a_title_in_use_gets_a_number_and_all_follows() -> None:
    original = plain_workbook("Summary", "SERIES", "Data")
    grafted = put(original, full())
    assert grafted.titles == {
        "Summary": "Summary (2)",
        "Leader's office": "Leader's office",
        "Series": "Series (2)",
    }
    summary = sheet_text(grafted, "Summary (2)")
    assert "'Series (2)'!B2:B6" in summary
    assert "<xm:f>'Series (2)'!B2:B6</xm:f>" in summary.replace("$", "")
    assert "'Series (2)'!$A$2:$A$6" in summary
    assert "location=\"'Summary (2)'!A1\"" in sheet_text(grafted, "Leader's office")
    charts = [text(grafted, part) for part in grafted.added if "/chart" in part]
    assert charts
    assert all("<c:f>'Series (2)'!" in chart and "<c:f>'Series'!" not in chart for chart in charts)
    names = openpyxl.load_workbook(io.BytesIO(grafted.data))["Summary (2)"]
    assert names.print_title_rows == "$1:$2"
    assert "'Summary (2)'!" in names.print_area


def test_a_link_to_an_officers_sheet_stays() -> None:
    book = Book([Sheet("Checks", {(0, 0): Cell("see", link=Link("Data", "B3"))})])
    grafted = put(plain_workbook("Data", "Checks"), book)
    assert "location=\"'Data'!B3\"" in sheet_text(grafted, "Checks (2)")


def test_a_link_to_the_file_itself_leads_to_the_officers_sheet() -> None:
    links = [
        Link("Finance", "B3", file=file)
        for file in ("plan.xlsx", r"..\in\PLAN.xlsx", "../plan.xlsx", "other.xlsx", "")
    ]
    cells = {(row, 0): Cell("see", link=link) for row, link in enumerate(links)}
    original = plain_workbook("Finance")
    grafted = graft(original, Book([Sheet("Finance", cells)]), name="plan.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(grafted.data))["Finance (2)"]
    assert [sheet.cell(row, 1).hyperlink.location for row in (1, 2, 3, 5)] == ["'Finance'!B3"] * 3 + [
        "'Finance (2)'!B3"
    ]
    assert sheet["A4"].hyperlink.target.startswith("other.xlsx")


def test_table_names_and_numbers_are_unique() -> None:
    grafted = put(officers(), full())
    tables = [text(grafted, part) for part in parts_of(grafted.data) if part.startswith("xl/tables/")]
    assert sorted(re.findall(r'displayName="(\w+)"', "".join(tables))) == ["Results", "Results_2"]
    assert sorted(re.findall(r'<table [^>]*?\bid="(\d+)"', "".join(tables))) == ["1", "2"]


def test_a_table_does_not_take_the_name_of_a_defined_name() -> None:
    book = Book(
        [Sheet("S", {(0, 0): Cell("h"), (1, 0): Cell(1)}, tables=[ExcelTable("Total", Span(0, 0, 1, 0))])]
    )
    grafted = put(officers(), book)
    assert 'displayName="Total_2"' in text(
        grafted, next(part for part in grafted.added if "/tables/" in part)
    )


def test_shapes_of_notes_are_numbered_apart() -> None:
    grafted = put(officers(), full())
    blocks = [
        re.findall(r'idmap [^>]*data="(\d+)"', text(grafted, part))
        for part in parts_of(grafted.data)
        if part.endswith(".vml")
    ]
    assert len({one for many in blocks for one in many}) == sum(map(len, blocks)) >= 3


def test_the_officers_tab_stays_in_front() -> None:
    before = officers()
    grafted = put(before, full())
    assert b'activeTab="1"' in parts_of(before)["xl/workbook.xml"]
    assert 'activeTab="1"' in text(grafted, "xl/workbook.xml")
    assert not any("tabSelected" in sheet_text(grafted, title) for title in grafted.parts)


def test_marks_are_hidden_names_of_the_sheets() -> None:
    grafted = put(plain_workbook("Data"), small())
    mark = r'"1\|2\|[0-9a-f]{32}\|performance\|Summary/Summary"'
    name = rf'<definedName name="{MARK}" localSheetId="1" hidden="1">{mark}</definedName>'
    assert re.search(name, text(grafted, "xl/workbook.xml"))


def test_dynamic_arrays_share_one_entry_of_the_metadata() -> None:
    book = Book([Sheet("S", {(0, 0): Cell(Decimal(1), formula="=_xlfn.UNIQUE(Data!A2:A20)")})])
    grafted = put(officers(), book)
    assert "xl/metadata.xml" not in grafted.changed
    assert 'cm="1"' in sheet_text(grafted, "S")
    alone = put(plain_workbook("Data"), book)
    assert "xl/metadata.xml" in alone.added
    assert 'sheetMetadata"' in text(alone, "xl/_rels/workbook.xml.rels")


def test_formulas_are_calculated_on_opening_only_where_there_are_any() -> None:
    original = edited(plain_workbook("Data"), "xl/workbook.xml", (b' fullCalcOnLoad="1"', b""))
    assert "fullCalcOnLoad" not in text(put(original, small()), "xl/workbook.xml")
    assert 'fullCalcOnLoad="1"' in text(put(original, full()), "xl/workbook.xml")


def test_days_are_counted_as_in_the_workbook() -> None:
    grafted = put(officers(date_1904=True), full())
    book = openpyxl.load_workbook(io.BytesIO(grafted.data))
    assert str(book["Summary"]["A5"].value) == "2019-01-31 00:00:00"


def test_widths_stay_in_pixels_where_the_normal_font_is_wider() -> None:
    original = edited(
        plain_workbook("Data"), "xl/styles.xml", (b'<name val="Calibri" />', b'<name val="Verdana" />')
    )
    plain, wide = put(plain_workbook("Data"), full()), put(original, full())
    widths = [
        float(re.findall(r'<col [^>]*width="([\d.]+)"', sheet_text(one, "Summary"))[0])
        for one in (plain, wide)
    ]
    assert round(widths[0] * 7) == round(widths[1] * 9)


def test_docprops_are_left_alone() -> None:
    grafted = put(officers(), full())
    assert not any(part.startswith("docProps") for part in (*grafted.changed, *grafted.added))


def test_an_empty_book_changes_nothing() -> None:
    original = officers()
    assert graft(original, Book([])).data == original


def test_new_entries_are_the_same_every_time() -> None:
    assert graft(officers(), full()).data == graft(officers(), full()).data


@pytest.mark.parametrize("title", ["A & B", "Leader's <office>", 'Say "so"', "Zahlen ü €", "10% of all"])
def test_titles_that_xml_must_code(title: str) -> None:
    cells = {(0, 0): Cell("x"), (1, 0): Cell("go", link=Link(title))}
    grafted = put(plain_workbook(title), Book([Sheet(title, cells)]))
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(grafted.data)) as book:
        assert book.sheet_names == [title, grafted.titles[title]]


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(officers())
    first = graft_file(path, full())
    assert path.read_bytes() == first.data
    stamp = path.stat().st_mtime_ns
    assert graft_file(path, full()).replaced_sheets
    assert path.stat().st_mtime_ns == stamp
    assert [one.name for one in tmp_path.iterdir()] == ["plan.xlsx"]


def test_a_copy_can_be_made_beside(tmp_path: Path) -> None:
    path, copy = tmp_path / "plan.xlsx", tmp_path / "copy.xlsx"
    path.write_bytes(before := officers())
    graft_file(path, small(), target=copy)
    assert path.read_bytes() == before
    assert zipfile.is_zipfile(copy)


@pytest.mark.libreoffice
def test_libreoffice_opens_and_prints_it(tmp_path: Path, soffice: Callable[[Path, str], Path]) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(put(officers(), full()).data)
    assert soffice(path, "pdf").stat().st_size > 5_000
    book = openpyxl.load_workbook(soffice(path, "xlsx"))
    assert book["Summary"]["A1"].value == "Performance & <more>"
    assert book["Data"]["B3"].value == "=A3*2"
    assert len(book["Summary"]._charts) == 2


def test_labels_and_lines_of_charts_say_all_they_mean() -> None:
    grafted = put(officers(), full())
    charts = "".join(text(grafted, part) for part in grafted.added if "/chart" in part)
    for said in (
        'smooth val="0"',
        'invertIfNegative val="0"',
        'showCatName val="0"',
        'dispBlanksAs val="gap"',
    ):
        assert f"<c:{said}/>" in charts


def test_a_style_used_twice_is_added_once() -> None:
    look = Style(bold=True, fill="ABCDEF", number_format="0.000")
    book = Book([Sheet("S", {(row, 0): Cell(row, look) for row in range(5)})], properties=REPORT)
    styles = text(put(plain_workbook("Data"), book), "xl/styles.xml")
    assert styles.count("FFABCDEF") == 1
    assert styles.count("0.000") == 1
    grown = Book([replace(book.sheets[0], title="T")])
    again = put(put(plain_workbook("Data"), book).data, grown)
    assert "xl/styles.xml" not in again.changed
