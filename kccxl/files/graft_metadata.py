"""Enter dynamic arrays in a workbook's cell metadata, once.

Source: ECMA-376 part 1, 18.9 (metadata); [MS-XLSX] 2.4.75 (dynamicArrayProperties).
"""

from __future__ import annotations

from kccxl.files.graft_splice import Node, SharedPart, with_prefix
from kccxl.files.graft_strict import MAIN

_NAME = "XLDAPR"
_DYNAMIC = "http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"
_TYPE = (
    f'<metadataType name="{_NAME}" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" '
    'splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/>'
)
_ORDER = (
    "metadataTypes",
    "metadataStrings",
    "mdxMetadata",
    "futureMetadata",
    "cellMetadata",
    "valueMetadata",
    "extLst",
)
_URI = "{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"
EMPTY = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<metadata xmlns="{MAIN}"></metadata>'
"""A metadata part for a workbook that has none."""


def enter_dynamic_array(metadata: SharedPart) -> int:
    """Return the number by which cells say that they hold a dynamic array, entered if need be.

    >>> part = SharedPart(EMPTY.encode(), "xl/metadata.xml", "plan.xlsx")
    >>> enter_dynamic_array(part)
    1
    >>> again = SharedPart(part.result(), "xl/metadata.xml", "plan.xlsx", depth=7)
    >>> enter_dynamic_array(again), again.result() == part.result()
    (1, True)
    """
    kind = _kind(metadata)
    record = _record(metadata)
    cells = metadata.root.first("cellMetadata")
    for number, block in enumerate(cells.children if cells else [], 1):
        if [(one.get("t"), one.get("v")) for one in block.children] == [(str(kind), str(record))]:
            return number
    return _add(metadata, "cellMetadata", cells, f'<bk><rc t="{kind}" v="{record}"/></bk>', "")


def _kind(metadata: SharedPart) -> int:
    """The number of the type of metadata, counted from 1."""
    types = metadata.root.first("metadataTypes")
    for number, node in enumerate(types.children if types else [], 1):
        if node.get("name") == _NAME:
            return number
    return _add(metadata, "metadataTypes", types, _TYPE, "")


def _record(metadata: SharedPart) -> int:
    """The number of the record that says "dynamic", counted from 0."""
    groups = (node for node in metadata.root.all("futureMetadata") if node.get("name") == _NAME)
    group = next(groups, None)
    for number, block in enumerate(group.children if group else []):
        if b'fDynamic="1"' in metadata.text(block) and b'fCollapsed="1"' not in metadata.text(block):
            return number
    prefix = metadata.root.prefix
    properties = f'<xda:dynamicArrayProperties xmlns:xda="{_DYNAMIC}" fDynamic="1" fCollapsed="0"/>'
    outer, inner = (
        with_prefix("<bk><extLst>|</extLst></bk>", prefix).split("|"),
        f'<{prefix}ext uri="{_URI}">',
    )
    markup = f"{outer[0]}{inner}{properties}</{prefix}ext>{outer[1]}"
    return _add(metadata, "futureMetadata", group, markup, f' name="{_NAME}"', plain=False) - 1


def _add(
    metadata: SharedPart, name: str, group: Node | None, markup: str, attributes: str, *, plain: bool = True
) -> int:
    """Add an entry to a list, which is made if need be; return how many it then holds."""
    root = metadata.root
    markup = with_prefix(markup, root.prefix) if plain else markup
    if group:
        if "count" in group.attributes:
            metadata.set_attribute(group, "count", str(len(group.children) + 1))
        metadata.append(group, markup)
        return len(group.children) + 1
    whole = f'<{root.prefix}{name}{attributes} count="1">{markup}</{root.prefix}{name}>'
    later = _ORDER[_ORDER.index(name) + 1 :]
    following = next((node for node in root.children if node.local in later), None)
    if following:
        metadata.insert_before(following, whole)
    else:
        metadata.append(root, whole)
    return 1
