"""Show a paper in an open workbook: new sheets are written aside, then put in place of kccxl's earlier ones.

Until the last step nothing of the workbook is lost: if anything fails, the new sheets are removed and every title
and formula is as it was. Sheets that kccxl did not make, or that somebody edited since, are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

import xlwings as xw

from kccxl.errors import FileError
from kccxl.excel.log import open_log
from kccxl.excel.marks import digest_of_live, give_up, marks_of, own_sheets, put_mark
from kccxl.excel.references import Referring, ReferringName, find_references
from kccxl.excel.sheet_writer import SheetWriter
from kccxl.excel.tabs import add_behind, titles_of
from kccxl.files.graft_titles import NewNames, rename
from kccxl.sheets.sheet import Book, Sheet
from kccxl.sheets.titles import safe_title
from kccxl.tables.grid import Grid

REPORT = "kccxl report"
_NEW, _OLD = "kccxl new", "kccxl old"


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown: the title of each sheet in the workbook by its title in the paper, and what officers must know."""

    titles: Mapping[str, str]
    remarks: Sequence[str] = ()
    lacking: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Placed:
    """A sheet to be shown, its title to be, and the title of the sheet it replaces, if any."""

    sheet: Sheet
    title: str
    replaces: str = ""
    new: xw.Sheet | None = None
    written_as: str = ""
    aside: str = ""


@dataclass(slots=True)
class _Plan:
    placed: list[_Placed] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def show(
    book: xw.Book,
    paper: Book,
    grids: Sequence[Grid],
    *,
    complete: bool = True,
    say: Callable[[str], None] = lambda _: None,
) -> Shown:
    """Put the sheets of a paper into an open workbook.

    Args:
        book: the workbook.
        paper: what was laid out.
        grids: the workbook's sheets as they stand, kccxl's own among them.
        complete: whether the paper is all there is: kccxl's sheets that are no longer part of it are taken out.
        say: told about the progress.

    Raises:
        FileError: the structure of the workbook is protected.

    """
    _check_structure(book)
    plan = _make_plan(book, paper, grids, complete=complete)
    renamed = rename(paper, NewNames({one.sheet.title: one.title for one in plan.placed}, {}))
    for one, sheet in zip(plan.placed, renamed.sheets, strict=True):
        one.sheet = replace(sheet, title=one.sheet.title)  # the mark tells the title it has in the paper
    with ExitStack() as undo:
        lacking = _write_aside(book, plan, undo, say)
        say("putting the new sheets in place")
        _swap(book, plan, grids, paper.properties.get(REPORT, ""), undo)
    return Shown({one.sheet.title: one.title for one in plan.placed}, plan.remarks, frozenset(lacking))


def _check_structure(book: xw.Book) -> None:
    if getattr(book.api, "ProtectStructure", False) is True:
        raise FileError(
            f"The structure of '{book.name}' is protected, so no sheet can be added. Take the protection off "
            "(Review > Protect Workbook), and press the button again."
        )


def _make_plan(book: xw.Book, paper: Book, grids: Sequence[Grid], *, complete: bool) -> _Plan:
    plan, marks = _Plan(), marks_of(book)
    by_title = {grid.sheet: grid for grid in grids}
    own = own_sheets(marks)
    for wanted, title in list(own.items()):
        grid = by_title.get(title)
        if grid is None or digest_of_live(book.sheets[title], grid) != marks[title].digest:
            del own[wanted]
            plan.given_up.append(title)
            plan.remarks.append(
                f"'{title}' was edited since kccxl made it. It was left as it is and is now yours; "
                "the new sheet stands beside it."
            )
    taken = titles_of(book)
    for sheet in paper.sheets:
        if sheet.title in own:
            plan.placed.append(_Placed(sheet, own[sheet.title], own[sheet.title]))
            continue
        title = safe_title(sheet.title, taken)
        taken.append(title)
        plan.placed.append(_Placed(sheet, title))
        if title != sheet.title and sheet.title not in [marks[each].title for each in plan.given_up]:
            plan.remarks.append(
                f"Your own sheet '{sheet.title}' was left alone; the new sheet is called '{title}'."
            )
    if complete:
        plan.stale = [own[title] for title in own if title not in {sheet.title for sheet in paper.sheets}]
    return plan


def _write_aside(book: xw.Book, plan: _Plan, undo: ExitStack, say: Callable[[str], None]) -> set[str]:
    """Write every sheet to a new one with a passing title; return what this Excel cannot show."""
    taken = titles_of(book)
    before: xw.Sheet | None = None
    for one in plan.placed:
        one.written_as = safe_title(_NEW, taken)
        taken.append(one.written_as)
        after = book.sheets[one.replaces] if one.replaces else before or book.sheets[len(book.sheets) - 1]
        one.new = before = _add(book, one.written_as, after, undo)
    places = {one.title: one.new for one in plan.placed if one.new is not None}
    lacking: set[str] = set()
    for number, one in enumerate(plan.placed, start=1):
        say(f"writing sheet {number} of {len(plan.placed)}, '{one.title}'")
        writer = SheetWriter(places[one.title], one.sheet, places)
        writer.write()
        lacking |= writer.lacking
    return lacking


