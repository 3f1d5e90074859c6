"""Sheets put in a second time: replaced where they are, unless somebody's work would be lost."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.files.graft import Grafted, graft
from kccxl.files.graft_marks import HERE, MARK, Mark, Origin, read_mark
from kccxl.files.verify import verify
from kccxl.sheets.sheet import Book, Cell, Sheet
from tests.files.graft_books import REPORT, edited, full, officers, pack, parts_of, plain_workbook, small

FORMULA = {"Data": {"A1": "='Summary'!A1", "A2": "officer's"}}


def put(original: bytes, book: Book, *, force: bool = False) -> Grafted:
    grafted = graft(original, book, force=force)
    verify(original, grafted.data, grafted, book)
    return grafted


def titles(data: bytes) -> list[str]:
    return openpyxl.load_workbook(io.BytesIO(data)).sheetnames


def saved(data: bytes, change: Callable[[openpyxl.Workbook], None] = lambda _: None) -> bytes:
    """The workbook as another program writes it anew: shared texts, other parts, other styles."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    "original", [officers(), officers(date_1904=True), plain_workbook("Data", "Summary")]
)
def test_the_same_sheets_again_change_nothing(original: bytes) -> None:
    first = put(original, full())
    second = put(first.data, full())
    third = put(second.data, full())
    assert first.data == second.data == third.data
    assert second.titles == first.titles
    assert [*second.changed, *second.added, *second.dropped, *second.remarks] == []


def test_other_figures_change_only_their_sheets() -> None:
    first = put(officers(), full())
    second = put(first.data, full(Decimal("0.5")))
    assert second.replaced_sheets == ["Summary", "Leader's office", "Series"]
    assert [*second.added, *second.dropped] == []
    assert not [part for part in second.changed if "styles" in part or "Types" in part or ".rels" in part]
    assert openpyxl.load_workbook(io.BytesIO(second.data))["Series"]["B2"].value == 0.5
    third = put(second.data, full())
    assert len(parts_of(third.data)) == len(parts_of(first.data))
    assert parts_of(third.data)["xl/styles.xml"] == parts_of(first.data)["xl/styles.xml"]
    assert put(third.data, full()).data == third.data


@given(st.lists(st.sampled_from([0.1, 0.5, 0.95, 7.25]), min_size=2, max_size=4))
def test_any_row_of_refreshes_keeps_parts_and_styles(figures: list[float]) -> None:
    data = put(plain_workbook("Data"), full()).data
    parts, styles = set(parts_of(data)), parts_of(data)["xl/styles.xml"]
    for figure in figures:
        data = put(data, full(Decimal(str(figure)))).data
        assert set(parts_of(data)) == parts
        assert parts_of(data)["xl/styles.xml"] == styles


def test_place_number_part_and_state_stay() -> None:
    first = put(plain_workbook("Data", "More"), small())

    def move(book: openpyxl.Workbook) -> None:
        book.move_sheet("Summary", -2)
        book["Summary"].sheet_state = "hidden"
        book.active = 1

    moved = saved(first.data, move)
    second = put(moved, small("new"))
    assert titles(second.data) == ["Summary", "Data", "More"]
    book = openpyxl.load_workbook(io.BytesIO(second.data))
    assert book["Summary"]["A1"].value == "new"
    assert book["Summary"].sheet_state == "hidden"


def test_a_renamed_sheet_keeps_its_new_title() -> None:
    first = put(plain_workbook("Data"), full())
    renamed = edited(first.data, "xl/workbook.xml", (b'name="Series"', b'name="Results &amp; months"'))
    second = put(renamed, full(Decimal("0.5")))
    assert second.titles["Series"] == "Results & months"
    assert second.replaced_sheets == ["Summary", "Leader's office", "Results & months"]
    summary = parts_of(second.data)[second.parts["Summary"]].decode()
    assert "'Results &amp; months'!B2:B6" in summary
    charts = [content.decode() for part, content in parts_of(second.data).items() if "/chart" in part]
    assert any("'Results &amp; months'!$B$2" in chart for chart in charts)
    assert not any("'Series'!" in chart for chart in charts)
    assert put(second.data, full(Decimal("0.5"))).data == second.data


