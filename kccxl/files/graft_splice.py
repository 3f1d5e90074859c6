"""Change a shared XML part by splicing: every byte that is not replaced on purpose stays as it was.

A part parsed and written anew loses what the writer does not know: undeclared prefixes in `mc:Ignorable`, the
order of attributes, quotes, comments, encodings. Here expat only tells where elements stand. Source: ECMA-376
part 3 (markup compatibility); XML 1.0, 2.8 and 4.3.3.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from kccxl.files.archive import damaged, refused
from kccxl.files.markup import escape

_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))


@dataclass(slots=True)
class Node:
    """An element and where it stands: its start tag, what it holds, its end, in bytes of UTF-8."""

    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    parent: Node | None = field(repr=False)
    close: int = -1
    end: int = -1
    children: list[Node] = field(default_factory=list, repr=False)

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix with its colon, or nothing."""
        return self.name[: len(self.name) - len(self.local)]

    def get(self, name: str, default: str = "") -> str:
        """An attribute without prefix."""
        return self.attributes.get(name, default)

    def number(self, name: str) -> int:
        """An attribute that counts something; 0 where it is missing or no number."""
        value = self.attributes.get(name, "")
        return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else 0

    def all(self, local: str) -> list[Node]:
        """The children of one name."""
        return [child for child in self.children if child.local == local]

    def first(self, local: str) -> Node | None:
        """The first child of a name."""
        return next((child for child in self.children if child.local == local), None)

    def prefix_of(self, *namespaces: str) -> str | None:
        """The prefix, with its colon, that stands for one of some namespaces at this element."""
        hidden = set[str]()
        node: Node | None = self
        while node:
            for name, value in node.attributes.items():
                if not name.startswith("xmlns:") or name in hidden:
                    continue
                if value in namespaces:
                    return name[6:] + ":"
                hidden.add(name)
            node = node.parent
        return None


