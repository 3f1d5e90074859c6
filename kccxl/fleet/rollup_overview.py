"""The first sheet of the rollup: how many lines are Green, Amber and Red, by directorate and division."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kccxl.fleet.rollup import Council
from kccxl.fleet.rollup_cells import NOT_RATED, RAG_HEADERS, Paper, invented, up_to
from kccxl.fleet.rollup_lines import Kind
from kccxl.fleet.rollup_matrix import Group, Tally, groups, remarks
from kccxl.reports.paper.wording import amount, listing, number, sentence
from kccxl.rules.rag import Rag
from kccxl.sheets import styles
from kccxl.sheets.blocks import Canvas
from kccxl.sheets.sheet import Cell, Chart, ChartKind, Page, Series, Sheet, Span
from kccxl.sheets.styles import Palette, Style

TITLE, DATA = "Overview", "Overview chart data"
_NAME, _UP_TO, _COUNT = 46.0, 14.0, 7.5
_COLOURS: Sequence[Rag | None] = (*Rag, None)
_NOUNS = {
    Kind.LATEST: "latest result",
    Kind.YTD: "year-to-date result",
    Kind.BUDGET: "budget heading",
    Kind.PROJECT: "capital project or saving",
}
_NOTE = (
    "Counted are single indicators, headings, projects and savings, each with the rating its own workbook gives it; "
    "totals of money are no lines of their own. Not rated is what has no result, no target, or no rating by design."
)
_FORMAT = '0;-0;"–"'
_PIXELS_A_POINT = 4 / 3
_STEP, _BAR, _AROUND_BARS, _MOST_BARS = 15.0, 26.0, 52.0, 14
_LOOKS = (
    (Palette.GREEN, "", "000000", Palette.BLACK),
    (Palette.AMBER, "light_upward_diagonal", "FFDF80", Palette.BLACK),
    (Palette.RED, "", "000000", Palette.WHITE),
    (Palette.WHITE, "percent_10", "7F7F7F", Palette.BLACK),
)


def lay_out(paper: Paper) -> list[Sheet]:
    """Lay out the matrix, what is to be known of it, its chart, and the hidden sheet the chart is drawn from."""
    found = list(groups(paper.council))
    every = Tally.of([each for group in found for each in group.ratings])
    kinds = [kind for kind in Kind if every.total(kind)]
    canvas = Canvas(TITLE, [_NAME, _UP_TO, *[_COUNT] * 4 * max(len(kinds), 2)])
    rows = paper.frame.begin(canvas, "All directorates")
    for remark in remarks(paper.council):
        canvas.across(remark, replace(styles.NOTICE, align="left", bold=False, indent=1), least=20)
    canvas.gap(6)
    for text in in_words(every) or ["No workbook has ratings that can be relied on."]:
        canvas.paragraph(text, styles.READING)
    canvas.gap(6)
    if not kinds:
        return [paper.frame.end(canvas, rows, tab=Palette.NAVY)]
    header = canvas.row, canvas.row + 1
    _lay_matrix(canvas, found, every, kinds)
    _lay_left_out(canvas, paper.council)
    hidden = _lay_chart(canvas, found)
    canvas.gap(6)
    canvas.paragraph(_NOTE, styles.NOTE)
    sheet = paper.frame.end(canvas, rows, tab=Palette.NAVY)
    return [replace(sheet, page=replace(sheet.page, repeat=header)), *hidden]


def in_words(every: Tally) -> list[str]:
    """Say the counts of each kind in a sentence.

    >>> in_words(Tally.of([]))
    []
    """
    said = []
    for kind in Kind:
        total = every.total(kind)
        if total:
            noun = _NOUNS[kind] if kind is not Kind.PROJECT or total == 1 else "capital projects and saving"
            parts = [
                f"{_none(every.count(kind, rag))} {rag.word if rag else 'not rated'}" for rag in _COLOURS
            ]
            said.append(sentence(f"Of {amount(total, noun)}, {listing(parts)}"))
    return said


def _none(count: int) -> str:
    return number(count) if count else "none"


def _lay_matrix(canvas: Canvas, found: Sequence[Group], every: Tally, kinds: Sequence[Kind]) -> None:
    with canvas.unit():
        head = [(0, 0, Cell("Directorate and division", styles.TABLE_HEADER_LEFT))]
        head.append((1, 1, Cell("Up to", styles.TABLE_HEADER)))
        head += [
            (2 + 4 * at, 5 + 4 * at, Cell(kind.value, styles.TABLE_HEADER)) for at, kind in enumerate(kinds)
        ]
        canvas.lay_merged(head, least=20)
        blank = Cell(None, styles.TABLE_HEADER)
        words = [Cell(rag.word if rag else NOT_RATED, RAG_HEADERS[rag]) for rag in _COLOURS]
        canvas.lay([blank, blank, *words * len(kinds)], least=31)
    for group in found:
        with canvas.unit():
            _lay_group(canvas, group, kinds)
    label, style = styles.TOTAL_LABEL, replace(styles.COUNT_TOTAL, number_format=_FORMAT)
    dates = {group.date for group in found}
    date = dates.pop() if len(dates) == 1 else "Dates differ"
    canvas.lay([Cell("All directorates", label), Cell(date, label), *_counts(every, kinds, style)], least=22)


def _lay_left_out(canvas: Canvas, council: Council) -> None:
    """Name beneath the total each workbook whose ratings are missing from it; a copy's are not."""
    for source in council.left_out:
        if source.copy_of:
            continue
        whose = listing(list(dict.fromkeys(part.directorate for part in source.parts if part.directorate)))
        date = ", ".join(dict.fromkeys(up_to(part) for part in source.parts))
        why = (
            f"{amount(source.errors, 'error').capitalize()} to mend" if source.errors else "Could not be read"
        )
        name = f"{whose} ({source.name})" if whose else source.name
        label = replace(styles.TEXT, indent=2)
        said = Cell(f"{why}: its ratings are not counted", styles.REMINDER)
        canvas.lay_merged(
            [(0, 0, Cell(name, label)), (1, 1, Cell(date, styles.TEXT)), (2, canvas.last, said)], least=20
        )