def test_after_another_program_saved_it_the_sheets_are_known_still() -> None:
    first = put(plain_workbook("Data", cells=FORMULA), small())
    second = put(saved(first.data), small("new"))
    assert second.replaced_sheets == ["Summary"]
    assert titles(second.data) == ["Data", "Summary"]
    assert any("calculated anew" in remark for remark in second.remarks)
    assert b'fullCalcOnLoad="1"' in parts_of(second.data)["xl/workbook.xml"]


@pytest.mark.libreoffice
def test_after_libreoffice_saved_it_the_sheets_are_known_still(
    tmp_path: Path, soffice: Callable[[Path, str], Path]
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(put(plain_workbook("Data"), small()).data)
    resaved = soffice(path, "xlsx").read_bytes()
    again = put(resaved, small("new"))
    assert again.replaced_sheets == ["Summary"], again.remarks


def test_edited_cells_are_not_lost() -> None:
    first = put(plain_workbook("Data"), full())
    changed = edited(
        first.data, first.parts["Leader's office"],
        (b"</sheetData>", b'<row r="9"><c r="D9" t="inlineStr"><is><t>mine</t></is></c></row></sheetData>'),
    )  # fmt: skip
    second = put(changed, full())
    assert second.titles["Leader's office"] == "Leader's office (2)"
    assert "edited by hand" in second.remarks[0]
    book = openpyxl.load_workbook(io.BytesIO(second.data))
    assert book["Leader's office"]["D9"].value == "mine"
    assert book.sheetnames == ["Data", "Summary", "Leader's office (2)", "Leader's office", "Series"]
    # it is the officer's own from now on
    third = put(second.data, full())
    assert third.data == second.data
    assert not third.remarks


def test_edited_cells_are_replaced_when_that_is_asked_for() -> None:
    first = put(plain_workbook("Data"), small())
    changed = edited(first.data, first.parts["Summary"], (b"ours", b"theirs"))
    second = put(changed, small("new"), force=True)
    assert second.replaced_sheets == ["Summary"]
    assert "edits were replaced" in second.remarks[0]
    assert openpyxl.load_workbook(io.BytesIO(second.data))["Summary"]["A1"].value == "new"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="C3:D4"/></mergeCells>'),
        (b"ours", b"our"),
        (b'<c r="A1"', b'<c r="B1"><v>1</v></c><c r="A1"'),
    ],
)
def test_what_counts_as_an_edit(old: bytes, new: bytes) -> None:
    first = put(plain_workbook("Data"), small())
    assert put(edited(first.data, first.parts["Summary"], (old, new)), small()).remarks


def test_a_new_look_is_no_edit() -> None:
    first = put(plain_workbook("Data"), small())
    changed = edited(
        first.data, first.parts["Summary"], (b"<sheetFormatPr ", b'<sheetFormatPr outlineLevelRow="1" ')
    )
    second = put(changed, small())
    assert second.replaced_sheets == ["Summary"]
    assert not second.remarks


RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
    'Type="{}" Target="{}"/></Relationships>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (OFFICE + "ctrlProp", "a control"),
        (OFFICE + "pivotTable", "a pivot table"),
        ("http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "a comment thread"),
        (OFFICE + "somethingNew", "something that kccxl did not put there"),
    ],
)
def test_others_work_in_a_sheet_of_ours_is_left(kind: str, word: str) -> None:
    parts = parts_of(put(plain_workbook("Data"), small()).data)
    sheet = "xl/worksheets/_rels/sheet2.xml.rels"
    parts |= {sheet: RELATED.format(kind, "../extra/thing1.xml").encode(), "xl/extra/thing1.xml": b"<thing/>"}
    second = put(pack(parts), small(), force=True)
    assert second.titles == {"Summary": "Summary (2)"}
    assert word in second.remarks[0]
    assert parts_of(second.data)["xl/extra/thing1.xml"] == b"<thing/>"
    assert put(second.data, small()).data == second.data


