"""Put the sheets of a book into an officer's workbook, with nothing else of it lost.

The sheets are laid out in a scratch workbook, and their parts carried into the officer's package; shared parts
are spliced, all others leave as the bytes they came as. Sheets that kccxl made before are known by a mark and
replaced in their place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kccxl.files.foreign import check_parts
from kccxl.files.graft_clear import clear_sheets, drop_calculation_chain, drop_signature, own_parts
from kccxl.files.graft_contents import read_contents
from kccxl.files.graft_kept import Kept, kept_from
from kccxl.files.graft_marks import HERE, KEPT, MARK, Mark, Origin
from kccxl.files.graft_metadata import EMPTY as NO_METADATA
from kccxl.files.graft_metadata import enter_dynamic_array
from kccxl.files.graft_order import Order, enter_sheets, relate
from kccxl.files.graft_plan import Placed, Plan, make_plan
from kccxl.files.graft_references import mentions, says
from kccxl.files.graft_refusals import (
    SIGNATURE_ENDING,
    check_shared,
    check_signature,
    locked_structure,
    open_original,
)
from kccxl.files.graft_scratch import Scratch, lay_out
from kccxl.files.graft_sheet import Carrier, Fitting, digit_width, tables_of
from kccxl.files.graft_splice import SharedPart
from kccxl.files.graft_strict import to_strict
from kccxl.files.graft_styles import DEPTH, merge_styles, normal_font
from kccxl.files.graft_styles import EMPTY as NO_STYLES
from kccxl.files.graft_titles import NewNames, rename
from kccxl.files.graft_workbook import LocalName, WorkbookPart
from kccxl.files.package import Package
from kccxl.files.read import load_file
from kccxl.sheets.sheet import Book

_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_GENERATED = frozenset({"_xlnm.print_area", "_xlnm.print_titles", "_xlnm._filterdatabase", MARK})


@dataclass(frozen=True, slots=True)
class Grafted:
    """The workbook with the sheets in it, and what was done to it.

    ``titles`` are those the sheets bear in the workbook, by their titles in the book; ``parts`` names the part
    of each by its title in the workbook. ``remarks`` are for officers.
    """

    data: bytes = field(repr=False)
    titles: Mapping[str, str]
    parts: Mapping[str, str]
    added_sheets: Sequence[str]
    replaced_sheets: Sequence[str]
    removed_sheets: Sequence[str]
    changed: Sequence[str]
    added: Sequence[str]
    dropped: Sequence[str]
    remarks: Sequence[str]


def graft(
    original: bytes | Path,
    book: Book,
    *,
    name: str = "",
    break_signature: bool = False,
    force: bool = False,
    origin: Origin = HERE,
    adopts: bool = False,
) -> Grafted:
    """Put the sheets of a book into a workbook.

    A title that the officer uses already gets a number, and links, charts, sparklines and formulas of the new
    sheets follow. A link that names this very file leads to the officer's own sheet of its title. A sheet
    that kccxl made before keeps its place and the title the officer gave it. Where it was edited since, or
    bears others' work, it is left and the new one is put beside it.

    Args:
        original: the workbook (.xlsx, .xlsm, .xltx, .xltm, .xlam), or its path.
        book: the sheets.
        name: the file's name for messages, where bytes are given.
        break_signature: go on although the workbook is signed; the signature is taken out.
        force: replace sheets that kccxl made also where somebody edited their cells.
        origin: the workbook the figures of the book come from; sheets made from another one are left alone.
        adopts: replace sheets of the same report also where their marks name no origin.

    Raises:
        UnreadableFile: the workbook is missing, damaged, encrypted or of another kind.
        RefusedFile: it is signed, shared in the old way, its structure is locked, or it is not safe to open.

    Example:
        >>> from kccxl.sheets.sheet import Cell, Sheet
        >>> import io, xlsxwriter
        >>> with xlsxwriter.Workbook(made := io.BytesIO()) as plan:
        ...     _ = plan.add_worksheet("Summary").write("A1", "the officer's")
        >>> result = graft(made.getvalue(), Book([Sheet("Summary", {(0, 0): Cell("ours")})]))
        >>> result.titles["Summary"], result.added
        ('Summary (2)', ['xl/worksheets/sheet2.xml'])
        >>> again = graft(result.data, Book([Sheet("Summary", {(0, 0): Cell("ours")})]))
        >>> again.replaced_sheets, again.data == result.data
        (['Summary (2)'], True)

    """
    if isinstance(original, Path):
        name = name or original.name
        original = load_file(original)
    package = open_original(original, name or "the workbook")
    check_signature(package, break_signature=break_signature)
    # the workbook may be another than the one that was read, and a damaged one would be blamed on what was put in
    check_parts(package.archive)
    return _Graft(package, book, force=force, origin=origin, adopts=adopts).run()


class _Graft:
    """One run: what is known of the workbook, the plan, and what has been carried over so far."""

    def __init__(self, package: Package, book: Book, *, force: bool, origin: Origin, adopts: bool) -> None:
        self.package, self.origin = package, origin
        self.workbook = WorkbookPart(package)
        check_shared(self.workbook)
        self.plan: Plan = make_plan(self.workbook, book, force=force, origin=origin, adopts=adopts)
        if self.workbook.structure_locked and self.plan.changes_structure:
            raise locked_structure(package.name)
        self.replaced = {place: self.workbook.sheets[place] for place in self.plan.replaced}
        self.kept = {place: kept_from(self.workbook, sheet) for place, sheet in self.replaced.items()}
        self.before = {place: package.read(sheet.part) for place, sheet in self.replaced.items()}
        self.book = book
        self.types: dict[str, str] = {}

    def run(self) -> Grafted:
        """Do all that is planned."""
        signed = drop_signature(self.package)
        if signed:
            self.plan.remarks.append(
                "The digital signature was taken out, for it no longer held. Have it signed again."
            )
        removed = [self.workbook.sheets[place] for place in self.plan.removed]
        clear_sheets(self.workbook, list(self.replaced.values()), removed)
        scratch = lay_out(self._renamed(), counts_from_1904=self.workbook.counts_from_1904)
        parts = self._carry(scratch, self._fit(scratch))
        self._finish_workbook(scratch, parts)
        self.package.set_content_types(self.types, strike=[SIGNATURE_ENDING] if signed else [])
        return self._report(parts)

    def _renamed(self) -> Book:
        """The book with the titles and table names it has in this workbook."""
        titles = {one.sheet.title: one.title for one in self.plan.placed}
        used = {name.casefold() for _, name in tables_of(self.package)} | self.workbook.all_names
        tables = dict[str, str]()
        for table in (table for sheet in self.book.sheets for table in sheet.tables):
            tables[table.name] = _free_table_name(table.name, used)
            used.add(tables[table.name].casefold())
        return rename(self.book, NewNames(titles, tables, self.package.name))

    def _fit(self, scratch: Scratch) -> Fitting:
        styles = self._shared_part("styles", "styles.xml", NO_STYLES, DEPTH)
        digit = digit_width(*normal_font(styles))
        merged = merge_styles(styles, scratch.styles, scratch.used_formats(), scratch.used_overlays())
        self.package.put(styles.part, styles.result())
        metadata = 0
        if scratch.package.has("xl/metadata.xml"):
            shared = self._shared_part("sheetMetadata", "metadata.xml", NO_METADATA, 7)
            metadata = enter_dynamic_array(shared)
            self.package.put(shared.part, shared.result())
        return Fitting(merged, digit, metadata, self.workbook.strict)

    def _shared_part(self, kind: str, name: str, empty: str, depth: int) -> SharedPart:
        """Open a part the workbook refers to, made and related to it if it is missing."""
        related = self.workbook.related(kind)
        if related and self.package.has(related.target):
            return self.package.open_part(related.target, depth=depth)
        part = related.target if related else self.workbook.in_folder(name)
        self.package.put(part, (to_strict(empty) if self.workbook.strict else empty).encode())
        self.types[part] = f"{_SPREADSHEET}{kind}+xml"
        if related is None:
            relate(self.workbook, kind, part)
        return self.package.open_part(part, depth=depth)

    def _carry(self, scratch: Scratch, fitting: Fitting) -> list[str]:
        """Carry the sheets over, and return the part of each."""
        carrier = Carrier(self.package, scratch, fitting, self.workbook.in_folder(""), self.types)
        parts = list[str]()
        for source, one in zip(scratch.sheets, self.plan.placed, strict=True):
            if one.replaces is not None:
                parts.append(self.replaced[one.replaces].part)
                carrier.carry_sheet(source, parts[-1], self.kept[one.replaces])
            else:
                parts.append(self.package.free_name(self.workbook.in_folder("worksheets/sheet{}.xml")))
                carrier.carry_sheet(source, parts[-1], Kept())
        return parts

    def _finish_workbook(self, scratch: Scratch, parts: Sequence[str]) -> None:
        order = enter_sheets(self.workbook, self.plan, parts)
        digests = [read_contents(self.package, part, "").digest() for part in parts]
        names = self._names(scratch, order, digests)
        wanted = {(name.name.casefold(), name.sheet) for name in names}
        generated = {(name, place) for place in self.replaced for name in _GENERATED}
        struck = {(name, place) for name, place in generated if (name, order.places[place]) not in wanted}
        self.workbook.move_names(
            order.places, names, struck | {(MARK, place) for place in self.plan.unmarked}
        )
        self.workbook.move_views(order.places)
        self._calculate(parts, digests)
        self.package.put(self.workbook.part, self.workbook.shared.result())

    def _names(self, scratch: Scratch, order: Order, digests: Sequence[str]) -> list[LocalName]:
        """The names that go with the sheets: what they print, and their marks."""
        names = list[LocalName]()
        for number, (one, place) in enumerate(zip(self.plan.placed, order.own, strict=True)):
            names += [
                LocalName(n.name, place, n.markup, n.hidden) for n in scratch.names if n.sheet == number
            ]
            place_in_list, digest = order.numbers[number], digests[number]
            mark = Mark(self.plan.report, one.sheet.title, one.title, place_in_list, digest, self.origin)
            names.append(LocalName(MARK, place, mark.markup(), hidden=True))
        # given up, a sheet is the officer's to keep, but still a report and no input
        kept = {name.sheet for name in self.workbook.names if name.name == KEPT}
        given_up = sorted(self.plan.unmarked - kept)
        return names + [LocalName(KEPT, order.places[place], '"1"', hidden=True) for place in given_up]

    def _calculate(self, parts: Sequence[str], digests: Sequence[str]) -> None:
        """Have formulas calculated where they need it, and strike the order they were calculated in."""
        fresh, outdated = list[Placed](), list[str]()
        for one, part, digest in zip(self.plan.placed, parts, digests, strict=True):
            if one.replaces is None or self.package.read(part) != self.before[one.replaces]:
                fresh.append(one)
            if one.replaces is not None and self.plan.contents[one.replaces].digest() != digest:
                outdated.append(one.title)
        cleared = [one.replaces for one in fresh if one.replaces is not None] + self.plan.removed
        drop_calculation_chain(self.workbook, [self.workbook.sheets[place] for place in cleared])
        if referring := ", ".join(f"'{title}'" for title in sorted(self._referred_to(outdated))):
            self.plan.remarks.append(
                f"Formulas that refer to {referring} are calculated anew when Excel opens the workbook."
            )
        if referring or any(cell.formula for one in fresh for cell in one.sheet.cells.values()):
            self.workbook.calculate_on_load()

    def _referred_to(self, titles: Sequence[str]) -> set[str]:
        if not titles:
            return set()
        skip = set[str]().union(*(own_parts(self.workbook, sheet) for sheet in self.replaced.values()))
        named = {title for title in titles if says(self.workbook.global_formulas(), title)}
        return named | mentions(self.package, titles, skip | {self.workbook.part.lower()})

    def _report(self, parts: Sequence[str]) -> Grafted:
        placed = self.plan.placed
        return Grafted(
            data=b"".join(self.package.pieces()),
            titles={one.sheet.title: one.title for one in placed},
            parts={one.title: part for one, part in zip(placed, parts, strict=True)},
            added_sheets=[one.title for one in placed if one.replaces is None],
            replaced_sheets=[one.title for one in placed if one.replaces is not None],
            removed_sheets=[self.workbook.sheets[place].title for place in self.plan.removed],
            changed=self.package.changed,
            added=self.package.added,
            dropped=self.package.dropped,
            remarks=self.plan.remarks,
        )


def _free_table_name(name: str, used: set[str]) -> str:
    found, number = name, 2
    while found.casefold() in used:
        found, number = f"{name}_{number}", number + 1
    return found
