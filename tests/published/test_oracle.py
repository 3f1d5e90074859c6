"""The figures are complete, the sample workbooks are made from them, and both equal what was printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.published import oracle

NAMES = [
    "budget-2017-18.xlsx",
    "budget-ledger-example.xlsx",
    "monitoring-2016-17.xlsx",
    "performance-2016-17.xlsx",
    "performance-2018-19.xlsx",
    "performance-monthly-example.xlsx",
    "performance-targets-2017-18.xlsx",
]


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook file; unlike the file they do not depend on the zlib at hand."""
    with ZipFile(BytesIO(content)) as package:
        return {f"{info.filename} {info.date_time}": package.read(info) for info in package.infolist()}


def test_committed_workbooks_are_those_the_script_makes(make_samples: ModuleType) -> None:
    built = make_samples.build()
    assert (
        sorted(built)
        == NAMES
        == sorted(path.name for path in oracle.WORKBOOKS.glob("*-*.xlsx") if "functions" not in path.name)
    )
    for name in NAMES:
        committed = (oracle.WORKBOOKS / name).read_bytes()
        assert parts(built[name]) == parts(committed), (
            f"run python workbooks/make_samples.py: {name} is stale"
        )


def test_same_figures_give_the_same_bytes(make_samples: ModuleType) -> None:
    assert make_samples.build() == make_samples.build()


def test_counts_of_rows() -> None:
    assert [len(oracle.kpis(year)) for year in oracle.YEARS] == [23, 25]
    assert [len(oracle.activity(year)) for year in oracle.YEARS] == [19, 18]
    assert [len(oracle.summary(year)) for year in oracle.YEARS] == [23, 25]
    assert [len(oracle.dashboard(year)["areas"]) for year in oracle.YEARS] == [9, 9]
    assert sum(len(oracle.ratings(year)) for year in oracle.YEARS) == 87
    assert sum(len(oracle.range_checks(year)) for year in oracle.YEARS) == 10


def test_covering_text_counts_what_the_tables_hold(year: str) -> None:
    said, rows = oracle.counts_in_text(year), oracle.kpis(year)
    assert said["kpis"] == len(rows)
    assert said["month_rag"] == Counter(row.month_rag for row in rows)
    if said["dot"]:
        assert said["dot"] == Counter(oracle.DOT_OF_ARROW[row.dot] for row in rows)


def test_counts_as_published() -> None:
    assert oracle.counts_in_text("2016-17")["month_rag"] == {"GREEN": 16, "AMBER": 6, "RED": 1}
    assert oracle.counts_in_text("2018-19")["month_rag"] == {"GREEN": 19, "AMBER": 3, "RED": 3}
    assert oracle.counts_in_text("2016-17")["dot"] == {"improved": 8, "same": 6, "worsened": 9}


def test_summary_page_agrees_with_detail(year: str) -> None:
    detail = Counter((row.month_rag, row.ytd_rag or "N/a") for row in oracle.kpis(year))
    assert Counter(row[2:] for row in oracle.summary(year)) == detail


def test_every_cell_of_the_workbook_reads_as_printed(
    year: str, cells: str, published_workbook: Callable[..., Path]
) -> None:
    book = load_workbook(published_workbook(year, cells))
    written = Counter(
        displayed(cell.value, cell.number_format)
        for name in book.sheetnames
        if name not in ("Cover", "Summary")
        for row in book[name].iter_rows()
        for cell in row
        if cell.value is not None
    )
    printed = Counter(text if cells in ("formatted", "text") else plain(text, cells) for text in texts(year))
    assert printed - written == Counter()


def texts(year: str) -> Iterator[str]:
    """Yield every text that a detail sheet must hold."""
    for area in oracle.dashboard(year)["areas"]:
        yield from area["area"]
        for table in area["tables"]:
            yield from table["titles"]
            yield from table["captions"]
            yield from (cell for row in table["rows"] for cell in row if cell)
            yield from (f"{label} {text}".strip() for label, _, text in table["notes"])


def displayed(value: object, number_format: str) -> str:
    """Return a cell as Excel shows it, for the few number formats the samples use."""
    if not isinstance(value, int | float):
        return str(value)
    number = Decimal(repr(value))
    if number_format == "General":
        return f"{number.normalize():f}"
    percent = number_format.endswith("%")
    step = Decimal(1).scaleb(-len(number_format.rstrip("%").partition(".")[2]))
    number = (number * (100 if percent else 1)).quantize(step, ROUND_HALF_UP)
    return f"{number}%" if percent else f"{number:,}"


def plain(text: str, cells: str) -> str:
    """Return what a General cell holds for a printed figure: 0.95 (fraction) or 95 (number) for 95%."""
    bare = text.replace(",", "")
    try:
        number = Decimal(bare.rstrip("%"))
    except ArithmeticError:
        return text
    if bare.endswith("%") and cells == "fraction":
        number /= 100
    return f"{number.normalize():f}"


@pytest.mark.parametrize("name", NAMES)
def test_both_readers_open_the_workbooks(name: str) -> None:
    path = oracle.WORKBOOKS / name
    with CalamineWorkbook.from_path(path) as fast:
        assert fast.sheet_names == load_workbook(path).sheetnames
        assert all(fast.get_sheet_by_name(sheet).to_python() for sheet in fast.sheet_names)


def test_data_sheets_are_excel_tables() -> None:
    book = load_workbook(oracle.WORKBOOKS / "performance-monthly-example.xlsx")
    tables = [name for sheet in book.worksheets for name in sheet.tables]
    assert tables == [
        *("Settings", "ServiceAreas", "Indicators", "Results", "Activity", "ActivityResults", "Commentary")
    ]


def test_example_says_that_it_is_illustrative() -> None:
    settings = oracle.figures("monthly-example")["settings"]
    assert settings["Illustrative"] == "Yes"
    assert "illustrative" in settings["Title"]
