"""Verify a workbook into which sheets were put, before it takes the place of the original.

Nothing here is taken on trust from the writer: both files are read anew and compared. Untouched parts must lie
in the new file as the same compressed bytes, shared parts must hold all they held, every reference must lead
somewhere, and the new sheets must read back as they were laid out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from xml.parsers import expat

from kccxl.errors import UnwritableFile
from kccxl.files.archive import Archive
from kccxl.files.graft import Grafted
from kccxl.files.graft_clear import own_parts, signature_parts
from kccxl.files.graft_marks import MARK
from kccxl.files.graft_readback import can_read, read_back, read_back_ourselves
from kccxl.files.graft_splice import Node, walk
from kccxl.files.graft_workbook import WorkbookPart
from kccxl.files.package import TYPES, Package, listing_of, open_package
from kccxl.files.partxml import is_xml
from kccxl.sheets.sheet import Book

_PIECE = 1 << 20
# what changes in an element that stays: how many it holds, where sheets stand, when to calculate
_MOVING = frozenset({"count", "activeTab", "firstSheet", "localSheetId", "fullCalcOnLoad", "uniqueCount"})
# what is compared by what it means
_MEANT = frozenset({"sheet", "definedName", "definedNames", "Relationship", "Override"})


def verify(
    original: bytes, result: bytes, grafted: Grafted, book: Book, *, name: str = "the workbook"
) -> None:
    """Make sure that a workbook holds all it held, and the new sheets as they were laid out.

    Args:
        original: the workbook as it was.
        result: the workbook as it was written, read back from where it lies.
        grafted: what was done.
        book: the sheets that were put in.
        name: the file's name, for messages.

    Raises:
        UnwritableFile: something differs; the result must not be used.
        UnreadableFile: the result cannot be read at all.

    """
    before, after = open_package(original, name), open_package(result, name)
    _check_parts(before, after, grafted)
    _check_xml(after, grafted)
    _check_references(before, after)
    _check_types(before, after)
    old, new = WorkbookPart(before), WorkbookPart(after)
    _check_sheets(old, new, grafted)
    _check_names(old, new, grafted)
    _check_ours(old, grafted)
    for part in grafted.changed:
        if part.lower() in _shared_parts(old):
            _check_insertions(before, after, part)
    _check_styles(new, grafted)
    if can_read(original):
        difference = read_back(result, book, grafted.titles, name=name, counts_from_1904=new.counts_from_1904)
    else:
        difference = read_back_ourselves(after, book, grafted, counts_from_1904=new.counts_from_1904)
    if difference:
        raise _wrong(after, difference)


def _check_parts(before: Package, after: Package, grafted: Grafted) -> None:
    """No part may be missing or new unannounced; those not announced must be the same bytes."""
    was = {part.lower() for part in before.parts}
    now = {part.lower() for part in after.parts}
    told = {part.lower() for part in (*grafted.changed, *grafted.added, *grafted.dropped)}
    if strays := sorted((was ^ now) - told):
        raise _wrong(after, f"part '{strays[0]}' was lost or came from nowhere")
    for part in sorted((was & now) - told):
        if not _same_bytes(before.archive, after.archive, part):
            raise _wrong(after, f"part '{part}' is not as it was")


def _same_bytes(before: Archive, after: Archive, part: str) -> bool:
    """Whether a part lies in both files alike: name, header, compressed bytes, checksum."""
    old, new = before.parts[part], after.parts[part]
    if (old.CRC, old.file_size, old.compress_size) != (new.CRC, new.file_size, new.compress_size):
        return False
    length = 30 + sum(struct.unpack_from("<HH", before.data, old.header_offset + 26)) + old.compress_size
    starts = range(0, length, _PIECE)
    return all(
        before.data[old.header_offset + start : old.header_offset + min(start + _PIECE, length)]
        == after.data[new.header_offset + start : new.header_offset + min(start + _PIECE, length)]
        for start in starts
    )


def _check_xml(after: Package, grafted: Grafted) -> None:
    for part in (*grafted.changed, *grafted.added):
        content = after.read(part)
        if is_xml(part):
            try:
                expat.ParserCreate().Parse(content, True)
            except expat.ExpatError as error:
                raise _wrong(after, f"part '{part}' is not well-formed ({error})") from None


def _check_references(before: Package, after: Package) -> None:
    """Every reference must lead to a part, unless it led nowhere before."""
    for part in ["", *after.parts]:
        if part.endswith(".rels") or not after.has(listing_of(part)):
            continue
        dangling = _dangling(after, part)
        if dangling and dangling - (_dangling(before, part) if not part or before.has(part) else set()):
            raise _wrong(after, f"part '{part}' refers to '{sorted(dangling)[0]}', which is not there")
        identifiers = [one.id for one in after.relationships(part)]
        if len(set(identifiers)) < len(identifiers):
            raise _wrong(after, f"part '{part}' uses one identifier for two parts")


def _dangling(package: Package, part: str) -> set[str]:
    lines = package.relationships(part)
    return {one.target for one in lines if not one.external and not package.has(one.target)}


def _check_types(before: Package, after: Package) -> None:
    """Every part must have a content type, and keep the one it had."""
    old, new = _types(before), _types(after)
    for part, kind in new.items():
        if kind != old.get(part, kind):
            raise _wrong(after, f"part '{part}' has another content type than before")
        if not kind and part not in old:
            raise _wrong(after, f"part '{part}' has no content type")
    overrides, _ = after.content_types()
    stale = {part for part in overrides if part not in new} - set(before.content_types()[0])
    if stale:
        raise _wrong(after, f"a content type is given for '{min(stale)}', which is not there")


def _types(package: Package) -> dict[str, str]:
    overrides, endings = package.content_types()
    parts = (part.lower() for part in package.parts if part != TYPES and not part.endswith((".rels", "/")))
    return {part: overrides.get(part) or endings.get(part.rpartition(".")[2], "") for part in parts}


def _check_sheets(old: WorkbookPart, new: WorkbookPart, grafted: Grafted) -> None:
    """All other sheets must stand in their order, under their titles, numbers and parts."""
    ours = {*grafted.titles.values(), *grafted.removed_sheets}
    listed = [
        [(one.title, one.id, one.state, one.part) for one in book.sheets if one.title not in ours]
        for book in (old, new)
    ]
    if listed[0] != listed[1]:
        raise _wrong(new.package, "the list of its own sheets is not as it was")
    titles = [one.title.casefold() for one in new.sheets]
    if len(set(titles)) < len(titles) or len({one.id for one in new.sheets}) < len(titles):
        raise _wrong(new.package, "two sheets have the same title or number")
    parts = {one.title: one.part for one in new.sheets}
    for title, part in grafted.parts.items():
        if parts.get(title) != part:
            raise _wrong(new.package, f"sheet '{title}' is not where it should be")
    replaced = {
        one.title: (one.id, one.state, one.part) for one in old.sheets if one.title in grafted.replaced_sheets
    }
    for one in new.sheets:
        if one.title in replaced and replaced[one.title] != (one.id, one.state, one.part):
            raise _wrong(new.package, f"sheet '{one.title}' lost its number or its part")


def _check_names(old: WorkbookPart, new: WorkbookPart, grafted: Grafted) -> None:
    """All names of the officer's must be there, those of a sheet with their sheet."""
    ours = {*grafted.titles.values(), *grafted.removed_sheets}
    if old.global_formulas() != new.global_formulas() or not old.all_names <= new.all_names | {MARK}:
        raise _wrong(new.package, "its defined names are not as they were")
    if missing := _local(old, ours) - _local(new, ours):
        raise _wrong(new.package, f"the name '{min(missing)[1]}' is not as it was")


