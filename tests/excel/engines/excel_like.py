"""An engine for xlwings that behaves like Excel over an openpyxl workbook, so that buttons run whole on Linux.

It types like Excel (a text behind an apostrophe stays a text, ``95%`` becomes a number), lets formulas follow renamed
sheets and break with deleted ones, and counts every change, so that a test can let any one of them fail.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import xlwings as xw
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes as base

from kccxl.files.graft_titles import NewNames, rename_in_formula
from tests.excel.engines.charts_like import Chart, ChartList, Sparkline
from tests.excel.engines.com_like import ComBook, ComSheet
from tests.excel.engines.ranges import Range


class BreaksHere(RuntimeError):
    """What an injected failure raises."""


class Engine:
    """The engine: one application."""

    name, type = "excel-like", "desktop"

    def __init__(self) -> None:
        self.app = App(self)

    @property
    def apps(self) -> Any:
        return Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool
    ) -> Any:
        return [[empty_as if value is None else value for value in row] for row in data]


class Apps(base.Apps):
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def keys(self) -> list[int]:
        return [1]

    def __iter__(self) -> Any:
        yield self.engine.app

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: Any) -> Any:
        return self.engine.app


class App(base.App):
    """Excel's settings, its messages (kept in ``said``) and its clipboard; ``answers`` are given to questions."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.all_books: list[Book] = []
        self.settings: dict[str, Any] = {
            "screen_updating": True, "display_alerts": True, "enable_events": True,
            "calculation": "automatic", "status_bar": False,
        }  # fmt: skip
        self.history: list[tuple[str, Any]] = []
        self.said: list[tuple[str, str, str]] = []
        self.answers: list[str] = []
        self.clipboard: Range | None = None
        self.busy: Exception | None = None
        self.com = SimpleNamespace(PrintCommunication=True)

    engine = property(lambda self: self._engine)
    pid = property(lambda self: 1)
    api = property(lambda self: object())

    @property
    def selection(self) -> Any:
        book = self.all_books[0]
        return Range(book.sheet(book.active), book.selected.get(book.active, "A1"))

    @property
    def books(self) -> Any:
        return Books(self)

    @property
    def cut_copy_mode(self) -> Any:
        return "copy" if self.clipboard else None

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: bool) -> None:
        self.clipboard = None

    def activate(self, steal_focus: bool = False) -> None:
        """There is no other window."""

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any) -> Any:
        self.said.append((prompt, title, mode))
        return self.answers.pop(0) if buttons == "yes_no" else "ok"


def _setting(name: str) -> property:
    def get(self: App) -> Any:
        if self.busy is not None:
            raise self.busy
        return self.settings[name]

    def put(self: App, value: Any) -> None:
        self.history.append((name, value))
        self.settings[name] = value

    return property(get, put)


for _name in ("screen_updating", "display_alerts", "enable_events", "calculation", "status_bar"):
    setattr(App, _name, _setting(_name))


class Books(base.Books):
    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def active(self) -> Any:
        return self.app.all_books[0]

    def __call__(self, key: Any) -> Any:
        for number, book in enumerate(self, start=1):
            if key in (number, book.name):
                return book
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self.app.all_books)

    def __iter__(self) -> Any:
        return iter(self.app.all_books)

    def open(self, fullname: str, *_: Any, **__: Any) -> Any:
        book = Book(self.app, Path(fullname))
        self.app.all_books.append(book)
        return book


