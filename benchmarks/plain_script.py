"""What an officer's colleague would write instead: pandas and openpyxl, the same sheet read, the same cells written bare.

``python benchmarks/plain_script.py WORKBOOK OUTPUT CELLS`` reads every sheet of WORKBOOK with pandas over openpyxl and
writes the cells listed in CELLS (JSON: sheet -> rows of values) unstyled with openpyxl. Where WORKBOOK is a folder, each
workbook in it is read and its cells written to a file of its own in the folder OUTPUT.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import openpyxl
import pandas as pd


def write(sheets: dict[str, list[list[object]]], output: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(output)


def main() -> None:
    source, output, cells = map(Path, sys.argv[1:4])
    sheets = json.loads(cells.read_text(encoding="utf-8"))
    for workbook in sorted(source.iterdir()) if source.is_dir() else [source]:
        pd.read_excel(workbook, sheet_name=None, header=None, engine="openpyxl")
        write(sheets, output / workbook.name if source.is_dir() else output)


if __name__ == "__main__":
    main()