class SharedPart:
    """A part opened for splicing; edits are gathered and laid into it at the end.

    >>> part = SharedPart(b"<a><b n='1'/></a>", "a.xml", "plan.xlsx")
    >>> part.set_attribute(part.root.children[0], "n", "2")
    >>> part.append(part.root, "<c/>")
    >>> part.result()
    b'<a><b n="2"/><c/></a>'
    """

    def __init__(self, content: bytes, part: str, workbook: str, *, depth: int = 4) -> None:
        """Find the elements of a part down to a depth.

        Raises:
            UnreadableFile: the part is no XML, or in an encoding that cannot be kept.
            RefusedFile: the part defines a document type.

        """
        self.part = part
        self._workbook = workbook
        self._original = content
        self._bom, self._encoding = _encoding(content)
        self.data = self._as_utf8(content)
        self.root = self._outline(depth)
        self._edits: list[tuple[int, int, bytes]] = []
        self._filled: dict[int, tuple[Node, list[str]]] = {}

    def text(self, node: Node) -> bytes:
        """The bytes of an element, tags and all."""
        return self.data[node.start : node.end]

    def inner(self, node: Node) -> bytes:
        """The bytes between an element's tags."""
        return self.data[node.inner : node.close]

    def append(self, node: Node, markup: str) -> None:
        """Add markup as the last that an element holds."""
        if node.close == node.end:
            self._filled.setdefault(node.start, (node, []))[1].append(markup)
        else:
            self._edit(node.close, node.close, markup)

    def insert_after(self, node: Node, markup: str) -> None:
        """Add markup right behind an element."""
        self._edit(node.end, node.end, markup)

    def insert_before(self, node: Node, markup: str) -> None:
        """Add markup right before an element."""
        self._edit(node.start, node.start, markup)

    def replace(self, node: Node, markup: str) -> None:
        """Put markup where an element stood; nothing removes it."""
        self._edit(node.start, node.end, markup)

    def set_attribute(self, node: Node, name: str, value: str) -> None:
        """Give an attribute a value, in its place if it is there."""
        quoted = '"' + escape(value, {'"': "&quot;"}) + '"'
        tag = self.data[node.start : node.inner]
        if found := re.search(rb"\s" + re.escape(name.encode()) + rb"""\s*=\s*("[^"]*"|'[^']*')""", tag):
            self._edit(node.start + found.start(1), node.start + found.end(1), quoted)
            return
        end = len(tag.rstrip(b"/>").rstrip())
        self._edit(node.start + end, node.start + end, f" {name}={quoted}")

    def result(self) -> bytes:
        """The part with all edits laid in, in its own encoding."""
        edits = self._edits + [self._open_up(node, markups) for node, markups in self._filled.values()]
        if not edits:
            return self._original
        pieces, edge = list[bytes](), 0
        for start, end, markup in sorted(edits, key=lambda edit: edit[:2]):
            pieces += (self.data[edge:start], markup)
            edge = end
        pieces.append(self.data[edge:])
        spliced = b"".join(pieces)
        if self._encoding == "utf-8":
            return self._bom + spliced
        return self._bom + spliced.decode("utf-8").encode(self._encoding, "xmlcharrefreplace")

    def _edit(self, start: int, end: int, markup: str) -> None:
        self._edits.append((start, end, markup.encode("utf-8")))

    def _open_up(self, node: Node, markups: list[str]) -> tuple[int, int, bytes]:
        """Lay all that was appended to an empty element between two tags."""
        slash = self.data.rindex(b"/", node.start, node.inner)
        return slash, node.inner, f">{''.join(markups)}</{node.name}>".encode()

    def _as_utf8(self, content: bytes) -> bytes:
        plain = content[len(self._bom) :]
        if self._encoding == "utf-8":
            return plain
        try:
            text = plain.decode(self._encoding)
            if text.encode(self._encoding) == plain:
                return text.encode("utf-8")
        except (UnicodeError, LookupError):
            pass
        raise damaged(self._workbook, f"its part '{self.part}' is in an unusual encoding ({self._encoding})")

    def _outline(self, depth: int) -> Node:
        top = Node("", {}, 0, 0, None)
        open_nodes = [top]
        deeper = 0
        parser = expat.ParserCreate("utf-8")

        def begin(name: str, attributes: dict[str, str]) -> None:
            nonlocal deeper
            if deeper or len(open_nodes) > depth:
                deeper += 1
                return
            start = parser.CurrentByteIndex
            tag = _TAG.match(self.data, start)
            if tag is None:
                raise ValueError(name)
            node = Node(name, attributes, start, tag.end(), open_nodes[-1])
            if tag[1]:
                node.close = node.end = tag.end()
            open_nodes[-1].children.append(node)
            open_nodes.append(node)

        def finish(_: str) -> None:
            nonlocal deeper
            if deeper:
                deeper -= 1
                return
            node = open_nodes.pop()
            if node.end < 0:
                node.close = parser.CurrentByteIndex
                node.end = self.data.index(b">", node.close) + 1

        def meet_doctype(*_: object) -> None:
            raise refused(self._workbook, f"its part '{self.part}' defines a document type (DOCTYPE)")

        parser.StartElementHandler = begin
        parser.EndElementHandler = finish
        parser.StartDoctypeDeclHandler = meet_doctype
        try:
            parser.Parse(self.data, True)
        except (expat.ExpatError, ValueError):
            raise damaged(self._workbook, f"its part '{self.part}' is broken off or garbled") from None
        return top.children[0]


def walk(node: Node) -> Iterator[Node]:
    """Yield an element and all in it, in their order."""
    yield node
    for child in node.children:
        yield from walk(child)


def with_prefix(markup: str, prefix: str) -> str:
    """Give every element of a plain fragment a prefix.

    >>> with_prefix("<b><i/></b>", "x:")
    '<x:b><x:i/></x:b>'
    """
    return re.sub(r"<(/?)(?=[A-Za-z])", rf"<\1{prefix}", markup) if prefix else markup


def is_true(value: str) -> bool:
    """Whether an attribute says yes.

    >>> is_true("1"), is_true("false")
    (True, False)
    """
    return value in ("1", "true", "on")


def _encoding(content: bytes) -> tuple[bytes, str]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return bom, encoding
    for begin, encoding in _UNMARKED:
        if content.startswith(begin):
            return b"", encoding
    declared = _DECLARED.match(content)
    name = declared[1].decode().lower() if declared else "utf-8"
    return b"", "utf-8" if name in ("utf8", "us-ascii", "ascii") else name
