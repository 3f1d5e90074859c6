"""The workbook part: its sheets, names and settings, read and spliced.

Source: ECMA-376 part 1, 18.2 (workbook), order of the parts of CT_Workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kccxl.files.archive import damaged
from kccxl.files.graft_splice import Node, is_true
from kccxl.files.graft_strict import OFFICE, STRICT_MAIN, STRICT_OFFICE
from kccxl.files.markup import QUOTES, escape, unescape
from kccxl.files.package import Package, Relationship

_BACK = {"&quot;": '"', "&apos;": "'"}
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_BEFORE_CALCULATION = (*_BEFORE_NAMES, "definedNames")
_MOST_SHEET_ID = 65_534


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A line of the list of sheets; ``part`` is "" where it leads nowhere, ``kind`` worksheet or another."""

    title: str
    id: int
    state: str
    relationship: str
    part: str
    kind: str
    node: Node = field(repr=False)

    @property
    def visible(self) -> bool:
        """Whether officers see its tab."""
        return self.state in ("", "visible")


@dataclass(frozen=True, slots=True)
class LocalName:
    """A defined name that belongs to one sheet, by the sheet's place in the list; ``markup`` is its formula."""

    name: str
    sheet: int
    markup: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet to enter in the list, behind the one at ``behind`` (at the end, if None)."""

    title: str
    id: int
    relationship: str
    hidden: bool
    behind: Node | None = None


class WorkbookPart:
    """The workbook part of a package, open for splicing."""

    def __init__(self, package: Package) -> None:
        """Find and read the workbook part.

        Raises:
            UnreadableFile: it is missing or garbled, or lists no sheets.

        """
        self.package = package
        self.part = _find(package)
        self.shared = package.open_part(self.part)
        self.relationships = package.relationships(self.part)
        listed = self.shared.root.first("sheets")
        if listed is None or not listed.children:
            raise damaged(package.name, "it has no sheets")
        self._list = listed
        targets = {one.id: one for one in self.relationships}
        self.sheets = [self._read(node, targets) for node in listed.all("sheet")]

    @property
    def strict(self) -> bool:
        """Whether the package is strict Office Open XML."""
        return STRICT_MAIN in self.shared.root.attributes.values()

    @property
    def counts_from_1904(self) -> bool:
        """Whether days are counted from 1904."""
        settings = self.shared.root.first("workbookPr")
        return settings is not None and is_true(settings.get("date1904"))

    @property
    def structure_locked(self) -> bool:
        """Whether sheets may not be added or removed."""
        return any(is_true(lock.get("lockStructure")) for lock in self.shared.root.all("workbookProtection"))

    @property
    def names(self) -> list[LocalName]:
        """All defined names that belong to a sheet."""
        return [
            LocalName(node.get("name"), int(sheet), self._markup(node), is_true(node.get("hidden")))
            for node in self._name_nodes()
            if (sheet := node.get("localSheetId")).isdecimal()
        ]

    @property
    def all_names(self) -> set[str]:
        """The names of all defined names, in small letters."""
        return {node.get("name").casefold() for node in self._name_nodes()}

    def in_folder(self, name: str) -> str:
        """A name in the folder of the workbook part."""
        folder = self.part.rpartition("/")[0]
        return "/".join(filter(None, (folder, name)))

    def global_formulas(self) -> str:
        """What the names say that belong to no sheet, as one text."""
        nodes = (node for node in self._name_nodes() if not node.get("localSheetId"))
        return "\n".join(unescape(self._markup(node), _BACK) for node in nodes)

    def related(self, kind: str) -> Relationship | None:
        """The first part of a kind that the workbook refers to."""
        found = (one for one in self.relationships if one.kind == kind and not one.external)
        return next(found, None)

    def free_ids(self) -> list[int]:
        """Sheet identifiers in the order in which they are to be given."""
        used = {sheet.id for sheet in self.sheets}
        behind = range(max(used) + 1, _MOST_SHEET_ID)
        return [*behind, *(number for number in range(1, max(used)) if number not in used)]

    def enter(self, sheet: NewSheet) -> None:
        """Enter a sheet in the list."""
        prefix, declared = self._list.prefix_of(OFFICE, STRICT_OFFICE), ""
        if prefix is None:
            office = STRICT_OFFICE if self.strict else OFFICE
            prefix, declared = "r:", f' xmlns:r="{office}"'
        state = ' state="hidden"' if sheet.hidden else ""
        markup = (
            f'<{self._list.prefix}sheet{declared} name="{escape(sheet.title, QUOTES)}" sheetId="{sheet.id}"'
            f'{state} {prefix}id="{sheet.relationship}"/>'
        )
        if sheet.behind:
            self.shared.insert_after(sheet.behind, markup)
        else:
            self.shared.append(self._list, markup)

    def strike(self, sheet: ListedSheet) -> None:
        """Strike a sheet from the list."""
        self.shared.replace(sheet.node, "")

    def move_names(
        self, places: Mapping[int, int], wanted: Sequence[LocalName], struck: set[tuple[str, int]]
    ) -> None:
        """Bring the names of sheets up to date.

        Args:
            places: where each sheet of the old list stands now; a sheet that is missing here is gone.
            wanted: the names that must be there, by new places.
            struck: names to strike, by old places.

        """
        missing = {(name.name.casefold(), name.sheet): name for name in wanted}
        for node in self._name_nodes():
            if (sheet := node.get("localSheetId")).isdecimal():
                self._move_name(node, int(sheet), places, missing, struck)
        self._append_names(list(missing.values()))

    def move_views(self, places: Mapping[int, int]) -> None:
        """Keep the sheets in view that were, now that others stand before them."""
        views = self.shared.root.first("bookViews")
        for view in views.all("workbookView") if views else []:
            for attribute in ("firstSheet", "activeTab"):
                old = view.get(attribute, "0")
                if old.isdecimal() and (new := _nearest(int(old), places)) != int(old):
                    self.shared.set_attribute(view, attribute, str(new))

    def calculate_on_load(self) -> None:
        """Let Excel calculate all formulas when it opens the workbook."""
        setting = self.shared.root.first("calcPr")
        if setting is None:
            self._insert_behind(_BEFORE_CALCULATION, "calcPr", ' fullCalcOnLoad="1"/>')
        elif not is_true(setting.get("fullCalcOnLoad")):
            self.shared.set_attribute(setting, "fullCalcOnLoad", "1")

    def _read(self, node: Node, targets: Mapping[str, Relationship]) -> ListedSheet:
        link = next((value for name, value in node.attributes.items() if name.endswith(":id")), "")
        target = targets.get(link)
        number = node.get("sheetId", "0")
        return ListedSheet(
            node.get("name"),
            int(number) if number.isdecimal() else 0,
            node.get("state"),
            link,
            target.target if target and not target.external else "",
            target.kind if target else "",
            node,
        )

    def _name_nodes(self) -> list[Node]:
        group = self.shared.root.first("definedNames")
        return group.all("definedName") if group else []

    def _markup(self, node: Node) -> str:
        return self.shared.inner(node).decode("utf-8")

    def _move_name(
        self,
        node: Node,
        sheet: int,
        places: Mapping[int, int],
        missing: dict[tuple[str, int], LocalName],
        struck: set[tuple[str, int]],
    ) -> None:
        if sheet not in places or (node.get("name").casefold(), sheet) in struck:
            self.shared.replace(node, "")
        elif name := missing.pop((node.get("name").casefold(), places[sheet]), None):
            if unescape(name.markup, _BACK) != unescape(self._markup(node), _BACK):
                self.shared.replace(node, self._spell(name))
            elif places[sheet] != sheet:
                self.shared.set_attribute(node, "localSheetId", str(places[sheet]))
        elif places[sheet] != sheet:
            self.shared.set_attribute(node, "localSheetId", str(places[sheet]))

    def _append_names(self, names: Sequence[LocalName]) -> None:
        if not names:
            return
        markup = "".join(self._spell(name) for name in names)
        if group := self.shared.root.first("definedNames"):
            self.shared.append(group, markup)
            return
        self._insert_behind(
            _BEFORE_NAMES, "definedNames", f">{markup}</{self.shared.root.prefix}definedNames>"
        )

    def _spell(self, name: LocalName) -> str:
        tag = f"{self.shared.root.prefix}definedName"
        hidden = ' hidden="1"' if name.hidden else ""
        return f'<{tag} name="{escape(name.name, QUOTES)}" localSheetId="{name.sheet}"{hidden}>{name.markup}</{tag}>'

    def _insert_behind(self, before: Sequence[str], name: str, rest: str) -> None:
        found = [node for node in self.shared.root.children if node.local in before]
        self.shared.insert_after(found[-1], f"<{self.shared.root.prefix}{name}{rest}")


def _find(package: Package) -> str:
    """Find the workbook part: by the package's references, for it may bear any name."""
    found = (one.target for one in package.relationships("") if one.kind == "officeDocument")
    part = next(found, "xl/workbook.xml")
    if not package.has(part):
        raise damaged(package.name, f"its list of sheets ('{part}') is missing")
    return part


def _nearest(old: int, places: Mapping[int, int]) -> int:
    """The new place of a sheet, or of the next one that is still there."""
    behind = [new for place, new in sorted(places.items()) if place >= old]
    return behind[0] if behind else max(places.values(), default=0)
