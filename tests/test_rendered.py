"""Every sample's dashboard as LibreOffice opens, prints and recalculates it: an engine that is not ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from kccxl.batch import build
from tests.conftest import WORKBOOKS

pytestmark = pytest.mark.libreoffice
SAMPLES = sorted(path.stem for path in WORKBOOKS.glob("performance-*.xlsx"))


@pytest.fixture(scope="module", params=SAMPLES)
def dashboard(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, object]:
    output = tmp_path_factory.mktemp("built") / f"{request.param}.xlsx"
    outcome = build(WORKBOOKS / f"{request.param}.xlsx", output, made=datetime(2026, 1, 5, 9, 0))
    assert outcome.failure is None
    assert outcome.refreshed is not None
    return output, outcome.refreshed.computed[0].results


def test_every_page_prints_whole(
    dashboard: tuple[Path, object], soffice: Callable[[Path, str], Path]
) -> None:
    path, results = dashboard
    program = shutil.which("pdftotext")
    if program is None:
        assert not os.environ.get("KCCXL_NEEDS_TOOLS"), "pdftotext (poppler-utils) is missing"
        pytest.skip("pdftotext (poppler-utils) is not installed")
    pdf = soffice(path, "pdf")
    text = subprocess.run(
        [program, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "##" not in text
    words = " ".join(text.split())
    for result in results.indicators:  # type: ignore[attr-defined]
        assert result.indicator.ref in words
    for title in ("Data checks", "Report text", "Key"):
        assert title in words


def test_recalculated_by_libreoffice_nothing_changes(
    dashboard: tuple[Path, object], soffice: Callable[[Path, str], Path]
) -> None:
    """The counts, figures and words LibreOffice saves are those that were laid out."""
    path, _ = dashboard
    ours = openpyxl.load_workbook(path)
    theirs = openpyxl.load_workbook(soffice(path, "xlsx"), data_only=True)
    assert theirs.sheetnames == ours.sheetnames
    for sheet in ours:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None or cell.data_type == "f":
                    continue
                other = theirs[sheet.title][cell.coordinate].value
                if isinstance(cell.value, float):
                    assert other == pytest.approx(cell.value), f"{sheet.title}!{cell.coordinate}"
                else:
                    assert str(other).strip() == str(cell.value).strip(), f"{sheet.title}!{cell.coordinate}"


def test_summary_detail_text_and_contract_agree(
    dashboard: tuple[Path, object], run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    path, results = dashboard
    contract = json.loads(run("results", WORKBOOKS / path.name, "--format", "json").stdout)
    book = openpyxl.load_workbook(path)
    summary = [cell.value for row in book["Summary"].iter_rows() for cell in row]
    ratings = {"GREEN", "AMBER", "RED"}
    printed = sum(1 for value in summary if value in ratings)
    counts = contract["counts"]
    assert printed == sum(counts[kind][colour] for kind in ("month_rag", "ytd_rag") for colour in ratings)
    assert contract["counts"] == results.counts  # type: ignore[attr-defined]
