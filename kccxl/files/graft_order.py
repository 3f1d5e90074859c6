"""Enter new sheets in a workbook's list, each behind the one before it in the book, and say where all stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kccxl.files.graft_plan import Placed, Plan
from kccxl.files.graft_strict import OFFICE, to_strict
from kccxl.files.graft_workbook import NewSheet, WorkbookPart
from kccxl.files.package import Relationship


@dataclass(frozen=True, slots=True)
class Order:
    """Where sheets stand: ``places`` old place to new, ``own`` and ``numbers`` by the order of the plan."""

    places: Mapping[int, int]
    own: Sequence[int]
    numbers: Sequence[int]


def enter_sheets(workbook: WorkbookPart, plan: Plan, parts: Sequence[str]) -> Order:
    """Enter the new sheets of a plan, strike those it removes, and return where all stand then.

    Args:
        workbook: the workbook.
        plan: what is to be done.
        parts: the part of each sheet of the plan.

    """
    free = iter(workbook.free_ids())
    numbers, first = list[int](), _before_first(plan)
    behind = None if first is None else workbook.sheets[first].node
    for one, part in zip(plan.placed, parts, strict=True):
        if one.replaces is not None:
            old = workbook.sheets[one.replaces]
            numbers.append(old.id)
            behind = old.node
            continue
        numbers.append(next(free))
        link = relate(workbook, "worksheet", part)
        workbook.enter(NewSheet(one.title, numbers[-1], link, one.sheet.hidden, behind))
    for place in plan.removed:
        workbook.strike(workbook.sheets[place])
    order = _order(workbook, plan)
    places = {old: new for new, old in enumerate(order) if isinstance(old, int)}
    own = [order.index(one if one.replaces is None else one.replaces) for one in plan.placed]
    return Order(places, own, numbers)


def relate(workbook: WorkbookPart, kind: str, part: str) -> str:
    """Let the workbook refer to a part, in its own dialect, and return the identifier."""
    said = to_strict(f"{OFFICE}/{kind}") if workbook.strict else f"{OFFICE}/{kind}"
    return workbook.package.relate(workbook.part, Relationship("", said, part))


def _order(workbook: WorkbookPart, plan: Plan) -> list[int | Placed]:
    """The sheets as they stand at the end: old places, and new sheets behind the one before them."""
    order: list[int | Placed] = [place for place in range(len(workbook.sheets)) if place not in plan.removed]
    before: int | Placed | None = _before_first(plan)
    for one in plan.placed:
        if one.replaces is not None:
            before = one.replaces
        elif before is None:
            order.append(one)
        else:
            order.insert(order.index(before) + 1, one)
            before = one
    return order


def _before_first(plan: Plan) -> int | None:
    """The place of the sheet before the first one replaced, which new ones that come before it stand behind."""
    return next(
        (place for place in range(min(plan.replaced, default=0))[::-1] if place not in plan.removed), None
    )
