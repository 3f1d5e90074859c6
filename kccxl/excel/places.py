"""Where files of a button go: beside the workbook if it lies in a folder, else among the user's documents."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import xlwings as xw


def folder_of(book: xw.Book) -> Path:
    """Return the folder a button writes to.

    A workbook that was never saved, or that Excel knows by a web address only (SharePoint, OneDrive), has none
    of its own; nor has one in a folder where this user may not write.
    """
    try:
        whole = str(book.fullname)
    except Exception:  # noqa: BLE001 - xlwings raises several kinds where it cannot map a web address to a folder
        whole = ""
    folder = Path(whole).parent
    beside = whole and "://" not in whole and Path(whole).is_absolute() and folder.is_dir()
    return folder if beside and os.access(folder, os.W_OK) else documents()


def documents() -> Path:
    """Return the user's documents, or the home folder where there are none."""
    home = Path.home()
    # on office machines the documents lie in OneDrive, and Windows keeps an empty folder where they were
    bases = [
        Path(base) for base in (os.environ.get("ONEDRIVECOMMERCIAL"), os.environ.get("ONEDRIVE")) if base
    ]
    folders = [base / "Documents" for base in (*bases, home)]
    return next((folder for folder in folders if folder.is_dir()), home)


def free_path(folder: Path, stem: str, ending: str) -> Path:
    """Return a path at which nothing stands yet, numbered if need be.

    >>> free_path(Path("/no such folder"), "Dashboard", ".pdf").name
    'Dashboard.pdf'
    """
    path, number = folder / f"{stem}{ending}", 2
    while path.exists():
        path, number = folder / f"{stem} ({number}){ending}", number + 1
    return path


def dated(stem: str) -> str:
    """Put today's date behind a name."""
    return f"{stem} {date.today():%Y-%m-%d}"
