"""What is laid out arrives in the file: text as text, numbers as numbers, print set-up, charts."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from kccxl.errors import UnwritableFile
from kccxl.files.write import LONGEST_TEXT, clean, write_book
from kccxl.sheets.sheet import (
    Book,
    Cell,
    Chart,
    ChartKind,
    Choice,
    ColourRule,
    ExcelTable,
    Line,
    Link,
    Match,
    Page,
    Series,
    Sheet,
    Span,
    Sparkline,
)
from kccxl.sheets.styles import FIGURE, GREEN, TITLE, Style

MADE = datetime(2026, 4, 1, 9, 30)


def write(tmp_path: Path, *sheets: Sheet, **extra: object) -> Path:
    path = tmp_path / "book.xlsx"
    write_book(Book(sheets, created=MADE, **extra), path)  # type: ignore[arg-type]
    return path


def written(tmp_path: Path, content: object, style: Style | None = None) -> openpyxl.cell.cell.Cell:
    cell = Cell(content, style or Style())  # type: ignore[arg-type]
    path = write(tmp_path, Sheet("A", {(0, 0): cell}))
    return openpyxl.load_workbook(path)["A"]["A1"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "@SUM(A1)", "+44 1622", "-5", "12", "https://example.org", "{=1}", "TRUE", " =x", "'quoted"],
)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    cell = written(tmp_path, text)
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.hyperlink is None


@pytest.mark.parametrize(
    ("content", "value", "kind"),
    [
        (Decimal("0.95"), 0.95, "n"),
        (7, 7, "n"),
        (True, True, "b"),
        (Decimal("NaN"), "NaN", "s"),
        (None, None, "n"),
        ("", None, "n"),
    ],
)
def test_contents(tmp_path: Path, content: object, value: object, kind: str) -> None:
    cell = written(tmp_path, content)
    assert cell.value == value
    assert cell.data_type == kind


def test_dates_are_dates(tmp_path: Path) -> None:
    cell = written(tmp_path, date(2019, 1, 31), Style(number_format="dd/mm/yyyy"))
    assert cell.value == datetime(2019, 1, 31)


def test_characters_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    assert (
        written(tmp_path, "one\x00\x0b\x1f\ud800 two\r\nthree\ttab \U0001f600").value
        == "one two\nthree\ttab \U0001f600"
    )


@pytest.mark.parametrize("text", ["x" * 40000, "\U0001f600" * 20000, "x" * 32760 + "\U0001f600" * 10])
def test_texts_too_long_for_a_cell_are_cut_visibly(text: str) -> None:
    cut = clean(text)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert cut.endswith("[cut: longer than a cell holds]")


def test_the_longest_text_is_left_alone() -> None:
    assert clean("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    sheet = Sheet("A", {(0, 0): Cell("text"), (1, 0): Cell(Decimal("1.5"))})
    first = write(tmp_path, sheet, title="T").read_bytes()
    assert write(tmp_path, sheet, title="T").read_bytes() == first


def test_style_reaches_the_cell(tmp_path: Path) -> None:
    cell = written(
        tmp_path,
        Decimal("0.5"),
        Style(bold=True, fill="DCE6F1", number_format="0.0%", border="A6A6A6", size=12),
    )
    assert (cell.font.b, cell.font.sz, cell.font.name, cell.number_format) == (True, 12, "Arial", "0.0%")
    assert cell.fill.fgColor.rgb == "FFDCE6F1"
    assert cell.border.left.style == "thin"


def test_merges_links_notes_and_runs(tmp_path: Path) -> None:
    cells = {
        (0, 0): Cell("Go", link=Link("Leader's office", "B7", tip="there")),
        (1, 0): Cell("merged"),
        (2, 0): Cell("CS05: text", runs=(("CS05: ", Style(bold=True)), ("text", Style()))),
        (3, 0): Cell("one run", runs=(("one run", Style(bold=True)), ("", Style()))),
        (4, 0): Cell("noted", note="because"),
        (5, 0): Cell(Decimal(3), formula="=1+2"),
    }
    other = Sheet("Leader's office", {(0, 0): Cell(1)})
    book = openpyxl.load_workbook(
        write(tmp_path, Sheet("A", cells, merges=(Span(1, 0, 1, 3),)), other), rich_text=True
    )
    sheet = book["A"]
    assert sheet["A1"].hyperlink.location == "'Leader''s office'!B7"
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A2:D2"]
    assert sheet["A3"].value[0].font.b
    assert str(sheet["A4"].value) == "one run"
    assert sheet["A5"].comment.text == "because"
    assert sheet["A6"].value == "=1+2"


def test_colour_rules_are_conditional_formats(tmp_path: Path) -> None:
    rules = (
        ColourRule(Span(0, 0, 9, 0), "GREEN", GREEN),
        ColourRule(Span(0, 1, 9, 1), "Over", GREEN, Match.BEGINS),
    )
    path = write(tmp_path, Sheet("A", {(0, 0): Cell("GREEN")}, colour_rules=rules))
    found = {
        str(each.sqref): each.rules[0] for each in openpyxl.load_workbook(path)["A"].conditional_formatting
    }
    assert (found["A1:A10"].operator, found["A1:A10"].formula) == ("equal", ['"GREEN"'])
    assert found["A1:A10"].dxf.fill.bgColor.rgb == "FF" + GREEN.fill
    assert found["B1:B10"].type == "beginsWith"


def test_print_set_up(tmp_path: Path) -> None:
    page = Page(
        repeat=(0, 1),
        footer=Line("R&D.xlsx", "Page {page} of {pages}", "3"),
        breaks=(5,),
        area=Span(0, 0, 9, 2),
    )
    cells = {(row, 0): Cell(row) for row in range(10)}
    sheet = openpyxl.load_workbook(write(tmp_path, Sheet("A", cells, page=page, freeze=(2, 0))))["A"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_rows, sheet.print_area) == ("$1:$2", "'A'!$A$1:$C$10")
    assert (sheet.oddFooter.left.text, sheet.oddFooter.center.text) == ("R&&D.xlsx", "Page &P of &N")
    assert [each.id for each in sheet.row_breaks.brk] == [5]
    assert sheet.freeze_panes == "A3"


def test_a_long_footer_is_shortened_to_what_excel_takes(tmp_path: Path) -> None:
    page = Page(footer=Line("& very long name " * 30, "Page {page} of {pages}", "kccxl 1"))
    sheet = openpyxl.load_workbook(write(tmp_path, Sheet("A", {(0, 0): Cell(1)}, page=page)))["A"]
    assert sheet.oddFooter.center.text == "Page &P of &N"
    assert len(sheet.oddFooter.left.text) < 255


def test_hidden_sheets_and_properties(tmp_path: Path) -> None:
    sheets = (Sheet("Data", {(0, 0): Cell(1)}, hidden=True), Sheet("Shown", {(0, 0): Cell(2)}))
    book = openpyxl.load_workbook(
        write(tmp_path, *sheets, title="T", author="A", properties={"Source": "x.xlsx"})
    )
    assert (book["Data"].sheet_state, book.active.title) == ("hidden", "Shown")
    assert (book.properties.title, book.properties.creator, book.properties.created) == ("T", "A", MADE)
    assert book.custom_doc_props["Source"].value == "x.xlsx"


def test_choices_and_tables(tmp_path: Path) -> None:
    cells = {(0, 0): Cell("Good is"), (0, 1): Cell("good is"), (1, 0): Cell("High"), (1, 1): Cell("Low")}
    choices = (
        Choice(Span(1, 0, 9, 0), "Good is", "High or Low", ("High", "Low")),
        Choice(Span(1, 1, 9, 1), "A title that is far too long for Excel to take", "m" * 300),
    )
    sheet = Sheet("A", cells, choices=choices, tables=(ExcelTable("Kpis", Span(0, 0, 1, 1)),))
    read = openpyxl.load_workbook(write(tmp_path, sheet))["A"]
    assert read.data_validations.dataValidation[0].formula1 == '"High,Low"'
    assert len(read.data_validations.dataValidation[1].prompt) == 255
    assert read.tables["Kpis"].ref == "A1:B2"
    assert read["A2"].value == "High"


def test_charts_and_sparklines(tmp_path: Path) -> None:
    cells = {(0, 0): Cell("Finance"), (0, 1): Cell(3), (0, 2): Cell(1)}
    series = [
        Series("Green", Span(0, 0, 0, 0), Span(0, 1, 0, 1), "26B863"),
        Series("Amber", Span(0, 0, 0, 0), Span(0, 2, 0, 2), "FFC832", "light_upward_diagonal", "FFFFFF"),
    ]
    charts = [
        Chart(kind, 2, 0, 300, 200, "Ratings", series, "Finance: 3 Green, 1 Amber") for kind in ChartKind
    ]
    sheet = Sheet("It's", cells, charts=charts, sparklines=(Sparkline(0, 4, "It's", Span(0, 1, 0, 2)),))
    with zipfile.ZipFile(write(tmp_path, sheet)) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
        chart = package.read("xl/charts/chart2.xml").decode()
        assert "'It''s'!B1:C1" in package.read("xl/worksheets/sheet1.xml").decode()
    assert drawing.count('descr="Finance: 3 Green, 1 Amber"') == len(ChartKind)
    assert 'val="stacked"' in chart
    assert "ltUpDiag" in chart


def test_a_file_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="cannot be written"):
        write_book(Book([Sheet("A", {})]), tmp_path / "missing" / "book.xlsx")


def test_fonts_are_those_named_and_not_the_themes(tmp_path: Path) -> None:
    sheet = Sheet("Plan", {(0, 0): Cell("Budget", TITLE), (1, 0): Cell(Decimal(5), FIGURE)})
    for name in ("first.xlsx", "second.xlsx"):  # what one file is written with must not tell on the next
        write_book(Book((sheet,)), tmp_path / name)
        with zipfile.ZipFile(tmp_path / name) as package:
            fonts = package.read("xl/styles.xml").decode()
        assert "<scheme" not in fonts
        assert set(re.findall(r'<name val="([^"]+)"', fonts)) == {"Arial"}
