"""Reports written into officers' workbooks: in place, into others, undone, compared, inspected."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from kccxl import writeback
from kccxl.batch import results_of
from kccxl.errors import UnreadableFile
from kccxl.files.backup import Backups, undo
from kccxl.files.read import read_workbook
from kccxl.writeback import Writing, build_into
from tests.conftest import ROOT
from tests.corpus.compare import as_they_lie, values

Run = Callable[..., subprocess.CompletedProcess[str]]
Sample = Callable[[str], Path]
MADE = datetime(2026, 11, 21, 9, 0)


@pytest.fixture
def workbook(sample: Sample, tmp_path: Path) -> Path:
    """A sample of which the titles are the officer's own."""
    return Path(shutil.copy(sample("monitoring-2016-17"), tmp_path / "July.xlsx"))


def titles(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [sheet.title for sheet in book.worksheets if isinstance(sheet, Worksheet)]


def test_build_writes_into_the_workbook_and_keeps_what_was_there(run: Run, workbook: Path) -> None:
    before = workbook.read_bytes()
    done = run("build", workbook)
    assert done.returncode == 0, done.stderr
    assert titles(workbook) == [
        *("Settings", "Monitoring", "Explanations"),
        *("Monitoring (2)", "Variances", "Data checks", "Report text"),
    ]
    kept = list((workbook.parent / "kccxl backups").glob("July – *.xlsx"))
    assert [path.read_bytes() for path in kept] == [before]
    told = " ".join(done.stdout.split())
    assert "4 sheets added" in told
    assert "Monitoring is called Monitoring (2)" in told
    assert kept[0].name in told
    assert {name: values(workbook.read_bytes())[name] for name in values(before)} == values(before)


def test_its_own_sheets_are_no_input(run: Run, workbook: Path) -> None:
    first = json.loads(run("results", workbook, "-f", "json").stdout)
    assert run("build", workbook).returncode == 0
    assert json.loads(run("results", workbook, "-f", "json").stdout) == first
    assert [grid.sheet for grid in read_workbook(workbook)] == ["Settings", "Monitoring", "Explanations"]


def test_undo_takes_it_back(run: Run, workbook: Path) -> None:
    before = workbook.read_bytes()
    run("build", workbook)
    done = run("undo", workbook)
    assert done.returncode == 0, done.stderr
    assert workbook.read_bytes() == before
    again = run("undo", workbook)
    assert again.returncode == 3
    assert "no backup of 'July.xlsx'" in again.stderr


def test_errors_in_the_cells_leave_the_workbook_as_it_was(run: Run, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book["Monitoring"]["B6"] = "about five"
    book.save(workbook)
    before = workbook.read_bytes()
    done = run("build", workbook)
    assert done.returncode == 1
    assert "Monitoring!B6" in done.stderr
    assert "July.xlsx was left as it was" in " ".join(done.stderr.split())
    assert workbook.read_bytes() == before
    assert [path.name for path in workbook.parent.iterdir()] == ["July.xlsx"]


def test_a_dashboard_of_its_own_is_still_written_with_out(run: Run, workbook: Path, tmp_path: Path) -> None:
    before = workbook.read_bytes()
    assert run("build", workbook, "--out", tmp_path / "made").returncode == 0
    assert titles(tmp_path / "made" / "July dashboard.xlsx")[0] == "Monitoring"
    assert workbook.read_bytes() == before


def test_the_sheets_go_into_another_workbook(
    run: Run, sample: Sample, workbook: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(sample("performance-targets-2017-18"), tmp_path / "paper.xlsx"))
    before = workbook.read_bytes(), titles(other)
    assert run("build", workbook, "--into", other).returncode == 0
    assert workbook.read_bytes() == before[0]
    assert titles(other)[: len(before[1])] == before[1]
    assert "Variances" in titles(other)


@pytest.fixture
def directorate(tmp_path: Path) -> Callable[..., Path]:
    """Write a small monitoring workbook; ``own`` is its one variance in £000s."""

    def written(place: str, own: float = 1.5, **settings: object) -> Path:
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        book = openpyxl.Workbook()
        rows = {"Setting": "Value", "Directorate": path.stem, "Financial year": "2016-17", "Results up to": "July 2016",
                "Figures are in": "£000s", "Explain variances from £": "none", **settings}  # fmt: skip
        for row in rows.items():
            book.active.append(row)  # type: ignore[union-attr]
        book.active.title = "Settings"  # type: ignore[union-attr]
        table = book.create_sheet("July")
        for line in (
            ["Service", "Budget", "Variance"],
            ["Legal", 100, own],
            ["IT", 50, 1],
            ["Total", 150, own + 1],
        ):
            table.append(line)
        book.save(path)
        return path

    return written


def variance_on(path: Path, title: str) -> object:
    sheet = openpyxl.load_workbook(path)[title]
    return next(row[2].value for row in sheet.iter_rows() if row[0].value == "Legal")


def test_the_reports_of_two_workbooks_stand_side_by_side_in_a_third(
    run: Run, directorate: Callable[..., Path], tmp_path: Path
) -> None:
    north, south = directorate("North.xlsx", 1.5), directorate("South.xlsx", -7)
    openpyxl.Workbook().save(paper := tmp_path / "paper.xlsx")
    assert run("build", north, "--into", paper).returncode == 0
    before = as_they_lie(paper.read_bytes())
    done = run("build", south, "--into", paper)
    said = " ".join(done.stdout.split())
    assert "4 sheets added" in said
    assert "Sheets made from 'North.xlsx' are in 'paper.xlsx' already" in said
    assert "Monitoring is called Monitoring (2)" in said
    assert (variance_on(paper, "Monitoring"), variance_on(paper, "Monitoring (2)")) == (1.5, -7)
    after = as_they_lie(paper.read_bytes())
    assert all(after[part] == before[part] for part in before if part.startswith("xl/worksheets/"))
    listed = titles(paper)
    found = json.loads(run("inspect", paper, "--json").stdout)["sheets"]
    made = {sheet["title"]: sheet["made_by_kccxl"] for sheet in found}
    assert (made["Monitoring"], made["Monitoring (2)"]) == (
        "monitoring, from North.xlsx", "monitoring, from South.xlsx",
    )  # fmt: skip
    directorate("North.xlsx", 2)
    again = run("build", north, "--into", paper)
    assert "4 sheets replaced" in again.stdout
    assert "already" not in again.stdout
    assert titles(paper) == listed
    assert (variance_on(paper, "Monitoring"), variance_on(paper, "Monitoring (2)")) == (2, -7)


def test_workbooks_of_one_name_are_told_apart_and_known_where_all_is_moved(
    directorate: Callable[..., Path], tmp_path: Path
) -> None:
    north, south = directorate("all/North/July.xlsx", 1.5), directorate("all/South/July.xlsx", -7)
    openpyxl.Workbook().save(paper := tmp_path / "all" / "paper.xlsx")
    assert build_into(north, paper, Writing(MADE)).failure is None
    beside = build_into(south, paper, Writing(MADE))
    assert any("made from another 'July.xlsx'" in line for line in beside.told)
    (tmp_path / "all").rename(tmp_path / "archive")
    moved = [tmp_path / "archive" / place for place in ("South/July.xlsx", "paper.xlsx")]
    again = build_into(*moved, Writing(MADE + timedelta(minutes=1)))
    assert again.grafted
    assert again.grafted.replaced_sheets == [
        "Monitoring (2)", "Variances (2)", "Data checks (2)", "Report text (2)",
    ]  # fmt: skip


def test_a_report_of_another_workbook_leaves_the_workbooks_own_alone(
    directorate: Callable[..., Path],
) -> None:
    north, south = directorate("North.xlsx", 1.5), directorate("South.xlsx", -7)
    assert build_into(north, north, Writing(MADE)).failure is None
    beside = build_into(south, north, Writing(MADE + timedelta(minutes=1)))
    assert any("the tables of 'North.xlsx' itself" in line for line in beside.told)
    assert (variance_on(north, "Monitoring"), variance_on(north, "Monitoring (2)")) == (1.5, -7)
    own = build_into(north, north, Writing(MADE + timedelta(minutes=2)))
    assert own.grafted
    assert own.grafted.replaced_sheets == ["Monitoring", "Variances", "Data checks", "Report text"]
    assert not own.grafted.removed_sheets


def test_sheets_that_do_not_say_where_they_come_from_are_the_only_workbooks(
    directorate: Callable[..., Path], tmp_path: Path
) -> None:
    north, south = directorate("North.xlsx", 1.5), directorate("South.xlsx", -7)
    openpyxl.Workbook().save(paper := tmp_path / "paper.xlsx")
    assert build_into(north, paper, Writing(MADE)).failure is None
    _forget_origins(paper)
    again = build_into(north, paper, Writing(MADE + timedelta(minutes=1)))
    assert again.grafted
    assert len(again.grafted.replaced_sheets) == 4
    beside = build_into(south, paper, Writing(MADE + timedelta(minutes=2)))
    assert beside.grafted
    assert len(beside.grafted.added_sheets) == 4


def _forget_origins(path: Path) -> None:
    """Leave of each mark what an earlier kccxl wrote."""
    from kccxl.files.package import open_package

    package = open_package(path.read_bytes(), path.name)
    part = "xl/workbook.xml"
    shorter, found = re.subn(rb'(\|[^|/"]+/[^|/"]+)/[0-9a-f]{12} [^"]*"', rb'\1"', package.read(part))
    assert found == 4
    package.put(part, shorter)
    path.write_bytes(b"".join(package.pieces()))


def test_a_copy_of_the_workbook_with_the_sheets(run: Run, workbook: Path, tmp_path: Path) -> None:
    before = workbook.read_bytes()
    assert run("build", workbook, "--copy", tmp_path / "published.xlsx").returncode == 0
    assert workbook.read_bytes() == before
    assert "Variances" in titles(tmp_path / "published.xlsx")


def test_a_copy_never_takes_the_place_of_somebodys_file(run: Run, workbook: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "precious.xlsx"
    openpyxl.Workbook().save(theirs)
    before = theirs.read_bytes()
    done = run("build", workbook, "--copy", theirs)
    assert done.returncode == 3
    assert "was not made by kccxl as a copy of this workbook" in " ".join(done.stderr.split())
    assert theirs.read_bytes() == before
    forced = run("build", workbook, "--copy", theirs, "--force")
    assert forced.returncode == 0, forced.stderr
    assert "Variances" in titles(theirs)
    assert run("undo", theirs).returncode == 0
    assert theirs.read_bytes() == before


def test_a_copy_is_made_again_and_the_one_before_is_kept(run: Run, workbook: Path, tmp_path: Path) -> None:
    copy = tmp_path / "published.xlsx"
    assert run("build", workbook, "--copy", copy, "--made", "2026-11-20").returncode == 0
    first = copy.read_bytes()
    done = run("build", workbook, "--copy", copy, "--made", "2026-11-21")
    assert done.returncode == 0, done.stderr
    [kept] = Backups().list(copy)
    assert kept.read_bytes() == first != copy.read_bytes()
    assert kept.name in " ".join(done.stdout.split())


def test_a_copy_of_another_workbook_or_one_that_is_worked_in_is_left_alone(
    workbook: Path, tmp_path: Path
) -> None:
    copy, other = tmp_path / "published.xlsx", Path(shutil.copy(workbook, tmp_path / "August.xlsx"))
    assert build_into(workbook, workbook, Writing(MADE), copy=copy).failure is None
    before = copy.read_bytes()
    assert build_into(other, other, Writing(MADE), copy=copy).failure is not None
    assert copy.read_bytes() == before
    worked_in = build_into(copy, copy, Writing(MADE + timedelta(minutes=1)))
    assert worked_in.grafted
    assert len(worked_in.grafted.replaced_sheets) == 4
    before = copy.read_bytes()
    assert build_into(workbook, workbook, Writing(MADE), copy=copy).failure is not None
    assert copy.read_bytes() == before


@pytest.mark.parametrize("name", ["published.xlsm", "published.pdf", "published"])
def test_a_copy_keeps_the_ending_of_its_workbook(run: Run, workbook: Path, tmp_path: Path, name: str) -> None:
    done = run("build", workbook, "--copy", tmp_path / name)
    assert done.returncode == 2
    assert "must end in .xlsx" in done.stderr
    assert "Call it published.xlsx" in done.stderr
    assert not (tmp_path / name).exists()
    assert build_into(workbook, workbook, Writing(MADE), copy=tmp_path / name).failure is not None


def test_a_workbook_is_no_copy_of_itself(run: Run, workbook: Path) -> None:
    before = workbook.read_bytes()
    done = run("build", workbook, "--copy", workbook, "--force")
    assert done.returncode == 2
    assert "is the workbook itself" in done.stderr
    assert workbook.read_bytes() == before


def test_ways_that_contradict_are_refused(run: Run, workbook: Path, tmp_path: Path) -> None:
    done = run("build", workbook, "--out", tmp_path, "--copy", tmp_path / "a.xlsx")
    assert done.returncode == 2
    assert "--out and --copy contradict" in done.stderr


def test_data_checks_lead_to_the_officers_own_cells(run: Run, sample: Sample, tmp_path: Path) -> None:
    workbook = Path(shutil.copy(sample("budget-2017-18"), tmp_path / "budget.xlsx"))
    assert run("build", workbook).returncode == 0
    sheet = openpyxl.load_workbook(workbook)["Data checks"]
    links = {
        cell.value: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink
    }
    assert links["Budget!B15"] == "'Budget'!B15"


def test_a_workbook_saved_meanwhile_is_left_alone(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    verify = writeback.verify

    def save_meanwhile(*given: object, **named: object) -> None:
        verify(*given, **named)  # type: ignore[arg-type]
        workbook.write_bytes(workbook.read_bytes() + b"\0")

    monkeypatch.setattr(writeback, "verify", save_meanwhile)
    done = build_into(workbook, workbook, Writing(MADE))
    assert "saved by somebody while its reports were built" in str(done.failure)
    assert workbook.read_bytes().endswith(b"\0")
    assert not Backups().list(workbook)


def test_a_failed_check_of_the_result_leaves_the_original(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoil(*_: object, **__: object) -> None:
        raise UnreadableFile("the new file cannot be read back")

    monkeypatch.setattr(writeback, "verify", spoil)
    before = workbook.read_bytes()
    assert build_into(workbook, workbook, Writing(MADE)).failure is not None
    assert workbook.read_bytes() == before
    assert sorted(path.name for path in workbook.parent.iterdir() if path.is_file()) == ["July.xlsx"]


def test_diff_says_what_changed(run: Run, workbook: Path, tmp_path: Path) -> None:
    old = Path(shutil.copy(workbook, tmp_path / "June.xlsx"))
    book = openpyxl.load_workbook(workbook)
    sheet = book["Monitoring"]
    for cell, value in {
        "C15": 1012.6,
        "E15": 1012.6,
        "G15": 600.6,
        "C16": -742.7,
        "E16": 147.3,
        "G16": -264.7,
    }.items():
        sheet[cell] = value
    book.save(workbook)
    said = run("diff", old, workbook).stdout
    assert (
        "Infrastructure (Property, ICT & Business Services Centre): RAG was AMBER and is now RED."
        in said.replace(" (Strategic & Corporate Services Directorate)", "")
    )
    kept = tmp_path / "June.json"
    kept.write_text(run("results", old, "-f", "json").stdout, encoding="utf-8")
    listed = json.loads(run("diff", kept, workbook, "--json").stdout)["changes"]
    assert {
        (each["field"], each["before"], each["after"]) for each in listed if each["line"].startswith("Infra")
    } >= {
        ("revised variance", "£512,600", "£1,012,600"),
        ("RAG", "AMBER", "RED"),
    }
    assert "no differences" in run("diff", old, kept).stdout


def test_diff_with_the_last_backup(run: Run, workbook: Path) -> None:
    assert run("diff", workbook).returncode == 2
    run("build", workbook)
    assert "no differences" in run("diff", workbook).stdout


def _overspend(workbook: Path, more: float) -> None:
    """Let the officer report so many £000s more for the contact centre."""
    book = openpyxl.load_workbook(workbook)
    for row, figures in ((6, (19.5, 19.5, 19.5)), (16, (-1242.7, -352.7, -764.7))):
        for column, figure in zip((3, 5, 7), figures, strict=True):
            book["Monitoring"].cell(row, column).value = round(figure + more, 1)
    book.save(workbook)


DAYS = [f"July.xlsx as printed on {day} November 2026 at 00:00:00" for day in (20, 21, 22)]


def test_diff_compares_what_the_last_two_runs_printed(run: Run, workbook: Path) -> None:
    assert run("build", workbook, "--made", "2026-11-20").returncode == 0
    assert run("diff", workbook).stdout.startswith(
        "July.xlsx as it was before kccxl first wrote into it and "
    )
    _overspend(workbook, 200)
    assert run("diff", workbook).stdout.startswith(f"{DAYS[0]} and July.xlsx as it is now: ")
    assert run("build", workbook, "--made", "2026-11-21").returncode == 0
    said = run("diff", workbook).stdout
    assert said.startswith(f"{DAYS[0]} and {DAYS[1]}: ")
    assert "RAG was AMBER and is now RED." in said
    # saved in between, without any change of what it reports
    openpyxl.load_workbook(workbook).save(workbook)
    assert run("diff", workbook).stdout == said
    assert run("build", workbook, "--made", "2026-11-22").returncode == 0
    assert run("diff", workbook).stdout == f"{DAYS[1]} and {DAYS[2]}: no differences\n"
    assert run("undo", workbook).returncode == 0
    assert run("diff", workbook).stdout == said


def test_diff_names_the_cells_with_errors(run: Run, workbook: Path, tmp_path: Path) -> None:
    old = Path(shutil.copy(workbook, tmp_path / "June.xlsx"))
    book = openpyxl.load_workbook(workbook)
    book["Monitoring"]["C7"] = "oops"
    book.save(workbook)
    said = run("diff", old, workbook).stdout
    assert "July.xlsx holds errors, so nothing is printed from it until they are mended:" in said
    assert "Monitoring!C7: found “oops”" in said
    assert json.loads(run("diff", old, workbook, "--json").stdout)["errors"]["new"]


def test_diff_says_where_the_run_before_is_not_kept(run: Run, workbook: Path) -> None:
    for day in (20, 21):
        assert run("build", workbook, "--made", f"2026-11-{day}", "--keep", "1").returncode == 0
    done = run("diff", workbook)
    assert done.returncode == 2
    assert "Nothing is kept of a run before the last one of July.xlsx" in " ".join(done.stderr.split())


def test_diff_of_a_workbook_others_are_built_into_is_of_the_one_built_last(
    run: Run, directorate: Callable[..., Path], tmp_path: Path
) -> None:
    north, south = directorate("North.xlsx", 1.5), directorate("South.xlsx", -7)
    openpyxl.Workbook().save(paper := tmp_path / "paper.xlsx")
    for source, day in ((north, 18), (south, 19)):
        assert run("build", source, "--into", paper, "--made", f"2026-11-{day}").returncode == 0
    directorate("North.xlsx", 2)
    assert run("build", north, "--into", paper, "--made", "2026-11-20").returncode == 0
    said = run("diff", paper).stdout
    assert said.startswith(
        "North.xlsx in paper.xlsx as printed on 18 November 2026 at 00:00:00 and North.xlsx in paper.xlsx as printed on 20"
    )
    assert "Legal: variance was £1,500 and is now £2,000." in said
    directorate("North.xlsx", 3)
    said = run("diff", paper).stdout
    assert "and North.xlsx as it is now: " in said
    assert "Legal: variance was £2,000 and is now £3,000." in said


def test_inspect_tells_what_is_there_and_what_would_be_done(run: Run, workbook: Path) -> None:
    before = workbook.read_bytes()
    found = json.loads(run("inspect", workbook, "--json").stdout)
    assert [sheet["title"] for sheet in found["sheets"]] == ["Settings", "Monitoring", "Explanations"]
    assert found["sheets"][2]["features"]["tables"] == 1
    assert found["build"]["sheets_added"][0] == "Monitoring (2)"
    assert set(found["build"]["parts_changed"]) == {
        *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
    }
    assert workbook.read_bytes() == before
    run("build", workbook)
    told = run("inspect", workbook).stdout
    assert "written by kccxl (monitoring)" in " ".join(told.split())
    assert "replace the sheets" in told


def test_inspect_says_why_nothing_would_be_written(run: Run, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    book.security = WorkbookProtection(lockStructure=True)
    book.save(workbook)
    done = run("inspect", workbook)
    assert done.returncode == 0
    assert "would write nothing" in done.stdout


@pytest.mark.corpus
def test_the_sheets_go_into_every_workbook_of_the_corpus(
    workbook: Path, request: pytest.FixtureRequest
) -> None:
    folder = request.config.getoption("corpus")
    if not folder:
        pytest.skip("no folder was named by --corpus")
    for original in sorted(Path(folder).glob("*.xls[xm]")):
        target = Path(shutil.copy(original, workbook.parent / original.name))
        done = build_into(workbook, target, Writing(MADE))
        assert done.failure is None or original.name in str(done.failure), done.failure
        if done.failure:
            assert target.read_bytes() == original.read_bytes()
            continue
        assert done.grafted
        old, new = as_they_lie(original.read_bytes()), as_they_lie(target.read_bytes())
        assert not old.keys() - new.keys()
        assert {name for name in old if old[name] != new[name]} == set(done.grafted.changed)
        undo(target, Backups(), MADE)
        assert target.read_bytes() == original.read_bytes()


STEPS = st.lists(st.sampled_from(["build", "rename", "undo"]), max_size=7)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_order_of_building_renaming_and_undoing_keeps_all_in_order(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    path = tmp_path_factory.mktemp("book") / "plan.xlsx"
    shutil.copy(ROOT / "workbooks/monitoring-2016-17.xlsx", path)
    own = values(path.read_bytes())
    states, ours = [path.read_bytes()], 0
    for number, step in enumerate(steps):
        how = Writing(MADE + timedelta(minutes=number))
        if step == "build":
            done = build_into(path, path, how)
            assert done.failure is None
            assert done.grafted
            assert len(done.grafted.added_sheets) + len(done.grafted.replaced_sheets) == 4
            assert bool(ours) == bool(done.grafted.replaced_sheets)
            ours = 4
            states.append(path.read_bytes())
        elif step == "undo" and len(states) > 1 and path.read_bytes() == states[-1]:
            undo(path, Backups(), how.made)
            states.pop()
            assert path.read_bytes() == states[-1]
            ours = 4 if len(openpyxl.load_workbook(path).worksheets) > 3 else 0
        elif step == "rename" and ours:
            _rename_one_of_ours(path, number)
            states = [path.read_bytes()]
            shutil.rmtree(path.parent / "kccxl backups", ignore_errors=True)
        now = values(path.read_bytes())
        assert {name: now[name] for name in own} == own
        assert len(now) == 3 + ours


def _type_into(path: Path, title: str, text: str) -> None:
    """Change a text of a sheet in the file, as somebody in Excel might."""
    from kccxl.files.graft_workbook import WorkbookPart
    from kccxl.files.package import open_package

    package = open_package(path.read_bytes(), path.name)
    part = next(sheet.part for sheet in WorkbookPart(package).sheets if sheet.title == title)
    package.put(part, package.read(part).replace(b">Local Democracy<", f">{text}<".encode()))
    path.write_bytes(b"".join(package.pieces()))


def _rename_one_of_ours(path: Path, number: int) -> None:
    """Rename a sheet as Excel does: in the list of sheets and where names speak of it."""
    from kccxl.files.graft_splice import SharedPart
    from kccxl.files.graft_workbook import WorkbookPart
    from kccxl.files.package import open_package

    package = open_package(path.read_bytes(), path.name)
    part = WorkbookPart(package).part
    text = package.read(part)
    title = next(
        sheet.title
        for sheet in WorkbookPart(package).sheets
        if sheet.title.startswith(("Variances", "Chart"))
    )
    new = f"Chart {number}"
    text = text.replace(f'name="{title}"'.encode(), f'name="{new}"'.encode())
    text = text.replace(f"'{title}'!".encode(), f"'{new}'!".encode()).replace(
        f">{title}!".encode(), f">'{new}'!".encode()
    )
    package.put(part, SharedPart(text, part, path.name).result())
    path.write_bytes(b"".join(package.pieces()))


def test_a_sheet_of_ours_that_was_edited_is_kept_and_never_read_as_input(workbook: Path) -> None:
    assert build_into(workbook, workbook, Writing(MADE)).failure is None
    _type_into(workbook, "Monitoring (2)", "about a third of it")
    first = results_of(workbook).as_json()
    done = build_into(workbook, workbook, Writing(MADE + timedelta(minutes=1)))
    assert done.failure is None
    assert any("edited by hand" in line for line in done.told)
    again = build_into(workbook, workbook, Writing(MADE + timedelta(minutes=2)))
    assert again.grafted
    assert again.grafted.added_sheets == []
    assert results_of(workbook).as_json() == first
    assert titles(workbook)[:4] == ["Settings", "Monitoring", "Explanations", "Monitoring (2)"]


def test_a_workbook_that_gains_a_report_has_its_sheets_replaced(workbook: Path, tmp_path: Path) -> None:
    assert build_into(workbook, workbook, Writing(MADE)).failure is None
    book = openpyxl.load_workbook(workbook)
    sheet = book.create_sheet("Plan", 3)
    for row in (
        ["Saving", "Target £000s", "Delivered £000s", "Still to come £000s"],
        ["Post rooms", 100, 60, 40],
    ):
        sheet.append(row)
    book.save(workbook)
    done = build_into(workbook, workbook, Writing(MADE + timedelta(minutes=1)))
    assert done.grafted
    assert "Savings" in done.grafted.added_sheets
    assert len(done.grafted.replaced_sheets) == 4


def _swap_monitoring_for_savings(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    del book["Monitoring"], book["Explanations"]
    sheet = book.create_sheet("Plan", 1)
    for row in (
        ["Saving", "Target £000s", "Delivered £000s", "Still to come £000s"],
        ["Post rooms", 100, 60, 40],
    ):
        sheet.append(row)
    book.save(path)


def test_a_report_that_the_workbook_no_longer_holds_goes_and_undo_brings_it_back(
    run: Run, workbook: Path
) -> None:
    assert run("build", workbook).returncode == 0
    _swap_monitoring_for_savings(workbook)
    before = titles(workbook)
    done = run("build", workbook)
    assert done.returncode == 0, done.stderr
    assert "2 sheets removed (Monitoring (2), Variances)" in " ".join(done.stdout.split())
    assert titles(workbook) == [
        *("Settings", "Plan", "Savings"),
        *("Data checks", "Report text", "Savings chart data"),
    ]
    assert run("undo", workbook).returncode == 0
    assert titles(workbook) == before


def test_the_text_of_reports_of_one_title_says_which_is_which(
    run: Run, sample: Sample, tmp_path: Path
) -> None:
    made = tmp_path / "made.xlsx"
    assert run("build", sample("budget-ledger-example"), "--out", made).returncode == 0
    said = [str(row[0].value) for row in openpyxl.load_workbook(made)["Report text"].iter_rows()]
    headings = [text for text in said if text.endswith((": Overall position", ": Largest variances"))]
    assert headings
    assert len(set(headings)) == len(headings)
    assert not [text for text in said if text.startswith("Financial Monitoring: ")]
