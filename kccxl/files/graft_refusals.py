"""What is not written into, and why: signed, shared, locked and foreign workbooks, sheets with others' work."""

from __future__ import annotations

import re
from pathlib import Path

from kccxl.errors import RefusedFile, UnreadableFile
from kccxl.files.archive import damaged
from kccxl.files.compound import MAGIC, check_compound
from kccxl.files.foreign import is_binary, is_open_document
from kccxl.files.graft_contents import SheetContents
from kccxl.files.graft_workbook import ListedSheet, WorkbookPart
from kccxl.files.package import Package, Relationship, open_package

SIGNATURE_ENDING = "sigs"
_SAVE_AS = "Open it in Excel, save it as .xlsx (or .xlsm, if it has macros) and use that file."
_OWN_KINDS = frozenset({"drawing", "vmlDrawing", "comments", "table", "hyperlink", "printerSettings"})
_WORDS = {
    "ctrlProp": "a control",
    "control": "a control",
    "threadedComment": "a comment thread",
    "pivotTable": "a pivot table",
    "slicer": "a slicer",
    "timeline": "a timeline",
    "oleObject": "an embedded object",
    "package": "an embedded object",
    "queryTable": "a query",
    "image": "a background picture",
}
_SHAPES = re.compile(rb"""ObjectType\s*=\s*["'](?!Note["'])""")


def open_original(data: bytes, name: str) -> Package:
    """Open an officer's workbook for writing into.

    Raises:
        UnreadableFile: it is damaged, protected, or of a kind that nothing can be written into.
        RefusedFile: it is built to exhaust memory.

    """
    if data.startswith(MAGIC):
        check_compound(data, name)
        raise UnreadableFile(
            f"'{name}' is an old .xls workbook, and sheets are added to newer ones. {_SAVE_AS}"
        )
    if not data.startswith(b"PK"):
        raise UnreadableFile(f"'{name}' is not an Excel workbook. {_SAVE_AS}")
    package = open_package(data, name)
    if is_binary(package.archive) or is_open_document(package.archive):
        kind = Path(name).suffix or "another kind of"
        raise UnreadableFile(f"'{name}' is a {kind} workbook, and sheets are added to .xlsx ones. {_SAVE_AS}")
    if not package.has("[Content_Types].xml"):
        raise damaged(name, "its list of contents ([Content_Types].xml) is missing")
    return package


def signature_of(package: Package) -> Relationship | None:
    """The reference to the workbook's digital signatures, if it is signed."""
    lines = package.relationships("")
    return next((one for one in lines if one.type.endswith("/digital-signature/origin")), None)


def check_signature(package: Package, *, break_signature: bool) -> None:
    """Stop at a signed workbook, unless its signature may be broken.

    Raises:
        RefusedFile: the workbook is signed.

    """
    if signature_of(package) and not break_signature:
        raise RefusedFile(
            f"'{package.name}' is digitally signed, and any change makes the signature invalid. Ask the signer for "
            "a copy without signature (File > Info > View Signatures > Remove), or allow the signature to be broken."
        )


def check_shared(workbook: WorkbookPart) -> None:
    """Stop at a workbook that several people edit by Excel's old way of sharing.

    Raises:
        RefusedFile: the workbook is shared.

    """
    if workbook.related("revisionHeaders"):
        raise RefusedFile(
            f"'{workbook.package.name}' is a shared workbook of the old kind, in which Excel keeps a list of every "
            "change; a sheet added from outside would damage it. Open it in Excel, switch sharing off (Review > "
            "Unshare Workbook), save it and try again."
        )


def locked_structure(name: str) -> RefusedFile:
    """Word why no sheet can be added to a workbook whose structure is locked."""
    return RefusedFile(
        f"The structure of '{name}' is protected, so no sheet can be added or removed. Open it in Excel, choose "
        "Review > Protect Workbook, enter the password, save it and try again; protect it again afterwards."
    )


def obstacle_in(package: Package, sheet: ListedSheet, contents: SheetContents) -> str:
    """Name what stands in a sheet that kccxl does not make and could not keep; "" if nothing does."""
    for one in package.relationships(sheet.part):
        if one.kind not in _OWN_KINDS:
            return _WORDS.get(one.kind, "something that kccxl did not put there")
        if one.kind == "vmlDrawing" and package.has(one.target) and _SHAPES.search(package.read(one.target)):
            return "a control"
    return "a picture in a cell" if contents.pictures_in_cells else ""
