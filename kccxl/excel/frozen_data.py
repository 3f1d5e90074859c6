"""Give the charts and small lines of a frozen copy figures of their own.

They refer to sheets that a refresh replaces, and would lose their figures with them, or show those of another month.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import xlwings as xw

from kccxl.excel.marks import give_up
from kccxl.excel.native import native
from kccxl.excel.places import dated
from kccxl.excel.tabs import add_behind, titles_of
from kccxl.files.graft_titles import NewNames, rename_in_formula
from kccxl.sheets.titles import LONGEST, safe_title

_TEXT = re.compile(r'"(?:[^"]|"")*"')
_CELLS = r"\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d+:\$?\d+"
_REFERENCE = re.compile(rf"(?<![\]\w.'])(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!({_CELLS})(?![\w(])")
_DATE = len(" 2016-08-05")


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A series of a chart or a small line: its source as a formula, and what gives it another."""

    source: str
    refer: Callable[[str], object]


def keep_figures(copy: xw.Sheet) -> list[str]:
    """Let what is drawn on a sheet refer to hidden copies of the cells it was drawn from; return their titles.

    The copies hold values, stand at the end of the workbook, and are marked as kept: no refresh replaces or reads them.
    """
    drawings = list(_drawings(copy))
    places = _places(drawings, copy)
    kept = {title: _keep(copy.book, title, cells) for title, cells in places.items()}
    names = NewNames(kept, {})
    for drawing in drawings:
        renamed = rename_in_formula(drawing.source, names)
        if renamed != drawing.source:
            drawing.refer(renamed)
    for title in kept.values():
        copy.book.sheets[title].visible = False
    return list(kept.values())


def _drawings(sheet: xw.Sheet) -> Iterator[_Drawing]:
    api = native(sheet)
    if api is None:
        return
    for chart in sheet.charts:
        _, body = chart.api
        if _is_pivot(body):
            continue
        for number in range(1, body.SeriesCollection().Count + 1):
            series = body.SeriesCollection(number)
            yield _Drawing(series.Formula, _setter(series))
    groups = api.Cells.SparklineGroups
    for number in range(1, groups.Count + 1):
        group = groups.Item(number)
        yield _Drawing(group.SourceData, group.ModifySourceData)


def _is_pivot(body: Any) -> bool:
    """Whether a chart draws a pivot table, whose source Excel lets nobody change."""
    try:
        return body.PivotLayout is not None
    except Exception:  # noqa: BLE001 - some versions of Excel refuse to answer for a usual chart
        return False


def _setter(series: Any) -> Callable[[str], None]:
    return lambda formula: setattr(series, "Formula", formula)


def _places(drawings: list[_Drawing], copy: xw.Sheet) -> dict[str, list[str]]:
    """The cells that are drawn, by the title of their sheet; what stands on the copy itself is frozen with it."""
    own = {sheet.name.casefold(): sheet.name for sheet in copy.book.sheets if sheet.name != copy.name}
    found: dict[str, list[str]] = {}
    for drawing in drawings:
        for quoted, plain, cells in _REFERENCE.findall(_TEXT.sub("", drawing.source)):
            title = own.get((quoted.replace("''", "'") or plain).casefold())
            if title is not None:
                found.setdefault(title, []).append(cells.replace("$", ""))
    return {title: list(dict.fromkeys(cells)) for title, cells in found.items()}


def _keep(book: xw.Book, title: str, places: list[str]) -> str:
    """Put cells of a sheet, where they stand there, on a new sheet at the end; return its title."""
    source = book.sheets[title]
    name = safe_title(dated(title[: LONGEST - _DATE].rstrip()), titles_of(book))
    made = add_behind(book, name, book.sheets[len(book.sheets) - 1])
    for cells in places:
        source.range(cells).copy()
        # values alone would lose what tells a date from a number
        made.range(cells).paste(paste="values_and_number_formats")
    give_up(made)
    return made.name
