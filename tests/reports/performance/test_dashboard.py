"""The dashboard as officers and councillors meet it: read back from the file it was written to."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kccxl.files.write import write_book
from kccxl.reports.paper.binding import CHECKS, TEXT, bind
from kccxl.reports.paper.frame import Making
from kccxl.reports.performance.dashboard import lay_out
from kccxl.reports.performance.dashboard.commentary import TO_BE_ADDED
from kccxl.reports.performance.model import (
    Activity,
    ActivityResult,
    Commentary,
    Indicator,
    IndicatorResult,
    Point,
    Results,
    ServiceArea,
    Settings,
)
from kccxl.rules.activity import check_range
from kccxl.rules.financial_year import FinancialYear, Period, Span
from kccxl.rules.polarity import polarity_of
from kccxl.rules.rag import rate
from kccxl.rules.travel import since_previous
from kccxl.sheets.sheet import Book
from kccxl.sheets.sheet import Span as SheetSpan
from kccxl.tables.cells import BLANK, Figure, Kind
from kccxl.tables.problems import Problem, Severity

YEAR = FinancialYear(2016)
MADE = datetime(2016, 8, 5, 14, 30)
SOURCE = "Figures & results.xlsx"
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


def bound(results: Results, beside: Sequence[str] = ()) -> Book:
    making = Making("9.9", SOURCE, MADE, beside=beside)
    return bind([lay_out(results, making, [CHECKS, TEXT])], results.problems, making)


def per_cent(text: str | None, marker: str = "") -> Figure:
    if text is None:
        return Figure(Kind.NA, printed="n/a")
    return Figure(Kind.NUMBER, Decimal(text), "%", max(0, -Decimal(text).as_tuple().exponent), marker=marker)


def rated(item: Indicator, dot_source: str | None = "computed") -> IndicatorResult:
    marks = item.target.value, item.floor.value
    polarity = polarity_of(*marks)
    month = rate(item.latest.value, *marks, decimals=item.latest.decimals, unit=item.unit)
    ytd = rate(item.ytd.value, *marks, decimals=item.ytd.decimals, unit=item.unit)
    travel = since_previous(item.latest.value, item.previous.value, polarity, unit=item.unit)
    return IndicatorResult(item, month, ytd, travel, dot_source, polarity)


def indicator(
    ref: str, area: str, latest: Figure, ytd: Figure, target: str, floor: str, **more: object
) -> Indicator:
    named = {"previous": per_cent("80"), "previous_year": per_cent("79"), "unit": "%"} | more
    return Indicator(
        ref,
        area,
        f"Description of {ref}",
        latest,
        ytd=ytd,
        target=per_cent(target),
        floor=per_cent(floor),
        **named,
    )


@pytest.fixture
def results() -> Results:
    areas = [
        ServiceArea(
            "cs",
            "Customer Services",
            "Engagement, Organisation Design and Development",
            "A. Director",
            "B. Member",
            "Provider Ltd",
            "Results up to June 16",
        ),
        ServiceArea(
            "fp", "Finance", "Finance", "C. Director", "D. Member", "Finance", "Results up to July 16"
        ),
        ServiceArea(
            "bsc", "Finance", "Finance", "C. Director", "D. Member", "Service Centre", "Results up to July 16"
        ),
    ]
    series = [Point(Period(Span.MONTH, YEAR, month), Decimal(70 + month)) for month in range(1, 5)]
    boundary = replace(per_cent("95"), value=Decimal("94.6"))
    formula = replace(
        indicator("CS06", "cs", per_cent("85"), per_cent(None), "90", "80"), description="=SUM(A1:A9)"
    )
    money = Figure(Kind.NUMBER, Decimal(6500000), "£", -5, "m")
    indicators = [
        rated(indicator("CS04", "cs", boundary, per_cent("96", "*"), "95", "80", series=series)),
        rated(indicator("CS05", "cs", per_cent("70"), per_cent("80.5"), "95", "80"), "typed"),
        rated(formula),
        rated(
            replace(
                indicator("FP01", "fp", money, BLANK, "1", "2"),
                target=BLANK,
                floor=BLANK,
                unit="£",
                previous=BLANK,
                period_label="Latest Quarter",
            )
        ),
        rated(indicator("FP02", "bsc", per_cent("11"), per_cent("25"), "15", "20"), None),
    ]
    counted = Figure(Kind.NUMBER, Decimal(1312), "", 0)
    bounds = replace(counted, value=Decimal(1100)), replace(counted, value=Decimal(1300))
    activity = [
        ActivityResult(
            Activity("CS12", "cs", "Visits to the website (000s)", counted, *bounds, counted),
            check_range(counted.value, bounds[0].value, bounds[1].value),
        ),
        ActivityResult(Activity("CS13", "cs", "Letters", counted), check_range(counted.value, None, None)),
    ]
    problems = [
        Problem(
            Severity.NOTE, "hidden-row", "Key Data", "A4", "row 4 is hidden", "a visible row", "It was read."
        ),
        Problem(Severity.ERROR, "not-a-number", "Results", "C7", "=abc", "a number", "Type the figure."),
    ]
    settings = Settings(
        directorate="Strategic Services",
        financial_year=YEAR,
        results_up_to=Period(Span.MONTH, YEAR, 4),
        publication_date="August 2016",
    )
    words = [Commentary(["FP02"], "Debt of one customer. " * 200), Commentary(["XX99"], "Belongs nowhere.")]
    notes = {"cs": [Commentary([], "* May only.")]}
    return Results("Figures.xlsx", settings, areas, indicators, activity, words, problems, notes)


@pytest.fixture
def path(results: Results, tmp_path: Path) -> Path:
    book = bound(results, beside=["results"])
    write_book(book, tmp_path / "dashboard.xlsx")
    return tmp_path / "dashboard.xlsx"


@pytest.fixture
def sheets(path: Path) -> dict[str, Worksheet]:
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(path).worksheets}


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def row_of(sheet: Worksheet, ref: str) -> dict[str, openpyxl.cell.cell.Cell]:
    """Return the cells of a ref's row by the heading above them."""
    row = next(cell.row for cell in sheet["A"] if cell.value == ref)
    head = max(cell.row for cell in sheet["A"][:row] if cell.value == "Ref")
    return {
        str(above.value): cell for above, cell in zip(sheet[head], sheet[row], strict=True) if above.value
    }


