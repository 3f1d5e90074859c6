"""The mark by which kccxl knows a sheet it made: a hidden defined name that belongs to the sheet.

Excel keeps such a name when it saves, when the sheet is renamed or moved, and gives a copy of the sheet a copy
of it; extensions in the sheet's own XML it drops. The mark says which sheet of which report it is, the number
the sheet had in the list and the title it was given (a copy has others), a digest of what was written, and which
workbook the figures come from where that is another one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Self

from kccxl.files.markup import escape, unescape

MARK = "_kccxl_sheet"
"""The name; it is hidden, so officers do not meet it in the Name Manager."""

KEPT = "_kccxl_kept"
"""The name on a copy that is kept for the record: it is no sheet of a report any more, and no input either."""

_VERSION = "1"
_BACK = {"&quot;": '"', "&apos;": "'"}
_COPY = "copy"
# Excel takes no text of more than 255 characters in a formula
_LONGEST_NAME, _KEY = 40, 12


@dataclass(frozen=True, slots=True)
class Origin:
    """The workbook the figures of a sheet come from; without a key, the one the sheet stands in.

    Args (fields):
        key: stands for the path from the file with the sheet to that workbook.
        name: that workbook's name, for messages.
        copied: the file with the sheet is a copy of that workbook, and so holds the figures itself.

    """

    key: str = ""
    name: str = ""
    copied: bool = False

    @classmethod
    def at(cls, path: str, name: str, *, copied: bool = False) -> Self:
        r"""Return the origin that lies at a path, as seen from the file with the sheet.

        >>> Origin.at("../north/July.xlsx", "July.xlsx").name, Origin.at("a.xlsx", "a.xlsx").elsewhere
        ('July.xlsx', True)
        >>> Origin.at("..\\a.xlsx", "a.xlsx") == Origin.at("../a.xlsx", "a.xlsx")
        True
        """
        alike = path.replace("\\", "/").encode("utf-8", "surrogatepass")
        shown = "".join(letter if letter.isprintable() and letter != "/" else "?" for letter in name)
        return cls(hashlib.sha256(alike).hexdigest()[:_KEY], shown[:_LONGEST_NAME], copied)

    @property
    def elsewhere(self) -> bool:
        """Whether the figures are in another workbook than the sheet."""
        return bool(self.key) and not self.copied

    def is_as(self, other: Origin) -> bool:
        """Whether sheets of both origins replace one another.

        >>> Origin().is_as(Origin.at("a.xlsx", "a.xlsx", copied=True)), Origin().is_as(Origin.at("a.xlsx", ""))
        (True, False)
        """
        return self.elsewhere == other.elsewhere and (not self.elsewhere or self.key == other.key)


HERE = Origin()


@dataclass(frozen=True, slots=True)
class Mark:
    r"""What a sheet's mark says.

    >>> mark = Mark("performance", "Leader's office", "Leader's office (2)", 12, "ab" * 4)
    >>> mark.markup()
    '"1|12|abababab|performance|Leader\'s office/Leader\'s office (2)"'
    >>> read_mark(mark.markup()) == mark
    True
    >>> Mark("savings", "Savings", "Savings", 3, "ab", Origin("c0ffee", "July.xlsx")).markup()
    '"1|3|ab|savings|Savings/Savings/c0ffee July.xlsx"'
    """

    report: str
    title: str
    given: str
    sheet_id: int
    digest: str
    origin: Origin = HERE

    def markup(self) -> str:
        """The mark as the formula of a defined name: a text constant."""
        report = self.report.replace("|", "/")
        text = "|".join((_VERSION, str(self.sheet_id), self.digest, report, self._titles()))
        return escape('"' + text.replace('"', '""') + '"')

    def _titles(self) -> str:
        titles = [self.title, self.given]
        if self.origin.key:
            titles.append(f"{self.origin.key} {self.origin.name}")
        return "/".join([*titles, _COPY] if self.origin.copied else titles)


def read_mark(markup: str) -> Mark | None:
    """Read the formula of a defined name as a mark; None if it is none, or of a version not known yet."""
    text = unescape(markup, _BACK).strip().removeprefix("=")
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    fields = text[1:-1].replace('""', '"').split("|", 4)
    if len(fields) != 5 or fields[0] != _VERSION or not fields[1].isdecimal():
        return None
    # no title and no file name holds a slash; marks of sheets whose figures are beside them name no workbook
    title, given, source, copied = [*fields[4].split("/", 3), "", "", ""][:4]
    key, _, name = source.partition(" ")
    return Mark(fields[3], title, given, int(fields[1]), fields[2], Origin(key, name, copied == _COPY))