class Book(base.Book):
    """A workbook. ``fail_at`` is the number of the change that fails; ``only`` limits which kinds count."""

    def __init__(self, app: App, path: Path, fullname: str | None = None) -> None:
        self._app, self._fullname = app, str(path) if fullname is None else fullname
        self._name = Path(path).name
        self.work = openpyxl.load_workbook(path, rich_text=False)
        self.cached = self._cache(openpyxl.load_workbook(path, data_only=True))
        self.active = self.work.active.title
        self.selected: dict[str, str] = {}
        self.steps: list[str] = []
        self.fail_at = 0
        self.charts: dict[Worksheet, list[Chart]] = {}
        self.sparklines: dict[Worksheet, list[Sparkline]] = {}
        self.rules: dict[Worksheet, list[tuple[str, dict[str, Any]]]] = {}
        self.scoped: dict[Worksheet, dict[str, str]] = {}
        self.runs: dict[tuple[Worksheet, str], list[tuple[slice, str, Any]]] = {}
        self.links: dict[tuple[Worksheet, str], tuple[str, str, str | None]] = {}
        self.protected: set[str] = set()
        self.structure_protected = False
        self.can_copy = True
        self.exported: list[tuple[str, list[str]]] = []
        self.hidden_names: set[str] = set()

    def _cache(self, values: Any) -> dict[tuple[Worksheet, str], Any]:
        return {
            (self.work[sheet.title], cell.coordinate): cell.value
            for sheet in values.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if self.work[sheet.title][cell.coordinate].data_type == "f"
        }

    def step(self, what: str) -> None:
        """Count a change; let it fail if it is the one that shall."""
        self.steps.append(what)
        if self.fail_at and len(self.steps) == self.fail_at:
            raise BreaksHere(what)

    name = property(lambda self: self._name)
    app = property(lambda self: self._app)
    api = property(lambda self: ComBook(self) if self.can_copy else object())

    @property
    def fullname(self) -> str:
        if "://" in self._fullname:
            raise xw.XlwingsError("Couldn't find the local location of your workbook")
        return self._fullname

    @property
    def sheets(self) -> Any:
        return Sheets(self)

    @property
    def names(self) -> Any:
        return Names(self, self.work.defined_names, None)

    def sheet(self, title: str) -> Any:
        return Sheet(self, self.work[title])

    def activate(self) -> None:
        self._app.all_books.insert(0, self._app.all_books.pop(self._app.all_books.index(self)))

    def to_pdf(self, path: str, quality: str) -> None:
        shown = [sheet.title for sheet in self.work._sheets if sheet.sheet_state == "visible"]
        self.exported.append((path, shown))
        Path(path).write_bytes(b"%PDF-1.7")

    def rename_everywhere(self, old: str, new: str) -> None:
        """Let all formulas and names follow a sheet."""
        names = NewNames({old: new}, {})
        for sheet in self.work.worksheets:
            for cell in _formulas(sheet):
                cell.value = rename_in_formula(cell.value, names)
        for name in self.work.defined_names.values():
            name.value = rename_in_formula(name.value, names)

    def break_references(self, title: str) -> None:
        """What Excel makes of references to a sheet that is deleted."""
        spelled = re.compile(rf"(?:'{re.escape(title)}'|{re.escape(title)})!")
        for sheet in self.work.worksheets:
            for cell in _formulas(sheet):
                cell.value = spelled.sub("#REF!", cell.value)
        for name in self.work.defined_names.values():
            name.value = spelled.sub("#REF!", name.value)

    def save_copy(self, path: str) -> None:
        """Write the workbook as it stands, with the results Excel has for its formulas."""
        held = []
        for sheet in self.work.worksheets:
            for cell in _formulas(sheet):
                held.append((cell, cell.value))
                cell.value = self.cached.get((sheet, cell.coordinate))
        try:
            self.work.save(path)
        finally:
            for cell, formula in held:
                cell.value = formula


