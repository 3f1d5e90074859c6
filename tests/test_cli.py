"""The command line as an officer or a scheduler meets it: files, exit codes, words."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kccxl import __version__, console
from tests.conftest import ROOT

Run = Callable[..., subprocess.CompletedProcess[str]]
Sample = Callable[[str], Path]


@pytest.fixture
def broken(sample: Sample, tmp_path: Path) -> Path:
    """A published workbook in which somebody typed the wrong rating."""
    book = openpyxl.load_workbook(sample("performance-2016-17"))
    book["Dashboard"]["D8"] = "GREEN"
    path = tmp_path / "broken.xlsx"
    book.save(path)
    return path


def test_build_writes_a_dashboard_of_its_own(run: Run, sample: Sample, tmp_path: Path) -> None:
    source = Path(shutil.copy(sample("performance-2018-19"), tmp_path))
    before = source.read_bytes()
    done = run("build", source, "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    output = tmp_path / "performance-2018-19 dashboard.xlsx"
    assert str(output) in done.stdout.replace("\n", "")
    assert openpyxl.load_workbook(output).sheetnames[0] == "Summary"
    assert source.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [output.name, source.name]


def test_a_folder_is_built_into_a_folder_and_again(run: Run, tmp_path: Path) -> None:
    workbooks = Path(__file__).parent.parent / "workbooks"
    for _ in range(2):
        done = run("build", workbooks, "--out", tmp_path / "made" / "today")
        assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "made" / "today").glob("* dashboard.xlsx"))) == len(
        [path for path in workbooks.glob("*.xls[xm]") if path.name != "functions-example.xlsx"]
    )


def test_own_dashboards_and_lock_files_in_a_folder_are_not_taken_for_workbooks(
    run: Run, sample: Sample, tmp_path: Path
) -> None:
    shutil.copy(sample("performance-2018-19"), tmp_path)
    (tmp_path / "~$other.xlsx").write_bytes(b"\x06Someone")
    assert run("build", tmp_path, "--out", tmp_path).returncode == 0
    again = run("build", tmp_path, "--out", tmp_path)
    assert again.returncode == 0
    assert len(list(tmp_path.glob("*dashboard*"))) == 1


def test_a_pattern_is_resolved_without_a_shell(run: Run, sample: Sample, tmp_path: Path) -> None:
    shutil.copy(sample("performance-2018-19"), tmp_path)
    assert run("check", tmp_path / "performance-*.xlsx").returncode == 0
    assert run("check", tmp_path / "nothing-*.xlsx").returncode == 2


def test_errors_in_the_cells_stop_the_dashboard(run: Run, broken: Path, tmp_path: Path) -> None:
    done = run("build", broken, "--out", tmp_path / "out.xlsx")
    assert done.returncode == 1
    assert not (tmp_path / "out.xlsx").exists()
    assert "Dashboard!D8" in done.stderr
    assert "“GREEN” for CS05" in done.stderr
    assert "AMBER" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_earlier_dashboard_survives_errors_and_is_spoken_of(
    run: Run, broken: Path, sample: Sample, tmp_path: Path
) -> None:
    output = tmp_path / "out.xlsx"
    run("build", sample("performance-2018-19"), "--out", output)
    before = output.read_bytes()
    done = run("build", broken, "--out", output)
    assert done.returncode == 1
    assert output.read_bytes() == before
    assert "left as it was" in done.stderr


def test_one_unreadable_workbook_does_not_stop_the_next(run: Run, sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "empty.xlsx").touch()
    done = run("build", tmp_path / "empty.xlsx", sample("performance-2018-19"), "--out", tmp_path / "made")
    assert done.returncode == 1
    assert "empty.xlsx" in done.stderr
    assert len(list((tmp_path / "made").iterdir())) == 1


def test_somebody_elses_file_is_never_replaced_unasked(run: Run, sample: Sample, tmp_path: Path) -> None:
    theirs = tmp_path / "minutes.xlsx"
    openpyxl.Workbook().save(theirs)
    before = theirs.read_bytes()
    done = run("build", sample("performance-2018-19"), "--out", theirs)
    assert done.returncode == 3
    assert theirs.read_bytes() == before
    assert "--force" in done.stderr
    assert run("build", sample("performance-2018-19"), "--out", theirs, "--force").returncode == 0
    assert theirs.read_bytes() != before


@pytest.mark.parametrize("arguments", [[], ["--force"]])
def test_a_workbook_is_never_overwritten_by_its_own_dashboard(
    run: Run, sample: Sample, tmp_path: Path, arguments: list[str]
) -> None:
    source = Path(shutil.copy(sample("performance-2018-19"), tmp_path))
    before = source.read_bytes()
    assert run("build", source, "--out", source, *arguments).returncode == 2
    assert source.read_bytes() == before


def test_check_says_all_is_well(run: Run, sample: Sample) -> None:
    done = run("check", sample("performance-2018-19"))
    assert done.returncode == 0
    assert "no problems found" in done.stdout


def test_check_groups_problems_worst_first(run: Run, broken: Path) -> None:
    done = run("check", broken)
    assert done.returncode == 1
    assert done.stdout.index("1 error") < done.stdout.index("3 warnings")
    quiet = run("-q", "check", broken)
    assert "Dashboard!D8" in quiet.stdout
    assert "warning" not in quiet.stdout


def test_results_as_json(run: Run, sample: Sample) -> None:
    done = run("results", sample("performance-2016-17"), "--format", "json")
    assert done.returncode == 0
    contract = json.loads(done.stdout)
    assert contract["counts"]["month_rag"] == {"GREEN": 16, "AMBER": 6, "RED": 1, "not_rated": 0}
    assert done.stderr == ""


def test_results_as_csv_hold_no_formula(run: Run, sample: Sample, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sample("performance-2016-17"))
    cell = book["Dashboard"]["B8"]
    cell.value, cell.data_type = "=HYPERLINK(1)", "s"
    book.save(tmp_path / "formula.xlsx")
    done = run("results", tmp_path / "formula.xlsx", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows[1]["description"] == "'=HYPERLINK(1)"
    assert rows[0]["latest"] == "95%"


def test_results_as_table(run: Run, sample: Sample) -> None:
    done = run("results", sample("performance-2016-17"))
    assert done.returncode == 0
    assert "CS05" in done.stdout
    assert "AMBER" in done.stdout


def test_explain_names_the_cells(run: Run, sample: Sample) -> None:
    done = run("explain", sample("performance-2016-17"), " cs05 ")
    assert done.returncode == 0
    assert "Dashboard!C8" in done.stdout
    assert "75 % is 5 points below the target of 80 %" in done.stdout


def test_explain_of_an_unknown_ref_offers_near_ones(run: Run, sample: Sample) -> None:
    done = run("explain", sample("performance-2016-17"), "CS50")
    assert done.returncode == 2
    assert "CS05" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["build"], 2), (["results", "x.xlsx", "--format", "xml"], 2), (["nonsense"], 2), (["check", "missing.xlsx"], 3),
     (["new", "novel", "x.xlsx"], 2), (["new", "performance", "x.pdf"], 2), (["--version"], 0), (["--help"], 0)],
)  # fmt: skip
def test_exit_codes(run: Run, arguments: list[str], code: int) -> None:
    done = run(*arguments)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_the_version_stands_in_one_place(run: Run) -> None:
    assert run("--version").stdout.strip() == f"kccxl {__version__}"


FAULTY = """
import kccxl.reports.performance.report as module
def report(*_): raise ZeroDivisionError("boom")
module.report = report
from kccxl.cli import main
main()
"""


@pytest.mark.parametrize(("options", "shown"), [([], False), (["--debug"], True)])
def test_a_traceback_is_shown_with_debug_alone(sample: Sample, options: list[str], shown: bool) -> None:
    command = [sys.executable, "-c", FAULTY, *options, "check", str(sample("performance-2018-19"))]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode != 0
    assert ("Traceback" in done.stderr) is shown
    assert "ZeroDivisionError" in done.stderr
    assert shown or "--debug" in done.stderr


def test_cast_lists_what_does_not_add_up(run: Run, sample: Sample) -> None:
    done = run("cast", sample("performance-targets-2017-18"))
    assert done.returncode == 1
    assert "Activity!J4" in done.stdout
    assert "5,200" in done.stdout
    printed = run("cast", sample("performance-targets-2017-18"), "--format", "json")
    [workbook] = json.loads(printed.stdout)["workbooks"]
    wrong = [cast for cast in workbook["casts"] if cast["verdict"] == "differs"]
    assert [(cast["cell"], cast["printed"], cast["recomputed"]) for cast in wrong] == [("J4", "5100", "5200")]
    assert run("cast", sample("performance-2018-19")).returncode == 0


def test_cast_names_the_cell_for_which_a_total_cannot_be_checked(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Item", "Amount"], ["a", "1 234.50"], ["b", 2000.5], ["Total", 3235]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "grants.xlsx")
    done = run("cast", tmp_path / "grants.xlsx")
    assert done.returncode == 0, "nobody can say that the total is wrong"
    assert "1 total found, 1 cannot be checked" in done.stdout
    assert "no figure   B2" in done.stdout


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_files_without_number_formats_are_rated_with_a_warning(
    run: Run, sample: Sample, soffice: Callable[[Path, str], Path], kind: str
) -> None:
    other = soffice(sample("performance-2018-19"), kind)
    done = run("results", other, "--format", "json")
    contract = json.loads(done.stdout)
    assert contract["counts"]["month_rag"] == {"GREEN": 19, "AMBER": 3, "RED": 3, "not_rated": 0}
    assert {problem["code"] for problem in contract["problems"]} == {"formats-unknown"}


def test_a_stream_that_lacks_a_character_ends_no_run(sample: Sample, tmp_path: Path) -> None:
    """A scheduler on Windows takes what is printed in the code page of the country."""
    book = openpyxl.load_workbook(sample("performance-2016-17"))
    book["Dashboard"]["B8"] = "Łąki → roads"
    source = tmp_path / "Łąki.xlsx"
    book.save(source)
    printed = {}
    for encoding in ("cp1252", "utf-8"):
        for form in ("json", "csv", "table"):
            done = subprocess.run(
                [sys.executable, "-m", "kccxl", "results", source, "--format", form],
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding},
                capture_output=True,
                check=False,
            )
            assert done.returncode in (0, 1), done.stderr
            assert b"did not expect" not in done.stderr
            printed[encoding, form] = done.stdout.decode(encoding)
    assert json.loads(printed["cp1252", "json"]) == json.loads(printed["utf-8", "json"])
    assert "Łąki" in json.loads(printed["cp1252", "json"])["workbook"]


def test_what_would_steer_a_terminal_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    console.say("a\x1b]0;title\x07b\x9bc\n\td")
    assert capsys.readouterr().out == "a]0;titlebc\n\td\n"


def test_lines_are_printed_at_once_into_a_file_too(tmp_path: Path) -> None:
    """What a server or a watched folder says is read along while it runs."""
    said = tmp_path / "said.txt"
    program = "import os; from kccxl import console; console.say('listening'); os._exit(0)"
    with said.open("w", encoding="utf-8") as stream:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        subprocess.run(
            [sys.executable, "-c", program],
            stdout=stream,
            check=True,
            env={**kept, "PYTHONPATH": str(ROOT)},
        )
    assert said.read_text(encoding="utf-8").strip() == "listening"
