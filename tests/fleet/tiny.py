"""Small performance workbooks, many of them, quickly: one is written, the others are copies."""

from __future__ import annotations

import shutil
from pathlib import Path

import xlsxwriter

_ROWS = (
    ("Ref", "Indicator description", "Latest month", "Month RAG", "Target", "Floor standard"),
    ("CS04", "Calls answered", "95%", "GREEN", "90%", "80%"),
    ("CS05", "Calls answered within 40 seconds", "72%", "AMBER", "80%", "70%"),
)


def tiny_workbook(path: Path, latest: str = "95%", rag: str = "GREEN") -> Path:
    """Write the smallest workbook that has a dashboard."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Dashboard")
    for number, row in enumerate(_ROWS):
        sheet.write_row(number, 0, row)
    sheet.write_row(1, 2, (latest, rag))
    book.close()
    return path


def tiny_workbooks(folder: Path, count: int) -> list[Path]:
    """Write so many, named in order."""
    first = tiny_workbook(folder / "plan-0000.xlsx")
    return [
        first,
        *(Path(shutil.copyfile(first, folder / f"plan-{number:04}.xlsx")) for number in range(1, count)),
    ]