def _formulas(sheet: Worksheet) -> list[Any]:
    return [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


class Sheets(base.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    api = property(lambda self: None)

    @property
    def active(self) -> Any:
        here = self.book.work[self.book.active]
        return Sheet(self.book, here)

    def __call__(self, key: Any) -> Any:
        if isinstance(key, int):
            return Sheet(self.book, self.book.work.worksheets[key - 1])
        return next(sheet for sheet in self if sheet.name.casefold() == str(key).casefold())

    def __len__(self) -> int:
        return len(self.book.work.worksheets)

    def __iter__(self) -> Any:
        return iter([Sheet(self.book, sheet) for sheet in self.book.work.worksheets])

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Any:
        self.book.step("add sheet")
        # as xlwings does it: worksheets are counted, and with chart sheets among them it misses the place
        assert self.book.work._sheets == self.book.work.worksheets
        place = before.index - 1 if before else after.index if after else 0
        sheet = Sheet(self.book, self.book.work.create_sheet(index=place))
        self.book.active = sheet.name
        if name is not None:
            sheet.name = name
        return sheet


class Sheet(base.Sheet):
    def __init__(self, book: Book, work: Worksheet) -> None:
        self._book, self.work = book, work

    book = property(lambda self: self._book)
    api = property(lambda self: ComSheet(self) if self._book.can_copy else object())
    index = property(lambda self: self._book.work.worksheets.index(self.work) + 1)
    notes = property(
        lambda self: [Note(self, cell) for row in self.work.iter_rows() for cell in row if cell.comment]
    )
    pictures = property(lambda self: [])
    tables = property(lambda self: Tables(self))
    charts = property(lambda self: ChartList(self))
    page_setup = property(lambda self: PageSetup(self))

    @property
    def name(self) -> str:
        return self.work.title

    @name.setter
    def name(self, new: str) -> None:
        self._book.step("rename sheet")
        old = self.work.title
        assert new.casefold() not in [
            s.title.casefold() for s in self._book.work._sheets if s is not self.work
        ], new
        self.work.title = new
        if self._book.active == old:
            self._book.active = new
        self._book.rename_everywhere(old, new)

    @property
    def names(self) -> Any:
        return Names(self._book, self._book.scoped.setdefault(self.work, {}), self)

    @property
    def visible(self) -> bool:
        return self.work.sheet_state == "visible"

    @visible.setter
    def visible(self, value: bool) -> None:
        self._book.step("show or hide sheet")
        self.work.sheet_state = "visible" if value else "hidden"
        if self._book.active == self.work.title and not value:
            # another sheet comes to the front
            self._book.active = next(s.title for s in self._book.work._sheets if s.sheet_state == "visible")

    @property
    def show_gridlines(self) -> bool:
        return bool(self.work.sheet_view.showGridLines)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self._book.step("grid lines")
        self.work.sheet_view.showGridLines = value

    @property
    def used_range(self) -> Any:
        return Range(self, (1, 1, self.work.max_row, self.work.max_column))

    @property
    def cells(self) -> Any:
        return Range(self, (1, 1, 1_048_576, 16_384))

    def range(self, arg1: Any, arg2: Any = None) -> Any:
        return Range.of(self, arg1, arg2)

    def activate(self) -> None:
        assert self.visible, f"{self.name} is hidden"
        self._book.active = self.name

    def delete(self) -> None:
        self._book.step("delete sheet")
        assert len(self._book.work.worksheets) > 1
        title = self.name
        self._book.work.remove(self.work)
        self._book.break_references(title)
        if self._book.active == title:
            self._book.active = self._book.work.worksheets[0].title

    def copy(self, before: Any, after: Any) -> None:
        self._book.step("copy sheet")
        made = self._book.work.copy_worksheet(self.work)
        tabs = self._book.work._sheets
        tabs.remove(made)
        tabs.insert(tabs.index(after.work) + 1, made)
        self._book.scoped[made] = dict(self._book.scoped.get(self.work, {}))
        for (sheet, cell), value in list(self._book.cached.items()):
            if sheet is self.work:
                self._book.cached[made, cell] = value
        for held in (self._book.charts, self._book.sparklines):
            held[made] = [each.copied(self.work, made) for each in held.get(self.work, [])]  # type: ignore[attr-defined]


class Note(base.Note):
    def __init__(self, sheet: Sheet, cell: Any) -> None:
        self.sheet, self.cell = sheet, cell

    text = property(lambda self: self.cell.comment.text)

    @property
    def location(self) -> Any:
        return Range(self.sheet, self.cell.coordinate)


class Tables(base.Collection):
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Any:
        return iter(())


class PageSetup(base.PageSetup):
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def print_area(self) -> Any:
        return self.sheet.work.print_area

    @print_area.setter
    def print_area(self, value: str) -> None:
        self.sheet.book.step("print area")
        self.sheet.work.print_area = value


class Names(base.Names):
    """Names of the workbook (openpyxl's) or of one sheet (kept beside it, for they move with it)."""

    def __init__(self, book: Book, held: Any, sheet: Sheet | None) -> None:
        self.book, self.held, self.sheet = book, held, sheet

    def __call__(self, key: Any) -> Any:
        name = list(self.held)[key - 1] if isinstance(key, int) else key.rpartition("!")[2]
        if name not in self.held:
            raise KeyError(key)
        return Name(self, name)

    def contains(self, key: Any) -> bool:
        return key in self.held

    def __len__(self) -> int:
        return len(self.held)

    def add(self, name: str, refers_to: str) -> Any:
        self.book.step("add name")
        assert len(refers_to) < 8192
        self.held[name] = refers_to
        return Name(self, name)


class Name(base.Name):
    def __init__(self, names: Names, key: str) -> None:
        self.names, self.key = names, key

    @property
    def api(self) -> Any:
        return _Hideable(self)

    @property
    def name(self) -> str:
        return f"'{self.names.sheet.name}'!{self.key}" if self.names.sheet else self.key

    @property
    def refers_to(self) -> str:
        found = self.names.held[self.key]
        return found if isinstance(found, str) else f"={found.value}"

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.names.book.step("change name")
        self.names.held[self.key].value = value.removeprefix("=")

    def delete(self) -> None:
        self.names.book.step("delete name")
        del self.names.held[self.key]


class _Hideable:
    def __init__(self, name: Name) -> None:
        object.__setattr__(self, "name", name)

    def __setattr__(self, attribute: str, value: Any) -> None:
        assert (attribute, value) == ("Visible", False)
        self.name.names.book.hidden_names.add(self.name.name)


def open_book(path: Path, fullname: str | None = None) -> tuple[xw.Book, Book]:
    """Open a workbook in an Excel of its own; the book as xlwings sees it, and the double behind it."""
    engine = Engine()
    book = Book(engine.app, path, fullname)
    engine.app.all_books.append(book)
    xw.Engine(impl=engine).activate()
    return xw.Book(impl=book), book
