"""Make ``functions-example.xlsx`` beside this file: every worksheet function next to a native Excel formula.

All figures are invented. The native formulas are an independent second computation: whatever opens the workbook
works them out for itself. Run ``python workbooks/make_functions_example.py`` after a change; the same code gives the
same bytes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from kccxl.excel import functions as _functions  # noqa: F401 - importing fills the catalogue
from kccxl.excel.declaring import CATALOGUE
from kccxl.files.write import write_book
from kccxl.refresh import MADE_BY
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.number_formats import number_format, padded
from kccxl.sheets.sheet import Book, Cell, Content, Line, Page, Sheet, Span
from kccxl.tables.cells import exact
from kccxl.tables.grid import column_letters

HERE = Path(__file__).resolve().parent
NAME = "functions-example.xlsx"
CREATED = datetime(2025, 2, 3, 9, 0, 0)
INPUTS = 7
"""Columns for the cells a formula refers to; the answers stand behind them."""

LIVE, TYPED, NATIVE, REMARK = INPUTS, INPUTS + 1, INPUTS + 2, INPUTS + 3
ANSWERS = ("kccxl function, live", "Its answer, as typed", "Native Excel formula")

Given = str | float | date | None
"""What an input cell holds; a text that begins with = is a formula giving an Excel error."""

_ERRORS = {"=1/0": "#DIV/0!", "=NA()": "#N/A"}
_RAGS = {"GREEN": styles.GREEN, "AMBER": styles.AMBER, "RED": styles.RED}
_FORMULA = replace(styles.TEXT, size=9, fill=styles.Palette.BAND)
_LABEL = replace(_FORMULA, bold=True)


@dataclass(frozen=True)
class Table:
    """One function: its arguments as typed, the native formula, the rows to try it on.

    In ``arguments`` and ``native`` letters in braces are the input columns: ``{A}``, ``{A}:{C}``.
    """

    function: str
    captions: Sequence[str]
    arguments: Sequence[str]
    native: str
    rows: Sequence[tuple[Sequence[Given], str]]
    shown: str = "General"
    answer: str = "General"
    percentages: int = 0
    """So many of the first inputs are shown as percentages."""
    displayed: int = 0
    """So many of the first inputs are shown with the decimals that the row's column Decimals says."""


_WORDS = '{A}="","",IF(ISTEXT({A}),"N/a",'

