"""What a colleague who looks for speed would write: pandas over calamine, the same cells written with XlsxWriter.

``python benchmarks/plain_xlsxwriter.py WORKBOOK OUTPUT CELLS``, as ``plain_script.py``.
"""

from __future__ import annotations

import json
import sys

import pandas as pd
import xlsxwriter


def main() -> None:
    source, output, cells = sys.argv[1:4]
    pd.read_excel(source, sheet_name=None, header=None, engine="calamine")
    with open(cells, encoding="utf-8") as stream:  # noqa: PTH123 - as plain as such scripts are
        sheets = json.load(stream)
    with xlsxwriter.Workbook(output) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


if __name__ == "__main__":
    main()
