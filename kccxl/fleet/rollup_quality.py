"""How far each workbook can be relied on: what is to be mended in it, and which state of the file was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kccxl.fleet.rollup import NOT_STATED, Source
from kccxl.fleet.rollup_cells import Paper, up_to
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Sheet
from kccxl.sheets.styles import Palette
from kccxl.tables.problems import Severity

TITLE = "Data quality"
DO_NOT_RELY = "Its figures must not be relied on"
_WIDTHS = [32, 22, 13, 14, 11, 9, 10.5, 8, 30, 13, 13, 44]
_HEADER = ("Directorate", "Up to", "Reports", "Counted", "Errors", "Warnings", "Notes", "Most frequent", "Saved",
           "SHA-256 begins", "Remarks")  # fmt: skip
_NOTE = (
    "A workbook with errors is left out of all counts, Reds, movements and variances until they are mended; one with "
    "warnings or notes counts, for its figures stand. The codes are explained in docs/messages.md; "
    "“kccxl check” lists every problem with its cell."
)


def lay_out(paper: Paper) -> Sheet:
    """Lay out a row for each workbook, in the order in which they were read."""
    canvas = Canvas(TITLE, _WIDTHS)
    rows = paper.frame.begin(canvas, "Data quality by workbook")
    canvas.paragraph(_NOTE, styles.NOTE)
    canvas.gap(6)
    captions = [Cell("Workbook", styles.TABLE_HEADER_LEFT)]
    header = canvas.lay([*captions, *(Cell(name, styles.TABLE_HEADER) for name in _HEADER)], least=31)
    for source in paper.council.sources:
        with canvas.unit():
            _lay_source(canvas, paper, source)
    total = [sum(source.count(severity) for source in paper.council.sources) for severity in Severity]
    counted = sum(source.counts for source in paper.council.sources)
    blank = Cell(None, styles.TOTAL_LABEL)
    canvas.lay(
        [
            Cell("All workbooks", styles.TOTAL_LABEL),
            *[blank] * 3,
            Cell(f"{counted} of {len(paper.council.sources)}", styles.COUNT_TOTAL),
            *(Cell(number, styles.COUNT_TOTAL) for number in total),
            *[blank] * 4,
        ],
        least=20,
    )
    return paper.frame.end(canvas, (rows[0], header), tab=Palette.GREY)


def _lay_source(canvas: Canvas, paper: Paper, source: Source) -> None:
    counts = [Cell("–" if source.failure else source.count(each), styles.COUNT) for each in Severity]
    saved = f"{source.saved:%d/%m/%Y %H:%M}" if source.saved else "N/a"
    canvas.lay(
        [
            _name(paper, source),
            Cell(_once(part.directorate or NOT_STATED for part in source.parts), styles.SMALL),
            Cell(_once(up_to(part) for part in source.parts), styles.WORD),
            Cell(_once(part.report.capitalize() for part in source.parts), styles.SMALL),
            _counted(source),
            *counts,
            Cell("\n".join(f"{code}: {number}" for code, number in source.frequent), styles.SMALL),
            Cell(saved, replace(styles.WORD, size=9)),
            Cell(source.short_hash or "N/a", replace(styles.WORD, size=9)),
            Cell(remark(source), styles.SMALL if source.counts else replace(styles.REMINDER, size=9)),
        ],
        least=20,
    )


def _counted(source: Source) -> Cell:
    return Cell("Yes", styles.WORD) if source.counts else Cell("No", styles.RAG_WORD)


def _name(paper: Paper, source: Source) -> Cell:
    """Return the cell that leads to a workbook: to its first problem, else to a cell one of its lines stands in."""
    sheets = [(problem.sheet, problem.cell) for problem in source.problems if problem.sheet]
    sheets += [(each.place.sheet, "A1") for part in source.parts for each in part.rated if each.place.sheet]
    sheet, cell = sheets[0] if sheets else ("", "")
    made = paper.link(source.name, source.path, sheet, cell)
    return replace(made, style=replace(made.style, bold=True))


def remark(source: Source) -> str:
    """Say why a workbook does not count, and what else should be known of it.

    >>> from pathlib import Path
    >>> remark(Source(Path("b.xlsx"), copy_of="a.xlsx"))
    'The same results as a.xlsx: counted once.'
    """
    said = [source.failure] if source.failure else []
    if source.copy_of:
        said.append(f"The same results as {source.copy_of}: counted once.")
    if source.errors:
        first = source.problems[0]
        said.append(f"{source.errors} {'error' if source.errors == 1 else 'errors'} to mend. {DO_NOT_RELY}. The first: "
                    f"{first.place}: {first.found}. {first.mend}")  # fmt: skip
    if source.counts and not any(part.rated for part in source.parts):
        said.append("It holds no ratings to count.")
    if source.remark:
        said.append(source.remark)
    return "\n".join(said)


def _once(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(texts))
