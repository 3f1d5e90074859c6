"""A row of a table of money, and which columns of a table are which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kccxl.rules.variance import Sign
from kccxl.tables.cells import BLANK, Figure


class LineKind(StrEnum):
    """What a row of a table of money is."""

    ITEM = "item"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A row of a table of money.

    Args (fields):
        label: without its bullet, put together where it is wrapped over rows.
        kind: an item, a group row (a label without figures above its items), or a total.
        group: the label of the group row it stands under; empty for none.
        amounts: by column, in pounds.
        texts: of further columns, by name.
        cells: ``Sheet!C12`` by column.
        row: of its figures on the sheet, from 0.
        heads: of a total, that it stands above its parts.
        parts: of such a total, the rows of the lines beneath that it is the sum of.

    """

    label: str
    kind: LineKind
    group: str = ""
    amounts: Mapping[str, Figure] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)
    row: int = 0
    heads: bool = False
    parts: Sequence[int] = ()

    def amount(self, name: str) -> Figure:
        """The amount in a column; blank where there is none."""
        return self.amounts.get(name, BLANK)


def cells_of(line: MoneyLine) -> str:
    """Return the cells of a line's figures, as one would write them.

    >>> from kccxl.tables.cells import read_figure
    >>> figures = {name: read_figure("1") for name in "BC"}
    >>> cells_of(MoneyLine("Law", LineKind.ITEM, amounts=figures, cells={name: f"B!{name}6" for name in "BC"}))
    'B6, C6'
    """
    found = [
        line.cells[name].rpartition("!")[2]
        for name, figure in line.amounts.items()
        if figure.known and name in line.cells
    ]
    return ", ".join(found) or "no figures"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table are which: its label, the amounts, and texts to take along."""

    label: str
    amounts: Sequence[str]
    texts: Sequence[str] = ()
    counts: Sequence[str] = ()
    """Amounts that are no money (staff in FTE), taken as they are."""
    credits: Sequence[str] = ()
    """The columns in which CR behind an amount surely is a minus."""


def credit_columns(spent: Sequence[str], variances: Sequence[str], sign: Sign) -> list[str]:
    """Return the columns in which a credit is a minus: all but variances whose minus is an overspend.

    What is budgeted, spent or forecast is less by a credit. One among variances is an underspend; where a minus is
    an overspend, nobody can tell whether CR was meant as the one or the other.

    >>> credit_columns(["budget"], ["variance"], Sign.OVERSPEND_NEGATIVE)
    ['budget']
    """
    return [*spent, *(variances if sign is Sign.OVERSPEND_POSITIVE else ())]
