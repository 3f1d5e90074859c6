"""Lay out the empty, explained workbook of any report: drop-down lists, input messages and example rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kccxl.rules.rounding import Basis
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Book, Cell, Choice, Content, ExcelTable, Page, Sheet, Span
from kccxl.sheets.styles import NOTE, PROSE, STRONG, TABLE_HEADER_LEFT, TEXT, TITLE, Style

ROWS = 500
"""How far down drop-down lists and messages reach."""

YES_NO = ("Yes", "No")
"""The list of a setting or column that is on or off."""

_EMPTY_ROWS = 30
_WRAPPED_FROM = 40
_EXAMPLE = replace(TEXT, italic=True, colour="595959")
_INPUT = replace(TEXT, wrap=False, locked=False)


@dataclass(frozen=True, slots=True)
class InputColumn:
    """A column of an input table, or a row of the settings.

    Args (fields):
        title: the caption, or the name of the setting.
        width: in characters; a setting needs none.
        message: shown when a cell is selected, 255 characters at most.
        examples: what the example rows hold, from the top; a setting has one.
        options: the words of the drop-down list.
        source: cells the list is taken from instead, ``'Service areas'!$A$4:$A$200``.
        strict: whether other words than those of the list are refused.
        number_format: how Excel shows the cells.

    Example:
        >>> InputColumn("Ref", 10, "A short unique code.", ("EX01", "EX02")).example
        'EX01'

    """

    title: str
    width: float
    message: str
    examples: Sequence[Content] = ()
    options: Sequence[str] = ()
    source: str = ""
    strict: bool = True
    number_format: str = "General"

    @property
    def example(self) -> Content:
        """The first example."""
        return self.examples[0] if self.examples else None


@dataclass(frozen=True, slots=True)
class InputSheet:
    """A sheet with one input table: its title, the table's name in Excel, what it is for, and its columns.

    Example:
        >>> texts = InputSheet("Commentary", "Commentary", "One row a text.", [InputColumn("Ref", 10, "Its ref.")])
        >>> input_sheet(texts).cells[2, 0].content
        'Ref'

    """

    title: str
    table: str
    purpose: str
    columns: Sequence[InputColumn]


def setting_row(
    title: str, message: str, example: Content = None, options: Sequence[str] = ()
) -> InputColumn:
    """Describe one row of a Settings sheet; ``example`` is the value it starts with.

    >>> setting_row("Illustrative", "Yes prints a band.", "No", YES_NO).example
    'No'
    """
    return InputColumn(title, 0, message, () if example is None else (example,), options)


GENERAL_ROWS: Mapping[str, InputColumn] = {
    "title": setting_row("Title", "Printed at the head of every sheet."),
    "directorate": setting_row(
        "Directorate",
        "Printed beneath the title; also the author in the document's properties.",
        "Example Directorate",
    ),
    "financial_year": setting_row("Financial year", "April to March, such as 2024/25.", "2024/25"),
    "results_up_to": setting_row(
        "Results up to",
        "The last month or quarter reported, such as Jun 2024. Later results are left out.",
        "Jun 2024",
    ),
    "publication_date": setting_row(
        "Publication date", "As it is to be printed, such as July 2024.", "July 2024"
    ),
    "basis": setting_row(
        "Rounding basis",
        "displayed: ratings are made on the figure as printed. exact: on the figure as stored.",
        Basis.DISPLAYED.value,
        [basis.value for basis in Basis],
    ),
    "illustrative": setting_row(
        "Illustrative", "Yes prints a band “illustrative figures” on every sheet.", "No", YES_NO
    ),
}
"""The rows of the settings every report has, by the field they fill."""


def template_book(
    name: str, paper: str, settings: Sequence[InputColumn], sheets: Sequence[InputSheet]
) -> Book:
    """Lay out the whole workbook: a start sheet, the settings, the input sheets in their order.

    Args:
        name: what the workbook is called, ``Performance workbook``.
        paper: the word for what is built of it, ``dashboard``.
        settings: the rows of its Settings sheet.
        sheets: its input sheets.

    Example:
        >>> [sheet.title for sheet in template_book("Risk workbook", "register", [], []).sheets]
        ['Start here', 'Settings']

    """
    laid_out = [start_sheet(name, paper, sheets), settings_sheet(settings), *map(input_sheet, sheets)]
    return Book(tuple(laid_out), title=name, comments="Fill in, save, and run kccxl build.")


def start_sheet(name: str, paper: str, sheets: Sequence[InputSheet]) -> Sheet:
    """Lay out the sheet that says how to fill in the workbook and what belongs on which sheet."""
    canvas = Canvas("Start here", [22, 100])
    canvas.across(name, TITLE)
    canvas.gap()
    for text in _advice(paper):
        canvas.paragraph(text, PROSE)
    canvas.gap()
    canvas.lay([Cell("Sheet", TABLE_HEADER_LEFT), Cell("What belongs there", TABLE_HEADER_LEFT)])
    canvas.lay([Cell("Settings", STRONG), Cell(f"What holds for the whole {paper}.", TEXT)])
    for sheet in sheets:
        canvas.lay([Cell(sheet.title, STRONG), Cell(sheet.purpose, TEXT)])
    return canvas.finish()


def _advice(paper: str) -> Sequence[str]:
    return (
        "Fill in the sheets from left to right. Each begins with an example row in grey "
        "italics: overwrite it or delete "
        "it. Select a cell to read what belongs there; cells with a fixed choice of words show a list.",
        "You may move columns, add columns of your own, and sort the rows. Do not rename the captions.",
        "When the figures are in, save the workbook. “kccxl check” lists what should be "
        "mended, cell by cell; "
        f"“kccxl build” writes the {paper}. Your workbook is only read, never changed, by either.",
    )


def settings_sheet(rows: Sequence[InputColumn]) -> Sheet:
    """Lay out the Settings sheet, an Excel table of name, value and meaning."""
    canvas = Canvas("Settings", [26, 34, 90])
    canvas.across("Settings", TITLE)
    canvas.across("Overwrite the values in the second column.", NOTE)
    header = canvas.lay([Cell(text, TABLE_HEADER_LEFT) for text in ("Setting", "Value", "What it means")])
    choices = []
    for row in rows:
        value = Cell(row.example, replace(_INPUT, wrap=True, number_format=row.number_format))
        at = canvas.lay([Cell(row.title, STRONG), value, Cell(row.message, TEXT)])
        choices.append(_choice(row, Span(at, 1, at, 1)))
    table = ExcelTable("Settings", Span(header, 0, canvas.row - 1, 2))
    return replace(canvas.finish(frozen=(header + 1, 0)), choices=choices, tables=[table])


def input_sheet(given: InputSheet) -> Sheet:
    """Lay out an input sheet: an Excel table of its example rows, room beneath, a message for each cell."""
    columns = given.columns
    canvas = Canvas(given.title, [column.width for column in columns])
    canvas.across(given.title, TITLE)
    canvas.paragraph(given.purpose, NOTE)
    header = canvas.lay([Cell(column.title, TABLE_HEADER_LEFT) for column in columns], least=30)
    for example in _examples(columns):
        texts = zip(example, columns, strict=True)
        canvas.lay([Cell(text, _style(_EXAMPLE, column)) for text, column in texts])
    last = canvas.row - 1
    for row in range(canvas.row, canvas.row + _EMPTY_ROWS):
        for place, column in enumerate(columns):
            canvas.cells[row, place] = Cell(None, _style(_INPUT, column))
    body = Span(header + 1, 0, header + ROWS, 0)
    choices = [_choice(column, replace(body, left=n, right=n)) for n, column in enumerate(columns)]
    sheet = canvas.finish(frozen=(header + 1, 1), page=Page(repeat=(header, header)))
    table = ExcelTable(given.table, Span(header, 0, last, len(columns) - 1))
    return replace(sheet, choices=choices, tables=[table], gridlines=True)


def _examples(columns: Sequence[InputColumn]) -> list[list[Content]]:
    """The example rows: as many as the column with the most examples has, and one at least for Excel's table."""
    depth = max([1, *(len(column.examples) for column in columns)])
    return [
        [column.examples[row] if row < len(column.examples) else None for column in columns]
        for row in range(depth)
    ]


def _style(style: Style, column: InputColumn) -> Style:
    return replace(style, wrap=column.width >= _WRAPPED_FROM, number_format=column.number_format)


def _choice(column: InputColumn, span: Span) -> Choice:
    return Choice(span, column.title, column.message, column.options, column.source, strict=column.strict)
