"""Workbooks made in code: honest ones part by part, and hostile ones bit by bit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Parts = dict[str, str | bytes]


class Maker:
    """Makes workbooks from their parts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, parts: Parts | bytes, name: str = "plan.xlsx") -> Path:
        """Write parts, or bytes as they are, to a file."""
        path = self.folder / name
        path.write_bytes(parts if isinstance(parts, bytes) else self.packed(parts))
        return path

    def sheet(self, rows: str, name: str = "plan.xlsx", **around: str) -> Path:
        """Write a workbook of one sheet."""
        return self.file(self.plain_parts(rows, **around), name)

    @staticmethod
    def relations(*entries: tuple[str, str, str]) -> str:
        """A part's relationships from (identifier, kind, target)."""
        lines = "".join(
            f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
            for name, kind, target in entries
        )
        return f'{DECLARATION}<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'

    @staticmethod
    def worksheet(rows: str, before: str = "", after: str = "") -> str:
        """A worksheet's XML around its rows."""
        return (
            f'{DECLARATION}<worksheet xmlns="{MAIN}" '
            f'xmlns:r="{OFFICE}">{before}<sheetData>{rows}</sheetData>{after}'
            "</worksheet>"
        )

    @staticmethod
    def plain_parts(rows: str = '<row r="1"><c r="A1"><v>1</v></c></row>', **more: str) -> Parts:
        """The parts of a workbook with one sheet named Data."""
        return {
            "[Content_Types].xml": (
                f'{DECLARATION}<Types xmlns="{TYPES}"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                '<Default Extension="xml" ContentType="application/xml"/></Types>'
            ),
            "_rels/.rels": Maker.relations(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": (
                f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
                '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": Maker.relations(("rId1", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": Maker.worksheet(rows, **more),
        }

    @staticmethod
    def packed(parts: Parts) -> bytes:
        """The parts as a zip."""
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return data.getvalue()

    @staticmethod
    def cells(references: Iterable[str]) -> str:
        """Rows of one numeric cell each."""
        return "".join(f'<row><c r="{reference}"><v>1</v></c></row>' for reference in references)


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    """Something to make workbooks with, in an empty folder."""
    return Maker(tmp_path)
