"""What the cell reader leaves out: formats, uncalculated formulas, errors, merges, hidden rows.

One pass of expat over the XML of one sheet. Names are matched without their namespace, so that
transitional and strict workbooks and any prefix read alike. Source: ECMA-376 part 1, 18.3.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from kccxl.files.archive import damaged
from kccxl.files.extents import MOST_COLUMNS, MOST_ROWS, Extent, column_number
from kccxl.files.numfmt import GENERAL
from kccxl.tables.grid import Area, Position

Attributes = dict[str, str]

_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_KNOWN_FAULTS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA")
)
_TRUE = frozenset({"1", "true", "on"})


@dataclass(slots=True)
class SheetMarks:
    """What a sheet's XML says beside its values; the fields are those of a Grid."""

    formats: dict[Position, str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncached: dict[Position, str] = field(default_factory=dict)
    faults: dict[Position, str] = field(default_factory=dict)
    extent: Extent = field(default_factory=Extent)

    @property
    def strange_faults(self) -> frozenset[str]:
        """Errors shown that Excel does not know (``Err:508``); the cell reader stumbles over them."""
        return frozenset(self.faults.values()) - _KNOWN_FAULTS


def area_of(reference: str) -> Area | None:
    """Read a range as Excel spells it; None where it is none.

    >>> area_of("B2:C10"), area_of("A1:")
    (Area(top=1, left=1, bottom=9, right=2), None)
    """
    first, _, last = reference.replace("$", "").partition(":")
    start = _REFERENCE.fullmatch(first)
    end = _REFERENCE.fullmatch(last or first) if last or ":" not in reference else None
    if start is None or end is None:
        return None
    return Area(int(start[2]) - 1, column_number(start[1]), int(end[2]) - 1, column_number(end[1]))


def read_marks(
    pieces: Iterable[bytes],
    workbook: str,
    part: str,
    styles: Sequence[str] = (),
    lengths: Sequence[int] = (),
) -> SheetMarks:
    """Read a worksheet's XML.

    Args:
        pieces: the XML.
        workbook: the file's name, for messages.
        part: the part's name, for messages.
        styles: the number format of each cell style.
        lengths: the length of each shared text, where their total matters.

    Raises:
        UnreadableFile: the XML is broken, or a cell lies beyond Excel's last one.

    """
    reader = _Reader(styles, lengths)
    try:
        for piece in pieces:
            reader.parser.Parse(piece, False)
        reader.parser.Parse(b"", True)
        reader.finish()
    except expat.ExpatError as error:
        raise damaged(workbook, f"its part '{part}' is garbled in line {error.lineno}") from None
    except ValueError:
        raise damaged(workbook, f"a row or cell in its part '{part}' lies outside the sheet") from None
    return reader.marks


class _Reader:
    """Handlers for one sheet; text is only listened to where it matters, which saves most of the time."""

    def __init__(self, styles: Sequence[str], lengths: Sequence[int]) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.marks = SheetMarks()
        self._codes: Mapping[str, str] = {
            str(index): code for index, code in enumerate(styles) if code != GENERAL
        }
        self._lengths = lengths
        self._longest = max(lengths, default=0)
        self._handlers: dict[str, Callable[[Attributes], None] | None] = {}
        self._prefix = ""
        self._letters: dict[str, int] = {}
        self._shared: dict[str, str] = {}
        self._spans: list[tuple[int, int]] = []
        self._row = self._column = -1
        self._bottom = self._right = -1
        self._filled = self._text = 0
        self._cell: Attributes = {}
        self._formula: Attributes | None = None
        self._formula_text: list[str] = []
        self._value: list[str] = []
        self._has_value = False
        self._faulty = self._tells = False

    def finish(self) -> None:
        """Close the last cell and put together what the sheet said."""
        self._close_cell()
        self.marks.extent = Extent(self._bottom, self._right, self._filled, self._text)
        self.marks.hidden_columns = {
            column for first, last in _joined(self._spans) for column in range(first, last + 1)
        }

    def _start(self, name: str, attributes: Attributes) -> None:
        try:
            handler = self._handlers[name]
        except KeyError:
            handler = self._handler_of(name)
            if len(self._handlers) < 1000:
                self._handlers[name] = handler
        if handler is not None:
            handler(attributes)
        elif self._tells:
            self._close_cell()

    def _handler_of(self, name: str) -> Callable[[Attributes], None] | None:
        prefix, _, local = name.rpartition(":")
        if local == "c":
            self._prefix = prefix
        # Sparklines and others name their own elements f; only the prefix tells them from a cell's formula.
        if local in ("f", "v", "is") and prefix != self._prefix:
            return None
        return getattr(self, f"_on_{local}", None)

    def _on_row(self, attributes: Attributes) -> None:
        self._close_cell()
        number = attributes.get("r")
        self._row = int(number) - 1 if number else self._row + 1
        if not 0 <= self._row < MOST_ROWS:
            raise ValueError("a row lies beyond the last one that Excel has")
        self._column = -1
        if attributes.get("hidden") in _TRUE or _is_nothing(attributes.get("ht")):
            self.marks.hidden_rows.add(self._row)

    def _on_c(self, attributes: Attributes) -> None:
        if self._tells:
            self._close_cell()
        self._cell = attributes
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            column = self._letters.get(letters)
            if column is None:
                if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
                    raise ValueError("a cell has no proper place")
                column = self._letters[letters] = column_number(letters)
            self._column = column
            self._row = int(reference[len(letters) :]) - 1
        if not (0 <= self._row < MOST_ROWS and self._column < MOST_COLUMNS):
            raise ValueError("a cell lies beyond the last one that Excel has")
        self._has_value = False
        kind = attributes.get("t")
        self._faulty = kind == "e"
        self._tells = self._faulty or (kind == "s" and self._longest > 0)

    def _on_f(self, attributes: Attributes) -> None:
        self._formula = attributes
        self._tells = True
        self._formula_text = []
        self.parser.CharacterDataHandler = self._formula_text.append
        self._format_cell()

    def _on_v(self, _: Attributes) -> None:
        self._has_value = True
        if self._row > self._bottom:
            self._bottom = self._row
        if self._column > self._right:
            self._right = self._column
        self._filled += 1
        if self._tells:
            self._value = []
            self.parser.CharacterDataHandler = self._value.append
        if self._codes:
            self._format_cell()

    _on_is = _on_v

    def _on_col(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _TRUE or _is_nothing(attributes.get("width")):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 0))
            self._spans.append((max(first, 1) - 1, min(last, MOST_COLUMNS) - 1))

    def _on_mergeCell(self, attributes: Attributes) -> None:
        if area := area_of(attributes.get("ref", "")):
            self.marks.merged.append(area)

    def _format_cell(self) -> None:
        if code := self._codes.get(self._cell.get("s", "0")):
            self.marks.formats[self._row, self._column] = code

    def _close_cell(self) -> None:
        """Judge the cell just read, once its formula and value are known."""
        if not self._tells:
            return
        self.parser.CharacterDataHandler = None
        value = "".join(self._value).strip() if self._has_value else ""
        if self._faulty and value:
            self.marks.faults[self._row, self._column] = value
        elif self._cell.get("t") == "s":
            self._text += self._length_of(value)
        if self._formula is not None:
            self._judge_formula(value)
        self._formula = None
        self._value = []
        self._tells = self._faulty = self._has_value = False

    def _judge_formula(self, value: str) -> None:
        assert self._formula is not None
        text = "".join(self._formula_text).strip()
        index = self._formula.get("si")
        if index is not None and self._formula.get("t") == "shared":
            text = text or self._shared.get(index, "")
            self._shared.setdefault(index, text)
        kind = self._cell.get("t", "n")
        calculated = bool(value) or (self._has_value and kind in ("str", "inlineStr"))
        if not calculated:
            self.marks.uncached[self._row, self._column] = text

    def _length_of(self, index: str) -> int:
        if index.isdecimal() and int(index) < len(self._lengths):
            return self._lengths[int(index)]
        return self._longest


def _is_nothing(size: str | None) -> bool:
    """Whether a height or width is written, and is 0."""
    if size is None or not size.startswith("0"):
        return False
    return not size.strip("0.")


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join overlapping spans, so that a file that repeats them costs nothing more."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