RATING = Table(
    "KCC_RAG",
    ("Result", "Target", "Floor standard", "Decimals"),
    ("{A}", "{B}", "{C}", "{D}", '"number"'),
    f'IF({_WORDS}IF(OR(NOT(ISNUMBER({{B}})),NOT(ISNUMBER({{C}}))),"N/a",IF({{B}}>{{C}},'
    'IF(ROUND({A},{D})>={B},"GREEN",IF(ROUND({A},{D})>={C},"AMBER","RED")),'
    'IF(ROUND({A},{D})<={B},"GREEN",IF(ROUND({A},{D})<={C},"AMBER","RED"))))))',
    [
        ((97, 95, 90, 0), "Above the target"),
        ((95, 95, 90, 0), "Equal to the target is Green"),
        ((94.4, 95, 90, 1), "Target missed, floor standard met"),
        ((90, 95, 90, 0), "Equal to the floor standard is Amber"),
        ((89, 95, 90, 0), "Floor standard missed"),
        ((94.5, 95, 90, 0), "Kept as 94.5, shown and rated as 95: half up"),
        ((94.5, 95, 90, 1), "The same figure, shown with one decimal"),
        ((5, 5, 15, 0), "Target below floor: low is good, and equal is Green"),
        ((14.6, 5, 15, 0), "Low is good: 14.6 shown as 15, which equals the floor"),
        ((25, 5, 15, 0), "Low is good, and 25 is beyond the floor"),
        ((-5, -4, -10, 0), "Negative figures"),
        ((None, 95, 90, 0), "A blank gives a blank"),
        (("N/a", 95, 90, 0), "N/a gives N/a"),
        ((92, None, 90, 0), "No target: not rated"),
    ],
    displayed=1,
)
PERCENTAGES = Table(
    "KCC_RAG",
    ("Result", "Target", "Floor standard", "Decimals"),
    ("{A}", "{B}", "{C}", "{D}", '"%"'),
    'IF({A}="","",IF(ROUND({A},{D}+2)>={B},"GREEN",IF(ROUND({A},{D}+2)>={C},"AMBER","RED")))',
    [
        ((0.97, 0.95, 0.9, 0), "Cells formatted as percentages: 97% is kept as 0.97"),
        ((0.746, 0.8, 0.75, 0), "0.746 shown as 75%, which equals the floor"),
        ((0.746, 0.8, 0.75, 1), "Shown as 74.6% it does not"),
        ((1.1, 0.95, 0.9, 0), "More than 100%"),
        ((0, 0.95, 0.9, 0), "Nought is a result, not a blank"),
    ],
    percentages=3,
    displayed=1,
)
WHY = Table(
    "KCC_RAG_WHY",
    ("Result", "Target", "Floor standard"),
    ("{A}", "{B}", "{C}", "0", '"points"'),
    'IF({A}>={B},"Green: "&{A}&" % "&IF({A}={B},"equals","is "&{A}-{B}&IF({A}-{B}=1," point"," points")&" above")'
    '&" the target of "&{B}&" %",IF({A}>={C},"Amber: "&{A}&" % is "&{B}-{A}&IF({B}-{A}=1," point"," points")'
    '&" below the target of "&{B}&" % and "&IF({A}={C},"equals",{A}-{C}&IF({A}-{C}=1," point"," points")&" above")'
    '&" the floor standard of "&{C}&" %","Red: "&{A}&" % is "&{C}-{A}&IF({C}-{A}=1," point"," points")'
    '&" below the floor standard of "&{C}&" %"))',
    [
        ((97, 95, 90), "Percentages typed as plain numbers"),
        ((95, 95, 90), "Equal to the target"),
        ((94, 95, 90), "1 point, singular"),
        ((90, 95, 90), "Equal to the floor standard"),
        ((75, 95, 90), "Red"),
    ],
)
DIRECTION = Table(
    "KCC_DOT",
    ("Latest", "Previous", "Good is", "Decimals"),
    ("{A}", "{B}", "{C}", "", "", "{D}", '"number"'),
    f'IF({_WORDS}IF(NOT(ISNUMBER({{B}})),IF({{B}}="NEW","NEW","N/a"),IF(ROUND({{A}},{{D}})=ROUND({{B}},{{D}}),"↔ Same",'
    'IF(({A}>{B})=({C}="High"),"↑ Improved","↓ Worsened")))))',
    [
        ((82, 79, "High", 0), "Higher is better"),
        ((25, 28, "Low", 0), "An arrow up means better, not higher"),
        ((28, 25, "Low", 0), "Lower is better, and it rose"),
        ((80.4, 79.6, "High", 0), "80.4 and 79.6: as shown, both are 80"),
        ((80.4, 79.6, "High", 1), "With one decimal they differ"),
        ((79, None, "High", 0), "No previous result"),
        ((79, "NEW", "High", 0), "A new indicator"),
        ((None, 79, "High", 0), "A blank gives a blank"),
    ],
    displayed=2,
)
TREND = Table(
    "KCC_TREND",
    ("Apr", "May", "Jun", "Jul", "Aug", "Sep"),
    ("{A}:{F}", '"High"', "", "", '"number"'),
    'IF(COUNT({A}:{F})=0,"",IF(COUNT({A}:{F})<6,"N/a",IF(STEYX({A}:{F},{{1,2,3,4,5,6}})=0,IF(SLOPE({A}:{F},'
    '{{1,2,3,4,5,6}})=0,"↔ Same",IF(SLOPE({A}:{F},{{1,2,3,4,5,6}})>0,"↑ Improved","↓ Worsened")),'
    "IF(ABS(SLOPE({A}:{F},{{1,2,3,4,5,6}}))*SQRT(DEVSQ({{1,2,3,4,5,6}}))/STEYX({A}:{F},{{1,2,3,4,5,6}})>TINV(0.05,4),"
    'IF(SLOPE({A}:{F},{{1,2,3,4,5,6}})>0,"↑ Improved","↓ Worsened"),"↔ Same"))))',
    [
        ((70, 72, 73, 75, 78, 79), "A clear rise"),
        ((79, 78, 75, 73, 72, 70), "A clear fall"),
        ((70, 80, 71, 79, 72, 78), "Up and down: no trend"),
        ((70, 72, 73, None, None, None), "Fewer than six results"),
        ((None, None, None, None, None, None), "Blanks give a blank"),
    ],
)
YEAR_TO_DATE = Table(
    "KCC_YTD",
    ("April", "May", "June", "of, April", "of, May", "of, June", "Method"),
    ("{A}:{C}", "{G}", "{D}:{F}"),
    'IF({G}="ratio",SUM({A}:{C})/SUM({D}:{F}),IF({G}="sum",SUM({A}:{C}),IF({G}="mean",AVERAGE({A}:{C}),'
    'IF({G}="latest",LOOKUP(9.9E+307,{A}:{C}),"N/a"))))',
    [
        ((9, 45, 30, 10, 90, 100, "ratio"), "84 of 200: never the mean of 90%, 50% and 30%"),
        ((9, 45, None, 10, 90, None, "ratio"), "June is not in yet"),
        ((120, 131, None, None, None, None, "sum"), "Calls answered add up"),
        ((4, 5, 7.5, None, None, None, "mean"), "The mean of three results"),
        ((40, 50, 65, None, None, None, "latest"), "A stock: the closing level"),
        ((4, 5, 6, None, None, None, "none"), "Snapshot data have none"),
    ],
)
ACTIVITY = Table(
    "KCC_ACTIVITY",
    ("Result", "Lower", "Upper", "Decimals"),
    ("{A}", "{B}", "{C}", "{D}", '"number"'),
    f'IF({_WORDS}IF(AND({{B}}="",{{C}}=""),"N/a",IF(AND({{B}}<>"",ROUND({{A}},{{D}})<{{B}}),"Below",'
    'IF(AND({C}<>"",ROUND({A},{D})>{C}),"Above","Yes")))))',
    [
        ((1500, 1200, 1400, 0), "Above the upper threshold"),
        ((1400, 1200, 1400, 0), "Thresholds are in range"),
        ((1199.6, 1200, 1400, 0), "1,199.6 is shown as 1,200"),
        ((1100, 1200, 1400, 0), "Below the lower threshold"),
        ((1500, None, 1600, 0), "No lower threshold: that side is open"),
        ((1500, None, None, 0), "No thresholds: nothing to say"),
        ((None, 1200, 1400, 0), "A blank gives a blank"),
    ],
    displayed=1,
)
EXPECTED = Table(
    "KCC_EXPECTED",
    ("Q1", "Q2", "Q3", "Q4", "Months done", "Kind"),
    ("{A}:{D}", "{E}", "{F}"),
    'IF({F}="stock",INDEX({A}:{D},1,INT(({E}-1)/3)+1),IF(COUNT({A}:{D})=1,IF({E}>=3*SUMPRODUCT(ISNUMBER({A}:{D})*'
    '{{1,2,3,4}}),SUM({A}:{D}),"N/a"),{A}*MIN(1,{E}/3)+{B}*MAX(0,MIN(1,({E}-3)/3))+{C}*MAX(0,MIN(1,({E}-6)/3))'
    "+{D}*MAX(0,MIN(1,({E}-9)/3))))",
    [
        ((300, 330, 360, 390, 5, "flow"), "A quarter and two thirds of the next"),
        ((300, 330, 360, 390, 10, "flow"), "Three quarters and a month"),
        ((300, 330, 360, 390, 12, "flow"), "The whole year"),
        ((300, 330, 360, 390, 5, "stock"), "A level does not add up"),
        ((None, None, None, 80, 9, "flow"), "An annual measure before its quarter has ended"),
        ((None, None, None, 80, 12, "flow"), "and after"),
    ],
)
VARIANCE = Table(
    "KCC_VARIANCE",
    ("Forecast", "Budget"),
    ("{A}", "{B}"),
    f'IF({_WORDS}IF({{B}}="","N/a",ROUND({{A}}-{{B}},9))))',
    [
        ((37343.2, 36830.6), "+ is an overspend"),
        ((11650.3, 12000), "- is an underspend"),
        ((-1993, -2043), "Less income than budgeted is adverse"),
        ((500, None), "No budget"),
        ((None, 500), "A blank gives a blank"),
    ],
    shown="#,##0.0",
    answer="#,##0.0",
)
SHARE = Table(
    "KCC_VARIANCE_PCT",
    ("Forecast", "Budget"),
    ("{A}", "{B}"),
    'IF({A}="","",IF(OR({B}="",{B}=0),"N/a",({A}-{B})/ABS({B})))',
    [
        ((1020, 1000), "2% over"),
        ((-1950, -2000), "A net income budget: + stays adverse"),
        ((50, 0), "A zero budget has no percentages"),
    ],
    shown="#,##0",
    answer="0.0%",
)
WORD = Table(
    "KCC_VARIANCE_WORD",
    ("Variance", "Decimals"),
    ("{A}", "{B}"),
    f'IF({_WORDS}IF(ROUND({{A}},{{B}})>0,"Adverse",IF(ROUND({{A}},{{B}})<0,"Favourable","None"))))',
    [
        ((512.6, 1), "An overspend"),
        ((-349.7, 1), "An underspend"),
        ((0.04, 1), "Kept as 0.04, shown as 0.0"),
        ((0.05, 1), "Kept as 0.05, shown as 0.1: half up"),
    ],
    displayed=1,
)
BUDGET = Table(
    "KCC_BUDGET_RAG",
    ("Variance", "Budget", "Green up to %", "Amber up to %", "Materiality"),
    ("{A}", "{B}", "{C}", "{D}", "{E}"),
    'IF({A}="","",IF({A}<=0,"GREEN",IF({B}=0,IF({A}<{E},"AMBER","RED"),IF(ROUND({A}/ABS({B})*100,9)<={C},"GREEN",'
    'IF(OR({A}<{E},ROUND({A}/ABS({B})*100,9)<={D}),"AMBER","RED")))))',
    [
        ((0, 1000, 0, 2, 0), "No variance"),
        ((20, 1000, 0, 2, 0), "Equal to the limit of 2% is Amber"),
        ((20.1, 1000, 0, 2, 0), "Beyond it"),
        ((-300, 1000, 0, 2, 0), "An underspend"),
        ((50, -2000, 0, 2, 0), "Negative budget: by its size, 2.5%"),
        ((400, 1000, 0, 2, 500), "Below the materiality nothing is Red"),
        ((400, 0, 0, 2, 100), "An overspend on a zero budget"),
    ],
)
CAST = Table(
    "KCC_CAST",
    ("Line 1", "Line 2", "Line 3", "Total"),
    ("{A}:{C}", "{D}", "1"),
    'IF(ROUND({D}-SUM({A}:{C}),9)=0,"Agrees",IF(ABS(ROUND({D}-SUM({A}:{C}),9))<=0.05*COUNT({A}:{C}),"Rounding: ",'
    '"Differs: ")&TEXT({D},"#,##0.0")&" is "&TEXT(ABS({D}-SUM({A}:{C})),"#,##0.0")&IF({D}>SUM({A}:{C})," more"," less")'
    '&" than the lines, "&TEXT(SUM({A}:{C}),"#,##0.0"))',
    [
        ((0.1, 0.2, 0.3, 0.6), "Binary remains do not count"),
        ((1.2, 1.2, 1.2, 3.7), "Rounding can explain 0.1 in three lines"),
        ((46137.6, 73263.5, None, 119400.5), "A slip; blanks are passed over"),
    ],
    shown="#,##0.0",
)
RISK_SCORE = Table(
    "KCC_RISK_SCORE",
    ("Likelihood", "Impact"),
    ("{A}", "{B}"),
    'IF({A}="","",{A}*{B})',
    [((4, 5), "Likelihood times impact"), ((1, 1), "The least"), ((None, 3), "A blank gives a blank")],
)
RISK_BAND = Table(
    "KCC_RISK_BAND",
    ("Score",),
    ("{A}",),
    'IF({A}="","",IF({A}<=6,"Low",IF({A}<=15,"Medium","High")))',
    [
        ((6,), "The top of Low"),
        ((8,), "The least Medium"),
        ((15,), "The top of Medium"),
        ((16,), "The least High"),
    ],
)
YEAR = Table(
    "KCC_FY",
    ("Date",),
    ("{A}",),
    'IF({A}="","",YEAR({A})-(MONTH({A})<4)&"/"&TEXT(MOD(YEAR({A})-(MONTH({A})<4)+1,100),"00"))',
    [
        ((date(2019, 3, 31),), "The last day of a year"),
        ((date(2019, 4, 1),), "The first day of the next"),
        ((date(1999, 12, 31),), "A century turns"),
        ((None,), "A blank gives a blank"),
    ],
    shown="dd/mm/yyyy",
)
QUARTER = Table(
    "KCC_QUARTER",
    ("Date",),
    ("{A}",),
    'IF({A}="","","Q"&MOD(INT((MONTH({A})-4)/3),4)+1&" "&YEAR({A})-(MONTH({A})<4)&"/"'
    '&TEXT(MOD(YEAR({A})-(MONTH({A})<4)+1,100),"00"))',
    [((date(2018, 4, 1),), "April is month 1"), ((date(2018, 12, 31),), "Q3"), ((date(2019, 1, 31),), "Q4")],
    shown="dd/mm/yyyy",
)
ROUNDED = Table(
    "KCC_ROUND",
    ("Figure", "Decimals"),
    ("{A}", "{B}"),
    f"IF({_WORDS}ROUND({{A}},{{B}})))",
    [
        ((2.5, 0), "Halves go up"),
        ((-2.5, 0), "and away from zero where negative"),
        ((2.675, 2), "2.68, though kept in binary as slightly less"),
        ((1234567, -3), "To thousands"),
        (("N/a", 0), "N/a gives N/a"),
    ],
)
FAULTS = Table(
    "KCC_ISERROR",
    ("Cell",),
    ("{A}",),
    'IF(ISERROR({A}),TRUE,LEFT({A},5)="#KCC!")',
    [
        (("#KCC! target: holds 'abc'",), "An answer that says what to mend; IFERROR does not see it"),
        (("=1/0",), "An error of Excel's"),
        (("N/a",), "No error"),
        ((None,), "A blank"),
    ],
    answer='"TRUE";"TRUE";"FALSE"',
)

