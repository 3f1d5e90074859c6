"""Files that are damaged, locked, or built to do harm: refused in plain words, quickly, in little memory."""

from __future__ import annotations

import io
import itertools
import struct
import subprocess
import sys
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kccxl.errors import FileError, RefusedFile, UnreadableFile
from kccxl.files import archive, extents
from kccxl.files.read import read_workbook

MEGA = 1 << 20
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

WATCHED = """
import sys, time
from pathlib import Path
from kccxl.errors import FileError
from kccxl.files.read import read_workbook
start = time.process_time()
try:
    read_workbook(Path(sys.argv[1]))
    print("read")
except FileError as error:
    print(type(error).__name__, error)
took = time.process_time() - start
# Not getrusage: its figure may be that of the process which started this one.
used = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(took, int(used) // 1024)
"""


def watched(path: Path, seconds: float = 12, megabytes: int = 300) -> str:
    """Read in a process of its own; give what it said, and hold it to its processor time and memory."""
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is only measured on Linux")
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(path)], capture_output=True, text=True, timeout=120
    )
    assert done.stderr == ""
    said, figures = done.stdout.strip().splitlines()
    took, used = map(float, figures.split())
    assert took < seconds
    assert used < megabytes
    return said


def two_cells(first: str, second: str) -> str:
    """Rows with two filled cells."""
    return f'<row><c r="{first}"><v>1</v></c></row><row><c r="{second}"><v>1</v></c></row>'


def padded(rows: str) -> str:
    """The same rows in a sheet so large that it is only measured."""
    return rows + '<row r="9"><c r="A9" s="0"/></row>' * 300_000


# --- damage ---


@pytest.mark.parametrize("keep", [4, 30, 200, -1, -10, -60])
def test_a_file_cut_short(make: Any, keep: int) -> None:
    whole = make.packed(make.plain_parts())
    with pytest.raises(UnreadableFile, match=r"'plan.xlsx' is damaged: .*ask for a new copy"):
        read_workbook(make.file(whole[:keep]))


def test_a_flipped_bit_is_found_by_its_checksum(make: Any) -> None:
    parts = make.plain_parts()
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    broken = data.getvalue().replace(b"<v>1</v>", b"<v>9</v>")
    with pytest.raises(UnreadableFile, match="does not match its checksum"):
        read_workbook(make.file(broken))


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_missing_part(make: Any, part: str) -> None:
    parts = make.plain_parts()
    del parts[part]
    with pytest.raises(UnreadableFile, match="is damaged"):
        read_workbook(make.file(parts))


def test_other_office_files(make: Any) -> None:
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}
    parts["_rels/.rels"] = make.relations(("rId1", "officeDocument", "word/document.xml"))
    with pytest.raises(UnreadableFile, match="another Office document"):
        read_workbook(make.file(parts, "letter.docx"))
    with pytest.raises(UnreadableFile, match="another OpenDocument file"):
        read_workbook(
            make.file(
                {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, "letter.odt"
            )
        )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 3000), byte=st.integers(0, 255), cut=st.booleans())
def test_any_damage_is_explained(make: Any, place: int, byte: int, cut: bool) -> None:
    data = bytearray(make.packed(make.plain_parts()))
    place %= len(data)
    data[place] = byte
    path = make.file(bytes(data[:place] if cut and place else data))
    said = "'plan.xlsx'"
    try:
        read_workbook(path)
    except FileError as error:
        said = str(error)
    assert "'plan.xlsx'" in said


# --- locked ---


