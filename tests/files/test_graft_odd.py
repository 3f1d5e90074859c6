"""Workbooks that are spelled otherwise than Excel spells them, and are workbooks all the same."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kccxl.files.graft import graft
from kccxl.files.graft_contents import read_contents
from kccxl.files.package import open_package
from kccxl.files.verify import verify
from tests.files.graft_books import changed, full, officers, pack, parts_of, plain_workbook, prefixed, strict

XML = {"xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
NAMESPACES = {
    "xl/workbook.xml": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xl/styles.xml": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xl/metadata.xml": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xl/_rels/workbook.xml.rels": b"http://schemas.openxmlformats.org/package/2006/relationships",
    "[Content_Types].xml": b"http://schemas.openxmlformats.org/package/2006/content-types",
}


def with_prefixes(data: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        return prefixed(content, NAMESPACES[name]) if name in NAMESPACES else content

    return changed(data, change)


def with_single_quotes(data: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"'", b"&apos;").replace(b'"', b"'") if name in XML else content

    return changed(data, change)


def in_utf16(data: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        if name not in ("xl/workbook.xml", "xl/styles.xml"):
            return content
        return content.replace(b"UTF-8", b"UTF-16").decode().encode("utf-16")

    return changed(data, change)


def with_byte_order_marks(data: bytes) -> bytes:
    return changed(
        data, lambda name, content: b"\xef\xbb\xbf" + content if name.endswith((".xml", ".rels")) else content
    )


def with_line_breaks(data: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        return re.sub(rb"(/?>)<(?=[^/])", rb"\r\n \1\r\n  <", content) if name in XML else content

    return changed(data, change)


def with_absolute_targets(data: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        return (
            content.replace(b'Target="', b'Target="/xl/') if name == "xl/_rels/workbook.xml.rels" else content
        )

    return changed(data, change)


def in_other_folders(data: bytes) -> bytes:
    moved = dict[str, bytes]()
    for name, content in parts_of(data).items():
        if name in ("[Content_Types].xml", "_rels/.rels"):
            content = content.replace(b"/xl/workbook.xml", b"/deep/er/main.xml")
            content = content.replace(b'"xl/workbook.xml', b'"deep/er/main.xml').replace(
                b"/xl/", b"/deep/er/"
            )
        moved[re.sub("^xl/", "deep/er/", name).replace("workbook.xml", "main.xml")] = content
    return pack(moved)


def with_capitals(data: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        if name != "[Content_Types].xml":
            return content
        return content.replace(b'"/xl/worksheets', b'"/XL/Worksheets').replace(b'"xml"', b'"XML"')

    return changed(data, change)


def without_defined_names(data: bytes) -> bytes:
    def change(name: str, content: bytes) -> bytes:
        if name != "xl/workbook.xml":
            return content
        return re.sub(
            rb"<definedNames>.*</definedNames>|<calcPr[^>]*/>|<bookViews>.*</bookViews>", b"", content
        )

    return changed(data, change)


def with_alternate_content(data: bytes) -> bytes:
    choice = (
        b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
        b'Requires="x15"><x15ac:absPath url="C:\\" xmlns:x15ac="http://schemas.microsoft.com/office/'
        b'spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent><bookViews>'
    )

    def change(name: str, content: bytes) -> bytes:
        if name != "xl/workbook.xml":
            return content
        content = content.replace(b"<workbook ", b'<workbook mc:Ignorable="x15 xr" xmlns:x15="urn:x15" xmlns:xr="urn:xr" '
                                  b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ')  # fmt: skip
        return content.replace(b"<bookViews>", choice).replace(
            b"</workbook>",
            b'<extLst><ext uri="{1}"><x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>',
        )

    return changed(data, change)


class Unseekable(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise OSError

    def tell(self) -> int:
        raise OSError


def streamed(data: bytes) -> bytes:
    """As .NET streams packages: sizes behind the data, fields of 64 bits, a comment at the end."""
    made = Unseekable()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts_of(data).items():
            with packed.open(zipfile.ZipInfo(name), "w", force_zip64=True) as part:
                part.write(content)
        packed.comment = b"streamed"
    return made.getvalue()


def wide(data: bytes) -> bytes:
    """With every size and offset of the directory in a field of 64 bits."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        infos, directory = packed.infolist(), packed.start_dir
    lines = b""
    for info in infos:
        name = info.filename.encode()
        extra = struct.pack("<HHQQQ", 1, 24, info.file_size, info.compress_size, info.header_offset)
        lines += struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 45, 45, info.flag_bits, info.compress_type, 0, 33, info.CRC, 0xFFFFFFFF,
            0xFFFFFFFF, len(name), len(extra), 0, 0, 0, 0, 0xFFFFFFFF,
        ) + name + extra  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(infos), len(infos), len(lines), directory, 0)
    return data[:directory] + lines + end


