"""The check of a finished workbook: every way to spoil one must be noticed."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from kccxl.errors import FileError, UnwritableFile
from kccxl.files import graft_file as module
from kccxl.files.graft import Grafted, graft
from kccxl.files.verify import verify
from kccxl.sheets.sheet import Cell
from tests.files.graft_books import full, officers, pack, parts_of

ORIGINAL = officers()
BOOK = full()
DONE = graft(ORIGINAL, BOOK)


def respelled(name: str, *pairs: tuple[bytes, bytes]) -> bytes:
    """The result with one part changed, all others as they lie in it."""
    parts = parts_of(DONE.data)
    for old, new in pairs:
        assert old in parts[name], old
        parts[name] = parts[name].replace(old, new, 1)
    return repacked(parts)


def repacked(parts: dict[str, bytes]) -> bytes:
    """A file of these parts; those that are as in the original lie in it as they did there."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(DONE.data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name, content in parts.items():
            if name in old.namelist():
                info = old.getinfo(name)
                new.writestr(info, content, compress_type=info.compress_type)
            else:
                new.writestr(name, content)
    return made.getvalue()


def test_a_good_result_passes() -> None:
    verify(ORIGINAL, DONE.data, DONE, BOOK)


STYLES, TYPES, RELS, WORKBOOK = (
    "xl/styles.xml",
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
    "xl/workbook.xml",
)
SUMMARY = DONE.parts["Summary"]


@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        ("xl/worksheets/sheet1.xml", b"<v>3</v>", b"<v>4</v>", "not as it was"),
        ("docProps/app.xml", b"Microsoft", b"Macrosoft", "not as it was"),
        (STYLES, b'<cellStyle name="Normal"', b'<cellStyle name="Normbl"', "lost 'cellStyle'"),
        (STYLES, b'formatCode="\xc2\xa3#,##0"', b'formatCode="\xc2\xa3#,##1"', "part 'xl/styles.xml' lost"),
        (WORKBOOK, b'name="Data" sheetId="1"', b'name="Dbta" sheetId="1"', "list of its own sheets"),
        (
            WORKBOOK,
            b'name="Lists" sheetId="4" state="veryHidden"',
            b'name="Lists" sheetId="4"',
            "list of its own sheets",
        ),
        (WORKBOOK, b'name="Total"', b'name="Tutal"', "defined names"),
        (WORKBOOK, b"SUM(Data!$A$2:$A$20)", b"SUM(Data!$A$2:$A$21)", "defined names"),
        (WORKBOOK, b'name="Local" localSheetId="3"', b'name="Local" localSheetId="1"', "'Local'"),
        (WORKBOOK, b'name="Summary" sheetId="5"', b'name="Summary" sheetId="4"', "same title or number"),
        (WORKBOOK, b"<calcPr", b"<culcPr", "lost 'calcPr'"),
        (TYPES, b"worksheets/sheet5.xml", b"worksheets/sheet9.xml", "content type"),
        (TYPES, b'Extension="vml"', b'Extension="vmm"', "content type"),
        (RELS, b"worksheets/sheet5.xml", b"worksheets/sheet9.xml", "which is not there"),
        (RELS, b'Target="theme/theme1.xml"', b'Target="theme/theme2.xml"', "which is not there"),
        (SUMMARY, b"Performance &amp;", b"Performance of", "row 1, column 1"),
        (SUMMARY, b"<v>0.95</v>", b"<v>0.96</v>", "row 3, column 1"),
        (SUMMARY, b"</sheetData>", b'<row r="99"><c r="A99"><v>1</v></c></row></sheetData>', "row 99"),
        (SUMMARY, b"</worksheet>", b"</worksheeet>", "well-formed"),
        (SUMMARY, b'<c r="A1" s="', b'<c r="A1" s="99', "style that is not there"),
    ],
)
def test_what_is_spoiled_is_noticed(part: str, old: bytes, new: bytes, told: str) -> None:
    with pytest.raises(FileError, match=told):
        verify(ORIGINAL, respelled(part, (old, new)), DONE, BOOK, name="plan.xlsx")


def test_a_lost_part_is_noticed() -> None:
    parts = parts_of(DONE.data)
    del parts["xl/media/image1.png"]
    with pytest.raises(UnwritableFile, match="lost or came from nowhere"):
        verify(ORIGINAL, repacked(parts), DONE, BOOK)


def test_a_part_from_nowhere_is_noticed() -> None:
    with pytest.raises(UnwritableFile, match="lost or came from nowhere"):
        verify(ORIGINAL, repacked(parts_of(DONE.data) | {"xl/odd.bin": b"x"}), DONE, BOOK)


def test_other_compression_is_noticed() -> None:
    # the same contents packed anew are not the bytes that were there
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as new:
        for name, content in parts_of(DONE.data).items():
            new.writestr(name, content)
    with pytest.raises(UnwritableFile, match="not as it was"):
        verify(ORIGINAL, packed.getvalue(), DONE, BOOK)


def test_a_lost_part_that_was_announced_is_missed_where_it_is_needed() -> None:
    parts = parts_of(DONE.data)
    del parts["xl/theme/theme1.xml"]
    lied = replace(DONE, dropped=["xl/theme/theme1.xml"])
    with pytest.raises(UnwritableFile, match=r"which is not there|content type"):
        verify(ORIGINAL, repacked(parts), lied, BOOK)


def test_an_officers_part_may_not_change_although_that_was_announced() -> None:
    parts = parts_of(DONE.data)
    parts["xl/drawings/drawing1.xml"] += b" "
    lied = replace(DONE, changed=[*DONE.changed, "xl/drawings/drawing1.xml"])
    with pytest.raises(UnwritableFile, match="which is not ours"):
        verify(ORIGINAL, repacked(parts), lied, BOOK)


def test_charts_of_ours_may_change_altogether() -> None:
    summary = BOOK.sheets[0]
    swapped = replace(BOOK, sheets=[replace(summary, charts=summary.charts[1:]), *BOOK.sheets[1:]])
    again = graft(DONE.data, swapped)
    verify(DONE.data, again.data, again, swapped)
    assert [part for part in again.dropped if "/charts/" in part]
    back = graft(again.data, BOOK)
    verify(again.data, back.data, back, BOOK)
    # a content type struck and given again stands last
    one, other = parts_of(back.data), parts_of(DONE.data)
    assert sorted(one.pop(TYPES)) == sorted(other.pop(TYPES))
    assert one == other


def test_another_book_is_noticed() -> None:
    sheet = BOOK.sheets[0]
    other = replace(
        BOOK, sheets=[replace(sheet, cells={**sheet.cells, (30, 0): Cell("more")}), *BOOK.sheets[1:]]
    )
    with pytest.raises(UnwritableFile, match="row 31, column 1"):
        verify(ORIGINAL, DONE.data, DONE, other)


def test_a_file_that_does_not_pass_is_not_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(ORIGINAL)

    def spoiled(*_: object, **__: object) -> Grafted:
        return replace(DONE, data=pack(parts_of(DONE.data)))

    monkeypatch.setattr(module, "graft", spoiled)
    with pytest.raises(UnwritableFile, match=r"'plan\.xlsx' was left as it is"):
        module.graft_file(path, BOOK)
    assert path.read_bytes() == ORIGINAL
    assert [one.name for one in tmp_path.iterdir()] == ["plan.xlsx"]
