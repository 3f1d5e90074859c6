"""Look into an OLE compound file: an old .xls, a workbook locked with a password, or some other document.

Sources: [MS-CFB] for the container, [MS-XLS] 2.5 for cell records, [MS-OFFCRYPTO] for locked files.
"""

from __future__ import annotations

import struct
from array import array

from kccxl.errors import UnreadableFile
from kccxl.files.archive import damaged
from kccxl.files.extents import Extent, check_extents

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LAST = 0xFFFFFFFA
_ENTRY = 128
_SHEET_BEGINS = 0x0809
# The records that hold one cell; MULRK holds a run of them and ends with its last column.
_CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E})
_RUN = 0x00BD


def check_compound(data: bytes, name: str) -> None:
    """Let an old .xls pass whose cells stand close together; nothing else.

    Args:
        data: the whole file.
        name: the file's name, for messages.

    Raises:
        UnreadableFile: the file is locked with a password or a label, damaged, or another document.
        RefusedFile: its cells stand so far apart that reading it would exhaust memory.

    """
    try:
        streams = _streams(data)
    except (struct.error, IndexError, ValueError):
        raise damaged(name, "it is an old Office file whose list of contents cannot be read") from None
    if "encryptedpackage" in streams:
        raise UnreadableFile(_locked(name, data))
    book = streams.get("workbook", streams.get("book"))
    if book is None:
        raise UnreadableFile(
            f"'{name}' is not a workbook but another kind of Office file. Choose the workbook, or copy the "
            "table into Excel and save it as .xlsx."
        )
    check_extents(_measure(book), name)


def _locked(name: str, data: bytes) -> str:
    if "DRMEncryptedTransform".encode("utf-16-le") in data:
        return (
            f"'{name}' is encrypted by a sensitivity label, so only Excel can open it. Open it in Excel, "
            "choose a label without encryption (Home > Sensitivity) and save it, or ask its owner for a "
            "copy."
        )
    return (
        f"'{name}' is protected by a password. Open it in Excel, remove the password (File > Info > Protect "
        "Workbook > Encrypt with Password, empty the box) and save it, or ask its owner for a copy without "
        "password."
    )


def _streams(data: bytes) -> dict[str, bytes]:
    """The streams worth knowing, by name in small letters; each is read along its chain of sectors."""
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or mini_shift != 6:
        raise ValueError("no such sector size")
    directory, _, small_below, mini_table = struct.unpack_from("<LLLL", data, 48)
    table = _sector_table(data, shift)
    entries = _chain(data, table, directory, shift)
    mini: bytes | None = None
    mini_links = array("L")
    found: dict[str, bytes] = {}
    root_start = struct.unpack_from("<L", entries, 116)[0]
    for start in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", entries, start + 64)[0]
        name = entries[start : start + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").lower()
        if entries[start + 66] != 2 or name in found or name not in ("workbook", "book", "encryptedpackage"):
            continue
        first, size = struct.unpack_from("<LL", entries, start + 116)
        if name == "encryptedpackage":
            found[name] = b""
        elif size >= small_below:
            found[name] = _chain(data, table, first, shift)[:size]
        else:
            if mini is None:
                mini = _chain(data, table, root_start, shift)
                mini_links = _numbers(_chain(data, table, mini_table, shift))
            found[name] = _chain(mini, mini_links, first, mini_shift, 0)[:size]
    return found


def _sector_table(data: bytes, shift: int) -> array[int]:
    """Which sector follows which; the table's own sectors are listed in the header and beyond."""
    next_list, lists = struct.unpack_from("<LL", data, 68)
    sectors = list(struct.unpack_from("<109L", data, 76))
    each = (1 << shift) // 4 - 1
    for _ in range(min(lists, len(data) >> shift)):
        if next_list >= _LAST:
            break
        *more, next_list = struct.unpack_from(f"<{each + 1}L", data, (next_list + 1) << shift)
        sectors += more
    pieces = [data[(n + 1) << shift : (n + 2) << shift] for n in sectors if n < _LAST]
    if sum(map(len, pieces)) > len(data):
        raise ValueError("a table larger than its file")
    return _numbers(b"".join(pieces))


def _numbers(raw: bytes) -> array[int]:
    return array("L", struct.unpack(f"<{len(raw) // 4}L", raw[: len(raw) // 4 * 4]))


def _chain(data: bytes, table: array[int], sector: int, shift: int, header: int = 1) -> bytes:
    pieces: list[bytes] = []
    while sector < _LAST:
        # More sectors than the file has room for can only be a circle.
        if len(pieces) > len(data) >> shift:
            raise ValueError("a chain without end")
        pieces.append(data[(sector + header) << shift : (sector + header + 1) << shift])
        sector = table[sector]
    return b"".join(pieces)


def _measure(book: bytes) -> dict[str, Extent]:
    """Measure each sheet of a BIFF stream by its cell records."""
    sheets: list[list[int]] = []
    place, end = 0, len(book)
    read = struct.Struct("<HHHH").unpack_from
    while place + 8 <= end:
        kind, length, row, column = read(book, place)
        if kind == _SHEET_BEGINS:
            sheets.append([-1, -1, 0])
        elif sheets and (kind in _CELLS or kind == _RUN):
            last = column
            if kind == _RUN and length > 5:
                last = struct.unpack_from("<H", book, place + 2 + length)[0]
            sheet = sheets[-1]
            sheet[0], sheet[1] = max(sheet[0], row), max(sheet[1], last)
            sheet[2] += last - column + 1 if last >= column else 1
        place += 4 + length
    return {f"no. {number}": Extent(*sheet) for number, sheet in enumerate(sheets)}
