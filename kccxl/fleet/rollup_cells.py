"""Cells that the sheets of the rollup have in common: links to the officers' cells, ratings, dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kccxl import batch
from kccxl.fleet.rollup import NOT_STATED, Council, Part
from kccxl.fleet.rollup_lines import Place
from kccxl.reports.paper.frame import Frame
from kccxl.rules.rag import Rag
from kccxl.sheets import styles
from kccxl.sheets.blocks import widest
from kccxl.sheets.sheet import Cell, Link
from kccxl.sheets.styles import Palette

NOT_RATED = "Not rated"
_LEAST_SOURCE = 15.0
RAG_HEADERS: Mapping[Rag | None, styles.Style] = {
    Rag.GREEN: replace(styles.TABLE_HEADER, fill=Palette.GREEN),
    Rag.AMBER: replace(styles.TABLE_HEADER, fill=Palette.AMBER),
    Rag.RED: replace(styles.TABLE_HEADER, fill=Palette.RED, colour=Palette.WHITE),
    None: replace(styles.TABLE_HEADER, fill=Palette.UNRATED),
}
"""The captions of counts by colour, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What every sheet is laid out from: the results, the frame, and where the file will lie, for its links."""

    council: Council
    frame: Frame
    output: Path

    def source(self, place: Place) -> Cell:
        """Return the cell that names the cell a line stands in, and leads there."""
        return self.link(place.address, self.council.source_of(place).path, place.sheet, place.cell)

    def workbook(self, place: Place) -> Cell:
        """Return the cell that names the workbook a line stands in."""
        return Cell(self.council.source_of(place).name, styles.SMALL)

    def link(self, text: str, source: Path, sheet: str = "", cell: str = "A1") -> Cell:
        """Return a cell that opens a workbook; without ``sheet``, or where no link can spell its name, plain text."""
        file = batch.path_between(self.output, source)
        if not sheet or set("#%") & set(file):
            return Cell(text, styles.SMALL)
        look = replace(styles.LINK, size=9)
        return Cell(text, look, Link(sheet, cell or "A1", file=file, tip="Open the workbook at this cell"))


def source_width(places: Iterable[Place]) -> float:
    """Return the width that shows each cell's address on one line: not every program wraps a link.

    >>> source_width([Place(0, "Engagement, Organisation Design!C12")]) > source_width([])
    True
    """
    return widest(_LEAST_SOURCE, [place.address for place in places], styles.LINK)


def invented(part: Part) -> str:
    """Return the remark put behind a directorate's name where figures are illustrative and the name does not say so."""
    return (
        " (illustrative)" if part.illustrative and "illustrative" not in part.directorate.casefold() else ""
    )


def word(rag: Rag | None) -> Cell:
    """Return the cell of a rating in words; the sheet's rules colour it."""
    return Cell(rag.value if rag else NOT_RATED, styles.RAG_WORD)


def up_to(part: Part) -> str:
    """Return the period a report goes up to, as a column prints it."""
    return part.up_to or part.year or NOT_STATED


def whose(part: Part, *names: str) -> str:
    """Return directorate, division and service as one text, none of them twice.

    >>> whose(Part("ledger", "Corporate", "", "", 0, True), "Corporate", "ICT")
    'Corporate: ICT (illustrative)'
    """
    parts = dict.fromkeys(name for name in (part.directorate, *names) if name)
    return f"{': '.join(parts) or NOT_STATED}{invented(part)}"
