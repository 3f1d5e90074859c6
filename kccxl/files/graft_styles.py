"""Merge the styles of new sheets into a workbook's own, adding only what is not there yet.

Sources: ECMA-376 part 1, 18.8 (styles), order of the parts of CT_Stylesheet; 65,490 cell formats are the most
that Excel keeps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from kccxl.errors import RefusedFile
from kccxl.files.graft_likeness import Likeness, like, like_code, like_format
from kccxl.files.graft_splice import Node, SharedPart, with_prefix
from kccxl.files.markup import escape
from kccxl.files.numfmt import code_of

MOST_FORMATS = 65_490
DEPTH = 8
"""How deep a style sheet is looked into: down to the colour of a side of the border of a dxf."""

EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></styleSheet>'
)
"""A style sheet for a workbook that has none."""

_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles",
          "colors", "extLst")  # fmt: skip
_FIRST_OWN_FORMAT = 164
_FIRSTS: Mapping[str, tuple[str, ...]] = {
    "fonts": (
        '<font><sz val="11"/><color theme="1"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>',
    ),
    "fills": (
        '<fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill>',
    ),
    "borders": ("<border><left/><right/><top/><bottom/><diagonal/></border>",),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
}
_ASKED = {"fonts": "fontId", "fills": "fillId", "borders": "borderId", "numFmts": "numFmtId"}
_MOST_REPEATED = 4_096
# a font tied to the theme is shown in the theme's typeface, whatever its name
_SCHEME = re.compile(rb"<scheme [^>]*/>")


@dataclass(frozen=True, slots=True)
class StyleMap:
    """Where the styles of the new sheets stand in the workbook: cell formats and dxfs, old index to new."""

    formats: Mapping[int, int]
    overlays: Mapping[int, int]


@dataclass(slots=True)
class _Group:
    """One list of the style sheet: what is in it, what is added to it."""

    name: str
    node: Node | None
    known: dict[Likeness, int] = field(default_factory=dict)
    count: int = 0
    added: list[str] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)

    def take_up(self, likeness: Likeness) -> None:
        """Note what the workbook has already; some hold the same thing twice, and the first one counts."""
        self.firsts.append(self.known.setdefault(likeness, self.count))
        self.count += 1

    def first(self, index: int) -> int:
        """Return the first index at which the same stands."""
        return self.firsts[index] if index < len(self.firsts) else index

    def place(self, likeness: Likeness, markup: str) -> int:
        """Return the index of what looks so, added if need be."""
        if likeness not in self.known:
            self.known[likeness] = self.count
            self.firsts.append(self.count)
            self.added.append(markup)
            self.count += 1
        return self.known[likeness]


def merge_styles(
    target: SharedPart, source: SharedPart, formats: Collection[int], overlays: Collection[int]
) -> StyleMap:
    """Add the cell formats and dxfs of ``source`` that are used to ``target``, and say where they stand.

    Raises:
        RefusedFile: the workbook would have more cell formats than Excel keeps.

    """
    merger = _Merger(target, source)
    found = {old: merger.format(old) for old in sorted(formats)}
    laid_over = {old: merger.overlay(old) for old in sorted(overlays)}
    merger.finish()
    return StyleMap(found, laid_over)


def normal_font(styles: SharedPart) -> tuple[str, float]:
    """Return the name and size of the font in which a workbook measures its columns.

    >>> normal_font(SharedPart(EMPTY.encode(), "styles.xml", "plan.xlsx"))
    ('Calibri', 11.0)
    """
    parents, fonts = _items(styles, "cellStyleXfs"), _items(styles, "fonts")
    number = _normal(styles)
    index = parents[number].number("fontId") if number < len(parents) else 0
    if index >= len(fonts):
        return "Calibri", 11.0
    size, name = fonts[index].first("sz"), fonts[index].first("name")
    return (name.get("val") if name else "Calibri"), _points(size.get("val") if size else "")


class _Merger:
    def __init__(self, target: SharedPart, source: SharedPart) -> None:
        self._target, self._source = target, source
        self._fonts = self._group("fonts", like)
        self._fills = self._group("fills", like)
        self._borders = self._group("borders", like)
        self._dxfs = self._group("dxfs", like)
        self._codes = _Group("numFmts", target.root.first("numFmts"))
        self._target_codes = _codes(target)
        self._source_codes = _codes(source)
        self._ids = {like_code(code): number for number, code in reversed(self._target_codes.items())}
        self._next = max([_FIRST_OWN_FORMAT - 1, *self._target_codes]) + 1
        self._undefined = self._asked("numFmts") - self._target_codes.keys()
        self._formats = self._group("cellXfs", self._like_target)
        self._normal = _normal(target) if target.root.first("cellStyleXfs") else None
        self._xfs = _items(source, "cellXfs")
        self._parts = {name: _items(source, name) for name in ("fonts", "fills", "borders", "dxfs")}

    def format(self, old: int) -> int:
        """Return the index of a cell format of the new sheets in the workbook."""
        if old == 0:
            return 0
        node = self._xfs[old]
        places = {
            "numFmtId": self._number(node.number("numFmtId")),
            "fontId": self._part(self._fonts, node.number("fontId")),
            "fillId": self._part(self._fills, node.number("fillId")),
            "borderId": self._part(self._borders, node.number("borderId")),
        }
        likeness = like_format(node, self._shown(places, str(self._normal or 0)))
        markup = self._source.text(node).decode()
        for name, value in places.items():
            markup = re.sub(rf'\b{name}="\d+"', f'{name}="{value}"', markup, count=1)
        parent = "" if self._normal is None else f' xfId="{self._normal}"'
        place = self._formats.place(likeness, re.sub(r' xfId="\d+"', parent, markup, count=1))
        if place >= MOST_FORMATS:
            raise RefusedFile(
                "The workbook holds as many cell formats as Excel allows (65,490), so no sheet can be added. "
                "Copy what is needed into a new workbook and use that one."
            )
        return place

    def overlay(self, old: int) -> int:
        """Return the index of a dxf of the new sheets in the workbook."""
        return self._part(self._dxfs, old)

    def finish(self) -> None:
        """Lay all that was added into the style sheet."""
        for group in (self._codes, self._fonts, self._fills, self._borders, self._formats, self._dxfs):
            if group.added:
                self._lay_in(group)

    def _group(self, name: str, likeness: Callable[[Node], Likeness]) -> _Group:
        group = _Group(name, self._target.root.first(name))
        for node in _items(self._target, name):
            group.take_up(likeness(node))
        if not group.count and name in _FIRSTS:
            for markup in _FIRSTS[name]:
                plain = SharedPart(markup.encode(), name, "", depth=DEPTH).root
                group.place(likeness(plain), markup)
        if name in _ASKED:
            self._repeat_first(group, max((n for n in self._asked(name) if n < _MOST_REPEATED), default=-1))
        return group

    def _asked(self, name: str) -> set[int]:
        """The places in a list, or the numbers of number formats, that the workbook's cell formats ask for."""
        lists = (_items(self._target, of) for of in ("cellStyleXfs", "cellXfs"))
        return {node.number(_ASKED[name]) for nodes in lists for node in nodes}

    def _repeat_first(self, group: _Group, last: int) -> None:
        """Fill the places that are asked for and not there, lest what is added be shown in the officer's cells."""
        prefix = re.escape(self._target.root.prefix)
        children = group.node.children if group.node else []
        first = self._target.text(children[0]).decode() if children else group.added[0]
        for _ in range(group.count, last + 1):
            group.added.append(re.sub(rf"<(/?){prefix}", r"<\1", first))
            group.firsts.append(0)
            group.count += 1

    def _like_target(self, node: Node) -> Likeness:
        places = {name: node.number(name) for name in ("numFmtId", "fontId", "fillId", "borderId")}
        return like_format(node, self._shown(places, node.get("xfId", "0")))

    def _shown(self, places: Mapping[str, int], parent: str) -> Likeness:
        """What a format shows, in the workbook's own indexes, equal things counted once."""
        number = self._target_codes.get(places["numFmtId"])
        code = self._ids.get(like_code(number)) if number is not None else places["numFmtId"]
        pairs = ((self._fonts, "fontId"), (self._fills, "fillId"), (self._borders, "borderId"))
        same = (group.first(places[name]) for group, name in pairs)
        return (code, *same, parent)

    def _part(self, group: _Group, old: int) -> int:
        node = self._parts[group.name][old]
        markup = (
            _SCHEME.sub(b"", self._source.text(node)) if group.name == "fonts" else self._source.text(node)
        )
        plain = SharedPart(markup, group.name, "", depth=DEPTH).root
        return group.place(like(plain), markup.decode())

    def _number(self, old: int) -> int:
        code = self._source_codes.get(old)
        if code is None:
            code = code_of(old, {})
            if like_code(self._target_codes.get(old, code)) == like_code(code):
                return old
        if like_code(code) not in self._ids:
            while self._next in self._undefined:
                self._next += 1
            self._ids[like_code(code)] = self._next
            self._target_codes[self._next] = code
            quoted = escape(code, {'"': "&quot;"})
            self._codes.added.append(f'<numFmt numFmtId="{self._next}" formatCode="{quoted}"/>')
            self._next += 1
        return self._ids[like_code(code)]

    def _lay_in(self, group: _Group) -> None:
        root = self._target.root
        markup = with_prefix("".join(group.added), root.prefix)
        if group.node:
            if "count" in group.node.attributes:
                count = len(group.node.children) + len(group.added)
                self._target.set_attribute(group.node, "count", str(count))
            self._target.append(group.node, markup)
            return
        name = f"{root.prefix}{group.name}"
        whole = f'<{name} count="{len(group.added)}">{markup}</{name}>'
        later = _ORDER[_ORDER.index(group.name) + 1 :]
        following = next((node for node in root.children if node.local in later), None)
        if following:
            self._target.insert_before(following, whole)
        else:
            self._target.append(root, whole)


def _items(styles: SharedPart, name: str) -> list[Node]:
    group = styles.root.first(name)
    return group.children if group else []


def _points(size: str) -> float:
    return float(size) if re.fullmatch(r"\d{1,3}(\.\d{1,9})?", size) else 11.0


def _codes(styles: SharedPart) -> dict[int, str]:
    nodes = _items(styles, "numFmts")
    return {
        node.number("numFmtId"): node.get("formatCode") for node in nodes if node.get("numFmtId").isdecimal()
    }


def _normal(styles: SharedPart) -> int:
    """The index of the parent format that all cells without style have."""
    named = (node for node in _items(styles, "cellStyles") if node.get("builtinId") == "0")
    found = next(named, None)
    return found.number("xfId") if found else 0
