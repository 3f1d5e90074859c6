"""What officers could have typed into a sheet that kccxl made, summed up so that an edit is noticed.

The sum is the same before and after Excel saved the file, which turns inline texts into shared ones, writes
numbers otherwise and calculates anew; it differs once a value, a formula, a note, a merged area or the number
of pictures and charts does. Formats are not part of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from xml.parsers import expat

from kccxl.errors import FileError
from kccxl.files.archive import damaged, refused
from kccxl.files.package import Package

_CODED = re.compile("_x([0-9A-Fa-f]{4})_")
_SHEET_NAMES = re.compile(r"'(?:[^']|'')*'!|[^\W\d][\w.]*!|_xlfn\.|_xlws\.|\s")
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})

_Begin: TypeAlias = "Callable[[str, dict[str, str]], None]"
_End: TypeAlias = "Callable[[str], None]"
_Text: TypeAlias = "Callable[[str], None]"


@dataclass(slots=True)
class SheetContents:
    """The contents of one sheet; ``cells`` by address, in words that tell a number from a text."""

    cells: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)
    formulas: int = 0
    drawn: int = 0
    pictures_in_cells: int = 0

    def digest(self) -> str:
        """Sum all up in 32 letters."""
        lines = [f"{place}={value}" for place, value in sorted(self.cells.items())]
        lines += [f"note {place}={value}" for place, value in sorted(self.notes.items())]
        lines += [f"merged {area}" for area in sorted(self.merges)]
        text = "\n".join([*lines, f"drawn {self.drawn}"])
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def read_contents(
    package: Package, part: str, strings: str, *, counts_from_1904: bool = False
) -> SheetContents:
    """Read what a sheet holds.

    Args:
        package: the workbook.
        part: the sheet's part.
        strings: the part of the shared texts, "" if there is none.
        counts_from_1904: how days are counted, for dates that are written out.

    Raises:
        UnreadableFile: the sheet is broken.

    """
    reader = _SheetReader(counts_from_1904)
    _parse(package, part, reader.begin, reader.end, reader.text)
    found = reader.found
    texts = _shared_texts(package, strings, set(reader.shared.values()))
    found.cells |= {place: f"text {texts.get(index, '')}" for place, index in reader.shared.items()}
    found.cells = {place: value for place, value in found.cells.items() if value != "text "}
    for one in package.relationships(part):
        if one.kind == "comments" and package.has(one.target):
            found.notes |= _notes(package, one.target)
        if one.kind == "drawing" and package.has(one.target):
            found.drawn += _count(package, one.target)
    return found


def plain(text: str) -> str:
    r"""Return a text as it counts: coded letters read, blanks of all kinds as one.

    >>> plain("one_x000D_\n two ")
    'one two'
    """
    return " ".join(_CODED.sub(lambda found: chr(int(found[1], 16)), text).split())


class _SheetReader:
    """Takes up a sheet's cells as expat meets them."""

    def __init__(self, counts_from_1904: bool) -> None:
        self.found = SheetContents()
        self.shared: dict[str, int] = {}
        self._origin = datetime(1904, 1, 1) if counts_from_1904 else datetime(1899, 12, 30)
        self._row = self._column = 0
        self._place = self._type = ""
        self._value = self._formula = self._inline = ""
        self._has_formula = self._phonetic = False
        self._within = ""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif name == "c":
            self._column += 1
            self._place = attributes.get("r", f"R{self._row}C{self._column}")
            self._type = attributes.get("t", "n")
            self._value = self._formula = self._inline = ""
            self._has_formula = False
            self.found.pictures_in_cells += "vm" in attributes
        elif name in ("v", "f", "t"):
            self._within = name
            self._has_formula |= name == "f"
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self.found.merges.append(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name in ("v", "f", "t"):
            self._within = ""
        elif name == "rPh":
            self._phonetic = False
        elif name == "c":
            self._take_up()

    def text(self, text: str) -> None:
        if self._within == "v":
            self._value += text
        elif self._within == "f":
            self._formula += text
        elif self._within == "t" and not self._phonetic:
            self._inline += text

    def _take_up(self) -> None:
        if self._has_formula:
            self.found.formulas += 1
            self.found.cells[self._place] = (
                "formula " + _SHEET_NAMES.sub("", self._formula).lstrip("=").upper()
            )
        elif self._type == "s" and self._value.strip().isdecimal():
            self.shared[self._place] = int(self._value)
        elif self._type in ("inlineStr", "str"):
            self.found.cells[self._place] = "text " + plain(self._inline or self._value)
        elif self._value:
            self.found.cells[self._place] = f"{_KINDS.get(self._type, 'number')} {self._number()}"

    def _number(self) -> str:
        """A number in 12 digits, of the 15 that every program keeps."""
        try:
            if self._type == "d":
                days = datetime.fromisoformat(self._value.rstrip("Z")) - self._origin
                return f"{days.total_seconds() / 86_400:.12g}"
            return f"{float(self._value):.12g}" if self._type == "n" else self._value
        except ValueError:
            return self._value


_KINDS = {"b": "logical", "e": "error"}


class _TextReader:
    """Takes up the texts of some numbers from the shared ones."""

    def __init__(self, wanted: set[int]) -> None:
        self.found: dict[int, str] = {}
        self._wanted = wanted
        self._index = -1
        self._text = ""
        self._within = self._phonetic = False

    def begin(self, name: str, _: dict[str, str]) -> None:
        if name == "si":
            self._index += 1
            self._text = ""
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self._within = self._index in self._wanted and not self._phonetic

    def end(self, name: str) -> None:
        if name == "si" and self._index in self._wanted:
            self.found[self._index] = plain(self._text)
        elif name == "rPh":
            self._phonetic = False
        elif name == "t":
            self._within = False

    def text(self, text: str) -> None:
        if self._within:
            self._text += text


class _NoteReader:
    """Takes up the notes of a sheet."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._place = ""
        self._text = ""
        self._within = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name == "comment":
            self._place, self._text = attributes.get("ref", ""), ""
        self._within = name == "t"

    def end(self, name: str) -> None:
        if name == "comment":
            self.found[self._place] = plain(self._text)
        self._within = False

    def text(self, text: str) -> None:
        if self._within:
            self._text += text


def _shared_texts(package: Package, part: str, wanted: set[int]) -> dict[int, str]:
    if not wanted or not package.has(part):
        return {}
    reader = _TextReader(wanted)
    _parse(package, part, reader.begin, reader.end, reader.text)
    return reader.found


def _notes(package: Package, part: str) -> dict[str, str]:
    reader = _NoteReader()
    _parse(package, part, reader.begin, reader.end, reader.text)
    return reader.found


def _count(package: Package, part: str) -> int:
    drawing = package.open_part(part, depth=2)
    return sum(node.local in _ANCHORS for node in drawing.root.children)


def _parse(package: Package, part: str, begin: _Begin, end: _End, text: _Text) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def meet_doctype(*_: object) -> None:
        raise refused(package.name, f"its part '{part}' defines a document type (DOCTYPE)")

    parser.StartDoctypeDeclHandler = meet_doctype
    parser.StartElementHandler = lambda name, attributes: begin(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    try:
        for piece in package.stream(part):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except FileError:
        raise
    except (expat.ExpatError, ValueError):
        raise damaged(package.name, f"its part '{part}' is broken off or garbled") from None
