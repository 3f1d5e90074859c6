"""Make a sheet of the scratch workbook fit the officer's: styles, texts, widths, names of parts.

The XML that is changed here is XlsxWriter's, whose spelling is known; nothing here reads an officer's part.
Source: ECMA-376 part 1, 18.3.1 (worksheets), 18.3.1.13 (widths).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kccxl.files.graft_chart import spell_out
from kccxl.files.graft_kept import Kept
from kccxl.files.graft_scratch import Scratch
from kccxl.files.graft_strict import to_strict
from kccxl.files.graft_styles import StyleMap
from kccxl.files.package import Package, Relationship

_CELL = re.compile(r'<c r="[A-Z]+\d+"[^>]*>')
_ROW = re.compile(r"<row [^>]*>")
_COLUMN = re.compile(r"<col [^>]*>")
_SHARED = re.compile(r'(<c r="[^>]*?) t="s"([^>]*)><v>(\d+)</v></c>')
_FORMAT = re.compile(r'\b(s|style)="(\d+)"')
_OVERLAY = re.compile(r'\b(dxfId|\w+DxfId)="(\d+)"')
_WIDTH = re.compile(r'\bwidth="([\d.]+)"')
_BLOCKS = re.compile(r'(<o:idmap [^>]*\bdata=")([\d,]+)"')
_SHAPE = re.compile(r"_x0000_s(\d+)")
_NUMBERED = re.compile(r"\d*(\.\w+)$")
_SCRATCH_DIGIT = 7
_BLOCK = 1024


@dataclass(frozen=True, slots=True)
class Fitting:
    """What a new sheet must be fitted to: styles, the width of a digit in pixels, cell metadata, the dialect."""

    styles: StyleMap
    digit: int = _SCRATCH_DIGIT
    metadata: int = 0
    strict: bool = False


@dataclass(slots=True)
class Carrier:
    """Carries parts of the scratch workbook over; ``types`` gathers the content types of what was carried."""

    package: Package
    scratch: Scratch
    fitting: Fitting
    folder: str
    types: dict[str, str] = field(default_factory=dict)
    _carried: dict[str, str] = field(default_factory=dict)

    def carry_sheet(self, source: str, target: str, kept: Kept) -> None:
        """Put a sheet of the scratch workbook in place as ``target``, with all that it refers to."""
        text = fit_sheet(self.scratch.package.read(source).decode("utf-8"), self.scratch.texts, self.fitting)
        self._put(source, target, kept.lay_into(text))

    def _carry(self, source: str) -> str:
        """Carry a part once, and return its name in the officer's workbook."""
        if source not in self._carried:
            self._carried[source] = target = self.package.free_name(self._pattern(source))
            content = self.scratch.package.read(source)
            if source.endswith((".xml", ".vml")):
                self._put(source, target, self._fit(source, content.decode("utf-8")))
            else:
                self.package.put(target, content)
                self.types[target] = self.scratch.package.content_type(source)
        return self._carried[source]

    def _put(self, source: str, target: str, text: str) -> None:
        # the part itself comes first: its name must be taken when those it refers to are named
        self.package.put(target, (to_strict(text) if self.fitting.strict else text).encode("utf-8"))
        self.types[target] = self.scratch.package.content_type(source)
        lines = [self._follow(one) for one in self.scratch.package.relationships(source)]
        self.package.put_relationships(target, lines)

    def _follow(self, one: Relationship) -> Relationship:
        kind = to_strict(one.type) if self.fitting.strict else one.type
        target = one.target if one.external else self._carry(one.target)
        return Relationship(one.id, kind, target, one.external)

    def _pattern(self, source: str) -> str:
        inside = source.removeprefix("xl/")
        return "/".join(filter(None, (self.folder, _NUMBERED.sub(r"{}\1", inside))))

    def _fit(self, source: str, text: str) -> str:
        if source.endswith(".vml"):
            return fit_shapes(text, _blocks_in_use(self.package))
        if source.startswith("xl/tables/"):
            return fit_table(text, self.fitting.styles.overlays, _free_table(self.package))
        if source.startswith("xl/charts/"):
            return spell_out(text.encode("utf-8")).decode("utf-8")
        return text


