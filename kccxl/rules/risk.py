"""Score a risk by likelihood and impact, and name its band.

Domain rule "risk register": score = likelihood (1 to 5) times impact (1 to 5); Low 1 to 6, Medium 8 to 15,
High 16 to 25. Scores between two bands cannot arise.
"""

from __future__ import annotations

from enum import StrEnum

from kccxl.errors import RuleError

HIGHEST = 5
"""The highest likelihood and the highest impact."""

_LOW_UP_TO, _MEDIUM_UP_TO = 6, 15
_SCORES = frozenset(first * second for first in range(1, HIGHEST + 1) for second in range(1, HIGHEST + 1))


class Band(StrEnum):
    """How serious a risk is.

    Example:
        >>> [band.value for band in Band]
        ['Low', 'Medium', 'High']

    """

    LOW = "Low"
    MEDIUM = "Medium"
    HIGH = "High"


def score(likelihood: int, impact: int) -> int:
    """Return the score of a risk, 1 to 25.

    Args:
        likelihood: 1 (very unlikely) to 5 (very likely).
        impact: 1 (minor) to 5 (major).

    Raises:
        RuleError: one of them is not a whole number from 1 to 5.

    Source: the council's corporate risk register; domain rule "risk register".

    Example:
        >>> score(4, 5)
        20

    """
    return _level("likelihood", likelihood) * _level("impact", impact)


def band(score: int) -> Band:
    """Return the band of a score.

    Raises:
        RuleError: no likelihood and impact make that score.

    Source: the council's corporate risk register; domain rule "risk register".

    Example:
        >>> band(6).value, band(8).value, band(16).value
        ('Low', 'Medium', 'High')

    """
    if not isinstance(score, int) or isinstance(score, bool) or score not in _SCORES:
        raise RuleError(f"'score' must be likelihood times impact, each from 1 to {HIGHEST} (got {score!r})")
    if score <= _LOW_UP_TO:
        return Band.LOW
    return Band.MEDIUM if score <= _MEDIUM_UP_TO else Band.HIGH


def _level(name: str, level: int) -> int:
    if not isinstance(level, int) or isinstance(level, bool) or not 1 <= level <= HIGHEST:
        raise RuleError(f"'{name}' must be a whole number from 1 to {HIGHEST} (got {level!r})")
    return level
