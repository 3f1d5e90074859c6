"""A package opened for change: what is not touched leaves as it came, byte for byte."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kccxl.errors import FileError, UnreadableFile
from kccxl.files.graft_zip import entries
from kccxl.files.package import Package, Relationship, listing_of, open_package
from tests.files.graft_books import officers, pack, parts_of

NAMES = st.sampled_from(["a.xml", "b.bin", "deep/c.xml", "deep/er/d.txt", "E.XML", "ü.txt", "f g.bin"])
CONTENT = st.binary(max_size=400) | st.binary(min_size=1, max_size=3).map(lambda one: one * 200)


def saved(package: Package) -> bytes:
    return b"".join(package.pieces())


def raw(data: bytes) -> dict[str, bytes]:
    """Each part as it lies in the file: header, name, compressed bytes and all up to the next."""
    listed, _ = entries(open_package(data, "plan.xlsx").archive)
    return {one.name: data[one.start : one.end] for one in listed}


@given(
    st.dictionaries(NAMES, CONTENT, min_size=1),
    st.dictionaries(NAMES, CONTENT),
    st.sets(NAMES),
    st.booleans(),
)
def test_untouched_parts_are_copied_as_they_lie(
    before: dict[str, bytes], put: dict[str, bytes], dropped: set[str], streamed: bool
) -> None:
    original = as_streamed(before) if streamed else pack(before)
    package = open_package(original, "plan.xlsx")
    for name in dropped:
        package.drop(name)
    for name, content in put.items():
        package.put(name, content)
    after = saved(package)
    assert parts_of(after) == {name: one for name, one in before.items() if name not in dropped} | put
    old, new = raw(original), raw(after)
    for name in set(old) & set(new) - dropped - set(put):
        assert old[name] == new[name]
    kept = [name for name in old if name in new]
    assert [name for name in new if name in old] == kept
    assert set(package.changed) == {name for name in put if name in before and before[name] != put[name]}
    assert set(package.added) == set(put) - set(before)
    assert set(package.dropped) == (dropped & set(before)) - set(put)
    assert sorted(package.parts) == sorted(parts_of(after))


def as_streamed(parts: dict[str, bytes]) -> bytes:
    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    made = Stream()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
        packed.comment = b"left as it is"
    return made.getvalue()


def test_nothing_changed_is_the_same_file() -> None:
    original = as_streamed(parts_of(officers()))
    package = open_package(original, "plan.xlsx")
    package.put("xl/workbook.xml", package.read("xl/workbook.xml"))
    assert saved(package) == original
    package.put("xl/workbook.xml", b"<other/>")
    package.put("xl/workbook.xml", parts_of(original)["xl/workbook.xml"])
    assert saved(package) == original


def test_the_comment_and_the_order_stay() -> None:
    package = open_package(as_streamed({"a.xml": b"1", "b.xml": b"2", "c.xml": b"3"}), "plan.xlsx")
    package.put("b.xml", b"two")
    package.put("d.xml", b"4")
    with zipfile.ZipFile(io.BytesIO(saved(package))) as packed:
        assert packed.comment == b"left as it is"
        assert [(one.filename, one.header_offset) for one in packed.infolist()] == sorted(
            ((one.filename, one.header_offset) for one in packed.infolist()), key=lambda one: one[1]
        )
        assert packed.testzip() is None


def test_a_name_in_the_old_letters_is_spelled_as_it_was() -> None:
    data = pack({"a.xml": b"1", "xx.xml": b"2"})
    data = data.replace(b"xx.xml", "ü.xml".encode("cp437") + b"l")
    package = open_package(data, "plan.xlsx")
    package.put(next(part for part in package.parts if part != "a.xml"), b"new")
    assert b"\x81.xmll" in saved(package)
    assert list(parts_of(saved(package)).values()) == [b"1", b"new"]


def test_parts_are_found_whatever_their_capitals() -> None:
    package = open_package(pack({"xl/Workbook.xml": b"1"}), "plan.xlsx")
    package.put("XL/WORKBOOK.XML", b"2")
    assert parts_of(saved(package)) == {"xl/Workbook.xml": b"2"}


def test_a_dropped_part_takes_its_list_of_references() -> None:
    package = open_package(
        pack({"xl/a.xml": b"", "xl/_rels/a.xml.rels": b"<Relationships/>", "b": b""}), "plan.xlsx"
    )
    package.drop("xl/a.xml")
    assert package.dropped == ["xl/a.xml", "xl/_rels/a.xml.rels"]
    assert parts_of(saved(package)) == {"b": b""}
    with pytest.raises(UnreadableFile, match="missing"):
        package.read("xl/a.xml")


RELS = b"""<?xml version="1.0"?>\r\n<p:Relationships xmlns:p='http://schemas.openxmlformats.org/package/2006/relationships'>
<p:Relationship Target='worksheets/sheet%201.xml' Id='rId7' Type='x/worksheet'/><!-- kept -->
<p:Relationship Id="other" Type="x/theme" Target="/xl/theme/theme1.xml"/>
<p:Relationship Id="rId3" Type="x/link" Target="file:///C:\\x.xlsx" TargetMode="External"/></p:Relationships>"""


def related() -> Package:
    return open_package(
        pack({"xl/book.xml": b"<a/>", "xl/_rels/book.xml.rels": RELS, "xl/worksheets/sheet 1.xml": b""}), "p"
    )


def test_references_are_read_however_they_are_spelled() -> None:
    lines = related().relationships("xl/book.xml")
    assert [(one.id, one.kind, one.target, one.external) for one in lines] == [
        ("rId7", "worksheet", "xl/worksheets/sheet 1.xml", False),
        ("other", "theme", "xl/theme/theme1.xml", False),
        ("rId3", "link", "file:///C:\\x.xlsx", True),
    ]


def test_a_reference_is_added_and_nothing_else_changes() -> None:
    package = related()
    assert package.relate("xl/book.xml", Relationship("", "x/sheet", "xl/worksheets/sheet2.xml")) == "rId8"
    line = b'<p:Relationship Id="rId8" Type="x/sheet" Target="worksheets/sheet2.xml"/></p:Relationships>'
    assert package.read("xl/_rels/book.xml.rels") == RELS.replace(b"</p:Relationships>", line)
    package.unrelate("xl/book.xml", {"rId8"})
    assert package.changed == []


def test_a_list_of_references_is_made_and_goes() -> None:
    package = related()
    package.relate("xl/worksheets/new.xml", Relationship("rId1", "x/drawing", "xl/drawings/d.xml"))
    assert b'Target="../drawings/d.xml"' in package.read(listing_of("xl/worksheets/new.xml"))
    package.put_relationships("xl/worksheets/new.xml", [])
    assert not package.has(listing_of("xl/worksheets/new.xml"))


TYPES = b"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default ContentType='image/png'
 Extension='PNG'/><Override PartName="/XL/Book.xml" ContentType="book"/><Override ContentType="old" PartName="/gone.xml"/>
</Types>"""


