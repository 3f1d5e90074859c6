"""Make the sample workbooks beside this file from the figures in ``figures/``.

Two are dashboards as an officer keeps them for a committee paper (``performance-2016-17`` and
``performance-2018-19``), two hold data to make one from (``performance-targets-2017-18`` and
``performance-monthly-example``). Figures, refs and titles of the first three are those of the council's
published papers, slips included; the texts are our own. All of the monthly example is invented. Those on money
(``budget-2017-18`` and ``monitoring-2016-17``) are described in ``make_budgets.py``.

Run ``python workbooks/make_samples.py`` after a change to the figures: the same figures give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import make_budgets
import make_ledger
from sample_book import (
    CELL,
    HEADER,
    HERE,
    LINE_HEIGHT,
    Book,
    Cells,
    Stored,
    data_sheet,
    read_figures,
    row_height,
    store,
)

Year = Literal["2016-17", "2018-19"]
"""The financial year of a published dashboard."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RAG = {
    "GREEN": {"bg_color": "#C6E0B4"},
    "AMBER": {"bg_color": "#FFE699"},
    "RED": {"bg_color": "#F4B0A8"},
}
_MIDDLE = {**CELL, "align": "center"}
_NOTE = {"text_wrap": True, "valign": "top"}
_LAST_COLUMN = 9
_DESCRIPTION = 54
_NOTE_WIDTH = 140

_SETTINGS = {
    "Title": "Stands at the head of every page",
    "Directorate": "Whose indicators these are",
    "Financial year": "April to March, for example 2018/19",
    "Results up to": "The last month reported",
    "Publication date": "When the dashboard goes to the committee",
    "Rounding basis": "displayed: rate the figure as it is shown; exact: rate it as it is stored",
    "RAG scheme": "target_floor, tolerance, target_only or none; rows may differ",
    "Tolerance %": "How far from the target is still Amber, in the tolerance scheme",
    "Direction of travel": "previous: against the last result; trend: over the series; rows may differ",
    "Illustrative": "Yes: the figures are invented, and every page says so",
}
_DEFAULTS = {
    "Rounding basis": "displayed",
    "RAG scheme": "target_floor",
    "Tolerance %": "10",
    "Direction of travel": "previous",
    "Illustrative": "No",
}
_AREA_COLUMNS = ("Service area", "Division", "Director", "Cabinet Member", "Delivery by", "Data up to")
_INDICATOR_COLUMNS = (
    *("Ref", "Service area", "Indicator description", "Unit", "Decimals", "Target", "Floor standard"),
    *("Good is", "Frequency", "RAG scheme", "Year to date", "Direction of travel", "Previous year", "New"),
)
_ACTIVITY_COLUMNS = (
    *("Ref", "Service area", "Indicator description", "Kind", "Threshold", "Q1", "Q2", "Q3", "Q4"),
    *("Expected total", "Previous year"),
)


def published(year: Year, cells: Cells = "formatted") -> bytes:
    """Make the dashboard of a year as published, its figures stored in one of four ways."""
    cover = read_figures(f"performance-{year}")["cover"]
    book = Book(cover["Title"], cover["Directorate"])
    lay_published(book, year, cells)
    return book.close()


def lay_published(book: Book, year: Year, cells: Cells = "formatted") -> None:
    """Add the sheets of a published dashboard to a book."""
    figures = read_figures(f"performance-{year}")
    cover = _cover_lines if year == "2016-17" else _cover_cells
    cover(book, figures["cover"])
    _summary(book, figures["summary"])
    pages: dict[str, _Page] = {}
    for area in figures["areas"]:
        name = area["sheet"]
        if name not in pages:
            pages[name] = _Page(book, name, cells)
        pages[name].area(area)


