"""Open a zipped workbook only after each of its parts was weighed: no bombs, no tricks with names.

Nothing here trusts what the zip directory says. Each part is inflated once in small pieces, its length and
its checksum are compared with what was promised, and nothing is kept. Papers behind it: PKWARE's APPNOTE 6.3,
and Fifield, "A better zip bomb" (2019) on overlapping parts.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from kccxl.errors import RefusedFile, UnreadableFile

MOST_PARTS = 10_000
"""The most parts a workbook may have; a large real one has some hundreds."""

MOST_UNPACKED = 1 << 30
"""The most bytes all parts may hold together once inflated."""

MOST_RATIO = 200
"""How far a part of more than `RATIO_FROM` bytes may shrink by zipping; sheets of a ledger shrink 5 to 30 "
"times."""

RATIO_FROM = 32 << 20
PIECE = 1 << 18

_MOST_DIRECTORY = 4 << 20
_STORED, _DEFLATED = 0, 8
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip whose directory has been checked; parts are found by name, capitals or not, as Excel does."""

    name: str
    data: bytes = field(repr=False)
    parts: dict[str, zipfile.ZipInfo] = field(repr=False)

    def has(self, part: str) -> bool:
        """Whether a part of this name exists."""
        return part.lower() in self.parts

    def size(self, part: str) -> int:
        """How many bytes a part holds once inflated."""
        return self.parts[part.lower()].file_size

    def read(self, part: str) -> bytes:
        """The bytes of a part; a missing one means that the file is damaged.

        Raises:
            UnreadableFile: there is no such part, or it is damaged.
            RefusedFile: the part is larger than it says.

        """
        if not self.has(part):
            raise damaged(self.name, f"its part '{part}' is missing")
        return b"".join(self.stream(part))

    def stream(self, part: str) -> Iterator[bytes]:
        """Inflate a part piece by piece, checking its length and checksum on the way.

        Raises:
            UnreadableFile: the part is damaged.
            RefusedFile: the part is larger than it says.

        """
        entry = self.parts[part.lower()]
        packed = memoryview(self.data)[_body_start(self.data, entry) :][: entry.compress_size]
        total, checksum = 0, 0
        try:
            for piece in _inflate(packed, entry.compress_type):
                total += len(piece)
                if total > entry.file_size:
                    raise refused(self.name, f"its part '{entry.filename}' is larger than the file says")
                checksum = zlib.crc32(piece, checksum)
                yield piece
        except zlib.error:
            raise damaged(self.name, f"its part '{entry.filename}' cannot be unpacked") from None
        if total != entry.file_size or checksum != entry.CRC:
            raise damaged(self.name, f"its part '{entry.filename}' does not match its checksum")


def open_archive(data: bytes, name: str) -> Archive:
    """Read the directory of a zip and check all that it promises; no part is inflated yet.

    Args:
        data: the whole file.
        name: the file's name, for messages.

    Raises:
        UnreadableFile: the file is cut short, damaged or encrypted.
        RefusedFile: the file is built to exhaust memory, or its names reach outside it.

    Example:
        >>> open_archive(b"PK, but no more", "plan.xlsx")
        Traceback (most recent call last):
        ...
        kccxl.errors.UnreadableFile: 'plan.xlsx' is damaged: the file is cut short (its end is missing). ...

    """
    _check_directory_size(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            directory = packed.start_dir
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OverflowError):
        raise damaged(name, "its list of parts cannot be read") from None
    if len(entries) > MOST_PARTS:
        raise refused(name, f"it is made of {len(entries):,} parts, where a workbook has some hundreds")
    parts: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        entry.filename = part_of(entry)
        _check_entry(entry, name)
        if entry.filename.lower() in parts:
            raise refused(name, f"it holds two parts named '{entry.filename}'")
        parts[entry.filename.lower()] = entry
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise refused(name, f"unpacked it would take {unpacked / (1 << 30):,.1f} GB")
    _check_layout(data, entries, directory, name)
    return Archive(name, data, parts)


def part_of(entry: zipfile.ZipInfo) -> str:
    r"""The name of a part; some programs part its folders by the wrong stroke, and Excel reads them all the same.

    >>> part_of(zipfile.ZipInfo(r"xl\styles.xml"))
    'xl/styles.xml'
    """
    return entry.filename.replace("\\", "/")


def damaged(name: str, found: str) -> UnreadableFile:
    """Word what is wrong with a file that is cut short or broken."""
    return UnreadableFile(
        f"'{name}' is damaged: {found}. Open it in Excel (File > Open > Browse, then 'Open and Repair' "
        "beside the Open button), save it as .xlsx and try again, or ask for a new copy."
    )


def refused(name: str, found: str) -> RefusedFile:
    """Word why a file is not opened although it could be."""
    return RefusedFile(
        f"'{name}' was not opened, to be safe: {found}. Workbooks saved by Excel do not look like this. If "
        "you trust where it came from, open it in Excel, save it as a new .xlsx and use that one."
    )


def _inflate(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == _STORED:
        for start in range(0, len(packed), PIECE):
            yield bytes(packed[start : start + PIECE])
        return
    if not packed:
        # Some programs call an empty part deflated; its length and checksum tell one that was cut off.
        return
    unpacker = zlib.decompressobj(-15)
    for start in range(0, len(packed), PIECE):
        waiting: bytes | memoryview = packed[start : start + PIECE]
        while waiting and not unpacker.eof:
            if piece := unpacker.decompress(waiting, PIECE):
                yield piece
            waiting = unpacker.unconsumed_tail
    # Up to one window can still sit in the unpacker once its input is used up.
    while not unpacker.eof and (piece := unpacker.decompress(unpacker.unconsumed_tail, PIECE)):
        yield piece
    if not unpacker.eof:
        raise zlib.error("cut short")


def _check_directory_size(data: bytes, name: str) -> None:
    """Hold the directory small before zipfile builds an object for every line of it."""
    end = data.rfind(_END, max(0, len(data) - 65_557))
    if end < 0 or len(data) < end + 22:
        raise damaged(name, "the file is cut short (its end is missing)")
    sizes = [struct.unpack_from("<L", data, end + 12)[0]]
    if (wide := data.rfind(_END_64, max(0, end - 4096), end)) >= 0 and len(data) >= wide + 56:
        sizes = [size for size in sizes if size != 0xFFFFFFFF]
        sizes.append(struct.unpack_from("<Q", data, wide + 40)[0])
    if max(sizes) > _MOST_DIRECTORY:
        raise refused(name, "its list of parts is larger than any workbook needs")


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    part = entry.filename
    folders = part.split("/")
    if not folders[0] or ".." in folders or ":" in folders[0]:
        raise refused(name, f"its part '{part}' points outside the file")
    if entry.flag_bits & 0x41:
        raise UnreadableFile(
            f"'{name}' is a zip locked with a password, not a workbook as Excel saves it. Unlock it with the "
            "program that made it, or ask its owner for a copy without password."
        )
    if entry.compress_type not in (_STORED, _DEFLATED):
        raise damaged(name, f"its part '{part}' is packed by a method that Excel does not know")
    if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        times = entry.file_size // max(entry.compress_size, 1)
        raise refused(name, f"its part '{part}' would grow {times:,} times when unpacked")


def _check_layout(data: bytes, entries: list[zipfile.ZipInfo], directory: int, name: str) -> None:
    """No part may share bytes with another, and nothing may stand before the first one."""
    edge = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < edge:
            raise refused(name, f"its part '{entry.filename}' shares its bytes with another part")
        if not edge and entry.header_offset:
            raise refused(name, "something else stands before the workbook in the same file")
        if data[entry.header_offset : entry.header_offset + 4] != b"PK\x03\x04":
            raise damaged(name, f"its part '{entry.filename}' is not where the list of parts says")
        edge = _body_start(data, entry) + entry.compress_size
        if edge > directory:
            raise damaged(name, f"its part '{entry.filename}' is cut short")


def _body_start(data: bytes, entry: zipfile.ZipInfo) -> int:
    header = entry.header_offset
    if len(data) < header + 30:
        return len(data)
    name_length, extra_length = struct.unpack_from("<HH", data, header + 26)
    return header + 30 + int(name_length) + int(extra_length)