def test_content_types() -> None:
    package = open_package(
        pack({"[Content_Types].xml": TYPES, "xl/book.xml": b"", "gone.xml": b"", "a.png": b""}), "p"
    )
    assert package.content_type("xl/book.xml") == "book"
    assert package.content_type("A.PNG") == "image/png"
    package.drop("gone.xml")
    package.set_content_types({"xl/new.xml": "new", "b.png": "image/png", "c.png": "image/x"})
    types = package.read("[Content_Types].xml")
    assert b"gone.xml" not in types
    assert types.count(b"/b.png") == 0
    assert types.endswith(
        b'<Override PartName="/xl/new.xml" ContentType="new"/><Override PartName="/c.png" ContentType="image/x"/></Types>'
    )
    assert types.startswith(TYPES[: TYPES.index(b"<Override ContentType")])


def test_free_names_pass_over_orphaned_lists() -> None:
    package = open_package(pack({"xl/s1.xml": b"", "xl/_rels/s2.xml.rels": b"<Relationships/>"}), "p")
    assert package.free_name("xl/s{}.xml") == "xl/s3.xml"


def test_a_directory_that_lies_is_refused() -> None:
    data = bytearray(pack({"a.xml": b"1" * 50, "b.xml": b"2" * 50}))
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<L", data, at + 42, 7)
    with pytest.raises(FileError):
        open_package(bytes(data), "plan.xlsx")