def _cover_lines(book: Book, cover: Mapping[str, str]) -> None:
    """Write the cover as lines of text."""
    sheet = book.sheet("Cover")
    sheet.set_column(0, 0, 70)
    sheet.write(0, 0, cover["Title"], book.style(bold=True, font_size=16))
    lines = (
        f"Directorate: {cover['Directorate']}",
        f"Financial Year {cover['Financial year']}",
        f"Results up to {cover['Results up to']}",
        f"Publication Date: {cover['Publication date']}",
    )
    for row, line in enumerate(lines, start=2):
        sheet.write(row, 0, line)


def _cover_cells(book: Book, cover: Mapping[str, str]) -> None:
    """Write the cover as labels with their values beside them."""
    sheet = book.sheet("Cover")
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 60)
    sheet.write(0, 0, cover["Title"], book.style(bold=True, font_size=16))
    for row, (label, value) in enumerate(list(cover.items())[1:], start=2):
        sheet.write(row, 0, label, book.style(bold=True))
        sheet.write_string(row, 1, value)


def _summary(book: Book, groups: Sequence[Mapping[str, Any]]) -> None:
    """Write the page of ratings: a row for the group, a header, a row for each indicator."""
    sheet = book.sheet("Summary")
    sheet.set_column(0, 0, 90)
    sheet.set_column(1, 2, 13)
    sheet.fit_to_pages(1, 1)
    sheet.write(0, 0, "Key Performance Indicator Summary", book.style(bold=True, font_size=14))
    row = 2
    for group in groups:
        sheet.write(row, 0, group["group"], book.style(bold=True, font_size=12))
        sheet.write_row(row + 1, 0, ("Indicator Description", "Month RAG", "YTD RAG"), book.style(**HEADER))
        row += 2
        for label, *ratings in group["rows"]:
            sheet.write_string(row, 0, label, book.style(**CELL))
            for column, rating in enumerate(ratings, start=1):
                sheet.write_string(row, column, rating, book.style(**_MIDDLE, **_RAG.get(rating, {})))
            row += 1
        row += 1


class _Page:
    """A sheet of service areas, one below the other."""

    def __init__(self, book: Book, name: str, cells: Cells) -> None:
        self.book = book
        self.sheet = book.sheet(name)
        self.cells = cells
        self.row = 0
        self.sheet.set_column(0, 0, 17)
        self.sheet.set_column(1, 1, _DESCRIPTION)
        self.sheet.set_column(2, _LAST_COLUMN, 11.5)

    def area(self, area: Mapping[str, Any]) -> None:
        """Write who is responsible, then the tables with the notes beneath them."""
        spans = ((0, 0), (1, 1), (2, 4), (5, _LAST_COLUMN))
        captions = ("Service Area", "Director", "Cabinet Member", "Delivery by")
        for (first, last), caption, value in zip(spans, captions, area["area"], strict=True):
            self._across(self.row, first, last, caption, self.book.style(**HEADER))
            self._across(self.row + 1, first, last, value, self.book.style(**CELL))
        self.sheet.set_row(self.row + 1, 2 * LINE_HEIGHT)
        self.row += 3
        for table in area["tables"]:
            self._table(table)
        self.row += 1

    def _table(self, table: Mapping[str, Any]) -> None:
        for title in table["titles"]:
            self.sheet.write(self.row, 0, title, self.book.style(bold=True))
            self.row += 1
        self._captions(table["captions"])
        for row in table["rows"]:
            self._figures(table["captions"], row)
            self.row += 1
        self.row += 1
        for label, _, text in table["notes"]:
            note = f"{label} {text}".strip()
            self._across(self.row, 0, _LAST_COLUMN, note, self.book.style(**_NOTE))
            self.sheet.set_row(self.row, row_height(note, _NOTE_WIDTH))
            self.row += 2

    def _captions(self, captions: Sequence[str]) -> None:
        """Write a header of one row, or of two where Upper and Lower stand below Expected Activity."""
        style = self.book.style(**HEADER)
        self.sheet.set_row(self.row, 2 * LINE_HEIGHT)
        if "Upper" not in captions:
            self.sheet.write_row(self.row, 0, captions, style)
            self.row += 1
            return
        upper = captions.index("Upper")
        self.sheet.merge_range(self.row, upper, self.row, upper + 1, "Expected Activity", style)
        for column, caption in enumerate(captions):
            if caption in ("Upper", "Lower"):
                self.sheet.write(self.row + 1, column, caption, style)
            else:
                self.sheet.merge_range(self.row, column, self.row + 1, column, caption, style)
        self.row += 2

    def _figures(self, captions: Sequence[str], row: Sequence[str]) -> None:
        self.sheet.set_row(self.row, row_height(row[1], _DESCRIPTION))
        merged = {captions.index("Upper")} if "Upper" in captions and "N/a" in row else set()
        for column, printed in enumerate(row):
            if column in merged:
                self._across(self.row, column, column + 1, printed, self.book.style(**_MIDDLE))
            elif column - 1 in merged:
                continue
            elif column < 2:
                self.sheet.write_string(self.row, column, printed, self.book.style(**CELL))
            else:
                value, shown = store(printed, self.cells)
                style = self.book.style(**_MIDDLE, num_format=shown, **_RAG.get(printed, {}))
                self.sheet.write(self.row, column, value, style)

    def _across(self, row: int, first: int, last: int, text: str, style: Any) -> None:
        if first == last:
            self.sheet.write_string(row, first, text, style)
        else:
            self.sheet.merge_range(row, first, row, last, text, style)


