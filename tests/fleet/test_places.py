"""Workbooks at addresses: found, built and sent back as those of this machine are."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from click.testing import CliRunner

from kccxl.cli import app
from kccxl.errors import UsageError
from kccxl.files.own import is_own_output
from kccxl.fleet import places
from tests.fleet.tiny import tiny_workbooks


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Any]:
    """A store in memory with three workbooks in ``plans``, a lock file and an unfinished file."""
    system = fsspec.filesystem("memory")
    for path in tiny_workbooks(tmp_path / "plans", 3):
        system.pipe_file(f"/plans/{path.name}", path.read_bytes())
    system.pipe_file("/plans/~$plan-0000.xlsx", b"\x03Ann")
    system.pipe_file("/plans/~kccxl-00.xlsx", b"PK half")
    yield system
    system.rm("/", recursive=True)


def test_workbooks_at_an_address_are_built_beside_it_and_again(memory: Any) -> None:
    for words in ([], ["--changed"]):
        done = CliRunner().invoke(app, ["build", "memory://plans", *words])
        assert done.exit_code == 0, done.output
        names = sorted(path.rsplit("/", 1)[1] for path in memory.ls("/plans", detail=False))
        dashboards = [name for name in names if name.endswith("dashboard.xlsx")]
        assert dashboards == [f"plan-000{number} dashboard.xlsx" for number in range(3)]
        assert len(names) == 3 + 3 + 2, (
            "the lock and unfinished files are as they were, and nothing else is there"
        )
        with memory.open(f"/plans/{dashboards[0]}") as file:
            assert is_own_output(file, "kccxl")
    assert "unchanged" in done.output


def test_a_pattern_at_an_address_and_an_output_on_this_machine(memory: Any, tmp_path: Path) -> None:
    out = tmp_path / "made"
    done = CliRunner().invoke(app, ["build", "memory://plans/plan-000[12].xlsx", "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in out.iterdir()) == [
        "plan-0001 dashboard.xlsx",
        "plan-0002 dashboard.xlsx",
    ]


def test_workbooks_of_this_machine_and_an_output_at_an_address(memory: Any, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["build", str(tmp_path / "plans"), "--out", "memory://made/today"])
    assert done.exit_code == 0, done.output
    assert len(memory.ls("/made/today", detail=False)) == 3


def test_somebody_elses_file_at_an_address_is_left_alone(memory: Any) -> None:
    memory.pipe_file("/plans/plan-0000 dashboard.xlsx", b"minutes")
    done = CliRunner().invoke(app, ["build", "memory://plans/plan-0000.xlsx"])
    assert done.exit_code == 3
    assert "memory://plans/plan-0000 dashboard.xlsx exists and was not made by kccxl" in done.output
    assert memory.cat_file("/plans/plan-0000 dashboard.xlsx") == b"minutes"


def test_a_workbook_that_is_not_there_is_named(memory: Any) -> None:
    done = CliRunner().invoke(app, ["build", "memory://plans/none.xlsx", "memory://plans/plan-0001.xlsx"])
    assert done.exit_code == 1
    assert "'memory://plans/none.xlsx' was not found" in done.output


def test_a_file_address_is_a_path_of_this_machine(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    folder = tmp_path / "Ann Lee"
    tiny_workbooks(folder, 2)
    done = run("build", folder.as_uri(), "--out", (tmp_path / "made").as_uri(), "--jobs", 2)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "made").iterdir())) == 2


@pytest.mark.parametrize(
    ("output", "source", "way"),
    [
        ("memory://out/a.xlsx", "memory://in/deep/b.xlsx", "../in/deep/b.xlsx"),
        ("memory://plans/a.xlsx", "memory://plans/b.xlsx", "b.xlsx"),
        ("/x/out/a.xlsx", "/x/in/b.xlsx", "../in/b.xlsx"),
        ("s3://x/a.xlsx", "memory://y/b.xlsx", "memory://y/b.xlsx"),
    ],
)
def test_the_way_from_an_output_to_its_workbook(output: str, source: str, way: str) -> None:
    assert places.between(output, source) == way


def test_copies_lie_to_each_other_as_the_originals_do(memory: Any) -> None:
    with places.at_hand("memory://plans/plan-0000.xlsx", "memory://out/today/d.xlsx") as (source, output):
        assert (output.parent / "../../plans/plan-0000.xlsx").resolve() == source.resolve()
        assert source.read_bytes() == memory.cat_file("/plans/plan-0000.xlsx")


def test_an_address_nothing_here_can_read_is_said_to_be() -> None:
    with pytest.raises(UsageError, match="cannot be used here"):
        places.find(["nosuch://plans"])


def test_two_workbooks_at_addresses_never_meet(memory: Any) -> None:
    outputs = places.outputs_for(["memory://x/a.xlsx", "memory://y/a.xlsx"], "memory://out")
    assert outputs == ["memory://out/a (x) dashboard.xlsx", "memory://out/a (y) dashboard.xlsx"]
    with pytest.raises(UsageError, match="would meet in"):
        places.outputs_for(["memory://x/a.xlsx", "memory://x/a.xlsx"], "memory://out")


def test_twins_at_an_address_are_told_apart_together_and_alone(memory: Any) -> None:
    memory.pipe_file("/plans/plan-0000.xlsm", b"PK")
    twins = ["memory://plans/plan-0000.xlsm", "memory://plans/plan-0000.xlsx"]
    expected = ["plan-0000 (xlsm) dashboard.xlsx", "plan-0000 dashboard.xlsx"]
    for out in ("memory://out", None):
        together = places.outputs_for(twins, out)
        alone = [places.outputs_for([twin], out)[0] for twin in twins]
        assert [places.name(each) for each in together] == expected
        assert alone == together


def test_hidden_files_and_backups_at_an_address_are_left_out(memory: Any) -> None:
    memory.pipe_file("/plans/._plan-0000.xlsx", b"\0")
    memory.pipe_file("/plans/kccxl backups/plan-0000.xlsx", memory.cat_file("/plans/plan-0000.xlsx"))
    for place in ("memory://plans", "memory://plans/**", "memory://plans/**/*.xlsx"):
        assert [places.name(each) for each in places.find([place])] == [
            f"plan-000{each}.xlsx" for each in range(3)
        ]
