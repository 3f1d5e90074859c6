"""The add-in file: where the one that comes with kccxl lies, and of which versions an add-in was made.

The versions are document properties of the add-in, ``kccxl`` and ``xlwings``, so that they outlive its being signed.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from xml.etree import ElementTree

from kccxl.errors import UnreadableFile
from kccxl.excel.setup.machine import ADDIN

_PROPERTIES = "docProps/custom.xml"
_MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Versions:
    """Of which versions of kccxl and xlwings an add-in was made; empty where it does not say."""

    kccxl: str = ""
    xlwings: str = ""

    def __str__(self) -> str:
        """Name both."""
        return f"kccxl {self.kccxl or '(unknown)'}, xlwings {self.xlwings or '(unknown)'}"


def shipped_addin() -> Path:
    """Return where the add-in lies that comes with this kccxl; it need not be there.

    In the package, or where kccxl runs from its sources, among the macros.

    >>> shipped_addin().name
    'kccxl.xlam'
    """
    package = Path(str(resources.files("kccxl.excel")))
    sources = package.parent.parent / "macros" / ADDIN
    return sources if sources.is_file() and not (package / ADDIN).exists() else package / ADDIN


def versions_of(addin: Path) -> Versions:
    """Read of which versions an add-in was made.

    Raises:
        UnreadableFile: there is no such file, or it is no add-in.

    """
    try:
        with zipfile.ZipFile(addin) as package:
            if "xl/vbaProject.bin" not in package.namelist():
                raise UnreadableFile(
                    f"{addin} holds no macros, so it is no add-in. Install {ADDIN} as it was delivered."
                )
            if _PROPERTIES not in package.namelist():
                return Versions()
            content = package.open(_PROPERTIES).read(_MOST_BYTES)
    except FileNotFoundError:
        raise UnreadableFile(
            f"There is no add-in at {addin}. Install kccxl anew, or say where it is."
        ) from None
    except (OSError, zipfile.BadZipFile) as fault:
        raise UnreadableFile(f"The add-in {addin} cannot be read ({fault}). Install it anew.") from fault
    found = _properties(content)
    return Versions(found.get("kccxl", ""), found.get("xlwings", ""))


def _properties(content: bytes) -> dict[str, str]:
    if b"<!DOCTYPE" in content:
        return {}
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - a document type, and so entities, was ruled out
    except ElementTree.ParseError:
        return {}
    return {each.get("name", ""): "".join(each.itertext()).strip() for each in root}