def targets() -> bytes:
    """Make the workbook of targets and activity thresholds for 2017-18; it holds no results."""
    figures = read_figures("targets-2017-18")
    book = Book(figures["settings"]["Title"], figures["settings"]["Directorate"])
    _settings(book, figures["settings"])
    data_sheet(book, "Service areas", _AREA_COLUMNS, [_padded(area, 6) for area in figures["areas"]])
    indicators = [_planned(row) for row in figures["indicators"]]
    data_sheet(book, "Indicators", _INDICATOR_COLUMNS, indicators, note=figures["notes"]["Indicators"])
    activity = [_padded(row, len(_ACTIVITY_COLUMNS)) for row in figures["activity"]]
    data_sheet(book, "Activity", _ACTIVITY_COLUMNS, activity, note=figures["notes"]["Activity"])
    data_sheet(book, "Commentary", ("Ref", "Commentary"), figures["commentary"])
    return book.close()


def _planned(row: Sequence[str]) -> list[str]:
    """Place a row of the plan in the columns of Indicators; ``Previous year`` holds the 2016-17 forecast."""
    ref, area, description, forecast, floor, target, frequency, ytd = row
    unit = "%" if target.endswith("%") else "£"
    places = max(len(text.rstrip("%").partition(".")[2]) for text in (forecast, floor, target))
    decimals = str(places) if unit == "%" else ""
    new = "Yes" if forecast == "NEW" else ""
    good_is = scheme = travel = ""
    plan = [ref, area, description, unit, decimals, target, floor, good_is, frequency, scheme, ytd, travel]
    return [*plan, forecast, new]


def monthly_example() -> bytes:
    """Make the illustrative workbook: 24 months of invented results, January 2025 the latest."""
    figures = read_figures("monthly-example")
    book = Book(figures["settings"]["Title"], figures["settings"]["Directorate"])
    _settings(book, figures["settings"])
    data_sheet(book, "Service areas", _AREA_COLUMNS, figures["areas"])
    data_sheet(book, "Indicators", figures["columns"], figures["indicators"])
    months = _months(*figures["months"])
    _results(book, figures, months)
    data_sheet(book, "Activity", figures["activity_columns"], figures["activity"])
    columns = ("Ref", *(f"{_MONTHS[month.month - 1]}-{month:%y}" for month in months))
    rows = [[ref, *_padded(values, len(months))] for ref, values in figures["activity_results"]]
    data_sheet(book, "Activity results", columns, rows)
    data_sheet(book, "Commentary", ("Ref", "Commentary"), figures["commentary"])
    return book.close()


