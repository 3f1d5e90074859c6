"""The parts of a sheet in XlsxWriter's own words: options of formats, charts, tables and pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kccxl.sheets.sheet import (
    Chart,
    ChartKind,
    Choice,
    ColourRule,
    ExcelTable,
    Line,
    Link,
    Match,
    Series,
    Sheet,
    Span,
    Sparkline,
)
from kccxl.sheets.styles import Style

_A4 = 9
_POINTS_AN_INCH = 72
_CHARTS = {
    ChartKind.BAR: ("bar", ""),
    ChartKind.STACKED_BAR: ("bar", "stacked"),
    ChartKind.DIVERGING_BAR: ("bar", ""),
    ChartKind.DIVERGING_PAIRS: ("bar", ""),
    ChartKind.COLUMN: ("column", ""),
    ChartKind.LINE: ("line", ""),
}
_DIVERGING = (ChartKind.DIVERGING_BAR, ChartKind.DIVERGING_PAIRS)
_LINE = {"color": "#A6A6A6", "width": 0.75}
_LONGEST_LINE = 255


def properties(style: Style) -> dict[str, Any]:
    """Return a style as the properties of a cell format."""
    found: dict[str, Any] = {
        "font_name": style.font,
        "font_scheme": "",  # tied to the theme, it would be Calibri in Excel whatever its name
        "font_size": style.size,
        "font_color": f"#{style.colour}",
        "num_format": style.number_format,
        "align": style.align,
        "valign": {"middle": "vcenter"}.get(style.valign, style.valign),
        "locked": style.locked,
    }
    found |= {name: True for name, on in (("bold", style.bold), ("italic", style.italic)) if on}
    if style.underline:
        found["underline"] = 1
    if style.wrap:
        found["text_wrap"] = True
    if style.indent:
        found["indent"] = style.indent
    if style.fill:
        found["bg_color"] = f"#{style.fill}"
    if style.border:
        found |= {"border": 1, "border_color": f"#{style.border}"}
    if style.top_border:
        found |= {"top": 2, "top_color": f"#{style.colour}"}
    return found


def rule_properties(style: Style) -> dict[str, Any]:
    """Return what of a style a conditional format can bear."""
    found: dict[str, Any] = {"font_color": f"#{style.colour}", "bold": style.bold}
    return found | ({"bg_color": f"#{style.fill}"} if style.fill else {})


def rule(colour_rule: ColourRule, look: Any) -> dict[str, Any]:
    """Return a colour rule as a conditional format."""
    if colour_rule.match is Match.BEGINS:
        return {"type": "text", "criteria": "begins with", "value": colour_rule.text, "format": look}
    quoted = colour_rule.text.replace('"', '""')
    return {"type": "cell", "criteria": "==", "value": f'"{quoted}"', "format": look}


def sheet_name(title: str) -> str:
    """Quote a sheet's title for an address.

    >>> sheet_name("Leader's office")
    "'Leader''s office'"
    """
    doubled = title.replace("'", "''")
    return f"'{doubled}'"


def address(link: Link) -> str:
    """Return where a link leads."""
    place = f"{sheet_name(link.sheet)}!{link.cell}"
    return f"external:{link.file}#{place}" if link.file else f"internal:{place}"


def reference(title: str, span: Span) -> str:
    """Return a range as a formula names it.

    >>> reference("Series", Span(1, 2, 1, 13))
    "'Series'!$C$2:$N$2"
    """
    from xlsxwriter.utility import xl_range_abs

    return f"{sheet_name(title)}!{xl_range_abs(span.top, span.left, span.bottom, span.right)}"


def sparkline(spark: Sparkline) -> dict[str, Any]:
    """Return the options of a sparkline: the line, and its last point marked."""
    return {
        "range": reference(spark.sheet, spark.values),
        "series_color": f"#{spark.colour}",
        "show_hidden": True,
        "last_point": True,
        "last_color": f"#{spark.colour}",
        "weight": 1.5,
    }


def validation(choice: Choice) -> dict[str, Any]:
    """Return a choice as a data validation."""
    found: dict[str, Any] = {
        "validate": "any",
        "input_title": choice.title[:32],
        "input_message": choice.message[:255],
    }
    if choice.source or choice.options:
        found |= {
            "validate": "list",
            "source": f"={choice.source.lstrip('=')}" if choice.source else list(choice.options),
            "error_type": "stop" if choice.strict else "warning",
        }
    return {name: value for name, value in found.items() if value != ""}


def table(excel_table: ExcelTable, sheet: Sheet, look: Callable[[Style], Any]) -> dict[str, Any]:
    """Return the options of an Excel table whose cells are already written."""
    span, columns, names = excel_table.span, [], set[str]()
    for column in range(span.left, span.right + 1):
        cell = sheet.cells.get((span.top, column))
        name = str(cell.content) if cell and cell.content else f"Column {column - span.left + 1}"
        while name.casefold() in names:
            name += "_"
        names.add(name.casefold())
        columns.append({"header": name} | ({"header_format": look(cell.style)} if cell else {}))
    return {"name": excel_table.name, "columns": columns, "style": "Table Style Light 1", "autofilter": True}


def add_chart(workbook: Any, worksheet: Any, chart: Chart, title: str) -> None:
    """Add a chart; bars run from the top in the order of the table, and zeros bear no label."""
    kind, subtype = _CHARTS[chart.kind]
    drawn = workbook.add_chart({"type": kind} | ({"subtype": subtype} if subtype else {}))
    if chart.kind in _DIVERGING:
        _keep_colours(drawn)
    for series in chart.series:
        drawn.add_series(_series(series, chart, chart.sheet or title))
    drawn.set_title(
        {"name": chart.title, "name_font": {"name": "Arial", "size": 10, "bold": True}, "overlay": False}
    )
    drawn.set_size({"width": chart.width, "height": chart.height})
    drawn.set_legend({"position": "bottom", "font": {"name": "Arial", "size": 9}})
    plain = {"num_font": {"name": "Arial", "size": 9}, "line": _LINE}
    if kind == "bar":
        ends = {"min": float(chart.ends[0]), "max": float(chart.ends[1])} if chart.ends else {}
        drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, **ends})
        beside = {"label_position": "low"} if chart.kind in _DIVERGING else {}
        drawn.set_y_axis({**plain, "reverse": True, "major_tick_mark": "none", **beside})
    else:
        drawn.set_x_axis(plain)
        drawn.set_y_axis({**plain, "major_gridlines": {"visible": True, "line": _LINE}})
    drawn.set_chartarea({"border": {"color": "#A6A6A6"}})
    # moving with its cells, a chart keeps its place when rows are resized
    place = {"description": chart.alt, "object_position": 2, "x_offset": 4, "y_offset": 2}
    worksheet.insert_chart(chart.row, chart.column, drawn, place)


def _keep_colours(drawn: Any) -> None:
    """Say that negative bars keep their colour: where a chart does not say so, PowerPoint draws them white."""
    # XlsxWriter has an option for yes and writes nothing for no
    drawn._write_c_invert_if_negative = lambda _: drawn._xml_empty_tag("c:invertIfNegative", [("val", 0)])


def _series(series: Series, chart: Chart, title: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": series.name,
        "categories": f"={reference(title, series.categories)}",
        "values": f"={reference(title, series.values)}",
    }
    if chart.kind is ChartKind.LINE:
        return found | {"line": {"color": f"#{series.colour}", "width": 2}}
    found |= {"gap": 45, "border": {"color": "#404040", "width": 0.75}}
    if series.pattern:
        colours = {"fg_color": f"#{series.pattern_colour}", "bg_color": f"#{series.colour}"}
        found["pattern"] = {"pattern": series.pattern} | colours
    else:
        found["fill"] = {"color": f"#{series.colour}"}
    if chart.labels:
        font = {"name": "Arial", "bold": True, "size": 9, "color": f"#{series.text_colour}"}
        found["data_labels"] = {"value": True, "num_format": chart.label_format, "font": font}
    if chart.kind is ChartKind.DIVERGING_BAR:
        found["overlap"] = 100  # one bar a category, whichever series it is of
    if chart.kind in _DIVERGING and chart.labels:
        found["data_labels"]["position"] = "outside_end"
    return found


def set_up_page(worksheet: Any, sheet: Sheet) -> None:
    """Set everything about printing, and how the sheet shows on screen."""
    page, margins = sheet.page, sheet.page.margins
    worksheet.set_paper(_A4)
    if page.landscape:
        worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)
    sides = (margins.left, margins.right, margins.top, margins.bottom)
    worksheet.set_margins(*(side / _POINTS_AN_INCH for side in sides))
    worksheet.set_header(in_codes(page.header), {"margin": 0.25})
    worksheet.set_footer(in_codes(page.footer), {"margin": 0.3})
    if page.repeat:
        worksheet.repeat_rows(*page.repeat)
    if page.area:
        worksheet.print_area(page.area.top, page.area.left, page.area.bottom, page.area.right)
    if page.breaks:
        worksheet.set_h_pagebreaks(list(page.breaks))
    worksheet.hide_gridlines(1 if sheet.gridlines else 2)
    if sheet.tab_colour:
        worksheet.set_tab_color(f"#{sheet.tab_colour}")
    if sheet.hidden:
        worksheet.hide()


def in_codes(line: Line) -> str:
    """Return a head or foot line in the codes of a spreadsheet; the longest part is cut if all is too long.

    >>> in_codes(Line("R&D.xlsx", "Page {page} of {pages}"))
    '&L&8R&&D.xlsx&C&8Page &P of &N'
    """
    parts = [line.left, line.centre, line.right]
    while len(found := _coded(parts)) > _LONGEST_LINE:
        longest = max(range(3), key=lambda number: len(parts[number]))
        parts[longest] = parts[longest][:-2] + "…"
    return found


def _coded(parts: list[str]) -> str:
    escaped = [part.replace("&", "&&").replace("{page}", "&P").replace("{pages}", "&N") for part in parts]
    # a digit right behind the size would be read as part of it
    sized = [f" {part}" if part[:1].isdigit() else part for part in escaped]
    return "".join(f"&{side}&8{part}" for side, part in zip("LCR", sized, strict=True) if part)
