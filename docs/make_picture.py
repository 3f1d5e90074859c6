"""Makes the README's picture: a page of the dashboard of a sample workbook, printed by LibreOffice.

Needs LibreOffice (soffice) and poppler (pdftoppm): ``python docs/make_picture.py``.
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import datetime
from pathlib import Path

from kccxl.batch import build

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "workbooks" / "performance-2016-17.xlsx"
PICTURE = Path(__file__).parent / "dashboard.png"
PAGE = 2


def main() -> None:
    """Build, print, and keep one page."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "dashboard.xlsx"
        outcome = build(SAMPLE, book, made=datetime(2016, 8, 1, 9, 0))
        if outcome.failure:
            raise SystemExit(str(outcome.failure))
        profile = (Path(folder) / "profile").as_uri()
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", folder, book],
            check=True, capture_output=True,
        )  # fmt: skip
        subprocess.run(
            ["pdftoppm", "-r", "100", "-f", str(PAGE), "-singlefile", "-png", book.with_suffix(".pdf"),
             PICTURE.with_suffix("")],
            check=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
