"""Make the sample workbooks beside this file from the figures in ``figures/``.

Two are dashboards as an officer keeps them for a committee paper (``performance-2016-17`` and
``performance-2018-19``), two hold data to make one from (``performance-targets-2017-18`` and
``performance-monthly-example``). Figures, refs and titles of the first three are those of the council's
published papers, slips included; the texts are our own. All of the monthly example is invented.

Run ``python workbooks/make_samples.py`` after a change to the figures: the same figures give the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import xlsxwriter

Cells = Literal["formatted", "text", "fraction", "number"]
"""How a figure is stored: ``95%`` as 0.95 shown 0%, as that text, as a plain 0.95, or as a plain 95."""

Year = Literal["2016-17", "2018-19"]
"""The financial year of a published dashboard."""

Stored = str | float | date | None
HERE = Path(__file__).resolve().parent
FIGURES = HERE / "figures"
CREATED = datetime(2025, 2, 3, 9, 0, 0)

_FIGURE = re.compile(r"(?P<digits>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?)(?P<percent>%)?")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RAG = {
    "GREEN": {"bg_color": "#C6E0B4"},
    "AMBER": {"bg_color": "#FFE699"},
    "RED": {"bg_color": "#F4B0A8"},
}
_HEADER = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D9E1F2", "border": 1}
_CELL = {"text_wrap": True, "valign": "top", "border": 1}
_MIDDLE = {**_CELL, "align": "center"}
_NOTE = {"text_wrap": True, "valign": "top"}
_LAST_COLUMN = 9
_DESCRIPTION = 54
_NOTE_WIDTH = 140
_LINE_HEIGHT = 15

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


def read_figures(name: str) -> dict[str, Any]:
    """Read one file of figures, for example ``performance-2016-17``."""
    figures: dict[str, Any] = json.loads((FIGURES / f"{name}.json").read_text(encoding="utf-8"))
    return figures


def store(printed: str, cells: Cells = "formatted") -> tuple[Stored, str]:
    """Return what a cell holds and its number format so that it reads as printed.

    Words, amounts in pounds and figures with a footnote mark stay text in every variant.

    >>> store("99.0%"), store("1,312"), store("43%*")
    ((0.99, '0.0%'), (1312.0, '#,##0'), ('43%*', '@'))
    >>> store("95%", "fraction"), store("95%", "number"), store("95%", "text")
    ((0.95, 'General'), (95.0, 'General'), ('95%', '@'))
    """
    found = _FIGURE.fullmatch(printed)
    if found is None or cells == "text":
        return printed or None, "@" if printed else "General"
    number = Decimal(found["digits"].replace(",", ""))
    decimals = "." + "0" * len(found["decimals"]) if found["decimals"] else ""
    if found["percent"] and cells != "number":
        number /= 100
    shown = f"0{decimals}%" if found["percent"] else f"#,##0{decimals}"
    return float(number), shown if cells == "formatted" else "General"


class Book:
    """A workbook in memory that always comes out as the same bytes."""

    def __init__(self, title: str, author: str) -> None:
        """Start an empty workbook with its document properties."""
        self._bytes = BytesIO()
        self.workbook = xlsxwriter.Workbook(self._bytes, {"in_memory": True, "strings_to_numbers": False})
        self.workbook.set_properties({"title": title, "author": author, "created": CREATED})
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def style(self, **properties: object) -> Any:
        """Return a cell format, made once for the same properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(dict(key))
        return self._formats[key]

    def sheet(self, name: str) -> Any:
        """Add a sheet, set up for A4 landscape, one page wide."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def close(self) -> bytes:
        """Return the finished file."""
        self.workbook.close()
        return self._bytes.getvalue()


def published(year: Year, cells: Cells = "formatted") -> bytes:
    """Make the dashboard of a year as published, its figures stored in one of four ways."""
    figures = read_figures(f"performance-{year}")
    book = Book(figures["cover"]["Title"], figures["cover"]["Directorate"])
    cover = _cover_lines if year == "2016-17" else _cover_cells
    cover(book, figures["cover"])
    _summary(book, figures["summary"])
    pages: dict[str, _Page] = {}
    for area in figures["areas"]:
        name = area["sheet"]
        if name not in pages:
            pages[name] = _Page(book, name, cells)
        pages[name].area(area)
    return book.close()


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
        sheet.write_row(row + 1, 0, ("Indicator Description", "Month RAG", "YTD RAG"), book.style(**_HEADER))
        row += 2
        for label, *ratings in group["rows"]:
            sheet.write_string(row, 0, label, book.style(**_CELL))
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
            self._across(self.row, first, last, caption, self.book.style(**_HEADER))
            self._across(self.row + 1, first, last, value, self.book.style(**_CELL))
        self.sheet.set_row(self.row + 1, 2 * _LINE_HEIGHT)
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
            self.sheet.set_row(self.row, _height(note, _NOTE_WIDTH))
            self.row += 2

    def _captions(self, captions: Sequence[str]) -> None:
        """Write a header of one row, or of two where Upper and Lower stand below Expected Activity."""
        style = self.book.style(**_HEADER)
        self.sheet.set_row(self.row, 2 * _LINE_HEIGHT)
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
        self.sheet.set_row(self.row, _height(row[1], _DESCRIPTION))
        merged = {captions.index("Upper")} if "Upper" in captions and "N/a" in row else set()
        for column, printed in enumerate(row):
            if column in merged:
                self._across(self.row, column, column + 1, printed, self.book.style(**_MIDDLE))
            elif column - 1 in merged:
                continue
            elif column < 2:
                self.sheet.write_string(self.row, column, printed, self.book.style(**_CELL))
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
    _data(book, "Service areas", _AREA_COLUMNS, [_padded(area, 6) for area in figures["areas"]])
    indicators = [_planned(row) for row in figures["indicators"]]
    _data(book, "Indicators", _INDICATOR_COLUMNS, indicators, note=figures["notes"]["Indicators"])
    activity = [_padded(row, len(_ACTIVITY_COLUMNS)) for row in figures["activity"]]
    _data(book, "Activity", _ACTIVITY_COLUMNS, activity, note=figures["notes"]["Activity"])
    _data(book, "Commentary", ("Ref", "Commentary"), figures["commentary"])
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
    _data(book, "Service areas", _AREA_COLUMNS, figures["areas"])
    _data(book, "Indicators", figures["columns"], figures["indicators"])
    months = _months(*figures["months"])
    _results(book, figures, months)
    _data(book, "Activity", figures["activity_columns"], figures["activity"])
    columns = ("Ref", *(f"{_MONTHS[month.month - 1]}-{month:%y}" for month in months))
    rows = [[ref, *_padded(values, len(months))] for ref, values in figures["activity_results"]]
    _data(book, "Activity results", columns, rows)
    _data(book, "Commentary", ("Ref", "Commentary"), figures["commentary"])
    return book.close()


def _settings(book: Book, given: Mapping[str, str]) -> None:
    values = {**_DEFAULTS, **given}
    rows = [[setting, values.get(setting, ""), meaning] for setting, meaning in _SETTINGS.items()]
    _data(book, "Settings", ("Setting", "Value", "What it means"), rows)


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
    _data(book, "Results", ("Ref", "Period", "Value", "Numerator", "Denominator"), rows, write=write)


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


def _height(text: str, width: int) -> int:
    """Return the height of a row in which a text is wrapped; a tenth of each line is lost to word ends."""
    return _LINE_HEIGHT * (1 + int(len(text) / width / 0.9))


def _padded(row: Sequence[Any], length: int) -> list[Any]:
    return [*row, *[None] * (length - len(row))]


def _data(
    book: Book,
    name: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    note: str = "",
    write: Callable[[Any, int, Sequence[Stored]], bool] | None = None,
) -> None:
    """Write a sheet that holds one Excel table, its header in the first row, and a note beneath it."""
    sheet = book.sheet(name)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    header = book.style(bold=True, text_wrap=True, valign="top")
    captions = [{"header": column, "header_format": header} for column in columns]
    table = {"name": _table_name(name), "style": "Table Style Light 9", "columns": captions}
    sheet.add_table(0, 0, len(rows), len(columns) - 1, table)
    widths = list(_widths(columns, rows))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for number, row in enumerate(rows, start=1):
        texts = [(cell, width) for cell, width in zip(row, widths, strict=True) if isinstance(cell, str)]
        sheet.set_row(number, max((_height(text, width) for text, width in texts), default=_LINE_HEIGHT))
        own = write is not None and write(sheet, number, row)
        for column, cell in enumerate(row):
            if not (own and column == 2):
                _write(book, sheet, number, column, cell)
    if note:
        sheet.write_string(len(rows) + 2, 0, note, book.style(italic=True))


def _table_name(sheet: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in sheet.split())


def _write(book: Book, sheet: Any, row: int, column: int, cell: Stored) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, 1), book.style(num_format="mmm-yy"))
        return
    value, shown = store(cell) if isinstance(cell, str) else (cell, "#,##0")
    if value is None:
        return
    text = isinstance(value, str)
    style = book.style(text_wrap=True, valign="top") if text else book.style(num_format=shown, valign="top")
    sheet.write(row, column, value, style)


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[int]:
    """Yield a width for each column: as long as its texts, within bounds."""
    for column, caption in enumerate(columns):
        longest = max((len(row[column]) for row in rows if isinstance(row[column], str)), default=0)
        yield min(max(len(caption) + 3 if len(caption) < 14 else 14, longest + longest // 8 + 2, 9), 60)


def build() -> dict[str, bytes]:
    """Make all sample workbooks; the keys are their file names."""
    return {
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