def fit_sheet(text: str, texts: list[str], fitting: Fitting) -> str:
    """Return a sheet's XML with its styles and metadata renumbered, its texts in it and its widths kept."""

    def restyle(found: re.Match[str]) -> str:
        tag = _FORMAT.sub(lambda one: _renumbered(one, fitting.styles.formats), found[0])
        return re.sub(r'\bcm="\d+"', f'cm="{fitting.metadata}"', tag)

    text = text.replace(' tabSelected="1"', "", 1)
    for tags in (_CELL, _ROW, _COLUMN):
        text = tags.sub(restyle, text)
    text = _SHARED.sub(lambda one: f'{one[1]} t="inlineStr"{one[2]}><is>{texts[int(one[3])]}</is></c>', text)
    text = re.sub(r"<cfRule [^>]*>", lambda one: _relaid(one[0], fitting.styles.overlays), text)
    if fitting.digit != _SCRATCH_DIGIT:
        text = _COLUMN.sub(
            lambda one: _WIDTH.sub(lambda width: _rescaled(width, fitting.digit), one[0]), text
        )
    return text


def fit_table(text: str, overlays: Mapping[int, int], number: int) -> str:
    """Return a table's XML with its number and its dxfs as the officer's workbook has them."""
    return _relaid(re.sub(r'(<table [^>]*?\bid=")\d+"', rf'\g<1>{number}"', text, count=1), overlays)


def fit_shapes(text: str, used: set[int]) -> str:
    """Return a VML drawing whose shapes are numbered in blocks that no other drawing uses.

    >>> fit_shapes('<o:idmap v:ext="edit" data="1"/><v:shape id="_x0000_s1025"/>', {1, 2})
    '<o:idmap v:ext="edit" data="3"/><v:shape id="_x0000_s3073"/>'
    """
    own = [int(number) for found in _BLOCKS.finditer(text) for number in found[2].split(",")]
    free = (number for number in range(1, max(used, default=0) + len(own) + 2) if number not in used)
    moved = dict(zip(own, free, strict=False))

    def change(found: re.Match[str]) -> str:
        block, rest = divmod(int(found[1]), _BLOCK)
        return f"_x0000_s{moved.get(block, block) * _BLOCK + rest}"

    blocks = ",".join(str(moved[number]) for number in own)
    return _SHAPE.sub(change, _BLOCKS.sub(rf'\g<1>{blocks}"', text))


def digit_width(font: str, size: float) -> int:
    """Return the width in pixels of a font's widest digit at 96 dots to the inch.

    >>> digit_width("Calibri", 11), digit_width("Arial", 12)
    (7, 9)
    """
    return max(1, round(_DIGITS.get(font.casefold(), 0.55) * size * 96 / 72))


_DIGITS: Mapping[str, float] = {
    "calibri": 0.507,
    "arial": 0.556,
    "aptos narrow": 0.5,
    "aptos": 0.561,
    "times new roman": 0.5,
    "verdana": 0.636,
    "tahoma": 0.546,
    "cambria": 0.554,
    "segoe ui": 0.539,
    "courier new": 0.6,
    "georgia": 0.614,
    "trebuchet ms": 0.524,
}
"""Advance of a digit in the fonts' own tables, in em."""


def _renumbered(found: re.Match[str], numbers: Mapping[int, int]) -> str:
    return f'{found[1]}="{numbers[int(found[2])]}"'


def _relaid(text: str, overlays: Mapping[int, int]) -> str:
    return _OVERLAY.sub(lambda one: _renumbered(one, overlays), text)


def _rescaled(width: re.Match[str], digit: int) -> str:
    """A width in the digits of another font, the pixels staying the same."""
    pixels = int((256 * float(width[1]) + 128 // _SCRATCH_DIGIT) / 256 * _SCRATCH_DIGIT)
    return f'width="{(pixels * 256 // digit) / 256:.16g}"'


def _blocks_in_use(package: Package) -> set[int]:
    used = set[int]()
    for part in package.parts:
        if part.lower().endswith(".vml"):
            for found in re.finditer(rb"""idmap\b[^>]*\bdata\s*=\s*["']([\d,\s]+)["']""", package.read(part)):
                used |= {int(number) for number in found[1].replace(b",", b" ").split()}
    return used


def _free_table(package: Package) -> int:
    used = {number for number, _ in tables_of(package)}
    return next(number for number in range(1, len(used) + 2) if number not in used)


def tables_of(package: Package) -> list[tuple[int, str]]:
    """List the numbers and names of all Excel tables in a package."""
    types, _ = package.content_types()
    # a table that is being carried over has no content type yet
    parts = [part for part in package.parts if types.get(part.lower(), "").endswith(".table+xml")]
    parts += [part for part in package.added if "/tables/" in f"/{part.lower()}" and part not in parts]
    roots = [package.open_part(part, depth=1).root for part in parts if not part.endswith(".rels")]
    return [(one.number("id"), one.get("displayName") or one.get("name")) for one in roots]
