"""Put sheets into a workbook on disk: grafted beside it, verified, then swapped in."""

from __future__ import annotations

from pathlib import Path

from kccxl.files.graft import Grafted, graft
from kccxl.files.read import load_file
from kccxl.files.safely import swap_in
from kccxl.files.verify import verify
from kccxl.sheets.sheet import Book


def graft_file(
    path: Path, book: Book, *, target: Path | None = None, break_signature: bool = False, force: bool = False
) -> Grafted:
    """Put the sheets of a book into the workbook at ``path``, or into a copy of it at ``target``.

    The workbook is replaced in one step, after the new one was read back from the disk and compared with it.
    Where nothing changes, nothing is written.

    Raises:
        UnreadableFile: the workbook is missing, damaged, encrypted or of another kind.
        RefusedFile: it is signed, shared in the old way, its structure is locked, or it is not safe to open.
        UnwritableFile: it is open somewhere or read-only, or what was written did not pass the check.

    """
    original = load_file(path)
    grafted = graft(original, book, name=path.name, break_signature=break_signature, force=force)
    if target is None and grafted.data == original:
        return grafted
    with swap_in(target or path) as beside:
        beside.write_bytes(grafted.data)
        verify(original, beside.read_bytes(), grafted, book, name=path.name)
    return grafted
