"""Whether a higher or a lower result is the better one.

Domain rule "polarity": a target above the floor standard means higher is better, a target below it means
lower is better; where the two cannot tell, the workbook must say.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from kccxl.errors import RuleError
from kccxl.rules.exact import finite


class Polarity(StrEnum):
    """What is good: a high or a low result; the words are those of the `Good is` column.

    Example:
        >>> Polarity("Low").note
        ' (lower is better)'

    """

    HIGH = "High"
    LOW = "Low"

    @property
    def note(self) -> str:
        """What a reason adds: a reader takes higher for better unless told otherwise."""
        return " (lower is better)" if self is Polarity.LOW else ""

    def better(self, left: Decimal, right: Decimal) -> bool:
        """Whether ``left`` is strictly better than ``right``."""
        return left < right if self is Polarity.LOW else left > right


def polarity_of(
    target: Decimal | None, floor: Decimal | None, stated: Polarity | None = None
) -> Polarity | None:
    """Return the polarity that target and floor standard show, else the stated one, else None.

    Args:
        target: the target, in the indicator's unit.
        floor: the floor standard, in the same unit.
        stated: what the workbook's `Good is` column says.

    Raises:
        RuleError: target and floor say one thing and ``stated`` the other.

    Source: domain rule "polarity" (FN06 15 / 20 and PI01 5 / 15 in the council's published dashboards).

    Example:
        >>> polarity_of(Decimal(15), Decimal(20))
        <Polarity.LOW: 'Low'>
        >>> polarity_of(Decimal(90), None) is None
        True

    """
    if target is None or floor is None or finite("target", target) == finite("floor", floor):
        return stated
    shown = Polarity.HIGH if target > floor else Polarity.LOW
    if stated is not None and stated != shown:
        side = "above" if shown is Polarity.HIGH else "below"
        raise RuleError(
            f"'Good is' must be {shown.value} as the target of {target:f} is {side} the floor standard"
            f" of {floor:f} (got {stated})"
        )
    return shown