def _local(book: WorkbookPart, ours: set[str]) -> set[tuple[str, str, str, bool]]:
    return {
        (book.sheets[one.sheet].title, one.name, one.markup, one.hidden)
        for one in book.names
        if one.sheet < len(book.sheets) and book.sheets[one.sheet].title not in ours and one.name != MARK
    }


def _shared_parts(book: WorkbookPart) -> set[str]:
    """The parts that are spliced: they belong to the officer and bear a little of ours."""
    related = (book.related(kind) for kind in ("styles", "sheetMetadata"))
    parts = [TYPES, listing_of(""), book.part, listing_of(book.part), *(one.target for one in related if one)]
    return {part.lower() for part in parts}


def _check_ours(old: WorkbookPart, grafted: Grafted) -> None:
    """What was changed or dropped beside shared parts must have belonged to sheets of ours alone."""
    titles = {*grafted.replaced_sheets, *grafted.removed_sheets}
    sheets = [one for one in old.sheets if one.title in titles]
    ours = set[str]().union(*(own_parts(old, sheet) for sheet in sheets))
    chain = old.related("calcChain")
    disposable = {part.lower() for part in signature_parts(old.package)} | {
        chain.target.lower() if chain else ""
    }
    for part in old.package.parts:
        if part.lower() not in ours | {old.part.lower()} and not part.endswith(".rels"):
            ours -= {one.target.lower() for one in old.package.relationships(part) if not one.external}
    touched = {part.lower() for part in (*grafted.changed, *grafted.dropped)}
    if strays := sorted(touched - ours - disposable - _shared_parts(old)):
        raise _wrong(old.package, f"part '{strays[0]}', which is not ours, was changed or dropped")


