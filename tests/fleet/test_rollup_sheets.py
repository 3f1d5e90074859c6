"""The rollup's workbook and its JSON twin: they say the same, and every line leads to the cell it stems from."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kccxl import batch
from kccxl.fleet.rollup import collect
from kccxl.fleet.rollup_json import as_json
from kccxl.fleet.rollup_quality import DO_NOT_RELY
from kccxl.fleet.rollup_reds import TO_BE_ADDED
from kccxl.fleet.rollup_sheets import lay_out
from kccxl.search import find_workbooks
from tests.conftest import WORKBOOKS

Run = Callable[..., subprocess.CompletedProcess[str]]
Sample = Callable[[str], Path]
MADE = datetime(2026, 1, 5, 9, 0)
_ADDRESS = re.compile(r"'?(.*?)'?!([A-Z]+[0-9]+)")


def rolled(sources: list[Path], output: Path) -> Any:
    batch.write(lay_out(collect(sources), output, MADE), output)
    return openpyxl.load_workbook(output)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rollup of the samples, two folders away from them."""
    path = tmp_path_factory.mktemp("far") / "papers" / "council.xlsx"
    rolled(find_workbooks([WORKBOOKS / "*-*.xlsx"]), path)
    return path


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    return as_json(collect(find_workbooks([WORKBOOKS / "*-*.xlsx"])))