SHEETS = {
    "Ratings": [RATING, PERCENTAGES, WHY],
    "Travel and year to date": [DIRECTION, TREND, YEAR_TO_DATE],
    "Activity": [ACTIVITY, EXPECTED],
    "Budget": [VARIANCE, SHARE, WORD, BUDGET, CAST],
    "Risk, dates, figures": [RISK_SCORE, RISK_BAND, YEAR, QUARTER, ROUNDED, FAULTS],
}
"""The tables on each sheet."""

_INTRODUCTION = (
    "Each table tries one function on figures that are easily got wrong: equal to the target, half-way between two "
    "roundings, negative budgets, blanks.",
    "kccxl function, live: the formula as one types it. It shows #NAME? where the kccxl functions are not loaded.",
    "Its answer, as typed: what the function answered when this workbook was made.",
    "Native Excel formula: the same rule written with Excel's own functions, worked out anew by whatever opens the file.",
)


def lay_out(*, kept: bool = True) -> Book:
    """Return the workbook; without ``kept`` its native formulas hold no results until somebody works them out."""
    sheets = [_sheet(title, tables, kept) for title, tables in SHEETS.items()]
    return Book(
        sheets,
        title="Worksheet functions: an example",
        author="kccxl",
        created=CREATED,
        properties={MADE_BY: "worksheet functions"},
    )