def compound(*names: str) -> bytes:
    """An OLE file with empty streams of these names."""
    entries = b""
    for index, name in enumerate(("Root Entry", *names)):
        title = (name + "\0").encode("utf-16-le")
        kind = 5 if index == 0 else 2
        entry = title.ljust(64, b"\0") + struct.pack("<HBB", len(title), kind, 1) + b"\xff" * 12 + bytes(36)
        entries += entry + struct.pack("<LLL", 0xFFFFFFFE, 0, 0)
    entries = entries.ljust(512, b"\0")
    table = struct.pack("<128L", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
        + bytes(10)
    )
    header += struct.pack("<LLLLLLLL", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109L", 0, *[0xFFFFFFFF] * 108)
    return header + table + entries


def test_a_password_or_a_label(make: Any) -> None:
    locked = compound("EncryptionInfo", "EncryptedPackage")
    with pytest.raises(UnreadableFile, match=r"protected by a password.*File > Info > Protect Workbook"):
        read_workbook(make.file(locked))
    labelled = locked + "DRMEncryptedTransform".encode("utf-16-le")
    with pytest.raises(UnreadableFile, match="sensitivity label"):
        read_workbook(make.file(labelled))


def test_another_compound_file_and_a_broken_one(make: Any) -> None:
    with pytest.raises(UnreadableFile, match="another kind of Office file"):
        read_workbook(make.file(compound("WordDocument"), "letter.doc"))
    with pytest.raises(UnreadableFile, match="is damaged"):
        read_workbook(make.file(compound("Workbook")[:300], "old.xls"))
    with pytest.raises(UnreadableFile, match="is damaged"):
        read_workbook(make.file(compound("Workbook"), "old.xls"))


def test_a_compound_file_that_runs_in_circles(make: Any) -> None:
    data = bytearray(compound("Workbook"))
    struct.pack_into("<L", data, 512 + 4, 1)
    assert "is damaged" in watched(make.file(bytes(data), "old.xls"))


def test_an_encrypted_zip(make: Any) -> None:
    data = bytearray(make.packed(make.plain_parts()))
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.find(mark) + place] |= 1
    with pytest.raises(UnreadableFile, match="locked with a password"):
        read_workbook(make.file(bytes(data)))


# --- the zip ---


def test_a_zip_bomb(make: Any) -> None:
    parts = make.plain_parts()
    parts["xl/media/image1.png"] = bytes(300 * MEGA)
    said = watched(make.file(parts), seconds=3, megabytes=100)
    assert said.startswith("RefusedFile 'plan.xlsx' was not opened, to be safe: ")
    assert "'xl/media/image1.png' would grow" in said


def test_too_much_even_if_it_hardly_shrinks(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1000)
    with pytest.raises(RefusedFile, match="unpacked it would take"):
        read_workbook(make.file(make.plain_parts()))


def test_a_size_that_lies(make: Any) -> None:
    parts = make.plain_parts()
    parts["xl/media/image1.png"] = bytes(200 * MEGA)
    data = make.packed(parts).replace(struct.pack("<L", 200 * MEGA), struct.pack("<L", 1000))
    said = watched(make.file(data), seconds=3, megabytes=100)
    assert "larger than the file says" in said


def test_many_parts(make: Any) -> None:
    parts = make.plain_parts() | {f"xl/media/{n}.png": b"" for n in range(10_001)}
    with pytest.raises(RefusedFile, match="is made of 10,006 parts"):
        read_workbook(make.file(parts))
    parts |= {f"xl/media/{'x' * 50}{n}.png": b"" for n in range(50_000)}
    assert "larger than any workbook needs" in watched(make.file(parts), seconds=3, megabytes=100)


def test_overlapping_parts(make: Any) -> None:
    data = bytearray(make.packed(make.plain_parts()))
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    # The first part now claims to reach over the second one.
    struct.pack_into("<L", data, first + 20, struct.unpack_from("<L", data, second + 42)[0] + 10)
    with pytest.raises(RefusedFile, match="shares its bytes"):
        read_workbook(make.file(bytes(data)))


def test_something_before_the_workbook(make: Any) -> None:
    data = make.packed(make.plain_parts())
    with pytest.raises(RefusedFile, match="something else stands before"):
        read_workbook(make.file(data + data))


