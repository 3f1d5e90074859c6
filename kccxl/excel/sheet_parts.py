"""Links and colour rules of a sheet in xlwings' own words."""

from __future__ import annotations

import xlwings as xw

from kccxl.excel.runs import address
from kccxl.sheets.sheet import ColourRule, Link, Match


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
