"""Decide for each sheet of a book whether it is added or replaces the one kccxl made before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kccxl.files.graft_clear import own_parts
from kccxl.files.graft_contents import SheetContents, read_contents
from kccxl.files.graft_kept import kept_from
from kccxl.files.graft_marks import HERE, MARK, Mark, Origin, read_mark
from kccxl.files.graft_references import mentions, says
from kccxl.files.graft_refusals import obstacle_in
from kccxl.files.graft_workbook import ListedSheet, WorkbookPart
from kccxl.sheets.sheet import Book, Sheet
from kccxl.sheets.titles import safe_title

REPORT = "kccxl report"
"""The property of a book that says which report it is."""

_STRAY = "it may have come from another workbook"


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A sheet of the book, its title in the workbook, and the place of the sheet it replaces, if any."""

    sheet: Sheet
    title: str
    replaces: int | None = None


@dataclass(slots=True)
class Plan:
    """What is to be done; ``contents`` are those of sheets to be replaced or removed, by place."""

    report: str
    placed: list[Placed] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    unmarked: set[int] = field(default_factory=set)
    contents: dict[int, SheetContents] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    @property
    def replaced(self) -> list[int]:
        """The places of the sheets that are replaced."""
        return [one.replaces for one in self.placed if one.replaces is not None]

    @property
    def changes_structure(self) -> bool:
        """Whether a sheet is added or removed."""
        return bool(self.removed) or any(one.replaces is None for one in self.placed)


def make_plan(
    workbook: WorkbookPart, book: Book, *, force: bool, origin: Origin = HERE, adopts: bool = False
) -> Plan:
    """Decide what becomes of each sheet.

    Args:
        workbook: the officer's workbook.
        book: the sheets to put in.
        force: replace a sheet also where somebody edited it.
        origin: the workbook the figures of the book come from. Sheets of another origin are left alone.
        adopts: take sheets whose marks name no origin for sheets of this one.

    """
    plan = Plan(book.properties.get(REPORT, "").replace("|", "/"))
    marks = _marks(workbook, book, plan, origin, adopts=adopts)
    originals = _originals(workbook, marks, plan)
    chosen = {
        sheet.title: place
        for sheet in book.sheets
        if (place := originals.get(sheet.title)) is not None
        and _may_replace(workbook, place, marks[place], plan, force)
    }
    wanted = {sheet.title for sheet in book.sheets}
    stale = [place for title, place in originals.items() if title not in wanted]
    stale += _earlier(workbook, marks, originals)
    plan.removed = _removable(workbook, stale, marks, plan, alone=not book.sheets)
    taken = [sheet.title for place, sheet in enumerate(workbook.sheets) if place not in plan.removed]
    for sheet in book.sheets:
        if (place := chosen.get(sheet.title)) is not None:
            plan.placed.append(Placed(sheet, workbook.sheets[place].title, place))
            continue
        title = safe_title(sheet.title, taken)
        taken.append(title)
        plan.placed.append(Placed(sheet, title))
    return plan


def contents_of(workbook: WorkbookPart, sheet: ListedSheet) -> SheetContents:
    """Read what a sheet of the workbook holds."""
    strings = workbook.related("sharedStrings")
    return read_contents(
        workbook.package,
        sheet.part,
        strings.target if strings else "",
        counts_from_1904=workbook.counts_from_1904,
    )


def _marks(
    workbook: WorkbookPart, book: Book, plan: Plan, origin: Origin, *, adopts: bool
) -> dict[int, Mark]:
    """The marks of this report's sheets, by the place of the sheet, those of runs with other reports included."""
    found, others = dict[int, Mark](), dict[str, None]()
    runs = dict[str, dict[int, Mark]]()
    for place, mark in all_marks(workbook).items():
        adopted = adopts and mark.origin == HERE and origin.elsewhere
        if not mark.origin.is_as(origin) and not adopted:
            others[_whose(mark.origin, origin, workbook.package.name)] = None
        elif not adopted or of_one_workbook(mark.report, plan.report):
            runs.setdefault(mark.report, {})[place] = mark
    own = {sheet.title for sheet in book.sheets}
    for report, marks in runs.items():
        # every run leaves sheets of the same titles; without them a sheet came here from another workbook
        if of_one_workbook(report, plan.report) or any(mark.title in own for mark in marks.values()):
            found |= marks
        else:
            plan.remarks += [_not_rebuilt(workbook.sheets[place].title, _STRAY) for place in marks]
    if others and not found:
        plan.remarks.append(
            f"Sheets made from {' and '.join(others)} are in '{workbook.package.name}' already. They were left as they "
            "are, and the new ones stand beside them."
        )
    return found


def all_marks(workbook: WorkbookPart) -> dict[int, Mark]:
    """The marks of all sheets kccxl made, by the place of the sheet."""
    return {
        name.sheet: mark
        for name in workbook.names
        if name.name == MARK
        and name.sheet < len(workbook.sheets)
        and (mark := read_mark(name.markup))
        and workbook.sheets[name.sheet].kind == "worksheet"
        and workbook.package.has(workbook.sheets[name.sheet].part)
    }