@pytest.mark.parametrize(
    "name",
    [
        "../evil.xml",
        "/etc/passwd",
        "C:/evil.xml",
        "xl/../../evil.xml",
        "..\\evil.xml",
        "\\evil.xml",
        "C:\\evil.xml",
        "xl\\..\\..\\evil.xml",
    ],
)
def test_names_that_reach_outside(make: Any, name: str) -> None:
    with pytest.raises(RefusedFile, match="points outside the file"):
        read_workbook(make.file(make.plain_parts() | {name: b"x"}))


@pytest.mark.parametrize("name", ["xl/workbook.xml", "XL/Workbook.xml", "xl\\workbook.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name(make: Any, name: str) -> None:
    data = io.BytesIO(make.packed(make.plain_parts()))
    with zipfile.ZipFile(data, "a") as packed:
        packed.writestr(name, b"<workbook/>")
    with pytest.raises(RefusedFile, match="two parts named"):
        read_workbook(make.file(data.getvalue()))


def test_an_unknown_way_of_packing(make: Any) -> None:
    data = io.BytesIO(make.packed(make.plain_parts()))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_LZMA) as packed:
        packed.writestr("docProps/app.xml", b"<a/>" * 100)
    with pytest.raises(UnreadableFile, match="method that Excel does not know"):
        read_workbook(make.file(data.getvalue()))


def test_an_empty_part_that_says_it_is_packed(make: Any) -> None:
    """As some programs write it: of no bytes at all, where even nothing is packed in two."""
    parts = make.plain_parts() | {"docProps/thumbnail.wmf": b""}
    data = bytearray(make.packed(parts))
    line = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02"))
    while data[line + 46 : line + 68] != b"docProps/thumbnail.wmf":
        line = data.find(b"PK\x01\x02", line + 4)
    start = struct.unpack_from("<L", data, line + 42)[0]
    packed = struct.unpack_from("<L", data, line + 20)[0]
    for place in (start + 18, line + 20):
        struct.pack_into("<L", data, place, 0)
    for place in (start + 8, line + 10):
        struct.pack_into("<H", data, place, zipfile.ZIP_DEFLATED)
    body = start + 30 + 22
    del data[body : body + packed]
    end = data.rfind(b"PK\x05\x06")
    struct.pack_into("<L", data, end + 16, struct.unpack_from("<L", data, end + 16)[0] - packed)
    assert read_workbook(make.file(bytes(data)))[0].at(0, 0) == 1
    struct.pack_into("<L", data, line - packed + 24, 7)
    with pytest.raises(UnreadableFile, match="does not match its checksum"):
        read_workbook(make.file(bytes(data)))


def test_rubbish_instead_of_packed_bytes(make: Any) -> None:
    parts = make.plain_parts()
    whole = make.packed(parts)
    start = whole.find(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    with pytest.raises(UnreadableFile, match=r"cannot be unpacked|checksum"):
        read_workbook(make.file(whole[:start] + b"\xff" * 20 + whole[start + 20 :]))


# --- the XML ---

LAUGHS = "".join(f'<!ENTITY {after} "{f"&{name};" * 10}">' for name, after in itertools.pairwise("abcdefghi"))
LAUGHS = f'<!DOCTYPE x [<!ENTITY a "ha">{LAUGHS}]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1"])
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "docProps/core.xml", "_rels/.rels"]
)
def test_a_document_type(make: Any, part: str, encoding: str) -> None:
    parts = make.plain_parts()
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    text = f'{mark}<?xml version="1.0" encoding="{encoding[:6] if mark else encoding}"?>{LAUGHS}<a>&i;</a>'
    parts[part] = text.encode(encoding)
    with pytest.raises(RefusedFile, match="defines a document type"):
        read_workbook(make.file(parts))


def test_a_document_type_behind_a_long_comment(make: Any) -> None:
    parts = make.plain_parts()
    parts["docProps/core.xml"] = f"<!--{'x' * 500_000}-->{LAUGHS}<a/>"
    with pytest.raises(RefusedFile, match="defines a document type"):
        read_workbook(make.file(parts))


