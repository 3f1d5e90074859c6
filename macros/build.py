"""Make the button workbooks and the add-in without Excel: ``python macros/build.py``, or with a folder to write to.

The sheets are those of the sample workbooks; the macros are the sources beside this file and xlwings' own module. The
same sources, with the same xlwings, XlsxWriter and pyOpenVBA, give the same bytes. Needs ``pip install ".[build]"``.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORKBOOKS = HERE.parent / "workbooks"
sys.path[:0] = [str(HERE.parent), str(HERE), str(WORKBOOKS)]

import make_budgets  # noqa: E402
import make_samples  # noqa: E402
from package import with_ribbon  # noqa: E402
from sample_book import Book, read_figures  # noqa: E402
from start_sheet import add_settings, add_start  # noqa: E402
from vba_project import Module, addin_modules, vba_project, workbook_modules  # noqa: E402
from xlwings import __version__ as xlwings_version  # noqa: E402

from kccxl import __version__ as kccxl_version  # noqa: E402

ADDIN = "kccxl.xlam"


def performance() -> bytes:
    """Make the button workbook of the performance dashboard 2018-19."""
    cover = read_figures("performance-2018-19")["cover"]
    return _button_workbook(
        Book(cover["Title"], cover["Directorate"]),
        "Performance dashboard with buttons",
        "Figures as published, up to January. Ratings already typed are checked against target and floor standard.",
        lambda book: make_samples.lay_published(book, "2018-19"),
    )


def monitoring() -> bytes:
    """Make the button workbook of the financial monitoring 2016-17."""
    return _button_workbook(
        Book(make_budgets.MONITORING_TITLE, make_budgets.DIRECTORATE),
        "Financial monitoring with buttons",
        "Figures as published, at the end of July. Variances and totals are checked line by line.",
        make_budgets.lay_monitoring,
    )


def addin() -> bytes:
    """Make the add-in: worksheet functions, ribbon and buttons for every workbook."""
    book = Book("kccxl add-in", "The kccxl authors")
    add_settings(book)
    # by these `kccxl excel doctor` tells whether the add-in and Python are of one make
    for name, made_by in (("kccxl", kccxl_version), ("xlwings", xlwings_version)):
        book.workbook.set_custom_property(name, made_by, "text")
    return with_ribbon(_finished(book, addin_modules()), addin=True)


def _button_workbook(book: Book, title: str, subject: str, lay: Callable[[Book], None]) -> bytes:
    add_start(book, title, subject)
    lay(book)
    add_settings(book)
    return with_ribbon(_finished(book, workbook_modules()))


def _finished(book: Book, modules: Sequence[Module]) -> bytes:
    """Close a book with macros; the names its sheets have in VBA are those of the project's own modules for them."""
    sheets = book.workbook.worksheets()
    book.workbook.add_vba_project(BytesIO(vba_project(modules, len(sheets))), is_stream=True)
    book.workbook.set_vba_name("ThisWorkbook")
    for number, sheet in enumerate(sheets, start=1):
        sheet.set_vba_name(f"Sheet{number}")
    return book.close()


def build() -> dict[Path, bytes]:
    """Make all three files; the keys are where they belong."""
    return {
        WORKBOOKS / "performance-2018-19.xlsm": performance(),
        WORKBOOKS / "monitoring-2016-17.xlsm": monitoring(),
        HERE / ADDIN: addin(),
    }


def main() -> None:
    """Write the modules of the worksheet functions anew, then the workbooks and the add-in."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    # in a process of its own, because it makes xlwings believe that it runs on Windows
    subprocess.run([sys.executable, str(HERE / "function_modules.py"), str(folder or HERE)], check=True)
    for path, content in build().items():
        (folder / path.name if folder else path).write_bytes(content)


if __name__ == "__main__":
    main()
