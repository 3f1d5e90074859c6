"""The little of Excel's own object model that the buttons use, over the Excel-like engine."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Font
from openpyxl.worksheet.pagebreak import Break

from tests.excel.engines.charts_like import SparklineGroups
from tests.excel.engines.ranges import Range


class ComBook:
    def __init__(self, book: Any) -> None:
        self._book = book
        self.SaveCopyAs = book.save_copy
        self.ProtectStructure = book.structure_protected
        self.Sheets = Tabs(book)
        self.Worksheets = self.Sheets

    def Windows(self, number: int) -> Window:
        return Window(self._book.sheet(self._book.active))


class Tabs:
    """All tabs of a workbook, chart sheets among them; ``Add`` makes a worksheet."""

    def __init__(self, book: Any) -> None:
        self.book = book

    Count = property(lambda self: len(self.book.work._sheets))

    def __iter__(self) -> Any:
        return iter([self(number) for number in range(1, self.Count + 1)])

    def __call__(self, number: int) -> Tab:
        return Tab(self.book, self.book.work._sheets[number - 1])

    def Add(self, Before: Any) -> Tab:  # noqa: N803
        self.book.step("add sheet")
        made = self.book.work.create_sheet(index=Before.Index - 1)
        self.book.active = made.title
        return Tab(self.book, made)


class Tab:
    """A tab, whatever stands on it."""

    def __init__(self, book: Any, tab: Any) -> None:
        self.__dict__.update(book=book, tab=tab)

    Index = property(lambda self: self.book.work._sheets.index(self.tab) + 1)

    @property
    def Name(self) -> str:
        return str(self.tab.title)

    @property
    def Visible(self) -> int:
        return -1 if self.tab.sheet_state == "visible" else 0

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "Name":
            self.book.sheet(self.tab.title).name = value
        else:
            assert name == "Visible"
            self.book.step("show or hide tab")
            self.tab.sheet_state = "visible" if value else "hidden"


class Window:
    """The window shows the sheet in front, and panes are frozen there."""

    def __init__(self, sheet: Any) -> None:
        self.__dict__["sheet"] = sheet

    def __setattr__(self, name: str, value: Any) -> None:
        self.__dict__[name] = value
        if name == "FreezePanes":
            self.sheet.book.step("freeze panes")
            cell = self.sheet.work.cell(self.SplitRow + 1, self.SplitColumn + 1) if value else None
            self.sheet.work.freeze_panes = cell.coordinate if cell is not None else None


class ComSheet:
    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self.PageSetup = PageSetup(sheet)
        self.Tab = TabColour(sheet)
        self.Index = sheet.book.work._sheets.index(sheet.work) + 1
        self.Parent = ComBook(sheet.book)
        self.Hyperlinks = Hyperlinks(sheet)
        self.HPageBreaks = Breaks(sheet)
        self.ProtectContents = sheet.name in sheet.book.protected
        self.Activate = sheet.activate
        self.Application = sheet.book.app.com

    def Range(self, address: str) -> ComRange:
        return ComRange(self._sheet, address)

    def Move(self, Before: Any) -> None:  # noqa: N803
        self._sheet.book.step("move sheet")
        tabs = self._sheet.book.work._sheets
        tabs.remove(self._sheet.work)
        tabs.insert(tabs.index(Before.tab), self._sheet.work)

    @property
    def Cells(self) -> AllCells:
        return AllCells(self._sheet, (1, 1, 1_048_576, 16_384))


class ComRange:
    def __init__(self, sheet: Any, where: Any) -> None:
        self.__dict__["range"] = Range(sheet, where)
        self.__dict__["where"] = where

    @property
    def Font(self) -> ComFont:
        return ComFont(self.range)

    @property
    def SparklineGroups(self) -> Any:
        return SparklineGroups(self.range)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "IndentLevel":
            self.range.indent(value)
        else:
            assert (name, value) == ("Locked", False)


class AllCells(ComRange):
    """All cells of a sheet; called, one of them."""

    def __call__(self, row: int, column: int) -> ComRange:
        return ComRange(self.range.sheet, (row, column, row, column))


class ComFont:
    def __init__(self, cells: Range) -> None:
        self.__dict__["cells"] = cells

    def __setattr__(self, name: str, value: Any) -> None:
        assert (name, value) == ("Underline", 2)
        self.cells.font._set("u", "single")


class PageSetup:
    """Margins in points, as Excel counts them; the file has inches."""

    def __init__(self, sheet: Any) -> None:
        self.__dict__["sheet"] = sheet

    def __setattr__(self, name: str, value: Any) -> None:
        self.sheet.book.step("page set-up")
        work = self.sheet.work
        if name == "PaperSize":
            work.page_setup.paperSize = value
        elif name == "Orientation":
            work.page_setup.orientation = {1: "portrait", 2: "landscape"}[value]
        elif name == "Zoom":
            assert value is False
            work.sheet_properties.pageSetUpPr.fitToPage = True
        elif name.startswith("FitToPages"):
            setattr(work.page_setup, {"Wide": "fitToWidth", "Tall": "fitToHeight"}[name[10:]], int(value))
        elif name.endswith("Margin"):
            setattr(work.page_margins, name.removesuffix("Margin").lower(), value / 72)
        elif name == "PrintTitleRows":
            work.print_title_rows = value.replace("$", "")
        elif name.endswith(("Header", "Footer")):
            side, line = name[:-6].lower(), getattr(work, f"odd{name[-6:]}")
            line_part = getattr(line, side)
            line_part.size, line_part.text = (8, value.removeprefix("&8")) if value else (None, None)
        else:
            raise AttributeError(name)


class TabColour:
    def __init__(self, sheet: Any) -> None:
        self.__dict__["sheet"] = sheet

    def __setattr__(self, name: str, value: int) -> None:
        self.sheet.book.step("tab colour")
        red, green, blue = value % 256, value // 256 % 256, value // 65536
        self.sheet.work.sheet_properties.tabColor = f"FF{red:02X}{green:02X}{blue:02X}"


class Hyperlinks:
    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    def Add(self, anchor: ComRange, address: str, place: str, tip: str | None, text: str) -> None:
        self.sheet.book.step("link")
        cell = next(anchor.range._all)
        cell.font = Font(name="Calibri", sz=11, u="single", color="FF0563C1")  # as Excel's style Hyperlink
        cell.value, cell.data_type = text, "s"
        self.sheet.book.links[self.sheet.work, cell.coordinate] = (address, place, tip)


class Breaks:
    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet

    def Add(self, before: ComRange) -> None:
        self.sheet.book.step("page break")
        self.sheet.work.row_breaks.append(Break(before.range.row - 1))
