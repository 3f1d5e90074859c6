"""Links, colour rules and charts of a sheet in xlwings' own words."""

from __future__ import annotations

import xlwings as xw

from kccxl.excel import native
from kccxl.excel.runs import address
from kccxl.sheets.sheet import Chart, ChartKind, ColourRule, Link, Match, Span

_KINDS = {
    ChartKind.BAR: "bar_clustered",
    ChartKind.STACKED_BAR: "bar_stacked",
    ChartKind.COLUMN: "column_clustered",
    ChartKind.LINE: "line",
}
_POINTS_A_PIXEL = 0.75


def link_address(link: Link) -> str:
    """Return where a link leads, as one text.

    >>> link_address(Link("Leader's office", "B2"))
    "#'Leader''s office'!B2"
    """
    from kccxl.files.write_parts import sheet_name

    return f"{link.file}#{sheet_name(link.sheet)}!{link.cell}"


def add_rule(sheet: xw.Sheet, rule: ColourRule) -> None:
    """Add a colour rule as a conditional format."""
    formats = sheet.range(address(rule.span)).conditional_formats
    quoted = rule.text.replace('"', '""')
    look = rule.style
    letters, fill = f"#{look.colour}", f"#{look.fill}" if look.fill else None
    if rule.match is Match.EQUALS:
        formats.add_cell_value(
            "equal_to", f'="{quoted}"', font_color=letters, font_bold=look.bold, fill_color=fill
        )
    else:
        # a relative address would count from the cell that happens to be selected
        begins = f'=LEFT(INDIRECT("RC",FALSE),{len(rule.text)})="{quoted}"'
        formats.add_custom(begins, font_color=letters, font_bold=look.bold, fill_color=fill)


def applies(rule: ColourRule, content: object) -> bool:
    """Whether a colour rule takes a content; like Excel, it does not tell capitals from small letters.

    >>> from kccxl.sheets.sheet import Span
    >>> from kccxl.sheets.styles import RED
    >>> applies(ColourRule(Span(0, 0, 0, 0), "RED", RED), "Red")
    True
    """
    text, wanted = str(content or "").casefold(), rule.text.casefold()
    return text == wanted if rule.match is Match.EQUALS else text.startswith(wanted)


def add_chart(sheet: xw.Sheet, source: xw.Sheet, chart: Chart) -> None:
    """Add a chart.

    Raises:
        NotImplementedError: its series do not form one block, and the engine cannot take them one by one.

    """
    com = native.native(sheet) is not None
    block = _block(chart)
    if block is None and not com:
        raise NotImplementedError("a chart whose series do not lie side by side")
    drawn = sheet.charts.add(
        anchor=sheet.range((chart.row + 1, chart.column + 1)),
        width=chart.width * _POINTS_A_PIXEL,
        height=chart.height * _POINTS_A_PIXEL,
        chart_type=_KINDS[chart.kind],
        source=source.range(address(block)) if block and not com else None,
        plot_by="columns" if block and not com else None,
    )
    if com:
        native.finish_chart(drawn, chart, source.api)
    drawn.title = chart.title
    drawn.legend.visible = True
    drawn.legend.position = "bottom"
    if chart.kind in (ChartKind.BAR, ChartKind.STACKED_BAR):
        drawn.value_axis.visible = False
        drawn.category_axis.reverse_order = True


def _block(chart: Chart) -> Span | None:
    """The one block of columns that holds categories and series in their order, if they lie so."""
    first, last = chart.series[0], chart.series[-1]
    columns = [first.categories.left, *(series.values.left for series in chart.series)]
    heights = {
        (span.top, span.bottom) for series in chart.series for span in (series.categories, series.values)
    }
    if columns != list(range(columns[0], columns[0] + len(columns))) or len(heights) != 1:
        return None
    return Span(first.values.top, columns[0], last.values.bottom, columns[-1])