def _lay_group(canvas: Canvas, group: Group, kinds: Sequence[Kind]) -> None:
    """Lay a directorate with all its counts, and its divisions beneath it where there are several."""
    style = replace(styles.GROUP, align="center", indent=0, number_format=_FORMAT)
    name = f"{group.directorate}{invented(group.parts[0])}"
    date = group.date[:1].upper() + group.date[1:]
    cells = _counts(Tally.of(group.ratings), kinds, style)
    canvas.lay([Cell(name, styles.GROUP), Cell(date, replace(styles.GROUP, bold=False)), *cells], least=22)
    count = replace(styles.COUNT, number_format=_FORMAT)
    for division, tally in group.divisions.items():
        label = Cell(division or "No division stated", replace(styles.TEXT, indent=2))
        canvas.lay([label, Cell(None, styles.TEXT), *_counts(tally, kinds, count)], least=18)


def _counts(tally: Tally, kinds: Sequence[Kind], style: Style) -> list[Cell]:
    """Return the counts of a row; a Red that is there stands out, in greyscale as well."""
    red = replace(style, bold=True, fill=Palette.RED, colour=Palette.WHITE)
    found = [(rag, tally.count(kind, rag)) for kind in kinds for rag in _COLOURS]
    return [Cell(count, red if rag is Rag.RED and count else style) for rag, count in found]


def _lay_chart(canvas: Canvas, found: Sequence[Group]) -> list[Sheet]:
    """Lay a bar of latest results for each directorate and date; too many would not fit a page."""
    rows = [(f"{group.directorate}, {group.date}", Tally.of(group.ratings)) for group in found]
    rows = [(name, tally) for name, tally in rows if tally.total(Kind.LATEST)]
    if not 1 < len(rows) <= _MOST_BARS:
        return []
    canvas.gap(10)
    first, steps = canvas.row, round((len(rows) * _BAR + _AROUND_BARS) / _STEP)
    with canvas.unit():
        for _ in range(steps):
            canvas.gap(_STEP)
    last = len(rows)
    series = [
        Series(rag.word if rag else NOT_RATED, Span(1, 0, last, 0), Span(1, at, last, at), *look)
        for at, (rag, look) in enumerate(zip(_COLOURS, _LOOKS, strict=True), start=1)
    ]
    width = int(canvas.width(0, canvas.last) * _PIXELS_A_POINT) - 8
    height = int(steps * _STEP * _PIXELS_A_POINT) - 4
    title = "Latest results of indicators, by directorate and date"
    alt = f"{title}. {' '.join(_spoken(name, tally) for name, tally in rows)}"
    canvas.charts.append(
        Chart(ChartKind.STACKED_BAR, first, 0, width, height, title, series, alt, sheet=DATA)
    )
    return [_data(title, rows)]


def _spoken(name: str, tally: Tally) -> str:
    parts = [f"{tally.count(Kind.LATEST, rag)} {rag.word if rag else 'not rated'}" for rag in _COLOURS]
    return f"{name}: {listing(parts)}."


def _data(title: str, rows: Sequence[tuple[str, Tally]]) -> Sheet:
    canvas = Canvas(DATA, [60, *[14] * len(_COLOURS)])
    captions = [title, *(rag.word if rag else NOT_RATED for rag in _COLOURS)]
    canvas.lay([Cell(text, styles.TABLE_HEADER_LEFT) for text in captions])
    for name, tally in rows:
        counts = [Cell(tally.count(Kind.LATEST, rag), styles.COUNT) for rag in _COLOURS]
        canvas.lay([Cell(name, styles.TEXT), *counts])
    return replace(canvas.finish(), hidden=True, page=Page())  # without a print area it is never printed
