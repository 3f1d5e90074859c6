"""The README is true: its commands run, its tables name what there is, its pictures and files exist."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import openpyxl
import pytest

from kccxl.reports.performance import specs, template_columns
from kccxl.tables.spec import TableSpec, caption
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = sorted((ROOT / "kccxl").rglob("*.py"))


MESSAGES = (ROOT / "docs/messages.md").read_text(encoding="utf-8")
RESULTS = (ROOT / "docs/results.md").read_text(encoding="utf-8")
LAYOUT = (ROOT / "docs/workbooks.md").read_text(encoding="utf-8")
NO_CODES = {"read-only", "utf-8", "utf-16-le", "latin-1"}


def _section(title: str) -> str:
    return re.split(r"\n#+ ", README.split(f"# {title}\n", 1)[1], maxsplit=1)[0]


def _codes_in_the_code() -> Iterator[str]:
    """Every code handed to whatever reports it: words joined by hyphens among the arguments of a call."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            for given in [*node.args, *(keyword.value for keyword in node.keywords)]:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield from re.findall(r"^(?:[a-z]+(?:-[a-z0-9]+)+|remark)$", given.value)
                elif isinstance(given, ast.JoinedStr):
                    yield from _built(given)


def _built(text: ast.JoinedStr) -> Iterator[str]:
    """The codes made of a stem and a word: no-target, two-headings."""
    shape = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in text.values)  # type: ignore[misc]
    stems = {
        "no-{}": "target floor numerator denominator heading cost-centre group division",
        "two-{}s": "heading division directorate",
    }
    yield from (shape.format(word) for word in stems.get(shape, "").split())


def test_every_message_code_is_explained_and_no_other() -> None:
    rows = [line.split("|")[1] for line in MESSAGES.splitlines() if line.startswith("| `")]
    explained = re.findall(r"`([a-z0-9-]+)`", "\n".join(rows))
    assert len(explained) == len(set(explained))
    assert set(explained) == set(_codes_in_the_code()) - NO_CODES


def test_every_command_and_option_is_explained(commands: dict[str, click.Command]) -> None:
    section = _section("Commands")
    assert set(re.findall(r"\| `kccxl (\w+)", section)) == commands.keys() - {""}
    options = {flag for command in commands.values() for parameter in command.params
               for flag in parameter.opts if flag.startswith("-")}  # fmt: skip
    documented = set(re.findall(r"`(--?[a-z-]+)`", section)) - {"-h", "--help"}
    assert documented == options


def test_the_first_dashboard_can_be_made_as_described(
    run: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    commands = re.findall(r"^kccxl (.*)$", _section("Your first dashboard"), re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["new", "check", "build"]
    for command in commands:
        done = run(*shlex.split(command), cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "Summary" in openpyxl.load_workbook(tmp_path / "library.xlsx").sheetnames
    apart = re.search(r"`kccxl (build library.xlsx --out \w+)`", _section("Your first dashboard"))
    assert apart
    assert run(*shlex.split(apart[1]), cwd=tmp_path).returncode == 0
    assert (tmp_path / "dashboards" / "library dashboard.xlsx").exists()


def test_the_documented_contract_has_the_keys_of_the_real_one(
    run: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    text = re.search(r"```json\n(.*?)```", RESULTS, re.DOTALL)
    assert text
    documented = json.loads(text[1].replace("…", "..."))
    real = json.loads(run("results", ROOT / "workbooks/performance-2016-17.xlsx", "-f", "json").stdout)
    assert documented.keys() == real.keys()
    assert documented["settings"].keys() == real["settings"].keys()
    assert documented["counts"] == real["counts"]
    for part in ("indicators", "activity", "problems"):
        assert documented[part][0].keys() == real[part][0].keys(), part
    cs05 = next(item for item in real["indicators"] if item["ref"] == "CS05")
    for key in ("latest", "ytd", "target", "floor", "previous_year", "unit"):
        assert documented["indicators"][0][key] == cs05[key]


@pytest.mark.parametrize("report", ["budget", "monitoring", "ledger"])
def test_the_documented_contracts_on_money_have_the_keys_of_the_real_ones(
    run: Callable[..., subprocess.CompletedProcess[str]], report: str
) -> None:
    blocks = [
        json.loads(text.replace("…", "...")) for text in re.findall(r"```json\n(.*?)```", RESULTS, re.DOTALL)
    ]
    documented = next(block for block in blocks if block["report"] == report)
    found = json.loads(run("results", ROOT / "workbooks" / documented["workbook"], "-f", "json").stdout)
    real = next(each for each in found.get("reports", [found]) if each["report"] == report)
    assert documented.keys() == real.keys()
    for part in ("lines", "staff", "virements"):
        if part in documented:
            assert documented[part][0].keys() == real[part][0].keys(), part
    if report == "monitoring":
        for part in ("settings", "totals"):
            assert documented[part].keys() == real[part].keys(), part
        assert documented["casts"][0].keys() == real["casts"][0].keys()
        line = next(each for each in real["lines"] if each["revised_variance"] == "512600")
        for key, value in documented["lines"][0].items():
            assert (
                key in ("heading", "group", "reason", "explanation", "cells", "percent") or line[key] == value
            ), key
    else:
        assert documented["settings"].keys() <= real["settings"].keys()


@pytest.mark.parametrize(
    ("sheet", "spec"),
    [("Service areas", specs.AREA), ("Indicators", specs.INDICATORS), ("Activity", specs.ACTIVITY),
     ("Results", specs.RESULTS), ("Commentary", specs.COMMENTARY)],
)  # fmt: skip
def test_the_columns_named_are_those_of_the_template_and_are_read(sheet: str, spec: TableSpec) -> None:
    row = next(line for line in LAYOUT.splitlines() if line.startswith(f"| {sheet} |"))
    titles = [column.title for column in template_columns.COLUMNS[sheet]]
    for title in titles:
        assert title in row
        assert spec.column_for(caption(title)), f"{title} is not read"


def test_files_and_pictures_named_exist() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
    for name in re.findall(r"`(workbooks/[^`]+\.xlsx)`", README):
        assert (ROOT / name).exists(), name


def test_the_two_commands_are_marked_for_the_continuous_integration() -> None:
    for mark in ("main job", "tests"):
        assert re.search(rf"<!-- command: {mark} -->\n```console\n[^\n]+\n```", README), mark
