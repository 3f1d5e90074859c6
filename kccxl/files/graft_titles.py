"""Give a laid-out book other titles for its sheets and names for its tables, wherever it speaks of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PureWindowsPath

from kccxl.sheets.sheet import Book, Cell, Chart, Choice, Link, Sheet

_TOKENS = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")"""
    r"""|(?P<quoted>'(?:[^']|'')*'!)"""
    r"""|(?<![\w.\]'!])(?P<plain>[^\W\d][\w.]*(?::[^\W\d][\w.]*)?!)"""
    r"""|(?<![\w.\]'!])(?P<table>[^\W\d][\w.]*)(?=\[)"""
)


@dataclass(frozen=True, slots=True)
class NewNames:
    """What is called otherwise: titles of sheets and names of tables, old to new.

    ``file`` is the name of the workbook the book goes into: links to that file become links within it.
    """

    titles: Mapping[str, str]
    tables: Mapping[str, str]
    file: str = ""


def rename(book: Book, names: NewNames) -> Book:
    """Return a book in which sheets and tables bear their new names, links, charts and formulas following."""
    return replace(book, sheets=[_rename_sheet(sheet, names) for sheet in book.sheets])


def rename_in_formula(formula: str, names: NewNames) -> str:
    """Return a formula that names sheets and tables anew; texts in it and other files stay.

    >>> print(rename_in_formula('=Data!A1&"Data!"&Other!A1', NewNames({"Data": "Data (2)"}, {})))
    ='Data (2)'!A1&"Data!"&Other!A1
    """
    titles = {title.casefold(): new for title, new in names.titles.items()}
    tables = {table.casefold(): new for table, new in names.tables.items()}

    def change(found: re.Match[str]) -> str:
        if table := found["table"]:
            return tables.get(table.casefold(), table)
        if found["text"]:
            return found[0]
        bare = found["quoted"][1:-2].replace("''", "'") if found["quoted"] else found["plain"][:-1]
        ends = bare.split(":")
        if all(titles.get(end.casefold(), end) == end for end in ends):
            return found[0]
        doubled = ":".join(titles.get(end.casefold(), end) for end in ends).replace("'", "''")
        return f"'{doubled}'!"

    return _TOKENS.sub(change, formula)


def _rename_sheet(sheet: Sheet, names: NewNames) -> Sheet:
    titles = names.titles
    return replace(
        sheet,
        title=titles.get(sheet.title, sheet.title),
        cells={place: _rename_cell(cell, names) for place, cell in sheet.cells.items()},
        charts=[_rename_chart(chart, titles) for chart in sheet.charts],
        sparklines=[replace(line, sheet=titles.get(line.sheet, line.sheet)) for line in sheet.sparklines],
        choices=[_rename_choice(choice, names) for choice in sheet.choices],
        tables=[replace(table, name=names.tables.get(table.name, table.name)) for table in sheet.tables],
    )


def _rename_cell(cell: Cell, names: NewNames) -> Cell:
    if cell.formula:
        cell = replace(cell, formula=rename_in_formula(cell.formula, names))
    return replace(cell, link=_rename_link(cell.link, names)) if cell.link else cell


def _rename_link(link: Link, names: NewNames) -> Link:
    if not link.file:
        return replace(link, sheet=names.titles.get(link.sheet, link.sheet))
    # its sheets are the officer's, also where one of the book has the same title
    own = PureWindowsPath(link.file).name.casefold() == names.file.casefold()
    return replace(link, file="") if own else link


def _rename_chart(chart: Chart, titles: Mapping[str, str]) -> Chart:
    return replace(chart, sheet=titles.get(chart.sheet, chart.sheet))


def _rename_choice(choice: Choice, names: NewNames) -> Choice:
    return replace(choice, source=rename_in_formula(choice.source, names)) if choice.source else choice