def stored(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("xl/", b"")
        for name, content in reversed(parts_of(data).items()):
            packed.writestr(name, content)
    return made.getvalue()


def with_backslashes(data: bytes) -> bytes:
    """As .NET packed folders before its version 4.6.1, in the names of parts and where they are referred to."""

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"worksheets/", b"worksheets\\") if name.endswith(".rels") else content

    parts = parts_of(changed(data, change))
    return pack({name.replace("/", "\\"): content for name, content in parts.items()})


SPELLINGS: list[Callable[[bytes], bytes]] = [
    with_prefixes, with_single_quotes, in_utf16, with_byte_order_marks, with_line_breaks, with_absolute_targets,
    in_other_folders, with_capitals, without_defined_names, with_alternate_content, streamed, wide, stored, strict,
    with_backslashes,
    lambda data: strict(with_prefixes(data)), lambda data: streamed(with_single_quotes(with_byte_order_marks(data))),
]  # fmt: skip


@pytest.mark.parametrize("spell", SPELLINGS, ids=lambda spell: spell.__name__)
def test_a_workbook_spelled_otherwise(spell: Callable[[bytes], bytes]) -> None:
    original = spell(officers())
    first = graft(original, full())
    verify(original, first.data, first, full())
    before, after = parts_of(original), parts_of(first.data)
    assert len([name for name in before if before[name] == after[name]]) >= len(before) - 5
    # every old piece of a shared part must be there still, in its order
    for name in first.changed:
        assert is_kept(decoded(before[name]), decoded(after[name])), name
    second = graft(first.data, full())
    assert second.data == first.data


def decoded(content: bytes) -> str:
    return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")


def is_kept(old: str, new: str) -> bool:
    """Whether a text became another by insertions and new numbers only."""
    pieces = re.split(r"""((?:count|fullCalcOnLoad)=["']\w*["'])""", old)
    at = 0
    for piece in pieces[::2]:
        for token in re.findall(r"<[^>]*/?>|[^<]+", piece):
            opened = token.rstrip("/>") if token.startswith("<") else token
            at = new.find(opened, at)
            if at < 0:
                return False
            at += len(opened)
    return True


@pytest.mark.parametrize("spell", [with_prefixes, with_line_breaks, with_alternate_content])
def test_other_programs_read_it(spell: Callable[[bytes], bytes]) -> None:
    grafted = graft(spell(officers()), full())
    book = openpyxl.load_workbook(io.BytesIO(grafted.data))
    assert book["Data"]["D1"].value == "text & more"
    assert book["Summary"]["A1"].value == "Performance & <more>"