def test_the_words_of_a_document_type_in_a_cell_do_no_harm(make: Any) -> None:
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>&lt;!DOCTYPE html&gt;</t></is></c></row>'
    assert read_workbook(make.sheet(rows))[0].at(0, 0) == "<!DOCTYPE html>"


def test_links_to_other_files_are_left_alone(make: Any) -> None:
    parts = make.plain_parts()
    link = '<Relationship Id="rId9" Type="x/link" Target="file:///etc/passwd" TargetMode="External"/>'
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace("</Rel", f"{link}</Rel")
    assert read_workbook(make.file(parts))[0].at(0, 0) == 1


@pytest.mark.parametrize(
    "target", ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "xl/none.xml"]
)
def test_a_sheet_outside_the_file(make: Any, target: str) -> None:
    parts = make.plain_parts()
    parts["xl/_rels/workbook.xml.rels"] = make.relations(("rId1", "worksheet", target))
    with pytest.raises(UnreadableFile, match="has no contents"):
        read_workbook(make.file(parts))


def test_one_sheet_listed_many_times(make: Any) -> None:
    parts = make.plain_parts()
    sheets = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(2, 900))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("</sheets>", f"{sheets}</sheets>")
    with pytest.raises(RefusedFile, match="listed twice"):
        read_workbook(make.file(parts))


# --- cells ---


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    "rows",
    [
        two_cells("A1", "XFD1048576"),
        two_cells("A1", "ZZ200000"),
        two_cells("A1", "F1048576"),
        two_cells("a1", "zz200000"),
        "<row r='1'><c r = 'A1'><v>1</v></c></row><row\nr='900000'><c\nr='ZZ900000'><v>1</v></c></row>",
        '<row r="1"><c><v>1</v></c></row><row r="1048576">' + "<c/>" * 300 + "<c><v>1</v></c></row>",
        '<row r="1"><c r="A1" t="str"><v></v></c><c r="ZZ300000" t="str"><v></v></c></row>',
        '<y:row xmlns:y="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><y:c '
        'r="A1"><y:v>1</y:v></y:c>'
        '<y:c r="ZZ900000"><y:v>1</y:v></y:c></y:row>',
    ],
)
def test_cells_far_apart(make: Any, rows: str, large: bool) -> None:
    said = watched(make.sheet(padded(rows) if large else rows))
    assert said.startswith("RefusedFile 'plan.xlsx' was not opened: the cells of sheet 'Data' reach down to")
    assert "Ctrl+End" in said


def test_far_apart_over_many_sheets(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extents, "MOST_AREA", 1000)
    parts = make.plain_parts(two_cells("A1", "Z30"))
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet1.xml"]
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "</sheets>", '<sheet name="More" sheetId="2" r:id="rId2"/></sheets>'
    )
    parts["xl/_rels/workbook.xml.rels"] = make.relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet2.xml")
    )
    with pytest.raises(RefusedFile, match="span more than 1,000 cells together"):
        read_workbook(make.file(parts))


def test_a_claimed_dimension_alone_does_not_matter(make: Any) -> None:
    path = make.sheet(two_cells("A1", "B2"), before='<dimension ref="A1:XFD1048576"/>')
    assert watched(path, seconds=3, megabytes=60) == "read"


def test_whole_columns_of_styled_empty_cells_are_read(make: Any) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/><c r="XFD{n}" s="1"/></row>' for n in range(1, 100_001))
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    path = make.sheet(first + rows + '<row r="1048576"><c r="C1048576" s="1"/></row>')
    grid = read_workbook(path)[0]
    assert (grid.height, grid.width) == (1, 1)
    path = make.sheet(first + rows * 3)
    assert watched(path) == "read"


