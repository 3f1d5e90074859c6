"""``kccxl build`` over many workbooks, as a scheduler meets it: exit codes, records, faults, stopping."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from kccxl.files.own import is_own_output
from kccxl.fleet import command
from kccxl.fleet.job import Done, Job, digest_of, perform
from kccxl.fleet.options import Options
from tests.conftest import ROOT
from tests.files.test_hostile import compound
from tests.fleet.tiny import tiny_workbook, tiny_workbooks

Run = Callable[..., subprocess.CompletedProcess[str]]


def started(*arguments: object) -> subprocess.Popen[str]:
    """Start kccxl in a process group of its own, as a terminal does."""
    return subprocess.Popen(
        [sys.executable, "-m", "kccxl", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def whole(path: Path) -> bool:
    with zipfile.ZipFile(path) as package:
        return package.testzip() is None and is_own_output(path, "kccxl")


def holds_ours(path: Path) -> bool:
    """Whether a workbook is whole and has the sheets written into it."""
    with zipfile.ZipFile(path) as package:
        return package.testzip() is None and b"_kccxl_sheet" in package.read("xl/workbook.xml")


def test_several_at_once_are_told_of_in_the_order_given(run: Run, tmp_path: Path) -> None:
    tiny_workbooks(tmp_path / "in", 12)
    done = run("build", tmp_path / "in", "--out", tmp_path / "out", "--jobs", 2)
    assert done.returncode == 0, done.stderr
    told = [
        line.split("/")[-1].split("  ")[0] for line in done.stdout.splitlines() if "dashboard.xlsx" in line
    ]
    assert told == [f"plan-{number:04} dashboard.xlsx" for number in range(12)]
    assert "Built" in done.stdout


def test_the_command_that_lists_what_was_found_can_be_pasted(run: Run, tmp_path: Path) -> None:
    tiny_workbook(tmp_path / "plans" / "Plan #1 100%.xlsx")
    done = run("build", "plans", "--out", "out")
    [told] = re.findall(r"`(kccxl check .+?)` lists them", done.stdout)
    again = run(*shlex.split(told, comments=True)[1:])
    assert (again.returncode, "1 warning" in again.stdout) == (0, True)


def test_exit_codes(run: Run, tmp_path: Path) -> None:
    good, wrong = tiny_workbook(tmp_path / "good.xlsx"), tiny_workbook(tmp_path / "wrong.xlsx", "72%")
    bad, worse = tmp_path / "bad.xlsx", tmp_path / "worse.xlsx"
    bad.touch(), worse.touch()
    out = ("--out", tmp_path / "out", "-q")
    assert run("build", good, *out).returncode == 0
    assert run("build", good, wrong, *out).returncode == 1
    assert run("build", good, bad, *out).returncode == 1
    assert run("build", wrong, bad, *out).returncode == 1
    assert run("build", bad, worse, *out).returncode == 3
    assert run("build", tmp_path / "none-*.xlsx", *out).returncode == 2
    assert run("build", good, "--jobs", "-1", *out).returncode == 2


def test_the_record_lets_an_auditor_repeat_the_run(run: Run, tmp_path: Path) -> None:
    tiny_workbooks(tmp_path / "in", 3)
    tiny_workbook(tmp_path / "in" / "wrong.xlsx", "72%")
    (tmp_path / "in" / "empty.xlsx").touch()
    assert run("build", "in", "--out", "out", "--jobs", 2, "--report", "run.json").returncode == 1
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert record["counts"] == {"built": 3, "unchanged": 0, "problems": 1, "failed": 1}
    assert (record["exit_code"], record["stopped"], record["asked"]) == (1, False, 5)
    assert record["libraries"]["openpyxl"] == openpyxl.__version__
    assert record["settings"]["jobs"] == 2
    built = {each["workbook"]: each for each in record["workbooks"] if each["status"] == "built"}
    for name, each in built.items():
        assert each["input_sha256"] == digest_of(tmp_path / name)
        assert each["output_sha256"] == digest_of(tmp_path / each["output"])
        assert each["seconds"] > 0
        (tmp_path / each["output"]).unlink()
    wrong = next(each for each in record["workbooks"] if each["status"] == "problems")
    assert "Dashboard!D2" in wrong["errors"][0]
    words = record["repeated_by"].split()
    assert words[0] == "kccxl"
    run(*words[1:])
    for each in built.values():
        assert each["output_sha256"] == digest_of(tmp_path / each["output"])


def test_what_was_left_out_is_repeated_by_commands_of_its_own(run: Run, tmp_path: Path) -> None:
    tiny_workbooks(tmp_path / "in", 3)
    words = ["build", "in", "--out", "out", "--changed", "--report", "run.json", "--html", "run.html"]
    assert run(*words).returncode == 0
    first = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    tiny_workbook(tmp_path / "in" / "plan-0001.xlsx", "91%")
    assert run(*words).returncode == 0
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert record["counts"] | {"built": 1, "unchanged": 2} == record["counts"]
    for before, now in zip(first["workbooks"], record["workbooks"], strict=True):
        assert (now["problems"], now["reports"]) == (before["problems"], before["reports"])
    page = (tmp_path / "run.html").read_text(encoding="utf-8").split("All workbooks")[1]
    assert len(re.findall(r"nowrap[^>]*>1</td></tr>", page)) == 3, "each has one warning"
    shutil.rmtree(tmp_path / "out")
    run(*shlex.split(record["repeated_by"])[1:])
    for each in record["workbooks"]:
        if each["status"] == "unchanged":
            assert each["made"] == first["made"] != record["made"]
            run(*shlex.split(each["repeated_by"])[1:])
    assert [digest_of(tmp_path / each["output"]) for each in record["workbooks"]] == [
        each["output_sha256"] for each in record["workbooks"]
    ]


@pytest.mark.parametrize("option", ["into", "copy"])
def test_the_record_says_where_sheets_were_written_to(run: Run, tmp_path: Path, option: str) -> None:
    plan, other = tiny_workbook(tmp_path / "plan.xlsx"), tmp_path / "other.xlsx"
    if option == "into":
        tiny_workbook(other)
    for report in ("run.json", "run.xlsx"):
        done = run("build", plan, f"--{option}", other, "--report", report)
        assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert record["settings"]["written_to"] == str(other)


def test_the_record_as_a_workbook_says_the_same(run: Run, tmp_path: Path) -> None:
    tiny_workbooks(tmp_path / "in", 2)
    tiny_workbook(tmp_path / "in" / "wrong.xlsx", "72%")
    run("build", "in", "--out", "out", "--report", "run.xlsx")
    book = openpyxl.load_workbook(tmp_path / "run.xlsx")
    rows = list(book["Workbooks"].iter_rows(values_only=True))
    assert [row[1] for row in rows[1:]] == ["Built", "Built", "Errors to mend"]
    assert rows[1][10] == digest_of(tmp_path / "in" / "plan-0000.xlsx")
    assert "Dashboard!D2" in str(rows[3][8])
    told = {row[0]: row[1] for row in book["Run"].iter_rows(min_row=3, max_col=2, values_only=True)}
    assert (told["Workbooks: built"], told["Exit code"]) == ("2", "1")
    assert str(told["To repeat it"]).endswith(f"--made {rows[1][9]}")
    assert run("build", "in", "--out", "out", "--report", "run.xlsx").returncode == 1, (
        "its own record is replaced"
    )


def test_a_record_never_takes_the_place_of_a_workbook(run: Run, tmp_path: Path) -> None:
    [plan] = tiny_workbooks(tmp_path / "in", 1)
    theirs = tiny_workbook(tmp_path / "theirs.xlsx")
    for report in (plan, theirs, tmp_path / "run.docx", tmp_path / "in" / "plan-0000 dashboard.xlsx"):
        before = report.read_bytes() if report.exists() else None
        done = run("build", plan, "--out", tmp_path / "in", "--report", report)
        assert done.returncode == 2, done.stderr
        assert (report.read_bytes() if report.exists() else None) == before


def test_a_record_that_cannot_be_written_is_told_before_the_work(run: Run, tmp_path: Path) -> None:
    tiny_workbooks(tmp_path / "in", 2)
    (tmp_path / "file").touch()
    done = run(
        "build", tmp_path / "in", "--out", tmp_path / "out", "--report", tmp_path / "file" / "run.json"
    )
    assert done.returncode == 3
    assert not (tmp_path / "out").exists()


def test_the_log_is_a_line_of_json_for_each_event(run: Run, tmp_path: Path) -> None:
    tiny_workbooks(tmp_path / "in", 2)
    for _ in range(2):
        run("build", "in", "--out", "out", "--changed", "--log", "logs/run.jsonl")
    lines = [
        json.loads(line) for line in (tmp_path / "logs/run.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [line["event"] for line in lines] == [
        "began",
        "built",
        "built",
        "ended",
        "began",
        *["unchanged"] * 2,
        "ended",
    ]
    assert all(line["time"].endswith("+00:00") for line in lines)


@pytest.mark.skipif(
    os.name == "nt", reason="Ctrl-C is sent to a group of processes in another way on Windows"
)
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_stops_cleanly(tmp_path: Path, workers: int) -> None:
    tiny_workbooks(tmp_path / "in", 200)
    out = tmp_path / "out"
    process = started(
        "build", tmp_path / "in", "--out", out, "--jobs", workers, "--report", tmp_path / "run.json"
    )
    until(lambda: out.is_dir() and len(list(out.glob("plan*"))) >= 5)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    assert "Traceback" not in stderr
    assert "Stopped before its turn" in stdout
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    written = sorted(path.name for path in out.iterdir())
    assert record["stopped"]
    assert record["exit_code"] == 130
    assert 5 <= len(written) < 200
    assert written == [Path(each["output"]).name for each in record["workbooks"]]
    assert all(map(whole, out.iterdir()))


@pytest.mark.skipif(
    os.name == "nt", reason="Ctrl-C is sent to a group of processes in another way on Windows"
)
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("pause", [0.002, 0.03], ids=["at once", "while it closes"])
def test_ctrl_c_pressed_again_and_again_leaves_nothing_half_written(
    tmp_path: Path, workers: int, pause: float
) -> None:
    tiny_workbooks(tmp_path / "in", 200)
    out = tmp_path / "out"
    process = started(
        "build", tmp_path / "in", "--out", out, "--jobs", workers, "--report", tmp_path / "run.json"
    )
    until(lambda: out.is_dir() and len(list(out.glob("plan*"))) >= 2)
    while process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(pause)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    assert "Traceback" not in stderr
    written = {path.name for path in out.glob("plan*")}
    assert 2 <= len(written) < 200
    assert all(map(whole, out.glob("plan*")))
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert {Path(each["output"]).name for each in record["workbooks"]} == written
    assert record["counts"]["built"] == len(written)


def _has_fork_server(process: int) -> bool:
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8").split()
    return any(b"forkserver" in Path(f"/proc/{child}/cmdline").read_bytes() for child in children)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells of a process's children")
@pytest.mark.parametrize("pause", [0.0, 0.05, 0.15, 0.3])
def test_ctrl_c_twice_while_workers_start_is_quiet(tmp_path: Path, pause: float) -> None:
    tiny_workbooks(tmp_path / "in", 20)
    process = started("build", tmp_path / "in", "--out", tmp_path / "out", "--jobs", 2)
    until(lambda: _has_fork_server(process.pid))
    for _ in range(2):
        time.sleep(pause)
        os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert stderr == "Stopping: what is begun is finished. Once more ends it at once.\n"


def test_what_workers_had_built_unheard_is_in_the_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_workbooks(tmp_path / "in", 3)

    def broken_off(jobs: Sequence[Job], *_: object, **__: object) -> Generator[tuple[int, Done], None, None]:
        done = [perform(job) for job in jobs[:2]]
        yield 1, done[1]
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "run", broken_off)
    report, out = tmp_path / "run.json", tmp_path / "out"
    assert command.build(Options([str(tmp_path / "in")], out=str(out), report=report)) == 130
    record = json.loads(report.read_text(encoding="utf-8"))
    assert (record["exit_code"], record["stopped"], record["counts"]["built"]) == (130, True, 2)
    assert {Path(each["output"]) for each in record["workbooks"]} == set(out.iterdir())


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, full but for a workbook on it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("a disk can only be made by root")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("a disk cannot be made here")
    try:
        tiny_workbook(folder / "no room.xlsx")
        with (folder / "filling").open("wb", buffering=0) as filling:
            try:
                while True:
                    filling.write(bytes(4096))
            except OSError:
                pass
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def _faults(folder: Path) -> dict[str, str]:
    """Put workbooks into a folder that cannot be built, and say by what words each is told of."""
    (folder / "corrupt.xlsx").write_bytes(tiny_workbook(folder / "corrupt.xlsx").read_bytes()[:-400])
    (folder / "password.xlsx").write_bytes(compound("EncryptionInfo", "EncryptedPackage"))
    held = tiny_workbook(folder / "output held.xlsx").with_name("~$output held.xlsx")
    held.write_bytes(bytes([3]) + b"Ann".ljust(54) + bytes([3, 0]) + "Ann".encode("utf-16-le").ljust(108))
    tiny_workbook(folder / "zz vanishing.xlsx")
    return {"corrupt.xlsx": "damaged", "password.xlsx": "protected by a password", "output held.xlsx": "Ann (in Excel)",
            "zz vanishing.xlsx": "was not found"}  # fmt: skip


def _built_among_faults(folders: list[Path], good: int, faults: dict[str, str], tmp_path: Path) -> None:
    held = tiny_workbook(folders[0] / "held.xlsx").with_name("~$held.xlsx")
    held.write_bytes(bytes([3]) + b"Bob".ljust(54) + bytes([3, 0]) + "Bob".encode("utf-16-le").ljust(108))
    process = started("build", *folders, "--jobs", 2, "--report", tmp_path / "run.json")
    backups = folders[0] / "kccxl backups"
    until(lambda: backups.is_dir() and any(backups.iterdir()))
    (folders[0] / "zz vanishing.xlsx").unlink()
    _, stderr = process.communicate(timeout=120)
    assert process.returncode == 1, stderr
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    failed = {
        Path(each["workbook"]).name: each["message"]
        for each in record["workbooks"]
        if each["status"] == "failed"
    }
    faults = {**faults, "held.xlsx": "Bob (in Excel)"}
    assert failed.keys() == faults.keys()
    for name, words in faults.items():
        assert words in failed[name]
        assert any(name in line and words in line for line in stderr.splitlines())
    plans = [path for folder in folders for path in folder.glob("plan-*.xlsx")]
    assert len(plans) == good == len(list(backups.glob("plan-*.xlsx")))
    assert all(map(holds_ours, plans))
    assert not [path for folder in folders for path in folder.rglob("~kccxl-*")]


def test_faults_among_a_hundred_stop_no_other(tmp_path: Path, full_disk: Path) -> None:
    tiny_workbooks(tmp_path / "in", 100)
    faults = {**_faults(tmp_path / "in"), "no room.xlsx": "there is no room left"}
    _built_among_faults([tmp_path / "in", full_disk], 100, faults, tmp_path)


def test_faults_on_a_disk_with_room(tmp_path: Path) -> None:
    tiny_workbooks(tmp_path / "in", 20)
    _built_among_faults([tmp_path / "in"], 20, _faults(tmp_path / "in"), tmp_path)