def _sheet(title: str, tables: Sequence[Table], kept: bool) -> Sheet:
    canvas = Canvas(title, [13, *[10] * (INPUTS - 1), 22, 22, 22, 42])
    canvas.across(f"Worksheet functions: {title.lower()}", styles.TITLE, least=28)
    for text in _INTRODUCTION:
        canvas.across(text, styles.NOTE, least=13)
    for table in tables:
        canvas.gap()
        with canvas.block():
            _table(canvas, table, kept)
    footer = Line(left="kccxl worksheet functions, illustrative figures", right="Page {page} of {pages}")
    return canvas.finish(page=Page(footer=footer))


def _table(canvas: Canvas, table: Table, kept: bool) -> None:
    function = CATALOGUE[table.function]
    canvas.across(f"{table.function}: {function.purpose}", styles.HEADING, least=20)
    first = canvas.row + 4
    for label, formula in (("kccxl", _typed(table, first)), ("Excel", f"={_native(table, first)}")):
        canvas.lay_merged([(0, 0, Cell(label, _LABEL)), (1, canvas.last, Cell(formula, _FORMULA))])
    _captions(canvas, table)
    top = canvas.row
    for cells, remark in table.rows:
        _row(canvas, table, cells, remark, kept)
    canvas.colour(Span(top, LIVE, canvas.row - 1, NATIVE), _RAGS)


