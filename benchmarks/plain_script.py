"""What an officer's colleague would write instead: pandas and openpyxl, the same sheet read, the same cells written bare.

``python benchmarks/plain_script.py WORKBOOK OUTPUT CELLS`` reads every sheet of WORKBOOK with pandas over openpyxl and
writes the cells listed in CELLS (JSON: sheet -> rows of values) unstyled with openpyxl.
"""

from __future__ import annotations

import json
import sys

import openpyxl
import pandas as pd


def main() -> None:
    source, output, cells = sys.argv[1:4]
    pd.read_excel(source, sheet_name=None, header=None, engine="openpyxl")
    with open(cells, encoding="utf-8") as stream:  # noqa: PTH123 - as plain as such scripts are
        sheets = json.load(stream)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(output)


if __name__ == "__main__":
    main()
