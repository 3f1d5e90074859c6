"""What the lines of several reports on money share: typed colours are checked, names used twice reported, lines found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from kccxl.errors import UsageError
from kccxl.reports.paper.typed import typed_rating
from kccxl.rules.rag import Rating
from kccxl.tables.cells import Figure, Kind
from kccxl.tables.finder import Found
from kccxl.tables.grid import Grid
from kccxl.tables.problems import Problem, ProblemLog

T = TypeVar("T")
_HALF_PENNY = Decimal("0.005")


def is_nothing(amount: Decimal) -> bool:
    """Whether an amount in pounds is less than half a penny, either way: what binary leaves of a difference.

    >>> is_nothing(Decimal("0.000000046566")), is_nothing(Decimal("-0.01"))
    (True, False)
    """
    return abs(amount) < _HALF_PENNY


def compare_rating(typed: str, rating: Rating, line: str, cell: str, log: ProblemLog) -> None:
    """Report a typed colour that is none, or is not the one the figures give; a blank cell is no claim."""
    if not typed:
        return
    readable, colour = typed_rating(typed)
    if not readable:
        log.error(
            "unreadable-rating",
            cell,
            f"“{typed}” for {line}",
            "Green, Amber, Red or N/a",
            "Type one of these words, or clear the cell so that the computed one is used.",
        )
    elif colour is not rating.rag:
        log.error(
            "rating-differs",
            cell,
            f"“{typed}” for {line}",
            f"{rating.rag or 'N/a'} ({rating.reason})",
            "Correct the figures or the rating, or clear the rating so that the computed one is used.",
        )


def report_boundary(rating: Rating, line: str, cell: str, log: ProblemLog) -> None:
    """Note a colour that hangs on how the percentage is rounded."""
    if rating.near_boundary:
        log.note(
            "near-boundary",
            cell,
            f"{line}: {rating.near_boundary}",
            "a percentage that is rated alike however it is rounded",
            "Nothing needs mending; the sheet says so as well. The setting “Rounding basis” decides.",
        )


def report_twice(names: Iterable[tuple[str, str, str]], noun: str, log: ProblemLog) -> None:
    """Warn of lines of the same name in the same group, and of the example line of the template.

    Args:
        names: group, name and cell of each line.
        noun: what a line is (``project``).
        log: takes it.

    """
    first: dict[tuple[str, str], str] = {}
    for group, name, cell in names:
        _report_example(name, cell, noun, log)
        key = (_plain(group), _plain(name))
        if key in first:
            log.warn(
                "name-twice",
                cell,
                f"“{name}” a second time",
                f"each {noun} once; it stands at {first[key]} already",
                f"Delete one of the two if they are the same {noun}; both are counted.",
            )
        first.setdefault(key, cell)


def _report_example(name: str, cell: str, noun: str, log: ProblemLog) -> None:
    if name.startswith("Example:"):
        log.warn(
            "example-row",
            cell,
            f"the example {noun} of the template",
            f"{noun}s of your own",
            "Overwrite or delete the row.",
        )


def is_unreadable(table: Found, figure: Figure, name: str) -> bool:
    """Whether a cell holds something that could not be read as a figure, which has been reported already."""
    if figure.kind is not Kind.BLANK or not figure.cell or name not in table.columns:
        return False
    cell = figure.cell.rpartition("!")[2]
    row = int(cell[len(cell.rstrip("0123456789")) :]) - 1
    return table.grid.holds(row, table.columns[name])


def unreadable(table: Found, amounts: Mapping[str, Figure], names: Sequence[str] = ()) -> bool:
    """Whether any of these amounts could not be read."""
    return any(is_unreadable(table, amounts[name], name) for name in names or amounts if name in amounts)


def report_unformatted(grids: Iterable[Grid], log: ProblemLog) -> None:
    """Warn of sheets that are read without number formats, for figures then count as stored."""
    for grid in grids:
        if grid.values_only and grid.visible:
            log.warn(
                "formats-unknown",
                f"{grid.sheet}!",
                "a sheet read without its number formats (an old or very large file)",
                "an .xlsx workbook",
                "Figures are rated as stored, not as displayed, and formulas without a result read as blank. "
                "Open it in Excel and save it as .xlsx.",
            )


def lines_named(
    ref: str, lines: Sequence[tuple[str, T]], workbook: str, noun: str, *, exact: bool = False
) -> list[T]:
    """Return the lines of a name, or the only one whose name holds it; capitals do not matter.

    Args:
        ref: the name, or a part of it.
        lines: each with its name.
        workbook: for the message.
        noun: what a line is (``project``).
        exact: whether a part of the name is not enough.

    Raises:
        UsageError: there is none, or there are several; the message names the nearest ones.

    >>> lines_named("oakwood", [("Oakwood House", 1), ("Total", 2)], "book.xlsx", "project")
    [1]
    """
    wanted = _plain(ref)
    whole = [line for name, line in lines if _plain(name) == wanted]
    part = [line for name, line in lines if wanted and wanted in _plain(name)]
    if whole or (len(part) == 1 and not exact):
        return whole or part
    names = {_plain(name): name for name, _ in lines}
    near = [key for key in names if wanted and wanted in key] or get_close_matches(wanted, names, 3, 0.5)
    listed = ", ".join(names[key] for key in (near or list(names))[:12])
    raise UsageError(f"{workbook} has no {noun} “{ref}”. Did you mean {listed or 'another workbook'}?")


def said_on(cells: Mapping[str, str], problems: Iterable[Problem]) -> Iterator[str]:
    """Yield every problem at one of these cells, a line each."""
    places = set(cells.values())
    for problem in problems:
        if problem.cell and f"{problem.sheet}!{problem.cell}" in places:
            severity = problem.severity.value.capitalize()
            yield f"{severity} at {problem.place}: found {problem.found}; expected {problem.expected}. {problem.mend}"


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
