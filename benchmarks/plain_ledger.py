"""What a colleague would write for a ledger: read it with pandas, sum by heading, write the sums and the variances.

``python benchmarks/plain_ledger.py WORKBOOK OUTPUT openpyxl|xlsxwriter``; the first reads with openpyxl as well, the
second with python-calamine. Sums are binary floats; nothing is checked, rated, drilled down to or laid out.
"""

from __future__ import annotations

import sys

import pandas as pd

READERS = {"openpyxl": "openpyxl", "xlsxwriter": "calamine"}
FIGURES = ["Budget", "Actual", "Commitment", "Forecast"]


def main() -> None:
    source, output, writer = sys.argv[1:4]
    lines = pd.read_excel(source, engine=READERS[writer])
    sums = lines.groupby(["Division", "Heading"])[FIGURES].sum()
    sums["Variance"] = sums["Forecast"] - sums["Budget"]
    with pd.ExcelWriter(output, engine=writer) as book:
        sums.to_excel(book, sheet_name="Monitoring")
        lines.groupby(["Division", "Subjective group"])[FIGURES].sum().to_excel(book, sheet_name="Groups")


if __name__ == "__main__":
    main()
