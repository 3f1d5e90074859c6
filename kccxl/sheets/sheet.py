"""The sheet model: what a report lays out, and every writer (file, live Excel) can put down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from kccxl.sheets.styles import PLAIN, Style

Content: TypeAlias = "str | Decimal | int | bool | date | datetime | None"
"""What a laid-out cell can hold. Text is always text, also when it begins like a formula."""


@dataclass(frozen=True, slots=True)
class Link:
    """A jump to a cell of the same workbook (``sheet``, ``cell``) or of another file (``file`` as well)."""

    sheet: str
    cell: str = "A1"
    file: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: content, style, and where it leads when clicked.

    ``formula`` wins over ``content``, which is then the result kept with it. ``note`` is shown when the
    pointer rests on the cell; ``runs`` are stretches of text, each in its own style, that make it up.

    >>> Cell("=not a formula").content
    '=not a formula'
    """

    content: Content = None
    style: Style = PLAIN
    link: Link | None = None
    formula: str = ""
    note: str = ""
    runs: Sequence[tuple[str, Style]] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A rectangle of cells, both ends included, rows and columns counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Match(StrEnum):
    """How a colour rule looks at a cell."""

    EQUALS = "equals"
    BEGINS = "begins"


@dataclass(frozen=True, slots=True)
class ColourRule:
    """Cells of ``span`` that say ``text`` take ``style``, anew whenever a word is corrected."""

    span: Span
    text: str
    style: Style
    match: Match = Match.EQUALS


class ChartKind(StrEnum):
    """The chart shapes reports use.

    Diverging bars run to either side of a line at zero, one a category, whose name stands clear of them; pairs have
    a bar for each series.
    """

    BAR = "bar"
    STACKED_BAR = "stacked bar"
    DIVERGING_BAR = "diverging bar"
    DIVERGING_PAIRS = "diverging pairs"
    COLUMN = "column"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: its name, and where its categories and values stand.

    ``pattern`` (a pattern's name, drawn in ``pattern_colour`` on ``colour``) keeps it apart in greyscale.
    """

    name: str
    categories: Span
    values: Span
    colour: str
    pattern: str = ""
    pattern_colour: str = "000000"
    text_colour: str = "000000"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart anchored at a cell; sizes in pixels, 96 to the inch; ``alt`` is read out by screen readers.

    ``labels`` puts the figure at each bar, in the ``label_format``; ``ends`` are the least and the largest figure
    that bars have room for, where they are not left to the program.
    """

    kind: ChartKind
    row: int
    column: int
    width: int
    height: int
    title: str
    series: Sequence[Series]
    alt: str
    sheet: str = ""
    labels: bool = True
    label_format: str = "0;-0;;"
    ends: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A small line in one cell over values that stand elsewhere in the workbook."""

    row: int
    column: int
    sheet: str
    values: Span
    colour: str = "1F3864"


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down list or an input message for cells of a template; without ``options`` any input goes."""

    span: Span
    title: str
    message: str
    options: Sequence[str] = ()
    source: str = ""
    strict: bool = True


@dataclass(frozen=True, slots=True)
class ExcelTable:
    """An Excel table (ListObject) over header row and body."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Margins:
    """Margins of a printed page, in points."""

    left: float = 30
    right: float = 30
    top: float = 30
    bottom: float = 42


@dataclass(frozen=True, slots=True)
class Line:
    """A line at the head or foot of every printed page; ``{page}`` and ``{pages}`` stand for the numbers.

    >>> Line(centre="Page {page} of {pages}").left
    ''
    """

    left: str = ""
    centre: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """How a sheet prints: A4, fitted to one page wide, for a column cut off is worse than a table divided.

    ``repeat`` are the first and last row to repeat on every page, ``breaks`` the rows that begin a page,
    ``area`` what is printed (all that is used, if None).
    """

    landscape: bool = True
    repeat: tuple[int, int] | None = None
    header: Line = Line()
    footer: Line = Line()
    breaks: Sequence[int] = ()
    area: Span | None = None
    margins: Margins = Margins()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as laid out. ``cells`` by (row, column) from 0; a merged span shows its top left cell.

    ``widths`` are in characters, ``heights`` in points, by column and row. ``freeze`` is the first row and
    column that scroll. ``hidden`` sheets hold series for sparklines and charts.
    """

    title: str
    cells: Mapping[tuple[int, int], Cell]
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    merges: Sequence[Span] = ()
    colour_rules: Sequence[ColourRule] = ()
    charts: Sequence[Chart] = ()
    sparklines: Sequence[Sparkline] = ()
    choices: Sequence[Choice] = ()
    tables: Sequence[ExcelTable] = ()
    freeze: tuple[int, int] | None = None
    page: Page = Page()
    hidden: bool = False
    tab_colour: str = ""
    gridlines: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """Sheets in order with the document's properties."""

    sheets: Sequence[Sheet]
    title: str = ""
    author: str = ""
    subject: str = ""
    comments: str = ""
    created: datetime | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
