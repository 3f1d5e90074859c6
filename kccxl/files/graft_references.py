"""Find out which parts of a workbook speak of a sheet: formulas, charts, controls, pivots, names.

It errs on the side of finding: a text that merely reads like a reference counts as one.
"""

from __future__ import annotations

from collections.abc import Collection

from kccxl.files.markup import escape
from kccxl.files.package import Package
from kccxl.files.partxml import is_xml


def mentions(package: Package, titles: Collection[str], skip: Collection[str]) -> set[str]:
    """Return those of some titles that parts of the package refer to.

    Args:
        package: the workbook.
        titles: the titles of sheets.
        skip: parts that are not searched, in small letters: those of the sheets themselves.

    Raises:
        UnreadableFile: a part is damaged.

    """
    open_titles = {title: _spellings(title) for title in titles}
    found = set[str]()
    for part in package.parts:
        if part.lower() in skip or not _may_refer(part) or len(found) == len(open_titles):
            continue
        longest = max((len(one) for many in open_titles.values() for one in many), default=0)
        tail = b""
        for piece in package.stream(part):
            # numbers alone, which is what large sheets are made of, hold no reference
            if b"!" in piece or b"!" in tail:
                text = tail + piece
                found |= {
                    title
                    for title, many in open_titles.items()
                    if title not in found and any(one in text for one in many)
                }
            tail = piece[-longest - 1 :]
    return found


def says(text: str, title: str) -> bool:
    """Whether a formula, or several in one text, refers to a sheet.

    >>> says("SUM('My plan'!A1)", "My plan"), says("Plans!A1", "Plan")
    (True, False)
    """
    return any(one in text.encode() for one in _spellings(title))


def _may_refer(part: str) -> bool:
    name = part.lower()
    return (
        is_xml(name) and not name.endswith(".rels") and not name.startswith(("docprops/", "[content_types]"))
    )


def _spellings(title: str) -> list[bytes]:
    """How a reference to a sheet begins, as XML spells it; also as an end of a row of sheets."""
    doubled = title.replace("'", "''")
    plain = {f"{doubled}'!", f"{title}!", f"'{doubled}:", f"{title}:", f":{doubled}'!", f":{title}!"}
    found = plain | {escape(one) for one in plain} | {escape(one, {"'": "&apos;"}) for one in plain}
    return sorted(one.encode() for one in found)
