"""The mark by which kccxl knows a sheet it made: a hidden defined name that belongs to the sheet.

Excel keeps such a name when it saves, when the sheet is renamed or moved, and gives a copy of the sheet a copy
of it; extensions in the sheet's own XML it drops. The mark says which sheet of which report it is, the number
the sheet had in the list and the title it was given (a copy has others), and a digest of what was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, unescape

MARK = "_kccxl_sheet"
"""The name; it is hidden, so officers do not meet it in the Name Manager."""

KEPT = "_kccxl_kept"
"""The name on a copy that is kept for the record: it is no sheet of a report any more, and no input either."""

_VERSION = "1"
_BACK = {"&quot;": '"', "&apos;": "'"}


@dataclass(frozen=True, slots=True)
class Mark:
    r"""What a sheet's mark says.

    >>> mark = Mark("performance", "Leader's office", "Leader's office (2)", 12, "ab" * 4)
    >>> mark.markup()
    '"1|12|abababab|performance|Leader\'s office/Leader\'s office (2)"'
    >>> read_mark(mark.markup()) == mark
    True
    """

    report: str
    title: str
    given: str
    sheet_id: int
    digest: str

    def markup(self) -> str:
        """The mark as the formula of a defined name: a text constant."""
        report = self.report.replace("|", "/")
        text = "|".join((_VERSION, str(self.sheet_id), self.digest, report, f"{self.title}/{self.given}"))
        return escape('"' + text.replace('"', '""') + '"')


def read_mark(markup: str) -> Mark | None:
    """Read the formula of a defined name as a mark; None if it is none, or of a version not known yet."""
    text = unescape(markup, _BACK).strip().removeprefix("=")
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    fields = text[1:-1].replace('""', '"').split("|", 4)
    if len(fields) != 5 or fields[0] != _VERSION or not fields[1].isdecimal():
        return None
    # no title holds a slash
    title, _, given = fields[4].partition("/")
    return Mark(fields[3], title, given, int(fields[1]), fields[2])
