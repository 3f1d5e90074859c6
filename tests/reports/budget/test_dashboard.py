"""The sheets of a budget: figures, marks, foot notes, chart, texts; and LibreOffice's own sums of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from kccxl.batch import write
from kccxl.reports.budget.dashboard import lay_out
from kccxl.reports.budget.model import Results
from kccxl.reports.paper.binding import bind
from kccxl.reports.paper.frame import Making
from kccxl.reports.paper.pages import Pages
from kccxl.sheets.sheet import Sheet
from tests.reports.budget.books import HEADER, LAW, TAX, TOTAL, budget, change, results, settings, staff
from tests.tables.grids import Cell, sheet

MAKING = Making("1.0", "book.xlsx", datetime(2026, 11, 21, 12, 0))
BUDGET = sheet([HEADER, LAW, TAX, TOTAL], "Budget")


def pages(done: Results) -> Pages:
    return lay_out(done, MAKING)


def table(page: Sheet) -> list[list[object]]:
    """Return the table of a sheet: its rows from the captions to the last total."""
    rows = sorted({row for row, _ in page.cells})
    shown = [
        [page.cells[row, c].content if (row, c) in page.cells else None for c in range(len(page.widths))]
        for row in rows
    ]
    top = next(n for n, row in enumerate(shown) if row[0] == "Division")
    return [
        row
        for row in shown[top:]
        if any(isinstance(cell, Decimal | int) for cell in row) or row[0] == "Division"
    ]


def notes(page: Sheet) -> str:
    return " ".join(str(cell.content) for cell in page.cells.values() if isinstance(cell.content, str))


def test_figures_shares_and_totals() -> None:
    header, law, tax, total = table(pages(results(BUDGET)).sheets[0])
    assert [str(each).replace("\n", " ") for each in header] == [
        "Division",
        *(str(each) for each in HEADER[1:]),
        "Share of gross",
        "Share of net",
    ]
    assert law == ["Law", *(Decimal(str(v)).normalize() for v in LAW[1:]), Decimal("0.756"), Decimal("0.817")]
    assert tax[-2:] == [Decimal("0.244"), Decimal("0.183")]
    assert total == ["Total", *(Decimal(str(v)).normalize() for v in TOTAL[1:]), 1, 1]


def test_a_total_that_nobody_typed_is_computed() -> None:
    *_, total = table(pages(budget(LAW, TAX)).sheets[0])
    assert total[:4] == ["Total", 15, 26, 41]


def test_a_total_that_does_not_add_up_is_marked_and_its_sum_given() -> None:
    done = results(
        settings(["Accept totals as printed", "Yes"]),
        sheet([HEADER, LAW, TAX, change(TOTAL, 1, 16)], "Budget"),
    )
    page = pages(done).sheets[0]
    marked = {
        cell.content: cell.style.number_format
        for cell in page.cells.values()
        if '"¹"' in cell.style.number_format
    }
    assert marked == {Decimal(16): '#,##0.0"¹"_s'}
    assert "¹ Total, Staffing: 16.0 is 1.0 too high; the lines of the column add up to 15.0." in notes(page)
    assert (
        "² Total, Gross Expenditure: 41.0 is 1.0 too low; staffing and non staffing of the row add up to 42.0."
        in notes(page)
    )
    text = [section.heading for section in pages(done).text]
    assert "Totals that do not add up" in text
    assert "¹" not in notes(pages(results(BUDGET)).sheets[0])


def test_settings_of_print_are_kept() -> None:
    done = results(
        settings(["Print figures in", "£m"], ["Decimals", 3], ["Negative figures", "brackets"]), BUDGET
    )
    page = pages(done).sheets[0]
    header, law, *_ = table(page)
    assert header[1] == "Staffing\n£m"
    assert law[1] == Decimal("0.0105")
    assert "income and grants are printed in brackets" in notes(page)
    assert any("(#,##0.000)" in cell.style.number_format for cell in page.cells.values())


def test_the_chart_stands_where_divisions_stand_together() -> None:
    [chart] = pages(results(BUDGET)).sheets[0].charts
    assert [series.name for series in chart.series] == ["Staffing", "Non staffing"]
    page = pages(results(BUDGET)).sheets[0]
    for series, column in zip(chart.series, (1, 2), strict=True):
        spans = series.values
        drawn = [page.cells[row, spans.left].content for row in range(spans.top, spans.bottom + 1)]
        assert drawn == [Decimal(str(LAW[column])), Decimal(str(TAX[column]))]
    assert "Law: staffing £10.5k, non staffing £20.5k." in chart.alt
    assert chart.row < max(row for row, _ in page.cells), "what stands beneath the last cell is not printed"
    grouped = budget(["Adults"], LAW, ["Children"], TAX, TOTAL)
    assert pages(grouped).sheets[0].charts == ()


def test_the_captions_are_repeated_on_every_page() -> None:
    many: list[list[Cell]] = [[f"Service {number}", *LAW[1:]] for number in range(40)]
    for page in pages(results(sheet([HEADER, *many], "Budget"), staff(["Law", 1], ["Tax", 2]))).sheets:
        header = next(row for (row, _), cell in page.cells.items() if cell.content == "Division")
        assert page.page.repeat is not None
        assert page.page.repeat[1] == header


def test_groups_are_printed_and_name_their_lines() -> None:
    page = pages(budget(["Adults"], LAW, ["Total Adults", *LAW[1:]], TAX, TOTAL)).sheets[0]
    assert "Adults" in [cell.content for cell in page.cells.values()]
    assert [row[0] for row in table(page)] == ["Division", "Law", "Total Adults", "Tax", "Total"]


def test_the_cost_of_a_post_where_the_divisions_are_the_same() -> None:
    same = pages(results(BUDGET, staff(["LAW", 0.5], ["Tax", 0.25], ["Total", 0.75]))).sheets[1]
    header, law, tax, total = table(same)
    assert header[3:] == ["Staffing budget £000s", "Staffing cost per FTE £"]
    assert (law[3:], tax[3:], total[3:]) == ([Decimal("10.5"), 21000], [Decimal("4.5"), 18000], [15, 20000])
    for other in (["Parks", 0.25], ["Tax and rates", 0.25]):
        page = pages(results(BUDGET, staff(["Law", 0.5], other))).sheets[1]
        assert "Staffing cost per FTE £" not in [cell.content for cell in page.cells.values()]
        assert "do not name the same divisions" in notes(page)


def test_no_cost_of_a_post_where_a_division_stands_twice() -> None:
    twice = staff(["Law", 0.5], ["Law", 0.5], ["Tax", 0.25])
    page = pages(results(BUDGET, twice)).sheets[1]
    assert "Staffing cost per FTE £" not in [cell.content for cell in page.cells.values()]


def test_titles_taken_by_others_are_left_to_them() -> None:
    done = results(BUDGET, staff(["Law", 1]))
    assert [page.title for page in lay_out(done, MAKING, ["Budget"]).sheets] == ["Budget (2)", "Staff"]


def test_several_tables_are_named_and_summed() -> None:
    rows: list[list[Cell]] = [
        ["Corporate"],
        HEADER,
        LAW,
        TOTAL,
        [],
        ["Environment"],
        HEADER,
        ["Parks", *TAX[1:]],
    ]
    done = results(settings(["Accept totals as printed", "Yes"]), sheet(rows, "Budget"))
    page = pages(done).sheets[0]
    assert {"Corporate", "Environment", "All tables together"} <= {
        str(cell.content) for cell in page.cells.values()
    }


def test_the_text_says_what_the_tables_say() -> None:
    done = results(BUDGET, staff(["Law", 10], ["Tax", 2.5]))
    said = {
        section.heading: " ".join(text for item in section.items for lead in item for text in lead)
        for section in pages(done).text
    }
    assert said["Budget"].strip() == (
        "Gross expenditure is £41.0k (£15.0k staffing and £26.0k non staffing). Income and grants come to -£11.0k. "
        "The net cost is £30.0k.  The largest net costs are those of Law (£24.5k, 81.7%); Tax (£5.5k, 18.3%)."
    )
    assert (
        said["Staff"].strip()
        == "Two divisions have 12.5 full time equivalent staff; the largest is Law with 10.0."
    )


@pytest.mark.libreoffice
def test_libreoffice_adds_the_sheet_up_to_the_same_totals(
    soffice: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    path = tmp_path / "built.xlsx"
    write(bind([pages(results(BUDGET, staff(["Law", 10], ["Tax", 2.5], ["Total", 12.5])))], [], MAKING), path)
    book = openpyxl.load_workbook(path)
    columns = {"Budget": "BCDEFGH", "Staff": "B"}
    for title, letters in columns.items():
        page = book[title]
        first = next(cell.row for cell in page["A"] if cell.value == "Law")
        for letter in letters:
            page[f"{letter}60"] = f"=SUM({letter}{first}:{letter}{first + 1})-{letter}{first + 2}"
            page[f"{letter}61"] = f"=SUM({letter}{first}:{letter}{first + 1})"
    book.save(tmp_path / "sums.xlsx")
    summed = openpyxl.load_workbook(soffice(tmp_path / "sums.xlsx", "xlsx"), data_only=True)
    for title, letters in columns.items():
        for letter in letters:
            assert summed[title][f"{letter}60"].value == pytest.approx(0)
            assert summed[title][f"{letter}61"].value


def test_what_is_blank_stays_blank_and_what_is_not_available_says_so() -> None:
    _, law, tax, _ = table(
        pages(budget(change(LAW, 6, None), change(TAX, 6, "n/a"), header=HEADER)).sheets[0]
    )
    assert (law[6], tax[6]) == (None, "N/a")