def rows_of(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def links(sheet: Worksheet) -> list[tuple[int, Path, str, str]]:
    found = []
    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink and cell.hyperlink.target:
                address = _ADDRESS.fullmatch(cell.hyperlink.location or "")
                assert address, (cell.coordinate, cell.hyperlink.location)
                found.append(
                    (
                        cell.row,
                        Path(unquote(cell.hyperlink.target).replace("\\", "/")),
                        address[1],
                        address[2],
                    )
                )
    return found


def test_every_link_leads_to_a_cell_that_holds_what_the_line_says(output: Path) -> None:
    book = openpyxl.load_workbook(output)
    sources = {path.name: openpyxl.load_workbook(path, data_only=True) for path in WORKBOOKS.glob("*.xlsx")}
    for title, least, telling in (
        ("Reds", 17, "AC"),
        ("Movements", 35, "AE"),
        ("Budget variances", 21, "AEF"),
    ):
        found = links(book[title])
        assert len(found) >= least
        for row, file, sheet, cell in found:
            target = (output.parent / file).resolve()
            assert target.is_file(), target
            held = [sources[target.name][sheet][cell].value]
            if sheet == "Ledger":  # a heading has many lines there; the link leads to the first of them
                held = [
                    each.value
                    for each in sources[target.name][sheet][row_of(cell)]
                    if isinstance(each.value, str)
                ]
            says = [book[title][f"{column}{row}"].value for column in telling]
            assert any(_same(one, said) for one in held for said in says), (
                title,
                row,
                target.name,
                sheet,
                cell,
            )


def row_of(cell: str) -> int:
    return int(re.sub("[A-Z]", "", cell))


def _same(held: Any, said: Any) -> bool:
    """Whether a source cell is what a cell of the rollup says: the figure, printed or in £000s, or the name."""
    if said is None:
        return False
    if isinstance(held, str):
        return isinstance(said, str) and (
            held == said or said.startswith(f"{held} ") or held.rstrip("*†") == said
        )
    if said == "–":
        return bool(held == 0)
    if isinstance(said, str):
        number = re.sub(r"[^0-9.\-]", "", said)
        if not number or not re.fullmatch(r"-?£?[\d,.]+(%|k|m| \w+)?", said):
            return False
        return any(abs(held * scale - float(number)) <= 0.5 for scale in (1, 100))
    return abs(held - said) < 0.06 or abs(held / 1000 - said) < 0.06


def test_the_matrix_says_what_the_contract_says(output: Path, contract: dict[str, Any]) -> None:
    rows = rows_of(openpyxl.load_workbook(output)["Overview"])
    for group in contract["matrix"]:
        row = next(
            row for row in rows if str(row[0]).startswith(group["directorate"]) and _date(group) in row
        )
        expected = [count for counts in group["counts"].values() for count in counts.values()]
        assert row[2:18] == expected
    total = next(row for row in rows if row[0] == "All directorates" and row[2] is not None)
    assert total[2:18] == [count for counts in contract["totals"].values() for count in counts.values()]


def _date(group: dict[str, Any]) -> str:
    return group["up_to"] or f"{group['financial_year']} (month not stated)"


def test_counts_stand_in_words_too(output: Path) -> None:
    words = " ".join(str(row[0]) for row in rows_of(openpyxl.load_workbook(output)["Overview"]))
    assert "Of 90 latest results, 42 Green, 13 Amber, five Red and 30 not rated." in words
    assert "two Red and none not rated" in words


def test_reds_and_movements_stand_in_the_order_of_the_contract(
    output: Path, contract: dict[str, Any]
) -> None:
    book = openpyxl.load_workbook(output)
    names = [row[0] for row in rows_of(book["Movements"])]
    expected = [line["name"] for key in ("worsened", "improved") for line in contract[key]]
    assert [name for name in names if name in set(expected)] == expected
    reds = [(row[0], row[1]) for row in rows_of(book["Reds"]) if row[4] == "RED"]
    assert sorted(reds) == sorted((line["name"], line["measure"]) for line in contract["reds"])
    variances = [row[0] for row in rows_of(book["Budget variances"]) if row[7] in ("GREEN", "AMBER", "RED")]
    assert variances == [line["heading"] for line in contract["variances"]]


def test_a_red_without_commentary_asks_for_management_action(sample: Sample, tmp_path: Path) -> None:
    source = openpyxl.load_workbook(sample("performance-2016-17"))
    source["Dashboard"]["A137"] = None
    source.save(tmp_path / "silent.xlsx")
    rows = rows_of(rolled([tmp_path / "silent.xlsx"], tmp_path / "out.xlsx")["Reds"])
    said = {str(row[0]).split()[0]: row[6] for row in rows if row[4] == "RED"}
    assert said["PI01"] == TO_BE_ADDED
    assert said["FP02"] != TO_BE_ADDED


def test_errors_and_damage_stand_on_the_data_quality_sheet(sample: Sample, tmp_path: Path) -> None:
    broken = openpyxl.load_workbook(sample("performance-2016-17"))
    broken["Dashboard"]["D8"] = "RED"
    broken.save(tmp_path / "broken.xlsx")
    (tmp_path / "damaged.xlsx").write_bytes(b"PK\x03\x04 and no more")
    sources = [tmp_path / "broken.xlsx", tmp_path / "damaged.xlsx", sample("monitoring-2016-17")]
    book = rolled(sources, tmp_path / "out.xlsx")
    quality = {str(row[0]): row for row in rows_of(book["Data quality"])}
    assert DO_NOT_RELY in quality["broken.xlsx"][11]
    assert "Dashboard!D8" in quality["broken.xlsx"][11]
    assert quality["broken.xlsx"][4:6] == ["No", 1]
    assert quality["damaged.xlsx"][4] == "No"
    assert quality["damaged.xlsx"][11]
    assert quality["monitoring-2016-17.xlsx"][4] == "Yes"
    overview = rows_of(book["Overview"])
    assert any("broken.xlsx" in str(row[0]) and "One error to mend" in str(row[2]) for row in overview)
    assert [row[2] for row in rows_of(book["Movements"])].count("July 2016") == 0


def test_the_same_workbooks_give_the_same_bytes(output: Path, tmp_path: Path) -> None:
    again = tmp_path / "papers" / "council.xlsx"
    sources = find_workbooks([WORKBOOKS / "*-*.xlsx"])
    rolled(sources, again)
    first = again.read_bytes()
    rolled(sources, again)
    assert again.read_bytes() == first


def test_a_name_no_link_can_spell_is_named_without_one(sample: Sample, tmp_path: Path) -> None:
    odd = tmp_path / "July #2.xlsx"
    odd.write_bytes(sample("monitoring-2016-17").read_bytes())
    book = rolled([odd], tmp_path / "out.xlsx")
    assert links(book["Budget variances"]) == []
    assert any("July #2.xlsx" in row for row in rows_of(book["Budget variances"]))


def test_nothing_to_roll_up_is_said(sample: Sample, tmp_path: Path) -> None:
    book = rolled([sample("budget-2017-18")], tmp_path / "out.xlsx")
    assert any("No workbook has ratings" in str(row[0]) for row in rows_of(book["Overview"]))
    assert any("Nothing is rated Red" in str(row[0]) for row in rows_of(book["Reds"]))


def test_the_command_writes_prints_and_tells_what_was_left_out(
    run: Run, sample: Sample, tmp_path: Path
) -> None:
    folder = tmp_path / "returns"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(sample("monitoring-2016-17").read_bytes())
    (folder / "b.xlsx").write_bytes(b"PK\x03\x04 and no more")
    done = run("rollup", folder, "--out", "council.xlsx", "--json")
    assert done.returncode == 3
    assert "b.xlsx: left out." in done.stderr
    printed = json.loads(done.stdout)
    assert printed == as_json(collect([folder / "a.xlsx", folder / "b.xlsx"]))
    assert (tmp_path / "council.xlsx").is_file()
    again = run("rollup", folder / "a.xlsx", "--out", "council.xlsx", "--quiet")
    assert (again.returncode, again.stdout) == (0, "")


def test_a_rollup_in_the_folder_it_rolls_up_is_no_source_of_the_next(
    run: Run, sample: Sample, tmp_path: Path
) -> None:
    (tmp_path / "a.xlsx").write_bytes(sample("monitoring-2016-17").read_bytes())
    for _ in range(2):
        done = run("rollup", tmp_path, "--out", tmp_path / "council.xlsx")
        assert done.returncode == 0, done.stderr
        assert "1 of 1 workbooks counted" in done.stdout


def test_both_charts_of_a_long_list_have_one_scale_and_say_what_they_leave_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    table, settings = book.worksheets[0], book.create_sheet("Settings")
    table.append(["Heading", "Net budget £000s", "Net forecast variance £000s"])
    for number in range(14):
        table.append([f"Over {number}", 50_000 + number, 1 + number])
        table.append([f"Under {number}", 50_000 + number, -900 - number])
    for row in (["Setting", "Value"], ["Financial year", "2016/17"], ["Results up to", "July 2016"]):
        settings.append(row)
    book.save(tmp_path / "long.xlsx")
    council = collect([tmp_path / "long.xlsx"])
    laid = lay_out(council, tmp_path / "council.xlsx", MADE)
    sheet = next(each for each in laid.sheets if each.title == "Budget variances")
    over, under = sheet.charts
    assert over.ends == under.ends is not None
    assert over.ends[0] < -900
    assert over.ends[1] > 14
    said = [cell.content for cell in sheet.cells.values() if isinstance(cell.content, str)]
    assert any("10 of 14 overspends and 10 of 14 underspends, on one scale" in text for text in said)


@pytest.mark.libreoffice
def test_every_page_prints_whole(
    output: Path, contract: dict[str, Any], soffice: Callable[[Path, str], Path]
) -> None:
    program = shutil.which("pdftotext")
    if program is None:
        assert not os.environ.get("KCCXL_NEEDS_TOOLS"), "pdftotext (poppler-utils) is missing"
        pytest.skip("pdftotext (poppler-utils) is not installed")
    pdf = soffice(output, "pdf")
    text = subprocess.run(
        [program, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "##" not in text
    for line in [*contract["reds"], *contract["worsened"], *contract["improved"], *contract["variances"]]:
        assert line["cell"] in text
    for source in contract["workbooks"]:
        assert source["sha256"][:10] in text


def test_a_foreign_file_is_left_alone(run: Run, sample: Sample, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.xlsx"
    openpyxl.Workbook().save(theirs)
    before = theirs.read_bytes()
    done = run("rollup", sample("monitoring-2016-17"), "--out", theirs)
    assert done.returncode == 3
    assert "was not made by kccxl" in done.stderr
    assert theirs.read_bytes() == before
    assert run("rollup", sample("monitoring-2016-17"), "--out", theirs, "--force").returncode == 0
    assert theirs.read_bytes() != before


def test_wrong_usage(run: Run, sample: Sample, tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(sample("monitoring-2016-17").read_bytes())
    for arguments in (
        ["a.xlsx"],
        ["a.xlsx", "--out", "council.pdf"],
        ["a.xlsx", "--out", "a.xlsx", "--force"],
    ):
        assert run("rollup", *arguments).returncode == 2
    assert source.read_bytes() == sample("monitoring-2016-17").read_bytes()
