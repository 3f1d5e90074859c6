"""Books to put in, and officers' workbooks to put them into, for the tests of grafting."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import xlsxwriter

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
    Page,
    Series,
    Sheet,
    Span,
    Sparkline,
)
from kccxl.sheets.styles import FIGURE, GREEN, RED, TABLE_HEADER, TEXT, TITLE, Style

MADE = datetime(2026, 4, 1, 9, 30)
REPORT = {"kccxl report": "performance"}


def small(text: str = "ours", title: str = "Summary", **more: object) -> Book:
    """A book of one sheet with one text."""
    return Book([Sheet(title, {(0, 0): Cell(text)}, **more)], created=MADE, properties=REPORT)  # type: ignore[arg-type]


def full(figure: Decimal = Decimal("0.95")) -> Book:
    """A book with everything a sheet can have, in three sheets that refer to one another."""
    series = {(0, 0): Cell("Month", TABLE_HEADER), (0, 1): Cell("Result", TABLE_HEADER)}
    for row in range(1, 6):
        series[row, 0] = Cell(f"Month {row}", TEXT)
        series[row, 1] = Cell(figure * row, FIGURE)
    summary = {
        (0, 0): Cell("Performance & <more>", TITLE),
        (1, 0): Cell("CS01", TEXT, link=Link("Leader's office", "B2", tip="Go")),
        (2, 0): Cell(figure, Style(number_format="0.0%")),
        (3, 0): Cell(Decimal(5), formula="=SUM('Series'!B2:B6)"),
        (4, 0): Cell(date(2019, 1, 31), Style(number_format="dd/mm/yyyy")),
        (5, 0): Cell("Green", note="Met its target"),
        (6, 0): Cell("Bold and plain", TEXT, runs=[("Bold ", Style(bold=True)), ("and plain", Style())]),
        (7, 0): Cell(True),
        (8, 0): Cell("=not a formula"),
        (9, 0): Cell(None, GREEN),
        (10, 0): Cell("  spaced  "),
    }
    chart = Chart(
        ChartKind.LINE, 12, 0, 400, 200, "Results", [Series("Result", Span(1, 0, 5, 0), Span(1, 1, 5, 1), "1F3864")],
        "A line of results", sheet="Series",
    )  # fmt: skip
    bars = Chart(
        ChartKind.STACKED_BAR, 12, 4, 400, 200, "Bars", [Series("Result", Span(1, 0, 5, 0), Span(1, 1, 5, 1), "26B863")],
        "Bars", sheet="Series",
    )  # fmt: skip
    page = Page(
        repeat=(0, 1), area=Span(0, 0, 10, 7), breaks=(6,), footer=Line(centre="Page {page} of {pages}")
    )
    sheets = [
        Sheet(
            "Summary", summary, widths={0: 30, 1: 12}, heights={0: 30}, merges=[Span(0, 0, 0, 3)],
            colour_rules=[ColourRule(Span(5, 0, 5, 0), "Green", GREEN), ColourRule(Span(5, 0, 5, 0), "Red", RED)],
            charts=[chart, bars], sparklines=[Sparkline(1, 2, "Series", Span(1, 1, 5, 1))],
            choices=[Choice(Span(5, 0, 5, 0), "RAG", "Choose", source="Series!$A$2:$A$6")],
            freeze=(1, 0), page=page, tab_colour="26B863",
        ),
        Sheet("Leader's office", {(1, 1): Cell("back", TEXT, link=Link("Summary"))}, page=page),
        Sheet("Series", series, tables=[ExcelTable("Results", Span(0, 0, 5, 1))], hidden=True),
    ]  # fmt: skip
    return Book(sheets, created=MADE, properties=REPORT)


def officers(**options: object) -> bytes:
    """An officer's workbook with much that programs lose, made by XlsxWriter."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, options)
    book.set_properties(
        {"created": datetime(2019, 1, 31)}
    )  # not the time of the test, which moves on between two calls
    book.set_calc_mode("auto")
    data = book.add_worksheet("Data")
    money = book.add_format({"num_format": "£#,##0", "bold": True, "bg_color": "#FFF2CC", "border": 1})
    for row in range(1, 20):
        data.write_number(row, 0, row * 1.5, money)
        data.write_formula(row, 1, f"=A{row + 1}*2", None, row * 3)
    data.write_datetime(0, 5, datetime(2019, 1, 31), book.add_format({"num_format": "dd/mm/yyyy"}))
    data.write_string(0, 3, "text & more")
    data.write_url(1, 3, "https://example.org/?a=1&b=2")
    data.write_url(2, 3, "internal:'Plan for 18-19'!A1")
    data.write_comment("A2", "An officer's note")
    data.add_sparkline("C2", {"range": "Data!A2:A10"})
    data.conditional_format("A2:A20", {"type": "data_bar", "data_bar_2010": True})
    data.conditional_format("A2:A20", {"type": "cell", "criteria": ">", "value": 5, "format": money})
    data.data_validation("E1:E9", {"validate": "list", "source": ["Yes", "No"]})
    data.autofilter("A1:B20")
    data.insert_image("H2", "crest.png", {"image_data": io.BytesIO(png())})
    data.write_dynamic_array_formula("H20", "=_xlfn.UNIQUE(A2:A20)", None, 1.5)
    plan = book.add_worksheet("Plan for 18-19")
    plan.add_table("A1:B4", {"name": "Results", "data": [["a", 1], ["b", 2], ["c", 3]]})
    plan.insert_button("D2", {"macro": "Go", "caption": "Go"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Data!$A$2:$A$9"})
    plan.insert_chart("D6", chart)
    sheet = book.add_chartsheet("Figure")
    drawn = book.add_chart({"type": "line"})
    drawn.add_series({"values": "=Data!$A$2:$A$9"})
    sheet.set_chart(drawn)
    hidden = book.add_worksheet("Lists")
    hidden.very_hidden()
    book.define_name("Total", "=SUM(Data!$A$2:$A$20)")
    book.define_name("Lists!Local", "=Lists!$A$1")
    plan.activate()
    book.close()
    return made.getvalue()


def plain_workbook(*titles: str, cells: Mapping[str, Mapping[str, object]] | None = None) -> bytes:
    """A workbook made by openpyxl."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title in titles or ("Data",):
        sheet = book.create_sheet(title)
        for place, value in (cells or {}).get(title, {}).items():
            sheet[place] = value
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def png() -> bytes:
    """A picture of one grey dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + chunk(b"IEND", b"")
    )


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a file by name, inflated; folders are parted by strokes that lean forward."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name.replace("\\", "/"): packed.read(name) for name in packed.namelist()}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """A file of some parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A file with its parts changed by a function of name and content."""
    return pack({name: change(name, content) for name, content in parts_of(data).items()})


def edited(data: bytes, part: str, *pairs: tuple[bytes, bytes]) -> bytes:
    """A file with some bytes of a part replaced; each must be there."""

    def change(name: str, content: bytes) -> bytes:
        if name == part:
            for old, new in pairs:
                assert old in content, old
                content = content.replace(old, new, 1)
        return content

    return changed(data, change)


def prefixed(content: bytes, namespace: bytes) -> bytes:
    """A part whose elements all bear the prefix ``x``."""
    content = re.sub(rb"<(/?)(?=[A-Za-z])(?![A-Za-z0-9]+:)", rb"<\1x:", content)
    return content.replace(b'xmlns="' + namespace, b'xmlns:x="' + namespace)


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
    b"http://schemas.openxmlformats.org/drawingml/2006/main": b"http://purl.oclc.org/ooxml/drawingml/main",
    b"http://schemas.openxmlformats.org/drawingml/2006/chart": b"http://purl.oclc.org/ooxml/drawingml/chart",
    b"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing": (
        b"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing"
    ),
}


def strict(data: bytes) -> bytes:
    """A transitional workbook made strict."""

    def change(name: str, content: bytes) -> bytes:
        for old, new in STRICT.items():
            content = content.replace(old, new)
        if name == "xl/workbook.xml":
            content = content.replace(b"<workbook ", b'<workbook conformance="strict" ')
        return content

    return changed(data, change)
