"""Which variances a chart of adverse and favourable bars draws, on which scale, and what it leaves to the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kccxl.reports.money.printing import in_unit
from kccxl.reports.money.settings import MoneySettings
from kccxl.rules.variance import Effect, as_printed

_ROOM_FOR_LABEL = Decimal("0.15")  # of the length of all bars, at each end


def pieces_of(sides: Sequence[Effect | None], most: int) -> list[tuple[str, range]]:
    """Return which lines, sorted worst first, are drawn: all that vary, or of a long list the two ends in a chart each.

    Args:
        sides: of the lines; those without variance, or of unknown one, count as neither side.
        most: how many bars fit the page.

    Example:
        >>> pieces_of([Effect.ADVERSE, Effect.NONE, Effect.FAVOURABLE, None], 20)
        [('Variances from the largest overspend to the largest underspend', range(0, 3))]

    """
    adverse = [at for at, side in enumerate(sides) if side is Effect.ADVERSE]
    favourable = [at for at, side in enumerate(sides) if side is Effect.FAVOURABLE]
    drawn = [*adverse, *favourable]
    if not drawn:
        return []
    whole = range(drawn[0], drawn[-1] + 1)
    if len(whole) <= most:
        return [("Variances from the largest overspend to the largest underspend", whole)]
    half = most // 2
    ends = (("The largest overspends", adverse[:half]), ("The largest underspends", favourable[-half:]))
    return [(name, range(piece[0], piece[-1] + 1)) for name, piece in ends if piece]


def left_out(sides: Sequence[Effect | None], pieces: Sequence[range]) -> str:
    """Say how many lines of how many two charts show; nothing where they show all.

    >>> left_out([Effect.ADVERSE, Effect.ADVERSE, Effect.FAVOURABLE], [range(0, 1), range(2, 3)])
    'The charts show the largest, 1 of 2 overspends and 1 of 1 underspends, on one scale. The table shows all lines.'
    """
    drawn = [sides[at] for piece in pieces for at in piece]
    names = ((Effect.ADVERSE, "overspends"), (Effect.FAVOURABLE, "underspends"))
    counts = [(drawn.count(side), sides.count(side), name) for side, name in names]
    if all(some == every for some, every, _ in counts):
        return ""
    said = [f"{some} of {every} {name}" for some, every, name in counts if every]
    return f"The charts show the largest, {' and '.join(said)}, on one scale. The table shows all lines."


def ends_of(amounts: Iterable[Decimal | None], settings: MoneySettings) -> tuple[Decimal, Decimal]:
    """Return the ends of the axis of values for all that is drawn, as printed, with room for the figures at the bars.

    >>> ends_of([Decimal(20_000), None, Decimal(-80_000)], MoneySettings())
    (Decimal('-95.00'), Decimal('35.00'))
    """
    printed = [in_unit(as_printed(each, settings.sign), settings) for each in amounts if each]
    least, most = min([Decimal(0), *printed]), max([Decimal(0), *printed])
    room = (most - least) * _ROOM_FOR_LABEL
    return least - room if least else least, most + room if most else most