def line(identifier: str, kind: str, target: str) -> bytes:
    return f'<Relationship Id="{identifier}" Type="{OFFICE}{kind}" Target="{target}"/>'.encode()


def test_a_copy_is_the_officers_own() -> None:
    first = put(plain_workbook("Data"), small())
    parts = parts_of(first.data)
    book = parts["xl/workbook.xml"]
    mark = re.search(rb'<definedName name="_kccxl_sheet" localSheetId="1".*?</definedName>', book)
    assert mark
    # what Excel does when it copies a sheet within a workbook: another number, the mark copied too
    parts["xl/workbook.xml"] = book.replace(
        b"</sheets>",
        b'<sheet name="April" sheetId="9" xmlns:r="' + OFFICE[:-1].encode() + b'" r:id="rId99"/></sheets>',
    ).replace(mark[0], mark[0] + mark[0].replace(b'localSheetId="1"', b'localSheetId="2"'))
    parts["xl/worksheets/sheet9.xml"] = parts[first.parts["Summary"]]
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", line("rId99", "worksheet", "worksheets/sheet9.xml") + b"</Relationships>"
    )  # fmt: skip
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"/sheet2.xml", b"/sheet9.xml", 1).replace(
        b"</Types>", b'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.spreadsheetml.worksheet+xml"/></Types>',
    )  # fmt: skip
    copied = pack(parts)
    second = put(copied, small("new"))
    assert second.replaced_sheets == ["Summary"]
    assert "copy" in second.remarks[0]
    after = openpyxl.load_workbook(io.BytesIO(second.data))
    assert (after["April"]["A1"].value, after["Summary"]["A1"].value) == ("ours", "new")
    assert MARK not in after["April"].defined_names
    # with the sheet itself gone, the copy is still not taken for it
    assert put(second.data, small("newer")).remarks == []


def two(*wanted: str) -> Book:
    return Book([Sheet(title, {(0, 0): Cell(title)}) for title in wanted], properties=REPORT)


def test_a_sheet_that_is_no_longer_in_the_report_goes() -> None:
    first = put(plain_workbook("Data"), two("Summary", "Finance", "Key"))
    second = put(first.data, two("Summary", "Key"))
    assert second.removed_sheets == ["Finance"]
    assert titles(second.data) == ["Data", "Summary", "Key"]
    assert len(second.dropped) == 1
    book = openpyxl.load_workbook(io.BytesIO(second.data))
    assert all(MARK in book[title].defined_names for title in ("Summary", "Key"))
    assert put(second.data, two("Summary", "Key")).data == second.data


@pytest.mark.parametrize("formula", ["=Finance!A1", "=SUM('Finance'!A1:B2)", "=SUM(Finance:Key!A1)"])
def test_a_sheet_that_formulas_refer_to_stays(formula: str) -> None:
    first = put(plain_workbook("Data", cells={"Data": {"A1": formula}}), two("Summary", "Finance", "Key"))
    second = put(first.data, two("Summary", "Key"))
    assert not second.removed_sheets
    assert "refer to it" in second.remarks[0]
    assert titles(second.data) == ["Data", "Summary", "Finance", "Key"]


def reports(name: str, *wanted: str) -> Book:
    return replace(two(*wanted), properties={"kccxl report": name})


def test_sheets_of_a_report_that_the_workbook_no_longer_holds_go() -> None:
    first = put(plain_workbook("Data"), reports("monitoring", "Monitoring", "Data checks"))
    second = put(first.data, reports("savings", "Savings", "Data checks"))
    assert second.removed_sheets == ["Monitoring"]
    assert second.replaced_sheets == ["Data checks"]
    assert titles(second.data) == ["Data", "Savings", "Data checks"]
    assert not second.remarks


