"""Pack a workbook anew with some parts changed and all others copied as they lie in the file.

Whatever is not changed keeps its local header, its compressed bytes, its place and its line in the directory,
of which only the offset moves. Source: PKWARE's APPNOTE 6.3, sections 4.3 and 4.5.3.
"""

from __future__ import annotations

import io
import itertools
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kccxl.files.archive import Archive, damaged, part_of

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DEFLATED, _STORED = 8, 0
_FIRST_OF_1980 = 0x0021
_WIDE = 0xFFFFFFFF
_UTF8 = 0x800
_MADE_BY = 20

Piece: TypeAlias = "bytes | memoryview"


@dataclass(frozen=True, slots=True)
class Entry:
    """A part as it lies in the file: its line in the directory, and the bytes from its header on."""

    name: str
    line: bytes
    start: int
    end: int


def entries(archive: Archive) -> tuple[list[Entry], bytes]:
    """List the entries of an archive in the order of its directory, and the comment at its end.

    Raises:
        UnreadableFile: the directory does not hold what it promises.

    """
    with zipfile.ZipFile(io.BytesIO(archive.data)) as packed:
        listed, directory, comment = packed.infolist(), packed.start_dir, packed.comment
    starts = sorted({info.header_offset for info in listed} | {directory})
    following = dict(itertools.pairwise(starts))
    found, at = list[Entry](), directory
    for info in listed:
        if archive.data[at : at + 4] != b"PK\x01\x02":
            raise damaged(archive.name, "its list of parts cannot be read")
        lengths = struct.unpack_from("<HHH", archive.data, at + 28)
        line = archive.data[at : at + _CENTRAL.size + sum(lengths)]
        found.append(Entry(part_of(info), line, info.header_offset, following[info.header_offset]))
        at += len(line)
    return found, comment


def repack(
    archive: Archive, changed: Mapping[str, bytes | None], added: Mapping[str, bytes]
) -> Iterator[Piece]:
    """Yield the pieces of the new file.

    Args:
        archive: the workbook as it was.
        changed: new content of parts by their name in small letters; None drops a part.
        added: new parts by name, written behind all others.

    """
    listed, comment = entries(archive)
    lines, offset = dict[str, bytes](), 0
    data = memoryview(archive.data)
    for entry in sorted(listed, key=lambda entry: entry.start):
        if entry.name.lower() not in changed:
            lines[entry.name] = _moved(entry.line, offset)
            yield data[entry.start : entry.end]
            offset += entry.end - entry.start
        elif (content := changed[entry.name.lower()]) is not None:
            record, lines[entry.name] = _pack(entry.name, content, offset, archive.parts[entry.name.lower()])
            yield record
            offset += len(record)
    for name, content in added.items():
        record, lines[name] = _pack(name, content, offset)
        yield record
        offset += len(record)
    order = [entry.name for entry in listed if entry.name in lines] + list(added)
    directory = b"".join(lines[name] for name in order)
    yield directory
    yield (
        _END.pack(b"PK\x05\x06", 0, 0, len(order), len(order), len(directory), offset, len(comment)) + comment
    )


def _moved(line: bytes, offset: int) -> bytes:
    """Return a line of the directory with the part's new place, in its wide field where it has one."""
    if struct.unpack_from("<L", line, 42)[0] != _WIDE:
        return line[:42] + struct.pack("<L", offset) + line[46:]
    packed, unpacked = struct.unpack_from("<LL", line, 20)
    name_length, extra_length = struct.unpack_from("<HH", line, 28)
    at = _CENTRAL.size + name_length
    end = at + extra_length
    while at < end:
        kind, length = struct.unpack_from("<HH", line, at)
        if kind == 1:
            place = at + 4 + 8 * ((packed == _WIDE) + (unpacked == _WIDE))
            return line[:place] + struct.pack("<Q", offset) + line[place + 8 :]
        at += 4 + length
    return line[:42] + struct.pack("<L", offset) + line[46:]


def _pack(name: str, content: bytes, offset: int, old: zipfile.ZipInfo | None = None) -> tuple[bytes, bytes]:
    """Return a part's bytes with their header, and its line in the directory."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed, method = packer.compress(content) + packer.flush(), _DEFLATED
    if len(packed) >= len(content):
        packed, method = content, _STORED
    named, flags = _named(name, old)
    made = struct.pack("<BB", max(old.create_version, _MADE_BY), old.create_system) if old else b"\x14\0"
    about = (flags, method, 0, _FIRST_OF_1980, zlib.crc32(content), len(packed), len(content), len(named), 0)
    local = _LOCAL.pack(b"PK\x03\x04", _MADE_BY, *about)
    attributes = old.external_attr if old else 0
    line = _CENTRAL.pack(
        b"PK\x01\x02", int.from_bytes(made, "little"), _MADE_BY, *about, 0, 0, 0, attributes, offset
    )
    return local + named + packed, line + named


def _named(name: str, old: zipfile.ZipInfo | None) -> tuple[bytes, int]:
    """Spell a name as the file did, for the same bytes must stand in header and directory."""
    if old and "\\" in old.orig_filename:
        name = name.replace("/", "\\")
    if name.isascii():
        return name.encode(), 0
    if old and not old.flag_bits & _UTF8:
        return name.encode("cp437", "replace"), 0
    return name.encode(), _UTF8
