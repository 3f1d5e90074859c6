"""Charts and small lines of the Excel-like engine, in the words of Excel's own object model."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes as base

_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([\w.]+))!\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")
_TYPES = {57: "bar_clustered", 58: "bar_stacked", 51: "column_clustered", 4: "line"}


class Node:
    """An object whose parts come into being when they are first asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        made = self.__dict__[name] = Node()
        return made

    def known(self, path: str) -> Any:
        """Return what was set under a path, None if nothing was."""
        here: Any = self
        for name in path.split("."):
            here = vars(here).get(name)
            if here is None:
                return None
        return here


class Reference:
    """Cells of a sheet, which it follows under any name; without the sheet there is none."""

    def __init__(self, sheet: Worksheet | None, cells: str) -> None:
        self.sheet, self.cells = sheet, cells

    def words(self, book: Any) -> str:
        if self.sheet not in book.work.worksheets:
            return "#REF!"
        title = self.sheet.title.replace("'", "''")
        return f"'{title}'!{self.cells}"


def referred(book: Any, text: str) -> list[Reference]:
    """Return the references of a formula; one to no sheet of the workbook fails, as in Excel."""
    return [
        Reference(
            book.work[(quoted or plain).replace("''", "'")],
            f"{left}{top}" + (f":{right}{bottom}" if right else ""),
        )
        for quoted, plain, left, top, right, bottom in _REFERENCE.findall(text)
    ]


class Fill(Node):
    def Solid(self) -> None:
        self.pattern = None

    def Patterned(self, number: int) -> None:
        self.pattern = number


class Series(Node):
    def __init__(self, body: Body) -> None:
        self.body = body
        self.Format.Fill = Fill()

    def DataLabels(self) -> Node:
        assert self.HasDataLabels is True
        return self.labels

    def Delete(self) -> None:
        self.body.listed.remove(self)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("Values", "XValues"):
            sheet = value.range.sheet.work
            value = Reference(sheet, value.range.address.replace("$", ""))
        if name == "Formula":
            self.body.book.step("chart source")
            names, values = referred(self.body.book, value)
            self.__dict__.update(XValues=names, Values=values)
            return
        self.__dict__[name] = value

    @property
    def Formula(self) -> str:
        book = self.body.book
        names, values = self.XValues.words(book), self.Values.words(book)
        return f'=SERIES("{self.Name}",{names},{values},{self.body.listed.index(self) + 1})'


class Body(Node):
    """A chart. A new one has a series that Excel takes from around the selected cell."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.listed = [Series(self)]
        self.axes = {1: Node(), 2: Node()}
        self.group = Node()
        self.PivotLayout: object = None

    def SeriesCollection(self, number: int = 0) -> Any:
        return self.listed[number - 1] if number else SeriesCollection(self)

    def ChartGroups(self, number: int) -> Node:
        assert (number, bool(self.listed)) == (1, True)
        return self.group

    def Axes(self, kind: int) -> Node:
        return self.axes[kind]


class SeriesCollection:
    def __init__(self, body: Body) -> None:
        self.body = body

    Count = property(lambda self: len(self.body.listed))

    def NewSeries(self) -> Series:
        made = Series(self.body)
        self.body.listed.append(made)
        return made


class Chart(base.Chart):
    """A chart: the frame it stands in, and its body."""

    def __init__(self, book: Any, size: tuple[float, float], how: dict[str, Any]) -> None:
        self.book, self.size, self.how = book, size, how
        self.frame, self.body = Node(), Body(book)
        self.frame.Left, self.frame.Top = 0.0, 0.0
        self.anchor = how["anchor"].address.replace("$", "")

    api = property(lambda self: (self.frame, self.body))
    legend = property(lambda self: Legend(self.body))

    @property
    def title(self) -> Any:
        return self.body.ChartTitle.Text

    @title.setter
    def title(self, value: str) -> None:
        self.body.HasTitle, self.body.ChartTitle.Text = True, value

    def copied(self, old: Worksheet, new: Worksheet) -> Chart:
        """The chart of a copied sheet: what referred to that sheet refers to the copy."""
        book, how = self.book, self.how
        memo = {id(book): book, id(how): how}
        for series in self.body.listed:
            for reference in (series.Values, series.XValues):
                memo[id(reference.sheet)] = new if reference.sheet is old else reference.sheet
        return deepcopy(self, memo)


class Legend:
    def __init__(self, body: Body) -> None:
        self.__dict__["body"] = body

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.body.Legend, name, value)


class ChartList(base.Collection):
    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    @property
    def held(self) -> list[Chart]:
        charts: list[Chart] = self.sheet.book.charts.setdefault(self.sheet.work, [])
        return charts

    def __len__(self) -> int:
        return len(self.held)

    def __iter__(self) -> Any:
        return iter(self.held)

    def __call__(self, key: Any) -> Chart:
        return self.held[key - 1]

    def add(self, left: Any, top: Any, width: Any, height: Any, **how: Any) -> Chart:
        self.sheet.book.step("chart")
        assert how["chart_type"] in _TYPES.values()
        self.held.append(Chart(self.sheet.book, (width, height), how))
        return self.held[-1]


class Sparkline(Node):
    """A small line in a cell."""

    def __init__(self, book: Any, cell: str, kind: int, source: str) -> None:
        self.book, self.cell, self.kind = book, cell, kind
        (self.reference,) = referred(book, source)

    SourceData = property(lambda self: self.reference.words(self.book))

    def ModifySourceData(self, source: str) -> None:
        self.book.step("sparkline source")
        (self.reference,) = referred(self.book, source)

    def copied(self, old: Worksheet, new: Worksheet) -> Sparkline:
        """The small line of a copied sheet."""
        held = self.reference.sheet
        return deepcopy(self, {id(self.book): self.book, id(held): new if held is old else held})


class SparklineGroups:
    def __init__(self, cells: Any) -> None:
        self.cells = cells
        self.held: list[Sparkline] = cells.sheet.book.sparklines.setdefault(cells.sheet.work, [])

    Count = property(lambda self: len(self.held))

    def Item(self, number: int) -> Sparkline:
        return self.held[number - 1]

    def Add(self, kind: int, source: str) -> Sparkline:
        self.cells._step("sparkline")
        self.held.append(Sparkline(self.cells.sheet.book, self.cells.address.replace("$", ""), kind, source))
        return self.held[-1]
