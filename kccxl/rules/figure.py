"""A figure together with the decimals it is printed with, so that what is compared is what is seen.

Domain rule "rounding basis".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kccxl.rules.exact import finite
from kccxl.rules.rounding import Basis, round_half_up, show, telling_decimals


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in base units and its decimals (None: those stored).

    Example:
        >>> Figure(Decimal(6500000), -5).print("£", "m")
        '£6.5m'

    """

    value: Decimal
    decimals: int | None = None

    @classmethod
    def stated(cls, name: str, value: Decimal, decimals: int | None = None) -> Figure:
        """Take a figure that is compared as stated: decimals that would alter it are not used.

        Args:
            name: the name of the argument, for the message.
            value: the figure, such as a target.
            decimals: the decimals it is shown with.

        Raises:
            RuleError: the value is not a finite Decimal, or ``decimals`` is no whole number.

        Example:
            >>> Figure.stated("target", Decimal("95.5"), 0)
            Figure(value=Decimal('95.5'), decimals=None)

        """
        finite(name, value)
        if decimals is None or round_half_up(value, decimals) != value:
            return cls(value)
        return cls(value, decimals)

    @classmethod
    def result(cls, value: Decimal, decimals: int | None, basis: Basis, marks: Sequence[Decimal]) -> Figure:
        """Take a result on a basis.

        Displayed: rounded half up to ``decimals``. Exact: printed with as many decimals more as it takes to
        show on which side of every mark it lies, and not all 28 digits of a division.

        Args:
            value: the result, in base units.
            decimals: the decimals it is shown with; None takes it as stored.
            basis: displayed or exact.
            marks: the figures it will be compared with.

        Raises:
            RuleError: the value is not a finite Decimal, or ``decimals`` is no whole number.

        Example:
            >>> Figure.result(Decimal("74.6123"), 0, Basis.EXACT, [Decimal(75)])
            Figure(value=Decimal('74.6'), decimals=1)

        """
        finite("value", value)
        if basis == Basis.EXACT:
            decimals = telling_decimals(value, decimals, marks)
        return cls(value if decimals is None else round_half_up(value, decimals), decimals)

    def print(self, unit: str, scale: str = "") -> str:
        """Return the figure as text with its unit; see `kccxl.rules.rounding.show`.

        Raises:
            RuleError: an unknown scale.

        """
        return show(self.value, unit, self.decimals, scale)
