"""How far the filled cells of a sheet reach, found before anything lays them out in full.

The cell reader keeps a sheet as a full rectangle: two cells in opposite corners would take half a terabyte. A
ledger is measured by its plain spelling alone, in a fraction of the time it takes to read it; any sheet that
spells its cells otherwise is taken apart by expat. Source: ECMA-376 part 1, 18.3.1.4 and 18.18.7.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kccxl.errors import RefusedFile
from kccxl.tables.grid import cell_name

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384

MOST_AREA = 30_000_000
"""The most cells all sheets' rectangles may have together, filled or not."""

SPARSE_FROM = 5_000_000
"""From this area on, at least one cell in `SPARSEST` must be filled."""

SPARSEST = 50

MOST_TEXT = 256 << 20
"""The most characters all cells may show together; one long text can be shown by a million cells."""

_ROW_STEPS = (*((lead, zeros) for zeros in (4, 5) for lead in (1, 2, 3, 5)), (1, 6), (2, 6))
_COLUMN_STEPS = ((26, "[A-Z]"), (52, "A?[A-Z]"), (104, "[A-C]?[A-Z]"), (702, "[A-Z]{1,2}"))
_PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[ />]')
# A chunk is searched for a spelling only where the rarest letter of it stands, which is found at memory speed.
_ODD_SPELLINGS = (
    (b":", re.compile(rb":c[\s/>]")),
    (b"!", re.compile(rb"<!(?:\[|--)")),
)
_ODD_KIND = re.compile(rb"t(?:\s+=|=[\s'])")
# A formula without result, and an error: no plain figure has the f of the one, nor the # of the other; errors that
# Excel does not know (Err:508) are those of formulas.
_FAULTY_CELLS = (
    (
        b"f",
        re.compile(
            rb"(?:</(?:[\w.-]+:)?f\s*>|<(?:[\w.-]+:)?f(?:\s[^<>]*)?/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c\s*>"
        ),
    ),
    (b"#", re.compile(rb"""\st\s*=\s*["']e["']""")),
    (b"f", re.compile(rb"""\st\s*=\s*["']e["']""")),
)
_END_OF_TEXT = re.compile(rb"</(?:[\w.-]+:)?si\s*>|<(?:[\w.-]+:)?si(?:\s[^<>]*)?/>")
_LONGEST_TAG = 1 << 20


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a sheet's filled cells reach (from 0), how many there are, and the shared text they show.

    >>> Extent(9, 4, 20).area
    50
    """

    bottom: int = -1
    right: int = -1
    filled: int = 0
    text: int = 0

    @property
    def area(self) -> int:
        """Cells of the rectangle from A1 on, since a grid starts there."""
        return (self.bottom + 1) * (self.right + 1)


def column_number(letters: str) -> int:
    """Read a column's letters as a number counted from 0.

    >>> column_number("A"), column_number("xfd")
    (0, 16383)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def text_lengths(shared: bytes) -> Sequence[int]:
    """Measure the workbook's shared texts from their XML, never too short.

    >>> list(text_lengths(b"<sst><si><t>abc</t></si><si><t>longer</t></si></sst>"))
    [19, 22]
    """
    if b"<![CDATA[" in shared or b"<!--" in shared:
        # Either may hide the end of a text, so every text might be all of it.
        return [len(shared)]
    if _is_plainly_spelt(shared):
        start = max(shared.find(b"<si"), 0)  # what stands before the first text is none of it
        return [len(text) + len(b"</si>") for text in shared[start:].split(b"</si>")[:-1]]
    ends = [found.end() for found in _END_OF_TEXT.finditer(shared)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _is_plainly_spelt(shared: bytes) -> bool:
    """Whether each text begins and ends as Excel spells it, so that cutting at its end is enough: ten times as fast."""
    begun = shared.count(b"<si>") + shared.count(b"<si ")
    return begun == shared.count(b"</si>") and not re.search(rb":si\b|</si\s|<si\s[^<>]*/>", shared)


class PlainMeasure:
    """The smallest of a few boxes that holds every cell met so far, widened as cells outside turn up.

    ``faulty``: a cell may hold an error, or a formula without result.
    """

    def __init__(self, *, counts_shared: bool = False) -> None:
        """Start with the smallest box; shared texts are counted apart if told, and otherwise any cell may show one."""
        self.rows = self.columns = self.filled = self.shared = 0
        self.counts_shared = counts_shared
        self.any = self.faulty = False
        self.outside = self._pattern()

    def take(self, chunk: bytes) -> bool:
        """Look at more of the sheet; False where a cell is spelt in an unusual way."""
        if any(letter in chunk and odd.search(chunk) for letter, odd in _ODD_SPELLINGS):
            return False
        if self.counts_shared and _ODD_KIND.search(chunk):
            return False
        start = 0
        while stray := self.outside.search(chunk, start):
            start = stray.start()
            if not self._widen(chunk, start):
                return False
        self.any = self.any or b"<c " in chunk
        self.faulty = self.faulty or any(
            letter in chunk and bool(cell.search(chunk)) for letter, cell in _FAULTY_CELLS
        )
        filled = chunk.count(b"</v>") + (chunk.count(b"</is>") if b"i" in chunk else 0)
        self.filled += filled
        self.shared += chunk.count(b' t="s"') if self.counts_shared else filled
        return True

    def extent(self, longest: int) -> Extent:
        """The box as an extent; never too small."""
        if not self.any:
            return Extent()
        lead, zeros = _ROW_STEPS[self.rows]
        bottom = min(lead * 10**zeros, MOST_ROWS)
        return Extent(bottom - 1, _COLUMN_STEPS[self.columns][0] - 1, self.filled, self.shared * longest)

    def _widen(self, chunk: bytes, start: int) -> bool:
        cell = _PLAIN_CELL.match(chunk, start)
        if cell is None or len(cell[1]) > 2:
            return False
        column, row = column_number(cell[1].decode()), int(cell[2])
        rows = (step for step, (lead, zeros) in enumerate(_ROW_STEPS) if row < lead * 10**zeros)
        self.rows = max(self.rows, next(rows, len(_ROW_STEPS)))
        columns = (step for step, (most, _) in enumerate(_COLUMN_STEPS) if column < most)
        self.columns = max(self.columns, next(columns))
        if self.rows == len(_ROW_STEPS):
            return False
        self.outside = self._pattern()
        return True

    def _pattern(self) -> re.Pattern[bytes]:
        lead, zeros = _ROW_STEPS[self.rows]
        rows = f"[0-9]{{1,{zeros}}}" + (f"|[1-{lead - 1}][0-9]{{{zeros}}}" if lead > 1 else "")
        return re.compile(f'<c(?![a-zA-Z]| r="{_COLUMN_STEPS[self.columns][1]}(?:{rows})"[ />])'.encode())


def measure_plain(pieces: Iterable[bytes], *, counts_shared: bool = False) -> PlainMeasure | None:
    """Measure a large sheet by the usual spelling of its cells; None where it has to be taken apart.

    The answer is never too small, but may be larger than the truth. All pieces are consumed even so, since
    inflating a part to its end is what checks it.

    Args:
        pieces: the sheet's XML, in UTF-8.
        counts_shared: count the cells that show a shared text, which takes half as long again.

    """
    measure: PlainMeasure | None = PlainMeasure(counts_shared=counts_shared)
    rest = b""
    for piece in pieces:
        if measure is None:
            continue
        chunk = rest + piece
        # Cut before the last cell, so that none is looked at in two halves; where there is none, before the last tag.
        cut = max(chunk.rfind(b"<c "), 0) or max(chunk.rfind(b"<"), 0)
        rest = chunk[cut:]
        if len(rest) > _LONGEST_TAG or b"\0" in rest or not measure.take(chunk[:cut]):
            measure = None
    if measure is None or not measure.take(rest):
        return None
    return measure


def is_bearable(extent: Extent) -> bool:
    """Whether one sheet's cells stand close enough together, and show little enough text.

    >>> is_bearable(Extent(99_999, 19, 2_000_000)), is_bearable(Extent(1_048_575, 16_383, 2))
    (True, False)
    """
    sparse = extent.area > max(SPARSE_FROM, extent.filled * SPARSEST)
    return not sparse and extent.area <= MOST_AREA and extent.text <= MOST_TEXT


def check_extents(extents: Mapping[str, Extent], workbook: str) -> None:
    """Refuse a workbook whose sheets would take far more memory than their contents need.

    Args:
        extents: sheet to extent.
        workbook: the file's name, for the message.

    Raises:
        RefusedFile: cells stand too far apart, or there are too many, or they show too much text.

    Example:
        >>> check_extents({"Q1": Extent(1_048_575, 16_383, 2)}, "plan.xlsx")
        Traceback (most recent call last):
        ...
        kccxl.errors.RefusedFile: 'plan.xlsx' was not opened: the cells of sheet 'Q1' reach ...

    """
    for sheet, extent in extents.items():
        if not is_bearable(extent) and extent.text <= MOST_TEXT:
            raise RefusedFile(
                f"'{workbook}' was not opened: the cells of sheet '{sheet}' reach down to "
                f"{cell_name(extent.bottom, extent.right)}, yet only {extent.filled:,} of them are filled. A "
                "stray value far from the table is the usual cause: press Ctrl+End in that sheet, delete "
                "the empty rows and columns beyond the table, save and try again."
            )
    if sum(extent.area for extent in extents.values()) > MOST_AREA:
        raise RefusedFile(
            f"'{workbook}' was not opened: its sheets span more than {MOST_AREA:,} cells together. Move the "
            "sheets that are needed to a workbook of their own and use that one."
        )
    if sum(extent.text for extent in extents.values()) > MOST_TEXT:
        raise RefusedFile(
            f"'{workbook}' was not opened: its cells show more than {MOST_TEXT >> 20} million characters. "
            "Delete the columns with long texts that are not needed, save and try again."
        )
