"""Workbooks on disk through the one use case: where outputs go, and what survives a failure."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from kccxl import batch
from kccxl.errors import UnwritableFile, UsageError
from kccxl.files import write as writing
from kccxl.files.own import is_own_output
from kccxl.outputs import outputs_for
from kccxl.sheets.sheet import Book

MADE = datetime(2026, 1, 5, 9, 0)
Sample = Callable[[str], Path]


def test_outputs_stand_beside_their_workbooks_or_in_the_folder_named(tmp_path: Path) -> None:
    sources = [tmp_path / "a.xlsx", tmp_path / "b.xlsm"]
    assert [path.name for path in outputs_for(sources, None)] == [
        "a dashboard.xlsx",
        "b dashboard.xlsx",
    ]
    assert outputs_for(sources, tmp_path / "out")[1] == tmp_path / "out" / "b dashboard.xlsx"
    assert outputs_for(sources[:1], tmp_path / "paper.xlsx") == [tmp_path / "paper.xlsx"]


def test_twins_are_built_into_outputs_of_their_own(tmp_path: Path) -> None:
    sources = [tmp_path / name for name in ("a.xlsm", "a.xlsx", "b.xlsm", "c.xls", "c.XLSM")]
    expected = ["a (xlsm)", "a", "b", "c (xls)", "c (xlsm)"]
    for out in (None, tmp_path / "out"):
        assert [path.name for path in outputs_for(sources, out)] == [
            f"{name} dashboard.xlsx" for name in expected
        ]


def test_one_of_twins_built_alone_does_not_take_the_output_of_the_other(tmp_path: Path) -> None:
    buttons, plain = tmp_path / "a.xlsm", tmp_path / "a.xlsx"
    plain.touch()
    assert [path.name for path in outputs_for([buttons], None)] == ["a (xlsm) dashboard.xlsx"]
    buttons.touch()
    assert [path.name for path in outputs_for([plain], None)] == ["a dashboard.xlsx"]


def test_two_workbooks_never_meet_in_one_file(tmp_path: Path) -> None:
    same = [tmp_path / "x" / "a.xlsx", tmp_path / "y" / "a.xlsx"]
    assert len(set(outputs_for(same, tmp_path / "out"))) == 2
    with pytest.raises(UsageError, match="both be written"):
        outputs_for([same[0], same[0]], tmp_path / "out")
    with pytest.raises(UsageError, match="cannot become one file"):
        outputs_for([tmp_path / "a.xlsx", tmp_path / "b.xlsx"], tmp_path / "one.xlsx")


def test_a_link_to_the_workbook_is_seen_through(sample: Sample, tmp_path: Path) -> None:
    source = Path(shutil.copy(sample("performance-2018-19"), tmp_path / "source.xlsx"))
    link = tmp_path / "link.xlsx"
    try:
        link.symlink_to(source)
    except OSError:
        pytest.skip("links cannot be made here")
    with pytest.raises(UsageError, match="itself one of the workbooks"):
        outputs_for([source], link)


def test_the_output_is_known_as_our_own(sample: Sample, tmp_path: Path) -> None:
    output = tmp_path / "out.xlsx"
    assert batch.build(sample("performance-2018-19"), output, made=MADE).failure is None
    assert is_own_output(output, "kccxl")
    assert not is_own_output(sample("performance-2018-19"), "kccxl")
    assert not is_own_output(tmp_path / "missing.xlsx", "kccxl")


def test_a_failure_while_writing_leaves_the_earlier_output_and_nothing_else(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out.xlsx"
    batch.build(sample("performance-2018-19"), output, made=MADE)
    before = output.read_bytes()

    def half(book: Book, path: Path) -> None:
        path.write_bytes(b"half a workb")
        raise UnwritableFile("no room is left")

    monkeypatch.setattr(writing, "write_book", half)
    outcome = batch.build(sample("performance-2018-19"), output, made=MADE)
    assert isinstance(outcome.failure, UnwritableFile)
    assert output.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]


def test_a_workbook_open_in_excel_is_named_with_its_holder(sample: Sample, tmp_path: Path) -> None:
    output = tmp_path / "out.xlsx"
    batch.build(sample("performance-2018-19"), output, made=MADE)
    name = "Ann Officer"
    (tmp_path / "~$out.xlsx").write_bytes(
        bytes([len(name)]) + name.encode().ljust(54, b" ") + name.encode("utf-16-le")
    )
    outcome = batch.build(sample("performance-2018-19"), output, made=MADE)
    assert isinstance(outcome.failure, UnwritableFile)
    assert name in str(outcome.failure)


def test_the_same_input_gives_the_same_bytes(sample: Sample, tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        batch.build(sample("performance-monthly-example"), tmp_path / name, made=MADE)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_an_edited_dashboard_is_not_overwritten_unasked(sample: Sample, tmp_path: Path) -> None:
    output = tmp_path / "out.xlsx"
    batch.build(sample("performance-2018-19"), output, made=MADE)
    book = openpyxl.load_workbook(output)
    book["Summary"]["A60"] = "Chair's note"
    book.save(output)
    before = output.read_bytes()
    outcome = batch.build(sample("performance-2018-19"), output, made=MADE)
    assert "edited since" in str(outcome.failure)
    assert output.read_bytes() == before
    assert batch.build(sample("performance-2018-19"), output, made=MADE, force=True).failure is None
    assert batch.build(sample("performance-2018-19"), output, made=MADE).failure is None


def test_a_name_too_long_for_the_disk_is_explained(sample: Sample, tmp_path: Path) -> None:
    outcome = batch.build(sample("performance-2018-19"), tmp_path / ("a" * 300 + ".xlsx"), made=MADE)
    assert isinstance(outcome.failure, UnwritableFile)


def test_a_workbook_that_is_open_is_said_to_be(sample: Sample, tmp_path: Path) -> None:
    source = Path(shutil.copy(sample("performance-2018-19"), tmp_path))
    name = "Ann Officer"
    lock = bytes([len(name)]) + name.encode().ljust(54, b" ") + name.encode("utf-16-le")
    (tmp_path / f"~${source.name}").write_bytes(lock)
    outcome = batch.build(source, tmp_path / "made" / "out.xlsx", made=MADE)
    assert outcome.failure is None
    assert name in outcome.remark
