"""Every problem found in the workbook, worst first, each with the cell it stands in and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import groupby

from kccxl.reports.paper.frame import Frame
from kccxl.reports.paper.wording import amount
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Link, Sheet
from kccxl.tables.problems import Problem, Severity, worst_first

NONE_FOUND = "No problems found"
_WIDTHS = [11, 26, 40, 40, 46]
_HEADER = ("Severity", "Where", "Found", "Expected", "How to mend")
_ADDRESS = re.compile(r"\$?[A-Z]{1,3}\$?[1-9]\d{0,6}(?::\$?[A-Z]{1,3}\$?[1-9]\d{0,6})?")
_MEANING = {
    Severity.ERROR: "must be mended before the figures can be relied upon",
    Severity.WARNING: "the figures stand, but somebody should look",
    Severity.NOTE: "good to know",
}


def lay_out(frame: Frame, title: str, found: Sequence[Problem]) -> Sheet:
    """Lay out the problems; links lead to the officer's sheets beside these, or in the workbook's own file."""
    known, file = set(frame.making.beside), frame.making.file
    canvas = Canvas(title, _WIDTHS)
    rows = frame.begin(canvas, "Data checks")
    problems = worst_first(found)
    if not problems:
        canvas.across(NONE_FOUND, styles.HEADING)
        return frame.end(canvas, rows)
    header = canvas.lay([Cell(name, styles.TABLE_HEADER_LEFT) for name in _HEADER], least=20)
    for severity, members in groupby(problems, key=lambda problem: problem.severity):
        group = list(members)
        heading = f"{amount(len(group), severity.value).capitalize()}: {_MEANING[severity]}"
        for number, problem in enumerate(group):
            with canvas.unit():
                if not number:
                    canvas.across(heading, styles.GROUP, least=20)
                _lay_problem(canvas, problem, known, file)
    return frame.end(canvas, (rows[0], header))


def _lay_problem(canvas: Canvas, problem: Problem, known: Collection[str], file: str) -> None:
    top = styles.TEXT_TOP
    words = Cell(problem.severity.value.capitalize(), styles.STRONG_TOP)
    texts = [Cell(text, top) for text in (problem.found, problem.expected, problem.mend)]
    canvas.lay([words, _where(problem, known, file), *texts], least=18)


def _where(problem: Problem, known: Collection[str], file: str) -> Cell:
    file = "" if set("#%") & set(file) else file  # no link can spell such a name
    sheet = {title.casefold(): title for title in known}.get(problem.sheet.casefold(), "")
    if not problem.sheet or not (sheet or file):
        return Cell(problem.place, styles.TEXT_TOP)
    cell = problem.cell.upper() if _ADDRESS.fullmatch(problem.cell.upper()) else "A1"
    tip = "Go to the cell" if sheet else "Open the workbook at this cell"
    link = Link(sheet or problem.sheet, cell, file="" if sheet else file, tip=tip)
    return Cell(problem.place, styles.LINK_TOP, link)
