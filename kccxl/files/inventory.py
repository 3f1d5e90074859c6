"""What a workbook holds, part by part and sheet by sheet: what an officer may lose to a careless program.

Nothing is run, opened or followed; parts are told by what refers to them. Source: ECMA-376 part 1, 12 and 13
(parts of a workbook and of its drawings); MS-XLSX 2.1 (parts Excel added later).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kccxl.files.graft_marks import MARK, read_mark
from kccxl.files.graft_workbook import ListedSheet, WorkbookPart
from kccxl.files.package import Package

_KINDS = {
    "table": "tables",
    "tableSingleCells": "XML maps",
    "pivotTable": "pivot tables",
    "chart": "charts",
    "chartEx": "charts",
    "image": "pictures",
    "comments": "comments",
    "threadedComment": "threaded comments",
    "ctrlProp": "form controls",
    "control": "ActiveX controls",
    "slicer": "slicers",
    "timeline": "timelines",
    "queryTable": "query tables",
    "oleObject": "embedded objects",
    "package": "embedded files",
    "printerSettings": "printer settings",
    "diagramData": "diagrams",
    "customProperty": "custom sheet properties",
    "namedSheetView": "sheet views",
}
"""What a sheet's references, and those of its drawings, are to; some parts stand one for one feature."""

_MARKUP = {
    # formulas of sparklines and newer formats are xm:f, in no cell
    "formulas": rb"<(?!xm:)(?:\w+:)?f[\s>/]",
    "formulas without result": (
        rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*"
        rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
    ),
    "conditional formats": rb"<(?:\w+:)?cfRule\b",
    "validations": rb"<(?:\w+:)?dataValidation\b",
    "hyperlinks": rb"<(?:\w+:)?hyperlink\b",
    "merged areas": rb"<(?:\w+:)?mergeCell\b",
    "sparklines": rb"<(?:\w+:)?sparkline>",
    "protection": rb"<(?:\w+:)?sheetProtection\b",
    "filter": rb"<(?:\w+:)?autoFilter\b",
}
_PATTERNS = {feature: re.compile(pattern) for feature, pattern in _MARKUP.items()}
_ONCE = frozenset({"protection", "filter", "printer settings"})
_OF_BOOK = {
    "vbaProject": "macros (VBA)",
    "xlMacrosheet": "macro sheets of Excel 4",
    "externalLink": "links to other workbooks",
    "connections": "data connections",
    "pivotCacheDefinition": "pivot caches",
    "slicerCache": "slicer caches",
    "powerPivotData": "data model",
    "customXml": "custom XML",
    "revisionHeaders": "log of a shared workbook",
    "person": "authors of threaded comments",
    "queryTable": "query tables",
    "rdRichValue": "data types",
    "metadata": "cell metadata",
    "calcChain": "calculation chain",
    "sheetMetadata": "cell metadata",
}


@dataclass(frozen=True, slots=True)
class SheetHoldings:
    """What one sheet holds: how many of each feature. ``made_by_kccxl`` is the report it was made for."""

    title: str
    kind: str
    visibility: str
    features: Mapping[str, int] = field(default_factory=dict)
    made_by_kccxl: str = ""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a workbook holds as a whole and sheet by sheet; ``remarks`` are what stands in the way of writing."""

    sheets: Sequence[SheetHoldings]
    features: Mapping[str, int]
    remarks: Sequence[str] = ()


def take_inventory(package: Package) -> Holdings:
    """List what a package holds.

    Args:
        package: an open workbook of the zipped kind.

    Raises:
        UnreadableFile: it is damaged, or no workbook.

    """
    workbook = WorkbookPart(package)
    sheets = [_sheet(package, workbook, place, sheet) for place, sheet in enumerate(workbook.sheets)]
    return Holdings(sheets, dict(_of_book(package, workbook)), list(_remarks(package, workbook)))


def _sheet(package: Package, workbook: WorkbookPart, place: int, sheet: ListedSheet) -> SheetHoldings:
    features = Counter[str]()
    if sheet.part:
        features += Counter(dict(_related(package, sheet.part, set())))
        features += _in_markup(package, sheet.part)
    for feature in _ONCE & set(features):
        features[feature] = 1
    visibility = {"hidden": "hidden", "veryHidden": "very hidden"}.get(sheet.state, "visible")
    return SheetHoldings(sheet.title, sheet.kind, visibility, dict(features), _maker(workbook, place))


def _related(package: Package, part: str, seen: set[str]) -> Iterator[tuple[str, int]]:
    """Count what a sheet refers to, and what its drawings refer to in turn."""
    found = Counter[str]()
    listed = package.relationships(part)
    for line in listed:
        if line.external or line.target.lower() in seen:
            continue
        seen.add(line.target.lower())
        if line.kind in _KINDS:
            found[_KINDS[line.kind]] += 1
        if line.kind in ("drawing", "vmlDrawing"):
            found += Counter(dict(_related(package, line.target, seen)))
        if line.kind == "drawing":
            found += _shapes(package, line.target)
    yield from found.items()


def _shapes(package: Package, part: str) -> Counter[str]:
    """Count the shapes and buttons a drawing holds in its own markup."""
    content = package.read(part) if package.has(part) else b""
    return +Counter({"shapes": len(re.findall(rb"<(?:\w+:)?(?:sp|cxnSp)[\s>]", content))})


def _in_markup(package: Package, part: str) -> Counter[str]:
    """Count what a sheet says in its own markup, piece by piece: a ledger is never held whole."""
    found, rest = Counter[str](), b""
    for piece in package.stream(part):
        text = rest + piece
        cut = text.rfind(b"<")
        row = text.rfind(b"row>")
        cut = row + 4 if row > 0 else cut
        found += _count(text[:cut])
        rest = text[cut:]
    return found + _count(rest)


def _count(text: bytes) -> Counter[str]:
    return +Counter({feature: len(pattern.findall(text)) for feature, pattern in _PATTERNS.items()})


def _maker(workbook: WorkbookPart, place: int) -> str:
    for name in workbook.names:
        if name.sheet == place and name.name == MARK and (mark := read_mark(name.markup)):
            return f"{mark.report}, from {mark.origin.name}" if mark.origin.elsewhere else mark.report
    return ""


def _of_book(package: Package, workbook: WorkbookPart) -> Iterator[tuple[str, int]]:
    found = Counter[str]()
    for line in [*package.relationships(""), *workbook.relationships]:
        if line.kind in _OF_BOOK:
            found[_OF_BOOK[line.kind]] += 1
    if names := sum(not name.startswith("_xlnm.") for name in workbook.all_names):
        found["defined names"] = names
    if signatures := [
        part for part in package.parts if "_xmlsignatures/" in part.lower() and part.lower().endswith(".xml")
    ]:
        found["digital signatures"] = len(signatures)
    if any("labelinfo" in part.lower() for part in package.parts):
        found["sensitivity label"] = 1
    if any(
        part.lower().endswith(
            ("vbaprojectsignature.bin", "vbaprojectsignatureagile.bin", "vbaprojectsignaturev3.bin")
        )
        for part in package.parts
    ):
        found["signature of the macros"] = 1
    yield from found.items()


def _remarks(package: Package, workbook: WorkbookPart) -> Iterator[str]:
    if workbook.structure_locked:
        yield "The structure of the workbook is protected: no sheet can be added or replaced."
    if workbook.counts_from_1904:
        yield "Days are counted from 1904, as on old Macs."
    if workbook.strict:
        yield "It is saved as Strict Open XML."
    if any("_xmlsignatures/" in part.lower() for part in package.parts):
        yield "It is digitally signed: any change breaks the signature."