def share(make: Any, parts: Any, *texts: str) -> None:
    """Give a workbook shared texts."""
    listed = "".join(f"<si><t>{text}</t></si>" for text in texts)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{listed}</sst>'
    parts["xl/_rels/workbook.xml.rels"] = make.relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml")
    )


@pytest.mark.parametrize("count", [20_000, 500_000])
def test_one_long_text_shown_very_often(make: Any, count: int) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, count))
    parts = make.plain_parts(rows)
    share(make, parts, "x" * 30_000)
    assert "million characters" in watched(make.file(parts))


def test_more_shared_texts_claimed_than_there_can_be(make: Any) -> None:
    parts = make.plain_parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    share(make, parts, "text")
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(
        "<sst ", '<sst uniqueCount="99999999999" '
    )
    said = watched(make.file(parts))
    assert said.startswith("RefusedFile 'plan.xlsx' was not opened, to be safe: ")
    assert "claims to hold 99999999999 texts" in said
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace("99999999999", "5000")
    assert watched(make.file(parts)) == "read"


def test_a_long_text_shown_once_among_many_short_ones_is_read(make: Any) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>1</v></c></row>'
    rows += "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 300_000))
    parts = make.plain_parts(rows)
    share(make, parts, "a", "x" * 30_000)
    grid = read_workbook(make.file(parts))[0]
    assert grid.at(0, 0) == "x" * 30_000
    assert grid.at(299_998, 0) == "a"


@pytest.mark.parametrize(
    "table",
    [
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" '
        'office:value-type="float" office:value="1"/></table:table-row>',
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/>'
        "</table:table-row><table:table-row>"
        '<table:table-cell table:number-columns-repeated="900"/><table:table-cell office:value-type="float" '
        'office:value="1"/></table:table-row>',
    ],
)
def test_an_open_document_that_repeats_cells(make: Any, table: str) -> None:
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{name}manifest:1.0"/>',
        "content.xml": (
            f'<office:document-content xmlns:office="{name}office:1.0" '
            f'xmlns:table="{name}table:1.0"><office:body>'
            f'<office:spreadsheet><table:table table:name="Data">{table}</table:table>'
            "</office:spreadsheet></office:body>"
            "</office:document-content>"
        ),
    }
    assert "the cells of sheet 'Data' reach down to" in watched(make.file(parts, "plan.ods"))


def test_a_binary_workbook_with_cells_far_apart(make: Any) -> None:
    def cell(row: int, column: int) -> bytes:
        return b"\x00\x04" + struct.pack("<L", row) + b"\x02\x0c" + struct.pack("<LLL", column, 0, 0)

    parts = {
        "[Content_Types].xml": "<a/>",
        "xl/workbook.bin": b"",
        "xl/worksheets/sheet1.bin": cell(0, 0) + cell(1_048_575, 99),
    }
    with pytest.raises(RefusedFile, match="reach down to CV1048576"):
        read_workbook(make.file(parts, "plan.xlsb"))


# --- cost ---


def best_of(times: int, work: Callable[[], object]) -> float:
    """The least time one of several goes took."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def test_a_usual_workbook_is_checked_in_a_blink(make: Any) -> None:
    def row(number: int) -> str:
        names = [f"{letter}{number}" for letter in "ABCDEFGH"]
        return "".join(f'<c r="{name}" s="1"><v>{zlib.crc32(name.encode())}</v></c>' for name in names)

    path = make.sheet("".join(f'<row r="{n}">{row(n)}</row>' for n in range(1, 401)))
    assert best_of(5, lambda: read_workbook(path)) < 0.1


def test_refusing_takes_little_memory(make: Any) -> None:
    path = make.sheet(two_cells("A1", "XFD1048576"))
    tracemalloc.start()
    try:
        with pytest.raises(RefusedFile):
            read_workbook(path)
        assert tracemalloc.get_traced_memory()[1] < 5 * MEGA
    finally:
        tracemalloc.stop()