def test_a_sheet_of_a_report_that_is_gone_stays_where_it_was_edited() -> None:
    first = put(plain_workbook("Data"), reports("monitoring", "Monitoring", "Data checks"))
    changed = edited(first.data, first.parts["Monitoring"], (b"Monitoring<", b"my note<"))
    second = put(changed, reports("savings", "Savings", "Data checks"))
    assert not second.removed_sheets
    assert "'Monitoring' is no longer rebuilt" in second.remarks[0]
    assert "edited by hand" in second.remarks[0]
    assert openpyxl.load_workbook(io.BytesIO(second.data))["Monitoring"]["A1"].value == "my note"


def test_sheets_that_an_earlier_run_left_behind_go_as_well() -> None:
    first = put(plain_workbook("Data"), reports("monitoring", "Monitoring", "Data checks"))
    # as before runs with other reports were known for one another's
    parts = parts_of(first.data)
    hidden = parts["xl/workbook.xml"].replace(b"_kccxl_sheet", b"_kccxl_other")
    second = put(pack({**parts, "xl/workbook.xml": hidden}), reports("savings", "Data checks"))
    parts = parts_of(second.data)
    both = parts["xl/workbook.xml"].replace(b"_kccxl_other", b"_kccxl_sheet")
    third = put(pack({**parts, "xl/workbook.xml": both}), reports("savings", "Data checks"))
    assert third.replaced_sheets == ["Data checks (2)"]
    assert third.removed_sheets == ["Monitoring", "Data checks"]


def test_a_sheet_that_came_from_another_workbook_stays() -> None:
    # a sheet that Excel moves to another workbook takes its mark along
    moved = put(plain_workbook("Data"), reports("monitoring", "Monitoring"))
    second = put(moved.data, reports("savings", "Savings", "Data checks"))
    assert not second.removed_sheets
    assert "may have come from another workbook" in second.remarks[0]
    assert titles(second.data) == ["Data", "Monitoring", "Savings", "Data checks"]


def test_a_sheet_that_is_new_in_the_report_stands_behind_the_one_before_it() -> None:
    first = put(plain_workbook("Data"), two("Summary", "Key"))
    behind = edited(first.data, "xl/workbook.xml", (b'firstSheet="0"', b'firstSheet="2"'))
    second = put(behind, two("Summary", "Finance", "Key"))
    assert titles(second.data) == ["Data", "Summary", "Finance", "Key"]
    assert b'firstSheet="3"' in parts_of(second.data)["xl/workbook.xml"]
    book = openpyxl.load_workbook(io.BytesIO(second.data))
    marks = {title: read_mark(escape(book[title].defined_names[MARK].value)) for title in book.sheetnames[1:]}
    assert {title: mark.title for title, mark in marks.items() if mark} == {one: one for one in marks}


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def test_the_code_name_stays() -> None:
    first = put(plain_workbook("Data"), full())
    named = edited(first.data, first.parts["Summary"], (b"<sheetPr>", b'<sheetPr codeName="Sheet7">'))
    named = edited(named, first.parts["Leader's office"], (b"<sheetPr>", b'<sheetPr codeName="A&amp;B">'))
    second = put(named, full(Decimal("0.5")))
    assert b'<sheetPr codeName="Sheet7">' in parts_of(second.data)[first.parts["Summary"]]
    assert b'<sheetPr codeName="A&amp;B">' in parts_of(second.data)[first.parts["Leader's office"]]


def test_the_protection_of_a_sheet_stays() -> None:
    first = put(plain_workbook("Data"), full())
    lock = b'<sheetProtection algorithmName="SHA-512" hashValue="a+b/c==" saltValue="x" spinCount="1" sheet="1"/>'
    locked = edited(first.data, first.parts["Summary"], (b"</sheetData>", b"</sheetData>" + lock))
    second = put(locked, full(Decimal("0.5")))
    assert b"</sheetData>" + lock + b"<" in parts_of(second.data)[first.parts["Summary"]]
    assert put(second.data, full(Decimal("0.5"))).data == second.data