CS, FINANCE = "Engagement, Organisation Design", "Finance"


def test_sheets_stand_in_published_order(sheets: dict[str, Worksheet]) -> None:
    assert list(sheets) == ["Summary", CS, FINANCE, "Key", "Data checks", "Report text", "Trend data"]
    assert [sheet.sheet_state for sheet in sheets.values()] == ["visible"] * 6 + ["hidden"]


def test_figures_are_numbers_in_the_format_of_their_unit(sheets: dict[str, Worksheet]) -> None:
    row = row_of(sheets[CS], "CS04")
    assert (row["Latest Month"].value, row["Latest Month"].number_format) == (0.946, "0%_M")
    assert (row["Year to Date"].value, row["Year to Date"].number_format) == (0.96, '0%"*"_M')
    assert row_of(sheets[CS], "CS05")["Year to Date"].number_format == "0.0%_M"
    assert row_of(sheets[CS], "CS06")["Year to Date"].value == "N/a"
    money = row_of(sheets[FINANCE], "FP01")["Latest Quarter"]
    assert (money.value, money.number_format) == (6500000, '£#,##0.0,,"m"_M')


def test_ratings_are_words_in_neutral_cells_coloured_by_rules(sheets: dict[str, Worksheet]) -> None:
    cell = row_of(sheets[CS], "CS05")["Month RAG"]
    assert cell.value == "RED"
    assert cell.fill.fill_type is None
    rules = [
        rule for each in sheets[CS].conditional_formatting if cell.coordinate in each for rule in each.rules
    ]
    assert {rule.formula[0] for rule in rules} >= {'"GREEN"', '"AMBER"', '"RED"'}


def test_marks_stand_beside_words_not_in_them(sheets: dict[str, Worksheet]) -> None:
    near, typed = row_of(sheets[CS], "CS04")["Month RAG"], row_of(sheets[CS], "CS05")["DoT"]
    assert (near.value, near.number_format) == ("GREEN", 'General;General;General;@" ‡"')
    assert (typed.value, typed.number_format) == ("↓ Worsened", 'General;General;General;@" †"')
    said = texts(sheets[CS])
    assert any(
        text.startswith("‡ CS04: the rounding decides the colour. Latest: 94.6% would be") for text in said
    )
    assert any(text.startswith("† ") for text in said)