def _settings(book: Book, given: Mapping[str, str]) -> None:
    values = {**_DEFAULTS, **given}
    rows = [[setting, values.get(setting, ""), meaning] for setting, meaning in _SETTINGS.items()]
    data_sheet(book, "Settings", ("Setting", "Value", "What it means"), rows)


def _months(first: str, last: str) -> list[date]:
    """Return the first day of each month, both ends included."""
    start, end = (int(text[:4]) * 12 + int(text[5:]) - 1 for text in (first, last))
    return [date(month // 12, month % 12 + 1, 1) for month in range(start, end + 1)]


def _quarter(month: date) -> str:
    start = month.year - (month.month < 4)
    return f"Q{(month.month - 4) % 12 // 3 + 1} {start}/{(start + 1) % 100:02d}"


def _results(book: Book, figures: Mapping[str, Any], months: Sequence[date]) -> None:
    """Write the long table of results: months as dates, quarters as text, a ratio as a formula."""
    frequency = {row[0]: row[figures["columns"].index("Frequency")] for row in figures["indicators"]}
    decimals = {row[0]: int(row[figures["columns"].index("Decimals")]) for row in figures["indicators"]}
    series: dict[str, dict[str, list[float | str | None]]] = {}
    for ref, part, values in figures["results"]:
        series.setdefault(ref, {})[part] = values
    rows: list[list[Stored]] = []
    formats: list[str] = []
    for ref, parts in series.items():
        quarterly = frequency[ref] == "quarter"
        periods: list[Stored] = [_quarter(month) for month in months[::3]] if quarterly else [*months]
        names = ("value", "numerator", "denominator")
        columns = [_padded(parts.get(name, []), len(periods)) for name in names]
        begun = False
        for period, *cells in zip(periods, *columns, strict=True):
            begun = begun or any(cell is not None for cell in cells)
            if begun:
                rows.append([ref, period, *cells])
                formats.append(_result_format("numerator" in parts, decimals[ref]))
    write = _result_writer(book, formats)
    data_sheet(book, "Results", ("Ref", "Period", "Value", "Numerator", "Denominator"), rows, write=write)


def _result_format(ratio: bool, decimals: int) -> str:
    places = "." + "0" * decimals if decimals else ""
    return f"0{places}%" if ratio else f"#,##0{places}"


def _result_writer(book: Book, formats: Sequence[str]) -> Callable[[Any, int, Sequence[Stored]], bool]:
    """Return what writes a row whose value is its numerator over its denominator."""

    def write(sheet: Any, row: int, cells: Sequence[Stored]) -> bool:
        _, _, value, numerator, denominator = cells
        style = book.style(num_format=formats[row - 1], valign="top")
        if isinstance(numerator, int | float) and isinstance(denominator, int | float):
            formula = f"=D{row + 1}/E{row + 1}"
            sheet.write_formula(row, 2, formula, style, numerator / denominator)
            return True
        if isinstance(value, int | float):
            sheet.write_number(row, 2, value, style)
            return True
        return False

    return write


def _padded(row: Sequence[Any], length: int) -> list[Any]:
    return [*row, *[None] * (length - len(row))]


def build() -> dict[str, bytes]:
    """Make all sample workbooks; the keys are their file names."""
    return {
        "budget-2017-18.xlsx": make_budgets.budget(),
        **make_ledger.build(),
        "monitoring-2016-17.xlsx": make_budgets.monitoring(),
        "performance-2016-17.xlsx": published("2016-17"),
        "performance-2018-19.xlsx": published("2018-19"),
        "performance-targets-2017-18.xlsx": targets(),
        "performance-monthly-example.xlsx": monthly_example(),
    }


def main() -> None:
    """Write the sample workbooks beside this file."""
    for name, content in build().items():
        (HERE / name).write_bytes(content)


if __name__ == "__main__":
    main()
