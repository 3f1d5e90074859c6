"""Tell whether two pieces of a style sheet look the same, whoever wrote them.

Excel, when it saves, puts defaults in or leaves them out and turns orders round; a font that merely reads
otherwise must not be added again. Source: ECMA-376 part 1, 18.8 (styles) with its defaults.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from kccxl.files.graft_splice import Node

Likeness: TypeAlias = "tuple[object, ...]"

_SWITCHES = frozenset({"b", "i", "strike", "outline", "shadow", "condense", "extend"})
_OFF = frozenset({"0", "false"})
_ON = frozenset({"1", "true"})
_DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "alignment": {"horizontal": "general", "vertical": "bottom", "textRotation": "0", "indent": "0",
                  "readingOrder": "0", "relativeIndent": "0"},
    "protection": {"locked": "1", "hidden": "0"},
    "u": {"val": "single"},
    "vertAlign": {"val": "baseline"},
}  # fmt: skip
_NEEDLESS = re.compile(r"\\([-+/():!^&'~{}<>= $])")


def like(node: Node) -> Likeness:
    """Return what an element comes to, the same for all ways to write it."""
    attributes = _attributes(node)
    children = [like(child) for child in node.children if not _says_nothing(child)]
    if node.local in ("font", "protection"):
        children.sort(key=repr)
    return (node.local, tuple(sorted(attributes.items())), tuple(children))


def like_format(node: Node, shown: Likeness) -> Likeness:
    """Return what a cell format comes to; ``shown`` is its number format, font, fill, border and parent."""
    flags = {name: value for name, value in node.attributes.items() if _is_flag(name)}
    denied = tuple(
        sorted(name for name, value in flags.items() if name.startswith("apply") and value in _OFF)
    )
    others = tuple(sorted(name for name, value in flags.items() if name[:5] != "apply" and value in _ON))
    children = tuple(like(child) for child in node.children if not _says_nothing(child))
    return (shown, denied, others, children)


def like_code(code: str) -> str:
    r"""Return a number format without the strokes that only Excel writes.

    >>> like_code(r"0.0\ ;\-0.0")
    '0.0 ;-0.0'
    """
    return _NEEDLESS.sub(r"\1", code)


def _is_flag(name: str) -> bool:
    return name.startswith("apply") or name in ("quotePrefix", "pivotButton")


def _attributes(node: Node) -> dict[str, str]:
    defaults = _DEFAULTS.get(node.local, {})
    found = dict[str, str]()
    for name, value in node.attributes.items():
        if name.startswith("xmlns"):
            continue
        value = "1" if value == "true" else "0" if value == "false" else value
        value = value.upper() if name == "rgb" else value
        if defaults.get(name) == value or (value == "0" and name in _SILENT):
            continue
        if node.local in _SWITCHES and name == "val" and value == "1":
            continue
        found[name.rpartition(":")[2]] = value
    return found


_SILENT = frozenset(
    {"tint", "wrapText", "shrinkToFit", "justifyLastLine", "diagonalUp", "diagonalDown", "outline", "auto"}
)


def _says_nothing(node: Node) -> bool:
    """Whether an element is there but changes nothing: a side without line, a switch turned off."""
    if node.local in _SWITCHES:
        return node.get("val") in _OFF
    if node.parent is not None and node.parent.local == "border":
        return node.get("style", "none") == "none"
    if node.local == "u":
        return node.get("val") == "none"
    if node.local in ("alignment", "protection"):
        return not _attributes(node)
    return node.local == "extLst" and not node.children
