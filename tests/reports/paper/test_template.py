"""The parts every empty workbook is made of: start sheet, settings, input sheets."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kccxl.batch import write
from kccxl.reports.paper.settings import GENERAL
from kccxl.reports.paper.template import (
    GENERAL_ROWS,
    ROWS,
    InputColumn,
    InputSheet,
    input_sheet,
    setting_row,
    settings_sheet,
    start_sheet,
    template_book,
)
from kccxl.sheets.sheet import Span

RISKS = InputSheet(
    "Risks",
    "Risks",
    "One row for each risk.",
    [
        InputColumn("Ref", 10, "A short unique code.", ("R1", "R2")),
        InputColumn("Risk", 60, "What may happen.", ("A bridge closes.",)),
        InputColumn("Likelihood", 10, "From 1 to 5.", (3,), ("1", "2", "3", "4", "5")),
        InputColumn("Owner", 20, "Choose one of the owners.", source="Owners!$A$2:$A$9", strict=False),
        InputColumn("Cost", 12, "In pounds.", (1200,), number_format="#,##0"),
    ],
)


def contents(sheet: object, row: int) -> list[object]:
    """Return what stands in a row of a laid-out sheet."""
    return [cell.content for (at, _), cell in sorted(sheet.cells.items()) if at == row]  # type: ignore[attr-defined]


def test_input_sheet_has_its_columns_and_as_many_example_rows_as_it_is_given() -> None:
    sheet = input_sheet(RISKS)
    assert contents(sheet, 2) == ["Ref", "Risk", "Likelihood", "Owner", "Cost"]
    assert contents(sheet, 3) == ["R1", "A bridge closes.", 3, None, 1200]
    assert contents(sheet, 4) == ["R2", None, None, None, None]
    [table] = sheet.tables
    assert (table.name, table.span) == ("Risks", Span(2, 0, 4, 4))
    assert sheet.freeze == (3, 1)
    assert sheet.page.repeat == (2, 2)


def test_each_column_has_a_message_and_its_list_far_down() -> None:
    choices = {choice.title: choice for choice in input_sheet(RISKS).choices}
    assert list(choices) == ["Ref", "Risk", "Likelihood", "Owner", "Cost"]
    assert choices["Likelihood"].options == ("1", "2", "3", "4", "5")
    assert (choices["Owner"].source, choices["Owner"].strict) == ("Owners!$A$2:$A$9", False)
    assert [choice.message for choice in choices.values()] == [column.message for column in RISKS.columns]
    assert choices["Likelihood"].span == Span(3, 2, 2 + ROWS, 2)


def test_cells_to_fill_in_are_unlocked_and_shown_as_the_column_is() -> None:
    sheet = input_sheet(RISKS)
    empty = sheet.cells[5, 4].style
    assert (empty.number_format, empty.locked, empty.italic) == ("#,##0", False, False)
    assert sheet.cells[3, 4].style.italic, "an example looks like one"
    assert [sheet.cells[5, column].style.wrap for column in range(5)] == [False, True, False, False, False]


def test_sheet_without_examples_still_has_a_table_with_a_row() -> None:
    [table] = input_sheet(InputSheet("Risks", "Risks", "", [InputColumn("Ref", 10, "A code.")])).tables
    assert table.span.bottom == table.span.top + 1


def test_settings_sheet_has_name_value_and_meaning() -> None:
    rows = [
        setting_row("Scheme", "How it is rated.", "tolerance", ["tolerance", "none"]),
        setting_row("Unit", "£."),
    ]
    sheet = settings_sheet(rows)
    assert contents(sheet, 3) == ["Scheme", "tolerance", "How it is rated."]
    assert contents(sheet, 4) == ["Unit", None, "£."]
    [table] = sheet.tables
    assert (table.name, table.span) == ("Settings", Span(2, 0, 4, 2))
    assert [(c.span, c.options) for c in sheet.choices] == [
        (Span(3, 1, 3, 1), ["tolerance", "none"]),
        (Span(4, 1, 4, 1), ()),
    ]


def test_start_sheet_names_the_paper_and_every_sheet() -> None:
    texts = [str(cell.content) for cell in start_sheet("Risk workbook", "register", [RISKS]).cells.values()]
    assert "Risk workbook" in texts
    assert any("writes the register" in text for text in texts)
    for text in ("Settings", "What holds for the whole register.", "Risks", "One row for each risk."):
        assert text in texts


def test_every_general_setting_has_a_row_under_the_name_it_is_read_by() -> None:
    assert {setting.field: setting.names[0] for setting in GENERAL} == {
        field: row.title for field, row in GENERAL_ROWS.items()
    }


@pytest.mark.parametrize("row", [*GENERAL_ROWS.values(), *RISKS.columns], ids=lambda row: row.title)
def test_messages_fit_into_excels_box(row: InputColumn) -> None:
    assert 0 < len(row.message) <= 255


def test_the_book_opens_as_a_workbook_with_its_tables_and_lists(tmp_path: Path) -> None:
    write(
        template_book("Risk workbook", "register", list(GENERAL_ROWS.values()), [RISKS]),
        tmp_path / "new.xlsx",
    )
    book = openpyxl.load_workbook(tmp_path / "new.xlsx")
    assert book.sheetnames == ["Start here", "Settings", "Risks"]
    assert [table for sheet in book for table in sheet.tables] == ["Settings", "Risks"]
    assert book.properties.title == "Risk workbook"
    [scale] = [v for v in book["Risks"].data_validations.dataValidation if "C50" in v.sqref]
    assert (scale.type, scale.formula1, scale.prompt) == ("list", '"1,2,3,4,5"', "From 1 to 5.")