def _captions(canvas: Canvas, table: Table) -> None:
    heads = [Cell(caption, styles.TABLE_HEADER) for caption in table.captions]
    answers = [Cell(caption, styles.TABLE_HEADER) for caption in ANSWERS]
    remark = Cell("What the row shows", styles.TABLE_HEADER_LEFT)
    canvas.lay([*heads, *[None] * (INPUTS - len(heads)), *answers, remark], least=30)


def _row(canvas: Canvas, table: Table, cells: Sequence[Given], remark: str, kept: bool) -> None:
    row = canvas.row + 1
    answer = answer_of(table, cells)
    style = replace(styles.WORD, number_format=table.answer)
    result: Content = exact(answer) if isinstance(answer, float) else answer
    nothing: Content = result if kept else None
    inputs = [_input(table, cells, column) for column in range(len(cells))]
    canvas.lay([
        *inputs,
        *[None] * (INPUTS - len(inputs)),
        Cell(result, style, formula=_typed(table, row)),
        Cell(result, style),
        Cell(nothing, style, formula=f"={_native(table, row)}"),
        Cell(remark, styles.TEXT),
    ])  # fmt: skip


def _input(table: Table, cells: Sequence[Given], column: int) -> Cell:
    given = cells[column]
    if isinstance(given, str) and given in _ERRORS:
        return Cell(_ERRORS[given], styles.WORD, formula=given)
    content: Content = Decimal(str(given)) if isinstance(given, int | float) else given
    if given is None or isinstance(given, str):
        return Cell(content, styles.WORD)
    shown = "0.0%" if column < table.percentages else table.shown
    if column < table.displayed:
        decimals = cells[table.captions.index("Decimals")]
        assert isinstance(decimals, int)
        shown = number_format("%" if table.percentages else "", decimals)
    return Cell(content, replace(styles.FIGURE, number_format=padded(shown)))