def _check_insertions(before: Package, after: Package, part: str) -> None:
    """A shared part must hold everything it held, in the same order."""
    old = _elements(before.open_part(part, depth=12).root)
    new = iter(list(_elements(after.open_part(part, depth=12).root)))
    for element in old:
        if not any(other == element for other in new):
            raise _wrong(after, f"part '{part}' lost '{element[0]}'")


def _elements(root: Node) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    for node in walk(root):
        if node.local not in _MEANT and not (
            node.local == "Default" and node.get("Extension").lower() == "sigs"
        ):
            yield (
                node.name,
                tuple((name, value) for name, value in node.attributes.items() if name not in _MOVING),
            )


def _check_styles(book: WorkbookPart, grafted: Grafted) -> None:
    """No cell of a new sheet may ask for a format that is not there."""
    related = book.related("styles")
    if related is None:
        raise _wrong(book.package, "it has no styles")
    root = book.package.open_part(related.target, depth=3).root
    held = {name: len(group.children) if (group := root.first(name)) else 0 for name in ("cellXfs", "dxfs")}
    for title, part in grafted.parts.items():
        wanted = _asked_for(book.package, part)
        if any(wanted[name] >= max(held[name], 1) for name in held):
            raise _wrong(book.package, f"sheet '{title}' asks for a style that is not there")


def _asked_for(package: Package, part: str) -> dict[str, int]:
    most = {"cellXfs": 0, "dxfs": 0}
    attributes = {
        "c": ("cellXfs", "s"),
        "row": ("cellXfs", "s"),
        "col": ("cellXfs", "style"),
        "cfRule": ("dxfs", "dxfId"),
    }

    def begin(name: str, found: dict[str, str]) -> None:
        group, attribute = attributes.get(name, ("cellXfs", "-"))
        most[group] = max(most[group], int(found.get(attribute, "0")))

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.Parse(package.read(part), True)
    return most


def _wrong(package: Package, found: str) -> UnwritableFile:
    return UnwritableFile(
        f"'{package.name}' was left as it is: the workbook with the new sheets did not pass the check ({found}). "
        "Have the sheets written to a file of their own instead, and report this."
    )
