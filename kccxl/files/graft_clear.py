"""Take out of a package what belonged to sheets that are replaced or removed, and what no longer holds."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kccxl.files.graft_refusals import signature_of
from kccxl.files.graft_workbook import ListedSheet, WorkbookPart
from kccxl.files.package import Package, listing_of

_SHEET_NUMBER = re.compile(rb"""\bi\s*=\s*["'](\d+)["']""")


def signature_parts(package: Package) -> list[str]:
    """The parts that a digital signature is made of, with their lists of references."""
    signature = signature_of(package)
    waiting, found = [signature.target] if signature else [], list[str]()
    while waiting:
        part = waiting.pop()
        if package.has(part) and part not in found:
            waiting += [one.target for one in package.relationships(part) if not one.external]
            found += [part, listing_of(part)]
    return found


def drop_signature(package: Package) -> bool:
    """Drop the digital signatures of a package, and say whether there were any."""
    signature = signature_of(package)
    if signature is None:
        return False
    for part in signature_parts(package):
        package.drop(part)
    package.unrelate("", {signature.id})
    return True


def drop_related(workbook: WorkbookPart, kind: str) -> None:
    """Drop the part of a kind to which the workbook refers, if there is one."""
    if related := workbook.related(kind):
        workbook.package.drop(related.target)
        workbook.package.unrelate(workbook.part, {related.id})


def drop_calculation_chain(workbook: WorkbookPart, sheets: Collection[ListedSheet]) -> None:
    """Drop the order of calculation if it names cells of some sheets; Excel makes it anew."""
    chain = workbook.related("calcChain")
    if chain and sheets and workbook.package.has(chain.target):
        listed = {int(number) for number in _SHEET_NUMBER.findall(workbook.package.read(chain.target))}
        if listed & {sheet.id for sheet in sheets}:
            drop_related(workbook, "calcChain")


def clear_sheets(
    workbook: WorkbookPart, replaced: Sequence[ListedSheet], removed: Sequence[ListedSheet]
) -> None:
    """Drop what only these sheets lead to; the parts of replaced ones stay, to be filled anew."""
    package = workbook.package
    if not (replaced or removed):
        return
    own = set[str]().union(*(own_parts(workbook, sheet) for sheet in (*replaced, *removed)))
    own -= _needed_elsewhere(workbook, own) | {sheet.part.lower() for sheet in replaced}
    for part in [part for part in package.parts if part.lower() in own]:
        package.drop(part)
    package.unrelate(workbook.part, {sheet.relationship for sheet in removed})


def own_parts(workbook: WorkbookPart, sheet: ListedSheet) -> set[str]:
    """A sheet's part and those it leads to, with their lists, in small letters; no other sheet among them."""
    package = workbook.package
    own, waiting = set[str](), [sheet.part]
    others = {one.part.lower() for one in workbook.sheets if one is not sheet} | {workbook.part.lower()}
    while waiting:
        part = waiting.pop()
        if part.lower() in own | others or not package.has(part):
            continue
        own |= {part.lower(), listing_of(part).lower()}
        waiting += [one.target for one in package.relationships(part) if not one.external]
    return own


def _needed_elsewhere(workbook: WorkbookPart, own: Collection[str]) -> set[str]:
    """Those of some parts to which others refer, or one that is needed itself."""
    package = workbook.package
    lines = {
        part: package.relationships(part) for part in package.parts if not part.lower().endswith(".rels")
    }
    sheets = {sheet.part.lower() for sheet in workbook.sheets}
    needed = set[str]()
    while True:
        found = {
            one.target.lower()
            for part, many in lines.items()
            if part.lower() not in own or part.lower() in needed
            for one in many
            if not one.external and one.target.lower() in own and one.target.lower() not in sheets
        }
        found |= {listing_of(part) for part in found}
        if found <= needed:
            return needed
        needed |= found
