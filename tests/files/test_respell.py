"""Workbooks that the cell reader cannot open as they are, and Excel can."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kccxl.errors import UnreadableFile
from kccxl.files.read import read_workbook
from kccxl.tables.grid import Grid
from tests.files.graft_books import changed, edited, officers, strict
from tests.files.test_graft_odd import in_other_folders, in_utf16, with_backslashes, with_capitals


def all_in_utf16(data: bytes) -> bytes:
    """With the sheets and shared texts in UTF-16 as well."""

    def change(name: str, content: bytes) -> bytes:
        if not name.startswith(("xl/worksheets/sheet", "xl/sharedStrings")):
            return content
        return content.replace(b"UTF-8", b"UTF-16").decode().encode("utf-16")

    return changed(in_utf16(data), change)


def with_a_module(data: bytes) -> bytes:
    """With a module of Excel 5 before the sheets, which the list of sheets names and no part holds."""
    return edited(
        data, "xl/workbook.xml", (b"<sheets>", b'<sheets><sheet name="Module1" sheetId="90" r:id=""/>')
    )


def read(folder: Path, data: bytes) -> list[Grid]:
    path = folder / "plan.xlsx"
    path.write_bytes(data)
    return read_workbook(path)


@pytest.mark.parametrize(
    "spell",
    [
        all_in_utf16, in_utf16, in_other_folders, with_backslashes, with_capitals, with_a_module,
        lambda data: in_other_folders(all_in_utf16(with_a_module(strict(data)))),
    ],
)  # fmt: skip
def test_a_workbook_spelled_otherwise_reads_alike(spell: Callable[[bytes], bytes], tmp_path: Path) -> None:
    wanted = read(tmp_path, officers(date_1904=True))
    assert wanted[0].rows[1][:2] == [1.5, 3.0]
    assert read(tmp_path, spell(officers(date_1904=True))) == wanted


def test_a_reference_to_nothing_is_damage(tmp_path: Path) -> None:
    broken = edited(with_a_module(officers()), "xl/workbook.xml", (b'r:id=""', b'r:id="rId99"'))
    with pytest.raises(UnreadableFile, match="its sheet 'Module1' leads nowhere"):
        read(tmp_path, broken)


def test_damage_is_told_as_it_was_met_first(tmp_path: Path) -> None:
    broken = edited(
        officers(), "xl/workbook.xml", (b"<sheets>", b'<sheets><sheet name="Module1" sheetId="90" r:id=""/>')
    )
    broken = edited(broken, "xl/worksheets/sheet1.xml", (b't="s"><v>', b't="s"><v>99'))
    with pytest.raises(UnreadableFile, match="its cells cannot be read"):
        read(tmp_path, broken)
