"""What a replaced sheet keeps of the one before it: the name macros know it by, and its protection."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kccxl.files.graft_splice import Node
from kccxl.files.graft_workbook import ListedSheet, WorkbookPart
from kccxl.files.markup import QUOTES, escape


@dataclass(frozen=True, slots=True)
class Kept:
    """``protection`` is the element that protects the sheet, "" if it is not protected."""

    code_name: str = ""
    protection: str = ""

    def lay_into(self, text: str) -> str:
        """Return the XML of a sheet as XlsxWriter writes it, with all this in it.

        >>> Kept("Sheet7").lay_into('<worksheet xmlns="m"><sheetData/></worksheet>')
        '<worksheet xmlns="m"><sheetPr codeName="Sheet7"/><sheetData/></worksheet>'
        """
        if self.protection and "<sheetProtection" not in text:
            text = re.sub(
                r"</sheetData>|<sheetData/>", lambda found: found[0] + self.protection, text, count=1
            )
        if not self.code_name:
            return text
        name = f' codeName="{escape(self.code_name, QUOTES)}"'
        if "<sheetPr" in text:
            return re.sub(r"<sheetPr\b", lambda found: found[0] + name, text, count=1)
        return re.sub(r"<worksheet [^>]*>", lambda found: f"{found[0]}<sheetPr{name}/>", text, count=1)


def kept_from(workbook: WorkbookPart, sheet: ListedSheet) -> Kept:
    """Read what is to be kept of a sheet.

    Raises:
        UnreadableFile: the sheet is broken.

    """
    root = workbook.package.open_part(sheet.part, depth=2).root
    properties, protection = root.first("sheetPr"), root.first("sheetProtection")
    return Kept(properties.get("codeName") if properties else "", _plain(protection) if protection else "")


def _plain(node: Node) -> str:
    attributes = (
        f' {name}="{escape(value, QUOTES)}"' for name, value in node.attributes.items() if ":" not in name
    )
    return f"<{node.local}{''.join(attributes)}/>"
