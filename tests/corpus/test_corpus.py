"""Real workbooks by other authors: sheets are put in, and nothing is lost.

The workbooks are no part of the project: ``pytest -m corpus --corpus FOLDER`` names a folder that holds some.
"""

from __future__ import annotations

import random
import subprocess
import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from kccxl.errors import KccError, RefusedFile
from kccxl.files.graft import Grafted, graft
from kccxl.files.graft_workbook import WorkbookPart
from kccxl.files.package import open_package
from kccxl.files.read import read_workbook
from kccxl.files.verify import verify
from kccxl.refresh import refresh
from kccxl.sheets.sheet import Book
from tests.conftest import ROOT
from tests.corpus.compare import SHARED, as_they_lie, looks, lost_lines, values
from tests.files.graft_books import MADE, full, parts_of
from tests.files.test_graft_refusals import signed

pytestmark = pytest.mark.corpus

KINDS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "workbook" in metafunc.fixturenames:
        folder = metafunc.config.getoption("corpus")
        found = sorted(one for one in Path(folder).iterdir() if one.suffix.lower() in KINDS) if folder else []
        metafunc.parametrize("workbook", found, ids=[one.name for one in found])


@pytest.fixture(scope="session")
def book() -> Book:
    """The dashboard of the sample workbook."""
    source = ROOT / "workbooks" / "performance-2018-19.xlsx"
    made = refresh(read_workbook(source), source.name, made=MADE).book
    assert made
    return made


def put(workbook: Path, book: Book) -> tuple[bytes, Grafted]:
    """Put a book in; a workbook that is refused must say what to do."""
    original = workbook.read_bytes()
    try:
        grafted = graft(original, book, name=workbook.name)
    except KccError as refusal:
        if workbook.name not in str(refusal):
            pytest.fail(f"this does not say which workbook it is about: {refusal}")
        pytest.skip(f"refused: {refusal}")
    verify(original, grafted.data, grafted, book, name=workbook.name)
    return original, grafted


def test_no_part_is_lost_and_untouched_ones_are_the_same_bytes(workbook: Path, book: Book) -> None:
    original, grafted = put(workbook, book)
    old, new = as_they_lie(original), as_they_lie(grafted.data)
    differing = {name for name in old if new.get(name) != old[name]}
    assert not old.keys() - new.keys()
    assert all(SHARED.fullmatch(name) for name in differing), differing
    assert new.keys() - old.keys() == set(grafted.added)
    with zipfile.ZipFile(BytesIO(grafted.data)) as packed:
        assert packed.testzip() is None


def test_shared_parts_are_only_added_to(workbook: Path, book: Book) -> None:
    original, grafted = put(workbook, book)
    before, after = parts_of(original), parts_of(grafted.data)
    for part in grafted.changed:
        assert lost_lines(before[part], after[part]) == [], part


def test_values_formulas_results_and_styles_stay(workbook: Path, book: Book) -> None:
    original, grafted = put(workbook, book)
    old, new = values(original), values(grafted.data)
    assert isinstance(old, str) or {name: new[name] for name in old} == old
    seen, now = looks(original), looks(grafted.data)
    if isinstance(now, str):
        assert seen == now
        return
    # what could not be read before may be now that there are styles
    assert isinstance(seen, str) or {name: now[name] for name in seen} == seen
    for sheet in book.sheets:
        shown = now[grafted.titles[sheet.title]]
        texts = {
            cell.content for cell in sheet.cells.values() if isinstance(cell.content, str) and cell.content
        }
        assert len(texts - {one[0] for one in shown.values()}) <= len(texts) / 10


def test_a_second_and_third_time_leave_all_where_it_was(workbook: Path, book: Book) -> None:
    _, first = put(workbook, full())
    again = graft(first.data, full())
    assert again.data == first.data
    other = graft(first.data, full(Decimal("0.5")))
    verify(first.data, other.data, other, full(Decimal("0.5")))
    back = graft(other.data, full())
    styles = [part for part in parts_of(first.data) if part.endswith("styles.xml")]
    for one in (other, back):
        assert parts_of(one.data).keys() == parts_of(first.data).keys()
        assert abs(len(one.data) - len(first.data)) < 200
        assert [parts_of(one.data)[part] for part in styles] == [
            parts_of(first.data)[part] for part in styles
        ]


def test_signed_it_is_refused_unless_the_signature_may_be_broken(workbook: Path, book: Book) -> None:
    put(workbook, book)
    original = signed(workbook.read_bytes())
    with pytest.raises(RefusedFile, match="digitally signed"):
        graft(original, book, name=workbook.name)
    grafted = graft(original, book, break_signature=True)
    verify(original, grafted.data, grafted, book)
    assert parts_of(workbook.read_bytes()).keys() <= parts_of(grafted.data).keys()


def test_sheets_before_and_behind_are_found_again(workbook: Path, book: Book) -> None:
    """Ours moved between the officer's, some renamed: the next time each is replaced where it is."""
    _, first = put(workbook, full())
    listing = WorkbookPart(open_package(first.data, workbook.name)).part
    parts = parts_of(first.data)
    part = next(name for name in parts if name.lower() == listing.lower())
    ours = first.titles["Series"]
    parts[part] = parts[part].replace(f'name="{ours}"'.encode(), b'name="Renamed &amp; moved"')
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in random.Random(7).sample(sorted(parts), len(parts)):
            new.writestr(name, parts[name])
    renamed = packed.getvalue()
    second = graft(renamed, full(Decimal("0.5")))
    verify(renamed, second.data, second, full(Decimal("0.5")))
    assert second.titles["Series"] == "Renamed & moved"
    assert not second.added_sheets
    assert graft(second.data, full(Decimal("0.5"))).data == second.data


@pytest.mark.libreoffice
def test_libreoffice_opens_it(
    workbook: Path, book: Book, tmp_path: Path, soffice: Callable[[Path, str], Path]
) -> None:
    _, grafted = put(workbook, book)
    path = tmp_path / workbook.name
    path.write_bytes(grafted.data)
    try:
        made = soffice(path, "ods")
    except subprocess.TimeoutExpired:
        pytest.skip("too slow to open here")
    if not made.exists():
        path.write_bytes(workbook.read_bytes())
        assert not soffice(path, "ods").exists()
        pytest.skip("LibreOffice cannot open this workbook, with the sheets or without")
    with zipfile.ZipFile(made) as packed:
        content = packed.read("content.xml").decode()
    assert "Strategic and Corporate Services Performance Dashboard" in content
