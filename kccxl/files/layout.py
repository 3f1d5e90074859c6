"""Read all that a zipped workbook says about its sheets beside their values, and refuse one that is not safe.

python-calamine reads values quickly, but not number formats, formulas that were never calculated, or Excel's
errors, and it trusts a file with all the memory there is. This pass comes first and supplies both.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from kccxl.errors import UnreadableFile
from kccxl.files.archive import Archive, damaged, refused
from kccxl.files.extents import Extent, PlainMeasure, check_extents, is_bearable, measure_plain, text_lengths
from kccxl.files.graft_marks import KEPT, MARK
from kccxl.files.numfmt import GENERAL, code_of
from kccxl.files.partxml import Reference, check_root, elements, is_xml, references
from kccxl.files.sheetxml import SheetMarks, area_of, read_marks
from kccxl.tables.grid import NamedTable

LARGE = 8 << 20
"""Sheets whose XML is larger are ledgers: only measured, and searched for errors and formulas without result; their
formats are not read."""

MOST_SHEETS = 2_000
MOST_SHARED = 64 << 20


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """What one worksheet says beside its values; of a large one only its tables and faulty cells are known.

    ``made_by_kccxl``: it is a sheet of a report, or a copy of one, and no input.
    """

    name: str
    part: str
    marks: SheetMarks = field(default_factory=SheetMarks)
    tables: Sequence[NamedTable] = ()
    complete: bool = True
    made_by_kccxl: bool = False


def read_layout(archive: Archive) -> dict[str, SheetLayout]:
    """Check a zipped workbook and read the layout of its worksheets, by sheet name.

    Args:
        archive: the file, its directory checked.

    Raises:
        UnreadableFile: the file is damaged, or no workbook.
        RefusedFile: the file is built to exhaust memory or to reach outside itself.

    """
    roots, measures = _check_parts(archive)
    workbook, refers = _find_workbook(archive)
    sheets, own = _list_sheets(archive, workbook, refers), _own_sheets(archive, workbook)
    styles, lengths = _read_styles(archive, refers), _read_lengths(archive, refers)
    layouts: dict[str, SheetLayout] = {}
    extents: dict[str, Extent] = {}
    for sheet, part in sheets.items():
        if roots.get(part.lower()) != "worksheet":
            raise damaged(archive.name, f"its sheet '{sheet}' has no contents (part '{part}')")
        marks, extents[sheet] = _read_sheet(archive, part, measures, styles, lengths)
        layouts[sheet] = SheetLayout(
            sheet,
            part,
            marks,
            _read_tables(archive, part),
            complete=archive.size(part) <= LARGE,
            made_by_kccxl=sheet in own,
        )
    check_extents(extents, archive.name)
    return layouts


def _check_parts(archive: Archive) -> tuple[dict[str, str], dict[str, PlainMeasure | None]]:
    """Inflate every part to its end; tell each XML part's root, and measure large sheets on the way."""
    roots: dict[str, str] = {}
    measures: dict[str, PlainMeasure | None] = {}
    for part in archive.parts:
        pieces = archive.stream(part)
        if is_xml(part):
            roots[part], taken = check_root(pieces, part, archive.name)
            if roots[part] == "worksheet" and archive.size(part) > LARGE:
                measures[part] = measure_plain(itertools.chain([taken], pieces))
        for _ in pieces:
            pass
    return roots, measures


def _find_workbook(archive: Archive) -> tuple[str, dict[str, Reference]]:
    if not archive.has("[Content_Types].xml"):
        raise damaged(archive.name, "its list of contents ([Content_Types].xml) is missing")
    of_file = references(archive, "").values()
    part = next((ref.target for ref in of_file if ref.kind == "officeDocument"), "xl/workbook.xml")
    if part.startswith(("word/", "ppt/", "visio/")):
        raise UnreadableFile(
            f"'{archive.name}' is not a workbook but another Office document. Choose the workbook, or copy "
            "the table into Excel and save it as .xlsx."
        )
    if not archive.has(part):
        raise damaged(archive.name, f"its list of sheets ('{part}') is missing")
    return part, references(archive, part)