def test_a_part_that_another_sheet_needs_too_stays() -> None:
    first = put(plain_workbook("Data"), full())
    parts = parts_of(first.data)
    chart = next(part for part in parts if part.startswith("xl/charts/"))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = RELATED.format(OFFICE + "chart", f"/{chart}").encode()
    shared = pack(parts)
    second = put(shared, full(Decimal("0.5")))
    assert parts_of(second.data)[chart] == parts[chart]
    assert put(second.data, full(Decimal("0.5"))).data == second.data


CHAIN = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A4" i="%d"/></calcChain>'


def with_chain(data: bytes, sheet: int) -> bytes:
    parts = parts_of(data)
    parts["xl/calcChain.xml"] = CHAIN % sheet
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", line("rId77", "calcChain", "calcChain.xml") + b"</Relationships>"
    )  # fmt: skip
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.spreadsheetml.calcChain+xml"/></Types>',
    )  # fmt: skip
    return pack(parts)


@pytest.mark.parametrize("sheet", [1, 2])
def test_the_order_of_calculation_goes_only_when_it_names_sheets_that_change(sheet: int) -> None:
    original = put(with_chain(plain_workbook("Data"), 1), full())
    assert not original.dropped
    first = with_chain(put(plain_workbook("Data"), full()).data, sheet)
    assert put(first, full()).data == first
    second = put(first, full(Decimal("0.5")))
    stays = sheet == 1
    assert second.dropped == ([] if stays else ["xl/calcChain.xml"])
    assert (b"calcChain" in parts_of(second.data)["xl/_rels/workbook.xml.rels"]) == stays
    assert (b"calcChain" in parts_of(second.data)["[Content_Types].xml"]) == stays


def test_officers_names_and_formulas_on_our_sheets_stay() -> None:
    first = put(plain_workbook("Data", cells=FORMULA), small())
    named = edited(
        first.data, "xl/workbook.xml",
        (b"</definedNames>", b'<definedName name="Best">Summary!$A$1</definedName>'
         b'<definedName name="Mine" localSheetId="1">Summary!$A$2</definedName></definedNames>'),
    )  # fmt: skip
    second = put(named, small("new"))
    book = openpyxl.load_workbook(io.BytesIO(second.data))
    assert book.defined_names["Best"].value == "Summary!$A$1"
    assert book["Summary"].defined_names["Mine"].value == "Summary!$A$2"
    assert book["Data"]["A1"].value == "='Summary'!A1"


TITLE = st.text(
    st.characters(codec="utf-8", exclude_characters="[]:*?/\\", exclude_categories=["Cc", "Cs"]),
    min_size=1,
    max_size=31,
)


ORIGIN = st.one_of(st.just(HERE), st.builds(Origin.at, st.text(), st.text(min_size=1), copied=st.booleans()))
DIGEST = st.text("abcdef0123456789", min_size=32, max_size=32)


@given(TITLE, TITLE, st.integers(1, 65_534), DIGEST, ORIGIN)
def test_a_mark_reads_back(title: str, given_title: str, number: int, digest: str, origin: Origin) -> None:
    mark = Mark("performance", title, given_title, number, digest, origin)
    assert read_mark(mark.markup()) == mark


def test_the_longest_mark_is_a_text_that_excel_takes_in_a_formula() -> None:
    reports = "performance, budget, monitoring, ledger, capital, savings"
    origin = Origin.at("x" * 300, "x" * 300, copied=True)
    mark = Mark(reports, "x" * 31, "y" * 31, 65_534, "a" * 32, origin)
    assert len(mark.markup()) - 2 <= 255


@given(st.text())
def test_nothing_else_is_a_mark(text: str) -> None:
    mark = read_mark(text)
    assert mark is None or text.count("|") >= 4
