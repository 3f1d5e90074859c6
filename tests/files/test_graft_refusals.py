"""What is not written into, and what an officer is told to do about it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from kccxl.errors import FileError, RefusedFile, UnreadableFile
from kccxl.files.graft import graft
from kccxl.files.graft_file import graft_file
from kccxl.files.verify import verify
from tests.files.graft_books import changed, edited, officers, pack, parts_of, plain_workbook, small

ORIGIN = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
SIGNATURE = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/signature"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


def signed(data: bytes) -> bytes:
    """A workbook with the parts that a signature adds, as Excel lays them out."""
    parts = parts_of(data)
    named = {name.lower(): name for name in parts}
    listing, types = named["_rels/.rels"], named["[content_types].xml"]
    parts[listing] = re.sub(
        rb"</([\w.-]+:)?Relationships\s*>",
        rb'<\1Relationship Id="rIdS" Type="%b" Target="_xmlsignatures/origin.sigs"/>\g<0>' % ORIGIN.encode(),
        parts[listing],
    )
    parts["_xmlsignatures/origin.sigs"] = b""
    line = f'<Relationship Id="rId1" Type="{SIGNATURE}" Target="sig1.xml"/>'
    parts["_xmlsignatures/_rels/origin.sigs.rels"] = RELS.format(line).encode()
    parts["_xmlsignatures/sig1.xml"] = b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'
    parts[types] = re.sub(
        rb"<([\w.-]+:)?(?=Override\b)",
        rb'<\1Default Extension="sigs" ContentType="application/vnd.openxmlformats-package.'
        rb'digital-signature-origin"/><\1Override PartName="/_xmlsignatures/sig1.xml" '
        rb'ContentType="application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"/>\g<0>',
        parts[types],
        count=1,
    )
    return pack(parts)


def test_a_signed_workbook_is_refused() -> None:
    with pytest.raises(RefusedFile, match=r"'plan\.xlsx' is digitally signed.*Ask the signer"):
        graft(signed(officers()), small(), name="plan.xlsx")


def test_a_signature_is_taken_out_where_that_is_allowed() -> None:
    original = signed(officers())
    grafted = graft(original, small(), break_signature=True)
    verify(original, grafted.data, grafted, small())
    after = parts_of(grafted.data)
    assert not [part for part in after if "signature" in part]
    assert b"signature" not in after["_rels/.rels"]
    assert b"signature" not in after["[Content_Types].xml"]
    assert b"sigs" not in after["[Content_Types].xml"]
    assert "signature was taken out" in grafted.remarks[0]
    # nothing else went with it
    assert set(parts_of(officers())) <= set(after)
    assert graft(grafted.data, small()).data == grafted.data


@pytest.mark.parametrize("value", [b"1", b"true"])
def test_a_locked_structure_is_refused(value: bytes) -> None:
    lock = (b"<bookViews>", b'<workbookProtection lockStructure="' + value + b'"/><bookViews>')
    with pytest.raises(RefusedFile, match="Review > Protect Workbook"):
        graft(edited(plain_workbook("Data"), "xl/workbook.xml", lock), small())


def test_sheets_of_ours_are_refreshed_in_a_locked_structure() -> None:
    first = graft(officers(), small()).data
    locked = edited(
        first, "xl/workbook.xml", (b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>')
    )
    second = graft(locked, small("new"))
    verify(locked, second.data, second, small("new"))
    assert second.replaced_sheets == ["Summary"]
    with pytest.raises(RefusedFile, match="structure"):
        graft(locked, small("new", "Other"))


def test_a_lock_on_windows_alone_is_no_obstacle() -> None:
    lock = (b"<bookViews>", b'<workbookProtection lockWindows="1" lockStructure="0"/><bookViews>')
    assert graft(edited(officers(), "xl/workbook.xml", lock), small()).added_sheets


def test_an_old_shared_workbook_is_refused() -> None:
    line = f'<Relationship Id="rIdR" Type="{OFFICE}/revisionHeaders" Target="revisions/revisionHeaders.xml"/>'
    end = (b"</Relationships>", line.encode() + b"</Relationships>")
    data = edited(plain_workbook("Data"), "xl/_rels/workbook.xml.rels", end)
    with pytest.raises(RefusedFile, match="Unshare Workbook"):
        graft(data, small())


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "not an Excel workbook"),
        (b"a,b\n1,2\n", "not an Excel workbook"),
        (b"PK\x03\x04 cut", "cut short"),
        (pack({"xl/workbook.bin": b"", "a": b""}), "save it as .xlsx"),
        (pack({"mimetype": b"x", "content.xml": b"<a/>"}), "save it as .xlsx"),
        (pack({"a.xml": b"<a/>"}), "list of contents"),
    ],
)
def test_other_files_are_refused(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        graft(data, small(), name="plan.xlsx")
    assert told in str(caught.value)


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x">]>'


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
)
def test_entities_in_shared_parts_are_refused(part: str) -> None:
    def change(name: str, content: bytes) -> bytes:
        return DOCTYPE + content.split(b"?>", 1)[-1] if name == part else content

    with pytest.raises(RefusedFile, match="DOCTYPE"):
        graft(changed(officers(), change), small())


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
)
def test_shared_parts_that_are_cut_short_are_told(part: str) -> None:
    with pytest.raises(FileError, match="damaged"):
        graft(changed(officers(), lambda name, content: content[:-20] if name == part else content), small())


def test_a_bomb_is_refused() -> None:
    made = io.BytesIO(plain_workbook("Data"))
    with (
        zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/media/a.bin", "w") as part,
    ):
        for _ in range(40):
            part.write(bytes(1 << 20))
    with pytest.raises(RefusedFile, match="would grow"):
        graft(made.getvalue(), small())


def test_a_file_that_is_refused_stays(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    before = signed(officers())
    path.write_bytes(before)
    with pytest.raises(RefusedFile):
        graft_file(path, small())
    assert path.read_bytes() == before
    with pytest.raises(UnreadableFile, match="was not found"):
        graft_file(tmp_path / "none.xlsx", small())


def test_a_file_cut_short_is_told() -> None:
    with pytest.raises(FileError, match="cut short"):
        graft(plain_workbook("Data")[:-30], small())


def test_a_workbook_with_a_damaged_part_is_refused_though_the_part_would_only_be_copied() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        for name, content in parts_of(officers()).items():
            packed.writestr(name, content)
    whole = made.getvalue()
    assert graft(whole, small()).added
    with pytest.raises(
        UnreadableFile, match=r"'plan\.xlsx' is damaged.*sheet1\.xml' does not match its checksum"
    ):
        graft(whole.replace(b"<v>1.5</v>", b"<v>1.6</v>"), small(), name="plan.xlsx")


def test_a_document_type_is_refused_though_the_part_would_only_be_copied() -> None:
    original = edited(
        officers(), "xl/worksheets/sheet1.xml", (b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet')
    )
    with pytest.raises(RefusedFile, match=r"'plan\.xlsx' was not opened.*DOCTYPE"):
        graft(original, small(), name="plan.xlsx")