def _whose(other: Origin, origin: Origin, here: str) -> str:
    if not other.elsewhere:
        return f"the tables of '{here}' itself"
    return f"another '{other.name}'" if other.name == origin.name else f"'{other.name}'"


def of_one_workbook(marked: str, report: str) -> bool:
    """Whether two lists of reports share one: a workbook may gain or lose a report from one build to the next.

    >>> of_one_workbook("performance", "performance, budget"), of_one_workbook("monitoring", "performance")
    (True, False)
    """
    return marked == report or bool(set(marked.split(", ")) & set(report.split(", ")) - {""})


def _originals(workbook: WorkbookPart, marks: Mapping[int, Mark], plan: Plan) -> dict[str, int]:
    """The place of each sheet kccxl made, by its title in the book; copies are the officer's own."""
    found = dict[str, int]()
    # the number in the list tells more than the title, which a copy can take over
    latest = sorted(marks.items(), key=lambda each: each[1].report != plan.report)
    for by_number in (True, False):
        for place, mark in latest:
            sheet = workbook.sheets[place]
            same = sheet.id == mark.sheet_id if by_number else sheet.title == mark.given
            if same and mark.title not in found:
                found[mark.title] = place
    for place, mark in marks.items():
        if found.get(mark.title) != place and place not in _earlier(workbook, marks, found):
            plan.unmarked.add(place)
            plan.remarks.append(
                f"'{workbook.sheets[place].title}' is a copy of a sheet that kccxl made. It is left as it is."
            )
    return found


def _earlier(workbook: WorkbookPart, marks: Mapping[int, Mark], originals: Mapping[str, int]) -> list[int]:
    """The places of sheets that a run with other reports made and a later one did not replace; no copies."""
    return [
        place
        for place, mark in marks.items()
        if marks[originals.get(mark.title, place)].report != mark.report
        and workbook.sheets[place].title == mark.given
    ]


def _may_replace(workbook: WorkbookPart, place: int, mark: Mark, plan: Plan, force: bool) -> bool:
    sheet = workbook.sheets[place]
    contents = plan.contents[place] = contents_of(workbook, sheet)
    if obstacle := obstacle_in(workbook.package, sheet, contents):
        plan.unmarked.add(place)
        plan.remarks.append(
            f"'{sheet.title}' was not replaced, for somebody put {obstacle} in it. It is left as it is, and the new "
            f"sheet stands beside it. Formulas that refer to '{sheet.title}' still show what it held."
        )
        return False
    if contents.digest() == mark.digest:
        return True
    if force:
        plan.remarks.append(
            f"'{sheet.title}' had been edited by hand since kccxl made it; the edits were replaced."
        )
        return True
    plan.unmarked.add(place)
    plan.remarks.append(
        f"'{sheet.title}' was edited by hand since kccxl made it. It is left as it is, and the new sheet stands "
        f"beside it. Formulas that refer to '{sheet.title}' still show what it held."
    )
    return False


def _removable(
    workbook: WorkbookPart, stale: Sequence[int], marks: Mapping[int, Mark], plan: Plan, *, alone: bool
) -> list[int]:
    """Those sheets kccxl made that are no longer in the book and that nothing needs."""
    kept_by = {place: _need(workbook, place, marks[place], plan) for place in stale}
    free = [place for place in stale if not kept_by[place]]
    titles = {workbook.sheets[place].title: place for place in free}
    own = {part for place in free for part in own_parts(workbook, workbook.sheets[place])}
    named = {title for title in titles if says(workbook.global_formulas(), title)}
    for title in mentions(workbook.package, titles, own | {workbook.part.lower()}) | named if titles else ():
        kept_by[titles[title]] = "formulas, charts or names refer to it"
    removed = [place for place in stale if not kept_by[place]]
    others = [one for place, one in enumerate(workbook.sheets) if place not in removed]
    if alone and not any(one.visible for one in others):
        kept_by |= dict.fromkeys(removed, "no other sheet would be left")
    for place in stale:
        if reason := kept_by[place]:
            plan.remarks.append(_not_rebuilt(workbook.sheets[place].title, reason))
    return [place for place in stale if not kept_by[place]]


def _not_rebuilt(title: str, reason: str) -> str:
    return (
        f"'{title}' is no longer rebuilt, for the workbook does not hold what it reports. It is left as it is, because "
        f"{reason}; delete it if it is not needed."
    )


def _need(workbook: WorkbookPart, place: int, mark: Mark, plan: Plan) -> str:
    """Why a sheet must stay, as far as it can tell by itself."""
    sheet = workbook.sheets[place]
    contents = plan.contents[place] = contents_of(workbook, sheet)
    if obstacle := obstacle_in(workbook.package, sheet, contents):
        return f"somebody put {obstacle} in it"
    if contents.digest() != mark.digest:
        return "it was edited by hand"
    if workbook.structure_locked:
        return "the structure of the workbook is protected"
    if any(
        name.sheet == place and name.name != MARK and name.name[:6] != "_xlnm." for name in workbook.names
    ):
        return "names were given to cells of it"
    if workbook.related("vbaProject") and kept_from(workbook, sheet).code_name:
        return "macros may refer to it"
    return ""
