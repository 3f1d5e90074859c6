"""Lay a book out in a scratch workbook of its own, from which its sheets are taken."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field

from kccxl.files.graft_splice import SharedPart
from kccxl.files.graft_styles import DEPTH
from kccxl.files.graft_workbook import LocalName, WorkbookPart
from kccxl.files.package import Package, open_package
from kccxl.files.write import write_book
from kccxl.sheets.sheet import Book

_TEXTS = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_FORMATS = re.compile(r'<(?:c|row) [^>]*?\bs="(\d+)"|<col [^>]*?\bstyle="(\d+)"')
_OVERLAYS = re.compile(r'\b(?:dxfId|\w+DxfId)="(\d+)"')


@dataclass(frozen=True, slots=True)
class Scratch:
    """A scratch workbook: its sheets in the order of the book, its texts, styles and names."""

    package: Package
    sheets: list[str]
    names: list[LocalName]
    texts: list[str] = field(repr=False)
    styles: SharedPart = field(repr=False)

    def used_formats(self) -> set[int]:
        """The cell formats that the sheets refer to."""
        found = set[int]()
        for sheet in self.sheets:
            text = self.package.read(sheet).decode("utf-8")
            found |= {int(one or other) for one, other in _FORMATS.findall(text)}
        return found

    def used_overlays(self) -> set[int]:
        """The dxfs that the sheets and their tables refer to."""
        found = set[int]()
        for part in self.package.parts:
            if part in self.sheets or part.startswith("xl/tables/"):
                found |= {int(one) for one in _OVERLAYS.findall(self.package.read(part).decode("utf-8"))}
        return found


def lay_out(book: Book, *, counts_from_1904: bool) -> Scratch:
    """Write a book to memory and open what came of it."""
    made = io.BytesIO()
    write_book(book, made, date_1904=counts_from_1904)
    package = open_package(made.getvalue(), "the new sheets")
    workbook = WorkbookPart(package)
    texts, styles = workbook.related("sharedStrings"), workbook.related("styles")
    shared = package.read(texts.target).decode("utf-8") if texts else ""
    return Scratch(
        package,
        # a workbook cannot be without sheet, so one is made for a book that has none
        [sheet.part for sheet in workbook.sheets[: len(book.sheets)]],
        workbook.names,
        _TEXTS.findall(shared),
        package.open_part(styles.target if styles else "xl/styles.xml", depth=DEPTH),
    )