def test_text_like_a_formula_stays_text(sheets: dict[str, Worksheet]) -> None:
    cell = row_of(sheets[CS], "CS06")["Indicator"]
    assert (cell.value, cell.data_type) == ("=SUM(A1:A9)", "s")
    assert (
        next(c for row in sheets["Data checks"].iter_rows() for c in row if c.value == "=abc").data_type
        == "s"
    )


def test_activity_says_where_it_lies(sheets: dict[str, Worksheet]) -> None:
    cells = [cell.value for cell in sheets[CS][next(c.row for c in sheets[CS]["A"] if c.value == "CS12")]]
    assert cells[2:7] == [1312, "Above", 1300, 1100, 1312]
    assert "Expected Activity" in texts(sheets[CS])


def test_a_red_without_commentary_asks_for_action(sheets: dict[str, Worksheet]) -> None:
    assert f"CS05: {TO_BE_ADDED}" in texts(sheets[CS])
    assert not any(TO_BE_ADDED in text for text in texts(sheets[FINANCE]))
    assert f"{TO_BE_ADDED}." in texts(sheets["Report text"])


def test_nothing_said_is_lost(sheets: dict[str, Worksheet], results: Results) -> None:
    assert any("Belongs nowhere." in text for text in texts(sheets["Report text"]))
    assert "* May only." in texts(sheets[CS])
    whole = " ".join(texts(sheets[FINANCE]))
    assert whole.count("Debt of one customer.") == 200


def test_nothing_in_a_column_of_figures_touches_the_border(sheets: dict[str, Worksheet]) -> None:
    right = [
        cell
        for sheet in sheets.values()
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.alignment.horizontal == "right"
    ]
    assert {"Upper", "Lower", "N/a", 1312} <= {cell.value for cell in right}
    for cell in right:
        assert ("_M" in cell.number_format) != bool(cell.alignment.indent), cell.coordinate


def test_commentary_keeps_its_paragraphs(results: Results, tmp_path: Path) -> None:
    words = [Commentary(["CS05"], "Calls were longer.\n\nMore staff start in May."), *results.commentary]
    book = bound(replace(results, commentary=words))
    for title, first in ((CS, "CS05: Calls were longer."), ("Report text", "Calls were longer.")):
        sheet = next(sheet for sheet in book.sheets if sheet.title == title)
        said = [cell.content for _, cell in sorted(sheet.cells.items(), key=lambda item: item[0])]
        assert said[said.index(first) + 1] == "More staff start in May."


def test_a_band_with_the_data_period_alone_begins_on_the_left(results: Results) -> None:
    bare = [replace(area, director="", cabinet_member="", delivery_by="") for area in results.areas]
    book = bound(replace(results, areas=bare))
    sheet = next(sheet for sheet in book.sheets if sheet.title == CS)
    row, column = next(
        place for place, cell in sheet.cells.items() if cell.content == "Data period: Results up to June 16"
    )
    assert column == 0
    assert SheetSpan(row, 0, row, max(sheet.widths)) in sheet.merges


def in_divisions(results: Results, many: int) -> Results:
    areas = [ServiceArea(f"a{each}", f"Area {each}", f"Division {each}") for each in range(many)]
    items = [
        replace(r, indicator=replace(r.indicator, area=a.key)) for a in areas for r in results.indicators[:1]
    ]
    return replace(results, areas=areas, indicators=items, activity=[], commentary=[], footnotes={})


@pytest.mark.parametrize("many", [1, 2, 5, 8, 12, 20])
def test_charts_give_each_division_room(results: Results, many: int) -> None:
    summary = bound(in_divisions(results, many)).sheets[0]
    assert len(summary.charts) == 2
    for chart in summary.charts:
        end, left = chart.row, chart.height * 0.75
        while left > 0:
            left -= summary.heights[end]
            end += 1
        assert chart.height * 0.75 >= 20 * many + 30
        assert not [row for row in summary.page.breaks if chart.row < row < end], "cut by a page"


def test_more_divisions_than_a_chart_holds_have_none(results: Results) -> None:
    assert not bound(in_divisions(results, 21)).sheets[0].charts


def test_the_list_begins_on_the_first_page_where_a_division_fits(results: Results) -> None:
    for many in (1, 2, 3):
        summary = bound(in_divisions(results, many)).sheets[0]
        first = next(row for (row, _), cell in summary.cells.items() if cell.content == "Indicator")
        assert not summary.page.breaks or summary.page.breaks[0] > first


def test_small_service_areas_share_a_page(results: Results) -> None:
    book = bound(replace(results, commentary=[]))
    assert next(sheet for sheet in book.sheets if sheet.title == FINANCE).page.breaks == ()