def _list_sheets(archive: Archive, workbook: str, refers: dict[str, Reference]) -> dict[str, str]:
    """Find the part of each worksheet; chart sheets, macro sheets and the modules of Excel 5 hold no cells to read."""
    listed = elements(archive, workbook, {"sheet"})
    if len(listed) > MOST_SHEETS:
        raise refused(archive.name, f"it lists {len(listed):,} sheets")
    sheets: dict[str, str] = {}
    for element in listed:
        sheet, reference = element.get("name"), refers.get(element.get("id"))
        if reference is None and not element.get("id"):
            continue
        if reference is None:
            raise damaged(archive.name, f"its sheet '{sheet}' leads nowhere")
        if reference.kind != "worksheet":
            continue
        if sheet in sheets or reference.target.lower() in (part.lower() for part in sheets.values()):
            raise refused(archive.name, f"its sheet '{sheet}' is listed twice")
        sheets[sheet] = reference.target
    return sheets


def _own_sheets(archive: Archive, workbook: str) -> set[str]:
    """The titles of the sheets that kccxl wrote into the workbook: reading them would take a report for its input."""
    found = elements(archive, workbook, {"sheet", "definedName"})
    titles = [element.get("name") for element in found if element.name == "sheet"]
    places = [element.get("localSheetId") for element in found if element.get("name") in (MARK, KEPT)]
    return {titles[int(place)] for place in places if place.isdecimal() and int(place) < len(titles)}


def _read_sheet(
    archive: Archive,
    part: str,
    measures: dict[str, PlainMeasure | None],
    styles: Sequence[str],
    lengths: Sequence[int],
) -> tuple[SheetMarks, Extent]:
    longest = max(lengths, default=0)
    if archive.size(part) <= LARGE:
        weighty = _weighty(lengths, archive.size(part))
        marks = read_marks(archive.stream(part), archive.name, part, styles, weighty)
        return marks, marks.extent
    # The quick measures err on the large side; only what would be refused is worth a slower one, and what they
    # cannot name: an officer must hear which cell to mend.
    measure = measures[part.lower()]
    if measure and not measure.faulty:
        if not is_bearable(measure.extent(longest)):
            measure = measure_plain(archive.stream(part), counts_shared=True)
        if measure and is_bearable(extent := measure.extent(longest)):
            return SheetMarks(), extent
    marks = read_marks(archive.stream(part), archive.name, part, lengths=lengths)
    return SheetMarks(uncached=marks.uncached, faults=marks.faults), marks.extent


def _weighty(lengths: Sequence[int], size: int) -> Sequence[int]:
    """The lengths of shared texts where the cells of so small a sheet could still show too much text."""
    return lengths if max(lengths, default=0) * size > LARGE * 256 else ()


def _read_styles(archive: Archive, refers: dict[str, Reference]) -> list[str]:
    """The number format of each cell style, by its index."""
    part = next((ref.target for ref in refers.values() if ref.kind == "styles"), "")
    if not archive.has(part):
        return []
    group, defined, numbers = "", {}, []
    groups = {"numFmts", "fonts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "extLst"}
    for element in elements(archive, part, groups | {"numFmt", "xf"}):
        number = element.get("numFmtId", "0")
        if element.name in groups:
            group = element.name
        elif group == "numFmts" and number.isdecimal() and len(number) < 10:
            defined[int(number)] = element.get("formatCode", GENERAL)
        elif group == "cellXfs":
            numbers.append(int(number) if number.isdecimal() and len(number) < 10 else 0)
    return [code_of(number, defined) for number in numbers]


def _read_lengths(archive: Archive, refers: dict[str, Reference]) -> Sequence[int]:
    targets = (ref.target for ref in refers.values() if ref.kind == "sharedStrings")
    part = next(targets, "xl/sharedStrings.xml")
    if not archive.has(part):
        return []
    if archive.size(part) > MOST_SHARED:
        raise refused(archive.name, f"its cells hold {archive.size(part) >> 20} MB of different texts")
    return text_lengths(archive.read(part))


def _read_tables(archive: Archive, sheet: str) -> list[NamedTable]:
    tables = []
    for reference in references(archive, sheet).values():
        if reference.kind != "table" or not archive.has(reference.target):
            continue
        for element in elements(archive, reference.target, {"table"}):
            name = element.get("displayName") or element.get("name")
            if name and (area := area_of(element.get("ref"))):
                tables.append(NamedTable(name, area))
    return tables
