"""The summary for an e-mail: says first whether anybody is needed, loads nothing, fits a narrow window."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kccxl.fleet.html import as_html, headline
from kccxl.fleet.job import ERRORS, Done, Status
from kccxl.fleet.options import Options
from kccxl.fleet.record import RunRecord
from kccxl.tables.problems import Problem, Severity

BEGAN = datetime(2026, 11, 21, 6, 0)
NAME = "customer_services_quarter_3_final_version_7_corrected_by_finance.xlsx"
PROBLEM = Problem(Severity.ERROR, "rating-differs", "Data", "D8", "<GREEN>", "AMBER", "Correct it.")


def _record(*done: Done, asked: int = 0, stopped: bool = False) -> RunRecord:
    return RunRecord(BEGAN, BEGAN, Options(["plans"]), asked or len(done), 2.0, done, stopped)


def _bad(name: str = NAME) -> Done:
    return Done(
        name,
        Status.PROBLEMS,
        message="It holds errors.",
        problems={"error": 7},
        found=(PROBLEM,) * 7,
        code=ERRORS,
    )


def test_the_headline_says_whether_anybody_is_needed() -> None:
    good = Done("plan.xlsx", Status.BUILT, "plan dashboard.xlsx")
    assert headline(_record(good, good)) == "Dashboards: all 2 workbooks are up to date"
    assert headline(_record(good, _bad())) == "Dashboards: 1 of 2 workbooks needs mending"
    assert headline(_record(asked=5, stopped=True)) == "Dashboards: stopped after 0 of 5 workbooks"
    stopped = headline(_record(good, _bad(), asked=5, stopped=True))
    assert stopped == "Dashboards: stopped after 2 of 5 workbooks, and 1 of these needs mending"


def test_nothing_is_loaded_and_what_is_typed_is_no_mark_up() -> None:
    page = as_html(_record(_bad("<b>plan</b>.xlsx")))
    assert "<b>" not in page
    assert "&lt;GREEN&gt;" in page
    assert "and 2 more errors" in page
    assert not any(word in page for word in ("src=", "href=", "url(", "<script", "<style"))
    opened = list[str]()

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in ("meta", "br"):
                opened.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert opened.pop() == tag

    Tags().feed(page)
    assert not opened


def test_thousands_of_workbooks_make_no_endless_page() -> None:
    page = as_html(_record(*(Done(f"plan-{number}.xlsx", Status.BUILT) for number in range(3000))))
    assert "and 2,800 more" in page
    assert len(page) < 200_000


@pytest.mark.parametrize("width", [1280, 600])
def test_nothing_is_cut_off_in_a_window(tmp_path: Path, width: int) -> None:
    browser = shutil.which("chromium")
    if browser is None:
        pytest.skip("Chromium is not installed")
    page = tmp_path / "run.html"
    script = "<script>document.title=document.documentElement.scrollWidth+' of '+innerWidth</script>"
    good = Done("A long name of a workbook for the committee of adult social care.xlsx", Status.BUILT)
    page.write_text(as_html(_record(good, _bad())).replace("</body>", f"{script}</body>"), encoding="utf-8")
    shown = subprocess.run(
        [browser, "--headless", "--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else []),
         f"--user-data-dir={tmp_path / 'browser'}", f"--window-size={width},900", "--dump-dom", page.as_uri()],
        check=True, capture_output=True, text=True, timeout=60,
    ).stdout  # fmt: skip
    assert f"<title>{width} of {width}</title>" in shown
