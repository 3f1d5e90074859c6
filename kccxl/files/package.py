"""A workbook's package opened for change: its parts, their content types, and what refers to what.

Parts are changed, added and dropped by name; all others leave as the bytes they came as. Source: ECMA-376
part 2, 6.2 (part names), 6.5 (relationships), 7.2.3 (content types).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from kccxl.files.archive import Archive, damaged, open_archive
from kccxl.files.graft_splice import Node, SharedPart
from kccxl.files.graft_zip import Piece, repack
from kccxl.files.markup import QUOTES, escape

TYPES = "[Content_Types].xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NUMBER = re.compile(r"rId(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One line of a part's list of references; ``target`` is a part's name, or an address outside."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type, by which transitional and strict agree."""
        return self.type.rpartition("/")[2]


@dataclass(slots=True)
class Package:
    """An open package; nothing is written before `pieces` is asked for.

    >>> import io, zipfile
    >>> with zipfile.ZipFile(made := io.BytesIO(), "w") as new:
    ...     new.writestr("a.txt", "one")
    ...     new.writestr("b.txt", "two")
    >>> package = open_package(made.getvalue(), "plan.xlsx")
    >>> package.put("b.txt", b"three")
    >>> package.read("B.TXT"), package.changed, package.added
    (b'three', ['b.txt'], [])
    """

    archive: Archive
    _new: dict[str, bytes] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _dropped: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return self.archive.name

    @property
    def parts(self) -> list[str]:
        """The names of all parts there are now."""
        kept = [entry.filename for part, entry in self.archive.parts.items() if part not in self._dropped]
        return kept + self.added

    @property
    def changed(self) -> list[str]:
        """The parts that are there still, with other content."""
        return [self.archive.parts[part].filename for part in self._new if part in self.archive.parts]

    @property
    def added(self) -> list[str]:
        """The parts that were not there before."""
        return [name for part, name in self._names.items() if part not in self.archive.parts]

    @property
    def dropped(self) -> list[str]:
        """The parts that are there no more."""
        return [entry.filename for part, entry in self.archive.parts.items() if part in self._dropped]

    def has(self, part: str) -> bool:
        """Whether a part is there now."""
        key = part.lower()
        return key in self._new or (self.archive.has(key) and key not in self._dropped)

    def read(self, part: str) -> bytes:
        """Return a part's content as it is now.

        Raises:
            UnreadableFile: it is missing or damaged.

        """
        key = part.lower()
        if key in self._new:
            return self._new[key]
        if key in self._dropped:
            raise damaged(self.name, f"its part '{part}' is missing")
        return self.archive.read(key)

    def stream(self, part: str) -> Iterator[bytes]:
        """Yield a part's content piece by piece, so that a large one need not be held whole.

        Raises:
            UnreadableFile: it is missing or damaged.

        """
        if part.lower() in self._new or not self.has(part):
            yield self.read(part)
        else:
            yield from self.archive.stream(part)

    def put(self, part: str, content: bytes) -> None:
        """Change a part, or add it; the same content as before changes nothing."""
        key = part.lower()
        self._dropped.discard(key)
        if (
            self.archive.has(key)
            and self.archive.size(key) == len(content)
            and self.archive.read(key) == content
        ):
            self._new.pop(key, None)
            self._names.pop(key, None)
            return
        self._new[key] = content
        self._names.setdefault(key, part)

    def drop(self, part: str) -> None:
        """Take a part out, with its list of references."""
        for name in (part, listing_of(part)):
            self._new.pop(name.lower(), None)
            self._names.pop(name.lower(), None)
            if self.archive.has(name):
                self._dropped.add(name.lower())

    def pieces(self) -> Iterator[Piece]:
        """Yield the new file piece by piece; an unchanged package is the same file."""
        if not self._new and not self._dropped:
            yield self.archive.data
            return
        old: dict[str, bytes | None] = dict.fromkeys(self._dropped)
        old |= {part: content for part, content in self._new.items() if part in self.archive.parts}
        new = {
            self._names[part]: content
            for part, content in self._new.items()
            if part not in self.archive.parts
        }
        yield from repack(self.archive, old, new)

    def open_part(self, part: str, *, depth: int = 4) -> SharedPart:
        """Open a part for splicing.

        Raises:
            UnreadableFile: it is missing, damaged or no XML.

        """
        return SharedPart(self.read(part), part, self.name, depth=depth)

    def relationships(self, part: str) -> list[Relationship]:
        """List what a part refers to; "" is the package as a whole.

        Raises:
            UnreadableFile: the list is broken.

        """
        listing = listing_of(part)
        if not self.has(listing):
            return []
        return [self._read_line(part, node) for node in self.open_part(listing).root.all("Relationship")]

    def relate(self, part: str, relationship: Relationship) -> str:
        """Let a part refer to another, and return the identifier; one that is given in vain is made up."""
        listing, target = listing_of(part), _relative(part, relationship)
        listed = self.relationships(part)
        found = relationship.id or _free_id(listed)
        if not self.has(listing):
            self.put(listing, f'{_HEAD}<Relationships xmlns="{RELATIONSHIPS}"></Relationships>'.encode())
        shared = self.open_part(listing)
        mode = ' TargetMode="External"' if relationship.external else ""
        shared.append(
            shared.root,
            f'<{shared.root.prefix}Relationship Id="{found}" Type="{escape(relationship.type)}" '
            f'Target="{escape(target, QUOTES)}"{mode}/>',
        )
        self.put(listing, shared.result())
        return found

    def unrelate(self, part: str, identifiers: set[str]) -> None:
        """Strike some identifiers from a part's list of references."""
        if not identifiers:
            return
        shared = self.open_part(listing_of(part))
        for node in shared.root.all("Relationship"):
            if node.get("Id") in identifiers:
                shared.replace(node, "")
        self.put(shared.part, shared.result())

    def put_relationships(self, part: str, relationships: list[Relationship]) -> None:
        """Write the whole list of references of a part of our own; without any there is no list."""
        listing = listing_of(part)
        if not relationships:
            if self.has(listing):
                self.drop(listing)
            return
        lines = "".join(
            f'<Relationship Id="{one.id}" Type="{escape(one.type)}" Target="{escape(_relative(part, one), QUOTES)}"'
            + (' TargetMode="External"/>' if one.external else "/>")
            for one in relationships
        )
        self.put(listing, f'{_HEAD}<Relationships xmlns="{RELATIONSHIPS}">{lines}</Relationships>'.encode())

    def content_types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Read the content types: by part, and by the ending of the name, both in small letters."""
        root = self.open_part(TYPES).root
        parts = {_part_of(node): node.get("ContentType") for node in root.all("Override")}
        return parts, {node.get("Extension").lower(): node.get("ContentType") for node in root.all("Default")}

    def content_type(self, part: str) -> str:
        """The content type of a part, "" if it has none."""
        parts, endings = self.content_types()
        return parts.get(_key(part)) or endings.get(part.rpartition(".")[2].lower(), "")

    def set_content_types(self, wanted: Mapping[str, str], *, strike: Collection[str] = ()) -> None:
        """Give parts their content types, and strike the lines of parts that are no longer there.

        ``strike`` are endings of names, in small letters, whose lines are struck as well.
        """
        shared = self.open_part(TYPES)
        endings = {
            node.get("Extension").lower(): node.get("ContentType") for node in shared.root.all("Default")
        }
        missing = {_key(part): part for part in wanted}
        gone = {_key(part) for part in self._dropped}
        for node in shared.root.all("Override"):
            part = _part_of(node)
            if part in missing:
                if node.get("ContentType") != wanted[missing[part]]:
                    shared.set_attribute(node, "ContentType", wanted[missing[part]])
                del missing[part]
            elif part in gone:
                shared.replace(node, "")
        for node in shared.root.all("Default"):
            if node.get("Extension").lower() in strike:
                shared.replace(node, "")
        for part in missing.values():
            if endings.get(part.rpartition(".")[2].lower()) != wanted[part]:
                shared.append(
                    shared.root,
                    f'<{shared.root.prefix}Override PartName="/{escape(part, QUOTES)}" '
                    f'ContentType="{escape(wanted[part])}"/>',
                )
        self.put(TYPES, shared.result())

    def free_name(self, pattern: str) -> str:
        """Return the first name of a numbered row that no part has: ``xl/charts/chart{}.xml``."""
        number = 1
        while self.has(part := pattern.format(number)) or self.has(listing_of(part)):
            number += 1
        return part

    def _read_line(self, part: str, node: Node) -> Relationship:
        target, external = node.get("Target"), node.get("TargetMode").lower() == "external"
        if not external:
            target = target.replace("\\", "/")
            found = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
            target = found if self.has(found) else unquote(found)
        return Relationship(node.get("Id"), node.get("Type"), target, external)


def open_package(data: bytes, name: str) -> Package:
    """Open a package after its directory was checked.

    Raises:
        UnreadableFile: the file is damaged or encrypted.
        RefusedFile: it is built to exhaust memory.

    """
    return Package(open_archive(data, name))


def listing_of(part: str) -> str:
    """The name of a part's list of references.

    >>> listing_of("xl/workbook.xml"), listing_of("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _part_of(node: Node) -> str:
    return _key(node.get("PartName"))


def _key(part: str) -> str:
    """A part's name as names are compared: without leading slash, escapes and capitals."""
    return unquote(part).replace("\\", "/").lstrip("/").lower()


def _relative(part: str, relationship: Relationship) -> str:
    if relationship.external:
        return relationship.target
    return posixpath.relpath("/" + relationship.target, "/" + posixpath.dirname(part))


def _free_id(listed: list[Relationship]) -> str:
    numbers = [int(found[1]) for one in listed if (found := _NUMBER.fullmatch(one.id))]
    return f"rId{max(numbers, default=0) + 1}"
