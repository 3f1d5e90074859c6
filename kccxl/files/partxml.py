"""Look into a workbook's smaller XML parts: what their root is, which elements they hold, what they refer to.

No part may define entities or name a document type: workbooks never do, and both are ways to exhaust memory
or to reach other files. Source: ECMA-376 part 2 (packages and relationships).
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from xml.parsers import expat

from kccxl.files.archive import Archive, damaged, refused

MOST_BYTES = 16 << 20
"""The largest that a part read in one go may be: styles, relationships, tables."""

# the cell reader makes room for as many shared texts as the part claims to hold, and ends the process if it cannot
_MOST_DIGITS = 7
_XML = (".xml", ".rels", ".vml")


@dataclass(frozen=True, slots=True)
class Element:
    """One element's name without prefix, and its attributes likewise."""

    name: str
    attributes: dict[str, str]

    def get(self, name: str, default: str = "") -> str:
        """An attribute's value."""
        return self.attributes.get(name, default)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a part refers to: the last word of the relationship's type, and the part it leads to."""

    kind: str
    target: str


class _RootMet(Exception):
    """Stops expat once the root element is reached."""


def is_xml(part: str) -> bool:
    """Whether a part is XML, by its name.

    >>> is_xml("xl/workbook.xml"), is_xml("xl/media/crest.png")
    (True, False)
    """
    return part.lower().endswith(_XML)


def check_root(pieces: Iterator[bytes], part: str, workbook: str) -> tuple[str, bytes]:
    """Parse a part up to its root element; whatever its encoding, nothing worth fearing comes later.

    Args:
        pieces: the part's bytes; only as many as needed are taken.
        part: its name, for messages.
        workbook: the file's name, for messages.

    Returns:
        The root's name without prefix ("" where the part is no XML at all), and the bytes taken.

    Raises:
        RefusedFile: the part has a document type, and so may define entities, or claims too many texts.

    """
    parser = expat.ParserCreate()
    root = ""

    def meet_root(name: str, attributes: dict[str, str]) -> None:
        nonlocal root
        root = name.rpartition(":")[2]
        claimed = attributes.get("uniqueCount", "").strip().lstrip("+0")
        if root == "sst" and len(claimed) > _MOST_DIGITS:
            raise refused(workbook, f"its part '{part}' claims to hold {claimed[:20]} texts")
        raise _RootMet

    def meet_doctype(*_: object) -> None:
        raise refused(workbook, f"its part '{part}' defines a document type (DOCTYPE)")

    parser.StartElementHandler = meet_root
    parser.StartDoctypeDeclHandler = meet_doctype
    taken: list[bytes] = []
    try:
        for piece in pieces:
            taken.append(piece)
            parser.Parse(piece, False)
            if len(taken) > 8:
                raise refused(workbook, f"its part '{part}' does not begin like a part of a workbook")
    except (_RootMet, expat.ExpatError, ValueError, LookupError):
        # What expat cannot read is no danger here; a part that is needed fails when it is read.
        pass
    return root, b"".join(taken)


def elements(archive: Archive, part: str, wanted: Collection[str]) -> list[Element]:
    """List the elements of some names in a part, in the order they begin.

    Raises:
        UnreadableFile: the part is missing or broken.
        RefusedFile: the part is far larger than such parts are.

    """
    if archive.has(part) and archive.size(part) > MOST_BYTES:
        raise refused(archive.name, f"its part '{part}' is {archive.size(part) >> 20} MB large")
    found: list[Element] = []

    def meet(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local in wanted:
            found.append(Element(local, {key.rpartition(":")[2]: value for key, value in attributes.items()}))

    parser = expat.ParserCreate()
    parser.StartElementHandler = meet
    try:
        parser.Parse(archive.read(part), True)
    except (expat.ExpatError, ValueError, LookupError):
        raise damaged(archive.name, f"its part '{part}' is broken off or garbled") from None
    return found


def references(archive: Archive, part: str) -> dict[str, Reference]:
    """Read what a part refers to within the file, by identifier; links to other files are left out.

    Args:
        archive: the workbook.
        part: the part that refers; "" is the file as a whole.

    Raises:
        UnreadableFile: the list of references is broken.
        RefusedFile: one identifier stands for two parts.

    """
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if not archive.has(listing):
        return {}
    found: dict[str, Reference] = {}
    for element in elements(archive, listing, {"Relationship"}):
        if element.get("TargetMode").lower() == "external":
            continue
        if element.get("Id") in found:
            raise refused(archive.name, f"its part '{listing}' has '{element.get('Id')}' twice")
        target = element.get("Target").replace("\\", "/")
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found[element.get("Id")] = Reference(element.get("Type").rpartition("/")[2], target)
    return found
