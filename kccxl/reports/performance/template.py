"""The empty performance workbook: the data layout explained, with drop-down lists and an example row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kccxl.reports.performance.template_columns import COLUMNS, SETTINGS_ROWS, InputColumn
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Book, Cell, Choice, Content, ExcelTable, Page, Sheet, Span
from kccxl.sheets.styles import NOTE, PROSE, STRONG, TABLE_HEADER_LEFT, TEXT, TITLE, Style

ROWS = 500
"""How far down drop-down lists and messages reach."""

_EXAMPLE = replace(TEXT, italic=True, colour="595959")
_INPUT = replace(TEXT, wrap=False, locked=False)


@dataclass(frozen=True, slots=True)
class InputSheet:
    """A sheet with one input table: its title, the table's name in Excel, and what it is for."""

    title: str
    table: str
    purpose: str


SHEETS = [
    InputSheet(
        "Service areas",
        "ServiceAreas",
        "One row for each service area of the dashboard, in the order in which they are to be "
        "printed. Areas of one division share a sheet.",
    ),
    InputSheet(
        "Indicators",
        "Indicators",
        "One row for each key performance indicator. Its ref ties it to its results and its commentary.",
    ),
    InputSheet(
        "Results",
        "Results",
        "One row for each indicator and period. Give the numerator and denominator wherever "
        "there are any: the year to date is then computed from them, never as a mean of "
        "percentages. If you prefer a column for each month, replace the columns after Ref by "
        "Apr-24, May-24 and so on.",
    ),
    InputSheet(
        "Activity",
        "Activity",
        "Two rows for each activity indicator, its Upper and its Lower threshold for each "
        "quarter. Leave Threshold and the quarters blank where none are set.",
    ),
    InputSheet(
        "Activity results",
        "ActivityResults",
        "One row for each activity indicator and period, or a column for each month as on Results.",
    ),
    InputSheet(
        "Commentary",
        "Commentary",
        "One row for each text. Every indicator rated Red needs one that says what is being done.",
    ),
]
"""The input sheets of the template, in order."""


def template() -> Book:
    """Lay out the empty workbook."""
    sheets = [_start(), _settings(), *(_input(sheet) for sheet in SHEETS)]
    return Book(tuple(sheets), title="Performance workbook", comments="Fill in, save, and run kccxl build.")


def _start() -> Sheet:
    canvas = Canvas("Start here", [22, 100])
    canvas.across("Performance workbook", TITLE)
    canvas.gap()
    for text in (
        "Fill in the sheets from left to right. Each begins with an example row in grey "
        "italics: overwrite it or delete "
        "it. Select a cell to read what belongs there; cells with a fixed choice of words show a list.",
        "You may move columns, add columns of your own, and sort the rows. Do not rename the captions.",
        "When the figures are in, save the workbook. “kccxl check” lists what should be "
        "mended, cell by cell; "
        "“kccxl build” writes the dashboard. Your workbook is only read, never changed, by either.",
    ):
        canvas.paragraph(text, PROSE)
    canvas.gap()
    canvas.lay([Cell("Sheet", TABLE_HEADER_LEFT), Cell("What belongs there", TABLE_HEADER_LEFT)])
    canvas.lay([Cell("Settings", STRONG), Cell("What holds for the whole dashboard.", TEXT)])
    for sheet in SHEETS:
        canvas.lay([Cell(sheet.title, STRONG), Cell(sheet.purpose, TEXT)])
    return canvas.finish()


def _settings() -> Sheet:
    canvas = Canvas("Settings", [26, 34, 90])
    canvas.across("Settings", TITLE)
    canvas.across("Overwrite the values in the second column.", NOTE)
    header = canvas.lay([Cell(text, TABLE_HEADER_LEFT) for text in ("Setting", "Value", "What it means")])
    choices = []
    for row in SETTINGS_ROWS:
        at = canvas.lay(
            [Cell(row.title, STRONG), Cell(row.example, replace(_INPUT, wrap=True)), Cell(row.message, TEXT)]
        )
        choices.append(_choice(row, Span(at, 1, at, 1)))
    sheet = canvas.finish(frozen=(header + 1, 0))
    return replace(
        sheet, choices=choices, tables=[ExcelTable("Settings", Span(header, 0, canvas.row - 1, 2))]
    )


def _input(given: InputSheet) -> Sheet:
    columns = COLUMNS[given.title]
    canvas = Canvas(given.title, [column.width for column in columns])
    canvas.across(given.title, TITLE)
    canvas.paragraph(given.purpose, NOTE)
    header = canvas.lay([Cell(column.title, TABLE_HEADER_LEFT) for column in columns], least=30)
    for example in _examples(columns):
        canvas.lay(
            [Cell(text, _style(_EXAMPLE, column)) for text, column in zip(example, columns, strict=True)]
        )
    last = canvas.row - 1
    for row in range(canvas.row, canvas.row + 30):
        for column, spec in enumerate(columns):
            canvas.cells[row, column] = Cell(None, _style(_INPUT, spec))
    body = Span(header + 1, 0, header + ROWS, 0)
    choices = [_choice(spec, replace(body, left=n, right=n)) for n, spec in enumerate(columns)]
    sheet = canvas.finish(frozen=(header + 1, 1), page=Page(repeat=(header, header)))
    table = ExcelTable(given.table, Span(header, 0, last, len(columns) - 1))
    return replace(sheet, choices=choices, tables=[table], gridlines=True)


def _examples(columns: Sequence[InputColumn]) -> list[list[Content]]:
    """The example rows: as many as the column with the most examples has."""
    depth = max(len(column.examples) for column in columns)
    return [
        [column.examples[row] if row < len(column.examples) else None for column in columns]
        for row in range(depth)
    ]


def _style(style: Style, column: InputColumn) -> Style:
    return replace(style, wrap=column.width >= 40, number_format=column.number_format)


def _choice(column: InputColumn, span: Span) -> Choice:
    return Choice(span, column.title, column.message, column.options, column.source, strict=column.strict)
