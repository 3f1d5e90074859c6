"""What XlsxWriter does not write into a workbook: a tab of the ribbon, and that a workbook is an add-in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

RIBBON = Path(__file__).resolve().parent / "ribbon" / "customUI14.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_WORKBOOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
_RELATION = (
    b'<Relationship Id="rIdRibbon" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"'
    b' Target="customUI/customUI14.xml"/></Relationships>'
)
_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every part, so that the same parts are the same bytes."""


def with_ribbon(workbook: bytes, *, addin: bool = False) -> bytes:
    """Return a macro workbook with the KCC tab, as an add-in if wanted."""
    parts = _read(workbook)
    parts[_RELATIONS] = _replaced(parts[_RELATIONS], b"</Relationships>", _RELATION)
    parts["customUI/customUI14.xml"] = RIBBON.read_text(encoding="utf-8").encode()
    if addin:
        parts[_TYPES] = _replaced(parts[_TYPES], _WORKBOOK, _ADDIN)
    return _written(parts)


def _read(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _replaced(part: bytes, old: bytes, new: bytes) -> bytes:
    if part.count(old) != 1:
        raise SystemExit(f"XlsxWriter no longer writes {old!r} once.")
    return part.replace(old, new)


def _written(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            package.writestr(info, content)
    return written.getvalue()