def test_summary_counts_are_those_of_the_results(sheets: dict[str, Worksheet], results: Results) -> None:
    rows = [
        [cell.value for cell in row]
        for row in sheets["Summary"].iter_rows()
        if row[0].value == "All divisions"
    ]
    month, ytd, dot = results.counts["month_rag"], results.counts["ytd_rag"], results.counts["dot"]
    assert rows[0][2:7] == [month["GREEN"], month["AMBER"], month["RED"], month["not_rated"], 5]
    assert rows[1][2:7] == [ytd["GREEN"], ytd["AMBER"], ytd["RED"], ytd["not_rated"], 5]
    assert rows[2][2:7] == [dot["improved"], dot["same"], dot["worsened"], dot["new"], dot["none"]]


def test_summary_leads_to_the_row_of_each_indicator(sheets: dict[str, Worksheet], results: Results) -> None:
    summary = sheets["Summary"]
    for result in results.indicators:
        ref = result.indicator.ref
        title, cell = next(c for c in summary["A"] if c.value == ref).hyperlink.location.split("!")
        assert sheets[title.strip("'")][cell].value == ref


def test_every_sheet_prints_on_a4_with_titles_and_origin(sheets: dict[str, Worksheet]) -> None:
    for title, sheet in list(sheets.items())[:-1]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape"), title
        assert sheet.print_title_rows.startswith("$1:"), title
        assert sheet.freeze_panes, title
        assert "Figures && results.xlsx, 5 August 2016 at 14:30" in sheet.oddFooter.left.text
        assert sheet.oddFooter.center.text == "Page &P of &N"
        assert sheet.oddFooter.right.text == "kccxl 9.9"
        width = sum(dimension.width * 7 * 0.75 for dimension in sheet.column_dimensions.values())
        assert width <= 842 / 0.7, title


def test_data_checks_come_worst_first_and_lead_to_their_cells(sheets: dict[str, Worksheet]) -> None:
    rows = {row[0].value: row for row in sheets["Data checks"].iter_rows()}
    assert rows["Error"][0].row < rows["Note"][0].row
    assert rows["Error"][1].hyperlink.location == "'results'!C7"
    assert (rows["Note"][1].value, rows["Note"][1].hyperlink) == ("'Key Data'!A4", None)


def test_no_problems_are_said_to_be_none(results: Results) -> None:
    book = bound(replace(results, problems=[]))
    checks = next(sheet for sheet in book.sheets if sheet.title == "Data checks")
    assert "No problems found" in {cell.content for cell in checks.cells.values()}


def test_illustrative_figures_are_called_so_on_every_sheet(results: Results) -> None:
    shown = replace(results, settings=replace(results.settings, illustrative=True))
    for settings, expected in ((shown, True), (results, False)):
        book = bound(settings)
        for sheet in book.sheets:
            banner = any("ILLUSTRATIVE" in str(cell.content) for cell in sheet.cells.values())
            assert banner is (expected and not sheet.hidden)


def test_report_text_states_the_counts(sheets: dict[str, Worksheet]) -> None:
    said = " ".join(texts(sheets["Report text"]))
    assert (
        "For the latest period, two of the five indicators are rated Green, one Amber and one Red; one is not"
        in said
    )
    assert "Two indicators are rated Red" in said
    assert "Latest Month 70% (RED); Year to Date 80.5% (AMBER); Target 95%; Floor Standard 80%." in said


@pytest.mark.parametrize(
    "empty", [{"indicators": []}, {"indicators": [], "activity": [], "areas": []}, {"activity": []}]
)
def test_little_data_still_makes_a_dashboard(
    results: Results, empty: dict[str, list[object]], tmp_path: Path
) -> None:
    book = bound(replace(results, **empty))  # type: ignore[arg-type]
    write_book(book, tmp_path / "little.xlsx")
    assert openpyxl.load_workbook(tmp_path / "little.xlsx").sheetnames[0] == "Summary"


@pytest.mark.libreoffice
def test_libreoffice_prints_every_sheet_without_hashes(path: Path) -> None:
    profile = (path.parent / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(path.parent), str(path)], check=True, capture_output=True, timeout=180)
    said = subprocess.run(
        ["pdftotext", "-layout", path.with_suffix(".pdf"), "-"], check=True, capture_output=True, timeout=60
    )
    assert "###" not in said.stdout.decode()
    assert "GREEN ‡" in said.stdout.decode()
