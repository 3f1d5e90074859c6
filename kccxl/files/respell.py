"""Spell a workbook as Excel does, in a copy for the cell reader, which cannot open all that Excel can.

python-calamine looks for its parts under the names that Excel gives them, knows no other encoding than UTF-8, and
stumbles over sheets without a part (modules of Excel 5). Source: ECMA-376 part 2, 6.2 (names of parts are free).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence

from kccxl.files.archive import Archive
from kccxl.files.graft_splice import SharedPart
from kccxl.files.graft_strict import OFFICE
from kccxl.files.graft_workbook import WorkbookPart
from kccxl.files.markup import QUOTES, escape
from kccxl.files.package import RELATIONSHIPS, TYPES, Package, Relationship
from kccxl.files.partxml import is_xml

_DECLARATION = re.compile(rb"^\s*<\?xml\b[^>]*\?>")
_NAMES = {"styles": "styles.xml", "sharedStrings": "sharedStrings.xml"}


def respelled(archive: Archive) -> bytes:
    """Return a workbook of the same worksheets that holds no more than their values are read from.

    Raises:
        UnreadableFile: a part of it is missing or garbled.

    """
    package = Package(archive)
    workbook = WorkbookPart(package)
    for sheet in workbook.sheets:
        if sheet.kind != "worksheet":
            workbook.strike(sheet)
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr(TYPES, package.read(TYPES))
        packed.writestr("xl/workbook.xml", _plain(package, workbook.part, workbook.shared.result()))
        packed.writestr(
            "_rels/.rels", _listing([f'Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"'])
        )
        lines = list[str]()
        for number, line in enumerate(_needed(package, workbook)):
            target = _NAMES.get(line.kind, f"worksheets/sheet{number}.xml")
            packed.writestr(f"xl/{target}", _plain(package, line.target, package.read(line.target)))
            lines.append(
                f'Id="{escape(line.id, QUOTES)}" Type="{escape(line.type, QUOTES)}" Target="{target}"'
            )
        packed.writestr("xl/_rels/workbook.xml.rels", _listing(lines))
    return copy.getvalue()


def _listing(lines: Sequence[str]) -> str:
    listed = "".join(f"<Relationship {line}/>" for line in lines)
    return f'<Relationships xmlns="{RELATIONSHIPS}">{listed}</Relationships>'


def _needed(package: Package, workbook: WorkbookPart) -> Iterator[Relationship]:
    sheets = (line for line in workbook.relationships if line.kind == "worksheet" and not line.external)
    for line in (*sheets, *map(workbook.related, _NAMES)):
        # other parts were not looked into
        if line and package.has(line.target) and is_xml(line.target):
            yield line


def _plain(package: Package, part: str, content: bytes) -> bytes:
    """A part in UTF-8, without a declaration that says otherwise."""
    return _DECLARATION.sub(b"", SharedPart(content, part, package.name, depth=1).data)
