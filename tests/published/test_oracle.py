"""The figures are complete, the sample workbooks are made from them, and both equal what was printed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests.published import oracle

TRUTH = oracle.ROOT.parent / "shared" / "truth"
NAMES = [
    "performance-2016-17.xlsx",
    "performance-2018-19.xlsx",
    "performance-monthly-example.xlsx",
    "performance-targets-2017-18.xlsx",
]
beside_truth = pytest.mark.skipif(
    not TRUTH.is_dir(), reason="the printed figures are not beside the checkout"
)


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook file; unlike the file they do not depend on the zlib at hand."""
    with ZipFile(BytesIO(content)) as package:
        return {f"{info.filename} {info.date_time}": package.read(info) for info in package.infolist()}


def test_committed_workbooks_are_those_the_script_makes(make_samples: ModuleType) -> None:
    built = make_samples.build()
    assert sorted(built) == NAMES == sorted(path.name for path in oracle.WORKBOOKS.glob("*.xlsx"))
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


def truth(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((TRUTH / f"{name}.json").read_text(encoding="utf-8"))
    return content


def cell(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else str(value["printed"])


@beside_truth
@pytest.mark.parametrize(
    ("year", "name"), [("2016-17", "dashboard_2016_07"), ("2018-19", "dashboard_2019_01")]
)
def test_dashboard_equals_the_paper(year: str, name: str) -> None:
    paper = truth(name)
    areas = paper["service_areas"]
    who = ("service_area", "director", "cabinet_member", "delivery_by")
    assert [area["area"] for area in oracle.dashboard(year)["areas"]] == [[a[k] for k in who] for a in areas]
    assert [a["data_period"] for a in oracle.dashboard(year)["areas"]] == [
        a["data_period"]["value"] for a in areas
    ]
    fields: tuple[str, ...] = (
        "ref",
        "description",
        "latest",
        "month_rag",
        "dot",
        "ytd",
        "ytd_rag",
        "target",
        "floor",
    )
    fields = (*fields, "previous_year", "previous_forecast")
    expected = [tuple(cell(row.get(f)) for f in fields) for a in areas for row in a["kpis"]]
    assert [tuple(getattr(row, f) for f in fields) for row in oracle.kpis(year)] == expected
    labels = [row["headers"]["latest"] for a in areas for row in a["kpis"]]
    assert [row.period_label for row in oracle.kpis(year)] == labels
    fields = ("ref", "description", "value", "in_range", "upper", "lower", "previous")
    expected = [tuple(cell(row[f]) for f in fields) for a in areas for row in a["activity"]]
    assert [tuple(getattr(row, f) for f in fields) for row in oracle.activity(year)] == expected
    assert sorted(note.refs for note in oracle.notes(year)) == sorted(
        tuple(note["refs"]) for a in areas for note in a["notes"]
    )


@beside_truth
@pytest.mark.parametrize(
    ("year", "name"), [("2016-17", "dashboard_2016_07"), ("2018-19", "dashboard_2019_01")]
)
def test_summary_and_cover_equal_the_paper(year: str, name: str) -> None:
    paper, own = truth(name), oracle.dashboard(year)
    expected = [
        (group["group"], row.get("label", row["description"]), cell(row["month_rag"]), cell(row["ytd_rag"]))
        for group in paper["summary"]
        for row in group["rows"]
    ]
    assert oracle.summary(year) == expected
    assert own["cover"]["Title"] == paper["title"]
    for label, field in (
        ("Financial year", "financial_year"),
        ("Results up to", "results_up_to"),
        ("Publication date", "publication_date"),
    ):
        assert own["cover"][label] == paper[field]["printed"]
    said = {name: group["value"] for name, group in paper["narrative"]["month_rag"].items()}
    assert own["counts_in_text"]["month_rag"] == said


@beside_truth
def test_targets_equal_the_paper() -> None:
    paper, own = truth("targets_2017_18"), oracle.figures("targets-2017-18")
    fields = ("ref", "description", "forecast_2016_17", "floor", "target")
    expected = [[cell(row[f]) for f in fields] for row in paper["kpis"]]
    assert [[row[0], *row[2:6]] for row in own["indicators"]] == expected
    quarters = ("q1", "q2", "q3", "q4", "total")
    thresholds = [
        [row["ref"], row["description"], bound.title(), *(cell(row[bound][q]) for q in quarters)]
        for row in paper["activity"]
        for bound in ("upper", "lower")
    ]
    bare = [[row["ref"], row["description"], *[""] * 6] for row in paper["activity_without_thresholds"]]
    assert [[row[0], row[2], *row[4:]] for row in own["activity"]] == thresholds + bare
