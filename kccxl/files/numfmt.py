"""The number formats that a workbook names by number only.

Source: ECMA-376 part 1, 18.8.30 (numFmt), the identifiers that mean the same in every language.
"""

from __future__ import annotations

from collections.abc import Mapping

GENERAL = "General"
"""The format of a cell that was given none."""

BUILT_IN: Mapping[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_)_("$"* \\(#,##0.00\\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
"""Number to format code; a workbook may still define any of them anew."""


def code_of(number: int, defined: Mapping[int, str]) -> str:
    """Find the format code behind a number; General where nothing defines it.

    Args:
        number: the identifier a cell style holds.
        defined: what the workbook itself defines, which comes first.

    Example:
        >>> code_of(9, {}), code_of(164, {164: "0.0%"}), code_of(300, {})
        ('0%', '0.0%', 'General')

    """
    code = defined.get(number) or BUILT_IN.get(number, GENERAL)
    return GENERAL if code.lower() == "general" else code
