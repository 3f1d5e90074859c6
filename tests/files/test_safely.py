"""Putting a file in place: all of it or nothing, and nothing left behind."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from kccxl.errors import UnwritableFile
from kccxl.files.safely import TEMPORARY, swap_in

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    """A file that exists; whatever a test does, no unfinished file may stay beside it."""
    path = tmp_path / "plan.xlsx"
    path.write_text("old")
    yield path
    assert not [left for left in tmp_path.rglob("*") if left.name.startswith(TEMPORARY)]


def put(target: Path, text: str, failure: BaseException | None = None) -> None:
    """Write a text in place of a file, or fail on the way."""
    with swap_in(target) as beside:
        beside.write_text(text)
        if failure:
            raise failure


def excel_lock(name: str) -> bytes:
    """A lock file as Excel writes it."""
    narrow = bytes([len(name)]) + name.encode("cp1252", "replace").ljust(54, b" ")
    return narrow + bytes([len(name), 0]) + name.encode("utf-16-le").ljust(108, b" \0"[:1])


def test_the_new_file_takes_the_place_of_the_old(target: Path) -> None:
    with swap_in(target) as beside:
        assert beside.parent == target.parent
        assert beside.suffix == ".xlsx"
        assert not beside.exists()
        beside.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"


def test_xlsxwriter_can_write_there(target: Path) -> None:
    with swap_in(target.with_name("made.xlsx")) as beside, xlsxwriter.Workbook(beside) as book:
        book.add_worksheet()
    assert target.with_name("made.xlsx").read_bytes().startswith(b"PK")


def test_two_names_are_never_the_same(target: Path) -> None:
    with pytest.raises(UnwritableFile), swap_in(target) as one, swap_in(target) as two:
        assert one != two


@pytest.mark.parametrize("failure", [ValueError("mine"), KeyboardInterrupt(), SystemExit(3)])
def test_what_went_wrong_goes_on_and_the_old_file_stays(target: Path, failure: BaseException) -> None:
    with pytest.raises(type(failure)) as caught:
        put(target, "half", failure)
    assert caught.value is failure
    assert target.read_text() == "old"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no room left.*Free some"),
        (errno.EROFS, "is read-only. Choose another folder"),
        (errno.EACCES, "Close it in Excel"),
        (errno.ENAMETOOLONG, "too long"),
        (errno.EIO, "the system says"),
    ],
)
def test_the_system_refuses_to_write(target: Path, number: int, words: str) -> None:
    with pytest.raises(UnwritableFile, match=f"'plan.xlsx' cannot be written: .*{words}"):
        put(target, "half", OSError(number, os.strerror(number)))
    assert target.read_text() == "old"


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_the_system_refuses_at_the_last_step(
    target: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(UnwritableFile, match=r"'plan.xlsx' cannot be written"), swap_in(target) as beside:
        beside.write_text("new")
    assert target.read_text() == "old"


@pytest.mark.parametrize("code", [32, 33])
def test_windows_says_another_program_has_it(
    target: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    class Sharing(PermissionError):
        winerror = code

    def fail(*_: object) -> None:
        raise Sharing(errno.EACCES, "sharing violation")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UnwritableFile, match=r"most likely Excel. Close it"), swap_in(target) as beside:
        beside.write_text("new")


def test_an_input_that_is_missing_is_not_the_targets_fault(target: Path) -> None:
    with pytest.raises(FileNotFoundError), swap_in(target):
        Path("/no such folder/input.xlsx").read_bytes()


def test_forgetting_to_write(target: Path) -> None:
    with pytest.raises(UnwritableFile, match="nothing was made"), swap_in(target):
        pass
    assert target.read_text() == "old"


def test_the_folder_must_exist_or_be_made(target: Path) -> None:
    deep = target.parent / "2025" / "Q1" / "plan.xlsx"
    with pytest.raises(UnwritableFile, match=r"does not exist. Create it"), swap_in(deep):
        pass
    with swap_in(deep, make_folder=True) as beside:
        beside.write_text("new")
    assert deep.read_text() == "new"


def test_a_file_where_a_folder_should_be(target: Path) -> None:
    with (
        pytest.raises(UnwritableFile, match="a file stands where"),
        swap_in(target / "a.xlsx", make_folder=True),
    ):
        pass


def test_a_folder_is_not_replaced(target: Path) -> None:
    with pytest.raises(UnwritableFile, match="it is a folder"), swap_in(target.parent):
        pass


@pytest.mark.parametrize("length", [252, 5000])
def test_a_long_name(target: Path, length: int) -> None:
    name = "n" * length + ".xlsx"
    with pytest.raises(UnwritableFile, match="too long") as caught:
        put(target.with_name(name), "new")
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("name", ["Ann Lee", "Zoë Müller", "Łukasz"])
def test_excel_has_it_open(target: Path, name: str) -> None:
    target.with_name("~$plan.xlsx").write_bytes(excel_lock(name))
    with pytest.raises(UnwritableFile, match=rf"{name} \(in Excel\) has it open. Close it.*'~\$plan.xlsx'"):
        put(target, "new")
    assert target.read_text() == "old"


@pytest.mark.parametrize(
    "lock", [b"", b"\xff", b"\x05", bytes(165), b"\x07" + b"\xff" * 400, os.urandom(200)]
)
def test_an_odd_lock_file_names_somebody(target: Path, lock: bytes) -> None:
    target.with_name("~$plan.xlsx").write_bytes(lock)
    with pytest.raises(UnwritableFile, match=r"\(in Excel\) has it open"), swap_in(target):
        pass


def test_libreoffice_has_it_open(target: Path) -> None:
    target.with_name(".~lock.plan.xlsx#").write_text("Ann Lee,alee,pc7,01.04.2025 09:00,file:///home/alee;")
    with pytest.raises(UnwritableFile, match=r"Ann Lee \(in LibreOffice\) has it open"), swap_in(target):
        pass


@posix
def test_permissions_are_kept(target: Path) -> None:
    target.chmod(0o640)
    with swap_in(target) as beside:
        beside.write_text("new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@posix
def test_a_link_is_kept_and_its_file_replaced(target: Path) -> None:
    (target.parent / "deep").mkdir()
    real = target.parent / "deep" / "real.xlsx"
    real.write_text("old")
    link = target.with_name("link.xlsx")
    link.symlink_to(real)
    with swap_in(link) as beside:
        assert beside.parent == real.parent
        beside.write_text("new")
    assert link.is_symlink()
    assert real.read_text() == "new"


@posix
def test_links_in_a_circle(target: Path) -> None:
    one, two = target.with_name("one.xlsx"), target.with_name("two.xlsx")
    one.symlink_to(two)
    two.symlink_to(one)
    with pytest.raises(UnwritableFile):
        put(one, "new")


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_file_and_folder(target: Path) -> None:
    target.chmod(0o444)
    with pytest.raises(UnwritableFile, match="you may not write"), swap_in(target):
        pass
    target.chmod(0o644)
    target.parent.chmod(0o555)
    try:
        with pytest.raises(UnwritableFile, match="you may not write"), swap_in(target) as beside:
            beside.write_text("new")
    finally:
        target.parent.chmod(0o755)


@posix
def test_a_disk_that_is_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("cannot mount a small disk here")
    try:
        (disk / "plan.xlsx").write_text("old")
        with pytest.raises(UnwritableFile, match="no room left"), swap_in(disk / "plan.xlsx") as beside:
            beside.write_bytes(bytes(1 << 20))
        assert [left.name for left in disk.iterdir()] == ["plan.xlsx"]
        assert (disk / "plan.xlsx").read_text() == "old"
    finally:
        subprocess.run(["umount", str(disk)], check=True)