@pytest.mark.libreoffice
@pytest.mark.parametrize("spell", [strict, with_prefixes, in_utf16, streamed, in_other_folders])
def test_libreoffice_opens_it(
    spell: Callable[[bytes], bytes], tmp_path: Path, soffice: Callable[[Path, str], Path]
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(graft(spell(officers()), full()).data)
    book = openpyxl.load_workbook(soffice(path, "xlsx"))
    assert book["Summary"]["A1"].value == "Performance & <more>"
    assert book["Data"]["D1"].value == "text & more"


def without_styles(data: bytes) -> bytes:
    parts = parts_of(data)
    del parts["xl/styles.xml"]
    for name in ("xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        parts[name] = re.sub(rb"<(?:Relationship|Override) [^>]*styles\.xml[^>]*/>", b"", parts[name])
    return pack(parts)


@pytest.mark.parametrize("spell", [lambda data: data, strict])
def test_a_workbook_without_styles_gets_some(spell: Callable[[bytes], bytes]) -> None:
    original = spell(without_styles(plain_workbook("Data", cells={"Data": {"A1": "theirs"}})))
    grafted = graft(original, full())
    verify(original, grafted.data, grafted, full())
    assert "xl/styles.xml" in grafted.added
    styles = parts_of(grafted.data)["xl/styles.xml"]
    # what the officer's cells were shown in stays the first
    assert styles.index(b"Calibri") < styles.index(b"Arial")
    assert (b"purl.oclc.org" in styles) == (spell is strict)


@pytest.mark.filterwarnings("ignore:Workbook contains no")
def test_the_cells_of_a_workbook_without_styles_look_as_before() -> None:
    original = without_styles(plain_workbook("Data", cells={"Data": {"A1": "theirs"}}))
    before, after = (
        openpyxl.load_workbook(io.BytesIO(data))["Data"]["A1"]
        for data in (original, graft(original, full()).data)
    )
    for look in ("font", "fill", "border", "alignment", "protection", "number_format"):
        assert repr(getattr(before, look)) == repr(getattr(after, look))


def test_a_strict_workbook_gets_strict_parts() -> None:
    grafted = graft(strict(officers()), full())
    after = parts_of(grafted.data)
    for part in grafted.added:
        if part.endswith((".xml", ".rels")):
            assert b"schemas.openxmlformats.org/spreadsheetml" not in after[part]
            assert b"schemas.openxmlformats.org/officeDocument" not in after[part]
    charts = b"".join(after[part] for part in grafted.added if "/chart" in part)
    assert b'gapWidth val="45%"' in charts


def test_parts_without_docprops_or_theme() -> None:
    parts = parts_of(plain_workbook("Data"))
    for part in ("docProps/app.xml", "docProps/core.xml", "xl/theme/theme1.xml"):
        del parts[part]
    parts["[Content_Types].xml"] = re.sub(
        rb'<Override PartName="/(docProps|xl/theme)[^>]*/>', b"", parts["[Content_Types].xml"]
    )
    parts["_rels/.rels"] = re.sub(rb"<Relationship [^>]*docProps[^>]*/>", b"", parts["_rels/.rels"])
    parts["xl/_rels/workbook.xml.rels"] = re.sub(
        rb"<Relationship [^>]*theme[^>]*/>", b"", parts["xl/_rels/workbook.xml.rels"]
    )
    original = pack(parts)
    grafted = graft(original, full())
    verify(original, grafted.data, grafted, full())


@pytest.mark.parametrize(
    "kind",
    [
        "vnd.ms-excel.sheet.macroEnabled.main",
        "vnd.openxmlformats-officedocument.spreadsheetml.template.main",
        "vnd.ms-excel.template.macroEnabled.main",
        "vnd.ms-excel.addin.macroEnabled.main",
    ],
)
def test_every_kind_of_workbook_stays_what_it_is(kind: str) -> None:
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    of_kind = f"application/{kind}+xml".encode()
    original = changed(officers(), lambda name, content: content.replace(plain, of_kind))
    grafted = graft(original, full())
    verify(original, grafted.data, grafted, full())
    types = parts_of(grafted.data)["[Content_Types].xml"]
    assert types.count(of_kind) == 1
    assert plain not in types


def test_contents_read_alike_in_all_spellings() -> None:
    package = open_package(officers(), "plan.xlsx")
    digest = read_contents(package, "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml").digest()
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    other = changed(
        officers(),
        lambda name, content: (
            prefixed(content, main) if "sheet1.xml" in name and "rels" not in name else content
        ),
    )
    again = read_contents(
        open_package(other, "plan.xlsx"), "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
    )
    assert again.digest() == digest
    assert again.formulas == 20


def test_parts_keep_the_names_they_have_in_the_file() -> None:
    original = with_backslashes(officers())
    first = graft(original, full())
    with zipfile.ZipFile(io.BytesIO(original)) as old, zipfile.ZipFile(io.BytesIO(first.data)) as new:
        assert set(old.namelist()) <= set(new.namelist())
        assert set(new.namelist()) - set(old.namelist()) == set(first.added)
        assert new.testzip() is None


def test_a_sheet_without_a_part_stays_where_it_is() -> None:
    """As Excel keeps a module of Excel 5: in the list of sheets, with a reference to nothing."""
    original = changed(
        officers(),
        lambda name, content: (
            content.replace(b"</sheets>", b'<sheet name="Module1" sheetId="90" r:id=""/></sheets>')
            if name == "xl/workbook.xml"
            else content
        ),
    )
    grafted = graft(original, full())
    verify(original, grafted.data, grafted, full())
    book = parts_of(grafted.data)["xl/workbook.xml"]
    assert b'<sheet name="Module1" sheetId="90" r:id=""/>' in book
    assert graft(grafted.data, full()).data == grafted.data
