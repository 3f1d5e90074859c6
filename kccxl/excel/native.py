"""What only Excel's own object model can do, where xlwings reaches it: print set-up, panes, small trend lines.

Names and numbers are those of the Excel object model (Microsoft, "Excel VBA reference"). Engines without that
model (files, web) do without; the writer says what is then missing.
"""

from __future__ import annotations

from typing import Any

from kccxl.sheets.sheet import Line, Link, Sheet, Sparkline

_PAPER_A4 = 9
_LANDSCAPE, _PORTRAIT = 2, 1
_UNDERLINE_SINGLE = 2
_SPARK_LINE = 1


def native(thing: Any) -> Any | None:
    """Return the object of Excel's own model behind an xlwings sheet, or None.

    >>> native(object()) is None
    True
    """
    found = getattr(thing, "api", None)
    return found if getattr(found, "PageSetup", None) is not None else None


def set_up_page(api: Any, sheet: Sheet) -> None:
    """Set everything about printing; heads and feet in the codes that files use too.

    Raises:
        NotImplementedError: the paper size cannot be set; all else is.

    """
    app = api.Application
    # one conversation with the printer for all settings, instead of one for each
    app.PrintCommunication = False
    try:
        _set_up(api, sheet)
    finally:
        app.PrintCommunication = True
    try:
        api.PageSetup.PaperSize = _PAPER_A4
    except Exception as fault:
        # Excel knows no paper where no printer is installed
        raise NotImplementedError("the paper size") from fault


def _set_up(api: Any, sheet: Sheet) -> None:
    from kccxl.files.write_parts import in_codes

    page, setup = sheet.page, api.PageSetup
    setup.Orientation = _LANDSCAPE if page.landscape else _PORTRAIT
    setup.Zoom = False
    setup.FitToPagesWide = 1
    setup.FitToPagesTall = False
    setup.LeftMargin, setup.RightMargin = page.margins.left, page.margins.right
    setup.TopMargin, setup.BottomMargin = page.margins.top, page.margins.bottom
    for place, line in (("Header", page.header), ("Footer", page.footer)):
        parts = {
            "Left": Line(left=line.left),
            "Center": Line(centre=line.centre),
            "Right": Line(right=line.right),
        }
        for side, part in parts.items():
            setattr(setup, side + place, in_codes(part)[len("&L") :])
    if page.repeat:
        setup.PrintTitleRows = f"${page.repeat[0] + 1}:${page.repeat[1] + 1}"
    for row in page.breaks:
        api.HPageBreaks.Add(api.Cells(row + 1, 1))


def freeze(api: Any, row: int, column: int) -> None:
    """Keep the rows above and the columns left of a cell in sight; the sheet is activated for it."""
    api.Activate()
    window = api.Parent.Windows(1)
    window.FreezePanes = False
    window.ScrollRow, window.ScrollColumn = 1, 1
    window.SplitRow, window.SplitColumn = row, column
    window.FreezePanes = True


def colour_tab(api: Any, colour: str) -> None:
    """Colour the tab."""
    api.Tab.Color = as_number(colour)


def as_number(colour: str) -> int:
    """Return a colour as Excel's object model counts it: blue, green, red.

    >>> as_number("FF0000")
    255
    """
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return red + green * 256 + blue * 65536


def underline(api: Any, cells: str) -> None:
    """Underline texts."""
    api.Range(cells).Font.Underline = _UNDERLINE_SINGLE


def indent(api: Any, cells: str, level: int) -> None:
    """Keep texts off the left border, or figures off the right one."""
    api.Range(cells).IndentLevel = level


def unlock(api: Any, cells: str) -> None:
    """Leave cells open to typing where the sheet is protected."""
    api.Range(cells).Locked = False


def link(api: Any, cell: str, target: Link, text: str) -> None:
    """Make a cell a link; an address in the same workbook is told apart from a file."""
    from kccxl.files.write_parts import sheet_name

    place = f"{sheet_name(target.sheet)}!{target.cell}"
    api.Hyperlinks.Add(api.Range(cell), target.file, place, target.tip, text)


def draw_sparkline(api: Any, spark: Sparkline, values: str, cell: str) -> None:
    """Draw a small line over values of another sheet, its last point marked."""
    group = api.Range(cell).SparklineGroups.Add(_SPARK_LINE, values)
    group.SeriesColor.Color = as_number(spark.colour)
    group.LineWeight = 1.5
    group.Points.Lastpoint.Visible = True
    group.Points.Lastpoint.Color.Color = as_number(spark.colour)
    group.DisplayHidden = True
