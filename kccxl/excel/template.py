"""Make an empty, explained workbook and open it."""

from __future__ import annotations

from kccxl.excel.log import open_log
from kccxl.excel.places import folder_of, free_path
from kccxl.excel.session import Declined, Desk


def new_from(desk: Desk) -> str:
    """Write the template of a report to a file of its own and open it; of several reports the officer chooses.

    Raises:
        Declined: no report was chosen.
        UnwritableFile: the file cannot be written.

    """
    from kccxl.batch import write
    from kccxl.reports.catalogue import REPORTS

    reports = list(REPORTS.values())
    number = desk.choose("Which report is the new workbook for?", [report.title for report in reports])
    if number is None:
        raise Declined("No workbook was made. Press the button again, and choose the report you want.")
    chosen = reports[number]
    path = free_path(folder_of(desk.book), f"{chosen.title} workbook", ".xlsx")
    desk.say("writing the new workbook")
    write(chosen.template(), path)
    try:
        desk.book.app.books.open(str(path))
    except Exception:  # noqa: BLE001 - the file is there, only Excel does not open it (a namesake is open)
        open_log().warning("%s was made but not opened", path, exc_info=True)
        return (
            "A new workbook was made, but Excel did not open it. Next: close workbooks of the same name, and open"
            f"\n{path}"
        )
    return (
        f"A new workbook was made and opened:\n{path}\n\n"
        "Next: read its first sheet, fill in the others, and press Check data."
    )
