"""What one cell says: a number with its unit and decimals as displayed, or one of the words that stand for none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kccxl.rules.rounding import show


class Kind(StrEnum):
    """What kind of thing a cell holds."""

    NUMBER = "number"
    BLANK = "blank"
    NA = "na"
    SNAPSHOT = "snapshot"
    NEW = "new"
    TBC = "tbc"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a sheet, in base units, with all that was printed around it.

    ``value`` is in base units (``£6.5m`` is 6500000; ``95%`` is 95, in percent points). ``decimals`` count in base
    units, as displayed (``£6.5m`` has -5), ``None`` where only the stored digits are known. ``scale`` is the suffix
    to print (``""``, ``k``, ``m``, ``bn``), ``marker`` a footnote mark, ``words`` what followed the number,
    ``printed`` the cell as the eye sees it, ``cell`` where it stands (``Sheet!C12``, empty if computed).
    """

    kind: Kind
    value: Decimal | None = None
    unit: str = ""
    decimals: int | None = None
    scale: str = ""
    marker: str = ""
    words: str = ""
    printed: str = ""
    cell: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return self.value is not None

    @property
    def shown(self) -> str:
        """The figure as papers print it (``95%``, ``£6.5m``, ``N/a``), without its footnote mark."""
        if self.value is None:
            return self.printed or ("" if self.kind is Kind.BLANK else "N/a")
        return show(self.value, self.unit, self.decimals, self.scale).replace(" %", "%")


BLANK = Figure(Kind.BLANK)
"""No figure at all."""
