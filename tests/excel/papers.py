"""A small paper that uses all a sheet can have, and a workbook to put it into."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from kccxl.sheets import styles
from kccxl.sheets.sheet import (
    Book,
    Cell,
    Chart,
    ChartKind,
    ColourRule,
    Line,
    Link,
    Match,
    Page,
    Series,
    Sheet,
    Span,
    Sparkline,
)
from tests.excel.engines.excel_like import Book as Double


def paper(word: str = "Green") -> Book:
    """Two sheets that refer to each other; ``word`` changes what they say."""
    chart = Chart(
        ChartKind.STACKED_BAR, 6, 3, 400, 200, "Ratings",
        [Series("Green", Span(2, 0, 3, 0), Span(2, 1, 3, 1), "26B863", "percent_10", "7F7F7F")], "4 Green.",
    )  # fmt: skip
    front = Sheet(
        "Front",
        {
            (0, 0): Cell("=Not a formula", styles.TITLE),
            (1, 0): Cell("95%", styles.LINK, Link("Back", "B2", tip="Go there"), note="typed in March"),
            (2, 0): Cell(word, styles.RAG_WORD),
            (2, 1): Cell(Decimal("0.955"), styles.FIGURE),
            (3, 0): Cell(
                "Notes: all well",
                styles.PROSE,
                runs=[("Notes: ", styles.HEADING), ("all well", styles.PROSE)],
            ),
            (3, 1): Cell(4, styles.COUNT_TOTAL),
            (4, 0): Cell(date(2016, 8, 5), styles.Style(number_format="d mmmm yyyy", locked=False)),
            (4, 1): Cell(None, styles.TEXT, formula="=Back!B1+1"),
            (5, 0): Cell("long " * 2000, styles.PROSE),
        },
        widths={0: 30, 1: 9.5},
        heights={0: 28.04, 1: 18},
        merges=[Span(0, 0, 0, 2)],
        colour_rules=[
            ColourRule(Span(2, 0, 2, 0), "Green", styles.GREEN),
            ColourRule(Span(3, 0, 3, 0), "Notes", styles.AMBER, Match.BEGINS),
        ],
        charts=[chart],
        sparklines=[Sparkline(5, 1, "Back", Span(0, 1, 0, 3))],
        freeze=(1, 1),
        page=Page(
            landscape=False,
            repeat=(0, 0),
            footer=Line("R&D.xlsx", "Page {page}"),
            breaks=(3,),
            area=Span(0, 0, 5, 1),
        ),
        tab_colour="26B863",
    )
    back = Sheet("Back", {(0, 1): Cell(3), (0, 2): Cell(True), (1, 1): Cell(word)}, hidden=True)
    return Book([front, back], properties={"kccxl report": "performance"})


def workbook(folder: Path) -> Path:
    """An officer's workbook: a sheet with a formula, a merged area, a hidden row and formats."""
    path = folder / "plan.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    sheet.append(["Ref", "Target"])
    sheet.append(["CS01", 0.95])
    sheet["B2"].number_format = "0%"
    sheet["B3"].number_format = "0.0%"
    sheet["A5"] = "across"
    sheet.merge_cells("A5:C6")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = book.create_sheet("Other")
    other["A1"] = "=Data!B2"
    book.save(path)
    return path


def state(double: Double) -> dict[str, Any]:
    """Everything of a workbook that must be as it was after a failure."""
    return {
        "sheets": [(sheet.title, sheet.sheet_state) for sheet in double.work.worksheets],
        "cells": {
            (sheet.title, cell.coordinate): (
                cell.value,
                cell.data_type,
                cell.number_format,
                cell.font.b,
                cell.fill.fgColor.rgb,
            )
            for sheet in double.work.worksheets
            for row in sheet.iter_rows()
            for cell in row
        },
        "merged": {
            sheet.title: sorted(map(str, sheet.merged_cells.ranges)) for sheet in double.work.worksheets
        },
        "names": {name: held.value for name, held in double.work.defined_names.items()},
        "marks": {
            sheet.title: dict(held)
            for sheet, held in double.scoped.items()
            if held and sheet in double.work.worksheets
        },
        "front": double.active,
        "selected": double.selected.get(double.active, "A1").replace("$", ""),
        "settings": dict(double.app.settings),
    }
