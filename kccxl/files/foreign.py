"""Measure the zipped workbooks whose layout is not read: .xlsb and .ods.

Both can claim cells as far apart as an .xlsx can, an .ods by repeating one cell a million times. Sources:
[MS-XLSB] 2.1.4 (records); OpenDocument 1.3 part 3, 9.1 (tables).
"""

from __future__ import annotations

from xml.parsers import expat

from kccxl.errors import UnreadableFile
from kccxl.files.archive import Archive, damaged, refused
from kccxl.files.extents import Extent, check_extents
from kccxl.files.partxml import check_root, is_xml

MOST_BYTES = 96 << 20
"""The largest part that is measured, once inflated."""

_ROW, _LAST_CELL = 0, 11
_BLANK = 1


def is_binary(archive: Archive) -> bool:
    """Whether the archive is an .xlsb."""
    return archive.has("xl/workbook.bin")


def is_open_document(archive: Archive) -> bool:
    """Whether the archive is an OpenDocument file."""
    return archive.has("mimetype") and archive.has("content.xml")


def check_parts(archive: Archive) -> None:
    """Inflate every part once, to its end.

    Raises:
        UnreadableFile: a part is damaged.
        RefusedFile: a part is larger than it says, or defines a document type.

    """
    for part in archive.parts:
        pieces = archive.stream(part)
        if is_xml(part):
            check_root(pieces, part, archive.name)
        for _ in pieces:
            pass


def check_binary(archive: Archive) -> None:
    """Measure the sheets of an .xlsb.

    Raises:
        UnreadableFile: a part is damaged.
        RefusedFile: its cells stand too far apart.

    """
    check_parts(archive)
    sheets = [part for part in archive.parts if part.startswith("xl/worksheets/") and part.endswith(".bin")]
    check_extents({part: _measure_records(_small(archive, part)) for part in sheets}, archive.name)


def check_open_document(archive: Archive) -> None:
    """Measure the sheets of an .ods.

    Raises:
        UnreadableFile: a part is damaged, the document is encrypted or no workbook.
        RefusedFile: its cells stand too far apart.

    """
    if b"opendocument.spreadsheet" not in _small(archive, "mimetype"):
        raise UnreadableFile(
            f"'{archive.name}' is not a workbook but another OpenDocument file. Choose the workbook, or copy "
            "the table into Excel and save it as .xlsx."
        )
    manifest = "META-INF/manifest.xml"
    if archive.has(manifest) and b"encryption-data" in _small(archive, manifest):
        raise UnreadableFile(
            f"'{archive.name}' is protected by a password. Open it, save it without password as .xlsx and "
            "try again, or ask its owner for a copy."
        )
    check_parts(archive)
    measure = _TableMeasure()
    try:
        measure.parser.Parse(_small(archive, "content.xml"), True)
    except (expat.ExpatError, ValueError):
        raise damaged(archive.name, "its part 'content.xml' is broken off or garbled") from None
    check_extents(measure.extents, archive.name)


def _small(archive: Archive, part: str) -> bytes:
    if archive.size(part) > MOST_BYTES:
        raise refused(archive.name, f"its part '{part}' is {archive.size(part) >> 20} MB large")
    return archive.read(part)


def _measure_records(data: bytes) -> Extent:
    place, end = 0, len(data)
    row = bottom = right = -1
    filled = 0
    while place < end:
        kind, place = _varying(data, place, 2)
        length, place = _varying(data, place, 4)
        if kind == _ROW and length >= 4:
            row = int.from_bytes(data[place : place + 4], "little")
        elif _BLANK < kind <= _LAST_CELL and length >= 4:
            bottom = max(bottom, row)
            right = max(right, int.from_bytes(data[place : place + 4], "little"))
            filled += 1
        place += length
    return Extent(bottom, right, filled)


def _varying(data: bytes, place: int, most: int) -> tuple[int, int]:
    """Read a number written in up to ``most`` bytes of seven bits; and the place after it."""
    number = 0
    for index in range(most):
        if place >= len(data):
            break
        byte = data[place]
        place += 1
        number |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            break
    return number, place


class _TableMeasure:
    """Counts through the tables of content.xml, where rows and cells may stand for many."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.extents: dict[str, Extent] = {}
        self._table = ""
        self._row = self._column = 0
        self._rows = 1
        self._reach = self._bottom = self._right = -1
        self._filled_here = self._filled = 0
        self._cell = 0
        self._full = False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "table":
            self._table = attributes.get("table:name", "")
            self._row, self._bottom, self._right, self._filled = 0, -1, -1, 0
        elif local == "table-row":
            self._rows = int(attributes.get("table:number-rows-repeated", 1))
            self._column, self._reach, self._filled_here = 0, -1, 0
        elif local in ("table-cell", "covered-table-cell"):
            self._cell = int(attributes.get("table:number-columns-repeated", 1))
            self._full = any(key.endswith((":value-type", ":formula")) for key in attributes)
        elif local == "p" and self._cell:
            self._full = True

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in ("table-cell", "covered-table-cell"):
            self._column += self._cell
            if self._full:
                self._reach = self._column - 1
                self._filled_here += self._cell
            self._cell = 0
        elif local == "table-row":
            self._row += self._rows
            if self._reach >= 0:
                self._bottom, self._right = self._row - 1, max(self._right, self._reach)
                self._filled += self._filled_here * self._rows
        elif local == "table":
            self.extents[f"{self._table}"] = Extent(self._bottom, self._right, self._filled)