def answer_of(table: Table, cells: Sequence[Given]) -> str | float | bool:
    """Return what the function answers for a row of inputs, handed over as Excel does."""
    named = {column_letters(place): _handed_over(given) for place, given in enumerate(cells)}
    arguments = [_argument(text, named) for text in table.arguments]
    answer: str | float | bool = CATALOGUE[table.function].call(*arguments)
    return answer


def _handed_over(given: Given) -> object:
    if isinstance(given, date):
        return datetime(given.year, given.month, given.day)
    if isinstance(given, str):
        return _ERRORS.get(given, given)
    return None if given is None else float(given)


def _argument(text: str, named: dict[str, object]) -> object:
    """Return one argument: cells by their letters, a text in quotes, a number, or nothing."""
    if text.startswith("{"):
        first, _, last = text.replace("{", "").replace("}", "").partition(":")
        between = [value for letter, value in named.items() if first <= letter <= (last or first)]
        return [between] if last else between[0]
    return text.strip('"') if text.startswith('"') else float(text) if text else None


def _typed(table: Table, row: int) -> str:
    return f"={table.function}({','.join(table.arguments)})".format(**_addresses(row))


def _native(table: Table, row: int) -> str:
    return table.native.format(**_addresses(row))


def _addresses(row: int) -> dict[str, str]:
    return {column_letters(column): f"{column_letters(column)}{row}" for column in range(INPUTS)}


def build(*, kept: bool = True) -> bytes:
    """Make the workbook."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        write_book(lay_out(kept=kept), path)
        return path.read_bytes()


def main() -> None:
    """Write the workbook beside this file."""
    (HERE / NAME).write_bytes(build())


if __name__ == "__main__":
    main()