def _add(book: xw.Book, title: str, after: xw.Sheet, undo: ExitStack) -> xw.Sheet:
    before = {sheet.name for sheet in book.sheets}
    try:
        added = add_behind(book, title, after)
    except Exception:
        for sheet in [sheet for sheet in book.sheets if sheet.name not in before]:
            sheet.delete()  # made, but not named
        raise
    undo.callback(lambda: book.sheets[title].delete())
    return added


def _swap(book: xw.Book, plan: _Plan, grids: Sequence[Grid], report: str, undo: ExitStack) -> None:
    leaving = [one.replaces for one in plan.placed if one.replaces] + plan.stale
    own = [title for title in leaving if title not in plan.stale] + [one.written_as for one in plan.placed]
    references = find_references(book, leaving, grids, own)
    _keep_needed(plan, references)
    # undone last of all, when the old titles are back
    undo.callback(_enter_all, book, references)
    taken = titles_of(book)
    for one in plan.placed:
        if one.replaces:
            one.aside = safe_title(_OLD, taken)
            taken.append(one.aside)
            _rename(book, one.replaces, one.aside, undo)
    for one in plan.placed:
        _rename(book, one.written_as, one.title, undo)
        put_mark(book.sheets[one.title], report, one.sheet, one.title)
    kept = _redirect(book, references, plan)
    asides = {one.aside: one.title for one in plan.placed if one.aside}
    _delete(book, [aside for aside, title in asides.items() if title not in kept] + plan.stale, plan)
    # from here on the old sheets are gone, and nothing may be undone
    undo.pop_all()
    for aside, title in asides.items():
        if title in kept:
            plan.remarks += _attempt(
                f"'{aside}' could not be renamed.", _let_go, book, aside, f"{title} (old)"
            )
    for title in plan.given_up:
        plan.remarks += _attempt(
            f"The mark of '{title}' could not be taken off.", give_up, book.sheets[title]
        )


def _keep_needed(plan: _Plan, references: Sequence[Referring | ReferringName]) -> None:
    """Keep a sheet that is no longer part of the paper while something refers to it."""
    stale = list(plan.stale)
    for title in stale:
        places = [each.place for each in references if title in each.titles and each.sheet not in stale]
        if places:
            plan.stale.remove(title)
            plan.remarks.append(
                f"'{title}' is no longer part of the report, but {_some(places)} refers to it. It was left as it is; "
                "delete it when it is not needed."
            )


def _rename(book: xw.Book, old: str, new: str, undo: ExitStack) -> None:
    book.sheets[old].name = new
    undo.callback(lambda: setattr(book.sheets[new], "name", old))


def _enter_all(book: xw.Book, references: Sequence[Referring | ReferringName]) -> None:
    for each in references:
        _attempt(f"{each.place} could not be entered again", each.enter, book)


def _redirect(book: xw.Book, references: Sequence[Referring | ReferringName], plan: _Plan) -> set[str]:
    """Let formulas refer to the new sheets; return the titles whose old sheet must stay for those that cannot."""
    kept: set[str] = set()
    replaced = {one.title for one in plan.placed if one.replaces}
    for each in references:
        if not each.titles & replaced:
            continue
        if _attempt(each.place, each.enter, book):
            kept |= each.titles & replaced
            plan.remarks.append(
                f"{each.place} refers to a sheet that was made anew and could not be changed (is its sheet protected?). "
                "It still shows the old figures, which were kept on a sheet whose name ends in (old)."
            )
    return kept


def _delete(book: xw.Book, titles: Sequence[str], plan: _Plan) -> None:
    """Delete sheets that were replaced. Where the first one cannot be, nothing is lost yet, and all is undone."""
    for number, title in enumerate(titles):
        try:
            book.sheets[title].delete()
            if title in [sheet.name for sheet in book.sheets]:
                raise FileError(
                    f"Excel did not delete the sheet '{title}'. Is the workbook protected or shared?"
                )
        except Exception:
            if not number:
                raise
            open_log().warning("the sheet %s was not deleted", title, exc_info=True)
            plan.remarks.append(
                f"The sheet '{title}' could not be deleted. It is out of date: delete it yourself."
            )


def _let_go(book: xw.Book, aside: str, wanted: str) -> None:
    """Leave a replaced sheet to the officer, under a name that says what it is."""
    sheet = book.sheets[aside]
    give_up(sheet)
    sheet.name = safe_title(wanted, titles_of(book))


def _attempt(failure: str, do: Callable[..., None], *given: object) -> list[str]:
    """Do what may fail without harm; return the failure to tell, if it did."""
    try:
        do(*given)
    except Exception:  # noqa: BLE001 - the workbook is whole either way; the log knows the cause
        open_log().warning("%s", failure, exc_info=True)
        return [failure]
    return []


def _some(places: Sequence[str]) -> str:
    return places[0] if len(places) == 1 else f"{places[0]} (and {len(places) - 1} more)"
