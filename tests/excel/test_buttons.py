"""Every button whole, from the click to the message, against a workbook in something like Excel."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from kccxl.excel import buttons
from kccxl.excel.log import log_file
from kccxl.excel.messages import fault_message
from kccxl.excel.reading import read_book
from kccxl.files.read import read_workbook
from tests.excel.engines.excel_like import Book, Engine
from tests.excel.papers import state

TODAY = f"{date.today():%Y-%m-%d}"
ALL = [
    buttons.refresh_dashboard,
    buttons.check_data,
    buttons.explain_selected_cell,
    buttons.new_workbook_from_template,
    buttons.freeze_to_values,
    buttons.export_pdf,
    buttons.open_log,
]


def _click(double: Book, sheet: str, cell: str) -> None:
    double.active = sheet
    double.selected[sheet] = cell


# -- Check data


def test_check_data_selects_the_first_cell_to_mend_and_lists_all(opened: Callable[..., Book]) -> None:
    double = opened("performance-2016-17")
    double.work["Dashboard"]["D7"] = "RED"
    buttons.check_data()
    ((text, _, mode),) = double.app.said
    assert mode == "info"
    assert text.startswith("1 error and 3 warnings found. The first one:\n\nDashboard!D7\nFound: ")
    assert (double.active, double.selected["Dashboard"]) == ("Dashboard", "$D$7")
    assert double.work.sheetnames[-1] == "Data checks"
    sheet = double.work["Data checks"]
    assert any(cell.value == "Dashboard!D7" for row in sheet.iter_rows() for cell in row)
    assert ("", "'Dashboard'!D7", "Go to the cell") in double.links.values()


def test_check_data_writes_the_sheet_the_dashboard_has_and_touches_no_other(
    opened: Callable[..., Book],
) -> None:
    double = opened("performance-2016-17")
    buttons.refresh_dashboard()
    titles = double.work.sheetnames
    before = [cell.value for row in double.work["Data checks"].iter_rows() for cell in row]
    buttons.check_data()
    assert double.work.sheetnames == titles
    assert [cell.value for row in double.work["Data checks"].iter_rows() for cell in row] == before
    assert "3 warnings found" in double.app.said[-1][0]


def test_check_data_of_a_faultless_workbook_says_so(opened: Callable[..., Book]) -> None:
    double = opened("performance-2018-19")
    buttons.check_data()
    assert double.app.said[0][0] == "No problems were found. Next: press Refresh dashboard."
    assert double.active == "Data checks"


# -- Explain selected cell


def test_explain_a_rating_of_the_dashboard(opened: Callable[..., Book]) -> None:
    double = opened("performance-2016-17")
    buttons.refresh_dashboard()
    page = next(
        (sheet.title, cell.coordinate)
        for sheet in double.work.worksheets
        if double.scoped.get(sheet) and not sheet.title.startswith("Summary")
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == "CS05"
    )
    row = int("".join(filter(str.isdigit, page[1])))
    _click(double, page[0], f"$E${row}")
    buttons.explain_selected_cell()
    text = double.app.said[-1][0]
    assert text.startswith("CS05  Percentage of calls to Contact Point answered in 40 seconds")
    assert "Month RAG: AMBER" in text
    assert "(cell Dashboard!C8)" in text


def test_explain_an_input_cell_names_what_is_wrong_with_it(opened: Callable[..., Book]) -> None:
    double = opened("performance-2016-17")
    double.work["Dashboard"]["D7"] = "RED"
    _click(double, "Dashboard", "$D$7")
    buttons.explain_selected_cell()
    text = double.app.said[0][0]
    assert text.startswith("Error at Dashboard!D7\nFound: ")
    assert "CS04  Percentage of calls" in text


def test_explain_a_cell_that_belongs_to_nothing(opened: Callable[..., Book]) -> None:
    double = opened("performance-2016-17")
    _click(double, "Cover", "$A$3")
    buttons.explain_selected_cell()
    text, _, mode = double.app.said[0]
    assert mode == "critical"
    assert text.startswith("Cover!A3 belongs to no row with a ref that kccxl knows")
    assert "press the button again" in text


# -- New workbook


def test_a_new_workbook_is_made_beside_this_one_and_opened(
    opened: Callable[..., Book], tmp_path: Path
) -> None:
    double = opened("performance-2016-17")
    double.app.answers += ["yes", "yes"]
    buttons.new_workbook_from_template()
    buttons.new_workbook_from_template()
    made = [
        tmp_path / "Performance dashboard workbook.xlsx",
        tmp_path / "Performance dashboard workbook (2).xlsx",
    ]
    assert [book.name for book in double.app.all_books[1:]] == [path.name for path in made]
    assert openpyxl.load_workbook(made[1]).sheetnames[0] == "Start here"
    assert str(made[0]) in double.app.said[1][0]


@pytest.mark.parametrize(
    ("typed", "made"), [(3.0, "Financial monitoring workbook.xlsx"), (False, ""), (9.0, "")]
)
def test_the_report_of_a_new_workbook_is_chosen_by_its_number(
    opened: Callable[..., Book], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: object, made: str
) -> None:
    asked = list[dict[str, object]]()

    class Api:
        def InputBox(self, **given: object) -> object:
            asked.append(given)
            return typed

    double = opened("performance-2016-17")
    monkeypatch.setattr(type(double.app), "api", Api(), raising=False)
    buttons.new_workbook_from_template()
    assert "3   Financial monitoring" in str(asked[0]["Prompt"])
    assert [path.name for path in tmp_path.glob("* workbook.xlsx")] == ([made] if made else [])
    assert double.app.said[-1][2] == "info"


@pytest.mark.parametrize("fullname", ["", "Book1", "https://council.sharepoint.com/sites/x/plan.xlsx"])
def test_a_workbook_without_a_folder_has_its_files_among_the_documents(
    opened: Callable[..., Book], tmp_path: Path, fullname: str
) -> None:
    double = opened("performance-2016-17", fullname)
    double.app.answers.append("yes")
    buttons.new_workbook_from_template()
    assert (tmp_path / "home" / "Documents" / "Performance dashboard workbook.xlsx").exists()
    buttons.refresh_dashboard()
    assert "The dashboard is up to date." in double.app.said[-1][0]


# -- Freeze to values


def test_freeze_makes_a_dated_copy_with_values(opened: Callable[..., Book]) -> None:
    double = opened("performance-monthly-example")
    sheet = double.work["Results"]
    formulas = {
        cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }
    assert formulas
    double.active = "Results"
    double.app.answers.append("yes")
    buttons.freeze_to_values()
    title = f"Results {TODAY}"
    assert double.work.sheetnames.index(title) == double.work.sheetnames.index("Results") + 1
    for place, formula in formulas.items():
        assert sheet[place].value == formula
        assert double.work[title][place].value == double.cached[sheet, place]
    assert "nothing else was changed" in double.app.said[-1][0]
    assert double.app.clipboard is None


def test_a_frozen_dashboard_sheet_is_never_replaced(opened: Callable[..., Book]) -> None:
    double = opened("performance-2018-19")
    buttons.refresh_dashboard()
    double.active = "Key"
    double.app.answers.append("yes")
    buttons.freeze_to_values()
    double.work[f"Key {TODAY}"]["A1"] = "as published"
    buttons.refresh_dashboard()
    assert double.work[f"Key {TODAY}"]["A1"].value == "as published"
    assert double.app.said[-1][0].count("Key") == 0


@pytest.mark.parametrize("title", ["Results", "Finance", "Summary"])
def test_a_frozen_sheet_is_no_input_of_the_next_refresh(opened: Callable[..., Book], title: str) -> None:
    double = opened("performance-monthly-example")
    buttons.refresh_dashboard()
    said = double.app.said[0][0]
    double.active = title
    double.app.answers.append("yes")
    buttons.freeze_to_values()
    buttons.refresh_dashboard()
    assert double.app.said[-1][0] == said


def test_freeze_asks_first_and_takes_no_for_an_answer(opened: Callable[..., Book]) -> None:
    double = opened("performance-monthly-example")
    before = state(double)
    double.app.answers.append("no")
    buttons.freeze_to_values()
    assert state(double) == before
    text, _, mode = double.app.said[-1]
    assert text.startswith("Nothing was changed.")
    assert mode == "info"  # nothing is wrong


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_failed_freeze_leaves_nothing_behind(opened: Callable[..., Book], step: int) -> None:
    double = opened("performance-monthly-example")
    before = state(double)
    double.app.answers.append("yes")
    double.fail_at = step
    buttons.freeze_to_values()
    assert state(double) == before


def test_a_protected_sheet_is_not_frozen(opened: Callable[..., Book]) -> None:
    double = opened("performance-monthly-example")
    double.protected.add(double.active)
    double.app.answers.append("yes")
    buttons.freeze_to_values()
    assert "Review > Unprotect Sheet" in double.app.said[-1][0]


# -- Export PDF


def test_after_a_pdf_the_officer_is_where_they_were(opened: Callable[..., Book]) -> None:
    double = opened("performance-2018-19")
    buttons.refresh_dashboard()
    for sheet in double.work.worksheets[6:]:
        if double.scoped.get(sheet) and sheet.title != "Key":
            sheet.sheet_state = "hidden"
    _click(double, "Finance", "$C$5")
    buttons.export_pdf()
    assert (double.active, double.selected["Finance"]) == ("Finance", "$C$5")
    assert double.app.said[-1][0].startswith("1 sheet was exported to:")


def test_the_pdf_holds_the_dashboard_alone_and_replaces_no_file(
    opened: Callable[..., Book], tmp_path: Path
) -> None:
    double = opened("performance-monthly-example")
    buttons.export_pdf()
    assert double.app.said[0][0].startswith(
        "'performance-monthly-example.xlsx' has no dashboard yet. Press Refresh"
    )
    buttons.refresh_dashboard()
    states = [(sheet.title, sheet.sheet_state) for sheet in double.work.worksheets]
    buttons.export_pdf()
    buttons.export_pdf()
    stem = f"performance-monthly-example dashboard {TODAY}"
    assert [Path(path).name for path, _ in double.exported] == [f"{stem}.pdf", f"{stem} (2).pdf"]
    assert double.exported[0][1] == double.work.sheetnames[7:14]
    assert [(sheet.title, sheet.sheet_state) for sheet in double.work.worksheets] == states
    assert str(tmp_path / f"{stem}.pdf") in double.app.said[-2][0]


# -- Open log


def test_the_log_is_opened_and_holds_what_happened(
    opened: Callable[..., Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(subprocess, "run", lambda command, **_: started.append(command))
    double = opened("performance-2018-19")
    buttons.check_data()
    said = len(double.app.said)
    buttons.open_log()
    assert started == [["xdg-open", str(log_file())]]
    assert len(double.app.said) == said
    assert "Check data: No problems were found." in log_file().read_text(encoding="utf-8")


@pytest.mark.parametrize("fault", [FileNotFoundError(), subprocess.CalledProcessError(3, "xdg-open")])
def test_a_log_that_cannot_be_opened_is_named(
    opened: Callable[..., Book], monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(subprocess, "run", fail)
    double = opened("performance-2018-19")
    buttons.open_log()
    assert str(log_file()) in double.app.said[-1][0]


def test_a_log_that_cannot_be_written_stops_no_button(opened: Callable[..., Book], tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    double = opened("performance-2018-19")
    buttons.check_data()
    assert double.app.said[0][0].startswith("No problems were found.")


# -- all of them


@pytest.mark.parametrize("button", ALL)
def test_without_a_workbook_every_button_says_what_to_do(button: Callable[[], None]) -> None:
    with pytest.raises(SystemExit, match="Open your workbook in Excel"):
        button()


@pytest.mark.parametrize("button", ALL)
def test_every_button_gives_excels_settings_back(
    button: Callable[[], None], opened: Callable[..., Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kccxl.excel.show_log._open", lambda path: None)
    double = opened("performance-2016-17")
    double.app.settings |= {"calculation": "semiautomatic", "enable_events": False, "status_bar": "Mine"}
    before = dict(double.app.settings)
    double.app.answers.append("yes")
    button()
    assert double.app.settings == before
    if button is buttons.refresh_dashboard:
        assert ("calculation", "manual") in double.app.history
        assert ("screen_updating", False) in double.app.history
        assert any(
            "writing sheet 1 of" in str(value) for name, value in double.app.history if name == "status_bar"
        )


@pytest.mark.parametrize("step", [1, 40, 200, 400, 640])
def test_a_refresh_that_fails_leaves_the_workbook_as_it_was(opened: Callable[..., Book], step: int) -> None:
    double = opened("performance-2016-17")
    before = state(double)
    double.fail_at = step
    buttons.refresh_dashboard()
    assert state(double) == before
    text, _, mode = double.app.said[0]
    assert mode == "critical"
    assert "Nothing was changed" in text
    assert str(log_file()) in text
    assert "BreaksHere" in log_file().read_text(encoding="utf-8")


def test_a_busy_excel_is_explained(opened: Callable[..., Book]) -> None:
    class ComError(Exception):
        hresult = -2146777998

    double = opened("performance-2016-17")
    double.app.busy = ComError()
    buttons.refresh_dashboard()
    assert double.app.said[0][0].startswith("Excel is busy: a cell is being edited")
    assert double.app.history == []


def test_a_protected_sheet_is_explained() -> None:
    class ComError(Exception):
        hresult = -2147352567

    text = fault_message(ComError("The cell or chart you're trying to change is on a protected sheet"))
    assert "Review > Unprotect Sheet" in text


def test_a_protected_workbook_is_left_as_it_is(opened: Callable[..., Book]) -> None:
    double = opened("performance-2016-17")
    double.structure_protected = True
    before = state(double)
    buttons.refresh_dashboard()
    assert state(double) == before
    assert "Review > Protect Workbook" in double.app.said[0][0]


def test_unsaved_changes_count(opened: Callable[..., Book]) -> None:
    double = opened("performance-2016-17")
    double.work["Dashboard"]["D7"] = "AMBER"
    buttons.refresh_dashboard()
    assert "Dashboard!D7" in double.app.said[0][0]


def test_a_cell_that_cannot_be_selected_makes_no_failure_of_a_refresh(
    opened: Callable[..., Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    double = opened("performance-2018-19")
    monkeypatch.setattr("kccxl.excel.session.go_to", fail)
    buttons.refresh_dashboard()
    assert double.app.said[0][0].startswith("The dashboard is up to date.")


def test_messages_that_cannot_be_shown_do_not_undo_the_work(
    opened: Callable[..., Book], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    double = opened("performance-2018-19")
    monkeypatch.setattr(type(double.app), "alert", fail)
    buttons.refresh_dashboard()
    assert "Key" in double.work.sheetnames


# -- reading


def test_blocks_read_from_excel_equal_the_file(opened: Callable[..., Book], tmp_path: Path) -> None:
    double = opened("performance-monthly-example")
    double.can_copy = False
    from_excel = read_book(xw.Book.caller())
    from_file = read_workbook(tmp_path / "performance-monthly-example.xlsx")
    for live, filed in zip(from_excel, from_file, strict=True):
        assert live.sheet == filed.sheet
        for row in range(filed.height):
            for column in range(filed.width):
                assert live.at(row, column) == filed.at(row, column), (live.sheet, row, column)
                if filed.at(row, column) is not None:
                    assert live.format_at(row, column) == filed.format_at(row, column)
        assert sorted(area.name for area in live.merged) == sorted(area.name for area in filed.merged)
        assert (live.hidden_rows, live.hidden_columns) == (filed.hidden_rows, filed.hidden_columns)


def test_the_log_is_closed_between_tests() -> None:
    assert not [
        each for each in logging.getLogger("kccxl.excel").handlers if isinstance(each, logging.FileHandler)
    ]
    assert Engine().app.settings["calculation"] == "automatic"
